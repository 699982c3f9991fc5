"""Merges: a job, its own copy of the rows, how far each has come. Only its letters are in the chain."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from sqlalchemy import (
    Label,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
    update,
)

from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
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

KeadaanPekerjaan = Literal["berjalan", "berhenti", "selesai", "batal"]
KeadaanBaris = Literal["menunggu", "bernomor", "terbit", "selesai", "gagal", "batal"]


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
        keadaan: berjalan, berhenti, selesai; batal: voided as a whole, never to be gone on with.
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
            come); selesai; gagal (to be corrected and done again); batal (a person wanted no such letter).
        naskah_id: the letter it has become; "".
        pesan: why it failed, or was voided; "".
        temuan: what was wrong with it from the beginning, each at its place in the input.
    """

    nomor: int
    isi: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    bagian: Mapping[str, str] = field(default_factory=dict[str, str])
    keadaan: KeadaanBaris = "menunggu"
    naskah_id: str = ""
    pesan: str = ""
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class BarisTerdaftar:
    """A letter of a merge as its list shows it; what a letter has is "" or None for a row without one.

    Attributes:
        nomor: the row's number; a letter that derives from the row's own has the same.
        surat: the letter's number.
        judul: of its type.
        tanggal, hal, kepada: of the letter.
        docx, pdf: its first document of each kind, in the newest version.
        keadaan: as of `BarisPekerjaan`; batal for a letter that is void, whenever that was done.
        pesan: why it failed, or was voided.
    """

    nomor: int
    surat: str
    judul: str
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

    def pekerjaan_berpilihan(self, nama: str, nilai: Nilai) -> Pekerjaan | None:
        """The newest merge that is to be done with this choice; None when there is none."""
        tertulis = json_baku({nama: nilai})[1:-1]  # as canonical JSON has it among the others
        perintah = select(_J).where(_J.c.pilihan.contains(tertulis, autoescape=True))
        baris = self._satu(perintah.order_by(_J.c.dibuat.desc()).limit(1))
        return _pekerjaan(baris) if baris is not None else None

    def hitung_baris(self, id_: str) -> dict[str, int]:
        """How many rows of a merge are in each state."""
        perintah = select(_B.c.keadaan, func.count().label("n")).where(_B.c.pekerjaan == id_)
        return {b["keadaan"]: b["n"] for b in self._semua(perintah.group_by(_B.c.keadaan))}

    def surat_terakhir(self, id_: str) -> date | None:
        """The latest date among the letters of a merge that are not void; None while it has none."""
        perintah = select(func.max(_K.c.tanggal).label("hari")).join(_B, _B.c.naskah_id == _K.c.id)
        baris = self._satu(perintah.where(_B.c.pekerjaan == id_, _K.c.status != "batal"))
        return baris["hari"] if baris is not None else None

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
        if letak := _letak(naskah):
            id_, nomor = letak
            baris = self._satu(select(_B.c.keadaan).where(_B.c.pekerjaan == id_, _B.c.nomor == nomor))
            return id_ if baris is not None and baris["keadaan"] == "bernomor" else ""
        return ""

    def alur_pekerjaan(self, id_: str) -> Iterator[BarisPekerjaan]:
        """Every row, in order, without holding all of them at once."""
        perintah = select(_B).where(_B.c.pekerjaan == id_).order_by(_B.c.nomor)
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        return (_baris(b) for b in hasil.mappings())

    def daftar_pekerjaan(self, id_: str) -> Iterator[BarisTerdaftar]:
        """Every row with its letter and those that derive from it, in order, without holding all at once."""
        sendiri = _terdaftar(0).join_from(_B, _K, _K.c.id == _B.c.naskah_id, isouter=True)
        turunan = _terdaftar(1).join_from(_B, _K, (_K.c.induk == _B.c.naskah_id) & (_B.c.naskah_id != ""))
        perintah = union_all(*(satu.where(_B.c.pekerjaan == id_) for satu in (sendiri, turunan)))
        perintah = perintah.order_by("nomor", *_URUT)
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        nama = [f.name for f in fields(BarisTerdaftar)]
        return (BarisTerdaftar(**{n: b[n] for n in nama}) for b in hasil.mappings())


_URUT = ("tingkat", "dibuat", "urut", "surat")


def _terdaftar(tingkat: int) -> Select[Any]:
    """The columns of a `BarisTerdaftar`, and those of its place; 0 for the letter of the row itself."""
    batal = (_K.c.status == "batal") & (_B.c.keadaan != "gagal")
    return select(
        _B.c.nomor.label("nomor"),
        *(func.coalesce(_K.c[k], "").label(n) for n, k in (("surat", "nomor"), ("judul", "judul"))),
        _K.c.tanggal,
        *(func.coalesce(_K.c[k], "").label(k) for k in ("hal", "kepada")),
        _terbaru("docx"),
        _terbaru("pdf"),
        case((batal, "batal"), else_=_B.c.keadaan).label("keadaan"),
        _B.c.pesan if not tingkat else literal("").label("pesan"),
        literal(tingkat).label("tingkat"),
        func.coalesce(_K.c.dibuat, "").label("dibuat"),
        func.coalesce(_K.c.urut, 0).label("urut"),
    )


def _terbaru(macam: str) -> Label[str]:
    """The newest file of this kind of a letter."""
    perintah = select(_F.c.path).where(_F.c.naskah_id == _K.c.id, _F.c.macam == macam)
    terbaru = perintah.order_by(_F.c.letak.desc()).limit(1).correlate(_K).scalar_subquery()
    return func.coalesce(terbaru, "").label(macam)


def _letak(naskah: Naskah) -> tuple[str, int] | None:
    """The merge and the row that this letter is of; None for a letter of no merge."""
    awal, _, sisa = naskah.id_permintaan.partition(PERMINTAAN)
    id_, _, nomor = sisa.partition("/")
    return (id_, int(nomor)) if not awal and nomor.isdecimal() else None


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

    def batalkan_menunggu(self, id_: str, alasan: str) -> None:
        """Rows of a merge that have no letter yet are to get none."""
        menunggu = (_B.c.pekerjaan == id_) & (_B.c.keadaan == "menunggu")
        self._jalankan(update(_B).where(menunggu).values(keadaan="batal", pesan=alasan))

    def batalkan_baris(self, naskah: Naskah, alasan: str) -> None:
        """Note at its row that the letter of a merge was voided; nothing for a letter of no merge."""
        if letak := _letak(naskah):
            baris = (_B.c.pekerjaan == letak[0]) & (_B.c.nomor == letak[1])
            self._jalankan(update(_B).where(baris).values(keadaan="batal", pesan=alasan))

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
    temuan = json_baku([vars(t) for t in baris.temuan])
    return {**vars(baris), **isi, "temuan": temuan, "pekerjaan": pekerjaan}


def _pekerjaan(baris: RowMapping) -> Pekerjaan:
    return Pekerjaan(**{**baris, "pilihan": json.loads(baris["pilihan"])})


def _baris(baris: RowMapping) -> BarisPekerjaan:
    isi: dict[str, Any] = {k: v for k, v in baris.items() if k != "pekerjaan"}
    isi["temuan"] = tuple(Temuan(**t) for t in json.loads(baris["temuan"]))
    return BarisPekerjaan(**{**isi, **{k: json.loads(baris[k]) for k in ("isi", "bagian")}})
