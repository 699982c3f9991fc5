"""The way of an incoming letter: directed, given, received, answered, taken back, handed on, put away."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from starlette.responses import Response

from naskah import disposisi, kearsipan, masuk, pencarian, pengiriman, perubahan
from naskah.web import galat as halaman_galat
from naskah.web.laman._ulang import Ulang, id_permintaan, tanggal
from naskah.web.laman.masuk import tampilkan
from naskah.web.minta import Minta
from naskah.web.rute import DISPOSISI, MENULIS, SEMUA, Rute
from registers.dasar.galat import NaskahError


def _jalankan(m: Minta, formulir: str, kerja: Callable[[], Sequence[str]]) -> Response:
    """Do it: what was done, then what to know. Refused, it is told at its form, with all that was typed."""
    try:
        pesan, *peringatan = kerja()
    except NaskahError as salah:
        return tampilkan(m, Ulang(formulir, salah, m.isian))
    return m.pindah(f"/surat-masuk/{m.jalur['id']}", pesan, peringatan)


def _cabang(m: Minta) -> str:
    """The id of the branch a form is about; of the letter itself where it names none."""
    return f"{m.jalur['id']}/{m.angka('cabang')}" if m.satu("cabang") else m.jalur["id"]


def arahkan(m: Minta) -> Response:
    """P or B, and the unit (SOP 21)."""

    def kerja() -> Sequence[str]:
        surat = masuk.arahkan(
            m.kantor,
            m.jalur["id"],
            kode=m.satu("kode"),
            unit=m.satu("unit"),
            indeks=m.satu("indeks"),
            klas=m.satu("klas"),
        )
        return ["Surat diarahkan.", *surat.peringatan]

    return _jalankan(m, "arahkan", kerja)


def beri(m: Minta) -> Response:
    """Give the letter, or a branch of it, to several posts."""

    def kerja() -> Sequence[str]:
        perintah = disposisi.Perintah(
            kepada=(*m.banyak("kepada"), m.satu("unit")),
            instruksi=m.satu("instruksi"),
            batas=tanggal(m, "batas", "Batas"),
            dari=m.satu("dari"),
        )
        hasil = disposisi.beri(m.kantor, _cabang(m), perintah, id_permintaan=id_permintaan(m))
        return [f"{len(hasil.cabang)} disposisi diberikan.", *hasil.peringatan]

    return _jalankan(m, f"disposisi{m.satu('cabang')}", kerja)


def terima(m: Minta) -> Response:
    """A branch has arrived."""

    def kerja() -> Sequence[str]:
        return ["Penerimaan dicatat.", *disposisi.terima(m.kantor, _cabang(m)).peringatan]

    return _jalankan(m, f"terima{m.satu('cabang')}", kerja)


def tindak(m: Minta) -> Response:
    """What was done about it."""

    def kerja() -> Sequence[str]:
        hasil = disposisi.tindak(
            m.kantor, _cabang(m), jawaban=m.satu("jawaban"), selesai=bool(m.satu("selesai"))
        )
        return ["Tindak lanjut dicatat.", *hasil.peringatan]

    return _jalankan(m, f"tindak{m.satu('cabang')}", kerja)


def tarik(m: Minta) -> Response:
    """Take a branch back."""

    def kerja() -> Sequence[str]:
        return [
            "Disposisi ditarik.",
            *disposisi.tarik(m.kantor, _cabang(m), alasan=m.satu("alasan")).peringatan,
        ]

    return _jalankan(m, f"tarik{m.satu('cabang')}", kerja)


def antarkan(m: Minta) -> Response:
    """Hand the letter on: a row of the ekspedisi book."""
    return _jalankan(m, "kirim", lambda: _kirim(m))


def kirim(m: Minta) -> Response:
    """An issued letter has gone; a refused form comes back on a page of its own."""
    try:
        pesan, *peringatan = _kirim(m)
    except NaskahError as salah:
        naskah = pencarian.naskah_satu(m.kantor, m.jalur["id"])
        return m.laman(
            "masuk/kirim.html",
            halaman_galat.status(salah),
            naskah=naskah,
            ulang=Ulang("kirim", salah, m.isian),
            nilai=dict(m.isian),
            permintaan=secrets.token_hex(8),
        )
    return m.pindah(f"/surat/{m.jalur['id']}", pesan, peringatan)


def _kirim(m: Minta) -> Sequence[str]:
    kiriman = pengiriman.Kiriman(
        kepada=m.satu("kepada"),
        penerima=m.satu("penerima"),
        tanggal=tanggal(m, "tanggal", "Tanggal kirim") or m.kantor.hari_ini(),
        cara=m.satu("cara"),
        jumlah=m.satu("jumlah"),
        diterima=tanggal(m, "diterima", "Tanggal diterima"),
        keterangan=m.satu("keterangan"),
    )
    surat = pengiriman.kirim(m.kantor, m.jalur["id"], kiriman, id_permintaan=id_permintaan(m))
    return ["Pengiriman dicatat di buku ekspedisi.", *surat.peringatan]


def arsipkan(m: Minta) -> Response:
    """Note where the letter lies."""

    def kerja() -> Sequence[str]:
        hasil = kearsipan.simpan(
            m.kantor, [m.jalur["id"]], lokasi=m.satu("lokasi"), tanggal=tanggal(m, "tanggal", "Tanggal")
        )
        return ["Tempat simpan dicatat.", *(p for h in hasil for p in h.peringatan)]

    return _jalankan(m, "arsip", kerja)


def batal(m: Minta) -> Response:
    """Void the record, with the reason; its agenda number stays."""

    def kerja() -> Sequence[str]:
        surat = perubahan.batal(m.kantor, m.jalur["id"], alasan=m.satu("alasan"))
        return ["Surat masuk dibatalkan; nomor agendanya tetap terpakai.", *surat[0].peringatan]

    return _jalankan(m, "batal", kerja)


RUTE = (
    Rute("POST", "/surat-masuk/{id}/arahkan", arahkan, MENULIS),
    Rute("POST", "/surat-masuk/{id}/disposisi", beri, DISPOSISI),
    Rute("POST", "/surat-masuk/{id}/terima", terima, SEMUA),
    Rute("POST", "/surat-masuk/{id}/tindak", tindak, SEMUA),
    Rute("POST", "/surat-masuk/{id}/tarik", tarik, DISPOSISI),
    Rute("POST", "/surat-masuk/{id}/kirim", antarkan, MENULIS),
    Rute("POST", "/surat-masuk/{id}/arsip", arsipkan, MENULIS),
    Rute("POST", "/surat-masuk/{id}/batal", batal, MENULIS),
    Rute("POST", "/surat/{id}/kirim", kirim, MENULIS),
)
