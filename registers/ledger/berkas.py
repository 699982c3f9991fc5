"""Files of letters, and the content letters were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from sqlalchemy import RowMapping, delete, func, select

from registers.dasar.galat import KeadaanDitolak, TidakDitemukan
from registers.ledger import skema
from registers.ledger.model import Berkas
from registers.ledger.sambungan import Pembaca, Penulis

_K = skema.naskah
_B = skema.berkas
_I = skema.isi


class BacaBerkas(Pembaca):
    """Reading files and content."""

    def berkas(self, naskah_id: str) -> list[Berkas]:
        """The files of a letter, newest first."""
        perintah = select(_B).where(_B.c.naskah_id == naskah_id).order_by(_B.c.letak.desc())
        return [_berkas(b) for b in self._semua(perintah)]

    def berkas_banyak(self, ids: Collection[str]) -> dict[str, list[Berkas]]:
        """The files of these letters, newest first."""
        hasil: dict[str, list[Berkas]] = {id_: [] for id_ in ids}
        perintah = select(_B).where(_B.c.naskah_id.in_(hasil)).order_by(_B.c.letak.desc())
        for baris in self._semua(perintah):
            hasil[baris["naskah_id"]].append(_berkas(baris))
        return hasil

    def semua_berkas(self) -> list[Berkas]:
        """Every registered file, by path."""
        return [_berkas(b) for b in self._semua(select(_B).order_by(_B.c.path))]

    def tanpa_dokumen(self) -> dict[str, str]:
        """Id of each issued letter that was made of a template but has no file = its number."""
        ada = select(_B.c.letak).where(_B.c.naskah_id == _K.c.id).exists()
        perintah = select(_K.c.id, _K.c.nomor).where(
            _K.c.status == "terbit", _K.c.arah == "keluar", _K.c.bahan != "{}", ~ada
        )
        return {b["id"]: b["nomor"] for b in self._semua(perintah.order_by(_K.c.id))}

    def berkas_di(self, path: str) -> Berkas | None:
        """The registered file of this path; None when there is none."""
        baris = self._satu(select(_B).where(_B.c.path == path))
        return _berkas(baris) if baris else None

    def berkas_sidik(self, sha256: str) -> list[Berkas]:
        """The registered files with exactly this content, oldest first."""
        perintah = select(_B).where(_B.c.sha256 == sha256).order_by(_B.c.letak)
        return [_berkas(b) for b in self._semua(perintah)]

    def isi(self, sha256: str) -> bytes:
        """Stored content by its hash.

        Raises:
            TidakDitemukan: there is none.
        """
        baris = self._satu(select(_I.c.data).where(_I.c.sha256 == sha256))
        if baris is None:
            raise TidakDitemukan(f"Isi {sha256} tidak ada di buku besar.", "Jalankan: naskah periksa")
        return bytes(baris["data"])

    def bahan_hilang(self) -> dict[str, str]:
        """The hash of each template, kop or picture that is not kept any more = a letter made of it."""
        ada = {b["sha256"] for b in self._semua(select(_I.c.sha256))}
        perintah = select(_K.c.bahan, func.min(_K.c.id).label("id")).group_by(_K.c.bahan)
        return {
            hash_: b["id"]
            for b in self._semua(perintah)
            for hash_ in json.loads(b["bahan"]).values()
            if hash_ not in ada
        }


class TulisBerkas(BacaBerkas, Penulis):
    """Registering files, keeping content."""

    def daftar_berkas(self, *semua: Berkas) -> None:
        """Register files. The file of a draft may be registered again; all others are never overwritten.

        Raises:
            KeadaanDitolak: a path belongs to another letter or to an issued one.
        """
        milik = {b.path: b.naskah_id for b in semua}
        perintah = select(_B.c.path, _B.c.naskah_id, _K.c.status).join(_K, _K.c.id == _B.c.naskah_id)
        for lama in self._semua(perintah.where(_B.c.path.in_(milik))):
            path, id_ = lama["path"], lama["naskah_id"]
            if id_ != milik[path] or lama["status"] in ("terbit", "batal"):
                raise KeadaanDitolak(f"Berkas {path} sudah terdaftar untuk naskah {id_}.")
            self.lupakan_berkas(path)
        self._sisipkan(_B, *map(vars, semua))

    def lupakan_berkas(self, path: str) -> None:
        """Take the file of a draft off the list; its issued successor takes its place."""
        self._jalankan(delete(_B).where(_B.c.path == path))

    def simpan_isi(self, data: bytes) -> str:
        """Keep content once, whoever brings it; its SHA-256 is the way back to it."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._satu(select(_I.c.sha256).where(_I.c.sha256 == sha256)) is None:
            self._sisipkan(_I, {"sha256": sha256, "data": data})
        return sha256


def _berkas(baris: RowMapping) -> Berkas:
    return Berkas(
        naskah_id=baris["naskah_id"],
        path=baris["path"],
        sha256=baris["sha256"],
        ukuran=baris["ukuran"],
        macam=baris["macam"],
        isi_sha256=baris["isi_sha256"],
        versi=baris["versi"],
    )
