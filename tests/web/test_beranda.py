"""The first page and what it leads to: rows, letters to make, what cannot be used."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from naskah import arsip, buku, contoh_meja, hari_ini, isian, issue
from naskah import contoh as contoh_kantor
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.web.peladen import Peladen
from naskah.web.server import siapkan
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import contoh
from tests.conftest import SAAT
from tests.web.conftest import Peramban, masuk

JAGA = "jaga-kgb-pangkat-pensiun"


def kantor(peladen: Peladen) -> Kantor:
    return peladen.kantor.untuk("Contoh Pengadministrasi")


def pkgb(k: Kantor) -> hari_ini.Kerja:
    return next(s for s in hari_ini.susun(k).kerja if s.surat == "pkgb")


def test_work_from_a_book_leads_to_its_row_and_to_the_letter_it_asks_for(
    peladen: Peladen, peramban: Peramban
) -> None:
    k = kantor(peladen)
    buku.sinkron(k, [JAGA])
    satu = pkgb(k)
    laman = peramban.buka("/", semua="1")
    tautan = re.search(rf'href="(/buku/{JAGA}/2026\?kata=[^"]+)"', laman)
    assert tautan
    assert "1 baris cocok" in peramban.buka(tautan[1])
    assert "Buat suratnya" in laman
    jawab = peramban.kirim("/buat", {"jenis": "pkgb", **{f"isi.{n}": v for n, v in satu.isi.items()}})
    baru = isian.buka(k, jawab.headers["location"].split("/")[2])
    assert baru.nilai == {"pegawai": satu.isi["pegawai"]}


def test_a_letter_that_was_asked_for_is_asked_for_no_more(peladen: Peladen) -> None:
    k = kantor(peladen)
    buku.sinkron(k, [JAGA])
    satu = pkgb(k)
    issue.buat(k, Permintaan("pkgb", {**contoh("pkgb"), "pegawai": satu.isi["pegawai"], **_dasar()}))
    assert satu.id not in {s.id for s in hari_ini.susun(k).kerja}


def _dasar() -> dict[str, str]:
    """Nothing typed that the master data know better."""
    return dict.fromkeys(
        ("tmt_lama", "golongan", "masa_kerja_lama", "masa_kerja_lama_bulan", "gaji_lama"), ""
    )


def test_a_type_whose_declaration_is_wrong_stops_no_other(
    peladen: Peladen, peramban: Peramban, folder_kantor: Path
) -> None:
    asal = kantor(peladen).katalog.jenis("nota-dinas").folder
    shutil.copytree(asal, folder_kantor / "templates" / "nota-rusak")
    (folder_kantor / "templates" / "nota-rusak" / "naskah.toml").write_text("judul = 1\n", "utf-8")
    laman = peramban.buka("/")
    assert "Jenis naskah “nota-rusak” tidak dapat dipakai" in laman
    for alamat in ("/buat", "/templat", "/cari?kata=a"):
        peramban.buka(alamat)
    assert "belum benar" in peramban.buka("/templat/nota-rusak", status=503)
    satu = isian.mulai(kantor(peladen), "nota-dinas", contoh("nota-dinas"))
    assert "Nomor yang akan diberikan" in peramban.buka(f"/isian/{satu.id}/terbit")


def test_conflicts_are_told_on_the_first_page(peladen: Peladen, peramban: Peramban) -> None:
    from registers.ledger import Konflik

    k = kantor(peladen)
    surat = issue.buat(k, Permintaan("nota-dinas", contoh("nota-dinas")))[0]
    with k.ledger.tulis("Contoh Pengolah") as tx:
        urut = tx.catat("sinkron", "", {"buku": "agenda-surat-keluar", "tahun": 2026, "diambil": []}).urut
        tx.catat_konflik(Konflik("agenda-surat-keluar", 2026, surat.id, "catatan", "a", "b"), urut)
    assert "1 isi sel di Excel dan di naskah berbeda" in peramban.buka("/")


def test_a_list_that_cannot_be_read_is_said_and_no_mystery(
    peladen: Peladen, peramban: Peramban, folder_kantor: Path
) -> None:
    (folder_kantor / "data" / "pegawai.xlsx").write_bytes(b"bukan xlsx")
    assert "Data pegawai tidak dapat dibaca" in peramban.buka("/saran/pegawai", status=507, kata="bu")


def test_archive_codes_are_found_by_words(peramban: Peramban) -> None:
    hasil = peramban.get("/saran/klasifikasi", params={"kata": "koperasi"}).json()
    assert hasil
    assert all(re.fullmatch(r"\d{3}(\.\d+)*", satu["isi"]) for satu in hasil)


def test_a_file_that_a_crash_left_half_way_is_found_and_put_in_its_place(
    peladen: Peladen, peramban: Peramban, folder_kantor: Path
) -> None:
    k = kantor(peladen)
    surat = issue.buat(k, Permintaan("nota-dinas", contoh("nota-dinas")))[0]
    satu = surat.berkas[0]
    letak = folder_kantor / satu.path
    tunggu = folder_kantor / "arsip" / ".tunggu" / arsip.nama_tunggu(satu.path, satu.sha256)
    isi = letak.read_bytes()
    letak.rename(tunggu)
    (tunggu.parent / "0123456789abcdef-sisa.docx").write_bytes(b"sisa")
    assert peramban.get(f"/berkas/{satu.path}").content == isi
    siapkan(k)
    assert letak.read_bytes() == isi
    assert arsip.menunggu(folder_kantor) == []


def test_who_may_not_or_asks_for_nothing_gets_a_page_with_a_way_back(peramban: Peramban) -> None:
    laman = peramban.buka("/tidak-ada", status=404)
    assert "Halaman itu tidak ada." in laman
    assert 'href="/"' in laman


def test_the_desk_of_the_example_office_opens(tmp_path: Path) -> None:
    folder = tmp_path / "kantor"
    k = contoh_kantor.siapkan(folder, clock=FixedClock(SAAT))
    contoh_meja.isi_meja(k, contoh_kantor.terbitkan_semua(k))
    k.tutup()
    peladen = Peladen(folder, clock=FixedClock(SAAT))
    with masuk(peladen) as klien:
        laman = klien.buka("/", semua="1")
        for tautan in set(re.findall(r'href="(/(?:buku|surat|surat-masuk)/[^"]+)"', laman)):
            halaman = klien.buka(tautan.replace("&amp;", "&"))
            assert "Tidak ada baris yang cocok" not in halaman, tautan
    peladen.tutup()
