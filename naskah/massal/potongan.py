"""What a worker of the queue does with a chunk: documents and PDFs into the file store, then into the ledger.

May be done twice, even at the same time: files are put where there is none yet, and the ledger takes each
letter's once, under its lock. A letter is voided only where it is proven that the letter is to blame: every
one was rendered dry before it was numbered, so what fails here is most likely the machine, which then stops
and leaves the chunk to others. Likewise a letter is done without its PDF only where LibreOffice was shown to
make none of it, or it kills its workers. Whatever else goes wrong puts the chunk back into the queue.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from naskah import cetak_pdf, dokumen, gudang, konsep, pembukuan, perubahan, terbitan
from naskah.arsip import Simpanan
from naskah.draf import Draf, susun
from naskah.issue import pastikan_pdf
from naskah.massal import sendirian
from naskah.massal.cap import kunci_segel, sidik, versi
from naskah.massal.putaran import sabar
from naskah.sekejap import sekejap
from registers.dasar.berkas import sha256
from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarDitolak,
    DataTidakSah,
    KantorSalah,
    NaskahError,
    PdfTidakTersedia,
    TemplatSalah,
)
from registers.ledger.antrean_pekerja import PekerjaBerbeda, PotonganBuntu

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Naskah, Tx
    from registers.ledger.antrean import Potongan
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

_COBA = 3  # a letter that failed so often has failed for good; PDFs are then left until a person has looked
_SALINLAH = (
    "Salin lagi folder kantor ke komputer ini (kantor.toml, templates, data, kunci), lalu jalankan lagi. "
    "Bila perubahannya disengaja: naskah massal lanjut ID di komputer yang mengantrekan."
)
_PERIKSALAH = "Periksa pemasangan naskah di komputer ini; potongannya dikerjakan pekerja lain."
_LANJUTLAH = "Sesudah sebabnya diperbaiki: naskah massal lanjut"
_MEMATIKAN = "pekerja mati setiap kali mencetaknya"
_MEMATIKAN_PDF = "pekerja mati setiap kali membuatnya."


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
        PekerjaBerbeda: program, settings, templates, data, key or store are not those it was validated with,
            or this machine cannot do what others can.
        PotonganBuntu: workers die at one letter of it as at another, or PDFs of it cannot be made just now.
        NaskahError, MemoryError: it is to be tried again; what is done is kept.
    """
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(potongan.pekerjaan)
        baris = baca.baris_antara(potongan.pekerjaan, potongan.awal, potongan.akhir)
        naskah = {n.id: n for n in baca.naskah_banyak([b.naskah_id for b in baris])}
    try:
        _pastikan_mampu(kantor, pekerjaan, potongan)
        if any(b.keadaan == "bernomor" for b in baris):
            semua = _susun(kantor, pekerjaan, baris, naskah)
            _pastikan_sama(kantor, potongan, [s.draf for s in semua])
            _dokumen(kantor, pekerjaan, potongan, semua, ke)
        _pdf(kantor, pekerjaan, potongan, ke)
    except Exception as galat:
        salah = galat if _dapat_diulang(galat) else _tidak_mampu(galat)
        _catat_sebab(kantor, pekerjaan, f"{platform.node()}: {salah}")
        if salah is galat:
            raise
        raise salah from galat


def _dapat_diulang(galat: Exception) -> bool:
    """Whether it says what is to become of the chunk; what nobody expected is this machine's fault."""
    return isinstance(galat, NaskahError | MemoryError) and not isinstance(galat, KantorSalah)


def _tidak_mampu(galat: Exception) -> PekerjaBerbeda:
    """What this machine says when it stops."""
    if isinstance(galat, KantorSalah):
        return PekerjaBerbeda(galat.message, galat.hint)
    return _mesin(f"mencetak ({galat!r})")


def _mesin(apa: str) -> PekerjaBerbeda:
    return PekerjaBerbeda(f"Komputer ini tidak dapat {apa}.", _PERIKSALAH)


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


def _pastikan_mampu(kantor: Kantor, pekerjaan: Pekerjaan, potongan: Potongan) -> None:
    """Refuse on a machine with another program or store, or without what PDFs need."""
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
    if pekerjaan.pilihan.get("pdf"):
        try:
            pastikan_pdf()
        except PdfTidakTersedia as galat:
            raise PekerjaBerbeda(galat.message, galat.hint) from galat


def _pastikan_sama(kantor: Kantor, potongan: Potongan, draf: Sequence[Draf]) -> None:
    """Refuse to make other letters than the ones that were validated and got their numbers."""
    if kunci_segel(kantor, draf) != potongan.kunci:
        raise PekerjaBerbeda("Kunci segel kantor di komputer ini tidak sama.", _SALINLAH)
    if sidik(draf) != potongan.sidik:
        raise PekerjaBerbeda(
            "Templat, pengaturan, atau data induk di komputer ini tidak sama dengan yang diperiksa.",
            _SALINLAH,
        )


