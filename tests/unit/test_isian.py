"""Half-filled forms: kept as typed, told to two editors, one letter however often they are sent."""

import tomllib
from dataclasses import replace

import pytest

from naskah import isian, issue, konsep, pencarian, penerbitan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan


def contoh(kantor: Kantor, jenis: str) -> dict:
    return tomllib.loads((kantor.katalog.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))


def test_what_was_typed_is_kept_right_or_wrong(kantor: Kantor):
    awal = isian.mulai(kantor, "nota-dinas")
    isian.simpan(kantor, replace(awal, nilai={"hal": "Belum", "kepada": ""}, tanggal="kapan-kapan"))
    kini = isian.buka(kantor, awal.id)
    assert (kini.nilai, kini.tanggal, kini.versi) == ({"hal": "Belum", "kepada": ""}, "kapan-kapan", 2)
    assert kini.oleh == kantor.pelaku


def test_a_form_leaves_no_event_and_takes_no_number(kantor: Kantor):
    with kantor.siap_bernomor().baca() as baca:
        sebelum = baca.kepala()
    satu = isian.mulai(kantor, "nota-dinas", {"hal": "Coba"})
    isian.buang(kantor, satu)
    with kantor.ledger.baca() as baca:
        assert baca.kepala() == sebelum
    with pytest.raises(TidakDitemukan):
        isian.buka(kantor, satu.id)


def test_the_second_editor_is_told_and_the_first_is_not_overwritten(kantor: Kantor):
    awal = isian.mulai(kantor, "nota-dinas")
    isian.simpan(kantor, replace(awal, nilai={"hal": "Pertama"}))
    with pytest.raises(KeadaanDitolak, match="sudah diubah"):
        isian.simpan(kantor, replace(awal, nilai={"hal": "Kedua"}))
    assert isian.buka(kantor, awal.id).nilai == {"hal": "Pertama"}


def test_saving_the_same_again_is_no_new_version_whatever_version_was_seen(kantor: Kantor):
    awal = isian.mulai(kantor, "nota-dinas")
    kini = isian.simpan(kantor, replace(awal, nilai={"hal": "Sama"}))
    assert isian.simpan(kantor, replace(awal, nilai={"hal": "Sama"})).versi == kini.versi


def test_the_letter_keeps_the_id_of_its_form_and_is_made_once(kantor: Kantor):
    satu = isian.mulai(kantor, "nota-dinas", contoh(kantor, "nota-dinas"))
    minta = isian.permintaan(satu, kantor.hari_ini())
    pertama = issue.buat(kantor, minta)[0]
    kedua = issue.buat(kantor, minta)[0]
    assert pertama.id == kedua.id == satu.id
    assert pertama.nomor == kedua.nomor
    with pytest.raises(KeadaanDitolak, match="sudah menjadi naskah"):
        isian.buka(kantor, satu.id)


def test_a_form_with_errors_stays_a_form(kantor: Kantor):
    satu = isian.mulai(kantor, "nota-dinas", {"hal": "Kurang"})
    with pytest.raises(DataTidakSah):
        issue.buat(kantor, isian.permintaan(satu, kantor.hari_ini()))
    assert isian.buka(kantor, satu.id).nilai == {"hal": "Kurang"}


def test_a_form_becomes_a_konsep_under_its_own_id(kantor: Kantor):
    satu = isian.mulai(kantor, "nota-dinas", contoh(kantor, "nota-dinas"))
    hasil = issue.buat(kantor, isian.permintaan(satu, kantor.hari_ini(), konsep=True))[0]
    assert (hasil.id, hasil.status) == (satu.id, "konsep")


@pytest.mark.parametrize("tujuan", ["ubah", "ralat"])
def test_a_form_changes_a_konsep_or_corrects_a_letter_and_is_gone(kantor: Kantor, tujuan: isian.Tujuan):
    isi = contoh(kantor, "nota-dinas")
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi, konsep=tujuan == "ubah"))[0]
    naskah = pencarian.naskah_satu(kantor, surat.id)
    satu = isian.mulai(kantor, "nota-dinas", {**isi, "hal": "Hal baru"}, tujuan=tujuan, naskah=naskah)
    hasil = isian.selesaikan(kantor, satu, alasan="salah ketik")[0]
    assert (hasil.id, hasil.hal) == (surat.id, "Hal baru")
    with pytest.raises(TidakDitemukan):
        isian.buka(kantor, satu.id)


