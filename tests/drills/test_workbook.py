"""Books when things go wrong: full disk, a killed process, two writers, a book open elsewhere, old copies."""

from __future__ import annotations

import multiprocessing
import os
import platform
import re
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from registers import workbook
from registers.dasar.galat import BerkasGagal
from registers.dasar.waktu import FixedClock, SystemClock
from registers.definisi import muat_buku
from registers.ledger import Ledger
from registers.meja import Meja
from registers.pemeriksaan import periksa_buku
from registers.sinkron import lokasi, tulis_menunggu
from registers.workbook.bukaan import buka_buku
from registers.workbook.pembaca import PembacaBaris

BUKU = muat_buku()
AGENDA = BUKU["agenda-surat-keluar"]
KEPALA = ("PEMERINTAH PROVINSI CONTOH", "DINAS CONTOH")


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, object]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


def baris(urut: int) -> Baris:
    return Baris(f"N{urut}", {"urutan": urut, "hal": f"Undangan rapat {urut}", "tanggal": "2026-11-23"})


@dataclass(frozen=True)
class Kantor:
    """A ledger and its folder of books."""

    ledger: Ledger
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "agenda-surat-keluar-2026.xlsx"

    def bukukan(self, *urut: int, buku: str = AGENDA.id) -> None:
        with self.ledger.tulis("penguji") as tx:
            for satu in urut:
                isi = baris(satu)
                peristiwa = tx.catat("terbit", isi.kunci, {})
                tx.bukukan(buku, 2026, isi.kunci, isi.nilai, peristiwa.urut)

    def tulis(self, *, buat: bool = False) -> list[str]:
        meja = Meja(self.ledger, self.folder, BUKU, KEPALA, SystemClock(), "Asia/Makassar")
        return tulis_menunggu(meja, buat=buat)

    def kunci(self) -> list[str]:
        return [b.kunci for b in workbook.baca(self.path, AGENDA).baris]


def buka(folder: Path, tunggu: float = 10) -> Kantor:
    ledger = Ledger.buka(
        folder / "naskah.db", kantor_id="uji", zona="Asia/Makassar", clock=SystemClock(), tunggu=tunggu
    )
    return Kantor(ledger, folder / "buku")


@pytest.fixture
def kantor(tmp_path: Path) -> Generator[Kantor]:
    kantor = buka(tmp_path)
    yield kantor
    kantor.ledger.tutup()


@contextmanager
def cakram_penuh(sisa: int) -> Generator[None]:
    """No file may grow beyond `sisa` bytes: the kernel fails the write half-way, as a full disk does."""
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sisa, keras))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))


def test_a_full_disk_leaves_the_old_book_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, KEPALA, [baris(1)], (1, "a"))
    sebelum = path.read_bytes()
    with cakram_penuh(2000), pytest.raises(BerkasGagal):
        workbook.terapkan(path, AGENDA, [baris(2)], (2, "b"))
    assert path.read_bytes() == sebelum
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_only_makes_the_rows_wait(kantor: Kantor) -> None:
    kantor.bukukan(1)
    assert kantor.tulis() == []
    kantor.bukukan(2)
    with cakram_penuh(2000):
        (peringatan,) = kantor.tulis()
    assert "barisnya menunggu" in peringatan
    assert kantor.kunci() == ["N1"]
    assert kantor.tulis() == []
    assert kantor.kunci() == ["N1", "N2"]


def test_waiting_rows_of_many_letters_are_one_write_and_a_second_call_writes_nothing(kantor: Kantor) -> None:
    kantor.bukukan(*range(1, 31))
    kantor.bukukan(1, buku="pengendali-keluar")
    assert kantor.tulis() == []
    assert kantor.kunci() == [f"N{n}" for n in range(1, 31)]
    assert lokasi(kantor.folder, "pengendali-keluar", 2026).exists()
    cap = kantor.path.stat()
    assert kantor.tulis() == []
    assert (kantor.path.stat().st_ino, kantor.path.stat().st_mtime_ns) == (cap.st_ino, cap.st_mtime_ns)


