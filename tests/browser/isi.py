"""Fills the form of any type as a person would: typing, choosing, adding rows, pasting blocks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from naskah import pdf
from naskah.catalog import Jenis
from registers.dasar.isian import Isian
from registers.dasar.waktu import tanggal_panjang

TEMPEL = 4  # rows from which a person copies the block from Excel instead of typing


def contoh(jenis: Jenis) -> dict[str, Any]:
    """The example data of a type."""
    return tomllib.loads((jenis.folder / "contoh.toml").read_text("utf-8"))


def mulai(page: Page, jenis: Jenis, asal: str = "") -> None:
    """Choose the type."""
    page.goto(f"{asal}/buat")
    page.locator(f'button.jenis[value="{jenis.id}"]').click()
    page.wait_for_url("**/isian/*")


def isi(page: Page, jenis: Jenis, data: Mapping[str, Any]) -> None:
    """Fill every field there is data for."""
    for satu in jenis.isian:
        if satu.nama in data:
            _satu(page, satu, data[satu.nama])


def tersimpan(page: Page) -> None:
    """Wait until the server has everything and finds nothing wrong."""
    expect(page.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    expect(page.locator("#keadaan .galat")).to_have_count(0)
    expect(page.locator("#formulir .salah:not(:empty)")).to_have_count(0)


def pratinjau(page: Page) -> None:
    """Ask for the picture of the page and see it; without LibreOffice its text."""
    page.get_by_role("button", name="Segarkan pratinjau").click()
    kertas = page.locator("#pratinjau .kertas" if pdf.tersedia() is None else "#pratinjau img.kertas")
    expect(kertas.first).to_be_visible(timeout=30_000)
    expect(page.locator("[data-tersimpan]")).to_contain_text("Tersimpan")  # still there, beside the picture
    page.wait_for_function(
        "() => [...document.querySelectorAll('img.kertas')].every(g => g.naturalWidth > 0)"
    )


def teks(nilai: Any, isian: Isian) -> str:
    """A value of contoh.toml as a person types it."""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, date):
        return tanggal_panjang(nilai)
    if isinstance(nilai, list):
        return ("\n\n" if isian.jenis == "paragraf" else "\n").join(map(str, nilai))
    return str(nilai)


def ketik(medan: Locator, kata: str) -> None:
    """Type: amounts key by key, the rest as one insertion."""
    medan.focus()
    medan.press("Control+a")
    if medan.get_attribute("data-angka") is not None:
        medan.press_sequentially(kata)
    else:
        medan.page.keyboard.insert_text(kata)


def tempel(page: Page, medan: Locator, blok: str) -> None:
    """Paste from the clipboard, with the real key."""
    page.evaluate("t => navigator.clipboard.writeText(t)", blok)
    medan.focus()
    page.keyboard.press("Control+v")


def _satu(page: Page, isian: Isian, nilai: Any) -> None:
    if isian.jenis == "daftar":
        _daftar(page, isian, nilai)
    elif isian.jenis == "checklist":
        for butir, isi_ in nilai.items():
            keadaan = isi_ if isinstance(isi_, Mapping) else {"keadaan": isi_}
            nama = f"{isian.nama}.{butir}"
            page.locator(f'select[name="{nama}.keadaan"]').select_option(keadaan["keadaan"])
            if "keterangan" in keadaan:
                ketik(page.locator(f'input[name="{nama}.keterangan"]'), keadaan["keterangan"])
    elif isinstance(nilai, Mapping):
        blok = page.locator(f'[data-isian-nama="{isian.nama}"] details')
        blok.locator("summary").click()
        for kunci, satu in nilai.items():
            ketik(page.locator(f'[name="{isian.nama}.{kunci}"]'), teks(satu, Isian(kunci)))
    else:
        medan(page.locator(f'[name="{isian.nama}"]'), teks(nilai, isian))


def medan(lokasi: Locator, kata: str) -> None:
    """Fill one field, whatever it is."""
    if lokasi.evaluate("e => e.tagName") == "SELECT":
        lokasi.select_option(kata)
    else:
        ketik(lokasi, kata)


def _daftar(page: Page, isian: Isian, baris: list[Any]) -> None:
    rapi = [b if isinstance(b, Mapping) else {isian.kolom[0].nama: b} for b in baris]
    tabel = page.locator(f'table[data-daftar="{isian.nama}"]')
    if len(rapi) >= TEMPEL and not any(isinstance(v, Mapping) for b in rapi for v in b.values()):
        blok = "\n".join("\t".join(_sel(teks(b.get(k.nama, ""), k)) for k in isian.kolom) for b in rapi)
        tempel(page, tabel.locator("tbody tr").first.locator("input,select,textarea").first, blok)
        return
    for ke, satu in enumerate(rapi, start=1):
        if tabel.locator("tbody tr").count() < ke:
            page.locator(f'button[value="tambah:{isian.nama}"]').click()
        for kolom in isian.kolom:
            if kolom.nama not in satu:
                continue
            nama = f"{isian.nama}[{ke}].{kolom.nama}"
            if isinstance(satu[kolom.nama], Mapping):
                page.locator(f'[id="b-{isian.nama}-{ke}-{kolom.nama}"] ~ details summary').click()
                for kunci, v in satu[kolom.nama].items():
                    ketik(page.locator(f'[name="{nama}.{kunci}"]'), teks(v, Isian(kunci)))
            else:
                medan(page.locator(f'[name="{nama}"]'), teks(satu[kolom.nama], kolom))


def _sel(kata: str) -> str:
    """A cell as Excel copies it."""
    return '"' + kata.replace('"', '""') + '"' if re.search(r'[\t\n"]', kata) else kata
