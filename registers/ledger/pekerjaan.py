"""Merges: a job, its own copy of the rows, how far each has come. Only its letters are in the chain."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Literal

from sqlalchemy import Label, RowMapping, bindparam, func, select, update

from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Nilai
from registers.ledger import skema
from registers.ledger.model import Naskah
from registers.ledger.rantai import json_baku
from registers.ledger.sambungan import Pembaca, Penulis

_J = skema.pekerjaan
_B = skema.baris_pekerjaan
_K = skema.naskah
_F = skema.berkas
_SEKALI = 1000  # rows inserted by one statement

PERMINTAAN = "massal/"  # begins the request id of a letter of a merge; its merge and its row follow

KeadaanPekerjaan = Literal["berjalan", "berhenti", "selesai"]
KeadaanBaris = Literal["menunggu", "bernomor", "terbit", "selesai", "gagal"]


@dataclass(frozen=True)
class Pekerjaan:
    """One merge.

    Attributes:
        id: "G-…".
        jenis: the type of its letters.
        sumber: name of the file, or of the master data, its rows come from.
        masukan: hash of that file's content in the ledger; "" for master data.
        pelaku: who began it.
        tanggal: the date of all its letters; None: the day each is issued.
        pilihan: how it is to be done, as the application keeps it.
        keadaan: berjalan, berhenti, selesai.
        sebab: why it has stopped; "".
        jumlah: how many rows it has.
        dibuat, diubah: moments (UTC, ISO 8601).
    """

    id: str
    jenis: str
    sumber: str
    masukan: str = ""
    pelaku: str = ""
    tanggal: date | None = None
    pilihan: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    keadaan: KeadaanPekerjaan = "berjalan"
    sebab: str = ""
    jumlah: int = 0
    dibuat: str = ""
    diubah: str = ""


@dataclass(frozen=True)
class BarisPekerjaan:
    """One row of a merge.

    Attributes:
        nomor: its number in the file it came from.
        isi: canonical values of the fields.
        bagian: what its number may print: klas, keamanan.
        keadaan: menunggu; bernomor (issued, a worker is still to render it); terbit (its PDF is still to
            come); selesai; gagal.
        naskah_id: the letter it has become; "".
        pesan: why it failed; "".
    """

    nomor: int
    isi: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    bagian: Mapping[str, str] = field(default_factory=dict[str, str])
    keadaan: KeadaanBaris = "menunggu"
    naskah_id: str = ""
    pesan: str = ""


@dataclass(frozen=True)
class BarisTerdaftar:
    """A row of a merge as its list shows it; what its letter has is "" or None without a letter.

    Attributes:
        nomor: its number.
        surat: the letter's number.
        tanggal, hal, kepada: of the letter.
        docx, pdf: its first document of each kind, in the newest version.
        keadaan: as of `BarisPekerjaan`.
        pesan: why it failed.
    """

    nomor: int
    surat: str
    tanggal: date | None
    hal: str
    kepada: str
    docx: str
    pdf: str
    keadaan: KeadaanBaris
    pesan: str


class BacaPekerjaan(Pembaca):
    """Reading merges."""

    def pekerjaan(self, id_: str) -> Pekerjaan:
        """The merge with this id.

        Raises:
            TidakDitemukan: there is none.
        """
        baris = self._satu(select(_J).where(_J.c.id == id_))
        if baris is None:
            raise TidakDitemukan(f"Pekerjaan {id_} tidak ada.", "Lihat: naskah massal daftar")
        return _pekerjaan(baris)

    def semua_pekerjaan(self, batas: int | None = None) -> list[Pekerjaan]:
        """All merges, newest first."""
        perintah = select(_J).order_by(_J.c.dibuat.desc(), _J.c.id).limit(batas)
        return [_pekerjaan(b) for b in self._semua(perintah)]

    def hitung_baris(self, id_: str) -> dict[str, int]:
        """How many rows of a merge are in each state."""
        perintah = select(_B.c.keadaan, func.count().label("n")).where(_B.c.pekerjaan == id_)
        return {b["keadaan"]: b["n"] for b in self._semua(perintah.group_by(_B.c.keadaan))}

    def baris_pekerjaan(
        self,
        id_: str,
        keadaan: Collection[KeadaanBaris],
        *,
        batas: int | None = None,
        sesudah: int = 0,
        lewati: int = 0,
    ) -> list[BarisPekerjaan]:
        """Rows in one of these states, in their order, from behind row number `sesudah` on, some left out."""
        perintah = (
            select(_B)
            .where(_B.c.pekerjaan == id_, _B.c.keadaan.in_(keadaan), _B.c.nomor > sesudah)
            .order_by(_B.c.nomor)
            .limit(batas)
            .offset(lewati)
        )
        return [_baris(b) for b in self._semua(perintah)]

    def baris_antara(self, id_: str, awal: int, akhir: int) -> list[BarisPekerjaan]:
        """The rows of a merge numbered from `awal` to `akhir` that have become letters."""
        perintah = select(_B).where(_B.c.pekerjaan == id_, _B.c.nomor.between(awal, akhir))
        return [_baris(b) for b in self._semua(perintah.where(_B.c.naskah_id != "").order_by(_B.c.nomor))]

    def belum_tercetak(self) -> dict[str, str]:
        """Id of each issued letter whose document a worker is still to render = its merge."""
        perintah = select(_B.c.naskah_id, _B.c.pekerjaan).where(_B.c.keadaan == "bernomor")
        return {b["naskah_id"]: b["pekerjaan"] for b in self._semua(perintah)}

    def menyusul(self, naskah: Naskah) -> str:
        """The merge in which a worker is still to render the document of this letter; "" otherwise."""
        _, _, sisa = naskah.id_permintaan.partition(PERMINTAAN)
        id_, _, nomor = sisa.partition("/")
        if naskah.id_permintaan.startswith(PERMINTAAN) and nomor.isdecimal():
            baris = self._satu(select(_B.c.keadaan).where(_B.c.pekerjaan == id_, _B.c.nomor == int(nomor)))
            return id_ if baris is not None and baris["keadaan"] == "bernomor" else ""
        return ""

    def alur_pekerjaan(self, id_: str) -> Iterator[BarisPekerjaan]:
        """Every row, in order, without holding all of them at once."""
        perintah = select(_B).where(_B.c.pekerjaan == id_).order_by(_B.c.nomor)
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        return (_baris(b) for b in hasil.mappings())

    def daftar_pekerjaan(self, id_: str) -> Iterator[BarisTerdaftar]:
        """Every row with its letter, in order, without holding all of them at once."""
        surat = [func.coalesce(k, "").label(n) for n, k in (("surat", _K.c.nomor), ("hal", _K.c.hal))]
        perintah = (
            select(_B.c.nomor, *surat, _K.c.tanggal, func.coalesce(_K.c.kepada, "").label("kepada"))
            .add_columns(_terbaru("docx"), _terbaru("pdf"), _B.c.keadaan, _B.c.pesan)
            .join_from(_B, _K, _K.c.id == _B.c.naskah_id, isouter=True)
            .where(_B.c.pekerjaan == id_)
            .order_by(_B.c.nomor)
        )
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        return (BarisTerdaftar(**b) for b in hasil.mappings())


def _terbaru(macam: str) -> Label[str]:
    """The newest file of this kind of a row's letter."""
    perintah = select(_F.c.path).where(_F.c.naskah_id == _B.c.naskah_id, _F.c.macam == macam)
    terbaru = perintah.order_by(_F.c.letak.desc()).limit(1).scalar_subquery()
    return func.coalesce(terbaru, "").label(macam)