def test_a_crash_between_the_file_and_the_ledger_repeats_no_row(tmp_path: Path) -> None:
    kantor = buka(tmp_path, tunggu=0.1)
    kantor.bukukan(1, 2)
    lain = buka(tmp_path)
    with lain.ledger.tulis("penulis lain"):
        (peringatan,) = kantor.tulis()
    assert "menunggu" in peringatan
    assert kantor.kunci() == ["N1", "N2"]
    kantor.bukukan(3)
    assert kantor.tulis() == []
    assert kantor.kunci() == ["N1", "N2", "N3"]


def test_an_old_copy_brought_back_gets_every_row_it_lacks(kantor: Kantor, tmp_path: Path) -> None:
    kantor.bukukan(1)
    kantor.tulis()
    shutil.copy(kantor.path, tmp_path / "flashdisk.xlsx")
    kantor.bukukan(2, 3)
    kantor.tulis()
    shutil.copy(tmp_path / "flashdisk.xlsx", kantor.path)
    kantor.bukukan(4)
    (catatan,) = kantor.tulis()
    assert "salinan lama" in catatan
    assert kantor.kunci() == ["N1", "N2", "N3", "N4"]


def test_a_missing_book_is_made_anew_with_all_its_rows(kantor: Kantor) -> None:
    kantor.bukukan(1, 2)
    kantor.tulis()
    kantor.path.unlink()
    assert [t.pesan for t in periksa_buku(kantor.ledger, kantor.folder, AGENDA, 2026, menyeluruh=False)] == [
        "berkas buku tidak ada"
    ]
    kantor.bukukan(3)
    assert [p.rpartition(": ")[2] for p in kantor.tulis()] == ["bukunya dikembalikan dari salinan terakhir"]
    assert kantor.kunci() == ["N1", "N2", "N3"]
    assert periksa_buku(kantor.ledger, kantor.folder, AGENDA, 2026, menyeluruh=True) == []


def test_a_damaged_book_keeps_its_rows_waiting_and_is_not_touched(kantor: Kantor) -> None:
    kantor.bukukan(1)
    kantor.tulis()
    kantor.path.write_bytes(b"PK\x03\x04 rusak")
    kantor.bukukan(2)
    (peringatan,) = kantor.tulis()
    assert "rusak" in peringatan
    assert kantor.path.read_bytes() == b"PK\x03\x04 rusak"


def test_a_folder_that_cannot_be_written_is_a_warning(kantor: Kantor) -> None:
    kantor.folder.write_text("bukan folder", encoding="utf-8")
    kantor.bukukan(1)
    (peringatan,) = kantor.tulis()
    assert "menunggu" in peringatan


def test_a_book_without_a_definition_waits(kantor: Kantor) -> None:
    kantor.bukukan(1, buku="buku-hilang")
    assert kantor.tulis() == ["Buku buku-hilang tidak punya definisi; barisnya menunggu di buku besar."]


def test_a_book_saved_with_macros_stays_the_book(kantor: Kantor) -> None:
    kantor.bukukan(1)
    kantor.tulis()
    makro = kantor.path.rename(kantor.path.with_suffix(".xlsm"))
    kantor.bukukan(2)
    assert kantor.tulis() == []
    assert not kantor.path.exists()
    assert [b.kunci for b in workbook.baca(makro, AGENDA).baris] == ["N1", "N2"]


def _kunci_excel(path: Path) -> Path:
    return path.with_name(f"~${path.name}")


