"""The columns of a book as a form: what a typed row holds, validated by the book's own declaration. Pure.

The same function reads a row typed in Excel, an answer at the prompt, a TOML file and an imported sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from registers.bacaan_sel import kanonik
from registers.dasar import kinds
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import pastikan_muat, satu_baris
from registers.definisi import Buku, Kolom
from registers.syarat_baris import periksa

_STRIP = {"-", "–", "—"}  # what people write into a cell for "none"
_KUTIPAN = 60
_BUKAN_KETIKAN = {"urutan", "status"}  # booking keys of what the ledger alone says


def sahkan(buku: Buku, mentah: Mapping[str, object]) -> dict[str, Nilai]:
    """The canonical values of one typed row, by column key; blank cells are left out.

    People's own columns are theirs: what stands there is taken as it is, valid or not, unless the book says
    that the column must be filled or is `ketat`. Computed columns are ignored.

    Args:
        buku: the definition.
        mentah: column key → what was typed (text, number, date …).

    Raises:
        DataTidakSah: every finding at once, each named by the heading of its column.
    """
    temuan = [_asing(buku, kunci) for kunci in mentah if kunci not in {k.kunci for k in buku.kolom}]
    hasil: dict[str, Nilai] = {}
    salah: set[str] = set()
    for kolom in (k for k in buku.kolom if not k.hanya_hitung):
        try:
            nilai = baca(kolom, mentah.get(kolom.kunci))
        except NilaiSalah as galat:
            temuan.append(Temuan(kolom.judul, galat.pesan, galat.saran, _kutip(mentah[kolom.kunci])))
            salah.add(kolom.kunci)
            continue
        if nilai is not None:
            hasil[kolom.kunci] = nilai
        elif kolom.wajib:
            temuan.append(Temuan(kolom.judul, "belum diisi", kolom.bantuan or f"tulis {kolom.judul}"))
            salah.add(kolom.kunci)
    if temuan := [*temuan, *periksa(buku, hasil, salah)]:
        raise DataTidakSah(f"Baris {buku.judul} belum benar.", temuan)
    return hasil


def sebagai_ketikan(buku: Buku, mentah: Mapping[str, object]) -> dict[str, Nilai]:
    """What stands in the cells of a typed row, valid or not, canonical where it is valid.

    Without what a copied row brings along and nobody means: its number, its status, computed cells.
    """
    hasil: dict[str, Nilai] = {}
    for kolom in buku.kolom:
        if not dapat_diketik(kolom) or kolom.kunci not in mentah:
            continue
        try:
            hasil[kolom.kunci] = baca(kolom, mentah[kolom.kunci])
        except NilaiSalah:
            hasil[kolom.kunci] = kanonik(mentah[kolom.kunci], kolom.jenis)
    return {k: nilai for k, nilai in hasil.items() if nilai is not None}


def dapat_diketik(kolom: Kolom) -> bool:
    """Whether a typed row may say something in this column; not its number, its status, what is computed."""
    return not kolom.hanya_hitung and kolom.dari not in _BUKAN_KETIKAN


def baca(kolom: Kolom, mentah: object) -> Nilai:
    """The canonical value of one cell; None for a blank one.

    Raises:
        NilaiSalah: what is wrong and what to type instead.
    """
    if kosong(kolom, mentah):
        return None
    kind = kinds.semua().get(kolom.jenis) or kinds.semua()["teks"]
    if kind.nama == "teks":
        mentah = kanonik(mentah, kolom.jenis)
        if kolom.milik != "buku_besar" and not kolom.pilihan:  # theirs to the last line break
            pastikan_muat(mentah)
            return mentah
    isian = Isian(kolom.kunci, kind.nama, kolom.judul, kolom.bantuan, pilihan=kolom.pilihan)
    try:
        nilai = kind.baca(mentah, isian, TanpaAcuan())
    except NilaiSalah:
        if kolom.milik != "orang" or kolom.wajib or kolom.ketat:
            raise
        return kanonik(mentah, kolom.jenis)
    if isinstance(nilai, list):  # a paragraph: in a cell it is lines of text
        return "\n".join(str(alinea) for alinea in nilai)
    return _menurut_pilihan(kolom, nilai) if isinstance(nilai, str) else nilai


def kosong(kolom: Kolom, mentah: object) -> bool:
    """Whether nothing was typed; a dash says so where no text is expected."""
    if mentah is None:
        return True
    if not isinstance(mentah, str):
        return False
    teks = mentah.strip()
    return not teks or (teks in _STRIP and kolom.jenis in kinds.semua() and kolom.jenis != "teks")


def _menurut_pilihan(kolom: Kolom, nilai: str) -> str:
    """A value offered in the list gets the spelling of the list."""
    return next((p for p in kolom.pilihan if p.casefold() == nilai.casefold()), nilai)


def _asing(buku: Buku, kunci: str) -> Temuan:
    sebutan = {k.kunci: k.judul for k in buku.kolom}
    dekat = get_close_matches(kunci.casefold(), [*sebutan, *(j.casefold() for j in sebutan.values())], n=1)
    saran = f"maksudnya {dekat[0]}?" if dekat else f"kolomnya: {', '.join(sebutan)}"
    return Temuan(kunci, f"bukan kolom {buku.judul}", saran)


def _kutip(mentah: object) -> str:
    try:
        teks = satu_baris(mentah)
    except NilaiSalah:
        teks = "".join(h if h.isprintable() else "�" for h in str(mentah))
    return teks if len(teks) <= _KUTIPAN else f"{teks[:_KUTIPAN]}…"
