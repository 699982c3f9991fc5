"""The first schema: series, numbers, letters, events, files, contents, book rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, and the triggers that keep events as they are."""
    _nomor()
    _naskah()
    _buku()
    if op.get_bind().dialect.name == "postgresql":
        _kekal_postgresql()
    else:
        _kekal_sqlite()


def _teks(nama: str) -> sa.Column[str]:
    return sa.Column(nama, sa.Text, nullable=False)


def _bilangan(nama: str) -> sa.Column[int]:
    return sa.Column(nama, sa.Integer, nullable=False, autoincrement=False)


def _nomor() -> None:
    op.create_table("meta", sa.Column("kunci", sa.Text, primary_key=True), _teks("nilai"))
    op.create_table(
        "seri",
        sa.Column("id", sa.Text, primary_key=True),
        _teks("pola"),
        _teks("tetap"),
        _teks("reset"),
        _bilangan("mulai"),
        _bilangan("mulai_periode"),
        _teks("mundur"),
        sa.Column("luar", sa.Boolean, nullable=False),
        _teks("jenis"),
        sa.Column("aktif", sa.Boolean, nullable=False),
        _bilangan("letak"),
    )
    op.create_table(
        "nomor",
        sa.Column("seri", sa.Text, sa.ForeignKey("seri.id"), nullable=False),
        _bilangan("periode"),
        _bilangan("urut"),
        _bilangan("sisip"),
        _teks("teks"),
        sa.Column("tanggal", sa.Date, nullable=False),
        _teks("status"),
        sa.Column("pesanan", sa.Boolean, nullable=False),
        _teks("pelaku"),
        _teks("untuk"),
        _teks("alasan"),
        _teks("naskah_id"),
        sa.PrimaryKeyConstraint("seri", "periode", "urut", "sisip"),
    )
    op.create_index("nomor_teks", "nomor", ["teks"])
    op.create_index("nomor_urut", "nomor", ["seri", "periode", "pesanan", "urut", "sisip"])
    op.create_index("nomor_naskah", "nomor", ["naskah_id"])


def _naskah() -> None:
    op.create_table(
        "naskah",
        sa.Column("id", sa.Text, primary_key=True),
        *(_teks(nama) for nama in ("arah", "jenis", "judul", "status")),
        _bilangan("versi"),
        _teks("seri"),
        _bilangan("periode"),
        _bilangan("urut"),
        _teks("sisipan"),
        _teks("nomor"),
        sa.Column("tanggal", sa.Date),
        *(_teks(nama) for nama in ("klas", "hal", "kepada", "sifat", "keamanan", "penandatangan")),
        sa.Column("id_permintaan", sa.Text, unique=True),
        *(_teks(nama) for nama in ("sidik", "isi", "bahan", "pencarian", "induk", "dibuat", "diubah")),
    )
    op.create_index("naskah_nomor", "naskah", ["nomor"])
    op.create_index("naskah_tanggal", "naskah", ["tanggal", "id"])
    op.create_index("naskah_induk", "naskah", ["induk"])
    op.create_table(
        "peristiwa",
        sa.Column("urut", sa.Integer, primary_key=True, autoincrement=False),
        *(_teks(nama) for nama in ("waktu", "zona", "pelaku", "jenis", "naskah_id", "isi", "hash_lalu", "hash")),
    )
    op.create_index("peristiwa_naskah", "peristiwa", ["naskah_id"])
    op.create_table(
        "berkas",
        sa.Column("letak", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, nullable=False, unique=True),
        sa.Column(
            "naskah_id",
            sa.Text,
            sa.ForeignKey("naskah.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        _teks("sha256"),
        _teks("isi_sha256"),
        _bilangan("ukuran"),
        _teks("macam"),
        _bilangan("versi"),
    )
    op.create_index("ix_berkas_naskah_id", "berkas", ["naskah_id"])
    op.create_table(
        "isi",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _buku() -> None:
    op.create_table(
        "buku",
        _teks("buku"),
        _bilangan("tahun"),
        _bilangan("sampai_urut"),
        _teks("hash"),
        sa.PrimaryKeyConstraint("buku", "tahun"),
    )
    op.create_table(
        "baris_buku",
        _teks("buku"),
        _bilangan("tahun"),
        _teks("kunci"),
        _teks("nilai"),
        _bilangan("peristiwa"),
        _bilangan("urutan"),
        sa.PrimaryKeyConstraint("buku", "tahun", "kunci"),
        sa.UniqueConstraint("buku", "tahun", "urutan", name="baris_buku_urutan"),
    )
    op.create_index("baris_buku_kunci", "baris_buku", ["kunci"])
    op.create_index("baris_buku_peristiwa", "baris_buku", ["buku", "tahun", "peristiwa"])


def _kekal_sqlite() -> None:
    for aksi in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER peristiwa_kekal_{aksi.lower()} BEFORE {aksi} ON peristiwa "
            "BEGIN SELECT RAISE(ABORT, 'peristiwa tidak dapat diubah atau dihapus'); END"
        )


def _kekal_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION peristiwa_kekal() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'peristiwa tidak dapat diubah atau dihapus'; END $$"
    )
    op.execute(
        "CREATE TRIGGER peristiwa_kekal BEFORE UPDATE OR DELETE ON peristiwa "
        "FOR EACH ROW EXECUTE FUNCTION peristiwa_kekal()"
    )
    op.execute(
        "CREATE TRIGGER peristiwa_kekal_kosongkan BEFORE TRUNCATE ON peristiwa "
        "FOR EACH STATEMENT EXECUTE FUNCTION peristiwa_kekal()"
    )
