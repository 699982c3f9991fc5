"""README and examples are true: every command in them exists, every code in them runs, the tables agree."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import tomllib
from pathlib import Path

import openpyxl
import pytest
import typer

from naskah import commands
from naskah.commands import aplikasi, jalankan
from naskah.kantor import Kantor
from registers.dasar import galat
from registers.dasar.galat import NaskahError
from tests.conftest import AKAR

SURAT = AKAR / "templates" / "surat-dinas" / "contoh.toml"
README = (AKAR / "README.md").read_text("utf-8")
BLOK = re.findall(r"```(\w*)\n(.*?)```", README, flags=re.S)


def baris_naskah() -> list[list[str]]:
    """Every `naskah …` line of the README, as words without the program."""
    semua = re.findall(r"`naskah ([^`\n>]+)[^`\n]*`", README)
    for bahasa, isi in BLOK:
        if bahasa == "sh":
            semua += re.findall(r"\bnaskah ([a-z][^#\n>&]*)", isi)
    return [shlex.split(satu) for satu in semua]


def tur(penanda: str) -> list[tuple[str, str]]:
    """The lines of the tour that has `penanda`, each with what it gives to naskah; "" when nothing."""
    isi = next(isi for bahasa, isi in BLOK if bahasa == "sh" and penanda in isi)
    cocok = [(b, re.match(r"(?:uv run )?naskah (.*?)(?:\s+#.*)?$", b)) for b in isi.splitlines()]
    return [(baris, satu[1].strip() if satu else "") for baris, satu in cocok]


@pytest.fixture
def di_kantor_contoh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office of `naskah contoh`, and a person who has gone into its folder."""
    assert jalankan(["contoh", str(tmp_path / "kantor-contoh")]) == 0
    monkeypatch.chdir(tmp_path / "kantor-contoh")


def perintah() -> dict[str, object]:
    """Every command by its path."""
    akar = typer.main.get_command(aplikasi())
    hasil: dict[str, object] = {}
    for nama, satu in akar.commands.items():
        anak = getattr(satu, "commands", {})
        hasil |= {f"{nama} {n}": p for n, p in anak.items()} if anak else {nama: satu}
    return hasil


def galat_semua(akar: type[NaskahError] = NaskahError) -> list[type[NaskahError]]:
    """The error tree, leaves and branches that people may meet."""
    semua = [akar] if not akar.__name__.startswith("_") else []
    anak = [a for a in akar.__subclasses__() if a.__module__ == galat.__name__]  # rooms may refine them
    return semua + [k for satu in anak for k in galat_semua(satu)]


@pytest.mark.parametrize("kata", baris_naskah(), ids=" ".join)
def test_every_line_of_the_readme_parses(kata: list[str]) -> None:
    dikenal = perintah()
    nama = next((" ".join(kata[:n]) for n in (2, 1) if " ".join(kata[:n]) in dikenal), None)
    if kata[0].startswith("-"):
        return
    assert nama is not None, kata
    pilihan = {p for satu in dikenal[nama].params for p in satu.opts}
    for satu in kata:
        if satu.startswith("--"):
            assert satu in pilihan, satu
    if "<" not in " ".join(kata) and not any(k in {"FOLDER", "JENIS"} for k in kata):
        isi = [k for k in kata[len(nama.split()) :] if not k.startswith("2>")]
        dikenal[nama].make_context(nama, list(isi))


