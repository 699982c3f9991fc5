"""The columns a type has on an input sheet: what the template writes and what reading understands.

A plain field is one column, headed by its label. A person, a koperasi or a post is one column (name, NIP, NIK
or post) and, for those not in the office's data, one per part ("Koperasi: Alamat" or "koperasi.alamat"). Each
item of a checklist has one for its state and one for a remark. A daftar has a sheet of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from naskah.catalog import Jenis
from naskah.fields import koperasi, pegawai, pejabat
from naskah.fields.checklist import KEADAAN
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan
from registers.workbook.deret import alamat

JUDUL_NOMOR = "No"
JUDUL_ALASAN = "Yang perlu diperbaiki"
LEMBAR_JENIS = "_jenis"
"""Name of the hidden sheet that says which type the workbook was made for: its id and title."""
LEMBAR_PILIHAN = "_pilihan"
"""Name of the hidden sheet with the lists to choose from."""
LEMBAR_BANTU = (LEMBAR_JENIS, LEMBAR_PILIHAN)
CONTOH, PETUNJUK = "contoh", "petunjuk"
"""What the first cell of a row says that is no letter."""

KETERANGAN = ".keterangan"
_NOMOR = {"no", "nomor urut", "no urut"}
_ALASAN = "yang perlu diperbaiki"
_BIDANG = {"koperasi": koperasi.BIDANG, "pegawai": pegawai.BIDANG, "pejabat": pejabat.BIDANG}
_NAMA_LEMBAR_MAKS = 31  # Excel allows no longer names
_TERLARANG = re.compile(r"[\[\]:*?/\\]+")
_SINGKATAN = {"tgl": "tanggal", "jml": "jumlah", "no": "nomor", "kab": "kabupaten", "kec": "kecamatan"}
# Measured on headings of offices: "Kecamatan" is 0.82 like "keamanan", "Pakayan" 0.86 like "pakaian"; several
# words that are 0.8 alike are the same words misspelled.
_MIRIP_SEKATA, _MIRIP = 0.85, 0.8
_SENDIRI = re.compile(r"\s*(?:#.*|\(.*\))\s*", re.DOTALL)


@dataclass(frozen=True)
class Kolom:
    """One column.

    Attributes:
        jalur: path of its values ("koperasi.nama").
        judul: its heading in the template.
        isian: the field, part or item it holds.
        bagian: section of the form it stands in.
        utama: whether the template has it without being asked; others are understood.
    """

    jalur: str
    judul: str
    isian: Isian
    bagian: str = ""
    utama: bool = True


def kolom_dari(isian: Sequence[Isian]) -> list[Kolom]:
    """The columns of these fields, those of a daftar left out."""
    banyak = Counter(polos(i.label) for i in isian)
    hasil: list[Kolom] = []
    for i in isian:
        judul = i.label or i.nama
        if banyak[polos(i.label)] > 1:
            judul = f"{judul} ({i.nama})"
        if i.jenis == "checklist":
            for butir in i.kolom:
                jalur, label = f"{i.nama}.{butir.nama}", f"{judul}: {butir.label or butir.nama}"
                keadaan = Isian(butir.nama, "pilihan", label, pilihan=KEADAAN)
                hasil += [
                    Kolom(jalur, label, keadaan, i.bagian),
                    Kolom(f"{jalur}{KETERANGAN}", f"{label} (keterangan)", Isian("keterangan"), i.bagian),
                ]
        elif i.jenis != "daftar":
            hasil.append(Kolom(i.nama, judul, i, i.bagian))
            hasil += [
                Kolom(f"{i.nama}.{b.nama}", f"{judul}: {b.label or b.nama}", b, i.bagian, utama=False)
                for b in _BIDANG.get(i.jenis, ())
            ]
    return hasil


def nama_lembar(jenis: Jenis) -> dict[str, str]:
    """Sheet name in the template of every daftar, by field."""
    hasil: dict[str, str] = {}
    for i in jenis.isian:
        if i.jenis == "daftar":
            nama = _muat(_TERLARANG.sub(" ", i.label or i.nama).strip())
            hasil[i.nama] = i.nama[:_NAMA_LEMBAR_MAKS] if nama in hasil.values() else nama
    return hasil


def _muat(nama: str) -> str:
    """As many whole words as the name of a sheet may have, none that only joins on what is gone."""
    if len(nama) <= _NAMA_LEMBAR_MAKS:
        return nama
    utuh = nama[: _NAMA_LEMBAR_MAKS + 1].rpartition(" ")[0] or nama[:_NAMA_LEMBAR_MAKS]
    return re.sub(r"(?:[\s,;]+(?:dan|atau|yang|menurut|untuk|dari))?[\s,;]*$", "", utuh)


def daftar_bernama(jenis: Jenis, lembar: str) -> Isian | None:
    """The daftar whose sheet has this name."""
    menurut = nama_lembar(jenis)
    for i in (i for i in jenis.isian if i.jenis == "daftar"):
        sebutan = (menurut[i.nama], i.label, i.nama)
        if polos(lembar) in {polos(s) for s in (*sebutan, *(s[:_NAMA_LEMBAR_MAKS] for s in sebutan)) if s}:
            return i
    return None


def polos(nilai: object) -> str:
    """Spelling without case, marks and the star of required fields."""
    return re.sub(r"[^a-z0-9]+", " ", str(nilai).casefold()).strip()


def dekat(tertulis: str, dikenal: Sequence[str]) -> str:
    """The heading a person may have misspelled, as advice; "" when none is near enough to be meant."""
    dicari = _baku(tertulis)
    nilai = [(SequenceMatcher(None, dicari, _baku(satu)).ratio(), satu) for satu in dikenal]
    mirip, satu = max(nilai, key=lambda n: n[0], default=(0.0, ""))
    batas = _MIRIP if " " in dicari and " " in _baku(satu) else _MIRIP_SEKATA
    return f"maksudnya {satu}?" if mirip >= batas else ""


def _baku(judul: str) -> str:
    """Plain spelling without abbreviations."""
    return " ".join(_SINGKATAN.get(kata, kata) for kata in polos(judul).split())


def menurut_sebutan(kolom: Sequence[Kolom]) -> dict[str, str]:
    """Heading in plain spelling → path; a field's own name wins over another's label."""
    return {polos(k.judul): k.jalur for k in reversed(kolom)} | {polos(k.jalur): k.jalur for k in kolom}


@dataclass(frozen=True)
class Kepala:
    """The headings as found.

    Attributes:
        baris: number of their row.
        kolom: path → column number.
        nomor: column of the running numbers, 0 for none.
        alasan: column of an earlier report's remarks, 0 for none.
        berjudul: every column with a heading, known or not; those in parentheses or after "#" are people's
            own and not read.
        temuan: headings that cannot be used.
    """

    baris: int
    kolom: Mapping[str, int]
    nomor: int = 0
    alasan: int = 0
    berjudul: frozenset[int] = frozenset()
    temuan: Sequence[Temuan] = field(default_factory=tuple[Temuan, ...])


Gabungan = Sequence[tuple[int, int, int, int]]


def temukan(
    lembar: str,
    atas: Sequence[tuple[int, Mapping[int, object]]],
    gabungan: Gabungan,
    sebutan: Mapping[str, str],
) -> Kepala | None:
    """The row with most known headings; None when no row has one.

    Args:
        lembar: name of the sheet, for messages; "" for a file that has none.
        atas: the first filled rows, number and values by column.
        gabungan: merged cells.
        sebutan: what is known, as `menurut_sebutan` gives it.
    """
    isi = dict(atas)
    terbaik, banyak = 0, 0
    for nomor in isi:
        judul = _judul(nomor, isi, gabungan, sebutan)
        dikenal = {p for j in judul.values() if (p := _jalur(j, sebutan))}
        if len(dikenal) > banyak:
            terbaik, banyak = nomor, len(dikenal)
    if not banyak:
        return None
    return _rinci(lembar, terbaik, _judul(terbaik, isi, gabungan, sebutan), gabungan, sebutan)


def _judul(
    nomor: int, isi: Mapping[int, Mapping[int, object]], gabungan: Gabungan, sebutan: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Column → what heads it: the cell's text and, where a merged cell above spans it, both together.

    Beside such a pair a heading may stand in the upper row alone.
    """
    hasil: dict[int, tuple[str, ...]] = {k: (str(v),) for k, v in isi[nomor].items() if str(v).strip()}
    for b1, k1, b2, k2 in gabungan:
        teks = str(isi.get(b1, {}).get(k1) or "").strip()
        if not teks or b1 >= nomor:
            continue
        if b2 >= nomor:  # one heading over several rows
            hasil.setdefault(k1, (teks,))
        elif b2 == nomor - 1:  # a heading over several columns
            for k in range(k1, k2 + 1):
                if k in hasil:
                    hasil[k] = (f"{teks} {hasil[k][0]}", *hasil[k])
    if any(len(judul) > 1 and polos(judul[0]) in sebutan for judul in hasil.values()):
        for k, v in isi.get(nomor - 1, {}).items():
            if k not in hasil and _jalur((str(v),), sebutan):
                hasil[k] = (str(v),)
    return hasil


