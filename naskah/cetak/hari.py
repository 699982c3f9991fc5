"""The page "hari ini": what is late, due and waiting, under each post and who holds it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from naskah import hari_ini
from naskah.cetak.lembar import teks
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor


def susun_hari(kantor: Kantor, untuk: str = "") -> tuple[dict[str, object], int]:
    """What the template sees besides what every page sees, and how many things there are to do.

    Args:
        kantor: the open office.
        untuk: only of this post, unit or person; "": of everybody.

    Raises:
        DataTidakSah: `untuk` is nearly, but not quite, a known post.
    """
    try:
        hari = hari_ini.susun(kantor, untuk=untuk)
    except NilaiSalah as galat:
        raise DataTidakSah(
            "Jabatan itu tidak dikenal.", [Temuan("hari-ini", galat.pesan, galat.saran, untuk)]
        ) from galat
    jumlah = Counter(k.keadaan for k in hari.kerja)
    isi: dict[str, object] = {
        "untuk": ", ".join(hari.untuk),
        "ringkasan": [{"keadaan": k, "jumlah": jumlah[k]} for k in hari_ini.URUTAN],
        "bagian": [
            {
                "judul": pos or "Belum ditentukan",
                "orang": kerja[0].orang,
                "baris": [_baris(no, satu) for no, satu in enumerate(kerja, start=1)],
            }
            for pos, kerja in hari.menurut_pos().items()
        ],
        "catatan": _catatan(hari),
    }
    return isi, len(hari.kerja)


def _baris(no: int, satu: hari_ini.Kerja) -> dict[str, object]:
    return {
        "no": no,
        "keadaan": satu.keadaan,
        "id": satu.id,
        "apa": satu.apa,
        "hal": satu.hal,
        "batas": _tanggal(satu.batas),
        "sejak": _tanggal(satu.sejak),
    }


def _tanggal(hari: date | None) -> str:
    return teks(hari.isoformat()) if hari else ""


def _catatan(hari: hari_ini.HariIni) -> list[str]:
    hasil: list[str] = []
    if hari.belum_dikirim:
        hasil.append(f"{hari.belum_dikirim} surat keluar tahun ini belum dicatat pengirimannya.")
    if hari.buku_menunggu:
        hasil.append(f"Buku yang menunggu ditulis: {', '.join(hari.buku_menunggu)}.")
    return hasil
