"""The index a book is searched in: it never says what is no more, and does not grow. On both engines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from registers.definisi import Buku
from registers.entri import masukkan_satu
from registers.isian_buku import sahkan
from registers.ledger import Baca, Baris, Ledger, Tx
from registers.penelusur_buku import SEKALIGUS, Penelusur
from registers.satu_sel import ubah
from tests.bahan.sinkron import MINI, TAHUN
from tests.conftest_ledger import buka


def bukukan(ledger: Ledger, kunci: str, hal: str, *, tahun: int = TAHUN, urutan: int = 0) -> None:
    with ledger.tulis("penguji") as tx:
        urut = tx.catat("terbit", "", {"hal": hal}).urut
        tx.bukukan("mini", tahun, kunci, {"hal": hal}, urut, urutan=urutan)


def ada(baca: Baca, kata: str, buku: Buku = MINI, tahun: int = TAHUN) -> list[str]:
    return [b.kunci for b in baca.baris_halaman(buku, tahun, kata=kata)[0]]


def cari(ledger: Ledger, kata: str, buku: Buku = MINI, tahun: int = TAHUN) -> list[str]:
    with ledger.baca() as baca:
        return ada(baca, kata, buku, tahun)


@pytest.fixture
def dibaca(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The years of which the whole book was read, one for each time."""
    semua: list[int] = []
    asli: Callable[[Baca, str, int], Iterator[Baris]] = Baca.alur_baris

    def alur_baris(baca: Baca, buku: str, tahun: int) -> Iterator[Baris]:
        semua.append(tahun)
        return asli(baca, buku, tahun)

    monkeypatch.setattr(Baca, "alur_baris", alur_baris)
    return semua


def test_a_change_is_found_at_once_and_only_it_is_read(ledger: Ledger, dibaca: list[int]) -> None:
    bukukan(ledger, "N-1", "Rapat", urutan=5)
    assert cari(ledger, "rapat") == ["N-1"]
    bukukan(ledger, "N-2", "Rapat kedua", urutan=2)  # before the other one
    assert cari(ledger, "rapat") == ["N-2", "N-1"]
    bukukan(ledger, "N-1", "Undangan")
    with ledger.tulis("penguji") as tx:
        ubah(tx, MINI, TAHUN, "N-2", kolom=MINI.kolom[6], baru="Lemari", dilihat="")
    assert cari(ledger, "rapat") == cari(ledger, "lemari") == ["N-2"]
    assert cari(ledger, "undangan") == ["N-1"]
    assert dibaca == [TAHUN]


def test_a_plain_page_needs_no_index(ledger: Ledger, dibaca: list[int]) -> None:
    bukukan(ledger, "N-1", "Rapat")
    bukukan(ledger, "N-2", "Rapat")
    with ledger.baca() as baca:
        for urut in ("", "urutan"):
            baris, jumlah = baca.baris_halaman(MINI, TAHUN, urut=urut, turun=True, batas=1)
            assert ([b.kunci for b in baris], jumlah) == (["N-2"], 2)
    assert dibaca == []


def test_a_writer_finds_what_it_wrote_and_others_do_not_until_it_is_done(ledger: Ledger) -> None:
    bukukan(ledger, "N-1", "Rapat")
    assert cari(ledger, "rapat") == ["N-1"]

    class Urung(Exception):
        pass

    with suppress(Urung), ledger.tulis("penguji") as tx:
        tx.bukukan("mini", TAHUN, "N-2", {"hal": "Rapat"}, tx.catat("terbit", "", {}).urut)
        assert ada(tx, "rapat") == ["N-1", "N-2"]
        assert cari(ledger, "rapat") == ["N-1"]
        raise Urung
    bukukan(ledger, "N-3", "Rapat")  # bears the number of the event that was undone
    assert cari(ledger, "rapat") == ["N-1", "N-3"]


def test_an_older_view_gets_its_own_answer_and_spoils_no_newer_one(ledger: Ledger) -> None:
    bukukan(ledger, "N-1", "Rapat")
    with ledger.baca() as lama:
        assert ada(lama, "rapat") == ["N-1"]
        bukukan(ledger, "N-2", "Rapat")
        assert cari(ledger, "rapat") == ["N-1", "N-2"]
        assert ada(lama, "rapat") == ["N-1"]
    assert cari(ledger, "rapat") == ["N-1", "N-2"]


