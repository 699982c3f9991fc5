"""A delivery typed into the ekspedisi book: of a letter the ledger knows, or of anything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from naskah import pengiriman
from naskah.pencarian import id_naskah
from naskah.pengiriman import DAPAT_DIKIRIM, Kiriman
from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.entri import Terima
    from registers.ledger import Naskah, Tx


def entri(kantor: Kantor) -> Terima:
    """Enters a typed row; a number that is not one letter's is kept as typed."""

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], id_permintaan: str) -> str:
        naskah = _naskah(tx, str(isi.get("nomor") or ""))
        kiriman = pengiriman.periksa(kantor, _kiriman(kantor, isi, naskah))
        return pengiriman.kirim_dalam(tx, kantor, naskah, kiriman, id_permintaan=id_permintaan)

    return terima


def _kiriman(kantor: Kantor, isi: Mapping[str, Nilai], naskah: Naskah | None) -> Kiriman:
    def teks(kunci: str) -> str:
        return str(isi.get(kunci) or "")

    diterima = teks("tanggal_terima")
    return Kiriman(
        kepada=teks("kepada"),
        penerima=teks("penerima"),
        tanggal=date.fromisoformat(teks("tanggal_kirim")) if teks("tanggal_kirim") else kantor.hari_ini(),
        cara=teks("cara"),
        jumlah=teks("jumlah"),
        hal=teks("hal"),
        nomor="" if naskah else teks("nomor"),
        diterima=date.fromisoformat(diterima) if diterima else None,
        keterangan=teks("keterangan"),
    )


def _naskah(tx: Tx, nomor: str) -> Naskah | None:
    """The one letter with this id or number that can be sent."""
    cocok = tx.menurut_nomor(nomor) if nomor else []
    if id_ := id_naskah(nomor):
        try:
            cocok = [tx.naskah(id_)]
        except TidakDitemukan:
            cocok = []
    cocok = [n for n in cocok if n.status in DAPAT_DIKIRIM]
    return cocok[0] if len(cocok) == 1 else None


ENTRI = entri
