"""Questions the two desks ask: which row has this number, what is on whose table, what was not sent yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from registers.ledger import skema
from registers.ledger.lama import AWALAN
from registers.ledger.model import Baris
from registers.ledger.pembukuan import BacaBuku

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
