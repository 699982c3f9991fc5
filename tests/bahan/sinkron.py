"""What tests of the sync share: a small book of all owners, people's hands, what must hold afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from registers import sinkron
from registers.dasar.waktu import FixedClock
from registers.definisi import Buku, urai
from registers.ledger import Ledger
from registers.ledger.model import Baris, Konflik
from registers.meja import HasilBuku, Meja
from registers.workbook.bukaan import buka_buku

JAM = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
TAHUN = 2026
KEPALA = ("PEMERINTAH PROVINSI CONTOH", "DINAS CONTOH")
AWAL = 9  # first row of data on the sheet

_KOLOM = (
    ("urutan", "No. Urut", 'jenis = "bilangan"\ndari = "urutan"'),
    ("hal", "Isi Ringkas", 'wajib = true\ndari = "hal"'),
    ("tanggal", "Tanggal", 'jenis = "tanggal"\ndari = "tanggal"'),
    ("jumlah", "Banyaknya", 'jenis = "bilangan"\ndari = "jumlah"'),
    ("lokasi", "Lokasi", 'milik = "bersama"\ndari = "lokasi"'),
    ("kirim", "Tanggal Kirim", 'jenis = "tanggal"\nmilik = "bersama"\ndari = "tanggal_kirim"'),
    ("catatan", "Catatan", 'milik = "orang"'),
    ("biaya", "Biaya", 'jenis = "rupiah"\nmilik = "orang"'),
    ("janji", "Dijanjikan", 'jenis = "tanggal"\nmilik = "orang"'),
    ("ukuran", "Ukuran", 'hitung = "ukuran"'),
)
KOLOM = {kunci: nomor for nomor, (kunci, _, _) in enumerate(_KOLOM, 2)} | {"_id": 1, "_pesan": 12}
"""Column key → column number in a new book."""


def definisi(id_: str = "mini", judul: str = "Buku Kecil", *, entri: str = "baris") -> Buku:
    """A book with columns of all owners; in `mini` a typed row is a row of the book."""
    kepala = f'judul = "{judul}"\nlembar = "Kecil"\nsumber = "buku_besar"\nperistiwa = ["baris"]\n'
    kepala += f'entri = ["{entri}"]\n' if entri else ""
    kolom = "".join(
        f'[[kolom]]\nkunci = "{kunci}"\njudul = "{tulisan}"\nlebar = 12\n{sisa}\n'
        for kunci, tulisan, sisa in _KOLOM
    )
    return urai(id_, (kepala + kolom).encode())


MINI = definisi()


def ukuran(nilai: Mapping[str, object]) -> str:
    """The computed column: changes with a ledger's and with a person's cell."""
    return f"{len(str(nilai.get('hal') or ''))} huruf, {nilai.get('biaya') or 'gratis'}"


def buka_ledger(lokasi: str | Path, *, tunggu: float = 30.0) -> Ledger:
    """The test office's ledger."""
    return Ledger.buka(lokasi, kantor_id="kantor-uji-0001", zona="Asia/Makassar", clock=JAM, tunggu=tunggu)


@dataclass(frozen=True)
class Kantor:
    """A ledger and its folder of books; `path` is the file of the small book."""

    ledger: Ledger
    folder: Path
    buku: Mapping[str, Buku] = field(default_factory=lambda: {"mini": MINI})

    @property
    def path(self) -> Path:
        return sinkron.lokasi(self.folder, "mini", TAHUN)

    @property
    def meja(self) -> Meja:
        return Meja(self.ledger, self.folder, self.buku, KEPALA, JAM, "Asia/Makassar", "Penguji",
                    hitung={"ukuran": ukuran})  # fmt: skip

    def bukukan(self, kunci: str, buku: str = "mini", **nilai: object) -> None:
        """Book a row as a letter does, or change it."""
        with self.ledger.tulis("penguji") as tx:
            lama = tx.baris_menurut(buku, TAHUN, [kunci]).get(kunci)
            isi = {**(lama.nilai if lama else {"hal": f"Undangan {kunci}"}), **nilai}
            peristiwa = tx.catat("terbit", "", {"kunci": kunci})
            tx.bukukan(buku, TAHUN, kunci, isi, peristiwa.urut)

    def sinkron(self, *, buat: bool = True, coba: bool = False) -> HasilBuku:
        return sinkron.sinkron(self.meja, self.buku["mini"], TAHUN, buat=buat, coba=coba)

    def bangun(self) -> HasilBuku:
        return sinkron.bangun(self.meja, self.buku["mini"], TAHUN)

    def baris(self) -> dict[str, Baris]:
        """The ledger's rows by key."""
        with self.ledger.baca() as baca:
            return {b.kunci: b for b in baca.semua_baris("mini", TAHUN)}

    def konflik(self) -> list[Konflik]:
        with self.ledger.baca() as baca:
            return baca.konflik("mini", TAHUN, semua=True)

    def kepala(self) -> tuple[int, str]:
        with self.ledger.baca() as baca:
            return baca.kepala()


