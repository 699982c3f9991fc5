"""Papers printed from rows of the books: kartu kendali, lembar disposisi, labels, receipts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import Response

from naskah import cetak as pencetak
from naskah.masuk_isi import ARAHAN
from naskah.web import galat as halaman_galat
from naskah.web.kabar import Kabar
from naskah.web.keamanan.unduhan import MIME
from naskah.web.laman._ulang import Ulang, pengisi
from naskah.web.minta import Minta
from naskah.web.rute import Rute
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NaskahError
from registers.dasar.sementara import folder_kerja

if TYPE_CHECKING:
    from naskah.cetak import Cetakan
    from naskah.kantor import Kantor

_DIGIT_MAKS = 4
_TERBANYAK = 500  # rows of one print from a list
_PILIH = "Kembali ke daftarnya dan centang barisnya, atau tulis nomornya di bawah ini."
_BIDANG = {"--dari": "Dari nomor urut atau tanggal", "--sampai": "Sampai", "--tahun": "Tahun buku"}
_PILIHAN_PERINTAH = re.compile(rf"(?:tambahkan )?({'|'.join(_BIDANG)})\b")


def untuk_surat_masuk(kantor: Kantor) -> list[Cetakan]:
    """What can be printed of incoming letters: the papers whose books get their rows from them."""
    masuk = {"masuk", *ARAHAN.values()}
    buku = {b.id for b in kantor.buku.values() if masuk & {*b.peristiwa}}
    return [c for c in pencetak.semua(kantor) if buku & {*c.tata.buku}]


def pilih(m: Minta) -> Response:
    """Which paper, and which rows: a range or numbers."""
    return _formulir(m)


def cetak(m: Minta) -> Response:
    """One docx, or one PDF, of the chosen rows; nothing is kept in the office."""
    id_, _, ragam = m.satu("apa").partition("/")
    kunci = [
        k for satu in m.banyak("kunci")[:_TERBANYAK] for k in satu.replace("\n", ";").split(";") if k.strip()
    ]
    tahun = m.satu("tahun").strip()
    pilihan = pencetak.Pilihan(
        kunci=kunci,
        buku=m.satu("buku"),
        tahun=int(tahun) if tahun.isdecimal() and len(tahun) <= _DIGIT_MAKS else 0,
        dari=m.satu("dari"),
        sampai=m.satu("sampai"),
    )
    try:
        _pastikan_terpilih(m, id_, pilihan)
        with folder_kerja() as sementara:
            hasil = pencetak.cetak(
                m.kantor, id_, pilihan, ragam=ragam, ke=sementara / f"{id_ or 'cetak'}.docx"
            )
            data, akhiran = berkas.baca(hasil.berkas[0]), ".docx"
        if m.satu("bentuk") == "pdf":
            data, akhiran = m.peladen.pratinjau.pdf(data), ".pdf"
    except NaskahError as salah:
        return _formulir(m, Ulang("cetak", _di_layar(salah), m.isian))
    nama = "_".join(filter(None, (id_, ragam, m.kantor.hari_ini().isoformat())))
    jawab = m.data(data, MIME[akhiran], f"{nama}{akhiran}")
    m.peladen.pesan.tulis(jawab, Kabar(peringatan=hasil.peringatan))  # a file has no page; the next says it
    return jawab


def _pastikan_terpilih(m: Minta, id_: str, pilihan: pencetak.Pilihan) -> None:
    """A list without one tick: the library would offer options of its command.

    Raises:
        TidakDitemukan: no such paper.
        DataTidakSah: nothing says which rows are meant, and the paper is one of rows.
    """
    if pilihan.kunci or pilihan.dari.strip() or pilihan.sampai.strip():
        return
    if pencetak.muat(id_, m.kantor).tata.sumber == "buku":
        raise DataTidakSah("Belum ada baris yang dipilih.", hint=_PILIH)


def _di_layar(salah: NaskahError) -> NaskahError:
    """The same error, its advice naming fields of this page instead of options of the command."""
    if not isinstance(salah, DataTidakSah):
        return salah
    temuan = [
        replace(t, tempat=_BIDANG.get(t.tempat, t.tempat), saran=_PILIHAN_PERINTAH.sub(_isi, t.saran))
        for t in salah.temuan
    ]
    return DataTidakSah(salah.message, temuan, salah.hint)


def _isi(cocok: re.Match[str]) -> str:
    return f"isi {_BIDANG[cocok[1]]}"


def _formulir(m: Minta, ulang: Ulang | None = None) -> Response:
    buku = m.satu("buku") or m.tanya.get("buku", "")
    semua = [c for c in pencetak.semua(m.kantor) if not buku or buku in c.tata.buku]
    return m.laman(
        "masuk/cetak.html",
        halaman_galat.status(ulang.galat) if ulang else 200,
        cetakan=semua or pencetak.semua(m.kantor),
        buku=buku,
        apa=m.satu("apa") or m.tanya.get("apa", ""),
        kunci="; ".join(m.banyak("kunci") or m.tanya_banyak("kunci")[:_TERBANYAK]),
        tahun=m.satu("tahun") if ulang else m.tanya.get("tahun", ""),
        ulang=ulang,
        isi=pengisi(ulang),
        libreoffice=m.peladen.pratinjau.tersedia(),
    )


RUTE = (Rute("GET", "/cetak", pilih), Rute("POST", "/cetak", cetak))
