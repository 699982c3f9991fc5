"""The headings of an office's old agenda: found wherever they stand, known by what offices call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from naskah.lembar import Baris, Gabungan, Lembar
from registers.definisi import Buku

_KEPALA_MAKS = 40  # filled rows above the headings: letterhead, title, year
_SEDIKIT = 3  # headings that must be known before a row counts as the headings
_TINGGI = (1, 2, 3)  # rows the headings may take

URUTAN = "urutan"
LAIN = ""
"""Field of a column that the book does not have; its cells go into people's notes."""

# Words that say the same; order and repetition do not count, so "Surat: Nomor" is "Nomor Surat".
_SAMA = {
    "nomor": "no", "nmr": "no", "nomer": "no", "tgl": "tanggal", "tg": "tanggal", "srt": "surat",
    "lamp": "lampiran", "ket": "keterangan", "diterima": "terima", "penerimaan": "terima",
    "dikirim": "kirim", "pengiriman": "kirim", "ttd": "penandatangan",
}  # fmt: skip
_ABAIKAN = {"dan", "yang", "di", "atau", "nya", "the", "of"}

# What offices call each field, in the spelling `kata` gives. A field is a booking key or a column key.
SEBUTAN: Mapping[str, tuple[str, ...]] = {
    URUTAN: ("no", "no urut", "urut", "no agenda", "agenda", "no urut agenda", "no buku", "no reg",
             "no register", "no registrasi"),
    "tanggal_terima": ("tanggal terima", "terima", "tanggal terima surat", "surat terima tanggal",
                       "tanggal agenda", "terima tanggal", "tanggal masuk", "hari tanggal terima"),
    "tanggal": ("tanggal surat", "tanggal naskah", "tanggal dokumen", "tertanggal", "tanggal surat keluar",
                "surat bertanggal", "tanggal pembuatan", "tanggal dibuat", "tanggal keluar"),
    "nomor": ("no surat", "no naskah", "no surat keluar", "no surat masuk", "no kode surat", "no dokumen",
              "no lengkap", "no surat lengkap", "no surat asal"),
    "dari": ("dari", "pengirim", "asal", "asal surat", "surat dari", "terima dari", "instansi pengirim",
             "nama pengirim", "asal pengirim", "instansi asal", "alamat pengirim", "pengirim surat",
             "dari instansi", "asal instansi", "dari siapa", "nama alamat pengirim", "surat masuk dari"),
    "kepada": ("kepada", "tujuan", "kirim kepada", "tujuan surat", "ditujukan kepada", "alamat tujuan",
               "instansi tujuan", "dituju", "alamat dituju", "alamat", "penerima", "nama alamat tujuan",
               "surat kepada", "alamat surat", "tujuan kirim", "kepada siapa", "surat keluar kepada"),
    "hal": ("hal", "perihal", "isi ringkas", "isi", "isi surat", "ringkasan", "ringkasan isi", "uraian",
            "perihal surat", "hal surat", "tentang", "isi ringkas surat", "ringkasan isi surat",
            "perihal isi ringkas", "hal isi ringkas", "pokok surat", "isi pokok", "judul", "uraian surat",
            "isi ringkasan", "perihal isi surat", "ringkasan surat", "pokok isi surat", "isi perihal"),
    "lampiran": ("lampiran", "jumlah lampiran", "banyak lampiran", "banyaknya lampiran"),
    "sifat": ("sifat", "sifat surat", "derajat", "derajat surat"),
    "keamanan": ("keamanan", "klasifikasi keamanan", "tingkat keamanan"),
    "klas": ("kode klasifikasi", "klasifikasi", "kode", "kode surat", "kode arsip", "no kode",
             "no klasifikasi", "klasifikasi arsip", "klasifikasi surat", "kode klasifikasi arsip"),
    "indeks": ("indeks", "index"),
    "kode": ("p b", "kode p b", "penting biasa", "pengarahan"),
    "pengolah": ("unit pengolah", "pengolah", "bidang", "bagian", "seksi", "unit kerja", "konseptor",
                 "unit", "bidang pengolah", "bidang bagian", "dari bidang"),
    "disposisi": ("disposisi", "isi disposisi", "diteruskan kepada", "diteruskan", "disposisi kepada",
                  "diteruskan disposisi", "disposisi pimpinan", "disposisi kadis", "instruksi disposisi",
                  "tujuan disposisi", "diteruskan kepada disposisi"),
    "tindak_lanjut": ("tindak lanjut", "ditindaklanjuti", "penyelesaian"),
    "penandatangan": ("penandatangan", "penanda tangan", "menandatangani", "tanda tangan oleh",
                      "pejabat penandatangan", "pejabat penanda tangan", "ditandatangani oleh"),
    "tanggal_kirim": ("tanggal kirim", "tanggal kirim surat"),
    "lokasi": ("lokasi arsip", "arsip", "lokasi", "tempat simpan", "simpan", "tempat arsip",
               "lokasi simpan", "disimpan di", "lokasi penyimpanan", "tempat penyimpanan"),
    "keterangan": ("keterangan",),
    "catatan": ("catatan",),
}  # fmt: skip
TANGGAL = "tanggal?"  # "Tanggal" alone: of the letter, or of its coming in
_LONGGAR = {"tanggal": TANGGAL, "hari tanggal": TANGGAL, "tanggal surat masuk": TANGGAL}
_MASUK, _KELUAR = "agenda-surat-masuk", "agenda-surat-keluar"


