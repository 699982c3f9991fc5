"""One merge, made here and not by the queue, and two machines that share a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.massal import jalan
from naskah.massal.garap import garap
from naskah.massal.giliran import dikerjakan, keadaan_kini
from registers.dasar.galat import KeadaanDitolak
from tests.bahan.antrean import kantor_berantrean, keadaan, salinan
from tests.bahan.massal import berkas, mulai, pastikan_utuh, undangan


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    monkeypatch.setattr(jalan._Jalan, "_ukuran", 20)
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=5)


@pytest.fixture
def lain(kantor: Kantor) -> Iterator[Kantor]:
    """The other machine."""
    mesin = Kantor.buka(salinan(kantor, "mesin-2"), clock=kantor.clock, pelaku=kantor.pelaku)
    yield mesin
    mesin.tutup()


def test_two_machines_never_work_at_one_merge(kantor: Kantor, lain: Kantor):
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(2)))
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(id_)
    with dikerjakan(kantor, pekerjaan):
        assert keadaan_kini(lain, pekerjaan) == "berjalan"
        with pytest.raises(KeadaanDitolak, match="komputer lain"):
            garap(lain, id_)
    assert keadaan_kini(lain, pekerjaan) == "berhenti"
    assert keadaan(kantor, id_) == {"menunggu": 2}
    assert garap(lain, id_).selesai  # nothing was made yet, so any machine may


def test_going_on_where_the_documents_are_not_is_refused_and_nothing_is_marked_done(
    kantor: Kantor, lain: Kantor
):
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(25)), pdf=True)
    kali = iter([True, False])
    garap(kantor, id_, terus=lambda: next(kali, False))
    sebelum = keadaan(kantor, id_)
    assert sebelum == {"terbit": 20, "menunggu": 5}
    with pytest.raises(KeadaanDitolak, match="dimulai di komputer lain"):
        garap(lain, id_)
    assert keadaan(kantor, id_) == sebelum
    assert garap(kantor, id_).keadaan == {"selesai": 25}
    pastikan_utuh(kantor)


def test_the_command_is_refused_with_an_error_while_another_machine_is_at_it(
    kantor: Kantor, lain: Kantor, capsys: pytest.CaptureFixture[str]
):
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(2)), pdf=False)
    garap(kantor, id_)
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(id_)
    with dikerjakan(kantor, pekerjaan):
        assert jalankan(["massal", "lanjut", id_, "--kantor", str(lain.folder)]) == 13
    assert "komputer lain" in capsys.readouterr().err
    assert jalankan(["massal", "lanjut", id_, "--kantor", str(lain.folder)]) == 13
    assert "dimulai di komputer lain" in capsys.readouterr().err
