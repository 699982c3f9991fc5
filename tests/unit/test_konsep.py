"""Konsep and terbit: what was signed is what is issued (SOP 22)."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from naskah import issue, konsep, penerbitan, penomoran
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.penerbitan import terbit
from naskah.render import teks
from naskah.surat import Surat
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NomorDitolak
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import baris_buku, contoh, isi_folder, jejak, nota, spt, utuh


def buat_konsep(kantor: Kantor, permintaan: Permintaan | None = None) -> Surat:
    """A konsep of a nota dinas."""
    return issue.buat(kantor, permintaan or nota(konsep=True))[0]


def isi_berkas(kantor: Kantor, surat: Surat) -> str:
    """The text of a letter's newest file."""
    return teks((kantor.folder / surat.berkas[0].path).read_bytes())


def buka_lagi(kantor: Kantor, saat: datetime | None = None) -> Kantor:
    """The same office, opened anew, maybe at another moment."""
    return Kantor.buka(kantor.folder, clock=FixedClock(saat) if saat else kantor.clock, pelaku="Kedua")


def test_a_konsep_has_a_file_but_no_number_and_no_row(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    assert (surat.status, surat.nomor, surat.urut, surat.buku) == ("konsep", "", "", ())
    assert surat.berkas[0].path == f"konsep/{surat.id}-v1.docx"
    assert utuh(kantor, surat)
    assert issue.coba(kantor, nota())[0].nomor == "1/ND/DKUKM/XI/2026"
    with kantor.ledger.baca() as baca:
        assert baca.peristiwa(naskah_id=surat.id) == []


def test_a_konsep_that_could_not_be_rendered_is_not_kept(kantor: Kantor) -> None:
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah):
        buat_konsep(kantor, nota(konsep=True, hal=""))
    assert jejak(kantor) == sebelum


