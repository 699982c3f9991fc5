"""What a person may mean while typing a name, NIP or NIK: ready texts, one walk, no wait."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from naskah.lembar import SelRusak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from naskah.induk import TabelInduk
    from naskah.lembar import Sel

_KETERANGAN = ("jabatan", "unit", "kabupaten")
_BUKAN_HURUF = re.compile(r"[^\w]+")


class IndeksSaran:
    """Rows of one table in the order of their names, as they are searched.

    Args:
        tabel: the rows; one whose name cannot be read is left out.
    """

    def __init__(self, tabel: TabelInduk) -> None:
        isi = [s for b in tabel.baris if (s := _saran(b, tabel.kolom_nomor))["nama"]]
        sama = Counter(_cari(s["nama"]) for s in isi)
        for satu in isi:
            if sama[_cari(satu["nama"])] > 1 and satu["nomor"]:
                satu["isi"] = satu["nomor"]
        self._isi = sorted(isi, key=lambda s: _cari(s["nama"]))
        self._nama = [_cari(s["nama"]) for s in self._isi]
        self._teks = [f"{n} {s['nomor']}" for n, s in zip(self._nama, self._isi, strict=True)]

    def cari(self, kata: str, batas: int) -> list[dict[str, str]]:
        """At most `batas` rows with all these words in name or number; names that begin so come first."""
        rapi = re.sub(r"[\s.'-]", "", kata) if re.fullmatch(r"[\d\s.'-]+", kata) else _cari(kata)
        bagian = rapi.split()
        if not bagian:
            return []
        satu, *lain = sorted(bagian, key=len, reverse=True)
        cocok = [ke for ke, teks in enumerate(self._teks) if satu in teks]
        for berikut in lain:
            cocok = [ke for ke in cocok if berikut in self._teks[ke]]
        awal = [ke for ke in cocok if self._nama[ke].startswith(rapi)][:batas]
        sudah = set(awal)
        sisa = (ke for ke in cocok if ke not in sudah)
        urut = [*awal, *(ke for ke, _ in zip(sisa, range(batas - len(awal)), strict=False))]
        return [dict(self._isi[ke]) for ke in urut]


def _cari(teks: str) -> str:
    return " ".join(_BUKAN_HURUF.sub(" ", teks.casefold()).split())


def _saran(baris: Mapping[str, Sel], nomor: str) -> dict[str, str]:
    teks = {k: str(s.nilai).strip() for k, s in baris.items() if not isinstance(s.nilai, SelRusak | float)}
    nama, angka = teks.get("nama", ""), re.sub(r"[\s.'-]", "", teks.get(nomor, ""))
    keterangan = " · ".join(filter(None, (teks.get(k) for k in _KETERANGAN)))
    return {"nama": nama, "nomor": angka, "keterangan": keterangan, "isi": nama}
