"""`naskah pekerjaan [ID]`: how merges that go through the queue stand; with --pantau until they are done."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from naskah.kantor import Kantor
    from naskah.massal.pantauan import Pantauan

_JEDA = 2.0  # seconds between two looks


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pekerjaan")(pekerjaan)


def pekerjaan(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="Satu pekerjaan saja; lihat: naskah massal daftar.")
    ] = "",
    pantau: Annotated[bool, typer.Option("--pantau", help="Tampilkan terus sampai selesai.")] = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Tampilkan kemajuan pekerjaan dalam antrean: laju, pekerja yang hidup, yang macet dan yang diulang."""
    from naskah.massal import pantauan

    with kantor_terbuka(kantor) as k:
        semua = pantauan.lihat(k, id_)
        while pantau and not json_ and any(not p.selesai for p in semua):
            _satu_layar(semua)
            time.sleep(_JEDA)
            semua = pantauan.lihat(k, id_)
        if json_:
            cetak_json({"pekerjaan": [asdict(p) for p in semua]})
            return
        _satu_layar(semua)
        _petunjuk(k, semua)


def _satu_layar(semua: Sequence[Pantauan]) -> None:
    if not semua:
        tulis("Tidak ada pekerjaan dalam antrean. Mulai dengan: naskah massal jalan JENIS DATA --antre")
        return
    tabel(
        (
            "ID",
            "Jenis",
            "Baris",
            "Dicetak",
            "Gagal",
            "Batal",
            "Laju",
            "Sisa waktu",
            "Pekerja",
            "Diulang",
            "Keadaan",
        ),
        [
            (
                p.id,
                p.jenis,
                p.jumlah,
                p.dicetak,
                p.gagal,
                p.batal,
                f"{p.antrean.semenit}/menit",
                _lama(p.sisa_menit),
                p.antrean.pekerja,
                p.antrean.diulang,
                p.keadaan,
            )
            for p in semua
        ],
    )
    for p in semua:
        if p.sebab and p.keadaan != "selesai":
            tulis(f"{p.id}: kabar terakhir: {p.sebab}")
        for kata in p.gagal_sebut:
            tulis(f"{p.id} {kata}")
        if p.gagal > len(p.gagal_sebut):
            tulis(f"{p.id}: dan {p.gagal - len(p.gagal_sebut)} baris gagal lagi.")


def _petunjuk(kantor: Kantor, semua: Sequence[Pantauan]) -> None:
    for p in semua:
        if p.selesai and p.keadaan == "berhenti":
            tulis(f"{p.id} selesai dicetak. Daftar dan laporannya: naskah massal lanjut {p.id}")
        elif (p.antrean.menunggu or p.antrean.macet) and not p.antrean.pekerja:
            tulis(f"{p.id}: tidak ada pekerja. Jalankan di satu atau beberapa komputer: naskah pekerja")
        elif p.antrean.gagal:
            tulis(
                f"{p.id}: {p.antrean.gagal} potongan tidak dicoba lagi. Sesudah sebabnya diperbaiki: "
                f"naskah massal lanjut {p.id}"
            )
        elif p.antrean.macet:
            tulis(
                f"{p.id}: {p.antrean.macet} potongan macet; diambil alih pekerja lain dalam setengah menit."
            )


def _lama(menit: int | None) -> str:
    if menit is None:
        return "-"
    return f"{menit // 60} jam {menit % 60} menit" if menit >= 60 else f"{menit} menit"
