"""An old agenda of incoming letters comes into the ledger as its keeper would read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from naskah import masuk as surat_masuk
from naskah.impor import HasilImpor, Pilihan, impor, rencanakan
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.ledger import Baris
from tests.bahan.agenda_lama import KEPALA_MASUK, masuk
from tests.bahan.kantor import jejak
from tests.bahan.lembar import tulis

AGENDA = "agenda-surat-masuk"


def baris(kantor: Kantor, tahun: int = 2026) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(AGENDA, tahun)


def ambil(kantor: Kantor, path: Path, **pilihan: Any) -> HasilImpor:
    return impor(kantor, path, Pilihan(**pilihan))


def sebab(hasil: HasilImpor) -> dict[str, str]:
    return {t.tempat: t.pesan for t in hasil.rencana.temuan}


def test_title_rows_page_breaks_column_numbers_blanks_and_totals_are_no_letters(
    kantor: Kantor, tmp_path: Path
) -> None:
    path = tulis(
        tmp_path / "agenda.xlsx",
        {
            "2026": [
                ["BUKU AGENDA SURAT MASUK"],
                ["TAHUN 2026"],
                [],
                KEPALA_MASUK,
                [1, 2, 3, 4, 5, 6, 7, 8],
                masuk(1, "2 Nov 2026", hal="Satu"),
                [],
                KEPALA_MASUK,
                masuk(2, "3/11/26", hal="Dua"),
                [3, None, None, None, None, None, None, None],
                [None, None, "Jumlah", None, 2],
                [None, None, None, None, None, "Kupang, 30 November 2026"],
            ]
        },
        gabung=["A1:H1", "A2:H2"],
    )
    hasil = ambil(kantor, path)
    assert [(b.urutan, b.nilai["hal"], b.nilai["tanggal_terima"]) for b in baris(kantor)] == [
        (1, "Satu", "2026-11-02"),
        (2, "Dua", "2026-11-03"),
    ]
    assert hasil.rencana.buku == AGENDA
    assert [d.sebab for d in hasil.rencana.dilewati] == [
        "hanya nomor urut, tanpa isi", "baris jumlah", "judul atau catatan di antara baris",
    ]  # fmt: skip
    assert "tulis --buku" in hasil.peringatan[0]


def test_headings_over_two_rows_are_read_as_one(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "agenda.xlsx",
        {
            "Surat Masuk": [
                ["No.", "Tanggal", "Surat", None, "Pengirim", "Isi Ringkas", "Ket."],
                [None, "Diterima", "Nomor", "Tanggal"],
                [1, "2 Nov 2026", "005/9/DC", "1 Nov 2026", "Dinas Contoh", "Undangan", "asli"],
            ]
        },
        gabung=["A1:A2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"],
    )
    ambil(kantor, path)
    nilai = baris(kantor)[0].nilai
    assert {k: nilai[k] for k in ("tanggal_terima", "nomor", "tanggal", "dari", "hal", "keterangan")} == {
        "tanggal_terima": "2026-11-02", "nomor": "005/9/DC", "tanggal": "2026-11-01",
        "dari": "Dinas Contoh", "hal": "Undangan", "keterangan": "asli",
    }  # fmt: skip


@pytest.mark.parametrize(
    "tertulis",
    [
        "23 Nov 2026", "23/11/26", "23-11-2026", "Senin, 23 November 2026", "23.11.2026", 46349, 46349.0,
        datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None), date(2026, 11, 23), "23/11",
        " 23 Nopember 2026 ", "Nov 23, 2026",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_spelling(kantor: Kantor, tmp_path: Path, tertulis: object) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, tertulis)]})
    ambil(kantor, path)
    assert baris(kantor)[0].nilai["tanggal_terima"] == "2026-11-23"


def test_serial_numbers_count_from_the_day_of_the_workbook(kantor: Kantor, tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    buku = Workbook()
    buku.epoch = CALENDAR_MAC_1904
    lembar: Any = buku.active
    for isi in (KEPALA_MASUK, masuk(1, 46349 - 1462), masuk(2, date(2026, 11, 23))):
        lembar.append(list(isi))
    buku.save(tmp_path / "mac.xlsx")
    ambil(kantor, tmp_path / "mac.xlsx")
    assert [b.nilai["tanggal_terima"] for b in baris(kantor)] == ["2026-11-23", "2026-11-23"]


def test_the_time_of_day_and_columns_nobody_knows_become_notes(kantor: Kantor, tmp_path: Path) -> None:
    kepala = [*KEPALA_MASUK, "Map"]
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "2026": [
                kepala,
                [*masuk(1, datetime(2026, 11, 20, 8, 15, tzinfo=UTC).replace(tzinfo=None)), "Biru 12.0"],
            ]
        },
    )
    ambil(kantor, path)
    assert baris(kantor)[0].orang["catatan"] == "Tanggal Terima: pukul 08.15; Map: Biru 12.0"


def test_a_choice_the_book_does_not_offer_is_kept_as_a_note(kantor: Kantor, tmp_path: Path) -> None:
    kepala = [*KEPALA_MASUK, "Sifat"]
    path = tulis(
        tmp_path / "a.xlsx",
        {"2026": [kepala, [*masuk(1, "1/11/26"), "Amat Segera"], [*masuk(2, "1/11/26"), "rahasia"]]},
    )
    hasil = ambil(kantor, path)
    assert [b.nilai["sifat"] for b in baris(kantor)] == ["sangat segera", "biasa"]
    assert baris(kantor)[1].orang["catatan"] == "Sifat: rahasia"
    assert [t.tempat for p in hasil.rencana.putusan for t in p.perhatian] == ["2026!I3"]


def test_ditto_marks_and_merged_cells_mean_what_stands_above(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "2026": [
                KEPALA_MASUK,
                masuk(1, "2/11/26", dari="Dinas A"),
                masuk(2, "sda", dari='"'),
                masuk(3, "3/11/26", dari="Dinas B"),
                masuk(4, None, dari=None),
            ]
        },
        gabung=["B4:B5", "C4:C5"],
    )
    ambil(kantor, path)
    assert [(b.nilai["tanggal_terima"][-2:], b.nilai["dari"]) for b in baris(kantor)] == [
        ("02", "Dinas A"), ("02", "Dinas A"), ("03", "Dinas B"), ("03", "Dinas B"),
    ]  # fmt: skip


def test_a_letter_written_over_two_rows_is_one_letter(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "2026": [
                KEPALA_MASUK,
                masuk(1, "2/11/26", hal="Undangan rapat"),
                [None, None, None, None, None, "koordinasi daerah"],
                masuk(2, "3/11/26"),
            ]
        },
        gabung=["A2:A3", "B2:B3"],
    )
    ambil(kantor, path)
    assert [b.nilai["hal"] for b in baris(kantor)] == ["Undangan rapat koordinasi daerah", "Undangan rapat"]


def test_hidden_characters_go_and_nothing_becomes_a_formula(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "2/11/26", hal="x")]})
    import openpyxl

    buku = openpyxl.load_workbook(path)
    buku["2026"]["F2"] = "=1+1"
    buku["2026"]["F2"].data_type = "s"
    buku["2026"]["C2"] = "Dinas\u200b Contoh\u00a0 "
    buku.save(path)
    hasil = ambil(kantor, path)
    assert (baris(kantor)[0].nilai["hal"], baris(kantor)[0].nilai["dari"]) == ("=1+1", "Dinas Contoh")
    assert [t.pesan for p in hasil.rencana.putusan for t in p.perhatian] == [
        "huruf yang tidak kelihatan dibuang"
    ]
    from tests.bahan.kantor import baris_buku

    assert baris_buku(kantor, AGENDA) == []  # keys of incoming letters begin with M-
    isi = openpyxl.load_workbook(kantor.folder / "buku" / f"{AGENDA}-2026.xlsx")
    tipe = {s.value: s.data_type for b in isi.worksheets[0].iter_rows() for s in b}
    assert tipe["=1+1"] == "s"


def test_every_cell_that_cannot_be_taken_says_why(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "2026": [
                KEPALA_MASUK,
                masuk(1, "32/11/2026"),
                masuk(2, "2/11/26", dari=None),
                masuk(3, "2/11/26", ket=1980010120050110),
                masuk(3, "2/11/26"),
                masuk(4, "2/11/2027"),
                masuk(5, "2/11/26", hal="{{ nama }}"),
                masuk(5, "3/11/26"),
                masuk(5, "4/11/26"),
            ]
        },
    )
    hasil = ambil(kantor, path)
    assert {k: v.split(":")[0] for k, v in sebab(hasil).items()} == {
        "2026!B2": "tidak ada tanggal 32 November 2026",
        "2026!A3": "Dari kosong",
        "2026!H4": "berupa angka yang digitnya dapat hilang",
        "2026!B6": "tanggalnya di masa depan",
        "2026!F7": "memuat tanda templat {{",
        "2026!A9": "nomor 5 sudah ada di sel 2026!A8",
    }
    assert [b.urutan for b in baris(kantor)] == [3, 5]


def test_the_report_marks_the_cells_in_a_copy_and_never_overwrites(kantor: Kantor, tmp_path: Path) -> None:
    import openpyxl

    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "salah"), masuk(2, "2/11/26")]})
    asli = path.read_bytes()
    hasil = ambil(kantor, path)
    assert path.read_bytes() == asli
    assert hasil.laporan == tmp_path / "a-laporan.xlsx"
    buku = openpyxl.load_workbook(tmp_path / "a-laporan.xlsx")
    assert buku.sheetnames == ["Ringkasan", "2026"]
    assert buku["2026"]["B2"].fill.fgColor.rgb == "00FFC7CE"
    assert "bukan tanggal" in buku["2026"]["B2"].comment.text
    assert (buku["2026"]["I1"].value, "bukan tanggal" in buku["2026"]["I2"].value) == ("Alasan", True)
    ringkas = {b[0].value: b[1].value for b in buku["Ringkasan"].iter_rows(max_row=8)}
    assert (ringkas["Diambil"], ringkas["Ditolak"]) == (1, 1)
    assert str(ringkas["Judul kolom"]).startswith("No → No. Agenda; Tgl Terima → Tanggal Terima")
    assert ambil(kantor, path).laporan == tmp_path / "a-laporan-2.xlsx"


def test_importing_the_same_file_again_takes_nothing_again(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {"2026": [KEPALA_MASUK, masuk(1, "2/11/26"), masuk(2, "2/11/26"), masuk(None, "3/11/26"),
                  masuk(None, "3/11/26")]},
    )  # fmt: skip
    assert len(ambil(kantor, path).rencana.dengan("ambil")) == 4
    sebelum = jejak(kantor)
    hasil = ambil(kantor, path)
    assert (len(hasil.rencana.dengan("sudah")), hasil.ditulis) == (4, False)
    assert jejak(kantor) == sebelum


def test_once_refused_cells_are_corrected_only_those_rows_are_taken(kantor: Kantor, tmp_path: Path) -> None:
    isi = [KEPALA_MASUK, masuk(1, "2/11/26"), masuk(2, "32/11/26"), masuk(3, "4/11/26")]
    ambil(kantor, tulis(tmp_path / "a.xlsx", {"2026": isi}))
    isi[2] = masuk(2, "3/11/26")
    hasil = ambil(kantor, tulis(tmp_path / "b.xlsx", {"2026": isi}))
    assert [p.nasib for p in hasil.rencana.putusan] == ["sudah", "ambil", "sudah"]
    assert [b.urutan for b in baris(kantor)] == [1, 2, 3]


def test_agenda_numbers_go_on_after_the_highest(kantor: Kantor, tmp_path: Path) -> None:
    ambil(
        kantor,
        tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(811, "2/11/26"), masuk(812, "3/11/26")]}),
    )
    surat = surat_masuk.catat(kantor, {"dari": "Dinas Baru", "hal": "Undangan"})
    with kantor.ledger.baca() as baca:
        assert baca.naskah(surat.id).isi["agenda"] == 813


def test_a_refused_row_with_the_highest_number_stops_the_import(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "2/11/26"), masuk(2, "salah")]})
    with pytest.raises(DataTidakSah) as galat:
        ambil(kantor, path)
    assert galat.value.temuan[0].tempat == "2026!D3"
    assert "nomor tertinggi (2)" in galat.value.temuan[0].pesan
    assert baris(kantor) == []
    assert (tmp_path / "a-laporan.xlsx").exists()


def test_strict_takes_all_or_nothing(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "salah"), masuk(2, "2/11/26")]})
    with pytest.raises(DataTidakSah) as galat:
        ambil(kantor, path, ketat=True)
    assert [t.tempat for t in galat.value.temuan] == ["2026!B2"]
    assert baris(kantor) == []


def test_a_trial_writes_nothing(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "2/11/26")]})
    kantor.siap_bernomor()
    sebelum = jejak(kantor)
    hasil = rencanakan(kantor, path, Pilihan())
    assert ([p.nasib for p in hasil.rencana.putusan], hasil.ditulis) == (["ambil"], False)
    assert jejak(kantor) == sebelum
    assert [p.name for p in tmp_path.glob("*.xlsx")] == ["a.xlsx"]


def test_sheets_of_all_months_are_read_in_order(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "Oktober": [KEPALA_MASUK, masuk(1, "2/10/26"), masuk(2, "3/10/26")],
            "Catatan": [["Jangan lupa", "map biru"]],
            "November": [KEPALA_MASUK, masuk(3, "2/11/26")],
        },
    )
    hasil = ambil(kantor, path)
    assert hasil.rencana.lembar == ("Oktober", "November")
    assert [b.urutan for b in baris(kantor)] == [1, 2, 3]


def test_numbers_that_start_again_every_month_only_count_rows(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "Oktober": [KEPALA_MASUK, masuk(1, "2/10/26"), masuk(2, "3/10/26")],
            "November": [KEPALA_MASUK, masuk(1, "2/11/26")],
        },
    )
    hasil = ambil(kantor, path)
    assert [(b.urutan, b.orang["catatan"]) for b in baris(kantor)] == [
        (1, "No. lama: 1"), (2, "No. lama: 2"), (3, "No. lama: 1"),
    ]  # fmt: skip
    assert "dinomori ulang" in hasil.peringatan[1]


def test_old_letters_are_finished_but_those_still_under_way_wait(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "2/10/26"), masuk(2, "20/11/26")]})
    ambil(kantor, path, berjalan_sejak=date(2026, 11, 1))
    assert [b.nilai["status"] for b in baris(kantor)] == ["selesai", "diterima"]


def test_what_the_old_book_says_of_a_letters_way_outlives_a_correction(
    kantor: Kantor, tmp_path: Path
) -> None:
    isi = masuk(1, "2/11/26", disposisi="Kabid: tindak lanjuti")
    ambil(kantor, tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, isi]}))
    surat_masuk.ubah(kantor, baris(kantor)[0].kunci, {"lampiran": "1 berkas"})
    nilai = baris(kantor)[0].nilai
    assert (nilai["disposisi"], nilai["lampiran"]) == ("Kabid: tindak lanjuti", "1 berkas")


def test_each_year_of_a_file_goes_into_its_own_book(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {
            "2025": [KEPALA_MASUK, masuk(1, "2/10/25", tanggal="1/10/25")],
            "2026": [KEPALA_MASUK, masuk(1, "2/11/26")],
        },
    )
    hasil = rencanakan(kantor, path, Pilihan(tahun=2026))
    assert ([d.sebab for d in hasil.rencana.dilewati], hasil.rencana.temuan) == (
        ["tahun 2025, bukan 2026"],
        [],
    )
    ambil(kantor, path)
    assert [b.urutan for b in baris(kantor, 2025)] == [b.urutan for b in baris(kantor)] == [1]


@pytest.mark.parametrize("lembar", ["2026", "Agenda"])
def test_a_year_that_must_be_a_slip_is_refused_and_its_number_still_counts(
    kantor: Kantor, tmp_path: Path, lembar: str
) -> None:
    isi = [masuk(n, "2/11/26") for n in range(1, 6)]
    salah = tulis(tmp_path / "a.xlsx", {lembar: [KEPALA_MASUK, *isi, masuk(6, "3/11/2016", tanggal=None)]})
    with pytest.raises(DataTidakSah) as galat:
        ambil(kantor, salah)
    assert "tahunnya 2016, padahal baris lain tahun 2026" in galat.value.temuan[0].pesan
    assert baris(kantor) == []


def test_what_the_file_is_must_be_clear(kantor: Kantor, tmp_path: Path) -> None:
    tanpa = tulis(tmp_path / "x.xlsx", {"A": [["halo", "dunia"]]})
    with pytest.raises(DataTidakSah, match="judul kolom"):
        ambil(kantor, tanpa)
    samar = tulis(tmp_path / "y.xlsx", {"A": [["No", "Tanggal", "Perihal", "Ket"], [1, "2/11/26", "x", ""]]})
    with pytest.raises(DataTidakSah, match="Bukunya belum jelas"):
        ambil(kantor, samar)
    with pytest.raises(TidakDitemukan, match="Lembar Z"):
        ambil(kantor, samar, lembar="Z")
    with pytest.raises(TidakDitemukan, match="Buku jaga"):
        ambil(kantor, samar, buku="jaga-kgb-pangkat-pensiun")
    (tmp_path / "z.xlsx").write_bytes(b"bukan excel")
    with pytest.raises(DataTidakSah, match="tidak dapat dibaca"):
        ambil(kantor, tmp_path / "z.xlsx")
