"""What of an input is not read, or not as people see it: nothing of that goes without being told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from naskah.catalog import Jenis
from naskah.lembar import SelRusak
from naskah.massal import kepala as kepala_
from naskah.massal.kepala import Gabungan, Kepala, Kolom, letak, polos
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.workbook.deret import LembarBiasa
from registers.workbook.format_angka import TAK_TERBACA
from registers.workbook.format_angka import polos as polos_angka

_ATAS = 40  # filled rows from the top that tell what a sheet is
_SEBUT = 6  # rows, or runs of rows, named in a note
_BERANGKA = {"bilangan", "rupiah", "persen"}  # kinds that write a number in their own way
_BUKAN_TEKS = {"tanggal", "pukul"}  # kinds that refuse a plain number themselves, or read it
_HARFIAH = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ANGKA = re.compile(r"[\d.]*\d(?:,\d+)?")


def di_atas(
    lembar: str,
    atas: Sequence[tuple[int, Mapping[int, object]]],
    kepala: Kepala,
    gabungan: Gabungan,
    kolom: Sequence[Kolom],
) -> tuple[list[Temuan], list[str]]:
    """Rows above the headings that look like a letter's: findings where half of it is there, else notes.

    Titles, groups of headings and the sections of the template's own headings are none.
    """
    bukan_isi = {*kepala_.menurut_sebutan(kolom), *(polos(k.bagian) for k in kolom)}
    berjudul = {*kepala.kolom.values(), kepala.nomor}
    judul = {(b1, k1) for b1, k1, b2, k2 in gabungan if k2 > k1 or b2 >= kepala.baris}
    temuan: list[Temuan] = []
    sedikit: list[int] = []
    for nomor, isi in atas:
        if nomor >= kepala.baris:
            break
        sel = [
            k
            for k, v in isi.items()
            if k in berjudul and (nomor, k) not in judul and polos(v) and polos(v) not in bukan_isi
        ]
        if len(sel) > 1 and len(sel) * 2 >= len(kepala.kolom):
            pesan = f"baris ini berisi, tetapi berdiri di atas judul kolom (baris {kepala.baris})"
            saran = "pindahkan ke bawah judul kolom, atau hapus; mungkin terbawa saat diurutkan"
            temuan.append(Temuan(letak(lembar, sel[0], nomor), pesan, saran))
        elif len(sel) > 1:
            sedikit.append(nomor)
    di = f"Lembar {lembar}: b" if lembar else "B"
    catatan = [f"{di}aris {rentang(sedikit)} di atas judul kolom tidak dibaca."] if sedikit else []
    return temuan, catatan


def lembar_lain(
    semua: Iterable[LembarBiasa], utama: Kepala, nama_utama: str, jenis: Jenis
) -> tuple[list[Temuan], list[str]]:
    """Visible sheets that hold something and are not read; letters on them are a finding."""
    temuan: list[Temuan] = []
    catatan: list[str] = []
    polosan: list[str] = []
    sebutan = kepala_.menurut_sebutan(kepala_.kolom_dari(jenis.isian))
    for satu in semua:
        if satu.tersembunyi or satu.nama in kepala_.LEMBAR_BANTU or not (atas := satu.atas(_ATAS)):
            continue
        kepala = kepala_.temukan(satu.nama, atas, satu.gabungan, sebutan)
        if kepala and _sama(kepala, utama) and atas[-1][0] > kepala.baris:
            pesan = f"lembar {satu.nama} berjudul kolom seperti lembar {nama_utama}, tetapi tidak dibaca"
            saran = f"pindahkan barisnya ke lembar {nama_utama}, atau sembunyikan lembar itu"
            temuan.append(Temuan(satu.nama, pesan, saran))
        elif daftar := _seperti_daftar(satu, atas, jenis):
            catatan.append(
                f"Lembar {satu.nama} tidak dibaca. Judul kolomnya seperti lembar {daftar}: bila isinya untuk "
                f"naskah, beri nama {daftar} atau pindahkan ke lembar itu."
            )
        else:
            polosan.append(satu.nama)
    if polosan:
        catatan.append(f"Lembar yang tidak dibaca: {', '.join(polosan)}.")
    return temuan, catatan


def _sama(kepala: Kepala, utama: Kepala) -> bool:
    """Whether headings are those of the letters, not a few words that both have."""
    ada = len(kepala.kolom)
    return ada * 5 >= len(utama.kolom) * 3 and len(kepala.berjudul) <= ada * 2


def _seperti_daftar(satu: LembarBiasa, atas: Sequence[tuple[int, Mapping[int, object]]], jenis: Jenis) -> str:
    """The name of the daftar's sheet that has these headings; "" for none."""
    for isian in (i for i in jenis.isian if i.jenis == "daftar"):
        sebutan = kepala_.menurut_sebutan(kepala_.kolom_dari(isian.kolom))
        kepala = kepala_.temukan(satu.nama, atas, satu.gabungan, sebutan)
        if kepala and len(kepala.kolom) + bool(kepala.nomor) > 1 and atas[-1][0] > kepala.baris:
            return kepala_.nama_lembar(jenis)[isian.nama]
    return ""


