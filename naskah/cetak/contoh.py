"""contoh.toml of a printed page: the rows its golden test and `naskah templat periksa` print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from naskah.cetak.deklarasi import Cetakan
from naskah.cetak.halaman import susun, umum
from naskah.deklarasi import baca_toml
from registers.ledger.model import Baris, Disposisi

if TYPE_CHECKING:
    from naskah.kantor import Kantor


def dari_contoh(kantor: Kantor, cetakan: Cetakan, ragam: str = "") -> dict[str, object]:
    """What the template sees of the example rows, by the same way as real ones."""
    isi: dict[str, Any] = baca_toml(cetakan.folder / "contoh.toml")
    tata = cetakan.berragam(ragam)
    if tata.sumber != "buku":
        return {**umum(kantor, tata.judul), **isi}
    buku = kantor.buku[isi["buku"]]
    tahun = kantor.hari_ini().year
    baris = [Baris(buku.id, tahun, str(b["id"]), _polos(b), 1, int(b["urutan"])) for b in isi["baris"]]
    cabang = [Disposisi(**d) for d in isi.get("disposisi", [])]
    return susun(
        kantor, tata, [(buku, b) for b in baris], lambda id_: [c for c in cabang if c.naskah_id == id_]
    )


def _polos(baris: dict[str, Any]) -> dict[str, Any]:
    """Dates as the ledger keeps them: ISO text."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in baris.items()}
