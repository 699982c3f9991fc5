"""Long texts on small cards: the largest size at which a text fits its room, or a refusal; never a cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah.cetak.deklarasi import Muat
from registers.dasar.lebar import jumlah_baris
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.render import RichText

_TITIK_PER_MM = 72 / 25.4
_SPASI = 1.17  # height of a line of Arial, in font sizes


def ukuran_muat(teks: str, muat: Muat) -> float:
    """The size at which `teks` fits; 0 when it fits at none.

    >>> ruang = Muat(lebar=40, tinggi=10, ukuran=(10, 7))
    >>> [ukuran_muat("surat " * n, ruang) for n in (5, 18, 50)]
    [10.0, 7.0, 0]
    """
    for ukuran in muat.ukuran:
        baris = jumlah_baris(teks, muat.lebar * _TITIK_PER_MM, ukuran)
        if baris * ukuran * _SPASI <= muat.tinggi * _TITIK_PER_MM:
            return ukuran
    return 0


def teks_muat(teks: str, muat: Muat, tempat: str, temuan: list[Temuan]) -> RichText | str:
    """`teks` in the size at which it fits; when it fits at none, one more finding at `tempat`."""
    from naskah.render import RichText

    if not teks:
        return ""
    ukuran = ukuran_muat(teks, muat)
    if not ukuran:
        saran = f"singkatkan sampai sekitar {huruf_muat(teks, muat)} huruf"
        cuplikan = teks if len(teks) <= 60 else f"{teks[:60]}…"
        temuan.append(Temuan(tempat, f"{len(teks)} huruf tidak muat pada lembarnya", saran, cuplikan))
    return RichText(teks, gaya="" if ukuran in (0, muat.ukuran[0]) else muat.gaya(ukuran))


def huruf_muat(teks: str, muat: Muat) -> int:
    """About how many characters of such a text fit at the smallest size."""
    awal, akhir = 0, len(teks)
    while akhir - awal > 1:
        tengah = (awal + akhir) // 2
        if ukuran_muat(teks[:tengah], muat):
            awal = tengah
        else:
            akhir = tengah
    return awal
