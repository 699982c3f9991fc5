"""Ask for the fields of a type one by one, in the order of its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from registers.dasar.isian import Isian


def tanya(jenis: Jenis) -> dict[str, Any]:
    """Ask every field; an empty answer leaves an optional one out, a needed one is asked again."""
    typer.echo(f"{jenis.judul}. Isian bertanda * wajib; tekan Enter untuk melewati yang lain.", err=True)
    bagian = ""
    isi: dict[str, Any] = {}
    for isian in jenis.isian:
        if isian.bagian != bagian:
            bagian = isian.bagian
            typer.echo(f"\n{bagian}", err=True)
        nilai = _daftar(isian) if isian.jenis in {"daftar", "checklist"} else _satu(isian)
        if nilai not in ("", [], {}):
            isi[isian.nama] = nilai
    return isi


def _satu(isian: Isian, awalan: str = "") -> str:
    label = f"{awalan}{isian.label or isian.nama}{' *' if isian.wajib else ''}"
    keterangan = "; ".join(filter(None, [isian.bantuan, f"contoh: {isian.contoh}" if isian.contoh else ""]))
    if keterangan:
        typer.echo(f"  ({keterangan})", err=True)
    if isian.pilihan:
        typer.echo(f"  pilihan: {', '.join(isian.pilihan)}", err=True)
    bawaan = "" if isian.bawaan is None else str(isian.bawaan)
    while True:
        if isian.jenis == "paragraf":
            jawab = _baris(label)
        else:
            jawab = typer.prompt(f"  {label}", default=bawaan, show_default=bool(bawaan), err=True).strip()
        if jawab or not isian.wajib:
            return jawab
        typer.echo("  Isian ini wajib.", err=True)


def _baris(label: str) -> str:
    typer.echo(f"  {label} (satu alinea per baris; baris kosong menutup)", err=True)
    alinea: list[str] = []
    while satu := typer.prompt("  >", default="", show_default=False, err=True).strip():
        alinea.append(satu)
    return "\n\n".join(alinea)


def _daftar(isian: Isian) -> list[dict[str, str]] | dict[str, str]:
    if isian.jenis == "checklist":
        typer.echo(f"  {isian.label}: belum ada, belum lengkap, lengkap, atau perlu perbaikan", err=True)
        jawaban = {k.nama: _satu(k, "- ") for k in isian.kolom}
        return {k: v for k, v in jawaban.items() if v}
    baris: list[dict[str, str]] = []
    while typer.confirm(
        f"  Tambah {isian.label or isian.nama} ke-{len(baris) + 1}?",
        default=not baris and isian.wajib,
        err=True,
    ):
        satu = {k.nama: _satu(k, "- ") for k in isian.kolom}
        baris.append({k: v for k, v in satu.items() if v})
    return baris
