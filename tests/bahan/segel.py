"""Sealed certificates for tests, and ways to tamper with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naskah import issue, verifikasi
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.segel import berkas, kode
from naskah.surat import Surat
from naskah.verifikasi import HasilVerifikasi
from tests.bahan.kantor import contoh

JENIS = "sertifikat-kesehatan"


@dataclass(frozen=True)
class Sertifikat:
    """An issued certificate with its file and its seal."""

    surat: Surat
    path: Path
    docx: bytes
    kode: kode.Kode


def sertifikat(kantor: Kantor, *, jenis: str = JENIS, pdf: bool = False, **ganti: Any) -> Sertifikat:
    """Issue one."""
    (surat,) = issue.buat(kantor, Permintaan(jenis, contoh(jenis, **ganti)), pdf=pdf)
    return dari(kantor, surat)


def dari(kantor: Kantor, surat: Surat) -> Sertifikat:
    """An issued certificate as it stands now."""
    path = next(kantor.folder / b.path for b in surat.berkas if b.path.endswith(".docx"))
    bawaan = berkas.bawaan_docx(path.read_bytes())
    assert bawaan is not None
    return Sertifikat(surat, path, path.read_bytes(), kode.baca(bawaan.kode))


def ubah(docx: bytes, f: Callable[[str, bytes], bytes | None]) -> bytes:
    """A docx with parts changed; None takes one away."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as lama, zipfile.ZipFile(keluar, "w") as baru:
        for nama in lama.namelist():
            isi = f(nama, lama.read(nama))
            if isi is not None:
                baru.writestr(nama, isi)
    return keluar.getvalue()


def ganti_teks(docx: bytes, lama: str, baru: str) -> bytes:
    """A docx with other words in its body."""
    a, b = lama.encode(), baru.encode()
    assert a in zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")
    return ubah(docx, lambda n, isi: isi.replace(a, b) if n == "word/document.xml" else isi)


def periksa(kantor: Kantor | None, *masukan: Any, **lain: Any) -> HasilVerifikasi:
    """The answer to a code, a file, or both."""
    semua = [("surat", m) if isinstance(m, bytes) else str(m) for m in masukan]
    return verifikasi.verifikasi(*verifikasi.baca(semua), kantor=kantor, **lain)


def pesan(hasil: HasilVerifikasi) -> str:
    """Everything it says."""
    return "\n".join(b.pesan for b in hasil.butir)
