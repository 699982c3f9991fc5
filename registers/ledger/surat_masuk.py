"""The list of incoming letters: by the state of their way, newest agenda number first, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, exists, func, select

from registers.ledger import skema
from registers.ledger.disposisi import TERBUKA
from registers.ledger.model import Disposisi, Naskah
from registers.ledger.naskah import BacaNaskah, kata_dicari

_K = skema.naskah
_D = skema.disposisi
_R = skema.baris_buku

KEADAAN = ("belum diarahkan", "menunggu disposisi", "berjalan", "selesai", "batal")
"""Where a letter is on its way; exactly one of these."""


def _keadaan() -> ColumnElement[str]:
    """The state of a letter. A typed quote is escaped in JSON, so no typed text looks like a key."""
    cabang = select(_D.c.id).where(_D.c.naskah_id == _K.c.id)
    return case(
        (_K.c.status != "diterima", _K.c.status),
        (exists(cabang.where(_D.c.status.in_(TERBUKA))), "berjalan"),
        (exists(cabang), "menunggu disposisi"),
        (_K.c.isi.contains('"kode":"P"'), "menunggu disposisi"),
        (_K.c.isi.contains('"kode":"B"'), "berjalan"),
        else_="belum diarahkan",
    )


_LETAK = _keadaan()


class BacaSuratMasuk(BacaNaskah):
    """Reading incoming letters by what they wait for."""

    def surat_masuk(
        self, buku: str, *, keadaan: str = "", kata: str = "", batas: int = 50, lewati: int = 0
    ) -> list[tuple[Naskah, str]]:
        """Letters with their state, in the order of the agenda from its end.

        Args:
            buku: id of the agenda.
            keadaan: one of KEADAAN; "" all of them.
            kata: words that must all occur in a letter.
            batas: at most so many.
            lewati: leave out so many before.
        """
        milik = _R.join(_K, _K.c.id == _R.c.kunci)
        perintah = select(_K.c.id, _LETAK.label("keadaan")).select_from(milik).where(_R.c.buku == buku)
        if keadaan:
            perintah = perintah.where(*_saring(keadaan))
        for satu in kata_dicari(kata):
            perintah = perintah.where(_K.c.pencarian.contains(satu, autoescape=True))
        urut = (_R.c.tahun.desc(), _R.c.urutan.desc())
        ada = {
            b["id"]: b["keadaan"] for b in self._semua(perintah.order_by(*urut).limit(batas).offset(lewati))
        }
        return [(n, ada[n.id]) for n in self.naskah_banyak(list(ada))]

    def jumlah_surat_masuk(self) -> dict[str, int]:
        """How many letters stand in each state."""
        # Finished ones are counted from the index alone; only the others are looked at.
        tetap = select(_K.c.status, func.count().label("n")).where(
            _K.c.jenis == "surat-masuk", _K.c.status.in_(("selesai", "batal"))
        )
        # PostgreSQL takes two equal expressions with parameters for different ones: grouped by name instead.
        milik = _K.c.jenis == "surat-masuk", _K.c.status == "diterima"
        jalan = select(_LETAK.label("keadaan")).where(*milik).subquery()
        per_keadaan = select(jalan.c.keadaan, func.count().label("n")).group_by(jalan.c.keadaan)
        hasil = dict.fromkeys(KEADAAN, 0)
        hasil |= {b["status"]: b["n"] for b in self._semua(tetap.group_by(_K.c.status))}
        return hasil | {b["keadaan"]: b["n"] for b in self._semua(per_keadaan)}

    def cabang_terbuka(self, naskah_id: Sequence[str]) -> dict[str, list[Disposisi]]:
        """The open branches of some letters, by letter, most urgent first."""
        perintah = select(_D).where(_D.c.naskah_id.in_(list(naskah_id)), _D.c.status.in_(TERBUKA))
        hasil: dict[str, list[Disposisi]] = {}
        for b in self._semua(perintah.order_by(_D.c.batas.nulls_last(), _D.c.dibuat, _D.c.id)):
            hasil.setdefault(b["naskah_id"], []).append(Disposisi(**b))
        return hasil


def _saring(keadaan: str) -> list[ColumnElement[bool]]:
    if keadaan in ("selesai", "batal"):
        return [_K.c.status == keadaan]
    return [_K.c.status == "diterima", _LETAK.in_([keadaan])]
