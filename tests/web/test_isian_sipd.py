"""An export of SIPD on the form of an SPP: its rows come in, or nothing changes and every cell is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from naskah import isian
from naskah.kantor import Kantor
from naskah.web.peladen import Peladen
from tests.bahan.kantor import contoh
from tests.bahan.sipd import ATK, LAIN, SUB, rincian_kotor, xlsx
from tests.web.conftest import Peramban


def kantor(peladen: Peladen) -> Kantor:
    return peladen.kantor.untuk("Contoh Pengadministrasi")


@pytest.fixture
def spp(peladen: Peladen) -> isian.IsianSurat:
    isi = contoh("spp-ls-barang-jasa")
    isi["tanggal_spd"] = str(isi["tanggal_spd"])
    return isian.mulai(kantor(peladen), "spp-ls-barang-jasa", isi)


def kirim(peramban: Peramban, satu: isian.IsianSurat, path: Path, **lain: str):
    berkas = {"berkas": (path.name, path.read_bytes())}
    return peramban.kirim(f"/isian/{satu.id}/sipd", {"_versi": str(satu.versi), **lain}, files=berkas)


def test_the_button_keeps_what_was_typed_and_leads_to_the_upload(
    peladen: Peladen, peramban: Peramban, spp: isian.IsianSurat
) -> None:
    assert "Ambil dari berkas SIPD" in peramban.buka(f"/isian/{spp.id}")
    nota = isian.mulai(kantor(peladen), "nota-dinas")
    assert "Ambil dari berkas SIPD" not in peramban.buka(f"/isian/{nota.id}")
    jawab = peramban.kirim(
        f"/isian/{spp.id}", {"_versi": str(spp.versi), "keperluan": "Diketik tadi", "_aksi": "sipd"}
    )
    assert jawab.headers["location"] == f"/isian/{spp.id}/sipd"
    assert isian.buka(kantor(peladen), spp.id).nilai["keperluan"] == "Diketik tadi"


def test_rows_and_deductions_of_the_file_replace_those_of_the_form(
    peladen: Peladen, peramban: Peramban, spp: isian.IsianSurat, tmp_path: Path
) -> None:
    jawab = kirim(peramban, spp, rincian_kotor(tmp_path / "spp.xlsx"))
    assert jawab.headers["location"] == f"/isian/{spp.id}#b-rincian"
    laman = peramban.buka(f"/isian/{spp.id}")
    assert "2 kode rekening dari spp.xlsx, jumlahnya Rp19.750.000,00." in laman
    assert 'value="12.500.000"' in laman
    kini = isian.buka(kantor(peladen), spp.id).nilai
    assert [b["uraian"] for b in kini["potongan"]] == ["PPN", "PPh Pasal 22"]
    assert {k: v for k, v in kini.items() if k not in ("rincian", "potongan")} == {
        k: v for k, v in spp.nilai.items() if k not in ("rincian", "potongan")
    }


def test_refused_cells_are_named_and_the_form_stays(
    peladen: Peladen, peramban: Peramban, spp: isian.IsianSurat, tmp_path: Path
) -> None:
    kepala = ["Kode Rekening", "Uraian", "Nilai"]
    path = xlsx(tmp_path / "a.xlsx", kepala, ["5.1.2.01.01.0024", "ATK", 5], [ATK, "ATK", "1,000,000"])
    jawab = kirim(peramban, spp, path)
    assert jawab.status_code == 422
    assert "SIPD!A2" in jawab.text
    assert "SIPD!C3" in jawab.text
    lain = xlsx(tmp_path / "b.xlsx", ["Sub Kegiatan", *kepala], [LAIN, ATK, "ATK", 5])
    assert SUB.split()[0] in kirim(peramban, spp, lain).text
    assert peramban.kirim(f"/isian/{spp.id}/sipd", {"_versi": str(spp.versi)}).status_code == 422
    assert isian.buka(kantor(peladen), spp.id) == spp


def test_a_heading_nobody_knows_is_chosen_from_a_list_and_remembered(
    peladen: Peladen, peramban: Peramban, spp: isian.IsianSurat, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["Akun", "Isi", "Duit"], [ATK, "ATK", 5000])
    laman = kirim(peramban, spp, path).text
    assert 'name="kolom.kode_rekening"' in laman
    assert '<option value="Duit">' in laman
    pilihan = {"kolom.kode_rekening": "Akun", "kolom.jumlah": "Duit"}
    laman = kirim(peramban, spp, path, **pilihan).text
    assert 'name="kolom.uraian"' in laman
    assert 'type="hidden" name="kolom.jumlah" value="Duit"' in laman
    assert kirim(peramban, spp, path, **pilihan, **{"kolom.uraian": "Isi"}).status_code == 303
    assert kantor(peladen).tatanan.bendahara.kolom_sipd["jumlah"] == ("Duit",)