def test_a_konsep_changed_meanwhile_is_not_overwritten_by_an_older_form(kantor: Kantor):
    isi = contoh(kantor, "nota-dinas")
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi, konsep=True))[0]
    satu = isian.mulai(
        kantor, "nota-dinas", isi, tujuan="ubah", naskah=pencarian.naskah_satu(kantor, surat.id)
    )
    konsep.ubah(kantor, surat.id, {**isi, "hal": "Orang lain"})
    with pytest.raises(KeadaanDitolak):
        isian.selesaikan(kantor, satu)
    assert isian.buka(kantor, satu.id).id == satu.id


def test_forms_are_listed_newest_first(kantor: Kantor):
    pertama, kedua = (isian.mulai(kantor, "nota-dinas") for _ in range(2))
    isian.simpan(kantor, replace(pertama, nilai={"hal": "Lagi"}))
    assert {i.id for i in isian.daftar(kantor)} == {pertama.id, kedua.id}


def test_the_second_correction_that_began_from_the_same_text_is_told(kantor: Kantor):
    isi = contoh(kantor, "nota-dinas")
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi))[0]
    naskah = pencarian.naskah_satu(kantor, surat.id)
    pertama, kedua = (
        isian.mulai(kantor, "nota-dinas", {**isi, "hal": hal}, tujuan="ralat", naskah=naskah)
        for hal in ("Hal pertama", "Hal kedua")
    )
    isian.selesaikan(kantor, pertama, alasan="salah ketik")
    with pytest.raises(KeadaanDitolak, match="sudah diubah"):
        isian.selesaikan(kantor, kedua, alasan="salah ketik")
    assert pencarian.naskah_satu(kantor, surat.id).hal == "Hal pertama"
    assert isian.buka(kantor, kedua.id).nilai["hal"] == "Hal kedua"


def test_a_konsep_is_issued_in_the_version_that_was_seen_or_not_at_all(kantor: Kantor):
    isi = contoh(kantor, "nota-dinas")
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi, konsep=True))[0]
    dilihat = pencarian.naskah_satu(kantor, surat.id).versi
    konsep.ubah(kantor, surat.id, {**isi, "hal": "Orang lain"})
    with pytest.raises(KeadaanDitolak, match="sudah diubah"):
        penerbitan.terbit(kantor, surat.id, versi=dilihat)
    assert pencarian.naskah_satu(kantor, surat.id).status == "konsep"


def test_what_was_typed_after_the_confirmation_stops_the_issuing(kantor: Kantor):
    """The autosave of another page may arrive while the letter is being made."""
    isi = contoh(kantor, "nota-dinas")
    dilihat = isian.mulai(kantor, "nota-dinas", isi)
    isian.simpan(kantor, replace(dilihat, nilai={**isi, "hal": "Diketik kemudian"}))
    for konsep_ in (False, True):
        with pytest.raises(KeadaanDitolak, match="baru saja diubah"):
            issue.buat(kantor, isian.permintaan(dilihat, kantor.hari_ini(), konsep=konsep_))
    assert isian.buka(kantor, dilihat.id).nilai["hal"] == "Diketik kemudian"
    with kantor.siap_bernomor().baca() as baca:
        assert not baca.cari(status="terbit")


@pytest.mark.parametrize("tujuan", ["ubah", "ralat"])
def test_what_was_typed_after_the_confirmation_stops_a_change(kantor: Kantor, tujuan: isian.Tujuan):
    isi = contoh(kantor, "nota-dinas")
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi, konsep=tujuan == "ubah"))[0]
    naskah = pencarian.naskah_satu(kantor, surat.id)
    dilihat = isian.mulai(kantor, "nota-dinas", {**isi, "hal": "Dilihat"}, tujuan=tujuan, naskah=naskah)
    isian.simpan(kantor, replace(dilihat, nilai={**isi, "hal": "Diketik kemudian"}))
    with pytest.raises(KeadaanDitolak, match="baru saja diubah"):
        isian.selesaikan(kantor, dilihat, alasan="salah ketik")
    assert pencarian.naskah_satu(kantor, surat.id) == naskah
    assert isian.buka(kantor, dilihat.id).nilai["hal"] == "Diketik kemudian"


def test_a_form_somebody_types_in_is_not_thrown_away(kantor: Kantor):
    dilihat = isian.mulai(kantor, "nota-dinas")
    isian.simpan(kantor, replace(dilihat, nilai={"hal": "Orang lain"}))
    with pytest.raises(KeadaanDitolak, match="baru saja diubah"):
        isian.buang(kantor, dilihat)
    assert isian.buka(kantor, dilihat.id).nilai == {"hal": "Orang lain"}
