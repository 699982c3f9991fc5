"""The archive: letters lie somewhere, for as long as the table says, and then something is proposed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from naskah import issue, kearsipan, kearsipan_daftar, masuk, penomoran
from naskah.commands import jalankan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.penomoran import Catatan
from registers.dasar.galat import BerkasGagal, DataTidakSah
from registers.dasar.waktu import FixedClock
from registers.ledger import SimpananArsip
from tests.bahan.kantor import contoh, jejak

RAK = "Lemari 1/Boks 2"


def keluar(kantor: Kantor, klas: str = "500.3.2.1", hal: str = "Laporan") -> str:
    return penomoran.catat(kantor, "surat-keluar", Catatan(hal=hal, klas=klas)).id


def simpanan(kantor: Kantor, id_: str) -> SimpananArsip:
    with kantor.ledger.baca() as baca:
        hasil = baca.simpanan_arsip(id_)
    assert hasil is not None
    return hasil


def pada(kantor: Kantor, hari: date) -> Kantor:
    """The same office on another day."""
    return replace(kantor, clock=FixedClock(datetime(hari.year, hari.month, hari.day, 2, tzinfo=UTC)))


def test_retention_counts_from_the_day_a_letter_is_put_away(kantor: Kantor) -> None:
    id_ = keluar(kantor)
    hasil = kearsipan.simpan(kantor, [id_], lokasi=RAK, tanggal=date(2026, 11, 20))[0]
    assert hasil.simpanan == simpanan(kantor, id_)
    assert hasil.simpanan == SimpananArsip(
        id_, "500.3.2.1", RAK, date(2026, 11, 20), date(2028, 11, 20), date(2031, 11, 20), "Permanen", "aktif"
    )
    assert hasil.peringatan == ()


def test_a_code_without_retention_is_said_aloud(kantor: Kantor) -> None:
    tanpa, lama = keluar(kantor, klas="500"), keluar(kantor, klas="005")
    hasil = kearsipan.simpan(kantor, [tanpa, lama], lokasi=RAK)
    assert [h.simpanan.aktif_sampai for h in hasil] == [None, None]
    assert all("tidak punya masa retensi" in h.peringatan[0] for h in hasil)


def test_several_letters_of_both_directions_are_put_away_at_once(kantor: Kantor) -> None:
    ids = [keluar(kantor), masuk.catat(kantor, {"dari": "Dinas Contoh", "hal": "Undangan"}).id]
    hasil = kearsipan.simpan(kantor, [*ids, ids[0]], lokasi=RAK)
    assert [h.naskah.id for h in hasil] == ids
    assert any("belum selesai" in p for p in hasil[1].peringatan)


def test_the_agenda_shows_where_a_letter_lies(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, {"dari": "Dinas Contoh", "hal": "Undangan"}).id
    kearsipan.simpan(kantor, [id_], lokasi=RAK)
    with kantor.ledger.baca() as baca:
        baris = {b.buku: b.nilai.get("lokasi") for b in baca.baris_kunci(id_)}
        peristiwa = baca.peristiwa(naskah_id=id_)[-1]
    assert baris["agenda-surat-masuk"] == RAK
    assert (peristiwa.jenis, peristiwa.isi["lokasi"]) == ("arsip", RAK)


def test_a_letter_that_is_moved_keeps_its_days(kantor: Kantor) -> None:
    id_ = keluar(kantor)
    kearsipan.simpan(kantor, [id_], lokasi=RAK, tanggal=date(2026, 11, 1))
    kearsipan.simpan(kantor, [id_], lokasi="Lemari 9")
    assert (simpanan(kantor, id_).lokasi, simpanan(kantor, id_).tanggal) == ("Lemari 9", date(2026, 11, 1))
    with kantor.ledger.baca() as baca:
        assert baca.peristiwa(naskah_id=id_)[-1].isi["lokasi_lama"] == RAK


def test_all_that_is_wrong_is_told_and_nothing_recorded(kantor: Kantor) -> None:
    id_ = keluar(kantor)
    konsep = issue.buat(kantor, Permintaan("nota-dinas", contoh("nota-dinas"), konsep=True))[0].id
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        kearsipan.simpan(kantor, [id_, "N-tidakada", konsep], lokasi=RAK)
    assert [t.tempat for t in galat.value.temuan] == ["N-tidakada", konsep]
    with pytest.raises(DataTidakSah, match="--lokasi"):
        kearsipan.simpan(kantor, [id_], lokasi=" ")
    with pytest.raises(DataTidakSah, match="belum terjadi"):
        kearsipan.simpan(kantor, [id_], lokasi=RAK, tanggal=date(2026, 12, 1))
    assert jejak(kantor) == sebelum


def test_what_is_due_is_proposed_and_moves_with_a_reason(kantor: Kantor) -> None:
    permanen, musnah = keluar(kantor), keluar(kantor, klas="800.1.11.1")
    kearsipan.simpan(kantor, [permanen, musnah], lokasi=RAK, tanggal=date(2020, 1, 2))
    kini = {u.naskah.id: u.usul for u in kearsipan.usul_pindah(kantor, date(2021, 6, 1))}
    assert kini == {musnah: "inaktif"}
    semua = {u.naskah.id: (u.usul, u.uraian) for u in kearsipan.usul_pindah(kantor)}
    assert semua[permanen] == ("permanen", "Organisasi dan Badan Hukum Koperasi")
    assert semua[musnah][0] == "musnah"
    kearsipan.pindah(kantor, [musnah], ke="musnah", dasar="BA nomor 1")
    kearsipan.pindah(kantor, [permanen], ke="permanen", dasar="BA nomor 2", lokasi="Depo")
    assert kearsipan.usul_pindah(kantor) == []
    assert simpanan(kantor, permanen).lokasi == "Depo"
    with kantor.ledger.baca() as baca:
        isi = baca.peristiwa(naskah_id=musnah)[-1].isi
    assert (isi["keadaan"], isi["keadaan_lama"], isi["dasar"]) == ("musnah", "aktif", "BA nomor 1")


def test_nothing_is_destroyed_before_its_time_or_against_the_table(kantor: Kantor) -> None:
    permanen, muda, belum = keluar(kantor), keluar(kantor, klas="800.1.11.1"), keluar(kantor)
    kearsipan.simpan(kantor, [permanen], lokasi=RAK, tanggal=date(2000, 1, 1))
    kearsipan.simpan(kantor, [muda], lokasi=RAK)
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        kearsipan.pindah(kantor, [permanen, muda, belum], ke="musnah", dasar="BA")
    assert [(t.tempat, t.pesan) for t in galat.value.temuan] == [
        (permanen, "kode 500.3.2.1 bernasib akhir permanen"),
        (muda, "baru habis masa simpannya 23 November 2028"),
        (belum, "belum ada di arsip"),
    ]
    for ke, dasar in (("buang", "BA"), ("inaktif", " ")):
        with pytest.raises(DataTidakSah):
            kearsipan.pindah(kantor, [muda], ke=ke, dasar=dasar)
    assert jejak(kantor) == sebelum


def test_what_is_destroyed_stays_destroyed(kantor: Kantor) -> None:
    id_ = keluar(kantor, klas="800.1.11.1")
    kearsipan.simpan(kantor, [id_], lokasi=RAK, tanggal=date(2000, 1, 1))
    kearsipan.pindah(kantor, [id_], ke="musnah", dasar="BA")
    for kerja in (
        lambda: kearsipan.simpan(kantor, [id_], lokasi=RAK),
        lambda: kearsipan.pindah(kantor, [id_], ke="inaktif", dasar="BA"),
    ):
        with pytest.raises(Exception, match="sudah dimusnahkan"):
            kerja()


def test_the_list_for_signature_is_a_workbook_that_is_never_overwritten(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = keluar(kantor, klas="800.1.11.1", hal="=1+1")
    kearsipan.simpan(kantor, [id_], lokasi=RAK, tanggal=date(2000, 1, 1))
    path = kearsipan_daftar.tulis(kantor, kearsipan.usul_pindah(kantor), tmp_path / "usul.xlsx")
    lembar = openpyxl.load_workbook(path)["Usul Musnah"]
    assert lembar["A1"].value == "DAFTAR ARSIP USUL MUSNAH"
    assert [lembar.cell(5, k).value for k in (2, 3, 7)] == [id_, "800.1.11.1", "=1+1"]
    assert lembar.cell(5, 7).data_type == "s"
    with pytest.raises(BerkasGagal, match="sudah ada"):
        kearsipan_daftar.tulis(kantor, [], path)


def test_the_commands_say_what_they_did(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = keluar(kantor, klas="800.1.11.1")
    di = ["--kantor", str(kantor.folder)]
    assert (
        jalankan(["arsip", "simpan", id_, "--lokasi", RAK, "--tanggal", "2 Januari 2020", *di, "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["arsip"][0]["inaktif_sampai"] == "2022-01-02"
    xlsx = str(tmp_path / "usul.xlsx")
    assert jalankan(["arsip", "usul-pindah", "--xlsx", xlsx, *di]) == 0
    keluar_ = capsys.readouterr().out
    assert "musnah" in keluar_
    assert f"Daftar: {xlsx}" in keluar_
    assert jalankan(["arsip", "pindah", id_, "--ke", "musnah", "--dasar", "BA nomor 3", *di]) == 0
    capsys.readouterr()
    assert jalankan(["arsip", "usul-pindah", *di, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["usul"] == []
    assert jalankan(["arsip", "pindah", id_, "--ke", "inaktif", "--dasar", "x", *di]) == 3
