"""Taking the rows of a plan into the ledger, each as the event it would have been."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from naskah import impor_nomor, masuk
from naskah.draf import SIFAT_BAWAAN
from naskah.impor_model import Pilihan, Putusan, Rencana
from naskah.impor_rencana import kunci_baris
from naskah.penomoran import JENIS_TANGAN
from registers.dasar.galat import DataTidakSah, NaskahError
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.definisi import Buku
from registers.ledger import Naskah

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Nomor, Tx

KETERANGAN = "impor"


def tulis(
    tx: Tx, kantor: Kantor, buku: Buku, rencana: Rencana, pilihan: Pilihan, maju: Callable[[int], None]
) -> list[str]:
    """Record every row that is to be taken, in order; returns what somebody should look at.

    Raises:
        DataTidakSah: a row is refused after all; nothing of the file may be kept.
    """
    peringatan: list[str] = []
    for p in rencana.dengan("ambil"):
        try:
            peringatan += [f"{p.terbaca.asal.alamat}: {satu}" for satu in _satu(tx, kantor, buku, p, pilihan)]
        except NaskahError as galat:
            sebab = Temuan(p.terbaca.asal.alamat, galat.message, galat.hint)
            raise DataTidakSah(f"Tidak ada baris {rencana.berkas.name} yang diambil.", [sebab]) from galat
        maju(1)
    return peringatan


def _satu(tx: Tx, kantor: Kantor, buku: Buku, p: Putusan, pilihan: Pilihan) -> tuple[str, ...]:
    isi = _dengan_catatan(buku, p)
    if "masuk" in buku.entri:
        return _surat_masuk(tx, kantor, p, isi, pilihan.berjalan_sejak)
    if p.nomor is not None:
        _surat_keluar(tx, kantor, buku, p, isi, p.nomor)
    else:
        _baris(tx, kantor, buku, p, isi)
    return ()


def _dengan_catatan(buku: Buku, p: Putusan) -> dict[str, Nilai]:
    """The row's values, with what the plan adds to people's notes."""
    from naskah.impor_isi import kolom_catatan

    isi = dict(p.terbaca.isi)
    if p.catatan and (kolom := kolom_catatan(buku)) is not None:
        isi[kolom.kunci] = "; ".join(filter(None, [str(isi.get(kolom.kunci) or ""), *p.catatan]))
    return isi


def _surat_masuk(
    tx: Tx, kantor: Kantor, p: Putusan, isi: dict[str, Nilai], berjalan_sejak: date | None
) -> tuple[str, ...]:
    terima = date.fromisoformat(isi["tanggal_terima"])
    isi = {"sifat": SIFAT_BAWAAN, "keterangan": KETERANGAN, **isi, "urutan": p.urutan}
    if nomor := str(isi.get("nomor") or ""):
        isi["nomor"] = impor_nomor.rapi(nomor)
    selesai = berjalan_sejak is None or terima < berjalan_sejak
    return masuk.catat_dalam(tx, kantor, isi, id_permintaan=p.permintaan, selesai=selesai).peringatan


def _surat_keluar(
    tx: Tx, kantor: Kantor, buku: Buku, p: Putusan, isi: dict[str, Nilai], nomor: Nomor
) -> None:
    """A letter of the old book: its number is taken as it stands there, and voided where the book says so."""
    diambil = tx.catat_lama(nomor)
    naskah = tx.simpan_naskah(
        Naskah(
            id=tx.id_baru(),
            jenis=JENIS_TANGAN,
            judul="Surat dari buku agenda lama",
            status="konsep",
            klas=str(isi.get("klas") or ""),
            hal=str(isi.get("hal") or ""),
            kepada=str(isi.get("kepada") or ""),
            sifat=str(isi.get("sifat") or ""),
            penandatangan=str(isi.get("penandatangan") or ""),
            id_permintaan=p.permintaan,
            isi=isi,
        ).bernomor(diambil)
    )
    nilai: dict[str, Nilai] = {
        "dari": "",
        "indeks": naskah.hal,
        "keterangan": KETERANGAN,
        **_nilai(buku, isi),
        "tanggal": naskah.hari.isoformat(),
        "nomor": naskah.nomor,
        "seri": naskah.seri,
        "urut": naskah.urut_lengkap,
        "jenis": naskah.jenis,
        "judul": naskah.judul,
        "klas": naskah.klas,
        "status": naskah.status,
    }
    peristiwa = tx.catat("catat", naskah.id, {**nilai, "impor": _asal(p)}).urut
    if p.batal:
        peristiwa = tx.batal(naskah.id, "batal menurut buku agenda lama").urut
        nilai["status"] = "batal"
    _bukukan(tx, kantor, buku, p, naskah.id, nilai, isi, peristiwa)


def _baris(tx: Tx, kantor: Kantor, buku: Buku, p: Putusan, isi: dict[str, Nilai]) -> None:
    """A row that is only a row of this book."""
    kunci = kunci_baris(p.permintaan)
    nilai = _nilai(buku, isi)
    if "keterangan" in {k.dari for k in buku.kolom}:
        nilai.setdefault("keterangan", KETERANGAN)
    catatan = {"buku": buku.id, "tahun": p.tahun, "kunci": kunci, "isi": isi, "impor": _asal(p)}
    _bukukan(tx, kantor, buku, p, kunci, nilai, isi, tx.catat("baris", "", catatan).urut)


def _bukukan(
    tx: Tx,
    kantor: Kantor,
    buku: Buku,
    p: Putusan,
    kunci: str,
    nilai: Mapping[str, Nilai],
    isi: Mapping[str, Nilai],
    peristiwa: int,
) -> None:
    orang = {k.kunci: isi[k.kunci] for k in buku.kolom if k.milik != "buku_besar" and k.kunci in isi}
    lengkap = {**nilai, "id": kunci, "pelaku": kantor.pelaku}
    tx.bukukan(buku.id, p.tahun, kunci, lengkap, peristiwa, orang=orang or None, urutan=p.urutan)


def _nilai(buku: Buku, isi: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """What the ledger's columns say, by booking key."""
    return {
        k.dari: isi[k.kunci]
        for k in buku.kolom
        if k.milik == "buku_besar" and not k.hitung and k.kunci in isi and k.dari != "urutan"
    }


def _asal(p: Putusan) -> str:
    return f"{p.terbaca.asal.lembar}, baris {p.terbaca.asal.nomor}"
