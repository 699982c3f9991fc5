"""One letter: its number, files, way, and what may still be done to it."""

from __future__ import annotations

import secrets
import webbrowser

from starlette.responses import Response

from naskah import cetak_pdf, dokumen, isian, pencarian, penerbitan, perubahan, posisi
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, SEMUA, Rute
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.dasar.sementara import folder_kerja
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang


def halaman(m: Minta) -> Response:
    """The letter as it stands."""
    where = posisi.posisi(m.kantor, m.jalur["id"])
    naskah = where.naskah
    if naskah.status == "isian":
        return m.pindah(f"/isian/{naskah.id}")
    if naskah.arah == "masuk":
        return m.pindah(f"/surat-masuk/{naskah.id}")
    luar = bool(naskah.seri) and m.kantor.seri(naskah.seri).luar
    keluarga = pencarian.keluarga(m.kantor, naskah.id)
    return m.laman(
        "surat.html",
        naskah=naskah,
        posisi=where,
        keluarga=keluarga,
        berkas_surat={s.id: dokumen.per_lembar(m.kantor.katalog, s) for s in keluarga},
        luar=luar,
        bertipe=naskah.jenis in m.kantor.katalog.daftar(),
        lanjutan=pencarian.jenis_lanjutan(m.kantor, naskah.jenis) if naskah.status == "terbit" else [],
        baru=bool(m.tanya.get("baru")),
        permintaan=secrets.token_hex(8),
        libreoffice=m.peladen.pratinjau.tersedia(),
    )


def berkas(m: Minta) -> Response:
    """One of its files."""
    return m.unduh(m.jalur["path"], tampil=m.tanya.get("tampil") == "1")


def pdf(m: Minta) -> Response:
    """Make the PDF of an issued letter."""
    catatan = cetak_pdf.tambah(m.kantor, [m.jalur["id"]]).peringatan
    return m.pindah(f"/surat/{m.jalur['id']}", "" if catatan else "PDF sudah dibuat.", catatan)


def terbitkan(m: Minta) -> Response:
    """A signed konsep gets its number (SOP 22)."""
    hari = isian.IsianSurat(m.jalur["id"], "", tanggal=m.satu("tanggal")).hari(m.kantor.hari_ini())
    dilihat = m.satu("_versi")
    versi = int(dilihat) if dilihat.isdecimal() and len(dilihat) < 10 else 0
    try:
        surat = penerbitan.terbit(
            m.kantor, m.jalur["id"], tanggal=hari, nomor=m.satu("nomor").strip(), versi=versi
        )
    except KeadaanDitolak:
        if pencarian.naskah_satu(m.kantor, m.jalur["id"]).status != "terbit":
            raise
        return m.pindah(f"/surat/{m.jalur['id']}")  # a double click
    peringatan = [p for s in surat for p in s.peringatan]
    return m.pindah(f"/surat/{surat[0].id}?baru=1", peringatan=peringatan)


def ubah(m: Minta) -> Response:
    """A form that makes a new version of a konsep, or corrects an issued letter."""
    naskah = pencarian.naskah_berjenis(m.kantor, m.jalur["id"])
    if naskah.status not in ("konsep", "terbit"):
        raise KeadaanDitolak(f"{naskah.id} berstatus {naskah.status} dan tidak dapat diubah.")
    tujuan = "ubah" if naskah.status == "konsep" else "ralat"
    tanggal = tanggal_panjang(naskah.hari) if tujuan == "ralat" else ""
    baru = isian.mulai(m.kantor, naskah.jenis, naskah.isi, tanggal=tanggal, tujuan=tujuan, naskah=naskah)
    return m.pindah(f"/isian/{baru.id}")


def batal(m: Minta) -> Response:
    """Void it, with the reason."""
    surat = perubahan.batal(m.kantor, m.jalur["id"], alasan=m.satu("alasan"))
    pesan = "Surat dibatalkan; nomornya tetap terpakai."
    return m.pindah(f"/surat/{m.jalur['id']}", pesan, surat[0].peringatan)


def lampir(m: Minta) -> Response:
    """Join the signed scan."""
    if not m.berkas:
        raise DataTidakSah(
            "Belum ada berkas.", [Temuan("Pindaian", "belum dipilih", "pilih PDF, JPG, atau PNG")]
        )
    data = m.berkas[0].wajib(".pdf", ".jpg", ".png")
    with folder_kerja() as folder:
        path = folder / "pindaian"
        path.write_bytes(data)
        surat = perubahan.lampir(m.kantor, m.jalur["id"], path)
    return m.pindah(f"/surat/{m.jalur['id']}", "Pindaian dilampirkan.", surat[0].peringatan)


def folder(m: Minta) -> Response:
    """Open the folder of its file on this very PC."""
    if not m.pengguna.lokal:
        raise KeadaanDitolak("Folder hanya dapat dibuka di PC tempat naskah berjalan.")
    with m.kantor.ledger.baca() as baca:
        semua = baca.berkas(m.jalur["id"])
    if not semua:
        return m.pindah(f"/surat/{m.jalur['id']}", peringatan=["Surat ini belum punya berkas."])
    letak = (m.kantor.folder / semua[0].path).parent
    webbrowser.open(letak.as_uri())
    return m.pindah(f"/surat/{m.jalur['id']}", f"Foldernya dibuka di jendela lain: {letak}")


RUTE = (
    Rute("GET", "/surat/{id}", halaman),
    Rute("GET", "/berkas/{path:path}", berkas),
    Rute("POST", "/surat/{id}/pdf", pdf),
    Rute("POST", "/surat/{id}/terbit", terbitkan, MENULIS),
    Rute("POST", "/surat/{id}/ubah", ubah, MENULIS),
    Rute("POST", "/surat/{id}/batal", batal, MENULIS),
    Rute("POST", "/surat/{id}/lampir", lampir, MENULIS, unggah=True),
    Rute("POST", "/surat/{id}/folder", folder, SEMUA),
)
