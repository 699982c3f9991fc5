"""Taking over an agenda that an office has kept in Excel for years, and going on with its numbers.

The story: find the headings, read every row, decide what becomes of it, write all of it in one transaction,
tell what was refused and why. The office's file is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import impor_baca, impor_isi, impor_judul, lembar, pembukuan
from naskah.impor_baca import LembarLama
from naskah.impor_judul import Kepala
from naskah.impor_model import Pilihan, Rencana, Terbaca
from naskah.lembar import Lembar, LembarSalah
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NaskahError, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.ledger import Baca

__all__ = ["HasilImpor", "Pilihan", "Rencana", "impor", "rencanakan"]


@dataclass(frozen=True)
class HasilImpor:
    """What an import did.

    Attributes:
        rencana: what became of every row.
        ditulis: whether anything was recorded (False for a trial, and when all was there already).
        laporan: the report workbook; None when none was asked for or needed.
        peringatan: what somebody should know.
    """

    rencana: Rencana
    ditulis: bool
    laporan: Path | None
    peringatan: tuple[str, ...]


def impor(
    kantor: Kantor,
    path: Path,
    pilihan: Pilihan,
    *,
    laporan: Path | None = None,
    mulai: Callable[[int], Callable[[int], None]] = lambda jumlah: lambda maju: None,
) -> HasilImpor:
    """Take over an old agenda.

    Args:
        kantor: the open office.
        path: the workbook; it is only read.
        pilihan: which book, year, series, sheet; strict or not.
        laporan: where the report goes; None: beside the file, and only when rows are refused.
        mulai: told how many rows will be written; what it returns is told of each one.

    Raises:
        DataTidakSah: not a workbook, no headings, a book or series nobody can guess, rows on which the next
            number depends are refused, or with `ketat` any row. Nothing is recorded; the report is written.
        BerkasGagal: the file cannot be read, or `laporan` is there already. A report that cannot be written
            afterwards is a warning.
    """
    from naskah import impor_laporan, impor_tulis

    impor_laporan.pastikan_bebas(laporan)
    data = berkas.baca(path)
    buku, semua = _baca(kantor, path, data, pilihan)
    terbaca = _sahkan(kantor, buku, semua, pilihan)
    catatan: list[str] = []
    ditulis = False
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        rencana = _putuskan(kantor, tx, buku, path, semua, terbaca, pilihan)
        ambil = rencana.dengan("ambil")
        if ambil and not rencana.penghalang:
            catatan += impor_tulis.tulis(tx, kantor, buku, rencana, pilihan, mulai(len(ambil)))
            tx.catat("impor", "", _ringkasan(rencana, berkas.sha256(data)))
            ditulis = True
    if ditulis:
        catatan += pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    tertulis = None
    if laporan is not None or rencana.temuan:
        try:
            tertulis = impor_laporan.tulis(path, data, rencana, laporan)
        except (
            NaskahError,
            OSError,
        ) as galat:  # what is recorded is recorded, and must not look like a failure
            catatan.append(f"Laporan tidak dapat ditulis: {galat}")
    if rencana.penghalang:
        di = f" Selnya ditandai di {tertulis}." if tertulis else ""
        raise DataTidakSah(
            f"Tidak ada baris {path.name} yang diambil.", rencana.penghalang, f"Perbaiki, lalu ulangi.{di}"
        )
    return HasilImpor(rencana, ditulis, tertulis, (*rencana.peringatan, *catatan))


def rencanakan(kantor: Kantor, path: Path, pilihan: Pilihan, *, laporan: Path | None = None) -> HasilImpor:
    """What `impor` would do; nothing is recorded, and a report written only where one was asked for.

    Raises:
        DataTidakSah: as `impor`, but for what stands in the way of taking anything, which is in the plan.
    """
    from naskah import impor_laporan

    data = berkas.baca(path)
    buku, semua = _baca(kantor, path, data, pilihan)
    terbaca = _sahkan(kantor, buku, semua, pilihan)
    with kantor.siap_bernomor().baca() as baca:
        rencana = _putuskan(kantor, baca, buku, path, semua, terbaca, pilihan)
    tertulis = impor_laporan.tulis(path, data, rencana, laporan) if laporan is not None else None
    return HasilImpor(rencana, False, tertulis, rencana.peringatan)


def _baca(kantor: Kantor, path: Path, data: bytes, pilihan: Pilihan) -> tuple[Buku, list[LembarLama]]:
    """The book the file is for, and its sheets that have the headings."""
    try:
        isi = lembar.baca(data, gabungan=True)
    except LembarSalah as galat:
        temuan = Temuan(path.name, str(galat), "simpan ulang dengan Excel sebagai .xlsx")
        raise DataTidakSah(f"Berkas {path.name} tidak dapat dibaca.", [temuan]) from galat
    if pilihan.lembar:
        isi = [s for s in isi if s.nama.casefold() == pilihan.lembar.strip().casefold()] or _tak_ada(
            isi, pilihan
        )
    if pilihan.buku:
        buku = _buku(kantor, pilihan.buku)
        berkepala = [(s, k) for s in isi if (k := impor_judul.temukan(s, buku)) is not None]
        berkepala = [(s, k) for s, k in berkepala if not impor_judul.tersurat_lain(k, buku.id)]
    else:
        berkepala = [(s, k) for s in isi if (k := impor_judul.temukan(s)) is not None]
        buku = _buku(kantor, _tebak(path, berkepala)) if berkepala else None
    if not berkepala or buku is None:
        raise DataTidakSah(
            f"Berkas {path.name} tidak punya baris judul kolom agenda.",
            [Temuan(s.nama, "judul kolomnya tidak dikenal") for s in isi],
            "Judul kolomnya seperti: No, Tanggal Terima, Dari, Nomor Surat, Perihal. "
            "Sebut bukunya dengan --buku.",
        )
    return buku, [impor_baca.baca(s, impor_judul.untuk_buku(k, buku)) for s, k in berkepala]


def _buku(kantor: Kantor, id_: str) -> Buku:
    buku = kantor.buku.get(id_)
    bisa = {
        i: b
        for i, b in kantor.buku.items()
        if b.sumber == "buku_besar" and {"catat", "masuk", "baris"} & set(b.entri)
    }
    if buku is None or id_ not in bisa:
        sebab = "tidak ada" if buku is None else "terisi dari buku besar, bukan dari berkas"
        raise TidakDitemukan(f"Buku {id_} {sebab}.", f"Pilih salah satu: {', '.join(bisa)}.")
    return buku


def _tak_ada(isi: Sequence[Lembar], pilihan: Pilihan) -> list[Lembar]:
    raise TidakDitemukan(
        f"Lembar {pilihan.lembar} tidak ada di berkas itu.", f"Yang ada: {', '.join(s.nama for s in isi)}."
    )


def _tebak(path: Path, berkepala: Sequence[tuple[Lembar, Kepala]]) -> str:
    """The book that the headings speak of.

    Raises:
        DataTidakSah: they could be of either agenda, or the sheets are of both.
    """
    tebakan = {s.nama: impor_judul.tebak_buku(k, path.stem) for s, k in berkepala}
    jelas = {b for b in tebakan.values() if b}
    if len(jelas) == 1:
        return jelas.pop()
    raise DataTidakSah(
        "Bukunya belum jelas: surat masuk atau surat keluar?",
        [Temuan(nama, b or "dapat keduanya") for nama, b in tebakan.items()],
        "Sebut dengan --buku agenda-surat-masuk atau --buku agenda-surat-keluar"
        + (", satu per satu dengan --lembar." if len(jelas) > 1 else "."),
    )


def _sahkan(kantor: Kantor, buku: Buku, semua: Sequence[LembarLama], pilihan: Pilihan) -> list[Terbaca]:
    hari_ini = kantor.hari_ini()
    return [
        impor_isi.sahkan(buku, satu, baris, hari_ini, pilihan.tahun) for satu in semua for baris in satu.baris
    ]


def _putuskan(
    kantor: Kantor,
    baca: Baca,
    buku: Buku,
    path: Path,
    semua: Sequence[LembarLama],
    terbaca: Sequence[Terbaca],
    pilihan: Pilihan,
) -> Rencana:
    from naskah.impor_rencana import putuskan

    rencana = putuskan(
        baca,
        buku,
        pilihan,
        terbaca,
        berkas=path,
        lembar=tuple(s.nama for s in semua),
        dilewati=[d for s in semua for d in s.dilewati],
        tahun_ini=kantor.hari_ini().year,
    )
    judul = dict.fromkeys(impor_judul.peta(s.kepala, buku) for s in semua)
    rencana = replace(rencana, judul=tuple(judul))
    if pilihan.buku:
        return rencana
    tebakan = f"Menurut judul kolomnya, ini {buku.judul} ({buku.id}); bila bukan, tulis --buku"
    return replace(rencana, peringatan=(tebakan, *rencana.peringatan))


def _ringkasan(rencana: Rencana, sidik: str) -> dict[str, object]:
    return {
        "berkas": rencana.berkas.name,
        "sha256": sidik,
        "buku": rencana.buku,
        "lembar": list(rencana.lembar),
        "diambil": len(rencana.dengan("ambil")),
        "ditolak": len(rencana.dengan("tolak")),
    }
