"""Rows of the books: booked in the ledger first, written into the workbook when it is free.

A row has two halves: what the ledger says (`nilai`) and what people typed into their columns (`orang`).
Its earlier versions are kept, so that a workbook can be compared with the state it was written from, however
old a copy it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, func, select, update

from registers.dasar.isian import Nilai
from registers.ledger import skema
from registers.ledger.model import Baris, KeadaanBuku
from registers.ledger.rantai import json_baku
from registers.ledger.sambungan import Pembaca, Penulis

_W = skema.buku
_R = skema.baris_buku
_H = skema.riwayat_baris
_SEKALI = 500  # keys asked for in one query
_TANPA_ISI = "{}"  # of most rows nobody has typed anything


class BacaBuku(Pembaca):
    """Reading booked rows."""

    def keadaan_buku(self, buku: str, tahun: int) -> KeadaanBuku:
        """Up to which event the book's file is written."""
        baris = self._satu(select(_W).where(_W.c.buku == buku, _W.c.tahun == tahun))
        return KeadaanBuku(**baris) if baris else KeadaanBuku(buku, tahun)

    def semua_buku(self) -> list[KeadaanBuku]:
        """Every book that has rows, or had a file."""
        return [KeadaanBuku(**b) for b in self._semua(_semua_buku())]

    def buku_menunggu(self) -> list[KeadaanBuku]:
        """The books with rows that are not in their file yet."""
        menunggu = (
            select(_R.c.kunci)
            .where(_R.c.buku == _W.c.buku, _R.c.tahun == _W.c.tahun, _R.c.peristiwa > _W.c.sampai_urut)
            .exists()
        )
        return [KeadaanBuku(**b) for b in self._semua(_semua_buku().where(menunggu))]

    def baris_menunggu(self, buku: str, tahun: int) -> list[Baris]:
        """Rows booked or changed after the last event written into the file, in their order."""
        return self.baris_sejak(buku, tahun, self.keadaan_buku(buku, tahun).sampai_urut)

    def jumlah_menunggu(self, buku: str, tahun: int) -> int:
        """How many rows wait for their file."""
        sampai = self.keadaan_buku(buku, tahun).sampai_urut
        perintah = select(func.count().label("n")).where(*_milik(_R, buku, tahun), _R.c.peristiwa > sampai)
        baris = self._satu(perintah)
        return int(baris["n"]) if baris else 0

    def jumlah_menunggu_buku(self) -> dict[tuple[str, int], int]:
        """How many rows wait, of every book and year in which some do."""
        perintah = (
            select(_R.c.buku, _R.c.tahun, func.count().label("n"))
            .join(_W, (_W.c.buku == _R.c.buku) & (_W.c.tahun == _R.c.tahun))
            .where(_R.c.peristiwa > _W.c.sampai_urut)
            .group_by(_R.c.buku, _R.c.tahun)
        )
        return {(b["buku"], b["tahun"]): b["n"] for b in self._semua(perintah)}

    def jumlah_baris_buku(self) -> dict[tuple[str, int], int]:
        """How many rows every book and year has."""
        perintah = select(_R.c.buku, _R.c.tahun, func.count().label("n")).group_by(_R.c.buku, _R.c.tahun)
        return {(b["buku"], b["tahun"]): b["n"] for b in self._semua(perintah)}

    def baris_sejak(self, buku: str, tahun: int, urut: int) -> list[Baris]:
        """Rows booked or changed after event number `urut`, in their order."""
        # Sorted here: asked to sort, SQLite walks the whole book in order instead of using the index.
        baris = self._semua(_baris_buku(buku, tahun).where(_R.c.peristiwa > urut))
        return sorted((baris_dari(b) for b in baris), key=lambda b: b.urutan)

    def semua_baris(self, buku: str, tahun: int) -> list[Baris]:
        """Every row of the book, in its order."""
        return list(self.alur_baris(buku, tahun))

    def alur_baris(self, buku: str, tahun: int) -> Iterator[Baris]:
        """Every row of the book, in its order, without holding all of them at once."""
        perintah = _baris_buku(buku, tahun).order_by(_R.c.urutan).execution_options(yield_per=2000)
        return (baris_dari(b) for b in self._koneksi.execute(perintah).mappings())

    def kunci_baris(self, buku: str, tahun: int) -> set[str]:
        """The keys of all rows of a book."""
        return {b["kunci"] for b in self._semua(select(_R.c.kunci).where(*_milik(_R, buku, tahun)))}

    def baris_menurut(self, buku: str, tahun: int, kunci: Collection[str]) -> dict[str, Baris]:
        """The rows with these keys, as they stand now; keys that are unknown are left out."""
        return {
            b["kunci"]: baris_dari(b)
            for bagian in _potong(kunci)
            for b in self._semua(_baris_buku(buku, tahun).where(_R.c.kunci.in_(bagian)))
        }

    def baris_pada(self, buku: str, tahun: int, sampai: int, kini: Mapping[str, Baris]) -> dict[str, Baris]:
        """The rows `kini` as they stood when event `sampai` was the last one.

        Rows that did not exist then are left out.
        """
        hasil = {k: b for k, b in kini.items() if b.peristiwa <= sampai}
        for bagian in _potong([k for k in kini if k not in hasil]):
            perintah = (
                select(_H)
                .where(*_milik(_H, buku, tahun), _H.c.kunci.in_(bagian), _H.c.peristiwa <= sampai)
                .order_by(_H.c.peristiwa)
            )
            for b in self._semua(perintah):  # of several versions the last one wins
                hasil[b["kunci"]] = baris_dari({**b, "urutan": kini[b["kunci"]].urutan})
        return hasil

    def baris_bertanda(self, buku: str, tahun: int, sejak: int, tanda: str) -> dict[str, list[Baris]]:
        """Rows booked after event `sejak` whose values have the key `tanda`, each with all its versions.

        The newest version comes first.
        """
        baris = {b.kunci: b for b in self.baris_sejak(buku, tahun, sejak) if tanda in b.nilai}
        hasil = {k: [b] for k, b in baris.items()}
        for bagian in _potong(hasil):
            perintah = select(_H).where(*_milik(_H, buku, tahun), _H.c.kunci.in_(bagian))
            for b in self._semua(perintah.order_by(_H.c.peristiwa.desc())):
                hasil[b["kunci"]].append(baris_dari({**b, "urutan": baris[b["kunci"]].urutan}))
        return hasil

    def kunci_di_buku_lain(self, buku: str, tahun: int, kunci: Collection[str]) -> set[str]:
        """Those of these keys that are rows of another book, or of another year's."""
        bukan_ini = (_R.c.buku != buku) | (_R.c.tahun != tahun)
        return {
            b["kunci"]
            for bagian in _potong(kunci)
            for b in self._semua(select(_R.c.kunci).where(_R.c.kunci.in_(bagian), bukan_ini))
        }

    def baris_kunci(self, kunci: str) -> list[Baris]:
        """The rows a letter has, in whichever books."""
        perintah = select(_R).where(_R.c.kunci == kunci).order_by(_R.c.buku, _R.c.tahun)
        return [baris_dari(b) for b in self._semua(perintah)]


