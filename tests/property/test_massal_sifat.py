"""Whatever people type into an input workbook is what reading gives, and reports lose nothing of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from naskah.catalog import Katalog, folder_templat
from naskah.massal.laporan import baris_gagal, laporan_salah
from naskah.massal.masukan import Masukan, baca
from naskah.massal.masukan_model import BarisMasukan
from naskah.massal.templat_masukan import dari_baris
from registers.dasar.temuan import Temuan

JENIS = Katalog.buka([folder_templat()]).jenis("spt")
_HURUF = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp", "Co"])
TEKS = st.one_of(
    st.text(st.one_of(_HURUF, st.just("\n"), st.sampled_from("\"'=+-@&<>;,_x0041")), min_size=1, max_size=40),
    st.sampled_from(
        ["=1+1", "+62", "-", "@a", "0012", '"kutip"', "baris\nbaris", "_x0041_", "]]>", "1e5", "TRUE", "#x"]
    ),
).filter(lambda s: s.strip() and s.strip() not in {"#N/A"})
TANGGAL = st.dates(date(1950, 1, 1), date(2150, 1, 1))
ORANG = st.fixed_dictionaries({"pegawai": TEKS}, optional={"tingkat_biaya": TEKS})
ISI = st.fixed_dictionaries(
    {"maksud": TEKS, "kode_rekening": TEKS},
    optional={
        "tempat_tujuan": TEKS,
        "tanggal_berangkat": st.one_of(TANGGAL, TEKS),
        "pegawai": st.lists(ORANG, min_size=1, max_size=3),
    },
)


def kembali(data: bytes) -> Masukan:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "isian.xlsx"
        path.write_bytes(data)
        return baca(path, JENIS)


def isi(masukan: Masukan) -> list[dict[str, Any]]:
    return [dict(b.isi) for b in masukan.baris]


@settings(max_examples=30, deadline=None)
@given(st.lists(ISI, min_size=1, max_size=4))
def test_values_come_back_from_the_workbook_as_they_were_written(semua: list[dict[str, Any]]) -> None:
    asal = Masukan("isian.json", [BarisMasukan(ke, satu) for ke, satu in enumerate(semua, 1)], b"", JENIS)
    buku = dari_baris(asal)
    hasil = kembali(buku.data)
    assert isi(hasil) == semua
    assert [b.nomor for b in hasil.baris] == [b.nomor for b in buku.baris]
    for sendiri, dibaca in zip(buku.baris, hasil.baris, strict=True):
        assert sendiri.sel.items() <= dibaca.sel.items()


@settings(max_examples=20, deadline=None)
@given(st.lists(ISI, min_size=1, max_size=4), st.data())
def test_reports_lose_nothing_and_failed_rows_are_exactly_those_that_failed(
    semua: list[dict[str, Any]], data: st.DataObject
) -> None:
    asal = Masukan("isian.json", [BarisMasukan(ke, satu) for ke, satu in enumerate(semua, 1)], b"", JENIS)
    masukan = kembali(dari_baris(asal).data)
    salah = data.draw(st.sets(st.sampled_from([b.nomor for b in masukan.baris]), min_size=1))
    pesan = data.draw(TEKS)
    temuan = {n: [Temuan("maksud", pesan), Temuan("pegawai[1].pegawai", pesan)] for n in salah}
    assert isi(kembali(laporan_salah(masukan, temuan))) == semua
    gagal = [satu for b, satu in zip(masukan.baris, semua, strict=True) if b.nomor in salah]
    assert isi(kembali(baris_gagal(masukan, temuan))) == gagal
