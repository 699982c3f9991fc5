"""`naskah posisi ID`: where a letter is, since when, over time?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.posisi import Posisi, Tempat


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("posisi")(posisi)


def posisi(
    naskah: ArgNaskah,
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Tampilkan di mana naskah berada, sejak kapan, dan jalannya sampai sekarang."""
    from naskah import posisi as urusan
    from naskah.riwayat import pukul

    with kantor_terbuka(kantor) as k:
        hasil = urusan.posisi(k, naskah, tahun=tahun)
        kalimat = [urusan.kalimat(k, satu) for satu in hasil.tempat]
    if json_:
        cetak_json(_json(hasil))
        return
    n = hasil.naskah
    agenda = f", agenda {n.isi['agenda']}" if n.isi.get("agenda") else ""
    tulis(f"{n.id} {n.nomor or '(tanpa nomor)'}{agenda}: {n.hal}")
    for satu in kalimat or [f"{hasil.keadaan}."]:
        tulis(satu)
    tulis("")
    tabel(("Waktu", "Oleh", "Peristiwa"), [(pukul(j.waktu), j.siapa, j.apa) for j in hasil.jejak])


def _json(hasil: Posisi) -> dict[str, object]:
    return {
        "id": hasil.naskah.id,
        "nomor": hasil.naskah.nomor,
        "hal": hasil.naskah.hal,
        "status": hasil.naskah.status,
        "keadaan": hasil.keadaan,
        "tempat": [_tempat(t) for t in hasil.tempat],
        "jejak": [{"waktu": j.waktu.isoformat(), "siapa": j.siapa, "apa": j.apa} for j in hasil.jejak],
    }


def _tempat(satu: Tempat) -> dict[str, object]:
    langkah = satu.langkah
    return {
        **{k: getattr(satu, k) for k in ("di", "orang", "menunggu", "cabang", "menit", "terlambat")},
        "sejak": satu.sejak.isoformat(),
        "batas": satu.batas.isoformat() if satu.batas else "",
        "langkah": {"sop": langkah.sop, "no": langkah.no, "menit": langkah.menit} if langkah else None,
    }
