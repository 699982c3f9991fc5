"""Dispositions (SOP 12 steps 2 to 6, SOP 21 step 4): branches of a letter's way from post to post.

A branch belongs to a post; who held it is kept with every event and row. It is given, received, answered and
finished, or taken back before it is received. One that was passed on is finished when those it was passed on
to are; the letter is finished when all its branches are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah import cabang, hari_kerja, jabatan, masuk, pembukuan, pencarian
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris
from registers.dasar.waktu import tanggal_panjang
from registers.ledger import Disposisi

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Naskah, Tx

TERBUKA = ("diberikan", "diterima")


@dataclass(frozen=True)
class Perintah:
    """What is to be done, by whom, until when.

    Attributes:
        kepada: posts (ids of kantor.toml) or units.
        instruksi: what is to be done.
        batas: due date; None: from the letter's sifat.
        dari: post that gives it; "" is whoever holds the branch it goes on from, or the head of the office.
        tanggal: day it was given, if not today.
    """

    kepada: tuple[str, ...]
    instruksi: str
    batas: date | None = None
    dari: str = ""
    tanggal: date | None = None


@dataclass(frozen=True)
class Hasil:
    """Branches as they stand now, and what the person should know."""

    cabang: tuple[Disposisi, ...]
    peringatan: tuple[str, ...] = ()


def beri(kantor: Kantor, kunci: str, perintah: Perintah, *, id_permintaan: str = "") -> Hasil:
    """Give a letter, or a branch of it, to one or more posts; each recipient gets a branch.

    Raises:
        DataTidakSah: every finding at once.
        KeadaanDitolak: the letter is void or not an incoming one, or the branch is finished or taken back.
        TidakDitemukan: there is no such letter or branch.
    """
    rapi, kunci = periksa(kantor, perintah), _id(kantor, kunci)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        hasil = beri_dalam(tx, kantor, kunci, rapi, id_permintaan=id_permintaan)
    return selesaikan(kantor, hasil)


def periksa(kantor: Kantor, perintah: Perintah) -> Perintah:
    """The same with posts by their id.

    Raises:
        DataTidakSah: mistyped ids of posts, no recipient, no instruction.
    """
    temuan: list[Temuan] = []
    kepada = [_pos(kantor, satu, "--kepada", temuan) for satu in perintah.kepada if satu.strip()]
    dari = _pos(kantor, perintah.dari, "--dari", temuan) if perintah.dari.strip() else ""
    instruksi = _teks(perintah.instruksi, "--instruksi", temuan)
    if not kepada:
        temuan.append(Temuan("--kepada", "belum diisi", "tulis jabatan atau unit yang harus menindaklanjuti"))
    if not instruksi and not temuan:
        temuan.append(Temuan("--instruksi", "belum diisi", "tulis petunjuknya, misalnya: tindak lanjuti"))
    if dari and dari in kepada:
        temuan.append(Temuan("--kepada", "sama dengan pemberi disposisi", nilai=dari))
    if perintah.tanggal and perintah.tanggal > kantor.hari_ini():
        temuan.append(Temuan("--tanggal", "belum terjadi", nilai=perintah.tanggal.isoformat()))
    if temuan:
        raise DataTidakSah("Disposisi belum dapat diberikan.", temuan)
    rapi = tuple(dict.fromkeys(kepada))
    return replace(perintah, kepada=rapi, instruksi=instruksi, dari=dari)


def beri_dalam(tx: Tx, kantor: Kantor, kunci: str, perintah: Perintah, *, id_permintaan: str = "") -> Hasil:
    """Inside a transaction: the branches with their events and rows. `perintah` as `periksa` gives it."""
    naskah = masuk.pastikan_masuk(tx, id_surat(kunci))
    semua = tx.disposisi_naskah(naskah.id)
    if sudah := _menurut_permintaan(tx, naskah.id, id_permintaan):
        return Hasil(tuple(d for d in semua if d.id in sudah))
    induk = _induk(tx, kantor, kunci)
    dari = perintah.dari or (induk.kepada if induk else kantor.tatanan.meja.pimpinan)
    if dari in perintah.kepada:
        temuan = Temuan("--kepada", "sama dengan pemberi disposisi", "tulis penerima lain", dari)
        raise DataTidakSah("Disposisi belum dapat diberikan.", [temuan])
    batas = perintah.batas or tenggat(kantor, naskah.sifat)
    _pastikan_batas(naskah, batas)
    catatan = [*_batas_lewat(kantor, batas), *_masih_terbuka(kantor, semua, induk, perintah)]
    catatan += jabatan.peringatan(kantor.tatanan, [*perintah.kepada, perintah.dari])
    if induk is not None and induk.status == "diberikan":
        cabang.simpan(tx, kantor, replace(induk, status="diterima", diterima=saat(kantor)), "terima", {})
    hasil: list[Disposisi] = []
    for kepada in perintah.kepada:
        baru = Disposisi(
            id=tx.id_disposisi(naskah.id),
            naskah_id=naskah.id,
            dari=dari,
            kepada=kepada,
            instruksi=perintah.instruksi,
            batas=batas,
            induk=induk.id if induk else "",
            dibuat=saat_pada(kantor, perintah.tanggal.isoformat() if perintah.tanggal else ""),
        )
        cabang.simpan(
            tx, kantor, baru, "disposisi", {"id_permintaan": id_permintaan} if id_permintaan else {}
        )
        hasil.append(baru)
    cabang.segarkan_surat(tx, kantor, naskah.id)
    return Hasil(tuple(hasil), tuple(catatan))


def _id(kantor: Kantor, kunci: str) -> str:
    """What a person typed as an id: an id stays, a number or "agenda 12" becomes that of its letter."""
    return kunci if pencarian.id_naskah(kunci) else pencarian.naskah_satu(kantor, kunci).id


def terima(kantor: Kantor, id_: str) -> Hasil:
    """Note that a branch was received; a second time changes nothing.

    Raises:
        KeadaanDitolak: it was taken back, or the letter is void.
        TidakDitemukan: there is no such branch.
    """
    id_ = _id(kantor, id_)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = _cabang(tx, id_)
        if lama.status == "ditarik":
            raise KeadaanDitolak(f"Disposisi {lama.id} sudah ditarik.")
        baru = lama
        if lama.status == "diberikan":
            baru = replace(lama, status="diterima", diterima=saat(kantor))
            cabang.simpan(tx, kantor, baru, "terima", {})
            cabang.segarkan_surat(tx, kantor, lama.naskah_id)
    return selesaikan(kantor, Hasil((baru,)))


def tarik(kantor: Kantor, id_: str, *, alasan: str) -> Hasil:
    """Take a branch back, which is possible until it is received.

    Raises:
        DataTidakSah: there is no reason.
        KeadaanDitolak: it was received, finished or taken back already.
    """
    temuan: list[Temuan] = []
    sebab = _teks(alasan, "--alasan", temuan)
    if not sebab and not temuan:
        temuan.append(Temuan("--alasan", "belum diisi", "tulis sebabnya"))
    if temuan:
        raise DataTidakSah("Disposisi belum dapat ditarik.", temuan)
    id_ = _id(kantor, id_)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = _cabang(tx, id_)
        if lama.status != "diberikan":
            raise KeadaanDitolak(
                f"Disposisi {lama.id} tidak dapat ditarik: sudah {lama.status}.",
                "Yang sudah diterima dijawab dengan: naskah tindak ID --jawaban TEKS --selesai",
            )
        baru = replace(lama, status="ditarik", selesai=saat(kantor))
        cabang.simpan(tx, kantor, baru, "tarik", {"alasan": sebab})
        cabang.tutup_atasan(tx, kantor, baru)
        cabang.segarkan_surat(tx, kantor, lama.naskah_id)
    return selesaikan(kantor, Hasil((baru,)))


def tindak(kantor: Kantor, id_: str, *, jawaban: str, selesai: bool = False) -> Hasil:
    """Answer a branch; with `selesai` it is finished, and what was waiting only for it.

    A letter that nobody has to act on any more (for information, or an ordinary one that went straight to its
    unit) is answered itself, by its own id.

    Raises:
        DataTidakSah: no answer, or a letter with open branches of which none is named.
        KeadaanDitolak: it was taken back or is finished, or those it was passed on to are not.
    """
    temuan: list[Temuan] = []
    teks = _teks(jawaban, "--jawaban", temuan)
    if not teks and not temuan:
        temuan.append(Temuan("--jawaban", "belum diisi", "tulis apa yang sudah dilakukan"))
    if temuan:
        raise DataTidakSah("Tindak lanjut belum dapat dicatat.", temuan)
    id_ = _id(kantor, id_)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        if "/" not in id_ and _tanpa_cabang(tx, id_):
            cabang.tindak_surat(tx, kantor, masuk.pastikan_masuk(tx, id_surat(id_)), teks, selesai=selesai)
            baru = None
        else:
            baru = _tindak_cabang(tx, kantor, id_, teks, selesai=selesai)
    return selesaikan(kantor, Hasil((baru,) if baru else ()))


def _tindak_cabang(tx: Tx, kantor: Kantor, id_: str, jawaban: str, *, selesai: bool) -> Disposisi:
    lama = _cabang(tx, id_)
    _pastikan_terbuka(lama)
    if selesai:
        _pastikan_tanpa_tunggakan(tx, lama)
    kini = saat(kantor)
    baru = replace(lama, status="diterima", diterima=lama.diterima or kini, jawaban=jawaban)
    if selesai:
        baru = replace(baru, status="selesai", selesai=kini)
    cabang.simpan(tx, kantor, baru, "tindak", {"jawaban": jawaban, "selesai": selesai})
    cabang.tutup_atasan(tx, kantor, baru)
    cabang.segarkan_surat(tx, kantor, lama.naskah_id)
    return baru


def _tanpa_cabang(baca: Baca, id_: str) -> bool:
    """Whether a letter has no branch that somebody still has to answer."""
    return not any(d.status in TERBUKA for d in baca.disposisi_naskah(id_surat(id_)))


def selesaikan(kantor: Kantor, hasil: Hasil) -> Hasil:
    """After COMMIT: write the waiting rows; what fails there is a warning."""
    catatan = pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    return replace(hasil, peringatan=(*hasil.peringatan, *catatan))


def id_surat(kunci: str) -> str:
    """The letter of an id or of a branch's id.

    Raises:
        DataTidakSah: it is neither.
    """
    id_ = pencarian.id_naskah(kunci)
    if not id_:
        saran = "tulis M-… untuk surat, atau M-…/1 untuk cabangnya"
        raise DataTidakSah("ID tidak terbaca.", [Temuan("ID", "bukan ID surat masuk", saran, kunci)])
    return id_


def tenggat(kantor: Kantor, sifat: str) -> date:
    """The due date that goes with a letter's sifat (kantor.toml [tenggat_sifat]); always a working day."""
    lama, libur = kantor.tatanan.tenggat(sifat), hari_kerja.libur(kantor)
    if lama.satuan == "hari kerja":
        return hari_kerja.tambah(kantor.hari_ini(), lama.jumlah, libur)
    nanti = datetime.fromisoformat(saat(kantor)) + timedelta(hours=lama.jumlah)
    return hari_kerja.tambah(nanti.astimezone(ZoneInfo(kantor.tatanan.zona_waktu)).date(), 0, libur)


