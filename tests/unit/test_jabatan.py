"""Posts as people write them: known ones are recognised, units are kept and told, slips are asked about."""

from __future__ import annotations

import json
from datetime import date

import pytest

from naskah import disposisi, jabatan, masuk
from naskah.commands import jalankan
from naskah.disposisi import Perintah
from naskah.kantor import Kantor
from registers.dasar.galat import NilaiSalah

HARI = date(2026, 11, 23)
SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}


def test_an_ampersand_says_dan(kantor: Kantor) -> None:
    kepala = kantor.tatanan.pejabat_id("kepala-dinas")
    assert kepala is not None
    assert " dan " in kepala.jabatan
    assert jabatan.kenali(kantor.tatanan, kepala.jabatan.replace(" dan ", " & ")) == "kepala-dinas"


@pytest.mark.parametrize("unit", ["Sekretariat", "sekretariat", "Kabid UMKMK", "Sekertaris"])
def test_a_unit_that_resembles_a_post_is_kept(kantor: Kantor, unit: str) -> None:
    assert jabatan.kenali(kantor.tatanan, unit) == unit
    assert "bukan jabatan di kantor.toml; dicatat apa adanya" in jabatan.peringatan(kantor.tatanan, [unit])[0]


def test_only_a_mistyped_id_is_refused(kantor: Kantor) -> None:
    with pytest.raises(NilaiSalah):
        jabatan.kenali(kantor.tatanan, "sekertaris")


def test_recipients_stand_between_semicolons_or_commas_and_a_jabatan_keeps_its_own(kantor: Kantor) -> None:
    kepala = kantor.tatanan.pejabat_id("kepala-dinas")
    assert kepala is not None
    assert "," in kepala.jabatan
    teks = f"sekretaris; kabid-umkm,Unit A ;{kepala.jabatan}"
    assert jabatan.pecah(kantor.tatanan, teks) == ["sekretaris", "kabid-umkm", "Unit A", kepala.jabatan]


def test_a_recipient_that_is_no_post_is_told(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT)
    hasil = disposisi.beri(kantor, surat.id, Perintah(("sekretaris", "UPTD Contoh"), "hadir"))
    assert hasil.peringatan == ("UPTD Contoh bukan jabatan di kantor.toml; dicatat apa adanya.",)
    arahan = masuk.arahkan(kantor, surat.id, kode="P", unit="kabid umk")
    assert "maksudnya kabid-umkm?" in arahan.peringatan[0]


def test_the_page_of_somebody_nobody_knows_is_an_error(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    surat = masuk.catat(kantor, SURAT)
    disposisi.beri(kantor, surat.id, Perintah(("Unit Contoh",), "hadir"))
    perintah = ["hari-ini", "--kantor", str(kantor.folder), "--json", "--untuk"]
    assert jalankan([*perintah, "zzz"]) == 11
    assert "kabid-umkm" in capsys.readouterr().err
    assert jalankan([*perintah, "Kabid UMK"]) == 11
    assert "Maksudnya: kabid-umkm" in capsys.readouterr().err
    for siapa, jumlah in (("kabid-umkm", 0), ("unit contoh", 1), ("Elisabeth Umpama", 0)):
        assert jalankan([*perintah, siapa]) == 0
        assert len(json.loads(capsys.readouterr().out)["kerja"]) == jumlah
