"""Incoming letters: their list, and one letter with its scan, its way and what may be done now."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from starlette.responses import Response

from naskah import gambar, masuk_lihat, pencarian
from naskah.masuk_isi import belum_lengkap, buku_agenda
from naskah.web import galat as halaman_galat
from naskah.web.kata import arti
from naskah.web.keamanan import unduhan
from naskah.web.laman._ulang import Ulang, pengisi, terpilih
from naskah.web.laman.cetak import untuk_surat_masuk
from naskah.web.minta import Minta
from naskah.web.pratinjau import LEBAR
from naskah.web.rute import DISPOSISI, MENULIS, Rute
from registers.bacaan_sel import bacaan
from registers.dasar.galat import PdfTidakTersedia, TidakDitemukan

_DIGIT_MAKS = 6


def daftar(m: Minta) -> Response:
    """Letters by state and word, newest first; as a fragment while somebody types."""
    keadaan, kata = m.tanya.get("keadaan", ""), m.tanya.get("kata", "").strip()[:200]
    ke = m.tanya.get("halaman", "1")
    hal = masuk_lihat.halaman(
        m.kantor,
        keadaan=keadaan,
        kata=kata,
        ke=int(ke) if ke.isdecimal() and len(ke) <= _DIGIT_MAKS else 1,
    )

    def url(**ganti: object) -> str:
        isi = {"keadaan": keadaan, "kata": kata, **ganti}
        return f"/surat-masuk?{urlencode({k: v for k, v in isi.items() if v})}"

    return m.laman(
        "masuk/bagian_daftar.html" if m.htmx else "masuk/daftar.html",
        hal=hal,
        keadaan=keadaan,
        kata=kata,
        semua_keadaan=masuk_lihat.KEADAAN,
        url=url,
        cetakan=untuk_surat_masuk(m.kantor),
        libreoffice=m.peladen.pratinjau.tersedia(),
        menulis=m.pengguna.peran in MENULIS,
    )


def satu(m: Minta) -> Response:
    """One letter."""
    naskah = pencarian.naskah_satu(m.kantor, m.jalur["id"])
    if naskah.arah != "masuk":
        return m.pindah(f"/surat/{naskah.id}")
    if naskah.id != m.jalur["id"]:
        return m.pindah(f"/surat-masuk/{naskah.id}")
    return tampilkan(m)


def tampilkan(m: Minta, ulang: Ulang | None = None) -> Response:
    """The page of the letter; with a form that was refused, again with what was typed."""
    rinci = masuk_lihat.rinci(m.kantor, m.jalur["id"])
    naskah = rinci.posisi.naskah
    buku = buku_agenda(m.kantor)
    isi = [(k.judul, arti(bacaan(str(naskah.isi.get(k.kunci) or ""), k.jenis), k.kunci)) for k in buku.kolom]
    return m.laman(
        "masuk/satu.html",
        halaman_galat.status(ulang.galat) if ulang else 200,
        rinci=rinci,
        naskah=naskah,
        catatan=[(judul, teks) for judul, teks in isi if teks],
        belum_lengkap=belum_lengkap(naskah),
        pindaian=[b for b in rinci.berkas if b.macam == "pindai"],
        pos=masuk_lihat.pos(m.kantor),
        pimpinan=m.kantor.tatanan.meja.pimpinan,
        ulang=ulang,
        isi=pengisi(ulang),
        terpilih=terpilih(ulang),
        permintaan=secrets.token_hex(8),
        cetakan=untuk_surat_masuk(m.kantor),
        libreoffice=m.peladen.pratinjau.tersedia(),
        menulis=m.pengguna.peran in MENULIS,
        mendisposisi=m.pengguna.peran in DISPOSISI,
    )


def gambar_pindaian(m: Minta) -> Response:
    """The first page of one of the letter's scans."""
    ke, id_ = m.jalur["ke"], pencarian.naskah_satu(m.kantor, m.jalur["id"]).id
    with m.kantor.ledger.baca() as baca:
        semua = [b for b in reversed(baca.berkas(id_)) if b.macam == "pindai"]
    if not 1 <= ke <= len(semua):
        raise TidakDitemukan("Pindaian itu tidak ada.")
    kunci = semua[ke - 1].sha256
    png = m.peladen.pratinjau.png(kunci, 1)
    if png is None:
        try:
            png = gambar.kecil(unduhan.baca(m.kantor, semua[ke - 1].path), LEBAR)
        except PdfTidakTersedia:
            return Response(status_code=404)
        m.peladen.pratinjau.simpan(kunci, [png])
    return m.data(png, "image/png")


RUTE = (
    Rute("GET", "/surat-masuk", daftar),
    Rute("GET", "/surat-masuk/{id}", satu),
    Rute("GET", "/surat-masuk/{id}/gambar/{ke:int}.png", gambar_pindaian),
)
