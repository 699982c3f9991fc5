"""Reports of imports: each import has its own, even of two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from naskah import impor_laporan
from naskah.impor import Pilihan, rencanakan
from naskah.kantor import Kantor
from tests.bahan.agenda_lama import KEPALA_MASUK, masuk
from tests.bahan.lembar import tulis


def test_imports_at_the_same_moment_take_different_names_for_their_reports(
    kantor: Kantor, tmp_path: Path
) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "salah")]})
    rencana, data = rencanakan(kantor, path, Pilihan()).rencana, path.read_bytes()
    with ThreadPoolExecutor(6) as kelompok:
        semua = list(kelompok.map(lambda _: impor_laporan.tulis(path, data, rencana, None), range(6)))
    assert len({satu.name for satu in semua}) == 6
    assert all(satu.stat().st_size > 1000 for satu in semua)
