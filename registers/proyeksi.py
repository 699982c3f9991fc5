"""Waiting rows into the Excel books. The ledger is the truth; a book that cannot be written only waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from registers import workbook
from registers.dasar.berkas import gagal
from registers.dasar.galat import BerkasGagal, NaskahError
from registers.dasar.sistem import kunci
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import Clock, SystemClock
from registers.definisi import Buku

if TYPE_CHECKING:
    from registers.ledger import Ledger

_PELAKU = "naskah"
_SARAN_HILANG = "kembalikan berkas itu, atau buat lagi dari buku besar: naskah periksa --perbaiki"


def tulis_buku(
    ledger: Ledger,
    folder: Path,
    buku: Mapping[str, Buku],
    *,
    kepala: Sequence[str],
    clock: Clock | None = None,
    bangun: bool = False,
) -> list[str]:
    """Bring every waiting row into its workbook, one file write per book and year.

    Whoever holds a book's lock writes the rows of all; others return at once. A missing workbook is made
    anew with all its rows. A book that is open or unreadable keeps its rows waiting for the next call.

    Args:
        ledger: the office's ledger.
        folder: where the workbooks lie.
        buku: the definitions by id.
        kepala: the office's heading lines for a new workbook, top first.
        clock: tells the age of lock files.
        bangun: also make missing workbooks anew for which no rows wait. Without it they stay away: an office
            may keep the books of old years elsewhere.

    Returns:
        Warnings for people, in Indonesian; empty when every row is in its book.
    """
    menulis = _Penulisan(ledger, folder, tuple(kepala), clock or SystemClock(), bangun)
    with ledger.baca() as baca:
        daftar = baca.semua_buku() if bangun else baca.buku_menunggu()
    peringatan: list[str] = []
    for satu in daftar:
        if definisi := buku.get(satu.buku):
            peringatan += menulis.tulis(definisi, satu.tahun)
        else:
            peringatan.append(f"Buku {satu.buku} tidak punya definisi; barisnya menunggu di buku besar.")
    return peringatan


def periksa_buku(ledger: Ledger, folder: Path, buku: Buku, tahun: int, *, menyeluruh: bool) -> list[Temuan]:
    """What a workbook lacks of the rows written into it; with `menyeluruh` also cells changed by hand.

    A workbook that is foreign, damaged or unreadable is one finding.

    Rows that still wait are no finding: the next write brings them.
    """
    path = lokasi(folder, buku.id, tahun)
    with ledger.baca() as baca:
        sampai = baca.keadaan_buku(buku.id, tahun).sampai_urut
        baris = [b for b in baca.semua_baris(buku.id, tahun) if b.peristiwa <= sampai]
    if not path.exists():
        return [Temuan(path.name, "berkas buku tidak ada", _SARAN_HILANG)] if baris else []
    try:
        return workbook.banding(path, buku, baris, sel=menyeluruh, tahun=tahun)
    except NaskahError as galat:
        return [Temuan(path.name, galat.message, galat.hint)]
    except Exception:  # one damaged file must not hide what the other checks find
        rusak = _rusak(path)
        return [Temuan(path.name, rusak.message, rusak.hint)]


def lokasi(folder: Path, id_buku: str, tahun: int) -> Path:
    """Where a book's file lies; one that people saved with macros keeps its suffix."""
    makro = folder / f"{id_buku}-{tahun}.xlsm"
    return makro if makro.exists() else makro.with_suffix(".xlsx")


@dataclass(frozen=True)
class _Penulisan:
    ledger: Ledger
    folder: Path
    kepala: tuple[str, ...]
    clock: Clock
    bangun: bool

    def tulis(self, buku: Buku, tahun: int) -> list[str]:
        """Rows booked by others while we write are ours too, up to the moment the lock is free again.

        Whatever goes wrong is a warning: the letters are issued, only their rows wait.
        """
        path = lokasi(self.folder, buku.id, tahun)
        catatan: list[str] = []
        try:
            while self._perlu(path, buku, tahun):
                with kunci(self.folder / ".kunci" / f"{buku.id}-{tahun}.kunci", tunggu=0) as dapat:
                    if not dapat:
                        break
                    catatan += self._sekali(path, buku, tahun)
        except PermissionError:
            catatan.append(_menunggu(path, "sedang dibuka di program lain, atau foldernya hanya-baca."))
        except OSError as galat:
            catatan.append(_menunggu(path, str(gagal(galat.filename or path, galat, "ditulis"))))
        except NaskahError as galat:
            catatan.append(_menunggu(path, str(galat)))
        except Exception:  # damage nobody has thought of must not stop the books after this one
            catatan.append(f"Buku {path.name} rusak: barisnya menunggu di buku besar. {_rusak(path).hint}")
        return catatan

    def _perlu(self, path: Path, buku: Buku, tahun: int) -> bool:
        if self.bangun and not path.exists():
            return True
        with self.ledger.baca() as baca:
            return bool(baca.baris_menunggu(buku.id, tahun))

    def _sekali(self, path: Path, buku: Buku, tahun: int) -> list[str]:
        """All rows waiting now, in one file write; the caller holds the book's lock."""
        if siapa := workbook.pembuka(path, self.clock.now()):
            raise BerkasGagal(f"Buku itu sedang dibuka di {siapa}.")
        rantai, ringkasan = self._ke_berkas(path, buku, tahun)
        with self.ledger.tulis(_PELAKU) as tx:
            tx.buku_tertulis(buku.id, tahun, *rantai)
        return [f"Buku {path.name}: {temuan}" for temuan in ringkasan.temuan]

    def _ke_berkas(self, path: Path, buku: Buku, tahun: int) -> tuple[workbook.Rantai, workbook.Ringkasan]:
        """The write itself.

        A file that does not stand where the ledger left it (an old copy brought back, a crash after writing)
        gets all rows again: those it has stay as they are.
        """
        ada = path.exists()
        tertulis = workbook.rantai(path, buku, tahun) if ada else None
        with self.ledger.baca() as baca:
            rantai, keadaan = baca.kepala(), baca.keadaan_buku(buku.id, tahun)
            sejalan = tertulis == (keadaan.sampai_urut, keadaan.hash)
            baris = (baca.baris_menunggu if sejalan else baca.semua_baris)(buku.id, tahun)
        if ada:
            return rantai, workbook.terapkan(path, buku, baris, rantai, tahun=tahun)
        return rantai, workbook.buat(path, buku, tahun, self.kepala, baris, rantai)


def _menunggu(path: Path, sebab: str) -> str:
    return f"Buku {path.name} belum ditulis, barisnya menunggu di buku besar: {sebab}"


def _rusak(path: Path) -> workbook.BukuAsing:
    return workbook.BukuAsing(path.name, "rusak, isinya tidak dapat diolah")
