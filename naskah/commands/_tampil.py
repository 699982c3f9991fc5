"""What commands print: JSON of one shape, or tables that fit the screen."""

from __future__ import annotations

import errno
import json
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from naskah.paket import Jumlah
    from naskah.surat import Surat

_SEDIKIT = 5  # letters whose files and totals are told below the table


class GagalCetak(Exception):
    """What was printed did not get out (closed pipe, full disk); the work itself is done."""


def tulis(teks: str) -> None:
    """Print to standard output.

    Raises:
        GagalCetak: nobody takes it; never to be taken for a failure of the work.
    """
    try:
        typer.echo(teks)
    except OSError as galat:
        # A closed pipe (`naskah cari | head`) is what the person wanted, and no reason to say anything.
        raise GagalCetak("" if galat.errno == errno.EPIPE else galat.strerror) from galat


def cetak_json(isi: object) -> None:
    """Print `isi` as JSON."""
    tulis(json.dumps(isi, ensure_ascii=False, indent=2, default=str))


def cetak_naskah(surat: Sequence[Surat], *, sebagai_json: bool) -> None:
    """Print letters: JSON `{"naskah": [...]}`, or a table with what to know below it."""
    if sebagai_json:
        cetak_json({"naskah": [s.sebagai_json() for s in surat]})
        return
    if not surat:
        tulis("Tidak ada naskah.")
        return
    tabel(
        ("ID", "Nomor", "Tanggal", "Jenis", "Status", "Hal"),
        [(s.id, s.nomor or "-", s.tanggal, s.jenis, s.status, s.hal) for s in surat],
    )
    if len(surat) <= _SEDIKIT:
        for satu in surat:
            for berkas in satu.berkas:
                tulis(f"Berkas: {berkas.path}")
            if satu.jumlah:
                _cetak_jumlah(satu.jumlah)
    for satu in surat:
        for catatan in satu.peringatan:
            tulis(f"Perhatian ({satu.nomor or satu.id}): {catatan}")


def _cetak_jumlah(jumlah: Jumlah) -> None:
    tulis("")
    tabel(("Jumlah", "Rupiah", "Terbilang"), jumlah.baris_uang())
    tulis("")
    if sisa := jumlah.baris_sisa():
        tabel(("Kode rekening", "DPA", "SPD", "Realisasi", "Ini", "Sisa DPA", "Sisa SPD"), sisa)
        tulis("")


def tabel(kepala: Sequence[str], baris: Iterable[Sequence[Any]]) -> None:
    """Print an aligned table; the last column wraps when the screen is narrow, nothing is cut off."""
    isi = [[str(sel) for sel in satu] for satu in baris]
    lebar = [max(len(b[i]) for b in [list(kepala), *isi]) for i in range(len(kepala))]
    sisa = shutil.get_terminal_size((100, 24)).columns - sum(lebar[:-1]) - 2 * (len(lebar) - 1)
    terakhir = max(20, sisa)
    tulis("  ".join(k.ljust(w) for k, w in zip(kepala, lebar, strict=True)).rstrip())
    tulis("  ".join("─" * min(w, terakhir if i == len(lebar) - 1 else w) for i, w in enumerate(lebar)))
    lekuk = " " * (sum(lebar[:-1]) + 2 * (len(lebar) - 1))
    for satu in isi:
        potongan = textwrap.wrap(satu[-1], terakhir, break_on_hyphens=False) or [""]
        tulis(
            "  ".join(
                [*(s.ljust(w) for s, w in zip(satu[:-1], lebar[:-1], strict=True)), potongan[0]]
            ).rstrip()
        )
        for lanjut in potongan[1:]:
            tulis(lekuk + lanjut)
