"""What attacks on the browser form share: offices with something in them, and a client without manners."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from httpx2 import Response
from starlette.applications import Starlette
from starlette.responses import Response as Jawaban
from starlette.testclient import TestClient

from naskah import isian, issue, masuk, pengguna, perubahan
from naskah.kantor import Kantor
from naskah.massal import jalan
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca_isi
from naskah.web import rencana, titipan
from naskah.web.aplikasi import bangun
from naskah.web.keamanan import csrf, sesi
from naskah.web.peladen import Peladen
from naskah.web.rencana import Rencana
from naskah.web.rute import Rute
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import contoh, isi_folder, nota
from tests.conftest import AKAR, SAAT

SANDI = "Koperasi-Maju-2026"
PDF = b"%PDF-1.4\n% contoh\n%%EOF\n"
_DIAM = "tidak ada"


@dataclass
class Dunia:
    """An office with a letter, a half-filled form, an incoming letter with its scan, and accounts.

    Attributes:
        kantor: opened beside the server.
        peladen: the server.
        isi: path parameters of things that exist, by the beginning of the route.
    """

    kantor: Kantor
    peladen: Peladen
    isi: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _penutup: ExitStack = field(default_factory=ExitStack)

    def alamat(self, rute: Rute, **ganti: str) -> str:
        """The address of a route about something that exists; some parameters replaced, as they are."""
        cocok = [k for k in self.isi if rute.pola.startswith(k)]
        ada = self.isi[max(cocok, key=len)] if cocok else {}

        def satu(m: re.Match[str]) -> str:
            nama, _, jenis = m[1].partition(":")
            return ganti.get(
                nama, ada.get(nama, "2026" if nama == "tahun" else "1" if jenis == "int" else "x")
            )

        return re.sub(r"\{([^}]+)\}", satu, rute.pola)

    @cached_property
    def aplikasi(self) -> Starlette:
        """The application, the same for whoever sends something."""
        return bangun(self.peladen)

    @cached_property
    def putaran(self) -> BlockingPortal:
        """One event loop for all requests; a client by itself starts one for each."""
        return self._penutup.enter_context(start_blocking_portal())

    def close(self) -> None:
        """Serve no longer."""
        self._penutup.close()
        self.peladen.tutup()
        self.kantor.tutup()

    def keadaan(self) -> tuple[Any, ...]:
        """Whatever must be as before when nothing was done."""
        with self.kantor.ledger.baca() as baca:
            kepala = baca.kepala()
        akar = self.kantor.folder
        nama = sorted(
            (p.relative_to(akar).as_posix(), p.stat().st_size, p.stat().st_mtime_ns)
            for p in akar.rglob("*")
            if p.is_file() and not p.name.startswith("naskah.db") and p.suffix not in (".kunci", ".siap")
        )
        return kepala, nama, tuple(isi_folder(akar).items())


@dataclass(frozen=True)
class Siap:
    """A filled example office, to be copied, never used: filling one costs more than most attacks on it."""

    folder: Path
    isi: dict[str, dict[str, str]]
    lokal: bool

    def salin(self, tujuan: Path, *, tls: bool = False) -> Dunia:
        """Serve a copy in `tujuan`."""
        return self.layani(shutil.copytree(self.folder, tujuan), tls=tls)

    def layani(self, folder: Path, *, tls: bool = False) -> Dunia:
        """Serve it as it lies in `folder`."""
        peladen = Peladen(folder, lokal=self.lokal, tls=tls, clock=FixedClock(SAAT))
        return Dunia(_buka(folder), peladen, dict(self.isi))


def _buka(folder: Path) -> Kantor:
    return Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")


def siapkan(folder: Path, *, lokal: bool) -> Siap:
    """Fill an example office."""
    kantor = _buka(folder)
    surat = issue.buat(kantor, nota())[0]
    tersimpan = isian.mulai(kantor, "nota-dinas", contoh("nota-dinas"))
    datang = masuk.catat(
        kantor, {"dari": "Dinas Contoh", "nomor": "1/C", "tanggal": "20 November 2026", "hal": "X"}
    )
    pindaian = folder.parent / "pindaian.pdf"
    pindaian.write_bytes(PDF)
    perubahan.lampir(kantor, datang.id, pindaian)
    if not lokal:
        for peran in pengguna.PERAN:
            pengguna.tambah(
                kantor, f"{peran}.contoh", SANDI, nama=f"Contoh {peran.capitalize()}", peran=peran
            )
    isi = {
        "/surat/": {"id": surat.id},
        "/isian/": {"id": tersimpan.id},
        "/surat-masuk/": {"id": datang.id, "ke": "1"},
        "/buku/": {"id": "agenda-surat-keluar"},
        "/induk/": {"apa": "pegawai", "kunci": _pegawai(kantor)},
        "/saran/": {"apa": "pegawai"},
        "/pengaturan/pejabat/": {"id": kantor.tatanan.pejabat[0].id, "ke": "0"},
        "/pengaturan/seri/": {"id": kantor.tatanan.seri[0].id},
        "/pengaturan/pengguna/": {"id": "staf.contoh"},
        "/templat/": {"jenis": "nota-dinas", "sidik": "0" * 64, "apa": "lama"},
        "/massal/": {"id": massal(kantor), "nama": "daftar.xlsx"},
        "/massal/baru/": {"jenis": "surat-undangan"},
        "/massal/rencana/": {"id": rencana_massal(kantor)},
        "/berkas/": {"path": surat.berkas[0].path},
    }
    kantor.tutup()
    return Siap(folder, isi, lokal)


def dunia(folder: Path, *, lokal: bool) -> Dunia:
    """Fill an example office and serve it where it is, for a test that needs one once."""
    return siapkan(folder, lokal=lokal).layani(folder)


def massal(kantor: Kantor) -> str:
    """A merge nobody has begun to work on."""
    baris = [{**contoh("surat-undangan"), "kepada": "Ketua Koperasi Contoh"}]
    masukan = baca_isi(
        "contoh.json", json.dumps(baris, default=str).encode(), kantor.katalog.jenis("surat-undangan")
    )
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    return jalan.mulai(kantor, masukan, telaah).id


def rencana_massal(kantor: Kantor) -> str:
    """An input that was sent, with a row that is wrong."""
    baris = [contoh("surat-undangan"), {**contoh("surat-undangan"), "tanggal_acara": "kapan-kapan"}]
    kunci = titipan.simpan(kantor.folder, json.dumps(baris, default=str).encode(), SAAT)
    return rencana.simpan(kantor, Rencana("surat-undangan", "contoh.json", "contoh", kunci))


def _pegawai(kantor: Kantor) -> str:
    return str(kantor.induk.saran("pegawai", "contoh")[0]["isi"])


class Penyerang:
    """Sends whatever it is told; what a browser would add is added unless told otherwise."""

    def __init__(self, satu: Dunia, siapa: str = sesi.LOKAL) -> None:
        self.dunia, self.peladen = satu, satu.peladen
        akun = pengguna.satu(satu.kantor, siapa)
        self.sesi = sesi.baru(siapa, akun.sesi if akun else 0)
        skema = "https" if satu.peladen.tls else "http"
        self.asal = f"{skema}://127.0.0.1:8474"
        self.klien = TestClient(satu.aplikasi, base_url=self.asal, follow_redirects=False)
        self.klien.portal = satu.putaran

    @property
    def token(self) -> str:
        return self.peladen.csrf.buat(self.sesi)

    def kuki(self, satu: sesi.Sesi | None = None) -> str:
        jawab = Jawaban()
        self.peladen.kuki.tulis(jawab, satu or self.sesi)
        return jawab.headers["set-cookie"].split(";")[0].partition("=")[2]

    def kirim(
        self,
        metode: str,
        alamat: str,
        *,
        kuki: str | None = None,
        token: str | None = None,
        kepala: Mapping[str, str | None] | None = None,
        isi: Sequence[tuple[str, str]] = (),
        **lain: Any,
    ) -> Response:
        """Send it and see that the answer is one of ours; a header None is left out, `kuki=""` sends none."""
        semua: dict[str, str | None] = {
            "host": "127.0.0.1:8474",
            "cookie": f"{sesi.NAMA_KUKI}={self.kuki() if kuki is None else kuki}" if kuki != "" else None,
        }
        if metode == "POST":
            semua |= {"origin": self.asal, "sec-fetch-site": "same-origin"}
        semua |= kepala or {}
        if metode == "POST" and "content" not in lain:
            data: dict[str, Any] = {}
            for nama, nilai in isi:
                data.setdefault(nama, []).append(nilai)
            if token != _DIAM:
                data[csrf.NAMA] = self.token if token is None else token
            lain["data"] = data
        self.klien.cookies.clear()
        jawab = self.klien.request(
            metode, alamat, headers={k: v for k, v in semua.items() if v is not None}, **lain
        )
        pastikan_kepala(jawab, tls=self.peladen.tls)
        return jawab

    def tanpa_token(self, metode: str, alamat: str, **lain: Any) -> Response:
        """Without any token."""
        return self.kirim(metode, alamat, token=_DIAM, **lain)


def pastikan_kepala(jawab: Response, *, tls: bool = False) -> None:
    """What every answer must have, and none may tell."""
    csp = jawab.headers["content-security-policy"]
    assert "unsafe" not in csp
    assert "default-src 'none'" in csp
    assert "frame-ancestors 'none'" in csp
    assert jawab.headers["x-content-type-options"] == "nosniff"
    assert jawab.headers["x-frame-options"] == "DENY"
    assert "server" not in jawab.headers
    statis = jawab.request.url.path.startswith("/statis/") and jawab.status_code < 400
    assert jawab.headers["cache-control"] == ("public, max-age=3600" if statis else "no-store")
    for kuki in jawab.headers.get_list("set-cookie"):
        assert "httponly" in kuki.lower()
        assert "samesite=strict" in kuki.lower()
        assert ("secure" in kuki.lower()) == tls
    if jawab.headers.get("content-type", "").startswith("text/"):
        assert "Traceback" not in jawab.text
        assert str(AKAR) not in jawab.text
        assert "site-packages" not in jawab.text
