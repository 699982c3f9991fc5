"""Library use: an example office, a konsep that is signed and then numbered, a search.

Run: python examples/pakai_pustaka.py FOLDER
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from naskah import Permintaan, Surat, buat, cari, terbit
from naskah.contoh import siapkan


def main(folder: Path) -> Surat:
    kantor = siapkan(folder)
    contoh = tomllib.loads((kantor.katalog.jenis("nota-dinas").folder / "contoh.toml").read_text("utf-8"))
    try:
        konsep = buat(kantor, Permintaan("nota-dinas", contoh, konsep=True))[0]
        print("Konsep untuk ditandatangani:", konsep.berkas[0].path)
        surat = terbit(kantor, konsep.id)[0]
        print("Terbit:", surat.nomor, surat.berkas[0].path)
        print("Ditemukan:", [s.nomor for s in cari(kantor, surat.nomor)])
        return surat
    finally:
        kantor.tutup()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
