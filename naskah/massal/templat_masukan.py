"""The workbook people fill in for a merge: right headings, lists to choose from, an example row.

The first sheet has one row per letter; a daftar has a sheet of its own, whose No names the letter. Rows whose
first cell says "petunjuk" or "contoh" are not read. It may come with a row for every koperasi or employee.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.induk import MACAM
from naskah.isi import kumpulkan
from naskah.kantor import Kantor, cari_folder
from naskah.massal.buku_isian import BukuIsian, Pilihan
from naskah.massal.kepala import (
    CONTOH,
)
from naskah.massal.masukan_induk import dari_induk
from naskah.massal.masukan_model import BarisMasukan, Masukan
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, KantorSalah, NilaiSalah


def pilihan_kantor(kantor: Kantor) -> Pilihan:
    """The names in the office's data; master data that cannot be read offer nothing."""
    menurut: dict[str, Sequence[str]] = {"pejabat": [p.id for p in kantor.tatanan.pejabat]}
    for sumber in MACAM:
        try:
            tabel = kantor.induk.tabel(sumber)
        except NilaiSalah:
            tabel = None
        nama = [str(b["nama"].nilai) for b in tabel.baris if "nama" in b] if tabel else []
        menurut[sumber] = list(dict.fromkeys(nama))
    return Pilihan(menurut)


@dataclass(frozen=True)
class DariInduk:
    """Rows of master data that a workbook already holds; `set_` has "field=value" for all of them."""

    sumber: str
    saring: Sequence[str] = ()
    set_: Sequence[str] = ()

    def masukan(self, kantor: Kantor, jenis: Jenis) -> Masukan:
        """The rows.

        Raises:
            TidakDitemukan, DataTidakSah: as `dari_induk`.
        """
        umum = kumpulkan(jenis, "", self.set_)
        return dari_induk(kantor, jenis, self.sumber, self.saring, umum, lengkap=False)


def simpan(
    nama: str,
    keluaran: Path | None,
    folder_kantor: Path | None,
    *,
    ganti: bool = False,
    isi_dari: DariInduk | None = None,
) -> tuple[Path, Masukan | None]:
    """Write the input workbook of a type; its path, and the rows it already holds.

    Args:
        nama: id of the type or paket.
        keluaran: where to; isian-<nama>.xlsx in the current folder when left out.
        folder_kantor: the office whose types and names count; None looks for one, and does without.
        ganti: write over a file that is there.
        isi_dari: master data that fill its rows; needs an office.

    Raises:
        TidakDitemukan: no such type or master data.
        DataTidakSah: these rows cannot be made for it.
        KantorSalah: the office named cannot be opened, or none is found and its data are wanted.
        BerkasGagal: there is such a file already, or it cannot be written.
    """
    path = keluaran or Path(f"isian-{nama}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise BerkasGagal(f"{path} bukan nama berkas Excel.", "Akhiri namanya dengan .xlsx.")
    if path.exists() and not ganti:
        raise BerkasGagal(f"Berkas {path} sudah ada.", "Tulis nama lain, atau --ganti untuk menimpanya.")
    try:
        folder = cari_folder(folder_kantor, Path.cwd())
    except KantorSalah:
        if folder_kantor is not None or isi_dari:
            raise
        isi, masukan = templat(Katalog.buka([folder_templat()]).jenis(nama)), None
    else:
        kantor = Kantor.buka(folder)
        try:
            jenis = kantor.katalog.jenis(nama)
            masukan = isi_dari.masukan(kantor, jenis) if isi_dari else None
            isi = templat(jenis, pilihan_kantor(kantor), masukan.baris if masukan else ())
        finally:
            kantor.tutup()
    berkas.tulis_atomik(path, isi)
    return path, masukan


def templat(jenis: Jenis, pilihan: Pilihan | None = None, baris: Sequence[BarisMasukan] = ()) -> bytes:
    """An input workbook for letters of this type: its contoh.toml as the example row, then these rows."""
    path = jenis.folder / "contoh.toml"
    contoh = tomllib.loads(berkas.baca(path).decode("utf-8"), parse_float=Decimal) if path.is_file() else {}
    buku = BukuIsian(jenis, pilihan or Pilihan(), [contoh, *(satu.isi for satu in baris)])
    buku.petunjuk()
    buku.isi(BarisMasukan(0, contoh), CONTOH)
    for ke, satu in enumerate(baris, start=1):
        buku.isi(satu, str(ke))
    buku.nomori(len(baris))
    return buku.simpan()


def dari_baris(masukan: Masukan) -> Masukan:
    """The same rows, in the same order, as a workbook in the layout of the template; No is their number."""
    buku = BukuIsian(masukan.jenis, Pilihan(), [satu.isi for satu in masukan.baris])
    macam = MACAM.get(masukan.sumber)
    buku.sebut_nomor(f"data/{macam.berkas}" if macam else masukan.sumber)
    baris = [buku.isi(satu, str(satu.nomor)) for satu in masukan.baris]
    return replace(masukan, baris=baris, data=buku.simpan(), bentuk=buku.bentuk())
