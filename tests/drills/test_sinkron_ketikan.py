"""Scenario 3: rows typed at the bottom: many at once, invalid ones, copied ones, in the wrong book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registers.berkas_buku import BerkasBuku
from registers.dasar.isian import Nilai
from registers.definisi import Buku
from registers.ledger import Naskah, Tx
from registers.sinkron import sinkron
from tests.bahan.sinkron import (
    AWAL,
    MINI,
    Kantor,
    buka_ledger,
    definisi,
    disinkronkan,
    excel,
    isi_lembar,
    kantor_kecil,
    ketik,
    menurut_kunci,
    pastikan_tenang,
    tulis,
)


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


def pesan(kantor: Kantor) -> dict[object, object]:
    """What the book tells about rows without a key, by the note typed in them."""
    return {b.get("catatan"): b.get("_pesan") for b in isi_lembar(kantor.path) if "_id" not in b}


def test_ten_rows_at_once_two_of_them_invalid(kecil: Kantor) -> None:
    baris = [
        {
            "hal": f"Rapat {n}",
            "tanggal": date(2026, 11, n),
            "jumlah": n,
            "catatan": f"cat {n}",
            "lokasi": f"L{n}",
        }
        for n in range(1, 11)
    ]
    baris[3]["tanggal"] = "kemarin"
    del baris[6]["hal"]
    ketik(kecil.path, *baris)
    with disinkronkan(kecil, milik_orang=[v for b in baris for v in b.values()]) as (hasil,):
        assert len(hasil.masuk) == 8
        assert [t.tempat for t in hasil.ditolak] == ["baris 17", "baris 20"]
        assert hasil.konflik == ()
    masuk = sorted((b for b in kecil.baris().values() if b.urutan > 5), key=lambda b: b.urutan)
    assert [b.urutan for b in masuk] == list(range(6, 14))
    assert [b.nilai["hal"] for b in masuk] == [f"Rapat {n}" for n in (1, 2, 3, 5, 6, 8, 9, 10)]
    assert [b.orang["lokasi"] for b in masuk][:2] == ["L1", "L2"]
    assert "Tanggal" in str(pesan(kecil)["cat 4"])
    assert "Isi Ringkas" in str(pesan(kecil)["cat 7"])
    kini = menurut_kunci(kecil.path)
    assert [kini[b.kunci]["urutan"] for b in masuk] == [b.urutan for b in masuk]


def test_a_refused_row_is_entered_once_it_is_right_and_its_message_goes(kecil: Kantor) -> None:
    ketik(kecil.path, {"hal": "Rapat", "jumlah": "tujuh", "catatan": "perbaiki"})
    with disinkronkan(kecil, milik_orang=["Rapat", "tujuh", "perbaiki"]) as (hasil,):
        assert len(hasil.ditolak) == 1
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 5, jumlah=7)
    with disinkronkan(kecil, milik_orang=["Rapat", 7, "perbaiki"]) as (hasil,):
        assert (len(hasil.masuk), hasil.ditolak) == (1, ())
    (baris,) = [b for b in kecil.baris().values() if b.urutan == 6]
    assert baris.nilai["jumlah"] == 7
    assert "_pesan" not in menurut_kunci(kecil.path)[baris.kunci]


def test_a_row_that_was_typed_and_wiped_out_again_leaves_nothing_not_even_our_message(kecil: Kantor) -> None:
    ketik(kecil.path, {"jumlah": "tujuh"})
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 5, jumlah=None)
    with disinkronkan(kecil) as (hasil,):
        assert (hasil.masuk, hasil.ditolak) == ((), ())
    assert len(isi_lembar(kecil.path)) == 5


def test_rows_typed_far_below_and_above_are_entered_where_they_stand(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 40, hal="jauh di bawah")
        lembar.insert_rows(AWAL)
        tulis(lembar, AWAL, hal="paling atas")
    with disinkronkan(kecil, milik_orang=["jauh di bawah", "paling atas"]) as (hasil,):
        assert len(hasil.masuk) == 2
    pertama, *_, terakhir = isi_lembar(kecil.path)
    assert (pertama["hal"], terakhir["hal"]) == ("paling atas", "jauh di bawah")
    assert [b.nilai["hal"] for b in kecil.baris().values()][5:] == ["paling atas", "jauh di bawah"]
    kecil.bukukan("N-6", hal="surat sesudahnya")
    kecil.sinkron()
    assert isi_lembar(kecil.path)[-1]["hal"] == "surat sesudahnya"


def test_a_typed_cell_the_ledger_does_not_show_is_a_conflict_one_in_other_words_is_on_record(
    kecil: Kantor,
) -> None:
    """The desk's own entry may say otherwise than the row (a post's full name); what stood there is kept."""

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], permintaan: str) -> str:
        peristiwa = tx.catat("baris", "", {})
        tx.bukukan("mini", tahun, permintaan, {"hal": "dibetulkan"}, peristiwa.urut)
        return permintaan

    surat = definisi(entri="surat")
    kantor = Kantor(kecil.ledger, kecil.folder, {"mini": surat})
    meja = replace(kantor.meja, terima={"surat": terima})
    ketik(kantor.path, {"hal": "aslinya", "jumlah": 3, "urutan": 77, "catatan": "tetap"})
    hasil = sinkron(meja, surat, 2026)
    assert (len(hasil.masuk), len(hasil.konflik)) == (1, 1)
    assert {(k.kolom, k.nilai_buku, k.nilai_besar) for k in kantor.konflik()} == {("jumlah", "3", "")}
    with kantor.ledger.baca() as baca:
        (tafsir,) = [p for p in baca.peristiwa() if p.jenis == "tafsir"]
    assert tafsir.isi["diketik"] == {"hal": "aslinya"}
    assert next(b.orang for b in kantor.baris().values() if b.urutan == 6) == {"catatan": "tetap"}
    pastikan_tenang(kantor)


def test_a_duplicated_row_is_a_new_row_and_the_first_keeps_its_key(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 1, catatan="asli")
        for sel in lembar[AWAL + 1]:
            lembar.cell(AWAL + 5, sel.column).value = sel.value
    with disinkronkan(kecil, milik_orang=["asli"]) as (hasil,):
        assert len(hasil.masuk) == 1
        assert hasil.konflik == ()
    kini = menurut_kunci(kecil.path)
    assert [b["urutan"] for b in kini.values() if b["hal"] == "Undangan rapat 2"] == [2, 6]
    assert kini["N-2"]["catatan"] == "asli"


def test_a_duplicate_that_is_refused_has_no_key(tmp_path: Path) -> None:
    kantor = Kantor(buka_ledger(tmp_path / "naskah.db"), tmp_path / "buku", {"mini": definisi(entri="")})
    kantor.bukukan("N-1")
    kantor.sinkron()
    with excel(kantor.path) as lembar:
        for sel in lembar[AWAL]:
            lembar.cell(AWAL + 1, sel.column).value = sel.value
    with disinkronkan(kantor) as (hasil,):
        assert len(hasil.ditolak) == 1
    assert list(menurut_kunci(kantor.path)) == ["N-1"]
    kantor.ledger.tutup()


def test_a_row_edited_between_a_crash_and_the_next_sync_keeps_the_edit(
    kecil: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter is in the ledger, its row has only the key of its request, and people go on typing."""

    class Mati(BaseException):
        pass

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], permintaan: str) -> str:
        naskah = Naskah(
            tx.id_baru(awalan="M"), "surat", "Surat", "diterima", "masuk", id_permintaan=permintaan
        )
        tx.simpan_naskah(naskah)
        peristiwa = tx.catat("surat", naskah.id, {})
        tx.bukukan(buku.id, tahun, naskah.id, {"hal": isi["hal"]}, peristiwa.urut)
        return naskah.id

    asli, sisa = BerkasBuku.ganti, [1, 0]

    def ganti(self: BerkasBuku, lama: bytes, baru: bytes) -> None:
        if not sisa.pop(0):
            raise Mati
        asli(self, lama, baru)

    surat = definisi(entri="surat")
    meja = replace(kecil.meja, buku={"mini": surat}, terima={"surat": terima})
    ketik(kecil.path, {"hal": "Rapat", "catatan": "satu"}, {"hal": "Lain"})
    monkeypatch.setattr(BerkasBuku, "ganti", ganti)
    with pytest.raises(Mati):
        sinkron(meja, surat, 2026)
    monkeypatch.setattr(BerkasBuku, "ganti", asli)
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 5, hal="Rapat besar", catatan="dua", biaya=5)
        lembar.cell(AWAL + 6, 3).value = None  # and what is not valid any more
        tulis(lembar, AWAL + 6, catatan="tanpa hal")
    hasil = sinkron(meja, surat, 2026)
    assert (hasil.masuk, hasil.ditolak, len(hasil.konflik)) == ((), (), 1)
    kini = {str(b["hal"]): b for b in menurut_kunci(kecil.path).values()}
    assert len(kini) == 7
    assert (kini["Rapat"]["catatan"], kini["Rapat"]["biaya"], kini["Lain"]["catatan"]) == (
        "dua",
        5,
        "tanpa hal",
    )
    assert [k.nilai_buku for k in kecil.konflik()] == ["Rapat besar"]


