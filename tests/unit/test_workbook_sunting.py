"""A set of changes into a book: keys, messages, people's cells, formulas; what a changed book says back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from registers import workbook
from registers.dasar import zipan
from registers.definisi import Buku, urai
from registers.workbook import KOLOM_PESAN, BarisIsi, Isi, Perubahan, Ringkasan

AGENDA = urai("agenda-surat-keluar", (Path(__file__).parent / "test_workbook_agenda.toml").read_bytes())
BERSAMA = replace(
    AGENDA,
    kolom=tuple(replace(k, milik="bersama") if k.kunci == "keterangan" else k for k in AGENDA.kolom),
)
HUBUNGAN_RUMUS = (
    b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'calcChain" Target="calcChain.xml"/>'
)
MACAM_RUMUS = (
    b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.calcChain+xml"/>'
)
LEMBAR = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, object]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


def baris(urut: int, *, orang: dict[str, object] | None = None, pesan: str = "", **nilai: object) -> Baris:
    isi = {"urutan": urut, "tanggal": "2026-11-23", "nomor": f"500/{urut}/DK", "hal": "Undangan"}
    return Baris(f"N{urut}", isi | nilai, orang or {}, pesan)


def buku(jumlah: int = 2) -> bytes:
    return workbook.buat_isi(
        AGENDA, 2026, ["DINAS CONTOH"], [baris(n) for n in range(1, jumlah + 1)], (2, "ab")
    )


def tangan(data: bytes, ubah: Callable[[Worksheet], object]) -> bytes:
    """The book after people worked on it in a spreadsheet program."""
    buku_kerja = openpyxl.load_workbook(io.BytesIO(data))
    ubah(buku_kerja.worksheets[0])
    wadah = io.BytesIO()
    buku_kerja.save(wadah)
    return wadah.getvalue()


def mentah(data: bytes, nama: str, ubah: Callable[[bytes], bytes]) -> bytes:
    anggota = zipan.baca(data)
    anggota[nama] = zipan.Anggota.dari(nama, ubah(anggota[nama].isi()))
    return zipan.tulis(anggota.values())


def isi_sel(**isi: object) -> Callable[[Worksheet], None]:
    def ubah(lembar: Worksheet) -> None:
        for alamat, nilai in isi.items():
            lembar[alamat] = nilai

    return ubah


def sunting(
    data: bytes, *, definisi: Buku = AGENDA, rantai: tuple[int, str] = (2, "ab"), **apa: object
) -> tuple[bytes, Ringkasan]:
    return workbook.sunting(data, "buku.xlsx", definisi, Perubahan(**apa), rantai)  # type: ignore[arg-type]


def baca(data: bytes, dibanding: bytes | None = None) -> Isi:
    return workbook.baca_isi(data, "buku.xlsx", AGENDA, dibanding=dibanding)


def per_nomor(data: bytes) -> dict[int, BarisIsi]:
    return {satu.nomor: satu for satu in baca(data).baris}


def bagian(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def test_a_new_book_has_a_column_for_messages_that_is_not_printed() -> None:
    lembar = openpyxl.load_workbook(io.BytesIO(buku())).worksheets[0]
    assert lembar["P6"].value == "Pesan naskah"
    assert lembar.print_area == "'Agenda Surat Keluar'!$A$1:$O$1048576"
    assert lembar["P1"].value == KOLOM_PESAN
    assert lembar["P8"].font.i
    assert lembar.column_dimensions["P"].width == 22


def test_a_typed_row_is_given_its_key_and_the_ledgers_values_in_place() -> None:
    data = tangan(buku(), isi_sel(G10="x", F10="Edaran", L10="Lemari 3"))
    baru, hasil = sunting(data, kunci={10: "N3"}, baris=[baris(3, hal="Edaran")])
    assert (hasil.ditambah, hasil.diubah) == (0, 1)
    satu = per_nomor(baru)[10]
    assert satu.kunci == "N3"
    assert (satu.nilai["nomor"], satu.nilai["lokasi_arsip"]) == ("500/3/DK", "Lemari 3")


def test_a_refused_row_keeps_what_was_typed_and_says_why_until_it_is_mended() -> None:
    data = tangan(buku(), isi_sel(F10="Edaran"))
    baru, _ = sunting(data, pesan={10: "tanggal wajib diisi"})
    assert per_nomor(baru)[10] == BarisIsi("", 10, {"hal": "Edaran", KOLOM_PESAN: "tanggal wajib diisi"})
    lagi, _ = sunting(baru, pesan={10: ""})
    assert per_nomor(lagi)[10].nilai == {"hal": "Edaran"}


def test_the_key_of_a_copied_row_is_cleared_and_the_copy_stays() -> None:
    def salin(lembar: Worksheet) -> None:
        for kolom in range(1, 15):
            lembar.cell(10, kolom, lembar.cell(8, kolom).value)

    baru, hasil = sunting(tangan(buku(), salin), kunci={10: ""}, baris=[baris(1, hal="Diubah")])
    assert hasil.diubah == 2
    isi = per_nomor(baru)
    assert [(n, isi[n].kunci, isi[n].nilai["hal"]) for n in (8, 10)] == [
        (8, "N1", "Diubah"),
        (10, "", "Undangan"),
    ]


def test_of_two_rows_with_one_key_the_one_given_it_now_is_brought_up_to_date() -> None:
    data = tangan(buku(), isi_sel(F10="Edaran"))
    baru, _ = sunting(data, kunci={10: "N1", 8: "N9"}, baris=[baris(1, hal="Edaran 1")])
    isi = per_nomor(baru)
    assert (isi[8].kunci, isi[8].nilai["hal"]) == ("N9", "Undangan")
    assert (isi[10].kunci, isi[10].nilai["hal"]) == ("N1", "Edaran 1")


def test_a_deleted_row_comes_back_with_peoples_columns_and_a_message() -> None:
    orang = {"tanggal_kirim": "2026-11-24", "lokasi_arsip": 12, "catatan": "=1+1", "hal": "bukan milik orang"}
    baru, hasil = sunting(buku(), baris=[baris(3, orang=orang, pesan="baris ini terhapus, dikembalikan")])
    assert hasil.ditambah == 1
    satu = per_nomor(baru)[10]
    assert (satu.kunci, satu.nilai["hal"]) == ("N3", "Undangan")
    assert satu.nilai["tanggal_kirim"] == date(2026, 11, 24)
    assert (satu.nilai["lokasi_arsip"], satu.nilai["catatan"]) == (12, "=1+1")
    assert satu.nilai[KOLOM_PESAN] == "baris ini terhapus, dikembalikan"
    assert satu.rumus == {}


def test_peoples_cells_are_written_only_where_asked_for_and_blanked_by_none() -> None:
    data = tangan(buku(), isi_sel(L8="Lemari 3", O8="diantar"))
    assert sunting(data, baris=[baris(1)])[0] is data
    baru, _ = sunting(data, baris=[baris(1, orang={"lokasi_arsip": "Lemari 4", "catatan": None})])
    assert per_nomor(baru)[8].nilai["lokasi_arsip"] == "Lemari 4"
    assert "catatan" not in per_nomor(baru)[8].nilai


def test_a_shared_column_is_overwritten_only_by_what_people_typed() -> None:
    data = tangan(buku(), isi_sel(N8="diketik"))
    tetap, _ = sunting(data, definisi=BERSAMA, baris=[baris(1, keterangan="dari buku besar")])
    assert tetap is data
    baru, _ = sunting(
        data, definisi=BERSAMA, baris=[baris(1, keterangan="besar", orang={"keterangan": "diketik lagi"})]
    )
    assert per_nomor(baru)[8].nilai["keterangan"] == "diketik lagi"


def test_a_message_goes_when_its_row_is_written_without_one() -> None:
    data, _ = sunting(buku(), baris=[baris(1, pesan="cek lagi")])
    assert per_nomor(data)[8].nilai[KOLOM_PESAN] == "cek lagi"
    baru, _ = sunting(data, baris=[baris(1)])
    assert KOLOM_PESAN not in per_nomor(baru)[8].nilai


def test_a_book_made_before_there_were_messages_takes_rows_without_them() -> None:
    tua = tangan(buku(), lambda lembar: lembar.delete_cols(16))
    baru, hasil = sunting(tua, baris=[baris(3, pesan="tidak ada tempatnya")], pesan={8: "juga tidak"})
    assert hasil.ditambah == 1
    assert per_nomor(baru)[10].nilai.keys() == {"urutan", "tanggal", "nomor", "hal"}


def test_a_long_message_makes_its_row_higher() -> None:
    baru, _ = sunting(buku(), pesan={8: "nomor ini sudah dipakai surat lain; " * 5})
    assert openpyxl.load_workbook(io.BytesIO(baru)).worksheets[0].row_dimensions[8].height > 60


def test_changes_that_change_nothing_give_the_same_bytes_back() -> None:
    data = buku()
    baru, hasil = sunting(data, kunci={8: "N1"}, pesan={9: ""}, baris=[baris(1), baris(2)], konflik=())
    assert baru is data
    assert (hasil.tetap, hasil.ditulis) == (2, False)


def test_control_characters_people_pasted_are_written_back_as_excel_does() -> None:
    baru, _ = sunting(buku(), baris=[baris(1, orang={"catatan": "a\x0bb"})])
    assert b"a_x000B_b" in bagian(baru)[LEMBAR]
    assert per_nomor(baru)[8].nilai["catatan"] == "a\x0bb"


def test_values_are_read_as_what_they_are() -> None:
    data = tangan(
        buku(),
        isi_sel(L8=True, O8=1980, K8=date(2026, 1, 2), L9=198001012005011001, O9=0.5),
    )
    isi = per_nomor(data)
    assert [isi[8].nilai[k] for k in ("lokasi_arsip", "catatan", "tanggal_kirim")] == [
        "Ya",
        1980,
        date(2026, 1, 2),
    ]
    assert isinstance(isi[9].nilai["lokasi_arsip"], float)
    assert isi[9].nilai["catatan"] == 0.5


def test_formulas_are_read_with_their_text_and_their_value() -> None:
    def rumus(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="O8" s="', b'<c r="O8" t="str" s="', 1)
        xml = re.sub(
            rb'(<c r="O8"[^>]*?)(?: t="n")?\s*(/>|></c>)',
            rb"\1><f>L8&amp;&quot;!&quot;</f><v>A!</v></c>",
            xml,
        )
        xml = re.sub(
            rb'(<c r="L8"[^>]*?)(?: t="n")?\s*(/>|></c>)',
            rb'\1><f t="shared" ref="L8:L9" si="0">1+1</f><v>2</v></c>',
            xml,
        )
        return re.sub(
            rb'(<c r="L9"[^>]*?)(?: t="n")?\s*(/>|></c>)', rb'\1><f t="shared" si="0"/><v>2</v></c>', xml
        )

    isi = per_nomor(mentah(buku(), LEMBAR, rumus))
    assert isi[8].rumus == {"catatan": '=L8&"!"', "lokasi_arsip": "=1+1"}
    assert isi[9].rumus == {"lokasi_arsip": "="}
    assert (isi[8].nilai["catatan"], isi[9].nilai["lokasi_arsip"]) == ("A!", 2)


def _rumus_di(alamat: str, rumus: bytes) -> bytes:
    pola = rb'(<c r="%b"[^>]*?)(?: t="\w+")?>.*?</c>' % alamat.encode()
    return mentah(buku(), LEMBAR, lambda xml: re.sub(pola, rb"\1>" + rumus + b"</c>", xml, count=1))


def test_a_formula_that_shows_the_ledgers_value_stays() -> None:
    data = _rumus_di("B8", b"<f>0+1</f><v>1</v>")
    assert sunting(data, baris=[baris(1)])[0] is data


def test_a_formula_that_other_cells_live_on_stays_and_is_reported() -> None:
    data = _rumus_di("B8", b'<f t="shared" ref="B8:B9" si="0">7+1</f><v>8</v>')
    baru, hasil = sunting(data, baris=[baris(1)])
    assert [t.tempat for t in hasil.temuan] == ["Agenda Surat Keluar!B8"]
    assert baru is data


def test_an_overwritten_formula_leaves_excels_list_of_formulas_too() -> None:
    data = _rumus_di("B8", b"<f>7+1</f><v>8</v>")
    anggota = zipan.baca(data)
    for nama, awal, sisip in (
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", HUBUNGAN_RUMUS),
        ("[Content_Types].xml", b"</Types>", MACAM_RUMUS),
    ):
        anggota[nama] = zipan.Anggota.dari(nama, anggota[nama].isi().replace(awal, sisip + awal))
    anggota["xl/calcChain.xml"] = zipan.Anggota.dari(
        "xl/calcChain.xml", b'<calcChain><c r="B8" i="1"/></calcChain>'
    )
    baru, _ = sunting(zipan.tulis(anggota.values()), baris=[baris(1)])
    sesudah = bagian(baru)
    assert "xl/calcChain.xml" not in sesudah
    assert not any(b"calcChain" in isi for isi in sesudah.values())
    assert {
        n: isi for n, isi in sesudah.items() if n in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml")
    } == {n: bagian(data)[n] for n in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml")}


@pytest.mark.parametrize("orang", [{}, {"catatan": "A!"}])
def test_a_formula_in_a_persons_column_stays_unless_something_else_is_to_be_shown(
    orang: dict[str, object],
) -> None:
    rumus = b'<f>"A"&amp;"!"</f><v>A!</v>'
    pola = rb'(<c r="O8"[^>]*?)(?: t="n")?\s*(/>|></c>)'
    data = mentah(buku(), LEMBAR, lambda xml: re.sub(pola, rb'\1 t="str">' + rumus + b"</c>", xml, count=1))
    baru, _ = sunting(data, baris=[baris(1, hal="Diubah", orang=orang)])
    assert rumus in bagian(baru)[LEMBAR]
    lain, _ = sunting(data, baris=[baris(1, orang={"catatan": "B"})])
    assert (per_nomor(lain)[8].nilai["catatan"], per_nomor(lain)[8].rumus) == ("B", {})


def test_a_heading_with_a_star_still_names_its_column() -> None:
    wajib = replace(AGENDA, kolom=tuple(replace(k, wajib=k.kunci == "hal") for k in AGENDA.kolom))
    data = workbook.buat_isi(wajib, 2026, ["DINAS"], [baris(1)], (1, ""))
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["F6"].value == "Isi Ringkas *"
    tanpa = mentah(data, LEMBAR, lambda xml: re.sub(rb'<row r="1" .*?</row>', b"", xml, count=1))
    assert per_nomor(tanpa)[8].nilai["hal"] == "Undangan"


def test_people_are_told_how_to_fill_a_column_and_long_lists_break_nothing() -> None:
    kolom = [
        replace(k, bantuan="Tulis lemari dan rak.") if k.kunci == "lokasi_arsip"
        else replace(k, pilihan=tuple(f"pilihan yang panjang {n}" for n in range(40))) if k.kunci == "catatan"
        else replace(k, pilihan=("Biasa", "Segera"), bantuan="Pilih.") if k.kunci == "sifat"
        else k
        for k in AGENDA.kolom
    ]  # fmt: skip
    data = workbook.buat_isi(replace(AGENDA, kolom=tuple(kolom)), 2026, ["DINAS"], [], (0, ""))
    lembar = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    aturan = {str(satu.sqref)[0]: satu for satu in lembar.data_validations.dataValidation}
    assert (aturan["L"].promptTitle, aturan["L"].prompt) == ("Lokasi Arsip", "Tulis lemari dan rak.")
    assert (aturan["H"].formula1, aturan["H"].prompt) == ('"Biasa,Segera"', "Pilih.")
    assert "O" not in aturan


def test_the_hint_says_where_new_rows_are_typed() -> None:
    tanpa = replace(AGENDA, entri=())
    semua = [workbook.buat_isi(satu, 2026, ["DINAS"], [], (0, "")) for satu in (AGENDA, tanpa)]
    teks = [openpyxl.load_workbook(io.BytesIO(satu)).worksheets[0]["B5"].value for satu in semua]
    assert "ketik di bawah baris terakhir" in teks[0]
    assert teks[1].endswith("dari buku besar.")


def test_against_the_same_file_nothing_differs() -> None:
    data = buku(30)
    isi = baca(data, data)
    assert (isi.baris, isi.penuh, isi.kunci_hilang) == ((), False, frozenset())


def test_against_an_earlier_file_only_changed_typed_and_deleted_rows_are_told() -> None:
    lama = tangan(buku(30), lambda lembar: None)

    def ubah(lembar: Worksheet) -> None:
        lembar["O10"] = "diantar"
        lembar["F38"] = "baris baru"
        for kolom in range(1, 17):
            lembar.cell(20, kolom).value = None

    isi = baca(tangan(lama, ubah), lama)
    assert not isi.penuh
    assert {b.nomor: b.kunci for b in isi.baris} == {10: "N3", 38: ""}
    assert isi.kunci_hilang == {"N13"}


def test_against_an_earlier_file_a_copied_row_comes_with_its_original() -> None:
    lama = tangan(buku(30), lambda lembar: None)

    def salin(lembar: Worksheet) -> None:
        for kolom in range(1, 16):
            lembar.cell(38, kolom, lembar.cell(12, kolom).value)

    isi = baca(tangan(lama, salin), lama)
    assert [(b.nomor, b.kunci) for b in isi.baris] == [(12, "N5"), (38, "N5")]
    assert isi.kunci_hilang == frozenset()
    kembali = baca(lama, tangan(lama, salin))
    assert (kembali.baris, kembali.kunci_hilang) == ((), frozenset())


def _kolom_digeser(data: bytes) -> bytes:
    return tangan(data, lambda lembar: lembar.insert_cols(3))


def _sejak_1904(data: bytes) -> bytes:
    return mentah(
        data, "xl/workbook.xml", lambda x: x.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    )


def _banyak_berubah(data: bytes) -> bytes:
    return workbook.sunting(
        data, "b", AGENDA, Perubahan([baris(n, hal="Lain") for n in range(1, 600)]), (3, "c")
    )[0]


@pytest.mark.parametrize("ubah", [_kolom_digeser, _sejak_1904, _banyak_berubah, lambda data: b"rusak"])
def test_where_bytes_tell_nothing_everything_is_read(ubah: Callable[[bytes], bytes]) -> None:
    data = buku(600)
    isi = baca(data, ubah(data))
    assert isi.penuh
    assert len(isi.baris) == 600
    assert isi.kunci_hilang == frozenset()


def test_the_chain_is_read_from_bytes() -> None:
    assert workbook.rantai_isi(buku(), "b", AGENDA) == (2, "ab")


def test_a_book_is_made_of_the_same_bytes_twice() -> None:
    assert buku(5) == buku(5)
