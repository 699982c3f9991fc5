"""Values a book shows that no letter brought: computed columns, and rows that come from master data.

They are booked like all others, so that the book can be rebuilt and a cell changed by hand is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from registers.bacaan_sel import isi_sel, kanonik
from registers.dasar.isian import Nilai
from registers.definisi import Buku
from registers.ledger.model import Baris
from registers.penggabungan import tampilan

if TYPE_CHECKING:
    from registers.ledger import Baca, Tx

IsiBaris: TypeAlias = Mapping[str, Nilai]
"""Values of a row, by booking key and by column key."""

Hitung: TypeAlias = Callable[[IsiBaris], Nilai]
"""A row → the value of one column; a `Berjalan` is given all rows of the year."""

BarisData: TypeAlias = tuple[str, Mapping[str, Nilai]]
"""Key and booking values of a row that comes from master data."""

_MAKS = 1_000  # characters of a computed text

HILANG = "tidak ada lagi dalam data"
"""Note of a row whose source in the master data is gone."""


@dataclass(frozen=True)
class Berjalan:
    """A column that runs through the rows of the year: a row's value follows from those before it.

    Attributes:
        urut: sort key of a row; rows with the same key stay in the order of their numbers.
        mulai: begins a run, and gives what turns each row, in its turn, into its value.
    """

    urut: Callable[[IsiBaris], Any]
    mulai: Callable[[], Hitung]

    def __call__(self, isi: IsiBaris, _hari: object = None, /) -> Nilai:
        """The value of a row that stands alone."""
        return self.mulai()(isi)

    def semua(self, baris: Mapping[str, IsiBaris]) -> dict[str, Nilai]:
        """The value of every row, by key; the rows come in the order of their numbers."""
        langkah = self.mulai()
        return {kunci: langkah(isi) for kunci, isi in sorted(baris.items(), key=lambda b: self.urut(b[1]))}


def basi(
    baca: Baca, buku: Buku, tahun: int, hitung: Mapping[str, Hitung], data: Sequence[BarisData] | None
) -> dict[str, dict[str, Nilai]]:
    """Rows that would say something else if they were booked now, with what they would say."""
    if data is None and not any(k.hitung for k in buku.kolom):
        return {}
    ada = {b.kunci: b for b in baca.semua_baris(buku.id, tahun)}
    calon = _dari_data(ada, data) if data is not None else {k: dict(b.nilai) for k, b in ada.items()}
    _hitung(buku, calon, ada, hitung)
    return {
        kunci: baru for kunci, baru in calon.items() if kunci not in ada or not _sama(buku, ada[kunci], baru)
    }


def andai(
    buku: Buku, baris: Mapping[str, Baris], hitung: Mapping[str, Hitung]
) -> dict[str, dict[str, Nilai]]:
    """What the computed columns say of these rows, by key; the rows come in the order of their numbers."""
    calon = {kunci: dict(satu.nilai) for kunci, satu in baris.items()}
    _hitung(buku, calon, baris, hitung)
    return calon


def bukukan(tx: Tx, buku: Buku, tahun: int, baru: Mapping[str, Mapping[str, Nilai]]) -> None:
    """Book these rows, as one event."""
    if not baru:
        return
    peristiwa = tx.catat("hitung", "", {"buku": buku.id, "tahun": tahun, "jumlah": len(baru)})
    tx.bukukan_banyak(buku.id, tahun, baru, peristiwa.urut)


def _dari_data(ada: Mapping[str, Baris], data: Iterable[BarisData]) -> dict[str, dict[str, Nilai]]:
    """What master data say; a row whose source is gone stays, and says so."""
    hasil = {kunci: dict(nilai) for kunci, nilai in data}
    for kunci, baris in ada.items():
        if kunci not in hasil:
            hasil[kunci] = {**baris.nilai, "keterangan": HILANG}
    return hasil


def _hitung(
    buku: Buku, calon: Mapping[str, dict[str, Nilai]], ada: Mapping[str, Baris], hitung: Mapping[str, Hitung]
) -> None:
    """Put the computed values into `calon`, column by column: one may use those to its left."""
    kolom = [k for k in buku.kolom if k.hitung in hitung]
    if not kolom:
        return
    orang = {kunci: ada[kunci].orang if kunci in ada else {} for kunci in calon}
    isi = {kunci: {**nilai, **tampilan(buku, nilai, orang[kunci])} for kunci, nilai in calon.items()}
    for satu in kolom:
        for kunci, nilai in _kolom(hitung[satu.hitung], isi):
            calon[kunci][satu.kunci] = _muat(nilai)
            isi[kunci][satu.kunci] = isi_sel(satu, calon[kunci], orang[kunci]) or None


def _kolom(fungsi: Hitung, isi: Mapping[str, IsiBaris]) -> Iterable[tuple[str, Nilai]]:
    if isinstance(fungsi, Berjalan):
        return fungsi.semua(isi).items()
    return ((kunci, fungsi(satu)) for kunci, satu in isi.items())


def _muat(nilai: Nilai) -> Nilai:
    """What a cell can hold, whatever people typed into those it is computed from."""
    if not isinstance(nilai, str) or (nilai.isprintable() and len(nilai) <= _MAKS):
        return nilai
    return "".join(h if h.isprintable() or h == "\n" else "\ufffd" for h in nilai[:_MAKS])


def _sama(buku: Buku, baris: Baris, baru: Mapping[str, Nilai]) -> bool:
    return all(
        baris.nilai.get(k.dari) == baru.get(k.dari)
        or kanonik(baris.nilai.get(k.dari), k.jenis) == kanonik(baru.get(k.dari), k.jenis)
        for k in buku.kolom
        if k.milik != "orang"
    )
