"""The walk of people through a real book: what they do to its file, and what must be known of it.

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

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.bahan.sinkron import AWAL, TAHUN, Kantor, akhir, buka_ledger, excel

ORANG = ("catatan", "lokasi")
BESAR = ("hal", "jumlah")
PILIH = st.integers(0, 30)
KATA = re.compile(r"kata\d+x")


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


class BukuDanOrang(RuleBasedStateMachine):
    """A book of three letters, an arsiparis, a USB stick; nobody runs the sync yet."""

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