def _jalur(judul: tuple[str, ...], sebutan: Mapping[str, str]) -> str:
    """The path of the first heading that is known; "#" for running numbers, "" for none."""
    for satu in judul:
        if jalur := sebutan.get(polos(satu), ""):
            return jalur
    return "#" if polos(judul[-1]) in _NOMOR else ""


def _rinci(
    lembar: str,
    baris: int,
    judul: Mapping[int, tuple[str, ...]],
    gabungan: Gabungan,
    sebutan: Mapping[str, str],
) -> Kepala:
    kolom: dict[str, int] = {}
    temuan: list[Temuan] = []
    nomor = alasan = 0
    lebar = {k1: k2 for b1, k1, b2, k2 in gabungan if b1 <= baris <= b2 and k2 > k1}
    for k in sorted(judul):
        sel, tertulis = letak(lembar, k, baris), judul[k][-1]
        jalur = _jalur(judul[k], sebutan)
        if polos(tertulis) == _ALASAN:
            alasan = k
        elif _SENDIRI.fullmatch(tertulis):
            continue
        elif jalur == "#":
            nomor = nomor or k
        elif k in lebar:
            saran = "pisahkan selnya (Merge & Center dimatikan), lalu beri judul tiap kolom"
            temuan.append(Temuan(sel, f"judul ini menutupi {lebar[k] - k + 1} kolom", saran, tertulis))
        elif not jalur:
            saran = dekat(tertulis, list(sebutan)) or "pakai judul dari berkas isian."
            saran += f" Bila kolom sendiri, beri kurung: ({' '.join(tertulis.split())})"
            temuan.append(Temuan(sel, "judul kolom tidak dikenal", saran, tertulis))
        elif jalur in kolom:
            dulu = letak(lembar, kolom[jalur], baris)
            temuan.append(
                Temuan(sel, f"judul ini sama dengan yang di {dulu}", "hapus salah satu kolomnya", tertulis)
            )
        else:
            kolom[jalur] = k
    return Kepala(baris, kolom, nomor, alasan, frozenset(judul), temuan)


def letak(lembar: str, kolom: int, baris: int) -> str:
    """A cell's address; without its sheet where the file has none."""
    return alamat(lembar, kolom, baris).removeprefix("!")
