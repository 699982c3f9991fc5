"""The act: a letter is issued whole, with its number, its file and its rows, or it never was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from naskah import arsip, issue, penomoran
from naskah.checks import periksa
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from registers.dasar import berkas
from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarSibuk,
    DataTidakSah,
    KeadaanDitolak,
    NaskahError,
    NomorDitolak,
    PdfTidakTersedia,
    TemplatSalah,
    TidakDitemukan,
)
from registers.dasar.waktu import FixedClock
from registers.ledger import Ledger
from tests.bahan.kantor import baris_buku, contoh, isi_folder, jejak, nota, spt, utuh
from tests.conftest import SAAT

AGENDA, PENGENDALI = "agenda-surat-keluar", "pengendali-keluar"


def test_a_letter_gets_the_next_number_a_file_and_a_row_in_each_book(kantor: Kantor) -> None:
    pertama, kedua = (issue.buat(kantor, Permintaan("surat-dinas", contoh("surat-dinas")))[0] for _ in "ab")
    assert (pertama.nomor, kedua.nomor) == ("500.3.2.2/1/DKUKM", "500.3.2.2/2/DKUKM")
    assert (pertama.status, pertama.tanggal, pertama.urut, kedua.urut) == ("terbit", "2026-11-23", "1", "2")
    assert utuh(kantor, pertama)
    assert re.fullmatch(rf"arsip/2026/surat-dinas-0001-.*_{pertama.id}\.docx", pertama.berkas[0].path)
    assert pertama.buku == (AGENDA, PENGENDALI)
    for buku in pertama.buku:
        assert [b["_id"] for b in baris_buku(kantor, buku)] == [pertama.id, kedua.id]
    agenda = baris_buku(kantor, AGENDA)[0]
    assert (agenda["nomor"], agenda["tanggal"], agenda["status"]) == (pertama.nomor, "2026-11-23", "terbit")
    assert arsip.menunggu(kantor.folder) == []


def test_the_document_prints_the_number_and_the_date_it_was_given(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    isi = teks((kantor.folder / surat.berkas[0].path).read_bytes())
    assert surat.nomor == "1/ND/DKUKM/XI/2026"
    assert surat.nomor in isi
    assert "23 November 2026" in isi


def test_the_same_request_twice_gives_the_same_letter(kantor: Kantor) -> None:
    permintaan = replace(spt(), id_permintaan="klik-1")
    pertama = issue.buat(kantor, permintaan)
    sebelum = jejak(kantor)
    assert issue.buat(kantor, permintaan) == pertama
    assert len(pertama) == 3
    assert jejak(kantor) == sebelum


def test_other_content_under_a_used_request_id_is_refused(kantor: Kantor) -> None:
    issue.buat(kantor, nota(id_permintaan="klik-1"))
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak, match="klik-1"):
        issue.buat(kantor, nota(id_permintaan="klik-1", hal="Hal yang lain"))
    assert jejak(kantor) == sebelum


def _ubah_templat(kantor: Kantor, isi: bytes) -> None:
    """The office's own nota-dinas whose docx is `isi`."""
    asal, tujuan = kantor.katalog.jenis("nota-dinas").folder, kantor.folder / "templates" / "nota-dinas"
    tujuan.mkdir(parents=True)
    for nama in ("naskah.toml", "contoh.toml"):
        (tujuan / nama).write_bytes((asal / nama).read_bytes())
    (tujuan / "naskah.docx").write_bytes(isi)
    del kantor.__dict__["katalog"]


def _tanpa_izin(*_: object) -> None:
    raise BerkasGagal("Berkas tidak dapat ditulis: cakram penuh.")


