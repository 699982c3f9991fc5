"""`naskah pekerja --sekali`: ends when nothing is left, and says so when something is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from naskah import pdf
from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.massal import potongan
from naskah.massal.garap import garap
from registers.dasar.galat import BerkasGagal
from registers.ledger import antrean_pekerja
from registers.ledger.antrean import Potongan
from registers.ledger.antrean_pekerja import Pekerja, PotonganBuntu, PotonganTersisa
from tests.bahan.antrean import antre, jadi_soffice, kantor_berantrean, keadaan


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=2)


def sekali(kantor: Kantor, kerja: Callable[[Potongan, int], None]) -> Pekerja:
    """A worker that ends by itself, in a thread: tests in a browser leave a loop in this one."""
    satu = Pekerja(kantor.tatanan.database, kerja, sekali=True, detak=1.0)
    with ThreadPoolExecutor(1) as utas:
        utas.submit(satu.jalankan).result()
    return satu


def test_a_chunk_that_failed_is_waited_for(kantor: Kantor):
    id_ = antre(kantor, 4)

    def kerja(satu: Potongan, ke: int) -> None:
        if satu.awal == 1 and ke < 2:
            raise BerkasGagal("Simpanan penuh.")
        potongan.kerjakan(kantor, satu, ke)

    assert sekali(kantor, kerja).selesai == 2
    assert keadaan(kantor, id_) == {"selesai": 4}


def test_one_that_fails_again_and_again_is_told_with_an_error(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(antrean_pekerja, "_SIA", 2)
    id_ = antre(kantor, 1)

    def kerja(_: Potongan, __: int) -> None:
        raise BerkasGagal("Simpanan penuh.")

    with pytest.raises(PotonganTersisa, match="1 potongan belum berhasil"):
        sekali(kantor, kerja)
    with kantor.ledger.baca() as baca:
        assert baca.keadaan_antrean(id_).menunggu == 1


def test_one_that_nobody_is_to_try_again_is_set_aside_and_told(kantor: Kantor):
    id_ = antre(kantor, 1)

    def kerja(_: Potongan, __: int) -> None:
        raise PotonganBuntu("Pekerja mati pada naskah mana pun.")

    with pytest.raises(PotonganBuntu):
        sekali(kantor, kerja)
    with kantor.ledger.baca() as baca:
        k = baca.keadaan_antrean(id_)
        assert (k.gagal, k.menunggu, baca.potongan_hidup(id_)) == (1, 0, [])


@pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
def test_pdfs_that_a_machine_cannot_make_are_left_after_three_tries_until_a_person_goes_on(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    id_ = antre(kantor, 3, pdf=True)
    mulai: list[int] = []

    def kerja(satu: Potongan, ke: int) -> None:
        mulai.append(satu.awal)
        potongan.kerjakan(kantor, satu, ke)

    with monkeypatch.context() as tambalan:
        jadi_soffice(tambalan, tmp_path, "#!/bin/sh\n")
        with pytest.raises(PotonganBuntu, match="tidak lagi membuat PDF"):
            sekali(kantor, kerja)
    assert sorted(mulai) == [1, 1, 1, 3, 3, 3]
    assert keadaan(kantor, id_) == {"terbit": 3}
    assert jalankan(["pekerjaan", id_, "--kantor", str(kantor.folder)]) == 0
    keluar = capsys.readouterr().out
    assert f"2 potongan tidak dicoba lagi. Sesudah sebabnya diperbaiki: naskah massal lanjut {id_}" in keluar
    assert "tidak lagi membuat PDF apa pun" in keluar
    garap(kantor, id_)
    assert sekali(kantor, kerja).selesai == 2
    assert keadaan(kantor, id_) == {"selesai": 3}
    assert garap(kantor, id_).selesai
