"""Serving: a free port, the link, TLS, one server per office."""

from __future__ import annotations

import gc
import ipaddress
import json
import os
import re
import secrets
import signal
import socket
import ssl
import sys
import threading
import urllib.request
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from naskah import arsip
from naskah.web.aplikasi import bangun
from naskah.web.kantor_web import SIMPANAN
from naskah.web.peladen import Peladen
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, KantorSalah, KeadaanDitolak

if TYPE_CHECKING:
    from naskah.kantor import Kantor

PORT = 8474  # tried first, so that an open page finds the server again after a restart
HANGAT = 2.0  # seconds until LibreOffice is warmed up: the first page comes first
_JALAN = "web-jalan.json"
_URL = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}")


@dataclass(frozen=True)
class Cara:
    """How to serve.

    Attributes:
        lan: for the office, with accounts; else only this PC.
        alamat: address to listen on; "" is 127.0.0.1, or every one with `lan`.
        port: 0 takes PORT, or a free one.
        sertifikat: TLS certificate (PEM); with `kunci` its key.
        tanpa_tls: serve a non-loopback address without any TLS: passwords can be read on the way.
        proksi: address of the proxy before us that has TLS; only that one is believed whom it speaks for.
        nama_host: further names people reach it by.
    """

    lan: bool = False
    alamat: str = ""
    port: int = 0
    sertifikat: Path | None = None
    kunci: Path | None = None
    tanpa_tls: bool = False
    proksi: str = ""
    nama_host: tuple[str, ...] = ()

    @property
    def tls(self) -> bool:
        """Whether people reach it by https."""
        return bool(self.sertifikat or self.proksi)


def periksa(cara: Cara) -> str:
    """The address to listen on.

    Raises:
        KeadaanDitolak: passwords would cross the network readable, or what is told does not fit together.
        BerkasGagal: certificate or key cannot be read.
    """
    _periksa_sertifikat(cara)
    if cara.proksi and not _alamat_ip(cara.proksi):
        raise KeadaanDitolak(
            f"{cara.proksi!r} bukan alamat IP.", "Tulis alamat proksi, misalnya --proksi 127.0.0.1."
        )
    if not cara.lan and (cara.sertifikat or cara.tanpa_tls or cara.proksi or cara.nama_host):
        raise KeadaanDitolak("TLS, proksi, dan nama host hanya untuk server kantor.", "Tambahkan --lan.")
    alamat = cara.alamat or ("0.0.0.0" if cara.lan else "127.0.0.1")  # noqa: S104 (only with accounts, and TLS)
    if not cara.lan and not _loopback(alamat):
        raise KeadaanDitolak(f"Tanpa --lan hanya PC ini yang dilayani, bukan {alamat}.", "Tambahkan --lan.")
    if not _loopback(alamat) and not cara.tls and not cara.tanpa_tls:
        raise KeadaanDitolak(
            "Tanpa TLS kata sandi terbaca di jaringan; server tidak dijalankan.",
            "Tulis --sertifikat dan --kunci, atau --proksi IP bila TLS ditangani proksi di depannya. "
            "--tanpa-tls hanya bila jaringannya memang aman.",
        )
    return alamat


def _periksa_sertifikat(cara: Cara) -> None:
    for path in filter(None, (cara.sertifikat, cara.kunci)):
        if not path.is_file():
            raise BerkasGagal(f"{path} tidak ada.", "Tulis letak sertifikat dan kuncinya dengan benar.")
    if bool(cara.sertifikat) != bool(cara.kunci):
        raise KeadaanDitolak(
            "Sertifikat dan kunci harus ditulis bersama.", "--sertifikat BERKAS --kunci BERKAS"
        )
    if cara.sertifikat and cara.kunci:
        try:
            konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            konteks.load_cert_chain(cara.sertifikat, cara.kunci, password="")  # a locked key must not ask
        except (OSError, ValueError) as galat:
            raise BerkasGagal(
                f"{cara.sertifikat} dan {cara.kunci} tidak dapat dipakai: {galat}.",
                "Pakai sertifikat PEM dan kuncinya sendiri, tanpa kata sandi.",
            ) from galat


def jalankan(folder: Path, cara: Cara, *, katakan: Callable[[str], None], peramban: bool = True) -> None:
    """Serve until stopped; opens the browser on one PC, or the server that runs already.

    Raises:
        KeadaanDitolak, BerkasGagal: as `periksa`.
        KantorSalah: a server for the office has no account yet, or the office cannot be opened.
    """
    alamat = periksa(cara)
    peladen = Peladen(folder, lokal=not cara.lan, tls=cara.tls, nama_host=cara.nama_host)
    kantor = peladen.kantor.untuk("")
    if cara.lan:
        _pastikan_admin(peladen)
    elif (url := _sudah_jalan(folder, peladen)) is not None:
        _buka(f"{url}/masuk?kunci={peladen.tautan.buat()}", katakan, peramban=peramban)
        return
    siapkan(kantor)
    soket = _soket(alamat, cara.port)
    sebutan = cara.nama_host[0] if cara.nama_host else _tampil(alamat)
    asal = f"{'https' if cara.sertifikat else 'http'}://{sebutan}:{soket.getsockname()[1]}"
    if cara.lan:
        katakan(f"naskah melayani kantor di {asal} (Ctrl+C untuk berhenti)")
    else:
        _catat_jalan(folder, asal)
        _buka(f"{asal}/masuk?kunci={peladen.tautan.buat()}", katakan, peramban=peramban)
        katakan("Biarkan jendela ini terbuka; Ctrl+C untuk berhenti.")
    hangat = threading.Timer(HANGAT, peladen.pratinjau.siapkan)
    hangat.daemon = True
    hangat.start()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _berhenti)  # uvicorn ends first, then raises it again
    try:
        with suppress(KeyboardInterrupt):
            server = uvicorn.Server(_atur(peladen, cara))
            gc.freeze()
            gc.enable()
            server.run(sockets=[soket])
    finally:
        hangat.cancel()
        peladen.tutup()
        if not cara.lan:
            (folder / SIMPANAN / _JALAN).unlink(missing_ok=True)


