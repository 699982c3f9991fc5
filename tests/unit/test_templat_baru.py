"""A new naskah.docx: proposed, compared, accepted, brought back; the old one is never lost."""

from __future__ import annotations

import errno
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from naskah import checks, issue, templat, templat_baru
from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.commands import jalankan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from registers.dasar import berkas, sistem
from registers.dasar.galat import BerkasGagal, DataTidakSah, KeadaanDitolak, TidakDitemukan
from tests.bahan.kantor import contoh
from tests.bahan.render import ubah

DOK = "word/document.xml"


def dengan(docx: bytes, kata: str) -> bytes:
    """The template with one paragraph more at its top."""
    sisip = f"<w:body><w:p><w:r><w:t>{kata}</w:t></w:r></w:p>".encode()
    return ubah(docx, {DOK: lambda isi: isi.replace(b"<w:body>", sisip, 1)})


@pytest.fixture
def jenis(kantor: Kantor) -> Jenis:
    return kantor.katalog.jenis("nota-dinas")


def terima(kantor: Kantor, jenis: Jenis, kata: str) -> bytes:
    usul = dengan(templat_baru.docx(kantor, jenis), kata)
    templat_baru.terima(kantor, jenis, usul, berkas.sha256(templat_baru.docx(kantor, jenis)))
    return usul


def peristiwa(kantor: Kantor) -> list[dict[str, object]]:
    with kantor.ledger.baca() as baca:
        return [dict(p.isi) for p in baca.peristiwa() if p.jenis == "templat"]


def test_a_proposal_shows_the_same_letter_with_both_templates(kantor: Kantor, jenis: Jenis) -> None:
    hasil = templat_baru.usulkan(kantor, jenis, dengan(templat_baru.docx(kantor, jenis), "Baris baru"))
    beda = [b for b in templat_baru.sandingan(hasil.teks_lama, hasil.teks_baru) if not b[2]]
    assert (hasil.temuan, hasil.catatan, beda) == ((), "", [("", "Baris baru", False)])
    assert hasil.docx_lama.startswith(b"PK")
    assert hasil.docx_baru is not None
    assert not (kantor.folder / "templates" / jenis.id).exists()


@pytest.mark.parametrize("id_", ["pkgb", "sppd", "sertifikat-kesehatan"])
def test_a_type_can_be_compared_in_an_office_without_our_sample_people(kantor: Kantor, id_: str) -> None:
    for nama in ("pegawai.xlsx", "koperasi.xlsx"):
        (kantor.folder / "data" / nama).unlink()
    jenis = kantor.katalog.jenis(id_)
    hasil = templat_baru.usulkan(kantor, jenis, dengan(templat_baru.docx(kantor, jenis), "Baris baru"))
    assert (hasil.temuan, hasil.catatan) == ((), "")
    assert "Baris baru" in hasil.teks_baru


def test_every_finding_has_its_place(kantor: Kantor, jenis: Jenis) -> None:
    salah = dengan(dengan(templat_baru.docx(kantor, jenis), "{{ hall }}"), "{{ kepada|safe }}")
    hasil = templat_baru.usulkan(kantor, jenis, salah)
    assert [t.tempat for t in hasil.temuan] == ["paragraf 1", "paragraf 2"]
    assert hasil.docx_baru is None
    with pytest.raises(DataTidakSah):
        templat_baru.terima(kantor, jenis, salah, hasil.sidik_lama)


def test_what_passes_the_check_but_cannot_be_rendered_is_a_finding(kantor: Kantor, jenis: Jenis) -> None:
    usul = dengan(templat_baru.docx(kantor, jenis), "{{ 1 // 0 }}")
    assert templat_baru.usulkan(kantor, jenis, usul).temuan


@pytest.mark.parametrize("isi", [b"", b"bukan docx", b"PK\x03\x04rusak"])
def test_what_is_no_docx_is_a_finding(kantor: Kantor, jenis: Jenis, isi: bytes) -> None:
    assert [t.tempat for t in templat_baru.usulkan(kantor, jenis, isi).temuan] == ["berkas"]


def test_the_file_in_use_is_no_proposal(kantor: Kantor, jenis: Jenis) -> None:
    with pytest.raises(KeadaanDitolak, match="sama dengan"):
        templat_baru.usulkan(kantor, jenis, templat_baru.docx(kantor, jenis))


