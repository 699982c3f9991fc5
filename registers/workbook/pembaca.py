"""Rows of a sheet as values, fast: one pattern over a whole row.

The pattern knows cells as nearly every program writes them. A row in which it cannot account for every cell
is read again by `Lembar.sel`, which takes its time: attributes in another order, rich text, errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from math import isfinite

from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook import format_angka
from registers.workbook.gaya import BIASA, PERSEN, tampilan, terlihat
from registers.workbook.lembar import Lembar, Peta, Potongan
from registers.workbook.model import TANPA_RUMUS, BarisIsi, NilaiSel
from registers.workbook.paket import Paket
from registers.workbook.sel import ANGKA_JENIS, bersihkan, bilangan, huruf, tanggal

_INGAT_MAKS = 4096  # texts kept so that rows share what they repeat
_PASTI = 10**15  # from here on a float no longer tells every whole number apart
_ATRIBUT = re.compile(r' (\w+)="([^"]*)"')

_SISIP, _BERSAMA, _ANGKA, _TANGGAL, _TEKS, _CENTANG, _GALAT, _LAIN, _TAMPIL = range(9)
_BERKODE = 100  # from here on: + the place of a number's format; from _TAMPIL on: + what a format shows
_MACAM = {"inlineStr": _SISIP, "s": _BERSAMA, "n": _ANGKA, "str": _TEKS, "e": _TEKS, "b": _CENTANG}


class PembacaBaris:
    """Reads rows of one sheet.

    Args:
        paket: the workbook.
        lembar: the sheet.
        peta: where its columns are.
        buku: the definition, for the kinds of its columns; None for a sheet that is no book, where every
            cell shows what its format says, an error is no text, and a formula nobody has computed is no
            blank cell.
    """

    def __init__(self, paket: Paket, lembar: Lembar, peta: Peta, buku: Buku | None) -> None:
        self._lembar, self._batas, self._biasa = lembar, peta.baris, buku is None
        self._ingatan: dict[str, str] = {}
        self._nama = {nomor: kunci for kunci, nomor in peta.kolom.items()}
        dikenal = [k for k in buku.kolom if k.kunci in peta.kolom] if buku else []
        self._jenis = {peta.kolom[k.kunci]: k.jenis for k in dikenal} or dict.fromkeys(self._nama, "teks")
        self._bilangan = {
            peta.kolom[k.kunci] for k in dikenal if k.milik == "buku_besar" and k.jenis in ANGKA_JENIS
        }
        self._sejak_1904 = paket.sejak_1904
        self._gaya = {b"%d" % n: satu for n, satu in enumerate(tampilan(paket)) if satu}
        self._kode = format_angka.kode_angka(paket) if self._biasa else ()
        self._kolom: dict[str, tuple[str, int, dict[str, int]]] = {
            huruf(n).decode(): (kunci, n, {}) for n, kunci in self._nama.items()
        }
        self._string = paket.string.semua() if paket.string else []
        p = lembar.awalan.decode()
        self._awal_sel = f"<{p}c"
        self._kepala = re.compile(rf'<{p}row r="([1-9]\d{{0,5}})"[^>]*>')
        self._sel: Callable[[str], list[tuple[str, str, str, str, str]]] = re.compile(
            rf'<{p}c r="([A-Z]+)\d+"([^/>]*)(?:/>|>(<{p}f(?: [^>]*)?>(?:[^<]*</{p}f>)?)?(?:'
            rf'<{p}v>([^<]*)</{p}v>|<{p}is><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}is>'
            rf"|<{p}v ?/>)?</{p}c>)"
        ).findall

    def semua(self) -> Iterator[BarisIsi]:
        """Every row below the headings that is not blank, in file order."""
        xml = self._lembar.xml
        for awal, akhir in self._lembar.rentang():
            if satu := self.satu(xml[awal:akhir]):
                yield satu

    def satu(self, xml: bytes) -> BarisIsi | None:
        """One row element; None when it is blank, or stands above the data."""
        try:
            teks = xml.decode()
        except UnicodeDecodeError:
            return self.teliti(xml)
        kepala, sel = self._kepala.match(teks), self._sel(teks)
        if kepala is None or len(sel) != teks.count(self._awal_sel):
            return self.teliti(xml)
        if (nomor := int(kepala[1])) <= self._batas:
            return None
        rumus: dict[str, str] = {}
        tampak: dict[str, str] = {}
        bersih = "&" not in teks and "_x" not in teks and "\r" not in teks
        try:
            nilai = self._nilai(sel, rumus, tampak, bersih=bersih)
        except IndexError:  # beyond the string table's end
            nilai = None
        if nilai is None:
            return self.teliti(xml)
        return self._baris(nilai, nomor, rumus, tampak)

    def _nilai(
        self,
        sel: list[tuple[str, str, str, str, str]],
        rumus: dict[str, str],
        tampak: dict[str, str],
        *,
        bersih: bool,
    ) -> dict[str, NilaiSel] | None:
        """The row's cells by column key; None when one of them needs a closer look."""
        hasil: dict[str, NilaiSel] = {}
        kolom, string, ingat = self._kolom, self._string, self._ingatan.setdefault
        for ref, atribut, f, v, t in sel:
            if not (v or t or f) or ref not in kolom:
                continue
            kunci, nomor, macam_atribut = kolom[ref]
            if f:
                hampa = self._biasa and not v and 't="str"' in atribut
                (tampak if hampa else rumus)[kunci] = "" if hampa else _rumus(f)
            if (macam := macam_atribut.get(atribut, -1)) < 0:
                macam = macam_atribut[atribut] = self._macam(atribut, nomor)
            if macam == _BERSAMA and v.isdecimal() and v.isascii():
                isi = string[int(v)]
            elif macam == _SISIP and not v:
                isi = ingat(t, t) if bersih else bersihkan(t)
            elif macam == _ANGKA and v.isdecimal() and len(v) < 16 and v.isascii():
                hasil[kunci] = int(v)
                continue
            elif (isi := self._lain(kunci, macam, v, t, tampak)) is None:
                return None
            if isi != "":
                hasil[kunci] = isi
        if len(self._ingatan) > _INGAT_MAKS:
            self._ingatan.clear()
        return hasil

    def _macam(self, atribut: str, kolom: int) -> int:
        """What a cell of this column with these attributes (all but its address) holds."""
        pasangan = _ATRIBUT.findall(atribut)
        if "".join(f' {nama}="{isi}"' for nama, isi in pasangan) != atribut:
            return _LAIN
        nilai = dict(pasangan)
        macam = _MACAM.get(nilai.get("t", "n"), _LAIN)
        if nilai.get("t") == "e" and self._biasa:
            return _GALAT
        return self._macam_angka(kolom, nilai.get("s", "").encode()) if macam == _ANGKA else macam

    def _macam_angka(self, kolom: int, gaya: bytes) -> int:
        """What a number is by its column's kind or its cell's format; only text may be a percentage.

        What the ledger keeps as a number is one, whatever format the cell has come to wear.
        """
        jenis, tampil = self._jenis.get(kolom, ""), self._gaya.get(gaya, BIASA)
        if jenis == "tanggal":
            return _TANGGAL
        if (
            tampil in (BIASA, PERSEN)
            and gaya.isdigit()
            and int(gaya) < len(self._kode)
            and self._kode[int(gaya)]
        ):
            return _BERKODE + int(gaya)
        if tampil == BIASA or kolom in self._bilangan or (tampil == PERSEN and jenis != "teks"):
            return _ANGKA
        return _TAMPIL + tampil

    def _lain(self, kunci: str, macam: int, v: str, t: str, tampak: dict[str, str]) -> NilaiSel:
        """A cell of the rarer sorts; None when it needs a closer look."""
        if t or macam in (_LAIN, _SISIP):
            return None
        if not v:
            return ""
        if macam == _GALAT:
            return self._galat(kunci, bersihkan(v), tampak)
        if macam >= _BERKODE:
            return self._berkode(kunci, v, macam, tampak)
        if macam in (_ANGKA, _TANGGAL) or macam > _TAMPIL:
            return self._angka(v, macam)
        if macam == _CENTANG:
            return _centang(v)
        return bersihkan(v) if macam == _TEKS else None

    def _angka(self, teks: str, macam: int) -> NilaiSel:
        try:
            angka = float(teks.encode())
        except ValueError:
            return bersihkan(teks)
        if not isfinite(angka):
            return bersihkan(teks)
        if macam == _TANGGAL and (hari := tanggal(angka, sejak_1904=self._sejak_1904)):
            return hari
        tampil = self._gaya.get(b"%d" % (macam - _BERKODE), BIASA) if macam >= _BERKODE else macam - _TAMPIL
        if tampil > 0 and (terbaca := terlihat(angka, tampil, sejak_1904=self._sejak_1904)):
            return terbaca
        return int(angka) if angka.is_integer() and abs(angka) < _PASTI else angka

    @staticmethod
    def _galat(kunci: str, teks: str, tampak: dict[str, str]) -> str:
        """An error: no value, but what it is called."""
        if teks.strip():
            tampak[kunci] = teks.strip()
        return ""

    def _berkode(self, kunci: str, teks: str, macam: int, tampak: dict[str, str]) -> NilaiSel:
        """A number with a format; noted is what it shows, when that is something else."""
        isi = self._angka(teks, macam)
        if not bilangan(teks.encode()) or (isinstance(isi, float) and abs(isi) >= _PASTI):
            return isi
        tampil = format_angka.tampak(float(teks), self._kode[macam - _BERKODE])
        if tampil != (format_angka.polos(isi) if isinstance(isi, int | float) else isi):
            tampak[kunci] = tampil
        return isi

    def teliti(self, xml: bytes) -> BarisIsi | None:
        """`satu`, cell by cell: for rows the fast pattern does not understand."""
        kepala = self._lembar.baris_dari(xml)
        if kepala.nomor <= self._batas:
            return None
        rumus: dict[str, str] = {}
        tampak: dict[str, str] = {}
        nilai: dict[str, NilaiSel] = {}
        for satu in self._lembar.sel(xml, self._nama):
            kunci = self._nama[satu.kolom]
            if satu.rumus and self._biasa and not satu.sel.teks and satu.jenis == b"str":
                tampak[kunci] = ""
            elif satu.rumus:
                rumus[kunci] = satu.rumus
            if satu.sel.teks and satu.jenis == b"e" and self._biasa:
                self._galat(kunci, satu.sel.teks, tampak)
            elif satu.sel.teks:
                nilai[kunci] = self._sel_teliti(kunci, satu, tampak)
        return self._baris(nilai, kepala.nomor, rumus, tampak)

    def _sel_teliti(self, kunci: str, satu: Potongan, tampak: dict[str, str]) -> NilaiSel:
        """A cell as a value. A number is what the column's kind or the cell's format says."""
        teks = satu.sel.teks
        if satu.jenis == b"b":
            return _centang(teks)
        if satu.jenis == b"d":
            return _tanggal_iso(teks, bertanggal=self._jenis.get(satu.kolom) == "tanggal") or teks
        if not satu.sel.angka:
            return teks
        macam = self._macam_angka(satu.kolom, satu.gaya)
        return self._berkode(kunci, teks, macam, tampak) if macam >= _BERKODE else self._angka(teks, macam)

    def _baris(
        self, nilai: dict[str, NilaiSel], nomor: int, rumus: dict[str, str], tampak: dict[str, str]
    ) -> BarisIsi | None:
        if not nilai and not (self._biasa and (rumus or any(tampak.values()))):
            return None
        return BarisIsi(
            str(nilai.pop(KOLOM_KUNCI, "")), nomor, nilai, rumus or TANPA_RUMUS, tampak or TANPA_RUMUS
        )


def _rumus(f: str) -> str:
    """The text of a formula element, with its "="."""
    return "=" + bersihkan(f[f.index(">") + 1 : f.rindex("<")]) if f.endswith("f>") else "="


def _centang(teks: str) -> str:
    return "Ya" if teks in ("1", "true") else "Tidak"


def _tanggal_iso(teks: str, *, bertanggal: bool) -> date | str | None:
    """A date as ISO text; with its time, unless only the date is asked for."""
    try:
        saat = datetime.fromisoformat(teks)
    except ValueError:
        return None
    return saat.date() if bertanggal or saat.time() == time() else f"{saat:%d-%m-%Y %H.%M}"
