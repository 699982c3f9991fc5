"""How the pages of the books feel: readable, rows near each other, cells typed into as in Excel."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from naskah import buku, disposisi, masuk, perubahan
from naskah.kantor import Kantor
from registers.dasar.waktu import FixedClock
from tests.browser.layanan import Layanan
from tests.browser.test_axe import berat
from tests.conftest import SAAT

RAT, AGENDA = "/buku/register-rat/2026", "/buku/agenda-surat-masuk/2026"
PANJANG = "\n".join(f"catatan yang ke-{n}" for n in range(1, 25))
BACA = 4.5  # contrast of text, WCAG 2.1 AA

_KONTRAS = """e => {
  const luminans = ([r, g, b]) => [r, g, b].map(k => k / 255)
    .map(k => k <= 0.04045 ? k / 12.92 : ((k + 0.055) / 1.055) ** 2.4)
    .reduce((jumlah, k, i) => jumlah + k * [0.2126, 0.7152, 0.0722][i], 0);
  const angka = warna => warna.match(/[\\d.]+/g).map(Number);
  const lapis = [];
  for (let x = e; x; x = x.parentElement) lapis.unshift(angka(getComputedStyle(x).backgroundColor));
  const latar = lapis.reduce((bawah, [r, g, b, a = 1]) =>
    [r, g, b].map((k, i) => k * a + bawah[i] * (1 - a)), [255, 255, 255]);
  const [terang, gelap] = [angka(getComputedStyle(e).color), latar].map(luminans).sort((a, b) => b - a);
  return (terang + 0.05) / (gelap + 0.05);
}"""


@pytest.fixture
def pc(folder_kantor: Path) -> Iterator[Kantor]:
    """The same office, opened beside the server."""
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    yield kantor
    kantor.tutup()


@pytest.fixture
def berisi(pc: Kantor) -> Kantor:
    """With two rows in a register and three letters in the agenda, the first with much to say."""
    for nama in ("Koperasi Contoh Maju", "Koperasi Contoh Makmur"):
        isi = {"koperasi": nama, "tanggal_terima": "2-11-2026", "tahun_buku": "2025", "catatan": PANJANG}
        buku.tambah(pc, "register-rat", isi)
    for n in range(3):
        tiba = masuk.catat(
            pc, {"dari": "Dinas Contoh", "nomor": f"005/{n}", "tanggal": "20-11-2026", "hal": "Undangan"}
        )
        disposisi.beri(pc, tiba.id, disposisi.Perintah(("sekretaris",), "Tindak lanjuti. " * 30))
    return pc


def kontras(medan: Locator) -> float:
    """Of what is typed into it with what lies behind."""
    return medan.evaluate(_KONTRAS)


def isi_dan_ukur(page: Page) -> dict[str, float]:
    """Type into everything that takes text: kind and name → contrast."""
    hasil: dict[str, float] = {}
    for medan in page.locator("input, textarea, select").all():
        jenis = medan.evaluate("e => e.type")
        if jenis in ("hidden", "checkbox", "radio", "file", "date") or not medan.is_visible():
            continue
        if not jenis.startswith("select"):
            medan.fill("x")
        hasil[f"{jenis} {medan.get_attribute('name')}"] = kontras(medan)
    return hasil


@pytest.mark.usefixtures("berisi")
@pytest.mark.parametrize("alamat", ["/", RAT, AGENDA, f"{RAT}/ketik", "/cetak"])
def test_yang_diketik_terbaca(alamat: str, halaman: Page):
    halaman.goto(alamat)
    if alamat == RAT:  # one cell of each kind open: text, date, list
        for kolom in ("Catatan", "Tanggal RAT", "Tahap"):
            halaman.get_by_role("link", name=f"ubah {kolom} baris 1", exact=False).click()
            expect(halaman.locator(".ubah-sel").get_by_label(kolom, exact=True)).to_be_visible()
    hasil = isi_dan_ukur(halaman)
    assert "search kata" in hasil
    assert {nama: nilai for nama, nilai in hasil.items() if nilai < BACA} == {}


@pytest.mark.usefixtures("berisi")
@pytest.mark.parametrize("skrip", [True, False])
def test_baris_pendek_dan_isi_lengkap_bila_diminta(
    skrip: bool, konteks: Callable[..., BrowserContext], layanan: Layanan
):
    page = konteks(java_script_enabled=skrip).new_page()
    page.goto(layanan.tautan())
    if not skrip:
        page.get_by_role("button", name="Buka naskah").click()
    page.wait_for_url("**/")
    for alamat in (RAT, AGENDA):
        page.goto(alamat)
        baris = page.locator("tbody tr").first
        assert tinggi(baris) < 130
        assert page.locator("tbody tr").nth(1).bounding_box()["y"] < 600  # type: ignore[index]
        page.get_by_label("Tampilkan isi lengkap").check()
        assert tinggi(baris) > 180
        page.reload()
        expect(page.get_by_label("Tampilkan isi lengkap")).not_to_be_checked()


def tinggi(satu: Locator) -> float:
    """In pixels."""
    kotak = satu.bounding_box()
    assert kotak is not None
    return kotak["height"]


@pytest.mark.usefixtures("berisi")
def test_nomor_baris_tetap_terlihat_saat_digulir(halaman: Page):
    halaman.goto(AGENDA)
    halaman.locator(".gulir").evaluate("e => e.scrollTo(e.scrollWidth, e.scrollHeight)")
    for sel in halaman.locator("tr > :is(th, td):nth-child(2)").all():
        assert sel.evaluate("e => e.getBoundingClientRect().left") < 80
        latar = sel.evaluate("e => getComputedStyle(e).backgroundColor")
        assert latar.startswith("rgb(")  # nothing shines through
    assert halaman.locator("tbody td:nth-child(2)").last.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + 12)); }"
    )
    assert berat(halaman) == []


def test_sel_diketik_seperti_di_excel(halaman: Page, berisi: Kantor):
    halaman.goto(RAT)
    sel = halaman.get_by_role("link", name="ubah Nomor Surat baris 1")
    sel.press("Enter")
    medan = halaman.locator(".ubah-sel textarea")
    expect(medan).to_be_focused()
    expect(halaman.get_by_text("Enter menyimpan; Shift+Enter baris baru; Esc batal.")).to_be_visible()
    assert berat(halaman) == []
    halaman.keyboard.type("tidak jadi")
    halaman.keyboard.press("Escape")
    expect(sel).to_be_focused()
    expect(sel).to_have_text("isi")
    halaman.keyboard.press("Enter")  # the cell that was put back still opens
    expect(medan).to_be_focused()
    halaman.keyboard.type("5/KCM")
    halaman.keyboard.press("Shift+Enter")
    halaman.keyboard.type("lampiran 2")
    halaman.keyboard.press("Enter")
    expect(sel).to_have_text("5/KCM\nlampiran 2")
    expect(sel).to_be_focused()
    with berisi.ledger.baca() as baca:
        assert baca.semua_baris("register-rat", 2026)[0].orang["surat"] == "5/KCM\nlampiran 2"


@pytest.mark.usefixtures("berisi")
def test_kotak_teks_mengikuti_isinya(halaman: Page):
    halaman.goto(RAT)
    halaman.get_by_role("link", name="ubah Catatan baris 1").click()
    medan = halaman.locator(".ubah-sel textarea")
    expect(medan).to_be_focused()
    assert 300 < tinggi(medan) <= 0.6 * 768 + 1  # as it is opened
    halaman.goto("/cetak")
    medan = halaman.locator("#kunci")
    awal = tinggi(medan)
    medan.fill("1\n2\n3\n4\n5\n6")
    assert tinggi(medan) > awal + 60
    medan.fill("\n".join(map(str, range(90))))
    assert tinggi(medan) <= 0.6 * 768 + 1


@pytest.mark.usefixtures("berisi")
def test_tautan_ringkasan_membawa_ke_isian_yang_terlihat(halaman: Page):
    halaman.goto(f"{RAT}/ketik")
    halaman.get_by_role("button", name="Catat baris").click()
    halaman.locator("#ringkasan a").last.click()
    medan = halaman.locator('[name="tahun_buku"]')
    expect(medan).to_have_attribute("aria-invalid", "true")
    kepala = halaman.locator(".atas").bounding_box()
    assert kepala is not None
    assert medan.evaluate("e => e.getBoundingClientRect().top") >= kepala["height"]
    assert berat(halaman) == []


def test_pindaian_muat_di_layar(halaman: Page, berisi: Kantor, tmp_path: Path):
    tiba = masuk.catat(berisi, {"dari": "Dinas Contoh", "hal": "Undangan"})
    gambar = io.BytesIO()
    Image.new("RGB", (850, 1200), "gray").save(gambar, "PNG")
    (tmp_path / "pindaian.png").write_bytes(gambar.getvalue())
    perubahan.lampir(berisi, tiba.id, tmp_path / "pindaian.png")
    halaman.goto(f"/surat-masuk/{tiba.id}")
    kertas = halaman.locator("img.kertas")
    kertas.scroll_into_view_if_needed()
    expect(kertas).to_have_js_property("complete", True)
    kotak = kertas.bounding_box()
    assert kotak is not None
    assert 0 < kotak["height"] <= 0.6 * 768 + 1
    assert kotak["width"] / kotak["height"] == pytest.approx(850 / 1200, rel=0.05)  # not squeezed
