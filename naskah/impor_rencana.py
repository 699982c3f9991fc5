"""Deciding what becomes of every row of an old agenda. Reads the ledger, writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import impor_nomor
from naskah.impor_baca import Dilewati
from naskah.impor_judul import URUTAN
from naskah.impor_model import Pilihan, Putusan, Rencana, Terbaca
from registers.dasar.temuan import Temuan
from registers.definisi import Buku
from registers.ledger.lama import AWALAN

if TYPE_CHECKING:
    from registers.ledger import Baca, Nomor

_CUKUP = 5  # rows from which on a year is that of the whole file
_JARANG = 2  # rows up to which another year is a slip of the finger
_BATAL = {"batal", "dibatalkan", "b a t a l", "nomor batal", "surat batal", "tidak jadi"}


@dataclass
class _Meja:
    """What has been decided so far."""

    hasil: list[Putusan]
    peringatan: list[str] = field(default_factory=list[str])

    def tolak(self, ke: int, temuan: Temuan) -> None:
        lama = self.hasil[ke]
        self.hasil[ke] = replace(lama, nasib="tolak", temuan=(*lama.temuan, temuan))

    def ambil(self) -> Iterable[tuple[int, Putusan]]:
        return [(ke, p) for ke, p in enumerate(self.hasil) if p.nasib == "ambil"]


def putuskan(
    baca: Baca,
    buku: Buku,
    pilihan: Pilihan,
    semua: Sequence[Terbaca],
    *,
    berkas: Path,
    lembar: tuple[str, ...],
    dilewati: Sequence[Dilewati],
    tahun_ini: int,
) -> Rencana:
    """The plan for every row that was read.

    Raises:
        DataTidakSah: nobody said which series goes on, and the numbers do not tell.
    """
    keluar = "catat" in buku.entri
    umum = pilihan.tahun or _tahun_umum(semua, tahun_ini)
    semua, lain = _pilah_tahun(semua, pilihan.tahun, umum)
    meja = _Meja([_awal(t, buku, pilihan.tahun or t.tahun_lembar or umum, tahun_ini) for t in semua])
    hitungan = _hitungan(meja.hasil)
    _kenali(meja, baca, buku)
    seri = ""
    if keluar:
        pengurai = impor_nomor.pengurai(baca.seri(), pilihan.seri, semua, hitungan)
        seri = pengurai.seri.id
        _nomori(meja, pengurai)
        _cegah_ganda(meja, baca)
    _urutkan(meja, baca, buku, hitungan)
    rencana = Rencana(berkas, buku.id, seri, lembar, meja.hasil, [*dilewati, *lain], tuple(meja.peringatan))
    return replace(
        rencana, penghalang=tuple(_penghalang(rencana, baca, pilihan)), berikut=_berikut(rencana, baca)
    )


def _awal(t: Terbaca, buku: Buku, tahun: int, tahun_ini: int) -> Putusan:
    """A row before anything is decided; `tahun` is the year of one whose date says none, or one to come."""
    temuan = t.temuan
    if t.tanggal is None and not temuan and {"catat", "masuk"} & set(buku.entri):
        temuan = (Temuan(t.asal.alamat, "tanggalnya kosong", "isi tanggalnya, atau hapus baris itu"),)
    if t.tanggal is not None and t.tanggal.year <= tahun_ini:
        tahun = t.tanggal.year
    return Putusan(t, "tolak" if temuan else "ambil", tahun, temuan=temuan, perhatian=t.perhatian)


def _pilah_tahun(semua: Sequence[Terbaca], tahun: int, umum: int) -> tuple[list[Terbaca], list[Dilewati]]:
    """The rows that are meant, those with a year that must be a slip of the finger refused; and the others.

    A wrong year is dangerous: its number would count in another year, and be given here once more.
    """
    kali = Counter(t.tanggal.year for t in semua if t.tanggal)
    hasil: list[Terbaca] = []
    lain: list[Dilewati] = []
    for t in semua:
        tertulis = t.tanggal.year if t.tanggal else 0
        dimaksud = tahun or t.tahun_lembar or (umum if kali[umum] >= _CUKUP else 0)
        if not tertulis or not dimaksud or tertulis == dimaksud:
            hasil.append(t)
        elif tertulis != t.tahun_lembar and kali[tertulis] <= _JARANG:
            pesan = f"tahunnya {tertulis}, padahal baris lain tahun {dimaksud}"
            temuan = Temuan(
                t.sel("tanggal_terima", "tanggal"), pesan, "perbaiki tanggalnya, atau pakai --tahun"
            )
            hasil.append(replace(t, tanggal=None, temuan=t.temuan or (temuan,)))
        elif tahun:
            lain.append(Dilewati(t.asal.alamat, f"tahun {tertulis}, bukan {tahun}"))
        else:
            hasil.append(t)
    return hasil, lain


def _tahun_umum(semua: Sequence[Terbaca], tahun_ini: int) -> int:
    """The year of most rows."""
    kali = Counter(t.tanggal.year for t in semua if t.tanggal and not t.temuan)
    return max(kali, key=lambda tahun: kali[tahun], default=tahun_ini)


def _hitungan(semua: Sequence[Putusan]) -> frozenset[int]:
    """The years in which the column "No" only counts rows."""
    menurut: defaultdict[int, list[int]] = defaultdict(list)
    for p in semua:
        if no := p.terbaca.isi.get(URUTAN):
            menurut[p.tahun].append(no)
    return frozenset(tahun for tahun, nomor in menurut.items() if impor_nomor.menghitung_baris(nomor))


def _kenali(meja: _Meja, baca: Baca, buku: Buku) -> None:
    """Rows an earlier import took: same content, same count of it in the file, same request."""
    kali: Counter[str] = Counter()
    for ke, p in enumerate(meja.hasil):
        isi = json.dumps([buku.id, dict(p.terbaca.isi)], sort_keys=True, ensure_ascii=False)
        kali[isi] += 1
        sidik = hashlib.sha256(f"{kali[isi]}:{isi}".encode()).hexdigest()
        meja.hasil[ke] = replace(p, permintaan=f"{AWALAN}{sidik[:40]}")
    ada = baca.permintaan_ada([p.permintaan for p in meja.hasil])
    baris = {t: baca.kunci_baris(buku.id, t) for t in {p.tahun for p in meja.hasil}}
    for ke, p in meja.ambil():
        if p.permintaan in ada or kunci_baris(p.permintaan) in baris[p.tahun]:
            meja.hasil[ke] = replace(p, nasib="sudah", perhatian=())


def kunci_baris(permintaan: str) -> str:
    """The key of a row that is only a row: from its request, so that it is the same every time."""
    return f"B-{permintaan.removeprefix(AWALAN)[:16]}"


def _nomori(meja: _Meja, pengurai: impor_nomor.Pengurai) -> None:
    tak_terbaca = 0
    for ke, p in enumerate(meja.hasil):
        if p.nasib == "sudah":
            continue
        tertulis = p.terbaca.tanggal  # of a refused row the number counts, for the next one depends on it
        hari = tertulis if tertulis and tertulis.year == p.tahun else date(p.tahun, 1, 1)
        terurai = pengurai.urai(p.terbaca, hari)
        perhatian = (*p.perhatian, *filter(None, [terurai.perhatian]))
        klas = terurai.klas if terurai.klas and "klas" not in p.terbaca.isi else ""
        terbaca = replace(p.terbaca, isi={**p.terbaca.isi, "klas": klas}) if klas else p.terbaca
        meja.hasil[ke] = replace(
            p, terbaca=terbaca, nomor=terurai.nomor, perhatian=perhatian, batal=_batal(p)
        )
        if terurai.temuan and p.nasib == "ambil":
            meja.tolak(ke, terurai.temuan)
        elif terurai.nomor is None and p.nasib == "ambil":
            tak_terbaca += 1
    if tak_terbaca:
        meja.peringatan.append(
            f"{tak_terbaca} nomor berbentuk lama tidak memperlihatkan nomor urutnya; suratnya dibukukan, "
            "tetapi seri tidak dilanjutkan dari situ. Periksa nomor berikutnya dengan: naskah seri daftar"
        )


def _batal(p: Putusan) -> bool:
    teks = (str(p.terbaca.isi.get(k, "")) for k in ("hal", "keterangan", "catatan", "kepada"))
    return any(t.casefold().strip("() .!*-") in _BATAL for t in teks)


def _cegah_ganda(meja: _Meja, baca: Baca) -> None:
    """No number twice: neither within the file nor with what the ledger has."""
    ada: dict[tuple[str, int], dict[tuple[int, str], Nomor]] = {}
    asal: dict[tuple[str, int, int, str], str] = {}
    for ke, p in meja.ambil():
        if (n := p.nomor) is None:
            continue
        di = p.terbaca.sel("nomor", URUTAN)
        if (n.seri, n.periode) not in ada:
            ada[n.seri, n.periode] = baca.nomor_periode(n.seri, n.periode)
        periode = ada[n.seri, n.periode]
        identitas = (n.seri, n.periode, n.urut, n.sisipan)
        if identitas in asal:
            pesan = f"nomor {n.urut_lengkap} sudah ada di sel {asal[identitas]}"
            meja.tolak(
                ke, Temuan(di, pesan, "satu nomor hanya untuk satu surat; perbaiki salah satunya", n.teks)
            )
        elif lama := periode.get((n.urut, n.sisipan)):
            oleh = f" ({lama.naskah_id})" if lama.naskah_id else ""
            pesan = f"nomor {n.urut_lengkap} sudah tercatat di buku besar{oleh}"
            meja.tolak(ke, Temuan(di, pesan, "periksa nomornya", n.teks))
        else:
            asal[identitas] = di
    for (seri, periode), lama in ada.items():
        milik = [
            (ke, p.nomor)
            for ke, p in meja.ambil()
            if p.nomor and (p.nomor.seri, p.nomor.periode) == (seri, periode)
        ]
        jauh = impor_nomor.melompat([n.urut for _, n in milik], [urut for urut, _ in lama])
        for ke, n in milik:
            if n.urut in jauh:
                _tolak_lompatan(meja, ke, n.urut)


def _tolak_lompatan(meja: _Meja, ke: int, nomor: int) -> None:
    di = meja.hasil[ke].terbaca.sel("nomor", URUTAN)
    meja.tolak(ke, Temuan(di, "nomornya jauh di atas yang lain", "periksa ketikannya", str(nomor)))


def _urutkan(meja: _Meja, baca: Baca, buku: Buku, hitungan: frozenset[int]) -> None:
    """Each row's own number in the book: the old one where it is free, the next one where there is none."""
    for tahun in sorted({p.tahun for _, p in meja.ambil()}):
        ada = {b.urutan for b in baca.alur_baris(buku.id, tahun)}
        milik = [(ke, p) for ke, p in meja.ambil() if p.tahun == tahun]
        if tahun in hitungan:
            meja.peringatan.append(
                f"Kolom nomor {tahun} mulai lagi dari 1 di tengah buku, jadi hanya menghitung baris; baris "
                "dinomori ulang, nomor lamanya ditulis di catatan"
            )
        else:
            _pakai_nomor_lama(meja, milik, ada, buku)
        akhir = max([0, *ada, *(meja.hasil[ke].urutan for ke, _ in milik)])
        baru = _beri_nomor(meja, milik, akhir)
        if baru and tahun not in hitungan:
            meja.peringatan.append(_kata_baru(buku, tahun, akhir + 1, akhir + len(baru), baru))


