"""What a worker of the queue does with a chunk: documents and PDFs into the file store, then into the ledger.

May be done twice, even at the same time: files are put where there is none yet, and the ledger takes each
letter's once, under its lock. A letter that cannot be rendered for good is voided with the reason; whatever
else goes wrong puts the chunk back into the queue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from naskah import cetak_pdf, dokumen, gudang, pembukuan, perubahan, terbitan
from naskah.arsip import Simpanan
from naskah.draf import Draf, susun
from naskah.massal.antrean import kunci_segel, sidik, versi
from naskah.massal.putaran import sabar
from naskah.sekejap import sekejap
from registers.dasar.berkas import sha256
from registers.dasar.galat import BerkasGagal, BukuBesarDitolak, BukuBesarSibuk, KantorSalah, NaskahError
from registers.ledger.antrean_pekerja import PekerjaBerbeda

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Naskah, Tx
    from registers.ledger.antrean import Potongan
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

_COBA = 3  # a letter, or its PDF, that failed so often has failed for good
_SALINLAH = (
    "Salin lagi folder kantor ke komputer ini (kantor.toml, templates, data, kunci), lalu jalankan lagi."
)
_BUKAN_BARIS = (BerkasGagal, KantorSalah, BukuBesarSibuk, BukuBesarDitolak, OSError, MemoryError)


@dataclass(frozen=True)
class _Surat:
    """A row with its letter and the draft this worker makes of it."""

    baris: BarisPekerjaan
    naskah: Naskah
    draf: Draf


@dataclass(frozen=True)
class _Jadi:
    """A letter whose documents lie in the store."""

    surat: _Surat
    simpanan: tuple[Simpanan, ...]
    peristiwa: Mapping[str, object]


def kerjakan(kantor: Kantor, potongan: Potongan, ke: int) -> None:
    """Do a chunk.

    Args:
        kantor: the office as this machine has it.
        potongan: the chunk.
        ke: how often it was begun before.

    Raises:
        PekerjaBerbeda: program, settings, templates, data, key or store are not those it was validated with.
        NaskahError, OSError: it is to be tried again; what is done is kept.
    """
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(potongan.pekerjaan)
        baris = baca.baris_antara(potongan.pekerjaan, potongan.awal, potongan.akhir)
        naskah = {n.id: n for n in baca.naskah_banyak([b.naskah_id for b in baris])}
    try:
        semua = _susun(kantor, pekerjaan, baris, naskah)
        _pastikan_sama(kantor, potongan, [s.draf for s in semua])
        _cetak(kantor, pekerjaan, [s for s in semua if s.baris.keadaan == "bernomor"], ke)
        _pdf(kantor, pekerjaan, potongan, ke)
    except PekerjaBerbeda:
        raise
    except Exception as galat:
        _catat_sebab(kantor, pekerjaan, str(galat))
        raise


@sekejap()
def _susun(
    kantor: Kantor,
    pekerjaan: Pekerjaan,
    baris: Sequence[BarisPekerjaan],
    naskah: Mapping[str, Naskah],
) -> list[_Surat]:
    try:
        return [
            _Surat(b, n := naskah[b.naskah_id], susun(kantor, pekerjaan.jenis, b.isi, n.hari)) for b in baris
        ]
    except (BerkasGagal, BukuBesarDitolak):
        raise
    except NaskahError as galat:  # it was valid where it was numbered
        raise PekerjaBerbeda(
            f"Pengaturan, templat, atau data di komputer ini berbeda: {galat}", _SALINLAH
        ) from galat


def _pastikan_sama(kantor: Kantor, potongan: Potongan, draf: Sequence[Draf]) -> None:
    """Refuse to make other letters than the ones that were validated and got their numbers."""
    if versi() != potongan.versi:
        raise PekerjaBerbeda(
            f"Program naskah di komputer ini versi {versi()}, pekerjaannya disiapkan versi {potongan.versi}.",
            "Pasang versi yang sama di semua komputer.",
        )
    if gudang.tanda_di_sini(kantor) != potongan.simpanan:
        raise PekerjaBerbeda(
            "Simpanan berkas komputer ini bukan simpanan yang dipakai pekerjaan ini.",
            "Samakan [berkas] simpanan di kantor.toml, dan periksa apakah foldernya terpasang.",
        )
    if kunci_segel(kantor, draf) != potongan.kunci:
        raise PekerjaBerbeda("Kunci segel kantor di komputer ini tidak sama.", _SALINLAH)
    if sidik(draf) != potongan.sidik:
        raise PekerjaBerbeda(
            "Templat, pengaturan, atau data induk di komputer ini tidak sama dengan yang diperiksa.",
            _SALINLAH,
        )


def _cetak(kantor: Kantor, pekerjaan: Pekerjaan, semua: Sequence[_Surat], ke: int) -> None:
    jadi: list[_Jadi] = []
    gagal: dict[int, str] = {}
    for satu in semua:
        if satu.naskah.status != "terbit":
            continue
        try:
            simpanan, peristiwa = terbitan.cetak_dokumen(
                kantor, gudang.Titipan(kantor.gudang), satu.draf, satu.naskah
            )
        except _BUKAN_BARIS:
            raise
        except Exception as galat:  # whatever it is: the other letters must not wait for this one
            gagal[satu.baris.nomor] = str(galat) if isinstance(galat, NaskahError) else repr(galat)
        else:
            jadi.append(_Jadi(satu, simpanan, peristiwa))
    menyerah = gagal if ke + 1 >= _COBA else {}

    def catat() -> None:
        with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
            _daftarkan(tx, pekerjaan, jadi)
            _batalkan(tx, kantor, pekerjaan, [s for s in semua if s.baris.nomor in menyerah], menyerah)

    sabar(catat)
    if sisa := {n: p for n, p in gagal.items() if n not in menyerah}:
        nomor, pesan = next(iter(sisa.items()))
        raise NaskahError(f"{len(sisa)} baris belum dapat dicetak; baris {nomor}: {pesan}")


def _masih(tx: Tx, pekerjaan: Pekerjaan, semua: Sequence[_Surat], keadaan: str) -> set[int]:
    """Rows of these still in this state, asked under the lock: another worker may have been faster."""
    if not semua:
        return set()
    nomor = [s.baris.nomor for s in semua]
    return {b.nomor for b in tx.baris_antara(pekerjaan.id, min(nomor), max(nomor)) if b.keadaan == keadaan}


def _daftarkan(tx: Tx, pekerjaan: Pekerjaan, jadi: Sequence[_Jadi]) -> None:
    masih = _masih(tx, pekerjaan, [j.surat for j in jadi], "bernomor")
    baru = [j for j in jadi if j.surat.baris.nomor in masih]
    tx.catat_banyak("cetak", [(j.surat.naskah.id, j.peristiwa) for j in baru])
    tx.daftar_berkas(*(b for j in baru for b in dokumen.terdaftar(j.surat.naskah.id, j.simpanan)))
    lanjut = "terbit" if pekerjaan.pilihan.get("pdf") else "selesai"
    tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(j.surat.baris, keadaan=lanjut) for j in baru])


def _batalkan(
    tx: Tx, kantor: Kantor, pekerjaan: Pekerjaan, semua: Sequence[_Surat], sebab: Mapping[int, str]
) -> None:
    """Void what cannot be rendered; what a person has voided meanwhile stays as that person left it."""
    masih = _masih(tx, pekerjaan, semua, "bernomor")
    for satu in (s for s in semua if s.baris.nomor in masih):
        pesan = f"gagal dicetak: {' '.join(sebab[satu.baris.nomor].split())}"
        perubahan.batal_dalam(tx, kantor, satu.naskah.id, pesan)
        tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(satu.baris, keadaan="gagal", pesan=pesan)])


def _pdf(kantor: Kantor, pekerjaan: Pekerjaan, potongan: Potongan, ke: int) -> None:
    """PDFs of the letters of the chunk that want one; where there can be none for good, the letters stand."""
    with kantor.ledger.baca() as baca:
        semua = baca.baris_antara(pekerjaan.id, potongan.awal, potongan.akhir)
        baris = [b for b in semua if b.keadaan == "terbit"]
        sumber = [(b.naskah_id, dokumen.berlaku(baca.berkas(b.naskah_id))) for b in baris]
    if not baris:
        return
    menyerah = ke + 1 >= _COBA
    try:
        hasil = cetak_pdf.buat(kantor, sumber)
    except NaskahError as galat:
        if not menyerah:
            raise
        hasil = [cetak_pdf.PdfSurat({}, belum=f"PDF belum dibuat: {galat}")] * len(baris)
    jadi = [tuple(_taruh_pdf(kantor, path, data) for path, data in satu.isi.items()) for satu in hasil]

    def catat() -> None:
        with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
            kini = tx.baris_antara(pekerjaan.id, potongan.awal, potongan.akhir)
            masih = {b.nomor for b in kini if b.keadaan == "terbit"}
            for b, (id_, docx), pdf, h in zip(baris, sumber, jadi, hasil, strict=True):
                if b.nomor in masih and (pdf or menyerah):
                    cetak_pdf.daftar(tx, id_, pdf, versi=docx[0].versi)
                    pesan = " ".join(" ".join((*h.gagal, h.cacat)).split())
                    tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(b, keadaan="selesai", pesan=pesan)])

    sabar(catat)
    gagal = [kata for h in hasil for kata in h.gagal]
    if gagal and not menyerah:
        raise NaskahError(gagal[0])


def _taruh_pdf(kantor: Kantor, path: str, data: bytes) -> Simpanan:
    ada = kantor.gudang.taruh(path, data, lambda lama: lama[:5] == b"%PDF-" and b"%%EOF" in lama[-64:])
    return Simpanan(path, sha256(ada), len(ada))


def _catat_sebab(kantor: Kantor, pekerjaan: Pekerjaan, sebab: str) -> None:
    """Keep why a chunk went back, where the ledger can be reached; people see it with the merge."""
    pembukuan.sesudah_commit(lambda: _catat(kantor, pekerjaan, sebab))


def _catat(kantor: Kantor, pekerjaan: Pekerjaan, sebab: str) -> list[str]:
    with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
        tx.keadaan_pekerjaan(pekerjaan.id, "berjalan", " ".join(sebab.split())[:300])
    return []
