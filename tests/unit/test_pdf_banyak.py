"""Many PDFs at once: every letter gets its own, whoever cannot be converted is named, no other is lost."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from naskah import cetak_pdf, gambar, issue, pdf
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from naskah.pdf import banyak, ingatan
from naskah.pdf.bukti import terbukti
from naskah.pdf.ingatan import Ingatan
from naskah.pdf.pisah import pisah
from naskah.render.gabung import gabung, kunci_gabung
from registers.dasar import zipan
from registers.dasar.galat import PdfTidakTersedia
from tests.bahan.render import surat

perlu_libreoffice = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
bukan_windows = pytest.mark.skipif(os.name == "nt", reason="program tiruannya skrip")


@pytest.fixture(autouse=True)
def sedikit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen letters are joined as hundreds are; no test knows what another one saw."""
    monkeypatch.setattr(banyak, "_TERKECIL", 12)
    monkeypatch.setattr(banyak, "_ingatan", Ingatan())


# Stands for soffice on PATH: takes the files in order; the guilty one ends or stops it, a crash or a hang.
PEMBUNGKUS = """#!{python}
import os, subprocess, sys, time, zipfile
awal = next((n for n, a in enumerate(sys.argv) if a == "--outdir"), len(sys.argv)) + 2
files, asli, ada = sys.argv[awal:], "{asli}", 0
with open("{catatan}", "a") as f: print(len(files), file=f)
for ada, nama in enumerate(files):
    if b"BIANG" in zipfile.ZipFile(nama).read("word/document.xml"): break
else: ada = len(files)
if ada and asli: subprocess.run([asli, *sys.argv[1:awal], *files[:ada]])
for nama in files[:ada] if not asli else []:
    open(nama[:-5] + ".pdf", "wb").write(open("{contoh}", "rb").read())
if ada < len(files): {akhir}
"""


