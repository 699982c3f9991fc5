"""Do letters, numbers and events still tell the same story? What `naskah periksa` asks of the sequences."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from registers.dasar.temuan import Temuan
from registers.ledger import skema
from registers.ledger.sambungan import Pembaca

_K, _N, _P = skema.naskah, skema.nomor, skema.peristiwa
_BERNOMOR = ("terbit", "batal")
_PENERBITAN = ("terbit", "catat")
_SARAN = "bandingkan dengan cadangan terakhir"


class BacaKecocokan(Pembaca):
    """Comparing the tables of the ledger with each other."""

    def periksa_urutan(self) -> list[Temuan]:
        """Every letter without its number, number without its letter, event that says otherwise."""
        return [*self._naskah_tanpa_nomor(), *self._nomor_tanpa_naskah(), *self._berbeda_dari_peristiwa()]

    def periksa_basis(self) -> list[Temuan]:
        """What the database finds wrong with its own pages; PostgreSQL watches over them itself."""
        if self._koneksi.dialect.name != "sqlite":
            return []
        hasil = self._koneksi.exec_driver_sql("PRAGMA integrity_check").scalars()
        return [Temuan("naskah.db", str(pesan), "pulihkan dari cadangan") for pesan in hasil if pesan != "ok"]

    def _naskah_tanpa_nomor(self) -> Iterator[Temuan]:
        ada = (
            select(_N.c.urut)
            .where(_N.c.naskah_id == _K.c.id, _N.c.seri == _K.c.seri, _N.c.periode == _K.c.periode)
            .where(_N.c.urut == _K.c.urut, _N.c.teks == _K.c.nomor)
            .exists()
        )
        for baris in self._semua(
            select(_K.c.id, _K.c.nomor).where(_K.c.arah == "keluar", _K.c.status.in_(_BERNOMOR), ~ada)
        ):
            yield Temuan(baris["id"], f"nomornya, {baris['nomor']}, tidak ada dalam urutan", _SARAN)

    def _nomor_tanpa_naskah(self) -> Iterator[Temuan]:
        ada = select(_K.c.id).where(_K.c.id == _N.c.naskah_id, _K.c.nomor == _N.c.teks).exists()
        perintah = select(_N.c.teks, _N.c.seri).where(_N.c.status.in_(["dipakai", "catat", "batal"]), ~ada)
        for baris in self._semua(perintah):
            yield Temuan(f"seri {baris['seri']}", f"nomor {baris['teks']} tidak mempunyai naskah", _SARAN)

    def _berbeda_dari_peristiwa(self) -> Iterator[Temuan]:
        """The chain is what cannot be changed unseen: the letter must bear the number its event gave it."""
        perintah = (
            select(_P.c.urut, _P.c.naskah_id, _P.c.isi, _K.c.nomor)
            .outerjoin(_K, _K.c.id == _P.c.naskah_id)
            .where(_P.c.jenis.in_(_PENERBITAN))
            .order_by(_P.c.urut)
        )
        for baris in self._koneksi.execute(perintah.execution_options(yield_per=1000)).mappings():
            nomor = _nomor_peristiwa(baris["isi"])
            if nomor is None:
                continue  # unreadable: periksa_rantai reports the event itself
            if baris["nomor"] is None:
                yield Temuan(baris["naskah_id"], f"hilang, padahal terbit sebagai {nomor}", _SARAN)
            elif nomor != baris["nomor"]:
                pesan = f"bernomor {baris['nomor']}, padahal terbit sebagai {nomor}"
                yield Temuan(baris["naskah_id"], pesan, _SARAN)


def _nomor_peristiwa(isi: str) -> str | None:
    """The number an event gave; None when somebody made the event unreadable."""
    try:
        return str(json.loads(isi)["nomor"])
    except (ValueError, KeyError, TypeError):
        return None
