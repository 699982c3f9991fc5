"""A process that moves an office. Usage: pekerja_pindah.py pindah FOLDER TUJUAN SAAT | buka FOLDER

pindah   moves, and is killed (SIGKILL) at SAAT: salin | tersalin | ditandai | berlaku | selesai | tanpa
buka     opens the office and says "siap"; when told on standard input, tries to issue a letter
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from naskah import issue, tatanan_tulis
from registers.dasar.galat import NaskahError
from registers.ledger import pemindahan, tempat
from tests.bahan.kantor import nota
from tests.bahan.pindah import buka, pindahkan


def bunuh(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def pasang(saat: str) -> None:
    """Die just before the step that `saat` names is done."""
    asli, terapkan = tempat.tandai, tatanan_tulis.terapkan

    def tandai(koneksi: Any, kunci: str, alamat: str) -> None:
        if kunci == tempat.PINDAH_KE:
            bunuh()
        asli(koneksi, kunci, alamat)

    pasangan: dict[str, tuple[Any, str, Callable[..., Any]]] = {
        "salin": (pemindahan, "lanjutkan_nomor_baris", bunuh),
        "tersalin": (tempat, "tandai", tandai),
        "ditandai": (tempat, "hapus_tanda", bunuh),
        "berlaku": (tatanan_tulis, "terapkan", bunuh),
        "selesai": (tatanan_tulis, "terapkan", lambda *a: (terapkan(*a), bunuh())),
    }
    if saat in pasangan:
        setattr(*pasangan[saat])


def main() -> None:
    tugas, folder, *sisa = sys.argv[1:]
    if tugas == "pindah":
        pasang(sisa[1])
        pindahkan(Path(folder), sisa[0])
        return
    kantor = buka(Path(folder))
    issue.coba(kantor, nota())
    print("siap", flush=True)
    sys.stdin.readline()
    print(issue.buat(kantor, nota())[0].nomor)


if __name__ == "__main__":
    try:
        main()
    except NaskahError as galat:
        print(f"{type(galat).__name__}: {galat}", file=sys.stderr)
        sys.exit(galat.exit_code)
