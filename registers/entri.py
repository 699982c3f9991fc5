"""Rows typed by hand: told apart, validated, entered into the ledger (design §9).

A row is entered only once its key is on the disk: the key is the request id, so that a crash between ledger
and file, or a row moved meanwhile, never enters it twice.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from registers.dasar.galat import DataTidakSah, NaskahError
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.definisi import ENTRI_BARIS, Buku
from registers.isian_buku import sahkan
from registers.syarat_baris import periksa_tahun
from registers.workbook import KOLOM_PESAN, BarisIsi

if TYPE_CHECKING:
    from registers.ledger import Baris, Tx

Terima: TypeAlias = "Callable[[Tx, Buku, int, Mapping[str, Nilai], str], str]"
"""(tx, book, year, canonical values by column key, request id) → key of the row it has booked."""

AWALAN = "B-"
BELUM_DICATAT = "Belum dicatat: "
_ABJAD = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Ketikan:
    """A row people typed.

    Attributes:
        nomor: its row number on the sheet.
        kunci: the key it was given on the way in; "" while it has none.
        isi: canonical values by column key; empty when it is refused.
        sebab: why it stays as typed; "" when it may be entered.
        pesan: what the book tells people about it now.
    """

    nomor: int
    kunci: str
    isi: Mapping[str, Nilai]
    sebab: str
    pesan: str


@dataclass(frozen=True)
class Diterima:
    """A typed row that is in the ledger now, under `kunci`."""

    nomor: int
    kunci: str


DIKETIK = "_diketik"
"""Booking key under which a row typed in a sheet keeps what was typed, to know it again in an older copy."""


def id_permintaan(buku: str, tahun: int, kunci: str = "") -> str:
    """The request id of a typed row: a key copied into another book asks for something else there."""
    return f"{buku}/{tahun}/{kunci}"


def kunci_baru() -> str:
    """A key for a typed row."""
    return AWALAN + "".join(secrets.choice(_ABJAD) for _ in range(8))


def kunci_permintaan(permintaan: str) -> str:
    """The key of a row that may be sent twice: the same request has the same."""
    return AWALAN + "".join(
        _ABJAD[b % len(_ABJAD)] for b in hashlib.sha256(permintaan.encode()).digest()[:12]
    )


def pilah(buku: Buku, baris: Sequence[BarisIsi], semua: Mapping[str, Buku]) -> list[Ketikan]:
    """Every typed row with what is to become of it.

    A row of which only naskah's message is left is refused without a word: its message goes.
    """
    return [_pilah(buku, satu, semua) for satu in baris]


def _pilah(buku: Buku, satu: BarisIsi, semua: Mapping[str, Buku]) -> Ketikan:
    pesan = str(satu.nilai.get(KOLOM_PESAN, ""))
    mentah = {k: v for k, v in satu.nilai.items() if k != KOLOM_PESAN}
    if not mentah:
        return Ketikan(satu.nomor, satu.kunci, {}, "", pesan)
    if not buku.entri:
        return Ketikan(satu.nomor, satu.kunci, {}, _bukan_di_sini(buku, semua), pesan)
    try:
        return Ketikan(satu.nomor, satu.kunci, sahkan(buku, mentah), "", pesan)
    except DataTidakSah as galat:
        return Ketikan(satu.nomor, satu.kunci, {}, _sebab(galat), pesan)


def _bukan_di_sini(buku: Buku, semua: Mapping[str, Buku]) -> str:
    benar = [b.judul for b in semua.values() if set(b.entri) & set(buku.peristiwa)]
    tempat = f"Ketik di {' atau '.join(benar)}." if benar else "Barisnya datang dari buku besar."
    return f"{BELUM_DICATAT}baris baru tidak diketik di buku ini. {buku.petunjuk or tempat}"


def _sebab(galat: NaskahError) -> str:
    temuan: Sequence[Temuan] = galat.temuan
    rinci = "; ".join(str(t) for t in temuan) or f"{galat.message} {galat.hint}".strip()
    return f"{BELUM_DICATAT}{rinci}"


def masukkan(
    tx: Tx, buku: Buku, tahun: int, ketikan: Sequence[Ketikan], terima: Mapping[str, Terima]
) -> tuple[list[Diterima], dict[int, str]]:
    """Enter typed rows in the order of the sheet; one that is refused leaves the others alone.

    Returns:
        What was entered, and row number → reason of what was not.
    """
    masuk: list[Diterima] = []
    ditolak: dict[int, str] = {}
    for satu in ketikan:
        try:
            with tx.bagian():
                kunci = masukkan_satu(tx, buku, tahun, satu.isi, satu.kunci, terima, diketik=True)
        except NaskahError as galat:
            ditolak[satu.nomor] = _sebab(galat)
        else:
            masuk.append(Diterima(satu.nomor, kunci))
    return masuk, ditolak


def masukkan_satu(
    tx: Tx,
    buku: Buku,
    tahun: int,
    isi: Mapping[str, Nilai],
    kunci: str,
    terima: Mapping[str, Terima],
    *,
    diketik: bool = False,
) -> str:
    """Enter one row, unless the request `kunci` has been entered already; the key it has in the book.

    Args:
        tx: the open transaction.
        buku: the definition.
        tahun: the book's year.
        isi: canonical values by column key.
        kunci: the row's key; with the book it is the request id of what the row becomes.
        terima: kind of event → what enters a row of that kind.
        diketik: the row stands in a sheet already.

    Raises:
        DataTidakSah, NomorDitolak: why it cannot be entered.
    """
    permintaan, (sebelum, _) = id_permintaan(buku.id, tahun, kunci), tx.kepala()
    if lama := tx.permintaan(permintaan):
        return lama.id
    if kunci in tx.baris_menurut(buku.id, tahun, [kunci]):
        return kunci
    jenis = buku.entri[0]
    if jenis == ENTRI_BARIS:
        jadi = _baris(tx, buku, tahun, isi, kunci)
    elif jenis in terima:
        jadi = terima[jenis](tx, buku, tahun, isi, permintaan)
    else:
        raise DataTidakSah(
            f"Baris baru di {buku.judul} tidak dapat dicatat di sini.", [], "Pakai: naskah buku sinkron"
        )
    baris = tx.baris_menurut(buku.id, tahun, [jadi]).get(jadi)
    if baris is None:
        saran = "ketik di buku tahun itu, atau perbaiki tanggalnya"
        raise DataTidakSah(
            "Baris ini milik buku tahun lain.", [Temuan("tanggal", f"bukan tahun {tahun}", saran)]
        )
    if baris.peristiwa > sebelum:  # else it was entered before; what stands in it since then stays
        _simpan_ketikan(tx, buku, baris, isi, diketik=diketik)
    return jadi


def _baris(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], kunci: str) -> str:
    """A row of the book itself: it gets the next number, all else is people's."""
    if temuan := periksa_tahun(buku, isi, tahun):
        raise DataTidakSah(f"Baris {buku.judul} belum benar.", temuan)
    nilai = {
        k.dari: isi[k.kunci]
        for k in buku.kolom
        if k.milik == "buku_besar" and not k.hitung and k.kunci in isi
    }
    peristiwa = tx.catat("baris", "", {"buku": buku.id, "tahun": tahun, "kunci": kunci, "isi": dict(isi)})
    tx.bukukan(buku.id, tahun, kunci, {**nilai, "id": kunci}, peristiwa.urut)
    return kunci


def _simpan_ketikan(tx: Tx, buku: Buku, baris: Baris, isi: Mapping[str, Nilai], *, diketik: bool) -> None:
    """What was typed into people's columns is theirs from the first moment; the whole of it is remembered."""
    orang = {k.kunci: isi[k.kunci] for k in buku.kolom if k.milik != "buku_besar" and k.kunci in isi}
    nilai = {**baris.nilai, DIKETIK: dict(isi)} if diketik else baris.nilai
    if diketik or orang:
        tx.bukukan(buku.id, baris.tahun, baris.kunci, nilai, baris.peristiwa, orang={**baris.orang, **orang})
