"""Form pairs and typed values: nothing typed is dropped, what is shown comes back the same."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naskah import validate
from naskah.catalog import Katalog, folder_templat
from naskah.kantor import Kantor
from naskah.web import bidang, formulir
from registers.dasar.isian import Isian

KATALOG = Katalog.buka([folder_templat()])
PESERTA = Isian("peserta", "daftar", kolom=(Isian("nama"), Isian("pegawai", "pegawai")))


def kirim(bidang_: bidang.Bidang) -> list[tuple[str, str]]:
    """The pairs a browser sends for a field as it is drawn."""
    if bidang_.baris:
        return [p for baris in bidang_.baris for sel in baris for p in kirim(sel)]
    if bidang_.isian.jenis == "checklist":
        return [
            (f"{bidang_.nama}.{k.nama}.{bagian}", (bidang_.nilai or {}).get(k.nama, {}).get(bagian, ""))
            for k in bidang_.isian.kolom
            for bagian in ("keadaan", "keterangan")
        ]
    return [(bidang_.nama, str(bidang_.nilai)), *(p for s in bidang_.lengkap for p in kirim(s))]


@pytest.mark.parametrize("id_", KATALOG.daftar())
def test_a_filled_form_says_what_its_example_says(kantor: Kantor, id_: str):
    jenis = kantor.katalog.jenis(id_)
    isi = tomllib.loads((jenis.folder / "contoh.toml").read_text("utf-8"))
    pasangan = [p for bagian in bidang.susun(jenis, isi, {}, ()).values() for b in bagian for p in kirim(b)]
    terkirim = formulir.baca(jenis.isian, pasangan)
    hari = kantor.hari_ini()
    acuan, rujukan = kantor.acuan(hari), kantor.rujukan(hari)
    assert (
        validate.periksa(jenis, terkirim, acuan, rujukan).nilai
        == validate.periksa(jenis, isi, acuan, rujukan).nilai
    )


@pytest.mark.parametrize("id_", KATALOG.daftar())
def test_what_nobody_changed_keeps_its_stored_value(kantor: Kantor, id_: str):
    jenis = kantor.katalog.jenis(id_)
    isi = tomllib.loads((jenis.folder / "contoh.toml").read_text("utf-8"))
    hari = kantor.hari_ini()
    asli = validate.periksa(jenis, isi, kantor.acuan(hari), kantor.rujukan(hari)).nilai
    pasangan = [p for bagian in bidang.susun(jenis, asli, {}, ()).values() for b in bagian for p in kirim(b)]
    terkirim = formulir.gabung(jenis, asli, formulir.baca(jenis.isian, pasangan))
    beda = {k for k in terkirim if terkirim[k] != asli.get(k)}
    assert all(k not in asli for k in beda), beda


def test_rows_keep_their_places_so_that_findings_fit():
    hasil = formulir.baca(
        [PESERTA], [("peserta[1].nama", ""), ("peserta[3].nama", "C"), ("peserta[4].nama", "")]
    )
    assert hasil == {"peserta": [{"nama": ""}, {"nama": "C"}]}


def test_a_person_typed_in_full_is_a_table_a_picked_one_a_key_and_both_are_kept():
    assert formulir.baca([PESERTA], [("peserta[1].pegawai.nama", "Contoh"), ("peserta[1].pegawai", "")]) == {
        "peserta": [{"pegawai": {"nama": "Contoh"}}]
    }
    satu = Isian("pegawai", "pegawai")
    assert formulir.baca([satu], [("pegawai", "Contoh"), ("pegawai.nama", "Lain")]) == {
        "pegawai": {"": "Contoh", "nama": "Lain"}
    }


def test_fields_of_the_page_and_unknown_ones_are_no_values():
    assert formulir.baca([Isian("hal")], [("_csrf", "x"), ("hal", "A"), ("lain", "B"), ("hal[x]", "C")]) == {
        "hal": "A"
    }


@pytest.mark.parametrize(
    ("aksi", "hasil"),
    [
        ("hapus:p:1", ["b", "c"]),
        ("naik:p:2", ["b", "a", "c"]),
        ("turun:p:2", ["a", "c", "b"]),
        ("naik:p:1", ["a", "b", "c"]),
        ("turun:p:3", ["a", "b", "c"]),
        ("hapus:p:9", ["a", "b", "c"]),
        ("hapus:p:x", ["a", "b", "c"]),
    ],
)
def test_rows_move_without_script(aksi: str, hasil: list[str]):
    semula = {"p": [{"n": "a"}, {"n": "b"}, {"n": "c"}]}
    assert [b["n"] for b in formulir.ubah_baris(semula, aksi)["p"]] == hasil


teks = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.fixed_dictionaries({"nama": teks, "jumlah": teks}), max_size=8))
def test_a_block_copied_from_excel_gives_its_cells(baris: list[dict[str, str]]):
    tabel = Isian("p", "daftar", kolom=(Isian("nama"), Isian("jumlah")))
    sel = [[b["nama"], b["jumlah"]] for b in baris]
    blok = "\n".join(
        "\t".join(f'"{v.replace(chr(34), chr(34) * 2)}"' if '"' in v else v for v in satu) for satu in sel
    )
    rapi = [{"nama": nama.strip(), "jumlah": jumlah.strip()} for nama, jumlah in sel]
    assert formulir.tempel(tabel, blok) == [b for b in rapi if any(b.values())]