def _cakram_penuh(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(berkas, "tulis_atomik", _tanpa_izin)


def _arsip_tertutup(kantor: Kantor, _: pytest.MonkeyPatch) -> None:
    tahun = kantor.folder / "arsip" / "2026"
    tahun.rename(tahun.with_name("lama"))
    tahun.write_text("bukan folder", "utf-8")


def _templat_rusak(kantor: Kantor, _: pytest.MonkeyPatch) -> None:
    _ubah_templat(kantor, b"bukan docx")


def _render_gagal(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dry render is fine, the one with the number is not."""
    asli = issue.uji_render

    def uji(*kata: Any) -> Any:
        hasil = asli(*kata)
        monkeypatch.setattr("naskah.draf.Draf.render", _templat_tolak)
        return hasil

    monkeypatch.setattr(issue, "uji_render", uji)


def _templat_tolak(*_: object, **__: object) -> None:
    raise TemplatSalah("Templat menolak nomor ini.")


def _tidak_apa(kantor: Kantor, _: pytest.MonkeyPatch) -> None:
    """The request itself is at fault."""


GAGAL: dict[str, tuple[Callable[[Kantor, pytest.MonkeyPatch], None], Permintaan, type[NaskahError]]] = {
    "unknown field": (_tidak_apa, nota(tidak_ada="x"), DataTidakSah),
    "missing field": (_tidak_apa, nota(hal=""), DataTidakSah),
    "unknown type": (_tidak_apa, Permintaan("surat-cinta", {}), TidakDitemukan),
    "unknown pejabat": (_tidak_apa, nota(penandatangan="raja"), DataTidakSah),
    "31 Februari": (_tidak_apa, spt(tanggal_berangkat="31 Februari 2026"), DataTidakSah),
    "not reserved": (_tidak_apa, nota(pesanan="17"), NomorDitolak),
    "number typed": (_tidak_apa, replace(nota(), nomor="7/ND/DKUKM/XI/2026"), NomorDitolak),
    "template broken": (_templat_rusak, nota(), TemplatSalah),
    "render with the number fails": (_render_gagal, nota(), TemplatSalah),
    "disk full": (_cakram_penuh, nota(), BerkasGagal),
    "arsip/2026 cannot be written": (_arsip_tertutup, nota(), BerkasGagal),
}  # fmt: skip


@pytest.mark.parametrize("nama", GAGAL)
def test_a_failure_takes_no_number_and_leaves_nothing(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, nama: str
) -> None:
    rusak, permintaan, galat = GAGAL[nama]
    issue.buat(kantor, nota())
    rusak(kantor, monkeypatch)
    sebelum = jejak(kantor)
    with pytest.raises(galat):
        issue.buat(kantor, permintaan)
    assert jejak(kantor) == sebelum
    monkeypatch.undo()
    assert jejak(kantor) == sebelum


def test_all_problems_are_reported_at_once(kantor: Kantor) -> None:
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, nota(hal="", kepada="", tidak_ada="x", penandatangan="raja"))
    letak = {t.tempat for t in galat.value.temuan}
    assert {"hal", "kepada", "tidak_ada", "penandatangan"} <= letak
    assert all(t.pesan for t in galat.value.temuan)


def test_a_busy_ledger_is_told_and_leaves_nothing(kantor: Kantor) -> None:
    kantor.siap_bernomor()
    kantor.ledger.tutup()
    lain = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="Lain")
    lain.ledger = Ledger.buka(  # the office's ledger, with less patience
        kantor.folder / "naskah.db",
        kantor_id=kantor.tatanan.kantor_id,
        zona=kantor.tatanan.zona_waktu,
        clock=kantor.clock,
        tunggu=0.2,
    )
    sebelum = jejak(kantor)
    with kantor.ledger.tulis("Pemegang"), pytest.raises(BukuBesarSibuk, match="sedang dipakai"):
        issue.buat(lain, nota())
    lain.tutup()
    assert jejak(kantor) == sebelum


def test_an_spt_issues_one_sppd_per_person(kantor: Kantor) -> None:
    induk, *sppd = issue.buat(kantor, spt())
    assert [s.jenis for s in sppd] == ["sppd", "sppd"]
    assert [(s.seri, s.urut) for s in (induk, *sppd)] == [("spt", "1"), ("sppd", "1"), ("sppd", "2")]
    for satu in sppd:
        isi = teks((kantor.folder / satu.berkas[0].path).read_bytes())
        assert induk.nomor in isi
        assert satu.nomor in isi


def test_when_the_second_sppd_fails_nothing_at_all_is_issued(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, disimpan = arsip.Tunggu.simpan, []

    def simpan(self: arsip.Tunggu, path: str, *kata: Any) -> Any:
        if len(disimpan) == 2:
            raise BerkasGagal("Berkas tidak dapat ditulis: cakram penuh.")
        disimpan.append(path)
        return asli(self, path, *kata)

    sebelum = jejak(kantor)
    monkeypatch.setattr(arsip.Tunggu, "simpan", simpan)
    with pytest.raises(BerkasGagal):
        issue.buat(kantor, spt())
    assert [Path(p).name.split("-")[0] for p in disimpan] == ["spt", "sppd"]
    assert jejak(kantor) == sebelum


def test_an_invalid_person_of_an_spt_is_named(kantor: Kantor) -> None:
    isi = contoh("spt")
    isi["pegawai"][1]["pegawai"] = "Bukan Pegawai Siapa-siapa"
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan("spt", isi))
    assert any(t.tempat.startswith("pegawai[2]") for t in galat.value.temuan)
    assert jejak(kantor) == sebelum


def test_coba_shows_the_number_and_writes_nothing(kantor: Kantor) -> None:
    sebelum = jejak(kantor)
    surat = issue.coba(kantor, nota())
    assert surat[0].nomor == "1/ND/DKUKM/XI/2026"
    assert jejak(kantor) == sebelum
    assert issue.buat(kantor, nota())[0].nomor == surat[0].nomor


def test_a_backdated_letter_is_refused_where_the_series_refuses(kantor: Kantor) -> None:
    issue.buat(kantor, nota())
    sebelum = jejak(kantor)
    with pytest.raises(NomorDitolak, match="mendahului"):
        issue.buat(kantor, nota(tanggal=date(2026, 11, 20)))
    assert jejak(kantor) == sebelum


def test_a_backdated_letter_is_inserted_where_the_series_inserts(folder_kantor: Path) -> None:
    tata = folder_kantor / "kantor.toml"
    teks_ = tata.read_text("utf-8")
    pola = 'pola = "{urut}/ND/{kode_pd}/{bulan_romawi}/{tahun}"'
    baru = 'pola = "{urut}{sisipan}/ND/{kode_pd}/{bulan_romawi}/{tahun}"\nmundur = "sisipan"'
    tata.write_text(teks_.replace(pola, baru), "utf-8")
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT), pelaku="Contoh")
    issue.buat(kantor, nota(tanggal=date(2026, 11, 2)))
    issue.buat(kantor, nota(tanggal=date(2026, 11, 20)))
    sisip = issue.buat(kantor, nota(tanggal=date(2026, 11, 10)))[0]
    assert sisip.nomor == "1.a/ND/DKUKM/XI/2026"
    assert sisip.urut == "1.a"
    assert utuh(kantor, sisip)
    kantor.tutup()


def test_a_reserved_number_is_used_and_may_be_backdated(kantor: Kantor) -> None:
    pesanan = penomoran.pesan(kantor, "nota-dinas", untuk="Sekretaris")[0]
    issue.buat(kantor, nota())
    surat = issue.buat(kantor, nota(pesanan=pesanan.teks, tanggal=date(2026, 11, 2)))[0]
    assert (surat.urut, surat.tanggal) == ("1", "2026-11-02")
    assert penomoran.celah(kantor) == []


def test_two_letters_never_share_a_file_even_with_the_same_content(kantor: Kantor) -> None:
    surat = [issue.buat(kantor, nota())[0] for _ in range(3)]
    assert len({s.berkas[0].path for s in surat}) == 3
    assert len([p for p in isi_folder(kantor.folder) if p.endswith(".docx")]) == 3


def test_a_file_name_cannot_leave_the_archive(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota(hal="../../../etc/passwd\\..\\x"))[0]
    path = kantor.folder / surat.berkas[0].path
    assert path.resolve().parent == (kantor.folder / "arsip" / "2026").resolve()
    assert ".." not in surat.berkas[0].path


def test_pdf_is_refused_before_a_number_is_taken(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/tidak/ada")
    sebelum = jejak(kantor)
    with pytest.raises(PdfTidakTersedia):
        issue.buat(kantor, nota(), pdf=True)
    assert jejak(kantor) == sebelum


def test_a_book_that_cannot_be_written_is_a_warning_and_its_row_follows_later(kantor: Kantor) -> None:
    issue.buat(kantor, nota())
    buku = kantor.folder / "buku" / f"{AGENDA}-2026.xlsx"
    baik = buku.read_bytes()
    buku.write_bytes(b"PK rusak")
    surat = issue.buat(kantor, nota())[0]
    assert surat.status == "terbit"
    assert any(AGENDA in p for p in surat.peringatan)
    buku.write_bytes(baik)
    ketiga = issue.buat(kantor, nota())[0]
    assert ketiga.peringatan == ()
    assert [b["urutan"] for b in baris_buku(kantor, AGENDA)] == ["1.0", "2.0", "3.0"]


def test_nothing_after_commit_looks_like_a_refusal(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    def meledak(*_: object) -> list[str]:
        raise RuntimeError("tidak terduga")

    monkeypatch.setattr("naskah.pembukuan.tulis_buku", meledak)
    surat = issue.buat(kantor, nota())[0]
    assert surat.status == "terbit"
    assert "naskah periksa" in surat.peringatan[-1]


def test_a_file_that_cannot_be_moved_after_commit_waits_for_repair(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(PermissionError(13, "terkunci")))
    surat = issue.buat(kantor, nota())[0]
    assert any("periksa --perbaiki" in p for p in surat.peringatan)
    monkeypatch.undo()
    assert periksa(kantor).rusak
    hasil = periksa(kantor, perbaiki=True, menyeluruh=True)
    assert not hasil.rusak
    assert surat.berkas[0].path in hasil.diperbaiki[0]
    assert utuh(kantor, surat)


def test_the_actor_and_the_moment_stand_in_the_chain(kantor: Kantor) -> None:
    surat = issue.buat(kantor, nota())[0]
    with kantor.ledger.baca() as baca:
        peristiwa = baca.peristiwa(naskah_id=surat.id)
    assert [p.jenis for p in peristiwa] == ["terbit"]
    assert peristiwa[0].pelaku == "Contoh Pengadministrasi"
    assert peristiwa[0].waktu.startswith("2026-11-23T02:00:00")
    assert peristiwa[0].isi["sha256"] == surat.berkas[0].sha256