def kantor_kecil(akar: Path, ledger: Ledger | None = None) -> Generator[Kantor]:
    """A book of five letters in step with the ledger, for a fixture."""
    kantor = Kantor(ledger or buka_ledger(akar / "naskah.db"), akar / "buku")
    for ke in range(1, 6):
        kantor.bukukan(f"N-{ke}", hal=f"Undangan rapat {ke}", tanggal=f"2026-11-{ke:02}", nomor=f"{ke}/2026")
    assert kantor.sinkron().dibuat
    yield kantor
    kantor.ledger.tutup()


# --- people's hands ---------------------------------------------------------------------------------


@contextmanager
def excel(path: Path) -> Generator[Worksheet]:
    """The book's sheet to be edited; saved at the end."""
    with buku_kerja(path) as isi:
        yield isi.worksheets[0]


@contextmanager
def buku_kerja(path: Path) -> Generator[Workbook]:
    """The whole workbook to be edited; saved at the end."""
    isi = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
    yield isi
    isi.save(path)


def tulis(lembar: Worksheet, nomor: int, **isi: object) -> None:
    """Type into cells of a row, by column key."""
    for kunci, nilai in isi.items():
        sel = lembar.cell(nomor, KOLOM[kunci])
        sel.value = nilai  # type: ignore[assignment]


def ketik(path: Path, *baris: Mapping[str, object]) -> None:
    """Type rows below the last one."""
    with excel(path) as lembar:
        nomor = akhir(lembar)
        for satu in baris:
            nomor += 1
            tulis(lembar, nomor, **satu)


def akhir(lembar: Worksheet) -> int:
    """Number of the last row that holds anything."""
    return max(
        (sel.row for baris in lembar.iter_rows(min_row=AWAL) for sel in baris if sel.value is not None),
        default=AWAL - 1,
    )


def libreoffice(path: Path, kerja: Path) -> None:
    """The file as LibreOffice saves it, in its place."""
    hasil = kerja / "hasil"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{kerja}/profil", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(hasil), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    path.write_bytes((hasil / f"{path.stem}.xlsx").read_bytes())


def bagian(path: Path) -> dict[str, bytes]:
    """Every part of the workbook."""
    with ZipFile(path) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def ganti_bagian(path: Path, ubah: Callable[[dict[str, bytes]], None]) -> None:
    """Edit the parts of the workbook as they are in the archive."""
    isi = bagian(path)
    ubah(isi)
    with ZipFile(path, "w", ZIP_DEFLATED) as arsip:
        for nama, satu in isi.items():
            arsip.writestr(nama, satu)


# --- what stands where --------------------------------------------------------------------------------


def isi_lembar(path: Path, kolom: Mapping[str, int] = KOLOM, nama: str = "") -> list[dict[str, object]]:
    """The rows of the book that hold anything, by column key; read with another library than ours."""
    isi = openpyxl.load_workbook(path, data_only=True)
    lembar = isi[nama] if nama else isi.worksheets[0]
    baris = [
        {k: sel for k, n in kolom.items() if n <= len(satu) and (sel := _nilai(satu[n - 1].value)) != ""}
        for satu in lembar.iter_rows(min_row=AWAL)
    ]
    return [satu for satu in baris if satu]


def _nilai(nilai: object) -> object:
    if isinstance(nilai, datetime):
        return nilai.date()
    return "" if nilai is None else nilai


def menurut_kunci(path: Path, **kata: object) -> dict[str, dict[str, object]]:
    """The rows that have a key, by it; no key stands twice."""
    baris = [b for b in isi_lembar(path, **kata) if "_id" in b]  # type: ignore[arg-type]
    hasil = {str(b["_id"]): b for b in baris}
    assert len(hasil) == len(baris), "kunci ganda"
    return hasil


def semua_teks(path: Path) -> set[str]:
    """Everything that stands anywhere in the workbook."""
    isi = openpyxl.load_workbook(path, data_only=True)
    return {
        _sebagai_teks(sel) for lembar in isi for satu in lembar.iter_rows(values_only=True) for sel in satu
    }


def _sebagai_teks(nilai: object) -> str:
    if isinstance(nilai, date):
        return nilai.isoformat()[:10]
    if isinstance(nilai, float) and nilai.is_integer():
        return f"{nilai:.0f}"
    return str(nilai)


