"""`naskah klasifikasi [KATA|KODE]`: archive codes; `klasifikasi impor FILE`: the office's own table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naskah.commands import _bahasa
from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from naskah.klasifikasi import Kode

_BANYAK = 60  # codes shown when so many fit; JSON has them all


class _Kelompok(_bahasa.Kelompok):
    """A group in which everything that is no subcommand is what to look for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `cari` in front of a bare word."""
        bantuan = args[:1] == ["--help"]
        return super().parse_args(
            ctx, args if bantuan or (args and args[0] in self.commands) else ["cari", *args]
        )


def pasang(app: typer.Typer) -> None:
    """Register the group."""
    kelompok = _bahasa.Aplikasi("Kode klasifikasi arsip: cari, atau impor tabelnya.")
    kelompok.info.cls = _Kelompok
    kelompok.command("cari")(cari)
    kelompok.command("impor")(impor)
    app.add_typer(kelompok, name="klasifikasi")


def cari(
    kata: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KATA|KODE]", help="Kata, atau awal kode; kosong: kode teratas."),
    ] = None,
    pohon: Annotated[
        bool, typer.Option("--pohon", help="Tampilkan dengan kode di atasnya, bertingkat.")
    ] = False,
    tanggal_: Annotated[
        str,
        typer.Option(
            "--tanggal", metavar="YYYY-MM-DD", help="Tabel yang berlaku hari itu (bawaan: hari ini)."
        ),
    ] = "",
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Cari kode dan masa retensinya; "cari" boleh tidak ditulis."""
    from naskah import klasifikasi

    tabel_ = _tabel(kantor, tanggal_)
    dicari = " ".join(kata or [])
    kode = (
        tabel_.cari(dicari)
        if dicari or json_ or pohon
        else [k for k in tabel_.kode.values() if "." not in k.kode]
    )
    if json_:
        cetak_json({"berlaku": _berlaku(tabel_), "klasifikasi": [_json(k) for k in kode]})
    elif not kode:
        tulis("Tidak ada kode yang cocok. Coba kata yang lebih pendek.")
    elif pohon:
        _pohon(klasifikasi.lengkap(tabel_, kode))
    else:
        _tabel_kode(kode)


def impor(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Tabel kantor: .xlsx atau .csv.")],
    berlaku: Annotated[
        str, typer.Option("--berlaku", metavar="YYYY-MM-DD", help="Hari mulai berlakunya tabel itu.")
    ],
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Impor tabel kantor; kode lama tetap untuk surat lama."""
    from naskah import klasifikasi_impor
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    hari = tanggal(berlaku, "--berlaku")
    if hari is None:
        raise DataTidakSah(
            "Tabel belum diimpor.", [Temuan("--berlaku", "kosong", "tulis hari mulai berlakunya")]
        )
    with kantor_terbuka(kantor) as k:
        hasil = klasifikasi_impor.impor(k, file, hari, coba=coba)
    if json_:
        isi = {"berkas": str(hasil.path), "jumlah": hasil.jumlah, "berlaku": hasil.berlaku.isoformat()}
        cetak_json({**isi, "coba": coba, "peringatan": list(hasil.peringatan)})
        return
    tulis(f"{hasil.jumlah} kode {'akan berlaku' if coba else 'berlaku'} sejak {hasil.berlaku}: {hasil.path}")
    for satu in hasil.peringatan:
        tulis(f"Perhatian: {satu}")


def _tabel(folder: Path | None, hari: str) -> Any:
    """The office's table where there is an office, ours otherwise: looking needs no office."""
    from naskah import klasifikasi
    from naskah.kantor import cari_folder
    from registers.dasar.galat import KantorSalah

    try:
        cari_folder(folder, Path.cwd())
    except KantorSalah:
        if folder is not None:
            raise
        return klasifikasi.bawaan()
    with kantor_terbuka(folder) as k:
        return klasifikasi.tabel(k, tanggal(hari) or k.hari_ini())


def _berlaku(tabel_: Any) -> str | None:
    from datetime import date

    return None if tabel_.berlaku == date.min else tabel_.berlaku.isoformat()


def _json(kode: Kode) -> dict[str, object]:
    return {**vars(kode), "jalur": [{"kode": k, "uraian": u} for k, u in kode.jalur]}


def _retensi(kode: Kode) -> str:
    return "-" if kode.aktif is None else f"{kode.aktif} + {kode.inaktif} th, {kode.nasib or '-'}"


def _tabel_kode(kode: Sequence[Kode]) -> None:
    tabel(
        ("Kode", "Retensi", "Uraian"),
        [(k.kode, _retensi(k), " › ".join([*(u for _, u in k.jalur), k.uraian])) for k in kode[:_BANYAK]],
    )
    if len(kode) > _BANYAK:
        tulis(f"… dan {len(kode) - _BANYAK} lagi; tulis kata atau kode yang lebih lengkap.")


def _pohon(kode: Sequence[Kode]) -> None:
    for k in kode:
        sela = "  " * k.kode.count(".")
        retensi = f"  [{_retensi(k)}]" if k.aktif is not None else ""
        tulis(f"{sela}{k.kode}  {k.uraian}{retensi}")
