"""What may be sent: so much, so many, and only files of their kind."""

from __future__ import annotations

import asyncio
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from naskah.web.aplikasi import bangun
from naskah.web.keamanan import sesi, unggahan
from naskah.web.rute import Rute
from tests.bahan.web import PDF, Penyerang
from tests.security.rute_web import POST, UNGGAH, setiap


@setiap(POST)
def test_too_much_is_refused_told_or_not(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    bentuk = {"content-type": "application/x-www-form-urlencoded", "x-csrf": pc.token}
    dikatakan = {**bentuk, "content-length": str(200 * 1024 * 1024)}
    assert pc.kirim("POST", alamat, kepala=dikatakan, content=b"a=1").status_code == 413
    if not satu.unggah:
        potong = (b"a=" + b"x" * 500_000 for _ in range(10))  # chunked: nobody says how much
        assert pc.kirim("POST", alamat, kepala=bentuk, content=potong).status_code == 413
        berkas = {"berkas": ("a.pdf", PDF)}
        assert pc.kirim("POST", alamat, files=berkas).status_code == 400
    banyak = {f"f{i}": (f"{i}.pdf", PDF) for i in range(unggahan.BANYAK_BERKAS + 1)}
    assert pc.kirim("POST", alamat, files=banyak).status_code in (400, 413)
    rusak = {"content-type": "multipart/form-data", "x-csrf": pc.token}
    assert pc.kirim("POST", alamat, kepala=rusak, content=b"--x\r\n").status_code == 400
    rusak["content-type"] += "; boundary=x"
    assert pc.kirim("POST", alamat, kepala=rusak, content=b"--y\r\nrusak").status_code == 400
    assert pc.dunia.keadaan() == sebelum


def test_too_many_fields_are_refused(pc: Penyerang) -> None:
    alamat = pc.dunia.alamat(next(r for r in POST if r.pola == "/isian/{id}"))
    isi = b"&".join(b"a=1" for _ in range(unggahan.BANYAK_ISIAN + 1))
    bentuk = {"content-type": "application/x-www-form-urlencoded", "x-csrf": pc.token}
    jawab = pc.kirim("POST", alamat, kepala=bentuk, content=isi)
    assert jawab.status_code == 400
    assert "terlalu banyak isian" in jawab.text


def test_an_upload_without_end_is_cut_off(pc: Penyerang) -> None:
    """Spoken to as a server does it: the test client would collect the whole body first."""
    alamat, dikirim, jawab = pc.dunia.alamat(UNGGAH[0]), 0, list[int]()
    kepala = {
        "host": "127.0.0.1:8474",
        "origin": pc.asal,
        "cookie": f"{sesi.NAMA_KUKI}={pc.kuki()}",
        "content-type": "multipart/form-data; boundary=x",
        "x-csrf": pc.token,
    }
    awal = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.pdf"\r\n\r\n%PDF'

    async def terima() -> dict[str, Any]:
        nonlocal dikirim
        assert dikirim <= unggahan.UKURAN_UNGGAH + 2**21, "masih dibaca"
        isi = b"x" * 2**20 if dikirim else awal
        dikirim += len(isi)
        return {"type": "http.request", "body": isi, "more_body": True}

    async def kirim(pesan: Any) -> None:
        if pesan["type"] == "http.response.start":
            jawab.append(pesan["status"])

    lingkup = {
        "type": "http",
        "method": "POST",
        "path": alamat,
        "raw_path": alamat.encode(),
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in kepala.items()],
    }
    with ThreadPoolExecutor(1) as lain:  # Playwright's tests leave a loop running in this thread
        lain.submit(asyncio.run, bangun(pc.peladen)(lingkup, terima, kirim)).result()
    assert jawab == [413]


def zip_isi(**isi: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama_, data in isi.items():
            arsip.writestr(nama_.replace("__", "/").replace("_x", ".x"), data)
    return keluar.getvalue()


def bom(nama_: str) -> bytes:
    return zip_isi(**{nama_: b"\0" * 200_000_000, "[Content_Types]_xml": b"<Types/>"})


@pytest.fixture(scope="module")
def palsu() -> dict[str, bytes]:
    """What calls itself a document."""
    makro = zip_isi(**{"word__document_xml": b"<w/>"})
    keluar = io.BytesIO(makro)
    with zipfile.ZipFile(keluar, "a") as arsip:
        arsip.writestr("word/vbaProject.bin", b"x")
    return {
        "program.pdf": b"MZ\x90\0" + b"\0" * 500,
        "halaman.docx": b"<html><script>uji()</script></html>",
        "makro.docx": keluar.getvalue(),
        "bom.docx": bom("word__document_xml"),
        "bom.xlsx": bom("xl__workbook_xml"),
        "kosong.docx": zip_isi(**{"word__document_xml": b""}),
        "kosong.xlsx": zip_isi(**{"xl__workbook_xml": b""}),
        "terpotong.xlsx": bom("xl__workbook_xml")[:3000],
        "kosong.pdf": b"",
        "gambar.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='uji()'/>",
        "lambang.gif": b"GIF89a" + b"\0" * 50,
        "rusak.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
        "rusak.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 60,
        "data.csv": b'=cmd|"/c calc"!A1,<script>uji()</script>\n"' + b"x" * 200_000,
        "../../../etc/x.pdf": b"bukan",
        '"><script>uji()</script>.pdf': b"bukan",
    }


@setiap(UNGGAH)
def test_only_files_of_its_kind_come_in(satu: Rute, coretan: Penyerang, palsu: dict[str, bytes]) -> None:
    alamat = coretan.dunia.alamat(satu)
    lama, _, berkas = coretan.dunia.keadaan()
    for nama_, data in palsu.items():
        for medan in ("berkas", "pindaian"):
            jawab = coretan.kirim("POST", alamat, isi=[("_aksi", "catat")], files={medan: (nama_, data)})
            assert jawab.status_code != 500, (nama_, jawab.text)
            assert "<script>uji" not in jawab.text, nama_
            pindaian = nama_ in ("rusak.png", "rusak.jpg") and "lampir" in alamat  # a scan by its first bytes
            assert jawab.status_code != 303 or pindaian, nama_
    kini, _, sesudah = coretan.dunia.keadaan()
    if "lampir" not in alamat:
        assert (kini, sesudah) == (lama, berkas)
