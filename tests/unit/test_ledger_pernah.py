"""What was issued before, on both engines: void letters and rows without one do not count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from registers.ledger import Ledger
from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan
from tests.conftest_ledger import terbitkan


def test_only_letters_that_hold_count_as_issued_before(pasang_seri: Callable[..., Ledger]) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        surat = [terbitkan(tx, date(2026, 11, 23)) for _ in range(3)]
        baris = [BarisPekerjaan(n, naskah_id=s.id, keadaan="selesai") for n, s in enumerate(surat, 7)]
        baris.append(BarisPekerjaan(10))
        tx.mulai_pekerjaan(Pekerjaan("G-contoh", surat[0].jenis, "a.xlsx", "sidik", jumlah=4), baris)
        tx.ubah_baris_pekerjaan("G-contoh", baris)
        tx.batal(surat[1].id, "salah")
    with ledger.baca() as baca:
        terbit = list(baca.baris_terbit(surat[0].jenis, "sidik"))
        assert [(b.pekerjaan, b.nomor) for b in terbit] == [("G-contoh", 7), ("G-contoh", 9)]
        assert list(baca.baris_terbit(surat[0].jenis, "lain")) == []
        assert list(baca.baris_terbit("lain", "sidik")) == []
        assert sorted(nomor for _, nomor in baca.isi_terbit(surat[0].jenis)) == [
            surat[0].nomor,
            surat[2].nomor,
        ]
