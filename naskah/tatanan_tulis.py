"""kantor.toml changed for people who do not open Notepad: one act per change, comments and layout kept.

    lock → the file is the one the person saw → change → the whole is valid → keep the old → replace

A change of the series (their patterns, or the code they print) goes into the ledger in the same act.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from naskah.kantor import Kantor
from naskah.tatanan import NAMA_BERKAS, Tatanan, urai_tatanan
from registers.dasar import berkas, sistem
from registers.dasar.galat import BerkasGagal, DataTidakSah, KantorSalah, KeadaanDitolak
from registers.dasar.temuan import Temuan

_BOM = b"\xef\xbb\xbf"
_LAMA = ".simpanan/kantor-lama"
_KUNCI = ".simpanan/kantor.kunci"
_TUNGGU = 5.0  # seconds another person's change may take

Tabel: TypeAlias = MutableMapping[str, Any]
Ubah: TypeAlias = Callable[[Tabel], None]


@dataclass(frozen=True)
class Perubahan:
    """One change of kantor.toml.

    Attributes:
        ubah: makes it, in the file's table; run on tomlkit's and on a plain one, which must come out equal.
        letak: what places of its findings may begin with in the file ("pejabat[2].masa[1].").
        pokok: the typed field that is to blame for what the change breaks elsewhere.
        temuan: what is wrong with the typed values already.
        periksa: further rules, asked of the whole once it is valid by itself.
    """

    ubah: Ubah
    letak: tuple[str, ...] = ()
    pokok: str = ""
    temuan: tuple[Temuan, ...] = ()
    periksa: Callable[[Tatanan], list[Temuan]] | None = None


def sidik(kantor: Kantor) -> str:
    """The hash of kantor.toml as it lies there: what a page shows, and hands back with a change.

    Raises:
        BerkasGagal: it cannot be read.
    """
    return berkas.sha256(berkas.baca(kantor.folder / NAMA_BERKAS))


def terapkan(kantor: Kantor, perubahan: Perubahan, dilihat: str) -> Tatanan:
    """Make the change; kantor.toml is then the new one, or untouched.

    Args:
        kantor: the open office; its own `tatanan` stays what it was, so open it anew.
        perubahan: what to change.
        dilihat: `sidik` of the file the person saw.

    Raises:
        DataTidakSah: every finding at once, at the field that was typed.
        KeadaanDitolak: somebody changed the file meanwhile, or is changing it.
        KantorSalah: the file was wrong before, or the ledger has other series than it.
        BerkasGagal: it cannot be written.
    """
    with sistem.kunci(kantor.folder / _KUNCI, tunggu=_TUNGGU) as dapat:
        if not dapat:
            raise KeadaanDitolak("Pengaturan sedang disimpan orang lain.", "Tunggu sebentar, lalu ulangi.")
        data = berkas.baca(kantor.folder / NAMA_BERKAS)
        if berkas.sha256(data) != dilihat:
            raise KeadaanDitolak(
                "Pengaturan sudah diubah orang lain sejak halaman ini dibuka; perubahan Anda belum disimpan.",
                "Muat ulang halamannya, periksa, lalu ulangi perubahan Anda.",
            )
        lama = _kantor(kantor, data)
        baru = calon(kantor, data, perubahan)
        if baru != data:
            try:
                _ganti(lama, _kantor(kantor, baru), data, baru)
            except KantorSalah as galat:
                temuan = [_pendek(t, perubahan) for t in galat.temuan]
                if not temuan:
                    raise
                raise DataTidakSah("Perubahan belum dapat disimpan.", temuan) from galat
    return urai_tatanan(baru, kantor.folder / NAMA_BERKAS)


def coba(kantor: Kantor, perubahan: Perubahan) -> Kantor:
    """The office as it would be after the change; nothing is written.

    Raises:
        DataTidakSah: every finding at once, at the field that was typed.
        KantorSalah: the file was wrong before.
    """
    return _kantor(kantor, calon(kantor, berkas.baca(kantor.folder / NAMA_BERKAS), perubahan))


def calon(kantor: Kantor, data: bytes, perubahan: Perubahan) -> bytes:
    """The changed file, checked as a whole.

    Raises:
        DataTidakSah: every finding at once, at the field that was typed.
        KantorSalah: the file was wrong before, or is written in a way only a person can change.
    """
    baru = _tulis_ulang(kantor, data, perubahan.ubah)
    temuan = list(perubahan.temuan)
    ada = {t.tempat for t in temuan}
    try:
        calon_kantor = _kantor(kantor, baru)
        temuan += perubahan.periksa(calon_kantor.tatanan) if perubahan.periksa else []
    except KantorSalah as galat:
        temuan += [t for t in (_pendek(t, perubahan) for t in galat.temuan) if t.tempat not in ada]
    if temuan:
        raise DataTidakSah("Perubahan belum dapat disimpan.", temuan)
    return baru


def _kantor(kantor: Kantor, data: bytes) -> Kantor:
    """An office with these settings, its series checked; it shares nothing that is open."""
    hasil = replace(kantor, tatanan=urai_tatanan(data, kantor.folder / NAMA_BERKAS))
    hasil.periksa_seri()
    return hasil


def _tulis_ulang(kantor: Kantor, data: bytes, ubah: Ubah) -> bytes:
    """The file with the change in it, every other byte as it was; line ends and byte order mark too."""
    teks = data.decode("utf-8-sig")
    crlf = "\r\n" in teks
    teks = teks.replace("\r\n", "\n")
    harap = copy.deepcopy(tomllib.loads(teks))
    ubah(harap)
    try:
        dokumen = tomlkit.parse(teks)
        ubah(dokumen)
        baru = tomlkit.dumps(dokumen)
        sama = tomllib.loads(baru) == harap
    except (TOMLKitError, tomllib.TOMLDecodeError):
        baru, sama = "", False
    if not sama:
        raise KantorSalah(
            f"{kantor.folder / NAMA_BERKAS} ditulis dengan cara yang tidak dapat diubah dari sini.",
            hint="Ubah berkas itu dengan Notepad.",
        )
    return (_BOM if data.startswith(_BOM) else b"") + (baru.replace("\n", "\r\n") if crlf else baru).encode()


def _pendek(temuan: Temuan, perubahan: Perubahan) -> Temuan:
    """A finding at the typed field instead of its place in the file."""
    for awal in perubahan.letak:
        if temuan.tempat.startswith(awal):
            return replace(temuan, tempat=temuan.tempat.removeprefix(awal))
    if not perubahan.pokok:
        return temuan
    return replace(temuan, tempat=perubahan.pokok, pesan=f"{temuan.tempat}: {temuan.pesan}")


def _ganti(lama: Kantor, kini: Kantor, data: bytes, baru: bytes) -> None:
    """Keep the old file, put the new one in place; with other series, only if the ledger takes them."""
    if lama.seri_didefinisikan() == kini.seri_didefinisikan():
        _simpan(kini, data, baru)
        return
    path = kini.folder / NAMA_BERKAS
    try:
        ledger = lama.siap_bernomor()
        with ledger.tulis(kini.pelaku) as tx:
            tx.terapkan_seri(kini.seri_didefinisikan())
            _simpan(kini, data, baru)
    except BaseException:
        if berkas.baca(path) == baru:  # the ledger did not take them after all
            berkas.tulis_atomik(path, data)
        raise
    finally:
        lama.tutup()


def _simpan(kantor: Kantor, data: bytes, baru: bytes) -> None:
    nama = f"kantor-{kantor.clock.now():%Y%m%d-%H%M%S}-{berkas.sha256(data)[:8]}.toml"
    berkas.tulis_atomik(kantor.folder / _LAMA / nama, data)
    try:
        berkas.tulis_atomik(kantor.folder / NAMA_BERKAS, baru, ganti=data)
    except berkas.BerkasBerubah as galat:
        raise KeadaanDitolak(
            f"{NAMA_BERKAS} baru saja diubah di tempat lain.", "Muat ulang halaman ini, lalu ulangi."
        ) from galat
    except PermissionError as galat:
        raise BerkasGagal(
            f"{NAMA_BERKAS} sedang dibuka program lain.", "Tutup program itu, lalu simpan lagi."
        ) from galat


def isi_tabel(tabel: Tabel, nilai: Mapping[str, object]) -> None:
    """Put values into a table: a blank one clears a key that is there, and makes none that is not."""
    for kunci, satu in nilai.items():
        if satu is None:
            tabel.pop(kunci, None)
        elif (satu != "" or kunci in tabel) and tabel.get(kunci) != satu:
            tabel[kunci] = satu


def tambah_tabel(induk: Tabel, kunci: str, nilai: Mapping[str, object]) -> None:
    """Append a table to the array of tables `kunci`, made when missing."""
    isi = {k: v for k, v in nilai.items() if v not in ("", None)}
    toml = isinstance(induk, tomlkit.TOMLDocument | Table)
    if kunci in induk:
        satu: Any = isi
        if isinstance(induk[kunci], AoT):
            satu = tomlkit.table()
            satu.update(isi)
        induk[kunci].append(satu)
    elif toml:
        satu = tomlkit.table()
        satu.update(isi)
        induk[kunci] = tomlkit.aot()
        induk[kunci].append(satu)
    else:
        induk[kunci] = [isi]
