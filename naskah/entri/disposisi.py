"""A disposition typed into its book (SOP 12): which letter, to whom, what, until when, perhaps the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import cabang, disposisi
from naskah.disposisi import Perintah
from naskah.masuk_isi import buku_agenda
from naskah.pencarian import id_naskah
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.entri import Terima
    from registers.ledger import Disposisi, Tx

_PILIHAN = {"--kepada": "kepada", "--dari": "dari", "--instruksi": "instruksi", "--batas": "batas"}
_PILIHAN["--tanggal"] = "tanggal_diteruskan"


def entri(kantor: Kantor) -> Terima:
    """Enters a typed row as one branch; a giver who holds an open branch passes that one on."""

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], id_permintaan: str) -> str:
        surat = _surat(tx, kantor, tahun, isi)
        try:
            perintah = disposisi.periksa(kantor, _perintah(isi))
            kunci = _asal(tx, kantor, surat, perintah.dari)
            hasil = disposisi.beri_dalam(tx, kantor, kunci, perintah, id_permintaan=id_permintaan)
        except DataTidakSah as galat:
            raise DataTidakSah(galat.message, [_menurut_kolom(buku, t) for t in galat.temuan]) from galat
        return _jawab(tx, kantor, hasil.cabang[0], isi).id

    return terima


def _surat(tx: Tx, kantor: Kantor, tahun: int, isi: Mapping[str, Nilai]) -> str:
    """The letter a row is about: by id or number, else by its number in this year's agenda."""
    nomor = str(isi.get("nomor") or "")
    if id_ := id_naskah(nomor):
        return id_
    if agenda := isi.get("agenda"):
        baris = tx.baris_ke(buku_agenda(kantor).id, tahun, int(agenda))
        if baris is not None:
            return baris.kunci
        salah = Temuan(
            "No. Agenda", f"tidak ada di agenda surat masuk {tahun}", "periksa nomornya", str(agenda)
        )
        raise DataTidakSah("Disposisi belum dapat dicatat.", [salah])
    cocok = [n.id for n in tx.menurut_nomor(nomor) if n.arah == "masuk" and n.status != "batal"]
    if len(cocok) == 1:
        return cocok[0]
    sebab = "belum diisi" if not nomor else "tidak tercatat" if not cocok else "cocok dengan beberapa surat"
    saran = "tulis nomor agendanya"
    raise DataTidakSah("Disposisi belum dapat dicatat.", [Temuan("No. Agenda", sebab, saran, nomor)])


def _perintah(isi: Mapping[str, Nilai]) -> Perintah:
    def hari(kunci: str) -> date | None:
        return date.fromisoformat(isi[kunci]) if isi.get(kunci) else None

    kepada = (str(isi.get("kepada") or ""),)
    dari, instruksi = str(isi.get("dari") or ""), str(isi.get("instruksi") or "")
    return Perintah(kepada, instruksi, hari("batas"), dari, hari("tanggal_diteruskan"))


def _asal(tx: Tx, kantor: Kantor, surat: str, dari: str) -> str:
    terbuka = [d for d in tx.disposisi_naskah(surat) if d.status in disposisi.TERBUKA and d.kepada == dari]
    return terbuka[0].id if terbuka else surat


def _jawab(tx: Tx, kantor: Kantor, satu: Disposisi, isi: Mapping[str, Nilai]) -> Disposisi:
    """What the row already says about its receipt and its answer."""
    diterima, selesai = str(isi.get("tanggal_terima") or ""), str(isi.get("tanggal_selesai") or "")
    jawaban = str(isi.get("tindak_lanjut") or "")
    if satu.status != "diberikan" or not (diterima or selesai or jawaban):
        return satu
    kini = disposisi.saat(kantor)
    baru = replace(satu, status="diterima", diterima=disposisi.saat_pada(kantor, diterima) or kini)
    if jawaban or selesai:
        baru = replace(baru, jawaban=jawaban)
    if selesai:
        baru = replace(baru, status="selesai", selesai=disposisi.saat_pada(kantor, selesai) or kini)
    isi_peristiwa = {"jawaban": jawaban, "selesai": bool(selesai)} if jawaban or selesai else {}
    cabang.simpan(tx, kantor, baru, "tindak" if isi_peristiwa else "terima", isi_peristiwa)
    cabang.tutup_atasan(tx, kantor, baru)
    cabang.segarkan_surat(tx, kantor, satu.naskah_id)
    return baru


def _menurut_kolom(buku: Buku, temuan: Temuan) -> Temuan:
    """A finding under the heading of its column instead of the option of the command."""
    kolom = _PILIHAN.get(temuan.tempat, "")
    judul = next((k.judul for k in buku.kolom if k.kunci == kolom), temuan.tempat)
    return replace(temuan, tempat=judul)


ENTRI = entri
