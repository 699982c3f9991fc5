"""What is recorded of an incoming letter: the columns of the agenda, and what must hold between them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from naskah import jabatan
from naskah.draf import SIFAT_BAWAAN
from registers.dasar import kinds
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris
from registers.dasar.waktu import tanggal_panjang
from registers.isian_buku import sahkan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.ledger import Baca, Naskah

BELUM_DIISI = "(belum diisi)"
ARAHAN = {"P": "arahan-p", "B": "arahan-b"}
"""The code of a direction (SOP 21) and the event that books name."""

_DITULIS_NASKAH = ("status", "disposisi", "batas", "tindak_lanjut")


def buku_agenda(kantor: Kantor) -> Buku:
    """The book in which incoming letters are typed; its columns are the form."""
    return next(buku for buku in kantor.buku.values() if "masuk" in buku.entri)


def kolom_isian(buku: Buku) -> list[str]:
    """The keys of the columns a person fills in; the running number and naskah's own columns are left out."""
    return [k.kunci for k in buku.kolom if k.kunci not in (*_DITULIS_NASKAH, "urutan")]


def kolom_orang(buku: Buku) -> list[str]:
    """The keys of the columns that people may change in the book."""
    return [k.kunci for k in buku.kolom if k.milik != "buku_besar"]


def isian(buku: Buku, *, orang: bool = True) -> tuple[Isian, ...]:
    """The columns a person fills in as fields of a form.

    Args:
        buku: the agenda.
        orang: with people's own columns; a letter that is recorded already has those in its row only.
    """
    jenis = kinds.semua()
    return tuple(
        Isian(
            nama=k.kunci,
            jenis=k.jenis if k.jenis in jenis else "teks",
            label=k.judul,
            bantuan=k.bantuan,
            wajib=k.wajib,
            pilihan=k.pilihan,
            bagian="Surat" if k.milik == "buku_besar" else "Catatan kantor",
        )
        for k in buku.kolom
        if k.kunci in kolom_isian(buku) and (orang or k.milik == "buku_besar")
    )


def periksa(kantor: Kantor, buku: Buku, mentah: Mapping[str, object]) -> dict[str, Nilai]:
    """The canonical values of one letter by column key, with what a blank cell stands for.

    Raises:
        DataTidakSah: every finding at once, named by the headings of the book.
    """
    temuan: list[Temuan] = []
    isi: dict[str, Nilai] = {}
    try:
        isi = sahkan(buku, {k: v for k, v in mentah.items() if k not in _DITULIS_NASKAH})
    except DataTidakSah as galat:
        temuan += galat.temuan
    temuan += _tidak_cocok(kantor, buku, isi)
    if temuan:
        raise DataTidakSah("Surat masuk belum dapat dicatat.", temuan)
    return lengkap(kantor, isi)


def lengkap(kantor: Kantor, isi: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """The values with what a blank cell stands for."""
    hasil = dict(isi)
    hasil.setdefault("tanggal_terima", kantor.hari_ini().isoformat())
    hasil.setdefault("sifat", SIFAT_BAWAAN)
    if nomor := str(hasil.get("nomor") or ""):
        hasil["nomor"] = rapikan_nomor(nomor)
    return hasil


def rapikan_nomor(nomor: str) -> str:
    """A sender's number in one spelling; its form is not judged.

    >>> rapikan_nomor("Nomor : 005 / 12 /DPMD")
    '005/12/DPMD'
    """
    tanpa_kata = re.sub(r"^(nomor|no\.?)\s*:?\s*(?=\d|\S*/)", "", nomor, flags=re.IGNORECASE)
    return re.sub(r"\s*/\s*", "/", tanpa_kata)


def sidik(isi: Mapping[str, Nilai]) -> str:
    """Hash of a request, to refuse the same id with other content."""
    return hashlib.sha256(json.dumps(["masuk", dict(isi)], sort_keys=True).encode()).hexdigest()


def belum_lengkap(naskah: Naskah) -> bool:
    """Whether it came from a scan and nobody has said yet what it is."""
    return any(isinstance(v, str) and v.startswith(BELUM_DIISI) for v in naskah.isi.values())


def peringatan(baca: Baca, isi: Mapping[str, Nilai]) -> list[str]:
    """What the person should know, though nothing is refused: a letter recorded twice, dates in odd order."""
    hasil: list[str] = []
    tanggal, terima = isi.get("tanggal"), isi["tanggal_terima"]
    if tanggal and tanggal > terima:
        hari = tanggal_panjang(date.fromisoformat(tanggal))
        hasil.append(f"Tanggal surat ({hari}) sesudah tanggal terima; periksa lagi.")
    hasil += [
        f"Surat yang sama (pengirim, nomor, dan tanggal) sudah tercatat sebagai {n.id}, "
        f"nomor agenda {n.isi.get('agenda', '-')}."
        for n in baca.menurut_nomor(str(isi.get("nomor") or ""))
        if n.arah == "masuk" and n.status != "batal" and _sama(n, isi)
    ]
    return hasil


def pengolah(kantor: Kantor, tertulis: str, tempat: str, temuan: list[Temuan]) -> str:
    """A unit as books name it: a known post by its short name, anything else as typed."""
    try:
        return jabatan.sebutan(kantor.tatanan, jabatan.kenali(kantor.tatanan, satu_baris(tertulis)))
    except NilaiSalah as galat:
        temuan.append(Temuan(tempat, galat.pesan, galat.saran, tertulis))
        return tertulis


def _tidak_cocok(kantor: Kantor, buku: Buku, isi: dict[str, Nilai]) -> list[Temuan]:
    """What is wrong between the values, each of which is right by itself."""
    temuan: list[Temuan] = []
    judul = {k.kunci: k.judul for k in buku.kolom}
    terima = isi.get("tanggal_terima")
    if terima and date.fromisoformat(terima) > kantor.hari_ini():
        saran = "tulis hari surat itu diterima"
        temuan.append(Temuan(judul["tanggal_terima"], "belum terjadi", saran, terima))
    if isi.get("kode") and not isi.get("pengolah"):
        temuan.append(Temuan(judul["pengolah"], "belum diisi", "P atau B perlu unit pengolahnya"))
    if isi.get("pengolah"):
        isi["pengolah"] = pengolah(kantor, isi["pengolah"], judul["pengolah"], temuan)
    return temuan


def _sama(naskah: Naskah, isi: Mapping[str, Nilai]) -> bool:
    def polos(nilai: object) -> str:
        return re.sub(r"[\W_]+", " ", str(nilai or "").casefold()).strip()

    sehari = naskah.isi.get("tanggal") == isi.get("tanggal")
    return sehari and polos(naskah.isi.get("dari")) == polos(isi.get("dari"))
