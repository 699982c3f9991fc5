"""Scenario 5, an old copy: from a USB stick, over the book or beside it, edited or open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bahan.sinkron import (
    AWAL,
    Kantor,
    dibuka_excel,
    disinkronkan,
    excel,
    kantor_kecil,
    ketik,
    menurut_kunci,
    tulis,
)


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


def salin(kantor: Kantor) -> Path:
    return Path(shutil.copy(kantor.path, kantor.folder.parent / "usb.xlsx"))


def hidup_terus(kantor: Kantor) -> None:
    """What happens while the copy lies in a drawer: letters, changes, edits, typed rows, syncs."""
    for ke in range(6, 9):
        kantor.bukukan(f"N-{ke}", hal=f"Surat {ke}")
    kantor.bukukan("N-2", hal="Undangan yang diubah", lokasi="rak 2")
    kantor.sinkron()
    with excel(kantor.path) as lembar:
        tulis(lembar, AWAL, catatan="baru satu", biaya=1)
        tulis(lembar, AWAL + 2, catatan="baru tiga")
    ketik(kantor.path, {"hal": "Rapat baru", "catatan": "ketikan baru"})
    kantor.sinkron()


BARU = ["baru satu", "baru tiga", "Rapat baru", "ketikan baru"]


def test_an_old_copy_gets_all_it_lacks_and_takes_nothing_back(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="lama satu")
    kecil.sinkron()
    usb = salin(kecil)
    hidup_terus(kecil)
    baris = kecil.baris()
    shutil.copy(usb, kecil.path)
    with disinkronkan(kecil, milik_orang=BARU) as (hasil,):
        assert hasil.diambil == hasil.konflik == hasil.dikembalikan == hasil.masuk == ()
    assert {k: (b.nilai, b.orang) for k, b in kecil.baris().items()} == {
        k: (b.nilai, b.orang) for k, b in baris.items()
    }
    kini = menurut_kunci(kecil.path)
    assert (kini["N-1"]["catatan"], kini["N-3"]["catatan"]) == ("baru satu", "baru tiga")
    assert (kini["N-2"]["hal"], kini["N-2"]["lokasi"]) == ("Undangan yang diubah", "rak 2")
    assert len(kini) == 9


def test_edits_in_an_old_copy_are_merged_against_its_own_base(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="lama satu")
        tulis(lembar, AWAL + 3, catatan="lama empat")
    kecil.sinkron()
    usb = salin(kecil)
    hidup_terus(kecil)
    with excel(usb) as lembar:
        tulis(lembar, AWAL, catatan="usb satu")  # changed on both sides
        tulis(lembar, AWAL + 1, catatan="usb dua", hal="usb hal")
        tulis(lembar, AWAL + 3, catatan=None)
    ketik(usb, {"hal": "Rapat di rumah", "catatan": "ketikan usb"})
    shutil.copy(usb, kecil.path)
    ketikan = ["usb satu", "usb dua", "usb hal", "Rapat di rumah", "ketikan usb"]
    with disinkronkan(kecil, milik_orang=[*BARU, *ketikan]) as (hasil,):
        assert (len(hasil.diambil), len(hasil.konflik), len(hasil.masuk)) == (2, 2, 1)
        assert hasil.dikembalikan == ()
    orang = {k: b.orang for k, b in kecil.baris().items()}
    assert (orang["N-1"]["catatan"], orang["N-2"]["catatan"]) == ("baru satu", "usb dua")
    assert "catatan" not in orang["N-4"]
    assert {(k.kunci, k.nilai_buku, k.nilai_besar) for k in kecil.konflik()} == {
        ("N-1", "usb satu", "baru satu"),
        ("N-2", "usb hal", "Undangan yang diubah"),
    }


def test_a_row_typed_before_the_copy_was_made_is_not_entered_a_second_time(kecil: Kantor) -> None:
    ketik(kecil.path, {"hal": "Rapat", "catatan": "satu"}, {"hal": "Rapat", "catatan": "dua"})
    usb = salin(kecil)
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 5, catatan="satu, diubah")
    kecil.sinkron()
    assert len(kecil.baris()) == 7
    shutil.copy(usb, kecil.path)
    with disinkronkan(kecil, milik_orang=["satu, diubah", "dua"]) as (hasil,):
        assert hasil.masuk == ()
    assert len(kecil.baris()) == 7
    ketik(kecil.path, {"hal": "Rapat", "catatan": "dua"})  # typed again on purpose
    with disinkronkan(kecil) as (hasil,):
        assert len(hasil.masuk) == 1


def test_a_row_deleted_in_an_old_copy_comes_back_and_newer_ones_are_no_deletions(kecil: Kantor) -> None:
    usb = salin(kecil)
    hidup_terus(kecil)
    with excel(usb) as lembar:
        lembar.delete_rows(AWAL + 4)
    shutil.copy(usb, kecil.path)
    with disinkronkan(kecil, milik_orang=BARU) as (hasil,):
        assert hasil.dikembalikan == ("No. 5 (5/2026)",)
    pesan = {k: b.pesan for k, b in kecil.baris().items() if b.pesan}
    assert list(pesan) == ["N-5"]


def test_an_old_copy_that_is_open_gives_its_edits_and_waits(kecil: Kantor) -> None:
    usb = salin(kecil)
    hidup_terus(kecil)
    with excel(usb) as lembar:
        tulis(lembar, AWAL + 1, catatan="usb dua")
    shutil.copy(usb, kecil.path)
    with dibuka_excel(kecil.path):
        assert len(kecil.sinkron().diambil) == 1
        assert kecil.sinkron().diambil == ()
    with disinkronkan(kecil, milik_orang=[*BARU, "usb dua"]) as (hasil,):
        assert hasil.konflik == ()


def test_the_newest_file_copied_back_over_the_old_copy_changes_nothing(kecil: Kantor) -> None:
    usb = salin(kecil)
    hidup_terus(kecil)
    terbaru = kecil.path.read_bytes()
    shutil.copy(usb, kecil.path)
    kecil.sinkron()
    kecil.path.write_bytes(terbaru)
    with disinkronkan(kecil, milik_orang=BARU) as (hasil,):
        assert hasil.diambil == hasil.konflik == hasil.masuk == hasil.dikembalikan == ()
