"""`naskah impor-sipd FILE`: an export of SIPD/SIPKD as an isian of a paket, or into data/anggaran.xlsx."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis
from registers.dasar.sistem import kutip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from naskah.impor_sipd import Ekspor, Kolom, Sebagai
    from naskah.kantor import Kantor

    Hasil: TypeAlias = tuple[Mapping[str, object], Callable[[], None]]

_TAMPIL = 40  # accounts shown; JSON has them all
_COBA = "Percobaan saja: tidak ada berkas yang ditulis."


class _Sebagai(StrEnum):
    RINCIAN = "rincian"
    ANGGARAN = "anggaran"


_ArgBerkas = Annotated[
    Path, typer.Argument(metavar="BERKAS", help="Ekspor SIPD: .xlsx atau .csv; hanya dibaca.")
]
_OpsiSebagai = Annotated[
    _Sebagai | None,
    typer.Option(
        "--sebagai", metavar="rincian|anggaran", help="Isi berkas itu (bawaan: menurut judul kolom)."
    ),
]
_OpsiKe = Annotated[
    Path | None,
    typer.Option("--ke", metavar="BERKAS.toml", help="Rincian: tempat isian (bawaan: NAMA-isian.toml)."),
]
_OpsiIsi = Annotated[
    Path | None,
    typer.Option("--isi", metavar="BERKAS", help="Rincian: isian dasar; isian lainnya dipertahankan."),
]
_OpsiGanti = Annotated[bool, typer.Option("--ganti", help="Rincian: isian yang sudah ada boleh diganti.")]
_OpsiKolom = Annotated[
    list[str] | None,
    typer.Option(
        "--kolom",
        metavar="KOLOM=JUDUL",
        help='Judul yang belum dikenal, seperti kode_rekening="Kode Akun"; diingat. Boleh berulang.',
    ),
]


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("impor-sipd")(impor_sipd)


def impor_sipd(
    file: _ArgBerkas,
    sebagai: _OpsiSebagai = None,
    ke: _OpsiKe = None,
    isi: _OpsiIsi = None,
    ganti: _OpsiGanti = False,
    kolom: _OpsiKolom = None,
    coba: OpsiCoba = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ambil rincian SPP atau realisasi anggaran dari ekspor SIPD."""
    from naskah import impor_sipd as pengimpor

    sebutan = pengimpor.urai_kolom(kolom or [])
    with kantor_terbuka(kantor, pelaku) as k:
        ekspor, sebutan = _baca(k, file, sebagai.value if sebagai else None, sebutan)
        diingat = not coba and pengimpor.ingat(k, sebutan)
        if ekspor.sebagai == "rincian":
            ke = ke or file.with_name(f"{file.stem}-isian.toml")
            keluar, cetak = _rincian(ekspor, ke, isi, ganti, coba)
        else:
            _tolak_pilihan({"--ke": ke, "--isi": isi, "--ganti": ganti})
            keluar, cetak = _anggaran(k, ekspor, coba)
    if json_:
        umum = {"berkas": str(file), "sebagai": ekspor.sebagai, "judul_kolom": ekspor.peta, "coba": coba}
        cetak_json({**umum, "judul_diingat": diingat, **keluar})
        return
    tulis(f"Judul kolom: {ekspor.peta}")
    cetak()
    if diingat:
        tulis("Judul kolom yang Anda sebut diingat di kantor.toml untuk ekspor berikutnya.")


def _baca(k: Kantor, file: Path, sebagai: Sebagai | None, sebutan: Kolom) -> tuple[Ekspor, Kolom]:
    """The export, and the headings it was read by; a person at a terminal is asked for those that lack."""
    from naskah import impor_sipd as pengimpor
    from registers.dasar import berkas

    data = berkas.baca(file)
    if sys.stdin.isatty():
        sebutan = _tanya(k, data, file.name, sebagai, sebutan)
    return pengimpor.baca(k, data, file.name, sebagai, sebutan), sebutan


