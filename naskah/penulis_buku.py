"""Who brings waiting rows into the workbooks while a server runs: one thread; nobody waits for others.

On the command line whoever books also writes. In a server fifty people book at once, and who wrote for all of
them would not get his own answer before they rest.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

SABAR = 0.6  # seconds somebody waits for the warnings of his own row
JEDA = 1.0  # seconds in which the rows of several acts gather for one writing


class PenulisBuku:
    """Writes in turn what is asked for, as often as needed, never twice at a time."""

    def __init__(self) -> None:
        self._gembok = threading.Lock()
        self._berikut: Callable[[], list[str]] | None = None
        self._utas: threading.Thread | None = None

    def minta(self, tulis: Callable[[], list[str]]) -> list[str]:
        """See to it that `tulis` runs soon, after what was booked until now.

        Returns:
            Its warnings, when nobody was before us and it did not take long; else none: what waits is said on
            the first page.
        """
        with self._gembok:
            self._berikut = tulis
            if self._utas is not None:
                return []
            hasil: Future[list[str]] = Future()
            self._utas = threading.Thread(target=self._jalan, args=(hasil,), name="penulis-buku")
            self._utas.start()
        try:
            return hasil.result(SABAR)
        except TimeoutError:
            return []

    def tutup(self) -> None:
        """Wait until everything asked for is written."""
        while (utas := self._utas) is not None:
            utas.join()

    def _jalan(self, hasil: Future[list[str]]) -> None:
        while (tulis := self._ambil()) is not None:
            try:
                catatan = tulis()
            except Exception as galat:  # whoever asked is told; the rows go on waiting in the ledger
                if not hasil.done():
                    hasil.set_exception(galat)
            else:
                if not hasil.done():
                    hasil.set_result(catatan)
            if self._berikut is not None:
                time.sleep(JEDA)

    def _ambil(self) -> Callable[[], list[str]] | None:
        with self._gembok:
            tulis, self._berikut = self._berikut, None
            if tulis is None:
                self._utas = None
            return tulis
