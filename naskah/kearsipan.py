"""The archive: where letters lie and how long (JRA); what is due to move, be destroyed, stay for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import klasifikasi, pembukuan, pencarian
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NaskahError
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris
from registers.dasar.waktu import tanggal_panjang
from registers.ledger import SimpananArsip

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Naskah, Tx

KEADAAN = ("inaktif", "musnah", "permanen")
_DAPAT_DISIMPAN = ("terbit", "batal", "diterima", "selesai")


@dataclass(frozen=True)
class Tersimpan:
    """A letter in the archive, as commands show it."""

    naskah: Naskah
    simpanan: SimpananArsip
    peringatan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usul:
    """A letter whose time is up, and what is proposed for it.

    Attributes:
        naskah: the letter.
        simpanan: where it lies and how long.
        usul: inaktif, musnah, permanen; or "nilai kembali", where the table says neither.
        uraian: what its code stands for; "" when the table does not know it.
    """

    naskah: Naskah
    simpanan: SimpananArsip
    usul: str
    uraian: str


def simpan(
    kantor: Kantor, kunci: Sequence[str], *, lokasi: str, tanggal: date | None = None
) -> list[Tersimpan]:
    """Note where letters lie in the archive; retention counts from the day they are put away.

    A letter that lies there already moves to the new place and keeps its days, unless `tanggal` is given.

    Args:
        kantor: the open office.
        kunci: ids (N-…, M-…) or numbers; all of them or none.
        lokasi: where they lie, in the office's words.
        tanggal: the day they were put away; None: today.

    Raises:
        DataTidakSah: every finding at once; nothing is recorded.
    """
    tempat = _wajib(lokasi, "--lokasi", "tulis tempatnya, misalnya Lemari 2/Rak 3/Boks 12")
    if tanggal is not None and tanggal > kantor.hari_ini():
        raise DataTidakSah(
            "Arsip belum disimpan.", [Temuan("--tanggal", "belum terjadi", "tulis hari ini atau sebelumnya")]
        )
    semua = _semua(kantor, kunci)
    hasil: list[Tersimpan] = []
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        for naskah in semua:
            lama = tx.simpanan_arsip(naskah.id)
            baru = _simpanan(kantor, naskah, lama, tempat, tanggal)
            tx.simpan_arsip(baru)
            isi = {**_isi(baru), **({"lokasi_lama": lama.lokasi} if lama else {})}
            peristiwa = tx.catat("arsip", naskah.id, isi)
            _bukukan_lokasi(tx, kantor, naskah.id, tempat, peristiwa.urut)
            hasil.append(Tersimpan(naskah, baru, tuple(_peringatan(naskah, baru))))
    return _sesudah(kantor, hasil)


def usul_pindah(kantor: Kantor, sampai: date | None = None) -> list[Usul]:
    """What has reached the end of its active or inactive time by that day (None: today), oldest first."""
    hari = sampai or kantor.hari_ini()
    with kantor.ledger.baca() as baca:
        return [
            Usul(naskah, s, _usul(s, hari), _uraian(kantor, naskah, s))
            for s in baca.arsip_habis_masa(hari)
            for naskah in [baca.naskah(s.naskah_id)]
        ]


def pindah(kantor: Kantor, kunci: Sequence[str], *, ke: str, dasar: str, lokasi: str = "") -> list[Tersimpan]:
    """Note that letters became inactive, were destroyed, or stay for ever; all of them or none.

    Args:
        kantor: the open office.
        kunci: ids or numbers.
        ke: inaktif, musnah, permanen.
        dasar: the document that says so ("BA nomor …").
        lokasi: where they lie from now on; "": where they lay.

    Raises:
        DataTidakSah: every finding at once: not in the archive, destroyed already, to be kept for ever, or
            not due for destruction yet.
    """
    if ke not in KEADAAN:
        saran = f"pilih salah satu: {', '.join(KEADAAN)}"
        raise DataTidakSah("Arsip belum dipindahkan.", [Temuan("--ke", "tidak dikenal", saran, ke)])
    alasan = _wajib(dasar, "--dasar", "tulis dokumennya, misalnya BA nomor 000.5.6.2/4/DKUKM")
    tempat = satu_baris(lokasi)
    semua = _semua(kantor, kunci)
    hasil: list[Tersimpan] = []
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        for naskah, simpanan in _boleh_pindah(kantor, tx, semua, ke):
            baru = replace(simpanan, keadaan=ke, lokasi=tempat or simpanan.lokasi)
            tx.simpan_arsip(baru)
            isi = {**_isi(baru), "keadaan_lama": simpanan.keadaan, "dasar": alasan}
            peristiwa = tx.catat("arsip", naskah.id, isi)
            di = f"dimusnahkan ({alasan})" if ke == "musnah" else baru.lokasi
            _bukukan_lokasi(tx, kantor, naskah.id, di, peristiwa.urut)
            hasil.append(Tersimpan(naskah, baru))
    return _sesudah(kantor, hasil)


def _semua(kantor: Kantor, kunci: Sequence[str]) -> list[Naskah]:
    """The letters of these ids or numbers, each once.

    Raises:
        DataTidakSah: every key that names no letter that can lie in an archive.
    """
    hasil: dict[str, Naskah] = {}
    temuan: list[Temuan] = []
    for satu in kunci:
        try:
            naskah = pencarian.naskah_satu(kantor, satu)
        except NaskahError as galat:
            temuan.append(Temuan(satu, galat.message, galat.hint))
            continue
        if naskah.status not in _DAPAT_DISIMPAN:
            pesan = f"berstatus {naskah.status}; yang diarsipkan naskah yang terbit atau surat masuk"
            temuan.append(Temuan(satu, pesan, "terbitkan dahulu"))
        hasil[naskah.id] = naskah
    if temuan:
        raise DataTidakSah("Ada naskah yang tidak dapat diarsipkan; tidak ada yang dicatat.", temuan)
    return list(hasil.values())


def _simpanan(
    kantor: Kantor, naskah: Naskah, lama: SimpananArsip | None, lokasi: str, tanggal: date | None
) -> SimpananArsip:
    """Where a letter lies and how long, by the table of the letter's date."""
    if lama is not None and lama.keadaan == "musnah":
        raise KeadaanDitolak(f"Arsip {naskah.id} sudah dimusnahkan.", "Periksa ID-nya.")
    if lama is not None and tanggal is None:
        return replace(lama, lokasi=lokasi)
    hari = tanggal or kantor.hari_ini()
    retensi = klasifikasi.retensi(kantor, naskah.klas, naskah.tanggal or hari) if naskah.klas else None
    aktif = _tambah_tahun(hari, retensi.aktif) if retensi and retensi.aktif is not None else None
    inaktif = (
        _tambah_tahun(aktif, retensi.inaktif) if aktif and retensi and retensi.inaktif is not None else None
    )
    return SimpananArsip(
        naskah.id,
        naskah.klas,
        lokasi,
        hari,
        aktif,
        inaktif,
        retensi.nasib if retensi else "",
        lama.keadaan if lama else "aktif",
    )


