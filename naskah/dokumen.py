"""The documents of a letter on the disk and in the ledger: one, or those of a paket; every version stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from naskah import arsip
from naskah.catalog import isi_pola
from naskah.draf import Draf
from registers.dasar.berkas import nama_aman

if TYPE_CHECKING:
    from naskah.catalog import Katalog
    from naskah.gudang import Titipan
    from naskah.render import Hasil
    from naskah.surat import BerkasSurat, Surat
    from registers.ledger import Berkas, Naskah, Tx

AKHIRAN_SEMUA = "-lengkap"  # ends the name of the one PDF of a whole paket
_LEMBAR = re.compile(r".*-\d\d-([a-z0-9-]+?)(?:_[NM]-[a-z0-9]+(?:-r\d+)?)?")
_NAMA_PAKET = 40  # letters of its name; behind them stand place and kind of the document


@dataclass(frozen=True)
class BerkasLembar:
    """One document of a paket as files: what it is, its .docx and its .pdf; "" for one that is not there."""

    judul: str
    docx: str = ""
    pdf: str = ""


def simpan(
    tunggu: arsip.Tunggu | arsip.Tumpukan | Titipan,
    draf: Draf,
    naskah: Naskah,
    hasil: Sequence[Hasil],
    *,
    versi: int,
) -> list[arsip.Simpanan]:
    """Put the documents of an issued letter on the disk, named by its number and, in a paket, their place."""
    urut = f"{naskah.urut:04}{naskah.sisipan}"
    nilai = {**draf.konteks, "jenis": draf.jenis.id, "urut": urut, "nomor": naskah.nomor}
    nama = isi_pola(draf.jenis.berkas, nilai) or f"{urut}-{draf.jenis.id}"
    semua: list[arsip.Simpanan] = []
    for ke, (satu, isi) in enumerate(zip(draf.dokumen, hasil, strict=True), start=1):
        sendiri = f"{nama_aman(nama)[:_NAMA_PAKET]}-{ke:02}-{satu.jenis.id}" if draf.lembar else nama
        path = arsip.tempat_arsip(draf.tanggal.year, sendiri, naskah.id, versi, ".docx")
        semua.append(tunggu.simpan(path, isi.docx, isi.isi_sha256))
    return semua


def pdf_semua(pertama: PurePosixPath) -> PurePosixPath:
    """Where the one PDF of a whole paket lies: beside its first document, named by none of them.

    >>> pdf_semua(PurePosixPath("arsip/2026/spm-0001-ATK-01-spm_N-7fdbj8-r2.docx")).name
    'spm-0001-ATK_N-7fdbj8-r2-lengkap.pdf'
    """
    nama = re.sub(r"^(.*)-\d\d-[a-z0-9-]+(?=_[NM]-)", r"\1", pertama.stem)
    return pertama.with_name(f"{nama}{AKHIRAN_SEMUA}.pdf")


def simpan_konsep(
    tunggu: arsip.Tunggu, draf: Draf, naskah: Naskah, hasil: Sequence[Hasil]
) -> list[arsip.Simpanan]:
    """Put the documents of the next version of a konsep on the disk."""
    nama = f"konsep/{naskah.id}-v{naskah.versi + 1}"
    semua: list[arsip.Simpanan] = []
    for ke, (satu, isi) in enumerate(zip(draf.dokumen, hasil, strict=True), start=1):
        akhir = f"-{ke:02}-{satu.jenis.id}" if draf.lembar else ""
        semua.append(tunggu.simpan(f"{nama}{akhir}.docx", isi.docx, isi.isi_sha256))
    return semua


def terdaftar(
    id_: str, simpanan: Sequence[arsip.Simpanan], *, versi: int = 1, macam: str = "docx"
) -> list[Berkas]:
    """Documents as the ledger registers them; files are told newest first, so the first one comes last."""
    from registers.ledger import Berkas

    return [Berkas(id_, s.path, s.sha256, s.ukuran, macam, s.isi_sha256, versi) for s in reversed(simpanan)]


def sebut(simpanan: Sequence[arsip.Simpanan]) -> dict[str, object]:
    """What an event says of them."""
    pertama, *lain = simpanan
    isi: dict[str, object] = {"berkas": pertama.path, "sha256": pertama.sha256}
    return {**isi, "lembar": {s.path: s.sha256 for s in lain}} if lain else isi


def bahan(tx: Tx, draf: Draf) -> dict[str, str]:
    """The material of all documents, kept in the ledger by hash."""
    return {nama: tx.simpan_isi(data) for nama, data in semua_bahan(draf).items()}


def semua_bahan(draf: Draf) -> dict[str, bytes]:
    """The material of all documents: "templat", or "LEMBAR/templat" in a paket."""
    return {
        f"{satu.jenis.id}/{nama}" if draf.lembar else nama: data
        for satu in draf.dokumen
        for nama, data in satu.bahan.items()
    }


def berlaku(semua: Sequence[Berkas]) -> list[Berkas]:
    """The documents that hold now, in their order."""
    kini = versi_kini(semua)
    return [b for b in semua if b.macam == "docx" and b.versi == kini]


def pdf_berlaku(semua: Sequence[Berkas]) -> list[Berkas]:
    """The PDFs of the documents that hold now, in their order; that of a whole paket is not among them."""
    kini = versi_kini(semua)
    pdf = [b for b in semua if b.macam == "pdf" and b.versi == kini]
    return [b for b in pdf if not PurePosixPath(b.path).stem.endswith(AKHIRAN_SEMUA)]


def versi_kini(semua: Sequence[Berkas]) -> int:
    """The version of the documents that hold now; 0 without any."""
    return max((b.versi for b in semua if b.macam == "docx"), default=0)


def per_lembar(katalog: Katalog, surat: Surat) -> tuple[list[BerkasLembar], list[BerkasSurat]]:
    """The files of a paket that hold now: by document in their order, all in one first; and the others.

    Of a letter of one document all are others.
    """
    lembar: dict[str, BerkasLembar] = {}
    lain: list[BerkasSurat] = []
    for satu in (b for b in surat.berkas if not b.lama):
        path = PurePosixPath(satu.path)
        if judul := _judul(katalog, path):
            ada = lembar.get(path.stem, BerkasLembar(judul))
            lembar[path.stem] = replace(ada, **{path.suffix[1:]: satu.path})
        else:
            lain.append(satu)
    return list(lembar.values()), lain


def _judul(katalog: Katalog, path: PurePosixPath) -> str:
    """What a file of a paket is, by the name that `simpan` gave it; "" for any other file."""
    if path.suffix == ".pdf" and path.stem.endswith(AKHIRAN_SEMUA):
        return "Semua lembar dalam satu PDF"
    cocok = _LEMBAR.fullmatch(path.stem)
    if path.suffix not in (".docx", ".pdf") or not cocok or cocok[1] not in katalog.letak_lembar:
        return ""
    return katalog.lembar(cocok[1]).judul
