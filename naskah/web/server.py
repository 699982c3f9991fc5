"""Serving: a free port, the link, TLS, one server per office."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import threading
import urllib.request
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from naskah.web.aplikasi import bangun
from naskah.web.kantor_web import SIMPANAN
from naskah.web.peladen import Peladen
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, KantorSalah, KeadaanDitolak

PORT = 8474  # tried first, so that an open page finds the server again after a restart
_JALAN = "web-jalan.json"


@dataclass(frozen=True)
class Cara:
    """How to serve.

    Attributes:
        lan: for the office, with accounts; else only this PC.
        alamat: address to listen on; "" is 127.0.0.1, or every one with `lan`.
        port: 0 takes PORT, or a free one.
        sertifikat: TLS certificate (PEM); with `kunci` its key.
        tanpa_tls: serve a non-loopback address without TLS (behind a proxy that has it).
        nama_host: further names people reach it by.
    """

    lan: bool = False
    alamat: str = ""
    port: int = 0
    sertifikat: Path | None = None
    kunci: Path | None = None
    tanpa_tls: bool = False
    nama_host: tuple[str, ...] = ()


def periksa(cara: Cara) -> str:
    """The address to listen on.

    Raises:
        KeadaanDitolak: passwords would cross the network readable.
        BerkasGagal: certificate or key cannot be read.
    """
    for path in filter(None, (cara.sertifikat, cara.kunci)):
        if not path.is_file():
            raise BerkasGagal(f"{path} tidak ada.", "Tulis letak sertifikat dan kuncinya dengan benar.")
    if bool(cara.sertifikat) != bool(cara.kunci):
        raise KeadaanDitolak("Sertifikat dan kunci harus ditulis bersama.", "--sertifikat FILE --kunci FILE")
    alamat = cara.alamat or ("0.0.0.0" if cara.lan else "127.0.0.1")  # noqa: S104 (only with accounts, and TLS)
    if not cara.lan and not _loopback(alamat):
        raise KeadaanDitolak(f"Tanpa --lan hanya PC ini yang dilayani, bukan {alamat}.", "Tambahkan --lan.")
    if not _loopback(alamat) and not cara.sertifikat and not cara.tanpa_tls:
        raise KeadaanDitolak(
            "Tanpa TLS kata sandi terbaca di jaringan; server tidak dijalankan.",
            "Tulis --sertifikat dan --kunci; atau --tanpa-tls bila TLS ditangani proksi di depannya.",
        )
    return alamat


def jalankan(folder: Path, cara: Cara, *, katakan: Callable[[str], None], peramban: bool = True) -> None:
    """Serve until stopped; opens the browser on one PC, or the server that runs already.

    Raises:
        KeadaanDitolak, BerkasGagal: as `periksa`.
        KantorSalah: a server for the office has no account yet, or the office cannot be opened.
    """
    alamat = periksa(cara)
    peladen = Peladen(
        folder, lokal=not cara.lan, tls=bool(cara.sertifikat) or cara.tanpa_tls, nama_host=cara.nama_host
    )
    kantor = peladen.kantor.untuk("")
    if cara.lan:
        _pastikan_admin(peladen)
    elif (url := _sudah_jalan(folder)) is not None:
        _buka(f"{url}/masuk?kunci={peladen.tautan.buat()}", katakan, peramban=peramban)
        return
    kantor.siap_bernomor()
    soket = _soket(alamat, cara.port)
    port = soket.getsockname()[1]
    asal = f"{'https' if cara.sertifikat else 'http'}://{_tampil(alamat)}:{port}"
    if cara.lan:
        katakan(f"naskah melayani kantor di {asal} (Ctrl+C untuk berhenti)")
    else:
        _catat_jalan(folder, asal)
        _buka(f"{asal}/masuk?kunci={peladen.tautan.buat()}", katakan, peramban=peramban)
        katakan("Biarkan jendela ini terbuka; Ctrl+C untuk berhenti.")
    threading.Thread(target=peladen.pratinjau.siapkan, daemon=True).start()
    tls = {"ssl_certfile": cara.sertifikat, "ssl_keyfile": cara.kunci} if cara.sertifikat else {}
    server = uvicorn.Server(
        uvicorn.Config(
            bangun(peladen), log_level="warning", lifespan="off", server_header=False, proxy_headers=False, **tls
        )
    )
    try:
        server.run(sockets=[soket])
    finally:
        peladen.tutup()
        if not cara.lan:
            (folder / SIMPANAN / _JALAN).unlink(missing_ok=True)


def _loopback(alamat: str) -> bool:
    try:
        return ipaddress.ip_address(alamat).is_loopback
    except ValueError:
        return alamat == "localhost"


def _soket(alamat: str, port: int) -> socket.socket:
    """A listening socket: the port asked for, else the usual one, else any."""
    keluarga = socket.AF_INET6 if ":" in alamat else socket.AF_INET
    for calon in [port] if port else [PORT, 0]:
        soket = socket.socket(keluarga, socket.SOCK_STREAM)
        if os.name != "nt":
            soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
    return socket.gethostname() if alamat in ("0.0.0.0", "::") else alamat  # noqa: S104


def _pastikan_admin(peladen: Peladen) -> None:
    from naskah import pengguna

    if not any(p.aktif and p.peran == "admin" for p in pengguna.daftar(peladen.kantor.untuk(""))):
        raise KantorSalah(
            "Belum ada admin untuk server kantor.",
            hint='Buat dahulu: naskah pengguna tambah NAMA --nama "Nama Lengkap" --peran admin',
        )


def _catat_jalan(folder: Path, asal: str) -> None:
    isi = json.dumps({"url": asal, "pid": os.getpid()}).encode()
    berkas.tulis_atomik(folder / SIMPANAN / _JALAN, isi)


def _sudah_jalan(folder: Path) -> str | None:
    """The address of the server of this office that answers; None when there is none."""
    try:
        url = str(json.loads((folder / SIMPANAN / _JALAN).read_text("utf-8"))["url"])
        if not url.startswith("http://127.0.0.1:"):
            return None
        with urllib.request.urlopen(f"{url}/statis/naskah.svg", timeout=2) as jawab:  # noqa: S310
            return url if jawab.status == 200 else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _buka(url: str, katakan: Callable[[str], None], *, peramban: bool) -> None:
    katakan(f"Buka di peramban (tautan sekali pakai): {url}")
    if peramban:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
