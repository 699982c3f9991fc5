"""The first page, and the one search box."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from naskah import hari_ini, isian, jabatan, klasifikasi, konflik_buku, pencarian
from naskah.induk import MACAM
from naskah.web.minta import Minta
from naskah.web.rute import Rute
from registers.dasar import sistem
from registers.dasar.galat import BerkasGagal, NilaiSalah, TidakDitemukan

_TERAKHIR = 8
_KERJA = 8
_KERJA_SEMUA = 500
_HASIL = 50


def beranda(m: Minta) -> Response:
    """What is due for me and for the office, what is half-finished, the last letters."""
    untuk = m.tanya.get("untuk", m.pengguna.pos)
    semua = bool(m.tanya.get("semua"))
    milik_saya = untuk and m.kantor.tatanan.pejabat_id(untuk)
    kerja = hari_ini.susun(m.kantor, untuk=untuk if milik_saya else "")
    pos = [(p.id, jabatan.sebutan(m.kantor.tatanan, p.id)) for p in m.kantor.tatanan.pejabat]
    return m.laman(
        "beranda.html",
        hari=kerja,
        kerja=kerja.kerja[: _KERJA_SEMUA if semua else _KERJA],
        semua=semua,
        untuk=untuk,
        pos=pos,
        isian=isian.daftar(m.kantor, 6),
        terakhir=pencarian.terakhir(m.kantor, _TERAKHIR),
        judul=_judul(m),
        rusak=m.kantor.katalog.rusak(),
        konflik=len(konflik_buku.daftar(m.kantor)),
        tanpa_nama=m.pengguna.lokal and m.pengguna.nama == sistem.login(),
    )


def cari(m: Minta) -> Response:
    """Letters by number, hal, name, koperasi; as a fragment while somebody types."""
    kata = m.tanya.get("kata", "").strip()[:200]
    surat = pencarian.sekilas(m.kantor, kata, _HASIL if not m.htmx else 12) if kata else []
    nama = "bagian_cari.html" if m.htmx else "cari.html"
    return m.laman(nama, kata=kata, surat=surat, judul=_judul(m))


def saran(m: Minta) -> Response:
    """Employees, koperasi, posts, archive codes by part of a word or number: JSON for the list at a field."""
    apa, kata = m.jalur["apa"], m.tanya.get("kata", "").strip()[:100]
    if apa == "klasifikasi":
        return JSONResponse(
            [_kode(k) for k in klasifikasi.tabel(m.kantor, m.kantor.hari_ini()).cari(kata)[:12]]
        )
    if apa == "pejabat":
        dicari = kata.casefold().split()
        semua = [
            {
                "isi": p.id,
                "nama": p.jabatan,
                "nomor": "",
                "keterangan": jabatan.pemegang(m.kantor.tatanan, p.id, m.kantor.hari_ini()),
            }
            for p in m.kantor.tatanan.pejabat
        ]
        cocok = [s for s in semua if all(k in " ".join(s.values()).casefold() for k in dicari)]
        return JSONResponse(cocok[:12])
    if apa not in MACAM:
        raise TidakDitemukan(
            "Daftar itu tidak ada.", "Yang ada: pegawai, koperasi, pejabat, dan klasifikasi."
        )
    try:
        return JSONResponse(m.kantor.induk.saran(apa, kata))
    except NilaiSalah as salah:  # the list cannot be read; the form itself says so in full
        raise BerkasGagal(f"Data {apa} tidak dapat dibaca: {salah.pesan}.", salah.saran) from salah


def _kode(kode: klasifikasi.Kode) -> dict[str, str]:
    di_atas = kode.jalur[-1][1] if kode.jalur else ""
    return {"isi": kode.kode, "nama": f"{kode.kode} {kode.uraian}", "nomor": "", "keterangan": di_atas}


def gambar(m: Minta) -> Response:
    """One page of a preview."""
    png = m.peladen.pratinjau.png(m.jalur["kunci"], m.jalur["ke"])
    return m.data(png, "image/png") if png else Response(status_code=404)


def _judul(m: Minta) -> dict[str, str]:
    """Titles of the types, for lists."""
    return {j.id: j.judul for j in m.kantor.katalog.semua()}


RUTE = (
    Rute("GET", "/", beranda),
    Rute("GET", "/cari", cari),
    Rute("GET", "/saran/{apa}", saran),
    Rute("GET", "/gambar/{kunci}/{ke:int}.png", gambar),
)
