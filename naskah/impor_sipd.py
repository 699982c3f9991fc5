"""Exports of SIPD or SIPKD taken over: the rincian of one SPP, or the budget with realisasi.

The story: read the file, know by its headings which of the two it is, check every cell, then
`sipd_rincian` makes an isian of it or `sipd_anggaran` brings it into data/anggaran.xlsx. The export itself is
only read. Headings nobody knows are named once (`kolom`) and remembered in kantor.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, cast, get_args

from naskah import anggaran, lembar_csv, rekening_judul, tabel_rekening, tatanan_tulis
from naskah.kantor import Kantor
from naskah.lembar import Lembar, LembarSalah
from naskah.rekening_judul import Macam
from naskah.tabel_rekening import TabelRekening
from naskah.tatanan import KolomSipd
from naskah.tatanan_tulis import Perubahan, Tabel
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan

Sebagai = Literal["rincian", "anggaran"]
Kolom = Mapping[str, Sequence[str]]
"""Field = what its column is called, as a person named it."""

KOLOM: tuple[str, ...] = get_args(KolomSipd)
LABEL: Mapping[str, str] = {
    "sub_kegiatan": "Sub kegiatan", "kode_rekening": "Kode rekening", "uraian": "Uraian",
    "jumlah": "Jumlah", "dpa": "Anggaran (DPA)", "spd": "Surat Penyediaan Dana", "realisasi": "Realisasi",
}  # fmt: skip
RINCIAN = Macam(
    {
        **rekening_judul.SEBUTAN,
        "jumlah": ("nilai spp", "jumlah spp", "nilai rincian", "nilai belanja", "nilai pencairan",
                   "nilai bruto", "bruto", "jumlah bruto", "jumlah diminta", "jumlah yang diminta", "spp ini",
                   "nilai", "jumlah", "jumlah belanja", "total"),
    },
    ("jumlah",),
    frozenset({"jumlah"}),
    ("jumlah", "jumlah"),
    berpotongan=True,
    bernama=True,
)  # fmt: skip
ANGGARAN = replace(anggaran.MACAM, penanda=frozenset({"dpa", "spd", "realisasi"}))
_MACAM: Mapping[Sebagai, Macam] = {"rincian": RINCIAN, "anggaran": ANGGARAN}
_Calon: TypeAlias = tuple[Sebagai, Macam, TabelRekening]


@dataclass(frozen=True)
class Ekspor:
    """An export that has been read: every cell of it can be used.

    Attributes:
        nama: name of the file.
        sebagai: what it is.
        tabel: its accounts.
        peringatan: what somebody should know.
    """

    nama: str
    sebagai: Sebagai
    tabel: TabelRekening
    peringatan: tuple[str, ...] = ()

    @property
    def peta(self) -> str:
        """What each heading is taken for: "Kode Akun → Kode rekening; Nilai → Jumlah"."""
        kepala = self.tabel.kepala
        return "; ".join(
            f"{kepala.judul[ke]} → {LABEL.get(nama, 'Potongan')}" for ke, nama in kepala.kolom.items()
        )


@dataclass(frozen=True)
class Judul:
    """Headings that are not known well enough.

    Attributes:
        semua: the headings of the file.
        kurang: fields without which nothing can be read.
    """

    semua: tuple[str, ...]
    kurang: tuple[str, ...]


def baca(
    kantor: Kantor, data: bytes, nama: str, sebagai: Sebagai | None = None, kolom: Kolom | None = None
) -> Ekspor:
    """The export, every cell of it checked.

    Args:
        kantor: the open office.
        data: the file, .xlsx or .csv.
        nama: its name.
        sebagai: what it is; None to know it by its headings.
        kolom: headings that naskah does not know by itself, beside those remembered.

    Raises:
        DataTidakSah: no such file, headings nobody knows, or every cell that cannot be used, all at once.
    """
    semua = _lembar(data, nama)
    kolom = kolom or {}
    _pastikan_ada(nama, semua, kolom)
    macam = _macam(kantor, sebagai, kolom)
    calon = _calon(semua, macam)
    if (judul := _judul(semua, macam, calon)).kurang or not calon:
        raise _tak_dikenal(nama, semua, judul)
    if len(calon) > 1:
        raise DataTidakSah(
            f"Berkas {nama} dapat rincian satu SPP, dapat juga anggaran.",
            [Temuan(nama, f"judul kolomnya memuat {' dan '.join(_uang(calon))}")],
            "Tulis --sebagai rincian atau --sebagai anggaran.",
        )
    apa, dipakai, tabel = calon[0]
    # With rows refused, no sum can be right.
    temuan = [*tabel.temuan] or [*tabel_rekening.beda_jumlah(tabel, dipakai)]
    if not tabel.baris and not temuan:
        temuan.append(Temuan(nama, "tidak memuat satu kode rekening pun", "periksa hasil ekspornya"))
    if temuan:
        raise DataTidakSah(f"Berkas {nama} belum dapat diambil; belum ada yang ditulis.", temuan)
    return Ekspor(nama, apa, tabel, tuple(_peringatan(semua, dipakai, tabel)))


def telaah_judul(kantor: Kantor, data: bytes, nama: str, sebagai: Sebagai | None, kolom: Kolom) -> Judul:
    """The headings of an export, and which fields they lack; nothing is lacking when `baca` knows them."""
    semua, macam = _lembar(data, nama), _macam(kantor, sebagai, kolom)
    return _judul(semua, macam, _calon(semua, macam))


def urai_kolom(tertulis: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The headings named as "kode_rekening=Kode Akun Belanja".

    Raises:
        DataTidakSah: every one that names no field or no heading.
    """
    hasil: dict[str, tuple[str, ...]] = {}
    temuan: list[Temuan] = []
    for satu in tertulis:
        nama, _, judul = (bagian.strip() for bagian in satu.partition("="))
        if nama not in KOLOM:
            temuan.append(Temuan(f"--kolom {satu[:60]}", "kolom tidak dikenal", f"pilih: {', '.join(KOLOM)}"))
        elif not judul:
            temuan.append(
                Temuan(f"--kolom {satu[:60]}", "judulnya kosong", f'tulis seperti {nama}="Kode Akun"')
            )
        else:
            hasil[nama] = (*hasil.get(nama, ()), judul)
    if temuan:
        raise DataTidakSah("Judul kolom belum jelas.", temuan)
    return hasil


