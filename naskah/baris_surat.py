"""Rows a letter writes in books in which people type: an SPP in its register, a receipt in the cash book.

From the first moment such a row is people's. Under `_SURAT` its booking keeps what the letter wrote, so that
a correction or a void changes only the cells that still say so; what people have written stays, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from naskah import hitung_buku
from naskah.catalog import BarisBuku, Jenis, isi_pola
from registers.bacaan_sel import bacaan, kanonik
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah, TemplatSalah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.definisi import Buku, Kolom
from registers.entri import kunci_permintaan, masukkan_satu
from registers.hitungan import andai
from registers.isian_buku import baca, sahkan
from registers.ledger.model import Baris
from registers.syarat_baris import periksa_tahun

if TYPE_CHECKING:
    from naskah.draf import Draf
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Naskah, Tx

_PERIKSA = "periksa"
"""Column in which a book says what to look at in a row."""

_SURAT = "_surat"
"""Booking key: id of a letter = what it wrote in this row, by column key."""


@dataclass(frozen=True)
class Tulisan:
    """What a letter says in one row.

    Attributes:
        buku: the book.
        tahun: its year.
        kunci: key of a row of the letter's own; "" for somebody else's.
        cari: column that tells whose row it is.
        isi: canonical values by column key; blank ones are left out.
        kosong: columns that must be blank in somebody else's row before the letter first writes in it.
    """

    buku: Buku
    tahun: int
    kunci: str
    cari: str
    isi: Mapping[str, Nilai]
    kosong: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ubahan:
    """A row of the ledger with what is to stand in it."""

    baris: Baris
    orang: Mapping[str, Nilai]
    ditulis: Mapping[str, Nilai]


def susun(kantor: Kantor, draf: Draf, nomor: str, id_: str = "") -> list[Tulisan]:
    """The rows a letter writes; nothing is read or written.

    Raises:
        DataTidakSah: a value is not what its column takes, every finding at once.
        TemplatSalah: the type names a book or a column that there is not.
    """
    nilai = {
        **draf.konteks,
        **{k: v for k, v in {**draf.isi, **draf.hasil}.items() if isinstance(v, str)},
        "nomor": nomor,
        "tanggal": draf.tanggal.isoformat(),
    }
    temuan: list[Temuan] = []
    hasil: list[Tulisan] = []
    if salah := list(periksa_deklarasi(draf.jenis, kantor.buku)):
        raise TemplatSalah(f"{draf.jenis.judul} menulis di buku yang tidak ada.", salah)
    for ke, satu in enumerate(draf.jenis.baris, start=1):
        buku = kantor.buku[satu.buku]
        for baris, isi in enumerate(draf.isi.get(satu.tiap) or [] if satu.tiap else [{}], start=1):
            mentah = _isi(satu, {**nilai, satu.tiap: isi})
            if satu.cari and satu.cari not in mentah:
                continue
            kunci = "" if satu.cari else kunci_permintaan(f"{id_}/{ke}/{baris}")
            tulisan = Tulisan(buku, draf.tanggal.year, kunci, satu.cari, mentah, satu.kosong)
            temuan += _temuan(tulisan)
            hasil.append(tulisan)
    if temuan:
        raise DataTidakSah(f"{draf.jenis.judul} tidak dapat dicatat di bukunya.", temuan)
    terbaca = [replace(t, isi={k: baca(_kolom(t.buku, k), v) for k, v in t.isi.items()}) for t in hasil]
    return _satukan(terbaca)


def _satukan(semua: Sequence[Tulisan]) -> list[Tulisan]:
    """Each row of somebody else's once: what several lines of the letter say of it, its amounts added up."""
    hasil: dict[tuple[str, ...], Tulisan] = {}
    for satu in semua:
        cari = _sama(satu.isi[satu.cari], _kolom(satu.buku, satu.cari)) if satu.cari else ""
        kunci = (satu.buku.id, satu.kunci, satu.cari, cari)
        lama = hasil.get(kunci)
        hasil[kunci] = replace(satu, isi=_jumlahkan(satu.buku, lama.isi, satu.isi)) if lama else satu
    return list(hasil.values())


