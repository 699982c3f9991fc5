"""The PDFs of the letters of a merge, batch by batch.

A row is done when its letter and all that derive from it have theirs, or when LibreOffice was shown to make
none of one of them. Whatever else is in the way (no LibreOffice, a full disk) leaves the row as it is:
whoever goes on with the merge tries again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from naskah import cetak_pdf
from naskah.massal.hasil import keluarga
from naskah.massal.putaran import Kemajuan, Maju

if TYPE_CHECKING:
    from naskah.cetak_pdf import HasilTambah
    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import BarisPekerjaan

_SEKALI = 200  # rows converted at a time: of fewer, joining them saves less


@dataclass
class Kabar:
    """What came of it.

    Attributes:
        peringatan: what a person should know, each once.
        sebab: why letters that could have a PDF have none yet; "" when there are none such.
    """

    peringatan: list[str] = field(default_factory=list[str])
    sebab: str = ""


class _Dihentikan(Exception):
    """Whoever wanted the PDFs does not want them now."""


def buat(kantor: Kantor, id_: str, maju: Maju, terus: Callable[[], bool]) -> Kabar:
    """Make the PDFs that are still wanted.

    Args:
        kantor: the open office.
        id_: the merge.
        maju: told how far it is.
        terus: asked twice a second; ends the work by saying no.
    """
    kabar = Kabar()
    with kantor.ledger.baca() as baca:
        keadaan = baca.hitung_baris(id_)
    selesai, sesudah = keadaan.get("selesai", 0), 0
    jumlah = keadaan.get("terbit", 0) + selesai
    while terus():
        with kantor.ledger.baca() as baca:
            baris = baca.baris_pekerjaan(id_, ["terbit"], batas=_SEKALI, sesudah=sesudah)
            rumpun = {b.nomor: keluarga(baca, b.naskah_id) for b in baris}
            semua = [surat for satu in rumpun.values() for surat in satu]
            semua = [n.id for n in baca.naskah_banyak(semua) if n.status != "batal"]
        if not baris:
            break

        laju = _laju(maju, terus, selesai, len(baris), jumlah)
        try:
            hasil = cetak_pdf.tambah(kantor, semua, proses=os.cpu_count() or 1, maju=laju)
        except _Dihentikan:
            break
        kabar.peringatan += [k for k in hasil.peringatan if k not in kabar.peringatan]
        kabar.sebab = kabar.sebab or next(iter(hasil.belum.values()), "")
        sesudah, jadi = baris[-1].nomor, _catat(kantor, id_, baris, rumpun, hasil)
        if hasil.belum and not jadi:
            break  # the next batch would meet the same
        selesai += jadi
    return kabar


def _laju(
    maju: Maju, terus: Callable[[], bool], selesai: int, banyak: int, jumlah: int
) -> Callable[[float], None]:
    """Tells how far a batch of so many rows is, when so many are done before it; ends it when asked to."""

    def laju(bagian: float) -> None:
        if not terus():
            raise _Dihentikan
        maju(Kemajuan("Membuat PDF", selesai + int(bagian * banyak), jumlah))

    return laju


def _catat(
    kantor: Kantor,
    id_: str,
    baris: Sequence[BarisPekerjaan],
    rumpun: Mapping[int, Sequence[str]],
    hasil: HasilTambah,
) -> int:
    """Note which rows are done; how many."""
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        # Asked again: a person may have voided one meanwhile.
        masih = {
            b.nomor for b in tx.baris_pekerjaan(id_, ["terbit"], sesudah=baris[0].nomor - 1, batas=len(baris))
        }
        jadi = [
            replace(
                b, keadaan="selesai", pesan=" ".join(filter(None, [b.pesan, *_kata(rumpun[b.nomor], hasil)]))
            )
            for b in baris
            if b.nomor in masih and not any(surat in hasil.belum for surat in rumpun[b.nomor])
        ]
        tx.ubah_baris_pekerjaan(id_, jadi)
    return len(jadi)


def _kata(rumpun: Sequence[str], hasil: HasilTambah) -> list[str]:
    """What a row says of those that can have no PDF, or one that is not as it should be."""
    return [k for surat in rumpun for k in (hasil.salah.get(surat), hasil.cacat.get(surat)) if k]
