"""Booking: what the books say about a letter, and bringing waiting rows into the workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from naskah.catalog import isi_pola
from naskah.draf import SIFAT_BAWAAN, Draf

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Tx


def catatan(draf: Draf) -> dict[str, Any]:
    """The row of a letter, keyed as docs/arsitektur.md "Books" says, without its number."""
    isi = draf.konteks
    sifat = str(isi.get("sifat") or "")
    return {
        "tanggal": draf.tanggal.isoformat(),
        "jenis": draf.jenis.id,
        "judul": draf.jenis.judul,
        "klas": draf.klas,
        "indeks": isi_pola(draf.jenis.indeks, isi) or draf.jenis.judul,
        "hal": str(isi["hal"]),
        "kepada": isi_pola(draf.jenis.kepada, isi),
        "dari": str(isi["ttd"]["jabatan"]),
        "lampiran": str(isi.get("lampiran") or ""),
        "sifat": sifat or SIFAT_BAWAAN,
        "keamanan": draf.bagian_nomor.get("keamanan", ""),
        "pengolah": str(draf.isi.get("pengolah") or ""),
        "penandatangan": f"{isi['ttd']['nama']}",
        "status": "terbit",
        "keterangan": "",
    }


def bukukan(
    tx: Tx, kantor: Kantor, buku: Sequence[str], tahun: int, id_: str, isi: Mapping[str, Any], peristiwa: int
) -> None:
    """Book a letter in each of its books; the rows wait there for their file."""
    for satu in buku:
        tx.bukukan(satu, tahun, id_, {**isi, "id": id_, "pelaku": kantor.pelaku}, peristiwa)


def tulis_buku(kantor: Kantor) -> list[str]:
    """Bring all waiting rows into the workbooks; a book that is open elsewhere only gives a warning."""
    from registers.proyeksi import tulis_buku as tulis

    instansi = kantor.tatanan.instansi
    return tulis(
        kantor.ledger,
        kantor.folder / "buku",
        kantor.buku,
        kepala=[baris for baris in (instansi.pemerintah, instansi.nama, instansi.unit) if baris],
    )