def test_events_of_another_chain_are_not_taken_for_ours(ledger: Ledger, tmp_path: Path) -> None:
    """A backup that was put back under a running server may have events of the same numbers."""
    bersama, lain = Penelusur(), buka(tmp_path / "lain.db")
    for satu, hal in ((ledger, "Rapat"), (lain, "Undangan")):
        bukukan(satu, "N-1", hal)
        bukukan(satu, "N-2", hal)
    with ledger.baca() as baca, lain.baca() as baca_lain:
        baca.penelusur = baca_lain.penelusur = bersama
        assert ada(baca, "rapat") == ["N-1", "N-2"]
        assert ada(baca_lain, "rapat") == []
        assert ada(baca_lain, "undangan") == ["N-1", "N-2"]
    lain.tutup()


def test_a_new_definition_shows_other_cells(ledger: Ledger) -> None:
    bukukan(ledger, "N-1", "Rapat")
    tanpa = replace(MINI, kolom=tuple(k for k in MINI.kolom if k.kunci != "hal"))
    assert cari(ledger, "rapat") == ["N-1"]
    assert cari(ledger, "rapat", tanpa) == []
    assert cari(ledger, "rapat") == ["N-1"]


def test_only_the_books_used_last_are_kept(ledger: Ledger, dibaca: list[int]) -> None:
    for tahun in range(2001, 2001 + SEKALIGUS):
        bukukan(ledger, f"N-{tahun}", "Rapat", tahun=tahun)
        assert cari(ledger, "rapat", tahun=tahun) == [f"N-{tahun}"]
    assert len(dibaca) == SEKALIGUS
    cari(ledger, "rapat", tahun=2001)  # used again: 2002 goes first
    cari(ledger, "rapat", tahun=2030)
    cari(ledger, "rapat", tahun=2001)
    assert dibaca[SEKALIGUS:] == [2030]
    assert cari(ledger, "rapat", tahun=2002) == ["N-2002"]
    assert dibaca[SEKALIGUS:] == [2030, 2002]


def test_a_row_entered_twice_keeps_what_was_written_into_it_since(ledger: Ledger) -> None:
    """Else a cell would change without an event, and nobody who reads what changed would see it."""
    surat = replace(MINI, entri=("kirim",))

    def terima(tx: Tx, buku: Buku, tahun: int, isi: object, permintaan: str) -> str:
        if not tx.baris_menurut(buku.id, tahun, [permintaan]):
            tx.bukukan(buku.id, tahun, permintaan, {"hal": "Kiriman"}, tx.catat("kirim", "", {}).urut)
        return permintaan

    for catatan in ("awal", "lain"):
        isi = sahkan(surat, {"hal": "Kiriman", "catatan": catatan})
        with ledger.tulis("penguji") as tx:
            kunci = masukkan_satu(tx, surat, TAHUN, isi, "B-aaaaaaaa", {"kirim": terima}, diketik=True)
        assert cari(ledger, "awal") == [kunci]
        with ledger.baca() as baca:
            assert baca.baris_menurut("mini", TAHUN, [kunci])[kunci].orang == {"catatan": "awal"}


def test_threads_that_search_while_one_writes_get_whole_answers(ledger: Ledger) -> None:
    bukukan(ledger, "N-0", "Rapat 0")
    selesai = threading.Event()
    salah: list[object] = []

    def baca_terus() -> None:
        try:
            while not selesai.is_set():
                with ledger.baca() as baca:
                    jumlah = baca.baris_halaman(MINI, TAHUN, kata="rapat", urut="hal", turun=True)[1]
                    if jumlah != baca.jumlah_baris("mini", TAHUN):
                        salah.append(jumlah)
        except Exception as galat:
            salah.append(galat)

    pembaca = [threading.Thread(target=baca_terus) for _ in range(2)]
    for satu in pembaca:
        satu.start()
    for ke in range(1, 40):
        bukukan(ledger, f"N-{ke}", f"Rapat {ke}")
    selesai.set()
    for satu in pembaca:
        satu.join()
    assert salah == []
    assert len(cari(ledger, "rapat")) == 40
