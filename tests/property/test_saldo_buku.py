"""Whatever is added and edited, in whatever order: saldo = Σ masuk − Σ keluar, row by row."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naskah.hitung_buku._tutup_kas import PEMBACA, tutup_kas
from registers import hitungan
from registers.entri import kunci_baru, masukkan_satu
from registers.isian_buku import sahkan
from tests.bahan.bendahara import ARUS, BUKU, Meja_, pastikan_saldo, saldo_seharusnya
from tests.bahan.bendahara import hitungan as semua_hitungan
from tests.bahan.sinkron import AWAL, TAHUN, buka_ledger

HARI = st.dates(date(TAHUN, 1, 1), date(TAHUN, 12, 31))
UANG = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)
ANEH = st.sampled_from(["", "gratis", "-5", "1.2.3"])
LANGKAH = st.one_of(
    st.tuples(st.just("tambah"), HARI, st.booleans(), UANG),
    st.tuples(st.just("ubah"), st.integers(0, 30), st.booleans(), st.one_of(UANG.map(str), ANEH)),
    st.tuples(st.just("pindah"), st.integers(0, 30), st.one_of(HARI.map(str), st.just("lusa"))),
)


@contextmanager
def meja(id_buku: str) -> Generator[Meja_]:
    """One book of an office that is gone afterwards."""
    akar = Path(tempfile.mkdtemp(prefix="naskah-saldo-"))
    satu = Meja_(buka_ledger(akar / "naskah.db"), akar, BUKU[id_buku])
    try:
        yield satu
    finally:
        satu.ledger.tutup()
        shutil.rmtree(akar)


def sebagai_baris(id_buku: str, hari: date, keluar: bool, jumlah: Decimal) -> dict[str, Any]:
    """A row of that book with an amount, deposited or not."""
    isi = {"tanggal": hari, "uraian": "Contoh"}
    if id_buku == "bku-pengeluaran":
        return {**isi, "pengeluaran" if keluar else "penerimaan": jumlah}
    setor = {"tanggal_setor": hari, "disetor": jumlah} if keluar else {}
    if id_buku == "bku-penerimaan":
        return {**isi, "jumlah": jumlah, **setor, **({"nomor_sts": "1"} if keluar else {})}
    setor |= {"ntpn": "A1" * 8} if keluar else {}
    return {**isi, "jenis_pajak": "PPN", "dasar": jumlah, "dipotong": jumlah, **setor}


def kerjakan(meja: Meja_, langkah: tuple[Any, ...]) -> None:
    """One step in the ledger, with what it makes of the computed columns."""
    buku = meja.buku
    with meja.ledger.tulis("penguji") as tx:
        semua = tx.semua_baris(buku.id, TAHUN)
        if langkah[0] == "tambah":
            isi = sahkan(buku, sebagai_baris(buku.id, *langkah[1:]))
            masukkan_satu(tx, buku, TAHUN, isi, kunci_baru(), {})
        elif baris := list(semua):
            satu = baris[langkah[1] % len(baris)]
            kolom = "tanggal" if langkah[0] == "pindah" else ARUS[buku.id][langkah[2]]
            orang = {k: v for k, v in {**satu.orang, kolom: langkah[-1]}.items() if v}
            peristiwa = tx.catat("ubah-sel", "", {})
            tx.bukukan(buku.id, TAHUN, satu.kunci, satu.nilai, peristiwa.urut, orang=orang)
        lama = {b.kunci: b.nilai for b in tx.semua_baris(buku.id, TAHUN)}
        basi = hitungan.basi(tx, buku, TAHUN, semua_hitungan(), None)
        hitungan.bukukan(tx, buku, TAHUN, basi)
        assert hitungan.basi(tx, buku, TAHUN, semua_hitungan(), None) == {}
    terhitung = [k.kunci for k in buku.kolom if k.hitung]
    for kunci, baru in basi.items():
        assert any(baru.get(k) != lama[kunci].get(k) for k in terhitung)


@pytest.mark.parametrize("id_buku", ARUS)
@settings(max_examples=25, deadline=None)
@given(semua=st.lists(LANGKAH, max_size=25))
def test_the_balance_adds_up_after_every_step(id_buku: str, semua: list[tuple[Any, ...]]) -> None:
    with meja(id_buku) as satu:
        for langkah in semua:
            kerjakan(satu, langkah)
            tampak = {int(b["urutan"]): Decimal(b["saldo"]) for b in satu.tampak()}
            assert tampak == saldo_seharusnya(satu)


@settings(max_examples=8, deadline=None)
@given(semua=st.lists(LANGKAH, min_size=1, max_size=8))
def test_the_sheet_shows_it_whatever_is_typed_there(semua: list[tuple[Any, ...]]) -> None:
    with meja("bku-pengeluaran") as satu:
        satu.sinkron()
        for langkah in semua:
            banyak = len(satu.baris())
            if langkah[0] == "tambah":
                isi = sebagai_baris(satu.buku.id, *langkah[1:])
                assert len(satu.ketik({k: _sel(v) for k, v in isi.items()}).masuk) == 1
            elif banyak:
                kolom = "tanggal" if langkah[0] == "pindah" else ARUS[satu.buku.id][langkah[2]]
                with satu.excel() as lembar:
                    satu.tulis(lembar, AWAL + langkah[1] % banyak, **{kolom: langkah[-1] or None})
                satu.sinkron()
            pastikan_saldo(satu)


def _sel(nilai: object) -> object:
    return float(nilai) if isinstance(nilai, Decimal) else nilai


@pytest.mark.parametrize("id_buku", ARUS)
@given(semua=st.lists(st.tuples(HARI, st.booleans(), UANG), max_size=30), bulan=st.integers(1, 12))
def test_twelve_closings_are_one_chain(
    id_buku: str, semua: list[tuple[date, bool, Decimal]], bulan: int
) -> None:
    baris = [{k: str(v) for k, v in sebagai_baris(id_buku, *satu).items()} for satu in semua]
    nol = Decimal(0)
    tutup = [
        tutup_kas(baris, PEMBACA[id_buku], (TAHUN, b), kas_tunai=nol, bank=nol).penutupan
        for b in range(1, 13)
    ]
    assert tutup[0].saldo_awal == 0
    assert all(b.saldo_awal == a.saldo for a, b in pairwise(tutup))
    masuk, keluar = ARUS[id_buku]
    assert tutup[-1].saldo == sum((Decimal(b.get(masuk, 0)) - Decimal(b.get(keluar, 0)) for b in baris), nol)
    tunai = tutup[bulan - 1].saldo
    pas = tutup_kas(baris, PEMBACA[id_buku], (TAHUN, bulan), kas_tunai=tunai, bank=nol)
    assert pas.penutupan.selisih == 0
