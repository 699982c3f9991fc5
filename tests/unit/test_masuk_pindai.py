"""Scans become incoming letters that wait to be completed; a scan met before is recognised."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from naskah import masuk, masuk_pindai, perubahan
from naskah.kantor import Kantor
from naskah.pencarian import surat as surat_satu
from registers.dasar.berkas import sha256
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan

PDF = b"%PDF-1.7\nsatu\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0 gambar \xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n gambar IEND\xaeB`\x82"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a scanner leaves: three scans, one of them twice, and things that are none."""
    folder = tmp_path / "pindaian"
    (folder / "lama").mkdir(parents=True)
    isi = {
        "a.pdf": PDF, "b.JPG": JPG, "c.png": PNG, "d-salinan.pdf": PDF, "e.pdf": b"bukan", "f.pdf": b"",
        "g.pdf": b"%PDF-1.7 masih ditulis", "catatan.txt": b"x", ".tersembunyi.pdf": PDF, "lama/h.pdf": PDF,
    }  # fmt: skip
    for nama, data in isi.items():
        (folder / nama).write_bytes(data)
    return folder


def test_each_scan_becomes_a_letter_with_its_file_in_the_archive(kantor: Kantor, folder: Path) -> None:
    maju: list[tuple[int, int, str]] = []
    hasil = masuk_pindai.pindai(kantor, folder, maju=lambda *satu: maju.append(satu))
    menurut = {h.berkas: h for h in hasil.berkas}
    assert [h.keadaan for h in hasil.berkas] == ["baru", "baru", "baru", "sudah", *["ditolak"] * 3]
    assert menurut["d-salinan.pdf"].id == menurut["a.pdf"].id
    assert "belum utuh" in menurut["g.pdf"].sebab
    assert maju[0] == (1, 7, "a.pdf")
    for nama, data in (("a.pdf", PDF), ("b.JPG", JPG), ("c.png", PNG)):
        satu = surat_satu(kantor, menurut[nama].id)
        (berkas,) = satu.berkas
        assert (satu.status, berkas.sha256) == ("diterima", sha256(data))
        assert (kantor.folder / berkas.path).read_bytes() == data
        assert (folder / nama).exists()
    with kantor.ledger.baca() as baca:
        nilai = baca.semua_baris("agenda-surat-masuk", 2026)[0].nilai
    assert (nilai["hal"], nilai["dari"]) == ("(belum diisi) a.pdf", "(belum diisi)")
    assert menurut["a.pdf"].id in nilai["keterangan"]


def test_a_second_run_recognises_what_the_first_has_taken_in(kantor: Kantor, folder: Path) -> None:
    masuk_pindai.pindai(kantor, folder)
    (folder / "baru.pdf").write_bytes(PDF.replace(b"satu", b"dua"))
    hasil = masuk_pindai.pindai(kantor, folder)
    assert [h.berkas for h in hasil.berkas if h.keadaan == "baru"] == ["baru.pdf"]
    with kantor.ledger.baca() as baca:
        assert len(baca.semua_baris("agenda-surat-masuk", 2026)) == 4


def test_a_dry_run_says_the_same_and_writes_nothing(kantor: Kantor, folder: Path) -> None:
    hasil = masuk_pindai.pindai(kantor, folder, coba=True)
    assert [h.keadaan for h in hasil.berkas] == ["baru", "baru", "baru", "sudah", *["ditolak"] * 3]
    assert hasil.berkas[3].sebab == "sama dengan a.pdf"
    with kantor.ledger.baca() as baca:
        assert baca.kepala() == (0, "")


def test_a_scanned_letter_is_completed_and_its_note_goes(kantor: Kantor, folder: Path) -> None:
    id_ = masuk_pindai.pindai(kantor, folder).berkas[0].id
    masuk.ubah(kantor, id_, {"hal": "Undangan rapat"})
    with kantor.ledger.baca() as baca:
        assert "belum lengkap" in baca.semua_baris("agenda-surat-masuk", 2026)[0].nilai["keterangan"]
    masuk.ubah(kantor, id_, {"dari": "Dinas Contoh", "nomor": "12", "kode": "P", "pengolah": "Bidang Contoh"})
    with kantor.ledger.baca() as baca:
        assert baca.semua_baris("agenda-surat-masuk", 2026)[0].nilai["keterangan"] == ""
        assert [b.kunci for b in baca.semua_baris("pengendali-masuk", 2026)] == [id_]


def test_a_file_name_with_odd_signs_enters_no_book(kantor: Kantor, tmp_path: Path) -> None:
    folder = tmp_path / "aneh"
    folder.mkdir()
    (folder / "{{ x }}\u202e.pdf").write_bytes(PDF)
    masuk_pindai.pindai(kantor, folder)
    with kantor.ledger.baca() as baca:
        assert baca.semua_baris("agenda-surat-masuk", 2026)[0].nilai["hal"] == "(belum diisi) __ x ___.pdf"


def test_a_folder_that_is_none_and_a_file_that_is_too_large(
    kantor: Kantor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TidakDitemukan):
        masuk_pindai.pindai(kantor, folder / "tidak-ada")
    monkeypatch.setattr(masuk_pindai, "UKURAN_PINDAIAN", 3)
    hasil = masuk_pindai.pindai(kantor, folder, coba=True)
    assert {h.keadaan for h in hasil.berkas if h.berkas != "f.pdf"} == {"ditolak"}


def test_a_scan_joins_an_incoming_letter_even_one_without_a_date(kantor: Kantor, folder: Path) -> None:
    surat = masuk.catat(kantor, {"dari": "Dinas Contoh", "hal": "Undangan"})
    satu = perubahan.lampir(kantor, surat.id, folder / "a.pdf")[0]
    assert satu.berkas[0].path.startswith("arsip/2026/")
    shutil.copy(folder / "a.pdf", folder / "z.pdf")
    assert {h.id for h in masuk_pindai.pindai(kantor, folder).berkas if h.keadaan == "sudah"} == {surat.id}
    perubahan.batal(kantor, surat.id, alasan="ganda")
    with pytest.raises(KeadaanDitolak):
        perubahan.lampir(kantor, surat.id, folder / "b.JPG")
    with pytest.raises(DataTidakSah):
        perubahan.lampir(kantor, surat.id, folder / "e.pdf")
