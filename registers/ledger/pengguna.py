"""Accounts of people who work over the network: who may act is on record like what was done.

What changes is an event in the chain; the hash of a password never is.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update

from registers.dasar.isian import Nilai
from registers.ledger import skema
from registers.ledger.model import Pengguna
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.sambungan import Pembaca

_P = skema.pengguna
_DICATAT = ("nama", "nip", "pos", "peran", "aktif")


class BacaPengguna(Pembaca):
    """Reading accounts."""

    def pengguna(self, id_: str) -> Pengguna | None:
        """The account of that login name; None when there is none."""
        baris = self._satu(select(_P).where(_P.c.id == id_))
        return Pengguna(**baris) if baris else None

    def semua_pengguna(self) -> list[Pengguna]:
        """Every account, by login name, those that may no longer log in too."""
        # Sorted here: PostgreSQL would sort by the rules of its locale.
        return sorted((Pengguna(**b) for b in self._semua(select(_P))), key=lambda p: p.id)


class TulisPengguna(BacaPengguna, TulisPeristiwa):
    """Making and changing accounts."""

    def tambah_pengguna(self, baru: Pengguna) -> Pengguna:
        """Keep a new account, as an event."""
        saat = self._pelaku.saat()
        baru = replace(baru, dibuat=saat, diubah=saat)
        self._sisipkan(_P, vars(baru))
        self.catat("pengguna", "", {"pengguna": baru.id, "tambah": {k: getattr(baru, k) for k in _DICATAT}})
        return baru

    def ubah_pengguna(self, baru: Pengguna) -> Pengguna:
        """Keep what changed in an account, as an event that tells old and new, of a password only that.

        Nothing is written when nothing changed.
        """
        lama = self.pengguna(baru.id)
        if lama is None or lama == baru:
            return baru
        isi: dict[str, Nilai] = {"pengguna": baru.id}
        for kunci in _DICATAT:
            dulu, kini = getattr(lama, kunci), getattr(baru, kunci)
            if dulu != kini:
                isi[kunci] = {"lama": dulu, "baru": kini}
        if lama.sandi != baru.sandi:
            isi["sandi"] = "diganti"
        baru = replace(baru, dibuat=lama.dibuat, diubah=self._pelaku.saat())
        self._jalankan(update(_P).where(_P.c.id == baru.id).values(**vars(baru)))
        self.catat("pengguna", "", isi)
        return baru

    def perbarui_sandi(self, id_: str, lama: str, baru: str) -> None:
        """Keep a new hash of the same password; no event, and nothing when the password changed meanwhile."""
        self._jalankan(update(_P).where(_P.c.id == id_, _P.c.sandi == lama).values(sandi=baru))
