"""What the settings pages share: what a form shows, and how a refused one comes back as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from naskah import tatanan_ubah
from naskah.web import galat as halaman_galat
from registers.dasar.galat import DataTidakSah, KantorSalah, KeadaanDitolak, NilaiSalah, NomorDitolak
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.web.minta import Minta
    from registers.dasar.galat import NaskahError

DITOLAK = (DataTidakSah, KeadaanDitolak, KantorSalah, NomorDitolak)
"""What the library refuses with; none of it may cost what was typed."""

_LAGI = "Periksa, lalu kirim sekali lagi."
_BANDINGKAN = "Isian yang berbeda dari yang kini tersimpan diberi tanda; betulkan bila perlu. " + _LAGI


@dataclass(frozen=True)
class Terisi:
    """What a form shows: what is stored, or what was typed and why it came back.

    Attributes:
        nilai: field → text as shown.
        temuan: what is wrong, by field.
        pesan: why nothing was kept although no field is wrong.
        saran: the way to go on then.
        kini: field → what is stored now, where it differs from what was typed.
        sidik: hash of what the person has seen; handed back with a change.
        status: of the answer.
    """

    nilai: Mapping[str, str] = field(default_factory=dict[str, str])
    temuan: Sequence[Temuan] = ()
    pesan: str = ""
    saran: str = ""
    kini: Mapping[str, str] = field(default_factory=dict[str, str])
    sidik: str = ""
    status: int = 200


def diketik(m: Minta, isian: Sequence[Isian]) -> dict[str, str]:
    """What came of these fields."""
    ada = {k for k, _ in m.isian}
    return {i.nama: m.satu(i.nama) for i in isian if i.nama in ada}


def tersimpan(isian: Sequence[Isian], nilai: Mapping[str, str], sidik: str = "") -> Terisi:
    """A form on its first page: stored values as people read them."""
    return Terisi({i.nama: tampak(i, nilai.get(i.nama, "")) for i in isian}, sidik=sidik)


def ditolak(
    galat: NaskahError,
    isian: Sequence[Isian],
    nilai: Mapping[str, str],
    sidik: tuple[str, str] = ("", ""),
    kini: Mapping[str, str] | None = None,
) -> Terisi:
    """A form that comes back.

    Args:
        galat: why.
        isian: its fields.
        nilai: what was typed.
        sidik: the hash of what the person saw, and of what is stored now.
        kini: what is stored now; None where the form adds something new.
    """
    dilihat, terbaru = sidik
    temuan, status = galat.temuan, halaman_galat.status(galat)
    if isinstance(galat, DataTidakSah):
        return Terisi(nilai, temuan, sidik=dilihat, status=status)
    if dilihat == terbaru:
        return Terisi(nilai, temuan, galat.message, galat.hint, sidik=dilihat, status=status)
    beda = {
        i.nama: tampak(i, kini.get(i.nama, "")) or "(kosong)"
        for i in isian
        if kini is not None and i.nama in nilai and _baku(i, nilai[i.nama]) != _baku(i, kini.get(i.nama, ""))
    }
    return Terisi(nilai, temuan, galat.message, _BANDINGKAN if beda else _LAGI, beda, terbaru, status)


def kembali(
    m: Minta,
    galat: NaskahError,
    isian: Sequence[Isian],
    nilai: Mapping[str, str],
    kini: Callable[[Minta], Mapping[str, str]] | None = None,
) -> Terisi:
    """A form about kantor.toml that comes back; from here on `m.kantor` is the office as it is now.

    Args:
        m: the request.
        galat: why.
        isian: its fields.
        nilai: what was typed.
        kini: reads what is stored; None where the form adds something new.

    Raises:
        NaskahError: the office cannot be opened any more, or what the form is about is gone.
    """
    m.kantor = m.peladen.kantor.untuk(m.pengguna.nama)
    sidik = m.satu("sidik"), tatanan_ubah.sidik(m.kantor)
    return ditolak(galat, isian, nilai, sidik, kini(m) if kini else None)


def tampak(isian: Isian, teks: str) -> str:
    """A stored value as people read it: a day in words. What cannot be read back the same stays as it is.

    >>> tampak(Isian("x", "tanggal"), "2020-02-10"), tampak(Isian("x", "tanggal"), "besok")
    ('10 Februari 2020', 'besok')
    """
    if not teks or _hari(isian, teks) != teks:
        return teks
    return str(semua()["tanggal"].cetak("x", teks, isian)["x"])


def _baku(isian: Isian, teks: str) -> str:
    """A value for comparing, whether typed or stored."""
    return _hari(isian, teks.strip()) or teks.strip()


def _hari(isian: Isian, teks: str) -> str:
    """The day of a field of days as ISO text; "" when it is none."""
    if isian.jenis != "tanggal" or not teks:
        return ""
    try:
        return str(semua()["tanggal"].baca(teks, isian, TanpaAcuan()))
    except NilaiSalah:
        return ""
