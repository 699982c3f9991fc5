"""One cell of an old agenda as a canonical value: the spellings that years of typing leave behind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from naskah.lembar import SelRusak
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.tulisan import desimal_dari, satu_baris
from registers.definisi import Kolom

_SERIAL = range(15_000, 75_000)  # 1941 to 2105: a number there is a date that lost its format
_HARI = re.compile(r"^(senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\s*[,/.]?\s*", re.IGNORECASE)
_JAM = re.compile(
    r"[\sT,]+(pukul\s+|jam\s+)?\d{1,2}[.:]\d{2}([.:]\d{2}(\.\d+)?)?(\s*(wit|wita|wib))?$", re.IGNORECASE
)
_DUA_ANGKA = re.compile(r"^(\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9}\.?)\s*[-/. ]\s*)['’]?(\d{2})$")
_TANPA_TAHUN = re.compile(r"^\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9})\.?$")
_INGGRIS = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8,
    "october": 10, "oct": 10, "december": 12, "dec": 12, "juny": 6,
}  # fmt: skip
_LOLOS = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes control characters into a file
_TERSEMBUNYI = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Saat:
    """What a date needs that its cell may not say: the sheet's year, the day of number 0."""

    tahun: int = 0
    hari_nol: date = date(1899, 12, 30)


def baca(kolom: Kolom, mentah: object, saat: Saat) -> Nilai:
    """The canonical value of a cell for a column.

    Raises:
        NilaiSalah: what is wrong with the cell and what to do.
    """
    if isinstance(mentah, SelRusak):
        raise NilaiSalah(mentah.pesan, mentah.saran)
    if kolom.jenis == "tanggal":
        return tanggal(mentah, saat)
    if kolom.kunci == "nomor" and isinstance(mentah, date | time):
        raise NilaiSalah(
            "nomor surat ini sudah diubah Excel menjadi tanggal",
            "format selnya sebagai Teks, lalu ketik ulang",
        )
    if kolom.kunci == "klas" and isinstance(mentah, float):
        return f"{desimal_dari(mentah):f}"
    bersih_ = bersih(mentah) if isinstance(mentah, str) else mentah
    if kolom.jenis == "bilangan" and isinstance(bersih_, str):
        bersih_ = re.sub(r"^(no\.?|nomor)\s*|[.)]+$", "", bersih_.strip(), flags=re.IGNORECASE)
    kind = semua().get(kolom.jenis) or semua()["teks"]
    if kind.nama in ("teks", "nomor_surat"):
        return teks(bersih_)
    return kind.baca(bersih_, Isian(kolom.kunci, kolom.jenis, pilihan=kolom.pilihan), TanpaAcuan())


def teks(mentah: object) -> str:
    """Any cell as one line of text; dates and times as people write them.

    Raises:
        NilaiSalah: digits are lost, it is too long, or it holds what must not enter a document.
    """
    match mentah:
        case SelRusak():
            raise NilaiSalah(mentah.pesan, mentah.saran)
        case bool():
            return "ya" if mentah else "tidak"
        case datetime() if mentah.time() != time(0):
            return f"{mentah:%d-%m-}{mentah.year} {mentah:%H.%M}"
        case date():
            return f"{mentah:%d-%m-}{mentah.year}"
        case time():
            return f"{mentah:%H.%M}"
        case timedelta():
            return str(mentah)
        case str():
            return satu_baris(bersih(mentah))
        case _:
            return satu_baris(mentah)


def bersih(isi: str) -> str:
    r"""The text without characters nobody sees; what Excel wrote as _x000D_ counts as such.

    >>> bersih("Dinas_x000D_\u200bContoh ")
    'Dinas\rContoh '
    """
    nyata = _LOLOS.sub(lambda m: chr(int(m[1], 16)), isi)
    if nyata.isprintable():
        return nyata
    return "".join(c for c in nyata if c in "\t\n\r" or unicodedata.category(c) not in _TERSEMBUNYI)


def tanggal(mentah: object, saat: Saat) -> str:
    """A day as ISO text: a date, a date number, or text in the ways people write dates.

    >>> tanggal("Senin, 23 Nov 26", Saat())
    '2026-11-23'
    >>> tanggal(46349, Saat())
    '2026-11-23'
    >>> tanggal("23/11", Saat(2026))
    '2026-11-23'

    Raises:
        NilaiSalah: it is none.
    """
    kind, isian = semua()["tanggal"], Isian("tanggal", "tanggal")
    match mentah:
        case datetime():
            return str(kind.baca(mentah.date(), isian, TanpaAcuan()))
        case int() | float() if not isinstance(mentah, bool):
            if int(mentah) not in _SERIAL:
                raise NilaiSalah("berupa angka, bukan tanggal", "tulis seperti 23-11-2026")
            return (saat.hari_nol + timedelta(days=int(mentah))).isoformat()
        case str():
            return str(kind.baca(_rapikan_tanggal(mentah, saat.tahun), isian, TanpaAcuan()))
        case _:
            return str(kind.baca(mentah, isian, TanpaAcuan()))


def jam(mentah: object) -> str:
    """The time of day in a date cell, which the date leaves out; "" when there is none.

    >>> jam("23-11-2026 08:15")
    '08:15'
    """
    if isinstance(mentah, datetime) and mentah.time() != time(0):
        return f"{mentah:%H.%M}"
    kena = _JAM.search(mentah.strip()) if isinstance(mentah, str) else None
    tertulis = kena.group().strip(" ,T") if kena else ""
    return "" if re.fullmatch(r"0?0[.:]00([.:]00)?", tertulis) else tertulis


def _rapikan_tanggal(mentah: str, tahun: int) -> str:
    rapi = " ".join(bersih(mentah).split()).strip(" ,;'’`")
    rapi = _JAM.sub("", _HARI.sub("", rapi))
    if tahun and _TANPA_TAHUN.fullmatch(rapi):
        pemisah = next((c for c in rapi if c in "-/."), " ")
        rapi = f"{rapi.rstrip('.')}{pemisah}{tahun}"
    if kena := _DUA_ANGKA.match(rapi):
        rapi = f"{kena[1]}20{kena[2]}"
    rapi = re.sub(r"\s*([-/.])\s*", r"\1", rapi)
    if kena := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", rapi):
        rapi = f"{kena[2]} {kena[1]} {kena[3]}"  # November 23, 2026
    if kena := re.fullmatch(r"(\d{1,2})[-/. ]+([A-Za-z]{3,9})\.?[-/. ,]+(\d{4})", rapi):
        bulan = _INGGRIS.get(kena[2].casefold())
        return f"{kena[1]}-{bulan}-{kena[3]}" if bulan else f"{kena[1]} {kena[2]} {kena[3]}"
    return rapi
