"""Values a book shows that no letter brought: computed columns, and rows that come from master data.

They are booked like all others, so that the book can be rebuilt and a cell changed by hand is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from registers.bacaan_sel import kanonik
from registers.dasar.isian import Nilai
from registers.definisi import Buku
from registers.ledger.model import Baris
from registers.penggabungan import tampilan

if TYPE_CHECKING:
    from registers.ledger import Baca, Tx

Hitung: TypeAlias = Callable[[Mapping[str, Nilai]], Nilai]
"""Values of a row, by booking key and by column key, → the value of one column."""

BarisData: TypeAlias = tuple[str, Mapping[str, Nilai]]
"""Key and booking values of a row that comes from master data."""

_MAKS = 1_000  # characters of a computed text

HILANG = "tidak ada lagi dalam data"
"""Note of a row whose source in the master data is gone."""


def basi(
    baca: Baca, buku: Buku, tahun: int, hitung: Mapping[str, Hitung], data: Sequence[BarisData] | None
) -> dict[str, dict[str, Nilai]]:
    """Rows that would say something else if they were booked now, with what they would say."""
    if data is None and not any(k.hitung for k in buku.kolom):
        return {}
    ada = {b.kunci: b for b in baca.semua_baris(buku.id, tahun)}
    calon = _dari_data(ada, data) if data is not None else {k: dict(b.nilai) for k, b in ada.items()}
    hasil: dict[str, dict[str, Nilai]] = {}
    for kunci, nilai in calon.items():
        baris = ada.get(kunci)
        baru = _terhitung(buku, nilai, baris.orang if baris else {}, hitung)
        if baris is None or not _sama(buku, baris, baru):
            hasil[kunci] = baru
    return hasil


def bukukan(tx: Tx, buku: Buku, tahun: int, baru: Mapping[str, Mapping[str, Nilai]]) -> None:
    """Book these rows, as one event."""
    if not baru:
        return
    peristiwa = tx.catat("hitung", "", {"buku": buku.id, "tahun": tahun, "jumlah": len(baru)})
    for kunci, nilai in baru.items():
        tx.bukukan(buku.id, tahun, kunci, nilai, peristiwa.urut)


def _dari_data(ada: Mapping[str, Baris], data: Iterable[BarisData]) -> dict[str, dict[str, Nilai]]:
    """What master data say; a row whose source is gone stays, and says so."""
    hasil = {kunci: dict(nilai) for kunci, nilai in data}
    for kunci, baris in ada.items():
        if kunci not in hasil:
            hasil[kunci] = {**baris.nilai, "keterangan": HILANG}
    return hasil


def _terhitung(
    buku: Buku, nilai: Mapping[str, Nilai], orang: Mapping[str, Nilai], hitung: Mapping[str, Hitung]
) -> dict[str, Nilai]:
    hasil = dict(nilai)
    for kolom in buku.kolom:
        if kolom.hitung in hitung:
            hasil[kolom.kunci] = _muat(hitung[kolom.hitung]({**hasil, **tampilan(buku, hasil, orang)}))
    return hasil


def _muat(nilai: Nilai) -> Nilai:
    """What a cell can hold, whatever people typed into those it is computed from."""
    if not isinstance(nilai, str) or (nilai.isprintable() and len(nilai) <= _MAKS):
        return nilai
    return "".join(h if h.isprintable() or h == "\n" else "\ufffd" for h in nilai[:_MAKS])


def _sama(buku: Buku, baris: Baris, baru: Mapping[str, Nilai]) -> bool:
    return all(
        kanonik(baris.nilai.get(k.dari), k.jenis) == kanonik(baru.get(k.dari), k.jenis)
        for k in buku.kolom
        if k.milik != "orang"
    )
