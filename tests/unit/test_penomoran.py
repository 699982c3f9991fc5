"""Numbers as the office meets them: reserved, given up, entered by hand, over the turn of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from naskah import issue, pencarian, penomoran
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.penomoran import Catatan
from registers.dasar.galat import DataTidakSah, KantorSalah, KeadaanDitolak, NomorDitolak, TidakDitemukan
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import baris_buku, contoh, jejak, nota

AGENDA = "agenda-surat-keluar"


@pytest.fixture
def pada(folder_kantor: Path) -> Iterator[object]:
    """Opens the office at a moment given in UTC."""
    terbuka: list[Kantor] = []

    def buka(*saat: int) -> Kantor:
        jam = FixedClock(datetime(*saat, tzinfo=UTC))
        terbuka.append(Kantor.buka(folder_kantor, clock=jam, pelaku="Contoh"))
        return terbuka[-1]

    yield buka
    for kantor in terbuka:
        kantor.tutup()


def test_reserved_numbers_are_skipped_used_given_up_and_explained(kantor: Kantor) -> None:
    nomor = penomoran.pesan(kantor, "nota-dinas", untuk="Sekretaris", jumlah=3)
    assert [n.urut for n in nomor] == [1, 2, 3]
    assert issue.buat(kantor, nota())[0].urut == "4"
    assert issue.buat(kantor, nota(pesanan=nomor[0].teks))[0].urut == "1"
    penomoran.lepas(kantor, nomor[1].teks, alasan="tidak jadi")
    assert [(c.urut, c.sebab) for c in penomoran.celah(kantor)] == [
        (2, "dilepas: tidak jadi"),
        (3, "dipesan untuk Sekretaris"),
    ]


def test_a_number_given_up_can_neither_be_used_nor_given_up_again(kantor: Kantor) -> None:
    nomor = penomoran.pesan(kantor, "nota-dinas", untuk="Sekretaris")[0]
    penomoran.lepas(kantor, nomor.teks, alasan="tidak jadi")
    sebelum = jejak(kantor)
    with pytest.raises(NomorDitolak, match="tidak sedang dipesan"):
        penomoran.lepas(kantor, nomor.teks, alasan="lagi")
    with pytest.raises(NomorDitolak, match="tidak sedang dipesan"):
        issue.buat(kantor, nota(pesanan=nomor.teks))
    assert jejak(kantor) == sebelum


def test_a_reservation_needs_a_purpose_and_a_sensible_count(kantor: Kantor) -> None:
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        penomoran.pesan(kantor, "nota-dinas", untuk=" ", jumlah=0)
    assert [t.tempat for t in galat.value.temuan] == ["--untuk", "--jumlah"]
    with pytest.raises(DataTidakSah):
        penomoran.lepas(kantor, "1", alasan=" ")
    with pytest.raises(TidakDitemukan):
        penomoran.pesan(kantor, "seri-lain", untuk="x")
    assert jejak(kantor) == sebelum


def test_a_number_reserved_before_the_code_is_known_prints_the_letters_code(kantor: Kantor) -> None:
    nomor = penomoran.pesan(kantor, "surat-keluar", untuk="Kabid")[0]
    permintaan = Permintaan("surat-dinas", contoh("surat-dinas"), pesanan=nomor.teks)
    assert issue.buat(kantor, permintaan)[0].nomor == "500.3.2.2/1/DKUKM"
    assert penomoran.celah(kantor) == []


def test_a_letter_made_by_hand_joins_series_and_book(kantor: Kantor) -> None:
    surat = penomoran.catat(kantor, "nota-dinas", Catatan(hal="Nota tulisan tangan", kepada="Sekretaris"))
    assert (surat.nomor, surat.jenis, surat.status) == ("1/ND/DKUKM/XI/2026", "surat-tangan", "terbit")
    assert baris_buku(kantor, AGENDA)[0]["hal"] == "Nota tulisan tangan"
    assert issue.buat(kantor, nota())[0].urut == "2"
    assert [s.id for s in pencarian.cari(kantor, "tulisan tangan")] == [surat.id]


def test_a_typed_number_is_taken_and_its_jump_shows_as_a_gap(kantor: Kantor) -> None:
    penomoran.catat(kantor, "nota-dinas", Catatan(hal="x", nomor="3/ND/DKUKM/XI/2026"))
    assert [(c.urut, c.sebab) for c in penomoran.celah(kantor)] == [
        (1, "belum tercatat"),
        (2, "belum tercatat"),
    ]
    assert issue.buat(kantor, nota())[0].urut == "4"


def test_numbers_missing_in_a_book_are_gaps_too(kantor: Kantor) -> None:
    with kantor.siap_bernomor().tulis("Penguji") as tx:
        for urutan in (3, 6, 1212):
            peristiwa = tx.catat("baris", "", {}).urut
            tx.bukukan("agenda-surat-masuk", 2026, f"B-{urutan}", {"hal": "x"}, peristiwa, urutan=urutan)
    semua = [(c.seri, c.periode, c.urut, c.sebab) for c in penomoran.celah(kantor)]
    assert semua == [
        ("agenda-surat-masuk", 2026, 1, "belum tercatat, sampai dengan 2"),
        ("agenda-surat-masuk", 2026, 4, "belum tercatat"),
        ("agenda-surat-masuk", 2026, 5, "belum tercatat"),
        ("agenda-surat-masuk", 2026, 7, "belum tercatat, sampai dengan 1211"),
    ]
    assert len(penomoran.celah(kantor, "agenda-surat-masuk")) == len(semua)
    assert penomoran.celah(kantor, "nota-dinas") == []
    with pytest.raises(TidakDitemukan):
        penomoran.celah(kantor, "buku-lain")


@pytest.mark.parametrize(
    "nomor", ["3/ND/LAIN/XI/2026", "3/ND/DKUKM/X/2026", "1/ND/DKUKM/XI/2026", "../x", "0/ND/DKUKM/XI/2026"]
)
def test_a_typed_number_that_does_not_fit_or_is_taken_is_refused(kantor: Kantor, nomor: str) -> None:
    issue.buat(kantor, nota())
    sebelum = jejak(kantor)
    with pytest.raises(NomorDitolak):
        penomoran.catat(kantor, "nota-dinas", Catatan(hal="x", nomor=nomor))
    assert jejak(kantor) == sebelum


def test_a_letter_without_subject_is_not_entered(kantor: Kantor) -> None:
    with pytest.raises(DataTidakSah):
        penomoran.catat(kantor, "nota-dinas", Catatan(hal=" "))


def test_the_year_turns_by_the_offices_zone_not_by_the_hosts_clock(pada) -> None:
    akhir = pada(2026, 12, 31, 15, 59)  # 23.59 WITA
    assert issue.buat(akhir, nota())[0].nomor == "1/ND/DKUKM/XII/2026"
    awal = pada(2026, 12, 31, 16, 0)  # 00.00 WITA, still 31 December in UTC
    surat = issue.buat(awal, nota())[0]
    assert (surat.nomor, surat.tanggal) == ("1/ND/DKUKM/I/2027", "2027-01-01")
    assert surat.berkas[0].path.startswith("arsip/2027/")
    assert [b["_id"] for b in baris_buku(awal, AGENDA, 2027)] == [surat.id]
    assert len(baris_buku(awal, AGENDA, 2026)) == 1


def test_a_bare_number_that_fits_two_years_is_asked_back(pada) -> None:
    permintaan = Permintaan("surat-dinas", contoh("surat-dinas"))
    lama = issue.buat(pada(2026, 12, 30, 2), permintaan)[0]
    kantor = pada(2027, 1, 4, 2)
    baru = issue.buat(kantor, permintaan)[0]
    assert lama.nomor == baru.nomor
    with pytest.raises(KeadaanDitolak, match=f"(?s){baru.id}.*{lama.id}") as galat:
        pencarian.naskah_satu(kantor, lama.nomor)
    assert "--tahun" in galat.value.hint
    assert pencarian.naskah_satu(kantor, lama.nomor, tahun=2026).id == lama.id
    with pytest.raises(TidakDitemukan, match="2025"):
        pencarian.naskah_satu(kantor, lama.nomor, tahun=2025)


def test_a_series_that_differs_from_the_ledger_is_refused_until_accepted(
    folder_kantor: Path, kantor: Kantor
) -> None:
    issue.buat(kantor, nota())
    tata = folder_kantor / "kantor.toml"
    tata.write_text(tata.read_text("utf-8").replace("{urut}/ND/", "{urut:03}/NODIN/"), "utf-8")
    kedua = Kantor.buka(folder_kantor, clock=kantor.clock, pelaku="Contoh")
    sebelum = jejak(kantor)
    with pytest.raises(KantorSalah, match="nota-dinas") as galat:
        issue.buat(kedua, nota())
    assert "naskah seri terapkan" in galat.value.hint
    assert jejak(kantor) == sebelum
    assert len(penomoran.terapkan(kedua)) == 1
    assert penomoran.terapkan(kedua) == []
    assert issue.buat(kedua, nota())[0].nomor == "002/NODIN/DKUKM/XI/2026"
    kedua.tutup()


def test_the_series_show_their_next_number(kantor: Kantor) -> None:
    issue.buat(kantor, nota())
    seri = {s.id: s for s in penomoran.daftar_seri(kantor)}
    assert seri["nota-dinas"].berikut == "2/ND/DKUKM/XI/2026"
    assert seri["keputusan-gubernur"].berikut == "(dari luar)"
    assert all(s.berikut for s in seri.values())


def test_a_search_finds_by_number_subject_name_date_and_kind(kantor: Kantor) -> None:
    nd = issue.buat(kantor, nota(hal="Rapat tenun ikat"))[0]
    sd = issue.buat(kantor, Permintaan("surat-dinas", contoh("surat-dinas")))[0]

    def cari(kata: str = "", **lain: object) -> list[str]:
        return [s.id for s in pencarian.cari(kantor, kata, **lain)]

    assert cari("IKAT tenun") == [nd.id]
    assert cari(sd.nomor) == [sd.id]
    assert cari("Bupati Contoh") == [sd.id]
    assert cari("tidak ada yang begini") == []
    assert cari("100%") == []
    assert set(cari(dari=date(2026, 11, 23), sampai=date(2026, 11, 23))) == {nd.id, sd.id}
    assert cari(dari=date(2026, 11, 24)) == []
    assert cari(jenis="surat-dinas") == [sd.id]
    assert len(cari(batas=1)) == 1


def test_a_letter_dated_ahead_hides_no_series(kantor: Kantor) -> None:
    issue.buat(kantor, nota(tanggal=date(2026, 12, 1)))
    seri = {s.id: s for s in penomoran.daftar_seri(kantor)}
    assert seri["nota-dinas"].berikut == "2/ND/DKUKM/XII/2026"
