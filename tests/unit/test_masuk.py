"""Incoming letters: taken in, directed, corrected; the books follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from naskah import masuk, perubahan
from naskah.entri import semua as semua_entri
from naskah.kantor import Kantor
from naskah.masuk_isi import buku_agenda
from naskah.pencarian import naskah_satu
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan
from registers.dasar.waktu import FixedClock
from registers.isian_buku import sahkan
from registers.ledger import Baris

SURAT = {
    "tanggal": "20-11-2026",
    "nomor": "Nomor: 005 / 12 /DPMD",
    "dari": "Dinas Contoh Kabupaten",
    "hal": "Undangan rapat koordinasi",
    "sifat": "segera",
}


def baris(kantor: Kantor, buku: str, tahun: int = 2026) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku, tahun)


def nilai(kantor: Kantor, buku: str, ke: int = 0) -> Mapping[str, Any]:
    return baris(kantor, buku)[ke].nilai


def peristiwa(kantor: Kantor, id_: str) -> list[str]:
    with kantor.ledger.baca() as baca:
        return [p.jenis for p in baca.peristiwa(naskah_id=id_)]


def test_a_letter_taken_in_has_an_id_an_agenda_number_and_a_row(kantor: Kantor) -> None:
    satu = masuk.catat(kantor, SURAT)
    dua = masuk.catat(kantor, {**SURAT, "nomor": "13", "sifat": ""})
    assert satu.id.startswith("M-")
    assert (satu.nomor, satu.tanggal, satu.status) == ("005/12/DPMD", "2026-11-20", "diterima")
    assert [b.urutan for b in baris(kantor, "agenda-surat-masuk")] == [1, 2]
    isi = nilai(kantor, "agenda-surat-masuk")
    assert (isi["tanggal_terima"], isi["agenda"], isi["kepada"]) == ("2026-11-23", 1, "Kepala Dinas")
    assert isi["pelaku"] == "Contoh Pengadministrasi"
    assert nilai(kantor, "agenda-surat-masuk", 1)["sifat"] == "biasa"
    assert naskah_satu(kantor, "agenda 2").id == dua.id
    assert naskah_satu(kantor, satu.id.upper()).id == satu.id


def test_the_agenda_number_is_asked_for_by_year(kantor: Kantor) -> None:
    masuk.catat(kantor, SURAT)
    with pytest.raises(TidakDitemukan):
        naskah_satu(kantor, "agenda 1", tahun=2025)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_recorded(kantor: Kantor) -> None:
    with pytest.raises(DataTidakSah) as galat:
        masuk.catat(
            kantor,
            {"tanggal_terima": "24-11-2026", "tanggal": "x", "kode": "p", "hal": "Undangan", "warna": "?"},
        )
    tempat = {t.tempat for t in galat.value.temuan}
    assert tempat == {"Tanggal Surat", "Dari", "warna"}
    with pytest.raises(DataTidakSah) as galat:
        masuk.catat(kantor, {**SURAT, "tanggal_terima": "24-11-2026", "kode": "p"})
    assert {t.tempat: t.pesan for t in galat.value.temuan} == {
        "Tanggal Terima": "belum terjadi",
        "Unit Pengolah": "belum diisi",
    }
    assert baris(kantor, "agenda-surat-masuk") == []


def test_a_letter_recorded_twice_is_pointed_out_not_refused(kantor: Kantor) -> None:
    lama = masuk.catat(kantor, SURAT)
    sama = masuk.catat(kantor, {**SURAT, "nomor": "005/12/DPMD", "dari": "DINAS  CONTOH KABUPATEN."})
    assert any(lama.id in p for p in sama.peringatan)
    lain = masuk.catat(kantor, {**SURAT, "tanggal": "21-11-2026"})
    assert not any("Surat yang sama" in p for p in lain.peringatan)
    perubahan.batal(kantor, lama.id, alasan="ganda")
    perubahan.batal(kantor, sama.id, alasan="ganda")
    assert not any("Surat yang sama" in p for p in masuk.catat(kantor, SURAT).peringatan)


def test_a_letter_dated_after_its_receipt_is_pointed_out(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "tanggal": "23-11-2026", "tanggal_terima": "22-11-2026"})
    assert "sesudah tanggal terima" in surat.peringatan[0]


def test_the_same_request_gives_the_same_letter(kantor: Kantor) -> None:
    satu = masuk.catat(kantor, SURAT, id_permintaan="minta-1")
    assert masuk.catat(kantor, SURAT, id_permintaan="minta-1").id == satu.id
    with pytest.raises(KeadaanDitolak):
        masuk.catat(kantor, {**SURAT, "hal": "Lain"}, id_permintaan="minta-1")
    assert len(baris(kantor, "agenda-surat-masuk")) == 1


def test_an_agenda_number_given_by_hand_goes_on_from_a_paper_book(kantor: Kantor) -> None:
    masuk.catat(kantor, {**SURAT, "urutan": "512"})
    masuk.catat(kantor, {**SURAT, "nomor": "2"})
    assert [b.urutan for b in baris(kantor, "agenda-surat-masuk")] == [512, 513]
    for nomor, sebab in (("512", "sudah dipakai"), ("9999", "terlalu jauh"), ("3000000000", "terlalu jauh")):
        with pytest.raises(DataTidakSah) as galat:
            masuk.catat(kantor, {**SURAT, "urutan": nomor})
        assert sebab in galat.value.temuan[0].pesan
        assert "514" in galat.value.temuan[0].saran


def test_p_gives_a_row_of_the_buku_pengendali_with_its_own_run(kantor: Kantor) -> None:
    biasa = masuk.catat(kantor, SURAT)
    penting = masuk.catat(kantor, {**SURAT, "nomor": "2"})
    masuk.arahkan(kantor, biasa.id, kode="b", unit="Bidang Contoh")
    masuk.arahkan(kantor, penting.id, kode="P", unit="kabid-umkm", klas="500.3", indeks="Rapat")
    (satu,) = baris(kantor, "pengendali-masuk")
    assert (satu.kunci, satu.urutan) == (penting.id, 1)
    assert satu.nilai["pengolah"] == "Kepala Bidang Usaha Kecil dan Menengah"
    assert (satu.nilai["klas"], satu.nilai["indeks"], satu.nilai["agenda"]) == ("500.3", "Rapat", 2)
    assert [b.kunci for b in baris(kantor, "pengantar-biasa")] == [biasa.id]
    assert nilai(kantor, "agenda-surat-masuk", 1)["kode"] == "P"
    assert peristiwa(kantor, penting.id) == ["masuk", "arahan"]


def test_a_direction_that_changes_strikes_the_old_row_and_keeps_it(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT)
    masuk.arahkan(kantor, surat.id, kode="B", unit="Bidang Contoh")
    masuk.arahkan(kantor, surat.id, kode="P", unit="Bidang Lain")
    lama = nilai(kantor, "pengantar-biasa")
    assert (lama["status"], lama["kode"], lama["pengolah"]) == ("dialihkan", "B", "Bidang Contoh")
    assert nilai(kantor, "pengendali-masuk")["pengolah"] == "Bidang Lain"
    masuk.ubah(kantor, surat.id, {"hal": "Hal baru"})
    assert nilai(kantor, "pengantar-biasa")["status"] == "dialihkan"
    masuk.arahkan(kantor, surat.id, kode="B", unit="Bidang Contoh")
    assert nilai(kantor, "pengantar-biasa")["status"] == "diterima"
    assert nilai(kantor, "pengantar-biasa")["keterangan"] == ""
    assert nilai(kantor, "pengendali-masuk")["status"] == "dialihkan"


def test_the_same_direction_twice_records_nothing_new(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT)
    for _ in range(2):
        masuk.arahkan(kantor, surat.id, kode="P", unit="Bidang Contoh")
    assert peristiwa(kantor, surat.id) == ["masuk", "arahan"]


def test_a_misspelt_post_and_a_wrong_kode_are_named_together(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT)
    with pytest.raises(DataTidakSah) as galat:
        masuk.arahkan(kantor, surat.id, kode="X", unit="kabid-umk")
    assert {t.tempat: t.saran for t in galat.value.temuan}["--unit"] == "maksudnya kabid-umkm?"
    assert len(galat.value.temuan) == 2


def test_kode_typed_with_the_letter_directs_it_at_once(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "kode": "p", "pengolah": "Bidang Contoh"})
    assert [b.kunci for b in baris(kantor, "pengendali-masuk")] == [surat.id]
    assert peristiwa(kantor, surat.id) == ["masuk", "arahan"]


def test_a_correction_keeps_old_and_new_on_record_and_changes_every_row(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh", "lampiran": "1 berkas"})
    baru = masuk.ubah(kantor, surat.id, {"hal": "Undangan rapat lain", "lampiran": ""})
    assert (baru.id, baru.hal) == (surat.id, "Undangan rapat lain")
    for buku in ("agenda-surat-masuk", "pengendali-masuk"):
        assert nilai(kantor, buku)["hal"] == "Undangan rapat lain"
        assert not nilai(kantor, buku)["lampiran"]
    with kantor.ledger.baca() as baca:
        catatan = baca.peristiwa(naskah_id=surat.id)[-1]
    assert catatan.jenis == "ubah-masuk"
    assert catatan.isi["hal"] == {"lama": SURAT["hal"], "baru": "Undangan rapat lain"}
    assert set(catatan.isi) == {"hal", "lampiran"}


def test_a_correction_of_nothing_of_the_year_or_of_a_void_letter_is_refused(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT)
    with pytest.raises(DataTidakSah, match="Tidak ada yang berubah"):
        masuk.ubah(kantor, surat.id, {"hal": SURAT["hal"]})
    with pytest.raises(DataTidakSah, match="tahun lain"):
        masuk.ubah(kantor, surat.id, {"tanggal_terima": "23-11-2025"})
    perubahan.batal(kantor, surat.id, alasan="salah alamat")
    with pytest.raises(KeadaanDitolak, match="dibatalkan"):
        masuk.ubah(kantor, surat.id, {"hal": "Lain"})
    with pytest.raises(KeadaanDitolak, match="dibatalkan"):
        masuk.arahkan(kantor, surat.id, kode="P", unit="Bidang")


def test_people_s_columns_of_the_form_are_people_s_half_of_the_row(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "catatan": "diantar sendiri", "lokasi_arsip": "Boks 3"})
    (satu,) = baris(kantor, "agenda-surat-masuk")
    assert satu.orang == {"catatan": "diantar sendiri", "lokasi_arsip": "Boks 3"}
    masuk.ubah(kantor, surat.id, {"catatan": "lewat pos"})
    assert baris(kantor, "agenda-surat-masuk")[0].orang["catatan"] == "lewat pos"
    assert baris(kantor, "agenda-surat-masuk")[0].orang["lokasi_arsip"] == "Boks 3"


def test_a_void_incoming_letter_keeps_its_rows_struck(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"})
    assert perubahan.batal(kantor, surat.id, alasan="salah alamat")[0].status == "batal"
    for buku in ("agenda-surat-masuk", "pengendali-masuk"):
        assert (nilai(kantor, buku)["status"], nilai(kantor, buku)["keterangan"]) == (
            "batal",
            "BATAL: salah alamat",
        )


def test_a_letter_received_last_year_lies_in_last_year_s_book(kantor: Kantor) -> None:
    masuk.catat(kantor, {**SURAT, "tanggal": "30-12-2025", "tanggal_terima": "31-12-2025"})
    kantor.clock = FixedClock(datetime(2027, 1, 4, 2, 0, tzinfo=UTC))
    surat = masuk.catat(kantor, {**SURAT, "tanggal_terima": "31-12-2026"})
    masuk.arahkan(kantor, surat.id, kode="P", unit="Bidang Contoh")
    assert [b.urutan for b in baris(kantor, "agenda-surat-masuk", 2025)] == [1]
    assert [b.urutan for b in baris(kantor, "agenda-surat-masuk", 2026)] == [1]
    assert [b.urutan for b in baris(kantor, "pengendali-masuk", 2027)] == [1]


def test_a_typed_row_is_the_same_letter_and_comes_once(kantor: Kantor) -> None:
    buku = buku_agenda(kantor)
    terima = semua_entri(kantor)["masuk"]
    isi = sahkan(buku, {**SURAT, "kode": "B", "pengolah": "Bidang Contoh"})
    with kantor.ledger.tulis("Penguji") as tx:
        kunci = terima(tx, buku, 2026, isi, "B-abcd2345")
        assert terima(tx, buku, 2026, isi, "B-abcd2345") == kunci
    assert [b.kunci for b in baris(kantor, "agenda-surat-masuk")] == [kunci]
    assert [b.kunci for b in baris(kantor, "pengantar-biasa")] == [kunci]


def test_typed_rows_are_refused_with_the_heading_of_the_column(kantor: Kantor) -> None:
    buku = buku_agenda(kantor)
    terima = semua_entri(kantor)["masuk"]
    masuk.catat(kantor, SURAT)
    with kantor.ledger.tulis("Penguji") as tx:
        for isi, tempat in (
            ({**SURAT, "kode": "P"}, "Unit Pengolah"),
            ({**SURAT, "urutan": 1}, "No. Agenda"),
        ):
            with pytest.raises(DataTidakSah) as galat:
                terima(tx, buku, 2026, sahkan(buku, isi), "B-abcd2346")
            assert [t.tempat for t in galat.value.temuan] == [tempat]


def test_an_imported_letter_may_be_finished_from_the_start(kantor: Kantor) -> None:
    from naskah.masuk_isi import periksa

    isi = periksa(kantor, buku_agenda(kantor), SURAT)
    with kantor.ledger.tulis("Penguji") as tx:
        hasil = masuk.catat_dalam(tx, kantor, isi, selesai=True)
    assert hasil.naskah.status == "selesai"
    assert hasil.naskah.isi["agenda"] == 1
