"""Taking a number and giving it to a letter: what allocation, reservation and typing in have in common.

Whoever is in here holds the ledger's one write lock, and a number is inserted by the transaction that took
it: what is rolled back was never taken.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select, update

from registers.dasar.galat import KeadaanDitolak, NaskahError, NomorDitolak
from registers.dasar.pola import BELUM, urutan_sisipan
from registers.ledger import skema
from registers.ledger.model import Naskah, Nomor, StatusNomor
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.sambungan import Pelaku
from registers.ledger.urutan import BacaNomor, nomor_dari

_N = skema.nomor


class PengambilNomor(BacaNomor, TulisPeristiwa):
    """Takes numbers, and sees to it that each is borne by a letter before COMMIT."""

    def __init__(self, koneksi: Connection, pelaku: Pelaku) -> None:
        super().__init__(koneksi, pelaku)
        self._yatim: dict[tuple[str, int, int, str], str] = {}  # taken here, borne by no letter yet

    def selesai(self) -> None:
        """Called before COMMIT.

        Raises:
            NaskahError: a number was taken and no letter bears it; the transaction must not commit.
        """
        if self._yatim:
            raise NaskahError(
                f"Nomor {', '.join(self._yatim.values())} diambil tanpa naskah; semua dibatalkan."
            )

    def _pasang(self, naskah: Naskah) -> None:
        """Tie a letter to its number.

        Raises:
            KeadaanDitolak: the number is not there or another letter bears it.
        """
        kunci = (naskah.seri, naskah.periode, naskah.urut, naskah.sisipan)
        kena = self._jalankan(
            update(_N)
            .where(*identitas(*kunci), _N.c.naskah_id.in_(["", naskah.id]), _N.c.teks == naskah.nomor)
            .where(_N.c.status.in_(["dipakai", "catat"]))
            .values(naskah_id=naskah.id)
        )
        if not kena:
            raise KeadaanDitolak(f"Nomor {naskah.nomor} bukan milik naskah {naskah.id}.")
        self._yatim.pop(kunci, None)

    def _batalkan_nomor(self, naskah: Naskah, alasan: str) -> None:
        self._jalankan(update(_N).where(_N.c.naskah_id == naskah.id).values(status="batal", alasan=alasan))

    def _ambil(self, *semua: Nomor) -> list[Nomor]:
        for nomor in semua:
            if nomor.status != "dipesan" and BELUM in nomor.teks:
                raise NomorDitolak(
                    f"Nomor {nomor.teks} belum lengkap.", "Lengkapi klasifikasi dan kode lainnya."
                )
        self._pastikan_teks_bebas(*semua)
        diambil = [replace(nomor, pelaku=self._pelaku.nama) for nomor in semua]
        self._sisipkan(_N, *map(_kolom, diambil))
        self._yatim |= {kunci(n): n.teks for n in diambil if n.status != "dipesan"}
        return diambil

    def _pastikan_teks_bebas(self, *semua: Nomor) -> None:
        """The last guard against a double: after a change of series two identities could print one text."""
        menurut = {nomor.teks: nomor for nomor in semua}
        for baris in self._semua(select(_N).where(_N.c.teks.in_(menurut))):
            nomor = menurut[baris["teks"]]
            if baris["periode"] == nomor.periode or 0 in (baris["periode"], nomor.periode):
                raise NomorDitolak(
                    f"Nomor {nomor.teks} sudah dipakai dalam seri {baris['seri']}{oleh(nomor_dari(baris))}.",
                    "Bedakan pola kedua seri itu di kantor.toml.",
                )

    def _ubah_status(self, nomor: Nomor, dari: StatusNomor, **nilai: object) -> bool:
        perintah = update(_N).where(*identitas(*kunci(nomor)), _N.c.status == dari).values(**nilai)
        return self._jalankan(perintah) == 1


def _kolom(nomor: Nomor) -> dict[str, object]:
    kolom = {k: v for k, v in vars(nomor).items() if k != "sisipan"}
    return {**kolom, "sisip": urutan_sisipan(nomor.sisipan), "pesanan": nomor.status == "dipesan"}


def kunci(nomor: Nomor) -> tuple[str, int, int, str]:
    """What identifies a number: series, period, urut, sisipan."""
    return nomor.seri, nomor.periode, nomor.urut, nomor.sisipan


def identitas(seri: str, periode: int, urut: int, sisipan: str) -> tuple[ColumnElement[bool], ...]:
    """The condition "it is this number"."""
    return (
        _N.c.seri == seri,
        _N.c.periode == periode,
        _N.c.urut == urut,
        _N.c.sisip == urutan_sisipan(sisipan),
    )


def oleh(nomor: Nomor) -> str:
    """The letter that bears a number, as a message adds it."""
    return f" ({nomor.naskah_id})" if nomor.naskah_id else ""
