"""Ask for the fields of a type one by one, in the order of its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from naskah import fields
from registers.dasar.galat import DataTidakSah, NilaiSalah

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from registers.dasar.isian import Acuan, Isian

_JAWABAN = {"y": True, "ya": True, "t": False, "tidak": False}


def tanya(jenis: Jenis, acuan: Acuan) -> dict[str, Any]:
    """Ask every field; an empty answer leaves an optional one out, a wrong one is asked again at once."""
    typer.echo(f"{jenis.judul}. Isian bertanda * wajib; tekan Enter untuk melewati yang lain.", err=True)
    bagian = ""
    isi: dict[str, Any] = {}
    for isian in jenis.isian:
        if isian.bagian != bagian:
            bagian = isian.bagian
            typer.echo(f"\n{bagian}", err=True)
        nilai = _daftar(isian, acuan) if isian.jenis in {"daftar", "checklist"} else _satu(isian, acuan)
        if nilai not in ("", [], {}):
            isi[isian.nama] = nilai
    return isi


def _satu(isian: Isian, acuan: Acuan, awalan: str = "") -> str:
    label = f"{awalan}{isian.label or isian.nama}{' *' if isian.wajib else ''}"
    if isian.bantuan:
        typer.echo(f"  {isian.bantuan}", err=True)
    if isian.contoh:
        typer.echo(f"  Contoh: {isian.contoh}", err=True)
    if isian.pilihan:
        typer.echo(f"  Pilihan: {', '.join(isian.pilihan)}", err=True)
    bawaan = "" if isian.bawaan is None else str(isian.bawaan)
    while True:
        if isian.jenis == "paragraf":
            jawab = _baris(label)
        else:
            jawab = typer.prompt(f"  {label}", default=bawaan, show_default=bool(bawaan), err=True).strip()
        salah = _salah(isian, jawab, acuan)
        if not salah:
            return jawab
        typer.echo(f"  {salah}", err=True)


def _salah(isian: Isian, jawab: str, acuan: Acuan) -> str:
    """What is wrong with an answer, by the same kind that will read it; "" when nothing is."""
    if not jawab:
        return "Isian ini wajib." if isian.wajib else ""
    try:
        fields.semua()[isian.jenis].baca(jawab, isian, acuan)
    except NilaiSalah as galat:
        return f"{galat.pesan}; {galat.saran}" if galat.saran else galat.pesan
    except DataTidakSah as galat:
        return "; ".join(str(t) for t in galat.temuan)
    return ""


def ya(pertanyaan: str, *, bawaan: bool) -> bool:
    """Ask a yes-or-no question; an empty answer is `bawaan`."""
    pilihan = "Y/t" if bawaan else "y/T"
    while True:
        jawab = (
            typer.prompt(f"{pertanyaan} [{pilihan}]", default="", show_default=False, err=True)
            .strip()
            .lower()
        )
        if not jawab:
            return bawaan
        if jawab in _JAWABAN:
            return _JAWABAN[jawab]
        typer.echo("  Jawab y (ya) atau t (tidak).", err=True)


def _baris(label: str) -> str:
    typer.echo(f"  {label} (satu alinea per baris; baris kosong menutup)", err=True)
    alinea: list[str] = []
    while satu := typer.prompt("  >", default="", show_default=False, err=True).strip():
        alinea.append(satu)
    return "\n\n".join(alinea)


def _daftar(isian: Isian, acuan: Acuan) -> list[dict[str, str]] | dict[str, str]:
    if isian.jenis == "checklist":
        typer.echo(f"  {isian.label}: belum ada, belum lengkap, lengkap, atau perlu perbaikan", err=True)
        jawaban = {k.nama: _satu(k, acuan, "- ") for k in isian.kolom}
        return {k: v for k, v in jawaban.items() if v}
    baris: list[dict[str, str]] = []
    while ya(f"  Tambah {isian.label or isian.nama} ke-{len(baris) + 1}?", bawaan=not baris and isian.wajib):
        satu = {k.nama: _satu(k, acuan, "- ") for k in isian.kolom}
        baris.append({k: v for k, v in satu.items() if v})
    return baris
