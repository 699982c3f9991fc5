"""The running balance of the BKU pengeluaran (SOP 9, 11)."""

from __future__ import annotations

from naskah.hitung_buku._uang import saldo

HITUNG = saldo("penerimaan", "pengeluaran")