def _dokumen(
    kantor: Kantor, pekerjaan: Pekerjaan, potongan: Potongan, semua: Sequence[_Surat], ke: int
) -> None:
    """The documents of the chunk; where it was begun too often, one by one."""
    belum = [s for s in semua if s.baris.keadaan == "bernomor"]
    jadi = any(s.baris.keadaan in ("terbit", "selesai") for s in semua)
    if ke < sendirian.SESUDAH or not belum:
        _cetak(kantor, pekerjaan, belum, ke, jadi=jadi)
        return
    sebut = f"baris {potongan.awal} sampai {potongan.akhir}"
    _catat_sebab(kantor, pekerjaan, f"{sebut} sudah {ke} kali tidak selesai, jadi dikerjakan satu per satu")
    if not jadi and sendirian.buntu([s.baris for s in belum]):
        raise PotonganBuntu(
            f"Pekerja mati pada naskah mana pun di {sebut}; potongan ini tidak dicoba lagi.",
            "Periksa memori dan pemasangan komputer pekerja, lalu: naskah massal lanjut",
        )
    for satu in sorted(belum, key=lambda s: sendirian.kali(s.baris)):
        if jadi and sendirian.bersalah(satu.baris):
            _serahkan(kantor, pekerjaan, satu)
            continue
        with sendirian.dicoba(kantor, pekerjaan, satu.baris):
            jadi = _cetak(kantor, pekerjaan, [satu], ke, jadi=jadi) or jadi


def _serahkan(kantor: Kantor, pekerjaan: Pekerjaan, satu: _Surat) -> None:
    """Give up a letter that kills whoever renders it, while others of its chunk could be made."""
    with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
        _batalkan(tx, kantor, pekerjaan, [satu], {satu.baris.nomor: _MEMATIKAN})
    sebab = f"baris {satu.baris.nomor} ({satu.naskah.nomor}) dibatalkan: {_MEMATIKAN}"
    _catat_sebab(kantor, pekerjaan, sebab)


def _cetak(kantor: Kantor, pekerjaan: Pekerjaan, semua: Sequence[_Surat], ke: int, *, jadi: bool) -> bool:
    """Documents of these letters; whether there is one now. `jadi`: others of the chunk have theirs."""
    baru: list[_Jadi] = []
    gagal: dict[int, str] = {}
    for satu in semua:
        if satu.naskah.status != "terbit":
            continue
        try:
            simpanan, peristiwa = terbitan.cetak_dokumen(
                kantor, gudang.Titipan(kantor.gudang), satu.draf, satu.naskah
            )
        except (DataTidakSah, TemplatSalah) as galat:
            _pastikan_suratnya(kantor, satu, galat)
            gagal[satu.baris.nomor] = str(galat)
        else:
            baru.append(_Jadi(satu, simpanan, peristiwa))
    if len(gagal) > 1 and not (baru or jadi):
        raise _mesin(f"mencetak satu naskah pun: {next(iter(gagal.values()))}")
    menyerah = gagal if ke + 1 >= _COBA else {}

    def catat() -> None:
        with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
            _daftarkan(tx, pekerjaan, baru)
            _batalkan(tx, kantor, pekerjaan, [s for s in semua if s.baris.nomor in menyerah], menyerah)

    sabar(catat)
    if sisa := {n: p for n, p in gagal.items() if n not in menyerah}:
        nomor, pesan = next(iter(sisa.items()))
        raise NaskahError(f"{len(sisa)} baris belum dapat dicetak; baris {nomor}: {pesan}")
    return bool(baru)


def _pastikan_suratnya(kantor: Kantor, satu: _Surat, sebab: NaskahError) -> None:
    """Render dry what failed, as it was before it was numbered: what fails so too is the machine's fault."""
    try:
        satu.draf.render(kantor, konsep.nomor_kosong(kantor, satu.draf), terbit=True)
    except Exception as galat:
        raise _mesin(
            f"mencetak baris {satu.baris.nomor}, yang sudah berhasil dicoba cetak: {sebab}"
        ) from galat


def _masih(tx: Tx, pekerjaan: Pekerjaan, semua: Sequence[_Surat], keadaan: str) -> set[int]:
    return _masih_ber(tx, pekerjaan, [s.baris for s in semua], keadaan)


def _masih_ber(tx: Tx, pekerjaan: Pekerjaan, semua: Sequence[BarisPekerjaan], keadaan: str) -> set[int]:
    """Rows of these still in this state, asked under the lock: another worker may have been faster."""
    if not semua:
        return set()
    nomor = [b.nomor for b in semua]
    return {b.nomor for b in tx.baris_antara(pekerjaan.id, min(nomor), max(nomor)) if b.keadaan == keadaan}