def _beri_nomor(meja: _Meja, milik: Sequence[tuple[int, Putusan]], akhir: int) -> list[bool]:
    """Number the rows that have no number of their own yet; for each, whether the old book gave it one."""
    baru: list[bool] = []
    for ke, p in milik:
        if meja.hasil[ke].nasib == "ambil" and not meja.hasil[ke].urutan:
            no = p.terbaca.isi.get(URUTAN)
            baru.append(bool(no))
            catatan = (f"No. lama: {no}",) if no else ()
            meja.hasil[ke] = replace(meja.hasil[ke], urutan=akhir + len(baru), catatan=catatan)
    return baru


def _kata_baru(buku: Buku, tahun: int, awal: int, akhir: int, bernomor: Sequence[bool]) -> str:
    """The warning that rows were numbered anew, for their letters may wear another number already."""
    judul = next((k.judul for k in buku.kolom if k.kunci == URUTAN), "nomor urut")
    rentang = f"{awal}" if awal == akhir else f"{awal} sampai dengan {akhir}"
    sebab = (
        "di berkas nomornya kosong" if not any(bernomor) else "nomornya di berkas kosong atau sudah dipakai"
    )
    lama = "; nomor lamanya ditulis di catatan" if any(bernomor) else ""
    return f"{len(bernomor)} baris diberi {judul} baru ({rentang}, tahun {tahun}): {sebab}{lama}"


