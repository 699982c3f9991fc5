"""The fast reader says what the patient one says, whoever wrote the file; a partial one says what changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers import workbook
from registers.dasar import zipan
from registers.definisi import KOLOM_KUNCI, muat_buku
from registers.workbook import BukuAsing, Isi
from registers.workbook.bukaan import buka_buku
from registers.workbook.pembaca import PembacaBaris

AGENDA = muat_buku()["agenda-surat-keluar"]
KUNCI = [KOLOM_KUNCI, *(k.kunci for k in AGENDA.kolom)]
LEBAR = len(KUNCI)
BILANGAN = {k.kunci for k in AGENDA.kolom if k.milik == "buku_besar" and k.jenis == "bilangan"}
TANDA = (
    ("buku", AGENDA.id),
    ("tahun", "2026"),
    ("skema", "1"),
    ("urut", "3"),
    ("hash", "ab"),
    ("lembar", "Agenda"),
)
TEKS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t&<_x"
    ),
    min_size=1,
    max_size=12,
)
NILAI = st.one_of(
    st.none(),
    st.none(),
    TEKS.filter(lambda t: t[0] not in "={"),
    st.sampled_from(["Biasa", " tepi ", "_x0041_", "#N/A", "1", "=1+1", '=L9&"<"']),
    st.integers(-(10**17), 10**17),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 6)),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(9999, 12, 30)),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)),  # noqa: DTZ001
)
BARIS = st.lists(NILAI, min_size=LEBAR - 1, max_size=LEBAR - 1)
TABEL = st.lists(BARIS, min_size=1, max_size=5)


def dengan_openpyxl(tabel: list[list[object]]) -> bytes:
    buku = openpyxl.Workbook()
    lembar = buku.worksheets[0]
    lembar.append(KUNCI)
    for nomor, satu in enumerate(tabel):
        lembar.append([f"N{nomor}", *satu])
    tanda = buku.create_sheet("_naskah")
    for satu in TANDA:
        tanda.append(satu)
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def dengan_xlsxwriter(tabel: list[list[object]], *, hemat: bool = False) -> bytes:
    wadah = io.BytesIO()
    buku = xlsxwriter.Workbook(wadah, {"constant_memory": hemat, "default_date_format": "dd/mm/yyyy"})
    lembar = buku.add_worksheet("Agenda")
    lembar.write_row(0, 0, KUNCI)
    for nomor, satu in enumerate(tabel, 1):
        lembar.write_row(nomor, 0, [f"N{nomor}", *satu])
    tanda = buku.add_worksheet("_naskah")
    for nomor, satu in enumerate(TANDA):
        for kolom, isi in enumerate(satu):
            tanda.write_string(nomor, kolom, isi)
    buku.close()
    return wadah.getvalue()


def hemat(tabel: list[list[object]]) -> bytes:
    return dengan_xlsxwriter(tabel, hemat=True)


def baca(pembaca: Callable[[bytes], object], xml: bytes) -> object:
    try:
        return repr(pembaca(xml))
    except BukuAsing as galat:
        return str(galat)


def sama(data: bytes) -> Isi:
    """Both readers, row by row, on a whole book."""
    buka = buka_buku(data, "buku.xlsx", AGENDA)
    pembaca = PembacaBaris(buka.paket, buka.lembar, buka.peta, AGENDA)
    for satu in buka.lembar.baris():
        assert baca(pembaca.satu, satu.xml) == baca(pembaca.teliti, satu.xml)
    return workbook.baca_isi(data, "buku.xlsx", AGENDA)


@pytest.mark.parametrize("penulis", [dengan_openpyxl, dengan_xlsxwriter, hemat])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tabel=TABEL)
def test_both_readers_agree_on_books_other_programs_wrote(
    penulis: Callable[[list[list[object]]], bytes], tabel: list[list[object]]
) -> None:
    isi = sama(penulis(tabel))
    assert len(isi.baris) == len(tabel)
    for satu, asal in zip(isi.baris, tabel, strict=True):
        for kunci, nilai in zip(KUNCI[1:], asal, strict=True):
            if isinstance(nilai, date) and not isinstance(nilai, datetime):
                if isinstance(nilai, date) and kunci in BILANGAN:  # what the ledger counts is a number
                    nilai = (nilai - date(1899, 12, 30)).days
                assert satu.nilai[kunci] == nilai
            elif isinstance(nilai, bool):
                assert satu.nilai[kunci] == ("Ya" if nilai else "Tidak")
            elif nilai is None:
                assert kunci not in satu.nilai


REF = st.sampled_from(["A", "B", "C", "D", "H", "O", "P", "Z"])
ATRIBUT = st.lists(
    st.sampled_from(
        ['s="1"', 's="9"', 't="s"', 't="n"', 't="str"', 't="b"', 't="e"', 't="d"', 't="inlineStr"', 'cm="1"']
    ),
    max_size=2,
    unique_by=lambda satu: satu[0],
)
ISI = st.sampled_from([
    "", "<v>1</v>", "<v/>", "<v></v>", "<v>0</v>", "<v>-1</v>", "<v>99</v>", "<v> 2 </v>", "<v>1e3</v>",
    "<v>28</v>", "<v>29</v>", "<v>30</v>", "<v>31</v>", "<v>1.5</v>", "<v>NaN</v>", "<v>46349.5</v>",
    "<v>2026-11-23T00:00:00</v>", "<v>a&amp;b</v>", "<v>²</v>", "<v>٣</v>", "<v>12345678901234567</v>",
    '<v xml:space="preserve"> x </v>', "<is><t>Teks</t></is>", "<is><t/></is>",
    '<is><t xml:space="preserve"> a_x000D_b </t></is>', "<is><t>&#65;</t></is>",
    "<is><r><rPr><b/></rPr><t>te</t></r><r><t>bal</t></r></is>",
    "<is><t>a</t><rPh sb='0' eb='1'><t>X</t></rPh></is>",
    "<f>1+1</f><v>2</v>", "<f/><v>2</v>", '<f t="shared" si="0"/><v>2</v>', "<f>A1&lt;2</f>", "<f>x</f><v/>",
    '<f t="shared" ref="B2:B9" si="0">A1</f><v>1</v>', "<v>1</v><extLst><ext/></extLst>",
    "<!-- <c r='A1'/> --><v>1</v>", "<v><![CDATA[1]]></v>",
])  # fmt: skip
SEL = st.builds(
    lambda ref, atribut, isi, depan: (
        f'<c {" ".join([*atribut[:depan], f"r={chr(34)}{ref}9{chr(34)}", *atribut[depan:]])}'
        + (f">{isi}</c>" if isi else "/>")
    ),
    REF, ATRIBUT, ISI, st.sampled_from([0, 0, 0, 0, 1]),
)  # fmt: skip
KEPALA = st.sampled_from(
    ['<row r="9">', '<row r="9" spans="1:3" ht="15">', '<row spans="1:2" r="9">', '<row r="1">', "<row>"]
)
TABEL_TEKS = st.sampled_from([
    "<si><t>satu</t></si><si><t>dua</t></si><si><t xml:space='preserve'> t </t></si>",
    '<si><t>a&amp;b</t></si><si><t xml:space="preserve"> x_x0041_ </t></si>',
    "<si><r><t>ka</t></r><r><t>ya</t></r></si><si/><si><t/></si>"
    "<si><t>x</t><rPh sb='0' eb='1'><t>y</t></rPh></si>",
])  # fmt: skip


KOSONG = zipan.baca(dengan_xlsxwriter([]))


def buku_bertabel(tabel: str) -> bytes:
    """A book with these entries at the end of its shared string table."""
    anggota, nama = dict(KOSONG), "xl/sharedStrings.xml"
    isi = anggota[nama].isi().replace(b"</sst>", tabel.encode() + b"</sst>")
    anggota[nama] = zipan.Anggota.dari(nama, isi)
    return zipan.tulis(anggota.values())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KEPALA, st.lists(SEL, max_size=4), TABEL_TEKS)
def test_both_readers_agree_on_whatever_a_row_may_be_written_like(
    kepala: str, sel: list[str], tabel: str
) -> None:
    buka = buka_buku(buku_bertabel(tabel), "buku.xlsx", AGENDA)
    pembaca = PembacaBaris(buka.paket, buka.lembar, buka.peta, AGENDA)
    xml = f"{kepala}{''.join(sel)}</row>".encode()
    assert baca(pembaca.satu, xml) == baca(pembaca.teliti, xml)


UBAHAN = st.lists(
    st.tuples(
        st.sampled_from(["ubah", "hapus", "salin", "kosongkan_kunci", "ketik"]), st.integers(0, 11), TEKS
    ),
    max_size=4,
)


def sunting_tabel(ubahan: list[tuple[str, int, str]]) -> bytes:
    """A book of twelve rows after these edits by hand."""
    buku = openpyxl.Workbook()
    lembar = buku.worksheets[0]
    lembar.append(KUNCI)
    for nomor in range(12):
        lembar.append([f"N{nomor}", nomor, None, f"isi {nomor}"])
    for urut, (apa, nomor, teks) in enumerate(ubahan):
        baris, baru = nomor + 2, 20 + urut
        if apa == "ubah":
            lembar.cell(baris, 4).value = teks
        elif apa in ("hapus", "kosongkan_kunci"):
            for kolom in range(1, 5 if apa == "hapus" else 2):
                lembar.cell(baris, kolom).value = None
        elif apa == "salin":
            for kolom in range(1, 5):
                lembar.cell(baru, kolom).value = lembar.cell(baris, kolom).value
        else:
            lembar.cell(baru, 4).value = teks
    tanda = buku.create_sheet("_naskah")
    for satu in TANDA:
        tanda.append(satu)
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(UBAHAN, UBAHAN)
def test_a_partial_read_tells_every_change_and_every_copy(
    dulu: list[tuple[str, int, str]], kini: list[tuple[str, int, str]]
) -> None:
    data_dulu, data_kini = sunting_tabel(dulu), sunting_tabel(kini)
    lama, baru = (workbook.baca_isi(d, "b", AGENDA) for d in (data_dulu, data_kini))
    isi = workbook.baca_isi(data_kini, "b", AGENDA, dibanding=data_dulu)
    assert not isi.penuh
    beda = [b for b in baru.baris if b not in lama.baris]
    berubah = {b.kunci for b in beda} - {""}
    assert list(isi.baris) == [b for b in baru.baris if b in beda or b.kunci in berubah]
    assert isi.kunci_hilang == {b.kunci for b in lama.baris} - {b.kunci for b in baru.baris} - {""}
