"""Scenario 3 in a whole office: letters typed into the agenda join their series, or stay with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from naskah import buku, issue
from naskah.kantor import Kantor
from naskah.penomoran import celah
from registers.ledger import Naskah
from tests.bahan.kantor import baris_buku, nota
from tests.bahan.sinkron import akhir, semua_teks

AGENDA, PENGENDALI = "agenda-surat-keluar", "pengendali-keluar"


def path(kantor: Kantor, nama: str = AGENDA) -> Path:
    return kantor.folder / "buku" / f"{nama}-2026.xlsx"


def ketik(kantor: Kantor, baris: Iterable[Mapping[str, object]], nama: str = AGENDA) -> None:
    """Type rows below the last one, by column key."""
    isi = openpyxl.load_workbook(path(kantor, nama))
    lembar = isi.worksheets[0]
    kolom = {str(sel.value): sel.column for sel in lembar[1] if sel.value}
    for ke, satu in enumerate(baris, akhir(lembar) + 1):
        for kunci, nilai in satu.items():
            lembar.cell(ke, kolom[kunci]).value = nilai  # type: ignore[assignment]
    isi.save(path(kantor, nama))


def surat(kantor: Kantor) -> list[Naskah]:
    """Letters made by hand, in the order of their numbers."""
    with kantor.ledger.baca() as baca:
        return sorted((n for n in baca.cari(batas=None) if "/B-" in n.id_permintaan),
                      key=lambda n: (n.seri, n.urut, n.sisipan))  # fmt: skip


def pastikan_tenang(kantor: Kantor) -> None:
    """A second sync of the books of outgoing letters writes nothing and logs nothing."""

    def jejak() -> object:
        berkas = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in path(kantor).parent.glob("*.xlsx")}
        with kantor.ledger.baca() as baca:
            return berkas, baca.kepala()

    sebelum = jejak()
    for hasil in buku.sinkron(kantor, [AGENDA, PENGENDALI]):
        assert (hasil.menunggu, hasil.masuk, hasil.ditulis, hasil.konflik) == ("", (), 0, ())
    assert jejak() == sebelum


@pytest.fixture
def agenda(kantor: Kantor) -> Kantor:
    """An office that has issued two letters."""
    for _ in range(2):
        issue.buat(kantor, nota())
    return kantor


def test_rows_without_a_number_take_the_next_ones_in_order(agenda: Kantor) -> None:
    ketik(
        agenda,
        [
            {"klas": "500.3", "hal": f"Surat tangan {n}", "kepada": f"Koperasi {n}", "catatan": f"c{n}"}
            for n in range(10)
        ],
    )
    hasil = {h.buku: h for h in buku.sinkron(agenda, [AGENDA])}
    assert len(hasil[AGENDA].masuk) == 10
    semua = surat(agenda)
    assert [n.hal for n in semua] == [f"Surat tangan {n}" for n in range(10)]
    awal = semua[0].urut
    assert [n.urut for n in semua] == list(range(awal, awal + 10))
    tertulis = {b["hal"]: b for b in baris_buku(agenda, AGENDA)}
    assert [tertulis[n.hal]["nomor"] for n in semua] == [n.nomor for n in semua]
    assert tertulis["Surat tangan 4"]["catatan"] == "c4"
    pastikan_tenang(agenda)


def test_one_number_filled_down_ten_rows_is_taken_once(agenda: Kantor) -> None:
    nomor = "500/12/DKUKM"
    ketik(agenda, [{"nomor": nomor, "hal": f"Isi ke bawah {n}"} for n in range(10)])
    (hasil,) = [h for h in buku.sinkron(agenda, [AGENDA]) if h.buku == AGENDA]
    assert (len(hasil.masuk), len(hasil.ditolak)) == (1, 9), hasil
    (satu,) = surat(agenda)
    assert (satu.hal, satu.urut) == ("Isi ke bawah 0", 12)
    assert {f"Isi ke bawah {n}" for n in range(10)} <= semua_teks(path(agenda))
    assert all(nomor in t.pesan and "baris" in t.tempat for t in hasil.ditolak)
    pastikan_tenang(agenda)


def test_a_jump_shows_as_a_gap_and_a_foreign_number_stays_typed(agenda: Kantor) -> None:
    ketik(agenda, [{"nomor": "500/40/DKUKM", "hal": "Melompat"}, {"nomor": "abc", "hal": "Bukan nomor"},
                   {"nomor": "1/X/Y/Z/Q/2026", "hal": "Nomor lain"}])  # fmt: skip
    (hasil,) = [h for h in buku.sinkron(agenda, [AGENDA]) if h.buku == AGENDA]
    assert (len(hasil.masuk), len(hasil.ditolak)) == (1, 2), hasil
    (satu,) = surat(agenda)
    assert satu.urut == 40
    assert {c.urut for c in celah(agenda, satu.seri)} == set(range(1, 40))
    assert {"Bukan nomor", "Nomor lain", "abc"} <= semua_teks(path(agenda))
    pastikan_tenang(agenda)


def test_a_backdated_row_follows_the_rule_of_its_series(agenda: Kantor) -> None:
    ketik(agenda, [{"klas": "500.3", "hal": "Hari ini", "tanggal": date(2026, 11, 20)}])
    buku.sinkron(agenda, [AGENDA])
    (pertama,) = surat(agenda)
    aturan = next(s.mundur for s in agenda.tatanan.seri if s.id == pertama.seri)
    ketik(
        agenda,
        [{"klas": "500.3", "hal": "Mundur", "tanggal": date(2026, 11, 10), "catatan": "terlambat dicatat"}],
    )
    (hasil,) = [h for h in buku.sinkron(agenda, [AGENDA]) if h.buku == AGENDA]
    if aturan == "tolak":
        assert (hasil.masuk, len(hasil.ditolak)) == ((), 1)
        assert len(surat(agenda)) == 1
    else:
        assert [(n.urut, n.sisipan) for n in surat(agenda)] == [(1, ""), (1, ".a")]
    assert {"Mundur", "terlambat dicatat"} <= semua_teks(path(agenda))
    pastikan_tenang(agenda)


def test_a_row_of_another_year_stays_typed(agenda: Kantor) -> None:
    ketik(agenda, [{"klas": "500.3", "hal": "Tahun lalu", "tanggal": date(2025, 12, 30)}])
    (hasil,) = [h for h in buku.sinkron(agenda, [AGENDA]) if h.buku == AGENDA]
    assert "2026" in hasil.ditolak[0].pesan
    assert surat(agenda) == []
    pastikan_tenang(agenda)


def test_a_row_in_the_control_book_names_the_agenda(agenda: Kantor) -> None:
    ketik(agenda, [{"hal": "Salah buku", "catatan": "tetap di sini"}], PENGENDALI)
    hasil = {h.buku: h for h in buku.sinkron(agenda, [AGENDA, PENGENDALI])}
    assert "Buku Agenda Surat Keluar" in hasil[PENGENDALI].ditolak[0].pesan
    assert {"Salah buku", "tetap di sini"} <= semua_teks(path(agenda, PENGENDALI))
    assert surat(agenda) == []
    pastikan_tenang(agenda)


def test_a_duplicated_letter_gives_no_second_letter(agenda: Kantor) -> None:
    (asli, *_) = baris_buku(agenda, AGENDA)
    isi = openpyxl.load_workbook(path(agenda))
    lembar = isi.worksheets[0]
    for sel in list(lembar[9]):
        lembar.cell(akhir(lembar) if sel.column > 1 else akhir(lembar) + 1, sel.column).value = sel.value
    isi.save(path(agenda))
    (hasil,) = [h for h in buku.sinkron(agenda, [AGENDA]) if h.buku == AGENDA]
    assert (hasil.masuk, len(hasil.ditolak)) == ((), 1)
    assert asli["nomor"] in hasil.ditolak[0].pesan
    assert surat(agenda) == []
    pastikan_tenang(agenda)


def test_conflicts_are_settled_by_number(agenda: Kantor) -> None:
    isi = openpyxl.load_workbook(path(agenda))
    lembar = isi.worksheets[0]
    kolom = {str(sel.value): sel.column for sel in lembar[1] if sel.value}
    lembar.cell(9, kolom["hal"]).value = "diubah tangan"
    isi.save(path(agenda))
    buku.sinkron(agenda, [AGENDA])
    (satu,) = buku.konflik(agenda, AGENDA)
    assert satu.nilai_buku == "diubah tangan"
    buku.selesaikan(agenda, satu.id, pakai_ketikan=False, putusan="salah ketik")
    assert buku.konflik(agenda, AGENDA) == []
    assert "Tidak ada konflik." in semua_teks(path(agenda))
    pastikan_tenang(agenda)
