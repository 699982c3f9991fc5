"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from naskah import arsip, pdf
from naskah.kantor import Kantor
from registers.dasar import berkas
from registers.dasar.galat import NaskahError


def tambah(kantor: Kantor, ids: Sequence[str]) -> list[str]:
    """Convert each letter's newest docx in one LibreOffice run and register the PDFs; returns warnings."""
    with kantor.ledger.baca() as baca:
        sumber = [(id_, next(b for b in baca.berkas(id_) if b.macam == "docx")) for id_ in ids]
    asal = [arsip.lokasi(kantor.folder, b.path, b.sha256) or kantor.folder / b.path for _, b in sumber]
    try:
        with tempfile.TemporaryDirectory() as sementara:
            hasil = pdf.ke_pdf(asal, Path(sementara))
            data = [berkas.baca(p) for p in hasil]
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                for (id_, docx), isi in zip(sumber, data, strict=True):
                    path = str(PurePosixPath(docx.path).with_suffix(".pdf"))
                    simpanan = tunggu.simpan(path, isi)
                    tx.catat("pdf", id_, {"berkas": path, "sha256": simpanan.sha256})
                    tx.daftar_berkas(id_, path, simpanan.sha256, simpanan.ukuran, "pdf", "")
            tunggu.pindahkan()
    except NaskahError as galat:
        return [f"PDF belum dibuat: {galat}"]
    return [f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in _huruf_hilang(asal)]


def _huruf_hilang(docx: Sequence[Path]) -> list[str]:
    return sorted({huruf for satu in docx for huruf in pdf.huruf_hilang(berkas.baca(satu))})
