"""Where a letter is: table, step, since when, working minutes against the SOP, and its way so far."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta

import pytest

from naskah import disposisi, issue, masuk, pengiriman, perubahan, sop
from naskah.catalog import folder_templat
from naskah.disposisi import Perintah
from naskah.draf import Permintaan
from naskah.jam_kerja import menit
from naskah.kantor import Kantor
from naskah.pengiriman import Kiriman
from naskah.posisi import Tempat, posisi
from naskah.tatanan import JamKerja
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT

HARI = date(2026, 11, 23)
SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}
NOTA = tomllib.loads((folder_templat() / "surat-dinas" / "contoh.toml").read_text("utf-8"))


def maju(kantor: Kantor, **lama: float) -> None:
    kantor.clock = FixedClock(kantor.clock.now() + timedelta(**lama))


def satu(kantor: Kantor, id_: str) -> Tempat:
    (hasil,) = posisi(kantor, id_).tempat
    return hasil


@pytest.mark.parametrize(
    ("dari", "sampai", "jumlah"),
    [
        ((23, 10, 0), (23, 10, 35), 35),
        ((23, 7, 0), (23, 17, 30), 480),
        ((23, 15, 30), (24, 8, 30), 60),
        ((27, 15, 0), (30, 9, 0), 120),  # over a weekend
        ((28, 9, 0), (29, 12, 0), 0),
        ((24, 15, 0), (26, 9, 0), 120),  # the 25th is a holiday
        ((23, 12, 0), (23, 11, 0), 0),
    ],
)
def test_working_minutes_stop_at_night_at_weekends_and_on_holidays(
    dari: tuple[int, ...], sampai: tuple[int, ...], jumlah: int
) -> None:
    zona, libur = "Asia/Makassar", {date(2026, 11, 25)}
    awal, akhir = (datetime(2026, 11, *p, tzinfo=UTC) - timedelta(hours=8) for p in (dari, sampai))
    assert menit(awal, akhir, JamKerja(), zona, libur) == jumlah


def test_an_office_s_own_hours_count() -> None:
    jam = JamKerja.model_validate({"mulai": "07.30", "selesai": "15.00"})
    assert (jam.mulai, jam.selesai) == (time(7, 30), time(15, 0))
    assert menit(SAAT.replace(hour=0), SAAT.replace(hour=12), jam, "Asia/Makassar", ()) == 420


def test_every_step_of_the_four_sops_has_a_time() -> None:
    assert {s for s, _ in sop.semua()} == {12, 13, 21, 22}
    assert all(langkah.menit > 0 for langkah in sop.semua().values())
    assert sop.langkah(22, 5).menit == 480


def test_a_letter_goes_from_table_to_table(kantor: Kantor) -> None:
    """SOP 21 steps 2 and 4, SOP 12 steps 3 to 6."""
    id_ = masuk.catat(kantor, SURAT).id
    di = satu(kantor, id_)
    assert (di.di, di.orang, str(di.langkah)) == (
        "Sekretaris",
        "Maria Contoh, S.E., M.Si.",
        "SOP 21 langkah 2",
    )
    masuk.arahkan(kantor, id_, kode="P", unit="kabid-umkm")
    assert (satu(kantor, id_).di, str(satu(kantor, id_).langkah)) == ("Kepala Dinas", "SOP 21 langkah 4")
    (sekretaris,) = disposisi.beri(kantor, id_, Perintah(("sekretaris",), "pelajari")).cabang
    assert (satu(kantor, id_).di, str(satu(kantor, id_).langkah)) == (
        "Pengadministrasi Umum",
        "SOP 12 langkah 3",
    )
    disposisi.terima(kantor, sekretaris.id)
    assert (satu(kantor, id_).di, str(satu(kantor, id_).langkah)) == ("Sekretaris", "SOP 12 langkah 4")
    (kabid,) = disposisi.beri(kantor, sekretaris.id, Perintah(("kabid-umkm",), "hadir")).cabang
    assert str(satu(kantor, id_).langkah) == "SOP 12 langkah 5"
    disposisi.terima(kantor, kabid.id)
    di = satu(kantor, id_)
    assert (di.orang, di.cabang, str(di.langkah)) == (
        "Elisabeth Umpama, S.Sos.",
        kabid.id,
        "SOP 12 langkah 6",
    )
    disposisi.tindak(kantor, kabid.id, jawaban="sudah hadir", selesai=True)
    akhir = posisi(kantor, id_)
    assert akhir.tempat == ()
    assert akhir.keadaan == "Selesai pada 23 November 2026 pukul 10.00"


def test_an_ordinary_letter_goes_to_its_unit_with_a_receipt(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, {**SURAT, "kode": "B", "pengolah": "Bidang Contoh"}).id
    di = satu(kantor, id_)
    assert (di.di, di.menunggu, str(di.langkah)) == (
        "Pengadministrasi Umum", "pengantaran ke Bidang Contoh", "SOP 21 langkah 5",
    )  # fmt: skip
    pengiriman.kirim(kantor, id_, Kiriman("Bidang Contoh", "Contoh", HARI))
    assert (satu(kantor, id_).di, str(satu(kantor, id_).langkah)) == ("Bidang Contoh", "SOP 21 langkah 6")


def test_time_on_a_table_is_measured_against_the_step(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    maju(kantor, minutes=10)
    assert (satu(kantor, id_).menit, satu(kantor, id_).terlambat) == (10, False)
    masuk.ubah(kantor, id_, {"indeks": "Rapat"})  # a correction does not start the time again
    maju(kantor, minutes=1)
    assert (satu(kantor, id_).menit, satu(kantor, id_).terlambat) == (11, True)
    assert "11 menit dari 10 menit menurut SOP 21 langkah 2" in posisi(kantor, id_).keadaan


def test_a_branch_is_late_after_its_due_date_not_after_the_minutes_of_the_sop(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    (cabang,) = disposisi.beri(kantor, id_, Perintah(("kabid-umkm",), "hadir", date(2026, 11, 25))).cabang
    disposisi.terima(kantor, cabang.id)
    maju(kantor, days=2)
    assert satu(kantor, id_).menit == 960
    assert not satu(kantor, id_).terlambat
    maju(kantor, days=1)
    assert satu(kantor, id_).terlambat
    assert posisi(kantor, id_).keadaan.endswith("batas 25 November 2026) TERLAMBAT")


def test_a_letter_lies_on_several_tables_at_once(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    disposisi.beri(kantor, id_, Perintah(("sekretaris", "kabid-umkm"), "hadir"))
    assert [t.cabang for t in posisi(kantor, id_).tempat] == [f"{id_}/1", f"{id_}/2"]


def test_a_letter_whose_branches_were_all_taken_back_lies_with_the_head_again(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    (cabang,) = disposisi.beri(kantor, id_, Perintah(("sekretaris",), "hadir")).cabang
    disposisi.tarik(kantor, cabang.id, alasan="salah orang")
    assert (satu(kantor, id_).di, satu(kantor, id_).menunggu) == ("Kepala Dinas", "disposisi baru")


def test_work_follows_the_post_to_its_holder_of_today(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    path = kantor.folder / "kantor.toml"
    teks = path.read_text("utf-8")
    masa = '\n[[pejabat.masa]]\nnama = "Contoh Pengganti"\nsebagai = "Plh."\ndari = 2026-11-23\n'
    letak = teks.index("\n[[pejabat]]", teks.index('id = "sekretaris"'))
    path.write_text(teks[:letak] + masa + teks[letak:], "utf-8")
    lain = Kantor.buka(kantor.folder, clock=kantor.clock)
    assert satu(lain, id_).orang == "Plh. Contoh Pengganti"
    lain.tutup()


def test_an_outgoing_letter_waits_for_its_number_then_for_the_post(kantor: Kantor) -> None:
    konsep = issue.buat(kantor, Permintaan("surat-dinas", NOTA, HARI, konsep=True))[0].id
    assert satu(kantor, konsep).menunggu == "paraf, tanda tangan, nomor"
    terbit = issue.buat(kantor, Permintaan("surat-dinas", NOTA, HARI))[0].id
    assert str(satu(kantor, terbit).langkah) == "SOP 13 langkah 6"
    pengiriman.kirim(kantor, terbit, Kiriman("Biro Umum", "", HARI))
    assert posisi(kantor, terbit).keadaan == "Sudah dikirim kepada Biro Umum"


def test_the_way_so_far_is_told_in_words_with_the_people_of_then(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"}).id
    masuk.ubah(kantor, id_, {"hal": "Undangan"})
    satu_, dua = disposisi.beri(kantor, id_, Perintah(("sekretaris", "kabid-umkm"), "hadir")).cabang
    disposisi.tarik(kantor, dua.id, alasan="salah orang")
    disposisi.tindak(kantor, satu_.id, jawaban="sudah", selesai=True)
    pengiriman.kirim(kantor, id_, Kiriman("Bidang Contoh", "Contoh", HARI, cara="kurir"))
    perubahan.batal(kantor, id_, alasan="ganda")
    jejak = posisi(kantor, id_).jejak
    kata = "\n".join(j.apa for j in jejak)
    for bagian in (
        "diterima dari Dinas Contoh, nomor agenda 1",
        "diarahkan P kepada Bidang Contoh",
        "catatan dikoreksi: hal",
        f"disposisi {id_}/1: Kepala Dinas (Dr. Contoh Kepala Dinas, M.Si.) kepada Sekretaris "
        "(Maria Contoh, S.E., M.Si.): hadir, batas 30 November 2026",
        f"disposisi {id_}/2 ditarik: salah orang",
        f"disposisi {id_}/1 selesai oleh Sekretaris (Maria Contoh, S.E., M.Si.): sudah",
        "surat selesai",
        "dikirim kepada Bidang Contoh lewat kurir, diterima Contoh",
        "dibatalkan: ganda",
    ):
        assert bagian in kata
    assert jejak[0].siapa == "Contoh Pengadministrasi"
    assert f"{jejak[0].waktu:%H.%M}" == "10.00"
    assert posisi(kantor, id_).keadaan == "Dibatalkan: ganda"
