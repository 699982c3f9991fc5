"""What the merge commands share: stopping with Ctrl-C, the summary."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import typer

from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.commands._tampil import cetak_json, tulis

if TYPE_CHECKING:
    from types import FrameType

    from naskah.kantor import Kantor
    from naskah.massal.rampung import Ringkasan
    from registers.dasar.galat import NaskahError

_KATA = {
    "menunggu": "menunggu",
    "bernomor": "bernomor dan menunggu dicetak",
    "terbit": "menunggu PDF",
    "selesai": "selesai",
    "gagal": "gagal",
}


@contextmanager
def dapat_dihentikan() -> Generator[Callable[[], bool]]:
    """Ctrl-C lets the present chunk finish; a second one stops at once, which loses nothing either."""
    jalan = True

    def hentikan(_: int, __: FrameType | None) -> None:
        nonlocal jalan
        if not jalan:
            raise KeyboardInterrupt
        jalan = False
        typer.echo("\nBerhenti sesudah potongan ini …", err=True)

    lama = signal.signal(signal.SIGINT, hentikan)
    try:
        yield lambda: jalan
    finally:
        signal.signal(signal.SIGINT, lama)


def kerjakan(kantor: Kantor, id_: str, *, proses: int, json_: bool) -> None:
    """Do what is left of a merge, and say how it stands."""
    from naskah.massal.garap import garap
    from naskah.massal.giliran import BukanDiSini
    from registers.dasar.galat import NaskahError

    try:
        with kemajuan_bertahap(diam=json_) as maju, dapat_dihentikan() as terus:
            hasil = garap(kantor, id_, proses=proses, maju=maju, terus=terus)
    except BukanDiSini:
        raise
    except NaskahError as galat:
        hasil = _terhenti(kantor, id_, galat)
    cetak(hasil, json_=json_)


def _terhenti(kantor: Kantor, id_: str, galat: NaskahError) -> Ringkasan:
    """How a merge stands that was cut off: once letters are issued that is no error any more.

    Raises:
        NaskahError: the very same, when none is, or nobody can say.
    """
    from naskah.massal import rampung
    from registers.dasar.galat import NaskahError

    try:
        hasil = rampung.ringkas(kantor, id_)
    except NaskahError:
        galat.hint = f"{galat.hint} Pekerjaan ini {id_}; lanjutkan dengan: naskah massal lanjut {id_}".strip()
        raise galat from None
    if not {"bernomor", "terbit", "selesai"} & {*hasil.keadaan}:
        raise galat
    return replace(hasil, peringatan=(f"Berhenti: {galat}",))


def cetak(hasil: Ringkasan, *, json_: bool) -> None:
    """How a merge stands."""
    if json_:
        cetak_json(asdict(hasil))
        return
    p = hasil.pekerjaan
    tulis(f"Pekerjaan {p.id}: {p.jenis} dari {p.sumber}, {p.jumlah} baris")
    tulis(", ".join(f"{n} {_KATA[k]}" for k, n in hasil.keadaan.items()))
    for apa, berkas in (("Daftar", hasil.daftar), ("Gabungan", hasil.gabungan), ("Baris gagal", hasil.gagal)):
        if berkas:
            tulis(f"{apa}: {berkas}")
    for kata in hasil.peringatan:
        tulis(f"Perhatian: {kata}")
    if not hasil.selesai and p.pilihan.get("antre") and not hasil.keadaan.get("menunggu"):
        tulis(f"Dicetak oleh naskah pekerja, di komputer mana pun. Kemajuannya: naskah pekerjaan {p.id}")
        tulis(f"Sesudah semua dicetak, daftar dan laporannya dibuat oleh: naskah massal lanjut {p.id}")
    elif not hasil.selesai:
        tulis(f"Belum selesai. Lanjutkan dengan: naskah massal lanjut {p.id}")
    if hasil.gagal:
        tulis("Perbaiki baris yang gagal di berkas itu, lalu jalankan sebagai masukan yang baru.")
