"""The fields of an office's settings as people type them, and how what was typed is read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from naskah import fields
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.pola import TOKEN
from registers.dasar.temuan import Temuan

INSTANSI = (
    Isian("pemerintah", label="Pemerintah daerah", wajib=True),
    Isian("nama", label="Nama perangkat daerah", wajib=True),
    Isian("unit", label="Unit"),
    Isian("gubernur", label="Sebutan gubernur", bantuan="Seperti dicetak pada keputusan gubernur."),
    Isian("alamat", label="Alamat"),
    Isian("kode_pos", label="Kode pos"),
    Isian("telepon", label="Telepon"),
    Isian("faksimile", label="Faksimile"),
    Isian("laman", label="Laman"),
    Isian("posel", label="Pos-el"),
    Isian("tempat", label="Tempat surat ditetapkan", wajib=True),
    Isian("kode_pd", label="Kode perangkat daerah", bantuan="Dicetak dalam nomor surat.", wajib=True),
)
PEJABAT = (
    Isian(
        "id",
        label="Tanda pengenal",
        bantuan="Huruf kecil, angka, tanda hubung; tidak dapat diubah lagi.",
        contoh="kabid-umkm",
        wajib=True,
    ),
    Isian("jabatan", label="Jabatan", wajib=True),
    Isian("singkat", label="Sebutan pendek", bantuan="Dipakai di buku dan daftar."),
)
MASA = (
    Isian("nama", label="Nama", bantuan="Lengkap dengan gelar.", wajib=True),
    Isian("nip", "nip", label="NIP"),
    Isian("pangkat", label="Pangkat", bantuan="Kosong: diambil dari data pegawai."),
    Isian("golongan", label="Golongan ruang", bantuan="Kosong: diambil dari data pegawai."),
    Isian("dari", "tanggal", label="Sejak", contoh="1 Januari 2026", wajib=True),
    Isian("sampai", "tanggal", label="Sampai", bantuan="Hari terakhir; kosong selama masih menjabat."),
    Isian("sebagai", "pilihan", label="Sebagai", pilihan=("Plt.", "Plh.", "Pj.")),
)
PELAKU = (
    Isian(
        "nama",
        label="Nama Anda",
        bantuan="Surat, disposisi, dan riwayat dicatat atas nama ini.",
        maksimal=100,
        wajib=True,
    ),
)
_ARTI_BAGIAN = {
    "klas": "kode klasifikasi",
    "urut": "nomor urut ({urut:03} mencetak 007)",
    "sisipan": "huruf nomor sisipan, seperti .a",
    "bidang": "kode bidang",
    "keamanan": "sifat keamanan (B, T, R, SR)",
    "bulan_romawi": "bulan, seperti XI",
    "bulan": "bulan, seperti 11",
    "tahun": "tahun",
    "jenis": "jenis surat",
    "kode_pd": "kode perangkat daerah",
}
MULAI_MAKS = 999_999
SERI = (
    Isian(
        "id",
        label="Tanda pengenal",
        bantuan="Huruf kecil, angka, tanda hubung; tidak dapat diubah lagi.",
        contoh="nota-dinas",
        wajib=True,
    ),
    Isian("nama", label="Nama seri", bantuan="Seperti disebut di daftar seri."),
    Isian(
        "pola",
        label="Pola nomor",
        bantuan="Yang dalam kurung kurawal diganti saat surat diberi nomor: "
        + "; ".join(f"{{{t}}} {_ARTI_BAGIAN.get(t, '')}".rstrip() for t in TOKEN)
        + ". {urut} harus ada.",
        contoh="{klas}/{urut}/{kode_pd}",
        wajib=True,
    ),
    Isian(
        "mulai",
        "bilangan",
        label="Nomor urut pertama",
        bantuan="Isi nomor berikutnya bila kantor sudah memberi nomor sebelum memakai naskah. "
        "Berlaku untuk tahun ini; kosong: 1.",
        contoh="315",
        minimal=1,
        maksimal=MULAI_MAKS,
    ),
    Isian(
        "mundur",
        "pilihan",
        label="Tanggal mundur",
        pilihan=("tolak", "sisipan"),
        bantuan="Surat bertanggal lebih awal daripada surat terakhir. tolak: tidak diberi nomor; "
        "sisipan: diberi nomor sisipan seperti 12.a (polanya memuat {sisipan}). Kosong: tolak.",
    ),
)


def baca(isian: Sequence[Isian], nilai: Mapping[str, str]) -> tuple[dict[str, object], tuple[Temuan, ...]]:
    """Typed values as the file keeps them, blank ones too, of the fields that came; and what is wrong."""
    terbaca = fields.baca(isian, nilai, TanpaAcuan())
    salah = {t.tempat for t in terbaca.temuan}
    isi: dict[str, object] = {
        i.nama: terbaca.nilai.get(i.nama, "") for i in isian if i.nama in nilai and i.nama not in salah
    }
    temuan = tuple(t for t in terbaca.temuan if t.tempat in nilai)
    return isi, temuan
