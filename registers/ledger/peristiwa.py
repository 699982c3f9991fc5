"""Events in the ledger: appended, read, checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import RowMapping, select

from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.ledger import skema
from registers.ledger.model import Peristiwa
from registers.ledger.rantai import hash_peristiwa, json_baku
from registers.ledger.sambungan import Pembaca, Penulis

_P = skema.peristiwa


class BacaPeristiwa(Pembaca):
    """Reading events."""

    def kepala(self) -> tuple[int, str]:
        """Number and hash of the last event; (0, "") before the first."""
        baris = self._satu(select(_P.c.urut, _P.c.hash).order_by(_P.c.urut.desc()).limit(1))
        return (baris["urut"], baris["hash"]) if baris else (0, "")

    def hash_ke(self, urut: int) -> str | None:
        """Hash of one event, "" for number 0; None when the chain does not reach that far."""
        if urut == 0:
            return ""
        baris = self._satu(select(_P.c.hash).where(_P.c.urut == urut))
        return str(baris["hash"]) if baris else None

    def peristiwa(self, sejak: int = 0, *, naskah_id: str = "") -> list[Peristiwa]:
        """Events after number `sejak`, oldest first; of one letter when `naskah_id` is given."""
        perintah = select(_P).where(_P.c.urut > sejak).order_by(_P.c.urut)
        if naskah_id:
            perintah = perintah.where(_P.c.naskah_id == naskah_id)
        return [_peristiwa(b) for b in self._semua(perintah)]

    def peristiwa_sejenis(self, jenis: str, sejak: int, sampai: int) -> list[Peristiwa]:
        """Events of one kind after number `sejak` up to `sampai`, oldest first."""
        perintah = select(_P).where(_P.c.jenis == jenis, _P.c.urut > sejak, _P.c.urut <= sampai)
        return [_peristiwa(b) for b in self._semua(perintah.order_by(_P.c.urut))]

    def periksa_rantai(self, sejak: int = 0) -> list[Temuan]:
        """Every break of the chain after event `sejak`: a hole, a changed event, a cut-off end."""
        return list(chain(self._periksa_mata(sejak), self._periksa_ujung()))

    def _periksa_mata(self, sejak: int) -> Iterator[Temuan]:
        awal = self._satu(select(_P.c.hash).where(_P.c.urut == sejak))
        lalu, hash_lalu = sejak, awal["hash"] if awal else ""
        perintah = select(_P).where(_P.c.urut > sejak).order_by(_P.c.urut)
        for baris in self._koneksi.execute(perintah.execution_options(yield_per=1000)).mappings():
            tempat = f"peristiwa {baris['urut']}"
            if baris["urut"] != lalu + 1:
                yield Temuan(tempat, f"peristiwa {lalu + 1} sampai {baris['urut'] - 1} hilang", _PULIHKAN)
            elif baris["hash_lalu"] != hash_lalu:
                yield Temuan(tempat, "tidak bersambung dengan peristiwa sebelumnya", _PULIHKAN)
            if _hash(baris) != baris["hash"]:
                yield Temuan(tempat, "isinya berubah sesudah dicatat", _PULIHKAN)
            lalu, hash_lalu = baris["urut"], baris["hash"]

    def _periksa_ujung(self) -> Iterator[Temuan]:
        """Books remember the last event written into them: a chain cut at its end contradicts them."""
        b = skema.buku
        perintah = (
            select(b.c.buku, b.c.tahun, b.c.sampai_urut, b.c.hash, _P.c.hash.label("hash_rantai"))
            .outerjoin(_P, _P.c.urut == b.c.sampai_urut)
            .where(b.c.sampai_urut > 0)
        )
        for baris in self._semua(perintah):
            if baris["hash"] != baris["hash_rantai"]:
                yield Temuan(
                    f"buku {baris['buku']} {baris['tahun']}",
                    f"peristiwa {baris['sampai_urut']} yang tertulis di buku tidak ada lagi dalam rantai",
                    _PULIHKAN,
                )


class TulisPeristiwa(BacaPeristiwa, Penulis):
    """Appending events."""

    def catat(self, jenis_peristiwa: str, naskah_id: str, isi: Mapping[str, Nilai]) -> Peristiwa:
        """Append an event to the chain.

        Args:
            jenis_peristiwa: what was done (terbit, batal, pesan …).
            naskah_id: the letter, "" when it concerns none.
            isi: what an auditor needs to know; JSON-able.
        """
        return self.catat_banyak(jenis_peristiwa, [(naskah_id, isi)])[0]

    def catat_banyak(
        self, jenis_peristiwa: str, semua: Sequence[tuple[str, Mapping[str, Nilai]]]
    ) -> list[Peristiwa]:
        """Append one event of this kind for each letter and its content, in their order."""
        urut, hash_lalu = self.kepala()
        saat, siapa = self._pelaku.saat(), self._pelaku
        hasil: list[Peristiwa] = []
        for naskah_id, isi in semua:
            urut += 1
            bahan = (urut, saat, siapa.zona, siapa.nama, jenis_peristiwa, naskah_id, isi, hash_lalu)
            hash_lalu = hash_peristiwa(*bahan)
            hasil.append(Peristiwa(*bahan, hash_lalu))
        self._sisipkan(_P, *({**vars(p), "isi": json_baku(dict(p.isi))} for p in hasil))
        return hasil


_PULIHKAN = "bandingkan dengan cadangan terakhir"


def _peristiwa(baris: RowMapping) -> Peristiwa:
    return Peristiwa(**{**baris, "isi": json.loads(baris["isi"])})


def _hash(baris: RowMapping) -> str:
    try:
        isi = json.loads(baris["isi"])
    except ValueError:
        return ""
    if not isinstance(isi, dict):
        return ""
    return hash_peristiwa(
        baris["urut"],
        baris["waktu"],
        baris["zona"],
        baris["pelaku"],
        baris["jenis"],
        baris["naskah_id"],
        isi,
        baris["hash_lalu"],
    )
