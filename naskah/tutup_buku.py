"""Closing a cash book at the end of a month: figures from the book, and the berita acara from the figures."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from naskah import buku, issue
from naskah.draf import Permintaan
from naskah.hitung._uang import kanonis
from naskah.hitung_buku._tutup_kas import PEMBACA, TutupKas
from naskah.kas_buku import BUKU_KAS, JENIS, Kas, beda, bulan_tertulis, penutup, tutup
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang
from registers.pemeriksaan import belum_dicatat

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.surat import Surat
    from registers.dasar.isian import Nilai
    from registers.ledger import Naskah
    from registers.meja import HasilBuku

_BERLAKU = ("konsep", "terbit")


@dataclass(frozen=True)
class BulanBuku:
    """One month of a cash book, ready to be closed or not.

    Attributes:
        buku: id of the book.
        bulan: year and month.
        kas: what was counted; None: only the balance is asked for.
        tutup: the figures of the book.
        temuan: rows that do not count: not read, not in the ledger, or changed where it cannot be seen.
        sudah: the berita acara that closed it; None while there is none.
        berubah: what the book says otherwise than that berita acara, in words.
    """

    buku: str
    bulan: tuple[int, int]
    kas: Kas | None
    tutup: TutupKas
    temuan: tuple[Temuan, ...] = ()
    sudah: Naskah | None = None
    berubah: tuple[str, ...] = ()

    @property
    def halangan(self) -> tuple[Temuan, ...]:
        """All that keeps the month open; without a count, what keeps its figures from being sure."""
        tutup = self.tutup.temuan if self.kas is None else self.tutup.halangan
        return (*self.temuan, *tutup)

    @property
    def pesan_sudah(self) -> str:
        """That the month is closed already, and with which letter; "" while it is not."""
        if self.sudah is None:
            return ""
        surat = f"nomor {self.sudah.nomor}" if self.sudah.nomor else f"konsep {self.sudah.id}"
        return f"{bulan_tertulis(self.bulan)} sudah ditutup dengan berita acara {surat}."


def hitung(
    kantor: Kantor, id_: str, bulan: tuple[int, int], kas: Kas | None = None, *, coba: bool = False
) -> BulanBuku:
    """Bring the book up to date and add up one month of it.

    Args:
        kantor: the open office.
        id_: id of the book.
        bulan: year and month.
        kas: what was counted; None: only the balance is asked for.
        coba: write nothing; what was typed and not taken in yet is a finding then.

    Raises:
        TidakDitemukan: no such book, or not of that year.
        KeadaanDitolak: that book has no balance.
    """
    buku.pastikan_tahun(kantor, id_, bulan[0])
    if id_ not in PEMBACA:
        raise KeadaanDitolak(
            f"{kantor.buku[id_].judul} tidak bersaldo.", f"Yang dapat: {', '.join(PEMBACA)}."
        )
    # Books that wait for other reasons are written along the way, and are none of this one's concern.
    (selaras,) = (h for h in buku.sinkron(kantor, [id_], tahun=bulan[0], coba=coba) if h.buku == id_)
    temuan = belum_dicatat(kantor.ledger, kantor.folder / "buku", kantor.buku[id_], bulan[0])
    return BulanBuku(
        buku=id_,
        bulan=bulan,
        kas=kas,
        tutup=tutup(kantor, id_, bulan, kas or Kas()),
        temuan=(*_belum_selaras(selaras, coba=coba), *temuan),
        sudah=(sudah := _sudah_ditutup(kantor, id_, bulan)),
        berubah=beda(kantor, sudah.isi) if sudah else (),
    )


def _belum_selaras(hasil: HasilBuku, *, coba: bool) -> list[Temuan]:
    """What the file may say that the ledger does not know."""
    if hasil.menunggu:
        return [Temuan(hasil.berkas, hasil.menunggu, "tutup buku itu di Excel, lalu ulangi")]
    if coba and hasil.diambil:
        saran = f"jalankan dahulu: naskah buku sinkron {hasil.buku}"
        return [Temuan(hasil.berkas, f"{len(hasil.diambil)} sel belum diambil", saran)]
    return []


def _sudah_ditutup(kantor: Kantor, id_: str, bulan: tuple[int, int]) -> Naskah | None:
    """The letter that closed this month, unless it was voided; one that is issued before a draft."""
    return next(reversed(penutup(kantor, id_, bulan, *_BERLAKU)), None)


def isi_surat(satu: BulanBuku) -> Mapping[str, Nilai]:
    """The fields of the berita acara, as far as they are known; what was not counted is left blank.

    Raises:
        DataTidakSah: every finding at once: the month cannot be closed.
        KeadaanDitolak: no berita acara closes that book.
    """
    if satu.buku not in BUKU_KAS:
        raise KeadaanDitolak(
            "Buku ini tidak ditutup dengan berita acara.", f"Yang dapat: {', '.join(BUKU_KAS)}."
        )
    if satu.halangan:
        pesan = f"{BUKU_KAS[satu.buku].sebutan} {bulan_tertulis(satu.bulan)} belum dapat ditutup."
        raise DataTidakSah(pesan, satu.halangan)
    p, akhir = satu.tutup.penutupan, date(*satu.bulan, monthrange(*satu.bulan)[1])
    angka = {"saldo_awal": p.saldo_awal, "penerimaan": p.terima, "pengeluaran": p.keluar}
    if satu.kas is not None:
        angka |= {"kas_tunai": p.kas_tunai, "bank": p.bank, "surat_berharga": p.surat_berharga}
    return {
        "buku_kas": BUKU_KAS[satu.buku].sebutan,
        "penandatangan": BUKU_KAS[satu.buku].penandatangan,
        "periode": f"1 sampai dengan {tanggal_panjang(akhir)}",
        "tanggal_penutupan": akhir.isoformat(),
        **{nama: kanonis(jumlah) for nama, jumlah in angka.items()},
    }


def terbitkan(
    kantor: Kantor, satu: BulanBuku, *, tanggal: date | None = None, coba: bool = False, pdf: bool = False
) -> list[Surat]:
    """The berita acara of a month that was counted, numbered and booked like any letter.

    Asked for twice at the same moment it is made once.

    Args:
        kantor: the open office.
        satu: the month, with what was counted.
        tanggal: date of the letter; None is today.
        coba: say what would be made; no number is taken.
        pdf: also make the PDF.

    Raises:
        DataTidakSah: the month cannot be closed, every finding at once.
        KeadaanDitolak: it is closed already; what `issue.buat` raises.
    """
    isi = isi_surat(satu)
    if satu.sudah is not None:
        saran = f"Bila keliru, batalkan dahulu: naskah batal {satu.sudah.id}"
        raise KeadaanDitolak(satu.pesan_sudah, saran)
    batal = len(penutup(kantor, satu.buku, satu.bulan, "batal"))  # after a void it may be closed again
    sekali = f"tutup/{satu.buku}/{satu.bulan[0]:04}-{satu.bulan[1]:02}/{batal}"
    permintaan = Permintaan(JENIS, isi, tanggal, id_permintaan=sekali)
    return (issue.coba if coba else issue.buat)(kantor, permintaan, pdf=pdf)