@pytest.fixture
def bungkus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Put the wrapper on PATH; returns the file in which it notes how many files each run had."""

    def pasang(akhir: str, *, asli: bool) -> Path:
        penulis = pypdf.PdfWriter()
        penulis.add_blank_page(100, 100)
        penulis.write(tmp_path / "contoh.pdf")
        program, catatan = tmp_path / "bin" / "soffice", tmp_path / "jalan.txt"
        program.parent.mkdir()
        nilai = {"asli": pdf.tersedia() if asli else "", "catatan": catatan, "akhir": akhir}
        program.write_text(PEMBUNGKUS.format(python=sys.executable, contoh=tmp_path / "contoh.pdf", **nilai))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return catatan

    return pasang


def surat_dinas(kantor: Kantor, folder: Path, banyak: int, paragraf: Callable[[int], int]) -> list[Path]:
    """Letters of one type; letter n says "Penerima n ke-k" in each of its `paragraf(n)` paragraphs."""
    isi = tomllib.loads((kantor.katalog.jenis("surat-dinas").folder / "contoh.toml").read_text("utf-8"))
    panjang = "yang diminta melaporkan perkembangan koperasi di wilayahnya selengkap-lengkapnya " * 3
    hasil: list[Path] = []
    for nomor in range(1, banyak + 1):
        alinea = [f"Penerima-{nomor:04}-ke-{k:03} {panjang}" for k in range(paragraf(nomor))]
        draf = susun(kantor, "surat-dinas", {**isi, "isi": alinea}, kantor.hari_ini())
        hasil.append(folder / f"surat-{nomor:04}.docx")
        hasil[-1].write_bytes(draf.render(kantor, f"005/{nomor}/CONTOH", terbit=True)[0].docx)
    return hasil


def polos(satu: Path) -> str:
    return "".join("".join(h.extract_text() for h in pypdf.PdfReader(satu).pages).split())


def berkas(folder: Path, nama: str, isi: str = "Isi") -> Path:
    (folder / nama).parent.mkdir(parents=True, exist_ok=True)
    (folder / nama).write_bytes(surat(isi))
    return folder / nama


@perlu_libreoffice
@pytest.mark.timeout(600)
def test_each_of_300_letters_of_one_to_three_pages_gets_its_own_words_and_no_others(
    kantor: Kantor, tmp_path: Path
) -> None:
    def paragraf(nomor: int) -> int:
        return {0: 12, 5: 17}.get(nomor % 10, 1 + nomor % 3)

    files = surat_dinas(kantor, tmp_path, 300, paragraf)
    maju: list[int] = []
    hasil = pdf.ke_pdf_banyak(files, tmp_path / "pdf", proses=2, maju=maju.append)
    assert hasil.gagal == {}
    assert sum(maju) == 300
    halaman: set[int] = set()
    for nomor, satu in enumerate(files, start=1):
        teks = polos(hasil.jadi[satu])
        assert teks.count("Penerima-") == teks.count(f"Penerima-{nomor:04}-ke-") == paragraf(nomor)
        assert f"005/{nomor}/CONTOH" in teks
        halaman.add(len(pypdf.PdfReader(hasil.jadi[satu]).pages))
    assert halaman == {1, 2, 3}


@perlu_libreoffice
@pytest.mark.parametrize("jenis", ["surat-dinas", "sertifikat-kesehatan", "nota-dinas", "sts"])
def test_a_letter_cut_out_of_many_looks_as_if_it_had_been_converted_alone(
    kantor: Kantor, tmp_path: Path, jenis: str
) -> None:
    isi = tomllib.loads((kantor.katalog.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))
    draf = susun(kantor, jenis, isi, kantor.hari_ini())
    files = [tmp_path / f"{n}.docx" for n in range(12)]
    for nomor, satu in enumerate(files):
        satu.write_bytes(draf.render(kantor, f"500/{nomor}/CONTOH", terbit=True)[0].docx)
    assert len({kunci_gabung(f.read_bytes()) for f in files} - {""}) == 1
    jadi = pdf.ke_pdf_banyak(files, tmp_path / "pdf").jadi
    sendiri = pdf.ke_pdf(files[7:8], tmp_path / "sendiri")[0]
    assert gambar.halaman_png(jadi[files[7]].read_bytes()) == gambar.halaman_png(sendiri.read_bytes())
    satu, lain = pypdf.PdfReader(jadi[files[7]]), pypdf.PdfReader(sendiri)
    assert satu.metadata is not None
    assert lain.metadata is not None
    assert satu.metadata.title == lain.metadata.title
    assert satu.trailer["/Root"]["/Lang"] == lain.trailer["/Root"]["/Lang"]


@perlu_libreoffice
def test_joined_letters_need_two_runs_and_a_page_that_is_not_theirs_is_not_delivered(
    kantor: Kantor, tmp_path: Path, bungkus: Callable[..., Path]
) -> None:
    catatan = bungkus("pass", asli=True)
    files = surat_dinas(kantor, tmp_path, 12, lambda _: 2)
    assert len(pdf.ke_pdf_banyak(files, tmp_path / "pdf").jadi) == 12
    assert catatan.read_text() == "1\n1\n"  # the first five, the others
    jadi = gabung([f.read_bytes() for f in files])
    (tmp_path / "semua.docx").write_bytes(jadi.docx)
    (satu,) = pdf.ke_pdf([tmp_path / "semua.docx"], tmp_path / "semua")
    tertukar = [jadi.teks[1], jadi.teks[0], *jadi.teks[2:]]
    assert [h is not None for h in pisah(satu, jadi.tanda, tertukar)] == [False] * 2 + [True] * 10
    assert {h for h in pisah(satu, ["tak-ada", *jadi.tanda[1:]], jadi.teks)} == {None}


@perlu_libreoffice
def test_what_a_template_showed_is_not_found_out_again_for_the_next_letters_of_it(
    kantor: Kantor, tmp_path: Path, bungkus: Callable[..., Path]
) -> None:
    catatan = bungkus("pass", asli=True)

    def jalan(files: list[Path]) -> list[int]:
        """How many files each run had."""
        catatan.unlink(missing_ok=True)
        assert len(pdf.ke_pdf_banyak(files, tmp_path / "pdf").jadi) == len(files)
        return [int(n) for n in catatan.read_text().split()]

    pendek = surat_dinas(kantor, tmp_path, 12, lambda _: 2)
    assert jalan(pendek) == [1, 1]
    assert jalan(pendek[:10]) == [1]  # so few of an unknown template would not be joined
    panjang = surat_dinas(kantor, tmp_path, 12, lambda _: 12)
    assert jalan(panjang) == [1, 12]  # joined at once, and none proved to be itself
    assert jalan(panjang) == [12]


def test_a_verdict_about_a_template_is_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    ingat = Ingatan()
    ingat.catat("satu", boleh=False)
    assert [ingat.boleh(k) for k in ("satu", "lain")] == [False, None]
    monkeypatch.setattr(ingatan, "_LAMA", 0.0)
    ingat.catat("satu", boleh=True)
    assert ingat.boleh("satu") is None


def test_a_page_proves_a_letter_only_with_all_its_words_and_no_other() -> None:
    assert terbukti(["NOMOR 1", "2", "isi surat"], "Nomor 1\nIsi\tsurat")
    assert not terbukti(["NOMOR 1"], "Nomor 1\nIsi surat")
    assert not terbukti(["NOMOR 1", "isi surat", "lain"], "Nomor 1\nIsi surat")


def ganti(docx: bytes, lama: bytes, baru: bytes, bagian: str = "word/document.xml") -> bytes:
    anggota = zipan.baca(docx)
    isi = anggota[bagian].isi()
    assert lama in isi
    return zipan.tulis({**anggota, bagian: zipan.Anggota.dari(bagian, isi.replace(lama, baru, 1))}.values())


def test_letters_that_count_on_or_differ_in_style_stand_alone(kantor: Kantor, tmp_path: Path) -> None:
    (satu,) = (f.read_bytes() for f in surat_dinas(kantor, tmp_path, 1, lambda _: 2))
    kunci = kunci_gabung(satu)
    assert kunci
    assert kunci_gabung(ganti(satu, b"Penerima-0001", b"Penerima-0002")) == kunci
    bidang = b"<w:r><w:instrText> NUMPAGES </w:instrText></w:r></w:p><w:sectPr>"
    daftar = b'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    for lama, baru in ((b"</w:p><w:sectPr>", bidang), (b"</w:p><w:sectPr>", daftar + b"</w:p><w:sectPr>")):
        assert kunci_gabung(ganti(satu, lama, baru)) == ""
    assert kunci_gabung(ganti(satu, b'w:val="567"', b'w:val="568"', "word/settings.xml")) not in ("", kunci)
    assert kunci_gabung(ganti(satu, b'w:type="default"', b'w:type="even"')) not in ("", kunci)


@perlu_libreoffice
@bukan_windows
def test_one_letter_that_crashes_libreoffice_is_named_and_all_others_are_converted(
    kantor: Kantor, tmp_path: Path, bungkus: Callable[..., Path]
) -> None:
    bungkus("os._exit(81)", asli=True)
    files = surat_dinas(kantor, tmp_path, 24, lambda _: 1)
    files[9].write_bytes(ganti(files[9].read_bytes(), b"Penerima-0010", b"BIANG"))
    hasil = pdf.ke_pdf_banyak(files, tmp_path / "pdf")
    assert list(hasil.gagal) == [files[9]]
    assert isinstance(hasil.gagal[files[9]], pdf.TakTerubah)
    assert len(hasil.jadi) == 23
    assert all(f"Penerima-{int(a.stem[-4:]):04}" in polos(h) for a, h in hasil.jadi.items())


@bukan_windows
def test_a_letter_that_hangs_costs_its_limit_and_no_more(
    tmp_path: Path, bungkus: Callable[..., Path]
) -> None:
    catatan = bungkus("time.sleep(300)", asli=False)
    files = [berkas(tmp_path, f"{n}.docx", "BIANG" if n in (3, 17) else "baik") for n in range(20)]
    mulai = time.monotonic()
    hasil = pdf.ke_pdf_banyak(files, tmp_path / "pdf", batas_waktu=3)
    assert time.monotonic() - mulai < 60
    assert set(hasil.gagal) == {files[3], files[17]}
    assert len(hasil.jadi) == 18
    assert catatan.read_text().split() == ["20", "1", "16", "1", "2"]  # each guilty one: its run, itself


@bukan_windows
def test_a_libreoffice_that_converts_nothing_is_not_tried_for_every_letter(
    tmp_path: Path, bungkus: Callable[..., Path]
) -> None:
    catatan = bungkus("pass", asli=False)
    (tmp_path / "bin" / "soffice").write_text(f"#!/bin/sh\necho x >> {catatan}\n")
    files = [berkas(tmp_path, f"{n}.docx") for n in range(40)]
    hasil = pdf.ke_pdf_banyak(files, tmp_path / "pdf")
    assert len(hasil.gagal) == 40
    assert not any(isinstance(g, pdf.TakTerubah) for g in hasil.gagal.values())
    assert catatan.read_text().count("x") < 10


@perlu_libreoffice
def test_a_missing_and_a_damaged_document_are_told_and_the_others_delivered(tmp_path: Path) -> None:
    (tmp_path / "sampah.docx").write_bytes(b"PK bukan docx" * 50)
    files = [tmp_path / "tiada.docx", tmp_path / "sampah.docx", berkas(tmp_path, "baik.docx")]
    hasil = pdf.ke_pdf_banyak(files, tmp_path / "pdf")
    assert "tiada.docx tidak dapat dibaca" in hasil.gagal[files[0]].message
    assert isinstance(hasil.gagal[files[1]], pdf.TakTerubah)
    assert list(hasil.jadi) == [files[2]]


@perlu_libreoffice
def test_documents_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    files = [berkas(tmp_path, f"{n}/Surat.docx", f"Isi{n}") for n in range(2)]
    hasil = pdf.ke_pdf_banyak([*files, files[0]], tmp_path / "pdf")
    assert [hasil.jadi[f].name for f in files] == ["Surat.pdf", "Surat-2.pdf"]
    assert [polos(hasil.jadi[f]) for f in files] == ["Isi0", "Isi1"]


@perlu_libreoffice
def test_two_jobs_at_once_both_finish(tmp_path: Path) -> None:
    hasil: list[pdf.HasilPdf] = []

    def kerja(nama: str) -> None:
        files = [berkas(tmp_path, f"{nama}{n}.docx", f"{nama}{n}") for n in range(3)]
        hasil.append(pdf.ke_pdf_banyak(files, tmp_path / nama))

    utas = [threading.Thread(target=kerja, args=(n,)) for n in ("kiri", "kanan")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert [polos(p) for h in hasil for p in h.jadi.values() if polos(p) != p.stem] == []
    assert sum(len(h.jadi) for h in hasil) == 6


@bukan_windows
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="prosesnya dicari di /proc")
@pytest.mark.parametrize("sinyal", [signal.SIGKILL, signal.SIGINT])
def test_a_job_that_is_killed_leaves_no_libreoffice_behind(
    tmp_path: Path, bungkus: Callable[..., Path], sinyal: signal.Signals
) -> None:
    bungkus(f"open('{tmp_path}/pid', 'w').write(str(os.getpid())); time.sleep(120)", asli=False)
    berkas(tmp_path, "a.docx", "BIANG")
    kode = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # a background ignores it
        "from pathlib import Path; from naskah import pdf; "
        f"pdf.ke_pdf_banyak([Path({str(tmp_path / 'a.docx')!r})], Path({str(tmp_path / 'pdf')!r}))"
    )
    kerja = subprocess.Popen([sys.executable, "-c", kode], stderr=subprocess.DEVNULL)
    try:
        _tunggu(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
        kerja.send_signal(sinyal)
        kerja.wait(30)
    finally:
        kerja.kill()
    pid = int((tmp_path / "pid").read_text())
    _tunggu(lambda: not _hidup(pid))
    assert not _hidup(pid)


@bukan_windows
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="prosesnya dicari di /proc")
def test_ctrl_c_while_a_thread_starts_leaves_no_libreoffice_behind(
    tmp_path: Path, bungkus: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bungkus(f"open('{tmp_path}/pid', 'w').write(str(os.getpid())); time.sleep(120)", asli=False)
    mulai = threading.Thread.start

    def terputus(utas: threading.Thread) -> None:
        mulai(utas)
        _tunggu(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", terputus)
    with pytest.raises(KeyboardInterrupt):
        pdf.ke_pdf_banyak([berkas(tmp_path, "a.docx", "BIANG")], tmp_path / "pdf")
    pid = int((tmp_path / "pid").read_text())
    _tunggu(lambda: not _hidup(pid))
    assert not _hidup(pid)


def _tunggu(syarat: Callable[[], bool]) -> None:
    batas = time.monotonic() + 30
    while not syarat():
        assert time.monotonic() < batas
        time.sleep(0.05)


def _hidup(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_without_libreoffice_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfTidakTersedia, match="Pasang LibreOffice"):
        pdf.ke_pdf_banyak([berkas(tmp_path, "a.docx")], tmp_path)


def test_letters_of_several_pages_are_joined_for_a_first_try_only(kantor: Kantor, tmp_path: Path) -> None:
    files = surat_dinas(kantor, tmp_path, 30, lambda _: 1)
    assert [len(s.files) for s in banyak._satuan(files)] == [5, 25]
    assert [len(s.files) for s in banyak._satuan(files[:10])] == [1] * 10


@perlu_libreoffice
@bukan_windows
def test_an_issued_letter_keeps_its_pdf_when_that_of_another_fails(
    kantor: Kantor, bungkus: Callable[..., Path]
) -> None:
    isi = tomllib.loads((kantor.katalog.jenis("surat-dinas").folder / "contoh.toml").read_text("utf-8"))
    semua = [
        issue.buat(kantor, Permintaan("surat-dinas", {**isi, "hal": hal}))[0] for hal in ("BIANG", "Undangan")
    ]
    bungkus("os._exit(81)", asli=True)
    hasil = cetak_pdf.tambah(kantor, [s.id for s in semua])
    assert (list(hasil.salah), hasil.belum) == ([semua[0].id], {})
    (pesan,) = hasil.peringatan
    assert semua[0].id in pesan
    assert "tidak dapat mengubah" in pesan
    with kantor.ledger.baca() as baca:
        pdf_ada = [any(b.path.endswith(".pdf") for b in baca.berkas(s.id)) for s in semua]
    assert pdf_ada == [False, True]
