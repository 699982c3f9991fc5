"""What a check of rows found, as the terminal tells it before the first number."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from naskah.commands._tampil import tulis

if TYPE_CHECKING:
    from pathlib import Path

    from naskah.massal.jalan import Telaah
    from naskah.massal.masukan import Masukan
    from naskah.massal.pekerja import Telaahan
    from registers.dasar.temuan import Temuan

SEDIKIT = 10  # findings, and warnings, told on the screen


@dataclass(frozen=True)
class Tentang:
    """What a person should know of an input before its letters are issued, as `--json` gives it.

    Attributes:
        catatan: what of it is not read, or is not as it looks.
        perhatian: what of it was issued before.
        peringatan_baris: number of a row = what there is to know of it.
    """

    catatan: Sequence[str]
    perhatian: Sequence[str]
    peringatan_baris: Mapping[int, Sequence[str]]


def tentang(masukan: Masukan, telaah: Telaah) -> Tentang:
    """All of it."""
    return Tentang(masukan.catatan, telaah.pernah.kalimat(), telaah.peringatan)


def temuan(masukan: Masukan, telaah: Telaah, laporan: Path | None) -> list[Temuan]:
    """The first findings, each at its cell and column, and how many more there are."""
    from naskah.massal.laporan import uraikan
    from registers.dasar.temuan import Temuan

    semua = [s.sebut() for s in uraikan(masukan, telaah.salah)]
    lagi = len(semua) - SEDIKIT
    return [*semua[:SEDIKIT], *([Temuan("", f"dan {lagi} lagi di {laporan}")] if lagi > 0 else [])]


def pilihan(baik: Sequence[Telaahan]) -> str:
    """Which rows become letters, by whom the first and the last are about."""
    if not baik:
        return ""
    awal, akhir = (f"baris {t.nomor} ({t.sebutan})" for t in (baik[0], baik[-1]))
    return f"{len(baik)} naskah: {awal}" + (f" sampai {akhir}" if len(baik) > 1 else "")


def beri_tahu(telaah: Telaah, laporan: Path | None) -> None:
    """The rows, what a person should know of them, and where the wrong ones are marked."""
    if kata := pilihan(telaah.baik):
        tulis(kata)
    for kata in telaah.pernah.kalimat():
        tulis(f"Perhatian: {kata}")
    semua = telaah.tentang()
    for satu in semua[:SEDIKIT]:
        tulis(f"Perhatian (baris {satu.baris}, {satu.sebutan}): {satu.kata}")
    if len(semua) > SEDIKIT:
        tulis(f"Perhatian: dan {len(semua) - SEDIKIT} lagi.")
    if laporan:
        tulis(f"Baris yang belum benar ditandai di {laporan}")


def pastikan_lagi(telaah: Telaah, *, ya: bool, json_: bool) -> None:
    """Ask whether what was issued before is to be issued again: the same file, or letters that say the same.

    Raises:
        KeadaanDitolak: no, or nobody is there to answer.
    """
    from naskah.commands._tanya import ya as tanya_ya
    from registers.dasar.galat import KeadaanDitolak

    sudah = telaah.pernah.kalimat()
    if ya or not sudah:
        return
    if json_ or not sys.stdin.isatty():
        saran = "Belum ada yang diterbitkan. Bila memang harus terbit sekali lagi: --ya"
        raise KeadaanDitolak(" ".join(sudah), saran)
    if not tanya_ya(f"Terbitkan {len(telaah.baik)} naskah sekali lagi?", bawaan=False):
        raise KeadaanDitolak("Tidak jadi; belum ada yang diterbitkan.")
