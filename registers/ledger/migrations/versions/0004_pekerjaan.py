"""Merges: jobs and the state of each of their rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; what is there stays as it is."""
    op.create_table(
        "pekerjaan",
        sa.Column("id", sa.Text, primary_key=True),
        *(_teks(nama) for nama in ("jenis", "sumber", "masukan", "pelaku")),
        sa.Column("tanggal", sa.Date),
        *(_teks(nama) for nama in ("pilihan", "keadaan", "sebab")),
        sa.Column("jumlah", sa.Integer, nullable=False),
        *(_teks(nama) for nama in ("dibuat", "diubah")),
    )
    op.create_index("pekerjaan_dibuat", "pekerjaan", ["dibuat"])
    op.create_table(
        "baris_pekerjaan",
        sa.Column("pekerjaan", sa.Text, sa.ForeignKey("pekerjaan.id"), primary_key=True),
        sa.Column("nomor", sa.Integer, primary_key=True, autoincrement=False),
        *(_teks(nama) for nama in ("isi", "bagian", "keadaan", "naskah_id", "pesan")),
    )
    op.create_index("baris_pekerjaan_keadaan", "baris_pekerjaan", ["pekerjaan", "keadaan", "nomor"])


def _teks(nama: str) -> sa.Column[str]:
    return sa.Column(nama, sa.Text, nullable=False)
