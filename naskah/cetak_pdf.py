"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from naskah import arsip, dokumen, pdf
from naskah.kantor import Kantor
from naskah.segel import berkas as segel
from registers.dasar import berkas
from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from registers.ledger import Berkas, Tx


def tambah(kantor: Kantor, ids: Sequence[str], *, proses: int = 1) -> list[str]:
    """Convert the documents of the letters together and register the PDFs; returns warnings.

    Those of a paket also become one PDF, in their order. A letter one of whose documents cannot be converted
    gets none, the others get theirs. `proses` is how many LibreOffice work side by side.
    """
    with kantor.ledger.baca() as baca:
        sumber = [(id_, dokumen.berlaku(baca.berkas(id_))) for id_ in ids]
    asal = [_letak(kantor, b) for _, semua in sumber for b in semua]
    try:
        with tempfile.TemporaryDirectory() as sementara:
            hasil = pdf.ke_pdf_banyak(asal, Path(sementara), proses=proses)
            jadi = {b.path: hasil.jadi.get(_letak(kantor, b)) for _, semua in sumber for b in semua}
            with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
                with kantor.ledger.tulis(kantor.pelaku) as tx:
                    for id_, semua in sumber:
                        isi = [(b, _bersegel(_letak(kantor, b), p)) for b in semua if (p := jadi[b.path])]
                        if len(isi) == len(semua):
                            _daftar(tx, tunggu, id_, isi)
                tunggu.pindahkan()
    except NaskahError as galat:
        return [f"PDF belum dibuat: {galat}"]
    gagal = [f"PDF {satu.name} belum dibuat: {sebab}" for satu, sebab in hasil.gagal.items()]
    huruf = _huruf_hilang([a for a in asal if a not in hasil.gagal])
    return [*gagal, *(f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in huruf)]


def _daftar(tx: Tx, tunggu: arsip.Tunggu, id_: str, semua: Sequence[tuple[Berkas, bytes]]) -> None:
    """The PDFs of one letter, each beside its document."""
    # Files are told newest first: the first document comes last, and all in one after it.
    isi = {str(PurePosixPath(b.path).with_suffix(".pdf")): data for b, data in reversed(semua)}
    if len(semua) > 1:
        isi[str(dokumen.pdf_semua(PurePosixPath(semua[0][0].path)))] = pdf.satukan(
            [data for _, data in semua]
        )
    for path, data in isi.items():
        simpanan = tunggu.simpan(path, data)
        tx.catat("pdf", id_, {"berkas": path, "sha256": simpanan.sha256})
        tx.daftar_berkas(id_, path, simpanan.sha256, simpanan.ukuran, "pdf", "", semua[0][0].versi)


def _bersegel(docx: Path, pdf_: Path) -> bytes:
    """The PDF with the seal of its document, if that has one."""
    isi, bawaan = berkas.baca(pdf_), segel.bawaan_docx(berkas.baca(docx))
    return segel.sisipkan_pdf(isi, bawaan) if bawaan else isi


def _letak(kantor: Kantor, satu: Berkas) -> Path:
    return arsip.lokasi(kantor.folder, satu.path, satu.sha256) or kantor.folder / satu.path


def _huruf_hilang(docx: Sequence[Path]) -> list[str]:
    return sorted({huruf for satu in docx for huruf in pdf.huruf_hilang(berkas.baca(satu))})
