"""A branch of a disposition in the ledger and the books: its row, the rows of its letter, what it closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah import jabatan, masuk_baris
from naskah.ringkas import gabung
from registers.dasar.galat import KeadaanDitolak
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Disposisi, Naskah, Tx

_TERBUKA = ("diberikan", "diterima")
_DITERUSKAN = "diteruskan, sudah selesai"  # answer of a branch that closed because those below it did


def simpan(tx: Tx, kantor: Kantor, satu: Disposisi, peristiwa: str, isi: Mapping[str, Nilai]) -> None:
    """Save a branch with the event that changed it, and its row in the books of dispositions."""
    tx.simpan_disposisi(satu)
    orang = {
        "dari_pejabat": jabatan.pemegang(kantor.tatanan, satu.dari, kantor.hari_ini()),
        "kepada_pejabat": jabatan.pemegang(kantor.tatanan, satu.kepada, kantor.hari_ini()),
    }
    dasar = {"cabang": satu.id, "dari": satu.dari, "kepada": satu.kepada, **orang}
    if peristiwa == "disposisi":
        batas = satu.batas.isoformat() if satu.batas else ""
        dasar |= {"induk": satu.induk, "instruksi": satu.instruksi, "batas": batas}
    catatan = tx.catat(peristiwa, satu.naskah_id, {**dasar, **isi})
    ditarik = [f"Ditarik: {isi['alasan']}"] if satu.status == "ditarik" and "alasan" in isi else []
    keterangan = gabung(ditarik, "", _rujukan(satu.naskah_id))
    _bukukan(tx, kantor, satu, catatan.urut, orang, keterangan)


def _bukukan(
    tx: Tx, kantor: Kantor, satu: Disposisi, peristiwa: int, orang: Mapping[str, str], keterangan: str
) -> None:
    """The row of a branch; who held the posts when it was given stays as it was."""
    ada = {b.buku: b for b in tx.baris_kunci(satu.id)}
    naskah = tx.naskah(satu.naskah_id)
    nilai = nilai_cabang(kantor, naskah, satu) | ({"keterangan": keterangan} if keterangan else {})
    for buku in (b for b in kantor.buku.values() if "disposisi" in b.entri):
        if lama := ada.get(buku.id):
            tx.bukukan(buku.id, lama.tahun, satu.id, {**lama.nilai, **nilai}, peristiwa)
            continue
        awal = {
            "penandatangan": orang["dari_pejabat"],
            "penerima": orang["kepada_pejabat"],
            "pelaku": kantor.pelaku,
            "keterangan": "",
        }
        tahun = int(hari(kantor, satu.dibuat)[:4])
        tx.bukukan(buku.id, tahun, satu.id, {**awal, **nilai}, peristiwa)


def segarkan_baris(tx: Tx, kantor: Kantor, naskah: Naskah) -> None:
    """Bring the rows of a letter's branches into step with a correction of the letter."""
    urut = tx.kepala()[0]
    for satu in tx.disposisi_naskah(naskah.id):
        nilai = nilai_cabang(kantor, naskah, satu)
        for baris in tx.baris_kunci(satu.id):
            if (baru := {**baris.nilai, **nilai}) != baris.nilai:
                tx.bukukan(baris.buku, baris.tahun, satu.id, baru, urut)


def nilai_cabang(kantor: Kantor, naskah: Naskah, satu: Disposisi) -> dict[str, Nilai]:
    """What the book of dispositions says about a branch, by booking key."""
    return {
        "id": satu.id,
        "agenda": naskah.isi.get("agenda", ""),
        "nomor": naskah.nomor,
        "tanggal": naskah.tanggal.isoformat() if naskah.tanggal else "",
        "asal": naskah.isi.get("dari", ""),
        "hal": naskah.hal,
        "sifat": naskah.sifat,
        "tanggal_diteruskan": hari(kantor, satu.dibuat),
        "dari": jabatan.sebutan(kantor.tatanan, satu.dari),
        "kepada": jabatan.sebutan(kantor.tatanan, satu.kepada),
        "instruksi": satu.instruksi,
        "batas": satu.batas.isoformat() if satu.batas else "",
        "tanggal_terima": hari(kantor, satu.diterima),
        "tindak_lanjut": satu.jawaban,
        "tanggal_selesai": hari(kantor, satu.selesai) if satu.status == "selesai" else "",
        "status": satu.status,
    }


def hari(kantor: Kantor, saat: str) -> str:
    """The day of a moment in the office's zone, as ISO text; "" for none."""
    if not saat:
        return ""
    return datetime.fromisoformat(saat).astimezone(ZoneInfo(kantor.tatanan.zona_waktu)).date().isoformat()


