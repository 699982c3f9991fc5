"""Whatever happens to a book, it is searched as if the index had been built that moment; on both engines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers.ledger import Baca, Ledger
from registers.penelusur_buku import Penelusur
from registers.satu_sel import ubah
from tests.bahan.sinkron import AWAL, MINI, TAHUN, Kantor, buka_ledger, excel, ketik, tulis

KATA = ["rapat", "Édisi", "23-11", "2026-11-23", "1.250,50", "1250.5", "%", "_", "\0", "RAK 1", "ß", ""]
KOLOM = [k.kunci for k in MINI.kolom]
TYPED = {"catatan": KATA, "lokasi": KATA, "biaya": ["1250,5", "gratis"], "janji": ["23-11-2026", "lusa"]}

SEL = st.sampled_from([(kolom, isi) for kolom, semua in TYPED.items() for isi in semua])
LANGKAH = st.tuples(st.sampled_from(["surat", "sel", "lembar", "ketik", "sinkron"]), st.integers(0, 9), SEL)
MINTA = st.fixed_dictionaries(
    {
        "kata": st.lists(st.sampled_from(KATA), max_size=2).map(" ".join),
        "saring": st.dictionaries(st.sampled_from(KOLOM), st.sampled_from(KATA), max_size=2),
        "urut": st.sampled_from(["", *KOLOM]),
        "turun": st.booleans(),
        "lewati": st.integers(0, 3),
    }
)


@pytest.fixture(params=["sqlite", "postgresql"])
def tempat(request: pytest.FixtureRequest) -> Callable[[Path], str | Path]:
    """Where each example's ledger is made."""
    if request.param == "sqlite":
        return lambda akar: akar / "naskah.db"
    baru = request.getfixturevalue("basis_data_baru")
    return lambda _: baru()


def lakukan(kantor: Kantor, apa: str, ke: int, kolom: str, isi: str) -> None:
    """Something of what happens in an office; the sheet may be edited long before it is synced."""
    if apa == "surat":
        kantor.bukukan(f"N-{ke}", hal=f"Rapat {isi}".replace("\0", ""), jumlah=ke, tanggal="2026-11-23")
    elif apa == "sel":
        with kantor.ledger.tulis("penguji") as tx:
            lama = tx.semua_baris("mini", TAHUN)
            baris = lama[ke % len(lama)]
            sel = next(k for k in MINI.kolom if k.kunci == kolom)
            dilihat = str(baris.orang.get(kolom) or baris.nilai.get(kolom) or "")
            ubah(tx, MINI, TAHUN, baris.kunci, kolom=sel, baru=isi, dilihat=dilihat)
    elif apa == "lembar":
        with excel(kantor.path) as lembar:
            tulis(lembar, AWAL + ke % 3, **{kolom: isi.replace("\0", "")})
    elif apa == "ketik":
        ketik(kantor.path, {"hal": f"Ketikan {ke}", kolom: isi.replace("\0", "")})
    else:
        assert kantor.sinkron().menunggu == ""


def pastikan_sama(ledger: Ledger, minta: dict[str, object]) -> None:
    """The kept index and a new one give the same page."""

    def halaman(baca: Baca) -> object:
        return baca.baris_halaman(MINI, TAHUN, batas=3, **minta)  # type: ignore[arg-type]

    with ledger.baca() as baca:
        lama = halaman(baca)
        baca.penelusur = Penelusur()
        assert halaman(baca) == lama


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(langkah=st.lists(st.tuples(LANGKAH, MINTA), min_size=1, max_size=8))
def test_the_kept_index_answers_as_a_new_one(
    tempat: Callable[[Path], str | Path],
    langkah: list[tuple[tuple[str, int, tuple[str, str]], dict[str, object]]],
) -> None:
    akar = Path(tempfile.mkdtemp(prefix="naskah-telusur-"))
    kantor = Kantor(buka_ledger(tempat(akar)), akar / "buku")
    try:
        for ke in range(3):
            kantor.bukukan(f"N-{ke}", lokasi=f"Rak {ke}", jumlah=10 - ke)
        kantor.sinkron()
        for (apa, ke, (kolom, isi)), minta in langkah:
            lakukan(kantor, apa, ke, kolom, isi)
            pastikan_sama(kantor.ledger, minta)
    finally:
        kantor.ledger.tutup()
        shutil.rmtree(akar)
