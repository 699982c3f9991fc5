"""The rings of docs/arsitektur.md, held by reading the imports of every module."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
    "subprocess": ("naskah/pdf/", "naskah/render/terbatas.py"),
}


def modul(folder: str) -> list[Path]:
    return sorted((AKAR / folder).rglob("*.py"))


SEMUA = modul("naskah") + modul("registers")


@cache
def pohon(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def impor(path: Path) -> frozenset[str]:
    nama: set[str] = set()
    for simpul in ast.walk(pohon(path)):
        if isinstance(simpul, ast.Import):
            nama |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            nama |= {simpul.module} | {f"{simpul.module}.{a.name}" for a in simpul.names}
    return frozenset(nama)


def relatif(path: Path) -> str:
    return path.relative_to(AKAR).as_posix()


def pengimpor(berkas: Iterable[Path], *pantang: str) -> list[tuple[str, str]]:
    """Each of the files that imports something whose name starts with one of these, and what it imports."""
    return [(relatif(p), n) for p in berkas for n in impor(p) if n.startswith(pantang)]


def test_the_rooms_are_where_these_tests_look():
    assert len(modul("naskah")) > 200
    assert len(modul("registers")) > 50
    assert modul("registers/dasar")
    assert all((AKAR / inti).exists() for inti in INTI)


def test_registers_imports_nothing_from_naskah():
    assert pengimpor(modul("registers"), "naskah") == []


def test_the_ground_floor_imports_nothing_above_it():
    atas = pengimpor(modul("registers/dasar"), "registers.")
    assert [x for x in atas if not x[1].startswith("registers.dasar")] == []


def test_core_imports_no_port_and_no_shell():
    inti = [p for akar in INTI for p in ([AKAR / akar] if akar.endswith(".py") else modul(akar))]
    assert pengimpor(inti, *PORT, "naskah.commands", "naskah.issue") == []


def test_each_outside_thing_is_known_by_one_room():
    assert [
        (relatif(path), nama)
        for path in SEMUA
        for nama in impor(path)
        if (rumah := HANYA_DI.get(nama.split(".")[0])) and not relatif(path).startswith(rumah)
    ] == []


def test_the_host_clock_is_read_in_one_file_only():
    jam = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
    pembaca = {
        relatif(path)
        for path in SEMUA
        for s in ast.walk(pohon(path))
        if isinstance(s, ast.Attribute) and isinstance(s.value, ast.Name) and f"{s.value.id}.{s.attr}" in jam
    }
    assert pembaca == {"registers/dasar/waktu.py"}


def test_nothing_below_the_shell_imports_the_shell():
    assert pengimpor([p for p in modul("naskah") if "commands" not in p.parts], "naskah.commands") == []


def test_nothing_below_the_web_imports_the_web():
    """Passwords are hashed by the one file that knows argon2, for the command line as well."""
    bawah = [p for p in modul("naskah") if not {"commands", "web"} & {*p.parts}]
    lain = [x for x in pengimpor(bawah, "naskah.web") if x[1] != "naskah.web.keamanan"]
    assert [x for x in lain if not x[1].startswith("naskah.web.keamanan.sandi")] == []


def test_no_file_outgrows_its_room():
    panjang = {relatif(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SEMUA}
    assert {nama: n for nama, n in panjang.items() if n > 400} == {}