def test_accepting_a_type_of_ours_gives_the_office_its_own_and_keeps_the_old(
    kantor: Kantor, jenis: Jenis
) -> None:
    lama = templat_baru.docx(kantor, jenis)
    usul = terima(kantor, jenis, "Baris baru")
    folder = kantor.folder / "templates" / "nota-dinas"
    assert (folder / "naskah.docx").read_bytes() == usul
    assert (folder / ".lama" / "naskah-20261123-100000.docx").read_bytes() == lama
    assert (jenis.folder / "naskah.docx").read_bytes() == lama
    segar = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    baru = segar.katalog.jenis("nota-dinas")
    assert baru.folder == folder
    assert templat_baru.letak(segar, baru).milik
    isi = tomllib.loads((folder / "contoh.toml").read_text("utf-8"))
    surat = issue.buat(segar, Permintaan("nota-dinas", isi))[0]
    with segar.ledger.baca() as baca:
        assert "Baris baru" in teks((segar.folder / baca.berkas(surat.id)[0].path).read_bytes())
    segar.tutup()


def test_accepting_is_an_event_and_the_office_stays_sound(kantor: Kantor, jenis: Jenis) -> None:
    lama = templat_baru.docx(kantor, jenis)
    usul = terima(kantor, jenis, "Baris baru")
    assert peristiwa(kantor) == [
        {
            "jenis": "nota-dinas",
            "sha256": berkas.sha256(usul),
            "sebelumnya": berkas.sha256(lama),
            "disimpan": "naskah-20261123-100000.docx",
        }
    ]
    assert not checks.periksa(kantor, menyeluruh=True).rusak


def test_two_versions_within_a_second_are_both_kept_and_either_comes_back(
    kantor: Kantor, jenis: Jenis
) -> None:
    asal = templat_baru.docx(kantor, jenis)
    satu = terima(kantor, jenis, "Satu")
    terima(kantor, jenis, "Dua")
    versi = templat_baru.daftar_lama(kantor, jenis)
    assert [v.nama for v in versi] == ["naskah-20261123-100000.docx", "naskah-20261123-100000-2.docx"]
    assert [templat_baru.docx_lama(kantor, jenis, v.nama) for v in versi] == [asal, satu]
    assert {v.saat for v in versi} == {datetime(2026, 11, 23, 10, tzinfo=versi[0].saat.tzinfo)}
    lama = templat_baru.docx_lama(kantor, jenis, versi[0].nama)
    templat_baru.terima(kantor, jenis, lama, berkas.sha256(templat_baru.docx(kantor, jenis)))
    assert templat_baru.docx(kantor, jenis) == asal
    assert peristiwa(kantor)[-1]["kembali"] == versi[0].nama


@pytest.mark.parametrize("nama", ["../naskah.docx", "naskah.docx", "naskah-20261123-100000.docx", ""])
def test_only_a_kept_version_comes_back(kantor: Kantor, jenis: Jenis, nama: str) -> None:
    with pytest.raises(TidakDitemukan):
        templat_baru.docx_lama(kantor, jenis, nama)


def test_a_version_accepted_meanwhile_is_not_overwritten(kantor: Kantor, jenis: Jenis) -> None:
    usul = dengan(templat_baru.docx(kantor, jenis), "Saya")
    dilihat = berkas.sha256(templat_baru.docx(kantor, jenis))
    orang_lain = terima(kantor, jenis, "Orang lain")
    with pytest.raises(KeadaanDitolak, match="diganti orang lain"):
        templat_baru.terima(kantor, jenis, usul, dilihat)
    assert templat_baru.docx(kantor, jenis) == orang_lain


def test_two_people_at_once_wait_for_each_other(
    kantor: Kantor, jenis: Jenis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templat_baru, "_TUNGGU", 0.05)
    usul = dengan(templat_baru.docx(kantor, jenis), "Saya")
    dilihat = berkas.sha256(templat_baru.docx(kantor, jenis))
    with sistem.kunci(kantor.folder / ".simpanan" / "templat.kunci") as dapat:
        assert dapat
        with pytest.raises(KeadaanDitolak, match="sedang diganti"):
            templat_baru.terima(kantor, jenis, usul, dilihat)


