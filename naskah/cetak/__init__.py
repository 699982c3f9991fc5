"""Pages printed from rows: kartu kendali, lembar disposisi, receipts, labels. No number, no ledger event.

One folder templates/_cetak/<id>/ with cetak.toml, naskah.docx and contoh.toml is one of them; found by
discovery, the office's own before ours.

    from naskah.cetak import Pilihan, cetak

    cetak(kantor, "kartu-kendali-masuk", Pilihan(dari="1", sampai="100"), pdf=True)
"""

from __future__ import annotations

from naskah.cetak.baris import Pilihan
from naskah.cetak.buku import cetak_buku
from naskah.cetak.deklarasi import Cetakan, daftar, muat, semua
from naskah.cetak.halaman import Hasil, cetak

__all__ = ["Cetakan", "Hasil", "Pilihan", "cetak", "cetak_buku", "daftar", "muat", "semua"]
