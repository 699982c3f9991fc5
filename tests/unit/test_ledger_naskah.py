"""Letters, files and content in the ledger, on both engines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from registers.dasar.galat import KeadaanDitolak, TidakDitemukan
from registers.ledger import Berkas, Ledger, Naskah
from tests.conftest_ledger import JAM, SERI, simpan_bernomor, terbitkan

Pasang = Callable[..., Ledger]
HARI = date(2026, 11, 23)
KONSEP = Naskah("N-konsep", "surat-dinas", "Surat Dinas", "konsep", hal="Undangan rapat")


def test_a_letter_comes_back_as_it_was_saved(ledger: Ledger) -> None:
    naskah = replace(
        KONSEP,
        tanggal=HARI,
        klas="500.3",
        kepada="Ketua Koperasi Contoh Maju & Jaya",
        sifat="segera",
        keamanan="B",
        penandatangan="Contoh Kepala",
        id_permintaan="p-1",
        sidik="abc",
        isi={
            "kepada": "é ' % _ \\",
            "peserta": [{"nama": "Contoh"}],
            "jumlah": 3,
            "ada": True,
            "kosong": None,
        },
        bahan={"templat": "ab" * 32},
        induk="N-induk2",
    )
    with ledger.tulis("Penguji") as tx:
        tersimpan = tx.simpan_naskah(naskah)
    assert tersimpan == replace(naskah, versi=1, dibuat=JAM.now(), diubah=JAM.now())
    with ledger.baca() as baca:
        assert baca.naskah("N-konsep") == tersimpan
        assert baca.turunan("N-induk2") == [tersimpan]


def test_two_people_who_edit_one_draft_are_told(ledger: Ledger) -> None:
    with ledger.tulis("Satu") as tx:
        dilihat = tx.simpan_naskah(KONSEP)
    with ledger.tulis("Dua") as tx:
        assert tx.simpan_naskah(replace(dilihat, hal="Dua")).versi == 2
    with pytest.raises(KeadaanDitolak, match="kini versi 2"), ledger.tulis("Satu") as tx:
        tx.simpan_naskah(replace(dilihat, hal="Satu"))
    with pytest.raises(KeadaanDitolak, match="kini versi 2"), ledger.tulis("Satu") as tx:
        tx.simpan_naskah(KONSEP)
    with ledger.baca() as baca:
        assert baca.naskah(KONSEP.id).hal == "Dua"


def test_drafts_stand_outside_the_chain(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        tx.simpan_naskah(tx.simpan_naskah(KONSEP))
        assert tx.kepala() == (0, "")


def test_the_same_request_finds_its_letter_and_other_content_under_its_id_is_refused(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        assert tx.permintaan("klik-1", "sidik") is None
        surat = tx.simpan_naskah(replace(KONSEP, id_permintaan="klik-1", sidik="sidik"))
    with ledger.baca() as baca:
        assert baca.permintaan("klik-1", "sidik") == surat
        assert baca.permintaan("") is None
        with pytest.raises(KeadaanDitolak, match="isi yang lain"):
            baca.permintaan("klik-1", "sidik lain")
    with pytest.raises(KeadaanDitolak, match="sudah membuat naskah lain"), ledger.tulis("Penguji") as tx:
        tx.simpan_naskah(replace(KONSEP, id="N-lain22", id_permintaan="klik-1", sidik="sidik"))


def test_letters_without_a_request_id_do_not_stand_in_each_others_way(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        tx.simpan_naskah(KONSEP)
        tx.simpan_naskah(replace(KONSEP, id="N-lain22"))
        assert len(tx.cari()) == 2


def test_a_letter_walks_only_forward(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbit = terbitkan(tx, HARI)
        for status in ("isian", "konsep"):
            with pytest.raises(KeadaanDitolak, match="tidak dapat menjadi"):
                tx.simpan_naskah(replace(terbit, status=status))
        tx.batal(terbit.id, "salah")
        with pytest.raises(KeadaanDitolak, match="tidak dapat menjadi terbit"):
            tx.simpan_naskah(replace(terbit, versi=2))


@pytest.mark.parametrize(
    "perubahan", [{"nomor": "500.3/9/DKUKM"}, {"urut": 9}, {"tanggal": date(2026, 11, 24)}, {"jenis": "spt"}]
)
def test_number_date_and_type_of_an_issued_letter_never_change(
    pasang_seri: Pasang, perubahan: dict[str, object]
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbit = terbitkan(tx, HARI)
    with pytest.raises(KeadaanDitolak, match="tidak dapat diubah"), ledger.tulis("Penguji") as tx:
        tx.simpan_naskah(replace(terbit, **perubahan))


def test_a_letter_cannot_be_issued_without_a_number_of_its_own(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        lain = terbitkan(tx, HARI)
        for salah, pesan in (
            (replace(KONSEP, status="terbit"), "belum bernomor"),
            (replace(KONSEP, nomor="1", seri=SERI.id, urut=1, tanggal=HARI), "tidak boleh bernomor"),
            (replace(lain, id=KONSEP.id, versi=0), "bukan milik naskah"),
            (replace(lain, id=KONSEP.id, versi=0, urut=7, nomor="500.3/7/DKUKM"), "bukan milik naskah"),
        ):
            with pytest.raises(KeadaanDitolak, match=pesan):
                tx.simpan_naskah(salah)


def test_a_draft_becomes_an_issued_letter_under_the_same_id(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        konsep = tx.simpan_naskah(KONSEP)
    with ledger.tulis("Penguji") as tx:
        terbit = tx.simpan_naskah(konsep.bernomor(tx.alokasi(SERI.id, HARI, klas="500")))
    assert (terbit.id, terbit.versi, terbit.status, terbit.urut_lengkap) == (KONSEP.id, 2, "terbit", "1")


def test_an_unknown_letter_is_not_found(ledger: Ledger) -> None:
    with ledger.baca() as baca:
        with pytest.raises(TidakDitemukan, match="N-tiada"):
            baca.naskah("N-tiada")
        with pytest.raises(TidakDitemukan):
            baca.isi("00" * 32)
        assert baca.menurut_nomor("") == []


def test_search_finds_every_word_in_any_case_in_number_subject_names_and_values(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        a = terbitkan(tx, date(2026, 11, 20))
        b = tx.simpan_naskah(
            replace(
                KONSEP, tanggal=HARI, isi={"peserta": [{"nama": "Contoh Élok 100%"}]}, kepada="Bupati Contoh"
            )
        )
    with ledger.baca() as baca:

        def ketemu(*kata: str, **saring: object) -> list[str]:
            return [n.id for n in baca.cari(*kata, **saring)]

        assert ketemu() == [b.id, a.id]
        assert ketemu("RAPAT undangan") == [b.id, a.id]
        assert ketemu("500.3/1/dkukm") == [a.id]
        assert ketemu("élok bupati") == [b.id]
        assert ketemu("100%") == [b.id]
        assert ketemu("1_0%") == []
        assert ketemu(status="konsep") == [b.id]
        assert ketemu(jenis="spt") == []
        assert ketemu(dari=date(2026, 11, 21)) == [b.id]
        assert ketemu(sampai=date(2026, 11, 20)) == [a.id]
        assert ketemu(batas=1) == [b.id]
        assert ketemu(batas=None) == [b.id, a.id]


def test_ids_are_short_unambiguous_and_never_given_twice(ledger: Ledger) -> None:
    putaran = itertools.cycle([0])
    with ledger.tulis("Penguji") as tx:
        pertama = tx.id_baru(lambda _: next(putaran))
        tx.simpan_naskah(replace(KONSEP, id=pertama))
        kedua = tx.id_baru(lambda _: next(putaran))
        acak = tx.id_baru(awalan="M")
    assert (pertama, kedua) == ("N-aaaaaa", "N-aaaaaaa")
    assert re.fullmatch(r"M-[a-km-np-z2-9]{6}", acak)


def test_files_are_listed_newest_first_and_an_issued_one_is_never_overwritten(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        surat, lain = terbitkan(tx, HARI), terbitkan(tx, HARI)
        tx.daftar_berkas(Berkas(surat.id, "arsip/2026/a.docx", "aa" * 32, 10, "docx", "cc" * 32))
        tx.daftar_berkas(Berkas(surat.id, "arsip/2026/a.pdf", "bb" * 32, 20, "pdf", versi=2))
        for id_ in (surat.id, lain.id):
            with pytest.raises(KeadaanDitolak, match="sudah terdaftar"):
                tx.daftar_berkas(Berkas(id_, "arsip/2026/a.docx", "dd" * 32, 10, "docx"))
    with ledger.baca() as baca:
        pdf, docx = baca.berkas(surat.id)
        assert (docx.sha256, docx.isi_sha256, docx.ukuran, docx.macam) == ("aa" * 32, "cc" * 32, 10, "docx")
        assert (pdf.path, pdf.versi) == ("arsip/2026/a.pdf", 2)
        assert baca.semua_berkas() == [docx, pdf]
        assert baca.berkas_di("arsip/2026/a.pdf")
        assert baca.berkas_di("arsip/2026/b.pdf") is None


def test_the_file_of_a_draft_may_be_replaced_and_forgotten(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        tx.simpan_naskah(KONSEP)
        tx.daftar_berkas(Berkas(KONSEP.id, "konsep/a.docx", "aa" * 32, 10, "docx"))
        tx.daftar_berkas(Berkas(KONSEP.id, "konsep/a.docx", "bb" * 32, 11, "docx"))
        assert [b.sha256 for b in tx.berkas(KONSEP.id)] == ["bb" * 32]
        tx.lupakan_berkas("konsep/a.docx")
        assert tx.berkas(KONSEP.id) == []


def test_content_is_kept_once_and_found_by_its_hash(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        sidik = tx.simpan_isi(b"\x00templat\xff")
        assert tx.simpan_isi(b"\x00templat\xff") == sidik
    with ledger.baca() as baca:
        assert baca.isi(sidik) == b"\x00templat\xff"


def test_a_typed_letter_counts_as_issued(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        surat = simpan_bernomor(tx, tx.catat_manual(SERI.id, "500/1/DKUKM", HARI))
    assert surat.status == "terbit"
