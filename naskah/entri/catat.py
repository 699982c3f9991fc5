"""An outgoing letter made by hand and typed into the agenda (SOP 13): it joins its series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah import penomoran
from naskah.kantor import Kantor
from registers.dasar.galat import NomorDitolak
from registers.dasar.isian import Nilai
from registers.dasar.pola import Pola
from registers.definisi import Buku
from registers.entri import Terima
from registers.ledger import Tx

_LAIN = ("lampiran", "sifat", "pengolah", "penandatangan", "keamanan")


def entri(kantor: Kantor) -> Terima:
    """Enters a typed row: with a number as `catat`, without one it takes the next of the first series."""

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], id_permintaan: str) -> str:
        nomor = str(isi.get("nomor") or "")
        hari = date.fromisoformat(isi["tanggal"]) if isi.get("tanggal") else kantor.hari_ini()
        catatan = penomoran.Catatan(
            hal=str(isi.get("hal") or ""),
            kepada=str(isi.get("kepada") or ""),
            nomor=nomor,
            klas=str(isi.get("klas") or ""),
            keterangan=str(isi.get("keterangan") or ""),
            lain={k: str(isi[k]) for k in _LAIN if isi.get(k)},
        )
        seri = _seri(kantor, nomor)
        return penomoran.catat_tangan(tx, kantor, seri, catatan, hari, id_permintaan).id

    return terima


def _seri(kantor: Kantor, nomor: str) -> str:
    """The series a typed number belongs to; without a number the first one of kantor.toml.

    Raises:
        NomorDitolak: no series writes such a number.
    """
    dalam = [s for s in kantor.tatanan.seri if not s.luar]
    if not nomor:
        return dalam[0].id
    tetap = {"kode_pd": kantor.tatanan.instansi.kode_pd}
    for satu in dalam:
        if Pola.urai(satu.pola, tetap).baca(" ".join(nomor.split())) is not None:
            return satu.id
    pola = "; ".join(s.pola for s in dalam)
    raise NomorDitolak(f"Nomor {nomor} tidak sesuai pola seri mana pun ({pola}).", "Periksa ketikannya.")


ENTRI = entri
