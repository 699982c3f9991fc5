"""Where an office's own naskah.docx lies, and its older versions."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from registers.dasar import berkas, sistem
from registers.dasar.galat import BerkasGagal

NAMA = "naskah.docx"
LAMA = ".lama"  # in the type's folder: a catalogue ignores it
KUNCI = ".simpanan/templat.kunci"


@dataclass(frozen=True)
class Pasangan:
    """A naskah.docx that was just put in place.

    Attributes:
        path: where.
        disimpan: name of the file the old one is kept in.
        semula: its old bytes; None when the whole folder is new.
    """

    path: Path
    disimpan: str
    semula: bytes | None

    def urungkan(self) -> None:
        """Put back what was there, as if nothing had happened."""
        if self.semula is None:
            shutil.rmtree(self.path.parent, ignore_errors=True)
            return
        berkas.tulis_atomik(self.path, self.semula)
        (self.path.parent / LAMA / self.disimpan).unlink(missing_ok=True)


def milik(kantor: Path, tempat: str) -> Path | None:
    """The office's own folder of a type (`Jenis.tempat`); None when it uses ours."""
    folder = kantor / "templates" / tempat
    return folder if (folder / "naskah.toml").is_file() else None


def yang_lama(kantor: Path, tempat: str) -> list[Path]:
    """The files of older versions."""
    folder = kantor / "templates" / tempat / LAMA
    return sorted(folder.glob("naskah-*.docx")) if folder.is_dir() else []


def pasang(kantor: Path, tempat: str, bawaan: Path, docx: bytes, saat: str) -> Pasangan:
    """Put a naskah.docx in place and keep the old one; `bawaan` is copied when the office has no folder.

    Raises:
        BerkasGagal: it cannot be written; everything is as it was.
    """
    folder = milik(kantor, tempat)
    if folder is None:
        return _salin(bawaan, kantor / "templates" / tempat, docx, saat)
    path = folder / NAMA
    semula = berkas.baca(path)
    disimpan = _nama_baru(folder / LAMA, saat)
    berkas.tulis_atomik(folder / LAMA / disimpan, semula)
    try:
        berkas.tulis_atomik(path, docx)
    except (BerkasGagal, PermissionError) as galat:
        (folder / LAMA / disimpan).unlink(missing_ok=True)
        if isinstance(galat, BerkasGagal):
            raise
        pesan = f"{NAMA} sedang dibuka program lain."
        raise BerkasGagal(pesan, "Tutup berkas itu di Word, lalu ulangi.") from galat
    return Pasangan(path, disimpan, semula)


def _salin(bawaan: Path, tujuan: Path, docx: bytes, saat: str) -> Pasangan:
    """Our folder with another naskah.docx as the office's own: there in one step, or not at all."""
    sementara = tujuan.with_name(f".{tujuan.name}.baru")
    disimpan = _nama_baru(sementara / LAMA, saat)
    try:
        shutil.rmtree(sementara, ignore_errors=True)
        sementara.mkdir(parents=True)
        for satu in sorted(p for p in bawaan.iterdir() if p.is_file() and p.name != NAMA):
            berkas.tulis_atomik(sementara / satu.name, satu.read_bytes())
        berkas.tulis_atomik(sementara / LAMA / disimpan, (bawaan / NAMA).read_bytes())
        berkas.tulis_atomik(sementara / NAMA, docx)
        sementara.rename(tujuan)
    except OSError as galat:
        shutil.rmtree(sementara, ignore_errors=True)
        raise berkas.gagal(tujuan, galat, "ditulis") from galat
    except BerkasGagal:
        shutil.rmtree(sementara, ignore_errors=True)
        raise
    sistem.sinkron_folder(tujuan.parent)
    return Pasangan(tujuan / NAMA, disimpan, None)


def _nama_baru(folder: Path, saat: str) -> str:
    """A name that is free: two versions may be replaced within one second."""
    nama, ke = f"naskah-{saat}.docx", 1
    while (folder / nama).exists():
        ke += 1
        nama = f"naskah-{saat}-{ke}.docx"
    return nama
