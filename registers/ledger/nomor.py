"""The number of a letter: the next of its series, or typed by a person. The rules are design §7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from registers.dasar.galat import NomorDitolak
from registers.dasar.pola import urutan_sisipan
from registers.dasar.waktu import tanggal_panjang
from registers.ledger import skema
from registers.ledger.model import Nomor, StatusNomor
from registers.ledger.pengambilan import identitas, kunci, oleh
from registers.ledger.pesanan import TulisPesanan
from registers.ledger.urutan import LOMPATAN_MAKS, SeriAktif, bagian, nomor_dari, terbesar

_N = skema.nomor


class TulisNomor(TulisPesanan):
    """Taking the number of a letter, from the sequence or as somebody wrote it."""

    def alokasi(
        self,
        seri_id: str,
        tanggal: date,
        klas: str = "",
        bidang: str = "",
        keamanan: str = "",
        jenis: str = "",
        pesanan: str | None = None,
        luar: str | None = None,
    ) -> Nomor:
        """Take the number of a letter; it must be borne by a saved letter before the transaction ends.

        Args:
            seri_id: the series.
            tanggal: date of the letter in the office's zone.
            klas: its archive code, if the pattern prints it.
            bidang: its division, if the pattern prints it.
            keamanan: its security class, if the pattern prints it.
            jenis: its type; also checked against the types that may use the series.
            pesanan: use this reserved number (its text or running number); exempt from the order of dates.
            luar: the number somebody else gave; only, and always, in a series `luar`.

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: see `berikut`; or the reserved number is not held, or the given one does not fit
                its pattern or is taken.
        """
        aktif = self._aktif(seri_id, jenis)
        if luar:
            return self._luar(aktif, luar, tanggal)
        if pesanan:
            return self._pakai_pesanan(aktif, pesanan, tanggal, bagian(klas, bidang, keamanan, jenis))
        nomor = self.berikut(seri_id, tanggal, klas=klas, bidang=bidang, keamanan=keamanan, jenis=jenis)
        return self._ambil(nomor)[0]

    def alokasi_banyak(
        self, seri_id: str, tanggal: date, jenis: str, untuk: Sequence[tuple[str, Mapping[str, str]]]
    ) -> list[Nomor]:
        """Take the numbers of many letters of one type and day, one after the other.

        Args:
            seri_id: the series.
            tanggal: their date in the office's zone.
            jenis: their type.
            untuk: as `berikut_banyak`; each must be saved by `simpan_terbit` before the transaction ends.

        Raises:
            TidakDitemukan, NomorDitolak: as `alokasi`; none is taken then.
        """
        return self._ambil(*self.berikut_banyak(seri_id, tanggal, jenis, untuk))

    def catat_manual(self, seri_id: str, nomor: str, tanggal: date, *, jenis: str = "") -> Nomor:
        """Take the number of a letter that was made by hand. A jump leaves a gap that `celah` shows.

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: the number does not fit the pattern or the date, is taken, jumps too far ahead, or
                the letter is dated before the number in front of it.
        """
        aktif = self._aktif(seri_id, jenis)
        terbaca = self._baca(aktif, nomor, tanggal, "catat")
        self._pastikan_bebas(terbaca)
        if not aktif.seri.luar:
            self._pastikan_urut(terbaca, aktif)
        return self._ambil(terbaca)[0]

    def _luar(self, aktif: SeriAktif, nomor: str, tanggal: date) -> Nomor:
        if not aktif.seri.luar:
            raise NomorDitolak(
                f"Nomor seri {aktif.seri.id} diberi oleh buku besar, tidak diketik.",
                "Hilangkan --nomor; untuk surat yang dibuat dengan tangan pakai: naskah catat",
            )
        terbaca = self._baca(aktif, nomor, tanggal, "dipakai")
        self._pastikan_bebas(terbaca)
        return self._ambil(terbaca)[0]

    def _baca(self, aktif: SeriAktif, teks: str, tanggal: date, status: StatusNomor) -> Nomor:
        """A typed number as its identity, checked against pattern and date."""
        rapi = " ".join(teks.split())
        terurai = aktif.pola.baca(rapi)
        if terurai is None:
            raise NomorDitolak(
                f"Nomor {rapi!r} tidak sesuai pola seri {aktif.seri.id}: {aktif.pola.asal}.",
                "Periksa ketikan, garis miring, dan kodenya.",
            )
        urut, sisip = int(terurai["urut"]), urutan_sisipan(terurai.get("sisipan", ""))
        if aktif.cetak(urut, sisip, tanggal, {k: v for k, v in terurai.items() if k in _DARI_NASKAH}) != rapi:
            raise NomorDitolak(
                f"Bulan atau tahun dalam nomor {rapi} tidak sama dengan tanggal surat, "
                f"{tanggal_panjang(tanggal)}.",
                "Samakan nomor atau tanggalnya.",
            )
        periode = aktif.seri.periode(tanggal)
        return Nomor(aktif.seri.id, periode, urut, terurai.get("sisipan", ""), rapi, tanggal, status)

    def _pastikan_bebas(self, nomor: Nomor) -> None:
        if baris := self._satu(select(_N).where(*identitas(*kunci(nomor)))):
            raise NomorDitolak(
                f"Nomor {nomor.urut_lengkap} seri {nomor.seri} sudah {_TERPAKAI[baris['status']]}: "
                f"{baris['teks']}{oleh(nomor_dari(baris))}.",
                "Periksa nomornya; satu nomor hanya untuk satu naskah.",
            )

    def _pastikan_urut(self, nomor: Nomor, aktif: SeriAktif) -> None:
        """A typed number keeps the order of dates towards the last number in front of it that is not void."""
        if nomor.urut < aktif.mulai(nomor.periode):
            raise NomorDitolak(
                f"Nomor {nomor.teks} lebih kecil daripada nomor pertama seri {nomor.seri}, "
                f"{aktif.mulai(nomor.periode)}.",
                "Periksa nomornya.",
            )
        akhir = self._satu(terbesar(nomor.seri, nomor.periode))
        berikut = aktif.sesudah(akhir["urut"] if akhir else 0, nomor.periode)
        if nomor.urut > berikut + LOMPATAN_MAKS:
            # One slip of the finger would end the series: every later letter follows the highest number.
            raise NomorDitolak(
                f"Nomor {nomor.teks} melompat terlalu jauh: nomor seri {nomor.seri} berikutnya adalah "
                f"{berikut}.",
                "Periksa ketikannya; bila memang benar, catat dahulu nomor-nomor di antaranya "
                f"(paling jauh {LOMPATAN_MAKS} sekali lompat).",
            )
        if (
            nomor.sisipan
            and self._satu(select(_N).where(*identitas(*kunci(replace(nomor, sisipan=""))))) is None
        ):
            raise NomorDitolak(
                f"Nomor {nomor.urut} yang disisipi {nomor.teks} belum ada.", "Catat nomor itu dahulu."
            )
        sisip = urutan_sisipan(nomor.sisipan)
        depan = self._satu(
            select(_N)
            .where(_N.c.seri == nomor.seri, _N.c.periode == nomor.periode)
            .where(~_N.c.pesanan, _N.c.status != "batal")
            .where((_N.c.urut < nomor.urut) | ((_N.c.urut == nomor.urut) & (_N.c.sisip < sisip)))
            .order_by(_N.c.urut.desc(), _N.c.sisip.desc())
            .limit(1)
        )
        if depan is not None and nomor.tanggal < depan["tanggal"]:
            raise NomorDitolak(
                f"Nomor {nomor.teks} tanggal {tanggal_panjang(nomor.tanggal)} mendahului nomor di depannya, "
                f"{depan['teks']} tanggal {tanggal_panjang(depan['tanggal'])}.",
                "Periksa nomor dan tanggalnya.",
            )


_DARI_NASKAH = ("klas", "bidang", "keamanan", "jenis")
_TERPAKAI = {
    "dipakai": "dipakai",
    "catat": "tercatat",
    "dipesan": "dipesan",
    "lepas": "dilepas",
    "batal": "dipakai naskah yang batal",
}
