"""The books: their list, one as a table, its cells, rows typed into it, syncing, conflicts."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import Response

from naskah import buku, kas_buku, konflik_buku, lihat_buku, sel_buku
from naskah.kas_buku import BUKU_KAS
from naskah.web.laman._ulang import id_permintaan
from naskah.web.minta import Minta
from naskah.web.rute import ARSIPARIS, MENULIS, Rute
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.waktu import BULAN
from registers.sinkron import peringatan

if TYPE_CHECKING:
    from naskah.lihat_buku import HalamanBuku, KolomLayar, Permintaan
    from registers.dasar.temuan import Temuan
    from registers.meja import HasilBuku

_SARING = "s."  # begins the names of the filters in a query
_DIGIT_MAKS = 6
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MIME_MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.12"
_DIPAKAI = {"ketikan": "dipakai yang di Excel", "buku_besar": "dipakai yang di naskah"}


def daftar(m: Minta) -> Response:
    """Every book of this year, and of the years that have rows."""
    semua = buku.daftar(m.kantor)
    konflik = sum(b.konflik for b in semua)
    return m.laman("buku/daftar.html", buku=semua, konflik=konflik, sinkron=m.pengguna.peran in MENULIS)


def satu(m: Minta) -> Response:
    """A page of one book."""
    id_, tahun, minta = m.jalur["id"], m.jalur["tahun"], _permintaan(m.tanya)
    hal = lihat_buku.halaman(m.kantor, id_, tahun, minta)
    return m.laman(
        "buku/satu.html",
        hal=hal,
        minta=minta,
        id=id_,
        tahun=tahun,
        judul_urut=_urutan(id_, tahun, hal, minta),
        sebelum=_url(id_, tahun, minta, halaman=hal.halaman - 1) if hal.halaman > 1 else "",
        sesudah=_url(id_, tahun, minta, halaman=hal.halaman + 1) if hal.halaman < hal.jumlah_halaman else "",
        ke=_url(id_, tahun, minta, halaman=hal.halaman),
        boleh_diisi=_boleh_diisi(hal.kolom),
        boleh=m.pengguna.peran in ARSIPARIS,
        sinkron=m.pengguna.peran in MENULIS,
        dapat_ditutup=id_ in BUKU_KAS,
        nama_bulan=BULAN,
        bulan_lalu=(m.kantor.hari_ini().month - 2) % len(BULAN) + 1,
    )


def ubah(m: Minta) -> Response:
    """The form of one cell: in its place in the table, or a small page."""
    id_, tahun, kunci = m.jalur["id"], m.jalur["tahun"], m.tanya.get("kunci", "")
    kolom = sel_buku.kolom_orang(buku.definisi(m.kantor, id_), m.tanya.get("kolom", ""))
    baris = lihat_buku.satu_baris(m.kantor, id_, tahun, kunci)
    return m.laman(
        "buku/ubah_bagian.html" if m.htmx else "buku/ubah.html",
        id=id_,
        tahun=tahun,
        judul=m.kantor.buku[id_].judul,
        kolom=kolom,
        baris=baris,
        sel=baris.sel[kolom.kunci],
        ke=_kembali(id_, tahun, m.tanya.get("ke", "")),
    )


def simpan(m: Minta) -> Response:
    """Keep what was typed into a cell."""
    id_, tahun, kunci, kolom = m.jalur["id"], m.jalur["tahun"], m.satu("kunci"), m.satu("kolom")
    hasil = sel_buku.ubah_sel(
        m.kantor, id_, tahun, kunci, kolom, baru=m.satu("baru"), dilihat=m.satu("dilihat")
    )
    ke = _kembali(id_, tahun, m.satu("ke"))
    ingat = [*hasil.peringatan, *map(str, kas_buku.berubah(m.kantor, [id_]))]
    if not m.htmx:
        return m.pindah(ke, "Tersimpan." if hasil.berubah else "Tidak ada yang berubah.", ingat)
    return m.bagian(
        "buku/sel.html",
        id=id_,
        tahun=tahun,
        ke=ke,
        kolom=sel_buku.kolom_orang(m.kantor.buku[id_], kolom),
        baris=lihat_buku.satu_baris(m.kantor, id_, tahun, kunci),
        sel=hasil.sel,
        peringatan=ingat,
        konflik=len(buku.konflik(m.kantor, id_)) if hasil.peringatan else 0,
    )


def ketik(m: Minta) -> Response:
    """The form of a new row."""
    return _ketik(m)


def _ketik(m: Minta, temuan: Sequence[Temuan] = ()) -> Response:
    """With what was typed and what is wrong with it, where it was refused."""
    buku.pastikan_tahun(m.kantor, m.jalur["id"], m.jalur["tahun"])
    definisi = buku.definisi(m.kantor, m.jalur["id"])
    kolom = lihat_buku.kolom_diketik(definisi)
    return m.laman(
        "buku/ketik.html",
        422 if temuan else 200,
        temuan=temuan,
        tempat={k.judul: k.kunci for k in kolom},
        nilai=dict(m.isian),
        permintaan=m.satu("_permintaan") or secrets.token_hex(8),
        id=definisi.id,
        tahun=m.jalur["tahun"],
        judul=definisi.judul,
        ketik=bool(definisi.entri),
        petunjuk=definisi.petunjuk,
        kolom=kolom,
    )


def tambah(m: Minta) -> Response:
    """Enter a new row."""
    id_, tahun = m.jalur["id"], m.jalur["tahun"]
    kolom = {k.kunci for k in lihat_buku.kolom_diketik(buku.definisi(m.kantor, id_))}
    mentah = {k: v for k, v in m.isian if k in kolom and v.strip()}
    buku.pastikan_tahun(m.kantor, id_, tahun)
    try:
        hasil = buku.tambah(m.kantor, id_, mentah, tahun=tahun, permintaan=id_permintaan(m))
    except DataTidakSah as salah:
        return _ketik(m, salah.temuan)
    ingat = [*(p for h in hasil for p in peringatan(h)), *map(str, kas_buku.berubah(m.kantor, [id_]))]
    return m.pindah(f"/buku/{quote(id_)}/{tahun}", "Baris dicatat.", ingat)


def sinkronkan(m: Minta) -> Response:
    """Bring books and ledger together, one or all; what it did is listed."""
    nama, tahun = m.satu("buku"), _angka(m.satu("tahun"), 0)
    if nama and tahun:
        buku.pastikan_tahun(m.kantor, nama, tahun)
    hasil = buku.sinkron(m.kantor, [nama] if nama else [], tahun=tahun if nama else 0)
    konflik = Counter((k.buku, k.tahun) for k in buku.konflik(m.kantor))
    berubah = [h for h in hasil if _ada_kabar(h) or konflik[h.buku, h.tahun]]
    berubah.sort(key=lambda h: not (konflik[h.buku, h.tahun] or h.ditolak or h.menunggu))
    return m.laman(
        "buku/hasil.html",
        berubah=berubah,
        selaras=[h for h in hasil if h not in berubah],
        kas=kas_buku.berubah(m.kantor, [h.buku for h in hasil]),
        konflik=konflik,
        buku=m.kantor.buku,
    )


def unduh(m: Minta) -> Response:
    """The workbook."""
    path = sel_buku.berkas_buku(m.kantor, m.jalur["id"], m.jalur["tahun"])
    return m.data(berkas.baca(path), _MIME_MAKRO if path.suffix == ".xlsm" else _MIME, path.name)


def konflik(m: Minta) -> Response:
    """Cells about which a book and the ledger disagree."""
    return m.laman(
        "buku/konflik.html",
        konflik=konflik_buku.daftar(m.kantor),
        pengubah=konflik_buku.pengubah(m.kantor),
        boleh=m.pengguna.peran in ARSIPARIS,
    )


def putuskan(m: Minta) -> Response:
    """Settle one of them."""
    pilihan = m.satu("pakai")
    if pilihan not in _DIPAKAI:
        raise TidakDitemukan("Pilihan itu tidak ada.", "Pilih salah satu dari kedua nilai.")
    selesai = buku.selesaikan(m.kantor, m.jalur["nomor"], pakai_ketikan=pilihan == "ketikan")
    return m.pindah("/buku/konflik", f"Konflik nomor {selesai.id} selesai: {_DIPAKAI[pilihan]}.")


def _ada_kabar(hasil: HasilBuku) -> bool:
    """Whether a sync did anything with this book, or left something undone."""
    isi = vars(hasil)
    return any(isi[nama] for nama in isi if nama not in ("buku", "tahun", "berkas"))


def _boleh_diisi(kolom: Sequence[KolomLayar]) -> str:
    """The columns people may fill, named the shorter way."""
    boleh = [k.judul for k in kolom if k.boleh]
    tidak = [k.judul for k in kolom if not k.boleh]
    if len(tidak) < len(boleh):
        return "semua kolom" + (f" selain {', '.join(tidak)}" if tidak else "")
    return ", ".join(boleh)


def _permintaan(tanya: Mapping[str, str]) -> Permintaan:
    return lihat_buku.Permintaan(
        kata=tanya.get("kata", "").strip()[:200],
        saring={k.removeprefix(_SARING): v for k, v in tanya.items() if k.startswith(_SARING) and v.strip()},
        urut=tanya.get("urut", ""),
        turun=tanya.get("turun") == "1",
        halaman=_angka(tanya.get("halaman", ""), 1),
    )


def _angka(teks: str, bawaan: int) -> int:
    return int(teks) if teks.isdecimal() and len(teks) <= _DIGIT_MAKS else bawaan


def _url(id_: str, tahun: int, minta: Permintaan, **ganti: object) -> str:
    """The address of the same page with something else."""
    isi: dict[str, object] = {
        "kata": minta.kata,
        **{f"{_SARING}{k}": v for k, v in minta.saring.items()},
        "urut": minta.urut,
        "turun": "1" if minta.turun else "",
        **ganti,
    }
    return f"/buku/{quote(id_)}/{tahun}?{urlencode({k: v for k, v in isi.items() if v})}"


def _urutan(id_: str, tahun: int, hal: HalamanBuku, minta: Permintaan) -> Sequence[tuple[str, str]]:
    """For every column where its heading leads, and how it is sorted by now (aria-sort)."""
    hasil: list[tuple[str, str]] = []
    for kolom in hal.kolom:
        ini = kolom.kunci == minta.urut
        turun = "1" if ini and not minta.turun else ""
        kini = ("descending" if minta.turun else "ascending") if ini else "none"
        hasil.append((_url(id_, tahun, minta, urut=kolom.kunci, turun=turun), kini))
    return hasil


def _kembali(id_: str, tahun: int, ke: str) -> str:
    """Back to the table; nobody is sent elsewhere."""
    tabel = f"/buku/{quote(id_)}/{tahun}"
    return ke if ke.startswith(f"{tabel}?") else tabel


RUTE = (
    Rute("GET", "/buku", daftar),
    Rute("GET", "/buku/konflik", konflik),
    Rute("POST", "/buku/konflik/{nomor:int}", putuskan, ARSIPARIS),
    Rute("POST", "/buku/sinkron", sinkronkan, MENULIS),
    Rute("GET", "/buku/{id}/{tahun:int}", satu),
    Rute("GET", "/buku/{id}/{tahun:int}/berkas", unduh),
    Rute("GET", "/buku/{id}/{tahun:int}/sel", ubah, ARSIPARIS),
    Rute("POST", "/buku/{id}/{tahun:int}/sel", simpan, ARSIPARIS),
    Rute("GET", "/buku/{id}/{tahun:int}/ketik", ketik, ARSIPARIS),
    Rute("POST", "/buku/{id}/{tahun:int}/ketik", tambah, ARSIPARIS),
)