def _pakai_nomor_lama(meja: _Meja, milik: Sequence[tuple[int, Putusan]], ada: set[int], buku: Buku) -> None:
    """Incoming letters wear their agenda number as a stamp, so a double is refused; elsewhere it moves."""
    cap = "masuk" in buku.entri
    asal: dict[int, str] = {}
    nomor = [p.terbaca.isi[URUTAN] for _, p in milik if p.terbaca.isi.get(URUTAN)]
    jauh = impor_nomor.melompat(nomor, sorted(ada))
    for ke, p in milik:
        if not (no := p.terbaca.isi.get(URUTAN)):
            continue
        di = p.terbaca.sel(URUTAN)
        if no < 1:
            meja.tolak(ke, Temuan(di, "nomornya bukan bilangan positif", "periksa nomornya", str(no)))
        elif no in jauh and cap:
            _tolak_lompatan(meja, ke, no)
        elif no in asal or no in ada or no in jauh:
            pesan = f"nomor {no} sudah ada di {f'sel {asal[no]}' if no in asal else 'buku besar'}"
            if cap:
                meja.tolak(ke, Temuan(di, pesan, "satu nomor agenda hanya untuk satu surat", str(no)))
            continue
        else:
            asal[no] = di
            meja.hasil[ke] = replace(meja.hasil[ke], urutan=no)


