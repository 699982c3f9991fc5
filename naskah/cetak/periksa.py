"""The check of a printed page: its declaration, its templates, and the two against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from naskah.cetak.deklarasi import Cetakan, CetakToml, Muat
from registers.dasar.temuan import Temuan
from registers.definisi import BUKUAN

if TYPE_CHECKING:
    from registers.definisi import Buku

_UMUM = {
    "judul", "kantor", "tempat", "tanggal", "tanggal_hari", "tanggal_huruf", "tanggal_pendek", "lembar",
    *(f"lembar.{n}" for n in ("id", "buku", "tahun", "ke", "salinan")),
    *(f"lembar.salinan.{n}" for n in ("nama", "untuk", "warna")),
}  # fmt: skip
_DISPOSISI = {
    *(f"lembar.{n}" for n in ("langkah", "penerima", "petunjuk")),
    *(f"lembar.langkah.{n}" for n in ("no", "jabatan", "catatan", "tanggal")),
    *(f"lembar.{kotak}.{n}" for kotak in ("penerima", "petunjuk") for n in ("teks", "tanda")),
}
_HARI = {
    *("untuk", "catatan", "ringkasan", "ringkasan.keadaan", "ringkasan.jumlah"),
    *("bagian", "bagian.judul", "bagian.orang", "bagian.baris"),
    *(f"bagian.baris.{n}" for n in ("no", "keadaan", "id", "apa", "hal", "batas", "sejak")),
}


def periksa(cetakan: Cetakan, buku: Mapping[str, Buku]) -> list[Temuan]:
    """Every problem at once, in each layout."""
    return [
        *_periksa_kunci(cetakan.tata, buku),
        *(t for r in ("", *cetakan.tata.ragam) for t in _satu(cetakan, r)),
    ]


def _satu(cetakan: Cetakan, ragam: str) -> Iterator[Temuan]:
    from naskah.render import lint, ukuran_gaya

    nama = f"{ragam or 'naskah'}.docx"
    tata = cetakan.berragam(ragam)
    if not (cetakan.folder / nama).is_file():
        yield Temuan(nama, "berkasnya tidak ada", "buat di folder ini, atau hapus ragamnya")
        return
    docx = cetakan.docx(ragam)
    for t in lint(docx, nama_dikenal=nama_dikenal(tata)):
        yield Temuan(f"{nama} {t.tempat}", t.pesan, t.saran, t.nilai)
    ada = ukuran_gaya(docx)
    ukuran = {u for m in tata.muat.values() for u in m.ukuran[1:]}
    for satu in sorted(ukuran):
        if ada.get(Muat.gaya(satu)) != satu:
            saran = f'tambahkan gaya huruf "Ukuran {satu:g}" berukuran {satu:g}, atau ubah `ukuran`'
            yield Temuan(nama, f"gaya {Muat.gaya(satu)} tidak ada atau ukurannya lain", saran)


def nama_dikenal(tata: CetakToml) -> set[str]:
    """Every name a template of this declaration may use."""
    if tata.sumber == "hari-ini":
        return _UMUM - {n for n in _UMUM if n.startswith("lembar")} | _HARI
    dalam = {*tata.isian, "id", "buku", "tahun", "kotak", *(f"kotak.{k}" for k in tata.kotak)}
    dalam |= {f"kotak.{k}.{n}" for k in tata.kotak for n in ("teks", "tanda")}
    nama = _UMUM | {f"lembar.{n}" for n in dalam} | (_DISPOSISI if tata.disposisi else set())
    if tata.kelompok:
        nama |= {"lembar.kelompok", "lembar.baris", *(f"lembar.baris.{n}" for n in (*dalam, "no"))}
    return nama


def _periksa_kunci(tata: CetakToml, buku: Mapping[str, Buku]) -> Iterator[Temuan]:
    asing = [b for b in tata.buku if b not in buku]
    for satu in asing:
        yield Temuan("cetak.toml: buku", "tidak ada", f"yang ada: {', '.join(buku)}", satu)
    if asing:
        return
    kolom = {k.kunci for b in tata.buku for k in buku[b].kolom}
    dipakai = {f"isian.{n}": k for n, k in tata.isian.items()}
    dipakai |= {f"kotak.{n}": k for n, kotak in tata.kotak.items() for k in kotak.dari}
    for tempat, kunci in dipakai.items():
        if kunci not in kolom and kunci not in BUKUAN:
            yield Temuan(
                f"cetak.toml: {tempat}", "tidak ada di bukunya", f"pilih: {', '.join(sorted(kolom))}", kunci
            )
    if tata.kelompok and tata.kelompok not in tata.isian:
        yield Temuan("cetak.toml: kelompok", "bukan salah satu isian", ", ".join(tata.isian), tata.kelompok)
