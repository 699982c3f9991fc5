"""Recording an incoming letter with its scan beside the fields, completing and correcting one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from naskah import gambar, masuk, masuk_isi, pencarian, perubahan
from naskah.web import bidang, titipan
from naskah.web import galat as halaman_galat
from naskah.web.minta import Minta
from naskah.web.pratinjau import LEBAR
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NaskahError, PdfTidakTersedia
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

_SCAN = "pindaian"
_AKHIRAN = (".pdf", ".jpg", ".png")


def kosong(m: Minta) -> Response:
    """A blank form."""
    return _formulir(m, {})


def catat(m: Minta) -> Response:
    """Keep the scan, then do what the pressed button says; whatever is refused, nothing typed is lost."""
    aksi, nilai = m.satu("_aksi"), _nilai(m, _isian(m))
    try:
        kunci = "" if aksi == "lepas" else _titipkan(m)
    except NaskahError as salah:
        if m.htmx:
            return _bagian_pindaian(m, m.satu("_pindaian"), salah)
        return _formulir(m, nilai, salah=salah, kunci=m.satu("_pindaian"))
    if aksi in ("lepas", _SCAN):
        return _bagian_pindaian(m, kunci) if m.htmx else _formulir(m, nilai, kunci=kunci)
    if m.satu("_pindaian") and not kunci:
        salah = DataTidakSah(
            "Surat belum dicatat.", [Temuan("Pindaian", "sudah tidak tersimpan", "pilih lagi berkasnya")]
        )
        return _formulir(m, nilai, salah=salah)
    try:
        surat = masuk.catat(m.kantor, nilai, id_permintaan=f"web-{m.satu('_permintaan')[:32]}")
    except KeadaanDitolak:
        salah = KeadaanDitolak(
            "Formulir ini sudah menjadi surat masuk, lalu isinya diubah.",
            "Bila ini memang surat lain, tekan Catat sekali lagi. Untuk mengubah yang sudah tercatat, "
            "buka suratnya lalu pilih Koreksi catatan.",
        )
        return _formulir(m, nilai, salah=salah, kunci=kunci)
    except NaskahError as salah:
        return _formulir(m, nilai, salah=salah, kunci=kunci, permintaan=m.satu("_permintaan"))
    pesan = f"Surat dicatat dengan nomor agenda {surat.urut}."
    ingat = [*surat.peringatan, *_lampirkan(m, surat.id, kunci)]
    ke = "/surat-masuk/catat" if aksi == "lagi" else f"/surat-masuk/{surat.id}"
    return m.pindah(ke, pesan, ingat)


def koreksi(m: Minta) -> Response:
    """The form with what is recorded."""
    naskah = pencarian.naskah_satu(m.kantor, m.jalur["id"])
    with m.kantor.ledger.baca() as baca:
        masuk.pastikan_masuk(baca, naskah.id)
    tercatat = {k: v for k, v in naskah.isi.items() if not str(v).startswith(masuk_isi.BELUM_DIISI)}
    return _formulir_koreksi(m, tercatat, naskah.versi)


def simpan_koreksi(m: Minta) -> Response:
    """Correct or complete it."""
    id_ = m.jalur["id"]
    nilai = {i.nama: "" for i in _isian(m, orang=False)} | _nilai(m, _isian(m, orang=False))
    try:
        surat = masuk.ubah(m.kantor, id_, nilai, versi=m.angka("_versi"))
    except NaskahError as salah:
        kini = pencarian.naskah_satu(m.kantor, id_).versi
        return _formulir_koreksi(m, nilai, kini, salah=salah)
    return m.pindah(f"/surat-masuk/{surat.id}", "Catatan surat diperbarui.", surat.peringatan)


def _isian(m: Minta, *, orang: bool = True) -> tuple[Isian, ...]:
    return masuk_isi.isian(masuk_isi.buku_agenda(m.kantor), orang=orang)


def _nilai(m: Minta, isian: Sequence[Isian]) -> dict[str, str]:
    dikenal = {i.nama for i in isian}
    return {k: v.replace("\r\n", "\n") for k, v in m.isian if k in dikenal and v.strip()}


def _titipkan(m: Minta) -> str:
    """The key of the scan that goes with the form; "" for none.

    Raises:
        DataTidakSah: it is no scan.
    """
    baru = next((b for b in m.berkas if b.isian == _SCAN), None)
    if baru is not None:
        return titipan.simpan(m.kantor.folder, baru.wajib(*_AKHIRAN), m.kantor.clock.now())
    lama = m.satu("_pindaian")
    return lama if titipan.letak(m.kantor.folder, lama) else ""


def _lampirkan(m: Minta, id_: str, kunci: str) -> Sequence[str]:
    """Join the scan; the letter is recorded already, so what fails here is told and can be done again."""
    path = titipan.letak(m.kantor.folder, kunci)
    if path is None:
        return ()
    with m.kantor.ledger.baca() as baca:
        lain = [b.naskah_id for b in baca.berkas_sidik(kunci) if b.naskah_id != id_]
    try:
        hasil = perubahan.lampir(m.kantor, id_, path)
    except NaskahError as salah:
        return [f"Pindaiannya belum terlampir: {salah.message} Lampirkan lagi di halaman surat ini."]
    titipan.buang(m.kantor.folder, kunci)
    sama = [f"Pindaian yang sama juga terlampir pada {', '.join(dict.fromkeys(lain))}."] if lain else []
    return [*hasil[0].peringatan, *sama]


def _gambar(m: Minta, kunci: str) -> tuple[str, str]:
    """The key of the scan's picture, or why there is none."""
    path = titipan.letak(m.kantor.folder, kunci)
    if path is None:
        return "", ""
    if m.peladen.pratinjau.png(kunci, 1) is None:
        try:
            m.peladen.pratinjau.simpan(kunci, [gambar.kecil(path.read_bytes(), LEBAR)])
        except (PdfTidakTersedia, OSError) as salah:
            return "", str(salah)
    return kunci, ""


