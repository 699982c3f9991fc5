"""The office's ledger and its live Excel books. Imports nothing from `naskah`."""
