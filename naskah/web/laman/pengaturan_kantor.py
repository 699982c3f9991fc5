"""Pengaturan: the office's own data, its arms, its posts and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah import tatanan_ubah as ubah
from naskah.web.rute import ADMIN, MENULIS, Rute
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, TidakDitemukan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from naskah.tatanan import Masa, Pejabat
    from naskah.web.minta import Minta
    from registers.dasar.isian import Isian
    from registers.dasar.temuan import Temuan

_TANPA: Mapping[str, str] = {}


def diketik(m: Minta, isian: Sequence[Isian]) -> dict[str, str]:
    """What came of these fields."""
    ada = {k for k, _ in m.isian}
    return {i.nama: m.satu(i.nama) for i in isian if i.nama in ada}


def awal(m: Minta) -> Response:
    """Where the settings are."""
    return m.laman("pengaturan/awal.html")


def instansi(m: Minta) -> Response:
    """The office's own data."""
    return _instansi(m, {k: str(v) for k, v in m.kantor.tatanan.instansi.model_dump().items()})


def _instansi(m: Minta, nilai: Mapping[str, str], temuan: Sequence[Temuan] = ()) -> Response:
    return m.laman(
        "pengaturan/instansi.html",
        422 if temuan else 200,
        isian=ubah.INSTANSI,
        nilai=nilai,
        temuan=temuan,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
        lambang=m.kantor.tatanan.instansi.lambang,
    )


def simpan_instansi(m: Minta) -> Response:
    """Keep the office's own data."""
    nilai = diketik(m, ubah.INSTANSI)
    try:
        ubah.ubah_instansi(m.kantor, nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _instansi(m, nilai, galat.temuan)
    return m.pindah("/pengaturan/instansi", "Data kantor tersimpan.")


def gambar_lambang(m: Minta) -> Response:
    """The arms as a picture."""
    nama = m.kantor.tatanan.instansi.lambang
    if not nama:
        raise TidakDitemukan("Kantor ini belum punya lambang.", "Unggah di Pengaturan, Kantor dan kop.")
    data = berkas.baca(m.kantor.folder / nama)
    return m.data(data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")


def simpan_lambang(m: Minta) -> Response:
    """Take an uploaded picture as the arms."""
    data = m.berkas[0].data if m.berkas else b""
    ubah.simpan_lambang(m.kantor, data, m.satu("sidik"))
    return m.pindah("/pengaturan/instansi", "Lambang tersimpan.")


def pejabat(m: Minta) -> Response:
    """Every post and who holds it today."""
    return _daftar_pejabat(m, _TANPA)


def _daftar_pejabat(m: Minta, nilai: Mapping[str, str], temuan: Sequence[Temuan] = ()) -> Response:
    hari_ini = m.kantor.hari_ini()
    return m.laman(
        "pengaturan/pejabat.html",
        422 if temuan else 200,
        daftar=[(p, p.pada(hari_ini)) for p in m.kantor.tatanan.pejabat],
        isian=ubah.PEJABAT,
        nilai=nilai,
        temuan=temuan,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
    )


def tambah_pejabat(m: Minta) -> Response:
    """Add a post."""
    nilai = diketik(m, ubah.PEJABAT)
    try:
        ubah.tambah_pejabat(m.kantor, nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _daftar_pejabat(m, nilai, galat.temuan)
    return m.pindah(f"/pengaturan/pejabat/{nilai['id'].strip()}", "Jabatan ditambahkan.")


def satu_pejabat(m: Minta) -> Response:
    """One post with its periods."""
    return _satu_pejabat(m)


def _pos(m: Minta) -> Pejabat:
    pos = m.kantor.tatanan.pejabat_id(m.jalur["id"])
    if pos is None:
        raise TidakDitemukan("Jabatan itu tidak ada.", "Pilih dari daftarnya.")
    return pos


def _satu_pejabat(
    m: Minta, untuk: str = "", nilai: Mapping[str, str] = _TANPA, temuan: Sequence[Temuan] = ()
) -> Response:
    """`untuk`: which form of the page the typed values and findings belong to."""
    pos = _pos(m)
    return m.laman(
        "pengaturan/satu_pejabat.html",
        422 if temuan else 200,
        pos=pos,
        kini=pos.pada(m.kantor.hari_ini()),
        isian_pos=ubah.PEJABAT[1:],
        isian_masa=ubah.MASA,
        untuk=untuk,
        nilai_pos=nilai if untuk == "pos" else {"jabatan": pos.jabatan, "singkat": pos.singkat},
        nilai_masa=nilai if untuk == "masa" else _TANPA,
        temuan=temuan,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
    )


def ubah_pejabat(m: Minta) -> Response:
    """Change what a post is called."""
    nilai = diketik(m, ubah.PEJABAT[1:])
    try:
        ubah.ubah_pejabat(m.kantor, _pos(m).id, nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _satu_pejabat(m, "pos", nilai, galat.temuan)
    return _kembali(m, "Jabatan tersimpan.")


def tambah_masa(m: Minta) -> Response:
    """Add a period."""
    nilai = diketik(m, ubah.MASA)
    gantikan = m.satu("gantikan") == "ya"
    try:
        ubah.tambah_masa(m.kantor, _pos(m).id, nilai, m.satu("sidik"), gantikan=gantikan)
    except DataTidakSah as galat:
        return _satu_pejabat(m, "masa", nilai, galat.temuan)
    return _kembali(m, "Masa jabatan ditambahkan.")


def masa(m: Minta) -> Response:
    """One period, to be edited."""
    satu = _masa(m)
    nilai = {k: str(v) if v else "" for k, v in satu.model_dump().items()}
    return _laman_masa(m, nilai)


def _masa(m: Minta) -> Masa:
    daftar, ke = _pos(m).masa, m.jalur["ke"]
    if not 0 <= ke < len(daftar):
        raise TidakDitemukan("Masa jabatan itu tidak ada.", "Pilih dari daftarnya.")
    return daftar[ke]


def _laman_masa(m: Minta, nilai: Mapping[str, str], temuan: Sequence[Temuan] = ()) -> Response:
    return m.laman(
        "pengaturan/masa.html",
        422 if temuan else 200,
        pos=_pos(m),
        ke=m.jalur["ke"],
        isian=ubah.MASA,
        nilai=nilai,
        temuan=temuan,
        sidik=m.satu("sidik") or ubah.sidik(m.kantor),
    )


def ubah_masa(m: Minta) -> Response:
    """Change a period."""
    nilai = diketik(m, ubah.MASA)
    try:
        ubah.ubah_masa(m.kantor, _pos(m).id, m.jalur["ke"], nilai, m.satu("sidik"))
    except DataTidakSah as galat:
        return _laman_masa(m, nilai, galat.temuan)
    return _kembali(m, "Masa jabatan tersimpan.")


def akhiri_masa(m: Minta) -> Response:
    """End a period."""
    ubah.akhiri_masa(m.kantor, _pos(m).id, m.jalur["ke"], m.satu("sampai"), m.satu("sidik"))
    return _kembali(m, "Masa jabatan diakhiri.")


def _kembali(m: Minta, pesan: str) -> Response:
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
