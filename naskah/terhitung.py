"""What follows from the events of the ledger alone: computed again only when something has happened since."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Ledger

T = TypeVar("T")
_HASIL: WeakKeyDictionary[Ledger, dict[str, tuple[object, object]]] = WeakKeyDictionary()


def terhitung(kantor: Kantor, baca: Baca, nama: str, hitung: Callable[[], T], *lain: object) -> T:
    """The result of `hitung`, kept as `nama` while the chain has the same head and `lain` is the same.

    Only for what drafts and half-filled forms do not touch: these leave no event.

    Args:
        kantor: the open office.
        baca: the view `hitung` reads; its head decides.
        nama: what is computed.
        hitung: computes it; nobody may change what it returns.
        lain: whatever else the result depends on (the day, the settings).
    """
    milik = _HASIL.setdefault(kantor.ledger, {})
    saat, lama = (baca.kepala(), lain), milik.get(nama)
    if lama is None or lama[0] != saat:
        lama = milik[nama] = (saat, hitung())
    return cast("T", lama[1])
