"""What is looked at once for the letters of a chunk: the office's files, texts that they have in common."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_INGATAN: ContextVar[dict[Hashable, Any] | None] = ContextVar("ingatan", default=None)


@contextmanager
def sekejap() -> Generator[None]:
    """While this lasts, `ingat` answers as it did the first time; one within another changes nothing."""
    if _INGATAN.get() is not None:
        yield
        return
    token = _INGATAN.set({})
    try:
        yield
    finally:
        _INGATAN.reset(token)


def ingat(kunci: Hashable, buat: Callable[[], T]) -> T:
    """What `buat` gives; within a `sekejap` it is asked only once for each `kunci`."""
    ingatan = _INGATAN.get()
    if ingatan is None:
        return buat()
    if kunci not in ingatan:
        ingatan[kunci] = buat()
    return ingatan[kunci]
