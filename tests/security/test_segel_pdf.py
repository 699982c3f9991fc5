"""A forged PDF whose words are the sealed ones: what else draws, hides or covers on its pages is found."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from naskah import pdf
from naskah.kantor import Kantor
from naskah.pdf import baca
from naskah.segel import kunci
from naskah.verifikasi import HasilVerifikasi, Putusan
from registers.dasar.waktu import FixedClock
from tests.bahan.segel import Sertifikat, ganti_teks, periksa, pesan, sertifikat
from tests.conftest import SAAT

pytestmark = [
    pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang"),
    pytest.mark.xdist_group("segel_pdf"),  # printed once, by one worker
]


@dataclass(frozen=True)
class Cetakan:
    """A certificate and the PDF naskah made of it."""

    kantor: Kantor
    satu: Sertifikat
    pdf: bytes

    def palsu(self, f: Callable[[PdfWriter], None]) -> list[HasilVerifikasi]:
        """The answers to an altered PDF: in the office, and with the public key alone."""
        tulis, keluar = PdfWriter(clone_from=io.BytesIO(self.pdf)), io.BytesIO()
        f(tulis)
        tulis.write(keluar)
        publik = kunci.publik_kantor(self.kantor.folder)
        return [periksa(k, keluar.getvalue(), publik=publik) for k in (self.kantor, None)]


@pytest.fixture(scope="module")
def cetakan(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cetakan]:
    folder = shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("segel") / "kantor")
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    satu = sertifikat(kantor, pdf=True)
    yield Cetakan(kantor, satu, satu.path.with_suffix(".pdf").read_bytes())
    kantor.tutup()


def kamus(**isi: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{n}"): benda(i) for n, i in isi.items()})


def benda(isi: Any) -> Any:
    if isinstance(isi, str):
        return NameObject(isi) if isi.startswith("/") else TextStringObject(isi)
    if isinstance(isi, list):
        return ArrayObject([benda(i) for i in isi])  # pyright: ignore[reportUnknownVariableType]
    if isinstance(isi, float):
        return FloatObject(isi)
    return NumberObject(isi) if isinstance(isi, int) else isi


def aliran(tulis: PdfWriter, isi: bytes, **kepala: Any) -> Any:
    satu = StreamObject()
    satu.set_data(isi)
    satu.update(kamus(**kepala))
    return tulis._add_object(satu)  # pyright: ignore[reportPrivateUsage]


def gambari(isi: bytes, *, dulu: bool = False) -> Callable[[PdfWriter], None]:
    """Draw on the first page, after or before all that is there."""

    def f(tulis: PdfWriter) -> None:
        halaman = tulis.pages[0]
        lama = halaman.get_contents()
        assert lama is not None
        utuh = [isi, lama.get_data()] if dulu else [lama.get_data(), isi]
        halaman[NameObject("/Contents")] = aliran(tulis, b"\n".join(utuh))

    return f


def sumber(tulis: PdfWriter, golongan: str, nama: str, isi: Any) -> None:
    semua: Any = tulis.pages[0]["/Resources"]
    semua.setdefault(NameObject(golongan), DictionaryObject()).get_object()[NameObject(nama)] = isi


def bentuk(tulis: PdfWriter) -> None:
    isi = b"1 1 1 rg 0 0 400 60 re f"
    sumber(tulis, "/XObject", "/FmX", aliran(tulis, isi, Type="/XObject", Subtype="/Form", BBox=[0, 0, 9, 9]))
    gambari(b"q 1 0 0 1 100 400 cm /FmX Do Q")(tulis)


def gambar_palsu(tulis: PdfWriter) -> None:
    """A picture of another name over the name."""
    isi = aliran(
        tulis, b"\xff", Type="/XObject", Subtype="/Image", Width=1, Height=1, BitsPerComponent=8,
        ColorSpace="/DeviceGray",
    )  # fmt: skip
    sumber(tulis, "/XObject", "/ImX", isi)
    gambari(b"q 400 0 0 20 300 380 cm /ImX Do Q")(tulis)


def huruf_gambar(tulis: PdfWriter) -> None:
    rupa = aliran(tulis, b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    font = kamus(
        Type="/Font", Subtype="/Type3", FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=kamus(space=rupa), Encoding=kamus(Differences=[32, "/space"]), FirstChar=32, LastChar=32,
        Widths=[500],
    )  # fmt: skip
    sumber(tulis, "/Font", "/T3", font)
    gambari(b"BT /T3 30 Tf 100 400 Td (    ) Tj ET")(tulis)


def tempel(**isi: Any) -> Callable[[PdfWriter], None]:
    def f(tulis: PdfWriter) -> None:
        catatan = kamus(Type="/Annot", Rect=[100, 400, 500, 460], **isi)
        if "AP" in isi:
            catatan[NameObject("/AP")] = kamus(N=aliran(tulis, isi["AP"], Subtype="/Form", BBox=[0, 0, 9, 9]))
        tulis.pages[0][NameObject("/Annots")] = ArrayObject([tulis._add_object(catatan)])  # pyright: ignore[reportPrivateUsage]

    return f


def akar(nama: str, **isi: Any) -> Callable[[PdfWriter], None]:
    def f(tulis: PdfWriter) -> None:
        tulis.root_object[NameObject(nama)] = kamus(**isi)

    return f


def halaman_ke_101(tulis: PdfWriter) -> None:
    for _ in range(100):
        tulis.add_blank_page(300, 300)


TAUTAN = "tautan yang bergambar"
UBAHAN = {
    "tautan bergambar": (tempel(Subtype="/Link", Border=[0, 0, 0], AP=b"1 1 1 rg 0 0 9 9 re f"), TAUTAN),
    "tautan berbingkai": (tempel(Subtype="/Link", Border=[0, 0, 40]), TAUTAN),
    "tautan tanpa bingkai yang ditulis": (tempel(Subtype="/Link"), TAUTAN),
    "tautan berhias": (tempel(Subtype="/Link", Border=[0, 0, 0], MK=kamus(CA="PALSU")), TAUTAN),
    "tautan berperintah": (tempel(Subtype="/Link", Border=[0, 0, 0], A=kamus(S="/JavaScript")), TAUTAN),
    "isian": (tempel(Subtype="/Widget"), "catatan atau isian di atas halaman"),
    "halaman ke-101": (halaman_ke_101, "lebih dari 100 halaman"),
    "huruf gambar": (huruf_gambar, "huruf yang digambar sendiri"),
    "bentuk": (bentuk, "gambar yang bukan gambar biasa"),
    "gambar di atas nama": (gambar_palsu, "gambar yang bertindih dengan teks"),
    "kotak putih": (gambari(b"1 1 1 rg 100 380 600 30 re f"), "bidang berwarna"),
    "garis setebal baris": (gambari(b"1 1 1 RG 30 w 100 390 m 700 390 l S"), "garis tebal yang bertindih"),
    "huruf dari garis": (gambari(b"100 50 m 120 90 l S"), "garis yang tidak lurus"),
    "garis lengkung": (gambari(b"0 0 m 1 1 2 2 3 3 c S"), "garis lengkung"),
    "gambar di tengah teks": (gambari(b"BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"), "gambar di tengah teks"),
    "arsiran": (gambari(b"/Sh0 sh"), "pola atau arsiran"),
    "pola": (gambari(b"/Pattern cs /P0 scn"), "pola atau arsiran"),
    "tembus pandang": (gambari(b"/GS0 gs"), "bagian yang tembus pandang"),
    "tak digambar": (gambari(b"3 Tr", dulu=True), "teks tersembunyi"),
    "dijauhkan": (gambari(b"1 0 0 1 5000 0 cm", dulu=True), "di luar bagian halaman yang kelihatan"),
    "dikecilkan": (gambari(b".01 0 0 .01 9 9 cm", dulu=True), "terlalu kecil untuk dibaca"),
    "dipotong": (gambari(b"0 0 9 9 re W* n", dulu=True), "di luar bagian halaman yang kelihatan"),
    "rusak": (gambari(b"/TakAda 9 Tf"), "isi halaman yang rusak"),
    "lapisan": (akar("/OCProperties"), "lapisan yang dapat disembunyikan"),
    "perintah saat dibuka": (akar("/OpenAction", S="/JavaScript", JS="x"), "perintah yang jalan sendiri"),
    "perintah lain": (akar("/AA"), "perintah yang jalan sendiri"),
    "formulir": (akar("/AcroForm"), "isian di atas halaman"),
    "berkas di dalam": (lambda t: t.add_attachment("x.txt", b"x"), "berkas lain atau perintah di dalamnya"),
    "kejutan": (akar("/Kejutan"), "benda yang tidak ada pada surat biasa (Kejutan)"),
    "diputar": (lambda t: t.pages[0].rotate(180), "halaman yang diputar"),
}  # fmt: skip


@pytest.mark.parametrize("nama", UBAHAN)
def test_what_draws_hides_or_covers_in_a_pdf_makes_it_uncertain_and_is_named(cetakan: Cetakan, nama: str):
    ubah, kata = UBAHAN[nama]
    for hasil in cetakan.palsu(ubah):
        assert hasil.putusan is Putusan.BELUM_PASTI
        assert kata in pesan(hasil)


def test_a_copy_saved_anew_and_a_bare_link_are_still_genuine(cetakan: Cetakan):
    tautan = tempel(Subtype="/Link", Border=[0, 0, 0], A=kamus(S="/URI", URI="https://contoh.invalid"))
    for ubah in (lambda _: None, tautan):
        assert [h.putusan for h in cetakan.palsu(ubah)] == [Putusan.ASLI, Putusan.ASLI]


def test_white_letters_over_a_picture_of_others_are_found(cetakan: Cetakan):
    def putih(tulis: PdfWriter) -> None:
        halaman = tulis.pages[0]
        lama = halaman.get_contents()
        assert lama is not None
        halaman[NameObject("/Contents")] = aliran(tulis, lama.get_data().replace(b"0 0 0 rg", b"1 1 1 rg"))

    for hasil in cetakan.palsu(putih):
        assert hasil.putusan is Putusan.BELUM_PASTI
        assert "hampir tidak kelihatan" in pesan(hasil)


def cetak(docx: bytes, folder: Path) -> bytes:
    (folder / "x.docx").write_bytes(docx)
    return pdf.ke_pdf([folder / "x.docx"], folder)[0].read_bytes()


def test_a_number_that_no_page_has_is_an_addition(cetakan: Cetakan, tmp_path: Path):
    akhir = "<w:sectPr"
    for angka in ("- 9000 -", "- 2 -", "2"):
        alinea = f"<w:p><w:r><w:t>{angka}</w:t></w:r></w:p>{akhir}"
        palsu = cetak(ganti_teks(cetakan.satu.docx, akhir, alinea), tmp_path)
        assert len(PdfReader(io.BytesIO(palsu)).pages) == 1
        hasil = periksa(cetakan.kantor, palsu, cetakan.satu.kode)
        assert hasil.putusan is Putusan.TIDAK_ASLI
        assert f"Ditambahkan: “{angka}”" in pesan(hasil)


def test_the_numbers_of_pages_are_no_difference(cetakan: Cetakan, tmp_path: Path):
    """Longer than a page, the letter has "- 2 -" at the top of its second page, and nowhere else."""
    jauh = ganti_teks(cetakan.satu.docx, "<w:body>", '<w:body><w:p><w:r><w:br w:type="page"/></w:r></w:p>')
    panjang = cetak(jauh, tmp_path)
    isi = baca.baca_pdf(panjang, "/Title")
    assert isi is not None
    assert len(isi.teks) > 1
    assert isi.nomor == ("- 2 -",)
    hasil = periksa(cetakan.kantor, panjang, cetakan.satu.kode)
    assert "Seluruh teks berkas sama dengan yang disegel." in pesan(hasil)
