"""One book meets the ledger: the steps of `registers.sinkron`, for one file under its lock."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from registers import hitungan, workbook
from registers.berkas_buku import LAMA, RUSAK, BerkasBuku
from registers.dasar import berkas
from registers.dasar.berkas import BerkasBerubah
from registers.dasar.galat import BerkasGagal, NaskahError
from registers.definisi import Buku
from registers.entri import Diterima, kunci_baru, masukkan
from registers.laporan import Laporan, baris_konflik, sebut
from registers.ledger.model import Baris, Konflik
from registers.meja import HasilBuku, Meja
from registers.pandangan import Pandangan
from registers.penggabungan import Gabungan
from registers.penulisan import (
    SEMENTARA,
    Ambilan,
    Lihat,
    kunci_sel,
    pesan_sel,
    sel_orang,
    seperti_diketik,
)
from registers.rencana import Rencana, belum_tampil
from registers.workbook import BukuAsing, Isi, Perubahan, Rantai

if TYPE_CHECKING:
    from registers.ledger import KeadaanBuku, Tx

_MAKRO = ".xlsm"
_SEBUT = 3  # cells named when a book cannot be written
_COBA_ULANG = 3  # times a file may change under our hands before it waits for the next sync
_BERUBAH = "Buku itu terus berubah. Tutup buku itu, lalu sinkronkan lagi."
_KEMBALI = (
    "Baris ini dihapus dari buku, lalu dikembalikan naskah. Surat dibatalkan dengan: naskah batal. "
    "Hapus pesan ini bila sudah dibaca."
)


class _HanyaCoba(Exception):
    """Ends the transaction of a dry run."""


class Penyelarasan:
    """One sync of one book. The caller holds its lock."""

    def __init__(self, meja: Meja, buku: Buku, tahun: int, path: Path, *, buat: bool, coba: bool) -> None:
        self._meja, self._buku, self._tahun, self._path = meja, buku, tahun, path
        self._buat, self._coba = buat, coba
        self._berkas = BerkasBuku(path)
        self._pandangan = Pandangan(meja, buku, tahun, self._berkas)
        self._laporan = Laporan()

    def jalankan(self) -> HasilBuku:
        """All of it, again when the file changes under our hands."""
        try:
            self._perbarui_hitungan()
            for _ in range(_COBA_ULANG):
                try:
                    self._sekali()
                    break
                except BerkasBerubah:
                    continue
            else:
                self._laporan.menunggu = _BERUBAH
        except (OSError, NaskahError) as galat:
            self._laporan.menunggu = sebab(galat, self._path)
        return self._laporan.hasil(self._buku.id, self._tahun, self._path.name)

    def _perbarui_hitungan(self) -> None:
        """Computed columns and rows from master data, as they are today."""
        data = self._meja.data(self._buku.id, self._tahun)
        with self._meja.ledger.baca() as baca:
            basi = hitungan.basi(baca, self._buku, self._tahun, self._meja.hitung, data)
        if basi and not self._coba:
            with self._meja.ledger.tulis(self._meja.pelaku) as tx:
                basi = hitungan.basi(tx, self._buku, self._tahun, self._meja.hitung, data)
                hitungan.bukukan(tx, self._buku, self._tahun, basi)

    def _sekali(self) -> None:
        with self._meja.ledger.baca() as baca:
            keadaan = baca.keadaan_buku(self._buku.id, self._tahun)
            menunggu = baca.jumlah_menunggu(self._buku.id, self._tahun)
        if self._coba:
            self._laporan.ditulis = menunggu
        if not self._berkas.ada():
            if not (self._buat or menunggu):
                return
            if not self._kembalikan_salinan():
                self._buat_baru()
                return
            if self._coba:
                return
        data = self._berkas.baca()
        siapa = workbook.pembuka(self._path, self._meja.clock.now())
        if berkas.sha256(data) == keadaan.sidik:
            if not menunggu or self._coba:
                return
            self._pastikan_tertutup(siapa)
            self._tulis(data, (keadaan.sampai_urut, keadaan.hash), keadaan, Ambilan())
            return
        try:
            isi = self._pandangan.baca(data, keadaan)
        except BukuAsing as galat:
            self._ganti_yang_rusak(data, galat, siapa)
            return
        if siapa:
            self._ambil_saja(isi, keadaan)
        self._pastikan_tertutup(siapa)
        if isi.rantai[0] < keadaan.sampai_urut and not self._coba:
            self._simpan_yang_terbaru()
        data, ambilan = self._ambil(data, isi, keadaan)
        if not self._coba:
            self._tulis(data, isi.rantai, keadaan, ambilan)

    def _ganti_yang_rusak(self, data: bytes, galat: BukuAsing, siapa: str) -> None:
        """Put a damaged file aside and begin again without it; every other odd file stays where it is.

        Raises:
            BukuAsing: the file is not damaged but locked, another book's, or without its markers.
            BerkasBerubah: it was put aside, or is being written by somebody right now.
        """
        if siapa or not galat.rusak or not self._buat:
            raise galat
        if self._coba:
            self._laporan.catatan.append(f"berkasnya rusak; akan disimpan di {RUSAK} dan dibuat lagi")
            return
        if self._berkas.diam(data):
            tempat = self._berkas.sisihkan(RUSAK)
            self._laporan.catatan.append(f"berkasnya rusak, disimpan di {tempat}")
        raise BerkasBerubah

    def _simpan_yang_terbaru(self) -> None:
        """An older copy lies where the book was: what only the newer one holds must not go with it."""
        terbaru = self._berkas.salinan()
        if terbaru:
            tempat = self._berkas.simpan(LAMA, terbaru)
            self._laporan.catatan.append(
                f"ini salinan lama; buku terbaru, dengan baris yang belum dicatat, disimpan di {tempat}"
            )

    def _pastikan_tertutup(self, siapa: str) -> None:
        if siapa:
            raise BerkasGagal(f"Buku itu sedang dibuka di {siapa}.")

    # --- taking in ----------------------------------------------------------------------------------

    def _ambil_saja(self, isi: Isi, keadaan: KeadaanBuku) -> None:
        """While somebody has the book open: what people changed in their columns, and nothing else."""
        with suppress(_HanyaCoba), self._meja.ledger.tulis(self._meja.pelaku) as tx:
            lihat = self._pandangan.lihat(tx, isi, keadaan)
            hanya = {k: replace(g, konflik=()) for k, g in lihat.rencana.gabungan.items() if g.diambil}
            rencana = Rencana(hanya, (), (), (), ())
            if not rencana.mengubah_buku_besar:
                return
            self._catat_terbaca(tx, replace(lihat, rencana=rencana), keadaan)
            if self._coba:
                raise _HanyaCoba

    def _ambil(self, data: bytes, isi: Isi, keadaan: KeadaanBuku) -> tuple[bytes, Ambilan]:
        """Everything people did, into the ledger. Typed rows get their key on the disk first."""
        with self._meja.ledger.baca() as baca:
            lihat = self._pandangan.lihat(baca, isi, keadaan)
        self._laporan.tolak(lihat.rencana, {})
        tanpa_kunci = [k for k in lihat.rencana.ketikan if k.isi and not k.kunci]
        if self._coba:
            kunci = {k.nomor: kunci_baru() for k in tanpa_kunci}
            return data, self._coba_ambil(isi, keadaan, kunci)
        if tanpa_kunci:
            kunci = dict.fromkeys(lihat.rencana.ganda, "") | {k.nomor: kunci_baru() for k in tanpa_kunci}
            perubahan = Perubahan(kunci=kunci)
            baru, _ = workbook.sunting(data, self._path.name, self._buku, perubahan, isi.rantai, self._tahun)
            self._berkas.ganti(data, baru)
            data = baru
            isi = self._pandangan.baca(data, keadaan)
        elif not lihat.rencana.mengubah_buku_besar:
            return data, Ambilan(lihat)
        sebelum = copy.deepcopy(self._laporan)
        try:
            with self._meja.ledger.tulis(self._meja.pelaku) as tx:
                ambilan = self._catat_semua(tx, isi, keadaan, lihat)
        except BaseException:
            self._laporan = sebelum  # what is rolled back was not taken
            raise
        return data, ambilan

    def _coba_ambil(self, isi: Isi, keadaan: KeadaanBuku, kunci: Mapping[int, str]) -> Ambilan:
        """What `_ambil` would do; nothing stays."""
        berkunci = [replace(b, kunci=kunci.get(b.nomor, b.kunci)) for b in isi.baris]
        hasil = Ambilan()
        with suppress(_HanyaCoba), self._meja.ledger.tulis(self._meja.pelaku) as tx:
            hasil = self._catat_semua(tx, replace(isi, baris=tuple(berkunci)), keadaan)
            raise _HanyaCoba
        return hasil

    def _catat_semua(self, tx: Tx, isi: Isi, keadaan: KeadaanBuku, lihat: Lihat | None = None) -> Ambilan:
        """Under the ledger's lock: the merge again if others have written since `lihat`, then all of it."""
        if lihat is None or lihat.isi is not isi or lihat.kepala != tx.kepala():
            lihat = self._pandangan.lihat(tx, isi, keadaan)
        self._catat_terbaca(tx, lihat, keadaan)
        boleh = [k for k in lihat.rencana.ketikan if k.isi]
        masuk, ditolak = masukkan(tx, self._buku, self._tahun, boleh, self._meja.terima)
        data = self._meja.data(self._buku.id, self._tahun)
        basi = hitungan.basi(tx, self._buku, self._tahun, self._meja.hitung, data)
        hitungan.bukukan(tx, self._buku, self._tahun, basi)
        self._catat_masuk(tx, lihat, masuk)
        self._laporan.tolak(lihat.rencana, ditolak)
        return Ambilan(lihat, masuk, ditolak)

    def _catat_masuk(self, tx: Tx, lihat: Lihat, masuk: Sequence[Diterima]) -> None:
        """Report entered rows. A typed cell that the ledger does not show at all is a conflict.

        One it shows in other words (a post's full name) was understood: what was typed stays on record.
        """
        kini = tx.baris_menurut(self._buku.id, self._tahun, [d.kunci for d in masuk])
        ketikan = {b.nomor: b for b in lihat.isi.baris}
        beda: dict[str, Gabungan] = {}
        for d in masuk:
            semua = belum_tampil(self._buku, ketikan[d.nomor], kini[d.kunci]).konflik
            beda[d.kunci] = Gabungan(
                kini[d.kunci].orang, konflik=tuple(b for b in semua if not b.di_buku_besar)
            )
            tafsir = {b.kolom.kunci: b.di_buku for b in semua if b.di_buku_besar}
            if tafsir:
                tempat = {"buku": self._buku.id, "tahun": self._tahun, "kunci": d.kunci}
                tx.catat("tafsir", "", {**tempat, "diketik": tafsir})
        self._laporan.masuk += [f"baris {d.nomor}: {sebut(kini[d.kunci])}" for d in masuk]
        self._catat(tx, replace(lihat, kini=kini, rencana=Rencana(beda, (), (), (), ())))

    def _catat_terbaca(self, tx: Tx, lihat: Lihat, keadaan: KeadaanBuku) -> None:
        """What was read, and that the file showed it: whatever dies or waits now, it is not asked again."""
        peristiwa = self._catat(tx, lihat)
        if peristiwa and lihat.isi.rantai == (keadaan.sampai_urut, keadaan.hash):
            tx.buku_terbaca(self._buku.id, self._tahun, "", peristiwa)

    def _catat(self, tx: Tx, lihat: Lihat) -> int:
        """Edits, conflicts and deleted rows, as one event; its number, 0 when there was none."""
        rencana, kini = self._belum_tercatat(tx, lihat), lihat.kini
        if not (
            rencana.dikembalikan
            or rencana.pesan_dibaca
            or [*rencana.beda("diambil"), *rencana.beda("konflik")]
        ):
            return 0
        peristiwa = tx.catat("sinkron", "", rencana.peristiwa(self._buku.id, self._tahun)).urut
        for kunci, satu in rencana.gabungan.items():
            if satu.diambil:
                tx.bukukan(self._buku.id, self._tahun, kunci, kini[kunci].nilai, peristiwa, orang=satu.orang)
        for kunci, beda in rencana.beda("konflik"):
            konflik = Konflik(
                self._buku.id, self._tahun, kunci, beda.kolom.kunci, beda.di_buku, beda.di_buku_besar
            )
            tx.catat_konflik(konflik, peristiwa)
        for kunci in rencana.dikembalikan:
            tx.bukukan(self._buku.id, self._tahun, kunci, kini[kunci].nilai, peristiwa, pesan=_KEMBALI)
        for kunci in rencana.pesan_dibaca:
            tx.bukukan(self._buku.id, self._tahun, kunci, kini[kunci].nilai, peristiwa, pesan="")
        self._laporan.catat(rencana, kini)
        return peristiwa

    def _belum_tercatat(self, tx: Tx, lihat: Lihat) -> Rencana:
        """The plan without what an earlier sync noted already, but could not write into the file."""
        tercatat = {(k.kunci, k.kolom, k.nilai_buku) for k in tx.konflik(self._buku.id, self._tahun)}
        gabungan = {
            kunci: replace(
                g, konflik=tuple(b for b in g.konflik if (kunci, b.kolom.kunci, b.di_buku) not in tercatat)
            )
            for kunci, g in lihat.rencana.gabungan.items()
        }
        kembali = tuple(k for k in lihat.rencana.dikembalikan if lihat.kini[k].pesan != _KEMBALI)
        return replace(lihat.rencana, gabungan=gabungan, dikembalikan=kembali)

    # --- writing ------------------------------------------------------------------------------------

    def _tulis(self, data: bytes, rantai: Rantai, keadaan: KeadaanBuku, ambilan: Ambilan) -> None:
        """What the book does not show yet; the file is replaced in one step, or left as it is."""
        rencana, terbaca = ambilan.rencana, ambilan.terbaca()
        with self._meja.ledger.baca() as baca:
            kepala = baca.kepala()
            kini = {b.kunci: b for b in baca.baris_sejak(self._buku.id, self._tahun, rantai[0])}
            lain = {k for k, g in rencana.gabungan.items() if g.tulis} | set(rencana.dikembalikan)
            kini |= baca.baris_menurut(self._buku.id, self._tahun, lain - kini.keys())
            dasar = self._pandangan.dasar(baca, rantai, keadaan, kini)
            konflik = baris_konflik(baca, self._buku, self._tahun, self._meja.zona) if ambilan.lihat else None
        baris = [
            replace(b, orang=orang) if orang != b.orang else b
            for b in sorted(kini.values(), key=lambda b: b.urutan)
            for orang in [sel_orang(self._buku, b, dasar.get(b.kunci), rencana.dikembalikan, terbaca)]
        ]
        if baris:
            rantai = kepala  # without a row to write, the file stays at the event it was written at
        # In a file that nobody has touched, rows it did not have when it was written are surely new.
        pasti_baru = kini.keys() - dasar.keys() if ambilan.lihat is None else ()
        perubahan = Perubahan(baris, kunci_sel(ambilan), pesan_sel(ambilan), konflik, pasti_baru)
        baru, ringkas = self._sunting(data, perubahan, rantai)
        self._laporan.tulisan(ringkas)
        if baru is not data and baru != data:
            self._berkas.ganti(data, baru)
        self._ingat(baru, rantai)

    def _sunting(self, data: bytes, perubahan: Perubahan, rantai: Rantai) -> tuple[bytes, workbook.Ringkasan]:
        """The changed file. Rows that get a key here must have it before they are found by it."""
        nama = self._path.name
        if perubahan.baris and any(perubahan.kunci.values()):
            kunci = Perubahan(kunci=perubahan.kunci)
            data, _ = workbook.sunting(data, nama, self._buku, kunci, rantai, self._tahun)
            perubahan = replace(perubahan, kunci={})
        return workbook.sunting(data, nama, self._buku, perubahan, rantai, self._tahun)

    def bangun(self) -> HasilBuku:
        """Make the file anew from the ledger, with people's columns and rows still to be entered.

        First what people did to it is taken in. The old file is kept aside.
        """
        hasil = self.jalankan()
        if hasil.menunggu:
            return hasil
        if self._path.suffix == _MAKRO:
            self._laporan.menunggu = (
                "buku ini memuat makro; simpan dahulu sebagai .xlsx, lalu hapus yang .xlsm"
            )
            return self._laporan.hasil(self._buku.id, self._tahun, self._path.name)
        lama = self._berkas.baca()
        isi = workbook.baca_isi(lama, self._path.name, self._buku, self._tahun)
        try:
            self._buat_baru([seperti_diketik(self._buku, b) for b in isi.baris if not b.kunci], lama)
        except BerkasBerubah:
            self._laporan.menunggu = _BERUBAH
        return self._laporan.hasil(self._buku.id, self._tahun, self._path.name)

    def _buat_baru(self, ketikan: Sequence[Baris] = (), lama: bytes = b"") -> None:
        with self._meja.ledger.baca() as baca:
            rantai = baca.kepala()
            baris = baca.semua_baris(self._buku.id, self._tahun)
            konflik = baris_konflik(baca, self._buku, self._tahun, self._meja.zona)
        self._laporan.ditulis, self._laporan.dibuat = len(baris), True
        if self._coba:
            return
        if self._path.suffix == _MAKRO:  # what we make has no macros
            self._berkas = BerkasBuku(self._path.with_suffix(".xlsx"))
        semua = [*baris, *ketikan]
        data = workbook.buat_isi(self._buku, self._tahun, self._meja.kepala, semua, rantai, konflik=konflik)
        if ketikan:
            isi = workbook.baca_isi(data, self._path.name, self._buku, self._tahun)
            kunci = {b.nomor: "" for b in isi.baris if b.kunci.startswith(SEMENTARA)}
            data, _ = self._sunting(data, Perubahan(kunci=kunci), rantai)
        if lama:
            tempat = self._berkas.simpan(LAMA, lama)
            self._laporan.catatan.append(
                f"berkas lama, dengan kolom dan lembar sendiri, disimpan di {tempat}"
            )
            self._berkas.ganti(lama, data)
        else:
            self._berkas.tulis(data)
        self._ingat(data, rantai)

    def _ingat(self, data: bytes, rantai: Rantai) -> None:
        """Note that file and ledger are in step, and keep a copy of the file as it is now."""
        sidik = berkas.sha256(data)
        with self._meja.ledger.baca() as baca:
            keadaan = baca.keadaan_buku(self._buku.id, self._tahun)
        if (keadaan.sampai_urut, keadaan.hash, keadaan.sidik) != (*rantai, sidik):
            with self._meja.ledger.tulis(self._meja.pelaku) as tx:
                tx.buku_tertulis(self._buku.id, self._tahun, *rantai, sidik)
        self._berkas.simpan_salinan(data)

    def _kembalikan_salinan(self) -> bool:
        """Put the last good copy where the missing file was: with people's sheets, charts and colours."""
        data = self._berkas.salinan()
        try:
            workbook.baca_isi(data, self._path.name, self._buku, self._tahun)
        except NaskahError:
            return False
        kini = "akan dikembalikan" if self._coba else "dikembalikan"
        self._laporan.catatan.append(f"bukunya {kini} dari salinan terakhir")
        if not self._coba:
            self._berkas.tulis(data)
        return True


def sebab(galat: OSError | NaskahError, path: Path) -> str:
    """Why a book waits, in people's words."""
    if isinstance(galat, PermissionError):
        return "sedang dibuka di program lain, atau foldernya hanya-baca"
    if isinstance(galat, OSError):
        galat = berkas.gagal(galat.filename or path, galat, "ditulis")
    temuan = [str(t) for t in galat.temuan[:_SEBUT]]
    return " ".join(filter(None, [galat.message, "; ".join(temuan), galat.hint]))
