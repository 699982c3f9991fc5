"""The rows of a merge that became no letter, as a workbook to be corrected and fed back.

Rows whose input was wrong belong to their merge from the beginning, with what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from naskah.massal.hasil import FOLDER
from naskah.massal.laporan import Salah, baris_gagal, uraikan
from naskah.massal.masukan import baca_isi
from naskah.massal.masukan_model import BarisMasukan, Masukan
from registers.dasar import berkas
from registers.dasar.temuan import Temuan
from registers.ledger.pekerjaan import BarisPekerjaan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import Pekerjaan

NAMA = "gagal.xlsx"


def sejak_awal(masukan: Masukan, salah: Mapping[int, Sequence[Temuan]]) -> list[BarisPekerjaan]:
    """The rows with these findings, as the merge keeps them: failed, with the reasons."""
    pesan: dict[int, list[str]] = {}
    for satu in uraikan(masukan, salah):
        pesan.setdefault(satu.baris, []).append(_kata(satu))
    # The values of a file stand in its own copy; only rows of master data have no other place.
    isi = {} if masukan.data else {b.nomor: b.isi for b in masukan.bernomor(salah.keys())}
    return [
        BarisPekerjaan(
            n,
            isi.get(n, {}),
            keadaan="gagal",
            pesan="; ".join(dict.fromkeys(semua)),
            temuan=tuple(salah[n]),
        )
        for n, semua in pesan.items()
    ]


def _kata(satu: Salah) -> str:
    t = satu.temuan
    nilai = f" (tertulis: {t.nilai})" if t.nilai else ""
    saran = f" → {t.saran}" if t.saran else ""
    return f"{satu.kolom + ': ' if satu.kolom else ''}{t.pesan}{nilai}{saran}"


def tulis(kantor: Kantor, pekerjaan: Pekerjaan) -> list[str]:
    """Write the workbook of the failed rows beside the other files of a merge; nothing without any.

    Returns:
        Nothing to be told.

    Raises:
        BerkasGagal: it cannot be written.
    """
    if isi := susun(kantor, pekerjaan):
        folder = kantor.folder / FOLDER / pekerjaan.id
        folder.mkdir(parents=True, exist_ok=True)
        berkas.tulis_atomik(folder / NAMA, isi)
    return []


def susun(kantor: Kantor, pekerjaan: Pekerjaan) -> bytes:
    """The rows that failed, laid out like the user's file, marked as its report is; b"" without any."""
    with kantor.ledger.baca() as baca:
        gagal = baca.baris_pekerjaan(pekerjaan.id, ["gagal"])
        data = baca.isi(pekerjaan.masukan) if pekerjaan.masukan and gagal else b""
    if not gagal:
        return b""
    jenis = kantor.katalog.jenis(pekerjaan.jenis)
    temuan = {b.nomor: b.temuan or (Temuan("", b.pesan),) for b in gagal}
    if not data:
        baris = [BarisMasukan(b.nomor, b.isi) for b in gagal]
        return baris_gagal(Masukan(pekerjaan.sumber, baris, b"", jenis), temuan)
    return baris_gagal(baca_isi(pekerjaan.sumber, data, jenis), temuan)
