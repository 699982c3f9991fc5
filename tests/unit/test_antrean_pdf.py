"""PDFs of a merge in the queue: only a letter's own guilt is final, whatever else is in the way waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from naskah import cetak_pdf, pdf
from naskah.gudang import GudangFolder
from naskah.kantor import Kantor
from naskah.massal import potongan, rampung, sendirian
from naskah.massal.garap import garap
from naskah.massal.giliran import keadaan_kini
from registers.dasar.galat import BerkasGagal, NaskahError
from registers.ledger.antrean_pekerja import PotonganBuntu
from tests.bahan.antrean import (
    antre,
    antrekan,
    jadi_soffice,
    kantor_berantrean,
    keadaan,
    kerjakan_semua,
    potongan_antre,
    sql,
    surat,
)
from tests.bahan.massal import berkas, mulai, pastikan_utuh, undangan

pytestmark = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")

# Stands for soffice on PATH: makes no PDF of a document that says "Penghalang".
MENOLAK = """#!{python}
import os, sys, zipfile
awal = sys.argv.index("--outdir") + 2
def baik(nama):
    return nama[-5:] != ".docx" or b"Penghalang" not in zipfile.ZipFile(nama).read("word/document.xml")
if files := [f for f in sys.argv[awal:] if baik(f)]: os.execv("{asli}", ["{asli}", *sys.argv[1:awal], *files])
"""


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=5)


def libreoffice_mati(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """It is there, and converts nothing."""
    jadi_soffice(monkeypatch, folder, "#!/bin/sh\n")


def simpanan_penuh(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    """The store takes documents still, but no PDF any more."""
    asli = GudangFolder.taruh

    def taruh(self: GudangFolder, path: str, data: bytes, cocok: Any) -> bytes:
        if path.endswith(".pdf"):
            raise BerkasGagal(f"Berkas {path} tidak dapat ditulis: cakram penuh.")
        return asli(self, path, data, cocok)

    monkeypatch.setattr(GudangFolder, "taruh", taruh)


def pesan(kantor: Kantor, id_: str) -> list[str]:
    with kantor.ledger.baca() as baca:
        return [b.pesan for b in baca.alur_pekerjaan(id_)]


def ber_pdf(kantor: Kantor, ids: Sequence[str]) -> list[int]:
    """How many PDFs each letter has."""
    with kantor.ledger.baca() as baca:
        return [sum(b.macam == "pdf" for b in baca.berkas(id_)) for id_ in ids]


def sisihkan(kantor: Kantor) -> None:
    """What the worker does with a chunk that nobody is to try again."""
    sql(kantor.tatanan.database, "UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'")


def test_pdfs_lie_beside_their_documents_in_the_store(kantor: Kantor):
    id_ = antre(kantor, 2, pdf=True, gabung=True)
    kerjakan_semua(kantor, kantor)
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 2}
    gudang = kantor.folder.parent / "gudang"
    with kantor.ledger.baca() as baca:
        for satu in surat(kantor, id_):
            jalur = {b.macam: b.path for b in baca.berkas(satu)}
            assert jalur["pdf"] == jalur["docx"].replace(".docx", ".pdf")
            assert (gudang / jalur["pdf"]).read_bytes().startswith(b"%PDF")
    assert rampung.rampungkan(kantor, id_).gabungan
    pastikan_utuh(kantor)


@pytest.mark.parametrize(
    ("halangi", "kata"), [(libreoffice_mati, "tidak lagi membuat PDF"), (simpanan_penuh, "cakram penuh")]
)
def test_what_is_not_the_letters_fault_waits_says_why_and_is_made_when_a_person_goes_on(
    kantor: Kantor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    halangi: Callable[[pytest.MonkeyPatch, Path], None],
    kata: str,
):
    id_ = antre(kantor, 3, pdf=True)
    with monkeypatch.context() as tambalan:
        halangi(tambalan, tmp_path)
        for ke in range(2):
            with pytest.raises(NaskahError, match=kata) as galat:
                kerjakan_semua(kantor, kantor, ke)
            assert not isinstance(galat.value, PotonganBuntu)  # others may be luckier
        with pytest.raises(PotonganBuntu, match=kata):
            kerjakan_semua(kantor, kantor, 2)
    sisihkan(kantor)
    assert keadaan(kantor, id_) == {"terbit": 3}
    assert pesan(kantor, id_) == [""] * 3
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(id_)
        assert baca.keadaan_antrean(id_).gagal == 1
    assert keadaan_kini(kantor, pekerjaan) == "berhenti"
    assert kata in pekerjaan.sebab
    assert "naskah massal lanjut" in pekerjaan.sebab

    assert garap(kantor, id_).peringatan == ("1 potongan yang tidak ada lagi dalam antrean diantrekan lagi.",)
    with kantor.ledger.baca() as baca:
        pekerjaan, antrean = baca.pekerjaan(id_), baca.keadaan_antrean(id_)
    assert (keadaan_kini(kantor, pekerjaan), pekerjaan.sebab) == ("berjalan", "")
    assert (antrean.menunggu, antrean.gagal) == (1, 0)  # the one that was set aside is gone
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 3}
    assert ber_pdf(kantor, surat(kantor, id_)) == [1] * 3
    assert garap(kantor, id_).selesai
    pastikan_utuh(kantor)


def test_a_document_that_is_elsewhere_keeps_no_other_from_its_pdf_and_only_it_is_enqueued_anew(
    kantor: Kantor, tmp_path: Path
):
    id_ = antre(kantor, 3, pdf=True)
    ids, gudang = surat(kantor, id_), kantor.folder.parent / "gudang"
    asli = potongan_antre(kantor)
    with pytest.MonkeyPatch.context() as tambalan:
        tambalan.setattr(potongan, "_pdf", lambda *_: None)
        kerjakan_semua(kantor, kantor)
    with kantor.ledger.baca() as baca:
        path = gudang / baca.berkas(ids[1])[0].path
    pindah = path.rename(tmp_path / path.name)
    for ke in range(2):
        with pytest.raises(NaskahError, match=path.name):
            kerjakan_semua(kantor, kantor, ke)
        assert keadaan(kantor, id_) == {"selesai": 2, "terbit": 1}
    with pytest.raises(PotonganBuntu):
        kerjakan_semua(kantor, kantor, 2)
    sisihkan(kantor)
    pindah.rename(path)
    garap(kantor, id_)
    (lagi,) = potongan_antre(kantor)
    assert (lagi.awal, lagi.akhir, asli[0].akhir) == (2, 2, 3)
    kerjakan_semua(kantor, kantor)
    assert ber_pdf(kantor, ids) == [1] * 3


def test_a_letter_of_which_libreoffice_makes_none_is_done_without_it_and_the_others_have_theirs(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    baris = undangan(3)
    baris[1]["kepada"] = "Ketua Koperasi Penghalang"
    id_ = mulai(kantor, berkas(tmp_path, baris), antre=True, pdf=True)
    antrekan(kantor, id_)
    jadi_soffice(monkeypatch, tmp_path, MENOLAK.format(python=sys.executable, asli=pdf.tersedia()))
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 3}
    assert ber_pdf(kantor, surat(kantor, id_)) == [1, 0, 1]
    assert [bool(p) for p in pesan(kantor, id_)] == [False, True, False]
    assert "LibreOffice tidak dapat mengubah" in pesan(kantor, id_)[1]
    with kantor.ledger.baca() as baca:
        assert baca.naskah(surat(kantor, id_)[1]).status == "terbit"
    pastikan_utuh(kantor)


class Mati(BaseException):
    """What kills a worker: nothing of the program sees it coming."""


def bunuh(monkeypatch: pytest.MonkeyPatch, *jahat: str) -> None:
    """Making PDFs of these letters kills: the mark stays, as nothing runs any more."""
    asli, asli_beri = cetak_pdf.buat, sendirian._beri

    def buat(k: Kantor, sumber: Any, **lain: Any) -> Any:
        if any(s[0] in jahat for s in sumber):
            raise Mati
        return asli(k, sumber, **lain)

    def beri(*apa: Any) -> None:
        if not isinstance(sys.exc_info()[1], Mati):
            asli_beri(*apa)

    monkeypatch.setattr(cetak_pdf, "buat", buat)
    monkeypatch.setattr(sendirian, "_beri", beri)


def mati_terus(kantor: Kantor, kali: Sequence[int]) -> None:
    for ke in kali:
        with pytest.raises(Mati):
            kerjakan_semua(kantor, kantor, ke)


def test_a_pdf_that_kills_its_workers_is_left_out_and_the_letter_stands(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 3, pdf=True)
    jahat = surat(kantor, id_)[1]
    bunuh(monkeypatch, jahat)
    mati_terus(kantor, range(5))
    kerjakan_semua(kantor, kantor, 5)
    assert keadaan(kantor, id_) == {"selesai": 3}
    with kantor.ledger.baca() as baca:
        assert baca.naskah(jahat).status == "terbit"
    satu, dua, tiga = pesan(kantor, id_)
    assert satu == tiga == ""
    assert "pekerja mati" in dua
    pastikan_utuh(kantor)


@pytest.mark.parametrize(("jumlah", "mati"), [(1, 5), (4, 6)])
def test_where_no_pdf_can_be_made_without_dying_nobody_is_blamed_and_the_chunk_is_set_aside(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, jumlah: int, mati: int
):
    id_ = antre(kantor, jumlah, pdf=True)
    with monkeypatch.context() as tambalan:
        bunuh(tambalan, *surat(kantor, id_))
        mati_terus(kantor, range(mati))
        with pytest.raises(PotonganBuntu, match="pekerja mati"):
            kerjakan_semua(kantor, kantor, mati)
    sisihkan(kantor)
    assert keadaan(kantor, id_) == {"terbit": jumlah}
    garap(kantor, id_)
    assert pesan(kantor, id_) == [""] * jumlah  # tried anew without marks
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": jumlah}