def ingat(kantor: Kantor, kolom: Kolom) -> bool:
    """Keep these headings in kantor.toml for the next export; whether there was anything new.

    Raises:
        KeadaanDitolak, KantorSalah, BerkasGagal: as `tatanan_tulis.terapkan`.
    """
    ada = cast("Kolom", kantor.tatanan.bendahara.kolom_sipd)
    baru = {n: [j for j in semua if j not in ada.get(n, ())] for n, semua in kolom.items()}
    baru = {n: [*ada.get(n, ()), *semua] for n, semua in baru.items() if semua}

    def ubah(tabel: Tabel) -> None:
        tabel.setdefault("bendahara", {})
        tabel["bendahara"].setdefault("kolom_sipd", {})
        di: Any = tabel["bendahara"]["kolom_sipd"]
        for nama, semua in baru.items():
            di[nama] = semua

    if baru:
        tatanan_tulis.terapkan(kantor, Perubahan(ubah), tatanan_tulis.sidik(kantor))
    return bool(baru)


def _lembar(data: bytes, nama: str) -> list[Lembar]:
    try:
        semua = lembar_csv.baca_berkas(data, nama, gabungan=True)
    except LembarSalah as galat:
        saran = "buka dengan Excel, simpan sebagai Excel Workbook (.xlsx) atau CSV, lalu ulangi"
        temuan = Temuan(nama, str(galat), saran)
    except NilaiSalah as galat:
        temuan = Temuan(nama, galat.pesan, galat.saran)
    else:
        if any(satu.baris for satu in semua):
            return semua
        temuan = Temuan(nama, "kosong", "periksa hasil ekspornya")
    raise DataTidakSah(f"Berkas {nama} tidak dapat dibaca.", [temuan])


