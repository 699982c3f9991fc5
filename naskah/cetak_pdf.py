"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from naskah import arsip, dokumen, pdf
from naskah.kantor import Kantor
from naskah.segel import berkas as segel
from registers.dasar import berkas
from registers.dasar.galat import NaskahError, TemplatSalah, TidakDitemukan

if TYPE_CHECKING:
    from registers.ledger import Berkas, Tx


Maju = Callable[[float], None]  # told how much is done, 0 to 1, twice a second; what it raises ends the work


def _diam(_: float) -> None:
    pass


@dataclass(frozen=True)
class Catatan:
    """What a person should know of PDFs just made.

    Attributes:
        umum: of all of them, and of those that were not made.
        surat: id of a letter = what is wrong with the PDF it has.
    """

    umum: Sequence[str]
    surat: Mapping[str, Sequence[str]]

    def semua(self) -> list[str]:
        """Everything, the letters' own first."""
        return [*self.tentang(self.surat), *self.umum]

    def tentang(self, ids: Iterable[str]) -> list[str]:
        """What is wrong with the PDFs of these letters."""
        return [kata for id_ in ids for kata in self.surat.get(id_, ())]


def tambah(kantor: Kantor, ids: Sequence[str]) -> list[str]:
    """Convert the documents of the letters together and register the PDFs; returns warnings."""
    return lengkapi(kantor, ids).semua()


def lengkapi(kantor: Kantor, ids: Sequence[str], *, proses: int = 1, maju: Maju = _diam) -> Catatan:
    """As `tambah`, and says which letter a warning is about.

    The documents of a paket also become one PDF, in their order. A letter one of whose documents cannot be
    converted gets none, the others get theirs. `proses` is how many LibreOffice work side by side.
    """
    with kantor.ledger.baca() as baca:
        semua = [(id_, dokumen.berlaku(baca.berkas(id_))) for id_ in ids]
    sumber = [(id_, dok) for id_, dok in semua if dok]
    if not sumber:
        return Catatan(["PDF belum dibuat: berkas suratnya belum ada."], {})
    try:
        hasil = buat(kantor, sumber, proses=proses, maju=maju)
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                for (id_, dok), satu in zip(sumber, hasil, strict=True):
                    simpanan = [tunggu.simpan(path, data) for path, data in satu.isi.items()]
                    daftar(tx, id_, simpanan, versi=dok[0].versi)
            tunggu.pindahkan()
    except NaskahError as galat:
        return Catatan([f"PDF belum dibuat: {galat}"], {})
    jadi = [_letak(kantor, b) for (_, dok), h in zip(sumber, hasil, strict=True) if h.isi for b in dok]
    huruf = [f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in _huruf_hilang(jadi)]
    surat = {id_: h.kata for (id_, _), h in zip(sumber, hasil, strict=True) if h.kata}
    return Catatan([*(kata for h in hasil for kata in h.gagal), *huruf], surat)


@dataclass(frozen=True)
class PdfSurat:
    """The PDFs of one letter by path; without any, why (`gagal`); `kata` says what is wrong with them."""

    isi: Mapping[str, bytes]
    gagal: Sequence[str] = ()
    kata: Sequence[str] = ()


def buat(
    kantor: Kantor, sumber: Sequence[tuple[str, Sequence[Berkas]]], *, proses: int = 1, maju: Maju = _diam
) -> list[PdfSurat]:
    """The PDFs of each letter, from its documents; nothing is registered.

    Raises:
        PdfTidakTersedia, BerkasGagal: none is made.
    """
    asal = {b.path: _letak(kantor, b) for _, semua in sumber for b in semua}
    sehalaman = _sehalaman(kantor, [id_ for id_, _ in sumber])
    sudah = 0

    def hitung(baru: int) -> None:
        nonlocal sudah
        sudah += baru
        maju(sudah / len(asal))

    with tempfile.TemporaryDirectory() as sementara:
        hasil = pdf.ke_pdf_banyak(list(asal.values()), Path(sementara), proses=proses, maju=hitung)

        def satu(id_: str, semua: Sequence[Berkas]) -> PdfSurat:
            letak = [asal[b.path] for b in semua]
            if gagal := [f"PDF {p.name} belum dibuat: {hasil.gagal[p]}" for p in letak if p in hasil.gagal]:
                return PdfSurat({}, gagal)
            isi = [(b, _bersegel(asal[b.path], hasil.jadi[asal[b.path]])) for b in semua]
            return PdfSurat(_isi(isi), kata=_kelebihan(isi, sehalaman.get(id_, "")))

        return [satu(id_, semua) for id_, semua in sumber]


def _sehalaman(kantor: Kantor, ids: Sequence[str]) -> dict[str, str]:
    """The title of each letter that must not be longer than one page; a type that is gone says nothing."""
    with kantor.ledger.baca() as baca:
        jenis = {n.id: n.jenis for n in baca.naskah_banyak(ids)}
    judul: dict[str, str] = {}
    for satu in set(jenis.values()):
        with suppress(TidakDitemukan, TemplatSalah):
            if (kini := kantor.katalog.jenis(satu)).satu_halaman:
                judul[satu] = kini.judul
    return {id_: judul[satu] for id_, satu in jenis.items() if satu in judul}


def _kelebihan(semua: Sequence[tuple[Berkas, bytes]], judul: str) -> list[str]:
    """The PDFs with more than one page, of a letter that must not have them: `judul`, or "" for any other."""
    lebih = [(b, n) for b, data in semua if judul and (n := pdf.banyak_halaman(data)) > 1]
    return [
        f"{judul} {PurePosixPath(b.path).stem} menjadi {n} halaman, padahal harus satu. "
        "Jangan dibagikan: singkatkan isiannya, lalu buat ralatnya."
        for b, n in lebih
    ]


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
