"""Berita acara penutupan kas: what the book says must lie in the safe and in the bank (SOP 9, 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._kas import Penutupan, tutup
from naskah.hitung._uang import NOL, kanonis, rp, uang
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang


def penutupan_kas(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The balance of a month, and that it is there.

    Args:
        isi: `tanggal_penutupan`; optional `saldo_awal`, `penerimaan`, `pengeluaran` of the month as the book
            has them, and `kas_tunai`, `bank`, `surat_berharga` as counted.
        acuan: the letter's date.

    Returns:
        `saldo_buku`, which is what was counted.

    Raises:
        DataTidakSah: an amount or the balance below zero, a difference (named), or a closing after the day
            of the letter.
    """
    hari = date.fromisoformat(isi["tanggal_penutupan"])
    terima, keluar = uang(isi.get("penerimaan")), uang(isi.get("pengeluaran"))
    kas = Penutupan(
        hari.year,
        hari.month,
        saldo_awal=uang(isi.get("saldo_awal")),
        terima=terima,
        keluar=keluar,
        terima_sd=terima,
        keluar_sd=keluar,
        kas_tunai=uang(isi.get("kas_tunai")),
        bank=uang(isi.get("bank")),
        surat_berharga=uang(isi.get("surat_berharga")),
    )
    buku = {"saldo_awal": kas.saldo_awal, "penerimaan": terima, "pengeluaran": keluar}
    temuan = [
        Temuan(nama, "tidak boleh negatif", "tulis jumlahnya", rp(jumlah))
        for nama, jumlah in buku.items()
        if jumlah < NOL
    ]
    if kas.saldo < NOL:
        temuan.append(Temuan("pengeluaran", f"saldo menjadi {rp(kas.saldo)}", "periksa ketiga jumlahnya"))
    if hari > acuan.tanggal:
        saran = "tulis tanggal yang tidak sesudah tanggal berita acara"
        temuan.append(Temuan("tanggal_penutupan", "sesudah tanggal surat", saran, tanggal_panjang(hari)))
    if temuan:
        raise DataTidakSah("Kas belum dapat ditutup.", temuan)
    return HasilHitung({"saldo_buku": kanonis(tutup(kas).saldo)})


HITUNG = penutupan_kas