@dataclass(frozen=True)
class Kepala:
    """Where the headings stand and what they say.

    Attributes:
        baris: numbers of the sheet's rows they take.
        kolom: column number = field, LAIN for columns nobody knows.
        judul: column number = heading as written.
        atas: what stands above them, as text.
    """

    baris: tuple[int, ...]
    kolom: Mapping[int, str]
    judul: Mapping[int, str]
    atas: str = ""

    @property
    def isian(self) -> frozenset[str]:
        """The fields that are known."""
        return frozenset(self.kolom.values()) - {LAIN}


def temukan(lembar: Lembar, buku: Buku | None = None) -> Kepala | None:
    """The headings of a sheet; None when it has none.

    Args:
        lembar: the sheet, with its merged cells.
        buku: the book it is for, whose own headings are known too; None while nobody has said.
    """
    sebutan = _sebutan(buku)
    calon = [
        kepala
        for ke in range(min(len(lembar.baris), _KEPALA_MAKS))
        for tinggi in _TINGGI
        if (kepala := _coba(lembar, ke, tinggi, sebutan)) is not None
    ]
    terbaik = max(calon, key=lambda k: (len(k.isian), -len(k.baris), -k.baris[0]), default=None)
    if terbaik is None or len(terbaik.isian) < _SEDIKIT:
        return None
    atas = " ".join(
        str(sel.nilai) for b in lembar.baris if nomor_baris(b) < terbaik.baris[0] for sel in b.values()
    )
    return replace(terbaik, atas=f"{lembar.nama} {atas}")


def untuk_buku(kepala: Kepala, buku: Buku) -> Kepala:
    """The same headings by column of the book; fields the book has no column for are LAIN.

    "Tanggal" alone is the date of coming in where the book has one and no other column says it.
    """
    tersedia = _tersedia(buku)
    masuk = "tanggal_terima" in tersedia and "tanggal_terima" not in kepala.isian
    pengganti = "tanggal_terima" if masuk else "tanggal"
    hasil: dict[int, str] = {}
    for ke, nama in kepala.kolom.items():
        isian = pengganti if nama == TANGGAL else nama
        kunci = tersedia.get(isian, isian if isian == "klas" else LAIN)
        hasil[ke] = LAIN if kunci in hasil.values() else kunci
    return replace(kepala, kolom=hasil)


def pengenal(buku: Buku) -> Callable[[str], str]:
    """What tells which column of the book a heading means; TANGGAL for "Tanggal" alone, LAIN for none."""
    sebutan, tersedia = _sebutan(buku), _tersedia(buku)

    def kenali(judul: str) -> str:
        isian = _kenali([judul], sebutan)
        return isian if isian == TANGGAL else tersedia.get(isian, LAIN)

    return kenali


def peta(kepala: Kepala, buku: Buku) -> str:
    """What each heading is taken for, in a sentence people can check: "NO → No. Agenda; DARI → Dari".

    `kepala` as `untuk_buku` gives it.
    """
    nama = {"klas": "Kode Klasifikasi", **{k.kunci: k.judul for k in buku.kolom}}
    dikenal = [f"{kepala.judul[ke]} → {nama[k]}" for ke, k in kepala.kolom.items() if k != LAIN]
    lain = [kepala.judul[ke] for ke, k in kepala.kolom.items() if k == LAIN]
    return "; ".join([*dikenal, *([f"tidak dikenal, masuk catatan: {', '.join(lain)}"] if lain else [])])


def tebak_buku(kepala: Kepala, nama_berkas: str) -> str:
    """Whether these are the headings of incoming or of outgoing letters; "" when they could be either."""
    nilai = 0
    for isian, bobot in (("tanggal_terima", 2), ("dari", 2), ("disposisi", 1), ("tanggal_kirim", -1)):
        nilai += bobot if isian in kepala.isian else 0
    nilai -= 2 if "kepada" in kepala.isian else 0
    tersurat = kata(kepala.atas) | kata(nama_berkas)
    nilai += 3 * (("masuk" in tersurat) - ("keluar" in tersurat))
    return _MASUK if nilai > 0 else _KELUAR if nilai < 0 else ""


