"""Many letters in one go are what the same letters are one by one, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from registers.dasar.galat import KeadaanDitolak, NaskahError, NomorDitolak
from registers.dasar.temuan import Temuan
from registers.ledger import Berkas, Ledger, Naskah, Nomor, Tx
from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan
from tests.conftest_ledger import SERI, terbitkan

Pasang = Callable[..., Ledger]
HARI = date(2026, 11, 23)
SISIPAN = replace(SERI, pola="{klas}/{urut}{sisipan}/{kode_pd}", mundur="sisipan")


def ambil(tx: Tx, jumlah: int, hari: date = HARI) -> list[Nomor]:
    untuk = [(id_, {"klas": "500.3"}) for id_ in tx.id_banyak(jumlah)]
    return tx.alokasi_banyak(SERI.id, hari, "surat-dinas", untuk)


def simpan(tx: Tx, semua: list[Nomor]) -> None:
    kosong = Naskah("", "surat-dinas", "Surat Dinas", "konsep")
    tx.simpan_terbit([replace(kosong, id=n.naskah_id).bernomor(n) for n in semua])


def test_they_follow_one_another_and_what_was_there(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, HARI)
        tx.pesan(SERI.id, HARI, "Sekretariat", 2, klas="500.3")
        semua = ambil(tx, 3)
        simpan(tx, semua)
        assert terbitkan(tx, HARI).urut == 7
    assert [n.teks for n in semua] == [f"500.3/{u}/DKUKM" for u in (4, 5, 6)]
    with ledger.baca() as baca:
        assert [baca.naskah(n.naskah_id).nomor for n in semua] == [n.teks for n in semua]
        assert [c.sebab for c in baca.celah()] == ["dipesan untuk Sekretariat"] * 2


def test_backdated_ones_are_inserted_behind_one_another(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SISIPAN)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, date(2026, 11, 2))
        terbitkan(tx, HARI)
        semua = ambil(tx, 3, date(2026, 11, 5))
        simpan(tx, semua)
        assert terbitkan(tx, date(2026, 11, 5)).nomor == "500.3/1.d/DKUKM"
    assert [n.teks for n in semua] == [f"500.3/1{s}/DKUKM" for s in (".a", ".b", ".c")]


def test_a_date_before_the_last_is_refused_and_none_is_taken(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, HARI)
    with pytest.raises(NomorDitolak), ledger.tulis("Penguji") as tx:
        ambil(tx, 3, date(2026, 11, 2))
    with ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, HARI).urut == 2


def test_a_number_without_its_letter_stops_the_transaction(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with pytest.raises(NaskahError, match=r"500\.3/3/DKUKM diambil tanpa naskah"), ledger.tulis("P") as tx:
        simpan(tx, ambil(tx, 3)[:2])
    with ledger.baca() as baca:
        assert baca.cari(batas=None) == []


def test_a_letter_cannot_bear_what_was_not_taken_for_it(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with pytest.raises(KeadaanDitolak, match="bukan milik"), ledger.tulis("Penguji") as tx:
        simpan(tx, [replace(n, teks="500.3/9/DKUKM") for n in ambil(tx, 1)])


def test_a_request_makes_one_letter(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    kosong = Naskah("", "surat-dinas", "Surat Dinas", "konsep", id_permintaan="massal/G-1/1")
    with ledger.tulis("Penguji") as tx:
        tx.simpan_terbit([replace(kosong, id=n.naskah_id).bernomor(n) for n in ambil(tx, 1)])
    with pytest.raises(KeadaanDitolak, match="sudah membuat naskah lain"), ledger.tulis("Penguji") as tx:
        tx.simpan_terbit([replace(kosong, id=n.naskah_id).bernomor(n) for n in ambil(tx, 1)])


def test_their_events_are_links_of_the_one_chain(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Penguji") as tx:
        awal, _ = tx.kepala()
        semua = tx.catat_banyak("uji", [("N-a", {"n": 1}), ("N-b", {"n": 2})])
        satu = tx.catat("uji", "N-c", {"n": 3})
    assert [p.urut for p in (*semua, satu)] == [awal + 1, awal + 2, awal + 3]
    with ledger.baca() as baca:
        assert baca.periksa_rantai() == []
        assert [p.isi for p in baca.peristiwa(awal)] == [{"n": n} for n in (1, 2, 3)]


def test_a_file_is_registered_once(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Penguji") as tx:
        surat = terbitkan(tx, HARI)
        tx.daftar_berkas(Berkas(surat.id, "arsip/a.docx", "0" * 64, 1, "docx"))
    with pytest.raises(KeadaanDitolak, match="sudah terdaftar"), ledger.tulis("Penguji") as tx:
        tx.daftar_berkas(Berkas(surat.id, "arsip/a.docx", "1" * 64, 1, "docx"))


def test_rows_are_booked_behind_those_that_are_there(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Penguji") as tx:
        p = tx.catat("uji", "", {}).urut
        tx.bukukan("agenda", 2026, "N-a", {"hal": "a"}, p)
        tx.bukukan_baru("agenda", 2026, [("N-b", {"hal": "b"}, p), ("N-c", {"hal": "c"}, p)])
        tx.bukukan("agenda", 2026, "N-d", {"hal": "d"}, p)
    with ledger.baca() as baca:
        semua = baca.semua_baris("agenda", 2026)
    assert [(b.kunci, b.urutan, b.nilai["hal"]) for b in semua] == [
        (f"N-{h}", ke, h) for ke, h in enumerate("abcd", start=1)
    ]


def test_a_merge_keeps_its_rows_and_their_states(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    baris = [BarisPekerjaan(n, {"kepada": f"K {n}"}, {"klas": "500"}) for n in (4, 5, 9)]
    baris[2] = replace(baris[2], temuan=(Temuan("Isian!C9", "salah", "perbaiki", "x"), Temuan("", "lagi")))
    with ledger.tulis("Maria") as tx:
        tx.mulai_pekerjaan(
            Pekerjaan("G-1", "surat-dinas", "data.xlsx", pilihan={"pdf": True}, jumlah=3), baris
        )
    with ledger.tulis("Maria") as tx:
        selesai = replace(baris[1], keadaan="selesai", naskah_id="N-x", pesan="p")
        tx.ubah_baris_pekerjaan("G-1", [selesai])
        tx.keadaan_pekerjaan("G-1", "berhenti", "sebab")
    with ledger.baca() as baca:
        satu = baca.pekerjaan("G-1")
        assert (satu.jumlah, satu.pelaku, satu.keadaan, satu.sebab) == (3, "Maria", "berhenti", "sebab")
        assert satu.pilihan == {"pdf": True}
        assert list(baca.alur_pekerjaan("G-1")) == [baris[0], selesai, baris[2]]
        assert baca.hitung_baris("G-1") == {"menunggu": 2, "selesai": 1}
        assert baca.baris_pekerjaan("G-1", ["menunggu"], sesudah=4) == [baris[2]]


def test_a_merge_is_found_by_a_choice_in_one_query_however_many_there_are(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI)
    with ledger.tulis("Maria") as tx:
        for ke in range(30):
            pilihan = {"gabung": False, "pdf": True, "permintaan": f"{ke:x}_f%"}
            tx.mulai_pekerjaan(Pekerjaan(f"G-{ke}", "surat-dinas", "data.xlsx", pilihan=pilihan), [])
    perintah: list[str] = []
    event.listen(ledger._mesin, "before_cursor_execute", lambda *apa: perintah.append(apa[2]))
    with ledger.baca() as baca:
        perintah.clear()
        satu = baca.pekerjaan_berpilihan("permintaan", "a_f%")
        assert len(perintah) == 1
        assert satu is not None
        assert satu.id == "G-10"
        assert baca.pekerjaan_berpilihan("permintaan", "_f%") is None
        assert baca.pekerjaan_berpilihan("permintaan", "a%") is None
        assert baca.pekerjaan_berpilihan("pdf", False) is None
        assert perintah[0].count("LIMIT") == 1


def test_rows_of_a_book_changed_together_are_what_they_are_one_by_one(pasang_seri: Pasang) -> None:
    """New ones, changed ones with their versions, and what people typed beside them."""
    ledger, buku = pasang_seri(SERI), ("sendiri", "bersama")
    baru = {f"N-{n}": {"hal": f"Hal {n} baru", "urutan": 99} for n in range(1, 700)}
    with ledger.tulis("Penguji") as tx:
        for nama in buku:
            awal = tx.catat("awal", "", {})
            for n in range(1, 600, 2):
                tx.bukukan(nama, 2026, f"N-{n}", {"hal": f"Hal {n}"}, awal.urut, orang={"paraf": str(n)})
    with ledger.tulis("Penguji") as tx:
        peristiwa = tx.catat("hitung", "", {})
        for kunci, nilai in baru.items():
            tx.bukukan("sendiri", 2026, kunci, nilai, peristiwa.urut)
        tx.bukukan_banyak("bersama", 2026, baru, peristiwa.urut)
        tx.bukukan_banyak("bersama", 2026, {"N-1": baru["N-1"]}, peristiwa.urut)  # again: no version more
    with ledger.baca() as baca:

        def isi(nama: str) -> list[tuple[object, ...]]:
            semua = baca.semua_baris(nama, 2026)
            lama = baca.baris_pada(nama, 2026, peristiwa.urut - 1, {b.kunci: b for b in semua})
            dulu = {k: (b.nilai["hal"], b.orang) for k, b in lama.items()}
            return [(b.kunci, b.nilai, b.orang, b.urutan, dulu.get(b.kunci)) for b in semua]

        assert isi("bersama") == isi("sendiri")
        assert len(isi("bersama")) == 699