def saat(kantor: Kantor) -> str:
    """Now, as the ledger writes moments."""
    return kantor.clock.now().isoformat(timespec="microseconds")


def saat_pada(kantor: Kantor, hari: str) -> str:
    """A moment of a day of which only the date is known: now, or the beginning of an earlier working day."""
    if not hari or date.fromisoformat(hari) >= kantor.hari_ini():
        return saat(kantor)
    zona, mulai = ZoneInfo(kantor.tatanan.zona_waktu), kantor.tatanan.jam_kerja.mulai
    pagi = datetime.combine(date.fromisoformat(hari), mulai, zona)
    return pagi.astimezone(UTC).isoformat(timespec="microseconds")


def _induk(tx: Tx, kantor: Kantor, kunci: str) -> Disposisi | None:
    """The branch that is passed on; None when the letter itself is given."""
    if "/" not in kunci:
        return None
    induk = _cabang(tx, kunci)
    _pastikan_terbuka(induk)
    return induk


def _cabang(baca: Baca, id_: str) -> Disposisi:
    """A branch of a letter that still lives."""
    nomor = id_.strip().partition("/")[2]
    surat = id_surat(id_)
    if not nomor:
        semua = baca.disposisi_naskah(surat)
        pilihan = ", ".join(d.id for d in semua if d.status in TERBUKA) or "tidak ada"
        temuan = Temuan("ID", "belum menyebut cabang", f"tulis {surat}/1; yang terbuka: {pilihan}", id_)
        raise DataTidakSah("Cabang disposisi belum disebut.", [temuan])
    satu = baca.disposisi(f"{surat}/{nomor}")
    masuk.pastikan_masuk(baca, satu.naskah_id)
    return satu


