"""What tests of merges share: inputs, a run from rows to letters, what an office must look like after it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from naskah import checks
from naskah.catalog import Jenis
from naskah.kantor import Kantor
from naskah.massal import jalan, rampung
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca, baca_isi
from naskah.massal.rampung import Ringkasan
from registers.dasar.galat import DataTidakSah
from tests.bahan.kantor import contoh

JENIS = "surat-undangan"


def undangan(jumlah: int, **ganti: Any) -> list[dict[str, Any]]:
    """Rows of invitations, each to somebody else."""
    return [{**contoh(JENIS), "kepada": f"Ketua Koperasi Contoh {n}", **ganti} for n in range(1, jumlah + 1)]


def berkas(folder: Path, baris: Sequence[dict[str, Any]], nama: str = "data.json") -> Path:
    """The rows as a file."""
    path = folder / nama
    path.write_text(json.dumps(list(baris), default=str), "utf-8")
    return path


def mulai(kantor: Kantor, data: Path, jenis: str = JENIS, **pilihan: Any) -> str:
    """Validate the file and keep the job; returns its id."""
    masukan = baca(data, kantor.katalog.jenis(jenis))
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    assert not telaah.salah
    return jalan.mulai(kantor, masukan, telaah, pilihan=pilihan).id


def lanjut(
    kantor: Kantor, id_: str, *, proses: int = 1, terus: Callable[[], bool] = lambda: True
) -> Ringkasan:
    """Do what is left of it."""
    with kelompok(kantor, proses) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_, terus=terus)
    return rampung.rampungkan(kantor, id_, terus=terus)


def lambat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small chunks with a pause before each, so that a test can come in between."""
    asli = jalan._Jalan.sepotong

    def sepotong(self: jalan._Jalan) -> bool:
        time.sleep(0.4)
        return asli(self)

    monkeypatch.setattr(jalan, "_TERBESAR", 40)
    monkeypatch.setattr(jalan._Jalan, "sepotong", sepotong)


def nomor(kantor: Kantor, id_: str) -> list[tuple[int, int]]:
    """Row and running number of every letter of a merge, in the order of the rows."""
    with kantor.ledger.baca() as baca_:
        return [(b.nomor, baca_.naskah(b.naskah_id).urut) for b in baca_.alur_pekerjaan(id_) if b.naskah_id]


def pastikan_utuh(kantor: Kantor) -> None:
    """Every check of `naskah periksa` is satisfied, every file hashed."""
    hasil = checks.periksa(kantor, menyeluruh=True)
    assert not hasil.rusak, hasil.temuan


def temuan(jenis: Jenis, data: bytes, nama: str = "isian.xlsx") -> list[str]:
    """What an input is refused for."""
    with pytest.raises(DataTidakSah) as galat:
        baca_isi(nama, data, jenis)
    return [str(t) for t in galat.value.temuan]
