"""The way of a letter so far, from its events: when, who, what, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah import jabatan
from registers.dasar.isian import Nilai
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.tatanan import Tatanan
    from registers.ledger import Peristiwa

Isi = Mapping[str, Nilai]


@dataclass(frozen=True)
class Jejak:
    """One thing that happened.

    Attributes:
        waktu: when, in the office's zone.
        siapa: who recorded it.
        apa: what it was, in Indonesian.
    """

    waktu: datetime
    siapa: str
    apa: str


def jejak(kantor: Kantor, peristiwa: Sequence[Peristiwa]) -> list[Jejak]:
    """The events as people read them, oldest first."""
    zona = ZoneInfo(kantor.tatanan.zona_waktu)
    return [
        Jejak(datetime.fromisoformat(p.waktu).astimezone(zona), p.pelaku, _kata(kantor.tatanan, p))
        for p in peristiwa
    ]


def pukul(saat: datetime) -> str:
    """A moment as people write it: "23 November 2026 pukul 10.00"."""
    return f"{tanggal_panjang(saat.date())} pukul {saat:%H.%M}"


def pukul_kantor(kantor: Kantor, saat: str) -> str:
    """A moment of the ledger (UTC, ISO 8601) as the office's clocks showed it."""
    return pukul(datetime.fromisoformat(saat).astimezone(ZoneInfo(kantor.tatanan.zona_waktu)))


def _kata(tatanan: Tatanan, p: Peristiwa) -> str:
    menurut = _KATA.get(p.jenis)
    return menurut(tatanan, p.isi) if menurut else p.jenis


def _masuk(tatanan: Tatanan, isi: Isi) -> str:
    return f"diterima dari {isi.get('dari', '-')}, nomor agenda {isi.get('agenda', '-')}"


def _ubah_masuk(tatanan: Tatanan, isi: Isi) -> str:
    return f"catatan dikoreksi: {', '.join(isi)}"


def _arahan(tatanan: Tatanan, isi: Isi) -> str:
    dulu = f", semula {isi['lama']}" if isi.get("lama") else ""
    return f"diarahkan {isi.get('kode', '')} kepada {isi.get('pengolah', '-')}{dulu}"


def _pos(tatanan: Tatanan, isi: Isi, kunci: str) -> str:
    orang = str(isi.get(f"{kunci}_pejabat") or "")
    return jabatan.sebutan(tatanan, str(isi.get(kunci) or "-")) + (f" ({orang})" if orang else "")


def _disposisi(tatanan: Tatanan, isi: Isi) -> str:
    batas = f", batas {tanggal_panjang(date.fromisoformat(isi['batas']))}" if isi.get("batas") else ""
    dari, kepada = _pos(tatanan, isi, "dari"), _pos(tatanan, isi, "kepada")
    return f"disposisi {isi.get('cabang', '')}: {dari} kepada {kepada}: {isi.get('instruksi', '')}{batas}"


def _terima(tatanan: Tatanan, isi: Isi) -> str:
    return f"disposisi {isi.get('cabang', '')} diterima {_pos(tatanan, isi, 'kepada')}"


def _tindak(tatanan: Tatanan, isi: Isi) -> str:
    akhir = "selesai" if isi.get("selesai") else "dijawab"
    jawaban = f": {isi['jawaban']}" if isi.get("jawaban") else ""
    if not isi.get("cabang"):
        return f"ditindaklanjuti{jawaban}"
    return f"disposisi {isi.get('cabang', '')} {akhir} oleh {_pos(tatanan, isi, 'kepada')}{jawaban}"


def _tarik(tatanan: Tatanan, isi: Isi) -> str:
    return f"disposisi {isi.get('cabang', '')} ditarik: {isi.get('alasan', '-')}"


def _kirim(tatanan: Tatanan, isi: Isi) -> str:
    cara = f" lewat {isi['cara']}" if isi.get("cara") else ""
    penerima = f", diterima {isi['penerima']}" if isi.get("penerima") else ""
    return f"dikirim kepada {isi.get('kepada', '-')}{cara}{penerima}"


def _terbit(tatanan: Tatanan, isi: Isi) -> str:
    return f"terbit dengan nomor {isi.get('nomor', '-')}"


def _catat(tatanan: Tatanan, isi: Isi) -> str:
    return f"dicatat dengan nomor {isi.get('nomor', '-')}"


def _beralasan(kata: str) -> Callable[[Tatanan, Isi], str]:
    return lambda _, isi: f"{kata}: {isi['alasan']}" if isi.get("alasan") else kata


def _tetap(kata: str) -> Callable[[Tatanan, Isi], str]:
    return lambda _tatanan, _isi: kata


_KATA: Mapping[str, Callable[[Tatanan, Isi], str]] = {
    "masuk": _masuk,
    "ubah-masuk": _ubah_masuk,
    "arahan": _arahan,
    "disposisi": _disposisi,
    "terima": _terima,
    "tindak": _tindak,
    "tarik": _tarik,
    "kirim": _kirim,
    "terbit": _terbit,
    "catat": _catat,
    "ralat": _beralasan("diralat"),
    "batal": _beralasan("dibatalkan"),
    "cetak": _tetap("berkas dicetak lewat antrean"),
    "pdf": _tetap("PDF dibuat"),
    "lampir": _tetap("pindaian dilampirkan"),
    "selesai": _tetap("surat selesai"),
    "buka": _tetap("dibuka lagi"),
    "arsip": _tetap("disimpan di arsip"),
}
