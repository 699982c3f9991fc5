"""What an SPP leaves of the budget: per account DPA − realisasi − this SPP, and the same for the SPD.

SPD is here, as in the whole of the treasurer's desk, the Surat Penyediaan Dana. Source: rules.md §3.5
(realisasi so far and this SPP ≤ DPA and ≤ SPD; Permendagri 77/2020, second-hand). naskah/anggaran.py reads
the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from naskah.hitung._uang import NOL, kanonis, rp
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

_RINCIAN = "rincian["  # begins the place of a finding about a row of the letter
_DISEBUT = 3  # damaged cells named in one message


@dataclass(frozen=True)
class PosAnggaran:
    """One account of one sub kegiatan as the office's list has it.

    Attributes:
        sub_kegiatan: as written there; empty when the list has no such column.
        kode_rekening: six levels.
        uraian: its name.
        dpa: rupiah of the DPA; None when its cell is empty or damaged.
        spd: rupiah of the Surat Penyediaan Dana; None when not entered: then it is not checked.
        realisasi: rupiah spent so far; None when its cell is damaged.
        alamat: cell of the code.
        temuan: what is wrong with its cells.
    """

    sub_kegiatan: str
    kode_rekening: str
    uraian: str
    dpa: Decimal | None
    spd: Decimal | None
    realisasi: Decimal | None
    alamat: str = ""
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class Anggaran:
    """The budget of one office.

    Attributes:
        berkas: the file, for messages.
        pos: its accounts, in the order of the file.
        temuan: cells and rows that could not be read, those of its accounts included.
    """

    berkas: str
    pos: tuple[PosAnggaran, ...] = ()
    temuan: tuple[Temuan, ...] = ()

    @cached_property
    def nilai(self) -> Mapping[tuple[str, str], PosAnggaran]:
        """The accounts by (key of the sub kegiatan, kode rekening)."""
        return {(kunci_sub(p.sub_kegiatan), p.kode_rekening): p for p in self.pos}

    @cached_property
    def _menurut_kode(self) -> Mapping[str, Sequence[PosAnggaran]]:
        hasil: defaultdict[str, list[PosAnggaran]] = defaultdict(list)
        for p in self.pos:
            hasil[p.kode_rekening].append(p)
        return hasil

    def cari(self, sub_kegiatan: str, kode_rekening: str) -> Sequence[PosAnggaran]:
        """The accounts a row may mean: one, none, or several when it does not say which sub kegiatan."""
        if not sub_kegiatan:
            return self._menurut_kode.get(kode_rekening, ())
        kunci = "" if self._tanpa_sub else kunci_sub(sub_kegiatan)
        ada = self.nilai.get((kunci, kode_rekening))
        return (ada,) if ada else ()

    @cached_property
    def _tanpa_sub(self) -> bool:
        """Whether the list knows no sub kegiatan at all."""
        return not any(p.sub_kegiatan for p in self.pos)


@dataclass(frozen=True)
class BarisSisa:
    """What is left of one account; None where the list does not say.

    Attributes:
        tempat: the first row of the SPP that charges it ("rincian[2]").
        sub_kegiatan, kode_rekening, uraian: the account.
        dpa, spd, realisasi: rupiah, as in the list.
        ini: rupiah charged by this SPP.
    """

    tempat: str
    sub_kegiatan: str
    kode_rekening: str
    uraian: str
    dpa: Decimal | None
    spd: Decimal | None
    realisasi: Decimal | None
    ini: Decimal

    @property
    def sisa_dpa(self) -> Decimal | None:
        """DPA − realisasi − this SPP; below zero when it is exceeded."""
        return self._sisa(self.dpa)

    @property
    def sisa_spd(self) -> Decimal | None:
        """As `sisa_dpa`, of the Surat Penyediaan Dana."""
        return self._sisa(self.spd)

    @property
    def lewat(self) -> bool:
        """Whether it charges more than DPA or SPD leave."""
        return any(s is not None and s < 0 for s in (self.sisa_dpa, self.sisa_spd))

    def _sisa(self, batas: Decimal | None) -> Decimal | None:
        return None if batas is None or self.realisasi is None else batas - self.realisasi - self.ini

    def nilai(self) -> dict[str, Nilai]:
        """The row as tables show it, amounts canonical."""
        angka = {k: getattr(self, k) for k in ("dpa", "spd", "realisasi", "ini", "sisa_dpa", "sisa_spd")}
        return {
            "sub_kegiatan": self.sub_kegiatan,
            "kode_rekening": self.kode_rekening,
            "uraian": self.uraian,
            **{k: None if v is None else kanonis(v) for k, v in angka.items()},
        }


@dataclass(frozen=True)
class HasilSisa:
    """One row per account charged, and every reason to look again."""

    baris: tuple[BarisSisa, ...] = ()
    temuan: tuple[Temuan, ...] = ()

    def kalimat(self) -> tuple[str, ...]:
        """The reasons in words that name the account, or the cell of the list, instead of a field.

        The same reason for many accounts, all of a payroll for example, is said once.
        """
        menurut: dict[tuple[str, str], list[Temuan]] = {}
        for t in self.temuan:
            menurut.setdefault((t.pesan, t.saran), []).append(t)
        return tuple(_kalimat(sama) for sama in menurut.values())


def _kalimat(sama: Sequence[Temuan]) -> str:
    temuan = sama[0]
    awal = ", ".join(t.nilai if t.tempat.startswith(_RINCIAN) else t.tempat for t in sama)
    pesan = temuan.pesan if awal in temuan.pesan else f"{awal} {temuan.pesan}"
    saran = f"; {temuan.saran}" if temuan.saran else ""
    return f"{pesan[0].upper()}{pesan[1:]}{saran}."


def sisa(
    anggaran: Anggaran | None, rincian: Sequence[Mapping[str, Nilai]], sub_kegiatan: str = ""
) -> HasilSisa:
    """What the rows of an SPP leave of the budget.

    Args:
        anggaran: the office's list; None (there is no file) checks nothing.
        rincian: rows `kode_rekening`, `jumlah`, optional `sub_kegiatan`, `uraian`.
        sub_kegiatan: for rows that name none.

    Returns:
        one row per account in the order of the SPP; findings for an account that is exceeded, unknown or
        ambiguous, and for damaged cells of those it charges. Other damaged cells: `anggaran.temuan`.
    """
    if anggaran is None:
        return HasilSisa()
    menurut: dict[tuple[str, str], BarisSisa] = {}
    temuan: list[Temuan] = list(() if anggaran.pos else anggaran.temuan)
    for ke, satu in enumerate(rincian, start=1):
        sub, kode = str(satu.get("sub_kegiatan") or sub_kegiatan), str(satu["kode_rekening"])
        cocok = anggaran.cari(sub, kode)
        pos = cocok[0] if len(cocok) == 1 else None
        # By the account found: rows with and without a sub kegiatan may charge the same one.
        kunci = (kunci_sub(pos.sub_kegiatan if pos else sub), kode)
        if kunci not in menurut:
            menurut[kunci] = _baris(pos, f"{_RINCIAN}{ke}]", sub, kode, str(satu.get("uraian") or ""))
            rusak = [replace(t, tempat=f"{anggaran.berkas} {t.tempat}") for t in pos.temuan] if pos else []
            temuan += rusak if pos else _tidak_cocok(anggaran, f"{_RINCIAN}{ke}]", sub, kode, cocok)
        ada = menurut[kunci]
        menurut[kunci] = replace(ada, ini=ada.ini + Decimal(satu["jumlah"]))
    for baris in menurut.values():
        temuan += _lampau(baris)
    return HasilSisa(tuple(menurut.values()), tuple(temuan))


def lampau_daftar(anggaran: Anggaran) -> list[Temuan]:
    """The accounts of a list that were spent above DPA or SPD, or released above DPA, at their cells."""
    return [
        Temuan(
            p.alamat,
            f"{apa} {rp(jumlah)} kode rekening {p.kode_rekening} melebihi {sebutan} {rp(batas)}",
            "periksa jumlahnya di baris itu",
        )
        for p in anggaran.pos
        for apa, jumlah, sebutan, batas in (
            ("realisasi", p.realisasi, "DPA", p.dpa),
            ("realisasi", p.realisasi, "SPD", p.spd),
            ("SPD", p.spd, "DPA", p.dpa),
        )
        if jumlah is not None and batas is not None and jumlah > batas
    ]


def terapkan(hasil: HasilSisa, *, tolak: bool) -> tuple[str, ...]:
    """The findings as the office wants them: warnings, or a refusal.

    Raises:
        DataTidakSah: with `tolak`, when there is any.
    """
    if tolak and hasil.temuan:
        raise DataTidakSah("Sisa anggaran tidak cukup atau tidak dapat diperiksa.", hasil.temuan)
    return hasil.kalimat()


def kunci_sub(sub_kegiatan: str) -> str:
    """A sub kegiatan for comparing: its code when it begins with one, else its name without case.

    >>> kunci_sub("2.17.03.1.01.0001 Fasilitasi Koperasi")
    '2.17.03.1.01.0001'
    """
    rapi = " ".join(sub_kegiatan.split())
    kode = re.match(r"\d+(?:\.\d+)+", rapi)
    return kode[0] if kode else rapi.casefold()


def _baris(pos: PosAnggaran | None, tempat: str, sub: str, kode: str, uraian: str) -> BarisSisa:
    """An account with nothing charged yet."""
    if pos is None:
        return BarisSisa(tempat, sub, kode, uraian, None, None, None, ini=NOL)
    return BarisSisa(
        tempat,
        pos.sub_kegiatan or sub,
        kode,
        pos.uraian or uraian,
        pos.dpa,
        pos.spd,
        pos.realisasi,
        ini=NOL,
    )


def _tidak_cocok(
    anggaran: Anggaran, tempat: str, sub: str, kode: str, cocok: Sequence[PosAnggaran]
) -> list[Temuan]:
    """Why a row cannot be checked; nothing when the whole list is unusable, which is said once."""
    if not anggaran.pos:
        return []
    if cocok:
        saran = f"tulis sub kegiatannya: {', '.join(p.sub_kegiatan for p in cocok)}"
        pesan = f"ada di {len(cocok)} sub kegiatan dalam {anggaran.berkas}"
    else:
        rusak = ", ".join(t.tempat for t in anggaran.temuan[:_DISEBUT])
        saran = "periksa kodenya, atau tambahkan barisnya"
        saran += f"; yang tidak terbaca di sana: {rusak}" if rusak else ""
        pesan = f"tidak ada di {anggaran.berkas}" + (f" untuk sub kegiatan {sub}" if sub else "")
    return [Temuan(f"{tempat}.kode_rekening", pesan, saran, kode)]


def _lampau(baris: BarisSisa) -> list[Temuan]:
    temuan: list[Temuan] = []
    for apa, batas, tersisa in (
        ("DPA", baris.dpa, baris.sisa_dpa),
        ("Surat Penyediaan Dana", baris.spd, baris.sisa_spd),
    ):
        if batas is not None and baris.realisasi is not None and tersisa is not None and tersisa < 0:
            temuan.append(
                Temuan(
                    f"{baris.tempat}.jumlah",
                    f"kode rekening {baris.kode_rekening} melebihi {apa} {rp(batas)} sebesar {rp(-tersisa)} "
                    f"(realisasi {rp(baris.realisasi)}, SPP ini {rp(baris.ini)})",
                    "periksa jumlahnya, atau perbarui daftar anggarannya",
                    rp(baris.ini),
                )
            )
    return temuan