def test_a_row_typed_into_a_book_that_is_not_its_entri_stays_and_names_the_right_book(tmp_path: Path) -> None:
    tujuan = definisi(judul="Buku Tujuan", entri="")
    kantor = Kantor(buka_ledger(tmp_path / "naskah.db"), tmp_path / "buku", {"mini": tujuan, "asal": MINI})
    kantor.bukukan("N-1")
    kantor.sinkron()
    ketik(kantor.path, {"hal": "salah tempat", "catatan": "di sini"})
    with disinkronkan(kantor, milik_orang=["salah tempat", "di sini"]) as (hasil,):
        assert (hasil.masuk, len(hasil.ditolak)) == ((), 1)
    assert "Ketik di Buku Kecil." in str(pesan(kantor)["di sini"])
    kantor.ledger.tutup()


def test_refused_rows_survive_rebuilding_one_by_one(kecil: Kantor) -> None:
    rusak = [{"jumlah": f"salah {n}", "catatan": f"baris {n}", "janji": date(2026, 12, n)} for n in (1, 2, 3)]
    ketik(kecil.path, *rusak)
    kecil.sinkron()
    sebelum = kecil.path.read_bytes()
    hasil = kecil.bangun()
    assert hasil.menunggu == ""
    tanpa = [b for b in isi_lembar(kecil.path) if "_id" not in b]
    assert [(b["jumlah"], b["catatan"], b["janji"]) for b in tanpa] == [
        (b["jumlah"], b["catatan"], b["janji"]) for b in rusak
    ]
    assert all("Belum dicatat" in str(b["_pesan"]) for b in tanpa)
    assert (kecil.folder / ".lama" / "mini-2026-1.xlsx").read_bytes() == sebelum
    pastikan_tenang(kecil)
    with excel(kecil.path) as lembar:
        for nomor in range(AWAL + 5, AWAL + 8):
            tulis(lembar, nomor, hal=f"diperbaiki {nomor}", jumlah=None)
    with disinkronkan(kecil) as (hasil,):
        assert len(hasil.masuk) == 3


def test_a_rebuilt_book_never_takes_an_old_one_s_place(kecil: Kantor) -> None:
    for _ in range(3):
        kecil.bangun()
    lama = kecil.folder / ".lama"
    (lama / "mini-2026-1.xlsx").unlink()
    tersisa = {p.name: p.read_bytes() for p in lama.iterdir()}
    kecil.bangun()
    kecil.bangun()
    assert len(list(lama.iterdir())) == 4
    assert {n: (lama / n).read_bytes() for n in tersisa} == tersisa
