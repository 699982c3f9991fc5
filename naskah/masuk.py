"""Incoming letters (SOP 12 step 1, SOP 21): taken in, directed, corrected.

One function, `catat_dalam`, stands behind the command, a row typed in Excel, a list in a workbook and an
import; so each of them gives the same letter, event and rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from naskah import cabang, jabatan, masuk_isi, pembukuan, pencarian
from naskah.konsep import pastikan_versi
from naskah.masuk_baris import bukukan_ulang, nilai_buku
from naskah.masuk_isi import ARAHAN, buku_agenda, periksa, sidik
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.temuan import Temuan
from registers.ledger import Naskah

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.surat import Surat
    from registers.definisi import Buku
    from registers.ledger import Baca, Tx

JENIS = "surat-masuk"
JUDUL = "Surat Masuk"
_LOMPATAN = 1000  # agenda numbers a typed one may leave out; more is a typing error
_DARI_BUKU_LAMA = ("disposisi", "batas", "tindak_lanjut")  # what an imported letter says of its way


@dataclass(frozen=True)
class Tercatat:
    """A letter taken in, with what the person should know."""

    naskah: Naskah
    peringatan: tuple[str, ...] = ()


def catat(kantor: Kantor, mentah: Mapping[str, object], *, id_permintaan: str = "") -> Surat:
    """Take in one letter.

    Args:
        kantor: the open office.
        mentah: column key of the agenda = what was typed.
        id_permintaan: the same id again gives the same letter.

    Raises:
        DataTidakSah: every finding at once; nothing is recorded.
        KeadaanDitolak: the id came before with other content.
    """
    isi = periksa(kantor, buku_agenda(kantor), mentah)
    return catat_sah(kantor, [isi], id_permintaan=id_permintaan)[0]


def catat_sah(
    kantor: Kantor, daftar: Sequence[Mapping[str, Nilai]], *, id_permintaan: str = ""
) -> list[Surat]:
    """Take in letters whose values `masuk_isi.periksa` has found right, in their order, all or none.

    Raises:
        DataTidakSah: an agenda number given by hand is taken.
        KeadaanDitolak: the id came before with other content.
    """
    hasil: list[Tercatat] = []
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        for ke, isi in enumerate(daftar, start=1):
            kunci = f"{id_permintaan}/{ke}" if id_permintaan and len(daftar) > 1 else id_permintaan
            lama = tx.permintaan(kunci, sidik(isi))
            hasil.append(Tercatat(lama) if lama else catat_dalam(tx, kantor, isi, id_permintaan=kunci))
    return selesaikan(kantor, hasil)


def coba(kantor: Kantor, daftar: Sequence[Mapping[str, Nilai]]) -> list[Surat]:
    """What `catat_sah` would record; nothing is written."""
    buku = buku_agenda(kantor)
    with kantor.ledger.baca() as baca:
        return [
            replace(
                pencarian.ringkas(_naskah(isi, "(percobaan)")),
                buku=(buku.id,),
                peringatan=tuple(masuk_isi.peringatan(baca, isi)),
            )
            for isi in daftar
        ]


def catat_dalam(
    tx: Tx, kantor: Kantor, isi: Mapping[str, Nilai], *, id_permintaan: str = "", selesai: bool = False
) -> Tercatat:
    """Inside a transaction: the letter, its event, and a row in every book of incoming letters.

    Args:
        tx: the open transaction.
        kantor: the open office.
        isi: canonical values by column key, as `masuk_isi.periksa` or `lengkap` gives them; "urutan" is an
            agenda number given by hand.
        id_permintaan: id of the request, kept with the letter.
        selesai: it needs nothing any more (an old letter that is imported).

    Raises:
        DataTidakSah: the agenda number is taken.
    """
    catatan = masuk_isi.peringatan(tx, isi)
    buku, tahun = buku_agenda(kantor), date.fromisoformat(isi["tanggal_terima"]).year
    agenda = _nomor_agenda(tx, buku, tahun, int(isi.get("urutan") or 0))
    orang = {k: isi[k] for k in masuk_isi.kolom_orang(buku) if k in isi}
    tanpa = {"urutan", "kode", *orang}
    nilai = {**{k: v for k, v in isi.items() if k not in tanpa}, "agenda": agenda}
    baru = replace(
        _naskah(nilai, tx.id_baru(awalan="M"), id_permintaan),
        status="selesai" if selesai else "diterima",
        sidik=sidik(isi) if id_permintaan else "",
    )
    naskah = tx.simpan_naskah(baru)
    peristiwa = tx.catat("masuk", naskah.id, {**nilai, "status": naskah.status})
    baris = {**nilai_buku(kantor, naskah), "pelaku": kantor.pelaku}
    for satu in (b for b in kantor.buku.values() if "masuk" in b.peristiwa and b.id != buku.id):
        tx.bukukan(satu.id, tahun, naskah.id, baris, peristiwa.urut)
    tx.bukukan(buku.id, tahun, naskah.id, baris, peristiwa.urut, orang=orang, urutan=agenda)
    if kode := isi.get("kode"):
        naskah = arahkan_dalam(tx, kantor, naskah, kode=kode, unit=str(isi.get("pengolah") or ""))
    return Tercatat(naskah, tuple(catatan))


def arahkan(
    kantor: Kantor, kunci: str, *, kode: str, unit: str, indeks: str = "", klas: str = "", tahun: int = 0
) -> Surat:
    """Direct a letter (SOP 21 steps 2, 3): P: a row of the buku pengendali, B: one of the lembar pengantar.

    Raises:
        DataTidakSah: neither P nor B, no unit, or no archive code.
        KeadaanDitolak: not an incoming letter, or voided.
        TidakDitemukan: there is no such letter.
    """
    temuan: list[Temuan] = []
    huruf = kode.strip().upper()
    if huruf not in ARAHAN:
        salah = "bukan P atau B" if huruf else "belum dipilih"
        temuan.append(Temuan("--kode", salah, "P: naskah penting, B: naskah biasa (SOP 21)", kode))
    if not unit.strip():
        temuan.append(Temuan("--unit", "belum diisi", "tulis unit pengolahnya"))
    pengolah = masuk_isi.pengolah(kantor, unit, "--unit", temuan)
    if klas.strip():
        try:
            klas = str(semua()["kode_klasifikasi"].baca(klas, Isian("klas"), TanpaAcuan()))
        except NilaiSalah as galat:
            temuan.append(Temuan("--klas", galat.pesan, galat.saran, klas))
    if temuan:
        raise DataTidakSah("Naskah belum dapat diarahkan.", temuan)
    id_ = pencarian.naskah_satu(kantor, kunci, tahun=tahun).id
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = pastikan_masuk(tx, id_)
        naskah = arahkan_dalam(tx, kantor, lama, kode=huruf, unit=pengolah, indeks=indeks, klas=klas)
    catatan = jabatan.peringatan(kantor.tatanan, [pengolah])
    return selesaikan(kantor, [Tercatat(naskah, tuple(catatan))])[0]


def arahkan_dalam(
    tx: Tx, kantor: Kantor, naskah: Naskah, *, kode: str, unit: str, indeks: str = "", klas: str = ""
) -> Naskah:
    """Inside a transaction: note kode and unit; a row the letter had under the other kode stays, struck."""
    isi = {**naskah.isi, "kode": kode, "pengolah": unit}
    isi |= {k: v.strip() for k, v in (("indeks", indeks), ("klas", klas)) if v.strip()}
    if isi == naskah.isi:
        return naskah
    baru = tx.simpan_naskah(replace(naskah, isi=isi, klas=str(isi.get("klas") or "")))
    ubahan = {k: isi[k] for k in ("kode", "pengolah", "indeks", "klas") if k in isi}
    lama = {"lama": naskah.isi["kode"]} if naskah.isi.get("kode") else {}
    peristiwa = tx.catat("arahan", naskah.id, {**ubahan, **lama})
    _pindahkan_baris(tx, kantor, baru, peristiwa.urut)
    bukukan_ulang(tx, baru, ubahan, peristiwa.urut)
    return baru


def _pindahkan_baris(tx: Tx, kantor: Kantor, naskah: Naskah, peristiwa: int) -> None:
    """A row in the book of its kode; the one in the other book is struck, and comes back if needed."""
    ada = {b.buku: b for b in tx.baris_kunci(naskah.id)}
    kode = naskah.isi["kode"]
    for buku in (b for b in kantor.buku.values() if {*ARAHAN.values()} & {*b.peristiwa}):
        lama, miliknya = ada.get(buku.id), ARAHAN[kode] in buku.peristiwa
        if miliknya and lama is None:
            nilai = {**nilai_buku(kantor, naskah), "pelaku": kantor.pelaku}
            tx.bukukan(buku.id, kantor.hari_ini().year, naskah.id, nilai, peristiwa)
        elif lama is not None:
            nilai = nilai_buku(kantor, naskah)
            if not miliknya:
                kembali = {k: lama.nilai.get(k, "") for k in ("kode", "pengolah")}
                nilai = {**kembali, "status": "dialihkan", "keterangan": f"dialihkan menjadi {kode}"}
            tx.bukukan(buku.id, lama.tahun, naskah.id, {**lama.nilai, **nilai}, peristiwa)


def ubah(kantor: Kantor, kunci: str, baru: Mapping[str, object], *, tahun: int = 0, versi: int = 0) -> Surat:
    """Correct what was recorded of an incoming letter; an empty value takes it out. Both stay on record.

    Args:
        kantor: the open office.
        kunci: id or number.
        baru: column key of the agenda = what was typed.
        tahun: year of the number.
        versi: the version the person saw; 0: whichever there is.

    Raises:
        DataTidakSah: the values are not acceptable, or nothing changes.
        KeadaanDitolak: not an incoming letter, or voided, or changed meanwhile.
    """
    buku = buku_agenda(kantor)
    id_ = pencarian.naskah_satu(kantor, kunci, tahun=tahun).id
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        lama = pastikan_masuk(tx, id_)
        if versi:
            pastikan_versi(lama, versi)
        tercatat = {k: v for k, v in lama.isi.items() if k != "agenda"}
        isi = periksa(kantor, buku, {**tercatat, **baru})
        naskah = _ubah_dalam(tx, kantor, buku, lama, isi)
        cabang.segarkan_baris(tx, kantor, naskah)
    return selesaikan(kantor, [Tercatat(naskah)])[0]


def _ubah_dalam(tx: Tx, kantor: Kantor, buku: Buku, lama: Naskah, isi: Mapping[str, Nilai]) -> Naskah:
    _pastikan_tahun(lama, isi)
    orang = {k: isi[k] for k in masuk_isi.kolom_orang(buku) if k in isi}
    nilai = {k: v for k, v in isi.items() if k not in ("urutan", *orang)} | {"agenda": lama.isi["agenda"]}
    kode, unit = nilai.get("kode"), str(nilai.get("pengolah") or "")
    for nama in ("kode", "pengolah"):
        nilai.pop(nama, None)
        if nama in lama.isi:
            nilai[nama] = lama.isi[nama]
    for nama in _DARI_BUKU_LAMA:
        if nama in lama.isi:
            nilai.setdefault(nama, lama.isi[nama])
    naskah = lama
    if nilai != lama.isi or orang:
        naskah = _simpan_ubahan(tx, kantor, lama, nilai, orang)
    if kode:
        naskah = arahkan_dalam(tx, kantor, naskah, kode=kode, unit=unit)
    if naskah is lama:
        raise DataTidakSah("Tidak ada yang berubah.", [Temuan("isian", "sama dengan yang sudah tercatat")])
    return naskah


def _simpan_ubahan(
    tx: Tx, kantor: Kantor, lama: Naskah, nilai: Mapping[str, Nilai], orang: Mapping[str, Nilai]
) -> Naskah:
    """The new values, the event with old and new ones, and the rows."""
    baru = replace(_naskah(nilai, lama.id, lama.id_permintaan), sidik=lama.sidik, bahan=lama.bahan)
    naskah = tx.simpan_naskah(replace(baru, versi=lama.versi, status=lama.status))
    semua = dict.fromkeys([*lama.isi, *nilai])
    beda: dict[str, Nilai] = {
        k: {"lama": lama.isi.get(k, ""), "baru": nilai.get(k, "")}
        for k in semua
        if lama.isi.get(k) != nilai.get(k)
    }
    peristiwa = tx.catat("ubah-masuk", lama.id, {**beda, **orang})
    bukukan_ulang(tx, naskah, {**dict.fromkeys(lama.isi, ""), **nilai_buku(kantor, naskah)}, peristiwa.urut)
    for baris in (b for b in tx.baris_kunci(naskah.id) if orang and b.buku == buku_agenda(kantor).id):
        digabung = {**baris.orang, **orang}
        tx.bukukan(baris.buku, baris.tahun, naskah.id, baris.nilai, peristiwa.urut, orang=digabung)
    return naskah


def pastikan_masuk(baca: Baca, id_: str) -> Naskah:
    """An incoming letter that still lives.

    Raises:
        KeadaanDitolak: it is an outgoing one, or voided.
    """
    naskah = baca.naskah(id_)
    if naskah.arah != "masuk":
        raise KeadaanDitolak(f"{id_} bukan surat masuk.", "ID surat masuk berawalan M-.")
    if naskah.status == "batal":
        raise KeadaanDitolak(f"Surat masuk {id_} sudah dibatalkan.")
    return naskah


def selesaikan(kantor: Kantor, hasil: Sequence[Tercatat]) -> list[Surat]:
    """After COMMIT: write the waiting rows; what fails there is a warning."""
    catatan = pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    surat = [pencarian.surat_terbit(kantor, h.naskah).dengan_peringatan(h.peringatan) for h in hasil]
    return [s.dengan_peringatan([*s.peringatan, *(catatan if i == 0 else [])]) for i, s in enumerate(surat)]


def _naskah(nilai: Mapping[str, Nilai], id_: str, id_permintaan: str = "") -> Naskah:
    def teks(kunci: str) -> str:
        return str(nilai.get(kunci) or "")

    return Naskah(
        id=id_,
        jenis=JENIS,
        judul=JUDUL,
        status="diterima",
        arah="masuk",
        nomor=teks("nomor"),
        tanggal=date.fromisoformat(teks("tanggal")) if teks("tanggal") else None,
        klas=teks("klas"),
        hal=teks("hal"),
        sifat=teks("sifat"),
        keamanan=teks("keamanan"),
        id_permintaan=id_permintaan,
        isi=dict(nilai),
    )


def _nomor_agenda(tx: Tx, buku: Buku, tahun: int, diminta: int) -> int:
    """The number a letter gets in the agenda: the one given by hand if it is free, else the next.

    Raises:
        DataTidakSah: it is taken, or far ahead.
    """
    berikut = tx.urutan_berikut(buku.id, tahun)
    if not diminta:
        return berikut
    lama = tx.baris_ke(buku.id, tahun, diminta)
    if lama is None and 1 <= diminta <= berikut + _LOMPATAN:
        return diminta
    judul = next(k.judul for k in buku.kolom if k.dari == "urutan")
    sebab = f"sudah dipakai surat {lama.kunci}" if lama else "terlalu jauh dari nomor terakhir"
    temuan = Temuan(judul, sebab, f"kosongkan: nomor berikutnya {berikut}", str(diminta))
    raise DataTidakSah("Surat masuk belum dapat dicatat.", [temuan])


def _pastikan_tahun(lama: Naskah, isi: Mapping[str, Any]) -> None:
    if isi["tanggal_terima"][:4] == lama.isi["tanggal_terima"][:4]:
        return
    saran = "batalkan surat ini, lalu catat lagi"
    temuan = Temuan("Tanggal Terima", "di tahun lain", saran, isi["tanggal_terima"])
    raise DataTidakSah("Surat masuk tidak dapat pindah ke buku tahun lain.", [temuan])
