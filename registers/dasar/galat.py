"""The one error tree of naskah. Messages are Indonesian; an office reads them.

    NaskahError                      1   sesuatu yang tidak terduga
    ├── DataTidakSah                 3   isian salah: semua temuan sekaligus
    ├── TemplatSalah                 4   naskah.docx, naskah.toml atau kop salah
    ├── NomorDitolak                 5   nomor tidak dapat diberikan
    ├── BukuBesarSibuk               6   buku besar sedang dipakai proses lain
    ├── KerusakanDitemukan           7   periksa menemukan kerusakan, verifikasi surat palsu
    ├── BerkasGagal                  8   cakram penuh, folder hanya-baca, berkas tidak terbaca
    ├── PdfTidakTersedia             9   LibreOffice tidak ada atau gagal
    ├── KantorSalah                 10   folder kantor tidak ada, kantor.toml salah
    ├── TidakDitemukan              11   naskah, jenis, seri, buku tidak ada
    ├── BukuBesarDitolak            12   versi lebih baru, kantor lain, folder jaringan
    │   └── BukuBesarTerputus       14   peladen basis data tidak dapat dihubungi
    └── KeadaanDitolak              13   keadaan naskah tidak membolehkan, versi sudah berubah

Exit code 2 belongs to the command line (wrong usage). A nonzero exit code means that nothing was issued; only
a merge leaves with 15 (failed rows) or 130 (stopped) although it has issued letters. The library raises; only
`naskah.commands` turns an error into an exit code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from registers.dasar.temuan import Temuan


class NaskahError(Exception):
    """Root of every error naskah raises on purpose.

    Args:
        message: what is wrong and where, in Indonesian.
        hint: what to do next, in Indonesian; may be empty.

    Attributes:
        temuan: every finding of the input that was refused; none where the message says it all.
    """

    exit_code: ClassVar[int] = 1
    temuan: tuple[Temuan, ...] = ()

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class _DenganTemuan(NaskahError):
    """An error that carries every finding of one input, never just the first."""

    def __init__(self, message: str, temuan: Sequence[Temuan] = (), hint: str = "") -> None:
        super().__init__(message, hint)
        self.temuan = tuple(temuan)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {t}" for t in self.temuan)])


class DataTidakSah(_DenganTemuan):
    """Typed or imported values are not acceptable."""

    exit_code = 3


class TemplatSalah(_DenganTemuan):
    """A template, its declaration or a kop cannot be used."""

    exit_code = 4


class NomorDitolak(NaskahError):
    """An official number cannot be given, parsed, reserved or recorded."""

    exit_code = 5


class BukuBesarSibuk(NaskahError):
    """The ledger stayed locked by another process for longer than we wait."""

    exit_code = 6


class KerusakanDitemukan(_DenganTemuan):
    """`periksa` found damage."""

    exit_code = 7


class BerkasGagal(NaskahError):
    """A file or folder could not be read or written."""

    exit_code = 8


class PdfTidakTersedia(NaskahError):
    """LibreOffice is missing or did not produce a PDF."""

    exit_code = 9


class KantorSalah(_DenganTemuan):
    """No office folder was found, or its kantor.toml is not acceptable."""

    exit_code = 10


class TidakDitemukan(NaskahError):
    """Something asked for by name, id or number does not exist."""

    exit_code = 11


class BukuBesarDitolak(NaskahError):
    """The ledger must not be opened here: newer schema, another office, a network share."""

    exit_code = 12


class BukuBesarTerputus(BukuBesarDitolak):
    """The database server is out of reach, at first or in the middle of the work."""

    exit_code = 14


class KeadaanDitolak(NaskahError):
    """The letter's state or version does not allow what was asked."""

    exit_code = 13


class NilaiSalah(Exception):
    """One value was refused by its field kind; the validator turns it into a `Temuan`.

    Args:
        pesan: what is wrong ("bukan tanggal").
        saran: what to type instead ("tulis seperti 23 November 2026").
        letak: path below the field, such as a column name in a row; empty for the field itself.
    """

    def __init__(self, pesan: str, saran: str = "", letak: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran
        self.letak = letak
