"""The ledger: opened, read, written."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from registers.dasar.waktu import Clock
from registers.ledger.antrean import BacaAntrean, TulisAntrean
from registers.ledger.berkas import BacaBerkas, TulisBerkas
from registers.ledger.disposisi import BacaDisposisi, TulisDisposisi
from registers.ledger.kearsipan import BacaKearsipan, TulisKearsipan
from registers.ledger.kecocokan import BacaKecocokan
from registers.ledger.konflik import BacaKonflik, TulisKonflik
from registers.ledger.lama import BacaLama, TulisLama
from registers.ledger.lihat_buku import BacaHalaman
from registers.ledger.mesin import buat_mesin, pegang, sibuk, transaksi
from registers.ledger.migrasi import siapkan
from registers.ledger.naskah import BacaNaskah, TulisNaskah
from registers.ledger.pekerjaan import BacaPekerjaan, TulisPekerjaan
from registers.ledger.pembukuan import TulisBuku
from registers.ledger.penelusuran import BacaPenelusuran
from registers.ledger.penerapan import TulisSeri
from registers.ledger.pengguna import BacaPengguna, TulisPengguna
from registers.ledger.peristiwa import BacaPeristiwa
from registers.ledger.pernah import BacaPernah
from registers.ledger.sambungan import Pelaku
from registers.ledger.surat_masuk import BacaSuratMasuk
from registers.ledger.tempat import antre, pastikan_berlaku
from registers.ledger.urutan import BacaNomor
from registers.penelusur_buku import Penelusur

TUNGGU = 10.0  # seconds a writer waits for the others before BukuBesarSibuk


class Baca(
    BacaAntrean,
    BacaPekerjaan,
    BacaHalaman,
    BacaSuratMasuk,
    BacaNaskah,
    BacaKonflik,
    BacaPengguna,
    BacaBerkas,
    BacaNomor,
    BacaPeristiwa,
    BacaPenelusuran,
    BacaDisposisi,
    BacaKearsipan,
    BacaKecocokan,
    BacaLama,
    BacaPernah,
):
    """Everything that can be asked, within one consistent view of the ledger."""


class Tx(
    TulisAntrean,
    TulisPekerjaan,
    TulisNaskah,
    TulisSeri,
    TulisBerkas,
    TulisBuku,
    TulisKonflik,
    TulisDisposisi,
    TulisKearsipan,
    TulisLama,
    TulisPengguna,
    Baca,
):
    """Everything that can be asked and done, within one transaction."""

    @contextmanager
    def bagian(self) -> Generator[None]:
        """A part of the transaction that may fail alone: when it raises, what it did is undone, no more."""
        yatim = dict(self._yatim)
        try:
            with self._koneksi.begin_nested():
                yield
        except BaseException:
            self._yatim = yatim
            raise


class Ledger:
    """An office's ledger; one writer at a time.

    Safe to share between threads, and across fork; SQLite only forgives a fork while no thread writes.
    """

    def __init__(self, mesin: Engine, zona: str, clock: Clock, tunggu: float = TUNGGU) -> None:
        self._mesin = mesin
        self._zona = zona
        self._clock = clock
        self._tunggu = tunggu
        self._pid = os.getpid()
        self._giliran = threading.Lock()
        self._penelusur = Penelusur()

    @classmethod
    def buka(
        cls,
        lokasi: str | Path,
        *,
        kantor_id: str,
        zona: str,
        clock: Clock,
        tunggu: float = TUNGGU,
        baru: bool = True,
    ) -> Ledger:
        """Open the ledger; a new one is created, an older one migrated.

        Args:
            lokasi: a SQLite file, or a URL ``sqlite:///…`` or ``postgresql://…``.
            kantor_id: the office it must belong to.
            zona: IANA name of the office's zone, kept with every event.
            clock: where moments come from.
            tunggu: seconds to wait for others who write.
            baru: whether there may be none yet; False for an office that has already issued letters.

        Raises:
            BukuBesarDitolak: lost though the office has issued letters, newer schema, another office, a
                network share, a database out of reach.
            BukuBesarSibuk: it stayed locked while it had to be created or migrated.
            BerkasGagal: the file cannot be made or read.
        """
        mesin = buat_mesin(lokasi, tunggu=tunggu)
        try:
            siapkan(mesin, kantor_id, baru=baru)
        except BaseException:
            mesin.dispose()
            raise
        return cls(mesin, zona, clock, tunggu)

    @contextmanager
    def tulis(self, pelaku: str) -> Generator[Tx]:
        """One write transaction of `pelaku`: committed at the end, nothing of it kept when it raises.

        Raises:
            BukuBesarDitolak: the ledger moved to another database meanwhile.
            BukuBesarSibuk: others kept writing for longer than we wait.
            BerkasGagal: disk full, read-only.
        """
        mesin = self._mesin_proses_ini()
        with self._bergiliran(), transaksi(mesin, tulis=True) as koneksi:
            antre(koneksi)
            tx = Tx(koneksi, Pelaku(pelaku, self._zona, self._clock))
            yield tx
            tx.selesai()

    @contextmanager
    def baca(self) -> Generator[Baca]:
        """Reads that all see the ledger as it is now, whatever others write meanwhile.

        Raises:
            BukuBesarDitolak: the ledger moved to another database meanwhile.
        """
        with transaksi(self._mesin_proses_ini(), tulis=False) as koneksi:
            pastikan_berlaku(koneksi)
            baca = Baca(koneksi)
            baca.penelusur = self._penelusur
            yield baca

    @contextmanager
    def pegang(self, nama: str) -> Generator[bool]:
        """Hold a name among all machines that share this ledger; it is let go when the process dies.

        False while another one holds it. A ledger on one machine (SQLite) has nobody to ask: always True.

        Raises:
            BukuBesarTerputus: the server is out of reach.
        """
        with pegang(self._mesin_proses_ini(), nama) as dapat:
            yield dapat

    def tutup(self) -> None:
        """Give back every connection; the ledger can still be used and connects anew."""
        self._mesin.dispose()

    @contextmanager
    def _bergiliran(self) -> Generator[None]:
        """Threads of one process queue here, without a connection; one at a time asks the database."""
        giliran = self._giliran
        if not giliran.acquire(timeout=self._tunggu):
            raise sibuk()
        try:
            yield
        finally:
            giliran.release()

    def _mesin_proses_ini(self) -> Engine:
        """A connection must not cross a fork: the child forgets its parent's without closing them."""
        if self._pid != os.getpid():
            self._mesin.dispose(close=False)
            self._pid = os.getpid()
            self._giliran = threading.Lock()  # its holder, if any, is a thread of the parent
            self._penelusur = Penelusur()  # has locks as well
        return self._mesin
