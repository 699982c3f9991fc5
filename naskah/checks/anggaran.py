"""The budget in data/anggaran.xlsx: every cell can be read, and no account has more than it was given."""

from __future__ import annotations

from naskah import anggaran
from naskah.hitung._sisa_anggaran import lampau_daftar
from naskah.kantor import Kantor
from registers.dasar.galat import BerkasGagal
from registers.dasar.temuan import Temuan

NAMA = f"Anggaran (data/{anggaran.NAMA_BERKAS})"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report damaged cells, and accounts spent or released above their budget; no list, no finding."""
    try:
        daftar = anggaran.baca(kantor.folder / "data")
    except BerkasGagal as galat:
        return [Temuan(f"data/{anggaran.NAMA_BERKAS}", galat.message, galat.hint)]
    return [*daftar.temuan, *lampau_daftar(daftar)] if daftar else []
