"""The one act: validate → dry render → take a number → render → store → book it.

Nothing gets a number that could not be rendered; a failure at any step leaves the office as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from naskah import konsep, konteks, pembukuan, pencarian
from naskah.arsip import Tunggu, tempat_arsip
from naskah.catalog import isi_pola
from naskah.draf import Draf, Permintaan, susun, turunkan
from naskah.kantor import Kantor
from naskah.surat import Surat
from registers.ledger import Naskah, Nomor

if TYPE_CHECKING:
    from registers.ledger import Tx


def buat(kantor: Kantor, permintaan: Permintaan, *, pdf: bool = False) -> list[Surat]:
    """Make a letter and the letters that derive from it, all or nothing.

    Args:
        kantor: the open office.
        permintaan: what is asked for.
        pdf: also make PDFs; checked before a number is taken.

    Returns:
        The letter first, then the derived ones. The same `id_permintaan` again gives the same letters.

    Raises:
        DataTidakSah, TemplatSalah, NomorDitolak, BukuBesarSibuk, BerkasGagal, KeadaanDitolak,
        PdfTidakTersedia: nothing was issued, no number was taken, no file is left.
    """
    ledger = kantor.siap_bernomor()
    if pdf:
        pastikan_pdf()
    with ledger.baca() as baca:
        if sudah := baca.permintaan(permintaan.id_permintaan, permintaan.sidik()):
            return pencarian.keluarga(kantor, sudah)
    draf = susun(kantor, permintaan.jenis, permintaan.isi, permintaan.tanggal or kantor.hari_ini())
    uji_render(kantor, draf)
    if permintaan.konsep or (kantor.seri_tata(draf.seri).luar and not permintaan.nomor):
        return [konsep.simpan(kantor, draf, permintaan)]
    with Tunggu(kantor.folder, ledger) as tunggu:
        with ledger.tulis(kantor.pelaku) as tx:
            if sudah := tx.permintaan(permintaan.id_permintaan, permintaan.sidik()):
                return pencarian.keluarga(kantor, sudah)
            naskah = terbitkan(tx, kantor, tunggu, draf, permintaan)
        tunggu.pindahkan()
    return selesai(kantor, [n.id for n in naskah], peringatan=draf.peringatan, pdf=pdf)
