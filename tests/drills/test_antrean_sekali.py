"""`naskah pekerja --sekali`: ends when nothing is left, and says so when something is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from naskah.kantor import Kantor
from naskah.massal import potongan
from registers.dasar.galat import BerkasGagal
from registers.ledger import antrean_pekerja
from registers.ledger.antrean import Potongan
from registers.ledger.antrean_pekerja import Pekerja, PotonganBuntu, PotonganTersisa
from tests.bahan.antrean import antre, kantor_berantrean, keadaan


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
