"""The queue in the browser: a merge begun, gone on with, a letter whose document is still to come."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from naskah.massal import potongan
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from registers.ledger.antrean import Potongan
from tests.bahan import massal_web
from tests.bahan.antrean import antre, keadaan, kerjakan_semua, pasang, pekerja, sql, tunggu
from tests.bahan.massal import berkas, mulai, pastikan_utuh, undangan
from tests.conftest import SAAT
from tests.web.conftest import Peramban, masuk


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


def test_going_on_in_the_browser_enqueues_and_shows_how_far_the_workers_are(
    folder_kantor: Path, tmp_path: Path, basis_data_baru: Callable[[], str]
):
    kantor = pasang(folder_kantor, basis_data_baru(), tmp_path / "gudang")
    id_ = mulai(kantor, berkas(tmp_path, undangan(3)), antre=True)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        tx.siapkan_antrean()
        tx.keadaan_pekerjaan(id_, "berhenti", "dihentikan")
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    with masuk(peladen) as peramban:
        alamat = f"/massal/{id_}"
        assert "Lanjutkan" in peramban.buka(alamat)
        lanjutkan(peramban, peladen, alamat, id_)
        assert keadaan(kantor, id_) == {"bernomor": 3}
        assert not list(folder_kantor.glob("arsip/**/*.docx"))
        laman = peramban.buka(alamat)
        assert "Mencetak: 0 dari 3" in laman
        assert "tidak ada yang mencetak" in laman
        assert 'id="lanjutkan"' not in laman
        kerjakan_semua(kantor, kantor)
        sql(kantor.tatanan.database, "UPDATE procrastinate_jobs SET status = 'succeeded'")
        assert "tinggal daftarnya. Tekan Lanjutkan" in peramban.buka(alamat)
        lanjutkan(peramban, peladen, alamat, id_)
        assert "3 surat terbit" in peramban.buka(alamat)
        assert (folder_kantor / "massal" / id_ / "daftar.xlsx").is_file()
        peramban.buka("/massal")
    peladen.tutup()
    kantor.tutup()


def test_a_merge_is_begun_for_the_workers_from_the_form_as_from_the_command_line(
    folder_kantor: Path, tmp_path: Path, basis_data_baru: Callable[[], str]
):
    kantor = pasang(folder_kantor, basis_data_baru(), tmp_path / "gudang")
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    with masuk(peladen) as peramban:
        laman = peramban.buka(massal_web.BARU)
        assert "Kerjakan di komputer pekerja" in laman
        assert "belum ada pekerja yang menyala" in laman
        assert "Kerjakan di komputer pekerja" not in peramban.buka(
            "/massal/baru/spt"
        )  # others derive from it
        rencana = massal_web.kirim(peramban, undangan(3), _antre="1")
        assert "Belum ada komputer pekerja yang menyala" in peramban.buka(f"{rencana}/terbit")
        alamat = massal_web.mulai(peramban, rencana)
        massal_web.tunggu(peladen, alamat)
        id_ = alamat.rpartition("/")[2]
        assert keadaan(kantor, id_) == {"bernomor": 3}
        with kantor.ledger.baca() as baca:
            assert baca.pekerjaan(id_).pilihan["antre"] is True
        laman = peramban.buka(alamat)
        assert "Mencetak: 0 dari 3" in laman
        assert "tidak ada yang mencetak" in laman

        with pekerja(folder_kantor) as proses:
            tunggu(lambda: keadaan(kantor, id_) == {"selesai": 3}, proses)
            tunggu(lambda: "1 pekerja menyala" in peramban.buka(massal_web.BARU), proses)
            rencana = massal_web.kirim(peramban, undangan(2, hal="Lain"), _antre="1")
            assert "di komputer pekerja (1 menyala)" in peramban.buka(f"{rencana}/terbit")
            tunggu(lambda: "tinggal daftarnya. Tekan Lanjutkan" in peramban.buka(alamat), proses)
            assert "lencana merah" not in peramban.buka("/massal")  # nothing went wrong
        lanjutkan(peramban, peladen, alamat, id_)
        assert "3 surat terbit" in peramban.buka(alamat)
    peladen.tutup()
    pastikan_utuh(kantor)
    kantor.tutup()


def lanjutkan(peramban: Peramban, peladen: Peladen, alamat: str, id_: str) -> None:
    """Press the button, and wait until the server has done its part."""
    peramban.kirim(f"{alamat}/lanjutkan")
    batas = time.monotonic() + 60
    while peladen.penggarap.letak(id_) >= 0:
        assert time.monotonic() < batas
        time.sleep(0.05)
    assert peladen.penggarap.kabar(id_) == ()
