"""A half-filled form: what somebody typed so far, right or wrong, without a number and outside the chain.

It has the id the letter will have (design §2). Everything is kept as typed; only `naskah.issue`
and `naskah.konsep` ask whether it is right. Two editors are told: whoever saves must have seen the newest
version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from naskah import pembukuan
from naskah.draf import AsalIsian, Permintaan
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang
from registers.ledger import Naskah

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.surat import Surat

Tujuan = Literal["baru", "ubah", "ralat"]
_TANGGAL = Isian("tanggal", "tanggal")


@dataclass(frozen=True)
class IsianSurat:
    """One half-filled form.

    Attributes:
        id: the id it keeps as a letter.
        jenis: id of the type.
        versi: number of its version.
        nilai: field = value as typed.
        tanggal: date of the letter as typed; "" is the day it is issued.
        oleh: who saved it last.
        diubah: when.
        tujuan: what it becomes: a new letter, a new version of a konsep, a correction.
        naskah_id: the konsep or letter it changes.
        naskah_versi: the version of that it began from.
    """

    id: str
    jenis: str
    versi: int = 0
    nilai: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    tanggal: str = ""
    oleh: str = ""
    diubah: datetime | None = None
    tujuan: Tujuan = "baru"
    naskah_id: str = ""
    naskah_versi: int = 0

    def asal(self, dilihat: str = "") -> AsalIsian:
        """The form as it is here, for whoever makes something of it; `dilihat` as in `AsalIsian`."""
        return AsalIsian(self.id, self.versi, dilihat)

    def hari(self, bawaan: date) -> date:
        """The date of the letter.

        Raises:
            DataTidakSah: what was typed is none.
        """
        if not self.tanggal.strip():
            return bawaan
        try:
            return date.fromisoformat(semua()["tanggal"].baca(self.tanggal, _TANGGAL, TanpaAcuan()))
        except NilaiSalah as galat:
            temuan = Temuan("tanggal", galat.pesan, galat.saran, self.tanggal)
            raise DataTidakSah("Tanggal surat tidak dapat dipakai.", [temuan]) from galat


def mulai(
    kantor: Kantor,
    jenis: str,
    nilai: Mapping[str, Nilai] | None = None,
    *,
    tanggal: str = "",
    tujuan: Tujuan = "baru",
    naskah: Naskah | None = None,
) -> IsianSurat:
    """Begin a form of this type.

    Args:
        kantor: the open office.
        jenis: id of the type.
        nilai: what it begins with.
        tanggal: date of the letter, as typed.
        tujuan: what it will become.
        naskah: the konsep or letter it changes.

    Raises:
        TidakDitemukan: no such type.
    """
    judul = kantor.katalog.jenis(jenis).judul
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        baru = IsianSurat(
            tx.id_baru(),
            jenis,
            nilai=nilai or {},
            tanggal=tanggal,
            tujuan=tujuan,
            naskah_id=naskah.id if naskah else "",
            naskah_versi=naskah.versi if naskah else 0,
        )
        return _dari(tx.simpan_naskah(_naskah(kantor, baru, judul)))


def buka(kantor: Kantor, id_: str) -> IsianSurat:
    """A form as it was saved last.

    Raises:
        TidakDitemukan: there is none.
        KeadaanDitolak: it is a letter by now.
    """
    with kantor.ledger.baca() as baca:
        return _dari(pembukuan.isian(baca, id_))


def simpan(kantor: Kantor, isian: IsianSurat) -> IsianSurat:
    """Keep what was typed. `isian.versi` is the version the editor saw.

    Raises:
        KeadaanDitolak: somebody else saved since, or it is a letter by now; nothing is overwritten.
    """
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = _dari(pembukuan.isian(tx, isian.id))
        if (lama.nilai, lama.tanggal) == (isian.nilai, isian.tanggal):
            return lama
        if lama.versi != isian.versi:
            raise KeadaanDitolak(
                f"Isian ini sudah diubah {lama.oleh} di tempat lain.",
                "Yang Anda ketik belum disimpan: simpan sebagai isian sendiri, atau muat yang terbaru.",
            )
        judul = pembukuan.isian(tx, isian.id).judul
        return _dari(tx.simpan_naskah(_naskah(kantor, isian, judul)))


def salin(kantor: Kantor, isian: IsianSurat) -> IsianSurat:
    """The same as a form of its own: what it becomes, and of which version, stays."""
    judul = kantor.katalog.jenis(isian.jenis).judul
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        return _dari(tx.simpan_naskah(_naskah(kantor, replace(isian, id=tx.id_baru(), versi=0), judul)))


def sesuaikan(kantor: Kantor, isian: IsianSurat) -> IsianSurat:
    """The form over the letter as it is by now, for who has seen what was changed there meanwhile.

    A konsep that was issued meanwhile is corrected from now on.

    Raises:
        KeadaanDitolak: the letter can be changed no more, or somebody else saved the form since.
        TidakDitemukan: the letter is gone.
    """
    from naskah import pencarian

    naskah = pencarian.naskah_satu(kantor, isian.naskah_id)
    if naskah.status not in ("konsep", "terbit"):
        raise KeadaanDitolak(
            f"{naskah.id} berstatus {naskah.status} dan tidak dapat diubah.",
            "Buat surat baru seperti surat itu.",
        )
    tujuan: Tujuan = "ubah" if naskah.status == "konsep" else "ralat"
    tanggal = tanggal_panjang(naskah.hari) if tujuan == "ralat" else isian.tanggal
    kini = replace(isian, tujuan=tujuan, tanggal=tanggal, naskah_versi=naskah.versi)
    judul = kantor.katalog.jenis(isian.jenis).judul
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        pembukuan.isian_dilihat(tx, isian.asal())
        return _dari(tx.simpan_naskah(_naskah(kantor, kini, judul)))


def buang(kantor: Kantor, isian: IsianSurat) -> None:
    """Throw a form away, in the version that was seen; a letter cannot be.

    Raises:
        KeadaanDitolak: somebody went on typing since, or it is a letter by now.
    """
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        pembukuan.tutup_isian(tx, isian.asal())


def daftar(kantor: Kantor, batas: int = 50) -> list[IsianSurat]:
    """Forms nobody has finished, newest first."""
    with kantor.ledger.baca() as baca:
        return [_dari(n) for n in baca.isian_terbaru(batas)]


def permintaan(
    isian: IsianSurat, hari: date, *, konsep: bool = False, pesanan: str = "", dilihat: str = ""
) -> Permintaan:
    """The request that makes a letter of this form; sent twice it gives one letter."""
    return Permintaan(
        isian.jenis,
        isian.nilai,
        tanggal=hari,
        konsep=konsep,
        id_permintaan=f"isian/{isian.id}",
        pesanan=pesanan,
        dari_isian=isian.asal(dilihat),
    )


def selesaikan(kantor: Kantor, isian: IsianSurat, *, alasan: str = "", dilihat: str = "") -> list[Surat]:
    """End a form that changes a konsep or corrects a letter; then it is gone.

    Raises:
        KeadaanDitolak: form or letter was changed meanwhile, or the letter's state does not allow it.
        DataTidakSah: every finding at once.
    """
    from naskah import konsep, perubahan

    versi, asal = isian.naskah_versi, isian.asal(dilihat)
    if isian.tujuan == "ubah":
        hari = isian.hari(kantor.hari_ini()) if isian.tanggal else None
        return konsep.ubah(kantor, isian.naskah_id, isian.nilai, tanggal=hari, versi=versi, dari_isian=asal)
    return perubahan.ralat(kantor, isian.naskah_id, isian.nilai, alasan=alasan, versi=versi, dari_isian=asal)


def _naskah(kantor: Kantor, isian: IsianSurat, judul: str) -> Naskah:
    isi = {
        "nilai": dict(isian.nilai),
        "tanggal": isian.tanggal,
        "oleh": kantor.pelaku,
        "tujuan": isian.tujuan,
        "naskah_id": isian.naskah_id,
        "naskah_versi": isian.naskah_versi,
    }
    hal = isian.nilai.get("hal") or next((v for v in isian.nilai.values() if isinstance(v, str) and v), "")
    return Naskah(isian.id, isian.jenis, judul, "isian", versi=isian.versi, hal=str(hal)[:200], isi=isi)


def _dari(naskah: Naskah) -> IsianSurat:
    return IsianSurat(naskah.id, naskah.jenis, naskah.versi, diubah=naskah.diubah, **naskah.isi)
