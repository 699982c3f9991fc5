"""Books that live: what people typed, older versions of rows, conflicts; dispositions; the archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; what is there stays as it is."""
    op.add_column("buku", _teks("sidik", bawaan=""))
    op.add_column("buku", sa.Column("diambil_urut", sa.Integer, nullable=False, server_default="0"))
    op.add_column("baris_buku", _teks("orang", bawaan="{}"))
    op.add_column("baris_buku", _teks("pesan", bawaan=""))
    _riwayat()
    _disposisi()
    _arsip()


def _teks(nama: str, bawaan: str | None = None) -> sa.Column[str]:
    return sa.Column(nama, sa.Text, nullable=False, server_default=bawaan)


def _bilangan(nama: str) -> sa.Column[int]:
    return sa.Column(nama, sa.Integer, nullable=False, autoincrement=False)


def _naskah() -> sa.Column[str]:
    induk = sa.ForeignKey("naskah.id", deferrable=True, initially="DEFERRED")
    return sa.Column("naskah_id", sa.Text, induk, nullable=False)


def _riwayat() -> None:
    op.create_table(
        "riwayat_baris",
        _teks("buku"),
        _bilangan("tahun"),
        _teks("kunci"),
        _bilangan("peristiwa"),
        *(_teks(nama) for nama in ("nilai", "orang", "pesan")),
        sa.PrimaryKeyConstraint("buku", "tahun", "kunci", "peristiwa"),
    )
    op.create_table(
        "konflik",
        sa.Column("id", sa.Integer, primary_key=True),
        _teks("buku"),
        _bilangan("tahun"),
        *(_teks(nama) for nama in ("kunci", "kolom", "nilai_buku", "nilai_besar")),
        _bilangan("peristiwa"),
        *(_teks(nama) for nama in ("waktu", "status", "putusan")),
    )
    op.create_index("konflik_status", "konflik", ["status", "buku", "tahun"])


def _disposisi() -> None:
    op.create_table(
        "disposisi",
        sa.Column("id", sa.Text, primary_key=True),
        _naskah(),
        *(_teks(nama) for nama in ("induk", "dari", "kepada", "instruksi")),
        sa.Column("batas", sa.Date),
        *(_teks(nama) for nama in ("status", "dibuat", "diterima", "selesai", "jawaban")),
    )
    op.create_index("disposisi_naskah", "disposisi", ["naskah_id"])
    op.create_index("disposisi_status", "disposisi", ["status", "kepada"])


def _arsip() -> None:
    op.create_table(
        "arsip",
        sa.Column("naskah_id", sa.Text, sa.ForeignKey("naskah.id"), primary_key=True),
        *(_teks(nama) for nama in ("klas", "lokasi")),
        sa.Column("tanggal", sa.Date, nullable=False),
        sa.Column("aktif_sampai", sa.Date),
        sa.Column("inaktif_sampai", sa.Date),
        *(_teks(nama) for nama in ("nasib", "keadaan")),
    )
    op.create_index("arsip_keadaan", "arsip", ["keadaan", "aktif_sampai"])