def _tambah_tahun(hari: date, tahun: int) -> date:
    """The same day so many years later; of 29 February the 28th where there is none.

    >>> _tambah_tahun(date(2024, 2, 29), 2)
    datetime.date(2026, 2, 28)
    """
    try:
        return hari.replace(year=hari.year + tahun)
    except ValueError:
        return hari.replace(year=hari.year + tahun, day=28)


def _boleh_pindah(
    kantor: Kantor, tx: Tx, semua: Sequence[Naskah], ke: str
) -> list[tuple[Naskah, SimpananArsip]]:
    """The letters with where they lie.

    Raises:
        DataTidakSah: every one that may not become what is asked.
    """
    hasil: list[tuple[Naskah, SimpananArsip]] = []
    temuan: list[Temuan] = []
    for naskah in semua:
        simpanan = tx.simpanan_arsip(naskah.id)
        pesan, saran = _larangan(simpanan, ke, kantor.hari_ini())
        if pesan:
            temuan.append(Temuan(naskah.id, pesan, saran))
        elif simpanan is not None:
            hasil.append((naskah, simpanan))
    if temuan:
        raise DataTidakSah("Ada arsip yang tidak dapat dipindahkan; tidak ada yang dicatat.", temuan)
    return hasil


def _larangan(simpanan: SimpananArsip | None, ke: str, hari_ini: date) -> tuple[str, str]:
    """Why this may not be, and what to do; ("", "") when it may."""
    if simpanan is None:
        return "belum ada di arsip", "simpan dahulu: naskah arsip simpan ID --lokasi TEKS"
    if simpanan.keadaan == "musnah":
        return "sudah dimusnahkan", "periksa ID-nya"
    if simpanan.keadaan == ke:
        return f"sudah {ke}", "periksa ID-nya"
    if simpanan.keadaan == "permanen" and ke == "inaktif":
        return "sudah permanen", "arsip permanen tidak kembali menjadi inaktif"
    if ke != "musnah":
        return "", ""
    if simpanan.keadaan == "permanen" or simpanan.nasib.casefold().startswith("permanen"):
        return f"kode {simpanan.klas} bernasib akhir permanen", "arsip permanen tidak dimusnahkan"
    if simpanan.inaktif_sampai is not None and simpanan.inaktif_sampai > hari_ini:
        return (
            f"baru habis masa simpannya {tanggal_panjang(simpanan.inaktif_sampai)}",
            "tunggu sampai hari itu",
        )
    return "", ""


