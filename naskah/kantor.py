"""The open office: folder, settings, types, master data, ledger and books, each opened when first used."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from naskah.sekejap import ingat
from naskah.tatanan import NAMA_BERKAS, Penjabat, SeriTata, Tatanan, baca_tatanan
from registers.dasar import berkas, sistem, waktu
from registers.dasar.galat import KantorSalah, NilaiSalah, TidakDitemukan
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.catalog import Jenis, Katalog
    from naskah.gudang import Gudang
    from naskah.induk import DataInduk
    from naskah.penulis_buku import PenulisBuku
    from naskah.render import Templat
    from naskah.tabel import Rujukan
    from registers.definisi import Buku
    from registers.ledger import Baca, Ledger, Seri


_SIMPANAN = ".simpanan"  # prepared templates, so that the next process starts faster; may be deleted


def cari_folder(pilihan: Path | None, mulai: Path) -> Path:
    """The office folder: `pilihan`, else NASKAH_KANTOR, else upward from `mulai`, as git finds its folder.

    Raises:
        KantorSalah: there is none.
    """
    tersurat = pilihan or (Path(env) if (env := os.environ.get("NASKAH_KANTOR")) else None)
    if tersurat is not None:
        if not (tersurat / NAMA_BERKAS).is_file():
            raise KantorSalah(
                f"Folder {tersurat} bukan kantor: tidak ada {NAMA_BERKAS} di dalamnya.",
                hint="Buat kantor baru dengan: naskah mulai FOLDER",
            )
        return tersurat.resolve()
    awal = mulai.resolve()
    for folder in (awal, *awal.parents):
        if (folder / NAMA_BERKAS).is_file():
            return folder
    raise KantorSalah(
        f"Tidak ada kantor di {awal} atau di folder atasnya.",
        hint="Masuk ke folder kantor, tulis --kantor FOLDER, atau buat dengan: naskah mulai FOLDER",
    )


class _Urung(Exception):
    """Only asked: the transaction is rolled back."""


@dataclass
class Kantor:
    """One office, opened for one person (`pelaku`) with one clock.

    Nothing heavy is loaded before it is asked for: `naskah jenis` never opens the ledger. A server gives it a
    `penulis`, who writes the workbooks for everybody.
    """

    folder: Path
    tatanan: Tatanan
    clock: waktu.Clock
    pelaku: str
    _templat: dict[tuple[str, str], Templat] = field(default_factory=dict)
    # Shared by everybody the office is opened for: the ledger was found to be no old copy.
    _terkini: list[bool] = field(default_factory=list[bool])
    penulis: PenulisBuku | None = None

    @classmethod
    def buka(cls, folder: Path, *, clock: waktu.Clock | None = None, pelaku: str = "") -> Kantor:
        """Open the office in `folder`.

        Raises:
            KantorSalah: kantor.toml is missing or wrong, or its series could print one number twice.
        """
        tatanan = baca_tatanan(folder)
        kantor = cls(folder.resolve(), tatanan, clock or waktu.SystemClock(), "")
        kantor.pelaku = pelaku or kantor.pelaku_bawaan()
        kantor.periksa_seri()
        return kantor

    def pelaku_bawaan(self) -> str:
        """Who acts when nobody says who: NASKAH_PELAKU, else the login as kantor.toml names it."""
        akun = sistem.login()
        return os.environ.get("NASKAH_PELAKU", "") or self.tatanan.pelaku.get(akun, akun)

    def untuk(self, pelaku: str) -> Kantor:
        """The same open office for another person; whatever is opened is shared."""
        for nama in ("katalog", "induk", "buku", "ledger"):
            getattr(self, nama)  # opened here, or everybody would open his own
        lain = copy(self)
        lain.pelaku = pelaku
        return lain

    def pakai_ledger(self, lama: Kantor) -> None:
        """Go on with the connection of the same office as it was opened before."""
        for nama in ("ledger", "_terkini", "induk"):
            if nama in lama.__dict__:
                self.__dict__[nama] = lama.__dict__[nama]

    def tutup(self) -> None:
        """Give back the database connection."""
        if "ledger" in self.__dict__:
            self.ledger.tutup()

    def hari_ini(self) -> date:
        """Today in the office's zone."""
        return waktu.today(self.clock, self.tatanan.zona_waktu)

    # --- what is opened on demand -------------------------------------------------------------------

    @cached_property
    def katalog(self) -> Katalog:
        """The types: the office's own templates/ before ours."""
        from naskah.catalog import Katalog, folder_templat

        return Katalog.buka([p for p in (self.folder / "templates", folder_templat()) if p.is_dir()])

    @cached_property
    def induk(self) -> DataInduk:
        """Master data: data/pegawai.xlsx, data/koperasi.xlsx."""
        from naskah.induk import DataInduk

        return DataInduk(self.folder / "data")

    @cached_property
    def buku(self) -> Mapping[str, Buku]:
        """The book definitions by id."""
        from registers.definisi import muat_buku

        return muat_buku()

    @cached_property
    def ledger(self) -> Ledger:
        """The office's ledger, migrated and checked.

        Raises:
            BukuBesarDitolak: lost, newer schema, another office, a network share.
        """
        from naskah import keutuhan
        from registers.ledger import Ledger

        return Ledger.buka(
            self.tatanan.database or self.folder / "naskah.db",
            kantor_id=self.tatanan.kantor_id,
            zona=self.tatanan.zona_waktu,
            clock=self.clock,
            baru=not keutuhan.pernah_terbit(self.folder, self.buku),
        )

    @cached_property
    def gudang(self) -> Gudang:
        """Where the documents lie that workers of the queue make.

        Raises:
            KantorSalah: what `[berkas] simpanan` needs is missing.
        """
        from naskah import gudang

        return gudang.buka(self.folder, self.tatanan.berkas.simpanan)

    def lokasi(self, path: str, sha256: str) -> Path | None:
        """Where a registered file can be read: in the office's folder, or in its store; None when it is gone.

        Raises:
            BerkasGagal: a distant store does not answer.
        """
        from naskah import arsip

        di_sini = arsip.lokasi(self.folder, path, sha256)
        return di_sini or (self.gudang.lokasi(path, sha256) if self.tatanan.berkas.simpanan else None)

    def _pastikan_terkini(self) -> None:
        """Make sure, once, that the ledger is not an old copy: that would give numbers a second time.

        Raises:
            BukuBesarDitolak: a book knows of events that the ledger does not.
        """
        from naskah import keutuhan

        if not self._terkini:
            keutuhan.pastikan_terkini(self)
            self._terkini.append(True)

    def seri_didefinisikan(self) -> list[Seri]:
        """The series of kantor.toml as the ledger takes them."""
        from registers.ledger import Seri

        return [
            Seri(
                id=s.id,
                pola=s.pola,
                tetap={"kode_pd": self.tatanan.instansi.kode_pd},
                reset=s.reset,
                mulai=s.mulai,
                mundur=s.mundur,
                luar=s.luar,
            )
            for s in self.tatanan.seri
        ]

    def periksa_seri(self) -> None:
        """Refuse series that could print the same number twice (design §7)."""
        from registers.ledger import periksa_seri

        temuan = periksa_seri(self.seri_didefinisikan())
        if temuan:
            raise KantorSalah(f"Seri nomor di {self.folder / NAMA_BERKAS} belum benar.", temuan)

    def siap_bernomor(self) -> Ledger:
        """The ledger with the series of kantor.toml accepted: seeded the first time, equal ever after.

        Raises:
            KantorSalah: kantor.toml and the ledger disagree about a series.
            BukuBesarDitolak: the ledger is an older copy than the books.
        """
        if self._belum_berseri():
            with self.ledger.tulis(self.pelaku) as tx:
                tx.terapkan_seri(self.seri_didefinisikan())
        return self.ledger

    @contextmanager
    def baca_bernomor(self) -> Generator[Baca]:
        """As `siap_bernomor`, for who only asks: a ledger without series is told them, asked, and undone.

        Raises:
            KantorSalah, BukuBesarDitolak: as `siap_bernomor`.
        """
        if not self._belum_berseri():
            with self.ledger.baca() as baca:
                yield baca
            return
        with suppress(_Urung), self.ledger.tulis(self.pelaku) as tx:
            tx.terapkan_seri(self.seri_didefinisikan())
            yield tx
            raise _Urung

    def _belum_berseri(self) -> bool:
        """Whether the ledger has no series yet; those it has are the ones of kantor.toml."""
        self._pastikan_terkini()
        seri = self.seri_didefinisikan()
        with self.ledger.baca() as baca:
            tercatat = baca.seri()
            beda = baca.beda_seri(seri) if tercatat else []
        if beda:
            raise KantorSalah(
                "Seri nomor di kantor.toml berbeda dari buku besar: " + "; ".join(beda) + ".",
                hint="Periksa, lalu terima perubahan itu dengan: naskah seri terapkan",
            )
        return not tercatat

    def seri(self, id_: str) -> SeriTata:
        """A series of kantor.toml.

        Raises:
            TidakDitemukan: there is none of that id.
        """
        for satu in self.tatanan.seri:
            if satu.id == id_:
                return satu
        dikenal = ", ".join(s.id for s in self.tatanan.seri)
        raise TidakDitemukan(f"Seri nomor {id_!r} tidak ada di kantor.toml.", f"Yang ada: {dikenal}.")

    # --- people -------------------------------------------------------------------------------------

    def acuan(self, tanggal: date) -> Acuan:
        """Master data and posts as of a letter's date."""
        return Acuan(self, tanggal)

    def rujukan(self, tanggal: date) -> Rujukan:
        """The reference tables (salaries, weights, …) in force on a letter's date."""
        from naskah.tabel import Rujukan

        return Rujukan(tanggal)

    def penjabat(self, kunci: str, tanggal: date, *, untuk: str = "penandatangan") -> Penjabat:
        """Who fills a post on that day; data/pegawai.xlsx supplies what kantor.toml leaves out.

        Raises:
            NilaiSalah: the post is unknown, or nobody holds it then.
        """
        return ingat(("penjabat", self.folder, kunci, tanggal), lambda: self._penjabat(kunci, tanggal, untuk))

    def _penjabat(self, kunci: str, tanggal: date, untuk: str) -> Penjabat:
        pejabat = self.tatanan.pejabat_id(kunci)
        if pejabat is None:
            dikenal = ", ".join(p.id for p in self.tatanan.pejabat)
            raise NilaiSalah(
                f"pejabat {kunci!r} tidak ada di kantor.toml", f"pilih salah satu: {dikenal}", untuk
            )
        masa = pejabat.pada(tanggal)
        if masa is None:
            raise NilaiSalah(
                f"tidak ada yang menjabat {pejabat.jabatan} pada {waktu.tanggal_panjang(tanggal)}",
                "lengkapi [[pejabat.masa]] di kantor.toml",
                untuk,
            )
        lengkap = masa
        if masa.nip and not (masa.pangkat and masa.golongan):
            pegawai = self.induk.pegawai(masa.nip) or {}
            lengkap = masa.model_copy(
                update={k: getattr(masa, k) or pegawai.get(k, "") for k in ("pangkat", "golongan")}
            )
        return Penjabat(
            pejabat.id,
            pejabat.jabatan,
            lengkap.nama,
            lengkap.nip,
            lengkap.pangkat,
            lengkap.golongan,
            lengkap.sebagai,
        )

    # --- templates ----------------------------------------------------------------------------------

    def klasifikasi(self, jenis: Jenis) -> str:
        """The archive code of a type: the office's own choice before the type's default."""
        return self.tatanan.klasifikasi.get(jenis.id, jenis.klasifikasi)

    def seri_untuk(self, jenis: Jenis) -> str:
        """The series of a type: the office's own choice before the type's default."""
        return self.tatanan.seri_jenis.get(jenis.id, jenis.seri)

    def bahan(self, jenis: Jenis) -> dict[str, bytes]:
        """The raw material of a type: its "templat", the "kop" it wears and the office's "lambang"."""
        return ingat(("bahan", self.folder, jenis.folder), lambda: self._bahan(jenis))

    def _bahan(self, jenis: Jenis) -> dict[str, bytes]:
        from naskah.catalog import folder_templat

        bahan = {"templat": berkas.baca_tetap(jenis.folder / "naskah.docx")}
        if jenis.kop:
            sendiri = self.folder / "templates" / "_kop" / f"{jenis.kop}.docx"
            bahan["kop"] = berkas.baca_tetap(
                sendiri if sendiri.is_file() else folder_templat() / "_kop" / f"{jenis.kop}.docx"
            )
        if self.tatanan.instansi.lambang:
            bahan["lambang"] = berkas.baca_tetap(self.folder / self.tatanan.instansi.lambang)
        return bahan

    def templat(self, bahan: Mapping[str, bytes], halaman: Literal["kop", "sendiri"]) -> Templat:
        """The compiled template of this material; compiled once per process."""
        from naskah.render import compile_template

        kunci = (";".join(f"{k}:{berkas.sha256_tetap(v)}" for k, v in bahan.items()), halaman)
        if kunci not in self._templat:
            gambar = {"lambang": bahan["lambang"]} if "lambang" in bahan else {}
            self._templat[kunci] = compile_template(
                bahan["templat"],
                kop=bahan.get("kop"),
                halaman=halaman,
                gambar=gambar,
                simpanan=self.folder / _SIMPANAN,
            )
        return self._templat[kunci]


@dataclass(frozen=True)
class Acuan:
    """What field kinds may look into: implements `registers.dasar.isian.Acuan` for one date."""

    kantor: Kantor
    tanggal: date

    def pegawai(self, kunci: str) -> Mapping[str, Nilai] | None:
        """An employee of data/pegawai.xlsx by NIP or name."""
        return self.kantor.induk.pegawai(kunci)

    def koperasi(self, kunci: str) -> Mapping[str, Nilai] | None:
        """A koperasi of data/koperasi.xlsx by NIK or name."""
        return self.kantor.induk.koperasi(kunci)

    def pejabat(self, kunci: str) -> Mapping[str, Nilai] | None:
        """A post of kantor.toml with its holder on that date."""
        if self.kantor.tatanan.pejabat_id(kunci) is None:
            return None
        return self.kantor.penjabat(kunci, self.tanggal).nilai()
