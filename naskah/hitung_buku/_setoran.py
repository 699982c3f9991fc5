"""Money that was taken in and is to be handed on: a receipt (SOP 10), a tax that was withheld. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naskah.hitung_buku._nilai import tanggal, teks
from naskah.hitung_buku._uang import NOL, tak_terbaca, uang
from registers.dasar.isian import Nilai


@dataclass(frozen=True)
class Setoran:
    """One amount and what has been handed on of it.

    Attributes:
        tanggal: the day it was taken in.
        jumlah: how much.
        tanggal_setor: the day it was handed on.
        disetor: how much of it.
        salah: the first thing that makes no sense; "" for none.
    """

    tanggal: date | None
    jumlah: Decimal
    tanggal_setor: date | None
    disetor: Decimal
    salah: str

    @classmethod
    def dari(cls, isi: Mapping[str, Nilai], jumlah: str, judul: str, bukti: str) -> Setoran:
        """The row as people left it.

        Args:
            isi: the row.
            jumlah: column of what was taken in.
            judul: heading of that column.
            bukti: column of what proves that it was handed on.
        """
        masuk, disetor = uang(isi, jumlah), uang(isi, "disetor")
        kapan, setor = tanggal(isi, "tanggal"), tanggal(isi, "tanggal_setor")
        hari = {"tanggal": "Tanggal", "tanggal_setor": "Tanggal Setor"}
        salah = tak_terbaca(isi, {jumlah: judul, "disetor": "Disetor"}, hari)
        masuk, disetor = masuk or NOL, disetor or NOL
        if disetor > masuk:
            salah.append(f"setoran melebihi {judul}")
        if kapan and setor and setor < kapan:
            salah.append("periksa Tanggal Setor")
        ada = {bool(teks(isi, "tanggal_setor")), bool(teks(isi, bukti)), bool(disetor)}
        if len(ada) > 1:
            salah.append("setoran belum lengkap")
        return cls(kapan, masuk, setor, disetor, salah[0] if salah else "")

    @property
    def lunas(self) -> bool:
        """Whether all of it has been handed on."""
        return self.tanggal_setor is not None and self.disetor >= self.jumlah > 0

    @property
    def lama(self) -> int | None:
        """Days between taking in and handing on; None while some of it is still here."""
        if not self.lunas or self.tanggal is None or self.tanggal_setor is None:
            return None
        return (self.tanggal_setor - self.tanggal).days
