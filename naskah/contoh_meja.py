"""The two desks of the example office: incoming letters with their way, sendings, rows of the registers."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from naskah import buku, disposisi, kearsipan, masuk, pengiriman
from naskah.kantor import Kantor
from naskah.tabel import FOLDER_DATA
from registers.dasar import berkas

if TYPE_CHECKING:
    from naskah.surat import Surat
    from registers.sinkron import HasilBuku

_HARI = "hari:"


def isi_meja(
    kantor: Kantor, keluar: Sequence[Surat], *, maju: Callable[[str], None] = lambda _: None
) -> list[HasilBuku]:
    """Fill both desks and make every book.

    Args:
        kantor: the example office.
        keluar: its issued letters; two of them are sent, one is put away.
        maju: told each part as it begins.
    """
    teks = berkas.baca(FOLDER_DATA / "contoh-meja.toml").decode("utf-8")
    data = tomllib.loads(teks)
    maju("surat masuk")
    for satu in data["surat"]:
        _surat(kantor, satu)
    hari_ini = kantor.hari_ini()
    for surat in keluar[:2]:
        pengiriman.kirim(
            kantor, surat.id, pengiriman.Kiriman("Penerima Contoh", "Resepsionis Contoh", hari_ini)
        )
    kearsipan.simpan(kantor, [keluar[0].id], lokasi="Rak 1, Boks 3")
    maju("register")
    for nama, semua in data["buku"].items():
        for baris in semua:
            hari = baris.get("tanggal")  # one that is fixed belongs to the book of its year
            tahun = hari.year if isinstance(hari, date) else 0
            buku.tambah(kantor, nama, _bertanggal(kantor, baris), tahun=tahun)
    maju("buku")
    return buku.sinkron(kantor)


def _surat(kantor: Kantor, data: Mapping[str, Any]) -> None:
    """One incoming letter, as far as the example takes it."""
    surat = masuk.catat(kantor, _bertanggal(kantor, data["isi"]))
    if "kode" in data:
        masuk.arahkan(kantor, surat.id, kode=data["kode"], unit=data["unit"])
    for ke, satu in enumerate([*data.get("disposisi", ()), *data.get("lanjutan", ())]):
        kunci = f"{surat.id}/1" if ke else surat.id
        disposisi.beri(kantor, kunci, disposisi.Perintah(tuple(satu["kepada"]), satu["instruksi"]))
        if not ke:
            disposisi.terima(kantor, f"{surat.id}/1")
    for satu in data.get("jawab", ()):
        id_ = f"{surat.id}/{satu['cabang']}"
        disposisi.tindak(kantor, id_, jawaban=satu["jawaban"], selesai=satu["selesai"])


def _bertanggal(kantor: Kantor, isi: Mapping[str, Any]) -> dict[str, Any]:
    """The values with "hari:-7" as the date seven days ago."""

    def satu(nilai: Any) -> Any:
        if isinstance(nilai, str) and nilai.startswith(_HARI):
            hari: date = kantor.hari_ini() + timedelta(days=int(nilai.removeprefix(_HARI)))
            return hari.isoformat()
        return nilai

    return {k: satu(v) for k, v in isi.items() if v != ""}
