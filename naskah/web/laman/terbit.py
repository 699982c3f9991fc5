"""The last question before a form becomes a letter, a new version or a correction; and the act."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import Response

from naskah import isian, issue, paket, pencarian
from naskah.draf import sidik_keluarga, susun
from naskah.isian import IsianSurat
from naskah.web import bidang, formulir
from naskah.web.laman.isian import tampilkan
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan

if TYPE_CHECKING:
    from datetime import date

    from registers.ledger import Naskah, Nomor

_SELESAI = {  # of a new letter the page itself tells the number
    "baru": "",
    "ubah": "Versi baru konsep tersimpan.",
    "ralat": "Ralat tersimpan; nomor surat ini tetap.",
}


def tanya(m: Minta) -> Response:
    """The last question: every finding, or the number it will get."""
    try:
        satu = isian.buka(m.kantor, m.jalur["id"])
    except KeadaanDitolak:
        return m.pindah(f"/surat/{m.jalur['id']}")
    return _bertanya(m, satu)


def _bertanya(m: Minta, satu: IsianSurat, salah: str = "") -> Response:
    """The question, asked again with the reason where the act refused the answer."""
    jenis = m.kantor.katalog.jenis(satu.jenis)
    lama = pencarian.naskah_satu(m.kantor, satu.naskah_id) if satu.naskah_id else None
    beda: list[tuple[str, str, str]] = []
    try:
        hari = _hari(m, satu, lama)
        draf = susun(m.kantor, satu.jenis, satu.nilai, hari)
        if lama is not None:
            beda = formulir.beda(jenis, lama.isi, draf.isi)
        if satu.tujuan == "baru":
            dilihat = sidik_keluarga(m.kantor, draf)
            surat = issue.coba(m.kantor, isian.permintaan(satu, hari))
        else:
            dilihat, surat = draf.sidik(), []
    except DataTidakSah as galat:
        return tampilkan(m, satu, periksa=True, status=422, tambahan=galat.temuan)
    luar = m.kantor.seri(draf.seri).luar
    turunan = Counter(m.kantor.katalog.jenis(s.jenis).judul for s in surat[1:])
    return m.laman(
        "terbit.html",
        409 if salah else 200,
        salah=salah,
        satu=satu,
        jenis=jenis,
        surat=surat,
        hari=hari,
        luar=luar,
        lama=lama,
        dilihat=dilihat,
        turunan=turunan.items(),
        beda=beda,
        label=bidang.label(jenis),
        peringatan=draf.peringatan,
        jumlah=draf.jumlah if paket.menjumlah(jenis) else None,
        baris_salah=0,
        sebab_sisa=(),  # among the warnings
        pesanan=_pesanan(m, draf.seri, hari) if satu.tujuan == "baru" and not luar else (),
    )


def _pesanan(m: Minta, seri: str, hari: date) -> list[Nomor]:
    """The numbers kept back in this letter's series and year."""
    with m.kantor.baca_bernomor() as baca:
        return [n for n in baca.pesanan(seri_id=seri) if n.tanggal.year == hari.year]


def _hari(m: Minta, satu: IsianSurat, lama: Naskah | None) -> date:
    """The date the letter will have: a correction keeps its own, a konsep unless another one was typed."""
    if lama is not None and satu.tujuan == "ralat":
        return lama.hari
    return satu.hari((lama and lama.tanggal) or m.kantor.hari_ini())


def terbit(m: Minta) -> Response:
    """Issue it, or keep it as a konsep; the same request again gives the same letter."""
    try:
        satu = isian.buka(m.kantor, m.jalur["id"])
    except (KeadaanDitolak, TidakDitemukan) as salah:
        return _sudah(m, salah)
    # What was confirmed; the act itself asks whether it is still so.
    satu, dilihat = replace(satu, versi=m.angka("_versi")), m.satu("_dilihat")
    try:
        if satu.tujuan != "baru":
            surat = isian.selesaikan(m.kantor, satu, alasan=m.satu("alasan"), dilihat=dilihat)
        else:
            hari = satu.hari(m.kantor.hari_ini())
            konsep_ = m.satu("_aksi") == "konsep"
            pesanan = m.satu("pesanan").strip()
            minta = isian.permintaan(satu, hari, konsep=konsep_, pesanan=pesanan, dilihat=dilihat)
            surat = issue.buat(m.kantor, minta)
    except DataTidakSah as galat:
        return tampilkan(m, satu, periksa=True, status=422, tambahan=galat.temuan)
    except (KeadaanDitolak, TidakDitemukan) as salah:
        return _berubah(m, salah)
    peringatan = [p for s in surat for p in s.peringatan]
    if (tampak := m.satu("_nomor")) and surat[0].nomor and surat[0].nomor != tampak and not m.satu("pesanan"):
        peringatan.insert(0, f"Nomornya {surat[0].nomor}: {tampak} sementara itu dipakai surat lain.")
    pesan = _SELESAI[satu.tujuan]
    return m.pindah(f"/surat/{surat[0].id}{'' if pesan else '?baru=1'}", pesan, peringatan)


def _sudah(m: Minta, salah: KeadaanDitolak | TidakDitemukan) -> Response:
    """A double click, or the answer got lost: the form is a letter, or gone with the letter it changed."""
    if isinstance(salah, KeadaanDitolak):
        return m.pindah(f"/surat/{m.jalur['id']}")
    if lama := pencarian.id_naskah(m.satu("_naskah")):
        return m.pindah(f"/surat/{lama}")
    raise salah


def _berubah(m: Minta, salah: KeadaanDitolak | TidakDitemukan) -> Response:
    """Refused in the act: somebody typed on, or did the same a moment before."""
    try:
        kini = isian.buka(m.kantor, m.jalur["id"])
    except (KeadaanDitolak, TidakDitemukan) as tiada:
        return _sudah(m, tiada)
    return _bertanya(m, kini, f"{salah.message} {salah.hint}".strip())


def sesuaikan(m: Minta) -> Response:
    """Go on over the letter as it is by now; the question then shows what would change."""
    satu = replace(isian.buka(m.kantor, m.jalur["id"]), versi=m.angka("_versi"))
    return m.pindah(f"/isian/{isian.sesuaikan(m.kantor, satu).id}/terbit")


RUTE = (
    Rute("POST", "/isian/{id}/sesuaikan", sesuaikan, MENULIS),
    Rute("GET", "/isian/{id}/terbit", tanya, MENULIS),
    Rute("POST", "/isian/{id}/terbit", terbit, MENULIS),
)
