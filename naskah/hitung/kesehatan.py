"""Kesehatan koperasi: the rows four papers print, and where the examiner's own totals differ (SOP 28, 39)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from string import ascii_lowercase

from naskah.hitung import HasilHitung, Rujukan
from naskah.kkpkk import (
    Kesehatan,
    Ketentuan,
    angka,
    baca_indikator,
    bilangan,
    bulat,
    kelas,
    ketentuan_pada,
    kunci,
)
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.terbilang import terbilang

LAINNYA = "Lainnya"  # the aspect of a finding outside the four
_BELUM_ADA = Temuan("tanggal_exit", "belum ada ketentuan KKPKK untuk tanggal ini", "periksa tahunnya")


def hitung(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Recompute the examination, or say which rows stop it.

    Args:
        isi: fields `penilaian`, `tanggal_exit`; optional `nilai_pemeriksa`, `nilai_akhir_pemeriksa`,
            `predikat_pemeriksa` (the examiner's own totals), `usaha_simpan_pinjam`, `temuan`.
        acuan: table "kkpkk".

    Returns:
        `nilai_akhir`, `nilai_akhir_terbilang`, `predikat`, and the rows `aspek`, `sub_aspek`, `indikator`,
        `temuan_aspek`; a warning for each of the examiner's totals that differs.

    Raises:
        DataTidakSah: with every row that cannot be counted.
    """
    hasil, baris_temuan = periksa(isi, acuan)
    nilai: dict[str, Nilai] = {
        "nilai_akhir": angka(hasil.akhir),
        "nilai_akhir_terbilang": _dengan_huruf(angka(hasil.akhir)),
        "predikat": hasil.predikat,
        "aspek": list(_baris_aspek(hasil)),
        "sub_aspek": list(_baris_sub_aspek(hasil)),
        "indikator": [
            {"kode": i.aspek, "sub_aspek": i.sub_aspek, "indikator": i.nama, "skor": str(i.skor)}
            for i in hasil.indikator
        ],
        "temuan_aspek": baris_temuan,
    }
    return HasilHitung(nilai, (*_selisih(isi, hasil), *_kejanggalan(isi, hasil)))


def periksa(isi: Mapping[str, Nilai], acuan: Rujukan) -> tuple[Kesehatan, list[dict[str, str]]]:
    """The outcome of the examination and its findings in the order of the aspects.

    Raises:
        DataTidakSah: with every row that cannot be counted.
    """
    ketentuan = ketentuan_pada(acuan.tabel("kkpkk"), date.fromisoformat(isi["tanggal_exit"]))
    if ketentuan is None:
        raise DataTidakSah("Penilaian tidak dapat dihitung.", [_BELUM_ADA])
    indikator, salah = baca_indikator(isi["penilaian"], ketentuan)
    baris_temuan, temuan_salah = _baris_temuan(isi.get("temuan") or [], ketentuan)
    if salah or temuan_salah:
        raise DataTidakSah("Penilaian tidak dapat dihitung.", [*salah, *temuan_salah])
    return Kesehatan(ketentuan, tuple(indikator)), baris_temuan


def _dengan_huruf(tercetak: str) -> str:
    """A printed score in words, decimals digit by digit: "84,06" → "delapan puluh empat koma nol enam"."""
    utuh, _, desimal = tercetak.partition(",")
    return f"{terbilang(int(utuh))} koma {' '.join(terbilang(int(satu)) for satu in desimal)}"


def _baris_aspek(hasil: Kesehatan) -> Iterator[dict[str, str]]:
    for aspek in hasil.ketentuan.aspek:
        nilai = hasil.nilai(aspek.kode)
        yield {
            "kode": aspek.kode,
            "nama": aspek.nama,
            "bobot": angka(aspek.bobot, 0),
            "nilai": angka(nilai),
            "kontribusi": angka(aspek.bobot * nilai / 100),
            "kategori": kelas(nilai, hasil.ketentuan.kategori).nama,
        }


def _baris_sub_aspek(hasil: Kesehatan) -> Iterator[dict[str, str]]:
    for aspek in hasil.ketentuan.aspek:
        for huruf, nama in zip(ascii_lowercase, hasil.sub_aspek(aspek.kode), strict=False):
            skor = hasil.skor(aspek.kode, nama)
            nilai = hasil.nilai(aspek.kode, nama)
            yield {
                "kode": aspek.kode,
                "huruf": huruf,
                "nama": nama,
                "jumlah_indikator": str(len(skor)),
                "jumlah_skor": str(sum(skor)),
                "nilai": angka(nilai),
                "kategori": kelas(nilai, hasil.ketentuan.kategori).nama,
            }