def _pastikan_terbuka(satu: Disposisi) -> None:
    if satu.status not in TERBUKA:
        raise KeadaanDitolak(
            f"Disposisi {satu.id} sudah {satu.status}.",
            f"Beri disposisi baru: naskah disposisi {satu.naskah_id}",
        )


def _pastikan_tanpa_tunggakan(baca: Baca, satu: Disposisi) -> None:
    anak = [d for d in baca.disposisi_naskah(satu.naskah_id) if d.induk == satu.id]
    tunggak = ", ".join(d.id for d in anak if d.status in TERBUKA)
    if tunggak:
        raise KeadaanDitolak(
            f"Disposisi {satu.id} belum dapat selesai: yang diteruskan ({tunggak}) belum selesai.",
            "Selesaikan atau tarik yang itu dahulu; yang ini lalu selesai dengan sendirinya.",
        )


def _menurut_permintaan(baca: Baca, naskah_id: str, id_permintaan: str) -> set[str]:
    """The branches that a request has made already."""
    if not id_permintaan:
        return set()
    return {
        p.isi["cabang"]
        for p in baca.peristiwa(naskah_id=naskah_id)
        if p.jenis == "disposisi" and p.isi.get("id_permintaan") == id_permintaan
    }


def _pastikan_batas(naskah: Naskah, batas: date) -> None:
    terima_ = str(naskah.isi.get("tanggal_terima") or "")
    if terima_ and batas < date.fromisoformat(terima_):
        sebab = f"mendahului tanggal surat diterima ({tanggal_panjang(date.fromisoformat(terima_))})"
        raise DataTidakSah(
            "Disposisi belum dapat diberikan.", [Temuan("--batas", sebab, "", batas.isoformat())]
        )


