"""A merge voided as a whole: its letters with those that derive from them, and the rows that are none yet.

Chunk by chunk, each in one transaction, so that it may be killed anywhere and asked for again. Rows without a
letter go first: nobody can go on issuing what is being voided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from naskah import buku, pembukuan, perubahan
from naskah.massal import rampung
from naskah.massal.giliran import dikerjakan
from naskah.massal.hasil import BERSURAT, keluarga
from naskah.massal.putaran import Kemajuan, Maju
from registers.dasar.galat import KeadaanDitolak

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.rampung import Ringkasan
    from registers.ledger import Tx
    from registers.ledger.pekerjaan import BarisPekerjaan

_SEKALI = 25  # rows voided in one transaction
_SEBUT = 20  # remarks told
_BELUM = "pembatalannya belum selesai; batalkan sekali lagi"


@dataclass(frozen=True)
class Rencana:
    """What voiding a merge would do.

    Attributes:
        id: the merge.
        surat: letters that would be voided.
        turunan: letters that derive from them and would be voided too.
        menunggu: rows that would become no letter.
        pertama, terakhir: numbers of the first and the last letter; "" without any.
    """

    id: str
    surat: int
    turunan: int
    menunggu: int
    pertama: str = ""
    terakhir: str = ""


def rencana(kantor: Kantor, id_: str) -> Rencana:
    """What would be voided now; nothing is written.

    Raises:
        TidakDitemukan: there is no such merge.
        KeadaanDitolak: nothing of it can be voided.
    """
    with kantor.ledger.baca() as baca:
        pekerjaan, keadaan = baca.pekerjaan(id_), baca.hitung_baris(id_)
        jumlah = sum(keadaan.get(k, 0) for k in BERSURAT)
        nomor, ids, turunan = ["", ""], set[int](), 0
        for satu in baca.daftar_pekerjaan(id_) if jumlah else ():
            if satu.keadaan not in BERSURAT:
                continue
            if satu.nomor in ids:
                turunan += 1
                continue
            ids.add(satu.nomor)
            nomor = [nomor[0] or satu.surat, satu.surat]
    menunggu = keadaan.get("menunggu", 0)
    if pekerjaan.keadaan == "batal" or (pekerjaan.keadaan == "selesai" and not jumlah):
        raise KeadaanDitolak(
            f"Pekerjaan {id_} tidak punya surat yang masih terbit.", "Tidak ada yang dibatalkan."
        )
    return Rencana(id_, len(ids), turunan, menunggu, *nomor)


def batalkan(
    kantor: Kantor,
    id_: str,
    *,
    alasan: str,
    maju: Maju = lambda _: None,
    terus: Callable[[], bool] = lambda: True,
) -> Ringkasan:
    """Void every letter of a merge that is still issued, and end the merge; numbers and rows stay.

    Workers of the queue may be at it: what is void when they come to it is left alone.

    Args:
        kantor: the open office.
        id_: the merge.
        alasan: why.
        maju: told how far it is.
        terus: asked before every chunk; ends the work by saying no.

    Raises:
        TidakDitemukan: there is no such merge.
        KeadaanDitolak: somebody works on it, or nothing of it can be voided.
        DataTidakSah: there is no reason.
    """
    perubahan.pastikan_beralasan(alasan)
    alasan = " ".join(alasan.split())
    rencana(kantor, id_)
    ledger = kantor.siap_bernomor()
    with ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(id_)
    with dikerjakan(kantor, pekerjaan):
        with ledger.tulis(kantor.pelaku) as tx:
            tx.keadaan_pekerjaan(id_, "berjalan", _BELUM)
            tx.batalkan_menunggu(id_, alasan)
            jumlah = sum(tx.hitung_baris(id_).get(k, 0) for k in BERSURAT)
        catatan = _surat(kantor, id_, alasan, jumlah, maju, terus)
        catatan += pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
        catatan += pembukuan.sesudah_commit(lambda: buku.hitung_ulang(kantor, {pekerjaan.jenis}))
        return rampung.tutup_batal(kantor, id_, catatan)


def _surat(
    kantor: Kantor, id_: str, alasan: str, jumlah: int, maju: Maju, terus: Callable[[], bool]
) -> list[str]:
    """Void letter by letter; what people should know of them, each once."""
    catatan: dict[str, None] = {}
    selesai = 0
    maju(Kemajuan("Membatalkan", 0, jumlah))
    while terus():
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            baris = tx.baris_pekerjaan(id_, BERSURAT, batas=_SEKALI)
            for satu in baris:
                catatan |= dict.fromkeys(_satu(tx, kantor, satu, alasan))
            # Also one whose letter was void already: it must not be found again.
            tx.ubah_baris_pekerjaan(id_, [replace(b, keadaan="batal", pesan=alasan) for b in baris])
        if not baris:
            break
        selesai += len(baris)
        maju(Kemajuan("Membatalkan", selesai, jumlah))
    semua = list(catatan)
    lagi = [f"Dan {len(semua) - _SEBUT} catatan lagi."] if len(semua) > _SEBUT else []
    return [*semua[:_SEBUT], *lagi]


def _satu(tx: Tx, kantor: Kantor, baris: BarisPekerjaan, alasan: str) -> list[str]:
    """A row's letter and what derives from it, the last first: none stands without what it derives from."""
    catatan: list[str] = []
    for surat in reversed(keluarga(tx, baris.naskah_id)):
        naskah = tx.naskah(surat)
        if naskah.status == "terbit":
            _, tetap = perubahan.batal_dalam(tx, kantor, surat, alasan)
            catatan += [f"{naskah.nomor}: {kata}" for kata in tetap]
    return catatan
