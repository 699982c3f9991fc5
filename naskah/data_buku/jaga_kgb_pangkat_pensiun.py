"""Rows of the buku jaga: for every employee of data/pegawai.xlsx his KGB, his pangkat, his pension.

Sources: SOP 16 (papers at BKD six months ahead), SOP 17, SOP 18 (PKGB at the paying office one month ahead);
PP 7/1977 Pasal 12 (a KGB is announced two months ahead). Whatever no source confirms is a number of
`[tenggat_buku]` in kantor.toml.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from naskah.data_buku import BarisData
from naskah.hitung.kgb import kgb
from naskah.hitung_buku._jaga import KGB, PANGKAT, PENSIUN
from naskah.hitung_buku._nilai import mundur_bulan
from naskah.induk import BarisPegawai
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds import semua as kinds
from registers.dasar.kinds.nip import tanggal_lahir
from registers.dasar.kinds.tanggal import dari_teks
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.hitung import Rujukan
    from naskah.kantor import Kantor
    from naskah.tatanan import TenggatBuku

ID = "jaga-kgb-pangkat-pensiun"
_JENIS_PKGB = "pkgb"
_DIBAWA = (
    "usul_diajukan",
    "tidak_diusulkan",
    "catatan",
)  # people's cells that go on into the next year's book
_FUNGSIONAL = re.compile(r"\b(ahli (pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\b")
_PERLU_KGB = {"golongan": "Golongan", "tmt_kgb": "TMT KGB", "mkg_tahun": "MKG Tahun"}
_BUP = range(40, 81)
_PANJANG_NIP = 18
_PKGB_TAHUN = 3  # letters older than that are about rises that are past

Terbit = Mapping[tuple[str, date], Sequence[str]]
"""NIP and TMT of a rise → numbers of the PKGB issued for it."""


@dataclass(frozen=True)
class Perihal:
    """One matter: since when, what comes next, and what stands in the way of telling."""

    nama: str
    terakhir: date | None = None
    jatuh_tempo: date | None = None
    mulai_bulan: int = 0
    batas_bulan: int | None = None
    keterangan: tuple[str, ...] = ()
    lain: Mapping[str, str] = field(default_factory=dict[str, str])

    def nilai(self) -> dict[str, Nilai]:
        """The part of the row that is about this matter."""
        tempo, tenggat = self.jatuh_tempo, self.batas_bulan
        return {
            "perihal": self.nama,
            "terakhir": _iso(self.terakhir),
            "jatuh_tempo": _iso(tempo),
            "mulai": _iso(mundur_bulan(tempo, self.mulai_bulan) if tempo and tenggat is not None else None),
            "batas": _iso(mundur_bulan(tempo, tenggat) if tempo and tenggat is not None else None),
            "keterangan": "; ".join(self.keterangan),
            **self.lain,
        }


def baris(kantor: Kantor) -> list[BarisData]:
    """Three rows for each employee, two for a PPPK, who has no pangkat.

    A damaged row of the master data stays a row, with a note that names the cell.

    Raises:
        DataTidakSah: data/pegawai.xlsx cannot be used as a whole.
    """
    try:
        pegawai = kantor.induk.semua_pegawai()
    except NilaiSalah as galat:
        temuan = Temuan("data/pegawai.xlsx", galat.pesan, galat.saran)
        raise DataTidakSah("Buku jaga tidak dapat disusun.", [temuan]) from galat
    terbit, lama = _dari_buku_besar(kantor)
    tahun = kantor.hari_ini().year
    hasil: list[BarisData] = []
    pakai: Counter[str] = Counter()
    for satu in pegawai:
        kunci = _kunci(satu)
        pakai[kunci] += 1
        if pakai[kunci] > 1:
            salah = {**satu.salah, "": f"{kunci} tertulis {pakai[kunci]} kali di data pegawai"}
            satu, kunci = BarisPegawai(satu.nilai, salah), f"{kunci}#{pakai[kunci]}"
        for perihal in _semua(satu, kantor, terbit):
            kunci_baris = f"{kunci}/{perihal.nama.casefold()}"
            bawaan = lama.get(kunci_baris, {})
            hasil.append((kunci_baris, {**_orang(satu), **perihal.nilai(), **bawaan, "tahun": str(tahun)}))
    return hasil


def _semua(satu: BarisPegawai, kantor: Kantor, terbit: Terbit) -> list[Perihal]:
    atur = kantor.tatanan.tenggat_buku
    daftar = [jaga_kgb(satu.nilai, kantor.rujukan(kantor.hari_ini()), atur, terbit)]
    if not _pppk(satu.nilai):
        daftar.append(jaga_pangkat(satu.nilai, atur))
    daftar.append(jaga_pensiun(satu.nilai, atur))
    return [replace(p, keterangan=(*satu.salah.values(), *p.keterangan)) for p in daftar]


def jaga_kgb(
    pegawai: Mapping[str, str], rujukan: Rujukan, atur: TenggatBuku, terbit: Terbit | None = None
) -> Perihal:
    """The next gaji berkala, and the PKGB that was issued for it."""
    kurang = [judul for kunci, judul in _PERLU_KGB.items() if not pegawai.get(kunci)]
    if kurang:
        return Perihal(KGB, keterangan=(f"belum diisi di data pegawai: {', '.join(kurang)}",))
    try:
        nilai = kgb({"pegawai": pegawai}, rujukan).nilai
    except DataTidakSah as galat:
        pesan = tuple(f"{t.pesan}: {t.saran}" if t.saran else t.pesan for t in galat.temuan)
        return Perihal(KGB, terakhir=_tanggal(pegawai, "tmt_kgb"), keterangan=pesan)
    tempo = date.fromisoformat(str(nilai["tmt_baru"]))
    nomor = (terbit or {}).get((_nip(pegawai), tempo), ())
    ganda = len(nomor) > 1
    return Perihal(
        KGB,
        date.fromisoformat(str(nilai["tmt_gaji_lama"])),
        tempo,
        atur.kgb_mulai_bulan,
        atur.kgb_batas_bulan,
        (f"ada {len(nomor)} PKGB untuk TMT ini: {', '.join(nomor)}",) if ganda else (),
        {"surat": f"PKGB {', '.join(nomor)}" if nomor else "", "ganda": "ya" if ganda else ""},
    )


def jaga_pangkat(pegawai: Mapping[str, str], atur: TenggatBuku) -> Perihal:
    """The next regular rise in pangkat; of a functional post only the earliest day, its credits decide."""
    terakhir = _tanggal(pegawai, "tmt_pangkat")
    if terakhir is None:
        salah = "tidak terbaca" if pegawai.get("tmt_pangkat") else "belum diisi"
        return Perihal(PANGKAT, keterangan=(f"TMT Pangkat {salah} di data pegawai",))
    if _FUNGSIONAL.search(pegawai.get("jabatan", "").casefold()):
        tempo = _tambah_tahun(terakhir, atur.pangkat_fungsional_tahun)
        return Perihal(PANGKAT, terakhir, tempo, keterangan=("jabatan fungsional: menurut angka kredit",))
    tempo = _tambah_tahun(terakhir, atur.pangkat_tahun)
    return Perihal(PANGKAT, terakhir, tempo, atur.pangkat_mulai_bulan, atur.pangkat_batas_bulan)


def jaga_pensiun(pegawai: Mapping[str, str], atur: TenggatBuku) -> Perihal:
    """The TMT of the pension: the first of the month after the one in which the BUP is reached."""
    lahir, keterangan = _lahir(pegawai)
    if lahir is None:
        return Perihal(PENSIUN, keterangan=keterangan)
    usia, catatan = bup(pegawai, atur)
    bulan = lahir.month % 12 + 1
    tempo = date(lahir.year + usia + (lahir.month == 12), bulan, 1)
    return Perihal(
        PENSIUN,
        None,
        tempo,
        atur.pensiun_mulai_bulan,
        atur.pensiun_batas_bulan,
        (*keterangan, *catatan, f"BUP {usia} tahun"),
    )


def bup(pegawai: Mapping[str, str], atur: TenggatBuku) -> tuple[int, tuple[str, ...]]:
    """The age of retirement, by the master data or else by the post; a note on what cannot be read."""
    tertulis = pegawai.get("bup", "").removesuffix(".0")
    if tertulis.isdecimal() and int(tertulis) in _BUP:
        return int(tertulis), ()
    catatan = (f"BUP tidak terbaca di data pegawai: {tertulis}",) if tertulis else ()
    jabatan = " ".join(pegawai.get("jabatan", "").casefold().split())
    cocok = [(len(frasa), usia) for frasa, usia in atur.bup_jabatan.items() if _cocok(jabatan, frasa)]
    return (max(cocok)[1] if cocok else atur.bup), catatan


def _cocok(jabatan: str, frasa: str) -> bool:
    """Whether a post begins with these words; after "..." whether it has them anywhere."""
    di_mana_saja = frasa.startswith("...")
    kata = frasa.removeprefix("...").strip().casefold()
    return bool(re.search(rf"{'' if di_mana_saja else '^'}\b{re.escape(kata)}\b", jabatan)) if kata else False


def _lahir(pegawai: Mapping[str, str]) -> tuple[date | None, tuple[str, ...]]:
    """The birth date by NIP, else by its own column; a note when they differ or neither can be read."""
    nip, tertulis = _nip(pegawai), _tanggal(pegawai, "tanggal_lahir")
    try:
        kinds()["nip"].baca(nip, Isian("nip", "nip"), TanpaAcuan())
    except NilaiSalah as galat:
        if tertulis is None:
            return None, (f"tanggal lahir tidak diketahui: {galat.pesan if nip else 'NIP belum diisi'}",)
        return tertulis, (galat.pesan,) if nip else ("NIP belum diisi",)
    menurut_nip = tanggal_lahir(nip)
    if tertulis and tertulis != menurut_nip:
        return menurut_nip, (f"tanggal lahir {tertulis:%d-%m-%Y} berbeda dari NIP",)
    return menurut_nip, ()


def _dari_buku_besar(kantor: Kantor) -> tuple[Terbit, dict[str, dict[str, Nilai]]]:
    """The PKGB issued so far, and what people wrote into last year's book."""
    tahun = kantor.hari_ini().year
    with kantor.ledger.baca() as baca:
        sejak = date(tahun - _PKGB_TAHUN, 1, 1)
        surat = baca.cari(jenis=_JENIS_PKGB, dari=sejak, status="terbit", batas=None)
        lalu = baca.semua_baris(ID, tahun - 1)
    terbit: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for satu in sorted(surat, key=lambda n: (n.hari, n.urut)):
        try:
            tmt = kgb(satu.isi, kantor.rujukan(satu.hari)).nilai["tmt_baru"]
        except DataTidakSah:
            continue  # made by hand, or by an older type
        nip = str((satu.isi.get("pegawai") or {}).get("nip") or "")
        terbit[nip, date.fromisoformat(str(tmt))].append(satu.nomor)
    dibawa = {b.kunci: {k: isi for k in _DIBAWA if (isi := b.orang.get(k) or b.nilai.get(k))} for b in lalu}
    return terbit, dibawa


