"""axe finds nothing serious on any page of the route table; so a new page is looked at too."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Browser, Page

from naskah import disposisi, isian, issue, masuk, pengguna
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.web import rute
from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import FixedClock
from tests.bahan import web as bahan_web
from tests.browser import isi
from tests.browser.layanan import Layanan
from tests.conftest import SAAT

pytestmark = pytest.mark.xdist_group("axe")
POLA = [r.pola for r in rute.semua() if r.metode == "GET"]
BUKAN_LAMAN = re.compile(
    r"\.(png|docx|xlsx|zip)$|/berkas(/\{nama\})?$|^/berkas/|^/saran/|/lama/|/lambang$|/sel$|^/masuk/bukti/"
)
LAMAN = [p for p in POLA if not BUKAN_LAMAN.search(p)]
Kantor_ = tuple[Path, dict[str, str]]  # its folder; ids by the word before them in an address
NAMA = {"apa": "pegawai", "kunci": "198507122010012001", "tahun": "2026", "ke": "0", "jenis": "surat-dinas"}


@pytest.fixture(scope="module")
def kantor_berisi(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Kantor_:
    """An office with one of everything a page shows; the ids by the first word of the address."""
    folder = shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("axe") / "kantor")
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    katalog = kantor.katalog
    surat = issue.buat(kantor, Permintaan("surat-dinas", isi.contoh(katalog.jenis("surat-dinas"))))[0]
    tiba = masuk.catat(
        kantor, {"dari": "Dinas Contoh", "nomor": "005/12", "tanggal": "20 November 2026", "hal": "Undangan"}
    )
    disposisi.beri(kantor, tiba.id, disposisi.Perintah(("sekretaris",), "Tindak lanjuti"))
    pengguna.tambah(kantor, "contoh.admin", "jangkrik-sawah-42", nama="Contoh Admin", peran="admin")
    setengah = isian.mulai(kantor, "surat-undangan", {"hal": "Undangan", "tanggal_acara": "kemarin dulu"})
    utuh = isian.mulai(kantor, "spt", json.loads(json.dumps(isi.contoh(katalog.jenis("spt")), default=str)))
    spp = json.loads(json.dumps(isi.contoh(katalog.jenis("spp-ls-barang-jasa")), default=str))
    paket = isian.mulai(kantor, "spp-ls-barang-jasa", spp)
    kode = spp["rincian"][0]["kode_rekening"]
    anggaran = Workbook()
    assert anggaran.active is not None
    anggaran.active.append(["Kode rekening", "DPA", "SPD"])
    anggaran.active.append([kode, 20_000_000, 1])
    anggaran.save(folder / "data" / "anggaran.xlsx")
    massal = bahan_web.massal(kantor)
    rencana = bahan_web.rencana_massal(kantor)
    kantor.tutup()
    id_ = {
        "massal": massal,
        "rencana": rencana,
        "surat": surat.id,
        "surat-masuk": tiba.id,
        "isian": utuh.id,
        "setengah": setengah.id,
        "paket": paket.id,
        "buku": "agenda-surat-keluar",
        "pejabat": "kepala-dinas",
        "seri": "surat-keluar",
        "pengguna": "contoh.admin",
    }
    return folder, id_


@pytest.fixture(scope="module")
def jendela(kantor_berisi: Kantor_, peramban: Browser, gambar: Pratinjau) -> Iterator[Page]:
    """A window of that office."""
    layanan = Layanan(kantor_berisi[0], FixedClock(SAAT), gambar)
    layanan.nyala()
    konteks = peramban.new_context(viewport={"width": 1366, "height": 768}, base_url=layanan.asal)
    page = konteks.new_page()
    page.goto(layanan.tautan())
    page.wait_for_url("**/")
    yield page
    konteks.close()
    layanan.mati()


def alamat(pola: str, id_: dict[str, str]) -> str:
    """The address of a page of this office."""

    def isi_(cocok: re.Match[str]) -> str:
        nama = cocok[1].split(":")[0]
        if pola.endswith("/sipd"):
            return id_["paket"]  # a form with accounts
        if nama != "id":
            return NAMA[nama]
        return id_[pola[: cocok.start()].strip("/").split("/")[-1]]

    return re.sub(r"\{([^}]+)\}", isi_, pola)


def berat(page: Page) -> list[str]:
    """What axe calls serious or critical, with the elements."""
    temuan = Axe().run(page).response["violations"]
    return [
        f"{t['id']} ({t['impact']}): {t['help']}: {[n['html'][:160] for n in t['nodes'][:4]]}"
        for t in temuan
        if t["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("pola", LAMAN)
def test_laman_tanpa_temuan_berat(pola: str, jendela: Page, kantor_berisi: Kantor_):
    jawab = jendela.goto(alamat(pola, kantor_berisi[1]))
    assert jawab is not None
    assert jawab.status == 200, jawab.text()
    assert "text/html" in jawab.headers["content-type"]
    assert berat(jendela) == []


@pytest.mark.parametrize("aksi", ["?periksa=1", "/terbit"])
def test_isian_dengan_galat_tanpa_temuan_berat(aksi: str, jendela: Page, kantor_berisi: Kantor_):
    jendela.goto(f"/isian/{kantor_berisi[1]['setengah']}{aksi}")
    assert jendela.locator("#ringkasan").is_visible()
    assert berat(jendela) == []


@pytest.mark.parametrize("aksi", ["", "/terbit"])
def test_jumlah_paket_yang_melebihi_anggaran_tanpa_temuan_berat(
    aksi: str, jendela: Page, kantor_berisi: Kantor_
):
    jendela.goto(f"/isian/{kantor_berisi[1]['paket']}{aksi}")
    assert jendela.locator("#jumlah td.lewat").count() == 1
    assert berat(jendela) == []


def test_pintu_yang_sudah_dipakai_dan_galat_tanpa_temuan_berat(jendela: Page):
    jendela.goto("/surat/N-tidakada")
    assert "Belum berhasil" in jendela.title()
    assert berat(jendela) == []


def test_saran_hasil_cari_dan_pratinjau_tanpa_temuan_berat(jendela: Page, kantor_berisi: Kantor_):
    jendela.goto(f"/isian/{kantor_berisi[1]['isian']}")
    isi.pratinjau(jendela)
    sel = jendela.locator('[name="pegawai[2].pegawai"]')
    sel.fill("")
    sel.press_sequentially("contoh")
    jendela.locator("ul.saran:not([hidden])").wait_for()
    assert berat(jendela) == []
    jendela.locator("#cari").press_sequentially("data")
    jendela.locator("#cari-hasil a").first.wait_for()
    assert berat(jendela) == []
