"""Booking: what the books say about a letter, and bringing waiting rows into the workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from naskah.catalog import isi_pola
from naskah.draf import SIFAT_BAWAAN, AsalIsian, Draf, Permintaan
from registers.dasar.galat import KeadaanDitolak
from registers.ledger import Naskah

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Tx
    from registers.sinkron import Meja


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


def asal(tx: Tx, permintaan: Permintaan, induk: str = "") -> Naskah:
    """The letter a request begins: a new one, or the half-filled form it was typed in.

    Raises:
        KeadaanDitolak: that form is none any more, or was changed since it was seen.
    """
    if permintaan.dari_isian:
        lama = isian_dilihat(tx, permintaan.dari_isian)
    else:
        lama = Naskah(id=tx.id_baru(), jenis=permintaan.jenis, judul="", status="konsep")
    return replace(
        lama,
        status="konsep",
        id_permintaan=permintaan.id_permintaan,
        sidik=permintaan.sidik() if permintaan.id_permintaan else "",
        induk=induk,
    )


def isian(baca: Baca, id_: str) -> Naskah:
    """The row of a half-filled form.

    Raises:
        TidakDitemukan: it is gone.
        KeadaanDitolak: it is a letter by now.
    """
    naskah = baca.naskah(id_)
    if naskah.status != "isian":
        nomor = f" nomor {naskah.nomor}" if naskah.nomor else ""
        raise KeadaanDitolak(f"Isian {id_} sudah menjadi naskah{nomor}: statusnya {naskah.status}.")
    return naskah


def isian_dilihat(tx: Tx, asal: AsalIsian) -> Naskah:
    """The row of a half-filled form, in the version somebody saw.

    Raises:
        TidakDitemukan: it is gone.
        KeadaanDitolak: it is a letter by now, or somebody went on typing since.
    """
    naskah = isian(tx, asal.id)
    if naskah.versi != asal.versi:
        raise KeadaanDitolak(
            f"Isian ini baru saja diubah {naskah.isi['oleh']}.", "Periksa lagi isinya yang sekarang."
        )
    return naskah


def pastikan_dilihat(asal: AsalIsian | None, sidik: Callable[[], str]) -> None:
    """Nothing is made of a form that would say something else than what was confirmed.

    Args:
        asal: the form, with the hash that was confirmed.
        sidik: gives the hash of what would be made now; not asked where nothing was confirmed.

    Raises:
        KeadaanDitolak: settings, template, master data or the day have changed since.
    """
    if asal is not None and asal.dilihat and asal.dilihat != sidik():
        raise KeadaanDitolak(
            "Bunyi atau tanggal surat ini berubah sejak Anda periksa: pengaturan, templat, data, atau hari "
            "sudah berganti.",
            "Periksa sekali lagi, lalu tekan tombolnya.",
        )


def tutup_isian(tx: Tx, asal: AsalIsian | None) -> None:
    """In the transaction that does what a form asked for: the form, as it was seen, is done with.

    Raises:
        TidakDitemukan, KeadaanDitolak: as `isian_dilihat`.
    """
    if asal is not None:
        tx.buang_isian(isian_dilihat(tx, asal).id)


def baris(draf: Draf, lama: Naskah) -> Naskah:
    """The ledger's row of a draft, a new version of `lama`; without a number yet."""
    isi = catatan(draf)
    return replace(
        lama,
        jenis=draf.jenis.id,
        judul=draf.jenis.judul,
        seri=draf.seri,
        tanggal=draf.tanggal,
        klas=draf.klas,
        hal=isi["hal"],
        kepada=isi["kepada"],
        sifat=isi["sifat"],
        keamanan=isi["keamanan"],
        penandatangan=isi["penandatangan"],
        isi=dict(draf.isi),
    )


def bukukan(
    tx: Tx, kantor: Kantor, buku: Sequence[str], tahun: int, id_: str, isi: Mapping[str, Any], peristiwa: int
) -> None:
    """Book a letter in each of its books; the rows wait there for their file."""
    for satu in buku:
        tx.bukukan(satu, tahun, id_, {**isi, "id": id_, "pelaku": kantor.pelaku}, peristiwa)


def meja(kantor: Kantor) -> Meja:
    """What syncing the books needs of this office."""
    from naskah import data_buku, entri, hitung_buku
    from naskah.penulis_buku import JEDA
    from registers.sinkron import Meja

    instansi = kantor.tatanan.instansi
    return Meja(
        ledger=kantor.ledger,
        folder=kantor.folder / "buku",
        buku=kantor.buku,
        kepala=tuple(baris for baris in (instansi.pemerintah, instansi.nama, instansi.unit) if baris),
        clock=kantor.clock,
        zona=kantor.tatanan.zona_waktu,
        pelaku=kantor.pelaku,
        terima=entri.semua(kantor),
        hitung=hitung_buku.semua(kantor),
        jeda=JEDA if kantor.penulis else 0,
        data=lambda id_, tahun: data_buku.sumber(kantor, id_) if tahun == kantor.hari_ini().year else None,
    )


def tulis_buku(kantor: Kantor, *, bangun: bool = False) -> list[str]:
    """Bring all waiting rows into the workbooks; a book that is open elsewhere only gives a warning.

    With `bangun`, workbooks that are gone are made anew even when no rows wait for them.
    """
    from registers.sinkron import tulis_menunggu

    if kantor.penulis is not None and not bangun:
        return kantor.penulis.minta(lambda: tulis_menunggu(meja(kantor)))
    return tulis_menunggu(meja(kantor), buat=bangun)


def sesudah_commit(kerja: Callable[[], list[str]]) -> list[str]:
    """The warnings of work that comes after COMMIT.

    Whatever happens there, the letter is issued: an error would send the office to issue it a second time.
    """
    try:
        return kerja()
    except Exception as galat:
        return [f"Naskah sudah terbit, tetapi ada yang tertinggal: {galat}. Jalankan: naskah periksa"]