def _bagian_pindaian(m: Minta, kunci: str, salah: NaskahError | None = None) -> Response:
    """Only the scan, for htmx."""
    kunci = kunci if titipan.letak(m.kantor.folder, kunci) else ""
    ada, sebab = _gambar(m, kunci)
    return m.bagian("masuk/pindaian.html", kunci=kunci, gambar=ada, sebab=sebab, salah_pindaian=salah)


def _formulir(
    m: Minta,
    nilai: Mapping[str, Any],
    *,
    salah: NaskahError | None = None,
    kunci: str = "",
    permintaan: str = "",
) -> Response:
    kunci = kunci if titipan.letak(m.kantor.folder, kunci) else ""
    ada, sebab = _gambar(m, kunci)
    return _laman(
        m,
        _isian(m),
        nilai,
        salah,
        kunci=kunci,
        gambar=ada,
        sebab=sebab,
        salah_pindaian=None,
        permintaan=permintaan or secrets.token_hex(8),
        koreksi=False,
        id="",
        versi=0,
        pindaian=(),
    )


def _formulir_koreksi(
    m: Minta, nilai: Mapping[str, Any], versi: int, *, salah: NaskahError | None = None
) -> Response:
    naskah = pencarian.naskah_satu(m.kantor, m.jalur["id"])
    with m.kantor.ledger.baca() as baca:
        pindaian = [b for b in reversed(baca.berkas(naskah.id)) if b.macam == "pindai"]
    return _laman(
        m,
        _isian(m, orang=False),
        nilai,
        salah,
        koreksi=True,
        id=naskah.id,
        versi=versi,
        pindaian=pindaian,
        belum_lengkap=masuk_isi.belum_lengkap(naskah),
    )


def _laman(
    m: Minta, isian: Sequence[Isian], nilai: Mapping[str, Any], salah: NaskahError | None, **lain: Any
) -> Response:
    """The form, findings at their fields; they name columns by heading, the page by key."""
    kunci = {i.label: i.nama for i in isian}
    ada: Sequence[Temuan] = salah.temuan if salah else ()
    temuan = [replace(t, tempat=kunci.get(t.tempat, t.tempat)) for t in ada]
    bagian: dict[str, list[bidang.Bidang]] = {}
    for satu in isian:
        bagian.setdefault(satu.bagian, []).append(
            bidang.bidang(satu, satu.nama, nilai.get(satu.nama), None, temuan)
        )
    return m.laman(
        "masuk/catat.html",
        halaman_galat.status(salah) if salah else 200,
        bagian=bagian,
        salah=salah,
        temuan=temuan,
        label={i.nama: i.label for i in isian},
        **lain,
    )


RUTE = (
    Rute("GET", "/surat-masuk/catat", kosong, MENULIS),
    Rute("POST", "/surat-masuk/catat", catat, MENULIS, unggah=True),
    Rute("GET", "/surat-masuk/{id}/ubah", koreksi, MENULIS),
    Rute("POST", "/surat-masuk/{id}/ubah", simpan_koreksi, MENULIS),
)
