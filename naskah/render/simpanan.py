"""Prepared templates kept on disk: a fresh process then needs neither docxtpl nor lxml (0.25 s).

What is kept is text (Jinja source and XML), never code: it is compiled in the sandbox like the template it
came from, and deserves the trust that folder deserves. A folder that is full, locked or damaged costs only
time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from naskah.render.paket import Hubungan
from naskah.render.siap import Siapan, Sumber, Tag
from registers.dasar import zipan
from registers.dasar.berkas import tulis_atomik
from registers.dasar.galat import BerkasGagal
from registers.dasar.zipan import Anggota, ZipSalah

_ISI = "siapan.json"
_JUMLAH_MAKS = 200


def kunci(docx: bytes, kop: bytes | None, halaman: str, gambar: Mapping[str, bytes]) -> str:
    """The name under which this template, with this kop and these pictures, is kept by this program."""
    bahan = [_program(), docx, kop or b"", halaman.encode()]
    bahan += [sisi for nama in sorted(gambar) for sisi in (nama.encode(), gambar[nama])]
    return hashlib.sha256(b"".join(hashlib.sha256(b).digest() for b in bahan)).hexdigest()[:32]


def ambil(folder: Path, kunci: str) -> Siapan | None:
    """The prepared template; None when it is not there or not whole."""
    try:
        anggota = zipan.baca((folder / f"{kunci}.siap").read_bytes())
        isi: Any = json.loads(anggota.pop(_ISI).isi())
        sumber = tuple(_sumber(s) for s in isi["sumber"])
        hubungan = {nama: [Hubungan(*h) for h in semua] for nama, semua in isi["hubungan"].items()}
        return Siapan(tuple(anggota.values()), sumber, tuple(isi["teks"]), hubungan)
    except (OSError, ZipSalah, ValueError, KeyError, TypeError):
        return None


def _sumber(s: Any) -> Sumber:
    tag = {int(baris): Tag(*t) for baris, t in s["tag"].items()}
    return Sumber(s["nama"], s["jinja"], tag, s["kisi"], s["lolos"])


def simpan(folder: Path, kunci: str, siapan: Siapan) -> None:
    """Keep a prepared template, and no more than a handful of old ones."""
    isi = {
        "sumber": [
            {
                "nama": s.nama,
                "jinja": s.jinja,
                "tag": {b: [t.teks, t.tempat] for b, t in s.tag.items()},
                "kisi": s.kisi,
                "lolos": s.lolos,
            }
            for s in siapan.sumber
        ],
        "hubungan": {n: [[h.id, h.tipe, h.sasaran, h.luar] for h in hs] for n, hs in siapan.hubungan.items()},
        "teks": siapan.teks,
    }
    data = zipan.tulis([*siapan.anggota, Anggota.dari(_ISI, json.dumps(isi).encode())])
    with suppress(BerkasGagal, OSError):
        tulis_atomik(folder / f"{kunci}.siap", data)
        lama = sorted(folder.glob("*.siap"), key=lambda p: p.stat().st_mtime_ns)
        for satu in lama[:-_JUMLAH_MAKS]:
            satu.unlink(missing_ok=True)


@cache
def _program() -> bytes:
    """A mark of the code that prepares: ours and docxtpl's, by size and time of its files."""
    docxtpl = importlib.util.find_spec("docxtpl")
    asal = [Path(docxtpl.origin).parent] if docxtpl and docxtpl.origin else []
    berkas = sorted(p for f in (*asal, Path(__file__).parent) for p in f.glob("*.py"))
    return repr([(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in berkas]).encode()
