"""Every type there is: filled through the page, its letter is the one the library makes, byte for byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from naskah import issue, penerbitan
from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from registers.dasar.waktu import FixedClock
from tests.browser import isi
from tests.browser.layanan import Layanan
from tests.conftest import SAAT

KATALOG = Katalog.buka([folder_templat()])
NOMOR_LUAR = "119/LUAR/XI/2026"


@pytest.mark.parametrize("id_", KATALOG.daftar())
def test_surat_dari_peramban_sama_dengan_surat_dari_pustaka(
    id_: str, halaman: Page, layanan: Layanan, kantor_kosong: Path, tmp_path: Path
):
    jenis = KATALOG.jenis(id_)
    luar = layanan.peladen.kantor.untuk("").seri(jenis.seri).luar
    isi.mulai(halaman, jenis)
    isi.isi(halaman, jenis, isi.contoh(jenis))
    isi.tersimpan(halaman)
    isi.pratinjau(halaman)
    halaman.get_by_role("button", name="Periksa dan terbitkan").click()
    if luar:
        halaman.get_by_role("button", name="Simpan sebagai konsep").click()
        halaman.get_by_label("Nomor yang diberikan").fill(NOMOR_LUAR)
        halaman.get_by_role("button", name="Beri nomor dan terbitkan").click()
    else:
        halaman.get_by_role("button", name="Terbitkan dengan nomor ini").click()
    expect(halaman.get_by_role("status").filter(has_text="Surat terbit dengan nomor")).to_be_visible()

    kedua = shutil.copytree(kantor_kosong, tmp_path / "kedua")
    dari_peramban, dari_pustaka = docx(layanan.folder), pustaka(kedua, jenis, luar=luar)
    if jenis.segel:  # the seal holds the id and the key of its office: the words are compared
        dari_peramban, dari_pustaka = (
            [(n, teks(isi_).encode()) for n, isi_ in s] for s in (dari_peramban, dari_pustaka)
        )
    assert dari_peramban == dari_pustaka


def pustaka(folder: Path, jenis: Jenis, *, luar: bool) -> list[tuple[str, bytes]]:
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    surat = issue.buat(kantor, Permintaan(jenis.id, isi.contoh(jenis), konsep=luar))
    if luar:
        penerbitan.terbit(kantor, surat[0].id, nomor=NOMOR_LUAR)
    kantor.tutup()
    return docx(folder)


def docx(folder: Path) -> list[tuple[str, bytes]]:
    """The issued documents, by name without the random part of their ids."""
    semua = (folder / "arsip").rglob("*.docx")
    hasil = sorted((re.sub(r"_N-[a-z0-9]+", "", p.name), p.read_bytes()) for p in semua)
    assert hasil
    return hasil
