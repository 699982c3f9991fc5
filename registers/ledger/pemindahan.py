"""A ledger moves to another database: whole, checked there, and never valid in two places.

    copy, compare, COMMIT there → mark here → the copy counts → (the office's kantor.toml follows)

Until the first COMMIT nothing has changed. From then on the copy bears a mark until the old ledger bears
its own, so that a crash leaves one ledger or none that can be opened; the same move, repeated, goes on from
there. All the while the old ledger's write lock is held: nobody takes a number meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from registers.dasar.galat import BukuBesarDitolak, KerusakanDitemukan
from registers.dasar.temuan import Temuan
from registers.ledger import migrasi, skema, tempat
from registers.ledger.mesin import berkas_kosong, buat_mesin, lepas_wal, transaksi
from registers.ledger.penyalinan import (
    IsiTabel,
    Penyidik,
    bagian,
    jumlah_baris,
    kosongkan,
    lanjutkan_nomor_baris,
    tabel_yang_ada,
    tak_muat,
)
from registers.ledger.peristiwa import BacaPeristiwa

Maju: TypeAlias = Callable[[int], None]
Mulai: TypeAlias = Callable[[int], Maju]  # told how many rows will be gone through; told each part of them
_TEMUAN_MAKS = 50
_KOSONGKAN = "Pakai basis data baru yang masih kosong; yang ini tidak disentuh."
_TUTUP = "Tutup semua naskah yang masih berjalan di kantor ini, lalu ulangi."


class Tahap(Enum):
    """How far a move has come."""

    BARU = "baru"  # nothing there yet
    TERPUTUS = "terputus"  # a copy that never counted is there: it is made anew
    TIBA = "tiba"  # only kantor.toml is left


@dataclass(frozen=True)
class Salinan:
    """What was, or would be, moved: every table, number and hash of the last event."""

    tabel: tuple[IsiTabel, ...]
    kepala: tuple[int, str]


@dataclass(frozen=True)
class Pemindahan:
    """One move of the office `kantor_id`; addresses are shown as `nama_asal` and `nama_tujuan`."""

    asal: Engine
    tujuan: Engine
    nama_asal: str
    nama_tujuan: str
    kantor_id: str

    def ditinggalkan(self) -> bool:
        """Whether the ledger was left already: this move, or another one, was interrupted or is done."""
        if berkas_kosong(self.asal):
            return False
        with transaksi(self.asal, tulis=False) as a:
            return bool(self._pindah_ke(a))

    def tahap(self) -> Tahap:
        """How far this move has come.

        Raises:
            BukuBesarDitolak: the target holds something else, or the ledger has moved to another place.
        """
        with transaksi(self.asal, tulis=False) as a:
            if berkas_kosong(self.tujuan):
                return self._tahap(a, None)  # connecting would make the file
            with transaksi(self.tujuan, tulis=False) as t:
                return self._tahap(a, t)

    def coba(self, mulai: Mulai) -> Salinan | None:
        """Read everything as the move would, and write nothing; None when the ledger has arrived.

        Raises:
            BukuBesarDitolak: as `tahap`.
            KerusakanDitemukan: the chain is broken, or a value does not fit into the other database.
        """
        if self.tahap() is Tahap.TIBA:
            return None
        with transaksi(self.asal, tulis=False) as a:
            self._pastikan_utuh(a)
            return Salinan(self._isi(a, mulai(jumlah_baris(a))), BacaPeristiwa(a).kepala())

    def jalankan(self, mulai: Mulai) -> Salinan | None:
        """Move the ledger, or finish a move that was interrupted; None when it had arrived.

        Raises:
            BukuBesarDitolak: as `tahap`.
            BukuBesarSibuk: others kept writing.
            KerusakanDitemukan: as `coba`, or the copy came out different and was undone.
        """
        if self.tahap() is Tahap.TIBA:
            return None
        salinan = self._salin(mulai)
        with transaksi(self.tujuan, tulis=True) as t:
            tempat.kunci_tulis(t)
            tempat.hapus_tanda(t, tempat.BELUM_TIBA)
        return salinan

    def _pindah_ke(self, a: Connection) -> str:
        return tempat.tanda(a).get(tempat.PINDAH_KE, "") if inspect(a).has_table("meta") else ""

    def _tahap(self, a: Connection, t: Connection | None) -> Tahap:
        ke = self._pindah_ke(a)
        ada = self._yang_ada(t) if t is not None else None
        if ke and (ke != self.nama_tujuan or ada is None):
            raise BukuBesarDitolak(
                f"Buku besar ini sudah pindah ke {ke}"
                + ("." if ke != self.nama_tujuan else ", tetapi di sana tidak ada apa-apa."),
                f"Selesaikan dengan: naskah pindah-database {ke}"
                if ke != self.nama_tujuan
                else "Pulihkan basis data itu dari cadangannya, lalu ulangi.",
            )
        if t is None or ada is None:
            return Tahap.BARU
        if tempat.BELUM_TIBA in ada:
            return Tahap.TERPUTUS
        urut, hash_ = BacaPeristiwa(a).kepala()
        if ke and tempat.PINDAH_KE not in ada and BacaPeristiwa(t).hash_ke(urut) == hash_:
            return Tahap.TIBA
        lagi = f", sudah pindah ke {ada[tempat.PINDAH_KE]}" if tempat.PINDAH_KE in ada else ""
        raise BukuBesarDitolak(
            f"{self.nama_tujuan} sudah berisi buku besar kantor ini "
            f"({BacaPeristiwa(t).kepala()[0]} peristiwa{lagi}).",
            _KOSONGKAN if t.dialect.name == "postgresql" else _TUTUP,
        )

    def _yang_ada(self, t: Connection) -> dict[str, str] | None:
        """The marks of the ledger in the target; None when the target is empty.

        Raises:
            BukuBesarDitolak: other tables, another office, a newer program, letters it cannot write.
        """
        if t.dialect.name == "postgresql":
            penyandian = str(t.execute(text("SHOW server_encoding")).scalar())
            if penyandian != "UTF8":
                raise BukuBesarDitolak(
                    f"Basis data tujuan memakai penyandian {penyandian}, bukan UTF8.",
                    "Buat basis data baru dengan: createdb --encoding=UTF8 --template=template0 NAMA",
                )
        nama = tabel_yang_ada(t)
        if not nama:
            return None
        if not {"meta", "alembic_version", "peristiwa"} <= {*nama}:
            raise BukuBesarDitolak(
                f"{self.nama_tujuan} tidak kosong: berisi tabel {', '.join(nama[:5])}"
                f"{' dan lain-lain' if len(nama) > 5 else ''}.",
                _KOSONGKAN,
            )
        migrasi.versi(t)
        m = skema.meta
        pemilik = t.execute(select(m.c.nilai).where(m.c.kunci == "kantor_id")).scalar()
        if pemilik != self.kantor_id:
            raise BukuBesarDitolak(
                f"{self.nama_tujuan} berisi buku besar kantor lain (kantor_id {pemilik}, "
                f"{BacaPeristiwa(t).kepala()[0]} peristiwa).",
                _KOSONGKAN,
            )
        return tempat.tanda(t)

    def _salin(self, mulai: Mulai) -> Salinan | None:
        """Copy and compare under the old ledger's write lock; it is marked once the copy is safe.

        None when another run of the same move was faster.
        """
        with transaksi(self.asal, tulis=True) as a:
            tempat.kunci_tulis(a)
            baru = not self._pindah_ke(a)
            self._pastikan_utuh(a)
            maju = mulai(2 * jumlah_baris(a))
            with transaksi(self.tujuan, tulis=True) as t:
                if "meta" in tabel_yang_ada(t):
                    tempat.kunci_tulis(t)  # against another run of this move that is about to finish
                if (tahap := self._tahap(a, t)) is Tahap.TIBA:
                    return None
                if tahap is Tahap.TERPUTUS:
                    kosongkan(t)
                migrasi.buat(t)
                salinan = Salinan(self._isi(a, maju, t), BacaPeristiwa(a).kepala())
                lanjutkan_nomor_baris(t)
                self._pastikan_sama(t, salinan, maju)
                tempat.tandai(t, tempat.BELUM_TIBA, self.nama_asal)
            if baru:
                tempat.tandai(a, tempat.PINDAH_KE, self.nama_tujuan)
        return salinan

    def _isi(self, a: Connection, maju: Maju, tujuan: Connection | None = None) -> tuple[IsiTabel, ...]:
        """Read every table, and write it into `tujuan` when given, parents before children.

        Raises:
            KerusakanDitemukan: values that do not fit, all of them.
        """
        temuan: list[Temuan] = []
        hasil: list[IsiTabel] = []
        pg = self.tujuan.dialect.name == "postgresql"
        for tabel in skema.metadata.sorted_tables:
            hitung = Penyidik(tabel.name)
            for baris in bagian(a, tabel):
                hitung.tambah(baris)
                temuan += [t for satu in baris for t in tak_muat(tabel, satu)] if pg else []
                if tujuan is not None and not temuan:
                    tujuan.execute(insert(tabel), baris)
                maju(len(baris))
            hasil.append(hitung.hasil())
        if temuan:
            raise KerusakanDitemukan(
                "Buku besar memuat nilai yang tidak dapat disimpan PostgreSQL; tidak ada yang dipindahkan.",
                temuan[:_TEMUAN_MAKS],
                "Perbaiki naskah atau baris itu, lalu ulangi.",
            )
        return tuple(hasil)

    def _pastikan_sama(self, t: Connection, salinan: Salinan, maju: Maju) -> None:
        """Every row there as it is here, the chain whole, its end the same.

        Raises:
            KerusakanDitemukan: a difference; the caller's transaction is rolled back.
        """
        temuan: list[Temuan] = []
        for asal in salinan.tabel:
            hitung = Penyidik(asal.nama)
            for baris in bagian(t, skema.metadata.tables[asal.nama]):
                hitung.tambah(baris)
                maju(len(baris))
            if (tiba := hitung.hasil()) != asal:
                temuan.append(
                    Temuan(f"tabel {asal.nama}", f"{asal.baris} baris, tiba {tiba.baris} atau berubah")
                )
        baca = BacaPeristiwa(t)
        if baca.kepala() != salinan.kepala:
            temuan.append(Temuan("rantai", "ujungnya berbeda"))
        temuan += baca.periksa_rantai()
        if temuan:
            raise KerusakanDitemukan(
                f"Salinan di {self.nama_tujuan} tidak sama dengan buku besar, dan dibatalkan.",
                temuan,
                "Periksa server basis datanya, lalu ulangi.",
            )

    def _pastikan_utuh(self, a: Connection) -> None:
        if temuan := BacaPeristiwa(a).periksa_rantai():
            raise KerusakanDitemukan(
                "Rantai buku besar rusak; buku besar yang rusak tidak dipindahkan.",
                temuan,
                "Pulihkan dari cadangan, lalu ulangi.",
            )


@contextmanager
def buka(
    asal: str | Path, tujuan: str | Path, *, kantor_id: str, nama: tuple[str, str], tunggu: float = 10.0
) -> Generator[Pemindahan]:
    """A move from one place to another, both closed at the end; `nama` is how people are told the places.

    Raises:
        BukuBesarDitolak: an address that is none, a driver that is missing.
    """
    mesin = [buat_mesin(satu, tunggu=tunggu) for satu in (asal, tujuan)]
    try:
        yield Pemindahan(mesin[0], mesin[1], *nama, kantor_id)
    finally:
        for satu in mesin:
            satu.dispose()


def sisihkan(path: Path, nama: str) -> Path | None:
    """Give a SQLite ledger that moved away another name, read-only, so that nobody takes it for the office's.

    Returns:
        Where it is now; None when there is none, it did not move away, or somebody still has it open.
    """
    if not path.is_file() or not path.stat().st_size:
        return None
    mesin = buat_mesin(path, tunggu=0.2)
    try:
        with transaksi(mesin, tulis=False) as koneksi:
            pindah = inspect(koneksi).has_table("meta") and tempat.PINDAH_KE in tempat.tanda(koneksi)
        sendirian = pindah and lepas_wal(mesin)
    finally:
        mesin.dispose()
    if not sendirian:
        return None
    baru = next(p for n in range(1, 1000) if not (p := _bernama(path, nama, n)).exists())
    path.rename(baru)
    baru.chmod(0o444)
    return baru


def _bernama(path: Path, nama: str, ke: int) -> Path:
    return path.with_name(f"{nama}.db" if ke == 1 else f"{nama}-{ke}.db")