def tersembunyi(lembar: str, nomor: Sequence[int], *, utama: bool) -> list[str]:
    """A note about filled rows that nobody sees; those of the letters may be left out by their numbers."""
    if not nomor:
        return []
    cara = ", atau sebut yang dipakai dengan --baris" if utama else ""
    return [
        f"Lembar {lembar}: {len(nomor)} baris yang disembunyikan atau tersaring ikut dibaca (baris "
        f"{rentang(nomor)}). Bila tidak dimaksud, hapus barisnya{cara}."
    ]


def digabung(lembar: str, gabungan: Gabungan, kepala: Kepala) -> list[str]:
    """A note about merged cells among the rows: what they say counts for the first row alone."""
    sel = [
        letak(lembar, k1, b1)
        for b1, k1, b2, _ in sorted(gabungan)
        if b1 > kepala.baris and b2 > b1 and k1 in kepala.kolom.values()
    ]
    if not sel:
        return []
    sisa = f", dan {len(sel) - _SEBUT} lagi" if len(sel) > _SEBUT else ""
    return [f"Isi sel gabungan hanya untuk barisnya yang pertama: {', '.join(sel[:_SEBUT])}{sisa}."]


def diawali(lembar: str, nomor: Sequence[int]) -> list[str]:
    """A note about rows left out because they say that they are an example or help."""
    if not nomor:
        return []
    di = f"Lembar {lembar}: b" if lembar else "B"
    return [
        f"{di}aris {rentang(nomor)} tidak dibaca, karena sel pertamanya “contoh” atau “petunjuk”. "
        "Bila itu isi naskah, beri nomor di kolom No."
    ]


def rentang(nomor: Iterable[int]) -> str:
    """Numbers of rows in few words.

    >>> rentang([4, 5, 6, 9])
    '4–6, 9'
    """
    potongan: list[list[int]] = []
    for satu in nomor:
        if potongan and satu == potongan[-1][-1] + 1:
            potongan[-1][1:] = [satu]
        else:
            potongan.append([satu])
    kata = ["–".join(map(str, p)) for p in potongan[:_SEBUT]]
    return ", ".join(kata) + (", dan seterusnya" if len(potongan) > _SEBUT else "")


def beda_tampil(nilai: Nilai, tampak: str, jenis: str) -> SelRusak | str | None:
    """What becomes of a number that Excel shows as something else.

    Returns:
        Why it cannot be used: zeros that are shown are not there. Or a remark, or None where it does not
        matter for a field of this kind.
    """
    if jenis in _BUKAN_TEKS:
        return None
    tertulis = polos_angka(nilai) if isinstance(nilai, int | float) else str(nilai)
    if jenis in _BERANGKA:
        sama = _angka(tampak) == _angka(tertulis) or tampak.startswith(TAK_TERBACA)
        return None if sama else f"di Excel terlihat {tampak}, isinya {tertulis}"
    terlihat, digit = tampak, re.sub(r"\D", "", tampak.partition(",")[0])
    hilang = len(digit) > 1 and digit.startswith("0")
    if tampak.startswith(TAK_TERBACA):
        kode = tampak.removeprefix(TAK_TERBACA).strip()
        terlihat = f"menurut format {kode}"
        hilang = not re.search("[.,E]", kode) and _HARFIAH.sub("", kode).count("0") > len(tertulis)
    kata = f"di Excel terlihat {terlihat}, isinya {tertulis}"
    return SelRusak(kata, "format selnya sebagai Teks, lalu ketik ulang") if hilang else kata


def _angka(teks: str) -> Decimal | None:
    m = _ANGKA.search(teks)
    return Decimal(m[0].replace(".", "").replace(",", ".")) if m else None
