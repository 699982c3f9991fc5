"""The one act: validate → dry render → take a number → render → store → book it.

Nothing gets a number that could not be rendered; a failure at any step leaves the office as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from naskah import arsip, baris_surat, buku, konsep, konteks, pembukuan, pencarian, terbitan
from naskah.draf import Draf, Permintaan, sidik_keluarga, susun, turunkan
from naskah.kantor import Kantor
from naskah.segel import bubuh
from naskah.surat import Surat
from naskah.tanggal_surat import belum_tiba

if TYPE_CHECKING:
    from registers.ledger import Naskah, Tx


def buat(kantor: Kantor, permintaan: Permintaan, *, pdf: bool = False) -> list[Surat]:
    """Make a letter and the letters that derive from it, all or nothing.

    Args:
        kantor: the open office.
        permintaan: what is asked for.
        pdf: also make PDFs; whether that is possible is checked before a number is taken.

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
        sudah = baca.permintaan(permintaan.id_permintaan, permintaan.sidik())
    if sudah is not None:
        return pencarian.keluarga(kantor, sudah.id)
    draf = susun(kantor, permintaan.jenis, permintaan.isi, permintaan.tanggal or kantor.hari_ini())
    pembukuan.pastikan_dilihat(permintaan.dari_isian, lambda: sidik_keluarga(kantor, draf))
    draf = uji(kantor, draf, permintaan)[0][0]
    if permintaan.konsep or (kantor.seri(draf.seri).luar and not permintaan.nomor):
        return [berjumlah(konsep.simpan(kantor, draf, permintaan), draf)]
    with arsip.Tunggu(kantor.folder, ledger) as tunggu:
        with ledger.tulis(kantor.pelaku) as tx:
            sudah = tx.permintaan(permintaan.id_permintaan, permintaan.sidik())
            terbit = Diterbitkan() if sudah else terbitkan(tx, kantor, tunggu, draf, permintaan)
        catatan = tunggu.pindahkan()
    if sudah is not None:
        return pencarian.keluarga(kantor, sudah.id)
    kata = terbit.kata(draf.peringatan)
    surat = selesaikan(kantor, terbit.naskah, [*kata, *catatan], pdf=pdf)
    return [berjumlah(surat[0], draf), *surat[1:]]


def coba(kantor: Kantor, permintaan: Permintaan, *, pdf: bool = False) -> list[Surat]:
    """The same up to the number, and nothing written: what `buat` would give, with the number it would take.

    Raises:
        As `buat`.
    """
    if pdf:
        pastikan_pdf()
    draf = susun(kantor, permintaan.jenis, permintaan.isi, permintaan.tanggal or kantor.hari_ini())
    semua = uji(kantor, draf, permintaan)
    return [
        berjumlah(
            Surat(
                id="(percobaan)",
                seri=d.seri,
                urut="",
                nomor="" if ke or permintaan.konsep else nomor.strip(konteks.KOSONG),
                tanggal=d.tanggal.isoformat(),
                jenis=d.jenis.id,
                status="konsep" if permintaan.konsep else "terbit",
                buku=() if permintaan.konsep else d.jenis.buku,
                peringatan=d.peringatan,
                hal=str(d.konteks["hal"]),
            ),
            d,
        )
        for ke, (d, nomor) in enumerate(semua)
    ]


def berjumlah(surat: Surat, draf: Draf) -> Surat:
    """A letter with what its draft adds up to."""
    return replace(surat, jumlah=draf.jumlah) if draf.jumlah.uang else surat


def uji(kantor: Kantor, draf: Draf, permintaan: Permintaan) -> list[tuple[Draf, str]]:
    """`uji_render` under the number that is asked for, told of what the letter's date will do to others."""
    (pertama, nomor), *lain = uji_render(kantor, draf, nomor_uji(kantor, draf, permintaan))
    kata = belum_tiba(kantor, draf.seri, draf.tanggal, dipesan=bool(permintaan.pesanan))
    if kata and not permintaan.konsep:
        pertama = replace(pertama, peringatan=(kata, *pertama.peringatan))
    return [(pertama, nomor), *lain]


def uji_render(kantor: Kantor, draf: Draf, nomor: str) -> list[tuple[Draf, str]]:
    """Render a letter and its derived ones dry, with the number each would get now.

    Each comes back with what its books would not take.
    """
    bubuh.periksa(kantor, draf)
    draf.render(kantor, nomor, terbit=True)
    draf = replace(draf, peringatan=(*draf.peringatan, *baris_surat.peringatan(kantor, draf, nomor)))
    keluarga = [(draf, nomor)]
    for anak in turunkan(kantor, draf, nomor):
        keluarga += uji_render(kantor, anak, nomor_calon(kantor, anak))
    return keluarga