def _daftarkan(tx: Tx, pekerjaan: Pekerjaan, jadi: Sequence[_Jadi]) -> None:
    masih = _masih(tx, pekerjaan, [j.surat for j in jadi], "bernomor")
    baru = [j for j in jadi if j.surat.baris.nomor in masih]
    tx.catat_banyak("cetak", [(j.surat.naskah.id, j.peristiwa) for j in baru])
    tx.daftar_berkas(*(b for j in baru for b in dokumen.terdaftar(j.surat.naskah.id, j.simpanan)))
    lanjut = "terbit" if pekerjaan.pilihan.get("pdf") else "selesai"
    tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(j.surat.baris, keadaan=lanjut, pesan="") for j in baru])


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
    """PDFs of the letters of the chunk that want one.

    Raises:
        PotonganBuntu: some could still not be made, and nothing shows that their letters are to blame.
    """
    with kantor.ledger.baca() as baca:
        semua = baca.baris_antara(pekerjaan.id, potongan.awal, potongan.akhir)
    baris = [b for b in semua if b.keadaan == "terbit"]
    try:
        if ke < sendirian.SESUDAH:
            _buat_pdf(kantor, pekerjaan, baris)
        else:
            jadi = any(b.keadaan == "selesai" and not b.pesan for b in semua)
            _pdf_sendirian(kantor, pekerjaan, baris, jadi=jadi)
    except (BerkasGagal, PdfTidakTersedia, MemoryError) as galat:
        if ke + 1 < _COBA:
            raise
        raise PotonganBuntu(
            f"PDF di baris {potongan.awal} sampai {potongan.akhir} belum semuanya dibuat: {galat}", _LANJUTLAH
        ) from galat


def _pdf_sendirian(
    kantor: Kantor, pekerjaan: Pekerjaan, baris: Sequence[BarisPekerjaan], *, jadi: bool
) -> None:
    """PDFs one by one, where making them together was begun too often; `jadi`: others have theirs."""
    for satu in sorted(baris, key=sendirian.kali):
        if sendirian.bersalah(satu) or (not jadi and sendirian.buntu(baris)):
            if not jadi:
                raise PdfTidakTersedia(_MEMATIKAN_PDF)
            _tanpa_pdf(kantor, pekerjaan, satu)
            continue
        with sendirian.dicoba(kantor, pekerjaan, satu):
            _buat_pdf(kantor, pekerjaan, [satu])
        jadi = True


def _buat_pdf(kantor: Kantor, pekerjaan: Pekerjaan, baris: Sequence[BarisPekerjaan]) -> None:
    """PDFs of these letters; one of which LibreOffice was shown to make none stands without.

    Raises:
        PdfTidakTersedia, BerkasGagal: some have none yet; what was made is kept.
    """
    if not baris:
        return
    with kantor.ledger.baca() as baca:
        sumber = [(b.naskah_id, dokumen.berlaku(baca.berkas(b.naskah_id))) for b in baris]
    hasil = cetak_pdf.buat(kantor, sumber)
    jadi = [tuple(_taruh_pdf(kantor, path, data) for path, data in satu.isi.items()) for satu in hasil]
    diralat: set[str] = set()

    def catat() -> None:
        with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
            masih = _masih_ber(tx, pekerjaan, baris, "terbit")
            for b, (id_, docx), pdf, h in zip(baris, sumber, jadi, hasil, strict=True):
                if b.nomor in masih and not cetak_pdf.masih_berlaku(tx, id_, docx):
                    diralat.add(id_)
                elif b.nomor in masih and not h.belum:
                    cetak_pdf.daftar(tx, id_, pdf, versi=docx[0].versi)
                    pesan = " ".join(f"{h.salah} {h.cacat}".split())
                    tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(b, keadaan="selesai", pesan=pesan)])

    sabar(catat)
    if belum := next((h.belum for h in hasil if h.belum), cetak_pdf.DIRALAT if diralat else ""):
        raise PdfTidakTersedia(belum)


def _tanpa_pdf(kantor: Kantor, pekerjaan: Pekerjaan, satu: BarisPekerjaan) -> None:
    """Leave a letter without a PDF: making it kills whoever does, while others of its chunk have theirs."""
    pesan = f"PDF belum dibuat: {_MEMATIKAN_PDF} Buat dengan: naskah cetak"
    with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
        if _masih_ber(tx, pekerjaan, [satu], "terbit"):
            tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(satu, keadaan="selesai", pesan=pesan)])
    _catat_sebab(kantor, pekerjaan, f"baris {satu.nomor}: {pesan}")


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
