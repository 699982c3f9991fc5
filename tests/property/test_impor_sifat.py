"""Whatever an agenda holds and however it is spelled, its rows come out as they were meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from naskah import impor_baca, impor_isi, impor_judul, lembar
from naskah.impor_nomor import letak_urut, melompat
from naskah.impor_rencana import kunci_baris
from registers.dasar.waktu import BULAN, HARI
from registers.definisi import muat_buku
from tests.bahan.lembar import tulis

BUKU = muat_buku()["agenda-surat-masuk"]
KINI = date(2026, 12, 31)
NOL = date(1899, 12, 30)
EJAAN = (
    lambda t: f"{t.day} {BULAN[t.month - 1]} {t.year}",
    lambda t: f"{t.day} {BULAN[t.month - 1][:3]} {t.year}",
    lambda t: f"{HARI[t.weekday()]}, {t.day} {BULAN[t.month - 1]} {t.year}",
    lambda t: f"{t.day:02}/{t.month:02}/{t.year % 100:02}",
    lambda t: f" {t.day}-{t.month}-{t.year} ",
    lambda t: f"{t.day:02}.{t.month:02}.{t.year}",
    lambda t: f"{t.day}/{t.month}",
    lambda t: t,
    lambda t: datetime(t.year, t.month, t.day, tzinfo=UTC).replace(tzinfo=None),
    lambda t: (t - NOL).days,
    lambda t: float((t - NOL).days),
)
JUDUL = {
    "urutan": ("No", "No.", "No. Urut", "Nomor Agenda"),
    "tanggal_terima": ("Tgl Terima", "Tanggal Diterima", "Diterima Tgl."),
    "dari": ("Dari", "Pengirim", "Asal Surat"),
    "nomor": ("No. Surat", "Nomor Surat"),
    "tanggal": ("Tgl. Surat", "Tanggal Surat"),
    "hal": ("Perihal", "Isi Ringkas", "HAL"),
}
HURUF = st.text(st.sampled_from("abcdefghij ABCDE.,'()/&-12345=+@"), min_size=1, max_size=40)
TEKS = HURUF.map(lambda t: " ".join(t.split())).filter(
    lambda t: any(c.isalpha() for c in t[1:]) and t[0] != "="
)
HARI_INI = st.integers(0, 364).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@dataclass(frozen=True)
class Surat:
    terima: date
    tanggal: date
    dari: str
    nomor: str
    hal: str


SURAT = st.builds(Surat, HARI_INI, HARI_INI, TEKS, st.integers(1, 999).map(lambda n: f"005/{n}/DC"), TEKS)


@st.composite
def agenda(draw: st.DrawFn) -> tuple[list[Surat], list[list[Any]]]:
    """Letters, and a sheet that says the same in some office's way."""
    surat = draw(st.lists(SURAT, min_size=1, max_size=8))
    urut = draw(st.permutations(list(JUDUL)))
    kepala = [draw(st.sampled_from(JUDUL[k])) for k in urut]
    baris: list[list[Any]] = [["BUKU AGENDA SURAT MASUK"], ["TAHUN 2026"], []]
    baris = baris[: draw(st.integers(1, 3))] if draw(st.booleans()) else [["Surat masuk 2026"]]
    baris += [kepala]
    if draw(st.booleans()):
        baris += [list(range(1, len(urut) + 1))]
    for ke, satu in enumerate(surat, start=1):
        if draw(st.integers(0, 4)) == 0:
            baris += [[], kepala]
        isi = {
            "urutan": draw(st.sampled_from((ke, float(ke), str(ke), f"{ke}."))),
            "tanggal_terima": draw(st.sampled_from(EJAAN))(satu.terima),
            "tanggal": draw(st.sampled_from(EJAAN))(satu.tanggal),
            "dari": satu.dari + draw(st.sampled_from(("", " ", "\u200b", "\u00a0"))),
            "nomor": satu.nomor,
            "hal": satu.hal,
        }
        baris.append([isi[k] for k in urut])
    baris += [[None, "Jumlah", len(surat)]] if draw(st.booleans()) else []
    return surat, baris


@given(agenda())
@settings(max_examples=60, deadline=None)
def test_any_agenda_in_any_spelling_is_read_back_as_the_same_rows(
    isi: tuple[list[Surat], list[list[Any]]],
) -> None:
    surat, baris = isi
    with TemporaryDirectory() as folder:
        path = tulis(Path(folder) / "a.xlsx", {"2026": baris})
        satu = lembar.baca(path.read_bytes(), gabungan=True)[0]
    kepala = impor_judul.temukan(satu)
    assert kepala is not None
    assert impor_judul.tebak_buku(kepala, "") == BUKU.id
    lama = impor_baca.baca(satu, impor_judul.untuk_buku(kepala, BUKU))
    terbaca = [impor_isi.sahkan(BUKU, lama, b, KINI) for b in lama.baris]
    assert [t.temuan for t in terbaca] == [()] * len(surat)
    assert [dict(t.isi) for t in terbaca] == [
        {
            "urutan": ke,
            "tanggal_terima": s.terima.isoformat(),
            "tanggal": s.tanggal.isoformat(),
            "dari": s.dari,
            "nomor": s.nomor,
            "hal": s.hal,
        }
        for ke, s in enumerate(surat, start=1)
    ]


@given(
    st.integers(1, 5000), st.lists(st.sampled_from((1, 1, 1, 2)), min_size=4, max_size=20), st.integers(0, 3)
)
def test_the_running_number_is_found_wherever_it_stands(awal: int, langkah: list[int], letak: int) -> None:
    nomor, urut = [], awal
    for satu in langkah:
        urut += satu
        bagian = ["005", "DINAS", "X"]
        bagian.insert(letak, str(urut))
        nomor.append(("/".join(bagian), None))
    assert letak_urut(nomor) == letak


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=50))
def test_numbers_without_a_wide_gap_are_never_called_slips(nomor: list[int]) -> None:
    rapat = sorted(nomor)
    jauh = melompat(rapat)
    assert len(jauh) * 2 < max(len(rapat), 1) or not jauh
    assert not jauh or min(jauh) - max(n for n in rapat if n not in jauh) > 1000


@given(st.text("0123456789abcdef", min_size=40, max_size=40))
def test_the_key_of_a_row_comes_from_its_request_alone(sidik: str) -> None:
    assert kunci_baris(f"impor-{sidik}") == f"B-{sidik[:16]}"
