"""The page of the day: what is late, due, waiting, under the post with its holder of today."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime

import pytest

from naskah import disposisi, hari_ini, issue, masuk, masuk_pindai, pengiriman, perubahan
from naskah.catalog import folder_templat
from naskah.disposisi import Perintah
from naskah.draf import Permintaan
from naskah.hari_ini import HariIni, Kerja
from naskah.kantor import Kantor
from naskah.pengiriman import Kiriman
from registers.dasar.galat import DataTidakSah
from registers.dasar.waktu import FixedClock
from registers.definisi import urai

HARI = date(2026, 11, 23)
SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}
NOTA = tomllib.loads((folder_templat() / "surat-dinas" / "contoh.toml").read_text("utf-8"))
BUKU = b"""
judul = "Register Contoh"
lembar = "Contoh"
sumber = "buku_besar"
entri = ["baris"]
[ingat]
tenggat = "batas"
selesai = "jawaban"
hal = "hal"
siapa = "petugas"
[[kolom]]
kunci = "hal"
judul = "Hal"
lebar = 20
dari = "hal"
[[kolom]]
kunci = "batas"
judul = "Batas Jawab"
lebar = 12
jenis = "tanggal"
milik = "bersama"
dari = "batas"
[[kolom]]
kunci = "petugas"
judul = "Petugas"
lebar = 12
milik = "orang"
[[kolom]]
kunci = "jawaban"
judul = "Jawaban"
lebar = 12
milik = "orang"
"""


def per_id(hasil: HariIni) -> dict[str, Kerja]:
    return {k.id: k for k in hasil.kerja}


def test_an_office_with_nothing_to_do_has_an_empty_page(kantor: Kantor) -> None:
    hasil = hari_ini.susun(kantor)
    assert (hasil.kerja, hasil.belum_dikirim, hasil.buku_menunggu) == ((), 0, ())


def test_open_branches_are_late_due_today_this_week_or_later(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    hari = {"Unit A": 20, "Unit B": 24, "Unit C": 25, "Unit D": 30}
    for unit, tanggal in hari.items():
        disposisi.beri(kantor, id_, Perintah((unit,), "hadir", date(2026, 11, max(tanggal, 23))))
    disposisi.beri(kantor, id_, Perintah(("Unit E",), "hadir", date(2026, 12, 20)))
    kantor.clock = FixedClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    kerja = hari_ini.susun(kantor).kerja
    assert [(k.pos, k.keadaan) for k in kerja] == [
        ("Unit A", "terlambat"),
        ("Unit B", "hari ini"),
        ("Unit C", "7 hari ke depan"),
        ("Unit D", "7 hari ke depan"),
        ("Unit E", "nanti"),
    ]
    assert kerja[0].apa == "hadir (belum diterima)"
    assert kerja[0].hal == "Undangan rapat — Dinas Contoh"


def test_a_branch_that_was_passed_on_is_the_work_of_those_below(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    (satu,) = disposisi.beri(kantor, id_, Perintah(("sekretaris",), "pelajari")).cabang
    disposisi.beri(kantor, satu.id, Perintah(("kabid-umkm",), "hadir"))
    (kerja,) = hari_ini.susun(kantor).kerja
    assert (kerja.id, kerja.orang) == (f"{id_}/2", "Elisabeth Umpama, S.Sos.")


def test_incoming_letters_wait_for_the_desk_whose_turn_it_is(kantor: Kantor) -> None:
    baru = masuk.catat(kantor, SURAT).id
    penting = masuk.catat(kantor, {**SURAT, "nomor": "2", "kode": "P", "pengolah": "Bidang Contoh"}).id
    biasa = masuk.catat(kantor, {**SURAT, "nomor": "3", "kode": "B", "pengolah": "Bidang Contoh"}).id
    folder = kantor.folder / "pindaian"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 %%EOF")
    pindai = masuk_pindai.pindai(kantor, folder).berkas[0].id
    kerja = per_id(hari_ini.susun(kantor))
    assert (kerja[baru].pos, kerja[baru].apa) == ("Sekretaris", "arahkan (P atau B)")
    assert (kerja[penting].pos, kerja[penting].apa) == ("Kepala Dinas", "beri disposisi")
    assert (kerja[biasa].pos, kerja[biasa].apa) == ("Pengadministrasi Umum", "antarkan ke Bidang Contoh")
    assert (kerja[pindai].pos, kerja[pindai].apa) == ("Pengadministrasi Umum", "lengkapi catatan pindaian")
    assert {k.keadaan for k in kerja.values()} == {"menunggu"}
    pengiriman.kirim(kantor, biasa, Kiriman("Bidang Contoh", "Contoh", HARI))
    kerja = per_id(hari_ini.susun(kantor))
    assert (kerja[biasa].pos, kerja[biasa].apa) == ("Bidang Contoh", "tindak lanjuti surat biasa")


def test_finished_letters_and_branches_are_nobody_s_work(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    (satu,) = disposisi.beri(kantor, id_, Perintah(("sekretaris",), "hadir")).cabang
    disposisi.tindak(kantor, satu.id, jawaban="sudah", selesai=True)
    assert hari_ini.susun(kantor).kerja == ()


def test_drafts_wait_and_letters_not_sent_are_counted(kantor: Kantor) -> None:
    konsep = issue.buat(kantor, Permintaan("surat-dinas", NOTA, HARI, konsep=True))[0].id
    terbit = issue.buat(kantor, Permintaan("surat-dinas", NOTA, HARI))[0].id
    hasil = hari_ini.susun(kantor)
    assert ([k.id for k in hasil.kerja], hasil.belum_dikirim) == ([konsep], 1)
    pengiriman.kirim(kantor, terbit, Kiriman("Biro Umum", "Contoh", HARI))
    assert hari_ini.susun(kantor).belum_dikirim == 0


def test_rows_of_books_with_a_due_date_are_told_until_they_are_done(kantor: Kantor) -> None:
    kantor.__dict__["buku"] = {**kantor.buku, "contoh": urai("contoh", BUKU)}
    baris = {
        "lewat": ({"hal": "A", "batas": "2026-11-20"}, {"petugas": "sekretaris"}),
        "dekat": ({"hal": "B", "batas": "2026-12-20"}, {"batas": "2026-11-30"}),
        "jauh": ({"hal": "C", "batas": "2026-12-20"}, {}),
        "sudah": ({"hal": "D", "batas": "2026-11-20"}, {"jawaban": "dijawab"}),
        "batal": ({"hal": "E", "batas": "2026-11-20", "status": "batal"}, {}),
        "salah": ({"hal": "F"}, {"batas": "minggu depan"}),
    }
    with kantor.ledger.tulis("Penguji") as tx:
        urut = tx.catat("baris", "", {}).urut
        for kunci, (nilai, orang) in baris.items():
            tx.bukukan("contoh", 2026, kunci, nilai, urut, orang=orang)
    kerja = hari_ini.susun(kantor).kerja
    assert [(k.id, k.keadaan) for k in kerja] == [("lewat", "terlambat"), ("dekat", "7 hari ke depan")]
    assert (kerja[0].orang, kerja[0].apa) == ("Maria Contoh, S.E., M.Si.", "menurut Contoh")
    assert kerja[1].pos == ""
    assert list(hari_ini.susun(kantor).menurut_pos()) == ["Sekretaris", ""]


@pytest.mark.parametrize("untuk", ["sekretaris", "Sekretaris", "Maria Contoh", "maria contoh, s.e., m.si."])
def test_the_page_of_one_post_or_of_the_person_who_holds_it(kantor: Kantor, untuk: str) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    disposisi.beri(kantor, id_, Perintah(("sekretaris", "kabid-umkm"), "hadir"))
    hasil = hari_ini.susun(kantor, untuk=untuk)
    assert ([k.id for k in hasil.kerja], hasil.untuk) == ([f"{id_}/1"], ("Sekretaris",))


def test_a_unit_without_a_post_has_its_page_and_a_misspelt_post_is_named(kantor: Kantor) -> None:
    id_ = masuk.catat(kantor, SURAT).id
    disposisi.beri(kantor, id_, Perintah(("UPTD Contoh",), "hadir"))
    assert len(hari_ini.susun(kantor, untuk="UPTD Contoh").kerja) == 1
    with pytest.raises(DataTidakSah, match="maksudnya sekretaris"):
        hari_ini.susun(kantor, untuk="sekertaris")


def test_books_that_wait_to_be_written_are_named(kantor: Kantor) -> None:
    with kantor.ledger.tulis("Penguji") as tx:
        tx.bukukan("ekspedisi", 2026, "E-1", {"kepada": "Biro"}, tx.catat("kirim", "", {}).urut)
    assert hari_ini.susun(kantor).buku_menunggu == ("ekspedisi-2026",)


def test_a_row_of_a_person_who_holds_a_post_stands_under_that_post(kantor: Kantor) -> None:
    kantor.__dict__["buku"] = {**kantor.buku, "contoh": urai("contoh", BUKU)}
    siapa = {"a": "Maria Contoh, S.E., M.Si.", "b": "maria contoh", "c": "Sekretaris", "d": "Orang Lain"}
    with kantor.ledger.tulis("Penguji") as tx:
        urut = tx.catat("baris", "", {}).urut
        for kunci, petugas in siapa.items():
            nilai = {"hal": "A", "batas": "2026-11-20"}
            tx.bukukan("contoh", 2026, kunci, nilai, urut, orang={"petugas": petugas})
    menurut = hari_ini.susun(kantor).menurut_pos()
    assert {pos: [k.id for k in kerja] for pos, kerja in menurut.items()} == {
        "Sekretaris": ["a", "b", "c"],
        "Orang Lain": ["d"],
    }
    assert {k.orang for k in menurut["Sekretaris"]} == {"Maria Contoh, S.E., M.Si."}


def test_what_was_worked_out_before_is_worked_out_again_when_anything_happens(kantor: Kantor) -> None:
    assert not hari_ini.susun(kantor).kerja
    surat = masuk.catat(
        kantor, {"dari": "Dinas Contoh", "nomor": "7/X", "tanggal": "20 November 2026", "hal": "Rapat"}
    )
    assert [k.apa for k in hari_ini.susun(kantor).kerja] == ["arahkan (P atau B)"]
    issue.buat(kantor, Permintaan("surat-dinas", NOTA, konsep=True))  # leaves no event
    assert [k.asal for k in hari_ini.susun(kantor).kerja] == ["masuk", "konsep"]
    perubahan.batal(kantor, surat.id, alasan="salah catat")
    assert [k.asal for k in hari_ini.susun(kantor).kerja] == ["konsep"]
