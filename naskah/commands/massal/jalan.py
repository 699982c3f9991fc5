"""`naskah massal jalan JENIS DATA`: a letter for every row, numbered in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.commands._opsi import (
    OpsiCoba,
    OpsiJson,
    OpsiKantor,
    OpsiPdf,
    OpsiPelaku,
    OpsiTanggal,
    kantor_terbuka,
    tanggal,
)
from naskah.commands._tampil import cetak_json, tulis
from naskah.commands.massal._hasil import kerjakan
from naskah.commands.massal._opsi import (
    ArgData,
    ArgJenis,
    OpsiAntre,
    OpsiBaris,
    OpsiBolakBalik,
    OpsiGabung,
    OpsiLewatiSalah,
    OpsiProses,
    OpsiSaring,
    OpsiSet,
    OpsiSumber,
)

if TYPE_CHECKING:
    from datetime import date

    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from naskah.massal.jalan import Telaah
    from naskah.massal.masukan import Masukan

_SEDIKIT = 20  # findings told on the screen


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("jalan")(jalan)


def jalan(
    jenis: ArgJenis,
    data: ArgData = None,
    sumber: OpsiSumber = "",
    saring: OpsiSaring = None,
    set_: OpsiSet = None,
    baris: OpsiBaris = "",
    lewati_salah: OpsiLewatiSalah = False,
    tanggal_: OpsiTanggal = "",
    pdf: OpsiPdf = False,
    gabung: OpsiGabung = False,
    bolak_balik: OpsiBolakBalik = False,
    antre: OpsiAntre = False,
    proses: OpsiProses = 0,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Buat naskah untuk setiap baris: semua diperiksa dahulu, lalu bernomor menurut urutan baris."""
    from naskah import issue
    from naskah.massal import antrean
    from naskah.massal import jalan as kerja

    if pdf or gabung:
        issue.pastikan_pdf()
    with kantor_terbuka(kantor, pelaku) as k:
        apa = k.katalog.jenis(jenis)
        if antre:
            antrean.siapkan(k, apa)
        hari = tanggal(tanggal_)
        umum = _umum(apa, set_ or [])
        masukan = _baca(k, apa, data, sumber, saring or [], _rentang(baris), umum)
        for kata in () if json_ else masukan.catatan:
            tulis(f"Perhatian: {kata}")
        telaah = _periksa(k, masukan, umum, hari, proses, diam=json_)
        laporan = _lapor(masukan, telaah, data)
        if coba:
            _percobaan(masukan, telaah, laporan, json_=json_)
            return
        if telaah.salah and not lewati_salah:
            _tolak(telaah, laporan)
        pilihan = {"pdf": pdf or gabung, "gabung": gabung, "bolak_balik": bolak_balik, "antre": antre}
        pekerjaan = kerja.mulai(k, masukan, telaah, tanggal=hari, pilihan=pilihan)
        if not json_:
            _beri_tahu(telaah, laporan)
        kerjakan(k, pekerjaan.id, proses=proses, json_=json_)


def _baca(
    k: Kantor,
    jenis: Jenis,
    data: Path | None,
    sumber: str,
    saring: list[str],
    baris: tuple[int, int] | None,
    umum: dict[str, object],
) -> Masukan:
    from naskah.massal import masukan
    from naskah.massal.masukan_induk import pastikan_tanpa_pola
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    if (data is None) == (not sumber):
        temuan = Temuan("DATA", "tulis berkasnya, atau --sumber, salah satu", "misalnya data.xlsx")
        raise DataTidakSah("Masukan belum jelas.", [temuan])
    if data is not None:
        pastikan_tanpa_pola(umum)
        return masukan.baca(data, jenis, baris=baris, umum=umum.keys())
    return masukan.dari_induk(k, jenis, sumber, saring, umum, baris=baris)


def _rentang(teks: str) -> tuple[int, int] | None:
    """First and last row of "5-90" or "7".

    Raises:
        DataTidakSah: it is neither.
    """
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    if not teks:
        return None
    cocok = re.fullmatch(r"\s*(\d{1,7})\s*(?:[-–]\s*(\d{1,7}))?\s*", teks)
    awal, akhir = (int(cocok[1]), int(cocok[2] or cocok[1])) if cocok else (1, 0)
    if akhir < awal:
        raise DataTidakSah(
            "Rentang baris tidak terbaca.", [Temuan("--baris", "tulis seperti 5-90", "", teks)]
        )
    return awal, akhir


def _umum(jenis: Jenis, set_: list[str]) -> dict[str, object]:
    from naskah.isi import kumpulkan

    return dict(kumpulkan(jenis, "", set_)) if set_ else {}


def _periksa(
    k: Kantor, masukan: Masukan, umum: dict[str, object], hari: date | None, proses: int, *, diam: bool
) -> Telaah:
    from naskah.massal import jalan as kerja
    from naskah.massal.kelompok import jumlah_bawaan, kelompok

    with (
        kemajuan_bertahap(diam=diam) as maju,
        kelompok(k, proses or jumlah_bawaan(len(masukan.baris))) as pekerja,
    ):
        return kerja.periksa(k, pekerja, masukan, umum, hari or k.hari_ini(), maju=maju)


def _lapor(masukan: Masukan, telaah: Telaah, data: Path | None) -> Path | None:
    """The report beside the input, when something is wrong."""
    from naskah.massal.laporan import laporan_salah, simpan

    if not telaah.salah:
        return None
    return simpan(data or Path(f"{masukan.sumber}.xlsx"), laporan_salah(masukan, telaah.salah))


def _tolak(telaah: Telaah, laporan: Path | None) -> None:
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    temuan = [
        Temuan(f"baris {nomor}{f', {t.tempat}' if t.tempat else ''}", t.pesan, t.saran, t.nilai)
        for nomor, semua in telaah.salah.items()
        for t in semua
    ]
    lain = [Temuan("…", f"dan {len(temuan) - _SEDIKIT} lagi")] if len(temuan) > _SEDIKIT else []
    raise DataTidakSah(
        f"{len(telaah.salah)} baris belum benar; belum ada nomor yang diambil.",
        [*temuan[:_SEDIKIT], *lain],
        f"Semuanya ditandai di {laporan}. Perbaiki, atau kerjakan yang benar saja: --lewati-salah",
    )


def _percobaan(masukan: Masukan, telaah: Telaah, laporan: Path | None, *, json_: bool) -> None:
    if json_:
        cetak_json(
            {
                "baik": len(telaah.baik),
                "salah": {n: [vars(t) for t in semua] for n, semua in telaah.salah.items()},
                "catatan": masukan.catatan,
                "peringatan": telaah.peringatan,
                "laporan": str(laporan or ""),
            }
        )
        return
    _beri_tahu(telaah, laporan)
    tulis(f"{len(telaah.baik)} baris dapat diterbitkan, {len(telaah.salah)} belum benar.")
    tulis("Percobaan saja: tidak ada nomor yang diambil dan tidak ada naskah yang dibuat.")


def _beri_tahu(telaah: Telaah, laporan: Path | None) -> None:
    kata = [(n, k) for n, semua in telaah.peringatan.items() for k in semua]
    for nomor, satu in kata[:_SEDIKIT]:
        tulis(f"Perhatian (baris {nomor}): {satu}")
    if len(kata) > _SEDIKIT:
        tulis(f"Perhatian: dan {len(kata) - _SEDIKIT} lagi.")
    if laporan:
        tulis(f"Baris yang belum benar ditandai di {laporan}")
