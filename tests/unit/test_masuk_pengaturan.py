"""Settings of the two desks: working hours, deadlines by sifat, short names of posts."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from naskah.tatanan import JamKerja, Tenggat, baca_tatanan
from registers.dasar.galat import KantorSalah


def ganti(folder: Path, lama: str, baru: str) -> None:
    path = folder / "kantor.toml"
    teks = path.read_text("utf-8")
    assert lama in teks
    path.write_text(teks.replace(lama, baru), "utf-8")


def test_a_new_office_works_from_eight_to_four_and_answers_by_sifat(folder_kantor: Path) -> None:
    tatanan = baca_tatanan(folder_kantor)
    assert (tatanan.jam_kerja.mulai, tatanan.jam_kerja.selesai) == (time(8, 0), time(16, 0))
    assert tatanan.tenggat("sangat segera") == Tenggat(24, "jam")
    assert tatanan.tenggat("biasa") == tatanan.tenggat("entah apa") == Tenggat(5, "hari kerja")


def test_an_office_changes_one_deadline_and_keeps_the_others(folder_kantor: Path) -> None:
    ganti(
        folder_kantor,
        'segera = "48 jam"\npenting = "72 jam"\nbiasa = "5 hari kerja"',
        'segera = "2 hari kerja"',
    )
    tatanan = baca_tatanan(folder_kantor)
    assert tatanan.tenggat("segera") == Tenggat(2, "hari kerja")
    assert tatanan.tenggat("penting") == Tenggat(72, "jam")


def test_an_office_made_before_these_settings_has_the_defaults(folder_kantor: Path) -> None:
    path = folder_kantor / "kantor.toml"
    teks = path.read_text("utf-8")
    awal, akhir = teks.index("# Jam kerja Senin"), teks.index("# Seri nomor. Tanda")
    path.write_text(teks[:awal] + teks[akhir:], "utf-8")
    tatanan = baca_tatanan(folder_kantor)
    assert tatanan.jam_kerja == JamKerja()
    assert tatanan.tenggat("penting") == Tenggat(72, "jam")


@pytest.mark.parametrize(
    ("lama", "baru", "tempat"),
    [
        ('mulai = "08.00"', 'mulai = "jam delapan"', "jam_kerja.mulai"),
        ('mulai = "08.00"', 'mulai = "17.00"', "jam_kerja"),
        ('segera = "48 jam"', 'segera = "2 minggu"', "tenggat_sifat"),
        ('biasa = "5 hari kerja"', 'kilat = "1 jam"', "tenggat_sifat"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    folder_kantor: Path, lama: str, baru: str, tempat: str
) -> None:
    ganti(folder_kantor, lama, baru)
    with pytest.raises(KantorSalah) as galat:
        baca_tatanan(folder_kantor)
    assert [t.tempat for t in galat.value.temuan] == [tempat]
