"""Sheets from rows: copies, groups, boxes, what people typed, texts that shrink and are never cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from naskah.cetak.deklarasi import CetakToml, Muat, muat
from naskah.cetak.disposisi import isi_disposisi
from naskah.cetak.lembar import lembar, teks
from naskah.cetak.muat import huruf_muat, ukuran_muat
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.definisi import muat_buku
from registers.ledger import Disposisi
from tests.bahan.cetak import PENGENDALI, baris

BUKU = muat_buku()[PENGENDALI]
KARTU = muat("kartu-kendali-masuk").tata


def tata(**lain: object) -> CetakToml:
    return CetakToml.model_validate({"judul": "Uji", "buku": [PENGENDALI], "isian": {"isi": "hal"}, **lain})


def test_every_row_comes_in_its_three_colours_one_after_the_other():
    isi = lembar(KARTU, [(BUKU, baris("M-aaa")), (BUKU, baris("M-bbb", 2))])
    warna = [(s["id"], s["salinan"]["nama"], s["salinan"]["untuk"]) for s in isi]  # type: ignore[index]
    assert warna[:4] == [
        ("M-aaa", "putih", "pencatat"),
        ("M-aaa", "hijau", "arsiparis"),
        ("M-aaa", "merah", "menyertai naskah"),
        ("M-bbb", "putih", "pencatat"),
    ]
    assert [s["ke"] for s in isi] == [1, 2, 3, 4, 5, 6]


def test_the_number_of_copies_is_a_setting():
    dua = [{"nama": "kuning", "warna": "FFFF00"}, {"nama": "biru", "warna": "0000ff"}]
    isi = lembar(tata(salinan=dua), [(BUKU, baris())])
    assert [s["salinan"]["warna"] for s in isi] == ["FFFF00", "0000FF"]  # type: ignore[index]


def test_what_people_typed_is_printed_before_what_the_ledger_says():
    satu = replace(baris(tanggal_diteruskan="2026-11-18"), orang={"tanggal_diteruskan": "2026-11-20"})
    isi = lembar(tata(isian={"d": "tanggal_diteruskan", "c": "catatan"}), [(BUKU, satu)])
    assert (isi[0]["d"], isi[0]["c"]) == ("20-11-2026", "")


def test_the_number_of_the_row_and_dates_are_printed_as_people_write_them():
    isi = lembar(
        tata(isian={"n": "urutan", "t": "tanggal"}), [(BUKU, baris(urutan=12, tanggal="2026-01-05"))]
    )
    assert (isi[0]["n"], isi[0]["t"]) == ("12", "05-01-2026")


@pytest.mark.parametrize(
    ("nilai", "jenis", "hasil"),
    [
        ("2026-11-16", "", "16-11-2026"),
        ("2026-11-16", "teks", "2026-11-16"),
        ("awal November", "tanggal", "awal November"),
        ("1250000.00", "rupiah", "Rp1.250.000,00"),
        (True, "", "Ya"),
        (7, "bilangan", "7"),
        (None, "tanggal", ""),
    ],
)
def test_values_are_printed_by_their_kind(nilai: object, jenis: str, hasil: str):
    assert teks(nilai, jenis) == hasil


def test_one_sheet_holds_all_rows_of_a_unit():
    baris_ = [baris(f"M-{n}", n, pengolah=u) for n, u in enumerate(("A", "B", "A"), start=1)]
    isi = lembar(tata(isian={"unit": "pengolah"}, kelompok="unit"), [(BUKU, b) for b in baris_])
    assert [(s["kelompok"], [(b["no"], b["id"]) for b in s["baris"]]) for s in isi] == [  # type: ignore[attr-defined]
        ("A", [(1, "M-1"), (2, "M-3")]),
        ("B", [(1, "M-2")]),
    ]


def test_boxes_are_ticked_by_any_of_their_keys():
    kotak = muat("lembar-disposisi").tata.kotak["sifat"].model_dump()
    isi = lembar(tata(kotak={"sifat": kotak}), [(BUKU, baris(sifat="sangat segera", keamanan="SR"))])
    dicentang = [k["teks"] for k in isi[0]["kotak"]["sifat"] if k["tanda"] == "☒"]  # type: ignore[index]
    assert dicentang == ["Sangat segera", "Rahasia"]


RUANG = Muat(lebar=136, tinggi=20.8, ukuran=(9, 8, 7, 6))


def test_a_text_shrinks_step_by_step_and_is_refused_before_it_would_be_cut():
    ukuran = [ukuran_muat("rapat koordinasi " * n, RUANG) for n in range(1, 90)]
    assert ukuran == sorted(ukuran, reverse=True)
    assert set(ukuran) == {9, 8, 7, 6, 0}


def test_three_hundred_characters_fit_a_card_at_full_size():
    assert ukuran_muat("Undangan rapat koordinasi " * 12, RUANG) == 9


def test_texts_that_do_not_fit_are_all_told_with_their_row_and_the_room_they_have():
    panjang = "Undangan rapat " * 100
    with pytest.raises(DataTidakSah) as galat:
        lembar(KARTU, [(BUKU, baris("M-aaa", 4, hal=panjang)), (BUKU, baris("M-bbb", 5, indeks=panjang))])
    assert [t.tempat for t in galat.value.temuan] == [
        "Buku Pengendali Masuk nomor 4 (M-aaa): isi_ringkas",
        "Buku Pengendali Masuk nomor 5 (M-bbb): indeks",
    ]
    assert (
        galat.value.temuan[0].saran
        == f"singkatkan sampai sekitar {huruf_muat(panjang, KARTU.muat['isi_ringkas'])} huruf"
    )


def test_the_room_named_to_people_is_enough():
    panjang = "Undangan rapat " * 100
    assert ukuran_muat(panjang[: huruf_muat(panjang, RUANG)], RUANG) == 6


# --- lembar disposisi -------------------------------------------------------------------------------------

TATA = muat("lembar-disposisi").tata.disposisi


def cabang(nomor: int, dari: str, kepada: str, **lain: object) -> Disposisi:
    return Disposisi(f"M-aaa/{nomor}", "M-aaa", dari, kepada, dibuat="2026-11-18T20:00:00.000000", **lain)  # type: ignore[arg-type]


def isi(kantor: Kantor, *semua: Disposisi, temuan: list[Temuan] | None = None) -> dict[str, list[dict]]:
    assert TATA is not None
    return dict(isi_disposisi(TATA, kantor.tatanan, semua, "baris", [] if temuan is None else temuan))  # type: ignore[arg-type]


def tercentang(kotak: list[dict]) -> list[tuple[str, str]]:
    return [(k["teks"], "".join(k["tanda"])) for k in kotak if "☒" in k["tanda"]]


def test_the_first_column_is_the_head_of_the_office_the_second_the_secretary(kantor: Kantor):
    hasil = isi(
        kantor,
        cabang(1, "kepala-dinas", "sekretaris", instruksi="Tindak lanjuti"),
        cabang(2, "sekretaris", "kasubag-umum", instruksi="arsipkan; UNTUK DIKETAHUI", induk="M-aaa/1"),
    )
    assert tercentang(hasil["penerima"]) == [
        ("Sekretaris", "☒☐"),
        ("Kepala Subbagian Kepegawaian dan Umum", "☐☒"),
    ]
    assert tercentang(hasil["petunjuk"]) == [
        ("Tindak lanjuti", "☒☐"),
        ("Arsipkan", "☐☒"),
        ("Untuk diketahui", "☐☒"),
    ]
    assert [s["jabatan"] for s in hasil["langkah"]] == ["Kepala Dinas", "Sekretaris"]


def test_an_empty_sheet_has_every_box_and_nothing_ticked(kantor: Kantor):
    hasil = isi(kantor)
    assert len(hasil["penerima"]) == 5
    assert tercentang(hasil["penerima"] + hasil["petunjuk"]) == []
    assert [(s["catatan"], s["tanggal"]) for s in hasil["langkah"]] == [("", ""), ("", "")]


def test_what_no_box_says_is_written_out(kantor: Kantor):
    hasil = isi(
        kantor,
        cabang(1, "kepala-dinas", "Tim Satgas", instruksi="dampingi", batas=date(2026, 11, 20)),
        cabang(2, "kepala-dinas", "sekretaris", instruksi="Tindak lanjuti"),
    )
    assert hasil["langkah"][0]["catatan"].teks == "Tim Satgas: dampingi; paling lambat 20-11-2026"


@pytest.mark.parametrize(
    ("instruksi", "kotak", "catatan"),
    [
        ("tindak  lanjuti.", ["Tindak lanjuti"], ""),
        ("Pelajari dan siapkan jawaban.", ["Pelajari/konsep balasan"], "Pelajari dan siapkan jawaban"),
        ("Konsep balasan", ["Pelajari/konsep balasan"], "Konsep balasan"),
        ("pelajari/konsep balasan", ["Pelajari/konsep balasan"], ""),
        ("Koordinasikan dengan UPTD; Arsipkan.", ["Koordinasikan", "Arsipkan"], "Koordinasikan dengan UPTD"),
        ("Konsep surat", [], "Konsep surat"),
        ("Jangan arsipkan", [], "Jangan arsipkan"),
        ("Arsipkanlah", [], "Arsipkanlah"),
    ],
)
def test_a_box_is_ticked_by_what_begins_with_its_words_and_the_rest_is_written_out(
    kantor: Kantor, instruksi: str, kotak: list[str], catatan: str
):
    hasil = isi(kantor, cabang(1, "kepala-dinas", "sekretaris", instruksi=instruksi))
    assert [teks for teks, _ in tercentang(hasil["petunjuk"])] == kotak
    tertulis = hasil["langkah"][0]["catatan"]
    assert getattr(tertulis, "teks", tertulis) == catatan


def test_the_day_of_a_step_is_the_offices_not_that_of_utc(kantor: Kantor):
    hasil = isi(kantor, cabang(1, "kepala-dinas", "sekretaris"))
    assert hasil["langkah"][0]["tanggal"] == "19-11-2026"


def test_a_branch_taken_back_leaves_no_trace(kantor: Kantor):
    hasil = isi(kantor, cabang(1, "kepala-dinas", "sekretaris", instruksi="Arsipkan", status="ditarik"))
    assert tercentang(hasil["penerima"] + hasil["petunjuk"]) == []


def test_a_branch_of_another_post_counts_by_how_deep_it_lies(kantor: Kantor):
    hasil = isi(
        kantor,
        cabang(1, "kepala-dinas", "sekretaris"),
        cabang(2, "kabid-umkm", "ketua-tim-kerja", induk="M-aaa/1"),
    )
    assert ("Ketua Tim Kerja", "☐☒") in tercentang(hasil["penerima"])


def test_notes_that_do_not_fit_are_a_finding(kantor: Kantor):
    temuan: list[Temuan] = []
    isi(kantor, cabang(1, "kepala-dinas", "sekretaris", instruksi="dampingi tim " * 200), temuan=temuan)
    assert [t.tempat for t in temuan] == ["baris: catatan Kepala Dinas"]
