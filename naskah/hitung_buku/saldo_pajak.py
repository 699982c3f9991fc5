"""Taxes withheld that are not deposited yet, running."""

from __future__ import annotations

from naskah.hitung_buku._uang import saldo

HITUNG = saldo("dipotong", "disetor")
