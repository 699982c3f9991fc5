"""People do anything to a real book, in any order, and the sync is run, killed, blocked in between.

The model is small: which typed words belong to the file as it lies there, which were taken in, and how often
a typed row may stand in the ledger.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from openpyxl.worksheet.worksheet import Worksheet

from registers.dasar import berkas
from registers.penggabungan import tampilan, terlihat
from registers.workbook import baca
from tests.bahan.sinkron import AWAL, MINI, TAHUN, Kantor, akhir, buka_ledger, excel, pastikan_tenang

ORANG = ("catatan", "lokasi")
BESAR = ("hal", "jumlah")
PILIH = st.integers(0, 30)


class Mati(BaseException):
    """The process is killed."""


@dataclass
class Berkas:
    """The file as people see it: its bytes, and the words they typed into it since it was last synced."""

    isi: bytes
    baru: set[str] = field(default_factory=set[str])
    salinan: Counter[str] = field(default_factory=Counter[str])  # rows copied in it since then


class Sinkron(RuleBasedStateMachine):
    """A book of three letters, an arsiparis, a USB stick, and a PC that dies."""

    def __init__(self) -> None:
        super().__init__()
        self.akar = Path(tempfile.mkdtemp(prefix="naskah-mesin-"))
        self.kantor = Kantor(buka_ledger(self.akar / "naskah.db"), self.akar / "buku")
        self.ke = 0
        self.baru: set[str] = set()  # typed since the last sync, in the file as it is now
        self.boleh: Counter[str] = Counter()  # subject of a typed row -> how often it may be in the ledger
        self.orang: dict[tuple[str, str], str] = {}  # what the ledger has of people
        self.usb: list[tuple[bytes, set[str]]] = []
        self.terkunci = False

    @initialize()
    def mulai(self) -> None:
        for _ in range(3):
            self.surat()
        self.kantor.sinkron()

    def teardown(self) -> None:
        self.kantor.ledger.tutup()
        shutil.rmtree(self.akar)

    def kata(self) -> str:
        self.ke += 1
        return f"kata{self.ke}"

    # --- the office -----------------------------------------------------------------------------------

    @rule()
    def surat(self) -> None:
        kata = self.kata()
        self.kantor.bukukan(f"N-{kata}", hal=kata, lokasi=f"rak {kata}" if self.ke % 2 else "")

    @rule(n=PILIH, kolom=st.sampled_from(["hal", "lokasi", "jumlah"]))
    def surat_diubah(self, n: int, kolom: str) -> None:
        kunci = sorted(self.kantor.baris())
        isi: object = self.ke + 100 if kolom == "jumlah" else self.kata()
        self.kantor.bukukan(kunci[n % len(kunci)], **{kolom: isi})

    # --- people ---------------------------------------------------------------------------------------

    def lembar(self, kerja: Callable[[Worksheet, dict[str, int], list[int]], None]) -> None:
        """Let people work on the sheet: with its columns by key, and the rows that hold anything."""
        with excel(self.kantor.path) as lembar:
            kolom = {str(s.value): s.column for s in lembar[1] if s.value}
            baris = [n for n in range(AWAL, akhir(lembar) + 1) if any(s.value for s in lembar[n])]
            kerja(lembar, kolom, baris)

    def tulis_sel(self, sel: Any, isi: object) -> None:
        self.baru.discard(str(sel.value))
        sel.value = isi
        if isi is not None:
            self.baru.add(str(isi))

    @rule(n=PILIH, kunci=st.sampled_from([*ORANG, *BESAR]), hapus=st.booleans())
    def ubah_sel(self, n: int, kunci: str, hapus: bool) -> None:
        isi = None if hapus else self.ke + 1000 if kunci == "jumlah" else self.kata()
        self.ke += kunci == "jumlah"

        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            nomor = baris[n % len(baris)]
            if kunci == "hal" and not lembar.cell(nomor, kolom["_id"]).value and isi:
                self.boleh[str(isi)] += 1  # a refused row that gets another subject
            self.tulis_sel(lembar.cell(nomor, kolom[kunci]), isi)

        self.lembar(kerja)

    @rule(jumlah=st.integers(1, 3), sah=st.booleans(), angka=st.sampled_from([None, 7, "tujuh"]))
    def ketik(self, jumlah: int, sah: bool, angka: object) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            nomor = max([*baris, AWAL - 1])
            for _ in range(jumlah):
                nomor += 1
                if sah:
                    hal = self.kata()
                    self.boleh[hal] += 1
                    self.tulis_sel(lembar.cell(nomor, kolom["hal"]), hal)
                self.tulis_sel(lembar.cell(nomor, kolom["catatan"]), self.kata())
                lembar.cell(nomor, kolom["jumlah"]).value = angka  # type: ignore[assignment]

        self.lembar(kerja)

    @rule(n=PILIH)
    def gandakan(self, n: int) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            asal, tujuan = baris[n % len(baris)], max(baris) + 1
            for sel in lembar[asal]:
                lembar.cell(tujuan, sel.column).value = sel.value
            self.boleh[str(lembar.cell(asal, kolom["hal"]).value)] += 1

        self.lembar(kerja)

    @rule(n=PILIH)
    def hapus(self, n: int) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            if len(baris) > 1:
                nomor = baris[n % len(baris)]
                self.baru -= {str(s.value) for s in lembar[nomor]}
                lembar.delete_rows(nomor)

        self.lembar(kerja)

    @rule(n=PILIH)
    def sisip_kosong(self, n: int) -> None:
        self.lembar(lambda lembar, _, baris: lembar.insert_rows(baris[n % len(baris)]))

    @rule()
    def balik_urutan(self) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            isi = [[s.value for s in lembar[nomor]] for nomor in baris]
            for nomor, satu in zip(baris, reversed(isi), strict=True):
                for ke, nilai in enumerate(satu, 1):
                    lembar.cell(nomor, ke).value = nilai

        self.lembar(kerja)

    @rule(a=st.integers(2, 12), b=st.integers(2, 12))
    def tukar_kolom(self, a: int, b: int) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            for nomor in (1, AWAL - 2, *baris):
                x, y = lembar.cell(nomor, a), lembar.cell(nomor, b)
                x.value, y.value = y.value, x.value
                x._style, y._style = y._style, x._style  # type: ignore[attr-defined]

        self.lembar(kerja)

    @rule()
    def ganti_nama(self) -> None:
        def kerja(lembar: Worksheet, kolom: dict[str, int], baris: list[int]) -> None:
            lembar.title = self.kata()

        self.lembar(kerja)

    @rule()
    def salin_ke_usb(self) -> None:
        self.usb.append((self.kantor.path.read_bytes(), set(self.baru)))

    @precondition(lambda self: self.usb)
    @rule(n=PILIH)
    def kembalikan_dari_usb(self, n: int) -> None:
        data, baru = self.usb[n % len(self.usb)]
        self.kantor.path.write_bytes(data)
        self.baru = set(baru)

    @precondition(lambda self: not self.baru)
    @rule()
    def berkas_hilang(self) -> None:
        self.kantor.path.unlink()
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
        hasil = self.kantor.sinkron()
        assert hasil.menunggu == ""
        self.pastikan_masuk()
        pastikan_tenang(self.kantor)

    @rule()
    def bangun(self) -> None:
        assert self.kantor.bangun().menunggu == ""
        self.pastikan_masuk()
        pastikan_tenang(self.kantor)

    @rule()
    def coba(self) -> None:
        kepala, data = self.kantor.kepala(), self.kantor.path.read_bytes()
        rencana = self.kantor.sinkron(coba=True)
        assert (self.kantor.kepala(), self.kantor.path.read_bytes()) == (kepala, data)
        jadi = self.kantor.sinkron()
        assert len(rencana.masuk) == len(jadi.masuk)
        assert rencana.diambil == jadi.diambil
        assert (rencana.konflik, rencana.dikembalikan) == (jadi.konflik, jadi.dikembalikan)
        assert [t.pesan for t in rencana.ditolak] == [t.pesan for t in jadi.ditolak]
        self.sinkronkan()

    @rule()
    def sinkron_saat_dibuka(self) -> None:
        kunci = self.kantor.path.with_name(f".~lock.{self.kantor.path.name}#")
        kunci.write_text(",arsiparis,PC-LAIN,23.11.2026 08:00,file:///C:/profil;", "utf-8")
        data = self.kantor.path.read_bytes()
        hasil = self.kantor.sinkron()
        assert self.kantor.path.read_bytes() == data
        assert hasil.menunggu == "" or "dibuka" in hasil.menunggu
        kunci.unlink()

    @rule(ke=st.integers(0, 4), sesudah=st.booleans())
    def mati(self, ke: int, sesudah: bool) -> None:
        """The process dies before or after the n-th file it puts into place."""
        asli, hitungan = berkas.tulis_atomik, [ke]

        def tulis(path: Path, data: bytes) -> None:
            hitungan[0] -= 1
            if hitungan[0] == -1 and not sesudah:
                raise Mati
            asli(path, data)
            if hitungan[0] == -1:
                raise Mati

        berkas.tulis_atomik = tulis
        try:
            self.kantor.sinkron()
        except Mati:
            pass
        finally:
            berkas.tulis_atomik = asli

    # --- what must hold -------------------------------------------------------------------------------

    def pastikan_masuk(self) -> None:
        """After a sync that went through."""
        baris = self.kantor.baris()
        isi = baca(self.kantor.path, MINI, TAHUN)
        self.pastikan_tampil(isi, baris)
        teks = {str(v) for b in isi.baris for v in b.nilai.values()}
        teks |= {v for b in baris.values() for v in map(str, b.orang.values())}
        teks |= {k.nilai_buku for k in self.kantor.konflik()}
        assert self.baru <= teks, f"hilang: {self.baru - teks}"
        konflik = {k.nilai_buku for k in self.kantor.konflik()}
        for (kunci, kolom), lama in self.orang.items():
            kini = str(baris[kunci].orang.get(kolom, ""))
            assert kini in {lama, "", *self.baru} or lama in konflik, (kunci, kolom, lama, kini)
        self.orang = {(k, o): str(b.orang[o]) for k, b in baris.items() for o in ORANG if o in b.orang}
        self.baru = set()

    def pastikan_tampil(self, isi: Any, baris: dict[str, Any]) -> None:
        """Every row of the ledger stands in the book once, and says what the ledger says."""
        berkunci = [b for b in isi.baris if b.kunci]
        assert Counter(b.kunci for b in berkunci) == Counter(list(baris))
        for satu in berkunci:
            kami = tampilan(MINI, baris[satu.kunci].nilai, baris[satu.kunci].orang)
            assert terlihat(MINI, satu.nilai, satu.rumus) == kami

    @invariant()
    def nomor_tetap(self) -> None:
        if not hasattr(self, "nomor"):
            self.nomor: dict[str, int] = {}
        kini = {k: b.urutan for k, b in self.kantor.baris().items()}
        assert self.nomor.items() <= kini.items()
        assert sorted(kini.values()) == list(range(1, len(kini) + 1))
        self.nomor = kini

    @invariant()
    def tidak_tercatat_dua_kali(self) -> None:
        diketik = Counter(
            str(b.nilai.get("hal")) for k, b in self.kantor.baris().items() if k.startswith("B-")
        )
        for hal, kali in diketik.items():
            assert kali <= max(self.boleh[hal], 1), (hal, kali)


TestSinkron = Sinkron.TestCase
TestSinkron.settings = settings(
    max_examples=25,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
