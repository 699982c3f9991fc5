"""One cell of people's changed elsewhere than in the workbook: the same merge, the same record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registers.bacaan_sel import bacaan, kanonik
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah, TidakDitemukan
from registers.dasar.temuan import Temuan
from registers.definisi import Buku, Kolom
from registers.isian_buku import baca
from registers.penggabungan import Beda, gabung, tampilan
from registers.rencana import Rencana

if TYPE_CHECKING:
    from registers.ledger import Tx

PERISTIWA = "ubah-sel"
"""Kind of the event. It says what a `sinkron` event says; that one also tells what a workbook showed, which
this cell did not stand in."""


def ubah(tx: Tx, buku: Buku, tahun: int, kunci: str, kolom: Kolom, baru: str, dilihat: str) -> Beda | None:
    """Change a cell of people's; the row then waits for its workbook.

    Args:
        tx: the open transaction.
        buku: the definition.
        tahun: the book's year.
        kunci: key of the row.
        kolom: the column, which is not the ledger's alone.
        baru: what was typed.
        dilihat: what the cell showed when it was typed into.

    Returns:
        What was changed; None when the cell shows that already.

    Raises:
        TidakDitemukan: no such row.
        DataTidakSah: what was typed is not what the column takes.
        KeadaanDitolak: somebody else has changed the cell meanwhile.
    """
    kini = tx.baris_menurut(buku.id, tahun, [kunci]).get(kunci)
    if kini is None:
        raise TidakDitemukan(f"Baris {kunci} tidak ada di {buku.judul} tahun {tahun}.")
    kami = tampilan(buku, kini.nilai, kini.orang)
    ada, lihat = kami.get(kolom.kunci, ""), kanonik(dilihat, kolom.jenis)
    isi = lihat if kanonik(baru, kolom.jenis) == lihat else _sahkan(buku, kolom, baru)
    if ada not in (lihat, isi):
        raise KeadaanDitolak(
            f"{kolom.judul} sudah diubah orang lain: kini {_sebut(ada, kolom)}, Anda menulis "
            f"{_sebut(isi, kolom)}.",
            "Periksa isinya yang sekarang, lalu ubah lagi bila perlu.",
        )
    mereka = {k: teks for k, teks in {**kami, kolom.kunci: isi}.items() if teks}
    hasil = gabung(buku, kami, kini, mereka)
    if not hasil.diambil or hasil.orang == kini.orang:
        return None  # the second: a shared cell that was emptied though only the ledger had filled it
    catatan = Rencana({kunci: hasil}, (), (), (), ()).peristiwa(buku.id, tahun)
    peristiwa = tx.catat(PERISTIWA, "", catatan)
    tx.bukukan(buku.id, tahun, kunci, kini.nilai, peristiwa.urut, orang=hasil.orang)
    return hasil.diambil[0]


def _sahkan(buku: Buku, kolom: Kolom, baru: str) -> str:
    """What was typed, as cells are compared and kept."""
    try:
        isi = kanonik(baca(kolom, baru), kolom.jenis)
        if not isi and kolom.wajib:
            raise NilaiSalah("belum diisi", kolom.bantuan or f"tulis {kolom.judul}")
    except NilaiSalah as galat:
        temuan = Temuan(kolom.judul, galat.pesan, galat.saran, baru)
        raise DataTidakSah(f"Isian {buku.judul} belum benar.", [temuan]) from galat
    return isi


def _sebut(isi: str, kolom: Kolom) -> str:
    return bacaan(isi, kolom.jenis) or "kosong"