def _batas_lewat(kantor: Kantor, batas: date) -> list[str]:
    return [f"Batas {tanggal_panjang(batas)} sudah lewat."] if batas < kantor.hari_ini() else []


def _masih_terbuka(
    kantor: Kantor, semua: Sequence[Disposisi], induk: Disposisi | None, perintah: Perintah
) -> list[str]:
    """The same post asked twice: perhaps two people disposed at once."""
    asal = induk.id if induk else ""
    return [
        f"{jabatan.sebutan(kantor.tatanan, d.kepada)} sudah memegang disposisi {d.id} yang masih terbuka."
        for d in semua
        if d.induk == asal and d.status in TERBUKA and d.kepada in perintah.kepada
    ]


def _pos(kantor: Kantor, tertulis: str, tempat: str, temuan: list[Temuan]) -> str:
    try:
        return jabatan.kenali(kantor.tatanan, satu_baris(tertulis))
    except NilaiSalah as galat:
        temuan.append(Temuan(tempat, galat.pesan, galat.saran, tertulis))
        return tertulis


def _teks(tertulis: str, tempat: str, temuan: list[Temuan]) -> str:
    try:
        return satu_baris(tertulis)
    except NilaiSalah as galat:
        temuan.append(Temuan(tempat, galat.pesan, galat.saran))
        return ""
