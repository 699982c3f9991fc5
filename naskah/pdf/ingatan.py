"""Whether letters of a template can be joined, as this process has seen: found out once, not for every batch.

A verdict is forgotten after a while, since it is the letters that decide: the next ones may be longer.
"""

from __future__ import annotations

import time

_LAMA = 600.0  # seconds; finding out takes about one, so this costs nothing


class Ingatan:
    """Verdicts by the key of a template (`render.gabung.kunci_gabung`); several threads may share it."""

    def __init__(self) -> None:
        self._putusan: dict[str, tuple[bool, float]] = {}

    def boleh(self, kunci: str) -> bool | None:
        """What the last letters showed; None when nothing is known any more."""
        putusan, sampai = self._putusan.get(kunci, (None, 0.0))
        return putusan if time.monotonic() < sampai else None

    def catat(self, kunci: str, *, boleh: bool) -> None:
        """Keep what the present letters have shown."""
        kini = time.monotonic()
        tetap = {k: v for k, v in self._putusan.copy().items() if v[1] > kini}
        self._putusan = {**tetap, kunci: (boleh, kini + _LAMA)}