@pytest.mark.parametrize("milik", [False, True])
def test_a_full_disk_leaves_everything_as_it_was(
    kantor: Kantor, jenis: Jenis, milik: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if milik:
        terima(kantor, jenis, "Punya kantor")
    usul = dengan(templat_baru.docx(kantor, jenis), "Gagal")
    sebelum = isi_templat(kantor)
    tulis = berkas.tulis_atomik

    def penuh(path: Path, data: bytes) -> None:
        if data == usul:
            raise berkas.gagal(path, OSError(errno.ENOSPC, "penuh"), "ditulis")
        tulis(path, data)

    monkeypatch.setattr(berkas, "tulis_atomik", penuh)
    with pytest.raises(BerkasGagal, match="cakram penuh"):
        templat_baru.terima(kantor, jenis, usul, berkas.sha256(templat_baru.docx(kantor, jenis)))
    assert isi_templat(kantor) == sebelum
    assert len(peristiwa(kantor)) == int(milik)


@pytest.mark.parametrize("milik", [False, True])
def test_without_the_event_there_is_no_new_template(
    kantor: Kantor, jenis: Jenis, milik: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if milik:
        terima(kantor, jenis, "Punya kantor")
    sebelum = isi_templat(kantor)
    usul = dengan(templat_baru.docx(kantor, jenis), "Gagal")

    def gagal(*_: object) -> str:
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("registers.ledger.peristiwa.hash_peristiwa", gagal)
    with pytest.raises(RuntimeError):
        templat_baru.terima(kantor, jenis, usul, berkas.sha256(templat_baru.docx(kantor, jenis)))
    assert isi_templat(kantor) == sebelum


def isi_templat(kantor: Kantor) -> dict[str, bytes]:
    akar = kantor.folder / "templates"
    return {p.relative_to(akar).as_posix(): p.read_bytes() for p in sorted(akar.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("id_", sorted(Katalog.buka([folder_templat()]).letak_lembar))
def test_every_document_of_a_paket_is_compared_on_its_sample(kantor: Kantor, id_: str) -> None:
    lembar = kantor.katalog.bertemplat(id_)
    hasil = templat_baru.usulkan(kantor, lembar, dengan(templat_baru.docx(kantor, lembar), "Baris baru"))
    assert (hasil.temuan, hasil.catatan) == ((), "")
    assert [b for b in templat_baru.sandingan(hasil.teks_lama, hasil.teks_baru) if not b[2]] == [
        ("", "Baris baru", False)
    ]


def test_a_document_of_a_paket_becomes_the_offices_own_in_every_paket(kantor: Kantor) -> None:
    lembar = kantor.katalog.bertemplat("spp-pengantar")
    lama = templat_baru.docx(kantor, lembar)
    terima(kantor, lembar, "Baris kantor ini")
    assert (kantor.folder / "templates" / "_lembar" / "spp-pengantar" / "naskah.docx").is_file()
    assert not checks.periksa(kantor, menyeluruh=True).rusak
    segar = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    for paket in ("spp-up", "spp-ls-barang-jasa"):
        (satu,) = issue.buat(segar, Permintaan(paket, contoh(paket)))
        isi = [teks((segar.folder / b.path).read_bytes()) for b in satu.berkas]
        assert ["Baris kantor ini" in t for t in isi] == [True, *[False] * (len(isi) - 1)]
    baru = segar.katalog.bertemplat("spp-pengantar")
    assert templat_baru.letak(segar, baru).milik
    (versi,) = templat_baru.daftar_lama(segar, baru)
    assert templat_baru.docx_lama(segar, baru, versi.nama) == lama
    segar.tutup()


def test_a_paket_itself_has_no_template_and_says_which_documents_do(kantor: Kantor) -> None:
    with pytest.raises(TidakDitemukan) as galat:
        kantor.katalog.bertemplat("spp-up")
    assert "spp-pengantar" in galat.value.hint


def test_no_document_of_a_paket_is_called_like_a_type(kantor: Kantor) -> None:
    berjenis = {id_ for id_, folder in kantor.katalog.letak.items() if (folder / "naskah.toml").is_file()}
    assert not berjenis & {*kantor.katalog.letak_lembar}
    with pytest.raises(KeadaanDitolak, match="lembar paket"):
        templat.baru(kantor, "spp-pengantar")


def test_the_commands_check_a_document_and_refresh_its_kop(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    di = ["--kantor", str(kantor.folder)]
    assert jalankan(["templat", "periksa", "spp-pengantar", *di]) == 0
    lembar = kantor.katalog.bertemplat("spp-pengantar")
    terima(kantor, lembar, "Baris baru")
    path = kantor.folder / "templates" / "_lembar" / "spp-pengantar" / "naskah.docx"
    capsys.readouterr()
    assert jalankan(["templat", "kop", *di]) == 0
    assert "spp-pengantar" in capsys.readouterr().out
    path.write_bytes(dengan(path.read_bytes(), "{{ tiada_isian }}"))
    assert jalankan(["templat", "periksa", str(path)]) == 4
    assert jalankan(["templat", "periksa", "spp-pengantar", *di]) == 4
    assert "tiada_isian" in capsys.readouterr().out
