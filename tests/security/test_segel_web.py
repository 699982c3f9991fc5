"""The key never leaves over the web, and whatever is sent to be checked is only looked at."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from naskah.segel import gambar, kunci
from naskah.web.rute import Rute
from tests.bahan.segel import sertifikat
from tests.bahan.web import Penyerang
from tests.security.rute_web import GET, setiap

NAMA = (f"{kunci.FOLDER}/{kunci.NAMA}", kunci.NAMA)
JALAN = [
    awal + nama
    for nama in NAMA
    for awal in (
        "",
        "../",
        "arsip/../",
        "arsip/2026/../../",
        "..%2f",
        "%2e%2e/",
        "./",
        "/",
        "arsip\\..\\",
        "//",
    )
]


@setiap([r for r in GET if "{" in r.pola])
def test_no_route_serves_the_key(satu: Rute, coretan: Penyerang) -> None:
    sertifikat(coretan.dunia.kantor)
    rahasia = (coretan.dunia.kantor.folder / kunci.FOLDER / kunci.NAMA).read_bytes()
    inti = rahasia.splitlines()[1]
    parameter = [p.split("}")[0].split(":")[0] for p in satu.pola.split("{")[1:]]
    for jalan in JALAN:
        for nama in parameter:
            for alamat in (jalan, quote(jalan, safe="")):
                jawab = coretan.kirim("GET", coretan.dunia.alamat(satu, **{nama: alamat}))
                assert inti not in jawab.content, alamat
                assert jawab.status_code != 500


@pytest.mark.parametrize(
    "jalan", ["/kunci/segel.pem", "/statis/../kunci/segel.pem", "/berkas/kunci/segel.pem"]
)
def test_the_keys_own_address_is_not_there(jalan: str, coretan: Penyerang) -> None:
    sertifikat(coretan.dunia.kantor)
    assert coretan.kirim("GET", jalan).status_code == 404


def test_hostile_seals_are_answered_in_words_and_change_nothing(coretan: Penyerang) -> None:
    sertifikat(coretan.dunia.kantor)
    sebelum = coretan.dunia.keadaan()
    kode = (
        "NASKAH1|" + "x" * 100_000, "NASKAH1|<script>uji()</script>|", "NASKAH1|" + "|" * 5_000, "\ud7ff|",
        "NASKAH1|<script>uji()</script>|2026-11-23|a|N-abc234|" + "a" * 11 + "|" + "A" * 22 + "|" + "A" * 22
        + "|" + "A" * 86,
    )  # fmt: skip
    for satu in kode:
        jawab = coretan.kirim("POST", "/verifikasi", isi=[("kode", satu)])
        assert jawab.status_code in (200, 422, 413), jawab.text
        assert "<script>uji" not in jawab.text
    palsu = gambar.png(gambar.Bawaan("NASKAH1|<script>uji()</script>", ("a",)))
    for data in (palsu, palsu[:-40], palsu.replace(b"NASKAH1", b"\xff\xfe\xfd\xfc\xfb\xfa\xf9")):
        jawab = coretan.kirim("POST", "/verifikasi", files={"berkas": ("<script>uji()</script>.png", data)})
        assert jawab.status_code < 500
        assert "<script>uji" not in jawab.text
    assert coretan.dunia.keadaan() == sebelum
