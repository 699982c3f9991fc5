"""The file store: whole files where there were none, whatever it lies on."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from naskah import gudang
from naskah.gudang import Gudang, GudangFolder, GudangJauh, Titipan
from naskah.kantor import Kantor
from naskah.render import sidik_docx
from naskah.tatanan import BerkasTata
from registers.dasar import sistem
from registers.dasar.berkas import sha256
from registers.dasar.galat import BerkasGagal, KantorSalah


@pytest.fixture(params=["folder", "file", "memory"])
def toko(request: pytest.FixtureRequest, tmp_path: Path) -> Gudang:
    alamat = {"folder": "", "file": f"file://{tmp_path}/berbagi%20pakai", "memory": f"memory://{tmp_path}"}
    return gudang.buka(tmp_path / "kantor", alamat[request.param])


def docx(isi: bytes, mampat: int) -> bytes:
    """A zip as two machines may pack it."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", mampat) as arsip:
        arsip.writestr("word/document.xml", isi)
    return keluar.getvalue()


def test_what_lies_there_and_is_whole_stays(toko: Gudang):
    assert toko.ukuran("arsip/2026/a.docx") is None
    assert toko.lokasi("arsip/2026/a.docx", sha256(b"satu")) is None
    assert toko.taruh("arsip/2026/a.docx", b"satu", lambda _: True) == b"satu"
    assert toko.taruh("arsip/2026/a.docx", b"dua", lambda _: True) == b"satu"
    assert toko.ukuran("arsip/2026/a.docx") == 4
    letak = toko.lokasi("arsip/2026/a.docx", sha256(b"satu"))
    assert letak is not None
    assert letak.read_bytes() == b"satu"


def test_half_a_file_left_by_a_crash_is_replaced(toko: Gudang):
    toko.taruh("arsip/2026/a.docx", b"sepa", lambda _: True)
    assert toko.taruh("arsip/2026/a.docx", b"separuh", lambda ada: ada == b"separuh") == b"separuh"
    assert toko.ukuran("arsip/2026/a.docx") == 7


def test_the_same_document_packed_by_another_machine_is_taken_as_it_is(toko: Gudang):
    lama, baru = docx(b"<w/>" * 99, zipfile.ZIP_STORED), docx(b"<w/>" * 99, zipfile.ZIP_DEFLATED)
    titipan = Titipan(toko)
    assert titipan.simpan("arsip/2026/a.docx", lama, sidik_docx(lama)).sha256 == sha256(lama)
    assert titipan.simpan("arsip/2026/a.docx", baru, sidik_docx(baru)).sha256 == sha256(lama)
    lain = docx(b"<x/>", zipfile.ZIP_DEFLATED)
    assert titipan.simpan("arsip/2026/a.docx", lain, sidik_docx(lain)).sha256 == sha256(lain)


def test_what_is_fetched_from_afar_is_kept_and_read_again_when_it_is_damaged(tmp_path: Path):
    toko = GudangJauh(f"memory://{tmp_path}", tmp_path / "salinan")
    toko.taruh("arsip/a.docx", b"satu", lambda _: True)
    letak = toko.lokasi("arsip/a.docx", sha256(b"satu"))
    assert letak is not None
    letak.write_bytes(b"rusak")
    lagi = toko.lokasi("arsip/a.docx", sha256(b"satu"))
    assert lagi is not None
    assert lagi.read_bytes() == b"satu"


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "kantor").write_text("bukan folder")
    with pytest.raises(BerkasGagal):
        gudang.buka(tmp_path / "kantor", "").taruh("arsip/a.docx", b"", lambda _: True)


def test_an_address_nobody_speaks_to_is_refused(tmp_path: Path):
    with pytest.raises(KantorSalah, match="antah"):
        gudang.buka(tmp_path, "antah://berantah")
    for salah in ("srv/naskah", "file://srv"):
        with pytest.raises(ValueError, match="bukan alamat"):
            BerkasTata(simpanan=salah)


def _tolak(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_on_a_share_without_hard_links_what_is_put_first_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "link", _tolak)
    toko = gudang.buka(tmp_path, "")
    assert toko.taruh("arsip/a.pdf", b"satu", lambda _: True) == b"satu"
    assert toko.taruh("arsip/a.pdf", b"dua", lambda _: True) == b"satu"
    assert toko.isi("arsip/a.pdf") == b"satu"
    assert toko.taruh("arsip/a.pdf", b"dua", lambda _: False) == b"dua"
    assert [p.name for p in (tmp_path / "arsip").iterdir()] == ["a.pdf"]


def test_of_many_at_once_on_such_a_share_one_puts_its_file_and_all_get_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "link", _tolak)
    toko = gudang.buka(tmp_path, "")
    with ThreadPoolExecutor(8) as kolam:
        for ke in range(20):
            path = f"arsip/{ke}"
            janji = [
                kolam.submit(toko.taruh, path, f"{ke} {n}".encode() * 999, lambda _: True) for n in range(8)
            ]
            assert {satu.result() for satu in janji} == {toko.isi(path)}


def test_a_store_where_a_file_could_be_overwritten_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "link", _tolak)
    monkeypatch.setattr(sistem, "_renameat2", None)
    with pytest.raises(BerkasGagal, match="tertimpa"):
        gudang.buka(tmp_path, "").taruh("arsip/a.pdf", b"satu", lambda _: True)
    assert list((tmp_path / "arsip").iterdir()) == []


def test_reading_the_mark_of_a_store_never_writes(folder_kantor: Path, monkeypatch: pytest.MonkeyPatch):
    kantor = Kantor.buka(folder_kantor)
    assert gudang.tanda_di_sini(kantor) == ""
    assert kantor.gudang.ukuran("arsip/.simpanan") is None
    tanda = gudang.tanda(kantor)
    monkeypatch.setattr(GudangFolder, "taruh", _tolak)
    assert gudang.tanda_di_sini(kantor) == tanda
    kantor.tutup()
