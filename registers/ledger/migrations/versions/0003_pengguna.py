"""Accounts for the browser form on the network; letters found by status."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the index; what is there stays as it is."""
    op.create_table(
        "pengguna",
        sa.Column("id", sa.Text, primary_key=True),
        *(_teks(nama) for nama in ("nama", "nip", "pos", "peran", "sandi")),
        sa.Column("sesi", sa.Integer, nullable=False),
        sa.Column("aktif", sa.Boolean, nullable=False),
        *(_teks(nama) for nama in ("dibuat", "diubah")),
    )
    op.create_index("naskah_status", "naskah", ["status", "jenis"])


def _teks(nama: str) -> sa.Column[str]:
    return sa.Column(nama, sa.Text, nullable=False)
