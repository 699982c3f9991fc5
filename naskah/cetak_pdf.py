"""PDFs of issued letters. Made after issuing: a failure is a warning, the letter stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from naskah import arsip, dokumen, pdf
from naskah.kantor import Kantor
from naskah.segel import berkas as segel
from registers.dasar import berkas
from registers.dasar.galat import NaskahError, TemplatSalah, TidakDitemukan
from registers.dasar.sementara import folder_kerja

if TYPE_CHECKING:
    from registers.ledger import Baca, Berkas, Tx


DIRALAT = "PDF belum dibuat: suratnya diralat sementara itu."
Maju = Callable[[float], None]  # told how much is done, 0 to 1, twice a second; what it raises ends the work


def _diam(_: float) -> None:
    pass


@dataclass(frozen=True)
class HasilTambah:
    """What came of making the PDFs of letters.

    Attributes:
        salah: letter = why LibreOffice makes no PDF of it; tried with it alone.
        belum: letter = why it has none yet, though nothing is known to be wrong with it.
        cacat: letter = what is wrong with the PDF it has.
        huruf: fonts that are not installed, in words.
    """

    salah: Mapping[str, str] = field(default_factory=dict[str, str])
    belum: Mapping[str, str] = field(default_factory=dict[str, str])
    cacat: Mapping[str, str] = field(default_factory=dict[str, str])
    huruf: Sequence[str] = ()

    @property
    def peringatan(self) -> list[str]:
        """What people should know, each thing once."""
        surat = (self.salah, self.cacat, self.belum)
        return list(dict.fromkeys([*(kata for satu in surat for kata in satu.values()), *self.huruf]))


def tambah(kantor: Kantor, ids: Sequence[str], *, proses: int = 1, maju: Maju = _diam) -> HasilTambah:
    """Convert the documents of the letters together and register the PDFs.

    Those of a paket also become one PDF, in their order. A letter one of whose documents cannot be converted
    gets none, the others get theirs; one that has its PDFs already is left alone. `proses` is how many
    LibreOffice work side by side.
    """
    with kantor.ledger.baca() as baca:
        semua = [
            (id_, dokumen.berlaku(b), dokumen.pdf_berlaku(b)) for id_, b in baca.berkas_banyak(ids).items()
        ]
    belum = {id_: "PDF belum dibuat: berkas suratnya belum ada." for id_, dok, _ in semua if not dok}
    sumber = [(id_, dok) for id_, dok, ada in semua if dok and not ada]
    if not sumber:
        return HasilTambah(belum=belum)
    try:
        hasil = buat(kantor, sumber, proses=proses, maju=maju)
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                for (id_, dok), satu in zip(sumber, hasil, strict=True):
                    if not masih_berlaku(tx, id_, dok):
                        belum[id_] = DIRALAT
                        continue
                    simpanan = [tunggu.simpan(path, data) for path, data in satu.isi.items()]
                    daftar(tx, id_, simpanan, versi=dok[0].versi)
            tunggu.pindahkan()
    except NaskahError as galat:
        return HasilTambah(belum=belum | {id_: f"PDF belum dibuat: {galat}" for id_, _ in sumber})
    pasangan = [(s, h) for s, h in zip(sumber, hasil, strict=True) if s[0] not in belum]
    jadi = [_letak(kantor, b) for (_, dok), h in pasangan if h.isi for b in dok]
    return HasilTambah(
        salah={id_: h.salah for (id_, _), h in pasangan if h.salah and not h.belum},
        belum=belum | {id_: h.belum for (id_, _), h in pasangan if h.belum},
        cacat={id_: h.cacat for (id_, _), h in pasangan if h.cacat},
        huruf=[f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in _huruf_hilang(jadi)],
    )


@dataclass(frozen=True)
class PdfSurat:
    """The PDFs of one letter by path, or why there are none, and what is wrong with them (`HasilTambah`)."""

    isi: Mapping[str, bytes]
    salah: str = ""
    belum: str = ""
    cacat: str = ""


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

    with folder_kerja() as sementara:
        hasil = pdf.ke_pdf_banyak(list(asal.values()), sementara, proses=proses, maju=hitung)

        def satu(id_: str, semua: Sequence[Berkas]) -> PdfSurat:
            gagal = {p: hasil.gagal[p] for b in semua if (p := asal[b.path]) in hasil.gagal}
            if gagal:
                salah = {p: g for p, g in gagal.items() if isinstance(g, pdf.TakTerubah)}
                return PdfSurat({}, _sebut(salah), _sebut({p: g for p, g in gagal.items() if p not in salah}))
            isi = [(b, _bersegel(asal[b.path], hasil.jadi[asal[b.path]])) for b in semua]
            return PdfSurat(_isi(isi), cacat=_kelebihan(isi, sehalaman.get(id_, "")))

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


def _kelebihan(semua: Sequence[tuple[Berkas, bytes]], judul: str) -> str:
    """The PDFs with more than one page, of a letter that must not have them: `judul`, or "" for any other."""
    lebih = [(b, n) for b, data in semua if judul and (n := pdf.banyak_halaman(data)) > 1]
    return " ".join(
        f"{judul} {PurePosixPath(b.path).stem} menjadi {n} halaman, padahal harus satu. "
        "Jangan dibagikan: singkatkan isiannya, lalu buat ralatnya."
        for b, n in lebih
    )


def _sebut(gagal: Mapping[Path, NaskahError]) -> str:
    return " ".join(f"PDF {p.name} belum dibuat: {g.message}" for p, g in gagal.items())


def _isi(semua: Sequence[tuple[Berkas, bytes]]) -> dict[str, bytes]:
    """The PDFs of one letter, each beside its document."""
    # Files are told newest first: the first document comes last, and all in one after it.
    isi = {str(PurePosixPath(b.path).with_suffix(".pdf")): data for b, data in reversed(semua)}
    if len(semua) > 1:
        isi[str(dokumen.pdf_semua(PurePosixPath(semua[0][0].path)))] = pdf.satukan(
            [data for _, data in semua]
        )
    return isi


def masih_berlaku(baca: Baca, id_: str, dok: Sequence[Berkas]) -> bool:
    """Whether these documents still hold: a person may have corrected the letter meanwhile."""
    return dokumen.versi_kini(baca.berkas(id_)) == dok[0].versi


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
