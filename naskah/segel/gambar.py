"""The QR as a picture that carries its own text: the only room that knows segno.

A PNG of our own writing: the same code gives the same bytes on every machine, which zlib does not promise.
Its text chunk holds the code and the sealed words, so that a file is checked without looking at the picture,
and the picture is checked by drawing it again.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from naskah.render.nilai import Gambar

LEBAR = 26  # millimetres, its white margin included
_TEPI = 4  # modules of white the standard asks for
_SKALA = 6  # pixels of a module
_TOPENG = 6  # every reader reads every mask; to look for the best one costs nine tenths of the drawing
_KUNCI = b"naskah-segel"
_TANDA = b"\x89PNG\r\n\x1a\n"
_PIKSEL = (b"1" * _SKALA, b"0" * _SKALA)  # a white module, a black one
_BLOK = 0xFFFF  # most bytes of a stored block
_TEKS_MAKS = 1024 * 1024


@dataclass(frozen=True)
class Bawaan:
    """What a sealed file carries.

    Attributes:
        kode: the text of the seal.
        teks: the sealed lines, to tell what was changed; they count only when their hash is the seal's.
    """

    kode: str
    teks: tuple[str, ...]


def qr(bawaan: Bawaan) -> Gambar:
    """The picture of a seal."""
    return Gambar(png(bawaan), lebar=LEBAR, tinggi=LEBAR, uraian="Segel (kode QR) untuk memeriksa keaslian")


def png(bawaan: Bawaan, topeng: int = _TOPENG) -> bytes:
    """The bytes of that picture, its code laid under one of the eight masks of the standard."""
    import segno

    modul = segno.make_qr(bawaan.kode, error="m", boost_error=False, mask=topeng).matrix
    isi = json.dumps({"kode": bawaan.kode, "teks": bawaan.teks}, ensure_ascii=False).encode()
    return _png(modul, _KUNCI + b"\0\0\0\0\0" + isi)


@cache
def kosong() -> Gambar:
    """An empty frame of the same size: a letter that is not issued has no seal."""
    sisi = 61
    tepi = [
        bytearray(int(y in (0, sisi - 1) or x in (0, sisi - 1)) for x in range(sisi)) for y in range(sisi)
    ]
    return Gambar(_png(tepi), lebar=LEBAR, tinggi=LEBAR, uraian="Tempat segel")


def baca(data: bytes) -> Bawaan | None:
    """What a picture carries; None when it is no seal of ours."""
    for jenis, isi in _potongan(data):
        kepala, _, teks = isi.partition(b"\0\0\0\0\0")
        if jenis == b"iTXt" and kepala == _KUNCI:
            return urai(teks)
    return None


def urai(teks: bytes) -> Bawaan | None:
    """The carried text as it was written; None for anything else."""
    try:
        isi = json.loads(teks)
        kode, baris = isi["kode"], isi["teks"]
        json.dumps(isi, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(kode, str) or not isinstance(baris, list) or not all(isinstance(b, str) for b in baris):
        return None
    return Bawaan(kode, tuple(baris))


def tergambar(data: bytes, bawaan: Bawaan) -> bool:
    """Whether the picture shows the code it carries: drawn again, under whichever mask, it is the same."""
    try:
        return any(data == png(bawaan, topeng) for topeng in (_TOPENG, *range(8)))
    except ValueError:  # a code that no QR holds
        return False


def _potongan(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    letak = len(_TANDA)
    while data.startswith(_TANDA) and letak + 12 <= len(data):
        panjang = int.from_bytes(data[letak : letak + 4], "big")
        if panjang > _TEKS_MAKS:
            return
        yield data[letak + 4 : letak + 8], data[letak + 8 : letak + 8 + panjang]
        letak += 12 + panjang


def _png(modul: Sequence[bytearray], teks: bytes = b"") -> bytes:
    """Modules (1 is black) as a greyscale PNG of one bit with the white margin around them."""
    sisi = (len(modul) + 2 * _TEPI) * _SKALA
    tepi = b"\0" * _TEPI
    luar = [bytearray(len(modul))] * _TEPI
    baris = b"".join(_garis(tepi + satu + tepi) * _SKALA for satu in (*luar, *modul, *luar))
    kepala = struct.pack(">IIBBBBB", sisi, sisi, 1, 0, 0, 0, 0)
    bagian = [
        (b"IHDR", kepala),
        *([(b"iTXt", teks)] if teks else []),
        (b"IDAT", _simpan(baris)),
        (b"IEND", b""),
    ]
    return _TANDA + b"".join(
        struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))
        for jenis, isi in bagian
    )


def _garis(modul: bytes) -> bytes:
    """One line of pixels, unfiltered, eight to a byte and white at its end."""
    titik = b"".join(_PIKSEL[m] for m in modul)
    lebar = -(-len(titik) // 8)
    return b"\0" + int(titik.ljust(lebar * 8, b"1"), 2).to_bytes(lebar, "big")


def _simpan(data: bytes) -> bytes:
    """`data` as a zlib stream of stored blocks, the one form that every build writes alike."""
    blok = [data[i : i + _BLOK] for i in range(0, len(data), _BLOK)]
    isi = b"".join(
        struct.pack("<BHH", ke == len(blok) - 1, len(b), len(b) ^ 0xFFFF) + b for ke, b in enumerate(blok)
    )
    return b"\x78\x01" + isi + struct.pack(">I", zlib.adler32(data))
