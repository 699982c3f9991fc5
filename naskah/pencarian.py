"""Finding letters: by id, by number, by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from naskah.fields.checklist import Checklist
from naskah.surat import BerkasSurat, Surat
from naskah.validate import sementara
from registers.dasar.galat import KeadaanDitolak, NaskahError, TidakDitemukan
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Naskah

MENYUSUL = "Berkasnya masih dicetak lewat antrean (pekerjaan {})."
_ID = re.compile(r"([NMnm])-([A-Za-z0-9]{6,7})(?:/[0-9]{1,4})?")
_AGENDA = re.compile(r"agenda[ -]?([0-9]{1,6})", re.IGNORECASE)


def naskah_satu(kantor: Kantor, kunci: str, *, tahun: int = 0) -> Naskah:
    """The letter with this id or number; of an incoming one also "agenda 12", of a branch its letter.

    Raises:
        TidakDitemukan: there is none.
        KeadaanDitolak: the number fits several years; the message names them.
    """
    with kantor.ledger.baca() as baca:
        if (id_ := id_naskah(kunci)) != "":
            return baca.naskah(id_)
        if agenda := _AGENDA.fullmatch(kunci.strip()):
            return _menurut_agenda(kantor, baca, int(agenda[1]), tahun or kantor.hari_ini().year)
        cocok = [n for n in baca.menurut_nomor(kunci) if not tahun or (n.tanggal and n.tanggal.year == tahun)]
    if not cocok:
        saat = f" pada tahun {tahun}" if tahun else ""
        raise TidakDitemukan(f"Tidak ada naskah bernomor {kunci}{saat}.", "Cari dengan: naskah cari KATA")
    if len(cocok) > 1:
        pilihan = "; ".join(f"{n.id} tanggal {n.tanggal} ({n.hal})" for n in cocok)
        raise KeadaanDitolak(
            f"Nomor {kunci} cocok dengan {len(cocok)} naskah: {pilihan}.",
            "Tulis ID-nya, atau tambahkan --tahun.",
        )
    return cocok[0]


def naskah_berjenis(kantor: Kantor, kunci: str, *, tahun: int = 0) -> Naskah:
    """The letter with this id or number, one that was made here from a type.

    Raises:
        TidakDitemukan: there is none.
        KeadaanDitolak: it came in, or the number fits several years.
    """
    naskah = naskah_satu(kantor, kunci, tahun=tahun)
    if naskah.arah == "masuk":
        raise KeadaanDitolak(
            f"{naskah.id} surat masuk, bukan naskah yang dibuat di sini.",
            f"Koreksi catatannya dengan: naskah masuk ubah {naskah.id}",
        )
    return naskah


def id_naskah(kunci: str) -> str:
    """The id of the letter a person means by an id, in any case, or by one of its branches; "" for none.

    >>> id_naskah("m-ABC234/2"), id_naskah("500.3/1/DKUKM")
    ('M-abc234', '')
    """
    cocok = _ID.fullmatch(kunci.strip())
    return f"{cocok[1].upper()}-{cocok[2].lower()}" if cocok else ""


def _menurut_agenda(kantor: Kantor, baca: Baca, nomor: int, tahun: int) -> Naskah:
    for buku in kantor.buku.values():
        baris = baca.baris_ke(buku.id, tahun, nomor) if "masuk" in buku.entri else None
        if baris is not None:
            return baca.naskah(baris.kunci)
    raise TidakDitemukan(
        f"Tidak ada surat masuk bernomor agenda {nomor} pada tahun {tahun}.", "Tambahkan --tahun."
    )


def isi_naskah(kantor: Kantor, kunci: str, jenis: Jenis) -> Mapping[str, Nilai]:
    """The values of an earlier letter, to fill one of type `jenis` from.

    With what it computed of them, for the fields of `asal`: the accounts of an SPP gaji are nowhere else. A
    checklist of other papers stays behind: its items mean nothing here.
    """
    lama = naskah_satu(kantor, kunci)
    if lama.jenis not in kantor.katalog.letak:
        return {**lama.isi, **isi_asal(lama, jenis)}
    hari, sendiri = lama.tanggal or kantor.hari_ini(), kantor.katalog.jenis(lama.jenis)
    hasil = sementara(sendiri, lama.isi, kantor.acuan(hari), kantor.rujukan(hari)).hasil
    asing = _butir(sendiri).items() - _butir(jenis).items()
    isi = {k: v for k, v in lama.isi.items() if k not in dict(asing)}
    return {**isi, **isi_asal(lama, jenis, hasil)}


def _butir(jenis: Jenis) -> dict[str, tuple[str, ...]]:
    """The items of each checklist of a type."""
    return {i.nama: tuple(k.nama for k in i.kolom) for i in jenis.isian if i.jenis == Checklist.nama}


def isi_asal(
    lama: Naskah, jenis: Jenis, hasil: Mapping[str, Nilai] = MappingProxyType({})
) -> Mapping[str, Nilai]:
    """The fields of a type that say which letter it follows, by its `asal` for letters of that kind.

    Args:
        lama: the letter.
        jenis: the type that follows it.
        hasil: what the letter computed of its values.
    """
    tanggal = lama.tanggal.isoformat() if lama.tanggal else ""
    sendiri = {**hasil, **lama.isi, "nomor": lama.nomor, "tanggal": tanggal}
    asal = jenis.asal.get(lama.jenis, {})
    isi = {isian: next(filter(None, map(sendiri.get, dari)), None) for isian, dari in asal.items()}
    return {isian: nilai for isian, nilai in isi.items() if nilai}


def cari(
    kantor: Kantor,
    kata: str,
    *,
    dari: date | None = None,
    sampai: date | None = None,
    jenis: str = "",
    batas: int = 20,
) -> list[Surat]:
    """Letters whose number, subject or names contain every word of `kata`, newest first; `batas` 0 is all."""
    with kantor.ledger.baca() as baca:
        return [
            _surat(baca, n)
            for n in baca.cari(kata, dari=dari, sampai=sampai, jenis=jenis, batas=batas or None)
        ]


def sekilas(kantor: Kantor, kata: str, batas: int) -> list[Naskah]:
    """As `cari`, without looking for files and rows: for lists that must come at once."""
    with kantor.ledger.baca() as baca:
        return baca.cari(kata, batas=batas)


def terakhir(kantor: Kantor, batas: int) -> list[Naskah]:
    """The letters that were touched last, in and out, half-filled forms not among them."""
    with kantor.ledger.baca() as baca:
        return baca.terakhir(batas)


def jenis_menurut(kantor: Kantor, kata: str) -> list[Jenis]:
    """The types that have every word of `kata` in title, search words, id or SOP; most used first.

    A type whose declaration is wrong is left out.
    """
    with kantor.ledger.baca() as baca:
        pakai = baca.jumlah_jenis()
    dicari = kata.casefold().split()
    cocok = [j for j in kantor.katalog.semua() if all(k in _sebutan(j) for k in dicari)]
    return sorted(cocok, key=lambda j: (-pakai.get(j.id, 0), j.judul))


def jenis_lanjutan(kantor: Kantor, jenis: str) -> list[Jenis]:
    """The types that follow from a letter of this one: of an SPP the SPM, and what sends it back."""
    return sorted((j for j in kantor.katalog.semua() if jenis in j.asal), key=lambda j: j.judul, reverse=True)


def _sebutan(jenis: Jenis) -> str:
    sop = " ".join(f"sop {n}" for n in jenis.sop)
    return " ".join([jenis.judul, jenis.id, *jenis.cari, sop]).casefold()


def surat(kantor: Kantor, id_: str) -> Surat:
    """One letter as it stands now."""
    with kantor.ledger.baca() as baca:
        return _surat(baca, baca.naskah(id_))


def surat_terbit(kantor: Kantor, naskah: Naskah) -> Surat:
    """A letter just issued, as the ledger has it; when it cannot be read again, as it was stored."""
    try:
        return surat(kantor, naskah.id)
    except NaskahError:
        return ringkas(naskah)


def pastikan_tercetak(baca: Baca, naskah: Naskah) -> None:
    """Refuse what needs the document of a letter that a worker of the queue is still to render.

    Raises:
        KeadaanDitolak: it is not there yet.
    """
    if id_ := baca.menyusul(naskah):
        raise KeadaanDitolak(MENYUSUL.format(id_), "Tunggu sampai pekerjaan itu selesai.")


def keluarga(kantor: Kantor, id_: str) -> list[Surat]:
    """A letter and the ones that derive from it."""
    with kantor.ledger.baca() as baca:
        return [_surat(baca, n) for n in [baca.naskah(id_), *baca.turunan(id_)]]


def _surat(baca: Baca, n: Naskah) -> Surat:
    semua = baca.berkas(n.id)
    kini = max((b.versi for b in semua if b.macam == "docx"), default=0)
    return replace(
        ringkas(n),
        berkas=tuple(
            BerkasSurat(b.path, b.sha256, lama=bool(kini) and (b.macam == "konsep" or b.versi < kini))
            for b in semua
        ),
        buku=tuple(b.buku for b in baca.baris_kunci(n.id)),
        peringatan=(MENYUSUL.format(id_),) if not semua and (id_ := baca.menyusul(n)) else (),
    )


def ringkas(n: Naskah) -> Surat:
    """A letter as it was read, without looking for its files and rows."""
    return Surat(
        id=n.id,
        seri=n.seri,
        urut=n.urut_lengkap or str(n.isi.get("agenda") or ""),
        nomor=n.nomor,
        tanggal=n.tanggal.isoformat() if n.tanggal else "",
        jenis=n.jenis,
        status=n.status,
        hal=n.hal,
    )
