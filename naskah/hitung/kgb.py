"""Kenaikan gaji berkala: salaries looked up, dates and masa kerja computed (SOP 18).

Sources: PP 7/1977 Pasal 11–13 (every two years of masa kerja golongan; announced two months ahead); PP 5/2024
for PNS and Perpres 11/2024 for PPPK salaries; SOP 18 (the paying office has the letter one month ahead).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._pegawai_kgb import GAGAL, Keadaan, golongan_lain, keadaan
from registers.dasar.angka import bulat, pecahan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

_JAUH = 6  # months between letter and TMT; more than that is rarely meant
_TABEL = {"PNS": "gaji_pokok_pns", "PPPK": "gaji_pokok_pppk"}
_ISTILAH = {"PNS": "gaji pokok", "PPPK": "gaji"}
_NAMA_PERATURAN = {"PP": "Peraturan Pemerintah", "Perpres": "Peraturan Presiden"}


@dataclass(frozen=True)
class Gaji:
    """The salaries of one golongan: amount by whole years of masa kerja, and by which regulation."""

    golongan: str
    menurut_mkg: Mapping[int, Decimal]
    peraturan: str
    berlaku: date

    def kunci(self, mkg: int) -> int | None:
        """The row that holds for `mkg` years: the greatest one not above it; None below the first row."""
        return max((k for k in self.menurut_mkg if k <= mkg), default=None)

    @property
    def puncak(self) -> int:
        """The last row: from there on the salary no longer rises."""
        return max(self.menurut_mkg)


def kgb(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The old and the new salary, when the new one begins and when the next one is due.

    Args:
        isi: optional `pegawai` as master data know him; `status_pegawai`, `golongan`, `tmt_lama`,
            `masa_kerja_lama`, `masa_kerja_lama_bulan` count before what he has; optional `gaji_lama`.
        acuan: tables "gaji_pokok_pns" and "gaji_pokok_pppk"; the letter's date selects the regulation.

    Returns:
        `status_gaji`, `golongan_gaji`, `tmt_gaji_lama` as they hold; `gaji_pokok_lama`, `gaji_pokok_baru`,
        `masa_kerja_lama_teks`, `masa_kerja_baru`, `tmt_baru`, `kgb_berikutnya` (None at the top of the
        table), `peraturan_gaji`, `istilah_gaji`; a warning when the letter is late or far too early, a typed
        old salary could not be checked, or a typed golongan is not that of the employee.

    Raises:
        DataTidakSah: golongan, TMT or masa kerja neither typed nor in the master data; golongan or masa kerja
            not in the table, TMT not on the first of a month, a typed old salary that differs from the table,
            or no rise left.
    """
    kini = keadaan(isi)
    gaji = _tabel(acuan, kini)
    tahun = kini.tahun
    temuan = _salah(gaji, kini.tmt, tahun)
    kunci_lama = gaji.kunci(tahun)
    if temuan or kunci_lama is None:
        raise DataTidakSah(GAGAL, temuan)
    naik = _langkah(gaji, tahun)
    kunci_baru = gaji.kunci(tahun + naik) or kunci_lama
    lama, baru = gaji.menurut_mkg[kunci_lama], gaji.menurut_mkg[kunci_baru]
    peringatan = _periksa_gaji_lama(isi.get("gaji_lama"), lama, gaji, kini.tmt, tahun)
    if baru <= lama:
        saran = f"gaji golongan {gaji.golongan} berhenti naik pada masa kerja {gaji.puncak} tahun"
        raise DataTidakSah(
            "Tidak ada kenaikan gaji berkala.",
            [Temuan("masa_kerja_lama", "gaji tidak naik lagi", saran, str(tahun))],
        )
    tmt_baru = kini.tmt.replace(year=kini.tmt.year + naik)
    berikut = _langkah(gaji, tahun + naik)
    nilai = {
        "status_gaji": kini.status,
        "golongan_gaji": gaji.golongan,
        "tmt_gaji_lama": kini.tmt.isoformat(),
        "gaji_pokok_lama": f"{lama:.2f}",
        "gaji_pokok_baru": f"{baru:.2f}",
        "masa_kerja_lama_teks": f"{tahun} tahun {kini.bulan} bulan",
        "masa_kerja_baru": f"{tahun + naik} tahun {kini.bulan} bulan",
        "tmt_baru": tmt_baru.isoformat(),
        "kgb_berikutnya": tmt_baru.replace(year=tmt_baru.year + berikut).isoformat()
        if kunci_baru < gaji.puncak
        else None,
        "peraturan_gaji": gaji.peraturan,
        "istilah_gaji": _ISTILAH[kini.status],
    }
    return HasilHitung(nilai, (*golongan_lain(isi), *peringatan, *_tenggat(acuan.tanggal, tmt_baru)))


