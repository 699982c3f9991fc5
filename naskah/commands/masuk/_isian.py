"""The columns of the agenda as questions, as a file, as --set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from naskah.kantor import Kantor
    from registers.definisi import Kolom


def kumpulkan(berkas: str, set_: Sequence[str]) -> dict[str, Any]:
    """Values of a .toml or .json file ("-": standard input), and over them those of --set.

    Raises:
        DataTidakSah: something cannot be read.
        BerkasGagal: the file is missing.
    """
    from naskah import isi

    nilai: dict[str, Any] = {}
    if berkas:
        nilai |= (isi.baca_stdin() if berkas == "-" else isi.baca_isi(Path(berkas))).nilai
    temuan: list[Temuan] = []
    for satu in set_:
        kunci, sama, teks = satu.partition("=")
        if sama and kunci.strip():
            nilai[kunci.strip()] = teks
        else:
            temuan.append(Temuan(f"--set {satu[:60]}", "tidak terbaca", 'tulis seperti --set hal="Undangan"'))
    if temuan:
        raise DataTidakSah("Isian --set belum benar.", temuan)
    return nilai


def tanya(kantor: Kantor, id_: str = "") -> dict[str, Any]:
    """Ask for every column in the order of the book; what is recorded already is offered.

    Args:
        kantor: the open office.
        id_: the letter that is completed; "" for a new one.
    """
    from naskah import masuk_isi
    from naskah.pencarian import naskah_satu

    buku = masuk_isi.buku_agenda(kantor)
    ada: Mapping[str, Any] = naskah_satu(kantor, id_).isi if id_ else {}
    typer.echo(f"{buku.judul}. Isian bertanda * wajib; tekan Enter untuk melewati yang lain.", err=True)
    kolom = {k.kunci: k for k in buku.kolom}
    jawaban: dict[str, Any] = {}
    for kunci in masuk_isi.kolom_isian(buku):
        lama = str(ada.get(kunci) or "")
        bawaan = "" if lama.startswith(masuk_isi.BELUM_DIISI) else lama
        jawab = _satu(kolom[kunci], bawaan)
        if jawab != bawaan or (jawab and not id_):
            jawaban[kunci] = jawab
    return jawaban


def _satu(kolom: Kolom, bawaan: str) -> str:
    if kolom.bantuan:
        typer.echo(f"  {kolom.bantuan}", err=True)
    if kolom.pilihan:
        typer.echo(f"  Pilihan: {', '.join(kolom.pilihan)}", err=True)
    label = f"  {kolom.judul}{' *' if kolom.wajib else ''}"
    while True:
        jawab = typer.prompt(label, default=bawaan, show_default=bool(bawaan), err=True).strip()
        salah = _salah(kolom, jawab)
        if not salah:
            return jawab
        typer.echo(f"  {salah}", err=True)


def _salah(kolom: Kolom, jawab: str) -> str:
    """What is wrong with an answer, by the same function that reads the row; "" when nothing is."""
    from registers.isian_buku import baca

    try:
        kosong = baca(kolom, jawab) is None
    except NilaiSalah as galat:
        return f"{galat.pesan}; {galat.saran}" if galat.saran else galat.pesan
    return "Isian ini wajib." if kosong and kolom.wajib else ""
