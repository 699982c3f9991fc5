"""A row of the buku jaga: what is due, when, and whether it is done (SOP 16, 17, 18). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import tanggal, teks, ya
from registers.dasar.isian import Nilai
from registers.dasar.waktu import tanggal_panjang
from registers.hitungan import HILANG

_TERLIHAT = timedelta(days=31)  # how long ahead a row says what will have to be done
_DEKAT = 60  # days; what is farther is told in months

KGB, PANGKAT, PENSIUN = "KGB", "Pangkat", "Pensiun"


@dataclass(frozen=True)
class Jaga:
    """One matter of one employee.

    Attributes:
        perihal: KGB, Pangkat or Pensiun.
        nama: the employee.
        terakhir: since when he has what he has.
        jatuh_tempo: the TMT that comes next; None when it cannot be told.
        mulai: when the work is to be done; None when there is no deadline.
        batas: when others must have it.
        surat: the issued letter, or letters, that settle it.
        ganda: whether there is more than one of them.
        diajukan: the day people sent it themselves.
        tidak: whether people decided to let it be.
        ada: whether its source is still in the master data.
        lama: whether it stands in the book of an earlier year.
        hari_ini: today.
    """

    perihal: str
    nama: str
    terakhir: date | None
    jatuh_tempo: date | None
    mulai: date | None
    batas: date | None
    surat: str
    ganda: bool
    diajukan: date | None
    tidak: bool
    ada: bool
    lama: bool
    hari_ini: date

    @classmethod
    def dari(cls, isi: Mapping[str, Nilai], hari: Hari) -> Jaga:
        """The row as the book has it."""
        terakhir, diajukan = tanggal(isi, "terakhir"), tanggal(isi, "usul_diajukan")
        if terakhir and diajukan and diajukan <= terakhir:
            diajukan = None  # of the round before
        return cls(
            perihal=teks(isi, "perihal"),
            nama=teks(isi, "nama"),
            terakhir=terakhir,
            jatuh_tempo=tanggal(isi, "jatuh_tempo"),
            mulai=tanggal(isi, "mulai"),
            batas=tanggal(isi, "batas"),
            surat=teks(isi, "surat"),
            ganda=teks(isi, "ganda") == "ya",
            diajukan=diajukan,
            tidak=ya(isi, "tidak_diusulkan"),
            ada=teks(isi, "keterangan") != HILANG,
            lama=teks(isi, "tahun") != str(hari.hari_ini.year),
            hari_ini=hari.hari_ini,
        )

    @property
    def selesai(self) -> str:
        """What settled it, in words; "" while it is open."""
        if not self.ada:
            return HILANG
        if self.lama:
            return f"lihat buku {self.hari_ini.year}"
        if self.surat:
            return self.surat
        if self.diajukan:
            return f"diajukan {self.diajukan:%d-%m-}{self.diajukan.year}"
        return "tidak diusulkan" if self.tidak else ""

    @property
    def lampu(self) -> str:
        """Merah from the deadline on, kuning once it is time to work, hijau before that and when it is done.

        Two letters for one rise are merah; a rise that is settled and past, but not yet in the master data,
        is kuning.
        """
        if not self.ada or self.lama or self.batas is None or self.mulai is None:
            return ""
        if self.ganda:
            return "merah"
        if self.selesai:
            return "kuning" if self.basi else "hijau"
        if self.hari_ini >= self.batas:
            return "merah"
        return "kuning" if self.hari_ini >= self.mulai else "hijau"

    @property
    def basi(self) -> bool:
        """Whether the settled TMT has come and the master data still show the one before."""
        return bool((self.surat or self.diajukan) and self.jatuh_tempo and self.jatuh_tempo <= self.hari_ini)

    @property
    def tindakan(self) -> str:
        """What to do next; "" when there is nothing to do, or not before the month that ends with `mulai`."""
        if not self.ada or self.lama:
            return ""
        if self.ganda:
            return f"Batalkan salah satu PKGB {self.nama}"
        if self.basi:
            return self._perbarui()
        if self.selesai or self.jatuh_tempo is None:
            return ""
        if self.hari_ini < (self.mulai or self.jatuh_tempo) - _TERLIHAT:
            return ""
        if self.perihal == KGB:
            return f"Buat PKGB {self.nama}"
        if self.batas is None:
            kapan = tanggal_panjang(self.jatuh_tempo)
            return f"Periksa angka kredit {self.nama}; paling cepat {kapan}"
        if self.perihal == PANGKAT:
            return f"Ajukan usul kenaikan pangkat {self.nama} ke BKD (SOP 17)"
        return f"Ajukan usul pensiun {self.nama} ke BKD (SOP 16)"

    def _perbarui(self) -> str:
        if self.perihal == PENSIUN:
            return f"Keluarkan {self.nama} dari data pegawai sesudah keputusan pensiunnya terbit"
        return f"Perbarui TMT {self.perihal} {self.nama} di data pegawai"


def sisa(jaga: Jaga) -> str:
    """How long until the next TMT: days when it is near, else whole months, so that cells rarely change.

    >>> from dataclasses import replace
    >>> j = Jaga.dari({"jatuh_tempo": "2027-03-01", "tahun": "2026"}, Hari(date(2026, 11, 23)))
    >>> sisa(j), sisa(replace(j, hari_ini=date(2027, 2, 20))), sisa(replace(j, hari_ini=date(2027, 3, 4)))
    ('3 bulan', '9 hari', 'lewat 3 hari')
    """
    if jaga.jatuh_tempo is None or not jaga.ada or jaga.lama:
        return ""
    hari = (jaga.jatuh_tempo - jaga.hari_ini).days
    awal, akhir = sorted((jaga.hari_ini, jaga.jatuh_tempo))
    bulan = (akhir.year - awal.year) * 12 + akhir.month - awal.month - (akhir.day < awal.day)
    lama = f"{abs(hari)} hari" if abs(hari) <= _DEKAT else _bulan(bulan)
    return f"lewat {lama}" if hari < 0 else lama


def _bulan(banyak: int) -> str:
    tahun, bulan = divmod(banyak, 12)
    return " ".join(filter(None, [f"{tahun} tahun" if tahun else "", f"{bulan} bulan" if bulan else ""]))