def _tabel(acuan: Rujukan, kini: Keadaan) -> Gaji:
    """The salaries of a golongan by the last regulation that is in force on the letter's date."""
    semua = [b for b in acuan.tabel(_TABEL[kini.status]) if date.fromisoformat(b["berlaku"]) <= acuan.tanggal]
    if not semua:
        saran = "periksa tanggal surat"
        raise DataTidakSah(
            GAGAL,
            [Temuan("tanggal", f"belum ada tabel gaji untuk {tanggal_panjang(acuan.tanggal)}", saran)],
        )
    berlaku = max(b["berlaku"] for b in semua)
    baris_kini = [b for b in semua if b["berlaku"] == berlaku]
    baris = [b for b in baris_kini if b["golongan"].casefold() == kini.golongan.casefold()]
    if not baris:
        ada = ", ".join(
            dict.fromkeys(b["golongan"] for b in sorted(baris_kini, key=lambda b: int(b["gaji_pokok"])))
        )
        raise DataTidakSah(
            GAGAL,
            [
                Temuan(
                    "golongan",
                    f"tidak ada di tabel gaji {kini.status}",
                    f"tulis salah satu: {ada}",
                    kini.golongan,
                )
            ],
        )
    return Gaji(
        golongan=baris[0]["golongan"],
        menurut_mkg={int(b["mkg"]): Decimal(b["gaji_pokok"]) for b in baris},
        peraturan=_peraturan(baris[0]["dasar"]),
        berlaku=date.fromisoformat(berlaku),
    )


def _salah(gaji: Gaji, tmt_lama: date, tahun: int) -> list[Temuan]:
    temuan: list[Temuan] = []
    if tmt_lama.day != 1:
        temuan.append(
            Temuan(
                "tmt_lama",
                "TMT gaji selalu tanggal 1",
                f"tulis {tanggal_panjang(tmt_lama.replace(day=1))}, atau periksa keputusannya",
                tanggal_panjang(tmt_lama),
            )
        )
    if gaji.kunci(tahun) is None:
        awal = min(gaji.menurut_mkg)
        temuan.append(
            Temuan(
                "masa_kerja_lama",
                f"tidak ada di tabel gaji golongan {gaji.golongan}",
                f"masa kerja golongan {gaji.golongan} mulai dari {awal} tahun",
                str(tahun),
            )
        )
    return temuan


def _langkah(gaji: Gaji, tahun: int) -> int:
    """Two years; one where the table starts with 0 and 1 (II/a and V)."""
    return 1 if tahun == 0 and 1 in gaji.menurut_mkg else 2


def _periksa_gaji_lama(
    tertulis: Nilai, tabel: Decimal, gaji: Gaji, tmt_lama: date, tahun: int
) -> tuple[str, ...]:
    """A typed old salary must equal the table, unless it was granted under an earlier regulation."""
    if not tertulis or Decimal(tertulis) == tabel:
        return ()
    apa = f"golongan {gaji.golongan} masa kerja {tahun} tahun"
    if tmt_lama < gaji.berlaku:
        return (
            f"Gaji lama Rp{pecahan(Decimal(tertulis), 2)} ditetapkan sebelum {gaji.peraturan} berlaku; "
            f"yang dicetak gaji yang kini berlaku untuk {apa}: Rp{pecahan(tabel, 2)}.",
        )
    raise DataTidakSah(
        "Gaji lama tidak sesuai dengan tabel.",
        [
            Temuan(
                "gaji_lama",
                f"menurut {gaji.peraturan}, gaji {apa} ialah Rp{bulat(int(tabel))},00",
                "periksa golongan dan masa kerjanya, atau kosongkan isian ini",
                f"Rp{pecahan(Decimal(tertulis), 2)}",
            )
        ],
    )


def _tenggat(surat: date, tmt: date) -> tuple[str, ...]:
    """The deadlines: one month ahead at the paying office (SOP 18), two months for the letter (PP 7/1977).

    A letter long before them is told, too: mostly the TMT was mistyped.
    """
    if surat > tmt:
        return (f"Terlambat: gaji baru sudah berlaku sejak {tanggal_panjang(tmt)}.",)
    if surat > _bulan_sebelum(tmt, 1):
        batas = tanggal_panjang(_bulan_sebelum(tmt, 1))
        return (
            "Terlambat menurut SOP 18: surat harus diterima pembayar gaji paling lambat 1 bulan sebelum TMT, "
            f"{batas}.",
        )
    if surat > _bulan_sebelum(tmt, 2):
        batas = tanggal_panjang(_bulan_sebelum(tmt, 2))
        return (f"Lewat batas 2 bulan sebelum TMT (PP 7/1977 Pasal 12), {batas}.",)
    if surat < _bulan_sebelum(tmt, _JAUH):
        return (
            f"TMT {tanggal_panjang(tmt)} lebih dari {_JAUH} bulan sesudah tanggal surat; periksa TMT lama.",
        )
    return ()


def _bulan_sebelum(tmt: date, banyak: int) -> date:
    """The same day, the first, this many months earlier."""
    tahun, bulan = divmod(tmt.year * 12 + tmt.month - 1 - banyak, 12)
    return date(tahun, bulan + 1, 1)


def _peraturan(singkat: str) -> str:
    """The full name of a regulation: "PP 5/2024" → "Peraturan Pemerintah Nomor 5 Tahun 2024"."""
    m = re.fullmatch(r"(PP|Perpres) (\d+)/(\d{4})", singkat)
    return f"{_NAMA_PERATURAN[m[1]]} Nomor {m[2]} Tahun {m[3]}" if m else singkat


HITUNG = kgb
