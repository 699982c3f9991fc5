"""Taking numbers: allocated, reserved, given up, typed in by hand, voided. The rules are design §7.

Whoever is in here holds the ledger's one write lock, and a number is inserted by the transaction that took
it: what is rolled back was never taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select, update

from registers.dasar.galat import KantorSalah, KeadaanDitolak, NaskahError, NomorDitolak
from registers.dasar.pola import urutan_sisipan
from registers.dasar.waktu import tanggal_panjang, today
from registers.ledger import skema
from registers.ledger.model import Naskah, Nomor, Seri, StatusNomor
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.rantai import json_baku
from registers.ledger.sambungan import Pelaku
from registers.ledger.seri import periksa_seri
from registers.ledger.urutan import BacaNomor, SeriAktif, bagian, cocok_nomor, nomor_dari, terbesar

_N = skema.nomor
_S = skema.seri
_PESAN_MAKS = 1000  # numbers in one reservation; more is a slip of the finger


class TulisNomor(BacaNomor, TulisPeristiwa):
    """Taking numbers."""

    def __init__(self, koneksi: Connection, pelaku: Pelaku) -> None:
        super().__init__(koneksi, pelaku)
        self._yatim: dict[tuple[str, int, int, str], str] = {}  # taken here, borne by no letter yet

    def terapkan_seri(self, defs: Sequence[Seri]) -> None:
        """Accept these series and no others, as an event. Series left out give no more numbers.

        Raises:
            KantorSalah: they could print one number twice, or a pattern is wrong.
        """
        if temuan := periksa_seri(defs):
            raise KantorSalah("Seri nomor belum benar.", temuan)
        beda = self.beda_seri(defs)
        ada = {b["id"]: b for b in self._semua(select(_S))}
        tahun = today(self._pelaku.clock, self._pelaku.zona).year
        self._jalankan(update(_S).values(aktif=False))
        for letak, seri in enumerate(defs):
            lama = ada.get(seri.id)
            if lama is not None and lama["reset"] != seri.reset:
                self._pastikan_belum_bernomor(seri)
            tetap_mulai = lama is not None and lama["mulai"] == seri.mulai and lama["reset"] == seri.reset
            nilai = {
                "pola": seri.pola,
                "tetap": json_baku(dict(seri.tetap)),
                "reset": seri.reset,
                "mulai": seri.mulai,
                "mulai_periode": lama["mulai_periode"]
                if lama is not None and tetap_mulai
                else seri.periode(date(tahun, 1, 1)),
                "mundur": seri.mundur,
                "luar": seri.luar,
                "jenis": json_baku(list(seri.jenis)),
                "aktif": True,
                "letak": letak,
            }
            self._jalankan(
                insert(_S).values(id=seri.id, **nilai)
                if lama is None
                else update(_S).where(_S.c.id == seri.id).values(**nilai)
            )
        self.catat("seri", "", {"perubahan": beda, "seri": {s.id: s.pola for s in defs}})

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
        return self._ambil(nomor)

    def catat_manual(self, seri_id: str, nomor: str, tanggal: date, *, jenis: str = "") -> Nomor:
        """Take the number of a letter that was made by hand. A jump leaves a gap that `celah` shows.

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: the number does not fit the pattern or the date, is taken, or the letter is dated
                before the number in front of it.
        """
        aktif = self._aktif(seri_id, jenis)
        terbaca = self._baca(aktif, nomor, tanggal, "catat")
        self._pastikan_bebas(terbaca)
        if not aktif.seri.luar:
            self._pastikan_urut(terbaca, aktif)
        return self._ambil(terbaca)

    def pesan(
        self,
        seri_id: str,
        tanggal: date,
        untuk: str,
        jumlah: int = 1,
        *,
        klas: str = "",
        bidang: str = "",
        keamanan: str = "",
        jenis: str = "",
    ) -> list[Nomor]:
        """Hold the next `jumlah` numbers for somebody.

        The text of a reserved number is final only when it is used: month and klas come from the letter.

        Raises:
            TidakDitemukan: no such series.
            NomorDitolak: others number the series, `untuk` is empty, or the count is not 1..1000.
        """
        aktif = self._aktif(seri_id, jenis)
        if aktif.seri.luar:
            raise NomorDitolak(f"Nomor seri {seri_id} diberi oleh pihak lain; tidak dapat dipesan di sini.")
        if not untuk.strip() or not 1 <= jumlah <= _PESAN_MAKS:
            raise NomorDitolak(
                "Pesanan nomor belum lengkap.", f"Tulis untuk siapa, dan jumlah antara 1 dan {_PESAN_MAKS}."
            )
        periode = aktif.seri.periode(tanggal)
        isi = bagian(klas, bidang, keamanan, jenis)
        akhir = self._satu(terbesar(seri_id, periode))
        awal = aktif.sesudah(akhir["urut"] if akhir else 0, periode)
        hasil: list[Nomor] = []
        for urut in range(awal, awal + jumlah):
            teks = aktif.cetak(urut, 0, tanggal, isi)
            nomor = Nomor(seri_id, periode, urut, "", teks, tanggal, "dipesan", untuk=untuk.strip())
            hasil.append(self._ambil(nomor))
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

    def selesai(self) -> None:
        """Called before COMMIT.

        Raises:
            NaskahError: a number was taken and no letter bears it; the transaction must not commit.
        """
        if self._yatim:
            raise NaskahError(
                f"Nomor {', '.join(self._yatim.values())} diambil tanpa naskah; semua dibatalkan."
            )

    def _pasang(self, naskah: Naskah) -> None:
        """Tie a letter to its number.

        Raises:
            KeadaanDitolak: the number is not there or another letter bears it.
        """
        kunci = (naskah.seri, naskah.periode, naskah.urut, naskah.sisipan)
        kena = self._jalankan(
            update(_N)
            .where(*_identitas(*kunci), _N.c.naskah_id.in_(["", naskah.id]), _N.c.teks == naskah.nomor)
            .where(_N.c.status.in_(["dipakai", "catat"]))
            .values(naskah_id=naskah.id)
        )
        if not kena:
            raise KeadaanDitolak(f"Nomor {naskah.nomor} bukan milik naskah {naskah.id}.")
        self._yatim.pop(kunci, None)

    def _batalkan_nomor(self, naskah: Naskah, alasan: str) -> None:
        self._jalankan(update(_N).where(_N.c.naskah_id == naskah.id).values(status="batal", alasan=alasan))

    def _luar(self, aktif: SeriAktif, nomor: str, tanggal: date) -> Nomor:
        if not aktif.seri.luar:
            raise NomorDitolak(
                f"Nomor seri {aktif.seri.id} diberi oleh buku besar, tidak diketik.",
                "Hilangkan --nomor; untuk surat yang dibuat dengan tangan pakai: naskah catat",
            )
        terbaca = self._baca(aktif, nomor, tanggal, "dipakai")
        self._pastikan_bebas(terbaca)
        return self._ambil(terbaca)

    def _pakai_pesanan(self, aktif: SeriAktif, pesanan: str, tanggal: date, isi: dict[str, str]) -> Nomor:
        periode = aktif.seri.periode(tanggal)
        baris = self._satu(
            select(_N)
            .where(_N.c.seri == aktif.seri.id, _N.c.periode == periode, _N.c.status == "dipesan")
            .where(cocok_nomor(pesanan))
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
        self._yatim[_kunci(nomor)] = teks
        return nomor

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
        if baris := self._satu(select(_N).where(*_identitas(*_kunci(nomor)))):
            raise NomorDitolak(
                f"Nomor {nomor.urut_lengkap} seri {nomor.seri} sudah {_TERPAKAI[baris['status']]}: "
                f"{baris['teks']}{_oleh(nomor_dari(baris))}.",
                "Periksa nomornya; satu nomor hanya untuk satu naskah.",
            )

    def _pastikan_teks_bebas(self, nomor: Nomor) -> None:
        """The last guard against a double: after a change of series two identities could print one text."""
        for baris in self._semua(select(_N).where(_N.c.teks == nomor.teks)):
            if baris["periode"] == nomor.periode or 0 in (baris["periode"], nomor.periode):
                raise NomorDitolak(
                    f"Nomor {nomor.teks} sudah dipakai dalam seri {baris['seri']}{_oleh(nomor_dari(baris))}.",
                    "Bedakan pola kedua seri itu di kantor.toml.",
                )

    def _pastikan_urut(self, nomor: Nomor, aktif: SeriAktif) -> None:
        """A typed number keeps the order of dates towards the number in front of it."""
        if nomor.urut < aktif.mulai(nomor.periode):
            raise NomorDitolak(
                f"Nomor {nomor.teks} lebih kecil daripada nomor pertama seri {nomor.seri}, "
                f"{aktif.mulai(nomor.periode)}.",
                "Periksa nomornya.",
            )
        if (
            nomor.sisipan
            and self._satu(select(_N).where(*_identitas(*_kunci(replace(nomor, sisipan=""))))) is None
        ):
            raise NomorDitolak(
                f"Nomor {nomor.urut} yang disisipi {nomor.teks} belum ada.", "Catat nomor itu dahulu."
            )
        sisip = urutan_sisipan(nomor.sisipan)
        depan = self._satu(
            select(_N)
            .where(_N.c.seri == nomor.seri, _N.c.periode == nomor.periode, ~_N.c.pesanan)
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

    def _ambil(self, nomor: Nomor) -> Nomor:
        self._pastikan_teks_bebas(nomor)
        diambil = replace(nomor, pelaku=self._pelaku.nama)
        kolom = {k: v for k, v in vars(diambil).items() if k != "sisipan"}
        sisip, pesanan = urutan_sisipan(nomor.sisipan), nomor.status == "dipesan"
        self._sisipkan(_N, {**kolom, "sisip": sisip, "pesanan": pesanan})
        if nomor.status != "dipesan":
            self._yatim[_kunci(nomor)] = nomor.teks
        return diambil

    def _ubah_status(self, nomor: Nomor, dari: StatusNomor, **nilai: object) -> bool:
        perintah = update(_N).where(*_identitas(*_kunci(nomor)), _N.c.status == dari).values(**nilai)
        return self._jalankan(perintah) == 1

    def _pastikan_belum_bernomor(self, seri: Seri) -> None:
        if self._satu(select(_N.c.urut).where(_N.c.seri == seri.id).limit(1)) is not None:
            raise KantorSalah(
                f"Aturan reset seri {seri.id} tidak dapat diubah: seri itu sudah bernomor.",
                hint="Buat seri baru dengan id lain.",
            )


_DARI_NASKAH = ("klas", "bidang", "keamanan", "jenis")
_TERPAKAI = {
    "dipakai": "dipakai",
    "catat": "tercatat",
    "dipesan": "dipesan",
    "lepas": "dilepas",
    "batal": "dipakai naskah yang batal",
}


def _kunci(nomor: Nomor) -> tuple[str, int, int, str]:
    return nomor.seri, nomor.periode, nomor.urut, nomor.sisipan


def _identitas(seri: str, periode: int, urut: int, sisipan: str) -> tuple[ColumnElement[bool], ...]:
    return (
        _N.c.seri == seri,
        _N.c.periode == periode,
        _N.c.urut == urut,
        _N.c.sisip == urutan_sisipan(sisipan),
    )


def _oleh(nomor: Nomor) -> str:
    return f" ({nomor.naskah_id})" if nomor.naskah_id else ""
