"""What the cash books say of a month, and where a berita acara penutupan kas says something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from naskah.hitung._uang import NOL, rp, uang
from naskah.hitung_buku._tutup_kas import PEMBACA, TutupKas, tutup_kas
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import BULAN
from registers.penggabungan import tampilan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.dasar.isian import Nilai
    from registers.ledger import Naskah

JENIS = "ba-penutupan-kas"
_HITUNG = "penutupan_kas"  # the computation of letters that close a book


@dataclass(frozen=True)
class BukuKas:
    """A book that is closed with a berita acara.

    Attributes:
        sebutan: its name in the letter's field `buku_kas`.
        penandatangan: the post that signs.
    """

    sebutan: str
    penandatangan: str


BUKU_KAS: Mapping[str, BukuKas] = {
    "bku-pengeluaran": BukuKas("Buku Kas Umum Bendahara Pengeluaran", "bendahara-pengeluaran"),
    "bku-penerimaan": BukuKas("Buku Kas Umum Bendahara Penerimaan", "bendahara-penerimaan"),
}
"""Id of a book → how its berita acara names and signs it."""


@dataclass(frozen=True)
class Kas:
    """What was counted at the end of a month; rupiah."""

    tunai: Decimal = NOL
    bank: Decimal = NOL
    surat_berharga: Decimal = NOL


def tutup(kantor: Kantor, id_: str, bulan: tuple[int, int], kas: Kas) -> TutupKas:
    """One month (year, month) of a book that has a balance, from the rows the ledger has now."""
    buku = kantor.buku[id_]
    with kantor.ledger.baca() as baca:
        baris = [tampilan(buku, b.nilai, b.orang) for b in baca.semua_baris(id_, bulan[0])]
    return tutup_kas(
        baris,
        PEMBACA[id_],
        bulan,
        kas_tunai=kas.tunai,
        bank=kas.bank,
        surat_berharga=kas.surat_berharga,
    )


def _semua_penutup(kantor: Kantor, *status: str) -> Iterator[tuple[str, str, Naskah]]:
    """Id of a book, its month as YYYY-MM, and a letter that closed it; the newest first."""
    sebutan = {b.sebutan: id_ for id_, b in BUKU_KAS.items()}
    with kantor.ledger.baca() as baca:
        semua = [n for satu in status for n in baca.cari(jenis=JENIS, status=satu, batas=None)]
    for n in semua:
        if id_ := sebutan.get(str(n.isi.get("buku_kas"))):
            yield id_, str(n.isi.get("tanggal_penutupan"))[:7], n


def penutup(kantor: Kantor, id_: str, bulan: tuple[int, int], *status: str) -> list[Naskah]:
    """The letters that closed a month of a book, the newest first; none for a book that is not closed."""
    if id_ not in BUKU_KAS:
        return []
    dicari = (id_, f"{bulan[0]:04}-{bulan[1]:02}")
    return [n for buku, kapan, n in _semua_penutup(kantor, *status) if (buku, kapan) == dicari]


def peringatan(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai], hari: date) -> tuple[str, ...]:
    """What the cash books say of a letter before it is issued.

    Args:
        kantor: the office.
        jenis: the type of the letter.
        nilai: its canonical values.
        hari: its day.
    """
    return (*(beda(kantor, nilai) if _HITUNG in jenis.hitung else ()), *_tertutup(kantor, jenis, hari))


def _tertutup(kantor: Kantor, jenis: Jenis, hari: date) -> Iterator[str]:
    """The books the letter writes in whose month is closed."""
    bulan = (hari.year, hari.month)
    for id_ in dict.fromkeys(b.buku for b in jenis.baris):
        if semua := penutup(kantor, id_, bulan, "terbit"):
            yield (
                f"{kantor.buku[id_].judul} {bulan_tertulis(bulan)} sudah ditutup dengan berita acara nomor "
                f"{semua[0].nomor}; angkanya tidak cocok lagi bila surat ini tercatat di sana."
            )


def beda(kantor: Kantor, nilai: Mapping[str, Nilai]) -> tuple[str, ...]:
    """Where the figures of a berita acara are not those of its book, both named.

    A warning, never more: the office may keep that book on paper. A book without rows is not compared.

    Args:
        kantor: the office.
        nilai: its canonical values.
    """
    id_ = next((k for k, b in BUKU_KAS.items() if b.sebutan == nilai.get("buku_kas")), "")
    if not id_:
        return ()
    hari = date.fromisoformat(str(nilai["tanggal_penutupan"]))
    with kantor.ledger.baca() as baca:
        if not baca.jumlah_baris(id_, hari.year):
            return ()
    hasil = tutup(kantor, id_, (hari.year, hari.month), Kas())
    p, judul = hasil.penutupan, f"{kantor.buku[id_].judul} {bulan_tertulis((hari.year, hari.month))}"
    angka = {"saldo_awal": p.saldo_awal, "penerimaan": p.terima, "pengeluaran": p.keluar}
    return (
        *(
            f"{nama.replace('_', ' ').capitalize()} di berita acara {rp(tertulis)}, di {judul} {rp(di_buku)}."
            for nama, di_buku in angka.items()
            if (tertulis := uang(nilai.get(nama))) != di_buku
        ),
        *(f"{judul}, {temuan}" for temuan in hasil.temuan),
    )


def berubah(kantor: Kantor, buku: Collection[str] = tuple(BUKU_KAS)) -> list[Temuan]:
    """Closed months whose book says something else by now: a row typed or changed after the berita acara.

    Args:
        kantor: the office.
        buku: ids of the books to look at.
    """
    saran = "kembalikan barisnya, atau batalkan berita acara itu dan tutup bulannya lagi"
    return [
        Temuan(f"Berita acara {n.nomor}", f"bulan itu sudah ditutup, padahal {' '.join(kata)}", saran)
        for id_, _, n in (_semua_penutup(kantor, "terbit") if {*buku} & {*BUKU_KAS} else ())
        if id_ in buku and (kata := beda(kantor, n.isi))
    ]


def ganda(kantor: Kantor) -> list[Temuan]:
    """Months that more than one berita acara closes; the oldest counts."""
    pertama: dict[tuple[str, str], Naskah] = {}
    hasil: list[Temuan] = []
    for id_, bulan, n in reversed(list(_semua_penutup(kantor, "terbit"))):
        lain = pertama.setdefault((id_, bulan), n)
        if lain is not n:
            pesan, saran = (
                f"bulan itu sudah ditutup dengan {lain.nomor}",
                f"batalkan salah satunya: naskah batal {n.id}",
            )
            hasil.append(Temuan(f"Berita acara {n.nomor}", pesan, saran))
    return hasil


def bulan_tertulis(bulan: tuple[int, int]) -> str:
    """A month as people write it.

    >>> bulan_tertulis((2026, 10))
    'Oktober 2026'
    """
    return f"{BULAN[bulan[1] - 1]} {bulan[0]}"
