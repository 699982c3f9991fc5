"""A merge through the queue: what is refused, what stands at every moment, what a worker may not do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from naskah import checks, pembukuan, pencarian, pengiriman, perubahan, terbitan, verifikasi
from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.massal import antrean, pantauan, pembatalan, potongan, rampung
from naskah.massal.kelompok import Kelompok
from naskah.pengiriman import Kiriman
from registers.dasar.galat import (
    BukuBesarDitolak,
    DataTidakSah,
    KeadaanDitolak,
    NaskahError,
    NomorDitolak,
    TemplatSalah,
)
from registers.dasar.waktu import FixedClock
from registers.ledger import Tx
from registers.ledger.antrean import Potongan
from registers.ledger.antrean_pekerja import PekerjaBerbeda
from tests.bahan.antrean import (
    antre,
    antrekan,
    kantor_berantrean,
    keadaan,
    kerjakan_semua,
    potongan_antre,
    salinan,
    sql,
    surat,
)
from tests.bahan.kantor import baris_buku, contoh
from tests.bahan.massal import berkas, mulai, nomor, pastikan_utuh, undangan

POTONG = 3


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=POTONG)


def test_the_queue_needs_postgresql_and_says_how_to_get_there(folder_kantor: Path):
    kantor = Kantor.buka(folder_kantor)
    with pytest.raises(BukuBesarDitolak, match="naskah pindah-database"):
        antrean.siapkan(kantor, kantor.katalog.jenis("surat-undangan"))
    kantor.tutup()


def test_a_type_that_others_derive_from_is_refused(kantor: Kantor):
    with pytest.raises(DataTidakSah, match="--antre"):
        antrean.siapkan(kantor, kantor.katalog.jenis("spt"))


def test_numbers_and_chunk_are_kept_together_or_not_at_all(kantor: Kantor, monkeypatch: pytest.MonkeyPatch):
    asli, kali = Tx.antrekan, []

    def antrekan_sekali(self: Tx, satu: Potongan) -> None:
        kali.append(satu)
        if len(kali) == 2:
            raise NaskahError("antrean penuh")
        asli(self, satu)

    monkeypatch.setattr(Tx, "antrekan", antrekan_sekali)
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(8)), antre=True)
    with pytest.raises(NaskahError, match="penuh"):
        antrekan(kantor, id_)
    assert keadaan(kantor, id_) == {"bernomor": POTONG, "menunggu": 8 - POTONG}
    assert [(p.awal, p.akhir) for p in potongan_antre(kantor)] == [(1, POTONG)]
    with kantor.ledger.baca() as baca:
        assert len(baca.cari(batas=None)) == POTONG
        assert baca.pekerjaan(id_).keadaan == "berhenti"
    antrekan(kantor, id_)
    assert [(p.awal, p.akhir) for p in potongan_antre(kantor)] == [(1, 3), (4, 6), (7, 8)]
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 9)]


def test_a_row_that_cannot_be_rendered_dry_takes_no_number(kantor: Kantor, monkeypatch: pytest.MonkeyPatch):
    from naskah.massal import pekerja

    asli = pekerja.uji_render

    def uji(k: Kantor, draf: Any, angka: str) -> Any:
        if str(draf.isi["kepada"]).endswith(" 2"):
            raise TemplatSalah("Tidak muat.")
        return asli(k, draf, angka)

    monkeypatch.setattr(pekerja, "uji_render", uji)
    id_ = antre(kantor, 4)
    assert keadaan(kantor, id_) == {"bernomor": 3, "gagal": 1}
    assert nomor(kantor, id_) == [(1, 1), (3, 2), (4, 3)]
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 3, "gagal": 1}


def test_a_letter_whose_document_is_still_to_come_says_so_and_is_not_sent_or_corrected(kantor: Kantor):
    id_ = antre(kantor, 1)
    (satu,) = surat(kantor, id_)
    assert pencarian.surat(kantor, satu).peringatan == (pencarian.MENYUSUL.format(id_),)
    assert pencarian.cari(kantor, "Contoh 1")[0].peringatan
    with pytest.raises(KeadaanDitolak, match="masih dicetak"):
        pengiriman.kirim(kantor, satu, Kiriman("Dinas Contoh", "", kantor.hari_ini()))
    with pytest.raises(KeadaanDitolak, match="masih dicetak"):
        perubahan.ralat(kantor, satu, contoh("surat-undangan"), alasan="salah ketik")
    pastikan_utuh(kantor)
    kerjakan_semua(kantor, kantor)
    assert pencarian.surat(kantor, satu).peringatan == ()
    pengiriman.kirim(kantor, satu, Kiriman("Dinas Contoh", "", kantor.hari_ini()))
    pastikan_utuh(kantor)


def test_a_chunk_lost_from_the_queue_is_found_by_periksa_and_put_there_again(kantor: Kantor):
    id_ = antre(kantor, 4)
    sql(kantor.tatanan.database, "DELETE FROM procrastinate_jobs WHERE args->>'awal' = '1'")
    hasil = checks.periksa(kantor, menyeluruh=True)
    assert "3 naskah terbit belum dicetak" in str(hasil.temuan)
    assert f"naskah massal lanjut {id_}" in str(hasil.temuan)
    antrekan(kantor, id_)
    assert sorted((p.awal, p.akhir) for p in potongan_antre(kantor)) == [(1, 3), (4, 4)]
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 4}
    pastikan_utuh(kantor)


def test_a_letter_that_fails_for_good_is_voided_with_its_reason_and_the_others_go_on(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 3)
    asli = terbitan.cetak_dokumen

    def cetak(k: Any, wadah: Any, draf: Any, naskah: Any) -> Any:
        if str(draf.isi["kepada"]).endswith(" 2"):
            raise TemplatSalah("rusak")
        return asli(k, wadah, draf, naskah)

    monkeypatch.setattr(terbitan, "cetak_dokumen", cetak)
    for ke in range(2):
        with pytest.raises(NaskahError, match="baris 2"):
            kerjakan_semua(kantor, kantor, ke)
        assert keadaan(kantor, id_) == {"selesai": 2, "bernomor": 1}
    with kantor.ledger.baca() as baca:
        assert "rusak" in baca.pekerjaan(id_).sebab
    kerjakan_semua(kantor, kantor, 2)
    assert keadaan(kantor, id_) == {"selesai": 2, "gagal": 1}
    with kantor.ledger.baca() as baca:
        gagal = baca.naskah(surat(kantor, id_)[1])
        assert (gagal.status, gagal.urut) == ("batal", 2)
        baris = baca.baris_kunci(gagal.id)[0]
    assert "BATAL: gagal dicetak" in baris.nilai["keterangan"]
    assert "rusak" in baris.nilai["keterangan"]
    rampung.rampungkan(kantor, id_)
    pembukuan.tulis_buku(kantor)
    assert "rusak" in str(baris_buku(kantor, baris.buku)[1])
    pastikan_utuh(kantor)


def test_a_letter_voided_before_it_was_rendered_is_left_alone(kantor: Kantor):
    id_ = antre(kantor, 2)
    perubahan.batal(kantor, surat(kantor, id_)[0], alasan="salah orang")
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 1, "batal": 1}
    with kantor.ledger.baca() as baca:
        assert baca.berkas(surat(kantor, id_)[0]) == []
    assert not rampung.rampungkan(kantor, id_).gagal  # nobody is told to make it again
    pastikan_utuh(kantor)


def test_a_merge_is_voided_while_its_chunks_wait_and_workers_leave_it_alone(kantor: Kantor):
    id_ = antre(kantor, 5, pdf=True)
    potongan.kerjakan(kantor, potongan_antre(kantor)[0], 0)
    assert pembatalan.batalkan(kantor, id_, alasan="salah orang").keadaan == {"batal": 5}
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"batal": 5}
    with kantor.ledger.baca() as baca:
        assert {baca.naskah(s).status for s in surat(kantor, id_)} == {"batal"}
        assert baca.berkas(surat(kantor, id_)[-1]) == []
    assert not pantauan.lihat(kantor)  # nobody waits for it any more
    pastikan_utuh(kantor)


def test_both_lists_say_the_same_of_a_merge_in_the_queue(kantor: Kantor, capsys: pytest.CaptureFixture[str]):
    id_ = antre(kantor, 2)

    def terlihat() -> set[str]:
        """What each of the two lists says."""
        kini: set[str] = set()
        for kata in (["massal", "daftar"], ["pekerjaan", id_]):
            assert jalankan([*kata, "--json", "--kantor", str(kantor.folder)]) == 0
            kini |= {p["keadaan"] for p in json.loads(capsys.readouterr().out)["pekerjaan"]}
        return kini

    assert terlihat() == {"berjalan"}
    kerjakan_semua(kantor, kantor)
    sql(kantor.tatanan.database, "UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert terlihat() == {"berhenti"}  # its list is still to be made
    rampung.rampungkan(kantor, id_)
    assert terlihat() == {"selesai"}


def _ubah_templat(folder: Path) -> None:
    tujuan = folder / "templates" / "surat-undangan"
    shutil.copytree(folder_templat() / "surat-undangan", tujuan)
    docx = tujuan / "naskah.docx"
    docx.write_bytes((folder_templat() / "nota-dinas" / "naskah.docx").read_bytes())


def _ubah_simpanan(folder: Path) -> None:
    toml = folder / "kantor.toml"
    toml.write_text(toml.read_text("utf-8").replace("/gudang", "/lain"), "utf-8")


def _ubah_pejabat(folder: Path) -> None:
    toml = folder / "kantor.toml"
    toml.write_text(toml.read_text("utf-8").replace("Kepala Dinas", "Kepala Dinas Lama"), "utf-8")


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [(_ubah_templat, "Templat"), (_ubah_simpanan, "Simpanan"), (_ubah_pejabat, "pengaturan")],
)
def test_a_worker_whose_office_differs_is_refused_and_does_nothing(
    kantor: Kantor, ubah: Callable[[Path], None], kata: str
):
    id_ = antre(kantor, 1)
    folder = salinan(kantor, "mesin-1")
    ubah(folder)
    mesin = Kantor.buka(folder, clock=kantor.clock)
    with pytest.raises(PekerjaBerbeda, match=kata):
        kerjakan_semua(kantor, mesin)
    mesin.tutup()
    assert keadaan(kantor, id_) == {"bernomor": 1}


def test_a_worker_of_another_version_is_refused(kantor: Kantor, monkeypatch: pytest.MonkeyPatch):
    antre(kantor, 1)
    monkeypatch.setattr(potongan, "versi", lambda: "9.9")
    with pytest.raises(PekerjaBerbeda, match=r"versi 9\.9"):
        kerjakan_semua(kantor, kantor)


def test_the_command_refuses_with_a_clear_message_and_the_chunk_stays_for_others(kantor: Kantor):
    id_ = antre(kantor, 1)
    folder = salinan(kantor, "mesin-1")
    _ubah_templat(folder)
    program = "from naskah.commands import main; main()"
    kata = [sys.executable, "-c", program, "pekerja", "--sekali", "--kantor", str(folder)]
    hasil = subprocess.run(kata, capture_output=True, text=True, check=False)
    assert hasil.returncode == 12, hasil.stderr
    assert "tidak sama dengan yang diperiksa" in hasil.stderr
    assert "Traceback" not in hasil.stderr
    with kantor.ledger.baca() as baca:
        assert baca.keadaan_antrean(id_).menunggu == 1


def test_sealed_letters_are_sealed_by_workers_with_the_key_of_the_office(kantor: Kantor):
    jenis = "sertifikat-kesehatan"
    data = berkas(kantor.folder.parent, [contoh(jenis)])
    id_ = mulai(kantor, data, jenis, antre=True)
    antrekan(kantor, id_)
    tanpa = Kantor.buka(salinan(kantor, "mesin-1"), clock=kantor.clock)
    for satu in (tanpa.folder / "kunci").iterdir():
        satu.unlink()
    with pytest.raises(PekerjaBerbeda, match="Kunci"):
        kerjakan_semua(kantor, tanpa)
    tanpa.tutup()
    kerjakan_semua(kantor, kantor)
    with kantor.ledger.baca() as baca:
        (satu,) = [b for b in baca.berkas(surat(kantor, id_)[0]) if b.macam == "docx"]
    letak = kantor.lokasi(satu.path, satu.sha256)
    assert letak is not None
    kode, file = verifikasi.baca([(letak.name, letak.read_bytes())])
    assert verifikasi.verifikasi(kode, file, kantor=kantor).putusan is verifikasi.Putusan.ASLI


def test_an_office_on_one_pc_loads_nothing_of_the_queue():
    kode = (
        "import sys; from naskah.commands import aplikasi; aplikasi(); import naskah.massal.jalan, "
        "naskah.massal.rampung, naskah.gudang, registers.ledger.besar; "
        "print([m for m in ('procrastinate', 'fsspec', 'psycopg') if m in sys.modules])"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"


def test_a_row_issued_elsewhere_meanwhile_is_not_failed_by_who_could_not_render_it(kantor: Kantor):
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(3)), antre=True)

    class Lambat(Kelompok):
        """Machine A does it all while B, with an older template, is at its dry run."""

        def kerjakan(self, kerja: Any, semua: Any) -> Any:
            for _ in semua:
                antrekan(kantor, id_)
                yield {2: "templat lama"}

    antrean.antrekan(kantor, Lambat(kantor, None, 1), id_)
    assert keadaan(kantor, id_) == {"bernomor": 3}
    assert all(surat(kantor, id_))
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 3}
    pastikan_utuh(kantor)


def test_periksa_names_an_issued_letter_without_document_that_nobody_is_going_to_render(kantor: Kantor):
    id_ = antre(kantor, 2)
    pastikan_utuh(kantor)
    baris = "keadaan = 'gagal', naskah_id = '' WHERE nomor = 2"
    sql(kantor.tatanan.database, f"UPDATE baris_pekerjaan SET {baris}")
    hasil = checks.periksa(kantor, menyeluruh=True)
    assert "terbit tanpa berkas" in str(hasil.temuan)
    with kantor.ledger.baca() as baca:
        assert [n.nomor for n in baca.cari("2", batas=None) if n.nomor in str(hasil.temuan)]
    assert hasil.rusak
    assert keadaan(kantor, id_) == {"bernomor": 1, "gagal": 1}


def test_a_clock_set_back_stops_the_numbering_and_it_goes_on_when_the_clock_is_right(kantor: Kantor):
    kini = kantor.clock.now()
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(8)), antre=True)
    kantor.clock = FixedClock(kini - timedelta(days=800))  # nobody held a post then: every row would be wrong
    with pytest.raises(NomorDitolak, match="Jam komputer ini menunjukkan 14 September 2024"):
        antrekan(kantor, id_)
    with kantor.ledger.baca() as baca:
        assert (baca.pekerjaan(id_).keadaan, baca.hitung_baris(id_)) == ("berhenti", {"menunggu": 8})
    kantor.clock = FixedClock(kini)
    antrekan(kantor, id_)
    assert [urut for _, urut in nomor(kantor, id_)] == list(range(1, 9))
