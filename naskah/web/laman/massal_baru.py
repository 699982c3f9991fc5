"""Many letters at once, before the question: the type, its input, what is wrong with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.responses import Response

from naskah import pencarian
from naskah.induk import MACAM
from naskah.massal import antrean, umum
from naskah.massal.hari import pastikan_hari
from naskah.massal.kolom_induk import KolomInduk
from naskah.massal.laporan import laporan_salah, uraikan
from naskah.massal.masukan_induk import berpola, pastikan_tanpa_pola, sumber_baris, sumber_isian
from naskah.massal.templat_masukan import DariInduk, pilihan_kantor, templat
from naskah.web import bidang, formulir, rencana
from naskah.web import galat as halaman_galat
from naskah.web.keamanan.unduhan import MIME
from naskah.web.laman._massal import diperiksa, pekerja_menyala, satu_rencana
from naskah.web.laman._ulang import tanggal
from naskah.web.minta import Minta
from naskah.web.penggarap import sudah_dimulai
from naskah.web.rencana import Rencana
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, NaskahError
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.massal.jalan import Perhatian
    from naskah.massal.masukan import BarisMasukan
    from naskah.web.pemeriksa import Pemeriksaan

_TAMPIL = 200  # findings shown; all of them stand in the report
_TAK_UMUM = {"daftar", "checklist", "berkas"}  # kinds that rows do not have in common
_OPSI_SET = re.compile(r"--set '[^']*'")
_UMUM = "isi di “Isian yang sama untuk semua baris”"
_LETAK = {"--sumber": "Sumber", "--saring": "Syarat"}


# --- the type and its input -------------------------------------------------------------------------


def pilih(m: Minta) -> Response:
    """Types by what people want, most used first; those whose numbers others give are left out."""
    kata = m.tanya.get("kata", "").strip()[:100]
    semua = [j for j in pencarian.jenis_menurut(m.kantor, kata) if not _luar(m, j)]
    return m.laman("massal/bagian_jenis.html" if m.htmx else "massal/pilih.html", kata=kata, jenis=semua)


def _luar(m: Minta, jenis: Jenis) -> bool:
    return m.kantor.seri(m.kantor.seri_untuk(jenis)).luar


def isian(m: Minta) -> Response:
    """Where the input comes from, and how the letters are to be made."""
    jenis = m.kantor.katalog.jenis(m.jalur["jenis"])
    return _formulir(m, jenis, Rencana(jenis.id, "", ""))


def berkas_isian(m: Minta) -> Response:
    """The workbook people fill in, with rows of master data when they are asked for."""
    jenis, sumber = m.kantor.katalog.jenis(m.jalur["jenis"]), m.tanya.get("sumber", "")
    baris: Sequence[BarisMasukan] = ()
    if sumber:
        semua = (_dicari(m, f"_{apa}_isian") for apa in ("kolom", "tanda", "nilai"))
        try:
            baris = DariInduk(sumber, rencana.syarat(*semua)).masukan(m.kantor, jenis).baris
        except NaskahError as salah:
            return _formulir(m, jenis, Rencana(jenis.id, "", ""), salah)
    return m.data(templat(jenis, pilihan_kantor(m.kantor), baris), MIME[".xlsx"], f"isian-{jenis.id}.xlsx")


def _dicari(m: Minta, nama: str) -> list[str]:
    """Every value of that name in the query, blank ones too: they keep the others in their place."""
    return parse_qs(urlsplit(m.url).query, keep_blank_values=True).get(nama, [])


def terima(m: Minta) -> Response:
    """Keep the input and how it is to be done; what is wrong with either comes back with the form."""
    jenis = m.kantor.katalog.jenis(m.jalur["jenis"])
    apa = _pilihan(m, jenis)
    try:
        apa = replace(apa, tanggal=tanggal(m, "_tanggal", "Tanggal surat"))
        pastikan_hari(m.kantor, jenis, apa.hari(m.kantor))
        if apa.antre:
            antrean.siapkan(m.kantor, jenis)
        _pastikan_umum(m, jenis, apa)
        if (induk := m.satu("_aksi")) in MACAM:
            semua = (m.banyak(f"_{apa_}_{induk}") for apa_ in ("kolom", "tanda", "nilai"))
            apa = replace(apa, sumber=induk, saring=rencana.syarat(*semua))
        elif m.berkas:
            pastikan_tanpa_pola(apa.umum)
            nama, kunci = rencana.terima(m.kantor, m.berkas[0])
            apa = replace(apa, sumber=nama, berkas=kunci)
        else:
            raise rencana.tanpa_berkas()
        return _simpan(m, apa)
    except NaskahError as salah:
        return _formulir(m, jenis, apa, salah)


def _pilihan(m: Minta, jenis: Jenis) -> Rencana:
    terisi = formulir.baca(_umum(jenis).isian, m.isian)
    return Rencana(
        jenis.id,
        "",
        secrets.token_hex(16),
        umum=terisi,
        pdf=bool(m.satu("_pdf")),
        gabung=bool(m.satu("_gabung")),
        bolak_balik=bool(m.satu("_bolak_balik")),
        antre=bool(m.satu("_antre")),
    )


def _umum(jenis: Jenis) -> Jenis:
    """The fields that all rows may have in common; none of them must be filled."""
    semua = umum.longgar(jenis)
    return replace(semua, isian=tuple(i for i in semua.isian if i.jenis not in _TAK_UMUM))


def _pastikan_umum(m: Minta, jenis: Jenis, apa: Rencana) -> None:
    """What is wrong with a value of all rows is told once, not of every row.

    Raises:
        DataTidakSah: of these fields.
    """
    if temuan := umum.temuan_umum(m.kantor, jenis, apa.umum, apa.hari(m.kantor)):
        raise DataTidakSah("Isian yang sama untuk semua baris belum benar.", temuan)


def _simpan(m: Minta, apa: Rencana) -> Response:
    """Go on to the page of what was sent, when it can be read at all."""
    kunci = rencana.simpan(m.kantor, apa)
    kini = m.peladen.pemeriksa.periksa(m.kantor, kunci, apa)
    if kini.salah is not None:
        raise kini.salah
    return m.pindah(f"/massal/rencana/{kunci}")


def _formulir(m: Minta, jenis: Jenis, apa: Rencana, salah: NaskahError | None = None) -> Response:
    temuan = _di_layar(salah)
    return m.laman(
        "massal/isian.html",
        halaman_galat.status(salah) if salah else 200,
        jenis=jenis,
        apa=apa,
        tanggal=m.satu("_tanggal"),
        salah=salah,
        temuan=temuan[:_TAMPIL],
        lagi=max(0, len(temuan) - _TAMPIL),
        bagian=bidang.susun(_umum(jenis), apa.umum, {}, temuan),
        label=bidang.label(jenis),
        luar=_luar(m, jenis),
        induk=[(s, _kolom(m, s)) for s in sumber_baris(jenis)],
        isi_dari=[(s, _kolom(m, s)) for s in sumber_isian(jenis)],
        syarat=rencana.SYARAT,
        dicari=partial(_dicari, m),
        ketikan=m.banyak,
        libreoffice=m.peladen.pratinjau.tersedia(),
        pekerja=pekerja_menyala(m) if antrean.ditawarkan(m.kantor, jenis) else None,
    )


def _kolom(m: Minta, induk: str) -> Sequence[str]:
    """Columns by which rows of master data may be chosen; a list that cannot be read offers none."""
    try:
        return KolomInduk(m.kantor, induk).judul
    except NaskahError:
        return ()


def _di_layar(salah: NaskahError | None) -> list[Temuan]:
    """Findings that name the fields of this page instead of options of the command."""
    hasil: list[Temuan] = []
    for t in salah.temuan if salah else ():
        nama, spasi, sisa = t.tempat.partition(" ")
        saran = _OPSI_SET.sub(_UMUM, t.saran.replace("--saring", "syaratnya"))
        hasil.append(replace(t, tempat=f"{_LETAK.get(nama, nama)}{spasi}{sisa}", saran=saran))
    return hasil


# --- what is wrong with it --------------------------------------------------------------------------


def satu(m: Minta) -> Response:
    """How the check goes, then what it found."""
    kunci, apa = satu_rencana(m)
    if (ada := sudah_dimulai(m.kantor, apa.permintaan)) is not None:
        return m.pindah(f"/massal/{ada.id}")
    kini = m.peladen.pemeriksa.periksa(m.kantor, kunci, apa, 0 if m.htmx else None)
    return _laman(m, kunci, apa, kini)


def _laman(
    m: Minta, kunci: str, apa: Rencana, kini: Pemeriksaan, salah: NaskahError | None = None
) -> Response:
    semua = uraikan(kini.masukan, kini.telaah.salah) if kini.masukan and kini.telaah else []
    salah = salah or kini.salah
    status = halaman_galat.status(salah) if salah else 200
    return m.laman(
        "massal/bagian_rencana.html" if m.htmx else "massal/rencana.html",
        status,
        kunci=kunci,
        apa=apa,
        jenis=m.kantor.katalog.jenis(apa.jenis),
        kini=kini,
        telaah=kini.telaah,
        semua=semua[:_TAMPIL],
        lagi=max(0, len(semua) - _TAMPIL),
        peringatan=_peringatan(kini.telaah.tentang() if kini.telaah else []),
        catatan=kini.masukan.catatan if kini.masukan else (),
        tampil=_TAMPIL // 4,
        salah=salah,
        temuan=_di_layar(salah)[:_TAMPIL],
    )


def _peringatan(semua: Sequence[Perhatian]) -> list[tuple[str, str]]:
    """What people should know, each once, behind the rows it is about."""
    baris: dict[str, list[str]] = {}
    for satu in semua:
        baris.setdefault(satu.kata, []).append(f"{satu.baris} ({satu.sebutan})")
    return [(_rentang(siapa), kata) for kata, siapa in baris.items()]


def _rentang(siapa: Sequence[str]) -> str:
    sedikit = ", ".join(siapa[:5])
    return sedikit if len(siapa) <= 5 else f"{sedikit}, dan {len(siapa) - 5} lagi"


def ganti(m: Minta) -> Response:
    """The corrected input, to be made the same way."""
    kunci, apa = satu_rencana(m)
    try:
        if not m.berkas:
            raise rencana.tanpa_berkas()
        nama, berkas = rencana.terima(m.kantor, m.berkas[0])
        tetap = {
            k: v for k, v in apa.umum.items() if k not in berpola(apa.umum)
        }  # the report has these filled in
        baru = replace(apa, sumber=nama, berkas=berkas, saring=(), umum=tetap)
        return _simpan(m, replace(baru, permintaan=secrets.token_hex(16)))
    except NaskahError as salah:
        return _laman(m, kunci, apa, m.peladen.pemeriksa.periksa(m.kantor, kunci, apa), salah)


def laporan(m: Minta) -> Response:
    """The input with its wrong cells coloured and the reasons beside them."""
    kini = diperiksa(m)
    if kini is None or not kini.telaah.salah:
        return m.pindah(f"/massal/rencana/{m.jalur['id']}")
    nama = kini.masukan.sumber.rpartition(".")[0] or kini.masukan.sumber
    return m.data(laporan_salah(kini.masukan, kini.telaah.salah), MIME[".xlsx"], f"{nama}-periksa.xlsx")


RUTE = (
    Rute("GET", "/massal/baru", pilih, MENULIS),
    Rute("GET", "/massal/baru/{jenis}", isian, MENULIS),
    Rute("POST", "/massal/baru/{jenis}", terima, MENULIS, unggah=True),
    Rute("GET", "/massal/baru/{jenis}/isian.xlsx", berkas_isian, MENULIS),
    Rute("GET", "/massal/rencana/{id}", satu, MENULIS),
    Rute("POST", "/massal/rencana/{id}", ganti, MENULIS, unggah=True),
    Rute("GET", "/massal/rencana/{id}/periksa.xlsx", laporan, MENULIS),
)
