"""People do anything to a real book, in any order; the sync is run, killed, blocked in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import select

from registers.dasar import berkas
from registers.ledger import skema
from registers.ledger.model import Baris
from registers.meja import HasilBuku
from registers.penelusur_buku import Penelusur
from registers.penggabungan import tampilan, terlihat
from registers.workbook import Isi, baca
from tests.bahan.mesin_sinkron import BESAR, KATA, ORANG, PILIH, BukuDanOrang
from tests.bahan.sinkron import MINI, TAHUN, bagian, pastikan_tenang


class Mati(BaseException):
    """The process is killed."""


class Sinkron(BukuDanOrang):
    """The same book and people; the sync is run, and the PC dies."""

    # --- the sync -------------------------------------------------------------------------------------

    @rule()
    def sinkronkan(self) -> None:
        self.jalankan(self.kantor.sinkron)

    @rule()
    def bangun(self) -> None:
        self.jalankan(self.kantor.bangun)

    @rule(n=PILIH, sela=st.booleans())
    def sinkron_lalu_kembalikan(self, n: int, sela: bool) -> None:
        """A copy from just before a sync comes back after it, perhaps after more was typed."""
        lama = self.berkas()
        self.sinkronkan()
        if sela:
            self.ubah_sel(n, "catatan", False)
            self.sinkronkan()
        self.pasang(lama)

    @precondition(lambda self: not self.baru)
    @rule()
    def berkas_hilang(self) -> None:
        self.kantor.path.unlink()
        self.dihapus = self.digandakan = False
        self.sinkronkan()

    def jalankan(self, kerja: Callable[[], HasilBuku]) -> None:
        """A sync that goes through, and all that must hold after it."""
        ada = self.kantor.path.exists()
        sebelum = kata_di_berkas(self.kantor.path) if ada else set[str]()
        hasil = kerja()
        assert hasil.menunggu == ""
        hilang = sebelum - kata_di_berkas(self.kantor.path) - self.kata_di_ledger()
        assert hilang == set(), f"hilang dari berkas: {hilang}"
        if not self.dihapus:
            assert hasil.dikembalikan == ()
        if not (self.baru or self.dihapus or self.digandakan):
            assert (hasil.diambil, hasil.konflik, hasil.masuk) == ((), (), ())
        self.pastikan_masuk()
        pastikan_tenang(self.kantor)

    @rule()
    def coba(self) -> None:
        kepala, data = self.kantor.kepala(), self.kantor.path.read_bytes()
        rencana = self.kantor.sinkron(coba=True)
        assert (self.kantor.kepala(), self.kantor.path.read_bytes()) == (kepala, data)
        jadi = self.kantor.sinkron()
        assert len(rencana.masuk) == len(jadi.masuk)
        assert (rencana.diambil, rencana.konflik) == (jadi.diambil, jadi.konflik)
        assert rencana.dikembalikan == jadi.dikembalikan
        assert [t.pesan for t in rencana.ditolak] == [t.pesan for t in jadi.ditolak]
        self.pastikan_masuk()

    @rule()
    def sinkron_saat_dibuka(self) -> None:
        kunci = self.kantor.path.with_name(f".~lock.{self.kantor.path.name}#")
        kunci.write_text(",arsiparis,PC-LAIN,23.11.2026 08:00,file:///C:/profil;", "utf-8")
        data = self.kantor.path.read_bytes()
        hasil = self.kantor.sinkron()
        assert self.kantor.path.read_bytes() == data
        assert hasil.menunggu == "" or "dibuka" in hasil.menunggu
        kunci.unlink()

    @rule(ke=st.integers(0, 3), sesudah=st.booleans())
    def mati(self, ke: int, sesudah: bool) -> None:
        """The process dies before or after the n-th file it puts into place."""
        asli, sisa = berkas.tulis_atomik, [ke]

        def tulis(path: Path, data: bytes, *, ganti: bytes | None = None) -> None:
            sisa[0] -= 1
            if sisa[0] == -1 and not sesudah:
                raise Mati
            asli(path, data, ganti=ganti)
            if sisa[0] == -1:
                raise Mati

        berkas.tulis_atomik = tulis
        try:
            self.kantor.sinkron()
        except Mati:
            self.digandakan = True  # what was entered shows in the file or does not
        else:
            self.pastikan_masuk()
        finally:
            berkas.tulis_atomik = asli

    # --- what must hold -------------------------------------------------------------------------------

    def kata_di_ledger(self) -> set[str]:
        """Every word that ever was in a row or a conflict."""
        tabel = (skema.baris_buku, skema.riwayat_baris, skema.konflik)
        with self.kantor.ledger._mesin.connect() as db:
            isi = [str(baris) for satu in tabel for baris in db.execute(select(satu))]
        return set(KATA.findall(" ".join(isi)))

    def pastikan_masuk(self) -> None:
        """What people typed into the file is taken in, and nothing newer was taken back."""
        baris = self.kantor.baris()
        konflik = {k.nilai_buku for k in self.kantor.konflik()}
        kini = konflik | {str(v) for b in baris.values() for v in b.orang.values()}
        kini |= kata_di_berkas(self.kantor.path)
        assert self.baru <= kini, f"hilang: {self.baru - kini}"
        for (kunci, kolom), lama in self.orang.items():
            sekarang = str(baris[kunci].orang.get(kolom, ""))
            assert sekarang in {lama, "", *self.baru} or lama in konflik, (kunci, kolom, lama, sekarang)
        assert {k.kolom for k in self.kantor.konflik()} <= {*ORANG, *BESAR}
        self.pastikan_tampil(baca(self.kantor.path, MINI, TAHUN), baris)
        self.orang = {(k, o): str(b.orang[o]) for k, b in baris.items() for o in ORANG if o in b.orang}
        self.baru, self.dihapus, self.digandakan = set(), False, False

    def pastikan_tampil(self, isi: Isi, baris: Mapping[str, Baris]) -> None:
        """Every row of the ledger stands in the book once, and says what the ledger says."""
        berkunci = [b for b in isi.baris if b.kunci]
        assert Counter(b.kunci for b in berkunci) == Counter(list(baris))
        for satu in berkunci:
            kami = tampilan(MINI, baris[satu.kunci].nilai, baris[satu.kunci].orang)
            assert terlihat(MINI, satu.nilai, satu.rumus) == kami

    @invariant()
    def nomor_tetap(self) -> None:
        kini = {k: b.urutan for k, b in self.kantor.baris().items()}
        assert self.nomor.items() <= kini.items()
        assert sorted(kini.values()) == list(range(1, len(kini) + 1))
        self.nomor = kini

    @invariant()
    def dicari_seperti_adanya(self) -> None:
        """No row changes unseen: the index kept all along has the cells that a new one has."""
        with self.kantor.ledger.baca() as baca:
            for kolom in (*ORANG, *BESAR):
                lama = baca.baris_halaman(MINI, TAHUN, saring={kolom: "kata"}, urut=kolom)
                baca.penelusur, bersama = Penelusur(), baca.penelusur
                assert baca.baris_halaman(MINI, TAHUN, saring={kolom: "kata"}, urut=kolom) == lama
                baca.penelusur = bersama

    @invariant()
    def tidak_tercatat_dua_kali(self) -> None:
        baris = self.kantor.baris().items()
        diketik = Counter(str(b.nilai.get("hal")) for k, b in baris if k.startswith("B-"))
        for hal, kali in diketik.items():
            assert kali <= max(self.boleh[hal], 1), (hal, kali)


def kata_di_berkas(path: Path) -> set[str]:
    """Every word in the workbook."""
    return set(KATA.findall(" ".join(isi.decode("utf-8", "replace") for isi in bagian(path).values())))


TestSinkron = Sinkron.TestCase
TestSinkron.settings = settings(
    max_examples=15,
    stateful_step_count=18,
    deadline=None,
    derandomize=True,  # the same walk every time; more of it by hand, with other settings
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


class SinkronDiPeladen(Sinkron):
    """The same with the ledger in PostgreSQL; fewer walks, each needs a database of its own."""


class TestSinkronDiPeladen(SinkronDiPeladen.TestCase):
    settings = settings(TestSinkron.settings, max_examples=4)

    @pytest.fixture(autouse=True)
    def _peladen(self, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(SinkronDiPeladen, "tempat", staticmethod(lambda _: basis_data_baru()))
