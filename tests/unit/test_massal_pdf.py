"""PDFs of a merge: a row is done when it has them, and whatever was in the way is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from naskah import cetak_pdf, pdf, perubahan
from naskah.kantor import Kantor
from naskah.massal import jalan, pdf_surat, rampung
from naskah.massal.kelompok import kelompok
from tests.bahan.massal import berkas, mulai, undangan

pytestmark = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")


def terbit(kantor: Kantor, tmp_path: Path, jumlah: int, *, gabung: bool = False) -> tuple[str, list[str]]:
    """A merge whose letters are issued and want their PDFs; their ids."""
    id_ = mulai(kantor, berkas(tmp_path, undangan(jumlah)), pdf=True, gabung=gabung)
    with kelompok(kantor, 1) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_)
    with kantor.ledger.baca() as baca:
        return id_, [b.naskah_id for b in baca.alur_pekerjaan(id_)]


def ber_pdf(kantor: Kantor, ids: list[str]) -> list[int]:
    """How many PDFs each letter has."""
    with kantor.ledger.baca() as baca:
        return [sum(b.macam == "pdf" for b in baca.berkas(id_)) for id_ in ids]


def test_without_libreoffice_the_rows_wait_and_whoever_goes_on_makes_them(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, ids = terbit(kantor, tmp_path, 4)
    with monkeypatch.context() as tanpa:
        tanpa.setenv("PATH", str(tmp_path))
        hasil = rampung.rampungkan(kantor, id_)
    assert (hasil.keadaan, hasil.pekerjaan.keadaan) == ({"terbit": 4}, "berhenti")
    assert "LibreOffice" in hasil.pekerjaan.sebab
    assert rampung.rampungkan(kantor, id_).keadaan == {"selesai": 4}
    assert ber_pdf(kantor, ids) == [1] * 4


def test_a_letter_that_has_its_pdf_already_does_not_keep_the_others_from_theirs(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_, ids = terbit(kantor, tmp_path, 4)
    assert cetak_pdf.tambah(kantor, ids[1:2]).peringatan == []
    hasil = rampung.rampungkan(kantor, id_)
    assert (hasil.keadaan, hasil.peringatan) == ({"selesai": 4}, ())
    assert ber_pdf(kantor, ids) == [1] * 4


def test_a_document_that_is_elsewhere_waits_and_the_others_do_not(kantor: Kantor, tmp_path: Path) -> None:
    id_, ids = terbit(kantor, tmp_path, 3)
    with kantor.ledger.baca() as baca:
        path = kantor.folder / baca.berkas(ids[1])[0].path
    pindah = path.rename(tmp_path / path.name)
    hasil = rampung.rampungkan(kantor, id_)
    assert hasil.keadaan == {"selesai": 2, "terbit": 1}
    assert path.name in hasil.pekerjaan.sebab
    pindah.rename(path)
    assert rampung.rampungkan(kantor, id_).keadaan == {"selesai": 3}
    assert ber_pdf(kantor, ids) == [1] * 3


def test_what_is_printed_are_the_letters_that_hold(kantor: Kantor, tmp_path: Path) -> None:
    id_, ids = terbit(kantor, tmp_path, 4, gabung=True)
    rampung.rampungkan(kantor, id_)
    with kantor.ledger.baca() as baca:
        isi = {**baca.naskah(ids[0]).isi, "kepada": "Ketua Koperasi Ralat"}
        nomor = [baca.naskah(n).nomor for n in ids]
    perubahan.ralat(kantor, ids[0], isi, alasan="contoh")
    perubahan.batal(kantor, ids[1], alasan="contoh")
    hasil = rampung.rampungkan(kantor, id_)
    assert any("PDF 1 naskah belum dibuat" in k for k in hasil.peringatan)
    teks = [h.extract_text() for h in PdfReader(kantor.folder / hasil.gabungan).pages]
    assert [any(n in t for t in teks) for n in nomor] == [False, False, True, True]
    cetak_pdf.tambah(kantor, ids[:1])
    assert not any("belum dibuat" in k for k in rampung.rampungkan(kantor, id_).peringatan)
    teks = [h.extract_text() for h in PdfReader(kantor.folder / hasil.gabungan).pages]
    assert any("Ketua Koperasi Ralat" in t for t in teks)


def test_a_letter_corrected_while_its_pdf_is_made_gets_that_of_its_correction(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_, ids = terbit(kantor, tmp_path, 4)
    kali = iter(range(1000))

    def terus() -> bool:
        if next(kali) == 1:  # LibreOffice is at work
            perubahan.ralat(
                kantor, ids[1], {**undangan(4)[1], "kepada": "Ketua Koperasi Betul"}, alasan="salah"
            )
        return True

    hasil = rampung.rampungkan(kantor, id_, terus=terus)
    assert hasil.keadaan == {"selesai": 3, "terbit": 1}
    assert "diralat sementara itu" in hasil.pekerjaan.sebab
    assert rampung.rampungkan(kantor, id_).keadaan == {"selesai": 4}
    with kantor.ledger.baca() as baca:
        assert [b.versi for b in baca.berkas(ids[1]) if b.macam == "pdf"] == [2]
    assert ber_pdf(kantor, ids) == [1] * 4


def test_making_pdfs_goes_on_batch_by_batch_and_can_be_stopped_between_them(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_surat, "_SEKALI", 2)
    id_ = mulai(kantor, berkas(tmp_path, undangan(5)), pdf=True)
    with kelompok(kantor, 1) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_)
    dilihat: list[int] = []
    hasil = rampung.rampungkan(
        kantor, id_, maju=lambda k: dilihat.append(k.selesai), terus=lambda: 2 not in dilihat
    )
    assert (hasil.keadaan, max(dilihat)) == ({"selesai": 2, "terbit": 3}, 2)


def test_making_pdfs_can_be_stopped_while_libreoffice_is_at_work(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(40)), pdf=True)
    with kelompok(kantor, 1) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_)
    tanya = [0]

    def terus() -> bool:
        tanya[0] += 1
        return tanya[0] < 3  # asked before the batch, then every half second: a start alone takes longer

    hasil = rampung.rampungkan(kantor, id_, terus=terus)
    assert (hasil.keadaan, hasil.pekerjaan.keadaan) == ({"terbit": 40}, "berhenti")
    assert rampung.rampungkan(kantor, id_).keadaan == {"selesai": 40}