def _orang(satu: BarisPegawai) -> dict[str, Nilai]:
    p = satu.nilai
    golongan = f"({p['golongan']})" if p.get("pangkat") and p.get("golongan") else p.get("golongan", "")
    return {
        "nama": p.get("nama", ""),
        "nip": _nip(p),
        "pangkat": f"{p.get('pangkat', '')} {golongan}".strip(),
        "jabatan": p.get("jabatan", ""),
    }


def _kunci(satu: BarisPegawai) -> str:
    """His NIP where it can be read, else his name."""
    nip, nama = _nip(satu.nilai), " ".join(satu.nilai.get("nama", "").casefold().split())
    return nip if len(nip) == _PANJANG_NIP else nama or nip or "tanpa nama"


def _nip(pegawai: Mapping[str, str]) -> str:
    """The NIP without blanks and points between its digits."""
    return re.sub(r"[\s.'-]", "", pegawai.get("nip", ""))


def _pppk(pegawai: Mapping[str, str]) -> bool:
    return pegawai.get("status", "").strip().upper() == "PPPK"


def _tanggal(pegawai: Mapping[str, str], kunci: str) -> date | None:
    try:
        return date.fromisoformat(dari_teks(pegawai.get(kunci, "")))
    except NilaiSalah:
        return None


def _tambah_tahun(hari: date, tahun: int) -> date:
    """The same day so many years later; 1 March for 29 February."""
    try:
        return hari.replace(year=hari.year + tahun)
    except ValueError:
        return date(hari.year + tahun, 3, 1)


def _iso(hari: date | None) -> str:
    return hari.isoformat() if hari else ""


BARIS = baris
