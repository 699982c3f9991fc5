"""What may still happen to an issued letter: a correction, a void, a joined scan. Nothing is ever removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naskah import arsip, baris_surat, cabang, dokumen, issue, konsep, masuk, pembukuan, pencarian
from naskah.draf import AsalIsian, Draf, susun
from naskah.kantor import Kantor
from naskah.segel import bubuh
from naskah.surat import Surat
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from registers.ledger import Baca, Naskah, Tx

_PINDAIAN = {b"%PDF": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png"}
UKURAN_PINDAIAN = 50 * 1024 * 1024  # bytes


def ralat(
    kantor: Kantor,
    id_: str,
    raw: Mapping[str, Nilai],
    *,
    alasan: str,
    pdf: bool = False,
    versi: int = 0,
    dari_isian: AsalIsian | None = None,
) -> list[Surat]:
    """Correct an issued letter: same number and date, a new file beside the old one, the reason in the books.

    Args:
        kantor: the open office.
        id_: the letter.
        raw: all its values.
        alasan: why.
        pdf: also make the PDF.
        versi: the version the editor saw; 0 does not ask.
        dari_isian: the half-filled form it was typed in, which ends with it.

    Raises:
        KeadaanDitolak: it is not issued, was voided, or somebody else corrected it since `versi`, or
            changed the form.
        DataTidakSah: the values or the reason are not acceptable.
    """
    pastikan_beralasan(alasan)
    if pdf:
        issue.pastikan_pdf()
    with kantor.ledger.baca() as baca:
        lama = _pastikan_terbit(baca, id_)
        pencarian.pastikan_tercetak(baca, lama)
    konsep.pastikan_versi(lama, versi or lama.versi)
    draf = susun(kantor, lama.jenis, raw, lama.hari)
    pembukuan.pastikan_dilihat(dari_isian, draf.sidik)
    hasil = bubuh.render(kantor, draf, lama)
    segel = bubuh.sebut(kantor, draf, hasil)
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            pembukuan.tutup_isian(tx, dari_isian)
            sekarang = _pastikan_terbit(tx, id_)
            konsep.pastikan_versi(sekarang, lama.versi)
            baru = replace(sekarang, isi=dict(draf.isi))
            versi_berkas = 1 + dokumen.versi_kini(tx.berkas(id_))
            simpanan = dokumen.simpan(tunggu, draf, lama, hasil, versi=versi_berkas)
            catatan = pembukuan.catatan(draf)
            kolom = _kolom(catatan)
            tx.simpan_naskah(replace(baru, bahan=dokumen.bahan(tx, draf), **kolom))
            peristiwa = tx.catat(
                "ralat", id_, {"alasan": alasan, **dokumen.sebut(simpanan), **segel, **kolom}
            )
            tx.daftar_berkas(*dokumen.terdaftar(id_, simpanan, versi=versi_berkas))
            ubahan = {**kolom, "lampiran": catatan["lampiran"], "keterangan": f"Ralat: {alasan}"}
            _ubah_baris(tx, lama, ubahan, peristiwa.urut)
            tulisan = baris_surat.susun(kantor, draf, baru.nomor, id_)
            tetap = baris_surat.catat(tx, id_, tulisan, peristiwa.urut)
            tetap += [*_turunan_tetap(tx.turunan(id_)), *baris_surat.sebaris(tx, kantor, baru)]
        catatan = [*tunggu.pindahkan(), *tetap]
    return issue.selesaikan(kantor, [baru], [*draf.peringatan, *catatan], pdf=pdf)


def batal(kantor: Kantor, id_: str, *, alasan: str) -> list[Surat]:
    """Void a letter: its number, file and rows stay, with the reason (design §7).

    Raises:
        KeadaanDitolak: it is not issued, or was voided already.
        DataTidakSah: there is no reason.
    """
    pastikan_beralasan(alasan)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        naskah, tetap = batal_dalam(tx, kantor, id_, alasan)
    return issue.selesaikan(kantor, [naskah], tetap, pdf=False)


def batal_dalam(tx: Tx, kantor: Kantor, id_: str, alasan: str) -> tuple[Naskah, list[str]]:
    """Inside a transaction: void a letter; gives it as it was, and what a person should know.

    Raises:
        KeadaanDitolak: as `batal`.
    """
    naskah = tx.naskah(id_)
    peristiwa = tx.batal(id_, alasan)
    tx.batalkan_baris(naskah, alasan)
    _ubah_baris(tx, naskah, {"status": "batal", "keterangan": f"BATAL: {alasan}"}, peristiwa.urut)
    tetap = baris_surat.batalkan(tx, kantor, naskah, alasan, peristiwa.urut)
    if naskah.arah == "masuk":
        cabang.batalkan(tx, kantor, id_, f"suratnya dibatalkan: {alasan}")
    return naskah, [*tetap, *_turunan_tetap(tx.turunan(id_)), *baris_surat.sebaris(tx, kantor, naskah)]


def perbarui_dalam(tx: Tx, naskah: Naskah, draf: Draf) -> None:
    """Inside a transaction: a letter without a document yet is to be made of this draft."""
    kolom = _kolom(pembukuan.catatan(draf))
    baru = replace(naskah, bahan=dokumen.bahan(tx, draf), **kolom)
    if baru != naskah:
        tx.simpan_naskah(baru)
        _ubah_baris(tx, naskah, kolom, tx.catat("perbarui", naskah.id, kolom).urut)


def lampir(kantor: Kantor, id_: str, sumber: Path) -> list[Surat]:
    """Join a scan (PDF, JPEG or PNG, known by content) to an issued or an incoming letter.

    The very same scan a second time (a double click, a resent request) changes nothing.

    Raises:
        DataTidakSah: another kind of file, or larger than 50 MiB.
        KeadaanDitolak: the letter is not issued, or void.
        BerkasGagal: the file cannot be read, or the archive not written.
    """
    data = berkas.baca(sumber)
    akhiran = akhiran_pindaian(data)
    if not akhiran or len(data) > UKURAN_PINDAIAN:
        sebab = "bukan PDF, JPG, atau PNG" if not akhiran else "lebih besar dari 50 MB"
        raise DataTidakSah(
            "Pindaian tidak dapat dilampirkan.", [Temuan(str(sumber), sebab, "pindai ulang sebagai PDF")]
        )
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            naskah = tx.naskah(id_)
            naskah = masuk.pastikan_masuk(tx, id_) if naskah.arah == "masuk" else _pastikan_terbit(tx, id_)
            lama = [b for b in tx.berkas(id_) if b.macam == "pindai"]
            if berkas.sha256(data) in {b.sha256 for b in lama}:
                return [pencarian.ringkas(naskah).dengan_peringatan(["Pindaian ini sudah terlampir."])]
            ke = 1 + len(lama)
            path = arsip.tempat_arsip(_tahun_arsip(naskah), f"pindaian-{ke}-{naskah.jenis}", id_, 1, akhiran)
            simpanan = tunggu.simpan(path, data)
            tx.catat("lampir", id_, {"berkas": path, "sha256": simpanan.sha256})
            kini = max(dokumen.versi_kini(tx.berkas(id_)), 1)
            tx.daftar_berkas(*dokumen.terdaftar(id_, [simpanan], versi=kini, macam="pindai"))
        catatan = tunggu.pindahkan()
    return [pencarian.surat(kantor, id_).dengan_peringatan(catatan)]


def akhiran_pindaian(data: bytes) -> str:
    """The suffix of a scan by its content: ".pdf", ".jpg", ".png"; "" for anything else."""
    return next((a for tanda, a in _PINDAIAN.items() if data.startswith(tanda)), "")


def _tahun_arsip(naskah: Naskah) -> int:
    """An incoming letter lies with those of the year it was received in: it may bear no date of its own."""
    terima = str(naskah.isi.get("tanggal_terima") or "")
    return int(terima[:4]) if naskah.arah == "masuk" and terima else naskah.hari.year


def pastikan_beralasan(alasan: str) -> None:
    """A correction or a void says why.

    Raises:
        DataTidakSah: there is no reason.
    """
    if not alasan.strip():
        raise DataTidakSah("Alasan belum ditulis.", [Temuan("--alasan", "belum diisi", "tulis sebabnya")])


def _pastikan_terbit(baca: Baca, id_: str) -> Naskah:
    naskah = baca.naskah(id_)
    if naskah.status != "terbit":
        raise KeadaanDitolak(
            f"{id_} tidak sedang terbit: statusnya {naskah.status}.",
            "Konsep diubah dengan: naskah ubah" if naskah.status == "konsep" else "",
        )
    return naskah


def _turunan_tetap(turunan: Sequence[Naskah]) -> list[str]:
    """A letter's change does not reach the ones that derive from it; a person must look."""
    nomor = [n.nomor for n in turunan if n.status == "terbit"]
    return [f"Naskah turunannya tidak ikut berubah: {', '.join(nomor)}."] if nomor else []


def _kolom(catatan: Mapping[str, Any]) -> dict[str, Any]:
    """What a letter's row says of its content."""
    return {k: catatan[k] for k in ("hal", "kepada", "sifat", "keamanan", "penandatangan")}


def _ubah_baris(tx: Tx, naskah: Naskah, ubahan: Mapping[str, Any], peristiwa: int) -> None:
    """Change a letter's row in every book that has one."""
    for baris in tx.baris_kunci(naskah.id):
        tx.bukukan(baris.buku, baris.tahun, naskah.id, {**baris.nilai, **ubahan}, peristiwa)
