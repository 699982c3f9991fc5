"""A seal is part of issuing, and checking it names whatever was changed."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from naskah import issue, penerbitan, perubahan, templat_baru
from naskah.checks import segel as pemeriksaan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from naskah.segel import berkas, gambar, kunci
from naskah.segel.kode import baris_teks
from naskah.templat import periksa_jenis
from naskah.verifikasi import Putusan
from registers.dasar.galat import DataTidakSah, KantorSalah, TemplatSalah, TidakDitemukan
from tests.bahan.kantor import contoh, jejak, nota
from tests.bahan.segel import JENIS, dari, ganti_teks, periksa, pesan, sertifikat, ubah

# --- issuing ----------------------------------------------------------------------------------------


def test_a_certificate_carries_a_seal_of_its_number_date_and_words(kantor: Kantor):
    satu = sertifikat(kantor)
    assert (satu.kode.nomor, satu.kode.tanggal) == (satu.surat.nomor, satu.surat.tanggal)
    assert (satu.kode.jenis, satu.kode.id) == (JENIS, satu.surat.id)
    bawaan = berkas.bawaan_docx(satu.docx)
    assert bawaan is not None
    assert bawaan.teks == baris_teks(teks(satu.docx))
    assert "- 2 -" not in bawaan.teks
    assert berkas.baca("x", satu.docx).qr_sama


def test_a_letter_without_a_seal_makes_no_key(kantor: Kantor):
    issue.buat(kantor, nota())
    assert not (kantor.folder / kunci.FOLDER).exists()


def test_a_dry_run_and_a_konsep_have_an_empty_frame_and_make_no_key(kantor: Kantor):
    issue.coba(kantor, Permintaan(JENIS, contoh(JENIS)))
    (konsep,) = issue.buat(kantor, Permintaan(JENIS, contoh(JENIS), konsep=True))
    docx = (kantor.folder / konsep.berkas[0].path).read_bytes()
    assert berkas.bawaan_docx(docx) is None
    assert not (kantor.folder / kunci.FOLDER).exists()


def test_the_key_is_for_its_owner_alone_and_stays(kantor: Kantor):
    pertama, kedua = sertifikat(kantor), sertifikat(kantor)
    rahasia = kantor.folder / kunci.FOLDER / kunci.NAMA
    assert pertama.kode.kunci == kedua.kode.kunci
    assert (rahasia.parent / f"segel-{pertama.kode.kunci}.pub").is_file()
    if os.name != "nt":
        assert stat.S_IMODE(rahasia.stat().st_mode) == 0o600


def test_the_same_values_and_key_give_the_same_bytes():
    bawaan = gambar.Bawaan("NASKAH1|1/X|2026-11-23|y|N-abc234|k|i|t|z", ("Satu", "Dua"))
    assert gambar.png(bawaan) == gambar.png(bawaan)
    assert gambar.baca(gambar.png(bawaan)) == bawaan


@pytest.mark.parametrize(
    "isi", [b"", b"bukan kunci", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_refuses_before_a_number_is_taken(kantor: Kantor, isi: bytes):
    sertifikat(kantor)
    rahasia = kantor.folder / kunci.FOLDER / kunci.NAMA
    rahasia.write_bytes(isi)
    sebelum = jejak(kantor)
    for kerja in (issue.buat, issue.coba):
        with pytest.raises(KantorSalah, match="Tidak ada nomor yang diambil"):
            kerja(kantor, Permintaan(JENIS, contoh(JENIS)))
    assert jejak(kantor) == sebelum
    assert [t.tempat for t in pemeriksaan.periksa(kantor, menyeluruh=False)] == ["kunci/segel.pem"]


def test_the_check_names_a_key_that_others_may_read_and_a_lost_public_key(kantor: Kantor):
    assert pemeriksaan.periksa(kantor, menyeluruh=False) == []
    satu = sertifikat(kantor)
    assert pemeriksaan.periksa(kantor, menyeluruh=False) == []
    folder = kantor.folder / kunci.FOLDER
    (folder / kunci.NAMA).chmod(0o644)
    (folder / f"segel-{satu.kode.kunci}.pub").unlink()
    temuan = " ".join(t.pesan for t in pemeriksaan.periksa(kantor, menyeluruh=False))
    assert "kunci publiknya hilang" in temuan
    assert "dapat dibaca orang lain" in temuan or os.name == "nt"


def templat(kantor: Kantor, *, toml: str, segel: str) -> Kantor:
    """The office with a certificate type of its own."""
    from naskah.catalog import folder_templat

    asal, milik = folder_templat() / JENIS, kantor.folder / "templates" / JENIS
    milik.mkdir(parents=True)
    (milik / "contoh.toml").write_bytes((asal / "contoh.toml").read_bytes())
    (milik / "naskah.toml").write_text(
        (asal / "naskah.toml").read_text("utf-8").replace("segel = true", toml), "utf-8"
    )
    (milik / "naskah.docx").write_bytes(ganti_teks((asal / "naskah.docx").read_bytes(), "{{ segel }}", segel))
    return Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="Contoh")


def test_the_template_check_says_which_of_the_two_is_missing(kantor: Kantor, tmp_path: Path):
    tanpa_tag = templat(kantor, toml="segel = true", segel="x")
    assert [t.pesan for t in periksa_jenis(tanpa_tag.katalog.jenis(JENIS))] == ["segel tidak dicetak"]
    with pytest.raises(TemplatSalah, match="tidak mencetak segel"):
        issue.coba(tanpa_tag, Permintaan(JENIS, contoh(JENIS)))
    tanpa_tag.tutup()


def test_the_template_check_names_a_tag_that_the_type_does_not_ask_for(kantor: Kantor):
    tanpa_baris = templat(kantor, toml="", segel="{{ segel }}")
    (temuan,) = periksa_jenis(tanpa_baris.katalog.jenis(JENIS))
    assert "jenis ini tidak disegel" in temuan.pesan
    assert "segel = true" in temuan.saran
    tanpa_baris.tutup()


# --- checking in the office -------------------------------------------------------------------------


def test_the_file_as_issued_is_genuine(kantor: Kantor):
    satu = sertifikat(kantor)
    hasil = periksa(kantor, satu.docx)
    assert hasil.putusan is Putusan.ASLI
    assert "sama persis dengan yang di arsip" in pesan(hasil)
    assert ("Kepada", "Koperasi Contoh Maju") in hasil.keterangan
    assert periksa(kantor, satu.kode).putusan is Putusan.ASLI


def test_a_changed_name_is_told_by_its_name(kantor: Kantor):
    satu = sertifikat(kantor)
    hasil = periksa(kantor, ganti_teks(satu.docx, "Koperasi Contoh Maju", "Koperasi Palsu"))
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert "Nama koperasi: tertulis “Koperasi Palsu”, semestinya “Koperasi Contoh Maju”." in pesan(hasil)


@pytest.mark.parametrize(
    ("lama", "baru", "kata"),
    [
        ("SEHAT<", "SANGAT SEHAT<", "Predikat: tertulis “SANGAT SEHAT”, semestinya “SEHAT”."),
        ("84,16", "94,16", "Nilai akhir: tertulis “94,16”, semestinya “84,16”."),
        ("diberikan kepada", "", "Hilang dari berkas: “diberikan kepada”."),
        ("<w:body>", "<w:body><w:p><w:r><w:t>Tambahan</w:t></w:r></w:p>", "Ditambahkan: “Tambahan”."),
    ],
)
def test_changed_missing_and_added_words_are_named(kantor: Kantor, lama: str, baru: str, kata: str):
    hasil = periksa(kantor, ganti_teks(sertifikat(kantor).docx, lama, baru))
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert kata in pesan(hasil)


@pytest.mark.parametrize(
    ("bagian", "nilai", "kata"),
    [
        ("nomor", "1/PALSU", "Nomor dalam kode: tertulis “1/PALSU”"),
        ("tanggal", "2026-11-24", "Tanggal dalam kode: tertulis “2026-11-24”, semestinya “2026-11-23”"),
        ("jenis", "sk-tim-kerja", "Jenis surat dalam kode: tertulis “sk-tim-kerja”"),
        ("isi", "A" * 22, "Sidik isian dalam kode"),
        ("tanda", "A" * 86, "Tanda tangan dalam kode"),
    ],
)
def test_a_changed_part_of_the_code_is_named(kantor: Kantor, bagian: str, nilai: str, kata: str):
    palsu = replace(sertifikat(kantor).kode, **{bagian: nilai})
    hasil = periksa(kantor, palsu)
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert "Tanda tangan segel tidak cocok" in pesan(hasil)
    assert kata in pesan(hasil)


def test_the_seal_of_another_letter_in_a_file_is_named(kantor: Kantor):
    satu, lain = sertifikat(kantor), sertifikat(kantor)
    milik_lain = next(i for n, i in isi_media(lain.docx) if gambar.baca(i))
    tukar = ubah(satu.docx, lambda _, i: milik_lain if gambar.baca(i) else i)
    hasil = periksa(kantor, tukar)
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert f"semestinya “{lain.surat.nomor}”" in pesan(hasil)
    assert "bukan kode yang Anda berikan" in pesan(periksa(kantor, tukar, satu.kode))


def test_another_picture_with_the_true_text_in_it_is_named(kantor: Kantor):
    satu = sertifikat(kantor)

    def tiru(_: str, isi: bytes) -> bytes:
        bawaan = gambar.baca(isi)
        if bawaan is None:
            return isi
        lain = bawaan.kode[:-4] + "AAAA"  # as long, so that the chunk keeps its length
        return gambar.png(gambar.Bawaan(lain, bawaan.teks)).replace(lain.encode(), bawaan.kode.encode())

    assert "gambarnya diganti" in pesan(periksa(kantor, ubah(satu.docx, tiru), satu.kode))


def isi_media(docx: bytes) -> list[tuple[str, bytes]]:
    semua: list[tuple[str, bytes]] = []
    ubah(docx, lambda n, i: semua.append((n, i)))  # type: ignore[func-returns-value]
    return semua


def test_a_corrected_letter_says_so_and_its_new_file_is_genuine(kantor: Kantor):
    satu = sertifikat(kantor)
    (surat,) = perubahan.ralat(kantor, satu.surat.id, contoh(JENIS, kuk="KUK 2"), alasan="salah KUK")
    baru = dari(kantor, surat)
    assert baru.kode.tanda != satu.kode.tanda
    assert periksa(kantor, baru.docx).putusan is Putusan.ASLI
    lama = periksa(kantor, satu.docx)
    assert lama.putusan is Putusan.TIDAK_BERLAKU
    assert "sudah diralat: salah KUK. Yang berlaku: arsip/2026/" in pesan(lama)


def test_an_archived_file_of_before_a_ralat_is_told_so_and_not_called_false(kantor: Kantor):
    satu = sertifikat(kantor)
    (surat,) = perubahan.ralat(kantor, satu.surat.id, contoh(JENIS, kuk="KUK 2"), alasan="salah KUK")
    hasil = periksa(kantor, satu.docx, dari(kantor, surat).kode)
    assert hasil.putusan is Putusan.TIDAK_BERLAKU
    assert "versi sebelum ralat" in pesan(hasil)


def test_a_voided_letter_says_so(kantor: Kantor):
    satu = sertifikat(kantor)
    perubahan.batal(kantor, satu.surat.id, alasan="salah koperasi")
    hasil = periksa(kantor, satu.docx)
    assert hasil.putusan is Putusan.TIDAK_BERLAKU
    assert "sudah dibatalkan: salah koperasi" in pesan(hasil)


def test_a_true_signature_that_the_ledger_does_not_know_is_not_genuine(kantor: Kantor):
    satu = sertifikat(kantor)
    pemilik = kunci.pakai(kantor.folder)
    from naskah.segel.kode import rapat

    palsu = replace(satu.kode, id="N-zzzzzz", nomor="9/X", tanda="")
    palsu = replace(palsu, tanda=rapat(pemilik.tanda(palsu.pesan)))
    hasil = periksa(kantor, palsu)
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert "tidak mencatat surat N-zzzzzz" in pesan(hasil)


def test_changed_values_in_the_ledger_are_named(kantor: Kantor):
    satu = sertifikat(kantor)
    with kantor.ledger.tulis("Penyusup") as tx:
        naskah = tx.naskah(satu.surat.id)
        tx.simpan_naskah(replace(naskah, isi={**naskah.isi, "kuk": "KUK 4"}))
    assert "buku besar diubah" in pesan(periksa(kantor, satu.docx))


# --- keys -------------------------------------------------------------------------------------------


def test_letters_of_a_lost_or_replaced_key_are_still_genuine(kantor: Kantor):
    lama = sertifikat(kantor)
    (kantor.folder / kunci.FOLDER / kunci.NAMA).unlink()
    baru = sertifikat(kantor)
    assert baru.kode.kunci != lama.kode.kunci
    for satu in (lama, baru):
        assert periksa(kantor, satu.docx).putusan is Putusan.ASLI
    for path in (kantor.folder / kunci.FOLDER).iterdir():
        path.unlink()
    assert periksa(kantor, lama.docx).putusan is Putusan.ASLI  # the ledger keeps the public key


def test_another_offices_letter_is_not_ours_and_not_called_false(
    kantor: Kantor, kantor_kosong: Path, tmp_path: Path
):
    import shutil

    lain = Kantor.buka(shutil.copytree(kantor_kosong, tmp_path / "lain"), clock=kantor.clock, pelaku="Contoh")
    satu = sertifikat(lain)
    hasil = periksa(kantor, satu.docx)
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "tidak dikenal di sini" in pesan(hasil)
    sertifikat(kantor)
    dikenal = periksa(None, satu.docx, publik=kunci.publik_kantor(lain.folder))
    assert dikenal.putusan is Putusan.ASLI
    keduanya = periksa(kantor, satu.docx, publik=kunci.publik_kantor(lain.folder))  # its key, our ledger
    assert keduanya.putusan is Putusan.BELUM_PASTI
    assert periksa(None, satu.docx, publik=kunci.publik_kantor(kantor.folder)).putusan is Putusan.BELUM_PASTI
    lain.tutup()


# --- checking with nothing but the public key -------------------------------------------------------


def test_the_public_key_alone_checks_the_words_of_a_docx(kantor: Kantor):
    satu = sertifikat(kantor)
    publik = kunci.publik_kantor(kantor.folder)
    assert periksa(None, satu.docx, publik=publik).putusan is Putusan.ASLI
    palsu = periksa(None, ganti_teks(satu.docx, "Koperasi Contoh Maju", "Koperasi Palsu"), publik=publik)
    assert palsu.putusan is Putusan.TIDAK_ASLI
    assert "Tertulis “Koperasi Palsu”, semestinya “Koperasi Contoh Maju”." in pesan(palsu)


def test_a_docx_without_its_picture_is_held_against_a_code_by_hash(kantor: Kantor):
    satu = sertifikat(kantor)
    publik = kunci.publik_kantor(kantor.folder)
    lepas = ubah(satu.docx, lambda _, i: b"\x89PNG\r\n\x1a\n" if gambar.baca(i) else i)
    with pytest.raises(TidakDitemukan, match="tidak membawa segel"):
        periksa(None, lepas, publik=publik)
    hasil = periksa(None, lepas, satu.kode, publik=publik)
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "Seluruh teks berkas sama" in pesan(hasil)
    palsu = ganti_teks(lepas, "84,16", "94,16")
    assert "Teks berkas tidak sama dengan yang disegel" in pesan(
        periksa(None, palsu, satu.kode, publik=publik)
    )


def test_carried_words_that_were_not_sealed_are_not_believed(kantor: Kantor):
    satu = sertifikat(kantor)

    def karang(_: str, isi: bytes) -> bytes:
        bawaan = gambar.baca(isi)
        return gambar.png(gambar.Bawaan(bawaan.kode, ("Koperasi Palsu",))) if bawaan else isi

    publik = kunci.publik_kantor(kantor.folder)
    palsu = ganti_teks(ubah(satu.docx, karang), "Koperasi Contoh Maju", "Koperasi Palsu")
    assert periksa(None, palsu, publik=publik).putusan is Putusan.TIDAK_ASLI


@pytest.mark.parametrize("isi", [b"", b"bukan", b"PK\x03\x04rusak", b"%PDF-1.4 rusak", b"\0" * 100])
def test_a_file_that_cannot_be_read_is_refused_in_words(isi: bytes):
    with pytest.raises(DataTidakSah, match="Berkas tidak dapat diperiksa"):
        periksa(None, isi, publik={})


@pytest.mark.parametrize("isi", [b"\xff\xd8\xff\xe0foto", b"\x89PNG\r\n\x1a\nfoto"])
def test_a_photograph_is_told_to_use_the_phone(isi: bytes):
    with pytest.raises(TidakDitemukan, match="tidak dapat dibaca") as galat:
        periksa(None, isi, publik={})
    assert "kamera ponsel" in galat.value.hint


# --- on the way to a certificate --------------------------------------------------------------------


def test_a_konsep_is_sealed_when_it_is_issued(kantor: Kantor):
    (konsep,) = issue.buat(kantor, Permintaan(JENIS, contoh(JENIS), konsep=True))
    (surat,) = penerbitan.terbit(kantor, konsep.id)
    satu = dari(kantor, surat)
    assert satu.kode.nomor == surat.nomor
    assert periksa(kantor, satu.docx).putusan is Putusan.ASLI


def test_a_new_template_of_a_sealed_type_is_shown_with_the_frame(kantor: Kantor):
    jenis = kantor.katalog.jenis(JENIS)
    usul = ganti_teks((jenis.folder / "naskah.docx").read_bytes(), "diberikan kepada", "dianugerahkan kepada")
    hasil = templat_baru.usulkan(kantor, jenis, usul)
    assert hasil.temuan == ()
    assert "dianugerahkan kepada" in hasil.teks_baru
    assert not (kantor.folder / kunci.FOLDER).exists()
    tanpa = templat_baru.usulkan(kantor, jenis, ganti_teks(usul, "{{ segel }}", ""))
    assert [t.pesan for t in tanpa.temuan] == ["segel tidak dicetak"]
