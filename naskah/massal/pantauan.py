"""How merges that go through the queue stand: what people watch while machines work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from naskah.massal.giliran import keadaan_kini
from registers.ledger.antrean import KeadaanAntrean

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_TERBARU = 20  # merges looked at
_SEBUT = 5  # failed rows named


@dataclass(frozen=True)
class Pantauan:
    """One merge now.

    Attributes:
        id: the merge.
        jenis: the type of its letters.
        jumlah: its rows.
        dicetak: rows whose document is there, and its PDF when one was asked for.
        gagal: rows that have failed.
        batal: rows whose letter was voided.
        menunggu: rows without a number yet.
        keadaan: as `giliran.keadaan_kini` says.
        sebab: why it has stopped, or why a chunk was put back last; "".
        antrean: its chunks, and the workers.
        gagal_sebut: the first rows that have failed, each with its reason.
    """

    id: str
    jenis: str
    jumlah: int
    dicetak: int
    gagal: int
    batal: int
    menunggu: int
    keadaan: str
    sebab: str
    antrean: KeadaanAntrean
    gagal_sebut: tuple[str, ...] = ()

    @property
    def selesai(self) -> bool:
        """Whether no worker has anything to do for it any more."""
        return not self._sisa

    @property
    def _sisa(self) -> int:
        return self.jumlah - self.dicetak - self.gagal - self.batal

    @property
    def sisa_menit(self) -> int | None:
        """Minutes until it is done at the present rate; None when nothing moves."""
        return -(-self._sisa // self.antrean.semenit) if self._sisa and self.antrean.semenit else None


def lihat(kantor: Kantor, id_: str = "") -> list[Pantauan]:
    """The merge with this id, or the newest ones that are not finished.

    Raises:
        TidakDitemukan: there is none of that id.
    """
    hasil: list[Pantauan] = []
    with kantor.ledger.baca() as baca:
        semua = [baca.pekerjaan(id_)] if id_ else baca.semua_pekerjaan(_TERBARU)
    kini = {p.id: keadaan_kini(kantor, p) for p in semua if id_ or p.pilihan.get("antre")}
    with kantor.ledger.baca() as baca:
        for p in semua:
            if not id_ and kini.get(p.id) not in ("berjalan", "berhenti"):
                continue
            n = baca.hitung_baris(p.id)
            hasil.append(
                Pantauan(
                    id=p.id,
                    jenis=p.jenis,
                    jumlah=p.jumlah,
                    dicetak=n.get("selesai", 0),
                    gagal=n.get("gagal", 0),
                    batal=n.get("batal", 0),
                    menunggu=n.get("menunggu", 0),
                    keadaan=kini[p.id],
                    sebab=p.sebab,
                    antrean=baca.keadaan_antrean(p.id),
                    gagal_sebut=tuple(
                        f"baris {b.nomor}: {b.pesan}"
                        for b in baca.baris_pekerjaan(p.id, ["gagal"], batas=_SEBUT)
                    ),
                )
            )
    return hasil
