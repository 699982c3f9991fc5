"""What tests of the whole act share: example values, and a footprint of all an office keeps."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naskah.catalog import Katalog, folder_templat
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.surat import Surat

_KATALOG = Katalog.buka([folder_templat()])


def contoh(jenis: str, **ganti: Any) -> dict[str, Any]:
    """The example values of a type, some replaced."""
    isi = tomllib.loads((_KATALOG.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))
    return {**isi, **ganti}


def nota(**ganti: Any) -> Permintaan:
    """A small letter in a series that prints month and year: what most tests issue."""
    surat = {k: ganti.pop(k) for k in ("tanggal", "konsep", "id_permintaan", "pesanan") if k in ganti}
    return Permintaan("nota-dinas", contoh("nota-dinas", **ganti), **surat)


def spt(**ganti: Any) -> Permintaan:
    """A letter that two others derive from."""
    return Permintaan("spt", contoh("spt", **ganti))


def isi_folder(folder: Path) -> dict[str, str]:
    """Every document and book of an office by path, with its hash."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for bagian in ("arsip", "konsep", "buku")
        for p in sorted((folder / bagian).rglob("*"))
        if p.is_file() and ".kunci" not in p.parts
    }


@dataclass(frozen=True)
class Jejak:
    """Everything a letter leaves behind. Two equal footprints: nothing was taken, written or lost."""

    kepala: tuple[int, str]
    naskah: tuple[tuple[str, int, str], ...]
    celah: tuple[str, ...]
    berkas: tuple[tuple[str, str], ...]


def jejak(kantor: Kantor) -> Jejak:
    """The footprint of an office now."""
    with kantor.siap_bernomor().baca() as baca:
        return Jejak(
            kepala=baca.kepala(),
            naskah=tuple(sorted((n.id, n.versi, n.status) for n in baca.cari(batas=None))),
            celah=tuple(str(c) for c in baca.celah()),
            berkas=tuple(isi_folder(kantor.folder).items()),
        )


def utuh(kantor: Kantor, surat: Surat) -> bool:
    """Whether every file of a letter lies in its place with the registered hash."""
    return all(
        hashlib.sha256((kantor.folder / b.path).read_bytes()).hexdigest() == b.sha256 for b in surat.berkas
    )


def baris_buku(kantor: Kantor, buku: str, tahun: int = 2026) -> list[dict[str, str]]:
    """The rows of a workbook as text by column key, read with another library than the one that wrote it."""
    from python_calamine import CalamineWorkbook

    lembar = CalamineWorkbook.from_path(str(kantor.folder / "buku" / f"{buku}-{tahun}.xlsx"))
    semua = [[str(sel) for sel in b] for b in lembar.get_sheet_by_index(0).to_python()]
    return [dict(zip(semua[0], b, strict=False)) for b in semua if b[0].startswith("N-")]
