"""One book meets the ledger: the steps of `registers.sinkron`, for one file under its lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from registers import hitungan, workbook
from registers.berkas_buku import LAMA, RUSAK, BerkasBerubah, BerkasBuku
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, NaskahError
from registers.definisi import Buku
from registers.entri import AWALAN, Diterima, kunci_baru, masukkan
from registers.laporan import Laporan, baris_konflik, sebut
from registers.ledger.model import Baris, Konflik
from registers.meja import HasilBuku, Meja
from registers.penggabungan import Gabungan, Tampilan, tampilan
from registers.penulisan import (
    SEMENTARA,
    Ambilan,
    Lihat,
    kunci_sel,
    pesan_sel,
    sel_orang,
    seperti_diketik,
)
from registers.rencana import Rencana, Tercatat, belum_tampil, susun
from registers.workbook import BukuAsing, Isi, Perubahan, Rantai

if TYPE_CHECKING:
    from registers.ledger import Baca, KeadaanBuku, Tx

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
            self._laporan.dibuat = True
            if self._coba or not self._kembalikan_salinan():
                self._buat_baru()
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
            isi = self._baca(data, keadaan)
        except BukuAsing:
            if siapa or self._coba or not self._buat:
                raise
            if not self._berkas.diam(data):
                raise BerkasBerubah from None
            tempat = self._berkas.sisihkan(RUSAK)
            self._laporan.catatan.append(f"berkasnya rusak, disimpan di {tempat}")
            raise BerkasBerubah from None
        if siapa and not self._coba:
            self._ambil_saja(isi, keadaan)
        self._pastikan_tertutup(siapa)
        data, ambilan = self._ambil(data, isi, keadaan)
        if not self._coba:
            self._tulis(data, isi.rantai, keadaan, ambilan)

    def _pastikan_tertutup(self, siapa: str) -> None:
        if siapa:
            raise BerkasGagal(f"Buku itu sedang dibuka di {siapa}.")

    # --- reading ------------------------------------------------------------------------------------

    def _baca(self, data: bytes, keadaan: KeadaanBuku) -> Isi:
        """The sheet; only what differs from the copy kept when both were last in step, where that is sure."""
        lama = self._berkas.salinan()
        dibanding = lama if lama and keadaan.sidik and berkas.sha256(lama) == keadaan.sidik else None
        isi = workbook.baca_isi(data, self._path.name, self._buku, self._tahun, dibanding=dibanding)
        with self._meja.ledger.baca() as baca:
            if baca.hash_ke(isi.rantai[0]) != isi.rantai[1]:
                raise BerkasGagal(
                    f"Buku {self._path.name} memuat peristiwa yang tidak ada dalam buku besar.",
                    "Pulihkan naskah.db dari cadangan terbaru.",
                )
        return isi

    def _lihat(self, baca: Baca, isi: Isi, keadaan: KeadaanBuku) -> Lihat:
        tercatat = self._tercatat(baca, isi)
        if isi.penuh:
            kini = {b.kunci: b for b in baca.semua_baris(self._buku.id, self._tahun)}
        else:
            kunci = {tercatat.kunci.get(b.kunci, b.kunci) for b in isi.baris if b.kunci} | isi.kunci_hilang
            kini = {**baca.baris_menurut(self._buku.id, self._tahun, kunci), **tercatat.terkini}
        dasar = self._dasar(baca, isi.rantai, keadaan, kini)
        rencana = susun(self._buku, self._meja.buku, isi, kini, dasar, tercatat)
        return Lihat(isi, kini, rencana, baca.kepala())

    def _tercatat(self, baca: Baca, isi: Isi) -> Tercatat:
        """Typed rows that were entered before, though this file does not say so."""
        kunci = baca.permintaan_ada({b.kunci for b in isi.baris if b.kunci.startswith(AWALAN)})
        ada = {kunci.get(b.kunci, b.kunci) for b in isi.baris}
        if not self._buku.entri or len(ada - {""}) == len(isi.baris):  # every row has a key of its own
            return Tercatat(kunci)
        baru = baca.baris_diketik(self._buku.id, self._tahun, isi.rantai[0], AWALAN)
        return Tercatat(kunci, {k: b for k, b in baru.items() if k not in ada})

    def _dasar(
        self, baca: Baca, rantai: Rantai, keadaan: KeadaanBuku, kini: Mapping[str, Baris]
    ) -> dict[str, Tampilan]:
        """The rows as this very file showed them when it was written.

        Edits that were taken out of it since, without writing it, belong to it too; an older copy has none.
        """
        saat_ditulis = baca.baris_pada(self._buku.id, self._tahun, rantai[0], kini)
        diambil = saat_ditulis
        if rantai == (keadaan.sampai_urut, keadaan.hash) and keadaan.diambil_urut > rantai[0]:
            diambil = baca.baris_pada(self._buku.id, self._tahun, keadaan.diambil_urut, kini)
        return {k: tampilan(self._buku, b.nilai, diambil[k].orang) for k, b in saat_ditulis.items()}

    # --- taking in ----------------------------------------------------------------------------------

    def _ambil_saja(self, isi: Isi, keadaan: KeadaanBuku) -> None:
        """While somebody has the book open: what people changed in their columns, and nothing else."""
        with self._meja.ledger.tulis(self._meja.pelaku) as tx:
            lihat = self._lihat(tx, isi, keadaan)
            hanya = {k: replace(g, konflik=()) for k, g in lihat.rencana.gabungan.items() if g.diambil}
            rencana = Rencana(hanya, (), (), (), ())
            if not rencana.mengubah_buku_besar:
                return
            peristiwa = self._catat(tx, replace(lihat, rencana=rencana))
            hidup = isi.rantai == (keadaan.sampai_urut, keadaan.hash)
            if hidup:
                tx.buku_terbaca(self._buku.id, self._tahun, "", peristiwa)

    def _ambil(self, data: bytes, isi: Isi, keadaan: KeadaanBuku) -> tuple[bytes, Ambilan]:
        """Everything people did, into the ledger. Typed rows get their key on the disk first."""
        with self._meja.ledger.baca() as baca:
            lihat = self._lihat(baca, isi, keadaan)
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
            isi = self._baca(data, keadaan)
        elif not lihat.rencana.mengubah_buku_besar:
            return data, Ambilan(lihat)
        with self._meja.ledger.tulis(self._meja.pelaku) as tx:
            ambilan = self._catat_semua(tx, isi, keadaan, lihat)
        return data, ambilan

    def _coba_ambil(self, isi: Isi, keadaan: KeadaanBuku, kunci: Mapping[int, str]) -> Ambilan:
        """What `_ambil` would do; nothing stays."""
        berkunci = [replace(b, kunci=kunci.get(b.nomor, b.kunci)) for b in isi.baris]
        hasil = Ambilan()
        try:
            with self._meja.ledger.tulis(self._meja.pelaku) as tx:
                hasil = self._catat_semua(tx, replace(isi, baris=tuple(berkunci)), keadaan)
                raise _HanyaCoba
        except _HanyaCoba:
            return hasil

    def _catat_semua(self, tx: Tx, isi: Isi, keadaan: KeadaanBuku, lihat: Lihat | None = None) -> Ambilan:
        """Under the ledger's lock: the merge again if others have written since `lihat`, then all of it."""
        if lihat is None or lihat.isi is not isi or lihat.kepala != tx.kepala():
            lihat = self._lihat(tx, isi, keadaan)
        self._catat(tx, lihat)
        boleh = [k for k in lihat.rencana.ketikan if k.isi]
        masuk, ditolak = masukkan(tx, self._buku, self._tahun, boleh, self._meja.terima)
        data = self._meja.data(self._buku.id, self._tahun)
        basi = hitungan.basi(tx, self._buku, self._tahun, self._meja.hitung, data)
        hitungan.bukukan(tx, self._buku, self._tahun, basi)
        self._catat_masuk(tx, lihat, masuk)
        self._laporan.tolak(lihat.rencana, ditolak)
        return Ambilan(lihat, masuk, ditolak)

    def _catat_masuk(self, tx: Tx, lihat: Lihat, masuk: Sequence[Diterima]) -> None:
        """Report entered rows; cells that were typed but say otherwise in the ledger are conflicts."""
        kini = tx.baris_menurut(self._buku.id, self._tahun, [d.kunci for d in masuk])
        ketikan = {b.nomor: b for b in lihat.isi.baris}
        beda = {
            d.kunci: Gabungan(
                kini[d.kunci].orang,
                konflik=belum_tampil(self._buku, ketikan[d.nomor], kini[d.kunci]).konflik,
            )
            for d in masuk
        }
        self._laporan.masuk += [f"baris {d.nomor}: {sebut(kini[d.kunci])}" for d in masuk]
        self._catat(tx, replace(lihat, kini=kini, rencana=Rencana(beda, (), (), (), ())))

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
            dasar = self._dasar(baca, rantai, keadaan, kini)
            konflik = baris_konflik(baca, self._buku, self._tahun, self._meja.zona) if ambilan.lihat else None
        baris = [
            replace(b, orang=orang) if orang != b.orang else b
            for b in sorted(kini.values(), key=lambda b: b.urutan)
            for orang in [sel_orang(self._buku, b, dasar.get(b.kunci), rencana.dikembalikan, terbaca)]
        ]
        if baris:
            rantai = kepala  # without a row to write, the file stays at the event it was written at
        # In a file that nobody has touched, rows it did not have when it was written are surely new.
        baru = kini.keys() - dasar.keys() if ambilan.lihat is None else ()
        perubahan = Perubahan(baris, kunci_sel(ambilan), pesan_sel(ambilan), konflik, baru)
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
        lama = self._berkas.baca()
        isi = workbook.baca_isi(lama, self._path.name, self._buku, self._tahun)
        self._laporan.dibuat = True
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
        self._laporan.ditulis = len(baris)
        if self._coba:
            return
        semua = [*baris, *ketikan]
        data = workbook.buat_isi(self._buku, self._tahun, self._meja.kepala, semua, rantai, konflik=konflik)
        if ketikan:
            isi = workbook.baca_isi(data, self._path.name, self._buku, self._tahun)
            kunci = {b.nomor: "" for b in isi.baris if b.kunci.startswith(SEMENTARA)}
            data, _ = self._sunting(data, Perubahan(kunci=kunci), rantai)
        if lama:
            self._laporan.catatan.append(f"berkas lama disimpan di {self._berkas.simpan(LAMA, lama)}")
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
        self._berkas.tulis(data)
        self._laporan.catatan.append("berkasnya tidak ada; dikembalikan dari salinan terakhir")
        return True


def sebab(galat: OSError | NaskahError, path: Path) -> str:
    """Why a book waits, in people's words."""
    if isinstance(galat, PermissionError):
        return "sedang dibuka di program lain, atau foldernya hanya-baca"
    if isinstance(galat, OSError):
        galat = berkas.gagal(galat.filename or path, galat, "ditulis")
    return f"{galat.message} {galat.hint}".strip()
