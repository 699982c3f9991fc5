"""Sending (SOP 12, 21 step 5, 22 step 7): who received what and when; the ekspedisi book is its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import masuk_baris, pembukuan, pencarian
from naskah.ringkas import gabung
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.surat import Surat
    from registers.ledger import Naskah, Tx

DAPAT_DIKIRIM = ("terbit", "diterima", "selesai")


@dataclass(frozen=True)
class Kiriman:
    """One thing handed over.

    Attributes:
        kepada: office, unit or person it goes to.
        penerima: who took it; "" while nobody has.
        tanggal: the day it was sent.
        cara: by whom or by which way (kurir, pos …).
        jumlah: how many of what ("1 sampul").
        hal: what it is; "" is the letter's own subject.
        nomor: number as it shall stand in the book; "" is the letter's own.
        diterima: the day it was taken; None: the same day, if there is a `penerima`.
        keterangan: anything else.
    """

    kepada: str
    penerima: str
    tanggal: date
    cara: str = ""
    jumlah: str = ""
    hal: str = ""
    nomor: str = ""
    diterima: date | None = None
    keterangan: str = ""

    @property
    def hari_diterima(self) -> date | None:
        """The day it was taken, None while nobody has."""
        return self.diterima or (self.tanggal if self.penerima else None)


def kirim(kantor: Kantor, kunci: str, kiriman: Kiriman, *, id_permintaan: str = "", tahun: int = 0) -> Surat:
    """Send an issued letter, or hand an incoming one on; a letter may be sent several times.

    Raises:
        DataTidakSah: no addressee, a day that has not come, or one before the letter's.
        KeadaanDitolak: the letter is a konsep, or void.
        TidakDitemukan: there is no such letter.
    """
    id_ = pencarian.naskah_satu(kantor, kunci, tahun=tahun).id
    rapi = periksa(kantor, kiriman)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        naskah = tx.naskah(id_)
        _pastikan_dapat_dikirim(naskah)
        pencarian.pastikan_tercetak(tx, naskah)
        kirim_dalam(tx, kantor, naskah, rapi, id_permintaan=id_permintaan)
    catatan = pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    return pencarian.surat_terbit(kantor, naskah).dengan_peringatan(catatan)


def periksa(kantor: Kantor, kiriman: Kiriman) -> Kiriman:
    """The same with tidy text.

    Raises:
        DataTidakSah: every finding at once.
    """
    temuan: list[Temuan] = []
    teks = {
        n: getattr(kiriman, n) for n in ("kepada", "penerima", "cara", "jumlah", "hal", "nomor", "keterangan")
    }
    for nama, tertulis in teks.items():
        try:
            teks[nama] = satu_baris(tertulis)
        except NilaiSalah as galat:
            temuan.append(Temuan(f"--{nama}", galat.pesan, galat.saran))
    if not teks["kepada"]:
        temuan.append(Temuan("--kepada", "belum diisi", "tulis tujuannya"))
    if kiriman.tanggal > kantor.hari_ini():
        temuan.append(
            Temuan("--tanggal", "belum terjadi", "tulis hari surat itu dikirim", str(kiriman.tanggal))
        )
    if kiriman.diterima and kiriman.diterima < kiriman.tanggal:
        temuan.append(Temuan("--diterima", "mendahului tanggal kirim", nilai=str(kiriman.diterima)))
    if temuan:
        raise DataTidakSah("Pengiriman belum dapat dicatat.", temuan)
    return replace(kiriman, **teks)


def kirim_dalam(
    tx: Tx, kantor: Kantor, naskah: Naskah | None, kiriman: Kiriman, *, id_permintaan: str = ""
) -> str:
    """Inside a transaction: the event, a row of the ekspedisi book, and the letter's other rows.

    Args:
        tx: the open transaction.
        kantor: the open office.
        naskah: the letter; None for something the ledger does not know.
        kiriman: as `periksa` gives it.
        id_permintaan: the same id again gives the same row.

    Returns:
        The key of the ekspedisi row.
    """
    if naskah is None:
        return _tanpa_naskah(tx, kantor, kiriman, id_permintaan)
    dahulu = [p for p in tx.peristiwa(naskah_id=naskah.id) if p.jenis == "kirim"]
    for satu in dahulu:
        if id_permintaan and satu.isi.get("id_permintaan") == id_permintaan:
            return str(satu.isi["baris"])
    kunci = f"{naskah.id}#{len(dahulu) + 1}"
    isi = _isi(kiriman)
    peristiwa = tx.catat("kirim", naskah.id, _catatan(isi, kunci, id_permintaan))
    asal = {
        "id": naskah.id,
        "nomor": naskah.nomor or str(naskah.isi.get("agenda") or naskah.id),
        "tanggal": naskah.tanggal.isoformat() if naskah.tanggal else "",
        "hal": naskah.hal,
        "dari": naskah.isi.get("dari", "") if naskah.arah == "masuk" else kantor.tatanan.instansi.nama,
        "sifat": naskah.sifat,
        "klas": naskah.klas,
    }
    _bukukan(tx, kantor, kunci, {**asal, **isi}, kiriman, peristiwa.urut)
    _isi_baris_lain(tx, naskah, [*(p.isi for p in dahulu), isi], peristiwa.urut)
    return kunci


def _tanpa_naskah(tx: Tx, kantor: Kantor, kiriman: Kiriman, id_permintaan: str) -> str:
    """A parcel, or a letter that never went through naskah: a row of the ekspedisi book and nothing else."""
    kunci = id_permintaan or tx.id_baru(awalan="E")
    if not tx.baris_kunci(kunci):
        isi = _isi(kiriman)
        peristiwa = tx.catat("kirim", "", _catatan(isi, kunci, id_permintaan))
        _bukukan(tx, kantor, kunci, {"id": kunci, **isi}, kiriman, peristiwa.urut)
    return kunci


def _isi(kiriman: Kiriman) -> dict[str, Nilai]:
    diterima = kiriman.hari_diterima
    isi = {
        "tanggal_kirim": kiriman.tanggal.isoformat(),
        "kepada": kiriman.kepada,
        "penerima": kiriman.penerima,
        "tanggal_terima": diterima.isoformat() if diterima else "",
        "cara": kiriman.cara,
        "jumlah": kiriman.jumlah,
        "hal": kiriman.hal,
        "nomor": kiriman.nomor,
        "keterangan": kiriman.keterangan,
    }
    return {k: v for k, v in isi.items() if v}


def _catatan(isi: Mapping[str, Nilai], kunci: str, id_permintaan: str) -> dict[str, Nilai]:
    return {**isi, "baris": kunci, **({"id_permintaan": id_permintaan} if id_permintaan else {})}


def _bukukan(
    tx: Tx, kantor: Kantor, kunci: str, isi: Mapping[str, Nilai], kiriman: Kiriman, peristiwa: int
) -> None:
    nilai = {**isi, "status": "diterima" if kiriman.penerima else "dikirim", "pelaku": kantor.pelaku}
    for buku in kantor.buku.values():
        if "kirim" in buku.entri:
            tx.bukukan(buku.id, kiriman.tanggal.year, kunci, nilai, peristiwa)


def _isi_baris_lain(tx: Tx, naskah: Naskah, semua: Sequence[Mapping[str, Nilai]], peristiwa: int) -> None:
    """The letter's rows say when it went and who took it: the first day, every recipient."""
    penerima = list(dict.fromkeys(str(k["penerima"]) for k in semua if k.get("penerima")))
    hari = min(str(k["tanggal_kirim"]) for k in semua)
    ubahan: dict[str, Nilai] = {"tanggal_kirim": hari, "tanggal_diteruskan": hari}
    if penerima:
        nama = gabung(penerima, "; ")
        ubahan |= {"penerima": nama, "tanda_terima": nama}
    if naskah.arah == "masuk":
        masuk_baris.bukukan_ulang(tx, naskah, ubahan, peristiwa)
        return
    for baris in tx.baris_kunci(naskah.id):
        tx.bukukan(baris.buku, baris.tahun, naskah.id, {**baris.nilai, **ubahan}, peristiwa)


def _pastikan_dapat_dikirim(naskah: Naskah) -> None:
    if naskah.status not in DAPAT_DIKIRIM:
        saran = "Beri nomor dahulu: naskah terbit ID" if naskah.status in ("konsep", "isian") else ""
        raise KeadaanDitolak(f"{naskah.id} tidak dapat dikirim: statusnya {naskah.status}.", saran)
