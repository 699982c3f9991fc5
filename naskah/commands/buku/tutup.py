"""`naskah buku tutup NAMA`: a month of a cash book added up, and its berita acara penutupan kas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
from naskah.commands._tampil import cetak_json, cetak_naskah, tabel, tulis

if TYPE_CHECKING:
    from naskah.kas_buku import Kas
    from naskah.tutup_buku import BulanBuku

_POLA = tuple(
    re.compile(pola, re.ASCII)
    for pola in (
        r"(?P<tahun>\d{4})-(?P<bulan>\d{1,2})",
        r"(?P<bulan>\d{1,2})[-/](?P<tahun>\d{4})",
        r"(?P<nama>[A-Za-z]+)(\s+(?P<tahun>\d{4}))?",
    )
)


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("tutup")(tutup)


def tutup(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Buku kas, misalnya bku-pengeluaran.")],
    bulan: Annotated[
        str, typer.Option("--bulan", metavar="BULAN", help="Bulan yang ditutup: 2026-10, 10-2026, Oktober.")
    ],
    kas_tunai: Annotated[
        str, typer.Option("--kas-tunai", metavar="RP", help="Uang tunai yang dihitung.")
    ] = "",
    bank: Annotated[
        str, typer.Option("--bank", metavar="RP", help="Saldo bank menurut rekening koran.")
    ] = "",
    surat_berharga: Annotated[
        str, typer.Option("--surat-berharga", metavar="RP", help="Surat berharga yang disimpan.")
    ] = "",
    tanggal_: OpsiTanggal = "",
    coba: OpsiCoba = False,
    pdf: OpsiPdf = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Hitung satu bulan buku kas; dengan --kas-tunai atau --bank, buat berita acara penutupannya."""
    from naskah import tutup_buku

    kas = _kas(kas_tunai=kas_tunai, bank=bank, surat_berharga=surat_berharga)
    with kantor_terbuka(kantor, pelaku) as k:
        satu = tutup_buku.hitung(k, nama, _bulan(bulan, k.hari_ini().year), kas, coba=coba)
        if not json_:
            _tampilkan(satu)
        surat = []
        if kas is not None:
            surat = tutup_buku.terbitkan(k, satu, tanggal=tanggal(tanggal_), coba=coba, pdf=pdf)
        if json_:
            cetak_json(_json(satu) | {"naskah": [s.sebagai_json() for s in surat]})
        elif kas is not None:
            cetak_naskah(surat, sebagai_json=False)
    if coba and not json_:
        tulis("Percobaan saja: tidak ada nomor yang diambil dan tidak ada berkas yang ditulis.")


def _bulan(teks: str, tahun_ini: int) -> tuple[int, int]:
    """Year and month of "2026-10", "10-2026", "Oktober 2026", or of a name alone: of this year."""
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan
    from registers.dasar.waktu import BULAN

    nama = {satu.casefold(): ke for ke, satu in enumerate(BULAN, start=1)}
    rapi = teks.strip()
    bagian: dict[str, str | None] = next((m.groupdict() for p in _POLA if (m := p.fullmatch(rapi))), {})
    bulan = int(bagian.get("bulan") or nama.get((bagian.get("nama") or "").casefold(), 0))
    if not 1 <= bulan <= len(BULAN):
        saran = "tulis tahun dan bulannya, misalnya 2026-10 atau Oktober 2026"
        raise DataTidakSah("Bulan tidak dapat dipakai.", [Temuan("--bulan", "bukan bulan", saran, teks)])
    return int(bagian.get("tahun") or tahun_ini), bulan


def _kas(**tertulis: str) -> Kas | None:
    """What was counted; None when nothing was given, and what was left out of it is nothing."""
    from decimal import Decimal

    from naskah.kas_buku import Kas
    from registers.dasar.galat import DataTidakSah, NilaiSalah
    from registers.dasar.isian import Isian, TanpaAcuan
    from registers.dasar.kinds import semua
    from registers.dasar.temuan import Temuan

    jumlah: dict[str, Decimal] = {}
    temuan: list[Temuan] = []
    for nama, teks in tertulis.items():
        try:
            if teks.strip():
                jumlah[nama] = Decimal(semua()["rupiah"].baca(teks, Isian(nama, "rupiah"), TanpaAcuan()))
        except NilaiSalah as galat:
            temuan.append(Temuan(f"--{nama.replace('_', '-')}", galat.pesan, galat.saran, teks))
    if temuan:
        raise DataTidakSah("Jumlah tidak dapat dipakai.", temuan)
    if not jumlah:
        return None
    tunai = jumlah.pop("kas_tunai", Decimal(0))
    return Kas(tunai=tunai, **jumlah)


def _tampilkan(satu: BulanBuku) -> None:
    from naskah.hitung._uang import rp
    from naskah.kas_buku import bulan_tertulis

    p = satu.tutup.penutupan
    baris = [("Saldo awal", p.saldo_awal), ("Penerimaan", p.terima), ("Pengeluaran", p.keluar)]
    baris.append(("Saldo", p.saldo))
    if satu.kas is not None:
        baris += [("Dihitung", p.dihitung), ("Selisih", p.selisih)]
    teks = [rp(jumlah) for _, jumlah in baris]
    lebar = max(map(len, teks))
    isi = [(nama, t.rjust(lebar)) for (nama, _), t in zip(baris, teks, strict=True)]
    tabel((bulan_tertulis(satu.bulan), "Rupiah".rjust(lebar)), isi)
    for temuan in satu.halangan if satu.kas is None else ():
        tulis(f"Perhatian: {temuan}")
    if satu.kas is None and satu.sudah is not None:
        tulis(satu.pesan_sudah)
        for teks in satu.berubah:
            tulis(f"Perhatian: {teks}")


def _json(satu: BulanBuku) -> dict[str, Any]:
    from dataclasses import asdict

    p = satu.tutup.penutupan
    dihitung = {"dihitung": p.dihitung, "selisih": p.selisih} if satu.kas is not None else {}
    return {
        "buku": satu.buku,
        "penutupan": {**asdict(p), "saldo": p.saldo, **dihitung},
        "temuan": [vars(t) for t in satu.halangan],
        "sudah": satu.sudah.id if satu.sudah else "",
        "berubah": list(satu.berubah),
    }
