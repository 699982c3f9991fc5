"""The kartu kendali kegiatan begun: a row for every account of data/anggaran.xlsx that has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from naskah import anggaran, buku, entri
from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran, kunci_sub
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.dasar.temuan import Temuan
from registers.entri import kunci_baru, masukkan_satu
from registers.isian_buku import sahkan
from registers.penggabungan import tampilan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.dasar.isian import Nilai
    from registers.ledger import Baca
    from registers.meja import HasilBuku

KARTU = "kartu-kendali-kegiatan"


@dataclass(frozen=True)
class HasilIsi:
    """What was added, or with `coba` would be.

    Attributes:
        baris: the accounts, in the order of the list.
        buku: what the sync of the book did; empty with `coba`.
    """

    baris: tuple[PosAnggaran, ...]
    buku: tuple[HasilBuku, ...] = ()


def isi(kantor: Kantor, *, coba: bool = False) -> HasilIsi:
    """Add the accounts that the book of this year lacks, all or none; DPA and SPD are filled by the sync.

    Raises:
        KeadaanDitolak: there is no list.
        DataTidakSah: every finding at once: cells that cannot be read, rows that lack a name.
    """
    tahun, daftar = kantor.hari_ini().year, anggaran.baca(kantor.folder / "data")
    if daftar is None:
        saran = "Taruh daftar anggaran di sana, atau ketik barisnya di buku."
        raise KeadaanDitolak(f"data/{anggaran.NAMA_BERKAS} belum ada.", saran)
    buku.sinkron(kantor, [KARTU], tahun=tahun, coba=coba)
    if coba:
        with kantor.ledger.baca() as baca:
            return HasilIsi(tuple(p for p, _ in _baru(kantor, baca, tahun, daftar)))
    terima = entri.semua(kantor)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        baru = _baru(kantor, tx, tahun, daftar)
        for _, nilai in baru:
            masukkan_satu(tx, kantor.buku[KARTU], tahun, nilai, kunci_baru(), terima)
    selaras = buku.sinkron(kantor, [KARTU], tahun=tahun) if baru else []
    return HasilIsi(tuple(p for p, _ in baru), tuple(selaras))


def _baru(
    kantor: Kantor, baca: Baca, tahun: int, daftar: Anggaran
) -> list[tuple[PosAnggaran, Mapping[str, Nilai]]]:
    """The accounts no row of the book names, as rows the book takes.

    Raises:
        DataTidakSah: every finding at once, each at its cell of the list.
    """
    satu = kantor.buku[KARTU]
    baris = [tampilan(satu, b.nilai, b.orang) for b in baca.semua_baris(KARTU, tahun)]
    ada = {(kunci_sub(b.get("kegiatan", "")), b.get("kode_rekening", "")) for b in baris}
    hasil: list[tuple[PosAnggaran, Mapping[str, Nilai]]] = []
    temuan = list(daftar.temuan)
    for p in daftar.pos:
        if (kunci_sub(p.sub_kegiatan), p.kode_rekening) in ada:
            continue
        mentah = {"kegiatan": p.sub_kegiatan, "kode_rekening": p.kode_rekening, "uraian": p.uraian}
        try:
            hasil.append((p, sahkan(satu, mentah)))
        except DataTidakSah as galat:
            temuan += [Temuan(p.alamat, f"{t.tempat} {t.pesan}", t.saran) for t in galat.temuan]
    if temuan:
        raise DataTidakSah("Daftar anggaran belum dapat dipakai.", temuan)
    return hasil
