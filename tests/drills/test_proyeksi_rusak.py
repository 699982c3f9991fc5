"""Books that are not what their name says: last year's copy, damaged cells, moved away. No letter suffers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from registers import workbook
from registers.dasar import zipan
from registers.dasar.galat import BukuBesarSibuk
from registers.ledger import Ledger
from registers.pemeriksaan import periksa_buku
from registers.sinkron import lokasi
from registers.workbook import BukuAsing
from tests.drills.test_workbook import AGENDA, Kantor, baris, buka

LEMBAR = "xl/worksheets/sheet1.xml"
KOLOM_HAL = chr(ord("B") + [k.kunci for k in AGENDA.kolom].index("hal")).encode()
SEL_HAL = rb'(<c r="' + KOLOM_HAL + rb'9"[^>]*?) t="inlineStr">.*?</c>'


@pytest.fixture
def kantor(tmp_path: Path) -> Generator[Kantor]:
    kantor = buka(tmp_path)
    kantor.bukukan(1)
    assert kantor.tulis() == []
    yield kantor
    kantor.ledger.tutup()


def ganti_sel(path: Path, sel: bytes) -> None:
    """Replace what stands in the subject's cell of the first row by raw XML."""
    anggota = zipan.baca(path.read_bytes())
    lama = anggota[LEMBAR].isi()
    baru = re.sub(SEL_HAL, rb"\1" + sel, lama, count=1, flags=re.DOTALL)
    assert baru != lama
    anggota[LEMBAR] = zipan.Anggota.dari(LEMBAR, baru)
    path.write_bytes(zipan.tulis(anggota.values()))


def temuan(kantor: Kantor) -> list[str]:
    return [str(t) for t in periksa_buku(kantor.ledger, kantor.folder, AGENDA, 2026, menyeluruh=True)]


def test_last_years_book_copied_for_the_new_year_is_not_written_into(kantor: Kantor) -> None:
    salinan = lokasi(kantor.folder, AGENDA.id, 2027)
    shutil.copy(kantor.path, salinan)
    sebelum = salinan.read_bytes()
    with kantor.ledger.tulis("penguji") as tx:
        peristiwa = tx.catat("terbit", "N2", {})
        tx.bukukan(AGENDA.id, 2027, "N2", baris(2).nilai, peristiwa.urut)
    (peringatan,) = kantor.tulis()
    assert "berkas ini buku tahun 2026" in peringatan
    assert "folder lain" in peringatan
    assert salinan.read_bytes() == sebelum
    (satu,) = periksa_buku(kantor.ledger, kantor.folder, AGENDA, 2027, menyeluruh=False)
    assert "tahun 2026" in satu.pesan
    salinan.rename(kantor.folder / "lama.xlsx")
    assert kantor.tulis() == []
    assert [b.kunci for b in workbook.baca(salinan, AGENDA, 2027).baris] == ["N2"]


def test_every_way_into_a_book_asks_for_its_year(kantor: Kantor) -> None:
    path = kantor.path
    semua: list[Callable[[], object]] = [
        lambda: workbook.baca(path, AGENDA, 2027),
        lambda: workbook.rantai(path, AGENDA, 2027),
        lambda: workbook.banding(path, AGENDA, [], sel=True, tahun=2027),
        lambda: workbook.terapkan(path, AGENDA, [baris(2)], (2, "x"), tahun=2027),
    ]
    for satu in semua:
        with pytest.raises(BukuAsing, match="berkas ini buku tahun 2026"):
            satu()


def test_a_book_moved_away_is_made_again_with_all_rows_without_a_new_letter(kantor: Kantor) -> None:
    kantor.path.rename(kantor.folder / "rusak.xlsx")
    assert kantor.tulis() == []
    assert not kantor.path.exists()  # an office may move old years to an archive
    assert "naskah buku sinkron" in temuan(kantor)[0]
    (catatan,) = kantor.tulis(buat=True)
    assert "dikembalikan dari salinan terakhir" in catatan
    assert (kantor.kunci(), temuan(kantor)) == (["N1"], [])
    cap = kantor.path.stat()
    assert kantor.tulis(buat=True) == []
    assert (kantor.path.stat().st_ino, kantor.path.stat().st_mtime_ns) == (cap.st_ino, cap.st_mtime_ns)


