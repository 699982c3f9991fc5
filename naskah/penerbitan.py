"""`terbit`: number and date for a signed konsep, and not one other word.

SOP 22: a letter is numbered after it is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from naskah import arsip, issue, konsep
from naskah.draf import Draf, Permintaan
from naskah.kantor import Kantor
from naskah.surat import Surat
from naskah.validate import cetak, periksa
from registers.dasar.galat import KeadaanDitolak, NomorDitolak


def terbit(
    kantor: Kantor,
    id_: str,
    *,
    tanggal: date | None = None,
    nomor: str = "",
    pesanan: str = "",
    pdf: bool = False,
    versi: int = 0,
) -> list[Surat]:
    """Issue a konsep as it was signed.

    Args:
        kantor: the open office.
        id_: the konsep.
        tanggal: date of the letter; None is today.
        nomor: the number somebody else gave; only for a series `luar`, and then needed.
        pesanan: a reserved number to use.
        pdf: also make PDFs.
        versi: the version that was seen and signed; 0 does not ask.

    Raises:
        KeadaanDitolak: it is no konsep, was changed since `versi`, or its text would change with this date.
        NomorDitolak: the number does not fit, is taken, or is missing.
    """
    ledger = kantor.siap_bernomor()
    if pdf:
        issue.pastikan_pdf()
    with ledger.baca() as baca:
        naskah = konsep.pastikan_konsep(baca, id_)
        konsep.pastikan_versi(naskah, versi or naskah.versi)
        draf = konsep.muat(kantor, baca, naskah)
    _periksa_nomor(kantor, draf, nomor)
    draf = replace(draf, tanggal=tanggal or kantor.hari_ini())
    _tolak_bila_berubah(kantor, draf, naskah.hari)
    permintaan = Permintaan(draf.jenis.id, draf.isi, pesanan=pesanan, nomor=nomor)
    teruji = issue.uji(kantor, draf, permintaan)
    with arsip.Tunggu(kantor.folder, ledger) as tunggu:
        with ledger.tulis(kantor.pelaku) as tx:
            sekarang = konsep.pastikan_konsep(tx, id_)
            konsep.pastikan_versi(sekarang, naskah.versi)
            semua = issue.terbitkan(tx, kantor, tunggu, draf, permintaan, lama=sekarang)
        catatan = tunggu.pindahkan()
    kata = semua.kata(teruji[0][0].peringatan)
    return issue.selesaikan(kantor, semua.naskah, [*kata, *catatan], pdf=pdf)


def _periksa_nomor(kantor: Kantor, draf: Draf, nomor: str) -> None:
    luar = kantor.seri(draf.seri).luar
    if luar and not nomor:
        raise NomorDitolak(f"Nomor seri {draf.seri} diberi pihak lain.", 'Tulis nomornya: --nomor "…"')
    if nomor and not luar:
        raise NomorDitolak(
            f"Seri {draf.seri} menomori sendiri; --nomor tidak berlaku.",
            "Terbitkan tanpa --nomor, atau pakai nomor yang dipesan dengan --pesanan.",
        )


def _tolak_bila_berubah(kantor: Kantor, draf: Draf, tanggal_lama: date) -> None:
    """Refuse when a value that depends on the date would now come out differently than it was signed.

    Posts and master data are not asked again: the konsep keeps the ones it was signed with.
    """
    if draf.tanggal == tanggal_lama:
        return
    lama, baru = (_isian(kantor, draf, t) for t in (tanggal_lama, draf.tanggal))
    beda = sorted(k for k in {*lama, *baru} if lama.get(k) != baru.get(k))
    if beda:
        raise KeadaanDitolak(
            f"Dengan tanggal {draf.tanggal.isoformat()} isi naskah akan berubah: {', '.join(beda)}.",
            "Yang terbit harus sama dengan yang ditandatangani: buat versi baru (naskah ubah), "
            "lalu tanda tangani lagi.",
        )


def _isian(kantor: Kantor, draf: Draf, tanggal: date) -> Mapping[str, Any]:
    return cetak(draf.jenis, periksa(draf.jenis, draf.isi, kantor.acuan(tanggal), kantor.rujukan(tanggal)))
