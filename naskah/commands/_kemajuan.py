"""Progress bars of long commands; they stand on standard error, so that the result can be piped."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from naskah.massal.jalan import Kemajuan


@contextmanager
def kemajuan(label: str, *, sejak: int = 0) -> Generator[Callable[[int], Callable[[int], None]]]:
    """A bar once it is known how many rows there are; none for fewer than `sejak`."""
    with ExitStack() as tumpukan:

        def mulai(jumlah: int) -> Callable[[int], None]:
            if jumlah < sejak:
                return lambda maju: None
            return tumpukan.enter_context(_batang(jumlah, label)).update

        yield mulai


@contextmanager
def kemajuan_bertahap(*, diam: bool) -> Generator[Callable[[Kemajuan], None]]:
    """A bar for each stage of a merge, with rate, time left and failures; none when `diam`."""
    with ExitStack() as tumpukan:
        tahap, lalu, awal = "", 0, (0, 0.0)
        batang = None

        def maju(k: Kemajuan) -> None:
            nonlocal tahap, lalu, awal, batang
            if diam or not k.jumlah:
                return
            if k.tahap != tahap or batang is None:
                tumpukan.close()
                tahap, lalu, awal = k.tahap, 0, (k.selesai, time.monotonic())
                batang = tumpukan.enter_context(_batang(k.jumlah, k.tahap))
            lama = time.monotonic() - awal[1]
            laju = f"{(k.selesai - awal[0]) / lama * 60:.0f}/menit" if lama > 1 else ""
            gagal = f"{k.gagal} baris {k.sebut}" if k.gagal else ""
            batang.label = ": ".join(filter(None, [k.tahap, ", ".join(filter(None, [laju, gagal]))]))
            batang.update(k.selesai + k.gagal - lalu)
            lalu = k.selesai + k.gagal

        yield maju


def _batang(jumlah: int, label: str) -> AbstractContextManager[Any]:
    return typer.progressbar(length=jumlah, label=label, file=typer.get_text_stream("stderr"))
