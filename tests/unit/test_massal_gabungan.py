"""The one PDF of a merge: its bookmarks name whom each letter is about, no two documents share a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from naskah import dokumen, pdf
from naskah.kantor import Kantor
from naskah.massal import rampung
from tests.bahan.kantor import contoh
from tests.bahan.massal import berkas, lanjut, mulai

pytestmark = pytest.mark.skipif(not pdf.tersedia(), reason="LibreOffice tidak terpasang")


def gabungan(kantor: Kantor, id_: str) -> PdfReader:
    return PdfReader(kantor.folder / "massal" / id_ / rampung.NAMA_GABUNGAN)


def test_the_bookmark_of_a_letter_about_an_employee_begins_with_that_employee(
    kantor: Kantor, tmp_path: Path
) -> None:
    orang = ["Agnes Teladan, S.E.", "Markus Andaian, S.Kom."]
    baris = [contoh("pkgb", pegawai=nama, golongan="III/b") for nama in orang]
    id_ = mulai(kantor, berkas(tmp_path, baris), "pkgb", pdf=True, gabung=True)
    lanjut(kantor, id_)
    judul = [str(o["/Title"]) for o in gabungan(kantor, id_).outline if not isinstance(o, list)]
    assert [j.partition(" · ")[0] for j in judul] == orang
    assert all("Kepala Biro Keuangan" not in j for j in judul)


def test_a_bookmark_without_such_a_person_says_what_the_letter_is_about(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, [contoh("spp-gu")]), "spp-gu", pdf=True, gabung=True)
    lanjut(kantor, id_)
    (judul,) = [str(o["/Title"]) for o in gabungan(kantor, id_).outline if not isinstance(o, list)]
    with kantor.ledger.baca() as baca:
        (baris,) = baca.alur_pekerjaan(id_)
        assert judul.endswith(baca.naskah(baris.naskah_id).hal)


def test_printed_on_both_sides_each_document_of_a_paket_begins_a_sheet(
    kantor: Kantor, tmp_path: Path
) -> None:
    data = berkas(tmp_path, [contoh("spp-gu")])
    id_ = mulai(kantor, data, "spp-gu", pdf=True, gabung=True, bolak_balik=True)
    lanjut(kantor, id_)
    with kantor.ledger.baca() as baca:
        (baris,) = baca.alur_pekerjaan(id_)
        pdf_ = dokumen.pdf_berlaku(baca.berkas(baris.naskah_id))
    halaman = [len(PdfReader(kantor.folder / b.path).pages) for b in pdf_]
    seharusnya: list[bool] = []
    for banyak in halaman:
        seharusnya += [True] * banyak + [False] * (banyak % 2)
    assert len(halaman) == 5
    assert [bool(h.extract_text().strip()) for h in gabungan(kantor, id_).pages] == seharusnya
