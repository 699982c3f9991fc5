"""Where printed files go: cetak/ of the office, named by rule, never written over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from naskah import pdf as mesin_pdf
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, DataTidakSah
from registers.dasar.sementara import folder_kerja
from registers.dasar.temuan import Temuan
from registers.ledger.model import Baris


@dataclass(frozen=True)
class Tujuan:
    """Where a printed file is to go.

    Attributes:
        folder: where files without a name of their own go.
        pangkal: beginning of their name.
        akhiran: ".docx" or ".xlsx".
        ke: the file a person named instead.
    """

    folder: Path
    pangkal: str
    akhiran: str
    ke: Path | None = None

    def calon(self) -> Iterator[Path]:
        """Names to try, in order; one only when a person chose it.

        Raises:
            DataTidakSah: that name has another suffix.
        """
        if self.ke is None:
            for ke in count(1):
                ulang = f"-{ke}" if ke > 1 else ""
                yield self.folder / f"{berkas.nama_aman(self.pangkal)}{ulang}{self.akhiran}"
        elif self.ke.suffix.lower() != self.akhiran:
            raise _tolak(self.ke, f"akhirannya harus {self.akhiran}", f"tulis {self.ke.stem}{self.akhiran}")
        else:
            yield self.ke
            raise _tolak(self.ke, "berkas itu, atau PDF-nya, sudah ada", "pakai nama lain")


@dataclass(frozen=True)
class Tersimpan:
    """The files written, pages of the PDF (0 without one), and warnings."""

    berkas: tuple[Path, ...]
    halaman: int
    peringatan: tuple[str, ...]


def nama_hasil(baris: Sequence[Baris]) -> str:
    """Which rows a file holds: "2026_12", "2026_12-sd-40".

    >>> satu, lain = (Baris("b", 2026, "k", {}, 1, n) for n in (12, 40))
    >>> nama_hasil([satu]), nama_hasil([lain, satu])
    ('2026_12', '2026_12-sd-40')
    """
    tahun = sorted({b.tahun for b in baris})
    urutan = sorted(b.urutan for b in baris)
    rentang = f"{urutan[0]}" if len(urutan) == 1 else f"{urutan[0]}-sd-{urutan[-1]}"
    return f"{'-'.join(map(str, dict.fromkeys((tahun[0], tahun[-1]))))}_{rentang}"


def simpan(data: bytes, tujuan: Tujuan, *, pdf: bool) -> Tersimpan:
    """Write `data`, and its PDF beside it; both or nothing.

    Raises:
        DataTidakSah: the file a person named exists already, or has another suffix.
        PdfTidakTersedia: it cannot be converted.
        BerkasGagal: the folder cannot be written.
    """
    next(tujuan.calon())  # a wrong name is told before the work, not after it
    isi_pdf, halaman = _ke_pdf(data, tujuan.akhiran) if pdf else (b"", 0)
    for path in tujuan.calon():
        pasangan = path.with_suffix(".pdf")
        if (pdf and pasangan.exists()) or not _tulis_baru(path, data):
            continue
        if pdf and not _pasangkan(pasangan, isi_pdf, path):
            continue
        hilang = mesin_pdf.huruf_hilang(data) if pdf and tujuan.akhiran == ".docx" else []
        return Tersimpan(
            (path, pasangan) if pdf else (path,),
            halaman,
            tuple(f"Huruf {h} tidak terpasang; PDF memakai huruf pengganti." for h in hilang),
        )
    raise AssertionError  # the names never end


def _ke_pdf(data: bytes, akhiran: str) -> tuple[bytes, int]:
    from pypdf import PdfReader

    with folder_kerja() as sementara:
        asal = sementara / f"cetak{akhiran}"
        asal.write_bytes(data)
        (hasil,) = mesin_pdf.ke_pdf([asal], sementara / "pdf")
        return hasil.read_bytes(), len(PdfReader(hasil).pages)


def _pasangkan(pdf: Path, isi: bytes, docx: Path) -> bool:
    """Write the PDF beside its document; where it cannot be, the document goes too."""
    tertulis = False
    try:
        tertulis = _tulis_baru(pdf, isi)
    finally:
        if not tertulis:
            docx.unlink(missing_ok=True)
    return tertulis


def _tulis_baru(path: Path, data: bytes) -> bool:
    """Write a file that does not exist yet; False when it does.

    Raises:
        BerkasGagal: it cannot be written; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as galat:
        raise BerkasGagal(
            f"Folder {path.parent} tidak dapat dibuat: ada berkas bernama itu.",
            "Pindahkan atau ganti nama berkas itu.",
        ) from galat
    except OSError as galat:
        raise berkas.gagal(path.parent, galat, "dibuat") from galat
    try:
        with path.open("xb") as keluar:
            try:
                keluar.write(data)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return False
    except OSError as galat:
        raise berkas.gagal(path, galat, "ditulis") from galat
    return True


def _tolak(path: Path, pesan: str, saran: str) -> DataTidakSah:
    return DataTidakSah("Berkas hasil tidak dapat dipakai.", [Temuan("--ke", pesan, saran, str(path))])
