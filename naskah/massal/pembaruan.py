"""The queue of a merge brought up to what the office is now: settings, templates, data, program, key.

Chunks that no worker may do any more because something has changed since are replaced, lost ones are put into
the queue again. Every letter of them is validated and rendered dry once more; one that cannot be rendered any
longer stays issued, without a chunk, and is told. What a worker is at is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from naskah import konsep, perubahan
from naskah.draf import susun
from naskah.massal.cap import Cap, cap, potongan_dari
from naskah.segel import bubuh
from naskah.sekejap import sekejap
from registers.dasar.galat import BerkasGagal, KantorSalah, NaskahError
from registers.ledger.antrean import Potongan, PotonganAntre

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.kelompok import Kelompok
    from registers.ledger import Baca, Naskah, Tx
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

_BELUM = ("bernomor", "terbit")
_SEBUT = 5  # rows named in words
_SEKALI = 20  # chunks read at a time, for each process


@dataclass(frozen=True)
class UjianUlang:
    """Rows to validate again: their chunk may be outdated (`lama`), or they have none (`lama` is None).

    Attributes:
        jenis: the type of their letters.
        baris: the rows with the day of each one's letter.
        lama: their chunk in the queue.
    """

    jenis: str
    baris: Sequence[tuple[BarisPekerjaan, date]]
    lama: PotonganAntre | None


@dataclass(frozen=True)
class Teruji:
    """A row that was validated again; `cap` is None when it cannot be made any longer, `salah` says why."""

    cap: Cap | None
    salah: str = ""


@dataclass
class _Hasil:
    """What was done, to be told."""

    diganti: int = 0
    diantrekan: int = 0
    salah: dict[int, str] = field(default_factory=dict[int, str])

    def kata(self) -> tuple[str, ...]:
        semua = [
            (
                self.diganti,
                "potongan antrean diganti menurut pengaturan, templat, dan program yang sekarang.",
            ),
            (self.diantrekan, "potongan yang tidak ada lagi dalam antrean diantrekan lagi."),
        ]
        salah = list(self.salah.items())
        sebut = [
            f"Baris {n} tidak dapat dicetak lagi, suratnya tetap terbit tanpa berkas: {s}"
            for n, s in salah[:_SEBUT]
        ]
        lain = [f"Dan {len(salah) - _SEBUT} baris lain begitu juga."] if len(salah) > _SEBUT else []
        return (*(f"{n} {k}" for n, k in semua if n), *sebut, *lain)


def perbarui(
    kantor: Kantor, kelompok: Kelompok, pekerjaan: Pekerjaan, simpanan: str, batas: int
) -> tuple[str, ...]:
    """Bring the queue of a merge up to date.

    Args:
        kantor: the open office.
        kelompok: who renders dry.
        pekerjaan: the merge.
        simpanan: mark of the file store.
        batas: rows of a chunk, at most.

    Returns:
        What was done, in words; nothing when all is as it should be.
    """
    with kantor.ledger.baca() as baca:
        menunggu = baca.potongan_menunggu(pekerjaan.id)
        hilang = _hilang(baca, pekerjaan, batas)
    # An outdated chunk has been refused by a worker, or all are outdated: without a sign of it none is read.
    contoh = [p for ke, p in enumerate(menunggu) if p.ke or ke in (0, len(menunggu) - 1)]
    if not any(_basi(kantor, kelompok, pekerjaan, simpanan, contoh)):
        menunggu = []
    hasil = _Hasil()
    ujian = _ujian(kantor, pekerjaan, [*hilang, *((p.awal, p.akhir, p) for p in menunggu)])
    while semua := list(islice(ujian, _SEKALI * kelompok.jumlah)):
        for satu, teruji in zip(semua, kelompok.kerjakan(uji_ulang, semua), strict=True):
            if satu.lama is None or not _sama(pekerjaan, simpanan, satu.lama, teruji):
                _pasang(kantor, pekerjaan, simpanan, satu, teruji, hasil)
    return hasil.kata()


def _basi(
    kantor: Kantor,
    kelompok: Kelompok,
    pekerjaan: Pekerjaan,
    simpanan: str,
    semua: Sequence[PotonganAntre],
) -> Iterator[bool]:
    ujian = list(_ujian(kantor, pekerjaan, [(p.awal, p.akhir, p) for p in semua]))
    for p, teruji in zip(semua, kelompok.kerjakan(uji_ulang, ujian), strict=True):
        yield not _sama(pekerjaan, simpanan, p, teruji)


def _sama(pekerjaan: Pekerjaan, simpanan: str, lama: PotonganAntre, teruji: Mapping[int, Teruji]) -> bool:
    """Whether a worker with the office as it is here would take this chunk."""
    semua = [t.cap for t in teruji.values() if t.cap is not None]
    return len(semua) == len(teruji) and _isi(potongan_dari(pekerjaan.id, semua, simpanan)) == _isi(lama.isi)


def _isi(satu: Potongan) -> Potongan:
    return replace(satu, jumlah=0)


def _hilang(baca: Baca, pekerjaan: Pekerjaan, batas: int) -> list[tuple[int, int, PotonganAntre | None]]:
    """First and last row of what is neither done nor in the queue, in pieces that cross no living chunk."""
    hidup = baca.potongan_hidup(pekerjaan.id)
    mulai = [awal for awal, _ in hidup]
    sampai = list(accumulate((akhir for _, akhir in hidup), max))  # the furthest row of the chunks so far
    hasil: list[list[int]] = []
    letak = -1  # how many living chunks lie before the piece
    for b in baca.baris_pekerjaan(pekerjaan.id, _BELUM):
        sebelum = bisect_right(mulai, b.nomor)
        if sebelum and b.nomor <= sampai[sebelum - 1]:
            continue
        if not hasil or len(hasil[-1]) >= batas or sebelum != letak:
            hasil.append([])
            letak = sebelum
        hasil[-1].append(b.nomor)
    return [(satu[0], satu[-1], None) for satu in hasil]


def _ujian(
    kantor: Kantor, pekerjaan: Pekerjaan, semua: Sequence[tuple[int, int, PotonganAntre | None]]
) -> Iterator[UjianUlang]:
    for awal, akhir, lama in semua:
        with kantor.ledger.baca() as baca:
            baris = baca.baris_antara(pekerjaan.id, awal, akhir)
            hari = {n.id: n.hari for n in baca.naskah_banyak([b.naskah_id for b in baris])}
        yield UjianUlang(pekerjaan.jenis, [(b, hari[b.naskah_id]) for b in baris], lama)


@sekejap()
def uji_ulang(kantor: Kantor, apa: UjianUlang) -> dict[int, Teruji]:
    """Validate these rows again; render dry those without a document, unless all is as it was.

    Raises:
        BerkasGagal, KantorSalah: nothing to do with one row.
    """
    hasil: dict[int, Teruji] = {}
    lama = apa.lama.isi if apa.lama else None
    semua: list[Cap] = []
    for baris, hari in apa.baris:
        try:
            draf = susun(kantor, apa.jenis, baris.isi, hari)
            bubuh.periksa(kantor, draf)
            satu = cap(kantor, baris.nomor, draf)
        except (BerkasGagal, KantorSalah):
            raise
        except NaskahError as galat:
            hasil[baris.nomor] = Teruji(None, str(galat))
        else:
            hasil[baris.nomor] = Teruji(satu)
            semua.append(satu)
    if lama and semua and _isi(potongan_dari(lama.pekerjaan, semua, lama.simpanan)) == _isi(lama):
        return hasil
    for baris, hari in apa.baris:
        if baris.keadaan == "bernomor" and hasil[baris.nomor].cap is not None:
            hasil[baris.nomor] = _coba_cetak(kantor, apa.jenis, baris, hari, hasil[baris.nomor])
    return hasil


def _coba_cetak(kantor: Kantor, jenis: str, baris: BarisPekerjaan, hari: date, teruji: Teruji) -> Teruji:
    draf = susun(kantor, jenis, baris.isi, hari)
    try:
        draf.render(kantor, konsep.nomor_kosong(kantor, draf), terbit=True)
    except (BerkasGagal, KantorSalah):
        raise
    except NaskahError as galat:
        return Teruji(None, str(galat))
    return teruji


def _pasang(
    kantor: Kantor,
    pekerjaan: Pekerjaan,
    simpanan: str,
    apa: UjianUlang,
    teruji: Mapping[int, Teruji],
    hasil: _Hasil,
) -> None:
    """Take the old chunk out of the queue and put new ones there, in one transaction.

    Nothing is done where a worker has taken it meanwhile, or somebody else has put the lost rows there.
    """
    awal, akhir = apa.baris[0][0].nomor, apa.baris[-1][0].nomor
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        if apa.lama is not None:
            if not tx.tarik_potongan(apa.lama.id):
                return
        elif any(a <= akhir and awal <= z for a, z in tx.potongan_hidup(pekerjaan.id)):
            return
        else:
            tx.buang_yang_disisihkan(pekerjaan.id, awal, akhir)
        baris = tx.baris_antara(pekerjaan.id, awal, akhir)
        naskah = {n.id: n for n in tx.naskah_banyak([b.naskah_id for b in baris])}
        kini = [_catat(tx, kantor, pekerjaan, b, naskah[b.naskah_id], teruji[b.nomor]) for b in baris]
        semua = _keping(kini, teruji)
        for keping in semua:
            tx.antrekan(potongan_dari(pekerjaan.id, keping, simpanan))
    hasil.diganti += apa.lama is not None
    hasil.diantrekan += apa.lama is None and bool(semua)
    belum = [b.nomor for b in kini if b.keadaan == "bernomor" and teruji[b.nomor].cap is None]
    hasil.salah |= {nomor: teruji[nomor].salah for nomor in belum}


def _catat(
    tx: Tx, kantor: Kantor, pekerjaan: Pekerjaan, baris: BarisPekerjaan, naskah: Naskah, teruji: Teruji
) -> BarisPekerjaan:
    """The row as it is now: voided meanwhile, no longer to be made, or made of what the office has now."""
    if baris.keadaan not in _BELUM:
        return baris
    baru = replace(baris, pesan=teruji.salah if baris.keadaan == "bernomor" else "")
    if baris.keadaan == "bernomor" and teruji.cap is not None:
        perubahan.perbarui_dalam(tx, naskah, susun(kantor, pekerjaan.jenis, baris.isi, naskah.hari))
    if baru != baris:
        tx.ubah_baris_pekerjaan(pekerjaan.id, [baru])
    return baru


def _keping(baris: Sequence[BarisPekerjaan], teruji: Mapping[int, Teruji]) -> list[list[Cap]]:
    """The rows as chunks that span none that a worker could not validate.

    A letter with a document is validated no more: it is a chunk of its own when only its PDF is lacking.
    """
    hasil: list[list[Cap]] = [[]]
    perlu: set[int] = set()
    for b in baris:
        satu = teruji[b.nomor].cap
        if satu is not None:
            hasil[-1].append(satu)
        elif b.keadaan == "terbit":
            hasil += [[Cap(b.nomor, "", "")], []]
        else:
            hasil.append([])
        if b.keadaan in _BELUM:
            perlu.add(b.nomor)
    return [keping for keping in hasil if any(c.baris in perlu for c in keping)]
