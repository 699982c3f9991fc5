"""The report on an import: a copy of the office's own workbook in which every refused cell says why."""

from __future__ import annotations

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from naskah.impor_judul import nomor_sel
from naskah.impor_model import Rencana
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal
from registers.dasar.temuan import Temuan

_MERAH, _KUNING = "FFC7CE", "FFEB9C"
_RINGKASAN = "Ringkasan"
_KOMENTAR_MAKS = 1000
_PERHATIAN_MAKS = 2000  # more remarks than anybody reads
_NAMA_LEMBAR = re.compile(r"^(.*)!([A-Z]+\d+)$", re.DOTALL)


def tulis(path: Path, data: bytes, rencana: Rencana, tujuan: Path | None) -> Path:
    """Write the report, beside the file or to `tujuan`; nothing that is there is overwritten.

    Raises:
        BerkasGagal: `tujuan` is there already, or cannot be written.
    """
    pastikan_bebas(tujuan)
    laporan = isi(data, rencana)
    keluar = tujuan or _ambil_nama(path)
    try:
        berkas.tulis_atomik(keluar, laporan)
    except BaseException:
        if tujuan is None:
            keluar.unlink(missing_ok=True)  # the blank file that kept the name
        raise
    return keluar


def pastikan_bebas(tujuan: Path | None) -> None:
    """Nothing is overwritten.

    Raises:
        BerkasGagal: there is a file at `tujuan`.
    """
    if tujuan is not None and tujuan.exists():
        raise BerkasGagal(f"Berkas {tujuan} sudah ada.", "Tulis nama laporan yang lain.")


def isi(data: bytes, rencana: Rencana) -> bytes:
    """The bytes of the report."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot carry over stays in the office's own file
        buku = load_workbook(io.BytesIO(data))
    tolak = [(t, _MERAH) for t in [*rencana.temuan, *rencana.penghalang]]
    perhatian = [(t, _KUNING) for p in rencana.putusan for t in p.perhatian if p.nasib != "sudah"]
    menurut: defaultdict[str, list[tuple[Temuan, str]]] = defaultdict(list)
    for temuan, warna in [*tolak, *perhatian[:_PERHATIAN_MAKS]]:
        if kena := _NAMA_LEMBAR.match(temuan.tempat):
            menurut[kena[1]].append((temuan, warna))
    for nama, semua in menurut.items():
        if nama in buku.sheetnames:
            _tandai(buku[nama], semua)
    _ringkas(buku, rencana)
    tulisan = io.BytesIO()
    buku.save(tulisan)
    return tulisan.getvalue()


def _tandai(lembar: Any, semua: Sequence[tuple[Temuan, str]]) -> None:
    """Colour and comment the cells, and tell the reasons once more at the end of their rows."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    alasan_di = lembar.max_column + 1
    menurut: defaultdict[int, list[str]] = defaultdict(list)
    for temuan, warna in semua:
        alamat = temuan.tempat.rpartition("!")[2]
        sel = lembar[alamat]
        if sel.__class__.__name__ == "MergedCell":
            sel = _induk(lembar, alamat)
        if sel.fill.fgColor.rgb != f"00{_MERAH}":
            sel.fill = PatternFill("solid", fgColor=warna)
        pesan = f"{temuan.pesan}{f' → {temuan.saran}' if temuan.saran else ''}"
        lama = f"{sel.comment.text}\n" if sel.comment else ""
        sel.comment = Comment(f"{lama}{pesan}"[:_KOMENTAR_MAKS], "naskah")
        menurut[nomor_sel(temuan.tempat)].append(pesan if warna == _MERAH else f"(perhatian) {pesan}")
    for baris, pesan in menurut.items():
        _teks(lembar.cell(baris, alasan_di), "; ".join(pesan))
    kepala = max(min(menurut) - 1, 1)
    if lembar.cell(kepala, alasan_di).value is None:
        _teks(lembar.cell(kepala, alasan_di), "Alasan")
    lembar.column_dimensions[lembar.cell(1, alasan_di).column_letter].width = 60


