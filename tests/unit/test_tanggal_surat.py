"""A letter dated after today: said before it takes its number; of a merge refused."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from naskah import issue, penerbitan, penomoran, perubahan
from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.massal import jalan
from naskah.massal.hari import pastikan_hari
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca
from naskah.penomoran import Catatan
from registers.dasar.galat import NomorDitolak
from tests.bahan.kantor import jejak, nota, spt
from tests.bahan.massal import JENIS, berkas, undangan

NANTI = date(2026, 12, 30)  # today is 23 November 2026
KATA = "Tanggal surat 30 Desember 2026 belum tiba; sesudahnya seri"


def test_a_letter_of_a_day_to_come_is_warned_of_before_and_after_its_number(kantor: Kantor) -> None:
    for kerja in (issue.coba, issue.buat):
        (surat,) = kerja(kantor, nota(tanggal=NANTI))
        assert surat.peringatan[0] == (
            "Tanggal surat 30 Desember 2026 belum tiba; sesudahnya seri nota-dinas tidak dapat memberi nomor "
            "untuk tanggal sebelum itu."
        )


def test_only_a_letter_that_gets_its_number_now_is_warned_of(kantor: Kantor) -> None:
    (draf,) = issue.buat(kantor, nota(tanggal=NANTI, konsep=True))
    assert not [k for k in draf.peringatan if "belum tiba" in k]
    (surat,) = penerbitan.terbit(kantor, draf.id, tanggal=NANTI)
    assert KATA in surat.peringatan[0]


def test_a_reserved_number_holds_up_nobody(kantor: Kantor) -> None:
    (dipesan,) = penomoran.pesan(kantor, "nota-dinas", untuk="Bidang Contoh")
    (surat,) = issue.buat(kantor, nota(tanggal=NANTI, pesanan=dipesan.teks))
    assert surat.peringatan[0] == "Tanggal surat 30 Desember 2026 belum tiba."
    (lain,) = issue.buat(kantor, nota())
    assert not [k for k in lain.peringatan if "belum tiba" in k]


def test_letters_that_derive_from_it_do_not_say_it_again(kantor: Kantor) -> None:
    minta = spt()
    semua = issue.coba(kantor, type(minta)(minta.jenis, minta.isi, tanggal=NANTI))
    assert len([k for s in semua for k in s.peringatan if "belum tiba" in k]) == 1


def test_a_letter_made_by_hand_is_warned_of_too(kantor: Kantor) -> None:
    surat = penomoran.catat(kantor, "surat-keluar", Catatan("Undangan", klas="000.1.5"), tanggal=NANTI)
    assert KATA in surat.peringatan[0]


def test_the_command_says_it_in_a_dry_run_and_as_json(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    isi = tmp_path / "isi.json"
    isi.write_text(json.dumps(undangan(1)[0], default=str), "utf-8")
    kata = ["buat", JENIS, "--isi", str(isi), "--tanggal", "30/12/2026", "--kantor", str(kantor.folder)]
    assert jalankan([*kata, "--coba"]) == 0
    assert KATA in capsys.readouterr().out
    assert jalankan([*kata, "--coba", "--json"]) == 0
    assert KATA in json.loads(capsys.readouterr().out)["naskah"][0]["peringatan"][0]


def test_who_is_asked_is_warned_before_the_first_question(
    kantor: Kantor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tanya(*_: object) -> dict[str, object]:
        assert KATA in capsys.readouterr().err
        return {}

    monkeypatch.setattr("naskah.commands._tanya.tanya", tanya)
    assert jalankan(["buat", JENIS, "--tanggal", "30/12/2026", "--kantor", str(kantor.folder)]) == 3


@pytest.mark.parametrize("coba", [["--coba"], []])
def test_a_merge_of_a_day_to_come_is_refused_and_leaves_nothing(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], coba: list[str]
) -> None:
    data, sebelum = berkas(tmp_path, undangan(3)), jejak(kantor)
    kata = ["massal", "jalan", JENIS, str(data), "--tanggal", "30/12/2099", *coba]
    assert jalankan([*kata, "--kantor", str(kantor.folder)]) == 5
    galat = capsys.readouterr().err
    assert "Tanggal surat 30 Desember 2099 belum tiba; sesudahnya seri surat-keluar tidak dapat" in galat
    assert "Pakai tanggal hari ini, " in galat
    assert jejak(kantor) == sebelum
    with kantor.ledger.baca() as tampak:
        assert tampak.semua_pekerjaan() == []


@pytest.mark.parametrize("coba", [["--coba"], []])
def test_a_merge_of_a_day_that_is_past_in_its_series_is_refused_by_the_check(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], coba: list[str]
) -> None:
    data = berkas(tmp_path, undangan(3))
    assert jalankan(["massal", "jalan", JENIS, str(data), "--kantor", str(kantor.folder)]) == 0
    capsys.readouterr()
    lain = berkas(tmp_path, undangan(3, hal="Undangan lain"), "lain.json")
    kata = ["massal", "jalan", JENIS, str(lain), "--tanggal", "20/11/2026", *coba]
    assert jalankan([*kata, "--kantor", str(kantor.folder)]) == 5
    galat = capsys.readouterr().err
    assert "surat tanggal 20 November 2026 tidak boleh mendahuluinya" in galat
    assert re.search(r"Pakai tanggal \d+ \w+ \d+ atau sesudahnya\.", galat)
    assert "--pesanan" not in galat
    with kantor.ledger.baca() as tampak:
        assert len(tampak.semua_pekerjaan()) == 1


def test_where_a_date_to_come_holds_up_a_merge_its_voiding_is_the_advice(kantor: Kantor) -> None:
    surat = penomoran.catat(kantor, "surat-keluar", Catatan("Undangan", klas="000.1.5"), tanggal=NANTI)
    jenis = kantor.katalog.jenis(JENIS)
    with pytest.raises(NomorDitolak, match="tidak boleh mendahuluinya") as galat:
        pastikan_hari(kantor, jenis, kantor.hari_ini())
    assert galat.value.hint == "Surat yang tanggalnya belum tiba dapat dibatalkan dahulu: naskah batal NOMOR"
    perubahan.batal(kantor, surat.id, alasan="salah tanggal")
    pastikan_hari(kantor, jenis, kantor.hari_ini())


def test_a_merge_is_not_kept_when_somebody_has_dated_a_letter_ahead_meanwhile(
    kantor: Kantor, tmp_path: Path
) -> None:
    masukan = baca(berkas(tmp_path, undangan(2)), kantor.katalog.jenis(JENIS))
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    penomoran.catat(kantor, "surat-keluar", Catatan("Undangan", klas="000.1.5"), tanggal=NANTI)
    for kerja in (
        lambda: jalan.mulai(kantor, masukan, telaah),
        lambda: jalan.nomor_kiraan(kantor, masukan.jenis, telaah, kantor.hari_ini()),
    ):
        with pytest.raises(NomorDitolak, match="tidak boleh mendahuluinya"):
            kerja()
    with kantor.ledger.baca() as tampak:
        assert tampak.semua_pekerjaan() == []