def nomor_uji(kantor: Kantor, draf: Draf, permintaan: Permintaan) -> str:
    """The number to render dry with: given, reserved, blank for a konsep, else the next one."""
    if permintaan.konsep:
        return konsep.nomor_kosong(kantor, draf)
    if permintaan.pesanan:
        with kantor.baca_bernomor() as baca:
            dipesan = baca.pesanan(permintaan.pesanan, draf.seri)
        return konsep.cetak_nomor(kantor, draf, dipesan[0].urut_lengkap if dipesan else permintaan.pesanan)
    return permintaan.nomor or nomor_calon(kantor, draf)


def nomor_calon(kantor: Kantor, draf: Draf) -> str:
    """The number a draft would get now; a blank slot where somebody else gives it.

    Raises:
        NomorDitolak: the series would refuse this date.
    """
    if kantor.seri(draf.seri).luar:
        return konsep.nomor_kosong(kantor, draf)
    with kantor.baca_bernomor() as baca:
        return baca.berikut(draf.seri, draf.tanggal, klas=draf.klas, **draf.bagian_nomor).teks


@dataclass(frozen=True)
class Diterbitkan:
    """What one act has issued.

    Attributes:
        naskah: the letter first, then what derives from it.
        tetap: what their books did not take, in words.
    """

    naskah: tuple[Naskah, ...] = ()
    tetap: tuple[str, ...] = ()

    def kata(self, sebelumnya: Sequence[str]) -> list[str]:
        """The warnings of the dry run, and what has come up since: somebody else was quicker."""
        return list(dict.fromkeys((*sebelumnya, *self.tetap)))


def terbitkan(
    tx: Tx,
    kantor: Kantor,
    tunggu: arsip.Tunggu,
    draf: Draf,
    permintaan: Permintaan,
    *,
    lama: Naskah | None = None,
    induk: str = "",
) -> Diterbitkan:
    """Inside the transaction: number, render, store and book `draf`, then what derives from it.

    `lama` is the konsep that becomes this letter and keeps its id.
    """
    nomor = tx.alokasi(
        draf.seri,
        draf.tanggal,
        klas=draf.klas,
        pesanan=permintaan.pesanan or None,
        luar=permintaan.nomor or None,
        **draf.bagian_nomor,
    )
    naskah = pembukuan.baris(draf, lama or pembukuan.asal(tx, permintaan, induk)).bernomor(nomor)
    terbit = terbitan.cetak(kantor, tunggu, draf, naskah)
    tx.simpan_naskah(terbit.naskah)
    tetap = terbitan.simpan(tx, kantor, [terbit])
    turunan = terbitkan_turunan(tx, kantor, tunggu, draf, naskah)
    return Diterbitkan((naskah, *turunan.naskah), (*tetap.get(naskah.id, ()), *turunan.tetap))


def terbitkan_turunan(
    tx: Tx, kantor: Kantor, tunggu: arsip.Tunggu, draf: Draf, naskah: Naskah
) -> Diterbitkan:
    """Inside the transaction: the letters that derive from one just issued."""
    hasil = Diterbitkan()
    for anak in turunkan(kantor, draf, naskah.nomor):
        satu = terbitkan(tx, kantor, tunggu, anak, Permintaan(anak.jenis.id, anak.isi), induk=naskah.id)
        hasil = Diterbitkan((*hasil.naskah, *satu.naskah), (*hasil.tetap, *satu.tetap))
    return hasil


def selesaikan(
    kantor: Kantor, naskah: Sequence[Naskah], peringatan: Sequence[str], *, pdf: bool
) -> list[Surat]:
    """After COMMIT: write the waiting book rows and PDFs; what fails here is a warning, never an error."""
    catatan = [*peringatan, *pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))]
    catatan += pembukuan.sesudah_commit(lambda: buku.hitung_ulang(kantor, {n.jenis for n in naskah}))
    if pdf:
        from naskah import cetak_pdf

        catatan += pembukuan.sesudah_commit(
            lambda: cetak_pdf.tambah(kantor, [n.id for n in naskah]).peringatan
        )
    surat = [pencarian.surat_terbit(kantor, n) for n in naskah]
    return [s.dengan_peringatan(catatan if i == 0 else []) for i, s in enumerate(surat)]


def pastikan_pdf() -> None:
    """Refuse before anything is done when no PDF could be made.

    Raises:
        PdfTidakTersedia: with what to install.
    """
    from naskah import pdf

    pdf.pastikan_tersedia()