class TulisBuku(BacaBuku, Penulis):
    """Booking rows."""

    def bukukan(
        self,
        buku: str,
        tahun: int,
        kunci: str,
        nilai: Mapping[str, Nilai],
        peristiwa_urut: int,
        *,
        orang: Mapping[str, Nilai] | None = None,
        pesan: str | None = None,
        urutan: int = 0,
    ) -> int:
        """Book a row, or change it; it waits until its workbook is written.

        Args:
            buku: id of the book.
            tahun: its year.
            kunci: key of the row; a row keeps its place among the others for ever.
            nilai: values by booking key (docs/arsitektur.md, "Books"); JSON-able.
            peristiwa_urut: the event that books it, of this very transaction: who asks for the rows changed
                since an event relies on it.
            orang: what people typed, by column key; None keeps what is there.
            pesan: what the book tells people about the row; None keeps what is there.
            urutan: number of a new row, which must be free; 0 takes the next one.

        Returns:
            The row's own number in its book.
        """
        lama = self._satu(select(_R).where(*_milik(_R, buku, tahun), _R.c.kunci == kunci))
        isi: dict[str, object] = {
            "nilai": json_baku({k: v for k, v in nilai.items() if k != "urutan"}),
            "peristiwa": peristiwa_urut,
        }
        if orang is not None:
            isi["orang"] = json_baku(dict(orang))
        if pesan is not None:
            isi["pesan"] = pesan
        if lama is not None:
            self._simpan_riwayat([lama], peristiwa_urut)
            self._jalankan(update(_R).where(*_milik(_R, buku, tahun), _R.c.kunci == kunci).values(**isi))
            return int(lama["urutan"])
        nomor = urutan or self.urutan_berikut(buku, tahun)
        self._pastikan_buku(buku, tahun)
        tempat = {"buku": buku, "tahun": tahun, "kunci": kunci, "urutan": nomor}
        self._sisipkan(_R, {"orang": "{}", "pesan": "", **tempat, **isi})
        return nomor

    def bukukan_baru(
        self, buku: str, tahun: int, semua: Sequence[tuple[str, Mapping[str, Nilai], int]]
    ) -> None:
        """Book new rows, each with its key, its values and the event that books it, in their order."""
        self._pastikan_buku(buku, tahun)
        awal = self.urutan_berikut(buku, tahun)
        tempat = {"buku": buku, "tahun": tahun, "orang": _TANPA_ISI, "pesan": ""}
        self._sisipkan(
            _R,
            *(
                {
                    **tempat,
                    "kunci": kunci,
                    "nilai": json_baku(dict(nilai)),
                    "peristiwa": p,
                    "urutan": awal + ke,
                }
                for ke, (kunci, nilai, p) in enumerate(semua)
            ),
        )

    def bukukan_banyak(
        self, buku: str, tahun: int, semua: Mapping[str, Mapping[str, Nilai]], peristiwa_urut: int
    ) -> None:
        """Book rows, or change them, by key: values alone, all by one event, otherwise as `bukukan`."""
        ubah = (
            update(_R)
            .where(*_milik(_R, buku, tahun), _R.c.kunci == bindparam("k"))
            .values(nilai=bindparam("n"), peristiwa=peristiwa_urut)
        )
        bersih = {k: {n: v for n, v in isi.items() if n != "urutan"} for k, isi in semua.items()}
        for bagian in _potong(bersih):
            lama = self._semua(_baris_buku(buku, tahun).where(_R.c.kunci.in_(bagian)))
            self._simpan_riwayat(lama, peristiwa_urut)
            ada = {b["kunci"] for b in lama}
            if ada:
                self._koneksi.execute(ubah, [{"k": k, "n": json_baku(bersih[k])} for k in bagian if k in ada])
            if baru := [(k, bersih[k], peristiwa_urut) for k in bagian if k not in ada]:
                self.bukukan_baru(buku, tahun, baru)

    def urutan_berikut(self, buku: str, tahun: int) -> int:
        """The number the next row of the book gets."""
        akhir = self._satu(select(func.max(_R.c.urutan).label("akhir")).where(*_milik(_R, buku, tahun)))
        return int(akhir["akhir"] or 0) + 1 if akhir else 1

    def buku_tertulis(self, buku: str, tahun: int, sampai_urut: int, hash_: str, sidik: str = "") -> None:
        """Note that the book's file, whose SHA-256 is `sidik`, holds everything up to this event."""
        keadaan = KeadaanBuku(buku, tahun, sampai_urut, hash_, sidik, diambil_urut=sampai_urut)
        if not self._jalankan(update(_W).where(*_milik(_W, buku, tahun)).values(**vars(keadaan))):
            self._sisipkan(_W, vars(keadaan))

    def buku_terbaca(self, buku: str, tahun: int, sidik: str, diambil_urut: int | None = None) -> None:
        """Note the SHA-256 of a book's file that was read and needs no writing.

        Args:
            buku: id of the book.
            tahun: its year.
            sidik: hash of the file; "" asks for a full comparison next time.
            diambil_urut: the event that took edits out of it, if any.
        """
        nilai: dict[str, object] = {"sidik": sidik}
        if diambil_urut is not None:
            nilai["diambil_urut"] = diambil_urut
        self._jalankan(update(_W).where(*_milik(_W, buku, tahun)).values(**nilai))

    def _pastikan_buku(self, buku: str, tahun: int) -> None:
        if self._satu(select(_W.c.buku).where(*_milik(_W, buku, tahun))) is None:
            self._sisipkan(_W, vars(KeadaanBuku(buku, tahun)))

    def _simpan_riwayat(self, lama: Sequence[RowMapping], peristiwa_urut: int) -> None:
        """Keep the versions that are about to be replaced; of one event only the last version counts."""
        kolom = [k.name for k in _H.c]
        self._sisipkan(_H, *({k: b[k] for k in kolom} for b in lama if b["peristiwa"] != peristiwa_urut))


