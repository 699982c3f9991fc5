"""The text of a seal: `NASKAH1|nomor|tanggal|jenis|id|kunci|isi|teks|tanda`.

`kunci` names the public key; `isi` is the hash of the values the letter was issued with, `teks` that of its
words as printed; `tanda` is the Ed25519 signature over everything before it. Hashes are the first 128 bits of
SHA-256: nobody can find other values for a seal, and whoever holds the key needs no collision to lie.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

AWALAN = "NASKAH1"
PANJANG_MAKS = 1_000  # letters of a text that may be a code; a QR of 69 modules holds 331
_SIDIK = 16  # bytes of a hash
_NOMOR_HALAMAN = re.compile(r"[-–—] ?\d{1,4} ?[-–—]")
_POTONGAN_BARIS = re.compile(r"[^\S\r\n]*[\r\n]\s*")
_BENTUK = {
    "tanggal": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    "jenis": re.compile(r"[a-z0-9-]+"),
    "id": re.compile(r"N-[a-z0-9]{6,7}"),
    "kunci": re.compile(r"[\w-]{11}", re.ASCII),
    "isi": re.compile(r"[\w-]{22}", re.ASCII),
    "teks": re.compile(r"[\w-]{22}", re.ASCII),
    "tanda": re.compile(r"[\w-]{86}", re.ASCII),
}


@dataclass(frozen=True)
class Kode:
    """One seal.

    Attributes:
        nomor: the number as printed.
        tanggal: ISO date of the letter.
        jenis: id of its type.
        id: its id in the ledger.
        kunci: id of the key that signed it.
        isi: hash of its values.
        teks: hash of its words.
        tanda: the signature, base64url; "" before it is signed.
        nomor_lain: how its number may have been written before a message broke the line; the signature
            tells which it was.
    """

    nomor: str
    tanggal: str
    jenis: str
    id: str
    kunci: str
    isi: str
    teks: str
    tanda: str = ""
    nomor_lain: tuple[str, ...] = field(default=(), compare=False)

    @property
    def tulisan(self) -> tuple[Kode, ...]:
        """The code with its number written in each way it may have been."""
        return tuple(replace(self, nomor=n, nomor_lain=()) for n in (self.nomor, *self.nomor_lain))

    @property
    def pesan(self) -> bytes:
        """What is signed."""
        bagian = (AWALAN, self.nomor, self.tanggal, self.jenis, self.id, self.kunci, self.isi, self.teks)
        return "|".join(bagian).encode()

    def __str__(self) -> str:
        return f"{self.pesan.decode()}|{self.tanda}"


def mirip(teks: str) -> bool:
    """Whether a text means to be a code, right or wrong."""
    return _tanpa_tak_tampak(teks).strip().upper().startswith(AWALAN[:-1]) and "|" in teks


def baca(teks: str) -> Kode:
    """The code in `teks`; blanks, line breaks and unseen letters that a message put into it do not matter.

    Only a number may have blanks of its own.

    Raises:
        DataTidakSah: it is none, or something is missing of it.
    """
    utuh = _tanpa_tak_tampak(teks).strip()
    if len(utuh) > PANJANG_MAKS:
        raise _salah("bukan kode segel yang utuh", utuh)
    awalan, _, sisa = utuh.partition("|")
    bagian = sisa.rsplit("|", len(_BENTUK))
    if _tanpa_spasi(awalan) != AWALAN or len(bagian) != len(_BENTUK) + 1:
        raise _salah("bukan kode segel yang utuh", utuh)
    nomor, *nomor_lain = _nomor(bagian[0])
    lain = [_tanpa_spasi(satu) for satu in bagian[1:]]
    for (nama, bentuk), nilai in zip(_BENTUK.items(), lain, strict=True):
        if not bentuk.fullmatch(nilai) or (nama == "tanggal" and not _hari(nilai)):
            raise _salah(f"bagian {nama} rusak atau tidak lengkap", nilai)
    kode = Kode(nomor, *lain, nomor_lain=tuple(nomor_lain))
    if (
        not nomor
        or re.search("[\ud800-\udfff]", nomor)
        or any(rapat(buka_rapat(x)) != x for x in (kode.kunci, kode.isi, kode.teks, kode.tanda))
    ):
        raise _salah("tidak ditulis sebagaimana segel menulisnya", utuh)
    return kode


def _tanpa_tak_tampak(teks: str) -> str:
    """Without what has no width: phones and mail programs put it between letters."""
    return "".join(h for h in teks if unicodedata.category(h) != "Cf")


def _tanpa_spasi(teks: str) -> str:
    return "".join(teks.split())


def _nomor(teks: str) -> dict[str, None]:
    """The ways a number may have been written, the likeliest first.

    A line break is put where the text has none, or in place of a blank; a blank is the number's own, or was
    a line break.
    """
    utuh = _POTONGAN_BARIS.sub("", teks)
    return dict.fromkeys((utuh.strip(), " ".join(utuh.split()), " ".join(teks.split()), _tanpa_spasi(teks)))


def _salah(sebab: str, nilai: str) -> DataTidakSah:
    saran = "pindai lagi QR-nya, lalu tempel seluruh teksnya dari NASKAH1 sampai huruf terakhir"
    return DataTidakSah("Kode segel tidak terbaca.", [Temuan("kode", sebab, saran, nilai[:80])])


def _hari(teks: str) -> bool:
    try:
        date.fromisoformat(teks)
    except ValueError:
        return False
    return True


def rapat(data: bytes) -> str:
    """Bytes as base64url without padding.

    >>> rapat(b"naskah")
    'bmFza2Fo'
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def buka_rapat(teks: str) -> bytes:
    """The bytes of `rapat`."""
    return base64.urlsafe_b64decode(teks + "=" * (-len(teks) % 4))


def sidik_isi(isi: Mapping[str, Nilai]) -> str:
    """The hash of a letter's values: SHA-256 over JSON with sorted keys and nothing between."""
    baku = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return rapat(hashlib.sha256(baku.encode()).digest()[:_SIDIK])


def sidik_teks(baris: Iterable[str]) -> str:
    """The hash of a letter's words."""
    return rapat(hashlib.sha256("\n".join(baris).encode()).digest()[:_SIDIK])


def baris_teks(teks: str, nomor_halaman: Iterable[str] | None = None) -> tuple[str, ...]:
    r"""The lines of a letter's text in the one form that is sealed: NFC, single blanks, no empty line.

    Page numbers ("- 2 -") are left out: Word and LibreOffice count them anew whenever they like.

    Args:
        teks: the text.
        nomor_halaman: the lines that are known to be page numbers, each left out once; None for a letter of
            our own, where whatever looks like one is one.

    >>> baris_teks("Nomor\u00a0 1\n- 2 -\n\n\tKupang ")
    ('Nomor 1', 'Kupang')
    >>> baris_teks("- 2 -\n- 9000 -", ["- 2 -"])
    ('- 9000 -',)
    """
    semua = (" ".join(satu.split()) for satu in unicodedata.normalize("NFC", teks).splitlines())
    baris = [satu for satu in semua if satu]
    angka = [satu for satu in baris if _NOMOR_HALAMAN.fullmatch(satu)]
    buang = Counter(angka if nomor_halaman is None else (" ".join(satu.split()) for satu in nomor_halaman))
    buang &= Counter(angka)
    hasil: list[str] = []
    for satu in baris:
        if buang[satu]:
            buang[satu] -= 1
        else:
            hasil.append(satu)
    return tuple(hasil)