def _calon(semua: Sequence[Lembar], macam: Mapping[Sebagai, Macam]) -> list[_Calon]:
    """What the file can be, by its headings."""
    return [
        (nama, satu, tabel)
        for nama, satu in macam.items()
        if (tabel := tabel_rekening.baca(semua, satu)) is not None
    ]


def _judul(semua: Sequence[Lembar], macam: Mapping[Sebagai, Macam], calon: Sequence[_Calon]) -> Judul:
    """The headings, and which fields they lack."""
    judul = rekening_judul.tebakan(semua)
    if not judul or len(calon) > 1:
        kurang = []
    elif calon:
        _, satu, tabel = calon[0]
        tak_bernama = satu.bernama and not tabel.kepala.sebut("uraian")
        kurang = ["uraian"] if tak_bernama and any(not b.uraian for b in tabel.baris) else []
    else:
        dikenal = {n for satu in macam.values() for n in rekening_judul.dikenal(judul, satu).values()}
        kurang = ["kode_rekening"] if "kode_rekening" not in dikenal else []
        if not dikenal & {n for satu in macam.values() for n in satu.penanda}:
            kurang.append("dpa" if "rincian" not in macam else "jumlah")
    return Judul(tuple(judul.values()), tuple(kurang))


def _macam(kantor: Kantor, sebagai: Sebagai | None, kolom: Kolom) -> dict[Sebagai, Macam]:
    """The kinds the file may be, with the headings named now before those remembered."""
    ingat = cast("Kolom", kantor.tatanan.bendahara.kolom_sipd)
    semua = {n: (*kolom.get(n, ()), *ingat.get(n, ())) for n in KOLOM}
    return {n: m.dengan(semua) for n, m in _MACAM.items() if sebagai in (None, n)}


def _pastikan_ada(nama: str, semua: Sequence[Lembar], kolom: Kolom) -> None:
    """Every heading a person named stands somewhere in the file."""
    judul = list(dict.fromkeys(rekening_judul.tebakan(semua).values()))
    ada = {rekening_judul.kata(s.nilai) for satu in semua for b in satu.baris for s in b.values()}
    temuan = [
        Temuan(
            f"--kolom {n}", "tidak ada judul kolom itu", f"yang ada: {', '.join(judul)}" if judul else "", j
        )
        for n, sebutan in kolom.items()
        for j in sebutan
        if rekening_judul.kata(j) not in ada
    ]
    if temuan:
        raise DataTidakSah(f"Judul kolom {nama} belum jelas.", temuan)


def _tak_dikenal(nama: str, semua: Sequence[Lembar], judul: Judul) -> DataTidakSah:
    if not judul.semua:
        return DataTidakSah(
            f"Berkas {nama} tidak punya tabel kode rekening.",
            [Temuan(s.nama, "tidak ada judul kolom di atas baris berkode rekening") for s in semua],
            "Judul kolomnya seperti: Kode Rekening, Uraian, Nilai; atau Kode Rekening, Uraian, Anggaran, "
            "SPD, Realisasi.",
        )
    temuan = [Temuan(LABEL[n], f"tidak ada di antara: {', '.join(judul.semua)}") for n in judul.kurang]
    contoh = " ".join(f'--kolom {n}="judul di berkas"' for n in judul.kurang)
    return DataTidakSah(f"Judul kolom {nama} belum dikenal.", temuan, f"Sebut judulnya: {contoh}")


def _uang(calon: Sequence[_Calon]) -> list[str]:
    """The amounts by which a file is both."""
    return [tabel.kepala.sebut(tabel.kepala.uang[0]) for _, _, tabel in calon]


def _peringatan(semua: Sequence[Lembar], macam: Macam, tabel: TabelRekening) -> Iterator[str]:
    if lain := [s.nama for s in semua if s.nama != tabel.lembar and rekening_judul.temukan(s, macam)]:
        yield f"Hanya lembar {tabel.lembar} yang diambil; lembar {', '.join(lain)} tidak."
    if sel := [*tabel_rekening.jumlah_tak_terbaca(tabel, macam)]:
        yield f"Jumlah di sel {', '.join(sel)} tidak terbaca, jadi tidak dibandingkan."
