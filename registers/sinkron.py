"""The books and the ledger brought together: people's edits in, the ledger's rows out (design §9).

The story of one book, under its lock:

    read → has anyone touched it? → merge every row three ways → give typed rows their key
         → take edits and typed rows into the ledger → write the file → remember it

The file carries the number of the last event written into it; the ledger keeps earlier versions of every
row. So each file, however old a copy, is compared with the very state it was written from. Whatever cannot
be done now (the book is open, the disk is full) waits for the next sync; nothing is half done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from registers.dasar.galat import NaskahError
from registers.dasar.sistem import kunci
from registers.definisi import Buku
from registers.meja import HasilBuku, Meja
from registers.selaras import Penyelarasan, sebab
from registers.workbook import BukuAsing

__all__ = [
    "HasilBuku",
    "Meja",
    "bangun",
    "lokasi",
    "peringatan",
    "sinkron",
    "sinkron_semua",
    "tulis_menunggu",
]


def sinkron_semua(
    meja: Meja,
    daftar: Iterable[tuple[str, int]],
    *,
    buat: Collection[tuple[str, int]] = (),
    coba: bool = False,
    maju: Callable[[str], None] = lambda _: None,
) -> list[HasilBuku]:
    """Bring these books (id, year) and the ledger together; then write what their rows gave to other books.

    Books in which rows are typed come first.

    Args:
        meja: the office.
        daftar: the books.
        buat: those of them whose file is made if it is missing.
        coba: say what would be done; write nothing.
        maju: told the title of each book as it begins.
    """
    urut = sorted(daftar, key=lambda satu: (not meja.buku[satu[0]].entri, satu))
    hasil: dict[tuple[str, int], HasilBuku] = {}
    for satu in urut:
        maju(meja.buku[satu[0]].judul)
        hasil[satu] = sinkron(meja, meja.buku[satu[0]], satu[1], buat=satu in buat, coba=coba)
    if any(h.masuk for h in hasil.values()) and not coba:
        with meja.ledger.baca() as baca:
            menunggu = [(b.buku, b.tahun) for b in baca.buku_menunggu() if b.buku in meja.buku]
        hasil |= {
            satu: _gabungkan(hasil.get(satu), sinkron(meja, meja.buku[satu[0]], satu[1]))
            for satu in menunggu
            if not (satu in hasil and hasil[satu].menunggu)
        }
    return [hasil[satu] for satu in sorted(hasil)]


def _gabungkan(lama: HasilBuku | None, baru: HasilBuku) -> HasilBuku:
    """What two syncs of one book did together."""
    if lama is None:
        return baru
    return replace(
        baru,
        diambil=lama.diambil + baru.diambil,
        masuk=lama.masuk + baru.masuk,
        konflik=lama.konflik + baru.konflik,
        dikembalikan=lama.dikembalikan + baru.dikembalikan,
        ditolak=baru.ditolak or lama.ditolak,
        ditulis=lama.ditulis + baru.ditulis,
        dibuat=lama.dibuat or baru.dibuat,
        catatan=lama.catatan + baru.catatan,
    )


def tulis_menunggu(meja: Meja, *, buat: bool = False) -> list[str]:
    """Bring every waiting row into its workbook; what cannot be written now goes on waiting.

    Args:
        meja: the office.
        buat: also make files anew that are gone though no row waits for them. Without it they stay away: an
            office may keep the books of old years elsewhere.

    Returns:
        Warnings for people, in Indonesian; empty when every row is in its book.
    """
    with meja.ledger.baca() as baca:
        daftar = [(b.buku, b.tahun) for b in (baca.semua_buku() if buat else baca.buku_menunggu())]
    asing = [
        f"Buku {id_} tidak punya definisi; barisnya menunggu di buku besar."
        for id_, _ in daftar
        if id_ not in meja.buku
    ]
    dikenal = [satu for satu in daftar if satu[0] in meja.buku]
    return [
        *asing,
        *(p for h in sinkron_semua(meja, dikenal, buat=dikenal if buat else ()) for p in peringatan(h)),
    ]


def peringatan(hasil: HasilBuku) -> list[str]:
    """What of a sync people must be told even when they did not ask for one."""
    daftar = [f"Buku {hasil.berkas}: {satu}" for satu in hasil.catatan]
    if hasil.menunggu and not hasil.sibuk:
        daftar.append(f"Buku {hasil.berkas} belum ditulis, barisnya menunggu di buku besar: {hasil.menunggu}")
    if hasil.konflik:
        daftar.append(f"Buku {hasil.berkas}: {len(hasil.konflik)} konflik; lihat: naskah buku konflik")
    return daftar


def sinkron(meja: Meja, buku: Buku, tahun: int, *, buat: bool = False, coba: bool = False) -> HasilBuku:
    """Bring one book and the ledger together; doing it twice does nothing the second time.

    Args:
        meja: the office.
        buku: the definition.
        tahun: the book's year.
        buat: make the file if it is missing even when no row waits for it, and replace a damaged one (it is
            kept aside).
        coba: say what would be done; write nothing.

    Returns:
        What was done. A book that is open, damaged or cannot be written is said in `menunggu`: the ledger
        keeps its rows for the next time.
    """
    return _terkunci(meja, buku, tahun, Penyelarasan.jalankan, buat=buat, coba=coba)


def bangun(meja: Meja, buku: Buku, tahun: int) -> HasilBuku:
    """Make a book's file anew from the ledger, after taking in what people did to it.

    People's columns and rows still to be entered are in the new file; own sheets, charts and colours stay in
    the old one, which is kept in `.lama/`.
    """
    return _terkunci(meja, buku, tahun, Penyelarasan.bangun, buat=True, coba=False)


def _terkunci(
    meja: Meja,
    buku: Buku,
    tahun: int,
    kerja: Callable[[Penyelarasan], HasilBuku],
    *,
    buat: bool,
    coba: bool,
) -> HasilBuku:
    """Rows booked by others while we work are ours too, up to the moment the lock is free again."""
    path = lokasi(meja.folder, buku.id, tahun)
    hasil = HasilBuku(buku.id, tahun, path.name)
    if path.suffix == ".xlsm" and path.with_suffix(".xlsx").exists():
        pesan = "ada dua berkas, .xlsx dan .xlsm; pindahkan yang tidak dipakai ke folder lain"
        return replace(hasil, menunggu=pesan)
    lagi: HasilBuku | None = None
    try:
        while lagi is None or _masih_menunggu(meja, lagi, coba=coba):
            if lagi and meja.jeda:
                time.sleep(meja.jeda)  # whoever books meanwhile is written with the others
            with kunci(meja.folder / ".kunci" / f"{buku.id}-{tahun}.kunci", tunggu=0) as dapat:
                if not dapat:
                    pesan = "" if lagi else "sedang disinkronkan proses lain"
                    return replace(hasil, menunggu=pesan, sibuk=True)
                satu = Penyelarasan(meja, buku, tahun, path, buat=buat, coba=coba)
                lagi = satu.jalankan() if lagi else kerja(satu)
            hasil = _gabungkan(hasil, lagi)
        return hasil
    except (OSError, NaskahError) as galat:
        return replace(hasil, menunggu=sebab(galat, path))
    except Exception:  # damage nobody has thought of must not stop the books after this one
        rusak = BukuAsing(path.name, "rusak, isinya tidak dapat diolah")
        return replace(hasil, menunggu=f"{rusak.message} {rusak.hint}")


def _masih_menunggu(meja: Meja, hasil: HasilBuku, *, coba: bool) -> bool:
    if coba or hasil.menunggu or not (hasil.ditulis or hasil.dibuat):
        return False
    with meja.ledger.baca() as baca:
        return baca.jumlah_menunggu(hasil.buku, hasil.tahun) > 0


def lokasi(folder: Path, id_buku: str, tahun: int) -> Path:
    """Where a book's file lies; one that people saved with macros keeps its suffix."""
    makro = folder / f"{id_buku}-{tahun}.xlsm"
    return makro if makro.exists() else makro.with_suffix(".xlsx")
