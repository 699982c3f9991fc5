"""Pengaturan: the office's own data, its arms, its posts and who holds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from naskah import tatanan_ubah as ubah
from naskah.web.laman._pengaturan import DITOLAK, Terisi, diketik, kembali, tersimpan
from naskah.web.rute import ADMIN, MENULIS, Rute
from registers.dasar import berkas
from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Isian

if TYPE_CHECKING:
    from starlette.responses import Response

    from naskah.tatanan import Masa, Pejabat
    from naskah.web.minta import Minta

_LAMBANG = (Isian("lambang", label="Gambar lambang"),)


def awal(m: Minta) -> Response:
    """Where the settings are."""
    return m.laman("pengaturan/awal.html")


def instansi(m: Minta) -> Response:
    """The office's own data."""
    return _instansi(m, tersimpan(ubah.INSTANSI, _data_instansi(m), ubah.sidik(m.kantor)))


def _data_instansi(m: Minta) -> dict[str, str]:
    return {k: str(v) for k, v in m.kantor.tatanan.instansi.model_dump().items()}


def _instansi(m: Minta, isi: Terisi) -> Response:
    return m.laman(
        "pengaturan/instansi.html",
        isi.status,
        isian=ubah.INSTANSI,
        isian_lambang=_LAMBANG,
        isi=isi,
        lambang=m.kantor.tatanan.instansi.lambang,
    )


