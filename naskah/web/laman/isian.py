"""From choosing a type to the filled form, and its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from starlette.responses import Response

from naskah import isian, issue, konsep, paket, pencarian, sipd_rincian, validate
from naskah.catalog import Jenis
from naskah.draf import susun
from naskah.isian import IsianSurat
from naskah.tanggal_surat import belum_tiba
from naskah.web import bidang, formulir
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, Rute
from registers.dasar import zipan
from registers.dasar.galat import (
    DataTidakSah,
    KeadaanDitolak,
    NaskahError,
    PdfTidakTersedia,
    TidakDitemukan,
)
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from datetime import date

    from naskah.render import Hasil
    from registers.dasar.isian import Nilai


def pilih(m: Minta) -> Response:
    """Types by what people want, most used first."""
    kata = m.tanya.get("kata", "").strip()[:100]
    jenis = pencarian.jenis_menurut(m.kantor, kata)
    nama = "bagian_jenis.html" if m.htmx else "buat.html"
    return m.laman(nama, kata=kata, jenis=jenis)


def mulai(m: Minta) -> Response:
    """A new form: blank, or with what a row that reminded of the letter knows of it (`isi.FIELD`)."""
    jenis = m.kantor.katalog.jenis(m.satu("jenis"))
    isi = [(k.removeprefix("isi."), v) for k, v in m.isian if k.startswith("isi.")]
    return m.pindah(f"/isian/{isian.mulai(m.kantor, jenis.id, formulir.baca(jenis.isian, isi)).id}")


def halaman(m: Minta) -> Response:
    """The form as it was saved last."""
    try:
        satu = isian.buka(m.kantor, m.jalur["id"])
    except KeadaanDitolak:
        return m.pindah(f"/surat/{m.jalur['id']}", "Isian ini sudah menjadi naskah.")
    if satu.jenis not in m.kantor.katalog.daftar():
        return m.laman("isian_tanpa_jenis.html", satu=satu, ketikan=_ketikan(satu.nilai))
    return tampilkan(m, satu, periksa=bool(m.tanya.get("periksa")))


def simpan(m: Minta) -> Response:
    """Keep what was typed, then do what the pressed button says; for htmx only tell how it stands."""
    aksi = m.satu("_aksi", "simpan")
    if m.htmx and ":" in aksi:
        aksi = "simpan"  # the page has moved its rows itself
    try:
        lama = isian.buka(m.kantor, m.jalur["id"])
    except (KeadaanDitolak, TidakDitemukan) as salah:
        return _tiada(m, salah)
    if lama.jenis not in m.kantor.katalog.daftar():
        nilai = {**lama.nilai, **formulir.mentah(m.isian)}
        isian.simpan(m.kantor, replace(lama, versi=m.angka("_versi"), nilai=nilai))
        return m.pindah(f"/isian/{lama.id}")
    jenis = m.kantor.katalog.jenis(lama.jenis)
    satu = _terkirim(m, lama, jenis)
    try:
        tersimpan = isian.simpan(m.kantor, satu)
    except KeadaanDitolak as salah:
        return _bentrok(m, satu, lama, salah)
    try:
        if (sesudah := _terapkan(m, tersimpan, jenis, aksi)) != tersimpan:
            tersimpan = isian.simpan(m.kantor, sesudah)
    except DataTidakSah as salah:  # what was typed is kept all the same
        return tampilkan(m, tersimpan, periksa=True, status=422, tambahan=salah.temuan)
    if aksi == "pratinjau":
        jawab = _pratinjau(m, tersimpan)
        jawab.headers["X-Versi"] = str(tersimpan.versi)  # the page goes on saving from here
        return jawab
    if m.htmx:
        return _keadaan(m, tersimpan, jenis)
    if aksi in ("terbit", "sipd"):
        return m.pindah(f"/isian/{tersimpan.id}/{aksi}")
    if ":" in aksi:
        nama = aksi.split(":")[1]
        return m.pindah(f"/isian/{tersimpan.id}#b-{nama}")
    return m.pindah(f"/isian/{tersimpan.id}?periksa=1", "Isian tersimpan.")


def _terkirim(m: Minta, lama: IsianSurat, jenis: Jenis) -> IsianSurat:
    nilai = formulir.gabung(jenis, lama.nilai, formulir.baca(jenis.isian, m.isian))
    return replace(lama, versi=m.angka("_versi"), nilai=nilai, tanggal=m.satu("_tanggal").strip())


def _terapkan(m: Minta, satu: IsianSurat, jenis: Jenis, aksi: str) -> IsianSurat:
    """What the pressed button does to the table it belongs to."""
    nilai = satu.nilai
    if ":" in aksi:
        nama = aksi.split(":")[1]
        tabel = next((i for i in jenis.isian if i.nama == nama and i.jenis == "daftar"), None)
        if tabel is None:
            raise TidakDitemukan("Tabel itu tidak ada.", "Muat ulang halaman ini.")
        if aksi.startswith("tempel:"):
            baru = formulir.tempel(tabel, m.satu(f"_tempel.{nama}"))
            nilai = {**nilai, nama: [*(nilai.get(nama) or []), *baru]}
        else:
            nilai = formulir.ubah_baris(nilai, aksi)
    elif aksi == "buang-asing":
        nilai = {k: v for k, v in nilai.items() if k not in formulir.asing(jenis, nilai)}
    return replace(satu, nilai=nilai)


def _tiada(m: Minta, salah: KeadaanDitolak | TidakDitemukan) -> Response:
    """Issued or thrown away elsewhere, while somebody typed here: what was typed is not lost with it."""
    jenis, tujuan = m.satu("_jenis"), m.satu("_tujuan", "baru")
    if jenis not in m.kantor.katalog.daftar() or tujuan not in get_args(isian.Tujuan):
        raise salah
    lama = IsianSurat(
        m.jalur["id"],
        jenis,
        tujuan=cast("isian.Tujuan", tujuan),
        naskah_id=pencarian.id_naskah(m.satu("_naskah")),
        naskah_versi=m.angka("_naskah_versi"),
    )
    satu = _terkirim(m, lama, m.kantor.katalog.jenis(jenis))
    if not satu.nilai or (tujuan == "baru") != (not lama.naskah_id):
        raise salah
    return _bentrok(m, satu, lama, salah)


def _bentrok(
    m: Minta, satu: IsianSurat, lama: IsianSurat, salah: KeadaanDitolak | TidakDitemukan
) -> Response:
    """Somebody else saved meanwhile: neither is overwritten."""
    if m.satu("_aksi") == "sendiri":
        baru = isian.salin(m.kantor, satu)
        return m.pindah(f"/isian/{baru.id}", "Yang Anda ketik kini isian sendiri.")
    if m.htmx:
        jawab = m.bagian("isian_bentrok.html", 409, galat=salah, satu=lama)
        jawab.headers.update({"HX-Retarget": "#keadaan", "HX-Reswap": "outerHTML"})
        return jawab
    baru = isian.salin(m.kantor, satu)
    pesan = f"{salah.message} Yang Anda ketik disimpan sebagai isian sendiri, yaitu yang ini."
    return m.pindah(f"/isian/{baru.id}", peringatan=[pesan])


def tampilkan(m: Minta, satu: IsianSurat, *, periksa: bool, status: int = 200, **lain: Any) -> Response:
    """The form as it stands; with `periksa` also what is still blank is a finding."""
    jenis = m.kantor.katalog.jenis(satu.jenis)
    kini = _telaah(m, satu, jenis, semua=periksa)
    return m.laman(
        "isian.html",
        status,
        satu=satu,
        jenis=jenis,
        lama=pencarian.naskah_satu(m.kantor, satu.naskah_id) if satu.naskah_id else None,
        bagian=bidang.susun(jenis, satu.nilai, kini["sah"].nilai, kini["temuan"]),
        label=bidang.label(jenis),
        sipd=sipd_rincian.menerima(jenis),
        asing=_ketikan(formulir.asing(jenis, satu.nilai)),
        libreoffice=m.peladen.pratinjau.tersedia(),
        **{k: v for k, v in kini.items() if k != "sah"},
        **lain,
    )


def _ketikan(nilai: Mapping[str, Nilai]) -> list[tuple[str, str]]:
    return [pasang for nama, isi in nilai.items() for pasang in formulir.terbaca(nama, isi)]


def _telaah(m: Minta, satu: IsianSurat, jenis: Jenis, *, semua: bool) -> dict[str, Any]:
    """How the form stands: findings, computed values, the number it would get."""
    temuan: list[Temuan] = []
    try:
        hari = satu.hari(m.kantor.hari_ini())
    except DataTidakSah as salah:
        temuan += [Temuan("_tanggal", t.pesan, t.saran, t.nilai) for t in salah.temuan]
        hari = m.kantor.hari_ini()
    sah = validate.sementara(jenis, satu.nilai, m.kantor.acuan(hari), m.kantor.rujukan(hari))
    temuan += sah.temuan
    kosong = [t for t in temuan if t.pesan == "belum diisi"]
    jumlah = paket.jumlah(m.kantor, jenis, sah.angka) if paket.menjumlah(jenis) else None
    return {
        "sah": sah,
        "temuan": temuan if semua else [t for t in temuan if t not in kosong],
        "semua": semua,
        "kurang": len(kosong),
        "hasil": bidang.hasil(jenis, sah.hasil),
        "jumlah": jumlah,
        "sebab_sisa": jumlah.sisa.kalimat() if jumlah else (),
        "baris_salah": sah.baris_salah,
        "peringatan": [*filter(None, [_belum_tiba(m, satu, jenis, hari)]), *sah.peringatan],
        "gema": [(f"b-{i.nama}", g) for i in jenis.isian if (g := bidang.gema(i, sah.nilai.get(i.nama)))],
        "nomor": _nomor(m, satu, jenis),
    }


def _belum_tiba(m: Minta, satu: IsianSurat, jenis: Jenis, hari: date) -> str:
    return belum_tiba(m.kantor, m.kantor.seri_untuk(jenis), hari) if satu.tujuan == "baru" else ""


def _nomor(m: Minta, satu: IsianSurat, jenis: Jenis) -> str:
    """The number it would get now, as far as it is known."""
    if satu.tujuan != "baru":
        return ""
    try:
        draf_seri = m.kantor.seri(m.kantor.seri_untuk(jenis))
        if draf_seri.luar:
            return "diberi pihak lain"
        from naskah.penomoran import nomor_berikut

        klas = str(satu.nilai.get("klasifikasi") or m.kantor.klasifikasi(jenis))
        return nomor_berikut(m.kantor, draf_seri, satu.hari(m.kantor.hari_ini()), klas, jenis.id)
    except DataTidakSah:
        return ""  # the date that was typed, which is a finding already
    except NaskahError as salah:
        return salah.message


def _keadaan(m: Minta, satu: IsianSurat, jenis: Jenis) -> Response:
    kini = _telaah(m, satu, jenis, semua=m.satu("_periksa") == "1")
    return m.bagian(
        "isian_keadaan.html",
        satu=satu,
        jenis=jenis,
        label=bidang.label(jenis),
        **{k: v for k, v in kini.items() if k != "sah"},
    )


def _pratinjau(m: Minta, satu: IsianSurat) -> Response:
    """The real page as a picture beside the form; without LibreOffice the letter's text."""
    try:
        hari = satu.hari(m.kantor.hari_ini())
        draf = susun(m.kantor, satu.jenis, satu.nilai, hari)
        hasil = draf.render(m.kantor, _nomor_pratinjau(m, satu, draf), terbit=True)
    except DataTidakSah as salah:
        jenis = m.kantor.katalog.jenis(satu.jenis)
        return m.laman(
            "isian_pratinjau.html",
            200,
            satu=satu,
            temuan=salah.temuan,
            label=bidang.label(jenis),
            gambar=(),
            teks="",
        )
    return _gambar(m, satu, hasil)


