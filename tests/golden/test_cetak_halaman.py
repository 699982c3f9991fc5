"""What lies on the printed cards and sheets: texts as long as they may be stay on their one page."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pypdf import PdfReader

from naskah import cetak, pdf
from naskah.cetak.halaman import render, susun
from naskah.cetak.muat import huruf_muat, ukuran_muat
from naskah.kantor import Kantor
from registers.definisi import muat_buku
from registers.ledger import Baris

KALIMAT = "Permohonan rekomendasi pengesahan akta pendirian koperasi di wilayah provinsi dan kabupaten, "
Halaman = dict[tuple[str, str], list[str]]  # (page, layout) → text of its pages
SATU = [c for id_ in cetak.daftar() if (c := cetak.muat(id_)).tata.per_halaman]
SUSUNAN = [(c, r) for c in SATU for r in ("", *c.tata.ragam) if c.berragam(r).per_halaman]
pytestmark = [
    pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang"),
    pytest.mark.xdist_group("cetak_halaman"),  # printed once, by one worker
]


def tercatat(cetakan: cetak.Cetakan, buku: str, isian: str) -> str:
    """The booking key a name of the template is filled from."""
    kunci = cetakan.tata.isian[isian]
    return next((k.dari for k in muat_buku()[buku].kolom if k.kunci == kunci and k.dari), kunci)


def penuh(cetakan: cetak.Cetakan, nomor: int) -> Baris:
    """A row whose every text is as long as its room allows."""
    contoh = tomllib.loads((cetakan.folder / "contoh.toml").read_text("utf-8"))
    nilai = {k: str(v) for k, v in contoh["baris"][0].items()}
    for isian, ruang in cetakan.tata.muat.items():
        teks = f"{isian} {KALIMAT * 20}"
        teks = teks[: huruf_muat(teks, ruang)].strip()
        assert ukuran_muat(teks, ruang) == ruang.ukuran[-1]
        nilai[tercatat(cetakan, contoh["buku"], isian)] = teks
    return Baris(contoh["buku"], 2026, f"M-uji{nomor}", nilai, 1, nomor)


@pytest.fixture(scope="module")
def halaman(
    kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], list[str]]:
    """The pages of four full rows in every layout with a fixed number of sheets; one LibreOffice run."""
    folder = tmp_path_factory.mktemp("cetak")
    kantor = Kantor.buka(kantor_kosong)
    try:
        for c, ragam in SUSUNAN:
            baris = [penuh(c, n) for n in range(1, 5)]
            isi = susun(kantor, c.berragam(ragam), [(kantor.buku[b.buku], b) for b in baris], lambda _: [])
            (folder / f"{c.id}~{ragam}.docx").write_bytes(render(kantor, c, ragam, isi))
    finally:
        kantor.tutup()
    hasil = pdf.ke_pdf(sorted(folder.glob("*.docx")), folder)
    teks = {p.stem: [h.extract_text() for h in PdfReader(p).pages] for p in hasil}
    return {(c.id, r): teks[f"{c.id}~{r}"] for c, r in SUSUNAN}


@pytest.mark.parametrize(("cetakan", "ragam"), SUSUNAN, ids=lambda n: getattr(n, "id", n) or "biasa")
def test_full_sheets_take_the_pages_they_should(halaman: Halaman, cetakan: cetak.Cetakan, ragam: str):
    lembar = 4 * max(1, len(cetakan.tata.salinan))
    assert len(halaman[cetakan.id, ragam]) == -(-lembar // cetakan.berragam(ragam).per_halaman)


@pytest.mark.parametrize(("cetakan", "ragam"), SUSUNAN, ids=lambda n: getattr(n, "id", n) or "biasa")
def test_every_word_of_a_full_sheet_is_printed(halaman: Halaman, cetakan: cetak.Cetakan, ragam: str):
    tercetak = re.sub(r"\s+", "", "".join(halaman[cetakan.id, ragam]))
    baris = penuh(cetakan, 1)
    teks = [str(baris.nilai[tercatat(cetakan, baris.buku, n)]) for n in cetakan.tata.muat]
    assert [t for t in teks if re.sub(r"\s+", "", t) not in tercetak] == []


def test_a_page_of_a_card_is_ten_by_fifteen_centimetres(kantor: Kantor):
    for id_ in ("kartu-kendali-masuk", "kartu-kendali-keluar"):
        xml = cetak.muat(id_).docx()
        from io import BytesIO

        from docx import Document

        seksi = Document(BytesIO(xml)).sections[0]
        assert (round(seksi.page_width.mm), round(seksi.page_height.mm)) == (150, 100)
