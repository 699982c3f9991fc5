"""`naskah massal jalan JENIS DATA`: a letter for every row, numbered in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.commands._opsi import (
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
from naskah.commands.massal._kabar import beri_tahu, pastikan_lagi, temuan, tentang
from naskah.commands.massal._opsi import (
    ArgData,
    ArgJenis,
    OpsiAntre,
    OpsiBaris,
    OpsiBolakBalik,
    OpsiCobaMassal,
    OpsiGabung,
    OpsiLewatiSalah,
    OpsiProses,
    OpsiSaring,
    OpsiSet,
    OpsiSumber,
    OpsiYa,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from naskah.massal.jalan import Telaah
    from naskah.massal.masukan import Masukan
    from registers.dasar.isian import Nilai


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
    coba: OpsiCobaMassal = False,
    ya: OpsiYa = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Buat naskah untuk setiap baris: semua diperiksa dahulu, lalu bernomor menurut urutan baris."""
    from naskah import issue
    from naskah.massal import antrean
    from naskah.massal import jalan as kerja
    from naskah.massal.umum import dari_set
    from registers.dasar.galat import DataTidakSah

    if pdf or gabung:
        issue.pastikan_pdf()
    with kantor_terbuka(kantor, pelaku) as k:
        apa = k.katalog.jenis(jenis)
        if antre:
            antrean.siapkan(k, apa)
        hari = tanggal(tanggal_)
        umum = dari_set(k, apa, set_ or [], hari or k.hari_ini())
        masukan = _baca(k, apa, data, sumber, saring or [], _rentang(baris), umum)
        for kata in () if json_ else masukan.catatan:
            tulis(f"Perhatian: {kata}")
        telaah = _periksa(k, masukan, umum, hari, proses, diam=json_)
        # A report with the right rows, too, would be corrected and fed back: each letter twice.
        laporan = None if lewati_salah and not coba else _lapor(k, masukan, telaah, data)
        if telaah.salah and not (coba or lewati_salah):
            _tolak(masukan, telaah, laporan)
        nomor = kerja.nomor_kiraan(k, apa, telaah, hari or k.hari_ini()) if telaah.baik else ()
        if coba:
            surat = _surat(k, apa, telaah, hari or k.hari_ini())
            _percobaan(masukan, telaah, nomor, laporan, surat, json_=json_)
            if telaah.salah and not (lewati_salah and telaah.baik):
                raise typer.Exit(DataTidakSah.exit_code)
            return
        if not json_:
            beri_tahu(telaah, laporan)
        pastikan_lagi(telaah, ya=ya, json_=json_)
        pilihan = {"pdf": pdf or gabung, "gabung": gabung, "bolak_balik": bolak_balik, "antre": antre}
        pekerjaan = kerja.mulai(k, masukan, telaah, tanggal=hari, pilihan=pilihan)
        kerjakan(k, pekerjaan.id, proses=proses, json_=json_, tentang=tentang(masukan, telaah))


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


def _periksa(
    k: Kantor, masukan: Masukan, umum: Mapping[str, Nilai], hari: date | None, proses: int, *, diam: bool
) -> Telaah:
    from naskah.massal import jalan as kerja
    from naskah.massal.kelompok import jumlah_bawaan, kelompok

    with (
        kemajuan_bertahap(diam=diam) as maju,
        kelompok(k, proses or jumlah_bawaan(len(masukan.baris))) as pekerja,
    ):
        return kerja.periksa(k, pekerja, masukan, umum, hari or k.hari_ini(), maju=maju)


def _lapor(k: Kantor, masukan: Masukan, telaah: Telaah, data: Path | None) -> Path | None:
    """The report when something is wrong: beside the input, of master data where merges keep their files."""
    from naskah.massal.hasil import FOLDER
    from naskah.massal.laporan import laporan_salah, simpan

    if not telaah.salah:
        return None
    asal = data or k.folder / FOLDER / masukan.sumber
    asal.parent.mkdir(exist_ok=True)
    return simpan(asal, laporan_salah(masukan, telaah.salah))


def _tolak(masukan: Masukan, telaah: Telaah, laporan: Path | None) -> None:
    from registers.dasar.galat import DataTidakSah

    raise DataTidakSah(
        f"{len(telaah.salah)} baris belum benar; belum ada nomor yang diambil.",
        temuan(masukan, telaah, laporan),
        f"Semuanya ditandai di {laporan}. Perbaiki, atau kerjakan yang benar saja: --lewati-salah",
    )


def _surat(k: Kantor, jenis: Jenis, telaah: Telaah, hari: date) -> list[str]:
    """What the letter says, document by document, where there is only one; nothing where there are more."""
    from naskah.massal.pratinjau import surat_baris

    return [h.teks for h in surat_baris(k, jenis, telaah, hari).hasil] if len(telaah.baik) == 1 else []


def _percobaan(
    masukan: Masukan,
    telaah: Telaah,
    nomor: Sequence[str],
    laporan: Path | None,
    surat: Sequence[str],
    *,
    json_: bool,
) -> None:
    if json_:
        cetak_json(
            {
                "baik": len(telaah.baik),
                "salah": {n: [vars(t) for t in semua] for n, semua in telaah.salah.items()},
                **vars(tentang(masukan, telaah)),
                "nomor": nomor,
                "laporan": str(laporan or ""),
                "surat": surat,
            }
        )
        return
    for satu in temuan(masukan, telaah, laporan):
        tulis(f"  - {satu}")
    beri_tahu(telaah, laporan)
    tulis(f"{len(telaah.baik)} baris dapat diterbitkan, {len(telaah.salah)} belum benar.")
    if nomor:
        tulis(f"Nomornya kini: {' sampai '.join(dict.fromkeys(nomor))}")
    for satu in surat:
        tulis(f"\n{satu}\n")
    tulis("Percobaan saja: tidak ada nomor yang diambil dan tidak ada naskah yang dibuat.")
