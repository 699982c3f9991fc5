"""Master data as the input of a merge: one letter for every koperasi or employee that is asked for.

Each fills the field of its kind, when the type has one. What all rows have in common may name columns in
braces ("Ketua Pengurus {nama}"), so a type without such a field is made from master data too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from naskah.catalog import Jenis
from naskah.induk import MACAM
from naskah.massal.kepala import dekat, nama_lembar
from naskah.massal.kolom_induk import Ambil, KolomInduk
from naskah.massal.masukan_model import BarisMasukan, Masukan
from naskah.massal.saringan import saring as lolos_saringan
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_KURUNG = re.compile(r"\{([^{}]*)\}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SEBUT = 4  # fields named in the first line of a message
_CONTOH_MAKS = 40  # letters of an example in a message
_BERBARIS = {"daftar", "checklist", "berkas"}  # kinds that rows do not have in common


def dari_induk(
    kantor: Kantor,
    jenis: Jenis,
    sumber: str,
    saring: Sequence[str],
    umum: Mapping[str, Nilai] | None = None,
    *,
    baris: tuple[int, int] | None = None,
    lengkap: bool = True,
) -> Masukan:
    """A row for every entry of data/<sumber>.xlsx that passes all conditions.

    Args:
        kantor: the open office.
        jenis: type of the letters.
        sumber: "koperasi" or "pegawai".
        saring: conditions, as `saringan.saring` reads them.
        umum: values for all rows; text in them may name columns in braces.
        baris: only the rows with these numbers in the file, first and last.
        lengkap: whether the rows must be whole; otherwise people fill in the rest.

    Raises:
        TidakDitemukan: no such master data, or no file.
        DataTidakSah: the type has no field, or several, for it; required fields that nothing fills; a
            condition or a brace names no column; nothing passes.
    """
    umum = umum or {}
    kolom = KolomInduk(kantor, sumber)
    nama = _pastikan_isian(jenis, sumber, umum)
    pola = _pola(jenis, kolom, umum)
    if lengkap:
        _pastikan_lengkap(jenis, sumber, nama, umum)
    lolos, catatan = lolos_saringan(kolom, saring)
    awal, akhir = baris or (1, 1 << 40)
    lolos = [ke for ke in lolos if awal <= kolom.nomor(ke) <= akhir]
    if not lolos:
        temuan = Temuan(sumber, "tidak ada baris yang cocok", "periksa --saring, atau kosongkan")
        dilewati = (Temuan(sumber, kata) for kata in catatan)
        raise DataTidakSah(f"Tidak ada {sumber} yang dipilih.", [temuan, *dilewati])
    semua = [_satu(kolom, ke, nama, umum, pola) for ke in lolos]
    return Masukan(sumber, semua, b"", jenis, catatan=catatan)


def sumber_baris(jenis: Jenis) -> tuple[str, ...]:
    """Master data whose rows can become letters of this type, the rest being the same for all."""
    if any(i.jenis in _BERBARIS and _wajib(i) for i in jenis.isian):
        return ()
    return sumber_isian(jenis) or tuple(sorted(MACAM))


def sumber_isian(jenis: Jenis) -> tuple[str, ...]:
    """Master data that fill a column of the input workbook: what the letter is about."""
    _, sumber = pokok(jenis)
    return (sumber,) if sumber else ()


def berpola(umum: Mapping[str, Nilai]) -> list[str]:
    """The fields whose values name columns in braces."""
    return [nama for nama, nilai in umum.items() if any(_KURUNG.search(teks) for teks in _teks(nilai))]


def pastikan_tanpa_pola(umum: Mapping[str, Nilai]) -> None:
    """Refuse braces where the rows come from a file, whose columns they do not name.

    Raises:
        DataTidakSah: the fields.
    """
    saran = "kurung kurawal hanya untuk baris dari data koperasi atau pegawai; isi kolomnya di berkas"
    if semua := berpola(umum):
        temuan = [Temuan(nama, "memuat nama kolom dalam kurung kurawal", saran) for nama in semua]
        raise DataTidakSah("Isian yang sama untuk semua baris belum benar.", temuan)


def pokok(jenis: Jenis) -> tuple[str, str]:
    """The field that says whom a letter is about, and its kind: a koperasi, else an employee; "" for none."""
    for sumber in ("koperasi", "pegawai"):
        if nama := _isian_pokok(jenis, sumber):
            return nama, sumber
    return "", ""


def _isian_pokok(jenis: Jenis, sumber: str) -> str:
    """The field of this kind a letter is about: the only one, the one named so, or the only required one."""
    semua = [i for i in jenis.isian if i.jenis == sumber]
    for calon in (semua, [i for i in semua if i.nama == sumber], [i for i in semua if i.wajib]):
        if len(calon) == 1:
            return calon[0].nama
    return ""


def _pastikan_isian(jenis: Jenis, sumber: str, umum: Mapping[str, Nilai]) -> str:
    """The field that a row fills; "" where the braces of common values make the letters differ."""
    if (nama := _isian_pokok(jenis, sumber)) or berpola(umum):
        return nama
    if semua := [i.nama for i in jenis.isian if i.jenis == sumber]:
        pesan = f"ada {len(semua)} isian {sumber} di naskah ini: {', '.join(semua)}"
    else:
        pesan = f"naskah ini tidak punya isian {sumber}"
    contoh = next((i.nama for i in jenis.isian if _wajib(i) and i.jenis == "teks"), "hal")
    saran = f"sebut kolomnya dalam kurung kurawal di isian lain: --set '{contoh}=… {{nama}}'"
    if lembar := next((i for i in jenis.isian if any(k.jenis == sumber for k in i.kolom)), None):
        saran = f"{sumber} naskah ini diisi di lembar {nama_lembar(jenis)[lembar.nama]} berkas isian"
    raise DataTidakSah(
        f"{jenis.judul} tidak dapat dibuat dari data {sumber}.", [Temuan("--sumber", pesan, saran, sumber)]
    )


def _pastikan_lengkap(jenis: Jenis, sumber: str, nama: str, umum: Mapping[str, Nilai]) -> None:
    """Refuse once, before any row is read, what every row would lack."""
    kurang = [i for i in jenis.isian if _wajib(i) and i.nama not in {nama, *umum}]
    if not kurang:
        return
    if (tentang := sumber_isian(jenis)) and sumber not in tentang:
        saran = f"pakai --sumber {tentang[0]}"
        temuan = Temuan("--sumber", f"naskah ini tentang {tentang[0]}", saran, sumber)
        raise DataTidakSah(f"{jenis.judul} tidak dapat dibuat dari data {sumber}.", [temuan])
    temuan = [
        Temuan(
            i.nama,
            f"wajib diisi, tetapi tidak ada di data {sumber}",
            "diisi di berkas isian"
            if i.jenis in _BERBARIS
            else f"bila sama untuk semua: --set '{i.nama}={_singkat(i.contoh)}'",
        )
        for i in kurang
    ]
    label = ", ".join(i.label or i.nama for i in kurang[:_SEBUT])
    label += f", dan {len(kurang) - _SEBUT} isian lain" if len(kurang) > _SEBUT else ""
    beda = next((f" --set '{k}={umum[k]}'" for k in berpola(umum) if isinstance(umum[k], str)), "")
    raise DataTidakSah(
        f"{jenis.judul} memerlukan {label}, yang tidak ada di data {sumber}.",
        temuan,
        f"Isinya berbeda tiap baris? Unduh berkas isian dengan baris dari data {sumber}: "
        f"naskah massal templat {jenis.id} --sumber {sumber}{'' if nama else beda}",
    )


def _singkat(contoh: str) -> str:
    return contoh if contoh and len(contoh) <= _CONTOH_MAKS else "…"


def _wajib(isian: Isian) -> bool:
    return isian.wajib and isian.bawaan is None


# --- values that name columns -------------------------------------------------------------------------


def _pola(jenis: Jenis, kolom: KolomInduk, umum: Mapping[str, Nilai]) -> Mapping[str, Ambil]:
    """Every name in braces with its column.

    Raises:
        DataTidakSah: the names of no column, and fields the type does not have.
    """
    hasil: dict[str, Ambil] = {}
    dikenal = [i.nama for i in jenis.isian]
    temuan = [Temuan(k, "isian tidak dikenal", dekat(k, dikenal)) for k in umum if k not in dikenal]
    for isian, nilai in umum.items():
        for nama in (m[1] for teks in _teks(nilai) for m in _KURUNG.finditer(teks)):
            if ambil := kolom.cari(nama):
                hasil[nama] = ambil
            else:
                pesan = f"kolom {{{nama}}} tidak ada di {kolom.tabel.berkas}"
                temuan.append(Temuan(isian, pesan, kolom.saran(nama)))
    if temuan:
        raise DataTidakSah("Isian yang sama untuk semua baris belum benar.", list(dict.fromkeys(temuan)))
    return hasil


def _teks(nilai: Nilai) -> Iterator[str]:
    """All text in a value."""
    if isinstance(nilai, str):
        yield nilai
    elif isinstance(nilai, Mapping):
        for satu in cast("Mapping[str, Nilai]", nilai).values():
            yield from _teks(satu)
    elif isinstance(nilai, list | tuple):
        for satu in cast("Sequence[Nilai]", nilai):
            yield from _teks(satu)


def _satu(
    kolom: KolomInduk, ke: int, nama: str, umum: Mapping[str, Nilai], pola: Mapping[str, Ambil]
) -> BarisMasukan:
    """The row with its number in the file; what it is called stands in the field it fills."""
    tabel, nomor = kolom.tabel, kolom.nomor(ke)
    temuan: list[Temuan] = []

    def isikan(isian: str, teks: str) -> str:
        def ganti(cocok: re.Match[str]) -> str:
            if not (isi := pola[cocok[1]](ke)):
                saran = f"isi di baris {nomor} {tabel.berkas}"
                temuan.append(Temuan(isian, f"kolom {cocok[1]} kosong di data induk", saran))
            return tanggal_panjang(date.fromisoformat(isi)) if _ISO.fullmatch(isi) else isi

        return _KURUNG.sub(ganti, teks)

    isi = {k: _peta(v, lambda teks, k=k: isikan(k, teks)) for k, v in umum.items()}
    if nama:
        try:
            isi[nama] = kolom.sebutan(ke)
        except NilaiSalah as galat:
            isi.pop(nama, None)
            temuan.append(Temuan(nama, galat.pesan, galat.saran))
    return BarisMasukan(nomor, isi, temuan=tuple(dict.fromkeys(temuan)))


def _peta(nilai: Nilai, ubah: Callable[[str], str]) -> Any:
    """The value with every text in it changed."""
    if isinstance(nilai, str):
        return ubah(nilai)
    if isinstance(nilai, Mapping):
        return {k: _peta(v, ubah) for k, v in cast("Mapping[str, Nilai]", nilai).items()}
    if isinstance(nilai, list | tuple):
        return [_peta(v, ubah) for v in cast("Sequence[Nilai]", nilai)]
    return nilai
