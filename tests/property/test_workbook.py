"""Whatever rows come, in whatever order: the book says them back, and nothing else in the file moves."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers import workbook
from registers.definisi import muat_buku
from registers.workbook import Perubahan
from registers.workbook.rancang import rancang
from registers.workbook.sel import buka, dari_nilai, lolos

AGENDA = muat_buku()["agenda-surat-keluar"]
KOSONG = rancang(AGENDA, 2026, ["DINAS CONTOH"])
TEKS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\t\n", exclude_characters="\ufffe\uffff"
    ),
    max_size=40,
)
NILAI = st.fixed_dictionaries(
    {
        "urutan": st.one_of(st.integers(1, 10**9).map(str), TEKS),
        "tanggal": st.one_of(st.dates(date(1900, 3, 1), date(9999, 12, 31)).map(date.isoformat), TEKS),
        "nomor": TEKS,
        "hal": TEKS,
        "kepada": TEKS,
        "status": st.sampled_from(["terbit", "batal"]),
    }
)


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, str]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


BARIS = st.builds(Baris, st.sampled_from([f"N{n}" for n in range(8)]), NILAI)
KELOMPOK = st.lists(st.lists(BARIS, max_size=4), max_size=4)


def mestinya(baris: Baris) -> dict[str, object]:
    hasil: dict[str, object] = {}
    for kunci, nilai in baris.nilai.items():
        sel = dari_nilai(
            nilai, {"urutan": "bilangan", "tanggal": "tanggal"}.get(kunci, "teks"), sejak_1904=False
        )
        if sel.angka:
            hasil[kunci] = date.fromisoformat(nilai) if kunci == "tanggal" else float(sel.teks)
        elif sel.teks:
            hasil[kunci] = sel.teks
    return hasil


def lain(data: Path) -> list[tuple[str, bytes]]:
    with ZipFile(data) as arsip:
        return [(n, arsip.read(n)) for n in arsip.namelist() if not n.startswith("xl/worksheets/")]


@given(TEKS)
def test_any_text_survives_the_xml(teks: str) -> None:
    assert buka(lolos(teks)) == teks


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KELOMPOK)
def test_rows_written_in_any_batches_are_read_back_and_the_rest_stays(kelompok: list[list[Baris]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "buku.xlsx")
        path.write_bytes(KOSONG)
        sebelum = lain(path)
        for urut, batch in enumerate(kelompok):
            workbook.terapkan(path, AGENDA, batch, (urut, str(urut)))
        akhir = {b.kunci: b for batch in kelompok for b in batch}
        isi = workbook.baca(path, AGENDA)
        assert [b.kunci for b in isi.baris] == list(akhir)
        assert {b.kunci: dict(b.nilai) for b in isi.baris} == {k: mestinya(b) for k, b in akhir.items()}
        assert workbook.banding(path, AGENDA, list(akhir.values()), sel=True) == []
        assert lain(path) == sebelum


@settings(max_examples=30, deadline=None)
@given(st.lists(BARIS, min_size=1, max_size=6))
def test_a_second_write_of_the_same_rows_changes_nothing(baris: list[Baris]) -> None:
    sekali, _ = workbook.sunting(KOSONG, "buku.xlsx", AGENDA, Perubahan(baris), (1, "a"))
    dua_kali, ringkasan = workbook.sunting(sekali, "buku.xlsx", AGENDA, Perubahan(baris), (1, "a"))
    assert dua_kali is sekali
    assert ringkasan.ditambah == ringkasan.diubah == 0
