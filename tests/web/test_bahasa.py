"""What people read and choose in the browser: pages instead of files, words instead of codes and ids."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from naskah import buku, isian, issue, masuk
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.web.kata import kalimat, layar, tersebut
from naskah.web.peladen import Peladen
from registers.dasar import sistem
from registers.dasar.temuan import Temuan
from tests.bahan.kantor import contoh
from tests.conftest import AKAR
from tests.web.conftest import Peramban


def kantor(peladen: Peladen) -> Kantor:
    return peladen.kantor.untuk("Contoh Pengadministrasi")


@pytest.mark.parametrize(
    ("temuan", "bunyi"),
    [
        (Temuan("a", "belum diisi", "tulis Hal, misalnya Undangan"), "belum diisi (misalnya Undangan)"),
        (Temuan("a", "belum diisi", "tulis Hal"), "belum diisi"),
        (Temuan("a", "belum diisi", "Nama orangnya."), "belum diisi"),
        (Temuan("a", "belum diisi", "P perlu unitnya"), "belum diisi. P perlu unitnya"),
        (Temuan("a", "belum diisi", "pilih salah satu: a, b"), "belum diisi; pilih salah satu: a, b"),
        (Temuan("a", "salah", "tulis b, misalnya c"), "salah; tulis b, misalnya c"),
        (
            Temuan("a", "tidak ada di data/pegawai.xlsx", "tambahkan di data/pegawai.xlsx"),
            "tidak ada di Data pegawai (menu Pengaturan); tambahkan di Data pegawai",
        ),
    ],
)
def test_a_finding_is_one_sentence(temuan: Temuan, bunyi: str) -> None:
    assert kalimat(temuan) == bunyi


def test_what_is_wrong_with_a_file_itself_names_the_file() -> None:
    salah = "data/pegawai.xlsx tidak terbaca"
    assert layar(salah) == salah
    assert layar("/kantor/kantor.toml ditulis salah") == "/kantor/kantor.toml ditulis salah"
    assert tersebut(Temuan("P atau B", "salah", "tulis P", "X")) == "P atau B: salah (tertulis: X); tulis P"


def test_posts_are_chosen_and_codes_have_their_word(peladen: Peladen, peramban: Peramban) -> None:
    satu = isian.mulai(kantor(peladen), "spt", json.loads(json.dumps(contoh("spt"), default=str)))
    laman = peramban.buka(f"/isian/{satu.id}")
    pilihan = re.search(r'<select [^>]*name="penandatangan".*?</select>', laman, re.DOTALL)
    assert pilihan is not None
    assert '<option value="sekretaris">Sekretaris</option>' in pilihan[0]
    assert '<option value="">Bawaan jenis ini: Kepala Dinas</option>' in pilihan[0]
    assert '<option value="R">R (rahasia)</option>' in laman
    assert "Contoh: kasubag-umum" not in laman
    assert "Contoh: sekretaris" not in laman
    sekretaris = kantor(peladen).tatanan.pejabat_id("sekretaris")
    assert sekretaris is not None
    assert f'data-tambah-ke="b-paraf" value="{sekretaris.jabatan}"' in laman  # as it is printed
    assert "data/pegawai.xlsx" not in laman
    assert laman.count("<dt>Lama") == 1


def test_ids_of_posts_are_shown_as_posts(peladen: Peladen, peramban: Peramban) -> None:
    paraf = {**contoh("nota-dinas"), "paraf": ["kasubag-umum", "Jabatan Lain"]}
    satu = isian.mulai(kantor(peladen), "nota-dinas", paraf)
    laman = peramban.buka(f"/isian/{satu.id}")
    kotak = re.search(r'<textarea id="b-paraf"[^>]*>\n(.*?)</textarea>', laman, re.DOTALL)
    assert kotak is not None
    jabatan = kantor(peladen).tatanan.pejabat_id("kasubag-umum")
    assert jabatan is not None
    assert kotak[1] == f"{jabatan.jabatan}\nJabatan Lain"


def test_a_letter_like_another_is_of_its_type_unless_one_is_chosen(
    peladen: Peladen, peramban: Peramban
) -> None:
    k = kantor(peladen)
    surat = issue.buat(k, Permintaan("nota-dinas", contoh("nota-dinas")))[0]

    def jenis(pilihan: str) -> str:
        jawab = peramban.kirim("/buat/seperti", {"dari": surat.nomor, "jenis": pilihan})
        return isian.buka(k, jawab.headers["location"].split("/")[-1]).jenis

    assert [jenis(""), jenis("surat-dinas")] == ["nota-dinas", "surat-dinas"]
    laman = peramban.buka("/buat")
    assert 'name="jenis"><option value="">jenis yang sama</option>' in laman


def test_what_follows_from_a_letter_is_begun_on_its_page(peladen: Peladen, peramban: Peramban) -> None:
    k = kantor(peladen)
    spp = issue.buat(k, Permintaan("spp-ls-gaji", contoh("spp-ls-gaji")))[0]
    laman = peramban.buka(f"/surat/{spp.id}")
    assert 'name="jenis" value="spm">Buat SPM dari surat ini<' in laman
    assert 'name="jenis" value="pengembalian-spp">Buat Pengembalian SPP dari surat ini<' in laman
    jawab = peramban.kirim("/buat/seperti", {"dari": spp.id, "jenis": "spm"})
    nilai = isian.buka(k, jawab.headers["location"].split("/")[-1]).nilai
    assert (nilai["nomor_spp"], nilai["rincian"][0]["uraian"]) == (spp.nomor, "Belanja Gaji Pokok PNS")


def catat(k: Kantor, banyak: int) -> None:
    """So many incoming letters."""
    for nomor in range(banyak):
        masuk.catat(k, {"dari": "Dinas Contoh", "nomor": str(nomor), "tanggal": "1-11-2026", "hal": "Hal"})


def test_the_first_page_shows_the_most_urgent_work_and_all_of_it_on_request(
    peladen: Peladen, peramban: Peramban
) -> None:
    catat(kantor(peladen), 10)
    assert peramban.buka("/").count('href="/surat-masuk/M-') == 8 + 8  # the work, and the last letters
    assert "Lihat semua (10 pekerjaan)" in peramban.buka("/")
    assert peramban.buka("/", semua="1").count('href="/surat-masuk/M-') == 10 + 8


def test_chosen_rows_of_a_book_come_to_the_page_that_prints_them(
    peladen: Peladen, peramban: Peramban
) -> None:
    catat(kantor(peladen), 3)
    laman = peramban.buka("/buku/agenda-surat-masuk/2026")
    assert '<form id="cetak" method="get" action="/cetak">' in laman
    assert '<input form="cetak" type="checkbox" name="kunci" value="2"' in laman
    cetak = peramban.get("/cetak?buku=agenda-surat-masuk&tahun=2026&kunci=1&kunci=3").text
    assert '">1; 3</textarea>' in cetak
    assert 'name="tahun" inputmode="numeric" value="2026"' in cetak
    assert 'id="cetak"' not in peramban.buka("/buku/register-rat/2026")  # nothing is printed from its rows


def test_reading_the_settings_of_a_new_office_writes_nothing(peladen: Peladen, peramban: Peramban) -> None:
    k = kantor(peladen)
    laman = peramban.buka("/pengaturan/seri")
    assert "/1/DKUKM" in laman
    with k.ledger.baca() as baca:
        assert list(baca.seri()) == []
    k.siap_bernomor()
    assert peramban.buka("/pengaturan/seri") == laman


def test_on_one_pc_a_person_gives_the_login_a_name(
    peladen: Peladen, peramban: Peramban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NASKAH_PELAKU", raising=False)
    assert "Tulis nama Anda" in peramban.buka("/")
    laman = peramban.buka("/pengaturan/nama")
    assert f"<strong>{sistem.login()}</strong>" in laman
    sidik = re.search(r'name="sidik" value="(\w+)"', laman)
    assert sidik is not None
    kirim = {"sidik": sidik[1], "nama": " "}
    assert peramban.kirim("/pengaturan/nama", kirim).status_code == 422
    assert peramban.kirim("/pengaturan/nama", {**kirim, "nama": "Agnes Teladan"}).status_code == 303
    laman = peramban.buka("/")
    assert "Tulis nama Anda" not in laman
    assert '<a href="/pengaturan/nama">Agnes Teladan</a>' in laman
    masuk_ = Kantor.buka(peladen.folder)
    assert masuk_.pelaku == "Agnes Teladan"
    masuk_.tutup()
    assert buku.daftar(kantor(peladen))  # the office is still one


# What only whoever looks after naskah does, and names in docstrings of the commands themselves.
PENGELOLA = {
    "mulai",
    "contoh",
    "form",
    "periksa",
    "catat",
    "seri",
    "buku bangun",
    "pengguna tambah",
    "pindah-database",
    "pekerja",
    "pekerjaan",
}


def test_hints_of_the_library_name_pages_not_commands() -> None:
    """Of every command a hint names, `PERINTAH` says where the browser does it."""
    for path in [*(AKAR / "naskah").glob("*.py"), *(AKAR / "registers").rglob("*.py")]:
        for teks in _kalimat(path):
            for nama in re.findall(r"(?<![`/\w.])naskah ([a-z-]+(?: [a-z-]+)?)", layar(teks)):
                kelompok, _, anak = nama.partition(" ")
                if (AKAR / "naskah" / "commands" / kelompok.replace("-", "_")).with_suffix(".py").is_file():
                    assert {nama, kelompok} & PENGELOLA, f"{path.name}: {teks}"
                elif anak and (AKAR / "naskah" / "commands" / kelompok / f"{anak}.py").is_file():
                    assert nama in PENGELOLA, f"{path.name}: {teks}"


def _kalimat(path: Path) -> Iterator[str]:
    """The string constants of a module that are no docstrings."""
    pohon = ast.parse(path.read_text("utf-8"))
    doc = {id(n.value) for n in ast.walk(pohon) if isinstance(n, ast.Expr)}
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Constant) and isinstance(simpul.value, str) and id(simpul) not in doc:
            yield simpul.value


def test_what_was_done_and_what_to_know_of_it_look_different(peladen: Peladen, peramban: Peramban) -> None:
    surat = issue.buat(
        kantor(peladen), Permintaan("spt", json.loads(json.dumps(contoh("spt"), default=str)))
    )[0]
    tujuan = peramban.kirim(f"/surat/{surat.id}/batal", {"alasan": "salah"}).headers["location"]
    laman = peramban.buka(tujuan)
    assert '<p class="sukses" role="status">Surat dibatalkan' in laman
    assert '<p class="peringatan" role="status">' in laman
    assert "Surat dibatalkan" not in peramban.buka(tujuan)  # said once
