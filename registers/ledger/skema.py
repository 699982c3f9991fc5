"""The tables as queries see them. They are made by `migrations/`; a test compares the two.

JSON is kept as canonical text and moments as ISO text in UTC, so that both engines store, and the chain
hashes, the very same characters.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

VERSI = 5  # the newest revision in migrations/versions that this program knows

metadata = MetaData()


def _teks(nama: str) -> Column[str]:
    return Column(nama, Text, nullable=False)


meta = Table("meta", metadata, Column("kunci", Text, primary_key=True), _teks("nilai"))

seri = Table(
    "seri",
    metadata,
    Column("id", Text, primary_key=True),
    _teks("pola"),
    _teks("tetap"),
    _teks("reset"),
    Column("mulai", Integer, nullable=False),
    # The one period that starts at `mulai`; all others start at 1.
    Column("mulai_periode", Integer, nullable=False),
    _teks("mundur"),
    Column("luar", Boolean, nullable=False),
    _teks("jenis"),
    Column("aktif", Boolean, nullable=False),
    Column("letak", Integer, nullable=False),
)

# No counter stands beside the numbers: the last one is read from the unique key, under the write lock.
nomor = Table(
    "nomor",
    metadata,
    Column("seri", Text, ForeignKey("seri.id"), primary_key=True),
    Column("periode", Integer, primary_key=True, autoincrement=False),
    Column("urut", Integer, primary_key=True, autoincrement=False),
    # The suffix as a number, so that .z sorts before .aa; 0 is none.
    Column("sisip", Integer, primary_key=True, autoincrement=False),
    _teks("teks"),
    Column("tanggal", Date, nullable=False),
    _teks("status"),
    # Reserved once: used or not, it says nothing about the order of dates.
    Column("pesanan", Boolean, nullable=False),
    _teks("pelaku"),
    _teks("untuk"),
    _teks("alasan"),
    _teks("naskah_id"),
    Index("nomor_teks", "teks"),
    Index("nomor_urut", "seri", "periode", "pesanan", "urut", "sisip"),
    Index("nomor_naskah", "naskah_id"),
)

naskah = Table(
    "naskah",
    metadata,
    Column("id", Text, primary_key=True),
    _teks("arah"),
    _teks("jenis"),
    _teks("judul"),
    _teks("status"),
    Column("versi", Integer, nullable=False),
    _teks("seri"),
    Column("periode", Integer, nullable=False),
    Column("urut", Integer, nullable=False),
    _teks("sisipan"),
    _teks("nomor"),
    Column("tanggal", Date),
    _teks("klas"),
    _teks("hal"),
    _teks("kepada"),
    _teks("sifat"),
    _teks("keamanan"),
    _teks("penandatangan"),
    Column("id_permintaan", Text, unique=True),
    _teks("sidik"),
    _teks("isi"),
    _teks("bahan"),
    _teks("pencarian"),
    _teks("induk"),
    _teks("dibuat"),
    _teks("diubah"),
    Index("naskah_nomor", "nomor"),
    Index("naskah_tanggal", "tanggal", "id"),
    Index("naskah_induk", "induk"),
    Index("naskah_status", "status", "jenis"),
)

peristiwa = Table(
    "peristiwa",
    metadata,
    Column("urut", Integer, primary_key=True, autoincrement=False),
    _teks("waktu"),
    _teks("zona"),
    _teks("pelaku"),
    _teks("jenis"),
    _teks("naskah_id"),
    _teks("isi"),
    _teks("hash_lalu"),
    _teks("hash"),
    Index("peristiwa_naskah", "naskah_id"),
)

berkas = Table(
    "berkas",
    metadata,
    Column("letak", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column(
        "naskah_id",
        Text,
        ForeignKey("naskah.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    _teks("sha256"),
    _teks("isi_sha256"),
    Column("ukuran", Integer, nullable=False),
    _teks("macam"),
    Column("versi", Integer, nullable=False),
)

isi = Table(
    "isi",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

buku = Table(
    "buku",
    metadata,
    Column("buku", Text, primary_key=True),
    Column("tahun", Integer, primary_key=True, autoincrement=False),
    Column("sampai_urut", Integer, nullable=False),
    _teks("hash"),
    _teks("sidik"),
    Column("diambil_urut", Integer, nullable=False),
)

baris_buku = Table(
    "baris_buku",
    metadata,
    Column("buku", Text, primary_key=True),
    Column("tahun", Integer, primary_key=True, autoincrement=False),
    Column("kunci", Text, primary_key=True),
    _teks("nilai"),
    _teks("orang"),
    _teks("pesan"),
    Column("peristiwa", Integer, nullable=False),
    Column("urutan", Integer, nullable=False),
    UniqueConstraint("buku", "tahun", "urutan", name="baris_buku_urutan"),
    Index("baris_buku_peristiwa", "buku", "tahun", "peristiwa"),
    Index("baris_buku_kunci", "kunci"),
)

# Rows as they were before their last change: what an older copy of a workbook is compared with.
riwayat_baris = Table(
    "riwayat_baris",
    metadata,
    Column("buku", Text, primary_key=True),
    Column("tahun", Integer, primary_key=True, autoincrement=False),
    Column("kunci", Text, primary_key=True),
    Column("peristiwa", Integer, primary_key=True, autoincrement=False),
    _teks("nilai"),
    _teks("orang"),
    _teks("pesan"),
)

konflik = Table(
    "konflik",
    metadata,
    Column("id", Integer, primary_key=True),
    _teks("buku"),
    Column("tahun", Integer, nullable=False),
    _teks("kunci"),
    _teks("kolom"),
    _teks("nilai_buku"),
    _teks("nilai_besar"),
    Column("peristiwa", Integer, nullable=False),
    _teks("waktu"),
    _teks("status"),
    _teks("putusan"),
    Index("konflik_status", "status", "buku", "tahun"),
)

disposisi = Table(
    "disposisi",
    metadata,
    Column("id", Text, primary_key=True),
    Column("naskah_id", Text, ForeignKey("naskah.id", deferrable=True, initially="DEFERRED"), nullable=False),
    _teks("induk"),
    _teks("dari"),
    _teks("kepada"),
    _teks("instruksi"),
    Column("batas", Date),
    _teks("status"),
    _teks("dibuat"),
    _teks("diterima"),
    _teks("selesai"),
    _teks("jawaban"),
    Index("disposisi_naskah", "naskah_id"),
    Index("disposisi_status", "status", "kepada"),
)

arsip = Table(
    "arsip",
    metadata,
    Column("naskah_id", Text, ForeignKey("naskah.id"), primary_key=True),
    _teks("klas"),
    _teks("lokasi"),
    Column("tanggal", Date, nullable=False),
    Column("aktif_sampai", Date),
    Column("inaktif_sampai", Date),
    _teks("nasib"),
    _teks("keadaan"),
    Index("arsip_keadaan", "keadaan", "aktif_sampai"),
)

# Who may log in over the network; the password only as its argon2 hash.
pengguna = Table(
    "pengguna",
    metadata,
    Column("id", Text, primary_key=True),
    _teks("nama"),
    _teks("nip"),
    _teks("pos"),
    _teks("peran"),
    _teks("sandi"),
    # Raised to end every session of the account.
    Column("sesi", Integer, nullable=False),
    Column("aktif", Boolean, nullable=False),
    _teks("dibuat"),
    _teks("diubah"),
)

# A merge and its rows: what is to be done and how far it is. Mutable, outside the chain; its letters are not.
pekerjaan = Table(
    "pekerjaan",
    metadata,
    Column("id", Text, primary_key=True),
    _teks("jenis"),
    _teks("sumber"),
    _teks("masukan"),
    _teks("pelaku"),
    Column("tanggal", Date),
    _teks("pilihan"),
    _teks("keadaan"),
    _teks("sebab"),
    Column("jumlah", Integer, nullable=False),
    _teks("dibuat"),
    _teks("diubah"),
    Index("pekerjaan_dibuat", "dibuat"),
)

baris_pekerjaan = Table(
    "baris_pekerjaan",
    metadata,
    Column("pekerjaan", Text, ForeignKey("pekerjaan.id"), primary_key=True),
    Column("nomor", Integer, primary_key=True, autoincrement=False),
    _teks("isi"),
    _teks("bagian"),
    _teks("keadaan"),
    _teks("naskah_id"),
    _teks("pesan"),
    _teks("temuan"),
    Index("baris_pekerjaan_keadaan", "pekerjaan", "keadaan", "nomor"),
)
