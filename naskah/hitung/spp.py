"""SPP and SPM: bruto, deductions, netto; one set of figures for every paper of a set (SOP 9, 11).

bruto = Σ rincian; netto = bruto − Σ deductions that reduce the SPM ≥ 0. What the third party pays himself is
listed for information only and reduces nothing. A program in use prints bruto = rincian + deductions, and so
asks for too much. Sources: rules.md §3.3, §3.5 (Permendagri 77/2020, second-hand).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._sipd import telaah
from naskah.hitung._uang import NOL, atau_kosong, jumlahkan, kanonis, rp
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.dasar.waktu import tanggal_panjang

MENGURANGI = "mengurangi SPM"
INFORMASI = "informasi"
SIFAT = (MENGURANGI, INFORMASI)

NOMOR: Mapping[str, str] = {
    "nomor_spd": "01.0",
    "nomor_spp_sipd": "02.0",
    "nomor_spm_sipd": "03.0",
    "nomor_sp2d": "04.0",
}
"""Fields that hold a number of SIPD, and the document each must name; `nomor_spd`: Surat Penyediaan Dana."""


@dataclass(frozen=True)
class Baris:
    """One row of `rincian`: where it stands, its account, its amount."""

    tempat: str
    sub_kegiatan: str
    kode_rekening: str
    jumlah: Decimal


@dataclass(frozen=True)
class Potongan:
    """One row of `potongan`; `dasar` is None when the row names none."""

    tempat: str
    uraian: str
    dasar: Decimal | None
    jumlah: Decimal
    mengurangi: bool

    def nilai(self) -> dict[str, Nilai]:
        """The row as a table of the letter has it."""
        dasar = None if self.dasar is None else kanonis(self.dasar)
        return {"uraian": self.uraian, "dasar": dasar, "jumlah": kanonis(self.jumlah)}


@dataclass(frozen=True)
class Jumlah:
    """The totals of one SPP, right or wrong; rupiah.

    Attributes:
        bruto: Σ rincian.
        potongan: Σ deductions that reduce the SPM.
        informasi: Σ deductions that are only listed.
    """

    bruto: Decimal
    potongan: Decimal
    informasi: Decimal

    @property
    def netto(self) -> Decimal:
        """What is paid out; below zero when more is deducted than there is."""
        return self.bruto - self.potongan


def jumlah(rincian: Sequence[Baris], potongan: Sequence[Potongan]) -> Jumlah:
    """The totals, also of figures that `spp` refuses: a table of totals shows them beside the findings."""
    return Jumlah(
        jumlahkan(b.jumlah for b in rincian),
        jumlahkan(p.jumlah for p in potongan if p.mengurangi),
        jumlahkan(p.jumlah for p in potongan if not p.mengurangi),
    )


def spp(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The totals of one SPP, or every cell that stops it.

    Args:
        isi: rows `rincian` (`kode_rekening`, `uraian`, `jumlah`; optional `sub_kegiatan`); optional
            `sub_kegiatan` for all rows, rows `potongan` (`uraian`, optional `dasar`, `jumlah`, `sifat`: one
            of SIFAT, reducing when empty), `jumlah_spd` (Surat Penyediaan Dana), `tahun_anggaran` (the year
            of the letter when empty), and the numbers of NOMOR.
        acuan: the letter's date.

    Returns:
        `bruto`, `jumlah_potongan`, `jumlah_potongan_informasi`, `netto`, and the rows `potongan_spm`,
        `potongan_informasi` (`uraian`, `dasar`, `jumlah`); warnings for a base above bruto, rows of nothing,
        and numbers that are not as SIPD writes them.

    Raises:
        DataTidakSah: no rows, an amount below zero, an account written twice, a deduction above its base
            (above bruto when it has none), netto below zero, bruto above `jumlah_spd` or too large for words,
            the letter's date outside `tahun_anggaran`.
    """
    rincian = baca_rincian(isi["rincian"], str(isi.get("sub_kegiatan") or ""))
    potongan = baca_potongan(isi.get("potongan") or [])
    semua = jumlah(rincian, potongan)
    bruto = semua.bruto
    temuan = [
        *_salah_rincian(rincian, bruto),
        *_salah_sifat(isi.get("potongan") or []),
        *_salah_potongan(potongan, bruto),
        *_salah_netto(semua),
        *_salah_spd(bruto, atau_kosong(isi.get("jumlah_spd"))),
        *salah_tahun(isi, acuan),
    ]
    if temuan:
        raise DataTidakSah("Angka SPP belum benar.", temuan)
    nilai: dict[str, Nilai] = {
        "bruto": kanonis(bruto),
        "jumlah_potongan": kanonis(semua.potongan),
        "jumlah_potongan_informasi": kanonis(semua.informasi),
        "netto": kanonis(semua.netto),
        "potongan_spm": [p.nilai() for p in potongan if p.mengurangi],
        "potongan_informasi": [p.nilai() for p in potongan if not p.mengurangi],
    }
    return HasilHitung(nilai, (*_janggal(rincian, potongan, bruto), *_nomor(isi, acuan)))


def baca_rincian(baris: Sequence[Mapping[str, Nilai]], sub_kegiatan: str = "") -> list[Baris]:
    """The rows of `rincian`; one without a sub kegiatan of its own has that of the letter."""
    return [
        Baris(
            f"rincian[{ke}]",
            str(b.get("sub_kegiatan") or sub_kegiatan),
            str(b["kode_rekening"]),
            Decimal(b["jumlah"]),
        )
        for ke, b in enumerate(baris, start=1)
    ]


