"""Invitations: whoever is invited is printed, whatever their number."""

from __future__ import annotations

import pytest

from naskah import issue, render
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from tests.bahan.kantor import contoh

JENIS = "surat-undangan"


@pytest.mark.parametrize("jumlah", [0, 1, 7, 8])
def test_kepada_up_and_every_invitee_are_printed(kantor: Kantor, jumlah: int):
    penerima = [{"nama": f"Ketua Umpama {n}", "keterangan": f"{n} orang"} for n in range(1, jumlah + 1)]
    isi = contoh(JENIS, penerima=penerima, kepada="Para Ketua Contoh", untuk_perhatian="Bendahara Contoh")
    teks = render.teks(susun(kantor, JENIS, isi, kantor.hari_ini()).render(kantor, "1", terbit=True)[0].docx)
    akhir = "" if not jumlah else ":" if jumlah <= 7 else " (daftar terlampir)"
    assert f"Yth.\tPara Ketua Contoh{akhir}\n" in teks
    assert "u.p. Bendahara Contoh" in teks
    for satu in penerima:
        assert satu["nama"] in teks
        assert satu["keterangan"] in teks


@pytest.mark.parametrize(
    ("jenis", "nama"),
    [
        (JENIS, "Para-Ketua-Pengurus-Koperasi-Rapat"),
        ("surat-dinas", "Kepala-"),
        ("nota-dinas", "Kepala-Dinas"),
        ("spt", "Elisabeth-Umpama"),
        ("surat-tugas", "Agnes-Teladan"),
        ("pkgb", "Agnes-Teladan"),
        ("sertifikat-nik", "Koperasi-Contoh-Maju"),
        ("surat-rekomendasi-lpdb", "Koperasi-Contoh"),
    ],
)
def test_a_file_is_named_by_whom_it_is_for_right_behind_its_number(kantor: Kantor, jenis: str, nama: str):
    surat = issue.buat(kantor, Permintaan(jenis, contoh(jenis)))[0]
    berkas = surat.berkas[0].path.rpartition("/")[2]
    assert berkas.startswith(f"{jenis}-0001-{nama}"), berkas
