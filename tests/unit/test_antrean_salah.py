"""Who is to blame when a chunk of the queue fails: the machine, or, only where that is proven, the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from naskah import gudang, pdf, terbitan
from naskah.draf import Draf
from naskah.kantor import Kantor
from naskah.massal import sendirian
from registers.dasar.galat import KantorSalah, NaskahError, PdfTidakTersedia, TemplatSalah
from registers.ledger.antrean_pekerja import PekerjaBerbeda, PotonganBuntu
from tests.bahan.antrean import antre, kantor_berantrean, keadaan, kerjakan_semua, surat
from tests.bahan.massal import pastikan_utuh


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=5)


def gagalkan(monkeypatch: pytest.MonkeyPatch, galat: BaseException, *baris: int) -> None:
    """Rendering raises at these rows; without any at all of them."""
    asli = terbitan.cetak_dokumen

    def cetak(k: Any, wadah: Any, draf: Any, naskah: Any) -> Any:
        if not baris or int(str(draf.isi["kepada"]).rpartition(" ")[2]) in baris:
            raise galat
        return asli(k, wadah, draf, naskah)

    monkeypatch.setattr(terbitan, "cetak_dokumen", cetak)


def sebab(kantor: Kantor, id_: str) -> str:
    with kantor.ledger.baca() as baca:
        return baca.pekerjaan(id_).sebab


@pytest.mark.parametrize(
    "galat", [ModuleNotFoundError("No module named 'segno'"), OSError("rusak"), ValueError("rusak")]
)
def test_a_badly_installed_machine_stops_and_voids_nothing_however_often_it_tries(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, galat: Exception
):
    id_ = antre(kantor, 4)
    with monkeypatch.context() as tambalan:
        gagalkan(tambalan, galat, 2)
        for ke in range(5):
            with pytest.raises(PekerjaBerbeda, match="Periksa pemasangan"):
                kerjakan_semua(kantor, kantor, ke)
    assert "gagal" not in keadaan(kantor, id_)
    assert "tidak dapat mencetak" in sebab(kantor, id_)
    kerjakan_semua(kantor, kantor, 5)  # a healthy one
    assert keadaan(kantor, id_) == {"selesai": 4}
    pastikan_utuh(kantor)


def test_an_error_of_every_letter_of_a_chunk_is_the_machines(kantor: Kantor, monkeypatch: pytest.MonkeyPatch):
    id_ = antre(kantor, 4)
    gagalkan(monkeypatch, TemplatSalah("Templat tidak terbaca."))
    for ke in range(3):
        with pytest.raises(PekerjaBerbeda, match="satu naskah pun"):
            kerjakan_semua(kantor, kantor, ke)
    assert keadaan(kantor, id_) == {"bernomor": 4}


def test_a_letter_that_fails_dry_as_well_where_it_did_not_before_is_the_machines_fault(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 4)
    asli = Draf.render

    def render(self: Draf, *apa: Any, **lain: Any) -> Any:
        if str(self.isi["kepada"]).endswith(" 2"):
            raise TemplatSalah("Teks tidak tercetak.")
        return asli(self, *apa, **lain)

    monkeypatch.setattr(Draf, "render", render)
    for ke in range(3):
        with pytest.raises(PekerjaBerbeda, match="baris 2"):
            kerjakan_semua(kantor, kantor, ke)
    assert "gagal" not in keadaan(kantor, id_)


def test_a_machine_without_libreoffice_leaves_merges_with_pdfs_to_others(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 2, pdf=True)

    def tersedia() -> None:
        raise PdfTidakTersedia("LibreOffice tidak terpasang.", "Pasang LibreOffice.")

    monkeypatch.setattr(pdf, "pastikan_tersedia", tersedia)
    for ke in range(3):
        with pytest.raises(PekerjaBerbeda, match="LibreOffice"):
            kerjakan_semua(kantor, kantor, ke)
    assert keadaan(kantor, id_) == {"bernomor": 2}


class Mati(BaseException):
    """What kills a worker: nothing of the program sees it coming."""


def bunuh(monkeypatch: pytest.MonkeyPatch, kantor: Kantor, *baris: int) -> None:
    """Rendering these rows, or any, kills: the mark stays, as nothing runs any more."""
    gagalkan(monkeypatch, Mati(), *baris)
    asli = sendirian._beri

    def beri(tx: Any, pekerjaan: Any, baris_: Any, pesan: str) -> None:
        import sys

        if not isinstance(sys.exc_info()[1], Mati):
            asli(tx, pekerjaan, baris_, pesan)

    monkeypatch.setattr(sendirian, "_beri", beri)


def test_a_letter_that_kills_its_workers_is_found_voided_and_named_and_the_others_are_done(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 5)
    bunuh(monkeypatch, kantor, 2)
    for ke in range(5):
        with pytest.raises(Mati):
            kerjakan_semua(kantor, kantor, ke)
        assert "gagal" not in keadaan(kantor, id_)
    assert keadaan(kantor, id_) == {"selesai": 4, "bernomor": 1}
    kerjakan_semua(kantor, kantor, 5)
    assert keadaan(kantor, id_) == {"selesai": 4, "gagal": 1}
    assert "baris 2" in sebab(kantor, id_)
    with kantor.ledger.baca() as baca:
        (gagal,) = baca.baris_pekerjaan(id_, ["gagal"])
        assert baca.naskah(surat(kantor, id_)[1]).status == "batal"
        semua = baca.baris_pekerjaan(id_, ["selesai"])
    assert (gagal.nomor, gagal.pesan) == (2, "gagal dicetak: pekerja mati setiap kali mencetaknya")
    assert {b.pesan for b in semua} == {""}
    pastikan_utuh(kantor)


def test_where_workers_die_at_every_letter_the_chunk_is_set_aside_and_nothing_voided(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 5)
    bunuh(monkeypatch, kantor)
    for ke in range(6):
        with pytest.raises(Mati):
            kerjakan_semua(kantor, kantor, ke)
    with pytest.raises(PotonganBuntu, match="tidak dicoba lagi"):
        kerjakan_semua(kantor, kantor, 6)
    assert keadaan(kantor, id_) == {"bernomor": 5}


def test_a_letter_tried_alone_that_only_fails_bears_no_mark_afterwards(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 2)
    gagalkan(monkeypatch, NaskahError("Simpanan penuh."), 1)
    for ke in range(6):
        with pytest.raises(NaskahError, match="penuh"):
            kerjakan_semua(kantor, kantor, ke)
    with kantor.ledger.baca() as baca:
        assert {b.pesan for b in baca.alur_pekerjaan(id_)} == {""}
        assert not baca.baris_pekerjaan(id_, ["gagal"])


def test_a_machine_that_lacks_what_its_store_needs_says_what_to_install(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 1)

    def tanda(_: Kantor) -> str:
        raise KantorSalah("Simpanan s3://wadah memerlukan fsspec.", hint="Pasang fsspec.")

    monkeypatch.setattr(gudang, "tanda_di_sini", tanda)
    with pytest.raises(PekerjaBerbeda, match=r"memerlukan fsspec\. Pasang fsspec"):
        kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"bernomor": 1}