def tersurat_lain(kepala: Kepala, buku: str) -> bool:
    """Whether the sheet itself says that it is the other agenda."""
    tersurat = kata(kepala.atas)
    lawan = {_MASUK: ("keluar", "masuk"), _KELUAR: ("masuk", "keluar")}.get(buku)
    return lawan is not None and lawan[0] in tersurat and lawan[1] not in tersurat


def kata(teks: object) -> frozenset[str]:
    """The words of a heading, in one spelling.

    >>> sorted(kata("Tgl. Diterima"))
    ['tanggal', 'terima']
    """
    semua: list[str] = re.findall(r"[a-z0-9]+", str(teks).casefold())
    return frozenset(_SAMA.get(satu, satu) for satu in semua) - _ABAIKAN


def nomor_baris(baris: Baris) -> int:
    """The number of a row on its sheet."""
    return nomor_sel(next(iter(baris.values())).alamat)


def nomor_sel(alamat: str) -> int:
    """The row number in a cell's address.

    >>> nomor_sel("Januari!AB12")
    12
    """
    return int(re.findall(r"\d+", alamat.rpartition("!")[2])[-1])


def _sebutan(buku: Buku | None) -> dict[frozenset[str], str]:
    """Words of a heading = field: the same whether the book was named or guessed.

    The book's own headings win; its column keys ("nomor", "kode") do not, for as headings these words mean
    something else ("No" counts), unless the book has no column for what they mean.
    """
    hasil = {kata(s): nama for nama, semua in SEBUTAN.items() for s in semua}
    if buku is not None:
        ada = {URUTAN, "klas", *(k.dari for k in buku.kolom), *(k.kunci for k in buku.kolom)}
        hasil |= {kata(k.kunci): k.kunci for k in buku.kolom if hasil.get(kata(k.kunci)) not in ada}
        hasil |= {kata(k.judul): k.kunci for k in buku.kolom}
    return hasil | {kata(s): nama for s, nama in _LONGGAR.items()}


def _tersedia(buku: Buku) -> dict[str, str]:
    """Field = column of the book that takes it."""
    return {nama: k.kunci for k in buku.kolom if not k.hitung for nama in (k.dari, k.kunci) if nama}


def _coba(lembar: Lembar, ke: int, tinggi: int, sebutan: Mapping[frozenset[str], str]) -> Kepala | None:
    """The rows from `ke` on, read as headings of that height; None when they cannot be."""
    baris = lembar.baris[ke : ke + tinggi]
    nomor = tuple(nomor_baris(b) for b in baris)
    if len(baris) < tinggi or nomor[-1] - nomor[0] != tinggi - 1:
        return None
    if any(not isinstance(sel.nilai, str) for b in baris for sel in b.values()):
        return None
    bertumpuk = tumpuk(baris, nomor, lembar.gabungan)
    if tinggi > 1 and any(len(bagian) > tinggi for bagian in bertumpuk.values()):
        return None
    kolom: dict[int, str] = {}
    for k, bagian in sorted(bertumpuk.items()):
        nama = _kenali(bagian, sebutan)
        if nama == URUTAN and nama in kolom.values():
            nama = "nomor"
        kolom[k] = LAIN if nama in kolom.values() else nama
    return Kepala(nomor, kolom, {k: ": ".join(bagian) for k, bagian in bertumpuk.items()})


def tumpuk(
    baris: Sequence[Baris], nomor: Sequence[int], gabungan: Sequence[Gabungan]
) -> dict[int, list[str]]:
    """Column = its heading from the top down; a heading over several columns stands over each of them."""
    kolom = sorted({k for b in baris for k in b})
    lebar = {(b, k1): k2 for b, k1, _, k2 in gabungan}
    hasil: dict[int, list[str]] = {k: [] for k in kolom}
    for ke, (satu, di) in enumerate(zip(baris, nomor, strict=True)):
        for k, sel in satu.items():
            teks = " ".join(str(sel.nilai).split())
            akhir = lebar.get((di, k), k)
            bawah = baris[ke + 1] if ke + 1 < len(baris) else {}
            if akhir == k and k in bawah:  # not merged, but it stands over blanks that have headings below
                while akhir + 1 in bawah and akhir + 1 not in satu:
                    akhir += 1
            for di_bawah in range(k, akhir + 1):
                if di_bawah in hasil:
                    hasil[di_bawah].append(teks)
    return {k: bagian for k, bagian in hasil.items() if bagian}


def _kenali(bagian: Sequence[str], sebutan: Mapping[frozenset[str], str]) -> str:
    """The field of a heading: by all its words, by the lowest row alone, then without what is in brackets."""
    for teks in (" ".join(bagian), bagian[-1], re.sub(r"\(.*?\)", "", " ".join(bagian))):
        if (nama := sebutan.get(kata(teks))) is not None:
            return nama
    return LAIN
