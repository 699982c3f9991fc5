"""`naskah hari-ini`: what is due, late, waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPdf, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.hari_ini import HariIni, Kerja
    from naskah.kantor import Kantor


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("hari-ini")(hari_ini)


def hari_ini(
    untuk: Annotated[
        str, typer.Option("--untuk", metavar="POS", help="Hanya jabatan, unit, atau orang ini.")
    ] = "",
    halaman: Annotated[
        bool, typer.Option("--halaman", help="Buat satu halaman untuk dicetak, di folder cetak/ kantor.")
    ] = False,
    pdf: OpsiPdf = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Tampilkan pekerjaan hari ini: yang terlambat, jatuh tempo, dan menunggu, per jabatan."""
    from naskah import hari_ini as urusan
    from registers.dasar.waktu import HARI, tanggal_panjang

    with kantor_terbuka(kantor) as k:
        hasil = urusan.susun(k, untuk=untuk)
        if untuk.strip() and not hasil.kerja:
            untuk = _kenali(k, untuk)
            hasil = urusan.susun(k, untuk=untuk)
        if halaman or pdf:
            _halaman(k, untuk, pdf=pdf, sebagai_json=json_)
            return
    if json_:
        cetak_json(_json(hasil))
        return
    tulis(f"{HARI[hasil.tanggal.weekday()]}, {tanggal_panjang(hasil.tanggal)}")
    for pos, kerja in hasil.menurut_pos().items():
        orang = f" ({kerja[0].orang})" if kerja[0].orang else ""
        tulis(f"\n{pos or 'Belum ditentukan'}{orang}")
        tabel(
            ("Keadaan", "Batas", "ID", "Pekerjaan", "Hal"),
            [(s.keadaan, _pendek(s), s.id, s.apa, s.hal) for s in kerja],
        )
    if not hasil.kerja:
        tulis("Tidak ada yang menunggu.")
    if hasil.belum_dikirim:
        tulis(
            f"\n{hasil.belum_dikirim} surat yang terbit tahun ini belum dicatat pengirimannya (naskah kirim)."
        )
    if hasil.buku_menunggu:
        tulis(f"Buku yang menunggu ditulis: {', '.join(hasil.buku_menunggu)} (naskah buku sinkron).")


def _kenali(kantor: Kantor, untuk: str) -> str:
    """The name in the spelling of the lists: no work is good news only for somebody who exists."""
    from naskah import hari_ini as urusan
    from naskah import jabatan

    semua = urusan.susun(kantor).menurut_pos()
    return jabatan.temukan(kantor.tatanan, untuk, kantor.hari_ini(), filter(None, semua))


def _halaman(kantor: Kantor, untuk: str, *, pdf: bool, sebagai_json: bool) -> None:
    from naskah import cetak
    from naskah.commands.cetak import tampilkan

    pilihan = cetak.Pilihan((untuk,) if untuk else ())
    tampilkan(kantor, cetak.cetak(kantor, "hari-ini", pilihan, pdf=pdf), sebagai_json=sebagai_json)


def _pendek(satu: Kerja) -> str:
    hari = satu.batas or satu.sejak
    return f"{'' if satu.batas else 'sejak '}{hari:%d-%m-%Y}" if hari else "-"


def _json(hasil: HariIni) -> dict[str, object]:
    return {
        "tanggal": hasil.tanggal.isoformat(),
        "untuk": list(hasil.untuk),
        "kerja": [
            {
                **vars(s),
                "batas": s.batas.isoformat() if s.batas else "",
                "sejak": s.sejak.isoformat() if s.sejak else "",
            }
            for s in hasil.kerja
        ],
        "belum_dikirim": hasil.belum_dikirim,
        "buku_menunggu": list(hasil.buku_menunggu),
    }
