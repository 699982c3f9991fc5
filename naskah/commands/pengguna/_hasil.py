"""How accounts are shown; the hash of a password never is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from registers.ledger import Pengguna

_KUNCI = ("id", "nama", "nip", "pos", "peran", "aktif", "dibuat", "diubah")


def cetak_pengguna(semua: Sequence[Pengguna], *, sebagai_json: bool, pesan: str = "") -> None:
    """Print accounts: JSON `{"pengguna": [...]}`, else `pesan`, else a table."""
    if sebagai_json:
        cetak_json({"pengguna": [{k: getattr(p, k) for k in _KUNCI} for p in semua]})
    elif pesan:
        tulis(pesan)
    elif not semua:
        tulis("Belum ada pengguna. Tambah: naskah pengguna tambah NAMA_MASUK --nama NAMA --peran admin")
    else:
        tabel(
            ("Nama masuk", "Peran", "Keadaan", "Jabatan", "NIP", "Nama"),
            [
                (p.id, p.peran, "aktif" if p.aktif else "nonaktif", p.pos or "-", p.nip or "-", p.nama)
                for p in semua
            ],
        )