def _induk(lembar: Any, alamat: str) -> Any:
    """The cell that speaks for merged ones."""
    wilayah = next(w for w in lembar.merged_cells.ranges if alamat in w)
    return lembar.cell(wilayah.min_row, wilayah.min_col)


def _ringkas(buku: Any, rencana: Rencana) -> None:
    from openpyxl.styles import Alignment, Font

    lembar: Any = buku.create_sheet(_RINGKASAN, 0)
    buku.active = 0
    for satu in buku.worksheets[1:]:
        satu.sheet_view.tabSelected = False
    for ke, (nama, nilai) in enumerate(_angka(rencana).items(), start=1):
        _teks(lembar.cell(ke, 1), nama)
        lembar.cell(ke, 1).font = Font(bold=True)
        if isinstance(nilai, int):
            lembar.cell(ke, 2, nilai)
        else:
            _teks(lembar.cell(ke, 2), nilai)
    awal = lembar.max_row + 2
    for kolom, judul in enumerate(("Sel", "Ditolak karena", "Yang perlu dilakukan", "Tertulis"), start=1):
        _teks(lembar.cell(awal, kolom), judul)
        lembar.cell(awal, kolom).font = Font(bold=True)
    for ke, baris in enumerate(_rincian(rencana), start=awal + 1):
        for kolom, teks in enumerate(baris, start=1):
            _teks(lembar.cell(ke, kolom), teks)
            lembar.cell(ke, kolom).alignment = Alignment(wrap_text=True, vertical="top")
    for huruf, lebar in (("A", 26), ("B", 60), ("C", 50), ("D", 40)):
        lembar.column_dimensions[huruf].width = lebar


def _angka(rencana: Rencana) -> Mapping[str, str | int]:
    """The figures of the first sheet."""
    berikut = rencana.berikut or {}
    return {
        "Berkas": rencana.berkas.name,
        "Buku": rencana.buku,
        "Lembar": ", ".join(rencana.lembar),
        **{f"Judul kolom {ke}".removesuffix(" 1"): j for ke, j in enumerate(rencana.judul, start=1)},
        "Diambil": 0 if rencana.penghalang else len(rencana.dengan("ambil")),
        "Sudah ada": len(rencana.dengan("sudah")),
        "Ditolak": len(rencana.dengan("tolak")),
        "Dilewati": len(rencana.dilewati),
        **{f"Nomor berikutnya {nama} {tahun or ''}".strip(): urut for (nama, tahun), urut in berikut.items()},
        **{f"Perhatian {ke}": p for ke, p in enumerate(rencana.peringatan, start=1)},
    }


def _rincian(rencana: Rencana) -> Iterable[tuple[str, ...]]:
    for t in [*rencana.penghalang, *rencana.temuan]:
        yield t.tempat, t.pesan, t.saran, t.nilai
    for p in rencana.putusan:
        for t in p.perhatian if p.nasib == "ambil" else ():
            yield t.tempat, f"(perhatian) {t.pesan}", t.saran, t.nilai
    for d in rencana.dilewati:
        yield d.alamat, f"(dilewati) {d.sebab}", "", ""


def _teks(sel: Any, nilai: str) -> None:
    """Text is text, whatever it begins with."""
    sel.value = "".join(c for c in nilai if c.isprintable() or c == "\n")
    sel.data_type = "s"


def _ambil_nama(path: Path) -> Path:
    """`<nama>-laporan.xlsx` beside the file, numbered when it is taken.

    A blank file keeps the name, so that an import at the same moment takes the next one.

    Raises:
        BerkasGagal: the folder takes no file.
    """
    ke = 1
    while True:
        calon = path.with_name(f"{path.stem}-laporan{f'-{ke}' if ke > 1 else ''}.xlsx")
        try:
            with calon.open("xb"):
                return calon
        except FileExistsError:
            ke += 1
        except OSError as galat:
            raise berkas.gagal(calon, galat, "ditulis") from galat
