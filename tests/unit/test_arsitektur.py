"""The rings of docs/arsitektur.md, held by reading the imports of every module."""

import ast
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]
INTI = ("naskah/fields", "naskah/hitung", "naskah/validate.py", "naskah/konteks.py", "naskah/kkpkk.py")
PORT = (
    "naskah.render",
    "naskah.pdf",
    "naskah.arsip",
    "naskah.kantor",
    "registers.ledger",
    "registers.workbook",
)
HANYA_DI = {
    "docxtpl": "naskah/render",
    "docx": "naskah/render",
    "sqlalchemy": "registers/ledger",
    "alembic": "registers/ledger",
    "procrastinate": "registers/ledger/antrean",
    "fsspec": "naskah/gudang.py",
    "argon2": "naskah/web/keamanan/sandi.py",
    "typer": "naskah/commands",
    "starlette": "naskah/web",
    "uvicorn": "naskah/web",
    "itsdangerous": "naskah/web",
    "tomlkit": ("naskah/tatanan_", "naskah/isi_tulis.py"),
    "pypdfium2": "naskah/gambar.py",
    "PIL": "naskah/gambar.py",
    "segno": "naskah/segel/gambar.py",
    "cryptography": "naskah/segel/kunci.py",
    "subprocess": "naskah/pdf/",
}
SUBPROSES_LAIN = ("naskah/pdf/", "naskah/render/terbatas.py")


def modul(folder: str) -> list[Path]:
    return sorted((AKAR / folder).rglob("*.py"))


def impor(path: Path) -> set[str]:
    pohon = ast.parse(path.read_text(encoding="utf-8"))
    nama: set[str] = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            nama |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            nama |= {simpul.module} | {f"{simpul.module}.{a.name}" for a in simpul.names}
    return nama


def relatif(path: Path) -> str:
    return path.relative_to(AKAR).as_posix()


@pytest.mark.parametrize("path", modul("registers"), ids=relatif)
def test_registers_imports_nothing_from_naskah(path: Path):
    assert not [n for n in impor(path) if n == "naskah" or n.startswith("naskah.")]


@pytest.mark.parametrize("path", modul("registers/dasar"), ids=relatif)
def test_the_ground_floor_imports_nothing_above_it(path: Path):
    atas = [n for n in impor(path) if n.startswith("registers.") and not n.startswith("registers.dasar")]
    assert not atas


@pytest.mark.parametrize(
    "path",
    [p for akar in INTI for p in ([AKAR / akar] if akar.endswith(".py") else modul(akar))],
    ids=relatif,
)
def test_core_imports_no_port_and_no_shell(path: Path):
    pantang = (*PORT, "naskah.commands", "naskah.issue")
    assert not [n for n in impor(path) if n.startswith(pantang)]


@pytest.mark.parametrize("path", modul("naskah") + modul("registers"), ids=relatif)
def test_each_outside_thing_is_known_by_one_room(path: Path):
    for nama in impor(path):
        pangkal = nama.split(".")[0]
        if pangkal == "subprocess":
            assert relatif(path).startswith(SUBPROSES_LAIN), nama
        elif pangkal in HANYA_DI:
            assert relatif(path).startswith(HANYA_DI[pangkal]), nama


@pytest.mark.parametrize("path", modul("naskah") + modul("registers"), ids=relatif)
def test_the_host_clock_is_read_in_one_file_only(path: Path):
    pohon = ast.parse(path.read_text(encoding="utf-8"))
    jam = {
        f"{s.value.id}.{s.attr}"
        for s in ast.walk(pohon)
        if isinstance(s, ast.Attribute) and isinstance(s.value, ast.Name)
    } & {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
    assert not jam or relatif(path) == "registers/dasar/waktu.py"


@pytest.mark.parametrize("path", [p for p in modul("naskah") if "commands" not in p.parts], ids=relatif)
def test_nothing_below_the_shell_imports_the_shell(path: Path):
    assert not [n for n in impor(path) if n.startswith("naskah.commands")]


@pytest.mark.parametrize(
    "path", [p for p in modul("naskah") if not {"commands", "web"} & {*p.parts}], ids=relatif
)
def test_nothing_below_the_web_imports_the_web(path: Path):
    """Passwords are hashed by the one file that knows argon2, for the command line as well."""
    lain = {n for n in impor(path) if n.startswith("naskah.web")} - {"naskah.web.keamanan"}
    assert not [n for n in lain if not n.startswith("naskah.web.keamanan.sandi")]


@pytest.mark.parametrize("path", modul("naskah") + modul("registers"), ids=relatif)
def test_no_file_outgrows_its_room(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