def _jumlahkan(buku: Buku, lama: Mapping[str, Nilai], baru: Mapping[str, Nilai]) -> dict[str, Nilai]:
    uang = [k for k in (_kolom(buku, k) for k in baru) if k.jenis == "rupiah" and k.kunci in lama]
    jumlah = {k.kunci: baca(k, f"{Decimal(lama[k.kunci]) + Decimal(baru[k.kunci])}") for k in uang}
    return {**lama, **baru, **jumlah}


def _isi(satu: BarisBuku, nilai: Mapping[str, object]) -> dict[str, str]:
    """Column = text of the first pattern that is not blank."""
    isi = {k: next(filter(None, (isi_pola(p, nilai) for p in pola)), "") for k, pola in satu.isi.items()}
    return {k: teks for k, teks in isi.items() if teks}


def _temuan(tulisan: Tulisan) -> Sequence[Temuan]:
    """What a row of the letter's own, or the cells it adds to somebody else's, would be refused for."""
    buku = tulisan.buku
    if tulisan.kunci:
        try:
            return periksa_tahun(buku, sahkan(buku, tulisan.isi), tulisan.tahun)
        except DataTidakSah as galat:
            return galat.temuan
    hasil: list[Temuan] = []
    for kolom in (_kolom(buku, k) for k in tulisan.isi):
        try:
            baca(kolom, tulisan.isi[kolom.kunci])
        except NilaiSalah as galat:
            hasil.append(
                Temuan(
                    f"{buku.judul}: {kolom.judul}", galat.pesan, galat.saran, str(tulisan.isi[kolom.kunci])
                )
            )
    return hasil


def peringatan(kantor: Kantor, draf: Draf, nomor: str) -> list[str]:
    """What the letter could not write in its books as they stand now, and what they would say of it.

    Raises:
        DataTidakSah: as `susun`.
        KeadaanDitolak: as `catat`.
    """
    if not draf.jenis.baris:
        return []
    semua = susun(kantor, draf, nomor)
    with kantor.ledger.baca() as tampak:
        hasil: list[str] = []
        for buku, ubahan, kata in _rencana(tampak, "", semua):
            milik = [t for t in semua if t.buku is buku and t.kunci]
            ada = {b.kunci: b for b in tampak.semua_baris(buku.id, draf.tanggal.year)}
            hasil += [*kata, *_periksa(kantor, buku, ada, _kelak(ada, ubahan, milik))]
        return hasil


def _kelak(ada: Mapping[str, Baris], ubahan: Sequence[_Ubahan], milik: Sequence[Tulisan]) -> dict[str, Baris]:
    """The rows of one book as they are to be: those that change, and the letter's own below the last."""
    berikut = 1 + max((b.urutan for b in ada.values()), default=0)
    baru = (Baris(t.buku.id, t.tahun, t.kunci, {}, 0, ke, t.isi) for ke, t in enumerate(milik, start=berikut))
    return {u.baris.kunci: replace(u.baris, orang=u.orang) for u in ubahan} | {b.kunci: b for b in baru}


def _periksa(
    kantor: Kantor, buku: Buku, ada: Mapping[str, Baris], kelak: Mapping[str, Baris]
) -> Iterator[str]:
    """What the column Periksa would say of the rows, once they are written, that it does not say now."""
    if not any(k.kunci == _PERIKSA and k.hitung for k in buku.kolom):
        return
    hitung = hitung_buku.semua(kantor)
    dulu, kini = andai(buku, ada, hitung), andai(buku, {**ada, **kelak}, hitung)
    for kunci, satu in kelak.items():
        kata = kini[kunci].get(_PERIKSA)
        if kata and kata != dulu.get(kunci, {}).get(_PERIKSA):
            yield f"{buku.judul}, baris {satu.urutan}: {kata}."


def catat(tx: Tx, id_: str, semua: Sequence[Tulisan], peristiwa: int) -> list[str]:
    """In the transaction that issues or corrects a letter: its rows, as they are to be now.

    Returns:
        What stays unwritten, in words.

    Raises:
        KeadaanDitolak: the row it would first write in has something where it must be blank: an SPP that
            was sent back gets no SPM.
    """
    for satu in semua:
        if satu.kunci:
            masukkan_satu(tx, satu.buku, satu.tahun, satu.isi, satu.kunci, {})
    return _tulis(tx, id_, semua, peristiwa)


