"""Kind "jabatan": posts, one per line: ids of kantor.toml or as people call them (paraf)."""

from __future__ import annotations

from registers.dasar.kinds.baris import Baris


class Jabatan(Baris):
    """Read and printed as "baris"; a form offers the posts of the office."""

    nama = "jabatan"


KIND = Jabatan()