def _milik(tabel: Any, buku: str, tahun: int) -> tuple[Any, Any]:
    return tabel.c.buku == buku, tabel.c.tahun == tahun


def _baris_buku(buku: str, tahun: int) -> Select[*tuple[Any, ...]]:
    return select(_R).where(*_milik(_R, buku, tahun))


def _semua_buku() -> Select[*tuple[Any, ...]]:
    return select(_W).order_by(_W.c.buku, _W.c.tahun)


def _potong(kunci: Collection[str]) -> Iterator[Sequence[str]]:
    daftar = list(kunci)
    return (daftar[awal : awal + _SEKALI] for awal in range(0, len(daftar), _SEKALI))


def baris_dari(baris: Mapping[Any, Any]) -> Baris:
    """A row of table baris_buku as a value."""
    # The books of all series share one run of row numbers; `urut` starts again in every series.
    return Baris(
        buku=baris["buku"],
        tahun=baris["tahun"],
        kunci=baris["kunci"],
        nilai={**json.loads(baris["nilai"]), "urutan": baris["urutan"]},
        peristiwa=baris["peristiwa"],
        urutan=baris["urutan"],
        orang=json.loads(baris["orang"]) if baris["orang"] != _TANPA_ISI else {},
        pesan=baris["pesan"],
    )
