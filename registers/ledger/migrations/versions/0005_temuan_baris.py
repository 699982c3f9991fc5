"""What is wrong with a row of a merge, cell by cell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; rows that are there know their reasons in words only."""
    op.add_column("baris_pekerjaan", sa.Column("temuan", sa.Text, nullable=False, server_default="[]"))
