"""PDF through LibreOffice: believed only when the PDF is there; the guilty file is named."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import docx
import pypdf
import pytest

from naskah import pdf
from naskah.pdf import huruf
from registers.dasar.galat import BerkasGagal, PdfTidakTersedia
from tests.bahan.render import simpan, surat

perlu_libreoffice = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")


def berkas(folder: Path, nama: str, isi: bytes | None = None) -> Path:
    jalur = folder / nama
    jalur.write_bytes(surat(f"Isi {nama}") if isi is None else isi)
    return jalur


def soffice_palsu(folder: Path, monkeypatch: pytest.MonkeyPatch, isi: str) -> None:
    """A program named soffice of our own in place of LibreOffice."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{isi}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@perlu_libreoffice
def test_many_documents_become_pdfs_with_their_text(tmp_path: Path) -> None:
    asal = [berkas(tmp_path, "surat satu.docx"), berkas(tmp_path, "surat-é.docx")]
    hasil = pdf.ke_pdf(asal, tmp_path / "keluar")
    assert [h.name for h in hasil] == ["surat satu.pdf", "surat-é.pdf"]
    assert ["Isi" in pypdf.PdfReader(h).pages[0].extract_text() for h in hasil] == [True, True]


@perlu_libreoffice
def test_garbage_is_named_and_nothing_is_delivered(tmp_path: Path) -> None:
    asal = [berkas(tmp_path, "baik.docx"), berkas(tmp_path, "sampah.docx", b"PK bukan docx" * 50)]
    with pytest.raises(PdfTidakTersedia, match=r"menjadi PDF: sampah\.docx\.") as galat:
        pdf.ke_pdf(asal, tmp_path / "keluar")
    assert galat.value.exit_code == 9
    assert not (tmp_path / "keluar").exists()


def test_without_libreoffice_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.tersedia() is None
    with pytest.raises(PdfTidakTersedia, match="Pasang LibreOffice"):
        pdf.ke_pdf([berkas(tmp_path, "a.docx")], tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip sh")
def test_success_without_a_pdf_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice_palsu(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(PdfTidakTersedia, match=r"a\.docx, b\.docx"):
        pdf.ke_pdf([berkas(tmp_path, "a.docx"), berkas(tmp_path, "b.docx")], tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip sh")
@pytest.mark.parametrize("isi", ["bukan pdf", "%PDF-1.7 tanpa halaman"])
def test_a_pdf_that_is_none_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, isi: str) -> None:
    naskah = f'for f in "$@"; do case "$f" in *.docx) printf "%s" "{isi}" > "${{f%.docx}}.pdf";; esac; done'
    soffice_palsu(tmp_path, monkeypatch, naskah)
    with pytest.raises(PdfTidakTersedia):
        pdf.ke_pdf([berkas(tmp_path, "a.docx")], tmp_path / "keluar")


@pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip sh")
def test_a_hanging_run_is_killed_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice_palsu(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/anak; wait")
    mulai = time.monotonic()
    with pytest.raises(PdfTidakTersedia):
        pdf.ke_pdf([berkas(tmp_path, "a.docx")], tmp_path, batas_waktu=0.5)
    assert time.monotonic() - mulai < 10
    anak = int((tmp_path / "anak").read_text())
    batas = time.monotonic() + 5
    while time.monotonic() < batas and _hidup(anak):
        time.sleep(0.05)
    assert not _hidup(anak)


def _hidup(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip sh")
def test_the_profile_forbids_macros_and_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catat = (
        f'for a in "$@"; do case "$a" in -env:UserInstallation=file://*) '
        f'cp "${{a#*file://}}/user/registrymodifications.xcu" {tmp_path}/profil;; esac; done; '
        f"echo $http_proxy > {tmp_path}/proksi"
    )
    soffice_palsu(tmp_path, monkeypatch, catat)
    with pytest.raises(PdfTidakTersedia):
        pdf.ke_pdf([berkas(tmp_path, "a.docx")], tmp_path)
    profil = (tmp_path / "profil").read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in profil
    assert (tmp_path / "proksi").read_text() == "http://127.0.0.1:9\n"


def test_a_missing_document_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "nt":
        soffice_palsu(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(BerkasGagal, match=r"tiada\.docx"):
        pdf.ke_pdf([tmp_path / "tiada.docx"], tmp_path)


def test_missing_fonts_are_named_and_equal_ones_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    terpasang = frozenset({"liberation sans", "urw bookman", "cambria"})
    monkeypatch.setattr(huruf, "_huruf_terpasang", lambda: terpasang)
    dokumen = docx.Document()
    for nama in ("Arial", "Bookman Old Style", "Huruf Aneh"):
        dokumen.add_paragraph().add_run(nama).font.name = nama
    assert "Huruf Aneh" in pdf.huruf_hilang(simpan(dokumen))
    assert not {"Arial", "Bookman Old Style"} & set(pdf.huruf_hilang(simpan(dokumen)))


@pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip sh")
def test_one_file_that_takes_its_batch_with_it_is_found_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    penulis = pypdf.PdfWriter()
    penulis.add_blank_page(100, 100)
    penulis.write(tmp_path / "contoh.pdf")
    naskah = (
        'for f in "$@"; do case "$f" in *.docx) grep -q RUSAK "$f" && exit 0;; esac; done; '
        f'for f in "$@"; do case "$f" in *.docx) cp {tmp_path}/contoh.pdf "${{f%.docx}}.pdf"; '
        f"echo . >> {tmp_path}/hitung;; esac; done"
    )
    soffice_palsu(tmp_path, monkeypatch, naskah)
    asal = [berkas(tmp_path, f"{n}.docx", b"RUSAK" if n == 5 else b"baik") for n in range(8)]
    with pytest.raises(PdfTidakTersedia, match=r"menjadi PDF: 5\.docx\."):
        pdf.ke_pdf(asal, tmp_path / "keluar")
    assert (tmp_path / "hitung").read_text().count(".") == 7


@perlu_libreoffice
def test_a_workbook_and_a_document_of_one_call_both_become_pdfs(tmp_path: Path) -> None:
    from openpyxl import Workbook

    buku = Workbook()
    buku.worksheets[0]["A1"] = "Isi buku"
    buku.save(tmp_path / "buku.xlsx")
    hasil = pdf.ke_pdf([tmp_path / "buku.xlsx", berkas(tmp_path, "surat.docx")], tmp_path / "keluar")
    assert ["Isi" in pypdf.PdfReader(h).pages[0].extract_text() for h in hasil] == [True, True]


@perlu_libreoffice
def test_garbage_named_xlsx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfTidakTersedia, match=r"menjadi PDF: sampah\.xlsx\."):
        pdf.ke_pdf([berkas(tmp_path, "sampah.xlsx", b"PK bukan xlsx" * 50)], tmp_path / "keluar")