class TulisPekerjaan(BacaPekerjaan, Penulis):
    """Beginning merges, and noting how far they are."""

    def mulai_pekerjaan(self, pekerjaan: Pekerjaan, baris: Iterable[BarisPekerjaan]) -> Pekerjaan:
        """Keep a new merge with all its rows, `pekerjaan.jumlah` of them."""
        saat = self._pelaku.saat()
        baru = replace(pekerjaan, pelaku=self._pelaku.nama, dibuat=saat, diubah=saat)
        self._sisipkan(_J, {**vars(baru), "pilihan": json_baku(dict(baru.pilihan))})
        sisa = iter(baris)
        while potong := [_kolom(baru.id, b) for b in islice(sisa, _SEKALI)]:
            self._sisipkan(_B, *potong)
        return baru

    def keadaan_pekerjaan(self, id_: str, keadaan: KeadaanPekerjaan, sebab: str = "") -> None:
        """Note that a merge runs, has stopped (and why), or is finished."""
        nilai = {"keadaan": keadaan, "sebab": sebab, "diubah": self._pelaku.saat()}
        self._jalankan(update(_J).where(_J.c.id == id_).values(**nilai))

    def ubah_baris_pekerjaan(self, id_: str, baris: Sequence[BarisPekerjaan]) -> None:
        """Note state, letter and message of these rows."""
        perintah = (
            update(_B)
            .where(_B.c.pekerjaan == bindparam("p"), _B.c.nomor == bindparam("n"))
            .values(keadaan=bindparam("k"), naskah_id=bindparam("i"), pesan=bindparam("s"))
        )
        nilai = [{"p": id_, "n": b.nomor, "k": b.keadaan, "i": b.naskah_id, "s": b.pesan} for b in baris]
        if nilai:
            self._koneksi.execute(perintah, nilai)

    def gagalkan_yang_menunggu(self, id_: str, gagal: Mapping[int, str]) -> int:
        """Note why rows can become no letter; those that have become one meanwhile stay. How many failed."""
        perintah = update(_B).where(_B.c.pekerjaan == id_, _B.c.keadaan == "menunggu")
        return sum(
            self._jalankan(perintah.where(_B.c.nomor == n).values(keadaan="gagal", pesan=pesan))
            for n, pesan in gagal.items()
        )


def _kolom(pekerjaan: str, baris: BarisPekerjaan) -> dict[str, object]:
    isi = {k: json_baku(dict(v)) for k, v in (("isi", baris.isi), ("bagian", baris.bagian))}
    return {**vars(baris), **isi, "pekerjaan": pekerjaan}


def _pekerjaan(baris: RowMapping) -> Pekerjaan:
    return Pekerjaan(**{**baris, "pilihan": json.loads(baris["pilihan"])})


def _baris(baris: RowMapping) -> BarisPekerjaan:
    isi = {k: v for k, v in baris.items() if k != "pekerjaan"}
    return BarisPekerjaan(**{**isi, **{k: json.loads(baris[k]) for k in ("isi", "bagian")}})