def _penghalang(rencana: Rencana, baca: Baca, pilihan: Pilihan) -> Iterable[Temuan]:
    """Why nothing may be taken: a refused row on which the next number depends, or --ketat."""
    if pilihan.ketat:
        yield from rencana.temuan
        return
    tertinggi = _tertinggi(rencana, baca)
    for p in rencana.dengan("tolak"):
        lingkup, urut = _letak(rencana, p)
        if urut > tertinggi.get(lingkup, 0):
            sebab = "; ".join(t.pesan for t in p.temuan)
            yield Temuan(
                p.terbaca.sel("nomor", URUTAN),
                f"nomor tertinggi ({urut}) ada di baris yang ditolak: {sebab}",
                "perbaiki baris itu dahulu, sebab nomor berikutnya bergantung padanya",
            )


def _letak(rencana: Rencana, p: Putusan) -> tuple[tuple[str, int], int]:
    """Which sequence a row's number belongs to, and the number; 0 when it cannot be read."""
    if p.nomor is not None:
        return (p.nomor.seri, p.nomor.periode), p.nomor.urut
    if rencana.seri:
        return (rencana.seri, p.tahun), 0
    return (rencana.buku, p.tahun), int(p.terbaca.isi.get(URUTAN) or 0)


def _tertinggi(rencana: Rencana, baca: Baca) -> dict[tuple[str, int], int]:
    hasil: dict[tuple[str, int], int] = {}
    for p in rencana.putusan:
        lingkup, _ = _letak(rencana, p)
        if lingkup not in hasil:
            nama, periode = lingkup
            hasil[lingkup] = (
                max((urut for urut, _ in baca.nomor_periode(nama, periode)), default=0)
                if rencana.seri
                else max((b.urutan for b in baca.alur_baris(nama, periode)), default=0)
            )
        if p.nasib == "ambil":
            urut = p.nomor.urut if p.nomor else 0 if rencana.seri else p.urutan
            hasil[lingkup] = max(hasil[lingkup], urut)
    return hasil


def _berikut(rencana: Rencana, baca: Baca) -> Mapping[tuple[str, int], int]:
    """What comes after the last number of each sequence the file touches."""
    return {lingkup: urut + 1 for lingkup, urut in sorted(_tertinggi(rencana, baca).items())}