def _baris_temuan(
    baris: Sequence[Mapping[str, Nilai]], ketentuan: Ketentuan
) -> tuple[list[dict[str, str]], list[Temuan]]:
    """The findings in the order of the aspects, "Lainnya" last; and the rows whose aspect nobody knows."""
    urutan = {a.kode: ke for ke, a in enumerate(ketentuan.aspek)}
    hasil: list[dict[str, str]] = []
    salah: list[Temuan] = []
    for ke, isi in enumerate(baris, start=1):
        aspek = ketentuan.cari_aspek(str(isi["aspek"]))
        if aspek is None and kunci(str(isi["aspek"])) != kunci(LAINNYA):
            saran = f"{ketentuan.saran_aspek(str(isi['aspek']))}, atau tulis {LAINNYA}"
            salah.append(Temuan(f"temuan[{ke}].aspek", "aspek tidak dikenal", saran, str(isi["aspek"])))
            continue
        uraian = {k: str(isi.get(k) or "") for k in ("temuan", "risiko", "rekomendasi", "tindak_lanjut")}
        hasil.append(
            {"kode": aspek.kode if aspek else "", "aspek": aspek.nama if aspek else LAINNYA, **uraian}
        )
    return sorted(hasil, key=lambda t: urutan.get(t["kode"], len(urutan))), salah


def _selisih(isi: Mapping[str, Nilai], hasil: Kesehatan) -> Iterator[str]:
    """One warning per total of the examiner that differs from ours, as printed with two decimals."""
    for ke, baris in enumerate(isi.get("nilai_pemeriksa") or [], start=1):
        aspek = hasil.ketentuan.cari_aspek(str(baris["aspek"]))
        if aspek is None:
            saran = hasil.ketentuan.saran_aspek(str(baris["aspek"]))
            yield f"nilai_pemeriksa[{ke}]: aspek {baris['aspek']} tidak dikenal ({saran}); dilewati."
        else:
            yield from _beda(f"Nilai {aspek.nama}", baris["nilai"], hasil.nilai(aspek.kode))
    if isi.get("nilai_akhir_pemeriksa"):
        yield from _beda("Nilai akhir", isi["nilai_akhir_pemeriksa"], hasil.akhir)
    predikat = isi.get("predikat_pemeriksa") or hasil.predikat
    if kunci(predikat) != kunci(hasil.predikat):
        yield f"Predikat menurut pemeriksa {predikat}, menurut hitungan {hasil.predikat}."


def _beda(apa: str, pemeriksa: object, hitungan: Fraction) -> Iterator[str]:
    tertulis = bilangan(pemeriksa)
    if tertulis is None or angka(tertulis) != angka(hitungan):
        yield f"{apa} menurut pemeriksa {pemeriksa}, menurut hitungan {angka(hitungan)}."


def _kejanggalan(isi: Mapping[str, Nilai], hasil: Kesehatan) -> Iterator[str]:
    """What a reader would stumble over, though it can be counted."""
    syariah = "KSPPS" in (usaha := str(isi.get("usaha_simpan_pinjam") or "")) or "USPPS" in usaha
    for aspek in hasil.ketentuan.aspek:
        dinilai = hasil.sub_aspek(aspek.kode)
        dikenal = (*aspek.sub_aspek, *aspek.sub_aspek_syariah)
        seharusnya = dikenal if syariah else aspek.sub_aspek
        yield from (
            f"{aspek.nama}: sub-aspek {s} tidak ada dalam KKPKK." for s in dinilai if s not in dikenal
        )
        yield from (f"{aspek.nama}: sub-aspek {s} belum dinilai." for s in seharusnya if s not in dinilai)
    if kelas(bulat(hasil.akhir), hasil.ketentuan.predikat).nama != hasil.predikat:
        yield (
            f"Nilai akhir tercetak {angka(hasil.akhir)}, tetapi sebelum dibulatkan belum mencapai batasnya: "
            f"predikatnya {hasil.predikat}."
        )


HITUNG = hitung
