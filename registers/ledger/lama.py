"""Letters of the time before naskah: their numbers are taken as they were written; none comes twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from sqlalchemy import select

from registers.dasar.galat import NomorDitolak, TidakDitemukan
from registers.ledger import skema
from registers.ledger.model import Nomor, Seri
from registers.ledger.pengambilan import PengambilNomor, identitas, kunci, oleh
from registers.ledger.sambungan import Pembaca
from registers.ledger.urutan import nomor_dari

_N = skema.nomor
_K = skema.naskah
AWALAN = "impor-"
"""How the request ids of letters begin that an import took over: of their way nobody keeps track here."""

_SEKALI = 500  # ids asked for in one query


class BacaLama(Pembaca):
    """What an import has to know before it writes."""

    def nomor_periode(self, seri_id: str, periode: int) -> dict[tuple[int, str], Nomor]:
        """Every number of a series in a period, by urut and sisipan."""
        perintah = select(_N).where(_N.c.seri == seri_id, _N.c.periode == periode)
        return {(n.urut, n.sisipan): n for n in (nomor_dari(b) for b in self._semua(perintah))}

    def permintaan_ada(self, id_permintaan: Collection[str]) -> dict[str, str]:
        """Request id = letter, for those of these requests that have made one."""
        daftar = list(id_permintaan)
        return {
            b["id_permintaan"]: b["id"]
            for awal in range(0, len(daftar), _SEKALI)
            for b in self._semua(
                select(_K.c.id, _K.c.id_permintaan).where(
                    _K.c.id_permintaan.in_(daftar[awal : awal + _SEKALI])
                )
            )
        }


class TulisLama(PengambilNomor, BacaLama):
    """Taking over what a book kept before naskah holds."""

    def catat_lama(self, nomor: Nomor) -> Nomor:
        """Take a number of an old book as it stands there: neither pattern nor order of dates is asked.

        The series goes on after the highest one; numbers left out are explained by `celah`.

        Args:
            nomor: series, period, urut, sisipan, text and date; it is stored as "catat".

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: the number, or its text in that period, is taken.
        """
        seri = self._seri_berlaku.get(nomor.seri)
        if seri is None:
            raise TidakDitemukan(f"Seri nomor {nomor.seri} tidak ada di buku besar.")
        if nomor.urut < 1 or nomor.periode != seri.periode(nomor.tanggal):
            raise NomorDitolak(
                f"Nomor {nomor.teks} tidak sesuai tanggalnya.", "Periksa nomor dan tanggalnya."
            )
        if ada := self._satu(select(_N).where(*identitas(*kunci(nomor)))):
            raise NomorDitolak(
                f"Nomor {nomor.urut_lengkap} seri {nomor.seri} sudah ada: "
                f"{ada['teks']}{oleh(nomor_dari(ada))}.",
                "Periksa nomornya; satu nomor hanya untuk satu naskah.",
            )
        return self._ambil(replace(nomor, status="catat"))[0]

    @cached_property
    def _seri_berlaku(self) -> dict[str, Seri]:
        """The series, read once: thousands of numbers come in one transaction."""
        return {s.id: s for s in self.seri()}
