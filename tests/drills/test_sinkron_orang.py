"""Scenarios 1 and 2: people edit their own columns, shared ones, and those of the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from registers import sinkron
from registers.workbook.sel import huruf, lolos
from tests.bahan.sinkron import (
    AWAL,
    KOLOM,
    TAHUN,
    Kantor,
    bagian,
    disinkronkan,
    excel,
    ganti_bagian,
    kantor_kecil,
    menurut_kunci,
    nomor,
    pastikan,
    pastikan_tenang,
    tulis,
)


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


def test_edits_of_own_columns_are_in_the_ledger_and_survive_rebuilding(kecil: Kantor) -> None:
    ketikan = {"catatan": "titip ke Bu Ani\nbesok", "biaya": 12500.5, "janji": date(2026, 12, 1)}
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 1, **ketikan)
        tulis(lembar, AWAL + 2, biaya="gratis saja", janji="lusa")
    with disinkronkan(kecil, milik_orang=[*ketikan.values(), "gratis saja", "lusa"]) as (hasil,):
        assert len(hasil.diambil) == 5
        assert hasil.konflik == ()
    baris = kecil.baris()
    assert baris["N-2"].orang == {
        "catatan": "titip ke Bu Ani\nbesok", "biaya": "12500.5", "janji": "2026-12-01",
    }  # fmt: skip
    sebelum = menurut_kunci(kecil.path)
    assert kecil.bangun().menunggu == ""
    assert menurut_kunci(kecil.path) == sebelum
    assert sebelum["N-2"]["janji"] == date(2026, 12, 1)
    assert sebelum["N-2"]["biaya"] == 12500.5
    pastikan_tenang(kecil)


def test_a_cell_that_was_emptied_is_empty(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="sementara")
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan=None)
    with disinkronkan(kecil) as (hasil,):
        assert hasil.diambil == ("No. 1 (1/2026), Catatan: sementara → kosong",)
    assert kecil.baris()["N-1"].orang == {}


def test_a_ledger_cell_changed_by_hand_is_a_conflict_with_both_values(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, hal="Rapat batal", tanggal=date(2026, 11, 30))
        tulis(lembar, AWAL + 1, urutan=99)
        tulis(lembar, AWAL + 2, hal=None)
    with disinkronkan(kecil, milik_orang=["Rapat batal", date(2026, 11, 30), 99]) as (hasil,):
        assert len(hasil.konflik) == 4
        assert hasil.diambil == ()
    kini = menurut_kunci(kecil.path)
    assert [kini[f"N-{n}"]["hal"] for n in (1, 2, 3)] == [f"Undangan rapat {n}" for n in (1, 2, 3)]
    assert (kini["N-1"]["tanggal"], kini["N-2"]["urutan"]) == (date(2026, 11, 1), 2)
    lembar = openpyxl.load_workbook(kecil.path)["Konflik"]
    tampil = [[sel for sel in baris] for baris in lembar.iter_rows(min_row=3, values_only=True)]
    assert [satu[3:5] for satu in tampil] == [
        ["Rapat batal", "Undangan rapat 1"],
        ["2026-11-30", "2026-11-01"],
        ["99", "2"],
        [None, "Undangan rapat 3"],
    ]
    assert {(k.nilai_buku, k.nilai_besar, k.status) for k in kecil.konflik()} == {
        ("Rapat batal", "Undangan rapat 1", "terbuka"),
        ("2026-11-30", "2026-11-01", "terbuka"),
        ("99", "2", "terbuka"),
        ("", "Undangan rapat 3", "terbuka"),
    }


def test_a_formula_in_a_ledger_cell_is_a_conflict_and_the_value_comes_back(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, hal='="Undangan "&"rapat 1"')
    with disinkronkan(kecil, milik_orang=['="Undangan "&"rapat 1"']) as (hasil,):
        assert len(hasil.konflik) == 1
    assert menurut_kunci(kecil.path)["N-1"]["hal"] == "Undangan rapat 1"


def test_a_settled_conflict_leaves_the_sheet_and_stays_on_record(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, hal="Rapat batal")
    kecil.sinkron()
    (satu,) = kecil.konflik()
    with kecil.ledger.tulis("penguji") as tx:
        tx.selesaikan_konflik(satu.id, "salah ketik")
        tx.buku_terbaca("mini", TAHUN, "")
    with disinkronkan(kecil):
        pass
    assert openpyxl.load_workbook(kecil.path)["Konflik"]["A3"].value == "Tidak ada konflik."
    assert [(k.nilai_buku, k.putusan) for k in kecil.konflik()] == [("Rapat batal", "salah ketik")]


def test_shared_cells_are_filled_while_blank_and_people_s_afterwards(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, lokasi="lemari saya")
    with disinkronkan(kecil, milik_orang=["lemari saya"]) as (hasil,):
        assert len(hasil.diambil) == 1
    for kunci in ("N-1", "N-2"):
        kecil.bukukan(kunci, lokasi="rak 7", tanggal_kirim="2026-11-20")
    kecil.sinkron()
    kini = menurut_kunci(kecil.path)
    assert (kini["N-1"]["lokasi"], kini["N-2"]["lokasi"]) == ("lemari saya", "rak 7")
    assert kini["N-1"]["kirim"] == date(2026, 11, 20)
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, lokasi=None)  # the ledger's value shows again
        tulis(lembar, AWAL + 1, lokasi="rak 8")
    with disinkronkan(kecil, milik_orang=["rak 8"]):
        pass
    kini = menurut_kunci(kecil.path)
    assert (kini["N-1"]["lokasi"], kini["N-2"]["lokasi"]) == ("rak 7", "rak 8")
    kecil.bukukan("N-1", lokasi="rak 9")
    kecil.bukukan("N-2", lokasi="rak 9")
    kecil.sinkron()
    kini = menurut_kunci(kecil.path)
    assert (kini["N-1"]["lokasi"], kini["N-2"]["lokasi"]) == ("rak 9", "rak 8")
    pastikan_tenang(kecil)


def test_people_edit_while_letters_are_issued_and_both_arrive(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="dari arsiparis", hal="diubah arsiparis")
    kecil.bukukan("N-1", hal="Undangan rapat pertama")
    kecil.bukukan("N-6", hal="Surat baru")
    with disinkronkan(kecil, milik_orang=["dari arsiparis", "diubah arsiparis"]) as (hasil,):
        assert (len(hasil.diambil), len(hasil.konflik)) == (1, 1)
    kini = menurut_kunci(kecil.path)
    assert kini["N-1"]["hal"] == "Undangan rapat pertama"
    assert kini["N-6"]["hal"] == "Surat baru"


def test_computed_columns_follow_what_people_type(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, biaya=5000)
    with disinkronkan(kecil):
        pass
    assert menurut_kunci(kecil.path)["N-1"]["ukuran"] == "16 huruf, 5000"
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, ukuran="besar sekali")
    with disinkronkan(kecil, milik_orang=["besar sekali"]) as (hasil,):
        assert len(hasil.konflik) == 1


def test_what_could_be_a_formula_stays_text(kecil: Kantor) -> None:
    nakal = ["=HYPERLINK(1)", "+62 812", "-7", "@siapa"]
    for ke, isi in enumerate(nakal, 1):
        kecil.bukukan(f"N-{ke}", hal=isi)
    kecil.sinkron()
    sel = [openpyxl.load_workbook(kecil.path).worksheets[0].cell(AWAL + n, KOLOM["hal"]) for n in range(4)]
    assert [(s.value, s.data_type) for s in sel][1:] == [(isi, "s") for isi in nakal[1:]]
    assert sel[0].value == nakal[0]
    assert b"<f>" not in b"".join(
        isi for nama, isi in bagian(kecil.path).items() if nama.startswith("xl/worksheets/")
    )
    pastikan_tenang(kecil)


ANEH = [
    "spasi di tepi  ",
    "  dua   spasi",
    "baris\nbaru\n\nlagi",
    "tab\tdi tengah",
    "<b>&amp;</b>",
    "_x0041_ ditulis orang",
    "kendali \x07 bel",
    "nol \x00 bita",
    "emoji 🙂 dan ﷽",
    "nir\u200blebar\u202ekanan",
    "=SUM(1)".replace("=", "＝"),
    "1_000",
    "٣٤",
    "1e400",
    "TRUE",
    "a" * 32_767,
]


@pytest.mark.parametrize("kolom", ["catatan", "biaya", "hal"])
def test_odd_text_comes_in_and_goes_out_as_it_was(kecil: Kantor, kolom: str) -> None:
    for ke in range(6, len(ANEH) + 1):
        kecil.bukukan(f"N-{ke}")
    kecil.sinkron()
    ganti_bagian(kecil.path, lambda isi: isi.update(_dengan_teks_aneh(isi, KOLOM[kolom])))
    sebelum, kepala = kecil.path.read_bytes(), nomor(kecil)
    hasil = kecil.sinkron()
    assert hasil.menunggu == ""
    dibaca = [teks.replace("\0", "\ufffd") for teks in ANEH]  # PostgreSQL keeps no NUL
    if kolom == "hal":
        assert [k.nilai_buku for k in kecil.konflik()] == dibaca
    elif kolom == "catatan":
        assert [b.orang["catatan"] for b in kecil.baris().values()] == dibaca
    pastikan(kecil, sebelum, kepala)
    semua = {k: b.orang for k, b in kecil.baris().items()}
    assert kecil.bangun().menunggu == ""
    pastikan_tenang(kecil)
    with excel(kecil.path) as lembar:
        lembar.insert_rows(AWAL)  # so that everything is read again
    assert kecil.sinkron().diambil == ()
    assert {k: b.orang for k, b in kecil.baris().items()} == semua


def _dengan_teks_aneh(isi: Mapping[str, bytes], kolom: int) -> dict[str, bytes]:
    """The sheet with an odd text in every row."""
    nama, xml = next((n, x) for n, x in isi.items() if b">_pesan<" in x)
    for baris, teks in enumerate(ANEH, AWAL):
        ref = huruf(kolom) + b"%d" % baris
        sel = b'<c r="%b" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % (ref, lolos(teks))
        baru = re.sub(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % ref, lambda _, s=sel: s, xml, count=1)
        assert baru != xml
        xml = baru
    return {nama: xml}


def test_a_moment_is_a_date_in_the_ledger(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, janji=datetime(2026, 12, 1, 14, 30))  # noqa: DTZ001
    with disinkronkan(kecil):
        pass
    assert kecil.baris()["N-1"].orang == {"janji": "2026-12-01"}


def test_the_plan_of_a_dry_run_is_what_happens_and_writes_nothing(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="baru", hal="diubah")
        tulis(lembar, AWAL + 5, hal="Rapat baru")
        tulis(lembar, AWAL + 6, jumlah="tujuh")
        lembar.delete_rows(AWAL + 1)
    kepala, data = kecil.kepala(), kecil.path.read_bytes()
    rencana = kecil.sinkron(coba=True)
    assert (kecil.kepala(), kecil.path.read_bytes()) == (kepala, data)
    assert [p.name for p in kecil.folder.iterdir() if p.is_file()] == [kecil.path.name]
    jadi = kecil.sinkron()
    for apa in ("diambil", "masuk", "ditolak", "konflik", "dikembalikan", "menunggu"):
        assert getattr(rencana, apa) == getattr(jadi, apa)
        assert getattr(jadi, apa) or apa == "menunggu"


def test_only_waiting_books_are_written_after_a_letter(kecil: Kantor) -> None:
    assert sinkron.tulis_menunggu(kecil.meja) == []
    kecil.bukukan("N-6", hal="Surat baru")
    assert sinkron.tulis_menunggu(kecil.meja) == []
    assert "N-6" in menurut_kunci(kecil.path)
    kecil.bukukan("N-1", buku="tanpa-definisi")
    (peringatan,) = sinkron.tulis_menunggu(kecil.meja)
    assert "tanpa-definisi tidak punya definisi" in peringatan