def siapkan(kantor: Kantor) -> None:
    """People of the form never call `naskah periksa`: what a crash left half done is finished here."""
    ledger = kantor.siap_bernomor()
    if arsip.menunggu(kantor.folder):
        with ledger.tulis(kantor.pelaku) as tx:
            arsip.rapikan(kantor.folder, tx)


def _berhenti(_nomor: int, _bingkai: object) -> None:
    sys.exit(0)


def _atur(peladen: Peladen, cara: Cara) -> uvicorn.Config:
    """Forwarded headers count only from the proxy that was named."""
    tls: dict[str, Any] = (
        {"ssl_certfile": cara.sertifikat, "ssl_keyfile": cara.kunci} if cara.sertifikat else {}
    )
    return uvicorn.Config(
        bangun(peladen),
        http="h11",
        ws="none",
        log_level="warning",
        lifespan="off",
        server_header=False,
        proxy_headers=bool(cara.proksi),
        forwarded_allow_ips=cara.proksi or None,
        timeout_graceful_shutdown=10,
        **tls,
    )


def _loopback(alamat: str) -> bool:
    try:
        return ipaddress.ip_address(alamat).is_loopback
    except ValueError:
        return alamat == "localhost"


def _alamat_ip(teks: str) -> bool:
    try:
        return bool(ipaddress.ip_address(teks))
    except ValueError:
        return False


def _soket(alamat: str, port: int) -> socket.socket:
    """A listening socket: the port asked for, else the usual one, else any."""
    keluarga = socket.AF_INET6 if ":" in alamat else socket.AF_INET
    for calon in [port] if port else [PORT, 0]:
        # Named as TCP, or asyncio leaves Nagle's algorithm on, and every page comes 40 ms later.
        soket = socket.socket(keluarga, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name != "nt":
            soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif (sendiri := getattr(socket, "SO_EXCLUSIVEADDRUSE", None)) is not None:
            soket.setsockopt(socket.SOL_SOCKET, sendiri, 1)  # or another program could take the port from us
        try:
            soket.bind((alamat, calon))
        except OSError as galat:
            soket.close()
            if calon == 0 or port:
                raise KeadaanDitolak(
                    f"Port {calon} di {alamat} tidak dapat dipakai: {galat.strerror}.", "Pilih --port lain."
                ) from galat
            continue
        soket.listen(128)
        return soket
    raise AssertionError  # pragma: no cover


def _tampil(alamat: str) -> str:
    if alamat in ("0.0.0.0", "::"):  # noqa: S104
        return socket.gethostname()
    return f"[{alamat}]" if ":" in alamat else alamat


def _pastikan_admin(peladen: Peladen) -> None:
    from naskah import pengguna

    if not pengguna.ada_admin(peladen.kantor.untuk("")):
        raise KantorSalah(
            "Belum ada admin untuk server kantor.",
            hint='Buat dahulu: naskah pengguna tambah NAMA --nama "Nama Lengkap" --peran admin',
        )


def _catat_jalan(folder: Path, asal: str) -> None:
    isi = json.dumps({"url": asal, "pid": os.getpid()}).encode()
    berkas.tulis_atomik(folder / SIMPANAN / _JALAN, isi)


def _sudah_jalan(folder: Path, peladen: Peladen) -> str | None:
    """The address of the server of this office that answers; None when there is none.

    The file may be left from a crash, and the port be another's by now: who answers must have our key.
    """
    tantangan = secrets.token_hex(16)
    try:
        url = str(json.loads((folder / SIMPANAN / _JALAN).read_text("utf-8"))["url"])
        if not _URL.fullmatch(url):
            return None
        langsung = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with langsung.open(f"{url}/masuk/bukti/{tantangan}", timeout=2) as jawab:
            bukti = jawab.read(200).decode("ascii", "replace")
    except (OSError, ValueError, KeyError, TypeError, HTTPException):
        return None
    return url if compare_digest(bukti.encode(), peladen.tautan.bukti(tantangan).encode()) else None


def _buka(url: str, katakan: Callable[[str], None], *, peramban: bool) -> None:
    katakan(f"Buka di peramban (tautan sekali pakai): {url}")
    if peramban:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