# --- what must hold after every sync -------------------------------------------------------------------


def nomor(kantor: Kantor) -> dict[str, tuple[int, object]]:
    """Every number that was ever given, by key."""
    return {k: (b.urutan, b.nilai.get("nomor")) for k, b in kantor.baris().items()}


@contextmanager
def disinkronkan(kantor: Kantor, *, milik_orang: Iterable[object] = ()) -> Generator[list[HasilBuku]]:
    """Sync the book as people left it; afterwards everything that must hold is checked.

    Args:
        kantor: the office.
        milik_orang: values people typed, wherever.

    Yields:
        A list with the result, for the test's own questions.
    """
    sebelum, bernomor = kantor.path.read_bytes(), nomor(kantor)
    hasil = kantor.sinkron()
    yield [hasil]
    pastikan(kantor, sebelum, bernomor, milik_orang)


def pastikan(
    kantor: Kantor,
    sebelum: bytes,
    bernomor: Mapping[str, tuple[int, object]],
    milik_orang: Iterable[object] = (),
) -> None:
    """No typed cell lost, no number changed, nothing foreign touched, nothing left to be done."""
    assert not (kantor.folder / ".rusak").exists()
    pastikan_tersimpan(kantor, milik_orang)
    assert bernomor.items() <= nomor(kantor).items()
    if sebelum:
        asing = bagian_asing(sebelum, kantor.path.read_bytes(), kantor.path.name)
        assert asing == set(), f"bagian yang bukan milik naskah berubah: {asing}"
    pastikan_tenang(kantor)


def pastikan_tersimpan(kantor: Kantor, milik_orang: Iterable[object]) -> None:
    """Every typed value stands in the book, in the ledger's people's half, or in a conflict."""
    ada = semua_teks(kantor.path)
    ada |= {_sebagai_teks(v) for b in kantor.baris().values() for v in b.orang.values()}
    ada |= {k.nilai_buku for k in kantor.konflik()}
    hilang = {_sebagai_teks(satu) for satu in milik_orang} - ada
    assert hilang == set(), f"ketikan hilang: {hilang}"


def pastikan_tenang(kantor: Kantor) -> None:
    """A second sync writes nothing, reports nothing, and logs nothing."""
    cap, data, kepala = kantor.path.stat(), kantor.path.read_bytes(), kantor.kepala()
    hasil = kantor.sinkron()
    assert hasil.menunggu == ""
    assert (hasil.diambil, hasil.masuk, hasil.konflik, hasil.dikembalikan) == ((), (), (), ())
    assert (hasil.ditulis, hasil.dibuat) == (0, False)
    sesudah = kantor.path.stat()
    assert (sesudah.st_ino, sesudah.st_mtime_ns) == (cap.st_ino, cap.st_mtime_ns)
    assert kantor.path.read_bytes() == data
    assert kantor.kepala() == kepala


def bagian_asing(sebelum: bytes, sesudah: bytes, nama: str) -> set[str]:
    """Parts that are not naskah's and differ: all but the book's sheet, `_naskah` and the sheet of conflicts.

    When that sheet is made, what announces it in the workbook grows; nothing is taken away from it.
    """
    from io import BytesIO

    def baca(data: bytes) -> dict[str, bytes]:
        with ZipFile(BytesIO(data)) as arsip:
            return {satu: arsip.read(satu) for satu in arsip.namelist()}

    dulu, kini = baca(sebelum), baca(sesudah)
    bukaan = buka_buku(sesudah, nama, MINI)
    milik = {bukaan.bagian, bukaan.paket.bagian_tanda}
    milik |= {b for b, isi in kini.items() if b.startswith("xl/worksheets/") and b"_konflik" in isi}
    tumbuh = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    if kini.keys() - dulu.keys():
        milik |= {b for b in tumbuh if b in dulu and len(kini.get(b, b"")) > len(dulu[b])}
    return {b for b in dulu.keys() | kini.keys() if dulu.get(b) != kini.get(b)} - milik


def hanya(baris: Mapping[str, object], kunci: Collection[str]) -> dict[str, object]:
    """Some cells of a row."""
    return {k: v for k, v in baris.items() if k in kunci}


@contextmanager
def dibuka_excel(path: Path) -> Generator[None]:
    """Excel on another PC."""
    kunci = path.with_name(f"~${path.name}")
    kunci.write_bytes(b"\x09Arsiparis" + b" " * 45 + b"\x09\x00" + b" " * 108)
    yield
    kunci.unlink()