def baca_potongan(baris: Sequence[Mapping[str, Nilai]]) -> list[Potongan]:
    """The rows of `potongan`; one that does not say what it is reduces the SPM, so no netto is too high."""
    return [
        Potongan(
            f"potongan[{ke}]",
            str(b["uraian"]),
            atau_kosong(b.get("dasar")),
            Decimal(b["jumlah"]),
            b.get("sifat") != INFORMASI,
        )
        for ke, b in enumerate(baris, start=1)
    ]


def salah_tahun(isi: Mapping[str, Nilai], acuan: Rujukan) -> Iterator[Temuan]:
    """The letter's date lies in its tahun anggaran; without that field there is nothing to compare."""
    tahun = _tahun(isi, acuan)
    if acuan.tanggal.year != tahun:
        yield Temuan(
            "tanggal",
            f"di luar tahun anggaran {tahun}",
            "periksa tanggal surat dan tahun anggarannya",
            tanggal_panjang(acuan.tanggal),
        )


def _tahun(isi: Mapping[str, Nilai], acuan: Rujukan) -> int:
    return int(isi.get("tahun_anggaran") or acuan.tanggal.year)


def _salah_rincian(rincian: Sequence[Baris], bruto: Decimal) -> Iterator[Temuan]:
    if not rincian:
        yield Temuan("rincian", "belum berisi satu baris pun", "tulis kode rekening dan jumlahnya")
    pertama: dict[tuple[str, str], str] = {}
    for b in rincian:
        if b.jumlah < 0:
            yield Temuan(f"{b.tempat}.jumlah", "tidak boleh negatif", "tulis jumlahnya", rp(b.jumlah))
        lebih_dulu = pertama.setdefault((b.sub_kegiatan, b.kode_rekening), b.tempat)
        if lebih_dulu != b.tempat:
            saran = "gabungkan jumlahnya dalam satu baris, atau perbaiki kodenya"
            yield Temuan(
                f"{b.tempat}.kode_rekening", f"sudah tertulis di {lebih_dulu}", saran, b.kode_rekening
            )
    if bruto >= ANGKA_EKSAK:
        yield Temuan("rincian", "jumlahnya terlalu besar untuk ditulis", "periksa tiap barisnya", rp(bruto))


def _salah_sifat(baris: Sequence[Mapping[str, Nilai]]) -> Iterator[Temuan]:
    for ke, b in enumerate(baris, start=1):
        if (sifat := b.get("sifat")) and sifat not in SIFAT:
            saran = f"tulis salah satu: {', '.join(SIFAT)}"
            yield Temuan(f"potongan[{ke}].sifat", "sifat potongan tidak dikenal", saran, str(sifat))


def _salah_potongan(potongan: Sequence[Potongan], bruto: Decimal) -> Iterator[Temuan]:
    for p in potongan:
        tempat = f"{p.tempat}.jumlah"
        batas, apa = (bruto, "jumlah bruto") if p.dasar is None else (p.dasar, "dasarnya")
        if p.jumlah < 0:
            yield Temuan(tempat, "tidak boleh negatif", "tulis jumlahnya", rp(p.jumlah))
        elif p.jumlah > batas:
            saran = "periksa jumlahnya" if p.dasar is None else "periksa jumlah dan dasarnya"
            yield Temuan(tempat, f"lebih besar daripada {apa}, {rp(batas)}", saran, rp(p.jumlah))


def _salah_netto(semua: Jumlah) -> Iterator[Temuan]:
    if semua.netto < 0:
        yield Temuan(
            "potongan",
            f"yang mengurangi SPM berjumlah {rp(semua.potongan)}, lebih besar daripada bruto "
            f"{rp(semua.bruto)}",
            f"periksa jumlahnya; yang hanya dicatat bersifat “{INFORMASI}”",
        )


def _salah_spd(bruto: Decimal, jumlah_spd: Decimal | None) -> Iterator[Temuan]:
    if jumlah_spd is not None and bruto > jumlah_spd:
        yield Temuan(
            "jumlah_spd",
            f"SPP {rp(bruto)} melebihi Surat Penyediaan Dana sebesar {rp(bruto - jumlah_spd)}",
            "kurangi rinciannya, atau tulis jumlah Surat Penyediaan Dana yang berlaku",
            rp(jumlah_spd),
        )


def _janggal(rincian: Sequence[Baris], potongan: Sequence[Potongan], bruto: Decimal) -> Iterator[str]:
    for b in rincian:
        if b.jumlah == NOL:
            yield f"{b.tempat}: jumlah kode rekening {b.kode_rekening} nol."
    for p in potongan:
        if p.dasar is not None and p.dasar > bruto:
            yield f"{p.tempat}.dasar: {rp(p.dasar)} lebih besar daripada bruto {rp(bruto)} ({p.uraian})."


def _nomor(isi: Mapping[str, Nilai], acuan: Rujukan) -> Iterator[str]:
    for nama, dokumen in NOMOR.items():
        if nomor := isi.get(nama):
            yield from telaah(str(nomor), dokumen=dokumen, tahun=_tahun(isi, acuan))


HITUNG = spp
