"""A berita acara and the day it speaks of."""

import tomllib
from datetime import date

from naskah.catalog import Katalog, folder_templat
from naskah.draf import susun
from naskah.hitung.berita_acara import hitung
from naskah.tabel import Rujukan

EXIT = date(2026, 11, 11)


def test_a_berita_acara_of_another_day_than_its_exit_meeting_is_pointed_out_with_both():
    isi = {"tanggal_exit": EXIT.isoformat()}
    assert hitung(isi, Rujukan(EXIT)).peringatan == ()
    (peringatan,) = hitung(isi, Rujukan(date(2026, 11, 24))).peringatan
    assert "24 November 2026" in peringatan
    assert "11 November 2026" in peringatan


def test_only_the_letter_that_prints_that_day_as_its_own_is_compared(kantor):
    katalog = Katalog.buka([folder_templat()])
    assert [j for j in katalog.daftar() if "berita_acara" in katalog.jenis(j).hitung] == ["ba-pemeriksaan"]
    contoh = tomllib.loads((folder_templat() / "ba-pemeriksaan" / "contoh.toml").read_text("utf-8"))
    assert not any("exit meeting" in p for p in susun(kantor, "ba-pemeriksaan", contoh, EXIT).peringatan)
