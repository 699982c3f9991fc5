"""A merge, from rows to letters: validate all → keep the job → issue chunk by chunk → PDFs, books, reports.

Nothing gets a number before every row has been validated. A chunk is one transaction: its numbers, letters,
events and the states of its rows are kept together or not at all, and a row that cannot be rendered takes no
number. So a job may be killed anywhere: whoever goes on with it finds what is still to be done in the ledger.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from naskah import arsip, issue, pembukuan, terbitan
from naskah.draf import susun
from naskah.massal import pekerja, tertinggal
from naskah.massal.giliran import BukanDiSini
from naskah.massal.hari import pastikan_hari
from naskah.massal.kelompok import Kelompok
from naskah.massal.masukan_induk import pokok
from naskah.massal.masukan_model import Masukan
from naskah.massal.pekerja import Periksaan, Pesanan, Telaahan, Tumpuk
from naskah.massal.pernah import Pernah, pernah
from naskah.massal.putaran import Kemajuan, Maju, Putaran, sabar
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Tx

_SEKALI_PERIKSA = 100  # rows validated by one task
_SEBUT = 5  # rows named in a warning
_MULAI, _TERKECIL, _TERBESAR = 40, 20, 1000  # letters of a chunk
_LAMA = 0.7  # seconds a chunk should take: so long others wait for the ledger
_TUMBUH = 8.0  # times the next chunk may be larger than the one before


@dataclass(frozen=True)
class Telaah:
    """All rows, validated.

    Attributes:
        baik: rows a letter can be made of.
        salah: row number = findings.
        peringatan: row number = what a person should know.
        pernah: what is made again, to be asked about.
    """

    baik: Sequence[Telaahan]
    salah: Mapping[int, Sequence[Temuan]]
    peringatan: Mapping[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    pernah: Pernah = field(default_factory=Pernah)

    def tentang(self) -> list[Perhatian]:
        """The warnings, each with its row and whom that is about."""
        sebutan = {t.nomor: t.sebutan for t in self.baik}
        return [Perhatian(n, sebutan[n], kata) for n, semua in self.peringatan.items() for kata in semua]


@dataclass(frozen=True)
class Perhatian:
    """What a person should know of a row: its number, whom it is about, the words."""

    baris: int
    sebutan: str
    kata: str


def periksa(
    kantor: Kantor,
    kelompok: Kelompok,
    masukan: Masukan,
    umum: Mapping[str, Nilai],
    tanggal: date,
    *,
    maju: Maju = lambda _: None,
) -> Telaah:
    """Validate every row; nothing is written.

    Args:
        kantor: the open office.
        kelompok: who does it.
        masukan: the rows.
        umum: values for the fields that a row leaves blank.
        tanggal: the letters' date.
        maju: told how far it is.

    Raises:
        TidakDitemukan, TemplatSalah: of the type.
        DataTidakSah: its numbers are given by others.
        NomorDitolak: its series does not number letters of that day.
    """
    _pastikan_bernomor_sendiri(kantor, masukan.jenis.id)
    pastikan_hari(kantor, masukan.jenis, tanggal)
    baris, id_ = masukan.baris, masukan.jenis.id
    awal = range(0, len(baris), _SEKALI_PERIKSA)
    tugas = (Periksaan(id_, tanggal, umum, baris[a : a + _SEKALI_PERIKSA]) for a in awal)
    baik: list[Telaahan] = []
    salah: dict[int, Sequence[Temuan]] = {}
    kembar: dict[bytes, int] = {}
    for hasil in kelompok.kerjakan(pekerja.periksa, tugas):
        for satu in hasil:
            temuan = satu.temuan or _kembar(kembar, satu, masukan)
            if temuan:
                salah[satu.nomor] = temuan
            else:
                baik.append(satu)
        maju(Kemajuan("Memeriksa", len(baik), len(baris), len(salah), "belum benar"))
    nama, _ = pokok(masukan.jenis)
    berulang = {} if nama in umum else _berulang(baik, nama)
    sudah = pernah(kantor, masukan, baik)
    sama = {
        n: (f"isinya sama persis dengan surat nomor {s} yang sudah terbit",) for n, s in sudah.surat.items()
    }
    kata = {t.nomor: (*t.peringatan, *berulang.get(t.nomor, ()), *sama.get(t.nomor, ())) for t in baik}
    return Telaah(baik, salah, {nomor: semua for nomor, semua in kata.items() if semua}, sudah)


def _berulang(baik: Sequence[Telaahan], nama: str) -> dict[int, tuple[str, ...]]:
    """At the last of several rows about the same koperasi or employee: which rows they are."""
    menurut: defaultdict[str, list[Telaahan]] = defaultdict(list)
    for satu in baik:
        if satu.pokok:
            menurut[satu.pokok].append(satu)
    hasil: dict[int, tuple[str, ...]] = {}
    for *lain, akhir in (semua for semua in menurut.values() if len(semua) > 1):
        siapa = json.loads(akhir.isi)[nama]["nama"]
        sebut = [str(t.nomor) for t in lain[:_SEBUT]]
        sisa = f", dan {len(lain) - _SEBUT} baris lain" if len(lain) > _SEBUT else ""
        kata = f"{siapa} juga ada di baris {', '.join(sebut)}{sisa}, dengan isi yang berbeda"
        hasil[akhir.nomor] = (kata,)
    return hasil


def _kembar(sudah: dict[bytes, int], satu: Telaahan, masukan: Masukan) -> tuple[Temuan, ...]:
    """A row that says in every field what another one says would be the same letter twice.

    Rows of master data that look the same may well be two: nobody is told to delete one.
    """
    sidik = hashlib.blake2b(f"{satu.isi}{satu.bagian}".encode(), digest_size=16).digest()
    pertama = sudah.setdefault(sidik, satu.nomor)
    if pertama == satu.nomor:
        return ()
    saran = (
        "hapus salah satunya"
        if masukan.data
        else "bila memang dua, beri pembeda dalam isiannya, misalnya {NIK} atau {NIP}"
    )
    return (Temuan("", f"sama persis dengan baris {pertama}", saran),)


def _pastikan_bernomor_sendiri(kantor: Kantor, jenis: str) -> None:
    seri = kantor.seri_untuk(kantor.katalog.jenis(jenis))
    if kantor.seri(seri).luar:
        raise DataTidakSah(
            f"Nomor {jenis} diberi pihak lain (seri {seri}), jadi tidak dapat dibuat sekaligus.",
            hint="Buat satu per satu sebagai konsep: naskah buat JENIS --konsep",
        )


def nomor_kiraan(kantor: Kantor, jenis: Jenis, telaah: Telaah, tanggal: date) -> tuple[str, str]:
    """The first and last number its letters would take now; others may be faster.

    Raises:
        NomorDitolak: the series refuses that day.
    """
    pastikan_hari(kantor, jenis, tanggal)
    untuk = [("", json.loads(t.bagian)) for t in telaah.baik]
    with kantor.baca_bernomor() as baca:
        semua = baca.berikut_banyak(kantor.seri_untuk(jenis), tanggal, jenis.id, untuk)
    return semua[0].teks, semua[-1].teks


def mulai(
    kantor: Kantor,
    masukan: Masukan,
    telaah: Telaah,
    *,
    tanggal: date | None = None,
    pilihan: Mapping[str, Nilai] | None = None,
) -> Pekerjaan:
    """Keep a merge and its own copy of the rows; no number is taken yet.

    Rows that are wrong belong to it as well: failed, with the reasons, in a workbook to be corrected.

    Raises:
        DataTidakSah: there is no row to do.
        NomorDitolak: its series does not number letters of that day (any more).
    """
    if not telaah.baik:
        raise DataTidakSah("Tidak ada baris yang dapat dikerjakan.")
    pastikan_hari(kantor, masukan.jenis, tanggal or kantor.hari_ini())
    baik = (BarisPekerjaan(t.nomor, json.loads(t.isi), json.loads(t.bagian)) for t in telaah.baik)
    salah = tertinggal.sejak_awal(masukan, telaah.salah)
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        asal = tx.simpan_isi(masukan.data) if masukan.data else ""
        (id_,) = tx.id_banyak(1, awalan="G")
        jumlah = len(telaah.baik) + len(salah)
        baru = Pekerjaan(id_, masukan.jenis.id, masukan.sumber, asal, tanggal=tanggal, jumlah=jumlah)
        pekerjaan = tx.mulai_pekerjaan(replace(baru, pilihan=pilihan or {}), chain(baik, salah))
        isi = {"jenis": pekerjaan.jenis, "sumber": pekerjaan.sumber, "masukan": asal, "baris": jumlah}
        tx.catat("massal", "", {"pekerjaan": id_, **isi})
    if salah:
        pembukuan.sesudah_commit(lambda: tertinggal.tulis(kantor, pekerjaan))
    return pekerjaan


def terbitkan(
    kantor: Kantor,
    kelompok: Kelompok,
    id_: str,
    *,
    maju: Maju = lambda _: None,
    terus: Callable[[], bool] = lambda: True,
) -> None:
    """Issue what is still to be issued of a merge, chunk by chunk, in the order of its rows.

    Args:
        kantor: the open office.
        kelompok: who renders.
        id_: the merge.
        maju: told how far it is.
        terus: asked before every chunk; ends the work by saying no.

    Raises:
        NomorDitolak, BerkasGagal, BukuBesarSibuk, BukuBesarDitolak, PekerjaMati: why it stopped; every chunk
            before is issued, nothing of this one.
        BukanDiSini: its documents lie in the folder of another machine.
    """
    ledger = kantor.siap_bernomor()
    with ledger.tulis(kantor.pelaku) as tx:
        pekerjaan, keadaan = tx.pekerjaan(id_), tx.hitung_baris(id_)
        _pastikan_di_sini(kantor, tx, id_)
        tx.keadaan_pekerjaan(id_, "berjalan")
        arsip.rapikan(kantor.folder, tx)
    _Jalan(kantor, kelompok, pekerjaan, keadaan).jalankan(maju, terus)


def _pastikan_di_sini(kantor: Kantor, baca: Baca, id_: str) -> None:
    """Refuse to scatter a merge over machines that share a ledger: its documents lie where it began."""
    if not kantor.tatanan.database:
        return
    jadi = baca.baris_pekerjaan(id_, ["terbit", "selesai"], batas=1)
    semua = [b for j in jadi for b in baca.berkas(j.naskah_id) if b.macam == "docx"]
    if any(kantor.lokasi(b.path, b.sha256) is None for b in semua):
        raise BukanDiSini(
            f"Pekerjaan {id_} dimulai di komputer lain; berkas suratnya tidak ada di folder kantor ini.",
            "Lanjutkan di komputer itu. Agar dapat dikerjakan di beberapa komputer: --antre.",
        )


class _UlangTanpa(Exception):
    """Rows of a chunk that cannot be rendered: the chunk is undone and tried without them."""

    def __init__(self, gagal: Mapping[int, str]) -> None:
        super().__init__()
        self.gagal = gagal


class _Jalan(Putaran):
    """One run that issues and renders here."""

    tahap = "Menerbitkan"
    _ukuran = _MULAI
    _tunggu: arsip.Tunggu | None = None  # files of the chunk before

    def jalankan(self, maju: Maju, terus: Callable[[], bool]) -> None:
        """As every run; when it ends all files are in their place, and none lies about."""
        try:
            super().jalankan(maju, terus)
        finally:
            self._pindahkan()
        if arsip.menunggu(self._kantor.folder):  # rendered for a chunk that had to be done anew
            with self._kantor.ledger.tulis(self._kantor.pelaku) as tx:
                arsip.rapikan(self._kantor.folder, tx)

    def sepotong(self) -> bool:
        """Issue the next rows in one transaction; False when there are none left."""
        awal = time.monotonic()
        jumlah = sabar(self._coba)
        lama = time.monotonic() - awal
        if jumlah >= self._ukuran:
            self._ukuran = max(_TERKECIL, min(_TERBESAR, round(self._ukuran * min(_TUMBUH, _LAMA / lama))))
        return jumlah > 0

    def _coba(self) -> int:
        try:
            return self._potong()
        except _UlangTanpa as ulang:
            with self._kantor.ledger.tulis(self._kantor.pelaku) as tx:
                gagal = tx.gagalkan_yang_menunggu(self._pekerjaan.id, ulang.gagal)
            self._gagal += gagal
            return len(ulang.gagal)

    def _potong(self) -> int:
        kantor, id_ = self._kantor, self._pekerjaan.id
        with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
            with kantor.ledger.tulis(kantor.pelaku) as tx:
                tanggal = self._hari()
                baris: list[BarisPekerjaan] = []
                bahan: set[str] = set()
                semua = self._cetak(tx, tunggu, self._tumpuk(tx, tanggal, baris), tanggal, bahan)
                if not baris:
                    return 0
                keadaan = "terbit" if self._pekerjaan.pilihan.get("pdf") else "selesai"
                selesai = [
                    replace(b, keadaan=keadaan, naskah_id=id_surat, pesan=pesan)
                    for b, (id_surat, pesan) in zip(baris, semua, strict=True)
                ]
                tx.ubah_baris_pekerjaan(id_, selesai)
            self._tunggu = tunggu
        self._dikenal |= bahan  # only now: what is rolled back the ledger does not have
        self._selesai += len(baris)
        return len(baris)

    def _pindahkan(self) -> None:
        """Move the files of the chunk before to their place; the ledger has them."""
        if self._tunggu:
            self._tunggu.pindahkan()
        self._tunggu = None

    def _tumpuk(self, tx: Tx, tanggal: date, baris: list[BarisPekerjaan]) -> Iterator[Tumpuk]:
        """The next rows with their numbers, a few at a time; `baris` takes them all.

        The first are being rendered while the last get theirs.
        """
        bagian = 1 if self._kelompok.jumlah == 1 else 4 * self._kelompok.jumlah
        while len(baris) < self._ukuran:
            batas = min(-(-self._ukuran // bagian), self._ukuran - len(baris))
            sesudah = baris[-1].nomor if baris else 0
            semua = tx.baris_pekerjaan(self._pekerjaan.id, ["menunggu"], batas=batas, sesudah=sesudah)
            if not semua:
                return
            baris += semua
            surat = self._bernomor(tx, [(b, b.bagian) for b in semua], tanggal)
            pesanan = [Pesanan(b.nomor, b.isi, b.bagian, *s) for b, s in zip(semua, surat, strict=True)]
            yield Tumpuk(self._jenis.id, tanggal, pesanan, self._dikenal)

    def _cetak(
        self, tx: Tx, tunggu: arsip.Tunggu, tumpuk: Iterable[Tumpuk], tanggal: date, bahan: set[str]
    ) -> list[tuple[str, str]]:
        """Have them rendered, and save what is ready while the rest is still being rendered.

        `bahan` takes the hashes of the material that is saved with them.
        """
        pekerjaan = self._kelompok.kerjakan(pekerja.cetak, tumpuk)
        self._pindahkan()
        jadi: list[tuple[str, str]] = []
        gagal: dict[int, str] = {}
        for hasil in pekerjaan:
            tunggu.terima(s for t in hasil.terbitan for s in t.simpanan)
            gagal |= hasil.gagal
            if not gagal:
                tx.simpan_terbit([t.naskah for t in hasil.terbitan])
                tetap = terbitan.simpan(tx, self._kantor, hasil.terbitan)
                jadi += [(t.naskah.id, " ".join(tetap.get(t.naskah.id, ()))) for t in hasil.terbitan]
                self._turunan(tx, tunggu, hasil.terbitan, tanggal)
                bahan |= {h for t in hasil.terbitan for h in t.bahan}
        if gagal:
            raise _UlangTanpa(gagal)
        tunggu.sinkron()
        return jadi

    def _turunan(
        self, tx: Tx, tunggu: arsip.Tunggu, semua: Sequence[terbitan.Terbitan], tanggal: date
    ) -> None:
        """The letters that derive from these, in the same transaction."""
        if not self._jenis.turunan:
            return
        for satu in semua:
            draf = susun(self._kantor, self._jenis.id, satu.naskah.isi, tanggal)
            issue.terbitkan_turunan(tx, self._kantor, tunggu, draf, satu.naskah)
