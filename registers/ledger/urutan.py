"""Reading series and numbers: which number a letter would get, which are missing and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, case, func, select, true

from registers.dasar.galat import NomorDitolak, TidakDitemukan
from registers.dasar.pola import BELUM, Pola, PolaSalah, huruf_sisipan, urutan_sisipan
from registers.dasar.waktu import bulan_romawi, tanggal_panjang
from registers.ledger import skema
from registers.ledger.model import Celah, Nomor, Seri
from registers.ledger.sambungan import Pembaca
from registers.ledger.seri import beda_seri

_N = skema.nomor
_S = skema.seri
LOMPATAN_MAKS = 1000  # numbers a typed one may leave out in front of it


@dataclass(frozen=True)
class SeriAktif:
    """A series of the ledger with its pattern parsed and the period that starts at `mulai`."""

    seri: Seri
    pola: Pola
    mulai_periode: int

    def mulai(self, periode: int) -> int:
        """The first number of a period."""
        return self.seri.mulai if periode == self.mulai_periode else 1

    def sesudah(self, urut: int, periode: int) -> int:
        """The number after `urut`, the last one taken in that period (0 for none)."""
        return max(urut + 1, self.mulai(periode))

    def cetak(
        self, urut: int, sisip: int, tanggal: date, bagian: dict[str, str], *, contoh: bool = False
    ) -> str:
        """The number as text; in an example, parts that are not known are left open.

        Raises:
            NomorDitolak: the letter lacks a part the pattern prints.
        """
        if not contoh and "klas" in self.pola.token and not bagian.get("klas"):
            raise NomorDitolak(
                "Kode klasifikasi belum diisi.",
                "Isi kolom Kode, misalnya 500.3.2 (naskah klasifikasi KATA).",
            )
        try:
            return (self.pola.contoh if contoh else self.pola.cetak)(
                **bagian,
                urut=urut,
                sisipan=huruf_sisipan(sisip),
                tahun=tanggal.year,
                bulan=f"{tanggal.month:02}",
                bulan_romawi=bulan_romawi(tanggal.month),
            )
        except PolaSalah as galat:
            raise NomorDitolak(
                f"Nomor seri {self.seri.id} tidak dapat disusun dari pola {self.pola.asal}: {galat.pesan}.",
                "Lengkapi isian naskah, atau perbaiki pola seri itu di kantor.toml.",
            ) from galat


class BacaNomor(Pembaca):
    """Reading series, numbers and the holes between them."""

    def seri(self) -> list[Seri]:
        """The accepted series, in the order they were declared; empty in a new ledger."""
        return [_seri(b) for b in self._semua(select(_S).where(_S.c.aktif).order_by(_S.c.letak))]

    def beda_seri(self, defs: Sequence[Seri]) -> list[str]:
        """What accepting `defs` would change, one Indonesian phrase per difference."""
        return beda_seri(self.seri(), defs)

    def berikut(
        self,
        seri_id: str,
        tanggal: date,
        *,
        klas: str = "",
        bidang: str = "",
        keamanan: str = "",
        jenis: str = "",
    ) -> Nomor:
        """The number a letter of that date would get now. Nothing is taken.

        With `pola.BELUM` for a part, the text is an example in which the parts not given are left open.

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: the date is before the last letter's and the series does not insert, the type may
                not use the series, a part of the pattern is missing, or others give its numbers.
        """
        aktif = self._aktif(seri_id, jenis)
        if aktif.seri.luar:
            raise NomorDitolak(
                f"Nomor seri {seri_id} diberi oleh pihak lain, bukan oleh buku besar ini.",
                "Simpan sebagai konsep; setelah nomornya ada: naskah terbit ID --nomor NOMOR",
            )
        periode = aktif.seri.periode(tanggal)
        akhir = self._satu(terbesar(seri_id, periode))
        terakhir = self._satu(terakhir_berlaku(seri_id, periode)) if akhir else None
        if terakhir is not None and tanggal < terakhir["tanggal"]:
            urut, sisip = self._sisipan(aktif, terakhir, tanggal)
        else:
            urut, sisip = aktif.sesudah(akhir["urut"] if akhir else 0, periode), 0
        isi = bagian(klas, bidang, keamanan, jenis)
        teks = aktif.cetak(urut, sisip, tanggal, isi, contoh=BELUM in isi.values())
        return Nomor(seri_id, periode, urut, huruf_sisipan(sisip), teks, tanggal)

    def berikut_banyak(
        self, seri_id: str, tanggal: date, jenis: str, untuk: Sequence[tuple[str, Mapping[str, str]]]
    ) -> list[Nomor]:
        """The numbers that many letters of one type and day would get now, one after the other.

        Args:
            seri_id: the series.
            tanggal: their date in the office's zone.
            jenis: their type.
            untuk: for each letter its id, and what else its number may print (klas, bidang, keamanan).

        Raises:
            TidakDitemukan, NomorDitolak: as `berikut`.
        """
        aktif, hasil = self._aktif(seri_id, jenis), list[Nomor]()
        for id_, isi in untuk:
            if not hasil:
                nomor = self.berikut(seri_id, tanggal, jenis=jenis, **isi)
            else:
                urut, sisip = hasil[-1].urut, urutan_sisipan(hasil[-1].sisipan)
                urut, sisip = (urut, sisip + 1) if sisip else (urut + 1, 0)
                teks = aktif.cetak(urut, sisip, tanggal, {**bagian("", "", "", jenis), **isi})
                nomor = replace(hasil[-1], urut=urut, sisipan=huruf_sisipan(sisip), teks=teks)
            hasil.append(replace(nomor, naskah_id=id_))
        return hasil

    def hari_berikut(self, seri_id: str, hari: date) -> date:
        """The earliest day from `hari` on that no letter of the series comes after."""
        akhir = self._satu(terakhir_berlaku(seri_id, self._aktif(seri_id).seri.periode(hari)))
        return max(hari, akhir["tanggal"]) if akhir else hari

    def pesanan(self, nomor: str = "", seri_id: str = "") -> list[Nomor]:
        """Reserved numbers still held, oldest first.

        Args:
            nomor: the text printed at reservation, or the bare running number; "" for all.
            seri_id: only this series; "" for all.
        """
        perintah = select(_N).where(_N.c.status == "dipesan")
        if seri_id:
            perintah = perintah.where(_N.c.seri == seri_id)
        if nomor:
            perintah = perintah.where(cocok_nomor(nomor))
        return [nomor_dari(b) for b in self._semua(perintah.order_by(_N.c.seri, _N.c.periode, _N.c.urut))]

    def celah(self, seri_id: str | None = None) -> list[Celah]:
        """Every number that no letter bears, with the reason; series numbered by others are left out.

        A run longer than typing may leave (`mulai` was raised) is told once, at its first number.

        Raises:
            TidakDitemukan: no such series.
        """
        if seri_id is not None:
            self._aktif(seri_id)
        semua = [*self._celah_terjelaskan(seri_id), *self._celah_lompatan(seri_id)]
        return sorted(semua, key=lambda c: (c.seri, c.periode, c.urut))

    def _celah_terjelaskan(self, seri_id: str | None) -> Iterator[Celah]:
        perintah = (
            select(_N)
            .join(_S, _S.c.id == _N.c.seri)
            .where(_N.c.status.in_(["dipesan", "lepas", "batal"]), _N.c.sisip == 0, ~_S.c.luar)
            .where(_hanya(seri_id))
        )
        for b in self._semua(perintah):
            sebab = {
                "dipesan": f"dipesan untuk {b['untuk']}",
                "lepas": f"dilepas: {b['alasan']}",
                "batal": f"batal: {b['alasan']}",
            }[b["status"]]
            yield Celah(b["seri"], b["periode"], b["urut"], sebab)

    def _celah_lompatan(self, seri_id: str | None) -> Iterator[Celah]:
        """Numbers that were jumped over when a letter made by hand was entered."""
        lalu = func.lag(_N.c.urut).over(partition_by=(_N.c.seri, _N.c.periode), order_by=_N.c.urut)
        berpasangan = (
            select(_N.c.seri, _N.c.periode, _N.c.urut, lalu.label("lalu"))
            .where(_N.c.sisip == 0, _hanya(seri_id))
            .subquery()
        )
        mulai = case((_S.c.mulai_periode == berpasangan.c.periode, _S.c.mulai), else_=1)
        sebelum = func.coalesce(berpasangan.c.lalu, mulai - 1)
        perintah = (
            select(berpasangan.c.seri, berpasangan.c.periode, berpasangan.c.urut, sebelum.label("sebelum"))
            .join(_S, _S.c.id == berpasangan.c.seri)
            .where(~_S.c.luar, berpasangan.c.urut - sebelum > 1)
        )
        for b in self._semua(perintah):
            awal, akhir = b["sebelum"] + 1, b["urut"] - 1
            if akhir - awal >= LOMPATAN_MAKS:
                yield Celah(b["seri"], b["periode"], awal, f"belum tercatat, sampai dengan {akhir}")
                continue
            for urut in range(awal, akhir + 1):
                yield Celah(b["seri"], b["periode"], urut, "belum tercatat")

    def _aktif(self, seri_id: str, jenis: str = "") -> SeriAktif:
        baris = self._satu(select(_S).where(_S.c.id == seri_id, _S.c.aktif))
        if baris is None:
            dikenal = ", ".join(s.id for s in self.seri()) or "belum ada"
            raise TidakDitemukan(f"Seri nomor {seri_id} tidak ada di buku besar.", f"Yang ada: {dikenal}.")
        seri = _seri(baris)
        if jenis and seri.jenis and jenis not in seri.jenis:
            raise NomorDitolak(
                f"Jenis {jenis} tidak boleh memakai seri {seri_id}.",
                f"Seri itu hanya untuk: {', '.join(seri.jenis)}.",
            )
        return SeriAktif(seri, Pola.urai(seri.pola, seri.tetap), baris["mulai_periode"])

    def _sisipan(self, aktif: SeriAktif, terakhir: RowMapping, tanggal: date) -> tuple[int, int]:
        """Where a backdated letter goes: behind the last number dated no later than it."""
        seri_id, periode = terakhir["seri"], terakhir["periode"]
        if aktif.seri.mundur == "tolak":
            raise NomorDitolak(
                f"Nomor terakhir seri {seri_id} adalah {terakhir['teks']} tanggal "
                f"{tanggal_panjang(terakhir['tanggal'])}; surat tanggal {tanggal_panjang(tanggal)} "
                "tidak boleh mendahuluinya.",
                f"Pakai tanggal {tanggal_panjang(terakhir['tanggal'])} atau sesudahnya, atau nomor yang "
                "sudah dipesan (--pesanan NOMOR).",
            )
        dasar = self._satu(terbesar(seri_id, periode, biasa=True).where(_N.c.tanggal <= tanggal))
        if dasar is None:
            raise NomorDitolak(
                f"Surat tanggal {tanggal_panjang(tanggal)} mendahului semua nomor seri {seri_id} tahun itu; "
                "tidak ada nomor yang dapat disisipi.",
                "Pakai tanggal surat yang pertama atau sesudahnya.",
            )
        sisip = self._satu(terbesar(seri_id, periode).where(_N.c.urut == dasar["urut"]))
        return dasar["urut"], (sisip["sisip"] if sisip else 0) + 1


def bagian(klas: str, bidang: str, keamanan: str, jenis: str) -> dict[str, str]:
    """The parts a letter brings to its number."""
    return {"klas": klas, "bidang": bidang, "keamanan": keamanan, "jenis": jenis}


def nomor_dari(baris: RowMapping) -> Nomor:
    """A row of table nomor as a value."""
    return Nomor(
        seri=baris["seri"],
        periode=baris["periode"],
        urut=baris["urut"],
        sisipan=huruf_sisipan(baris["sisip"]),
        teks=baris["teks"],
        tanggal=baris["tanggal"],
        status=baris["status"],
        pelaku=baris["pelaku"],
        untuk=baris["untuk"],
        alasan=baris["alasan"],
        naskah_id=baris["naskah_id"],
    )


def cocok_nomor(nomor: str) -> ColumnElement[bool]:
    """The condition "this is the number a person means": its whole text, or its bare running number."""
    rapi = " ".join(nomor.split())
    if re.fullmatch(r"[0-9]{1,9}", rapi):
        return (_N.c.teks == rapi) | ((_N.c.urut == int(rapi)) & (_N.c.sisip == 0))
    return _N.c.teks == rapi


def terbesar(seri_id: str, periode: int, *, biasa: bool = False) -> Select[*tuple[Any, ...]]:
    """The last number of a period; with `biasa`, the last that was never reserved."""
    perintah = (
        select(_N)
        .where(_N.c.seri == seri_id, _N.c.periode == periode)
        .order_by(_N.c.urut.desc(), _N.c.sisip.desc())
        .limit(1)
    )
    return perintah.where(~_N.c.pesanan) if biasa else perintah


def terakhir_berlaku(seri_id: str, periode: int) -> Select[*tuple[Any, ...]]:
    """The number whose date later letters of a period may not precede.

    Reserved numbers are taken out of turn: their dates say nothing about the order. Neither do those of void
    letters: a date that was mistyped must not hold up the office. Insertions stand in no order among
    themselves.
    """
    return (
        select(_N)
        .where(_N.c.seri == seri_id, _N.c.periode == periode, ~_N.c.pesanan, _N.c.status != "batal")
        .order_by(_N.c.urut.desc(), _N.c.tanggal.desc(), _N.c.sisip.desc())
        .limit(1)
    )


def _hanya(seri_id: str | None) -> ColumnElement[bool]:
    return true() if seri_id is None else _N.c.seri == seri_id


def _seri(baris: RowMapping) -> Seri:
    return Seri(
        id=baris["id"],
        pola=baris["pola"],
        tetap=json.loads(baris["tetap"]),
        reset=baris["reset"],
        mulai=baris["mulai"],
        mundur=baris["mundur"],
        luar=baris["luar"],
        jenis=tuple(json.loads(baris["jenis"])),
    )
