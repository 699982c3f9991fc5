"""The input of a merge: an Excel workbook, a .csv, a .json, or the office's own master data.

A workbook has one letter per row of its first sheet. Where a letter has a table, its rows stand on the sheet
of that table; their first column, No, says which row of the first sheet they belong to, and may be left
blank where it says the same as above.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from naskah import lembar as lembar_excel
from naskah.catalog import Jenis
from naskah.lembar import LembarSalah
from naskah.massal import kepala as kepala_
from naskah.massal import terlewat
from naskah.massal.kepala import Kolom
from naskah.massal.masukan_induk import dari_induk
from naskah.massal.masukan_lembar import LembarIsian
from naskah.massal.masukan_model import BarisMalas, BarisMasukan, BentukLembar, Isian, Masukan
from naskah.massal.masukan_teks import dari_csv, dari_json
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian as IsianJenis
from registers.dasar.temuan import Temuan
from registers.workbook.deret import LembarBiasa, alamat, buka_biasa
from registers.workbook.paket import BukuAsing

__all__ = ["BarisMasukan", "Masukan", "baca", "baca_isi", "dari_induk"]

_ATAS = 40  # filled rows from the top among which the headings are looked for
_TEMUAN_MAKS = 50


def baca(
    path: Path,
    jenis: Jenis,
    *,
    baris: tuple[int, int] | None = None,
    contoh: bool = False,
    umum: Collection[str] | None = None,
) -> Masukan:
    """The rows of a file that people filled in for letters of this type.

    Args:
        path: .xlsx, .xlsm, .csv or .json.
        jenis: the type, or paket.
        baris: only the rows with these numbers, first and last.
        contoh: take the example rows of the template for letters too.
        umum: the fields that all rows have in common; with it, a row of a table whose letter has nothing but
            its No is refused where the letter needs more. None: such letters are taken.

    Raises:
        DataTidakSah: no file we read, or one for another type; headings unknown or twice, rows of a table
            that belong to no letter, nothing filled in; everything at once. Cells that cannot be used travel
            with their row.
        BerkasGagal: it is missing or unreadable.
    """
    return baca_isi(path.name, berkas.baca(path), jenis, baris=baris, contoh=contoh, umum=umum)


def baca_isi(
    nama: str,
    data: bytes,
    jenis: Jenis,
    *,
    baris: tuple[int, int] | None = None,
    contoh: bool = False,
    umum: Collection[str] | None = None,
) -> Masukan:
    """`baca` on bytes; the name says what they are.

    Raises:
        DataTidakSah: as `baca`.
    """
    bentuk: tuple[BentukLembar, ...] = ()
    catatan: Sequence[str] = ()
    match Path(nama).suffix.lower():
        case ".xlsx" | ".xlsm":
            pakai = _Pakai(nama, jenis, contoh, umum is not None and _perlu_isi(jenis, umum))
            semua, bentuk, catatan = _dari_lembar(pakai, data, baris)
        case ".csv":
            semua, catatan = dari_csv(nama, data, jenis, baris)
        case ".json":
            semua = dari_json(nama, data, jenis, baris)
        case lain:
            pesan = f"jenis berkas {lain or 'tanpa akhiran'} tidak dikenal"
            _tolak(nama, pesan, "pakai .xlsx, .csv, atau .json")
    if not semua:
        di = f" di antara baris {baris[0]} dan {baris[1]}" if baris else ""
        saran = "isi di bawah judul kolom, satu baris satu naskah"
        _tolak(nama, f"tidak ada baris yang terisi{di}", saran)
    return Masukan(nama, semua, data, jenis, bentuk, tuple(catatan))


def _tolak(nama: str, pesan: str, saran: str) -> NoReturn:
    _tolak_semua(nama, [Temuan(nama, pesan, saran)])


def _tolak_semua(nama: str, temuan: Sequence[Temuan]) -> NoReturn:
    sisa = len(temuan) - _TEMUAN_MAKS
    ekor = [Temuan(nama, f"dan {sisa} lagi seperti itu")] if sisa > 0 else []
    raise DataTidakSah(f"Isian massal {nama} tidak dapat dipakai.", [*temuan[:_TEMUAN_MAKS], *ekor])


# --- workbooks --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pakai:
    """What a workbook is read for; `perlu_isi`: a letter needs more than rows of its tables."""

    nama: str
    jenis: Jenis
    contoh: bool
    perlu_isi: bool


def _perlu_isi(jenis: Jenis, umum: Collection[str]) -> bool:
    return any(
        i.wajib and i.bawaan is None and i.jenis != "daftar" and i.nama not in umum for i in jenis.isian
    )


def _dari_lembar(
    pakai: _Pakai, data: bytes, batas: tuple[int, int] | None
) -> tuple[Sequence[BarisMasukan], tuple[BentukLembar, ...], list[str]]:
    try:
        lembar_excel.pastikan_aman(data)
        semua = buka_biasa(data, pakai.nama)
        try:
            utama, anak, catatan = _terkait(pakai, semua, batas)
        except DataTidakSah:
            _pastikan_jenis(pakai, semua)
            raise
    except LembarSalah as galat:
        _tolak(pakai.nama, str(galat), "simpan ulang dengan Excel sebagai .xlsx")
    except BukuAsing as galat:
        _tolak(pakai.nama, galat.message, "simpan ulang dengan Excel sebagai .xlsx")
    return _Pembaca(utama, anak).semua(batas), tuple(satu.bentuk() for satu in (utama, *anak)), catatan


def _terkait(
    pakai: _Pakai, semua: Sequence[LembarBiasa], batas: tuple[int, int] | None
) -> tuple[LembarIsian, list[LembarIsian], list[str]]:
    """The sheet of the letters and those of their daftar, every row of which has its letter; notes."""
    utama = _utama(pakai.nama, semua, pakai.jenis)
    lain = [s for s in semua if s is not utama.isi]
    anak = _anak(pakai.nama, lain, pakai.jenis)
    temuan = [t for satu in (utama, *anak) for t in satu.kepala.temuan]
    for satu in (utama, *anak):
        satu.jelajahi(contoh=pakai.contoh, batas=None if satu.isian else batas)
        temuan += satu.temuan
    temuan += _kaitkan(utama, anak, perlu_isi=pakai.perlu_isi)
    dibaca = {id(satu.isi) for satu in anak}
    asing, catatan = terlewat.lembar_lain(
        (s for s in lain if id(s) not in dibaca), utama.kepala, utama.isi.nama, pakai.jenis
    )
    if temuan := [*temuan, *asing]:
        _tolak_semua(pakai.nama, list(dict.fromkeys(temuan)))
    return utama, anak, [*(kata for satu in (utama, *anak) for kata in satu.catatan), *catatan]


def _pastikan_jenis(pakai: _Pakai, semua: Sequence[LembarBiasa]) -> None:
    """Of a workbook made for another type say just that, not what is wrong with each of its columns."""
    tanda = next((s.atas(1) for s in semua if s.nama == kepala_.LEMBAR_JENIS), [])
    isi = tanda[0][1] if tanda else {}
    id_, judul = str(isi.get(1, "")), str(isi.get(2, ""))
    if id_ and id_ != pakai.jenis.id:
        saran = f"pakai untuk {judul}: naskah massal jalan {id_} {pakai.nama}"
        _tolak(pakai.nama, f"berkas ini isian {judul}, bukan {pakai.jenis.judul}", saran)


def _utama(nama: str, semua: Sequence[LembarBiasa], jenis: Jenis) -> LembarIsian:
    """The first sheet people see, with its headings."""
    kolom = kepala_.kolom_dari(jenis.isian)
    terlihat = [s for s in semua if not s.tersembunyi]
    if terlihat and (satu := _dengan_kepala(terlihat[0], kolom, None)):
        return satu
    di = next((s.nama for s in terlihat[1:] if _dengan_kepala(s, kolom, None)), "")
    contoh = ", ".join(k.judul for k in kolom[:4])
    saran = (
        f"judulnya ada di lembar {di}: jadikan lembar itu yang pertama"
        if di
        else f"judulnya seperti {contoh}; lihat: naskah massal templat {jenis.id}"
    )
    _tolak(
        nama, f"lembar pertama ({terlihat[0].nama if terlihat else '-'}) tidak punya baris judul kolom", saran
    )


def _anak(nama: str, semua: Sequence[LembarBiasa], jenis: Jenis) -> list[LembarIsian]:
    """The sheets of daftar that hold anything."""
    hasil: dict[str, LembarIsian] = {}
    for satu in (s for s in semua if not s.nama.startswith("_")):
        isian = kepala_.daftar_bernama(jenis, satu.nama)
        if isian is None:
            if saran := kepala_.dekat(satu.nama, list(kepala_.nama_lembar(jenis).values())):
                _tolak(nama, f"lembar {satu.nama} bukan nama daftar naskah ini", saran)
            continue
        kolom = kepala_.kolom_dari(isian.kolom)
        if isian.nama in hasil:
            _tolak(
                nama,
                f"lembar {satu.nama} dan {hasil[isian.nama].isi.nama} untuk daftar yang sama",
                "satukan isinya",
            )
        if (lembar := _dengan_kepala(satu, kolom, isian)) is not None:
            hasil[isian.nama] = lembar
        elif satu.atas(1):
            judul = ", ".join(k.label or k.nama for k in isian.kolom)
            _tolak(nama, f"lembar {satu.nama} tidak punya baris judul kolom", f"judulnya: No, {judul}")
    return list(hasil.values())


def _dengan_kepala(satu: LembarBiasa, kolom: Sequence[Kolom], isian: IsianJenis | None) -> LembarIsian | None:
    atas = satu.atas(_ATAS)
    kepala = kepala_.temukan(satu.nama, atas, satu.gabungan, kepala_.menurut_sebutan(kolom))
    if kepala is None:
        return None
    temuan, catatan = terlewat.di_atas(satu.nama, atas, kepala, satu.gabungan, kolom)
    if satu.tersembunyi:
        catatan.append(f"Lembar {satu.nama} tersembunyi, tetapi isinya ikut dibaca.")
    jenis = {k.jalur: k.isian.jenis for k in kolom}
    return LembarIsian(satu, kepala, isian, jenis, temuan=temuan, catatan=catatan)


def _kaitkan(utama: LembarIsian, anak: Sequence[LembarIsian], *, perlu_isi: bool) -> list[Temuan]:
    """Which letter each row of a daftar belongs to; a blank No says the same as the one above."""
    temuan = [t for satu in anak if any(satu.terisi) for t in (*satu.nomor_rusak, *utama.nomor_rusak)]
    hanya_nomor = {k for k, isi in zip(utama.kunci, utama.terisi, strict=True) if not isi}
    hanya_nomor = hanya_nomor if perlu_isi else set()
    induk = set(utama.kunci) - hanya_nomor
    dipakai: set[str] = set()
    for satu in anak:
        di_atas = ""
        for ke, kunci in enumerate(satu.kunci):
            di_atas = satu.kunci[ke] = kunci or di_atas
        pakai = {k for k, isi in zip(satu.kunci, satu.terisi, strict=True) if isi}
        dipakai |= pakai - {""}
        if asing := pakai - induk | pakai & {""}:
            temuan += [
                _tanpa_induk(utama, satu, ke, kosong=satu.kunci[ke] in hanya_nomor)
                for ke, k in enumerate(satu.kunci)
                if k in asing and satu.terisi[ke]
            ]
    dulu: dict[str, int] = {}
    for ke, kunci in enumerate(utama.kunci):
        if kunci in dipakai and dulu.setdefault(kunci, ke) != ke:
            sel = alamat(utama.isi.nama, utama.kepala.nomor, utama.nomor[ke])
            lain = alamat(utama.isi.nama, utama.kepala.nomor, utama.nomor[dulu[kunci]])
            temuan.append(
                Temuan(sel, f"nomor ini sama dengan yang di {lain}", "beri tiap baris nomor sendiri", kunci)
            )
    return temuan


def _tanpa_induk(utama: LembarIsian, satu: LembarIsian, ke: int, *, kosong: bool) -> Temuan:
    for lembar in (utama, satu):
        if not lembar.kepala.nomor:
            saran = f"No di lembar {satu.isi.nama} menunjuk No di lembar {utama.isi.nama}"
            return Temuan(
                alamat(lembar.isi.nama, 1, lembar.kepala.baris), "lembar ini tidak punya kolom No", saran
            )
    sel = alamat(satu.isi.nama, satu.kepala.nomor, satu.nomor[ke])
    saran = f"tulis No salah satu baris lembar {utama.isi.nama}"
    if not satu.kunci[ke]:
        return Temuan(sel, "belum ada No, sehingga baris ini bukan milik naskah mana pun", saran)
    if kosong:
        pesan = f"No {satu.kunci[ke]} tidak ada isinya di lembar {utama.isi.nama}"
        return Temuan(sel, pesan, f"isi barisnya di sana, atau {saran}")
    return Temuan(sel, f"tidak ada baris bernomor ini di lembar {utama.isi.nama}", saran, satu.kunci[ke])


class _Pembaca:
    """Makes the letter of a row out of its sheet and those of its daftar."""

    def __init__(self, utama: LembarIsian, anak: Sequence[LembarIsian]) -> None:
        self._utama, self._anak = utama, anak
        self._milik = [_milik(satu) for satu in anak]

    def semua(self, batas: tuple[int, int] | None) -> BarisMalas:
        """The letters, or those whose rows lie between two numbers."""
        utama, ada = self._utama, {k for milik in self._milik for k in milik}
        awal, akhir = batas or (0, 1 << 40)
        letak = array(
            "q",
            (
                ke
                for ke, nomor in enumerate(utama.nomor)
                if awal <= nomor <= akhir and (utama.terisi[ke] or utama.kunci[ke] in ada)
            ),
        )
        return BarisMalas([utama.nomor[ke] for ke in letak], lambda ke: self.satu(letak[ke]))

    def satu(self, ke: int) -> BarisMasukan:
        """The letter of the row at this index."""
        hasil, sel = Isian(), dict[str, str]()
        self._utama.isikan(ke, hasil, sel, hasil.nilai, "")
        kunci = self._utama.kunci[ke]
        for satu, milik in zip(self._anak, self._milik, strict=True):
            nama = satu.isian.nama if satu.isian else ""
            if letak := milik.get(kunci) if kunci else None:
                baris: list[object] = []
                for urut, di in enumerate(letak, start=1):
                    wadah: dict[str, object] = {}
                    satu.isikan(di, hasil, sel, wadah, f"{nama}[{urut}].")
                    kolom = min(satu.kepala.kolom.values())
                    sel[f"{nama}[{urut}]"] = alamat(satu.isi.nama, kolom, satu.nomor[di])
                    baris.append(wadah)
                sel[nama] = sel[f"{nama}[1]"]
                hasil.nilai[nama] = baris
        return BarisMasukan(self._utama.nomor[ke], hasil.nilai, sel, tuple(hasil.temuan))


def _milik(satu: LembarIsian) -> Mapping[str, Sequence[int]]:
    """Index of the rows of a daftar by the No of their letter; those that say No alone belong to them."""
    ada = {kunci for kunci, isi in zip(satu.kunci, satu.terisi, strict=True) if isi}
    hasil: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    for ke, kunci in enumerate(satu.kunci):
        if kunci in ada:
            hasil[kunci].append(ke)
    return hasil
