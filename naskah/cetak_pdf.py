"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from naskah import arsip, dokumen, pdf
from naskah.kantor import Kantor
from naskah.segel import berkas as segel
from registers.dasar import berkas
from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from registers.ledger import Berkas, Tx


Maju = Callable[[float], None]  # told how much is done, 0 to 1, twice a second; what it raises ends the work


def _diam(_: float) -> None:
    pass


def tambah(kantor: Kantor, ids: Sequence[str], *, proses: int = 1, maju: Maju = _diam) -> list[str]:
    """Convert the documents of the letters together and register the PDFs; returns warnings.

    Those of a paket also become one PDF, in their order. A letter one of whose documents cannot be converted
    gets none, the others get theirs. `proses` is how many LibreOffice work side by side.
    """
    with kantor.ledger.baca() as baca:
        semua = [(id_, dokumen.berlaku(baca.berkas(id_))) for id_ in ids]
    sumber = [(id_, dok) for id_, dok in semua if dok]
    if not sumber:
        return ["PDF belum dibuat: berkas suratnya belum ada."]
    try:
        hasil = buat(kantor, sumber, proses=proses, maju=maju)
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                for (id_, dok), satu in zip(sumber, hasil, strict=True):
                    simpanan = [tunggu.simpan(path, data) for path, data in satu.isi.items()]
                    daftar(tx, id_, simpanan, versi=dok[0].versi)
            tunggu.pindahkan()
    except NaskahError as galat:
        return [f"PDF belum dibuat: {galat}"]
    jadi = [_letak(kantor, b) for (_, dok), h in zip(sumber, hasil, strict=True) if h.isi for b in dok]
    huruf = [f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in _huruf_hilang(jadi)]
    return [*(kata for h in hasil for kata in h.gagal), *huruf]


@dataclass(frozen=True)
class PdfSurat:
    """The PDFs of one letter by path; without any, why."""

    isi: Mapping[str, bytes]
    gagal: Sequence[str] = ()


def buat(
    kantor: Kantor, sumber: Sequence[tuple[str, Sequence[Berkas]]], *, proses: int = 1, maju: Maju = _diam
) -> list[PdfSurat]:
    """The PDFs of each letter, from its documents; nothing is registered.

    Raises:
        PdfTidakTersedia, BerkasGagal: none is made.
    """
    asal = {b.path: _letak(kantor, b) for _, semua in sumber for b in semua}
    sudah = 0

    def hitung(baru: int) -> None:
        nonlocal sudah
        sudah += baru
        maju(sudah / len(asal))

    with tempfile.TemporaryDirectory() as sementara:
        hasil = pdf.ke_pdf_banyak(list(asal.values()), Path(sementara), proses=proses, maju=hitung)

        def satu(semua: Sequence[Berkas]) -> PdfSurat:
            letak = [asal[b.path] for b in semua]
            if gagal := [f"PDF {p.name} belum dibuat: {hasil.gagal[p]}" for p in letak if p in hasil.gagal]:
                return PdfSurat({}, gagal)
            return PdfSurat(_isi([(b, _bersegel(asal[b.path], hasil.jadi[asal[b.path]])) for b in semua]))

        return [satu(semua) for _, semua in sumber]


def _isi(semua: Sequence[tuple[Berkas, bytes]]) -> dict[str, bytes]:
    """The PDFs of one letter, each beside its document."""
    # Files are told newest first: the first document comes last, and all in one after it.
    isi = {str(PurePosixPath(b.path).with_suffix(".pdf")): data for b, data in reversed(semua)}
    if len(semua) > 1:
        isi[str(dokumen.pdf_semua(PurePosixPath(semua[0][0].path)))] = pdf.satukan(
            [data for _, data in semua]
        )
    return isi


def daftar(tx: Tx, id_: str, semua: Iterable[arsip.Simpanan], *, versi: int) -> None:
    """Register the PDFs of a letter."""
    for satu in semua:
        tx.catat("pdf", id_, {"berkas": satu.path, "sha256": satu.sha256})
        tx.daftar_berkas(*dokumen.terdaftar(id_, [satu], versi=versi, macam="pdf"))


def _bersegel(docx: Path, pdf_: Path) -> bytes:
    """The PDF with the seal of its document, if that has one."""
    isi, bawaan = berkas.baca(pdf_), segel.bawaan_docx(berkas.baca(docx))
    return segel.sisipkan_pdf(isi, bawaan) if bawaan else isi


def _letak(kantor: Kantor, satu: Berkas) -> Path:
    return kantor.lokasi(satu.path, satu.sha256) or kantor.folder / satu.path


def _huruf_hilang(docx: Sequence[Path]) -> list[str]:
    return sorted({huruf for satu in docx for huruf in pdf.huruf_hilang(berkas.baca(satu))})