RUSAK = {
    "a string that is no index": b' t="s"><v>abc</v></c>',
    "a negative index": b' t="s"><v>-1</v></c>',
    "an index of thousands of digits": b' t="s"><v>' + b"9" * 5000 + b"</v></c>",
    "an index into no table": b' t="s"><v>7</v></c>',
}


@pytest.mark.parametrize("sel", RUSAK.values(), ids=RUSAK)
def test_a_damaged_cell_is_a_warning_and_a_finding_and_the_rows_wait(kantor: Kantor, sel: bytes) -> None:
    ganti_sel(kantor.path, sel)
    sebelum = kantor.path.read_bytes()
    assert "rusak" in temuan(kantor)[0]
    kantor.bukukan(1, 2)
    (peringatan,) = kantor.tulis()
    assert "rusak" in peringatan
    assert "menunggu" in peringatan
    assert kantor.path.read_bytes() == sebelum
    kantor.path.rename(kantor.folder / "rusak.xlsx")
    (catatan,) = kantor.tulis()
    assert "dikembalikan dari salinan terakhir" in catatan
    assert kantor.kunci() == ["N1", "N2"]


TIDAK_TERBACA = {
    "a number with letters": b"><v>abc</v></c>",
    "a number too large": b"><v>1e999</v></c>",
    "a date that is none": b' t="d"><v>kemarin</v></c>',
    "bytes that are no UTF-8": b' t="str"><v>\xff\xfe</v></c>',
    "a character beyond Unicode": b' t="str"><v>&#x110000;&#99999999999;&#xD800;</v></c>',
}


@pytest.mark.parametrize("sel", TIDAK_TERBACA.values(), ids=TIDAK_TERBACA)
def test_an_odd_value_is_text_that_differs_and_is_put_right_by_the_ledger(kantor: Kantor, sel: bytes) -> None:
    ganti_sel(kantor.path, sel)
    assert "berbeda dari buku besar" in temuan(kantor)[0]
    assert isinstance(workbook.baca(kantor.path, AGENDA).baris[0].nilai["hal"], str)
    temuan(kantor)[0].encode()
    kantor.bukukan(1)
    (peringatan,) = kantor.tulis()
    assert "1 konflik" in peringatan
    assert temuan(kantor) == []


def test_no_odd_book_stops_the_books_after_it(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage nobody has thought of, simulated by the reader itself failing on one file."""
    asli = workbook.sunting

    def meledak(data: bytes, nama: str, *sisa: Any, **kata: Any) -> object:
        if nama == kantor.path.name:
            raise RecursionError("maximum recursion depth exceeded")
        return asli(data, nama, *sisa, **kata)

    monkeypatch.setattr("registers.workbook.sunting", meledak)
    kantor.bukukan(2)
    kantor.bukukan(2, buku="pengendali-keluar")
    (peringatan,) = kantor.tulis()
    assert re.search(r"Buku agenda-surat-keluar-2026\.xlsx.*menunggu.*rusak, ", peringatan)
    assert "recursion" not in peringatan
    assert lokasi(kantor.folder, "pengendali-keluar", 2026).exists()
    with kantor.ledger.baca() as baca:
        assert [b.buku for b in baca.buku_menunggu()] == [AGENDA.id]


def test_checking_survives_damage_nobody_has_thought_of(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meledak(*_: object, **__: object) -> object:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr("registers.workbook.banding", meledak)
    (satu,) = temuan(kantor)
    assert "rusak" in satu
    assert "recursion" not in satu


def test_a_busy_ledger_is_no_damaged_book(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    def sibuk(*_: object) -> object:
        raise BukuBesarSibuk("Buku besar sedang dipakai.")

    kantor.bukukan(2)
    monkeypatch.setattr(Ledger, "tulis", sibuk)
    (peringatan,) = kantor.tulis()
    assert "rusak" not in peringatan
