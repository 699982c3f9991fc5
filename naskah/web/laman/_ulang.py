"""What pages with forms share: one shown again, findings as people read them, one request sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from registers.dasar.galat import DataTidakSah, NaskahError, NilaiSalah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.web.minta import Minta

# The command line names its options; a page names its fields.
_SEBUTAN: Mapping[str, str] = {
    "--kode": "P atau B",
    "--unit": "Unit pengolah",
    "--instruksi": "Petunjuk",
    "--alasan": "Alasan",
    "--jawaban": "Yang sudah dilakukan",
    "--diterima": "Tanggal diterima",
    "--tanggal": "Tanggal",
    "--klas": "Kode klasifikasi",
}


@dataclass(frozen=True)
class Ulang:
    """A form that was refused: shown again with what was typed.

    Attributes:
        formulir: which of the forms of the page.
        galat: why.
        isian: what was typed.
    """

    formulir: str
    galat: NaskahError
    isian: Sequence[tuple[str, str]]

    @property
    def temuan(self) -> tuple[Temuan, ...]:
        """The findings, each at the label of its field."""
        return tuple(replace(t, tempat=sebutan(t.tempat)) for t in self.galat.temuan)


def sebutan(tempat: str) -> str:
    """The label of a field that the command line has as an option."""
    return _SEBUTAN.get(tempat) or (tempat[2:].capitalize() if tempat.startswith("--") else tempat)


def pengisi(ulang: Ulang | None) -> Callable[..., str]:
    """What a form shows in a field: what was typed into it when it was refused, else its default."""

    def isi(formulir: str, nama: str, bawaan: str = "") -> str:
        if ulang is None or ulang.formulir != formulir:
            return bawaan
        return next((v for k, v in ulang.isian if k == nama), "")

    return isi


def terpilih(ulang: Ulang | None) -> Callable[[str, str, str], bool]:
    """Whether a box was ticked in a form that was refused."""

    def ada(formulir: str, nama: str, nilai: str) -> bool:
        return ulang is not None and ulang.formulir == formulir and (nama, nilai) in ulang.isian

    return ada


def tanggal(m: Minta, nama: str, label: str) -> date | None:
    """A date as people write it; None where nothing was typed.

    Raises:
        DataTidakSah: it is none.
    """
    teks = m.satu(nama).strip()
    if not teks:
        return None
    try:
        return date.fromisoformat(semua()["tanggal"].baca(teks, Isian(nama, "tanggal"), TanpaAcuan()))
    except NilaiSalah as galat:
        raise DataTidakSah(
            "Tanggalnya belum benar.", [Temuan(label, galat.pesan, galat.saran, teks)]
        ) from galat


def id_permintaan(m: Minta) -> str:
    """The same form sent twice is one request; the same page with other content is another."""
    isi = repr([p for p in m.isian if not p[0].startswith("_")])
    return f"web-{m.satu('_permintaan')[:32]}-{hashlib.sha256(isi.encode()).hexdigest()[:16]}"
