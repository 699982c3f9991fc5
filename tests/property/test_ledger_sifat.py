"""Numbering under random histories: gapless, unique, in order, every hole explained."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.dasar.galat import NomorDitolak
from registers.ledger import Baca, Ledger, Naskah, Nomor, Seri, Tx
from tests.conftest_ledger import buka, simpan_bernomor

AWAL = date(2026, 12, 20)
HARI = st.integers(0, 20).map(lambda n: AWAL + timedelta(days=n))  # over New Year
_SERI_BARU = itertools.count(1)


class Gagal(Exception):
    """A render that fails after the number was taken."""


@dataclass(frozen=True)
class Langkah:
    """One thing that happens in the office; `gagal` rolls it back at the end."""

    apa: str
    hari: date
    ke: int
    gagal: bool


LANGKAH = st.builds(
    Langkah,
    st.sampled_from(["alokasi", "alokasi", "alokasi", "pesan", "pakai", "lepas", "catat", "batal"]),
    HARI,
    st.integers(0, 9),
    st.sampled_from([False, False, False, True]),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bersama(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """One ledger for all examples, on either engine; each uses a series of its own."""
    di_peladen = request.param == "postgresql"
    ledger = buka(request.getfixturevalue("basis_data_baru")() if di_peladen else "sqlite://")
    yield ledger
    ledger.tutup()


def lakukan(tx: Tx, seri: str, langkah: Langkah, surat: list[Naskah]) -> Naskah | None:
    """Do it; the letter that came of it."""
    dipesan = tx.pesanan(seri_id=seri)
    if langkah.apa == "pesan":
        tx.pesan(seri, langkah.hari, "Bidang Contoh", langkah.ke % 3 + 1)
    elif langkah.apa == "pakai" and dipesan:
        nomor = dipesan[langkah.ke % len(dipesan)]
        return simpan_bernomor(tx, tx.alokasi(seri, langkah.hari, pesanan=str(nomor.urut)))
    elif langkah.apa == "lepas" and dipesan:
        tx.lepas(dipesan[langkah.ke % len(dipesan)], "tidak jadi")
    elif langkah.apa == "catat":
        nomor = tx.berikut(seri, AWAL + timedelta(days=20))
        teks = nomor.teks.replace(f"/{nomor.urut}/", f"/{nomor.urut - 3 + langkah.ke % 6}/")
        return simpan_bernomor(tx, tx.catat_manual(seri, teks, langkah.hari))
    elif langkah.apa == "batal" and surat:
        tx.batal(surat[langkah.ke % len(surat)].id, "salah")
    elif langkah.apa == "alokasi":
        return simpan_bernomor(tx, tx.alokasi(seri, langkah.hari))
    return None


def jalankan(ledger: Ledger, seri: Seri, langkah: Langkah, surat: list[Naskah]) -> None:
    """One transaction; whatever fails must leave nothing behind."""
    with ledger.baca() as baca:
        sebelum = potret(baca, seri.id)
    aktif = [s for s in surat if s.status == "terbit"]
    try:
        with ledger.tulis("Penguji") as tx:
            baru = lakukan(tx, seri.id, langkah, aktif)
            if langkah.gagal:
                raise Gagal
    except (NomorDitolak, Gagal):
        with ledger.baca() as baca:
            assert potret(baca, seri.id) == sebelum
        return
    if baru is not None:
        surat.append(baru)
    with ledger.baca() as baca:
        surat[:] = [baca.naskah(s.id) for s in surat]


def potret(baca: Baca, seri: str) -> tuple[object, ...]:
    """Everything a transaction might have changed."""
    return baca.kepala(), baca.celah(seri), baca.pesanan(seri_id=seri)


def periksa(ledger: Ledger, seri: Seri, surat: list[Naskah]) -> None:
    """Unique, and together with the explained holes without a gap."""
    identitas = [(s.periode, s.urut, s.sisipan) for s in surat]
    assert len(set(identitas)) == len(identitas)
    for periode in {s.periode for s in surat}:
        teks = [s.nomor for s in surat if s.periode == periode]
        assert len(set(teks)) == len(teks)
    with ledger.baca() as baca:
        celah = [(c.periode, c.urut) for c in baca.celah(seri.id)]
        assert baca.berikut(seri.id, AWAL + timedelta(days=20)).urut >= 1
    assert len(set(celah)) == len(celah)
    terisi = {(s.periode, s.urut) for s in surat if s.status == "terbit" and not s.sisipan}
    assert not terisi & set(celah)
    for periode in {p for p, _ in terisi | set(celah)}:
        urut = sorted(u for p, u in terisi | set(celah) if p == periode)
        assert urut == list(range(1, len(urut) + 1))


def seri_baru(pola: str, **lain: object) -> Seri:
    """A series no example has used; its constant keeps its numbers apart from theirs."""
    ke = next(_SERI_BARU)
    return Seri(f"s{ke}", pola, {"kode_pd": f"U{ke}"}, **lain)  # type: ignore[arg-type]


BUAT: dict[str, Callable[[], Seri]] = {
    "tolak": lambda: seri_baru("B/{urut}/{kode_pd}"),
    "tolak-tahun": lambda: seri_baru("B/{urut}/{kode_pd}/{tahun}"),
    "sisipan": lambda: seri_baru("B/{urut}/{kode_pd}{sisipan}", mundur="sisipan"),
    "tidak": lambda: seri_baru("B/{urut}/{kode_pd}", reset="tidak"),
}


@pytest.mark.parametrize("macam", BUAT)
@settings(max_examples=25, deadline=None)
@given(langkah=st.lists(LANGKAH, min_size=3, max_size=25))
def test_whatever_happens_numbers_are_unique_and_every_missing_one_is_explained(
    bersama: Ledger, macam: str, langkah: list[Langkah]
) -> None:
    seri = BUAT[macam]()
    with bersama.tulis("Penguji") as tx:
        tx.terapkan_seri([seri])
    surat: list[Naskah] = []
    for satu in langkah:
        jalankan(bersama, seri, satu, surat)
    periksa(bersama, seri, surat)


@settings(max_examples=40, deadline=None)
@given(hari=st.lists(HARI, min_size=1, max_size=25))
def test_allocated_numbers_run_in_the_order_of_their_dates_and_none_is_refused_by_sisipan(
    bersama: Ledger, hari: list[date]
) -> None:
    seri = seri_baru("B/{urut}/{kode_pd}{sisipan}", mundur="sisipan", reset="tidak")
    hari = [min(hari), *hari]  # the first letter gives the others something to stand behind
    with bersama.tulis("Penguji") as tx:
        tx.terapkan_seri([seri])
        nomor: list[Nomor] = []
        for satu in hari:
            nomor.append(tx.alokasi(seri.id, satu))
            simpan_bernomor(tx, nomor[-1])
    utama = [n for n in nomor if not n.sisipan]
    assert [n.urut for n in utama] == list(range(1, len(utama) + 1))
    assert [n.tanggal for n in utama] == sorted(n.tanggal for n in utama)
    for sisip in (n for n in nomor if n.sisipan):
        assert utama[sisip.urut - 1].tanggal <= sisip.tanggal < utama[sisip.urut].tanggal


@settings(max_examples=30, deadline=None)
@given(hari=st.lists(st.tuples(HARI, st.integers(0, 3)), min_size=1, max_size=15))
def test_under_tolak_exactly_the_letters_before_the_last_that_is_not_void_are_refused(
    bersama: Ledger, hari: list[tuple[date, int]]
) -> None:
    seri = seri_baru("B/{urut}/{kode_pd}", reset="tidak")
    with bersama.tulis("Penguji") as tx:
        tx.terapkan_seri([seri])
    berlaku: list[Naskah] = []
    urut = 0
    for satu, batal in hari:
        with bersama.tulis("Penguji") as tx:
            if not batal and berlaku:
                tx.batal(berlaku.pop(satu.day % len(berlaku)).id, "salah")
            if berlaku and satu < berlaku[-1].hari:
                with pytest.raises(NomorDitolak):
                    tx.alokasi(seri.id, satu)
                continue
            urut += 1
            berlaku.append(simpan_bernomor(tx, tx.alokasi(seri.id, satu)))
            assert berlaku[-1].urut == urut


@settings(max_examples=40, deadline=None)
@given(langkah=st.lists(st.tuples(HARI, st.integers(0, 3)), min_size=1, max_size=25))
def test_under_sisipan_the_letters_that_are_not_void_stand_in_the_order_of_their_dates(
    bersama: Ledger, langkah: list[tuple[date, int]]
) -> None:
    seri = seri_baru("B/{urut}/{kode_pd}{sisipan}", mundur="sisipan", reset="tidak")
    surat: list[Naskah] = []
    with bersama.tulis("Penguji") as tx:
        tx.terapkan_seri([seri])
        surat.append(simpan_bernomor(tx, tx.alokasi(seri.id, AWAL)))
        for hari, batal in langkah:
            if not batal and len(surat) > 1:
                tx.batal(surat.pop(1 + hari.day % (len(surat) - 1)).id, "salah")
            surat.append(simpan_bernomor(tx, tx.alokasi(seri.id, hari)))
    menurut: dict[int, list[date]] = {}
    for satu in surat:
        menurut.setdefault(satu.urut, []).append(satu.hari)
    kelompok = [menurut[urut] for urut in sorted(menurut)]
    for depan, belakang in itertools.pairwise(kelompok):
        assert max(depan) <= min(belakang)