def _tanya(k: Kantor, data: bytes, nama_berkas: str, sebagai: Sebagai | None, sebutan: Kolom) -> Kolom:
    """Ask which heading is meant, for fields without which nothing can be read."""
    from naskah import impor_sipd as pengimpor

    while (judul := pengimpor.telaah_judul(k, data, nama_berkas, sebagai, sebutan)).kurang:
        nama = judul.kurang[0]
        typer.echo(f"Judul kolom {nama_berkas} belum dikenal:", err=True)
        for ke, satu in enumerate(judul.semua, start=1):
            typer.echo(f"  {ke}. {satu}", err=True)
        jawab = typer.prompt(f"Kolom {pengimpor.LABEL[nama]} nomor berapa?", err=True).strip()
        if jawab.isdecimal() and 1 <= int(jawab) <= len(judul.semua):
            sebutan = {**sebutan, nama: (*sebutan.get(nama, ()), judul.semua[int(jawab) - 1])}
        else:
            typer.echo(f"  Tulis nomor 1 sampai {len(judul.semua)}.", err=True)
    return sebutan


def _tolak_pilihan(pilihan: Mapping[str, object]) -> None:
    """Refuse options that say where an isian goes when there will be none."""
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    if temuan := [Temuan(nama, "hanya untuk rincian satu SPP") for nama, isi in pilihan.items() if isi]:
        saran = "Hapus pilihan itu, atau tulis --sebagai rincian."
        raise DataTidakSah("Berkas ini anggaran; hasilnya masuk ke data/anggaran.xlsx.", temuan, saran)


def _rincian(ekspor: Ekspor, ke: Path, dasar: Path | None, ganti: bool, coba: bool) -> Hasil:
    from naskah import sipd_rincian
    from naskah.hitung._uang import rp

    hasil = sipd_rincian.susun(ekspor)
    catatan = sipd_rincian.tulis(hasil, ekspor.nama, ke, dasar, ganti=ganti, coba=coba)
    peringatan = [*hasil.peringatan, *catatan]

    def cetak() -> None:
        tabel(
            ("Kode rekening", "Jumlah", "Uraian"),
            [(b["kode_rekening"], rp(b["jumlah"]), b["uraian"]) for b in hasil.baris[:_TAMPIL]],
        )
        _lagi(len(hasil.baris))
        tulis(f"Jumlah {len(hasil.baris)} kode rekening: {rp(hasil.jumlah)}")
        for satu in hasil.potongan:
            tulis(f"Potongan {satu['uraian']}: {rp(satu['jumlah'])}")
        _perhatian(peringatan)
        if coba:
            tulis(_COBA)
        else:
            tulis(f"Isian: {ke}")
            tulis(f"Periksa: naskah paket buat PAKET --isi {kutip(ke)} --coba")

    return {"isian": str(ke), "jumlah": hasil.jumlah, **hasil.isi, "peringatan": peringatan}, cetak


def _anggaran(k: Kantor, ekspor: Ekspor, coba: bool) -> Hasil:
    from naskah import sipd_anggaran

    hasil = sipd_anggaran.gabung(k, ekspor, coba=coba)

    def cetak() -> None:
        for judul, semua in (("Baru", hasil.baru), ("Berubah", hasil.berubah)):
            for satu in semua[:_TAMPIL]:
                tulis(f"{judul}: {satu}")
            _lagi(len(semua))
        tulis(
            f"data/anggaran.xlsx: {len(hasil.baru)} baris baru, {len(hasil.berubah)} berubah, "
            f"{hasil.tetap} tetap; {hasil.tak_disebut} baris tidak ada di berkas itu dan dibiarkan."
        )
        _perhatian(hasil.peringatan)
        if coba:
            tulis(_COBA)

    return vars(hasil), cetak


def _lagi(banyak: int) -> None:
    if banyak > _TAMPIL:
        tulis(f"… dan {banyak - _TAMPIL} lagi.")


def _perhatian(peringatan: Sequence[str]) -> None:
    for satu in peringatan:
        tulis(f"Perhatian: {satu}")
