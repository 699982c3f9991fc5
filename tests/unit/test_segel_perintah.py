"""`naskah verifikasi` on the command line, and codes as people bring them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naskah import perubahan
from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.segel import kunci
from naskah.segel.kode import Kode, baca
from naskah.verifikasi import Putusan, adalah_kode
from tests.bahan.segel import ganti_teks, periksa, sertifikat


def test_the_command_answers_with_its_exit_code_and_json(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    satu = sertifikat(kantor)
    palsu = tmp_path / "palsu.docx"
    palsu.write_bytes(ganti_teks(satu.docx, "84,16", "94,16"))
    di = ["--kantor", str(kantor.folder)]
    assert jalankan(["verifikasi", str(satu.path), *di]) == 0
    assert capsys.readouterr().out.startswith("ASLI\n")
    assert jalankan(["verifikasi", str(palsu), *di, "--json"]) == 7
    assert json.loads(capsys.readouterr().out)["putusan"] == "tidak_asli"
    assert jalankan(["verifikasi", str(satu.kode), *di]) == 0
    publik = str(next((kantor.folder / kunci.FOLDER).glob("*.pub")))
    assert jalankan(["verifikasi", str(satu.kode), "--kunci", publik]) == 0
    assert jalankan(["verifikasi", str(satu.path), "--kunci", str(satu.path)]) == 3
    perubahan.batal(kantor, satu.surat.id, alasan="x")
    assert jalankan(["verifikasi", str(satu.path), *di]) == 13
    assert jalankan(["verifikasi", "NASKAH1|rusak", *di]) == 3
    assert jalankan(["verifikasi", str(tmp_path / "tidak-ada.docx"), *di]) == 8
    capsys.readouterr()
    assert jalankan(["verifikasi", satu.surat.nomor, *di]) == 8  # a number is no code, and is told so
    assert "Kode segel adalah teks QR" in capsys.readouterr().err


def test_a_code_broken_over_lines_is_read(kantor: Kantor):
    kode_ = sertifikat(kantor).kode
    teks_ = str(kode_)
    assert baca(f" {teks_[:40]}\r\n{teks_[40:90]}\n{teks_[90:]}\n") == kode_
    assert isinstance(kode_, Kode)


def test_what_mail_programs_and_phones_put_into_a_code_does_not_matter(kantor: Kantor):
    satu = sertifikat(kantor)
    utuh = str(satu.kode)
    for teks_ in (
        f"{utuh[:60]}\r\n   {utuh[60:]}",
        f"{utuh[:60]} {utuh[60:]}",
        f"{utuh[:12]}\n  {utuh[12:]}",
        f"{utuh[:12]} {utuh[12:]}",
        f"\ufeff{utuh[:100]}\u200b{utuh[100:]}\u2060\u00a0",
        utuh.replace("|", " | "),
    ):
        assert adalah_kode(teks_)
        hasil = periksa(kantor, teks_)
        assert hasil.putusan is Putusan.ASLI, teks_
        assert hasil.kode == satu.kode
