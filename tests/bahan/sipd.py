"""What tests of exports of SIPD share: workbooks as SIPD makes them, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from naskah import impor_sipd, sipd_anggaran
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah
from tests.bahan.lembar import tulis

ATK, KERTAS, JALAN = "5.1.02.01.01.0024", "5.1.02.01.01.0025", "5.1.02.04.01.0001"
SUB, LAIN = "2.17.03.1.01.0001 Pengawasan Contoh", "2.17.03.1.01.0002 Pembinaan Contoh"
KEPALA = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Anggaran", "SPD", "Realisasi")


def xlsx(path: Path, *baris: Sequence[object], gabung: Sequence[str] = ()) -> Path:
    """A workbook with these rows; `gabung` are its merged cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return tulis(path, {"SIPD": baris}, gabung)


def rincian_kotor(path: Path) -> Path:
    """An SPP as printed: letterhead, headings over two rows, numbered columns, groups, total, signature."""
    return xlsx(
        path,
        ["PEMERINTAH PROVINSI CONTOH"],
        ["Sub Kegiatan", ":", "2.17.03.1.01.0001 - Pengawasan Contoh"],
        ["No.", "Rekening", None, "Nilai (Rp)", "Potongan", None],
        [None, "Kode", "Uraian", None, "PPN", "PPh Pasal 22"],
        [f"({ke})" for ke in range(1, 7)],
        [None, "5", "BELANJA DAERAH", 19750000],
        [None, "2.17.0.00.0.00.01.0000", "Dinas Contoh", 19750000],
        [1, " 5.1.02. 01.01.0024. ", "Belanja Alat\nTulis", 12500000, 1238739, "-"],
        [2, KERTAS, "Belanja Kertas", "Rp 7.250.000,00", "718.468", 98874],
        [None, "JUMLAH", None, 19750000, 1957207, 98874],
        [None, None, "Terbilang: sembilan belas juta …"],
        [None, None, None, "Yuliana Rekaan"],
        [None, None, None, "NIP. 198001012005012001"],
        gabung=("A1:F1", "A3:A4", "B3:C3", "D3:D4", "E3:F3"),
    )


def baca(kantor: Kantor, path: Path) -> impor_sipd.Ekspor:
    """What is read from an export."""
    return impor_sipd.baca(kantor, path.read_bytes(), path.name)


def tolak(kantor: Kantor, path: Path, **lain: object) -> dict[str, str]:
    """The findings of an export that is refused, by cell."""
    with pytest.raises(DataTidakSah) as galat:
        impor_sipd.baca(kantor, path.read_bytes(), path.name, **lain)  # type: ignore[arg-type]
    return {t.tempat: t.pesan for t in galat.value.temuan}


def gabung(kantor: Kantor, path: Path, *, coba: bool = False) -> sipd_anggaran.HasilAnggaran:
    """Take an export into the office's budget."""
    return sipd_anggaran.gabung(kantor, baca(kantor, path), coba=coba)
