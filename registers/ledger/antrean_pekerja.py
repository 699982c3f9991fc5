"""A worker of the queue: takes chunks one at a time, gives signs of life, takes over those of dead workers.

It waits out a database that is gone, and ends after the present chunk when it is told to. What a chunk means
it is told (`Kerja`); that must be safe to do twice, since nobody can tell a dead worker from a slow one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import make_url

from registers.dasar.galat import BukuBesarDitolak, BukuBesarTerputus
from registers.ledger.antrean import ANTREAN, DETAK, HENING, TUGAS, Potongan, procrastinate

_LAMA_SAMBUNG = 10.0  # seconds to wait for a connection
_SIA = 5  # rounds in which nothing was done before `sekali` gives up: about a minute
_JEDA_TERLAMA = 120  # seconds before a chunk that failed is tried again, at most

Kerja = Callable[[Potongan, int], None]
"""Does a chunk; also told how often it was begun before. Any error puts it back into the queue."""


class PekerjaBerbeda(BukuBesarDitolak):
    """This worker would make other letters than the ones that were validated; another one may do it."""


class PotonganTersisa(BukuBesarDitolak):
    """Chunks are left that were begun again and again, and not done; they stay in the queue."""


class PotonganBuntu(BukuBesarDitolak):
    """Nobody is to try this chunk again before a person has looked."""


class Pekerja:
    """One worker of the queue in this process."""

    def __init__(
        self,
        database: str,
        kerja: Kerja,
        *,
        sekali: bool = False,
        lapor: Callable[[str], None] = lambda _: None,
        detak: float = DETAK,
    ) -> None:
        self._kerja, self._sekali, self._lapor, self._detak = kerja, sekali, lapor, detak
        self._database = make_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
        self._berhenti = False
        self._ditolak: PekerjaBerbeda | None = None
        self._buntu: PotonganBuntu | None = None
        self._putaran: asyncio.AbstractEventLoop | None = None
        self._tugas: asyncio.Task[None] | None = None
        self.selesai = 0
        """Chunks done."""

    def jalankan(self) -> None:
        """Work until told to stop, or with `sekali` until nothing is left to take.

        Raises:
            PekerjaBerbeda: it must not do what it was given.
            BukuBesarTerputus: with `sekali`, the database is out of reach.
            PotonganTersisa, PotonganBuntu: with `sekali`, chunks are left that could not be done.
        """
        for nama in ("procrastinate", "psycopg.pool"):
            logging.getLogger(nama).addHandler(logging.NullHandler())
            logging.getLogger(nama).propagate = False  # people are told by `lapor`
        asyncio.run(self._jalan())
        if self._ditolak is not None:
            raise self._ditolak
        if self._sekali and self._buntu is not None:
            raise self._buntu

    def hentikan(self) -> None:
        """Finish the present chunk, then end; from any thread."""
        self._berhenti = True
        if self._putaran is not None and self._tugas is not None:
            self._putaran.call_soon_threadsafe(self._tugas.cancel)

    async def _jalan(self) -> None:
        self._putaran = asyncio.get_running_loop()
        self._pasang_sinyal()
        jeda = 1.0
        while not self._berhenti:
            try:
                await self._bersambung()
                jeda = 1.0
            except procrastinate().exceptions.ConnectorException as galat:
                if self._sekali:
                    raise BukuBesarTerputus(
                        "Peladen buku besar tidak dapat dihubungi.", str(galat)
                    ) from galat
                self._lapor("Peladen buku besar tidak dapat dihubungi; dicoba lagi.")
                await asyncio.sleep(jeda)
                jeda = min(jeda * 2, _LAMA_SAMBUNG)
            if self._sekali:
                break

    async def _bersambung(self) -> None:
        """Work as long as the connection holds."""
        import psycopg
        import psycopg_pool

        cek = psycopg_pool.AsyncConnectionPool.check_connection
        kolam = psycopg_pool.AsyncConnectionPool(
            self._database, min_size=1, max_size=4, open=False, timeout=_LAMA_SAMBUNG, check=cek
        )
        galat_sambungan = procrastinate().exceptions.ConnectorException
        try:
            await kolam.open(wait=True, timeout=_LAMA_SAMBUNG)
            aplikasi = self._aplikasi()
            async with aplikasi.open_async(kolam):
                await self._bekerja(aplikasi)
        except (psycopg.Error, psycopg_pool.PoolTimeout) as galat:
            raise galat_sambungan(str(galat)) from galat
        finally:
            await kolam.close(timeout=1)

    def _aplikasi(self) -> Any:
        p = procrastinate()
        aplikasi = p.App(connector=p.PsycopgConnector())

        class Ulang(p.BaseRetryStrategy):
            """Always again, ever later: what a merge gives up is decided by whoever does the chunk."""

            def get_retry_decision(self, *, exception: BaseException, job: Any) -> Any:
                if isinstance(exception, PotonganBuntu):
                    return None
                sebentar = isinstance(exception, PekerjaBerbeda)
                return p.RetryDecision(
                    retry_in={"seconds": 1 if sebentar else min(_JEDA_TERLAMA, 2**job.attempts)}
                )

        aplikasi.task(name=TUGAS, queue=ANTREAN, pass_context=True, retry=Ulang())(self._lakukan)
        return aplikasi

    async def _bekerja(self, aplikasi: Any) -> None:
        """Do what the queue has; with `sekali` also what is to be tried again soon, as long as that helps."""
        sia = 0
        while True:
            sebelum = self.selesai
            await self._seputaran(aplikasi)
            if not self._sekali or self._berhenti:
                return
            sisa = await aplikasi.connector.execute_query_one_async(_TERJADWAL, antrean=ANTREAN)
            if not sisa["n"]:
                return
            sia = 0 if self.selesai > sebelum else sia + 1
            if sia >= _SIA:
                raise PotonganTersisa(
                    f"{sisa['n']} potongan belum berhasil dikerjakan; sebabnya tampak di: naskah pekerjaan",
                    "Potongannya tetap dalam antrean. Sesudah sebabnya diperbaiki: naskah pekerja",
                )
            self._lapor(f"Menunggu {sisa['n']} potongan yang akan diulang …")
            await asyncio.sleep(max(0.2, float(sisa["lama"] or 0)))

    async def _seputaran(self, aplikasi: Any) -> None:
        pulih = asyncio.create_task(self._pulihkan(aplikasi))
        self._tugas = asyncio.create_task(
            aplikasi.run_worker_async(
                queues=[ANTREAN],
                wait=not self._sekali,
                install_signal_handlers=False,  # which do nothing on Windows
                fetch_job_polling_interval=self._detak / 2,
                update_heartbeat_interval=self._detak,
                stalled_worker_timeout=self._detak * HENING,
            )
        )
        if self._berhenti:
            self._tugas.cancel()
        try:
            with suppress(asyncio.CancelledError):  # of `hentikan`: the present chunk is finished by then
                await self._tugas
        finally:
            self._tugas = None
            pulih.cancel()
            with suppress(asyncio.CancelledError):
                await pulih

    def _lakukan(self, konteks: Any, **isi: Any) -> None:
        try:
            self._kerja(Potongan(**isi), konteks.job.attempts)
        except PekerjaBerbeda as galat:
            self._ditolak = galat
            self.hentikan()
            raise
        except Exception as galat:
            self._buntu = galat if isinstance(galat, PotonganBuntu) else self._buntu
            self._lapor(f"Potongan {isi['pekerjaan']} baris {isi['awal']} belum berhasil: {galat}")
            raise
        self.selesai += 1

    async def _pulihkan(self, aplikasi: Any) -> None:
        """Give the chunks of silent workers back to the queue; whoever comes first does, others find none."""
        while True:
            with suppress(procrastinate().exceptions.ConnectorException):
                macet = await aplikasi.job_manager.get_stalled_jobs(
                    queue=ANTREAN, seconds_since_heartbeat=self._detak * HENING
                )
                for satu in macet:
                    await aplikasi.job_manager.retry_job(satu)
                    self._lapor(f"Mengambil alih potongan {satu.id} dari pekerja yang tidak bersuara lagi.")
            await asyncio.sleep(self._detak)

    def _pasang_sinyal(self) -> None:
        def terima(_: int, __: object) -> None:
            if self._berhenti:
                os._exit(130)  # asked twice: what is unfinished is done by another worker
            self._lapor("Berhenti sesudah potongan ini …")
            self.hentikan()

        with suppress(ValueError):  # signals reach the main thread only
            for satu in (signal.SIGINT, signal.SIGTERM):
                signal.signal(satu, terima)


_TERJADWAL = """
    SELECT count(*) AS n, extract(epoch FROM min(scheduled_at) - now()) AS lama
    FROM procrastinate_jobs WHERE queue_name = %(antrean)s AND status = 'todo'
"""
