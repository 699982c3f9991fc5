"""What the merge commands share: stopping with Ctrl-C, the summary."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import typer

from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.commands._tampil import cetak_json, tulis

if TYPE_CHECKING:
    from types import FrameType

    from naskah.commands.massal._kabar import Tentang
    from naskah.kantor import Kantor
    from naskah.massal.rampung import Ringkasan
    from registers.dasar.galat import NaskahError

SEBAGIAN = 15  # exit code: letters are issued, but not of every row
DIHENTIKAN = 130


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


def kerjakan(kantor: Kantor, id_: str, *, proses: int, json_: bool, tentang: Tentang | None = None) -> None:
    """Do what is left of a merge, and say how it stands; as JSON also what there is to know of its input."""
    from naskah.massal.garap import garap
    from naskah.massal.giliran import BukanDiSini
    from registers.dasar.galat import NaskahError

    try:
        with kemajuan_bertahap(diam=json_) as maju, dapat_dihentikan() as terus:
            hasil = garap(kantor, id_, proses=proses, maju=maju, terus=terus)
            kode = DIHENTIKAN if not (terus() or hasil.selesai) else 0
    except BukanDiSini:
        raise
    except NaskahError as galat:
        hasil, kode = _terhenti(kantor, id_, galat), SEBAGIAN
    if json_:
        cetak_json({**sebagai_json(kantor, hasil), **(vars(tentang) if tentang else {})})
    else:
        cetak(hasil)
    sebagian = hasil.keadaan.get("gagal") or not (hasil.selesai or hasil.pekerjaan.pilihan.get("antre"))
    if kode := kode or (SEBAGIAN if sebagian else 0):
        raise typer.Exit(kode)


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


def cetak(hasil: Ringkasan) -> None:
    """How a merge stands."""
    p = hasil.pekerjaan
    tulis(f"Pekerjaan {p.id}: {p.jenis} dari {p.sumber}, {p.jumlah} baris")
    tulis(sebutan(hasil.keadaan))
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
        tulis("Perbaiki baris yang gagal di berkas itu, lalu jalankan berkas itu saja, bukan semuanya lagi.")


def sebutan(keadaan: Mapping[str, int]) -> str:
    """How many rows are what: "400 terbit (50 di antaranya PDF-nya sudah dibuat), 3 gagal"."""
    from naskah.massal.hasil import KATA

    jumlah = dict(keadaan)
    kata: list[str] = []
    if tanpa_pdf := jumlah.pop("terbit", 0):
        ber_pdf = jumlah.pop("selesai", 0)
        kata = [f"{tanpa_pdf + ber_pdf} terbit ({ber_pdf} di antaranya PDF-nya sudah dibuat)"]
    return ", ".join([*kata, *(f"{jumlah[k]} {kata_}" for k, kata_ in KATA.items() if jumlah.get(k))])


def sebagai_json(kantor: Kantor, hasil: Ringkasan) -> dict[str, object]:
    """How a merge stands, with its first and last number and every letter."""
    with kantor.ledger.baca() as baca:
        baris = list(baca.daftar_pekerjaan(hasil.pekerjaan.id))
    menurut: dict[int, str] = {}
    for b in baris:
        menurut.setdefault(b.nomor, b.surat)  # the row's own; what derives from it follows
    nomor = [satu for satu in menurut.values() if satu]
    ujung = {"nomor_pertama": nomor[0] if nomor else "", "nomor_terakhir": nomor[-1] if nomor else ""}
    return {**asdict(hasil), **ujung, "baris": [vars(b) for b in baris]}
