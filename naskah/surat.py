"""What the library gives back about a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naskah.paket import Jumlah


@dataclass(frozen=True)
class BerkasSurat:
    """One file of a letter.

    Attributes:
        path: relative to the office.
        sha256: hash of its bytes.
        lama: it shows the letter as it was before it was corrected.
    """

    path: str
    sha256: str
    lama: bool = False


@dataclass(frozen=True)
class Surat:
    """A letter as commands print it.

    Attributes:
        id: the short id it keeps from the first moment to the last.
        seri: id of its number series.
        urut: running number with its sisipan ("12", "12.a"), of an incoming letter its number in the agenda;
            "" without one.
        nomor: the official number; "" without one.
        tanggal: ISO date.
        jenis: id of its type.
        status: konsep, terbit, batal.
        berkas: newest first.
        buku: ids of the books it is booked in.
        peringatan: what a person should know, in Indonesian.
        hal: subject.
        jumlah: what a paket just made adds up to; None of any other letter.
    """

    id: str
    seri: str
    urut: str
    nomor: str
    tanggal: str
    jenis: str
    status: str
    berkas: tuple[BerkasSurat, ...] = ()
    buku: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    hal: str = ""
    jumlah: Jumlah | None = None

    def dengan_peringatan(self, peringatan: Sequence[str]) -> Surat:
        """The same letter with these warnings."""
        return replace(self, peringatan=tuple(peringatan))

    def sebagai_json(self) -> dict[str, object]:
        """The documented JSON shape of one letter."""
        return {
            "id": self.id,
            "seri": self.seri,
            "urut": self.urut,
            "nomor": self.nomor,
            "tanggal": self.tanggal,
            "jenis": self.jenis,
            "hal": self.hal,
            "status": self.status,
            "berkas": [{"path": b.path, "sha256": b.sha256} for b in self.berkas],
            "buku": list(self.buku),
            "peringatan": list(self.peringatan),
            **(self.jumlah.sebagai_json() if self.jumlah else {}),
        }
