"""Numbers outside a letter's own act: series, reserved numbers, letters made by hand, gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import pembukuan, pencarian
from naskah.kantor import Kantor
from naskah.surat import Surat
from naskah.tanggal_surat import belum_tiba
from registers.dasar.galat import DataTidakSah, NomorDitolak
from registers.dasar.pola import Pola
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import bulan_romawi
from registers.ledger import Naskah

if TYPE_CHECKING:
    from naskah.tatanan import SeriTata
    from registers.ledger import Baca, Celah, Nomor, Tx

JENIS_TANGAN = "surat-tangan"
_JUMLAH_PESANAN = 200
_KLAS = "000"  # stands for any code while only the running number is asked for


@dataclass(frozen=True)
class SeriTampil:
    """A series as `naskah seri daftar` shows it."""

    id: str
    nama: str
    pola: str
    berikut: str


@dataclass(frozen=True)
class Catatan:
    """What is told of a letter made by hand."""

    hal: str
    kepada: str = ""
    nomor: str = ""
    klas: str = ""
    keterangan: str = ""
    lain: Mapping[str, str] = field(default_factory=dict[str, str])  # further booking values (lampiran …)


def daftar_seri(kantor: Kantor) -> list[SeriTampil]:
    """Every series of the office with the number it would give today."""
    hari_ini = kantor.hari_ini()
    with kantor.baca_bernomor() as baca:
        return [
            SeriTampil(s.id, s.nama, s.pola, "(dari luar)" if s.luar else _berikut(kantor, baca, s, hari_ini))
            for s in kantor.tatanan.seri
        ]


def daftar_seri_calon(kantor: Kantor) -> list[SeriTampil]:
    """`daftar_seri` of an office whose series the ledger has not accepted yet; it is asked, then undone.

    Raises:
        KantorSalah: the ledger would refuse these series.
    """
    hari_ini = kantor.hari_ini()
    hasil: list[SeriTampil] = []
    try:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.terapkan_seri(kantor.seri_didefinisikan())
            hasil = [
                SeriTampil(
                    s.id, s.nama, s.pola, "(dari luar)" if s.luar else _berikut(kantor, tx, s, hari_ini)
                )
                for s in kantor.tatanan.seri
            ]
            raise _Urung
    except _Urung:
        return hasil


class _Urung(Exception):
    """Only asked: the transaction is rolled back."""


def _berikut(kantor: Kantor, baca: Baca, seri: SeriTata, hari: date) -> str:
    """The next number as far as it is known before there is a letter: "…/12/DKUKM"."""
    hari = baca.hari_berikut(seri.id, hari)  # an office may have dated its last letter ahead
    nomor = baca.berikut(seri.id, hari, klas=_KLAS, bidang=_KLAS, keamanan="B", jenis="")
    return Pola.urai(seri.pola, {"kode_pd": kantor.tatanan.instansi.kode_pd}).contoh(
        urut=nomor.urut,
        sisipan=nomor.sisipan,
        tahun=hari.year,
        bulan=f"{hari.month:02}",
        bulan_romawi=bulan_romawi(hari.month),
    )


def nomor_berikut(kantor: Kantor, seri: SeriTata, hari: date, klas: str, jenis: str) -> str:
    """The number a letter of that day would get now; nothing is taken.

    Raises:
        NomorDitolak: the series would refuse that day.
    """
    with kantor.baca_bernomor() as baca:
        return baca.berikut(seri.id, hari, klas=klas or _KLAS, bidang=_KLAS, keamanan="B", jenis=jenis).teks


def terapkan(kantor: Kantor) -> list[str]:
    """Accept the series of kantor.toml into the ledger; returns what differed."""
    seri = kantor.seri_didefinisikan()
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        beda = tx.beda_seri(seri)
        if beda:
            tx.terapkan_seri(seri)
    return list(beda)


def pesan(
    kantor: Kantor, seri: str, *, untuk: str, jumlah: int = 1, klas: str = "", tanggal: date | None = None
) -> list[Nomor]:
    """Book `jumlah` numbers ahead (at most 200), held for `untuk`.

    What is held is the running number; code, month and year are printed again from the letter that uses it.

    Raises:
        TidakDitemukan: no such series.
        DataTidakSah: no purpose, or a count out of range.
        NomorDitolak: the series is `luar`, or the date does not fit.
    """
    kantor.seri(seri)
    temuan: list[Temuan] = []
    if not untuk.strip():
        temuan.append(Temuan("--untuk", "belum diisi", "tulis untuk siapa atau untuk apa"))
    if not 1 <= jumlah <= _JUMLAH_PESANAN:
        temuan.append(Temuan("--jumlah", f"harus 1 sampai {_JUMLAH_PESANAN}", nilai=str(jumlah)))
    if temuan:
        raise DataTidakSah("Nomor belum dapat dipesan.", temuan)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        return list(tx.pesan(seri, tanggal or kantor.hari_ini(), untuk=untuk, jumlah=jumlah, klas=klas))


def lepas(kantor: Kantor, nomor: str, *, alasan: str, tahun: int = 0) -> Nomor:
    """Give up a reserved number; it stays in the sequence, explained.

    Raises:
        NomorDitolak: it is not reserved.
        DataTidakSah: there is no reason.
    """
    if not alasan.strip():
        raise DataTidakSah("Alasan belum ditulis.", [Temuan("--alasan", "belum diisi", "tulis sebabnya")])
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        cocok = [n for n in tx.pesanan(nomor) if not tahun or n.tanggal.year == tahun]
        if not cocok:
            raise NomorDitolak(f"Nomor {nomor} tidak sedang dipesan.", "Lihat yang dipesan: naskah celah")
        if len(cocok) > 1:
            pilihan = ", ".join(f"{n.teks} ({n.seri}, {n.tanggal.year})" for n in cocok)
            raise NomorDitolak(
                f"Nomor {nomor} cocok dengan beberapa pesanan: {pilihan}.", "Tulis lengkap, dengan --tahun."
            )
        return tx.lepas(cocok[0], alasan)


def catat(kantor: Kantor, seri: str, catatan: Catatan, *, tanggal: date | None = None) -> Surat:
    """Enter a letter made by hand into a series, and book it; without a number it takes the next one.

    Raises:
        DataTidakSah: no subject.
        NomorDitolak: the typed number does not fit the series or is taken.
    """
    kantor.seri(seri)
    if not catatan.hal.strip():
        raise DataTidakSah(
            "Surat belum dapat dicatat.", [Temuan("--hal", "belum diisi", "tulis hal suratnya")]
        )
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        naskah = catat_tangan(tx, kantor, seri, catatan, tanggal or kantor.hari_ini())
    peringatan = [kata] if (kata := belum_tiba(kantor, seri, naskah.hari)) else []
    peringatan += pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    return pencarian.surat_terbit(kantor, naskah).dengan_peringatan(peringatan)


def catat_tangan(
    tx: Tx, kantor: Kantor, seri: str, catatan: Catatan, hari: date, id_permintaan: str = ""
) -> Naskah:
    """`catat` inside a transaction: the number, the letter, its event and its rows."""
    nomor = (
        tx.catat_manual(seri, catatan.nomor, hari, jenis=JENIS_TANGAN)
        if catatan.nomor
        else tx.alokasi(seri, hari, klas=catatan.klas, jenis=JENIS_TANGAN)
    )
    naskah = replace(_naskah_tangan(tx.id_baru(), catatan).bernomor(nomor), id_permintaan=id_permintaan)
    tx.simpan_naskah(naskah)
    keterangan = catatan.keterangan or f"dicatat ({kantor.seri(seri).nama or seri})"
    isi = {**_isi_buku(naskah, keterangan), **catatan.lain}
    peristiwa = tx.catat("catat", naskah.id, isi)
    pembukuan.bukukan(tx, kantor, _buku_tangan(kantor), hari.year, naskah.id, isi, peristiwa.urut)
    return naskah


def _naskah_tangan(id_: str, catatan: Catatan) -> Naskah:
    return Naskah(
        id=id_,
        jenis=JENIS_TANGAN,
        judul="Surat yang dibuat dengan tangan",
        status="konsep",
        klas=catatan.klas,
        hal=catatan.hal,
        kepada=catatan.kepada,
    )


def _isi_buku(naskah: Naskah, keterangan: str) -> dict[str, str]:
    """The row of a letter made by hand, keyed as docs/arsitektur.md "Books" says."""
    return {
        "tanggal": naskah.hari.isoformat(),
        "nomor": naskah.nomor,
        "seri": naskah.seri,
        "urut": naskah.urut_lengkap,
        "jenis": naskah.jenis,
        "judul": naskah.judul,
        "klas": naskah.klas,
        "indeks": naskah.hal,
        "hal": naskah.hal,
        "kepada": naskah.kepada,
        "dari": "",
        "status": naskah.status,
        "keterangan": keterangan,
    }


def _buku_tangan(kantor: Kantor) -> list[str]:
    """The books that take letters made by hand."""
    return [id_ for id_, buku in kantor.buku.items() if "catat" in (*buku.entri, *buku.peristiwa)]


def celah(kantor: Kantor, seri: str = "") -> Sequence[Celah]:
    """Every number missing from a sequence, of a series or of a book's own rows, with its reason.

    Args:
        kantor: the open office.
        seri: only this series, or this book; "" for all.

    Raises:
        TidakDitemukan: there is neither a series nor a book of that name.
    """
    if seri and seri not in kantor.buku:
        kantor.seri(seri)
    bernomor = {id_ for id_, buku in kantor.buku.items() if any(k.dari == "urutan" for k in buku.kolom)}
    with kantor.baca_bernomor() as baca:
        hasil = [] if seri in kantor.buku else baca.celah(seri or None)
        for satu in baca.semua_buku():
            if satu.buku in bernomor and seri in ("", satu.buku):
                hasil += baca.celah_buku(satu.buku, satu.tahun)
        return hasil