def tutup_atasan(tx: Tx, kantor: Kantor, satu: Disposisi) -> None:
    """Finish the branches above that were only waiting for this one: all they passed on is finished."""
    anak = satu
    while anak.status in ("selesai", "ditarik") and anak.induk:
        atas = tx.disposisi(anak.induk)
        saudara = [d for d in tx.disposisi_naskah(atas.naskah_id) if d.induk == atas.id]
        if atas.status not in _TERBUKA or not _tuntas(saudara):
            return
        jawaban = atas.jawaban or _DITERUSKAN
        anak = replace(atas, status="selesai", selesai=satu.selesai, jawaban=jawaban)
        simpan(tx, kantor, anak, "tindak", {"jawaban": jawaban, "selesai": True, "karena": satu.id})


def segarkan_surat(tx: Tx, kantor: Kantor, naskah_id: str) -> None:
    """Bring the letter's state and its rows into step with its branches."""
    naskah, semua = tx.naskah(naskah_id), tx.disposisi_naskah(naskah_id)
    status = "selesai" if _tuntas(semua) else "diterima"
    if status != naskah.status:
        naskah = tx.simpan_naskah(replace(naskah, status=status))
        peristiwa = tx.catat("selesai" if status == "selesai" else "buka", naskah_id, {"status": status})
        urut = peristiwa.urut
    else:
        urut = tx.kepala()[0]
    masuk_baris.bukukan_ulang(tx, naskah, {**ringkasan(kantor, semua), "status": status}, urut)


def tindak_surat(tx: Tx, kantor: Kantor, naskah: Naskah, jawaban: str, *, selesai: bool) -> None:
    """Note what was done about a letter without a branch for it; with `selesai` the letter is finished.

    Raises:
        KeadaanDitolak: it is finished already.
    """
    if naskah.status == "selesai":
        raise KeadaanDitolak(f"Surat masuk {naskah.id} sudah selesai.", "Buka lagi dengan disposisi baru.")
    kepada = str(naskah.isi.get("pengolah") or kantor.tatanan.meja.pimpinan)
    isi = {"kepada": kepada, "jawaban": jawaban, "selesai": selesai}
    peristiwa = tx.catat("tindak", naskah.id, isi)
    if selesai:
        naskah = tx.simpan_naskah(replace(naskah, status="selesai"))
        peristiwa = tx.catat("selesai", naskah.id, {"status": "selesai"})
    ubahan = {"tindak_lanjut": jawaban, "status": naskah.status}
    masuk_baris.bukukan_ulang(tx, naskah, ubahan, peristiwa.urut)


def ringkasan(kantor: Kantor, semua: Sequence[Disposisi]) -> dict[str, Nilai]:
    """All branches in the cells of one row: who has to do what, until when, what was done.

    Of very many only the first; the branches themselves hold all of it.
    """
    sah = [d for d in semua if d.status != "ditarik"]
    batas = [d.batas for d in sah if d.batas and d.status in _TERBUKA]

    def pos(kunci: str) -> str:
        return jabatan.sebutan(kantor.tatanan, kunci)

    def tanggal(saat: str) -> str:
        return date.fromisoformat(hari(kantor, saat)).strftime("%d-%m-%Y")

    rujukan = _rujukan(semua[0].naskah_id) if semua else ""
    jawaban = [
        f"{pos(d.kepada)}{f' ({tanggal(d.selesai)})' if d.selesai else ''}: {d.jawaban}"
        for d in sah
        if d.jawaban not in ("", _DITERUSKAN)
    ]
    return {
        "disposisi": gabung([f"{pos(d.dari)} → {pos(d.kepada)}: {d.instruksi}" for d in sah], "\n", rujukan),
        "batas": min(batas).isoformat() if batas else "",
        "tindak_lanjut": gabung(jawaban, "\n", rujukan),
    }


def batalkan(tx: Tx, kantor: Kantor, naskah_id: str, alasan: str) -> None:
    """Take back every open branch of a letter that was voided."""
    for satu in tx.disposisi_naskah(naskah_id):
        if satu.status in _TERBUKA:
            kini = kantor.clock.now().isoformat(timespec="microseconds")
            simpan(tx, kantor, replace(satu, status="ditarik", selesai=kini), "tarik", {"alasan": alasan})


def _rujukan(naskah_id: str) -> str:
    return f"naskah posisi {naskah_id}"


def _tuntas(semua: Sequence[Disposisi]) -> bool:
    """Whether nothing is open and something was done."""
    return any(d.status == "selesai" for d in semua) and not any(d.status in _TERBUKA for d in semua)
