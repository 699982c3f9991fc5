"""Zip archives by raw member: what is not changed is spliced through byte for byte, never re-packed.

Both docx and xlsx are such archives. `zipfile` parses the directory; writing is ours because `zipfile`
cannot copy a compressed member without inflating it.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_JUMLAH_MAKS = 5_000
_UKURAN_MAKS = 400 * 1024 * 1024  # bytes, all members together, inflated
_RASIO_MAKS = 1_000  # inflated : compressed, checked on members over 1 MiB
_WAKTU_DOS = (0, 0x21)  # 1980-01-01 00:00, the first moment a zip can tell
_UTF8 = 0x800
_TANDA = b"naskah "
_PANJANG_TANDA = len(_TANDA) + hashlib.sha256().digest_size * 2
_AKHIR = b"PK\5\6"  # of the record at the end, 22 bytes without a comment


class ZipSalah(ValueError):
    """The bytes are not an archive we accept; the message (Indonesian) says why."""


class ZipRusak(ZipSalah):
    """The bytes are damaged, not merely of a sort we refuse."""


@dataclass(frozen=True)
class Anggota:
    """One member as it lies in the archive.

    Attributes:
        nama: path inside the archive, "/" between folders.
        metode: 0 stored, 8 deflated.
        crc: CRC-32 of the inflated bytes.
        ukuran: size of the inflated bytes.
        mentah: the bytes as stored.
        ganda: the archive held this name more than once (LibreOffice does that); the last one is kept.
    """

    nama: str
    metode: int
    crc: int
    ukuran: int
    mentah: bytes
    ganda: bool = False

    @classmethod
    def dari(cls, nama: str, isi: bytes, tingkat: int = 6) -> Anggota:
        """Pack `isi` as a new member; `tingkat` is zlib's level 1..9."""
        pemampat = zlib.compressobj(tingkat, zlib.DEFLATED, -15)
        return cls(nama, 8, zlib.crc32(isi), len(isi), pemampat.compress(isi) + pemampat.flush())

    def isi(self) -> bytes:
        """The inflated bytes.

        Raises:
            ZipSalah: the member is damaged or larger than its directory entry says.
        """
        if self.metode == 0:
            data = self.mentah
        else:
            pembuka = zlib.decompressobj(-15)
            try:
                data = pembuka.decompress(self.mentah, self.ukuran + 1)
            except zlib.error as galat:
                raise ZipRusak(f"bagian {self.nama} rusak") from galat
        if len(data) != self.ukuran or zlib.crc32(data) != self.crc:
            raise ZipRusak(f"bagian {self.nama} rusak")
        return data


def baca(data: bytes) -> dict[str, Anggota]:
    """Every member by name, in the order of the archive's directory.

    Raises:
        ZipSalah: not a zip, encrypted, damaged, an unsafe member name, or a zip bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            daftar = arsip.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as galat:
        raise ZipRusak("bukan berkas Office yang utuh (arsip zip rusak)") from galat
    if len(daftar) > _JUMLAH_MAKS or sum(i.file_size for i in daftar) > _UKURAN_MAKS:
        raise ZipSalah("isi arsip terlalu besar (mungkin bom zip)")
    hasil: dict[str, Anggota] = {}
    for info in daftar:
        if info.is_dir():
            continue
        _periksa(info)
        hasil[info.filename] = Anggota(
            info.filename,
            info.compress_type,
            info.CRC,
            info.file_size,
            _mentah(data, info),
            ganda=info.filename in hasil,
        )
    return hasil


def _periksa(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise ZipSalah(f"bagian {info.filename} disandikan; simpan ulang tanpa kata sandi")
    if info.compress_type not in (0, 8):
        raise ZipSalah(f"bagian {info.filename} dimampatkan dengan cara yang tidak dikenal")
    potongan = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith(("/", "\\")) or ".." in potongan or ":" in potongan[0]:
        raise ZipSalah(f"nama bagian {info.filename!r} tidak aman")
    if info.file_size > 1024 * 1024 and info.file_size > _RASIO_MAKS * max(info.compress_size, 1):
        raise ZipSalah(f"bagian {info.filename} mengembang tidak wajar (mungkin bom zip)")


def _mentah(data: bytes, info: zipfile.ZipInfo) -> bytes:
    awal = info.header_offset
    kepala = data[awal : awal + 30]
    if len(kepala) < 30 or kepala[:4] != b"PK\x03\x04":
        raise ZipRusak(f"bagian {info.filename} rusak")
    panjang_nama, panjang_ekstra = struct.unpack("<HH", kepala[26:30])
    mulai = awal + 30 + panjang_nama + panjang_ekstra
    potongan = data[mulai : mulai + info.compress_size]
    if len(potongan) != info.compress_size:
        raise ZipRusak(f"bagian {info.filename} terpotong")
    return potongan


def tulis(anggota: Iterable[Anggota]) -> bytes:
    """An archive of these members in this order; same members, same bytes (timestamps are fixed).

    Raises:
        ZipSalah: more than 65,535 members or 4 GiB, which would need zip64.
    """
    badan: list[bytes] = []
    direktori: list[bytes] = []
    letak = jumlah = 0
    for satu in anggota:
        nama = satu.nama.encode("utf-8")
        bendera = 0 if satu.nama.isascii() else _UTF8
        umum = struct.pack(
            "<HHHHIIIHH",
            bendera,
            satu.metode,
            *_WAKTU_DOS,
            satu.crc,
            len(satu.mentah),
            satu.ukuran,
            len(nama),
            0,
        )
        badan += (b"PK\x03\x04\x14\x00", umum, nama, satu.mentah)
        direktori.append(
            b"PK\x01\x02\x14\x00\x14\x00" + umum + struct.pack("<HHHII", 0, 0, 0, 0, letak) + nama
        )
        letak += 6 + len(umum) + len(nama) + len(satu.mentah)
        jumlah += 1
        if jumlah > 0xFFFF or letak > 0xFFFFFFFF:
            raise ZipSalah("arsip terlalu besar")
    pusat = b"".join(direktori)
    akhir = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, jumlah, jumlah, len(pusat), letak, 0)
    return b"".join((*badan, pusat, akhir))


def alir(anggota: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """An archive of these files, by name, as it grows: no more than one of them is in memory.

    They are stored as they are: documents and PDFs are compressed already.
    """
    aliran = _Aliran()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_STORED) as arsip:
        for nama, data in anggota:
            arsip.writestr(zipfile.ZipInfo(nama), data)
            yield aliran.ambil()
    yield aliran.ambil()


class _Aliran(io.RawIOBase):
    """Where `zipfile` writes to, and what it wrote is taken from."""

    def __init__(self) -> None:
        self._isi = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._isi += data
        return len(data)

    def ambil(self) -> bytes:
        """What was written since the last time."""
        isi = bytes(self._isi)
        self._isi.clear()
        return isi


def tandai(data: bytes) -> bytes:
    """The archive with a comment at its end by which `bertanda` knows that nobody has changed it.

    Programs that save it again drop the comment; those that read it pass over it.
    """
    if data[-22:-18] != _AKHIR or data[-2:] != b"\0\0":
        return data
    return data[:-2] + struct.pack("<H", _PANJANG_TANDA) + _tanda(data)


def bertanda(data: bytes) -> bool:
    """Whether these are, to the byte, what `tandai` gave."""
    polos = data[: -_PANJANG_TANDA - 2] + b"\0\0"
    return data[-_PANJANG_TANDA:] == _tanda(polos)


def _tanda(data: bytes) -> bytes:
    return _TANDA + hashlib.sha256(data).hexdigest().encode()
