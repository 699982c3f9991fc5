"""What a staff member met in the settings: words for fields, nothing typed lost."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah import penomoran
from naskah.tatanan import baca_tatanan
from naskah.web.peladen import Peladen
from registers.dasar.pola import TOKEN
from tests.bahan.pengaturan_web import buka, kirim
from tests.conftest import SAAT
from tests.web.conftest import Peramban

AGNES = "198507122010012001"
DARI = f"/induk/pegawai/satu/{AGNES}"


def sidik(laman: str) -> str:
    cocok = re.search(r'name="sidik" value="(\w*)"', laman)
    assert cocok is not None
    return cocok[1]


def ubah_toml(peladen: Peladen, lama: str, baru: str) -> None:
    path = peladen.folder / "kantor.toml"
    teks = path.read_text("utf-8")
    assert lama in teks
    path.write_text(teks.replace(lama, baru, 1), "utf-8")


def tulis_sel(peladen: Peladen, nip: str, kolom: str, nilai: object, apa: str = "pegawai") -> None:
    """What somebody changes in Excel meanwhile."""
    path = peladen.folder / "data" / f"{apa}.xlsx"
    buku = load_workbook(path)
    lembar: Any = buku.active
    judul = [s.value for s in lembar[1]]
    baris = next(b for b in lembar.iter_rows(min_row=2) if nip in [s.value for s in b])
    baris[judul.index(kolom)].value = nilai
    buku.save(path)


# --- fields are named as people name them ------------------------------------------------------------


@pytest.mark.parametrize(
    ("alamat", "dari", "isi", "tempat", "label"),
    [
        (DARI, DARI, {"tanggal_lahir": "kemarin"}, "tanggal_lahir", "Tanggal lahir"),
        ("/pengaturan/instansi", "/pengaturan/instansi", {"kode_pd": ""}, "kode_pd", "Kode perangkat daerah"),
        ("/pengaturan/pejabat", "/pengaturan/pejabat", {"jabatan": ""}, "jabatan", "Jabatan"),
        (
            "/pengaturan/pejabat/sekretaris/masa",
            "/pengaturan/pejabat/sekretaris",
            {"nama": "X", "nip": "1", "dari": "1-1-2026"},
            "nip",
            "NIP",
        ),
        (
            "/pengaturan/pejabat/sekretaris/masa/0/akhiri",
            "/pengaturan/pejabat/sekretaris",
            {"sampai": "besok-besok"},
            "sampai-0",
            "Hari terakhir",
        ),
        (
            "/pengaturan/seri/nota-dinas/pratinjau",
            "/pengaturan/seri/nota-dinas",
            {"pola": "{klas}"},
            "pola",
            "Pola nomor",
        ),
        (
            "/pengaturan/pengguna",
            "",
            {"sandi": "x", "sandi_ulang": "y"},
            "sandi_ulang",
            "Kata sandi sekali lagi",
        ),
        ("/pengaturan/lambang", "/pengaturan/instansi", {}, "lambang", "Gambar lambang"),
        ("/induk/koperasi/impor", "", {}, "berkas", "Berkas .xlsx atau .csv"),
        ("/pengaturan/nama", "/pengaturan/nama", {"nama": ""}, "nama", "Nama Anda"),
    ],
)
def test_a_refusal_names_the_field_by_its_label_and_leads_to_it(
    peramban: Peramban, alamat: str, dari: str, isi: dict[str, str], tempat: str, label: str
) -> None:
    laman = kirim(peramban, alamat, isi, 422, dari)
    assert f'<li><a href="#{tempat}">{label}</a>: ' in laman
    assert f'id="{tempat}"' in laman
    assert not re.search(rf"<li>(<[^>]+>)?{tempat}\b", laman)


@pytest.mark.parametrize(
    "alamat",
    ["/pengaturan/instansi", "/pengaturan/pejabat", "/pengaturan/seri/baru", "/pengaturan/pengguna", DARI],
)
def test_required_fields_are_marked_as_in_letters(peramban: Peramban, alamat: str) -> None:
    laman = buka(peramban, alamat)
    assert "(wajib)" not in laman
    assert laman.count('<span class="wajib" aria-hidden="true">*</span>') == laman.count(
        'aria-required="true"'
    )
    assert 'aria-required="true"' in laman


# --- days --------------------------------------------------------------------------------------------


def test_days_are_shown_in_words_with_a_calendar_and_read_back(peramban: Peramban, peladen: Peladen) -> None:
    laman = buka(peramban, DARI)
    isian = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', laman))
    assert re.fullmatch(r"\d+ [A-Z][a-z]+ \d{4}", isian["tmt_kgb"])
    assert re.search(r'name="tmt_kgb"[^>]*data-tanggal', laman)
    lama = (peladen.folder / "data/pegawai.xlsx").read_bytes()
    kirim(peramban, DARI, isian, 303, DARI)
    assert (peladen.folder / "data/pegawai.xlsx").read_bytes() == lama
    masa = "/pengaturan/pejabat/sekretaris/masa/0"
    dari = baca_tatanan(peladen.folder).pejabat_id("sekretaris")
    assert dari is not None
    laman = buka(peramban, masa)
    assert f'value="{dari.masa[0].dari}"' not in laman
    isian = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', laman))
    kirim(peramban, masa, isian, 303, masa)
    assert baca_tatanan(peladen.folder).pejabat_id("sekretaris") == dari


def test_a_cell_of_days_that_holds_none_is_shown_as_it_stands(peramban: Peramban, peladen: Peladen) -> None:
    for isi in ("Maret 2025", "2025-13-45", "1800-01-01"):
        tulis_sel(peladen, AGNES, "TMT KGB", isi)
        assert f'value="{isi}"' in buka(peramban, DARI)
        kirim(peramban, DARI, {"unit": isi, "tmt_kgb": isi}, 303, DARI)
        data = f"NIP;TMT KGB;Nama\n{AGNES};1-2-2026;\n".encode()
        laman = kirim(peramban, "/induk/pegawai/impor", {}, 200, files={"berkas": ("a.csv", data)})
        assert f"{isi} → 1 Februari 2026" in laman or isi == "1800-01-01"


def test_lists_show_days_in_words(peramban: Peramban) -> None:
    assert not re.search(r"<td>\d{4}-\d\d-\d\d</td>", buka(peramban, "/induk/koperasi"))
    assert re.search(r"<td>\d+ [A-Z][a-z]+ \d{4}</td>", buka(peramban, "/induk/koperasi"))


# --- others save meanwhile ---------------------------------------------------------------------------


def test_a_row_that_excel_changed_meanwhile_comes_back_with_what_was_typed(
    peramban: Peramban, peladen: Peladen
) -> None:
    dulu = sidik(buka(peramban, DARI))
    tulis_sel(peladen, AGNES, "Jabatan", "Jabatan dari Excel")
    isi = {"unit": "Unit yang diketik", "jabatan": "Jabatan lama", "sidik": dulu}
    laman = kirim(peramban, DARI, isi, 409)
    assert "sudah diubah orang lain" in laman
    assert 'value="Unit yang diketik"' in laman
    assert "Kini tersimpan: Jabatan dari Excel" in laman
    assert sidik(laman) != dulu
    kirim(peramban, DARI, {**isi, "sidik": sidik(laman)}, 303)
    assert 'value="Unit yang diketik"' in buka(peramban, DARI)


def test_a_row_that_is_gone_can_be_kept_as_a_new_one(peramban: Peramban, peladen: Peladen) -> None:
    dulu = sidik(buka(peramban, DARI))
    tulis_sel(peladen, AGNES, "NIP", "199001012015011001")
    laman = kirim(peramban, DARI, {"nama": "Agnes Diketik", "nip": AGNES, "sidik": dulu}, 409)
    assert 'action="/induk/pegawai/baru"' in laman
    assert 'value="Agnes Diketik"' in laman


def test_another_person_who_moved_into_the_row_is_not_overwritten(
    peramban: Peramban, peladen: Peladen
) -> None:
    jawab = peramban.kirim("/induk/pegawai/baru", {"nama": "Tanpa Nomor"})
    alamat = jawab.headers["location"]
    dulu = sidik(buka(peramban, alamat))
    tulis_sel(peladen, "Tanpa Nomor", "Nama", "Orang Lain")
    laman = kirim(peramban, alamat, {"nama": "Tanpa Nomor", "unit": "U", "sidik": dulu}, 409)
    assert "kini berisi Orang Lain" in laman
    assert 'action="/induk/pegawai/baru"' in laman


@pytest.mark.parametrize(
    ("alamat", "dari", "isi", "kini"),
    [
        ("/pengaturan/instansi", "", {"telepon": "(0380) 9"}, "(0380) 77"),
        ("/pengaturan/pejabat", "", {"id": "uji", "jabatan": "Kepala Uji"}, ""),
        (
            "/pengaturan/pejabat/sekretaris",
            "",
            {"jabatan": "Sekretaris Diketik", "singkat": ""},
            "Sekretaris",
        ),
        ("/pengaturan/pejabat/sekretaris/masa/0", "", {"nama": "Nama Diketik"}, "Contoh"),
        (
            "/pengaturan/pejabat/sekretaris/masa",
            "/pengaturan/pejabat/sekretaris",
            {"nama": "Nama Diketik", "dari": "1 Maret 2026", "gantikan": "ya"},
            "",
        ),
        (
            "/pengaturan/pejabat/sekretaris/masa/0/akhiri",
            "/pengaturan/pejabat/sekretaris",
            {"sampai": "31 Maret 2026"},
            "",
        ),
        ("/pengaturan/seri/nota-dinas", "", {"nama": "Nama Diketik", "pola": "ND/{urut}/{tahun}"}, "{urut}"),
        ("/pengaturan/nama", "", {"nama": "Nama Diketik"}, "(kosong)"),
    ],
)
def test_settings_changed_meanwhile_cost_nothing_that_was_typed(
    peramban: Peramban, peladen: Peladen, alamat: str, dari: str, isi: dict[str, str], kini: str
) -> None:
    dulu = sidik(buka(peramban, dari or alamat))
    telepon = baca_tatanan(peladen.folder).instansi.telepon
    ubah_toml(peladen, f'telepon = "{telepon}"', 'telepon = "(0380) 77"')
    laman = kirim(peramban, alamat, {**isi, "sidik": dulu}, 409)
    assert "sudah diubah orang lain" in laman
    assert "Muat ulang" not in laman
    for nilai in isi.values():
        assert f'value="{nilai}"' in laman
    assert not kini or re.search(f"Kini tersimpan: .*{re.escape(kini)}", laman)
    assert ("checked" in laman) == ("gantikan" in isi)
    assert sidik(laman) != dulu
    kirim(peramban, alamat, {**isi, "sidik": sidik(laman)}, 303)


def test_an_import_waits_while_the_list_is_open_in_excel(peramban: Peramban, peladen: Peladen) -> None:
    url, data = "/induk/pegawai/impor", b"Nama;Unit\nOrang Impor;U\n"
    laman = kirim(peramban, url, {}, 200, files={"berkas": ("a.csv", data)})
    titipan = re.search(r'name="titipan" value="([^"]+)"', laman)
    assert titipan is not None
    kunci = peladen.folder / "data/~$pegawai.xlsx"
    kunci.write_bytes(bytes([3]) + b"Ani".ljust(54) + b"\0" * 110)
    os.utime(kunci, (SAAT.timestamp(), SAAT.timestamp()))
    isi = {"nama": "a.csv", "titipan": titipan[1]}
    laman = kirim(peramban, f"{url}/jalankan", isi, 409)
    assert "Ani" in laman
    assert titipan[1] in laman
    kunci.unlink()
    kirim(peramban, f"{url}/jalankan", isi, 303)


# --- import ------------------------------------------------------------------------------------------


def test_the_dry_run_says_what_changes_and_what_is_ignored(peramban: Peramban) -> None:
    data = f"NIP;Nama;Unit;TMT KGB;Hobi\n{AGNES};;Unit Impor;1-2-2026;catur\n".encode()
    laman = kirim(peramban, "/induk/pegawai/impor", {}, 200, files={"berkas": ("a.csv", data)})
    assert re.search(
        r"<li>Agnes Teladan, S\.E\.: Unit kerja: .+ → Unit Impor; TMT .+ → 1 Februari 2026", laman
    )
    assert "diabaikan: Hobi." in laman
    assert "Periksa dahulu" in laman
    assert "Coba dulu" not in laman


# --- series ------------------------------------------------------------------------------------------


def test_a_series_begins_where_the_office_stands(peramban: Peramban, peladen: Peladen) -> None:
    dari = "/pengaturan/seri/nota-dinas"
    laman = buka(peramban, dari)
    assert "Nomor urut pertama" in laman
    for token in TOKEN:
        assert f"{{{token}}} " in laman
    pola = next(s for s in baca_tatanan(peladen.folder).seri if s.id == "nota-dinas").pola
    isi = {"nama": "Nota dinas", "pola": pola, "mulai": "315", "mundur": "tolak"}
    assert "315/" in kirim(peramban, f"{dari}/pratinjau", isi, 200, dari)
    kirim(peramban, dari, isi, 303, dari)
    assert "315/" in buka(peramban, "/pengaturan/seri")
    laman = buka(peramban, dari)
    assert 'value="315"' in laman
    assert "<h1>Seri Nota dinas</h1>" in laman


def test_a_letter_dated_after_today_does_not_close_the_page_of_series(
    peramban: Peramban, peladen: Peladen
) -> None:
    kantor = peladen.kantor.untuk("Contoh")
    penomoran.catat(kantor, "nota-dinas", penomoran.Catatan("Hal"), tanggal=date(2026, 12, 20))
    laman = buka(peramban, "/pengaturan/seri")
    assert "/pengaturan/seri/nota-dinas" in laman
    isi = {"nama": "Nama Diketik", "pola": "{urut}/ND/{tahun}", "mulai": "1", "mundur": "tolak"}
    jawab = peramban.kirim("/pengaturan/seri/nota-dinas/pratinjau", isi)
    assert 'value="Nama Diketik"' in jawab.text


def test_arms_that_are_not_the_offices_own_are_said_to_be_built_in(peramban: Peramban) -> None:
    laman = buka(peramban, "/pengaturan/instansi")
    assert "Surat memakai lambang bawaan." in laman
    assert "Belum ada lambang" not in laman


# --- employees ---------------------------------------------------------------------------------------


def test_the_form_of_an_employee_explains_itself_and_warns_without_refusing(peramban: Peramban) -> None:
    laman = buka(peramban, "/induk/pegawai/baru")
    for kata in (
        "Masa kerja golongan (MKG), tahun",
        "TMT kenaikan gaji berkala (KGB) terakhir",
        "Batas usia pensiun (BUP)",
        "Contoh: III/c",
        "Contoh: PNS",
    ):
        assert kata in laman
    jawab = peramban.kirim("/induk/pegawai/baru", {"nama": "X", "status": "Honorer", "golongan": "3C"})
    assert jawab.status_code == 303
    laman = buka(peramban, jawab.headers["location"])
    assert laman.count("gaji berkalanya tidak dapat dihitung") >= 2
    assert 'value="Honorer"' in laman