def simpan_instansi(m: Minta) -> Response:
    """Keep the office's own data."""
    nilai = diketik(m, ubah.INSTANSI)
    try:
        ubah.ubah_instansi(m.kantor, nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _instansi(m, kembali(m, galat, ubah.INSTANSI, nilai, _data_instansi))
    return m.pindah("/pengaturan/instansi", "Data kantor tersimpan.")


def gambar_lambang(m: Minta) -> Response:
    """The arms as a picture."""
    nama = m.kantor.tatanan.instansi.lambang
    if not nama:
        raise TidakDitemukan("Kantor ini memakai lambang bawaan.", "Ganti di Pengaturan, Kantor dan kop.")
    data = berkas.baca(m.kantor.folder / nama)
    return m.data(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")


def simpan_lambang(m: Minta) -> Response:
    """Take an uploaded picture as the arms."""
    data = m.berkas[0].data if m.berkas else b""
    try:
        ubah.simpan_lambang(m.kantor, data, m.satu("sidik"))
    except DITOLAK as galat:
        isi = kembali(m, galat, _LAMBANG, {})
        return _instansi(m, replace(isi, nilai=tersimpan(ubah.INSTANSI, _data_instansi(m)).nilai))
    return m.pindah("/pengaturan/instansi", "Lambang tersimpan.")


def pejabat(m: Minta) -> Response:
    """Every post and who holds it today."""
    return _daftar_pejabat(m, Terisi(sidik=ubah.sidik(m.kantor)))


def _daftar_pejabat(m: Minta, isi: Terisi) -> Response:
    hari_ini = m.kantor.hari_ini()
    return m.laman(
        "pengaturan/pejabat.html",
        isi.status,
        daftar=[(p, p.pada(hari_ini)) for p in m.kantor.tatanan.pejabat],
        isian=ubah.PEJABAT,
        isi=isi,
    )


def tambah_pejabat(m: Minta) -> Response:
    """Add a post."""
    nilai = diketik(m, ubah.PEJABAT)
    try:
        ubah.tambah_pejabat(m.kantor, nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _daftar_pejabat(m, kembali(m, galat, ubah.PEJABAT, nilai))
    return m.pindah(f"/pengaturan/pejabat/{nilai['id'].strip()}", "Jabatan ditambahkan.")


def satu_pejabat(m: Minta) -> Response:
    """One post with its periods."""
    return _satu_pejabat(m)


def _pos(m: Minta) -> Pejabat:
    pos = m.kantor.tatanan.pejabat_id(m.jalur["id"])
    if pos is None:
        raise TidakDitemukan("Jabatan itu tidak ada.", "Pilih dari daftarnya.")
    return pos


def _satu_pejabat(m: Minta, untuk: str = "", isi: Terisi | None = None) -> Response:
    """`untuk`: which form of the page `isi` belongs to: "pos", "masa" or "akhir"."""
    pos, sidik = _pos(m), isi.sidik if isi else ubah.sidik(m.kantor)
    akhir = tuple(_hari_terakhir(ke) for ke in range(len(pos.masa)))
    return m.laman(
        "pengaturan/satu_pejabat.html",
        isi.status if isi else 200,
        pos=pos,
        kini=pos.pada(m.kantor.hari_ini()),
        isian_pos=ubah.PEJABAT[1:],
        isian_masa=ubah.MASA,
        isian_akhir=akhir,
        isi=isi or Terisi(),
        isi_pos=isi if isi and untuk == "pos" else tersimpan(ubah.PEJABAT[1:], _data_pos(m), sidik),
        isi_masa=isi if isi and untuk == "masa" else Terisi(sidik=sidik),
        isi_akhir=isi if isi and untuk == "akhir" else Terisi(sidik=sidik),
        gantikan=m.satu("gantikan") == "ya",
    )


def _hari_terakhir(ke: int) -> Isian:
    """The field in the row of a period; there is one in each."""
    return Isian(f"sampai-{ke}", "tanggal", label="Hari terakhir")


def _data_pos(m: Minta) -> dict[str, str]:
    pos = _pos(m)
    return {"jabatan": pos.jabatan, "singkat": pos.singkat}


def ubah_pejabat(m: Minta) -> Response:
    """Change what a post is called."""
    nilai = diketik(m, ubah.PEJABAT[1:])
    try:
        ubah.ubah_pejabat(m.kantor, _pos(m).id, nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _satu_pejabat(m, "pos", kembali(m, galat, ubah.PEJABAT[1:], nilai, _data_pos))
    return _selesai(m, "Jabatan tersimpan.")


def tambah_masa(m: Minta) -> Response:
    """Add a period."""
    nilai = diketik(m, ubah.MASA)
    gantikan = m.satu("gantikan") == "ya"
    try:
        ubah.tambah_masa(m.kantor, _pos(m).id, nilai, m.satu("sidik"), gantikan=gantikan)
    except DITOLAK as galat:
        return _satu_pejabat(m, "masa", kembali(m, galat, ubah.MASA, nilai))
    return _selesai(m, "Masa jabatan ditambahkan.")


def masa(m: Minta) -> Response:
    """One period, to be edited."""
    return _laman_masa(m, tersimpan(ubah.MASA, _data_masa(m), ubah.sidik(m.kantor)))


def _masa(m: Minta) -> Masa:
    daftar, ke = _pos(m).masa, m.jalur["ke"]
    if not 0 <= ke < len(daftar):
        raise TidakDitemukan("Masa jabatan itu tidak ada.", "Pilih dari daftarnya.")
    return daftar[ke]


def _data_masa(m: Minta) -> dict[str, str]:
    return {k: str(v) if v else "" for k, v in _masa(m).model_dump().items()}


def _laman_masa(m: Minta, isi: Terisi) -> Response:
    return m.laman(
        "pengaturan/masa.html", isi.status, pos=_pos(m), ke=m.jalur["ke"], isian=ubah.MASA, isi=isi
    )


def ubah_masa(m: Minta) -> Response:
    """Change a period."""
    nilai = diketik(m, ubah.MASA)
    try:
        ubah.ubah_masa(m.kantor, _pos(m).id, m.jalur["ke"], nilai, m.satu("sidik"))
    except DITOLAK as galat:
        return _laman_masa(m, kembali(m, galat, ubah.MASA, nilai, _data_masa))
    return _selesai(m, "Masa jabatan tersimpan.")


def akhiri_masa(m: Minta) -> Response:
    """End a period."""
    ke, sampai = m.jalur["ke"], m.satu("sampai")
    try:
        ubah.akhiri_masa(m.kantor, _pos(m).id, ke, sampai, m.satu("sidik"))
    except DITOLAK as galat:
        medan = _hari_terakhir(ke)
        isi = kembali(m, galat, (medan,), {medan.nama: sampai})
        temuan = [replace(t, tempat=medan.nama) if t.tempat == "sampai" else t for t in isi.temuan]
        return _satu_pejabat(m, "akhir", replace(isi, temuan=temuan))
    return _selesai(m, "Masa jabatan diakhiri.")


def _selesai(m: Minta, pesan: str) -> Response:
    return m.pindah(f"/pengaturan/pejabat/{_pos(m).id}", pesan)


_POS = "/pengaturan/pejabat/{id}"
RUTE = (
    Rute("GET", "/pengaturan", awal, peran=MENULIS),
    Rute("GET", "/pengaturan/instansi", instansi, peran=ADMIN),
    Rute("POST", "/pengaturan/instansi", simpan_instansi, peran=ADMIN),
    Rute("GET", "/pengaturan/lambang", gambar_lambang, peran=ADMIN),
    Rute("POST", "/pengaturan/lambang", simpan_lambang, peran=ADMIN, unggah=True),
    Rute("GET", "/pengaturan/pejabat", pejabat, peran=ADMIN),
    Rute("POST", "/pengaturan/pejabat", tambah_pejabat, peran=ADMIN),
    Rute("GET", _POS, satu_pejabat, peran=ADMIN),
    Rute("POST", _POS, ubah_pejabat, peran=ADMIN),
    Rute("POST", _POS + "/masa", tambah_masa, peran=ADMIN),
    Rute("GET", _POS + "/masa/{ke:int}", masa, peran=ADMIN),
    Rute("POST", _POS + "/masa/{ke:int}", ubah_masa, peran=ADMIN),
    Rute("POST", _POS + "/masa/{ke:int}/akhiri", akhiri_masa, peran=ADMIN),
)
