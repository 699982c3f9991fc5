"""People do anything to a real book, in any order; the sync is run, killed, blocked in between.

The model is small. Every word that is typed is new. Of the file as it lies there it is known which words
people typed into it and whether they deleted a row since it was in step; of the ledger, what it has of
people, and how often a typed row may stand in it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from registers.dasar import berkas
from registers.ledger import skema
from registers.ledger.model import Baris
from registers.meja import HasilBuku
from registers.penelusur_buku import Penelusur
from registers.penggabungan import tampilan, terlihat
from registers.workbook import Isi, baca
from tests.bahan.sinkron import AWAL, MINI, TAHUN, Kantor, akhir, bagian, buka_ledger, excel, pastikan_tenang

ORANG = ("catatan", "lokasi")
BESAR = ("hal", "jumlah")
PILIH, KE = st.integers(0, 30), st.integers(2, 12)
KATA = re.compile(r"kata\d+x")


class Mati(BaseException):
    """The process is killed."""


@dataclass(frozen=True)
class Salinan:
    """A file as people have it.

    Attributes:
        isi: its bytes.
        baru: words people typed into it since it was in step with the ledger.
        dihapus: whether they deleted a row since then.
        digandakan: whether they copied a row since then.
    """

    isi: bytes = b""
    baru: frozenset[str] = field(default_factory=frozenset[str])
    dihapus: bool = False
    digandakan: bool = False


class Sinkron(RuleBasedStateMachine):
    """A book of three letters, an arsiparis, a USB stick, and a PC that dies."""

    @staticmethod
    def tempat(akar: Path) -> str | Path:
        """Where the ledger of one walk is made."""
        return akar / "naskah.db"

    def __init__(self) -> None:
        super().__init__()
        self.akar = Path(tempfile.mkdtemp(prefix="naskah-mesin-"))
        self.kantor = Kantor(buka_ledger(self.tempat(self.akar)), self.akar / "buku")
        self.ke = 0
        self.baru: set[str] = set()
        self.dihapus = self.digandakan = False
        self.boleh: Counter[str] = Counter()  # subject of a typed row -> how often it may be in the ledger
        self.orang: dict[tuple[str, str], str] = {}  # what the ledger has of people
        self.nomor: dict[str, int] = {}
        self.usb: list[Salinan] = []

    @initialize()
    def mulai(self) -> None:
        for _ in range(3):
            self.surat()
        self.kantor.sinkron()
        self.usb.append(self.berkas())

    def teardown(self) -> None:
        self.kantor.ledger.tutup()
        shutil.rmtree(self.akar)

    def kata(self) -> str:
        self.ke += 1
        return f"kata{self.ke}x"

    # --- the office -----------------------------------------------------------------------------------

    @rule()
    def surat(self) -> None:
        kata = self.kata()
        self.kantor.bukukan(f"N-{kata}", hal=kata, lokasi=self.kata() if self.ke % 2 else "")

    @rule(n=PILIH, kolom=st.sampled_from(["hal", "lokasi"]))
    def surat_diubah(self, n: int, kolom: str) -> None:
        semua, isi = list(self.kantor.baris()), self.kata()
        kunci = semua[n % len(semua)]
        self.boleh[isi] += kolom == "hal" and kunci.startswith("B-")
        self.kantor.bukukan(kunci, "mini", **{kolom: isi})

    # --- people ---------------------------------------------------------------------------------------

    def lembar(self, kerja: Callable[[Worksheet, Mapping[str, int], list[int]], None]) -> None:
        """Let people work on the sheet: with its columns by key, and the rows that hold anything."""
        with excel(self.kantor.path) as lembar:
            kolom = {str(s.value): s.column or 0 for s in lembar[1] if s.value}
            baris = [n for n in range(AWAL, akhir(lembar) + 1) if any(s.value for s in lembar[n])]
            kerja(lembar, kolom, baris)

    def isi_sel(self, lembar: Worksheet, baris: int, kolom: int, isi: str | None) -> None:
        sel = lembar.cell(baris, kolom)
        assert isinstance(sel, Cell)
        self.baru.discard(str(sel.value))
        sel.value = isi
        if isi is not None:
            self.baru.add(isi)

    @rule(n=PILIH, kunci=st.sampled_from([*ORANG, *BESAR]), hapus=st.sampled_from([False, False, True]))
    def ubah_sel(self, n: int, kunci: str, hapus: bool) -> None:
        isi = None if hapus else self.kata()

        def kerja(lembar: Worksheet, kolom: Mapping[str, int], baris: list[int]) -> None:
            nomor = baris[n % len(baris)]
            if kunci == "hal" and isi and not lembar.cell(nomor, kolom["_id"]).value:
                self.boleh[isi] += 1  # a refused row that gets another subject
            self.isi_sel(lembar, nomor, kolom[kunci], isi)
            self.dihapus |= hapus  # a row may be emptied so, cell by cell

        self.lembar(kerja)

    @rule(jumlah=st.integers(1, 3), sah=st.booleans())
    def ketik(self, jumlah: int, sah: bool) -> None:
        def kerja(lembar: Worksheet, kolom: Mapping[str, int], baris: list[int]) -> None:
            for nomor in range(max([*baris, AWAL - 1]) + 1, max([*baris, AWAL - 1]) + 1 + jumlah):
                if sah:
                    hal = self.kata()
                    self.boleh[hal] += 1
                    self.isi_sel(lembar, nomor, kolom["hal"], hal)
                else:
                    self.isi_sel(lembar, nomor, kolom["jumlah"], self.kata())
                self.isi_sel(lembar, nomor, kolom["catatan"], self.kata())

        self.lembar(kerja)

    @rule(n=PILIH)
    def gandakan(self, n: int) -> None:
        def kerja(lembar: Worksheet, kolom: Mapping[str, int], baris: list[int]) -> None:
            asal, tujuan = baris[n % len(baris)], max(baris) + 1
            for sel in lembar[asal]:
                lembar.cell(tujuan, sel.column or 0).value = sel.value
            self.boleh[str(lembar.cell(asal, kolom["hal"]).value)] += 1
            self.digandakan = True

        self.lembar(kerja)

    @rule(n=PILIH)
    def hapus(self, n: int) -> None:
        def kerja(lembar: Worksheet, kolom: Mapping[str, int], baris: list[int]) -> None:
            if len(baris) > 1:
                nomor = baris[n % len(baris)]
                self.baru -= {str(s.value) for s in lembar[nomor]}
                lembar.delete_rows(nomor)
                self.dihapus = True

        self.lembar(kerja)

    @rule(
        ulah=st.sampled_from(["sisip", "balik", "nama", "tukar"]), a=st.integers(2, 12), b=st.integers(2, 12)
    )
    def tata(self, ulah: str, a: int, b: int) -> None:
        """Blank rows, sorting, another name, another order of columns: none of it is an edit."""

        def kerja(lembar: Worksheet, kolom: Mapping[str, int], baris: list[int]) -> None:
            if ulah == "sisip":
                lembar.insert_rows(baris[a % len(baris)])
            elif ulah == "nama":
                lembar.title = f"Lembar {a} {b}"
            elif ulah == "balik":
                isi = [[s.value for s in lembar[nomor]] for nomor in baris]
                for nomor, satu in zip(baris, reversed(isi), strict=True):
                    for ke, nilai in enumerate(satu, 1):
                        lembar.cell(nomor, ke).value = nilai
            else:
                for nomor in (1, AWAL - 2, *baris):
                    x, y = lembar.cell(nomor, a), lembar.cell(nomor, b)
                    x.value, y.value = y.value, x.value
                    x._style, y._style = copy(y._style), copy(x._style)  # as Excel moves them

        self.lembar(kerja)

    def berkas(self) -> Salinan:
        return Salinan(self.kantor.path.read_bytes(), frozenset(self.baru), self.dihapus, self.digandakan)

    def pasang(self, salinan: Salinan) -> None:
        self.kantor.path.write_bytes(salinan.isi)
        self.baru = set(salinan.baru)
        self.dihapus, self.digandakan = salinan.dihapus, salinan.digandakan

    @rule()
    def salin_ke_usb(self) -> None:
        self.usb.append(self.berkas())

    @rule(n=PILIH)
    def kembalikan_dari_usb(self, n: int) -> None:
        self.pasang(self.usb[-1 - n % len(self.usb)])

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

    @rule(n=PILIH, pakai=st.booleans())
    def selesaikan_konflik(self, n: int, pakai: bool) -> None:
        terbuka = [k for k in self.kantor.konflik() if k.status == "terbuka"]
        if not terbuka:
            return
        satu = terbuka[n % len(terbuka)]
        with self.kantor.ledger.tulis("penguji") as tx:
            tx.selesaikan_konflik(satu.id, "dibaca")
            if pakai and satu.kolom in ORANG:
                baris = tx.baris_menurut("mini", TAHUN, [satu.kunci])[satu.kunci]
                orang = {**baris.orang, satu.kolom: satu.nilai_buku}
                tx.bukukan("mini", TAHUN, satu.kunci, baris.nilai, tx.kepala()[0], orang=orang)
                self.orang[satu.kunci, satu.kolom] = satu.nilai_buku
            tx.buku_terbaca("mini", TAHUN, "")

    # --- the sync -------------------------------------------------------------------------------------

    @rule()
    def sinkronkan(self) -> None:
        self.jalankan(self.kantor.sinkron)

    @rule()
    def bangun(self) -> None:
        self.jalankan(self.kantor.bangun)

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
