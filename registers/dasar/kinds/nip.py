"""Kind "nip": the 18-digit number of a civil servant."""

from __future__ import annotations

from datetime import date

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import digit

_PPPK = range(21, 30)  # NI PPPK count appointments from 21 where a PNS has the month of the TMT


class Nip:
    """Birth date (8), year and month of TMT CPNS (6), sex 1/2 (1), running number (3); kept as text."""

    nama = "nip"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Digits; blanks and points between them are dropped. What Excel made a number is refused."""
        teks = digit(raw, "NIP")
        if len(teks) != 18:
            raise NilaiSalah(f"NIP berisi {len(teks)} angka", "NIP terdiri atas 18 angka")
        lahir = tanggal_lahir(teks)
        tahun, bulan = int(teks[8:12]), int(teks[12:14])
        if not (1 <= bulan <= 12 or bulan in _PPPK):
            raise NilaiSalah(
                f"angka ke-9 sampai ke-14 NIP ({teks[8:14]}) bukan tahun dan bulan pengangkatan",
                "periksa lagi NIP itu",
            )
        if tahun < lahir.year + 15:
            raise NilaiSalah(
                f"menurut NIP, lahir tahun {lahir.year} tetapi diangkat tahun {tahun}", "periksa lagi NIP itu"
            )
        if teks[14] not in "12":
            raise NilaiSalah(
                f"angka ke-15 NIP ({teks[14]}) bukan jenis kelamin", "1 untuk laki-laki, 2 untuk perempuan"
            )
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The 18 digits."""
        return {nama: nilai or ""}


def tanggal_lahir(nip: str) -> date:
    """The birth date a NIP begins with.

    >>> tanggal_lahir("198001012005011001")
    datetime.date(1980, 1, 1)

    Raises:
        NilaiSalah: there is no such day.
    """
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        raise NilaiSalah(
            f"delapan angka pertama NIP ({nip[:8]}) bukan tanggal lahir", "periksa lagi NIP itu"
        ) from None


KIND = Nip()
