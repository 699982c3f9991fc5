"""Letters, their files and the content they were made from."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import RowMapping, delete, func, select, update

from registers.dasar.galat import KeadaanDitolak, TidakDitemukan
from registers.dasar.isian import Nilai
from registers.ledger import skema
from registers.ledger.model import Naskah, Peristiwa, Status
from registers.ledger.nomor import TulisNomor
from registers.ledger.rantai import json_baku
from registers.ledger.sambungan import Pembaca

_K = skema.naskah
_B = skema.berkas
_I = skema.isi
_P = skema.peristiwa

# What a letter may become. Isian and konsep are drafts; a number is for ever.
_BOLEH: dict[Status, tuple[Status, ...]] = {
    "isian": ("isian", "konsep", "terbit"),
    "konsep": ("konsep", "terbit"),
    "terbit": ("terbit", "batal"),
    "batal": (),
    # Incoming: taken in, finished once every branch of its disposition is, perhaps opened again.
    "diterima": ("diterima", "selesai", "batal"),
    "selesai": ("diterima", "selesai", "batal"),
}
_MASUK = ("diterima", "selesai")
_TETAP_SESUDAH_TERBIT = ("jenis", "arah", "seri", "periode", "urut", "sisipan", "nomor", "tanggal")
_ABJAD = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 signs; no 0/o and 1/l, which look alike on paper
_COBA_PENDEK = 4  # collisions with 6 signs before 7 are used


class BacaNaskah(Pembaca):
    """Reading letters, files and content."""

    def naskah(self, id_: str) -> Naskah:
        """The letter with this id.

        Raises:
            TidakDitemukan: there is none.
        """
        baris = self._satu(select(_K).where(_K.c.id == id_))
        if baris is None:
            raise TidakDitemukan(f"Naskah {id_} tidak ada di buku besar.", "Cari dengan: naskah cari KATA")
        return _naskah(baris)

    def permintaan(self, id_permintaan: str, sidik: str = "") -> Naskah | None:
        """The letter a request has made already, None for a new request or an empty id.

        Raises:
            KeadaanDitolak: the same id came before with other content.
        """
        if not id_permintaan:
            return None
        baris = self._satu(select(_K).where(_K.c.id_permintaan == id_permintaan))
        if baris is None:
            return None
        if sidik and baris["sidik"] != sidik:
            raise KeadaanDitolak(
                f"Permintaan {id_permintaan} sudah dipakai untuk isi yang lain (naskah {baris['id']}).",
                "Beri id permintaan yang baru.",
            )
        return _naskah(baris)

    def turunan(self, id_: str) -> list[Naskah]:
        """The letters that derive from this one, in the order they were made."""
        perintah = select(_K).where(_K.c.induk == id_).order_by(_K.c.dibuat, _K.c.seri, _K.c.urut, _K.c.id)
        return [_naskah(b) for b in self._semua(perintah)]

    def menurut_nomor(self, teks: str) -> list[Naskah]:
        """The letters with this number, newest first; the same text may come back in another year."""
        rapi = " ".join(teks.split())
        perintah = select(_K).where(_K.c.nomor == rapi).order_by(_K.c.tanggal.desc(), _K.c.id)
        return [_naskah(b) for b in self._semua(perintah)] if rapi else []

    def terakhir(self, batas: int) -> list[Naskah]:
        """The letters that were stored last, newest first; half-filled forms are left out."""
        # The last events name them: asked for the newest rows, SQLite would read every letter.
        terbaru = select(_P.c.naskah_id).where(_P.c.naskah_id != "").order_by(_P.c.urut.desc())
        ids = list(dict.fromkeys(b["naskah_id"] for b in self._semua(terbaru.limit(batas * 6))))[:batas]
        return self.naskah_banyak(ids)

    def naskah_banyak(self, ids: Sequence[str]) -> list[Naskah]:
        """The letters with these ids, in their order; an unknown id is left out."""
        menurut = {b["id"]: _naskah(b) for b in self._semua(select(_K).where(_K.c.id.in_(list(ids))))}
        return [menurut[id_] for id_ in ids if id_ in menurut]

    def id_diterima(self) -> list[str]:
        """The incoming letters that are not finished."""
        perintah = select(_K.c.id).where(_K.c.status == "diterima", _K.c.jenis == "surat-masuk")
        return [b["id"] for b in self._semua(perintah.order_by(_K.c.dibuat.desc(), _K.c.id))]

    def isian_terbaru(self, batas: int) -> list[Naskah]:
        """Half-filled forms, the one saved last first."""
        perintah = select(_K).where(_K.c.status == "isian").order_by(_K.c.diubah.desc(), _K.c.id)
        return [_naskah(b) for b in self._semua(perintah.limit(batas))]

    def jumlah_jenis(self) -> dict[str, int]:
        """How many letters of each type were issued."""
        perintah = (
            select(_K.c.jenis, func.count().label("n")).where(_K.c.status == "terbit").group_by(_K.c.jenis)
        )
        return {b["jenis"]: b["n"] for b in self._semua(perintah)}

    def cari(
        self,
        kata: str = "",
        dari: date | None = None,
        sampai: date | None = None,
        jenis: str = "",
        status: str = "",
        batas: int | None = 50,
    ) -> list[Naskah]:
        """Letters, newest first.

        Args:
            kata: words that must all occur (number, hal, names, values), in any case and order.
            dari: first date of the letter.
            sampai: last date of the letter.
            jenis: id of the type.
            status: isian, konsep, terbit, batal.
            batas: at most so many; None for all.
        """
        perintah = select(_K).order_by(_K.c.tanggal.desc().nulls_last(), _K.c.dibuat.desc(), _K.c.id)
        for satu in kata_dicari(kata):
            perintah = perintah.where(_K.c.pencarian.contains(satu, autoescape=True))
        if dari is not None:
            perintah = perintah.where(_K.c.tanggal >= dari)
        if sampai is not None:
            perintah = perintah.where(_K.c.tanggal <= sampai)
        if jenis:
            perintah = perintah.where(_K.c.jenis == jenis)
        if status:
            perintah = perintah.where(_K.c.status == status)
        return [_naskah(b) for b in self._semua(perintah.limit(batas))]


class TulisNaskah(BacaNaskah, TulisNomor):
    """Saving letters, files and content."""

    def id_baru(self, acak: Callable[[int], int] = secrets.randbelow, awalan: str = "N") -> str:
        """A short id no letter has, as `id_banyak`."""
        return self.id_banyak(1, acak, awalan)[0]

    def id_banyak(
        self, jumlah: int, acak: Callable[[int], int] = secrets.randbelow, awalan: str = "N"
    ) -> list[str]:
        """Short ids no letter has: "N-" and 6 signs that cannot be mistaken for one another, 7 when crowded.

        Args:
            jumlah: how many.
            acak: gives a number below its argument; randomness is passed in.
            awalan: "N" for outgoing letters, "M" for incoming ones.
        """
        hasil: dict[str, None] = {}
        coba = 0
        while len(hasil) < jumlah:
            panjang = 6 if coba < _COBA_PENDEK else 7
            calon = {
                f"{awalan}-" + "".join(_ABJAD[acak(len(_ABJAD))] for _ in range(panjang)): None
                for _ in range(jumlah - len(hasil))
            }
            ada = {b["id"] for b in self._semua(select(_K.c.id).where(_K.c.id.in_(calon)))}
            hasil |= {id_: None for id_ in calon if id_ not in ada}
            coba += 1
        return list(hasil)

    def simpan_naskah(self, naskah: Naskah) -> Naskah:
        """Insert a letter (`versi` 0), or replace the version that was read by a new one.

        Returns:
            The letter as stored, with its new `versi`.

        Raises:
            KeadaanDitolak: somebody else saved a newer version, its state does not allow the step, its number
                is not its own, or its request id belongs to another letter.
        """
        lama = self._satu(select(_K).where(_K.c.id == naskah.id))
        self._pastikan_versi(naskah, lama)
        self._pastikan_langkah(naskah, _naskah(lama) if lama else None)
        if lama is None and naskah.id_permintaan and self.permintaan(naskah.id_permintaan) is not None:
            raise KeadaanDitolak(f"Permintaan {naskah.id_permintaan} sudah membuat naskah lain.")
        if naskah.status == "terbit":
            self._pasang(naskah)
        saat = self._pelaku.saat()
        baru = replace(
            naskah,
            versi=naskah.versi + 1,
            dibuat=datetime.fromisoformat(lama["dibuat"] if lama else saat),
            diubah=datetime.fromisoformat(saat),
        )
        if lama is None:
            self._sisipkan(_K, _kolom(baru))
        else:
            self._jalankan(update(_K).where(_K.c.id == naskah.id).values(**_kolom(baru)))
        return baru

    def simpan_terbit(self, semua: Sequence[Naskah]) -> None:
        """Insert new letters that bear the numbers `alokasi_banyak` took for them.

        Raises:
            KeadaanDitolak: a number is not the letter's own, or a request has made another letter already.
        """
        saat = datetime.fromisoformat(self._pelaku.saat())
        for naskah in semua:
            self._pastikan_langkah(naskah, None)
            kunci = (naskah.seri, naskah.periode, naskah.urut, naskah.sisipan)
            if self._yatim.pop(kunci, None) != naskah.nomor:
                raise KeadaanDitolak(f"Nomor {naskah.nomor} bukan milik naskah {naskah.id}.")
        minta = [n.id_permintaan for n in semua if n.id_permintaan]
        for baris in self._semua(select(_K.c.id_permintaan).where(_K.c.id_permintaan.in_(minta))):
            raise KeadaanDitolak(f"Permintaan {baris['id_permintaan']} sudah membuat naskah lain.")
        baru = {"versi": 1, "dibuat": _saat(saat), "diubah": _saat(saat)}
        self._sisipkan(_K, *({**_kolom(n), **baru} for n in semua))

    def buang_isian(self, naskah_id: str) -> None:
        """Take a half-filled form away; nothing else can be."""
        self._jalankan(delete(_K).where(_K.c.id == naskah_id, _K.c.status == "isian"))

    def batal(self, naskah_id: str, alasan: str) -> Peristiwa:
        """Void an issued letter, as an event. Its number stays taken; nothing is deleted.

        Raises:
            TidakDitemukan: no such letter.
            KeadaanDitolak: it is not issued, or no reason was given.
        """
        naskah = self.naskah(naskah_id)
        if naskah.status not in ("terbit", *_MASUK):
            raise KeadaanDitolak(
                f"Naskah {naskah_id} berstatus {naskah.status}; yang dapat dibatalkan hanya yang terbit atau "
                "surat masuk."
            )
        if not alasan.strip():
            raise KeadaanDitolak("Alasan pembatalan belum ditulis.", "Tulis --alasan.")
        self.simpan_naskah(replace(naskah, status="batal"))
        if naskah.arah == "keluar":
            self._batalkan_nomor(naskah, alasan.strip())
        return self.catat("batal", naskah_id, {"nomor": naskah.nomor, "alasan": alasan.strip()})

    def _pastikan_versi(self, naskah: Naskah, lama: RowMapping | None) -> None:
        ada = lama["versi"] if lama else 0
        if naskah.versi != ada:
            raise KeadaanDitolak(
                f"Naskah {naskah.id} sudah diubah orang lain: kini versi {ada}, Anda mengubah versi "
                f"{naskah.versi}.",
                "Buka lagi naskah itu, lalu ulangi perubahan Anda.",
            )

    def _pastikan_langkah(self, baru: Naskah, lama: Naskah | None) -> None:
        if lama is not None and baru.status not in _BOLEH[lama.status]:
            raise KeadaanDitolak(
                f"Naskah {baru.id} berstatus {lama.status} dan tidak dapat menjadi {baru.status}."
            )
        if lama is not None and lama.status == "terbit":
            for nama in _TETAP_SESUDAH_TERBIT:
                if getattr(lama, nama) != getattr(baru, nama):
                    raise KeadaanDitolak(f"Naskah {baru.id} sudah terbit; {nama} tidak dapat diubah.")
        if baru.arah == "masuk":
            return  # its number is the sender's
        bernomor = bool(baru.nomor and baru.seri and baru.urut and baru.tanggal)
        if (baru.status in ("terbit", "batal")) != bernomor:
            raise KeadaanDitolak(
                f"Naskah {baru.id} berstatus {baru.status} "
                + ("tetapi belum bernomor dan bertanggal." if not bernomor else "tidak boleh bernomor.")
            )


def _naskah(baris: RowMapping) -> Naskah:
    nilai = dict(baris)
    del nilai["pencarian"]
    nilai["id_permintaan"] = nilai["id_permintaan"] or ""
    for nama in ("isi", "bahan"):
        nilai[nama] = json.loads(nilai[nama])
    for nama in ("dibuat", "diubah"):
        nilai[nama] = datetime.fromisoformat(nilai[nama])
    return Naskah(**nilai)


def _kolom(naskah: Naskah) -> dict[str, object]:
    """The letter as a row: every field of `Naskah` under its own name."""
    return {
        **{nama: getattr(naskah, nama) for nama in Naskah.__dataclass_fields__},
        "id_permintaan": naskah.id_permintaan or None,
        "isi": json_baku(dict(naskah.isi)),
        "bahan": json_baku(dict(naskah.bahan)),
        "pencarian": _pencarian(naskah),
        "dibuat": _saat(naskah.dibuat),
        "diubah": _saat(naskah.diubah),
    }


def _saat(kapan: datetime | None) -> str:
    return kapan.isoformat(timespec="microseconds") if kapan else ""


def _pencarian(naskah: Naskah) -> str:
    """Everything a person may remember of a letter, as one lower-case text."""
    umum = (
        naskah.id,
        naskah.nomor,
        naskah.judul,
        naskah.jenis,
        naskah.klas,
        naskah.hal,
        naskah.kepada,
        naskah.penandatangan,
    )
    # Each word once: letters are asked for by words, which never reach over a blank, and all of this is read.
    return " ".join(dict.fromkeys(kata for t in (*umum, *_teks(naskah.isi)) for kata in t.casefold().split()))


def kata_dicari(kata: str) -> list[str]:
    """The words somebody looks for, the longest first: it rules out most."""
    return sorted(kata.casefold().split(), key=len, reverse=True)


def _teks(nilai: Nilai) -> Iterator[str]:
    if isinstance(nilai, str):
        yield " ".join(nilai.split())
    elif isinstance(nilai, dict):
        for satu in nilai.values():
            yield from _teks(satu)
    elif isinstance(nilai, list):
        for satu in nilai:
            yield from _teks(satu)
