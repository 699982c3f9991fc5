"""The employee before his rise: what is typed, and for what is not, what data/pegawai.xlsx has of him."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from registers.dasar import angka
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.kinds import tanggal
from registers.dasar.temuan import Temuan

GAGAL = "Kenaikan gaji berkala tidak dapat dihitung."
_INDUK = "data/pegawai.xlsx"
_STATUS = ("PNS", "PPPK")


@dataclass(frozen=True)
class Keadaan:
    """His golongan, since when he has the salary, with how much masa kerja on that day."""

    status: str
    golongan: str
    tmt: date
    tahun: int
    bulan: int


def keadaan(isi: Mapping[str, Nilai]) -> Keadaan:
    """What holds before the rise.

    The masa kerja of the master data is that on their TMT: when another TMT is typed, it must be typed too.

    Raises:
        DataTidakSah: what is neither typed nor in the master data, or cannot be read there; all at once.
    """
    pegawai: Mapping[str, str] = isi.get("pegawai") or {}
    temuan: list[Temuan] = []

    def ambil(isian: str, judul: str, tertulis: str, baca: Callable[[str], str]) -> str:
        if isi.get(isian) is not None:
            return str(isi[isian])
        try:
            if tertulis:
                return baca(tertulis)
            saran = f"tulis di isian ini, atau lengkapi kolom {judul} di {_INDUK}"
            temuan.append(Temuan(isian, "belum diisi", saran))
        except NilaiSalah as galat:
            saran = f"{galat.saran}; perbaiki di {_INDUK}"
            temuan.append(Temuan(isian, f"kolom {judul} pegawai ini {galat.pesan}", saran, tertulis))
        return ""

    status = ambil("status_pegawai", "Status", pegawai.get("status") or "PNS", _baca_status)
    golongan = ambil("golongan", "Golongan", pegawai.get("golongan", ""), str)
    tmt = ambil("tmt_lama", "TMT KGB", pegawai.get("tmt_kgb", ""), tanggal.dari_teks)
    punya = pegawai if _tmt_induk(pegawai) in ("", tmt) else {}
    tahun = ambil("masa_kerja_lama", "MKG Tahun", punya.get("mkg_tahun", ""), _baca_bilangan)
    sisa = punya.get("mkg_bulan") if isi.get("masa_kerja_lama") is None else None
    bulan = ambil("masa_kerja_lama_bulan", "MKG Bulan", sisa or "0", _baca_bilangan)
    if temuan:
        raise DataTidakSah(GAGAL, temuan)
    return Keadaan(status, golongan, date.fromisoformat(tmt), int(tahun), int(bulan))


def golongan_lain(isi: Mapping[str, Nilai]) -> tuple[str, ...]:
    """A warning when the typed golongan is not that of the employee, whose pangkat is printed beside it."""
    pegawai: Mapping[str, str] = isi.get("pegawai") or {}
    tertulis, induk = str(isi.get("golongan") or ""), pegawai.get("golongan", "")
    if not tertulis or not induk or tertulis.casefold() == induk.casefold():
        return ()
    pangkat = f" dengan pangkat {pangkat}" if (pangkat := pegawai.get("pangkat")) else ""
    return (
        f"Golongan yang ditulis {tertulis}, sedangkan menurut data pegawai {induk}{pangkat}; "
        f"yang dicetak golongan {tertulis}{pangkat}.",
    )


def _tmt_induk(pegawai: Mapping[str, str]) -> str:
    """The TMT of the master data as ISO text; "" when they have none that can be read."""
    try:
        return tanggal.dari_teks(pegawai.get("tmt_kgb", ""))
    except NilaiSalah:
        return ""  # reported where it is needed; whoever types a TMT need not mend it first


def _baca_status(teks: str) -> str:
    if teks.upper() not in _STATUS:
        raise NilaiSalah("bukan PNS atau PPPK", f"pilih salah satu: {', '.join(_STATUS)}")
    return teks.upper()


def _baca_bilangan(teks: str) -> str:
    return str(int(angka.baca(teks, (0,), "14")))