def sebaris(tampak: Baca, kantor: Kantor, naskah: Naskah) -> list[str]:
    """The other issued letters that wrote in rows of this one's own: they still say what it said."""
    if naskah.jenis not in kantor.katalog.letak:
        return []
    semua = {
        id_
        for satu in kantor.katalog.jenis(naskah.jenis).baris
        for baris in tampak.semua_baris(satu.buku, naskah.hari.year)
        if not satu.cari and naskah.id in (surat := baris.nilai.get(_SURAT, {}))
        for id_, ditulis in surat.items()
        if ditulis and id_ != naskah.id
    }
    nomor = sorted(n.nomor for n in map(tampak.naskah, semua) if n.status == "terbit")
    if not nomor:
        return []
    return [f"Surat lain di baris bukunya tidak ikut berubah: {', '.join(nomor)}; ralat atau batalkan juga."]


def batalkan(tx: Tx, kantor: Kantor, naskah: Naskah, alasan: str, peristiwa: int) -> list[str]:
    """In the transaction that voids a letter: its rows say so, somebody else's are as they were before.

    Returns:
        What people have changed and so stays, in words.
    """
    hasil: list[str] = []
    if naskah.jenis not in kantor.katalog.letak:
        return hasil  # an incoming letter, or a type the office no longer has
    nilai = {"nomor": naskah.nomor, "alasan": alasan, "hari_ini": kantor.hari_ini().isoformat()}
    jenis, tahun = kantor.katalog.jenis(naskah.jenis), naskah.hari.year
    for satu in jenis.baris:
        buku = kantor.buku[satu.buku]
        kata = {k: baca(_kolom(buku, k), isi_pola(pola, nilai)) for k, pola in satu.batal.items()}
        semua = [
            Tulisan(buku, tahun, b.kunci, "", kata if satu.cari else {**b.nilai[_SURAT][naskah.id], **kata})
            for b in tx.semua_baris(buku.id, tahun)
            if naskah.id in b.nilai.get(_SURAT, {})
        ]
        hasil += _tulis(tx, naskah.id, semua, peristiwa)
    return hasil


def _tulis(tx: Tx, id_: str, semua: Sequence[Tulisan], peristiwa: int) -> list[str]:
    hasil: list[str] = []
    for buku, ubahan, kata in _rencana(tx, id_, semua):
        hasil += kata
        for satu in ubahan:
            baris = satu.baris
            surat = {**baris.nilai.get(_SURAT, {}), id_: dict(satu.ditulis)}
            nilai = {**baris.nilai, _SURAT: surat}
            tx.bukukan(buku.id, baris.tahun, baris.kunci, nilai, peristiwa, orang=satu.orang)
    return hasil


def _rencana(
    tampak: Baca, id_: str, semua: Sequence[Tulisan]
) -> Iterator[tuple[Buku, list[_Ubahan], list[str]]]:
    """Book by book: the rows with what is to stand in them, and what stays unwritten, in words."""
    for buku, tahun in dict.fromkeys((t.buku, t.tahun) for t in semua):
        ada = {b.kunci: b for b in tampak.semua_baris(buku.id, tahun)}
        ubahan: dict[str, _Ubahan] = {}
        kata: list[str] = []
        for tulisan in (t for t in semua if t.buku is buku):
            cocok = [] if tulisan.kunci else _menurut(ada.values(), tulisan)
            baris = ada.get(tulisan.kunci) if tulisan.kunci else next(reversed(cocok), None)
            if len(cocok) > 1:
                judul, sama = _kolom(buku, tulisan.cari).judul, ", ".join(str(b.urutan) for b in cocok)
                kata.append(
                    f"{buku.judul}: {judul} yang sama ada di baris {sama}; yang diisi baris terakhir."
                )
            if baris is not None:
                _pastikan_kosong(tulisan, baris, id_)
                isi = {k: v for k, v in tulisan.isi.items() if k != tulisan.cari}
                ubahan[baris.kunci] = _gabung(buku, baris, id_, isi, kata, sendiri=bool(tulisan.kunci))
            elif not tulisan.kunci:
                sebut = f"{_kolom(buku, tulisan.cari).judul} “{tulisan.isi[tulisan.cari]}”"
                kata.append(f"{buku.judul} {tahun} belum punya baris dengan {sebut}; isi sendiri barisnya.")
        for baris in ada.values():  # written before a correction named another row
            if id_ in baris.nilai.get(_SURAT, {}) and baris.kunci not in ubahan:
                ubahan[baris.kunci] = _gabung(buku, baris, id_, {}, kata)
        yield buku, list(ubahan.values()), kata


