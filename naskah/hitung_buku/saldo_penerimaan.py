"""What the bendahara penerimaan holds: receipts that are not deposited yet, running (SOP 10)."""

from __future__ import annotations

from naskah.hitung_buku._uang import saldo

HITUNG = saldo("jumlah", "disetor")
