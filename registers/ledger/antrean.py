"""The queue of chunks of merges, in the ledger's own PostgreSQL (procrastinate).

A chunk is deferred on the connection of the transaction that takes its numbers: both are kept, or neither.
Here the queue is written and read; `antrean_pekerja` works on it. Nothing of procrastinate is loaded before
somebody asks for it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from sqlalchemy import text

from registers.dasar.galat import BukuBesarDitolak
from registers.ledger.sambungan import Pembaca, Penulis

ANTREAN = "naskah"
TUGAS = "naskah.potongan"
DETAK = 10.0  # seconds between two signs of life of a worker
HENING = 3  # so many signs missed: it is taken for dead


@dataclass(frozen=True)
class Potongan:
    """Rows of a merge that have their numbers and are still to be rendered, in one go.

    Attributes:
        pekerjaan: the merge.
        awal: number of the first row.
        akhir: number of the last row.
        jumlah: how many there are.
        versi: of the program that validated them.
        sidik: hash of the drafts that were validated.
        kunci: name of the key that seals them; "" without seals.
        simpanan: mark of the file store that takes their files.
    """

    pekerjaan: str
    awal: int
    akhir: int
    jumlah: int
    versi: str
    sidik: str
    kunci: str
    simpanan: str


@dataclass(frozen=True)
class PotonganAntre:
    """A chunk that waits in the queue: its place there, how often it was begun, what it is."""

    id: int
    ke: int
    isi: Potongan

    @property
    def awal(self) -> int:
        """Number of its first row."""
        return self.isi.awal

    @property
    def akhir(self) -> int:
        """Number of its last row."""
        return self.isi.akhir


@dataclass(frozen=True)
class KeadaanAntrean:
    """How the queue stands.

    Attributes:
        menunggu: chunks nobody has begun.
        dikerjakan: chunks a living worker is at.
        macet: chunks whose worker is silent; they are given to another one.
        gagal: chunks nobody will try again.
        diulang: how often chunks were begun anew.
        pekerja: living workers; they belong to no one merge.
        semenit: rows of chunks that were finished within the last minute.
    """

    menunggu: int = 0
    dikerjakan: int = 0
    macet: int = 0
    gagal: int = 0
    diulang: int = 0
    pekerja: int = 0
    semenit: int = 0


class BacaAntrean(Pembaca):
    """Reading the queue."""

    def ada_antrean(self) -> bool:
        """Whether this ledger has a queue."""
        if self._koneksi.dialect.name != "postgresql":
            return False
        return bool(self._koneksi.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar())

    def keadaan_antrean(self, pekerjaan: str) -> KeadaanAntrean:
        """How the chunks of a merge stand; all blank where there is no queue."""
        if not self.ada_antrean():
            return KeadaanAntrean()
        isi = {"p": pekerjaan, "hening": DETAK * HENING, "a": ANTREAN}
        return KeadaanAntrean(**self._koneksi.execute(_KEADAAN, isi).mappings().one())

    def pekerja_hidup(self) -> int:
        """How many workers give signs of life, whatever they are at."""
        return self.keadaan_antrean("").pekerja

    def potongan_hidup(self, pekerjaan: str) -> list[tuple[int, int]]:
        """First and last row of each chunk of a merge that waits or is being worked on."""
        if not self.ada_antrean():
            return []
        return [(b.awal, b.akhir) for b in self._koneksi.execute(_HIDUP, {"p": pekerjaan, "a": ANTREAN})]

    def potongan_menunggu(self, pekerjaan: str) -> list[PotonganAntre]:
        """The chunks of a merge that nobody is working on, in the order of their rows."""
        if not self.ada_antrean():
            return []
        semua = self._koneksi.execute(_MENUNGGU, {"p": pekerjaan, "a": ANTREAN})
        return [PotonganAntre(b.id, b.attempts, Potongan(**b.args)) for b in semua]


class TulisAntrean(BacaAntrean, Penulis):
    """Filling the queue."""

    def siapkan_antrean(self) -> None:
        """Make the tables of the queue, once in the life of the ledger.

        Raises:
            BukuBesarDitolak: the ledger is no PostgreSQL, or procrastinate is missing.
        """
        if self._koneksi.dialect.name != "postgresql":
            raise BukuBesarDitolak(
                "Antrean untuk beberapa komputer memerlukan buku besar PostgreSQL; di sini SQLite.",
                "Pindahkan dengan: naskah pindah-database, atau jalankan tanpa --antre",
            )
        skema = procrastinate().schema.SchemaManager.get_schema()
        if not self.ada_antrean():
            with self._mentah().cursor() as kursor:
                kursor.execute(skema)

    def antrekan(self, potongan: Potongan) -> None:
        """Put a chunk into the queue, in this very transaction."""
        p = procrastinate()
        aplikasi = p.App(connector=p.SyncPsycopgConnector())
        tugas = aplikasi.configure_task(TUGAS, allow_unknown=True, queue=ANTREAN, connection=self._mentah())
        tugas.defer(**asdict(potongan))

    def tarik_potongan(self, id_: int) -> bool:
        """Take a chunk out of the queue; False when somebody works on it, or has done it."""
        return bool(self._koneksi.execute(_TARIK, {"i": id_, "a": ANTREAN}).rowcount)

    def buang_yang_disisihkan(self, pekerjaan: str, awal: int, akhir: int) -> None:
        """Forget chunks nobody will try again that have rows of these: they are put into the queue anew."""
        self._koneksi.execute(_BUANG, {"p": pekerjaan, "a": ANTREAN, "awal": awal, "akhir": akhir})

    def _mentah(self) -> Any:
        return self._koneksi.connection.driver_connection


def terpasang() -> bool:
    """Whether this machine has what the queue needs; nothing of it is loaded."""
    return find_spec("procrastinate") is not None


def procrastinate() -> Any:
    """The library, where it is installed.

    Raises:
        BukuBesarDitolak: it is not.
    """
    try:
        import procrastinate
    except ImportError as galat:
        raise BukuBesarDitolak(
            "Antrean memerlukan procrastinate.", 'Pasang dengan: pip install "naskah[antrean]"'
        ) from galat
    return procrastinate


_KEADAAN = text("""
    WITH hidup AS (
        SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :hening)
    ), milik AS (
        SELECT j.*, j.worker_id IN (SELECT id FROM hidup) AS dipegang
        FROM procrastinate_jobs j WHERE j.queue_name = :a AND j.args->>'pekerjaan' = :p
    )
    SELECT count(*) FILTER (WHERE status = 'todo') AS menunggu,
           count(*) FILTER (WHERE status = 'doing' AND dipegang) AS dikerjakan,
           count(*) FILTER (WHERE status = 'doing' AND dipegang IS NOT TRUE) AS macet,
           count(*) FILTER (WHERE status IN ('failed', 'aborted', 'cancelled')) AS gagal,
           coalesce(sum(greatest(attempts - (status = 'succeeded')::int, 0)), 0)::int AS diulang,
           (SELECT count(*) FROM hidup) AS pekerja,
           coalesce((SELECT sum((m.args->>'jumlah')::int) FROM milik m JOIN procrastinate_events e
               ON e.job_id = m.id AND e.type = 'succeeded'
               AND e.at > now() - interval '1 minute'), 0)::int AS semenit
    FROM milik
""")
_HIDUP = text("""
    SELECT (args->>'awal')::int AS awal, (args->>'akhir')::int AS akhir FROM procrastinate_jobs
    WHERE queue_name = :a AND args->>'pekerjaan' = :p AND status IN ('todo', 'doing') ORDER BY 1
""")
_MENUNGGU = text("""
    SELECT id, attempts, args FROM procrastinate_jobs
    WHERE queue_name = :a AND args->>'pekerjaan' = :p AND status = 'todo' ORDER BY (args->>'awal')::int
""")
_TARIK = text("DELETE FROM procrastinate_jobs WHERE id = :i AND queue_name = :a AND status = 'todo'")
_BUANG = text("""
    DELETE FROM procrastinate_jobs
    WHERE queue_name = :a AND args->>'pekerjaan' = :p AND status IN ('failed', 'aborted', 'cancelled')
        AND (args->>'awal')::int <= :akhir AND (args->>'akhir')::int >= :awal
""")
