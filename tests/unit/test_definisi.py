"""Book definitions: shipped ones load, broken ones say everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from registers.dasar.galat import TemplatSalah
from registers.definisi import BUKUAN, muat_buku, urai

BUKU = """
judul = "Buku Contoh"
lembar = "Contoh"
sumber = "buku_besar"
[[kolom]]
kunci = "nomor"
judul = "Nomor"
lebar = 20
dari = "nomor"
"""


def test_the_two_outgoing_books_are_found_by_looking() -> None:
    buku = muat_buku()
    assert {"agenda-surat-keluar", "pengendali-keluar"} <= set(buku)
    agenda = buku["agenda-surat-keluar"]
    assert agenda.halaman.kertas == "F4"
    assert {k.kunci for k in agenda.kolom if k.milik == "orang"} == {"catatan"}
    assert {k.kunci for k in agenda.kolom if k.milik == "bersama"} == {"tanggal_kirim", "lokasi_arsip"}
    assert all(k.dari in BUKUAN for k in agenda.kolom if k.milik != "orang")


def test_an_extra_folder_adds_a_book_and_replaces_one_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "buku-contoh.toml").write_text(BUKU, encoding="utf-8")
    (tmp_path / "pengendali-keluar.toml").write_text(BUKU, encoding="utf-8")
    buku = muat_buku([tmp_path])
    assert buku["buku-contoh"].judul == buku["pengendali-keluar"].judul == "Buku Contoh"


def test_every_mistake_of_every_definition_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "satu.toml").write_text(BUKU.replace("lebar = 20", "lebar = 0\nwarna = 3"), encoding="utf-8")
    (tmp_path / "dua.toml").write_text(BUKU.replace('sumber = "buku_besar"', ""), encoding="utf-8")
    (tmp_path / "tiga.toml").write_text("bukan toml", encoding="utf-8")
    with pytest.raises(TemplatSalah) as galat:
        muat_buku([tmp_path])
    tempat = {t.tempat: t.pesan for t in galat.value.temuan}
    assert tempat["satu.toml: kolom[1].lebar"] == "terlalu kecil"
    assert tempat["satu.toml: kolom[1].warna"] == "tidak dikenal"
    assert tempat["dua.toml: sumber"] == "wajib diisi"
    assert "bukan TOML" in tempat["tiga.toml"]


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ('dari = "nomor"', 'dari = "nomer"', "`dari` tidak dikenal"),
        ('dari = "nomor"', "", "`dari` tidak dikenal"),
        ("lebar = 20", 'lebar = 20\nmilik = "orang"', "tidak boleh punya `dari`"),
        (
            "[[kolom]]",
            '[[sorot]]\nkolom = "x"\nnilai = "y"\ngaya = "merah"\n[[kolom]]',
            "kolom yang tidak ada",
        ),
    ],
)
def test_what_does_not_hang_together_is_refused(lama: str, baru: str, pesan: str) -> None:
    with pytest.raises(TemplatSalah) as galat:
        urai("contoh", BUKU.replace(lama, baru).encode())
    assert any(pesan in t.pesan for t in galat.value.temuan)


def test_two_columns_cannot_share_a_key_or_a_heading() -> None:
    kolom = BUKU[BUKU.index("[[kolom]]") :]
    with pytest.raises(TemplatSalah) as galat:
        urai("contoh", (BUKU + kolom).encode())
    assert [t.tempat for t in galat.value.temuan] == [
        "contoh.toml: kolom nomor",
        "contoh.toml: kolom nomor",
    ]


def test_an_event_has_one_book_where_it_is_typed(tmp_path: Path) -> None:
    for nama in ("satu", "dua"):
        isi = BUKU.replace("sumber =", 'entri = ["contoh"]\nsumber =')
        (tmp_path / f"{nama}.toml").write_text(isi, encoding="utf-8")
    with pytest.raises(TemplatSalah) as galat:
        muat_buku([tmp_path])
    assert [t.nilai for t in galat.value.temuan] == ["dua, satu"]


def test_definitions_are_values() -> None:
    buku = urai("contoh", BUKU.encode())
    assert replace(buku, judul="Lain") != buku
    assert hash(buku) == hash(urai("contoh", BUKU.encode()))