def _nomor_pratinjau(m: Minta, satu: IsianSurat, draf: Any) -> str:
    if satu.tujuan == "ralat":
        return pencarian.naskah_satu(m.kantor, satu.naskah_id).nomor
    if satu.tujuan == "ubah":
        return konsep.nomor_kosong(m.kantor, draf)
    return issue.nomor_calon(m.kantor, draf)


def _gambar(m: Minta, satu: IsianSurat, hasil: Sequence[Hasil]) -> Response:
    gambar: list[tuple[str, int]] = []
    sebab = ""
    try:
        gambar = [m.peladen.pratinjau.halaman(h.docx) for h in hasil]
    except PdfTidakTersedia as salah:
        sebab = str(salah)
    return m.laman(
        "isian_pratinjau.html",
        satu=satu,
        temuan=(),
        label=str,
        gambar=gambar,
        teks="" if gambar else "\n\n".join(h.teks for h in hasil),
        sebab=sebab,
    )


def docx_pratinjau(m: Minta) -> Response:
    """The letter as Word would open it, before it is issued."""
    from naskah.web.keamanan.unduhan import MIME

    satu = isian.buka(m.kantor, m.jalur["id"])
    draf = susun(m.kantor, satu.jenis, satu.nilai, satu.hari(m.kantor.hari_ini()))
    hasil = draf.render(m.kantor, _nomor_pratinjau(m, satu, draf), terbit=satu.tujuan == "ralat")
    if len(hasil) == 1:
        return m.data(hasil[0].docx, MIME[".docx"], f"pratinjau-{satu.jenis}.docx")
    nama = [f"{ke:02}-{d.jenis.id}.docx" for ke, d in enumerate(draf.dokumen, start=1)]
    semua = zipan.tulis(zipan.Anggota.dari(n, h.docx) for n, h in zip(nama, hasil, strict=True))
    return m.data(semua, "application/zip", f"pratinjau-{satu.jenis}.zip")


def buang(m: Minta) -> Response:
    """Throw a half-filled form away."""
    isian.buang(m.kantor, replace(isian.buka(m.kantor, m.jalur["id"]), versi=m.angka("_versi")))
    return m.pindah("/buat", "Isian dibuang. Tidak ada nomor yang diambil.")


RUTE = (
    Rute("GET", "/buat", pilih, MENULIS),
    Rute("POST", "/buat", mulai, MENULIS),
    Rute("GET", "/isian/{id}", halaman, MENULIS),
    Rute("POST", "/isian/{id}", simpan, MENULIS),
    Rute("GET", "/isian/{id}/naskah.docx", docx_pratinjau, MENULIS),
    Rute("POST", "/isian/{id}/buang", buang, MENULIS),
)