def _pastikan_kosong(tulisan: Tulisan, baris: Baris, id_: str) -> None:
    if not tulisan.kosong or id_ in baris.nilai.get(_SURAT, {}):
        return
    kolom = [_kolom(tulisan.buku, k) for k in tulisan.kosong]
    terisi = [
        f"{k.judul} “{isi}”"
        for k in kolom
        if (isi := bacaan(kanonik(baris.orang.get(k.kunci), k.jenis), k.jenis))
    ]
    if terisi:
        judul = ", ".join(k.judul for k in kolom)
        raise KeadaanDitolak(
            f"{tulisan.buku.judul}, baris {baris.urutan}: {', '.join(terisi)}.",
            f"Bila masih berlaku atau diajukan lagi, kosongkan dahulu {judul} di baris itu.",
        )


def _menurut(ada: Iterable[Baris], tulisan: Tulisan) -> list[Baris]:
    """The rows that have the value by which it is looked for; the last one is meant."""
    kolom = _kolom(tulisan.buku, tulisan.cari)
    dicari = _sama(tulisan.isi[kolom.kunci], kolom)
    return [b for b in ada if _sama(b.orang.get(kolom.kunci), kolom) == dicari]


def _sama(nilai: Nilai, kolom: Kolom) -> str:
    return "".join(kanonik(nilai, kolom.jenis).split()).casefold()


def _gabung(
    buku: Buku, baris: Baris, id_: str, isi: Mapping[str, Nilai], kata: list[str], *, sendiri: bool = False
) -> _Ubahan:
    """Change the cells that are blank or still say what the letter wrote; the others are told.

    In a row that is not its own (`sendiri`), a cell that already says the same is somebody else's writing.
    """
    lama: Mapping[str, Nilai] = baris.nilai.get(_SURAT, {}).get(id_, {})
    orang, ditulis = dict(baris.orang), dict[str, Nilai]()
    for kolom in (k for k in buku.kolom if k.kunci in {*lama, *isi}):
        kini, dulu, baru = (kanonik(s.get(kolom.kunci), kolom.jenis) for s in (orang, lama, isi))
        if baru and (sendiri or kini in ("", dulu)):
            ditulis[kolom.kunci] = isi[kolom.kunci]
        if kini == baru:
            continue
        if kini and kini != dulu:
            tetap = "tidak diganti" if baru else "tidak dikosongkan"
            berisi = f"{kolom.judul} sudah berisi “{bacaan(kini, kolom.jenis)}”"
            kata.append(f"{buku.judul}, baris {baris.urutan}: {berisi}; {tetap}.")
        elif baru:
            orang[kolom.kunci] = isi[kolom.kunci]
        else:
            orang.pop(kolom.kunci, None)
    return _Ubahan(baris, orang, ditulis)


def _kolom(buku: Buku, kunci: str) -> Kolom:
    return next(k for k in buku.kolom if k.kunci == kunci)


def periksa_deklarasi(jenis: Jenis, buku: Mapping[str, Buku]) -> Iterator[Temuan]:
    """What the [[baris]] of a type name that there is not: books, columns people type in."""
    for ke, satu in enumerate(jenis.baris, start=1):
        if satu.buku not in buku or "baris" not in buku[satu.buku].entri:
            yield Temuan(f"baris[{ke}].buku", "bukan buku tempat orang mengetik baris", "", satu.buku)
            continue
        ada = [k.kunci for k in buku[satu.buku].kolom if k.milik == "orang"]
        for kolom in [k for k in {**satu.isi, **satu.batal, **dict.fromkeys(satu.kosong)} if k not in ada]:
            yield Temuan(f"baris[{ke}].{kolom}", "bukan kolom yang diketik", f"yang ada: {', '.join(ada)}")
