"""Incoming letters as a screen shows them: the list by state, one letter with its branches as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from naskah import jabatan, masuk_isi
from naskah.disposisi import TERBUKA
from naskah.posisi import Posisi, posisi
from naskah.terhitung import terhitung
from registers.ledger.surat_masuk import KEADAAN

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Berkas, Disposisi, Naskah

__all__ = ["KEADAAN", "BarisMasuk", "HalamanMasuk", "Pos", "Rinci", "Simpul", "halaman", "pos", "rinci"]

SEHALAMAN = 50


@dataclass(frozen=True)
class BarisMasuk:
    """One letter of the list.

    Attributes:
        naskah: the letter.
        keadaan: one of KEADAAN.
        pada: who has to act, as the office names the posts.
        batas: the nearest due date.
        terlambat: that date has passed.
        belum_lengkap: it came from a scan and nobody has said what it is.
    """

    naskah: Naskah
    keadaan: str
    pada: tuple[str, ...]
    batas: date | None
    terlambat: bool
    belum_lengkap: bool


@dataclass(frozen=True)
class HalamanMasuk:
    """A page of the list.

    Attributes:
        baris: its letters.
        halaman: its number.
        lagi: whether another page follows.
        jumlah: letters of the whole office by state.
    """

    baris: tuple[BarisMasuk, ...]
    halaman: int
    lagi: bool
    jumlah: dict[str, int]


@dataclass(frozen=True)
class Simpul:
    """A branch with those it was passed on to, and what may be done with it.

    Attributes:
        cabang: the branch.
        nomor: its number within the letter.
        dari: who gave it, as the office names the post.
        kepada: who has to act.
        orang: who holds that post today.
        terlambat: it is open and its due date has passed.
        terbuka: it may be passed on.
        boleh_jawab: it may be answered and finished; not while those it was passed on to are open.
        anak: where it was passed on to.
    """

    cabang: Disposisi
    nomor: str
    dari: str
    kepada: str
    orang: str
    terlambat: bool
    terbuka: bool
    boleh_jawab: bool
    anak: tuple[Simpul, ...]


@dataclass(frozen=True)
class Rinci:
    """One letter: where it is and how it came there, its branches, its files (oldest first)."""

    posisi: Posisi
    cabang: tuple[Simpul, ...]
    berkas: tuple[Berkas, ...]

    @property
    def terbuka(self) -> bool:
        """Whether somebody still has to act on a branch."""
        return any(s.terbuka for s in self.cabang)


@dataclass(frozen=True)
class Pos:
    """A post a letter can be given to: its id, its name, who holds it today."""

    id: str
    nama: str
    orang: str


def halaman(kantor: Kantor, *, keadaan: str = "", kata: str = "", ke: int = 1) -> HalamanMasuk:
    """A page of the incoming letters, newest agenda number first."""
    buku, ke = masuk_isi.buku_agenda(kantor).id, max(ke, 1)
    dicari = keadaan if keadaan in KEADAAN else ""
    with kantor.ledger.baca() as baca:
        ada = baca.surat_masuk(
            buku, keadaan=dicari, kata=kata, batas=SEHALAMAN + 1, lewati=(ke - 1) * SEHALAMAN
        )
        terbuka = baca.cabang_terbuka([n.id for n, _ in ada])
        jumlah = _jumlah(kantor, baca)
    baris = tuple(_baris(kantor, n, k, terbuka.get(n.id, ())) for n, k in ada[:SEHALAMAN])
    return HalamanMasuk(baris, ke, len(ada) > SEHALAMAN, jumlah)


def rinci(kantor: Kantor, id_: str) -> Rinci:
    """One incoming letter.

    Raises:
        TidakDitemukan: there is none.
    """
    di = posisi(kantor, id_)
    with kantor.ledger.baca() as baca:
        semua, berkas = baca.disposisi_naskah(di.naskah.id), baca.berkas(di.naskah.id)
    return Rinci(di, _anak(kantor, semua, ""), tuple(reversed(berkas)))


def pos(kantor: Kantor) -> list[Pos]:
    """The posts that get letters, in the order of kantor.toml."""
    tata, hari = kantor.tatanan, kantor.hari_ini()
    return [
        Pos(p.id, jabatan.sebutan(tata, p.id), jabatan.pemegang(tata, p.id, hari))
        for p in tata.pejabat
        if p.disposisi
    ]


def _jumlah(kantor: Kantor, baca: Baca) -> dict[str, int]:
    """Letters by state."""
    return terhitung(kantor, baca, "surat masuk menurut keadaan", baca.jumlah_surat_masuk)


def _baris(kantor: Kantor, naskah: Naskah, keadaan: str, terbuka: Sequence[Disposisi]) -> BarisMasuk:
    diteruskan = {d.induk for d in terbuka}
    kini = [d for d in terbuka if d.id not in diteruskan]
    batas = min((d.batas for d in kini if d.batas), default=None)
    pada = dict.fromkeys(jabatan.sebutan(kantor.tatanan, d.kepada) for d in kini)
    unit = str(naskah.isi.get("pengolah") or "")
    if not pada and unit and keadaan == "berjalan":
        pada[unit] = None
    return BarisMasuk(
        naskah=naskah,
        keadaan=keadaan,
        pada=tuple(pada),
        batas=batas,
        terlambat=batas is not None and batas < kantor.hari_ini(),
        belum_lengkap=masuk_isi.belum_lengkap(naskah),
    )


def _anak(kantor: Kantor, semua: Sequence[Disposisi], induk: str) -> tuple[Simpul, ...]:
    return tuple(_simpul(kantor, semua, d) for d in semua if d.induk == induk)


def _simpul(kantor: Kantor, semua: Sequence[Disposisi], satu: Disposisi) -> Simpul:
    anak = _anak(kantor, semua, satu.id)
    terbuka = satu.status in TERBUKA
    return Simpul(
        cabang=satu,
        nomor=satu.id.partition("/")[2],
        dari=jabatan.sebutan(kantor.tatanan, satu.dari),
        kepada=jabatan.sebutan(kantor.tatanan, satu.kepada),
        orang=jabatan.pemegang(kantor.tatanan, satu.kepada, kantor.hari_ini()),
        terlambat=terbuka and satu.batas is not None and satu.batas < kantor.hari_ini(),
        terbuka=terbuka,
        boleh_jawab=terbuka and not any(s.terbuka for s in anak),
        anak=anak,
    )
