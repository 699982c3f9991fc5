"""Questions the two desks ask: which row has this number, what is on whose table, what was not sent yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from registers.ledger import skema
from registers.ledger.lama import AWALAN
from registers.ledger.model import Baris, Celah
from registers.ledger.pembukuan import BacaBuku
from registers.ledger.urutan import LOMPATAN_MAKS

_K = skema.naskah
_P = skema.peristiwa
_R = skema.baris_buku
_URUTAN_MAKS = 2**31 - 1  # what the column holds; PostgreSQL refuses even to compare it with more


class BacaPenelusuran(BacaBuku):
    """Reading across letters, events and rows."""

    def baris_ke(self, buku: str, tahun: int, urutan: int) -> Baris | None:
        """The row with this number in its book; None when no row has it, or none can."""
        if not 1 <= urutan <= _URUTAN_MAKS:
            return None
        baris = self._satu(
            select(_R.c.kunci).where(_R.c.buku == buku, _R.c.tahun == tahun, _R.c.urutan == urutan)
        )
        return self.baris_menurut(buku, tahun, [baris["kunci"]])[baris["kunci"]] if baris else None

    def jumlah_belum_dikirim(self, sejak: date) -> int:
        """How many letters issued on that day or later have no event that says they were sent.

        Letters of an old book were sent long ago, whether or not somebody noted it here.
        """
        kirim = select(_P.c.urut).where(_P.c.naskah_id == _K.c.id, _P.c.jenis == "kirim").exists()
        terbit = (_K.c.arah == "keluar") & (_K.c.status == "terbit") & (_K.c.tanggal >= sejak)
        lama = func.coalesce(_K.c.id_permintaan, "").startswith(AWALAN)
        baris = self._satu(select(func.count().label("n")).select_from(_K).where(terbit, ~kirim, ~lama))
        return int(baris["n"]) if baris else 0

    def celah_buku(self, buku: str, tahun: int) -> Iterator[Celah]:
        """The numbers that no row of the book has, in order: somebody numbered rows by hand.

        Told once, at their first number: those before the book's first row, for it may have begun in the
        middle of a year, and a run longer than typing may leave.
        """
        lalu = func.lag(_R.c.urutan, 1, 0).over(order_by=_R.c.urutan).label("lalu")
        pasang = select(_R.c.urutan, lalu).where(_R.c.buku == buku, _R.c.tahun == tahun).subquery()
        perintah = select(pasang).where(pasang.c.urutan - pasang.c.lalu > 1).order_by(pasang.c.urutan)
        for b in self._semua(perintah):
            awal, akhir = b["lalu"] + 1, b["urutan"] - 1
            if akhir > awal and (awal == 1 or akhir - awal >= LOMPATAN_MAKS):
                yield Celah(buku, tahun, awal, f"belum tercatat, sampai dengan {akhir}")
                continue
            for urut in range(awal, akhir + 1):
                yield Celah(buku, tahun, urut, "belum tercatat")