def _kunci_calc(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def _isi_kunci(kunci: Path, pc: str) -> bytes:
    """What Excel (whichever PC) or LibreOffice writes into its lock file."""
    if kunci.name.startswith("~$"):
        nama = "Arsiparis"
        return bytes([len(nama)]) + nama.ljust(54).encode() + b"\x09\x00" + nama.ljust(54).encode("utf-16-le")
    return f",arsiparis,{pc},23.11.2026 08:00,file:///C:/profil;".encode()


@pytest.mark.parametrize("kunci", [_kunci_excel, _kunci_calc])
def test_a_book_open_on_another_pc_waits_until_its_lock_is_gone(
    kantor: Kantor, kunci: Callable[[Path], Path]
) -> None:
    kantor.bukukan(1)
    kantor.tulis()
    kunci(kantor.path).write_bytes(_isi_kunci(kunci(kantor.path), "PC-ARSIP"))
    kantor.bukukan(2)
    (peringatan,) = kantor.tulis()
    assert re.search(r"sedang dibuka di .* \((a|A)rsiparis\)", peringatan)
    kunci(kantor.path).unlink()
    assert kantor.tulis() == []
    assert kantor.kunci() == ["N1", "N2"]


@pytest.mark.parametrize("kunci", [_kunci_excel, _kunci_calc])
def test_a_lock_left_over_from_days_ago_blocks_nobody(tmp_path: Path, kunci: Callable[[Path], Path]) -> None:
    path = tmp_path / "buku.xlsx"
    kunci(path).write_bytes(_isi_kunci(kunci(path), "PC-ARSIP"))
    sekarang = datetime.now(UTC)
    assert workbook.pembuka(path, sekarang)
    assert workbook.pembuka(path, FixedClock(sekarang + timedelta(days=2)).now()) == ""


@pytest.mark.parametrize("kunci", [_kunci_excel, _kunci_calc])
@pytest.mark.parametrize("isi", [b"", b"\0" * 165, b"garbage", b",,,,;", b"\xff" * 165, b"\x05" + b" " * 164])
def test_a_lock_that_names_nobody_blocks_nobody(
    tmp_path: Path, kunci: Callable[[Path], Path], isi: bytes
) -> None:
    path = tmp_path / "buku.xlsx"
    kunci(path).write_bytes(isi)
    assert workbook.pembuka(path, datetime.now(UTC)) == ""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_on_this_pc_libreoffices_lock_counts_only_while_a_process_has_the_book(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    path.touch()
    _kunci_calc(path).write_bytes(_isi_kunci(_kunci_calc(path), platform.node()))
    assert workbook.pembuka(path, datetime.now(UTC)) == ""
    with path.open("r+b"):
        assert workbook.pembuka(path, datetime.now(UTC)) == "LibreOffice (arsiparis)"


def _pekerja(folder: Path, mulai: int) -> None:
    kantor = buka(folder)
    for urut in range(mulai, mulai + 15):
        kantor.bukukan(urut)
        assert kantor.tulis() == []


def test_two_processes_writing_one_book_lose_and_repeat_no_row(kantor: Kantor) -> None:
    konteks = multiprocessing.get_context("spawn")
    pekerja = [konteks.Process(target=_pekerja, args=(kantor.folder.parent, n)) for n in (1, 101)]
    for satu in pekerja:
        satu.start()
    for satu in pekerja:
        satu.join()
    assert [satu.exitcode for satu in pekerja] == [0, 0]
    assert sorted(kantor.kunci()) == sorted(f"N{m + n}" for m in (1, 101) for n in range(15))
    with kantor.ledger.baca() as baca:
        assert baca.buku_menunggu() == []


def _tulis_terus(path: Path) -> None:
    for urut in range(2, 10_000):
        workbook.terapkan(path, AGENDA, [baris(urut)], (urut, ""))


@pytest.mark.parametrize("jeda", [0.0, 0.05, 0.13, 0.31])
def test_a_killed_writer_leaves_a_whole_book(tmp_path: Path, jeda: float) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, KEPALA, [baris(1)], (1, ""))
    anak = multiprocessing.get_context("spawn").Process(target=_tulis_terus, args=(path,))
    anak.start()
    while workbook.rantai(path, AGENDA)[0] < 2:
        assert anak.is_alive()
        time.sleep(0.005)
    time.sleep(jeda)
    os.kill(anak.pid or 0, signal.SIGKILL)
    anak.join()
    kunci = [b.kunci for b in workbook.baca(path, AGENDA).baris]
    assert kunci == [f"N{n}" for n in range(1, len(kunci) + 1)]
    assert workbook.rantai(path, AGENDA)[0] == len(kunci)


def simpan_libreoffice(path: Path, jenis: str) -> Path:
    """The file as LibreOffice saves it, in the folder `hasil` beside it."""
    hasil = path.parent / "hasil"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{path.parent}/profil", "--headless",
         "--convert-to", jenis, "--outdir", str(hasil), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return hasil / f"{path.stem}.{jenis}"


@pytest.mark.filterwarnings("ignore:Print area cannot be set")  # openpyxl, of LibreOffice's $A:$P
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.filterwarnings("ignore:Print area")  # openpyxl knows no print area of whole columns
def test_libreoffice_opens_saves_and_prints_the_book(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, KEPALA, [baris(n) for n in range(1, 61)], (60, "ab"))
    for jenis in ("xlsx", "pdf"):
        simpan_libreoffice(path, jenis)
    assert (tmp_path / "hasil" / "buku.pdf").read_bytes().startswith(b"%PDF")
    simpanan = tmp_path / "hasil" / "buku.xlsx"
    assert workbook.terapkan(simpanan, AGENDA, [baris(1), baris(61)], (61, "cd")).tetap == 1
    isi = workbook.baca(simpanan, AGENDA)
    assert [b.kunci for b in isi.baris] == [f"N{n}" for n in range(1, 62)]
    assert openpyxl.load_workbook(simpanan)["_naskah"].sheet_state != "visible"


@pytest.mark.filterwarnings("ignore:Print area cannot be set")  # openpyxl, of LibreOffice's $A:$P
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.filterwarnings("ignore:Print area")  # openpyxl knows no print area of whole columns
def test_a_book_sorted_with_a_column_more_and_saved_by_libreoffice_takes_new_rows(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, KEPALA, [baris(n) for n in range(1, 6)], (5, "ab"))
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    lembar.title = "Agenda kami"
    isi = [[sel.value for sel in satu] for satu in lembar.iter_rows(min_row=9, max_row=13)]
    for nomor, satu in enumerate(reversed(isi), 9):
        for kolom, nilai in enumerate(satu, 1):
            lembar.cell(nomor, kolom, nilai)
    lembar.insert_cols(4)
    lembar["D8"], lembar["D9"] = "Kotak", "di baris surat kelima"
    buku_kerja.save(path)
    simpanan = simpan_libreoffice(path, "xlsx")
    hasil = workbook.terapkan(simpanan, AGENDA, [baris(2), baris(6), baris(7)], (7, "cd"), tahun=2026)
    assert (hasil.ditambah, hasil.tetap) == (2, 1)
    lagi = simpan_libreoffice(simpanan, "xlsx")
    assert [b.kunci for b in workbook.baca(lagi, AGENDA).baris] == ["N5", "N4", "N3", "N2", "N1", "N6", "N7"]
    assert workbook.banding(lagi, AGENDA, [baris(n) for n in range(1, 8)], sel=True) == []
    assert openpyxl.load_workbook(lagi)["Agenda kami"]["D9"].value == "di baris surat kelima"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.filterwarnings("ignore:Print area")
def test_a_book_saved_by_libreoffice_is_read_fast_and_right_and_keeps_its_sheet_of_conflicts(
    tmp_path: Path,
) -> None:
    path = tmp_path / "buku.xlsx"
    konflik = [workbook.BarisKonflik("23-11-2026", "N1", "500/1", "Isi Ringkas", "=1+1", "Undangan", "baru")]
    isi = [baris(n) for n in range(1, 41)]
    path.write_bytes(workbook.buat_isi(AGENDA, 2026, KEPALA, isi, (40, "ab"), konflik=konflik))
    buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0]["P10"] = "=1+1"
    buku_kerja["Konflik"].title = "Selisih kami"
    buku_kerja.save(path)
    simpanan = simpan_libreoffice(path, "xlsx")
    buka = buka_buku(simpanan.read_bytes(), simpanan.name, AGENDA)
    pembaca = PembacaBaris(buka.paket, buka.lembar, buka.peta, AGENDA)
    semua = [satu.xml for satu in buka.lembar.baris()]
    assert [pembaca.satu(xml) for xml in semua] == [pembaca.teliti(xml) for xml in semua]
    dibaca = workbook.baca(simpanan, AGENDA).baris
    assert [b.kunci for b in dibaca] == [b.kunci for b in isi]
    assert list(dibaca[1].rumus.values()) == ["=1+1"]
    ubah = workbook.Perubahan(konflik=[*konflik, *konflik])
    data, _ = workbook.sunting(simpanan.read_bytes(), simpanan.name, AGENDA, ubah, (41, "cd"))
    simpanan.write_bytes(data)
    lagi = openpyxl.load_workbook(simpan_libreoffice(simpanan, "xlsx"))["Selisih kami"]
    assert [lagi.cell(n, 4).value for n in (2, 3, 4, 5)] == ["Nilai yang diketik", "=1+1", "=1+1", None]
    assert lagi.row_dimensions[1].hidden
