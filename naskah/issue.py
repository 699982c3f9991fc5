"""The one act: validate → dry render → take a number → render → store → book it.

Nothing gets a number that could not be rendered; a failure at any step leaves the office as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from naskah import arsip, konsep, pembukuan, pencarian
from naskah.catalog import isi_pola
from naskah.draf import Draf, Permintaan, susun, turunkan
from naskah.kantor import Kantor
from naskah.surat import Surat
from registers.ledger import Naskah

if TYPE_CHECKING:
    from registers.ledger import Nomor, Tx


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
    uji_render(kantor, draf, permintaan.nomor)
    if permintaan.konsep or (kantor.seri(draf.seri).luar and not permintaan.nomor):
        return [konsep.simpan(kantor, draf, permintaan)]
    with arsip.Tunggu(kantor.folder, ledger) as tunggu:
        with ledger.tulis(kantor.pelaku) as tx:
            sudah = tx.permintaan(permintaan.id_permintaan, permintaan.sidik())
            if sudah is None:
                terbit = terbitkan(tx, kantor, tunggu, draf, permintaan)
        tunggu.pindahkan()
    if sudah is not None:
        return pencarian.keluarga(kantor, sudah.id)
    return selesaikan(kantor, terbit, draf.peringatan, pdf=pdf)


def coba(kantor: Kantor, permintaan: Permintaan, *, pdf: bool = False) -> list[Surat]:
    """The same up to the number, and nothing written: what `buat` would give, with the number it would take.

    Raises:
        As `buat`.
    """
    if pdf:
        pastikan_pdf()
    draf = susun(kantor, permintaan.jenis, permintaan.isi, permintaan.tanggal or kantor.hari_ini())
    semua = uji_render(kantor, draf, permintaan.nomor)
    return [
        Surat(
            id="(percobaan)",
            seri=d.seri,
            urut="",
            nomor="" if permintaan.konsep else nomor,
            tanggal=d.tanggal.isoformat(),
            jenis=d.jenis.id,
            status="konsep" if permintaan.konsep else "terbit",
            buku=() if permintaan.konsep else d.jenis.buku,
            peringatan=d.peringatan,
            hal=str(d.konteks["hal"]),
        )
        for d, nomor in semua
    ]


def uji_render(kantor: Kantor, draf: Draf, nomor: str = "") -> list[tuple[Draf, str]]:
    """Render a letter and its derived ones dry, with the number each would get now."""
    nomor = nomor or kantor.nomor_berikut(draf)
    draf.render(kantor, nomor, terbit=True)
    keluarga = [(draf, nomor)]
    for anak in turunkan(kantor, draf, nomor):
        keluarga += uji_render(kantor, anak)
    return keluarga


def terbitkan(
    tx: Tx,
    kantor: Kantor,
    tunggu: arsip.Tunggu,
    draf: Draf,
    permintaan: Permintaan,
    *,
    lama: Naskah | None = None,
    induk: str = "",
) -> list[Naskah]:
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
    naskah = baris_naskah(draf, lama.id if lama else tx.id_baru(), nomor, permintaan, induk)
    if lama:
        naskah = replace(naskah, versi=lama.versi + 1, id_permintaan=lama.id_permintaan)
    simpan_terbit(tx, kantor, tunggu, draf, naskah)
    hasil = [naskah]
    for anak in turunkan(kantor, draf, nomor.teks):
        hasil += terbitkan(tx, kantor, tunggu, anak, Permintaan(anak.jenis.id, anak.isi), induk=naskah.id)
    return hasil


def baris_naskah(draf: Draf, id_: str, nomor: Nomor, permintaan: Permintaan, induk: str = "") -> Naskah:
    """The ledger's row of an issued letter."""
    catatan = pembukuan.catatan(draf)
    return Naskah(
        id=id_,
        jenis=draf.jenis.id,
        judul=draf.jenis.judul,
        status="terbit",
        seri=nomor.seri,
        periode=nomor.periode,
        urut=nomor.urut,
        sisipan=nomor.sisipan,
        nomor=nomor.teks,
        tanggal=draf.tanggal,
        klas=draf.klas,
        hal=catatan["hal"],
        kepada=catatan["kepada"],
        sifat=catatan["sifat"],
        keamanan=catatan["keamanan"],
        penandatangan=catatan["penandatangan"],
        id_permintaan=permintaan.id_permintaan,
        sidik_permintaan=permintaan.sidik() if permintaan.id_permintaan else "",
        isi=dict(draf.isi),
        induk=induk,
    )


def simpan_terbit(tx: Tx, kantor: Kantor, tunggu: arsip.Tunggu, draf: Draf, naskah: Naskah) -> None:
    """Render with the real number, put the file on the disk, write row, event, file and bookings."""
    hasil = draf.render(kantor, naskah.nomor, terbit=True)
    urut = f"{naskah.urut:04}{naskah.sisipan}"
    nama = isi_pola(draf.jenis.berkas, {**draf.konteks, "jenis": draf.jenis.id, "urut": urut, "nomor": naskah.nomor})
    path = arsip.tempat_arsip(draf.tanggal.year, nama or f"{urut}-{draf.jenis.id}", naskah.id, 1, ".docx")
    berkas = tunggu.simpan(path, hasil.docx, hasil.isi_sha256)
    bahan = {nama: tx.simpan_isi(data) for nama, data in draf.bahan.items()}
    tx.simpan_naskah(replace(naskah, bahan=bahan))
    isi = {**pembukuan.catatan(draf), "nomor": naskah.nomor, "seri": naskah.seri, "urut": urut.lstrip("0")}
    peristiwa = tx.catat("terbit", naskah.id, {**isi, "berkas": berkas.path, "sha256": berkas.sha256})
    tx.daftar_berkas(naskah.id, berkas.path, berkas.sha256, berkas.ukuran, "docx", berkas.isi_sha256)
    pembukuan.bukukan(tx, kantor, draf.jenis.buku, draf.tanggal.year, naskah.id, isi, peristiwa.urut)


def selesaikan(kantor: Kantor, naskah: list[Naskah], peringatan: tuple[str, ...], *, pdf: bool) -> list[Surat]:
    """After COMMIT: write the waiting book rows and PDFs; what fails here is a warning, never an error."""
    catatan = [*peringatan, *pembukuan.tulis_buku(kantor)]
    if pdf:
        from naskah import cetak_pdf

        catatan += cetak_pdf.tambah(kantor, [n.id for n in naskah])
    surat = [pencarian.surat(kantor, n.id) for n in naskah]
    return [s.dengan_peringatan(catatan if i == 0 else []) for i, s in enumerate(surat)]


def pastikan_pdf() -> None:
    """Refuse before anything is done when no PDF could be made.

    Raises:
        PdfTidakTersedia: with what to install.
    """
    from naskah import pdf

    pdf.pastikan_tersedia()
