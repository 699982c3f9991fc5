"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        semua = [(id_, dokumen.berlaku(baca.berkas(id_))) for id_ in ids]
    sumber = [(id_, dok) for id_, dok in semua if dok]
    if not sumber:
        return ["PDF belum dibuat: berkas suratnya belum ada."]
    try:
<<<<<<< HEAD
        hasil = list(buat(kantor, sumber))
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                for (id_, semua), isi in zip(sumber, hasil, strict=True):
                    simpanan = [tunggu.simpan(path, data) for path, data in isi.items()]
                    daftar(tx, id_, simpanan, versi=semua[0].versi)
            tunggu.pindahkan()
    except NaskahError as galat:
        return [f"PDF belum dibuat: {galat}"]
    asal = [_letak(kantor, b) for _, semua in sumber for b in semua]
    return [f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in _huruf_hilang(asal)]
=======
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
>>>>>>> massal


def buat(kantor: Kantor, sumber: Sequence[tuple[str, Sequence[Berkas]]]) -> Iterator[Mapping[str, bytes]]:
    """The PDFs of each letter by their paths, all documents converted in one LibreOffice run.

    Raises:
        PdfTidakTersedia, BerkasGagal: none is made.
    """
    asal = [_letak(kantor, b) for _, semua in sumber for b in semua]
    with tempfile.TemporaryDirectory() as sementara:
        jadi = [berkas.baca(p) for p in pdf.ke_pdf(asal, Path(sementara))]
    hasil = iter([_bersegel(p, d) for p, d in zip(asal, jadi, strict=True)])
    return (_isi([(b, next(hasil)) for b in semua]) for _, semua in sumber)


def _isi(semua: Sequence[tuple[Berkas, bytes]]) -> dict[str, bytes]:
    """The PDFs of one letter, each beside its document."""
    # Files are told newest first: the first document comes last, and all in one after it.
    isi = {str(PurePosixPath(b.path).with_suffix(".pdf")): data for b, data in reversed(semua)}
    if len(semua) > 1:
        pertama = PurePosixPath(semua[0][0].path)
        isi[str(pertama.with_name(f"{pertama.stem}{dokumen.AKHIRAN_SEMUA}.pdf"))] = pdf.satukan(
            [data for _, data in semua]
        )
    return isi


def daftar(tx: Tx, id_: str, semua: Iterable[arsip.Simpanan], *, versi: int) -> None:
    """Register the PDFs of a letter."""
    for satu in semua:
        tx.catat("pdf", id_, {"berkas": satu.path, "sha256": satu.sha256})
        tx.daftar_berkas(id_, satu.path, satu.sha256, satu.ukuran, "pdf", "", versi)


def _bersegel(docx: Path, pdf_: Path) -> bytes:
    """The PDF with the seal of its document, if that has one."""
    isi, bawaan = berkas.baca(pdf_), segel.bawaan_docx(berkas.baca(docx))
    return segel.sisipkan_pdf(isi, bawaan) if bawaan else isi


def _letak(kantor: Kantor, satu: Berkas) -> Path:
    return kantor.lokasi(satu.path, satu.sha256) or kantor.folder / satu.path


def _huruf_hilang(docx: Sequence[Path]) -> list[str]:
    return sorted({huruf for satu in docx for huruf in pdf.huruf_hilang(berkas.baca(satu))})
