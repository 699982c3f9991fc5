"""Numbers held for somebody: reserved, used, given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from registers.dasar.galat import NomorDitolak
from registers.ledger import skema
from registers.ledger.model import Nomor
from registers.ledger.pengambilan import PengambilNomor, kunci
from registers.ledger.urutan import SeriAktif, bagian, cocok_nomor, nomor_dari, terbesar

_N = skema.nomor
_PESAN_MAKS = 1000  # numbers in one reservation; more is a slip of the finger


class TulisPesanan(PengambilNomor):
    """Holding numbers."""

    def pesan(
        self,
        seri_id: str,
        tanggal: date,
        untuk: str,
        jumlah: int = 1,
        *,
        klas: str = "",
    ) -> list[Nomor]:
        """Hold the next `jumlah` numbers for somebody.

        The text of a reserved number is final only when it is used: month and parts come from the letter.
        Parts not known yet are left open (`pola.BELUM`).

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: others number the series, `untuk` is empty, or the count is not 1..1000.
        """
        aktif = self._aktif(seri_id)
        if aktif.seri.luar:
            raise NomorDitolak(f"Nomor seri {seri_id} diberi oleh pihak lain; tidak dapat dipesan di sini.")
        if not untuk.strip() or not 1 <= jumlah <= _PESAN_MAKS:
            raise NomorDitolak(
                "Pesanan nomor belum lengkap.", f"Tulis untuk siapa, dan jumlah antara 1 dan {_PESAN_MAKS}."
            )
        periode = aktif.seri.periode(tanggal)
        isi = bagian(klas, "", "", "")
        akhir = self._satu(terbesar(seri_id, periode))
        awal = aktif.sesudah(akhir["urut"] if akhir else 0, periode)
        hasil = self._ambil(
            *(
                Nomor(
                    seri_id,
                    periode,
                    urut,
                    "",
                    aktif.cetak(urut, 0, tanggal, isi, contoh=True),
                    tanggal,
                    "dipesan",
                    untuk=untuk.strip(),
                )
                for urut in range(awal, awal + jumlah)
            )
        )
        self.catat("pesan", "", {"seri": seri_id, "nomor": [n.teks for n in hasil], "untuk": untuk.strip()})
        return hasil

    def lepas(self, nomor: Nomor, alasan: str) -> Nomor:
        """Give up a reserved number; it stays missing from the sequence, with the reason.

        Raises:
            NomorDitolak: it is not held, or no reason was given.
        """
        if not alasan.strip():
            raise NomorDitolak("Alasan melepas nomor belum ditulis.", "Tulis --alasan.")
        lepas = replace(nomor, status="lepas", alasan=alasan.strip())
        if not self._ubah_status(nomor, "dipesan", status="lepas", alasan=lepas.alasan):
            raise NomorDitolak(f"Nomor {nomor.teks} tidak sedang dipesan.", "Lihat: naskah celah")
        self.catat("lepas", "", {"seri": nomor.seri, "nomor": nomor.teks, "alasan": lepas.alasan})
        return lepas

    def _pakai_pesanan(self, aktif: SeriAktif, pesanan: str, tanggal: date, isi: dict[str, str]) -> Nomor:
        periode = aktif.seri.periode(tanggal)
        terurai = aktif.pola.baca(pesanan)
        baris = self._satu(
            select(_N)
            .where(_N.c.seri == aktif.seri.id, _N.c.periode == periode, _N.c.status == "dipesan")
            .where(cocok_nomor(str(terurai["urut"]) if terurai else pesanan))
        )
        if baris is None:
            raise NomorDitolak(
                f"Nomor {pesanan} tidak sedang dipesan di seri {aktif.seri.id} untuk tahun surat itu.",
                f"Lihat nomor yang dipesan: naskah celah {aktif.seri.id}",
            )
        lama = nomor_dari(baris)
        teks = aktif.cetak(lama.urut, 0, tanggal, isi)
        nomor = replace(lama, teks=teks, tanggal=tanggal, status="dipakai", pelaku=self._pelaku.nama)
        if teks != lama.teks:
            self._pastikan_teks_bebas(nomor)
        self._ubah_status(
            lama, "dipesan", status="dipakai", teks=teks, tanggal=tanggal, pelaku=self._pelaku.nama
        )
        self._yatim[kunci(nomor)] = teks
        return nomor
