"""The page of a letter whose document a worker of the queue is still to render."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from naskah.massal import potongan
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from registers.ledger.antrean import Potongan
from tests.bahan.antrean import antre, pasang, sql
from tests.conftest import SAAT
from tests.web.conftest import masuk


def test_the_page_says_that_the_document_is_still_to_come_and_offers_it_afterwards(
    folder_kantor: Path, tmp_path: Path, basis_data_baru: Callable[[], str]
):
    kantor = pasang(folder_kantor, basis_data_baru(), tmp_path / "gudang")
    id_ = antre(kantor, 1)
    with kantor.ledger.baca() as baca:
        (baris,) = baca.baris_pekerjaan(id_, ["bernomor"])
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    with masuk(peladen) as peramban:
        alamat = f"/surat/{baris.naskah_id}"
        assert f"masih dicetak lewat antrean (pekerjaan {id_})" in peramban.buka(alamat)
        assert "Buat PDF" not in peramban.buka(alamat)
        ((isi,),) = sql(kantor.tatanan.database, "SELECT args FROM procrastinate_jobs")
        potongan.kerjakan(kantor, Potongan(**isi), 0)
        assert "masih dicetak" not in peramban.buka(alamat)
        with kantor.ledger.baca() as baca:
            (berkas,) = baca.berkas(baris.naskah_id)
        unduhan = peramban.get(f"/berkas/{berkas.path}")
        assert unduhan.status_code == 200
        assert unduhan.content.startswith(b"PK")
    peladen.tutup()
    kantor.tutup()
