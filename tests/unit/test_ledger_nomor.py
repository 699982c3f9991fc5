"""Numbers: the rules of design §7, one by one, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from registers.dasar.galat import KeadaanDitolak, NaskahError, NomorDitolak, TidakDitemukan
from registers.ledger import Celah, Ledger, Seri
from tests.conftest_ledger import SERI, simpan_bernomor, terbitkan

Pasang = Callable[..., Ledger]
SISIPAN = replace(SERI, pola="{klas}/{urut}{sisipan}/{kode_pd}", mundur="sisipan")
LUAR = Seri("keputusan-gubernur", "{urut}/KEP/HK/{tahun}", luar=True)


def tgl(hari: int, bulan: int = 11, tahun: int = 2026) -> date:
    return date(tahun, bulan, hari)


def nomor_semua(ledger: Ledger) -> list[str]:
    with ledger.baca() as baca:
        return sorted(n.nomor for n in baca.cari(batas=None))


def test_numbers_follow_one_another_without_a_gap(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    for _ in range(3):
        with ledger.tulis("Penguji") as tx:
            terbitkan(tx, tgl(23))
    assert nomor_semua(ledger) == ["500.3/1/DKUKM", "500.3/2/DKUKM", "500.3/3/DKUKM"]
    with ledger.baca() as baca:
        assert baca.celah() == []


def test_a_rolled_back_letter_leaves_no_gap(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with pytest.raises(ZeroDivisionError), ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, tgl(23)).urut // 0
    with ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, tgl(23)).nomor == "500.3/1/DKUKM"


def test_a_number_that_no_letter_bears_stops_the_whole_transaction(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with pytest.raises(NaskahError, match="500/1/DKUKM diambil tanpa naskah"), ledger.tulis("Penguji") as tx:
        tx.alokasi(SERI.id, tgl(23), klas="500")
    with ledger.baca() as baca:
        assert baca.berikut(SERI.id, tgl(23), klas="500").urut == 1


def test_the_number_shown_beforehand_is_the_number_taken(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.baca() as baca:
        dilihat = baca.berikut(SERI.id, tgl(23), klas="500.3")
    with ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, tgl(23)).nomor == dilihat.teks


def test_a_new_year_starts_at_one_and_the_year_is_that_of_the_letter(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(31, 12))
        baru = terbitkan(tx, tgl(1, 1, 2027))
        lama = terbitkan(tx, tgl(31, 12))
    assert (baru.periode, baru.urut, baru.nomor) == (2027, 1, "500.3/1/DKUKM")
    assert (lama.periode, lama.urut) == (2026, 2)
    with ledger.baca() as baca:
        assert [n.tanggal for n in baca.menurut_nomor(" 500.3/1/DKUKM ")] == [tgl(1, 1, 2027), tgl(31, 12)]


def test_a_series_that_never_restarts_goes_on_over_the_year(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(replace(SERI, reset="tidak"))
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(31, 12))
        assert terbitkan(tx, tgl(1, 1, 2027)).urut == 2


def test_an_office_that_changes_over_in_the_year_goes_on_there_and_starts_at_one_in_january(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri(replace(SERI, mulai=2741))
    with ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, tgl(23)).urut == 2741
        assert terbitkan(tx, tgl(2, 1, 2027)).urut == 1
    with ledger.baca() as baca:
        assert baca.celah() == []


def test_month_and_year_in_a_number_come_from_the_letters_date(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(Seri("nd", "{urut:03}/ND/{bulan_romawi}/{bulan}/{tahun}"))
    with ledger.tulis("Penguji") as tx:
        assert terbitkan(tx, tgl(1, 12, 2025), seri="nd").nomor == "001/ND/XII/12/2025"


def test_a_backdated_letter_is_refused_and_told_the_last_number_and_its_date(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(23))
    with pytest.raises(NomorDitolak) as galat, ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(22))
    assert "500.3/1/DKUKM tanggal 23 November 2026" in galat.value.message
    assert "--pesanan" in galat.value.hint


def test_a_backdated_letter_is_inserted_behind_the_last_one_of_its_day(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SISIPAN)
    with ledger.tulis("Penguji") as tx:
        for hari in (10, 12, 12, 20):
            terbitkan(tx, tgl(hari))
        assert [terbitkan(tx, tgl(h)).urut_lengkap for h in (12, 15, 11, 10, 20)] == [
            "3.a", "3.b", "1.a", "1.b", "5",
        ]  # fmt: skip
        with pytest.raises(NomorDitolak, match="mendahului semua nomor"):
            tx.alokasi(SISIPAN.id, tgl(9), klas="500")
    with ledger.baca() as baca:
        assert baca.celah() == []


def test_void_letters_do_not_hold_up_the_dates_and_their_numbers_stay_taken(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(23))
        salah = [terbitkan(tx, tgl(30, 12)) for _ in range(3)]
        with pytest.raises(NomorDitolak, match=r"500\.3/4/DKUKM tanggal 30 Desember 2026"):
            tx.alokasi(SERI.id, tgl(29), klas="500")
        assert tx.hari_berikut(SERI.id, tgl(29)) == tgl(30, 12)
        for satu in salah:
            tx.batal(satu.id, "salah tanggal")
        assert tx.hari_berikut(SERI.id, tgl(29)) == tgl(29)
        assert terbitkan(tx, tgl(29)).urut == 5
        with pytest.raises(NomorDitolak, match=r"500\.3/5/DKUKM tanggal 29 November 2026"):
            tx.alokasi(SERI.id, tgl(28), klas="500")
        assert simpan_bernomor(tx, tx.catat_manual(SERI.id, "500/6/DKUKM", tgl(29))).urut == 6
    with ledger.baca() as baca:
        assert [c.urut for c in baca.celah()] == [2, 3, 4]


def test_a_number_typed_behind_a_void_one_is_held_against_the_last_that_counts(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(20))
        tx.batal(terbitkan(tx, tgl(30, 12)).id, "salah tanggal")
        with pytest.raises(NomorDitolak, match=r"500\.3/1/DKUKM tanggal 20 November 2026"):
            tx.catat_manual(SERI.id, "500/3/DKUKM", tgl(19))
        assert simpan_bernomor(tx, tx.catat_manual(SERI.id, "500/3/DKUKM", tgl(24))).urut == 3


def test_after_the_last_letter_is_void_insertions_still_keep_the_order(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SISIPAN)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        akhir = terbitkan(tx, tgl(20))
        assert [terbitkan(tx, tgl(h)).urut_lengkap for h in (15, 12)] == ["1.a", "1.b"]
        tx.batal(akhir.id, "salah tanggal")
        assert terbitkan(tx, tgl(13)).urut_lengkap == "1.c"  # 1.a is of the 15th
        assert terbitkan(tx, tgl(16)).urut_lengkap == "3"


def test_the_twenty_seventh_insertion_is_aa(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SISIPAN)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(1))
        terbitkan(tx, tgl(9))
        assert [terbitkan(tx, tgl(2)).sisipan for _ in range(28)][-3:] == [".z", ".aa", ".ab"]


def test_a_letter_made_by_hand_takes_its_number_and_a_jump_shows(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        simpan_bernomor(tx, tx.catat_manual(SERI.id, "800.1/4/DKUKM", tgl(12)))
        assert terbitkan(tx, tgl(12)).urut == 5
        simpan_bernomor(tx, tx.catat_manual(SERI.id, "800.1/3/DKUKM", tgl(11)))
    with ledger.baca() as baca:
        assert baca.celah() == [Celah(SERI.id, 2026, 2, "belum tercatat")]


@pytest.mark.parametrize(
    ("nomor", "hari", "sebab"),
    [
        ("500/1/DKUKM", 12, "sudah dipakai"),
        ("501/2/DKUKM", 12, "sudah dipesan"),
        ("501/3/DKUKM", 12, "sudah dilepas"),
        ("500/9/DINAS", 12, "tidak sesuai pola"),
        ("500-9-DKUKM", 12, "tidak sesuai pola"),
        ("500/9/DKUKM", 9, "mendahului nomor di depannya"),
        ("500/99999999999/DKUKM", 12, "tidak sesuai pola"),
    ],
)
def test_a_typed_number_that_does_not_fit_or_is_taken_is_refused(
    pasang_seri: Pasang, nomor: str, hari: int, sebab: str
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10), klas="500")
        _, lepas = tx.pesan(SERI.id, tgl(10), "Bidang", 2, klas="500")
        tx.lepas(lepas, "tidak jadi")
    with pytest.raises(NomorDitolak, match=sebab), ledger.tulis("Penguji") as tx:
        tx.catat_manual(SERI.id, nomor, tgl(hari))


def test_a_typed_number_may_jump_a_thousand_and_no_further(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
    for terlalu_jauh in ("500/999999999/DKUKM", "500/1003/DKUKM"):
        with pytest.raises(NomorDitolak, match="berikutnya adalah 2") as galat, ledger.tulis("Penguji") as tx:
            tx.catat_manual(SERI.id, terlalu_jauh, tgl(10))
        assert "catat dahulu nomor-nomor di antaranya" in galat.value.hint
    with ledger.tulis("Penguji") as tx:
        simpan_bernomor(tx, tx.catat_manual(SERI.id, "500/1002/DKUKM", tgl(10)))
        assert terbitkan(tx, tgl(10)).urut == 1003
    with ledger.baca() as baca:
        assert [c.urut for c in baca.celah()] == list(range(2, 1002))


def test_a_number_others_gave_may_be_any_and_its_jump_is_told_once_when_the_series_becomes_ours(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri(LUAR)
    with ledger.tulis("Penguji") as tx:
        simpan_bernomor(tx, tx.alokasi(LUAR.id, tgl(10), luar="900000000/KEP/HK/2026"))
        tx.terapkan_seri([replace(LUAR, luar=False)])
    with ledger.baca() as baca:
        assert baca.celah() == [Celah(LUAR.id, 2026, 1, "belum tercatat, sampai dengan 899999999")]


def test_a_typed_number_below_the_first_of_a_series_is_refused(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(replace(SERI, mulai=100))
    with pytest.raises(NomorDitolak, match="lebih kecil"), ledger.tulis("Penguji") as tx:
        tx.catat_manual(SERI.id, "500/99/DKUKM", tgl(10))


def test_a_typed_inserted_number_needs_the_number_it_stands_behind(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SISIPAN)
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        assert simpan_bernomor(tx, tx.catat_manual(SERI.id, "500.3/1.b/DKUKM", tgl(10))).urut_lengkap == "1.b"
        with pytest.raises(NomorDitolak, match="belum ada"):
            tx.catat_manual(SERI.id, "500.3/7.a/DKUKM", tgl(10))


def test_a_typed_number_whose_month_or_year_is_not_the_letters_is_refused(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(Seri("nd", "{urut}/ND/{bulan_romawi}/{tahun}"))
    for nomor in ("1/ND/X/2026", "1/ND/XI/2025"):
        with pytest.raises(NomorDitolak, match="tidak sama dengan tanggal"), ledger.tulis("Penguji") as tx:
            tx.catat_manual("nd", nomor, tgl(10))


def test_numbers_given_by_others_are_checked_for_shape_date_and_doubles(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(LUAR)
    with ledger.tulis("Penguji") as tx:
        surat = simpan_bernomor(tx, tx.alokasi(LUAR.id, tgl(10), luar=" 546/KEP/HK/2026 "))
    assert (surat.nomor, surat.urut) == ("546/KEP/HK/2026", 546)
    for nomor, sebab in (
        ("546/KEP/HK/2026", f"sudah dipakai: 546/KEP/HK/2026 \\({surat.id}\\)"),
        ("547/KEP/BH/2026", "tidak sesuai pola"),
        ("547/KEP/HK/2025", "tidak sama dengan tanggal"),
    ):
        with pytest.raises(NomorDitolak, match=sebab), ledger.tulis("Penguji") as tx:
            tx.alokasi(LUAR.id, tgl(10), luar=nomor)
    with ledger.baca() as baca:
        assert baca.celah() == []


def test_a_series_numbered_by_others_gives_and_reserves_none_and_ours_takes_none(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI, LUAR)
    with ledger.tulis("Penguji") as tx:
        for coba in (
            lambda: tx.alokasi(LUAR.id, tgl(10)),
            lambda: tx.pesan(LUAR.id, tgl(10), "Bidang"),
            lambda: tx.alokasi(SERI.id, tgl(10), luar="500/1/DKUKM"),
        ):
            with pytest.raises(NomorDitolak):
                coba()


def test_a_void_letter_keeps_its_number_and_shows_its_reason(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        surat = terbitkan(tx, tgl(10))
        tx.batal(surat.id, "salah alamat")
        assert terbitkan(tx, tgl(10)).urut == 2
    with ledger.baca() as baca:
        assert baca.celah() == [Celah(SERI.id, 2026, 1, "batal: salah alamat")]
        assert baca.naskah(surat.id).status == "batal"
        assert baca.peristiwa(naskah_id=surat.id)[-1].isi == {"nomor": surat.nomor, "alasan": "salah alamat"}
    with pytest.raises(KeadaanDitolak), ledger.tulis("Penguji") as tx:
        tx.batal(surat.id, "lagi")


def test_an_unknown_series_is_named_together_with_the_known_ones(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.baca() as baca:
        with pytest.raises(TidakDitemukan, match="Yang ada: surat-keluar"):
            baca.berikut("surat-kluar", tgl(10))
        with pytest.raises(TidakDitemukan):
            baca.celah("surat-kluar")


def test_a_type_outside_the_scope_of_a_series_is_refused(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(replace(SERI, jenis=("surat-dinas",)))
    with ledger.baca() as baca:
        assert baca.berikut(SERI.id, tgl(10), klas="500", jenis="surat-dinas").urut == 1
        with pytest.raises(NomorDitolak, match="hanya untuk: surat-dinas"):
            baca.berikut(SERI.id, tgl(10), klas="500", jenis="nota-dinas")


def test_a_letter_without_the_code_its_number_prints_is_refused(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.baca() as baca, pytest.raises(NomorDitolak) as galat:
        baca.berikut(SERI.id, tgl(10))
    assert galat.value.message == "Kode klasifikasi belum diisi."
    assert "naskah klasifikasi KATA" in galat.value.hint
