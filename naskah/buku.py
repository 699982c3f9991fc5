"""The books as an office works with them: which there are, syncing, watching, rebuilding, conflicts."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from naskah import pembukuan
from naskah.kantor import Kantor
from naskah.terhitung import terhitung
from registers import sinkron as selaras
from registers.dasar.galat import KeadaanDitolak, TidakDitemukan
from registers.dasar.isian import Nilai
from registers.sinkron import HasilBuku, lokasi

if TYPE_CHECKING:
    from registers.definisi import Buku
    from registers.ledger import Baca, Konflik

_JEDA = 1.0  # seconds between two looks at the folder
CARA_PERBAIKI = "Suratnya diperbaiki dengan: naskah ralat (surat masuk: naskah masuk ubah)"
_MENUNGGU_TIAP = 5  # looks between two questions whether rows wait


@dataclass(frozen=True)
class RingkasBuku:
    """A book as `naskah buku daftar` shows it.

    Attributes:
        id: its id.
        judul: its title.
        sop: numbers of the SOPs that keep it.
        tahun: the year of this file.
        berkas: path below the office.
        ada: whether the file is there.
        baris: rows the ledger has.
        menunggu: rows that are not in the file yet.
        konflik: conflicts nobody has settled.
        dibuka: who has it open now; "" nobody.
    """

    id: str
    judul: str
    sop: tuple[int, ...]
    tahun: int
    berkas: str
    ada: bool
    baris: int
    menunggu: int
    konflik: int
    dibuka: str


def daftar(kantor: Kantor, nama: str = "") -> list[RingkasBuku]:
    """Every book of this year and of the years that have rows; of one book only, if named."""
    with kantor.ledger.baca() as baca:
        baris = terhitung(kantor, baca, "baris tiap buku", baca.jumlah_baris_buku)
        menunggu = baca.jumlah_menunggu_buku()
        konflik = Counter((k.buku, k.tahun) for k in baca.konflik())
    return [
        _ringkas(kantor, *satu, (baris.get(satu, 0), menunggu.get(satu, 0), konflik[satu]))
        for satu in _pilih(kantor, [nama] if nama else [], 0, semua=True)
    ]


def ringkas(kantor: Kantor, baca: Baca, id_: str, tahun: int) -> RingkasBuku:
    """How one book stands now."""
    jumlah = (
        baca.jumlah_baris(id_, tahun),
        baca.jumlah_menunggu(id_, tahun),
        len(baca.konflik(id_, tahun)),
    )
    return _ringkas(kantor, id_, tahun, jumlah)


def _ringkas(kantor: Kantor, id_: str, tahun: int, jumlah: tuple[int, int, int]) -> RingkasBuku:
    from registers import workbook

    buku, path = kantor.buku[id_], lokasi(kantor.folder / "buku", id_, tahun)
    return RingkasBuku(
        id=id_,
        judul=buku.judul,
        sop=buku.sop,
        tahun=tahun,
        berkas=f"buku/{path.name}",
        ada=path.exists(),
        baris=jumlah[0],
        menunggu=jumlah[1],
        konflik=jumlah[2],
        dibuka=workbook.pembuka(path, kantor.clock.now()),
    )


def definisi(kantor: Kantor, id_: str) -> Buku:
    """The definition of a book.

    Raises:
        TidakDitemukan: there is none of that id; names that resemble it are offered.
    """
    if id_ not in kantor.buku:
        dekat = get_close_matches(id_, kantor.buku, 3, 0.4)
        saran = f"Mungkin maksudnya: {', '.join(dekat)}." if dekat else "Lihat: naskah buku daftar"
        raise TidakDitemukan(f"Buku {id_!r} tidak ada.", saran)
    return kantor.buku[id_]


def tahun_ada(kantor: Kantor, id_: str) -> list[int]:
    """The years a book has rows or a file of, and this one; newest first.

    Raises:
        TidakDitemukan: no such book.
    """
    definisi(kantor, id_)
    with kantor.ledger.baca() as baca:
        return sorted({*baca.tahun_buku(id_), kantor.hari_ini().year}, reverse=True)


def pastikan_tahun(kantor: Kantor, id_: str, tahun: int) -> None:
    """See to it that the book has this year: a slip of the keyboard must not make a book of the year 20266.

    Raises:
        TidakDitemukan: it does not, or there is no such book.
    """
    ada = tahun_ada(kantor, id_)
    if tahun not in ada:
        daftar_tahun = ", ".join(map(str, ada))
        raise TidakDitemukan(
            f"{kantor.buku[id_].judul} tahun {tahun} tidak ada.", f"Yang ada: {daftar_tahun}."
        )


def sinkron(
    kantor: Kantor,
    nama: Sequence[str] = (),
    *,
    tahun: int = 0,
    coba: bool = False,
    maju: Callable[[str], None] = lambda _: None,
) -> list[HasilBuku]:
    """Bring books and ledger together.

    Args:
        kantor: the open office.
        nama: ids of books; none: every book that has rows or may be typed in this year.
        tahun: only this year's; 0: every year the ledger has, and this one.
        coba: say what would be done; write nothing.
        maju: told the title of each book as it begins.

    Raises:
        TidakDitemukan: no such book.
    """
    kantor.siap_bernomor()
    semua = _pilih(kantor, nama, tahun)
    buat = [satu for satu in semua if satu[1] in (tahun, kantor.hari_ini().year)]
    return selaras.sinkron_semua(pembukuan.meja(kantor), semua, buat=buat, coba=coba, maju=maju)


def hitung_ulang(kantor: Kantor, jenis: Collection[str]) -> list[str]:
    """Work out anew the books of master data that remind of letters of these types; returns warnings."""
    tahun = kantor.hari_ini().year
    with kantor.ledger.baca() as baca:
        ada = {b.buku for b in baca.semua_buku() if b.tahun == tahun}
    terkait = [
        b.id
        for b in kantor.buku.values()
        if b.id in ada and b.sumber == "data" and b.ingat and {s.jenis for s in b.ingat.surat} & {*jenis}
    ]
    hasil = sinkron(kantor, terkait, tahun=tahun) if terkait else []
    return [p for satu in hasil for p in selaras.peringatan(satu)]


def bangun(kantor: Kantor, nama: str, *, tahun: int = 0) -> HasilBuku:
    """Make a book's file anew from the ledger; people's columns stay, the old file is kept aside.

    Raises:
        TidakDitemukan: no such book.
        KeadaanDitolak: what people did to it cannot be taken in now (it is open, for example).
    """
    kantor.siap_bernomor()
    ((id_, tahun),) = _pilih(kantor, [nama], tahun or kantor.hari_ini().year)
    hasil = selaras.bangun(pembukuan.meja(kantor), kantor.buku[id_], tahun)
    if hasil.menunggu:
        raise KeadaanDitolak(f"Buku {hasil.berkas} belum dapat dibangun: {hasil.menunggu}")
    return hasil


def tambah(
    kantor: Kantor, nama: str, mentah: Mapping[str, Nilai], *, tahun: int = 0, permintaan: str = ""
) -> list[HasilBuku]:
    """Enter one row as if it had been typed into the book; the book is then synced.

    The same `permintaan` again enters nothing more.

    Raises:
        TidakDitemukan: no such book.
        DataTidakSah: every finding at once; nothing was entered.
        KeadaanDitolak: rows of this book are not typed.
    """
    from naskah import entri
    from registers.entri import kunci_baru, kunci_permintaan, masukkan_satu
    from registers.isian_buku import sahkan

    ((id_, tahun),) = _pilih(kantor, [nama], tahun or kantor.hari_ini().year)
    buku = kantor.buku[id_]
    if not buku.entri:
        raise KeadaanDitolak(f"Baris {buku.judul} datang dari buku besar, tidak diketik.")
    isi = sahkan(buku, mentah)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        kunci = kunci_permintaan(permintaan) if permintaan else kunci_baru()
        masukkan_satu(tx, buku, tahun, isi, kunci, entri.semua(kantor))
    return sinkron(kantor, [id_], tahun=tahun)


def konflik(kantor: Kantor, nama: str = "", *, semua: bool = False) -> list[Konflik]:
    """Cells about which a book and the ledger disagreed, both values kept."""
    id_ = _pilih(kantor, [nama], kantor.hari_ini().year)[0][0] if nama else ""
    with kantor.ledger.baca() as baca:
        return baca.konflik(id_, semua=semua)


def selesaikan(kantor: Kantor, nomor: int, *, pakai_ketikan: bool, putusan: str = "") -> Konflik:
    """Settle a conflict, and bring the book up to date.

    Args:
        kantor: the open office.
        nomor: number of the conflict.
        pakai_ketikan: the value typed in the book wins; only in people's and shared columns.
        putusan: how it was settled, in people's words.

    Raises:
        TidakDitemukan: no such conflict.
        KeadaanDitolak: it is settled already, or the ledger's columns cannot be changed this way.
    """
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        lama = tx.konflik_satu(nomor)
        if lama.status != "terbuka":
            raise KeadaanDitolak(f"Konflik nomor {nomor} sudah selesai: {lama.putusan}.")
        kolom = next((k for k in kantor.buku[lama.buku].kolom if k.kunci == lama.kolom), None)
        if pakai_ketikan and (kolom is None or kolom.milik == "buku_besar"):
            raise KeadaanDitolak(
                f"Kolom {kolom.judul if kolom else lama.kolom} ditulis buku besar.",
                CARA_PERBAIKI,
            )
        bawaan = "dipakai yang diketik" if pakai_ketikan else "dipakai nilai buku besar"
        selesai = tx.selesaikan_konflik(nomor, putusan or bawaan)
        if pakai_ketikan:
            baris = tx.baris_menurut(lama.buku, lama.tahun, [lama.kunci])[lama.kunci]
            peristiwa, _ = tx.kepala()
            orang = {**baris.orang, lama.kolom: lama.nilai_buku}
            tx.bukukan(lama.buku, lama.tahun, lama.kunci, baris.nilai, peristiwa, orang=orang)
        tx.buku_terbaca(lama.buku, lama.tahun, "")  # so that the sheet Konflik is written anew
    sinkron(kantor, [lama.buku], tahun=lama.tahun)
    return selesai


def pantau(
    kantor: Kantor,
    nama: Sequence[str] = (),
    *,
    tidur: Callable[[float], None] = time.sleep,
    terus: Callable[[], bool] = lambda: True,
) -> Iterator[list[HasilBuku]]:
    """Watch the books and sync each that was saved, or whose rows wait; yields what every sync did.

    Args:
        kantor: the open office.
        nama: ids of books; none: all.
        tidur: waits so many seconds.
        terus: asked before every look; ends the watch by saying no.
    """
    kantor.siap_bernomor()
    dilihat = {satu: _keadaan(kantor, satu) for satu in _pilih(kantor, nama, 0)}
    yield sinkron(kantor, nama)
    ke = 0
    while terus():
        tidur(_JEDA)
        ke += 1
        berubah = [s for s in _pilih(kantor, nama, 0) if _keadaan(kantor, s) != dilihat.get(s)]
        if ke % _MENUNGGU_TIAP == 0:
            berubah += [s for s in _menunggu(kantor) if s not in berubah and s in dilihat]
        for satu in berubah:
            hasil = sinkron(kantor, [satu[0]], tahun=satu[1])
            dilihat[satu] = _keadaan(kantor, satu)
            yield hasil


def _keadaan(kantor: Kantor, satu: tuple[str, int]) -> tuple[int, int] | None:
    """What changes when a book is saved."""
    try:
        keadaan = lokasi(kantor.folder / "buku", *satu).stat()
    except OSError:
        return None
    return keadaan.st_mtime_ns, keadaan.st_size


def _menunggu(kantor: Kantor) -> list[tuple[str, int]]:
    with kantor.ledger.baca() as baca:
        return [(b.buku, b.tahun) for b in baca.buku_menunggu() if b.buku in kantor.buku]


def _pilih(kantor: Kantor, nama: Sequence[str], tahun: int, *, semua: bool = False) -> list[tuple[str, int]]:
    """Id and year of the books that are meant.

    Without a name: those that have rows, and of this year those in which people type or that come from data.

    Raises:
        TidakDitemukan: a name is no book's.
    """
    for satu in nama:
        definisi(kantor, satu)
    ini = kantor.hari_ini().year
    with kantor.ledger.baca() as baca:
        ada = {(b.buku, b.tahun) for b in baca.semua_buku() if b.buku in kantor.buku}
    ada |= {
        (id_, ini)
        for id_, buku in kantor.buku.items()
        if semua or id_ in nama or buku.entri or buku.sumber == "data"
    }
    if tahun:
        ada |= {(id_, tahun) for id_ in nama}
    return sorted(s for s in ada if (not nama or s[0] in nama) and (not tahun or s[1] == tahun))
