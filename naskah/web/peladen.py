"""What lives as long as the server: office, keys, pages, the warm LibreOffice."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from naskah import jabatan
from naskah.riwayat import pukul
from naskah.web import kata, rute
from naskah.web.kabar import Pesan
from naskah.web.kantor_web import SIMPANAN, KantorWeb
from naskah.web.keamanan import csrf, sesi, tautan
from naskah.web.keamanan.kunci import kunci
from naskah.web.keamanan.pembatas import Pembatas
from naskah.web.pemeriksa import Pemeriksa
from naskah.web.penggarap import Penggarap
from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import Clock, tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor

FOLDER = Path(__file__).resolve().parent


@dataclass
class Peladen:
    """The running server.

    Args:
        folder: the office.
        lokal: one PC, without accounts; else a server for the office.
        tls: whether people reach it by https.
        clock: where moments come from; None is the system's.
        nama_host: further names it goes by.
    """

    folder: Path
    lokal: bool = True
    tls: bool = False
    clock: Clock | None = None
    nama_host: tuple[str, ...] = ()
    kantor: KantorWeb = field(init=False)
    html: Environment = field(init=False)
    pratinjau: Pratinjau = field(default_factory=Pratinjau)
    penggarap: Penggarap = field(default_factory=Penggarap)
    pemeriksa: Pemeriksa = field(default_factory=Pemeriksa)

    def __post_init__(self) -> None:
        self.kantor = KantorWeb(self.folder, self.clock)
        rahasia = kunci(self.folder / SIMPANAN)
        self.csrf = csrf.Csrf(rahasia)
        self.kuki = sesi.Kuki(rahasia, aman=self.tls)
        self.tautan = tautan.Tautan(rahasia)
        self.pesan = Pesan(rahasia, aman=self.tls)
        self.pembatas = Pembatas(time.monotonic)
        self.html = _lingkungan(self.kantor)
        mesin = socket.gethostname().lower()
        sendiri = () if self.lokal else (mesin, f"{mesin}.local")
        self.host = frozenset({"localhost", *sendiri, *(n.lower() for n in self.nama_host)})

    def tutup(self) -> None:
        """End what runs beside it."""
        self.pemeriksa.tutup()
        self.penggarap.tutup()
        self.pratinjau.tutup()
        self.kantor.tutup()


def _lingkungan(kantor: KantorWeb) -> Environment:
    html = Environment(
        loader=FileSystemLoader(FOLDER / "halaman"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    html.filters["tanggal"] = _tanggal
    html.filters["pukul"] = lambda saat: _pukul(saat, kantor)
    html.filters["rupiah"] = _rupiah
    saringan: dict[str, Any] = html.filters
    saringan |= {"layar": kata.layar, "kalimat": kata.kalimat, "tersebut": kata.tersebut, "arti": kata.arti}
    bersama: dict[str, Any] = html.globals
    bersama |= {"terbuka": rute.terbuka, "csrf": _csrf}  # {{ csrf(csrf_token) }}
    bersama |= {"cetakan_buku": _cetakan_buku, "sebutan": jabatan.sebutan}
    return html


def _cetakan_buku(kantor: Kantor, buku: str) -> bool:
    """Whether papers are printed from rows of this book."""
    from naskah import cetak

    return any(buku in c.tata.buku for c in cetak.semua(kantor))


def _csrf(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.NAMA, token)


def _tanggal(nilai: Any) -> str:
    if not nilai:
        return ""
    return tanggal_panjang(nilai if isinstance(nilai, date) else date.fromisoformat(str(nilai)[:10]))


def _pukul(nilai: Any, kantor: KantorWeb) -> str:
    if not nilai:
        return ""
    saat = nilai if isinstance(nilai, datetime) else datetime.fromisoformat(str(nilai))
    return pukul(saat.astimezone(ZoneInfo(kantor.zona)))


def _rupiah(nilai: Decimal | None) -> str:
    from naskah.hitung._uang import rp

    return "–" if nilai is None else rp(nilai)
