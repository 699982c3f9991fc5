"""A merge that was asked for in the browser and not begun yet: kept by content between pages, for a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from naskah.massal.masukan import baca_isi, dari_induk
from naskah.massal.saringan import TANDA
from naskah.web import titipan
from registers.dasar import berkas
from registers.dasar.berkas import nama_aman
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from naskah.kantor import Kantor
    from naskah.massal.masukan import Masukan
    from naskah.web.keamanan.unggahan import Unggahan

SYARAT = 3  # conditions for rows of master data
_HILANG = "Unggahan itu sudah tidak tersimpan."
_LAGI = "Mulai lagi dari Surat massal; belum ada nomor yang diambil."


@dataclass(frozen=True)
class Rencana:
    """What was asked for.

    Attributes:
        jenis: id of the type.
        sumber: name of the file, safe to be one; or the master data ("koperasi").
        permintaan: random; a request that is sent twice begins one merge.
        berkas: key of the file that was uploaded; "" for master data.
        saring: conditions for rows of master data.
        tanggal: the letters' date; None: the day each is issued.
        umum: what all rows have in common, as typed.
        pdf: whether PDFs are made.
        gabung: whether all of them also become one file.
        bolak_balik: whether each letter begins on a new sheet there.
        antre: whether workers of the queue make them, not this server.
    """

    jenis: str
    sumber: str
    permintaan: str
    berkas: str = ""
    saring: tuple[str, ...] = ()
    tanggal: date | None = None
    umum: dict[str, Any] = field(default_factory=dict[str, Any])
    pdf: bool = False
    gabung: bool = False
    bolak_balik: bool = False
    antre: bool = False

    def hari(self, kantor: Kantor) -> date:
        """The day its rows are checked for."""
        return self.tanggal or kantor.hari_ini()

    def pilihan(self) -> dict[str, Any]:
        """How it is to be done, as the merge keeps it."""
        return {
            "pdf": self.pdf or self.gabung,
            "gabung": self.gabung,
            "bolak_balik": self.bolak_balik,
            "antre": self.antre,
            "permintaan": self.permintaan,
        }


_BENTUK = TypeAdapter(Rencana)


def simpan(kantor: Kantor, rencana: Rencana) -> str:
    """Keep it; the key to find it by."""
    return titipan.simpan(kantor.folder, _BENTUK.dump_json(rencana), kantor.clock.now())


def buka(kantor: Kantor, kunci: str) -> Rencana:
    """What was kept.

    Raises:
        TidakDitemukan: it is not kept any more, or never was.
    """
    path = titipan.letak(kantor.folder, kunci)
    try:
        return _BENTUK.validate_json(berkas.baca(path) if path else b"")
    except ValidationError as galat:
        raise TidakDitemukan(_HILANG, _LAGI) from galat


def masukan(kantor: Kantor, rencana: Rencana) -> Masukan:
    """Its rows.

    Raises:
        TidakDitemukan: the file is not kept any more; no such type or master data.
        DataTidakSah: no file we read; everything wrong with it at once.
    """
    jenis = kantor.katalog.jenis(rencana.jenis)
    if not rencana.berkas:
        return dari_induk(kantor, jenis, rencana.sumber, rencana.saring, rencana.umum)
    path = titipan.letak(kantor.folder, rencana.berkas)
    if path is None:
        raise TidakDitemukan(_HILANG, _LAGI)
    return baca_isi(_aman(rencana.sumber), berkas.baca(path), jenis, umum=rencana.umum.keys())


def terima(kantor: Kantor, kiriman: Unggahan) -> tuple[str, str]:
    """Keep an uploaded file: a name for it that is no path, and its key.

    Raises:
        DataTidakSah: it is another kind of file, or empty.
    """
    data = kiriman.wajib(".xlsx", ".csv", ".json")
    akhiran = kiriman.akhiran
    if akhiran == ".csv" and kiriman.nama.lower().endswith(".json"):
        akhiran = ".json"
    nama = PurePosixPath(kiriman.nama.replace("\\", "/")).stem
    return _aman(f"{nama}{akhiran}"), titipan.simpan(kantor.folder, data, kantor.clock.now())


def syarat(kolom: Sequence[str], tanda: Sequence[str], nilai: Sequence[str]) -> tuple[str, ...]:
    """The conditions as the command line writes them; those without a column are none."""
    semua = zip_longest(kolom, tanda, nilai, fillvalue="")
    return tuple(f"{k.strip()}{t if t in TANDA else '='}{n.strip()}" for k, t, n in semua if k.strip())[
        :SYARAT
    ]


def tanpa_berkas() -> DataTidakSah:
    """Nothing was chosen."""
    temuan = Temuan("Berkas isian", "belum dipilih", "pilih .xlsx, .csv, atau .json")
    return DataTidakSah("Belum ada berkas.", [temuan])


def _aman(nama: str) -> str:
    bersih = PurePosixPath(nama)
    return f"{nama_aman(bersih.stem)}{bersih.suffix.lower()}"