def test_terbit_fills_in_number_and_date_and_nothing_else(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    sebelum = isi_berkas(kantor, surat).splitlines()
    hasil = terbit(kantor, surat.id)[0]
    assert (hasil.id, hasil.status, hasil.nomor) == (surat.id, "terbit", "1/ND/DKUKM/XI/2026")
    assert utuh(kantor, hasil)
    sesudah = isi_berkas(kantor, hasil).splitlines()
    berubah = [b for b in difflib.ndiff(sebelum, sesudah) if b.startswith(("+ ", "- "))]
    assert 0 < len(berubah) <= 4, berubah
    assert all(b[2:].startswith(("Nomor", "Tanggal")) for b in berubah), berubah
    assert [b["_id"] for b in baris_buku(kantor, "agenda-surat-keluar")] == [surat.id]


def test_the_signed_konsep_stays_beside_the_issued_letter(kantor: Kantor) -> None:
    surat = terbit(kantor, buat_konsep(kantor).id)[0]
    assert [Path(b.path).parts[0] for b in surat.berkas] == ["arsip", "konsep"]
    assert utuh(kantor, surat)


def test_ubah_makes_a_new_version_and_keeps_the_old_file(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    lama = isi_folder(kantor.folder)
    baru = konsep.ubah(kantor, surat.id, contoh("nota-dinas", hal="Hal yang sudah diubah"))[0]
    assert [b.path for b in baru.berkas] == [f"konsep/{surat.id}-v{n}.docx" for n in (2, 1)]
    assert lama.items() <= isi_folder(kantor.folder).items()
    assert "Hal yang sudah diubah" in isi_berkas(kantor, baru)
    assert "Hal yang sudah diubah" in isi_berkas(kantor, terbit(kantor, surat.id)[0])


def test_the_second_of_two_editors_is_told(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    konsep.ubah(kantor, surat.id, contoh("nota-dinas", hal="Orang pertama"), versi=1)
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak, match="sekarang versi 2, bukan 1"):
        konsep.ubah(kantor, surat.id, contoh("nota-dinas", hal="Orang kedua"), versi=1)
    assert jejak(kantor) == sebelum


def test_an_editor_overtaken_while_rendering_is_told_too(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    surat = buat_konsep(kantor)
    asli = konsep.susun

    def disalip(*kata: object) -> object:
        monkeypatch.setattr(konsep, "susun", asli)
        konsep.ubah(kantor, surat.id, contoh("nota-dinas", hal="Yang menyalip"))
        return asli(*kata)

    monkeypatch.setattr(konsep, "susun", disalip)
    with pytest.raises(KeadaanDitolak, match="sudah diubah orang lain"):
        konsep.ubah(kantor, surat.id, contoh("nota-dinas", hal="Yang disalip"))
    with kantor.ledger.baca() as baca:
        assert baca.naskah(surat.id).hal == "Yang menyalip"
    assert list((kantor.folder / "arsip" / ".tunggu").iterdir()) == []


def test_an_issued_letter_is_no_konsep_any_more(kantor: Kantor) -> None:
    surat = terbit(kantor, buat_konsep(kantor).id)[0]
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak, match="bukan konsep"):
        terbit(kantor, surat.id)
    with pytest.raises(KeadaanDitolak, match="bukan konsep"):
        konsep.ubah(kantor, surat.id, contoh("nota-dinas"))
    assert jejak(kantor) == sebelum


def test_what_changed_in_the_office_meanwhile_does_not_change_what_was_signed(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    tata = kantor.folder / "kantor.toml"
    teks_tata = tata.read_text("utf-8")
    tata.write_text(teks_tata.replace("Maria Contoh", "Orang Baru").replace("Petrus Misalnya", "Orang Baru"))
    asal = kantor.katalog.jenis("nota-dinas").folder
    milik = kantor.folder / "templates" / "nota-dinas"
    milik.mkdir(parents=True)
    for nama in ("naskah.toml", "contoh.toml"):
        (milik / nama).write_bytes((asal / nama).read_bytes())
    lain = kantor.katalog.jenis("surat-undangan").folder / "naskah.docx"
    (milik / "naskah.docx").write_bytes(lain.read_bytes())
    kop = milik.parent / "_kop"
    kop.mkdir()
    (kop / "dinas.docx").write_bytes((asal.parent / "_kop" / "gubernur.docx").read_bytes())

    kedua = buka_lagi(kantor, datetime(2026, 11, 25, 2, 0, tzinfo=UTC))
    hasil = terbit(kedua, surat.id)[0]
    isi = isi_berkas(kantor, hasil)
    assert "Orang Baru" not in isi
    assert hasil.tanggal == "2026-11-25"
    sama = isi_berkas(kantor, surat).splitlines()
    beda = [b for b in difflib.ndiff(sama, isi.splitlines()) if b.startswith(("+ ", "- "))]
    assert all(b[2:].startswith(("Nomor", "Tanggal")) for b in beda), beda
    kedua.tutup()


def test_a_konsep_is_issued_though_its_signer_left_meanwhile(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    tata = kantor.folder / "kantor.toml"
    tata.write_text(
        tata.read_text("utf-8").replace("dari = 2025-01-01", "dari = 2025-01-01\nsampai = 2026-11-24")
    )
    kedua = buka_lagi(kantor, datetime(2026, 11, 26, 2, 0, tzinfo=UTC))
    assert terbit(kedua, surat.id)[0].status == "terbit"
    kedua.tutup()


def test_terbit_is_refused_when_a_computed_value_would_change_with_the_date(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    surat = buat_konsep(kantor)
    asli, gaji = penerbitan.cetak, iter(("Rp1,00", "Rp2,00"))  # as a salary table that changes in between
    monkeypatch.setattr(penerbitan, "cetak", lambda *kata: {**asli(*kata), "gaji": next(gaji)})
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak, match="isi naskah akan berubah: gaji"):
        terbit(kantor, surat.id, tanggal=date(2026, 11, 30))
    assert jejak(kantor) == sebelum
    assert terbit(kantor, surat.id)[0].tanggal == "2026-11-23"  # the date it was signed for


def test_a_konsep_signed_in_november_is_numbered_in_december(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    hasil = terbit(kantor, surat.id, tanggal=date(2026, 12, 1))[0]
    assert (hasil.tanggal, hasil.nomor) == ("2026-12-01", "1/ND/DKUKM/XII/2026")
    assert "1 Desember 2026" in isi_berkas(kantor, hasil)


def test_a_konsep_derives_its_letters_when_it_is_issued(kantor: Kantor) -> None:
    surat = buat_konsep(kantor, replace(spt(), konsep=True))
    assert [s.jenis for s in terbit(kantor, surat.id)] == ["spt", "sppd", "sppd"]


def test_a_reserved_number_is_used_by_terbit(kantor: Kantor) -> None:
    pesanan = penomoran.pesan(kantor, "nota-dinas", untuk="Kabid", jumlah=2)
    hasil = terbit(kantor, buat_konsep(kantor).id, pesanan=pesanan[1].teks)[0]
    assert hasil.urut == "2"
    assert [c.urut for c in penomoran.celah(kantor)] == [1]


def luar(folder: Path) -> Kantor:
    """The office with nota dinas numbered by somebody else."""
    tata = folder / "kantor.toml"
    teks_tata = tata.read_text("utf-8")
    seri = '[seri_jenis]\nnota-dinas = "keputusan-gubernur"\n\n[format]'
    tata.write_text(teks_tata.replace("[format]", seri, 1), "utf-8")
    return Kantor.buka(folder, clock=FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC)), pelaku="Contoh")


def test_a_letter_numbered_by_others_waits_as_konsep(folder_kantor: Path) -> None:
    kantor = luar(folder_kantor)
    surat = issue.buat(kantor, nota())[0]
    assert (surat.status, surat.nomor) == ("konsep", "")
    with pytest.raises(NomorDitolak, match="diberi pihak lain"):
        terbit(kantor, surat.id)
    for salah in ("546/KEP/HK", "546/KEP/HK/2025", "apa saja"):
        sebelum = jejak(kantor)
        with pytest.raises(NomorDitolak):
            terbit(kantor, surat.id, nomor=salah)
        assert jejak(kantor) == sebelum
    hasil = terbit(kantor, surat.id, nomor="546/KEP/HK/2026")[0]
    assert (hasil.nomor, hasil.urut) == ("546/KEP/HK/2026", "546")
    kedua = issue.buat(kantor, nota())[0]
    with pytest.raises(NomorDitolak, match="sudah dipakai"):
        terbit(kantor, kedua.id, nomor="546/KEP/HK/2026")
    kantor.tutup()


def test_a_number_cannot_be_typed_where_the_ledger_gives_it(kantor: Kantor) -> None:
    surat = buat_konsep(kantor)
    with pytest.raises(NomorDitolak, match="--nomor tidak berlaku"):
        terbit(kantor, surat.id, nomor="9/ND/DKUKM/XI/2026")
