"""Ralat, batal, lampir: an issued letter changes only by addition."""

from __future__ import annotations

from pathlib import Path

import pytest

from naskah import issue, pencarian, perubahan
from naskah.kantor import Kantor
from naskah.render import teks
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan
from tests.bahan.kantor import baris_buku, contoh, isi_folder, jejak, nota, spt, utuh

AGENDA = "agenda-surat-keluar"


def test_ralat_keeps_the_number_and_the_old_file(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    lama = {k: v for k, v in isi_folder(kantor.folder).items() if k.startswith("arsip/")}
    baru = perubahan.ralat(
        kantor, surat.id, contoh("nota-dinas", hal="Hal yang benar"), alasan="salah ketik"
    )[0]
    assert (baru.nomor, baru.tanggal, baru.id) == (surat.nomor, surat.tanggal, surat.id)
    assert [Path(b.path).stem.endswith(("-r2", surat.id)) for b in baru.berkas] == [True, True]
    assert baru.berkas[0].path.endswith(f"_{surat.id}-r2.docx")
    assert lama.items() <= isi_folder(kantor.folder).items()
    assert utuh(kantor, baru)
    assert "Hal yang benar" in teks((kantor.folder / baru.berkas[0].path).read_bytes())


def test_ralat_updates_the_row_in_every_book(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    perubahan.ralat(kantor, surat.id, contoh("nota-dinas", hal="Hal yang benar"), alasan="salah ketik")
    agenda = baris_buku(kantor, AGENDA)
    assert len(agenda) == 1
    assert agenda[0]["hal"] == "Hal yang benar"
    assert agenda[0]["keterangan"] == "Ralat: salah ketik"
    with kantor.ledger.baca() as baca:
        peristiwa = baca.peristiwa(naskah_id=surat.id)
    assert [p.jenis for p in peristiwa] == ["terbit", "ralat"]
    assert peristiwa[1].isi["alasan"] == "salah ketik"


def test_a_second_ralat_makes_r3(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    for hal in ("Pertama", "Kedua"):
        surat = perubahan.ralat(kantor, surat.id, contoh("nota-dinas", hal=hal), alasan="lagi")[0]
    assert [Path(b.path).stem[-3:] for b in surat.berkas[:2]] == ["-r3", "-r2"]


def test_an_invalid_ralat_changes_nothing(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    sebelum = jejak(kantor)
    for isi, alasan in ((contoh("nota-dinas", hal=""), "ya"), (contoh("nota-dinas"), "  ")):
        with pytest.raises(DataTidakSah):
            perubahan.ralat(kantor, surat.id, isi, alasan=alasan)
    assert jejak(kantor) == sebelum


def test_the_second_of_two_correctors_is_told(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    surat = issue.buat(kantor, nota())[0]
    asli = perubahan.susun

    def disalip(*kata: object) -> object:
        monkeypatch.setattr(perubahan, "susun", asli)
        perubahan.ralat(kantor, surat.id, contoh("nota-dinas", hal="Yang menyalip"), alasan="a")
        return asli(*kata)

    monkeypatch.setattr(perubahan, "susun", disalip)
    with pytest.raises(KeadaanDitolak, match="sudah diubah orang lain"):
        perubahan.ralat(kantor, surat.id, contoh("nota-dinas", hal="Yang disalip"), alasan="b")
    assert baris_buku(kantor, AGENDA)[0]["hal"] == "Yang menyalip"


def test_batal_keeps_number_file_and_row_with_the_reason(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    batal = perubahan.batal(kantor, surat.id, alasan="acara ditunda")[0]
    assert (batal.status, batal.nomor, batal.berkas) == ("batal", surat.nomor, surat.berkas)
    assert utuh(kantor, batal)
    agenda = baris_buku(kantor, AGENDA)[0]
    assert (agenda["status"], agenda["keterangan"]) == ("batal", "BATAL: acara ditunda")
    assert issue.buat(kantor, nota())[0].urut == "2"
    with kantor.ledger.baca() as baca:
        assert [(c.urut, c.sebab) for c in baca.celah()] == [(1, "batal: acara ditunda")]


def test_a_void_letter_can_neither_be_voided_nor_corrected_nor_joined(kantor: Kantor, tmp_path: Path) -> None:
    surat = issue.buat(kantor, nota())[0]
    perubahan.batal(kantor, surat.id, alasan="acara ditunda")
    pindaian = tmp_path / "pindai.pdf"
    pindaian.write_bytes(b"%PDF-1.7 contoh")
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak):
        perubahan.batal(kantor, surat.id, alasan="lagi")
    with pytest.raises(KeadaanDitolak):
        perubahan.ralat(kantor, surat.id, contoh("nota-dinas"), alasan="lagi")
    with pytest.raises(KeadaanDitolak):
        perubahan.lampir(kantor, surat.id, pindaian)
    assert jejak(kantor) == sebelum


def test_batal_and_ralat_need_a_reason(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    with pytest.raises(DataTidakSah, match="Alasan"):
        perubahan.batal(kantor, surat.id, alasan=" ")


def test_a_change_of_an_spt_says_that_its_sppd_stay(kantor: Kantor) -> None:
    induk, *sppd = issue.buat(kantor, spt())
    batal = perubahan.batal(kantor, induk.id, alasan="ditunda")[0]
    assert all(s.nomor in batal.peringatan[0] for s in sppd)


@pytest.mark.parametrize(
    ("isi", "akhiran"),
    [(b"%PDF-1.7 x", ".pdf"), (b"\xff\xd8\xff\xe0 x", ".jpg"), (b"\x89PNG\r\n x", ".png")],
)
def test_a_scan_joins_the_letter_and_is_known_by_its_content(
    kantor: Kantor, tmp_path: Path, isi: bytes, akhiran: str
) -> None:
    surat = issue.buat(kantor, nota())[0]
    pindaian = tmp_path / "pindai.apa-saja"
    pindaian.write_bytes(isi)
    hasil = perubahan.lampir(kantor, surat.id, pindaian)[0]
    assert hasil.berkas[0].path.endswith(akhiran)
    assert (kantor.folder / hasil.berkas[0].path).read_bytes() == isi
    assert utuh(kantor, hasil)


def test_another_file_than_a_scan_is_refused(kantor: Kantor, tmp_path: Path) -> None:
    surat = issue.buat(kantor, nota())[0]
    palsu = tmp_path / "pindai.pdf"
    palsu.write_bytes(b"MZ program")
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        perubahan.lampir(kantor, surat.id, palsu)
    assert "bukan PDF" in galat.value.temuan[0].pesan
    assert jejak(kantor) == sebelum


def test_one_scan_may_be_joined_to_two_letters(kantor: Kantor, tmp_path: Path) -> None:
    pindaian = tmp_path / "pindai.pdf"
    pindaian.write_bytes(b"%PDF-1.7 x")
    for surat in [issue.buat(kantor, nota())[0] for _ in "ab"]:
        for _ in range(2):
            assert utuh(kantor, perubahan.lampir(kantor, surat.id, pindaian)[0])


def test_a_letter_is_found_by_its_id_however_it_is_typed(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    assert pencarian.naskah_satu(kantor, surat.id.upper()).id == surat.id
    with pytest.raises(TidakDitemukan):
        pencarian.naskah_satu(kantor, "N-tidakada")