def test_the_five_minute_tour_runs(di_kantor_contoh: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line of the tour, in its order, in the office of `naskah contoh`; ids are filled in."""
    konsep = ""
    for baris, perintah_ in tur("cd kantor-contoh"):
        if not perintah_:
            continue
        diisi = {"N-xxxxxx": konsep, "surat.toml": str(SURAT)}
        kata = [
            diisi.get(k, k.replace("../templates", str(SURAT.parents[1]))) for k in shlex.split(perintah_)
        ]
        if kata == ["buat", "surat-dinas"]:
            continue  # asks field by field
        assert jalankan(kata) == 0, (baris, capsys.readouterr().err)
        keluar = capsys.readouterr().out
        if "--konsep" in kata:
            konsep = re.findall(r"N-\w+", keluar)[0]
    assert konsep


def test_the_tour_of_the_two_desks_runs(di_kantor_contoh: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line of the desks' tour, in the office of `naskah contoh`, with one of its incoming letters."""
    capsys.readouterr()
    assert jalankan(["cari", "kewirausahaan", "--json"]) == 0
    masuk = json.loads(capsys.readouterr().out)["naskah"][0]["id"]
    dijalankan: list[str] = []
    for baris, perintah_ in tur("naskah hari-ini"):
        if not perintah_ or "agenda-lama" in baris or perintah_ == "masuk catat":
            continue  # needs an old agenda, or asks field by field
        kata = [masuk if k == "M-xxxxxx" else k for k in shlex.split(perintah_)]
        assert jalankan(kata) == 0, (baris, capsys.readouterr().err)
        dijalankan.append(kata[0])
    assert {"hari-ini", "masuk", "disposisi", "posisi", "cetak", "buku"} <= set(dijalankan)


def test_the_tour_of_the_treasurer_and_of_merges_runs(
    di_kantor_contoh: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line, in the office of `naskah contoh`; the workbook and the id of the merge are filled in."""
    keluar = ""
    for baris, perintah_ in tur("naskah massal jalan"):
        assert perintah_, baris
        kata = [k.replace("../templates", str(SURAT.parents[1])) for k in shlex.split(perintah_)]
        kata = [re.findall(r"G-\w+", keluar)[0] if k == "ID" else k for k in kata]
        kata += ["--ya"] if kata[:2] == ["massal", "batal"] else []
        capsys.readouterr()
        assert jalankan(kata) == 0, (baris, capsys.readouterr().err)
        keluar = capsys.readouterr().out
        if kata[:2] == ["massal", "templat"]:
            _isi_contoh(Path(f"isian-{kata[2]}.xlsx"))
    assert "dibatalkan" in keluar


def _isi_contoh(path: Path) -> None:
    """The example row once more below itself, where it counts."""
    buku = openpyxl.load_workbook(path)
    lembar = buku.worksheets[0]
    contoh = next(b[0].row for b in lembar.iter_rows() if b[0].value == "contoh")
    for sel in lembar[contoh]:
        lembar.cell(contoh + 1, sel.column).value = 1 if sel.column == 1 else sel.value
    buku.save(path)


def test_the_library_example_of_the_readme_runs(folder_kantor: Path) -> None:
    kode = next(isi for bahasa, isi in BLOK if bahasa == "python")
    isi = tomllib.loads((AKAR / "templates/nota-dinas/contoh.toml").read_text("utf-8"))
    ruang: dict[str, object] = {"isi": isi}
    exec(compile(kode.replace('"kantor-contoh"', repr(str(folder_kantor))), "README.md", "exec"), ruang)
    assert ruang["surat"][0].nomor == "1/ND/DKUKM/XI/2026"
    assert isinstance(ruang["kantor"], Kantor)
    ruang["kantor"].tutup()


@pytest.mark.parametrize("path", sorted((AKAR / "examples").glob("*.py")), ids=lambda p: p.name)
def test_every_example_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", [str(path), str(tmp_path / "kantor")])
    runpy.run_path(str(path), run_name="__main__")
    assert list((tmp_path / "kantor" / "arsip").rglob("*.docx"))


def test_every_path_the_readme_links_to_exists() -> None:
    for tautan in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (AKAR / tautan).exists(), tautan


@pytest.mark.parametrize("kelas", galat_semua(), ids=lambda k: k.__name__)
def test_each_error_has_one_code_that_all_three_tables_document(kelas: type[NaskahError]) -> None:
    kode = kelas.exit_code
    assert kode in {int(k) for k in re.findall(r"\| (\d+) \|", README)}
    assert re.search(rf"(?<!\d){kode}  ?\w", commands.__doc__ or "")
    assert re.search(rf"{kelas.__name__} +{kode} ", galat.__doc__ or ""), kelas


def test_no_two_errors_share_a_code() -> None:
    kode = [k.exit_code for k in galat_semua()]
    mewarisi = [k for k in galat_semua() if getattr(k.__bases__[0], "exit_code", 0) == k.exit_code]
    assert len(set(kode)) == len(kode) - len(mewarisi)
    assert 2 not in kode  # wrong usage is the command line's own


@pytest.mark.parametrize("kelas", galat_semua(), ids=lambda k: k.__name__)
def test_an_error_leaves_with_its_code(
    kelas: type[NaskahError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gagal(*_: object) -> None:
        raise kelas("Ada yang salah.")

    monkeypatch.setattr("naskah.kantor.cari_folder", gagal)
    assert jalankan(["cari"]) == kelas.exit_code
    assert capsys.readouterr().err.startswith("Galat: Ada yang salah.")