def _usul(simpanan: SimpananArsip, hari: date) -> str:
    """What the table proposes once the time is up."""
    habis = simpanan.inaktif_sampai is not None and simpanan.inaktif_sampai <= hari
    if not habis:
        return "inaktif"
    nasib = simpanan.nasib.casefold()
    return (
        "musnah"
        if nasib.startswith("musnah")
        else "permanen"
        if nasib.startswith("permanen")
        else "nilai kembali"
    )


def _uraian(kantor: Kantor, naskah: Naskah, simpanan: SimpananArsip) -> str:
    kode = klasifikasi.tabel(kantor, naskah.tanggal or simpanan.tanggal).kode.get(simpanan.klas)
    return kode.uraian if kode else ""


def _bukukan_lokasi(tx: Tx, kantor: Kantor, id_: str, lokasi: str, peristiwa: int) -> None:
    """Every book that shows where letters lie shows it."""
    for baris in tx.baris_kunci(id_):
        buku = kantor.buku.get(baris.buku)
        if buku is not None and any(k.dari == "lokasi" for k in buku.kolom):
            tx.bukukan(baris.buku, baris.tahun, baris.kunci, {**baris.nilai, "lokasi": lokasi}, peristiwa)


def _isi(simpanan: SimpananArsip) -> dict[str, Nilai]:
    return {
        nama: nilai.isoformat() if isinstance(nilai, date) else nilai
        for nama, nilai in vars(simpanan).items()
        if nama != "naskah_id" and nilai not in (None, "")
    }


def _peringatan(naskah: Naskah, simpanan: SimpananArsip) -> list[str]:
    hasil: list[str] = []
    if not naskah.klas:
        hasil.append("tanpa kode klasifikasi, jadi tanpa masa retensi")
    elif simpanan.aktif_sampai is None:
        hasil.append(f"kode {naskah.klas} tidak punya masa retensi di tabel pada tanggal surat itu")
    if naskah.status == "diterima":
        hasil.append("surat masuk ini belum selesai ditindaklanjuti")
    return hasil


def _wajib(teks: str, pilihan: str, saran: str) -> str:
    rapi = satu_baris(teks)
    if not rapi:
        raise DataTidakSah("Arsip belum dicatat.", [Temuan(pilihan, "belum diisi", saran)])
    return rapi


def _sesudah(kantor: Kantor, hasil: list[Tersimpan]) -> list[Tersimpan]:
    """After COMMIT: the books follow; one that is open elsewhere is told with the first letter."""
    catatan = pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    if catatan and hasil:
        hasil[0] = replace(hasil[0], peringatan=(*hasil[0].peringatan, *catatan))
    return hasil
