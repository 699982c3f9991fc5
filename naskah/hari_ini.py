"""What is due, late or waiting today, for the office or for one post (`naskah hari-ini`).

Work stands under the post; beside it the person who holds the post today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from naskah import jabatan, masuk_isi
from naskah.terhitung import terhitung
from registers.dasar import waktu
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.penggabungan import isi_sel

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.ledger import Baca, Baris, Disposisi, Naskah

Keadaan = Literal["terlambat", "hari ini", "7 hari ke depan", "nanti", "menunggu"]
URUTAN: tuple[Keadaan, ...] = ("terlambat", "hari ini", "7 hari ke depan", "nanti", "menunggu")
_DEKAT = 7  # days ahead that are near; the name of their Keadaan says it
_USANG = ("batal", "dialihkan", "ditarik")


@dataclass(frozen=True)
class Kerja:
    """One thing somebody has to do.

    Attributes:
        keadaan: terlambat, hari ini, 7 hari ke depan, nanti (due later), menunggu (nothing says until when).
        id: id of the letter, branch or row.
        apa: what is to be done.
        hal: what it is about.
        pos: post or unit that has to do it; "" when nobody in particular.
        orang: who holds that post today.
        batas: due date.
        sejak: the day it began to wait.
        asal: where it was found: disposisi, masuk, konsep, or the id of a book.
        tahun: year of that book; 0 for none.
        surat: type of the letter that does it; "" for none.
        isi: what that letter is filled with, field → value.
    """

    keadaan: Keadaan
    id: str
    apa: str
    hal: str
    pos: str = ""
    orang: str = ""
    batas: date | None = None
    sejak: date | None = None
    asal: str = ""
    tahun: int = 0
    surat: str = ""
    isi: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class HariIni:
    """The page of one day.

    Attributes:
        tanggal: the day.
        untuk: the posts it was asked for, as people name them; empty: the whole office.
        kerja: what is to be done, most urgent first.
        belum_dikirim: letters issued this year that nobody has noted as sent.
        buku_menunggu: books with rows that are not in their file yet.
    """

    tanggal: date
    untuk: tuple[str, ...]
    kerja: tuple[Kerja, ...]
    belum_dikirim: int = 0
    buku_menunggu: tuple[str, ...] = ()

    def menurut_pos(self) -> dict[str, list[Kerja]]:
        """The same work by post, in the order of urgency; "" last."""
        hasil: dict[str, list[Kerja]] = {}
        for satu in sorted(self.kerja, key=lambda k: k.pos == ""):
            hasil.setdefault(satu.pos, []).append(satu)
        return hasil


def susun(kantor: Kantor, *, untuk: str = "") -> HariIni:
    """The work of today.

    Args:
        kantor: the open office.
        untuk: only of this post, unit or person.

    Raises:
        DataTidakSah: `untuk` is nearly, but not quite, a known post.
    """
    hari, milik = kantor.hari_ini(), _milik(kantor, untuk)
    with kantor.ledger.baca() as baca:
        semua = [*_berperistiwa(kantor, baca), *_berjabatan(kantor, list(_konsep(kantor, baca)))]
        belum = 0 if milik else _belum_dikirim(kantor, baca, date(hari.year, 1, 1))
        menunggu = [] if milik else [f"{b.buku}-{b.tahun}" for b in baca.buku_menunggu()]
    if milik:
        sebutan = {jabatan.sebutan(kantor.tatanan, m) for m in milik}
        semua = [k for k in semua if k.pos in sebutan or _sama(k.orang, untuk)]
    return HariIni(
        tanggal=hari,
        untuk=tuple(sorted(jabatan.sebutan(kantor.tatanan, m) for m in milik)),
        kerja=tuple(sorted(semua, key=_letak)),
        belum_dikirim=belum,
        buku_menunggu=tuple(menunggu),
    )


def _milik(kantor: Kantor, untuk: str) -> frozenset[str]:
    """The posts the page is asked for; none: the whole office."""
    if not untuk.strip():
        return frozenset()
    try:
        return jabatan.milik(kantor.tatanan, untuk, kantor.hari_ini())
    except NilaiSalah as galat:
        temuan = Temuan("--untuk", galat.pesan, galat.saran, untuk)
        raise DataTidakSah("Jabatan tidak dikenal.", [temuan]) from galat


def _belum_dikirim(kantor: Kantor, baca: Baca, sejak: date) -> int:
    """Letters not sent."""
    return terhitung(kantor, baca, "belum dikirim", lambda: baca.jumlah_belum_dikirim(sejak), sejak)


def _berperistiwa(kantor: Kantor, baca: Baca) -> list[Kerja]:
    """The work that comes from what happened; drafts wait without an event, and are asked apart."""

    def hitung() -> list[Kerja]:
        terbuka = baca.disposisi_terbuka()
        semua = [
            *_disposisi(kantor, baca, terbuka),
            *_surat_masuk(kantor, baca, {d.naskah_id for d in terbuka}),
            *_ingatan(kantor, baca),
        ]
        return _berjabatan(kantor, semua)

    return terhitung(kantor, baca, "kerja", hitung, kantor.hari_ini(), kantor.tatanan, kantor.buku)


def _disposisi(kantor: Kantor, baca: Baca, terbuka: Sequence[Disposisi]) -> Iterator[Kerja]:
    """Open branches; one that was passed on waits below, not here."""
    diteruskan = {d.induk for d in terbuka}
    milik = [d for d in terbuka if d.id not in diteruskan]
    surat = {n.id: n for n in baca.naskah_banyak(list({d.naskah_id for d in milik}))}
    for satu in milik:
        yield _kerja(
            kantor,
            satu.kepada,
            id=satu.id,
            apa=_perintah(satu),
            hal=_hal(surat[satu.naskah_id]),
            batas=satu.batas,
            sejak=_tanggal(kantor, satu.dibuat),
            asal="disposisi",
        )


def _surat_masuk(kantor: Kantor, baca: Baca, terbuka: Collection[str]) -> Iterator[Kerja]:
    """Incoming letters nobody has completed, directed, disposed of or handed on."""
    meja = kantor.tatanan.meja
    menunggu = baca.naskah_banyak([id_ for id_ in baca.id_diterima() if id_ not in terbuka])
    bercabang = baca.bercabang([n.id for n in menunggu])
    for naskah in menunggu:
        cabang, kode = naskah.id in bercabang, naskah.isi.get("kode")
        sejak = date.fromisoformat(str(naskah.isi["tanggal_terima"]))
        if masuk_isi.belum_lengkap(naskah):
            pos, apa = meja.pencatat, "lengkapi catatan pindaian"
        elif not kode and not cabang:
            pos, apa = meja.pengarah, "arahkan (P atau B)"
        elif kode == "B" and not cabang:
            pos, apa = _surat_biasa(kantor, baca, naskah)
        else:
            pos, apa = meja.pimpinan, "beri disposisi"
        yield _kerja(kantor, pos, id=naskah.id, apa=apa, hal=_hal(naskah), sejak=sejak, asal="masuk")


def _surat_biasa(kantor: Kantor, baca: Baca, naskah: Naskah) -> tuple[str, str]:
    """An ordinary letter lies with the clerk until it is handed over, then with its unit."""
    unit = str(naskah.isi.get("pengolah") or "")
    if any(b.nilai.get("tanggal_kirim") for b in baca.baris_kunci(naskah.id)):
        return unit, "tindak lanjuti surat biasa"
    return kantor.tatanan.meja.pencatat, f"antarkan ke {unit}"


def _konsep(kantor: Kantor, baca: Baca) -> Iterator[Kerja]:
    """Drafts that wait for signature and number."""
    for naskah in baca.cari(status="konsep", batas=None):
        sejak = _tanggal(kantor, naskah.diubah.isoformat()) if naskah.diubah else None
        yield _kerja(
            kantor, "", id=naskah.id, apa="konsep menunggu nomor", hal=naskah.hal, sejak=sejak, asal="konsep"
        )


def _ingatan(kantor: Kantor, baca: Baca) -> Iterator[Kerja]:
    """Rows of books that say when something is due, and not yet that it is done."""
    for keadaan in baca.semua_buku():
        buku = kantor.buku.get(keadaan.buku)
        if buku is None or buku.ingat is None:
            continue
        ingat = buku.ingat
        for baris in baca.baris_belum(buku, keadaan.tahun, isi=ingat.tenggat, kosong=ingat.selesai):
            if (satu := _baris(kantor, buku, baris)) is not None:
                yield replace(satu, tahun=keadaan.tahun)


def _baris(kantor: Kantor, buku: Buku, baris: Baris) -> Kerja | None:
    ingat = buku.ingat
    if ingat is None or baris.nilai.get("status") in _USANG:
        return None
    kolom = {k.kunci: k for k in buku.kolom}

    def isi(kunci: str) -> str:
        return isi_sel(kolom[kunci], baris.nilai, baris.orang)

    batas = _tanggal_sel(isi(ingat.tenggat))
    if batas is None or isi(ingat.selesai) or _masih_jauh(kantor, batas):
        return None
    siapa = isi(ingat.siapa) if ingat.siapa else ""
    if not siapa and kantor.tatanan.pejabat_id(ingat.pos):
        siapa = ingat.pos
    hal = isi(ingat.hal)
    apa = ingat.apa or f"menurut {buku.lembar}"
    satu = _kerja(kantor, siapa, id=baris.kunci, apa=apa, hal=hal, batas=batas, asal=buku.id)
    for surat in ingat.surat:
        if all(isi(k) == nilai for k, nilai in surat.bila.items()):
            return replace(satu, surat=surat.jenis, isi={k: isi(dari) for k, dari in surat.isi.items()})
    return satu


def _masih_jauh(kantor: Kantor, batas: date) -> bool:
    """A row of a book is shown in the week before it is due, and from then on until it is done."""
    return batas > kantor.hari_ini() + timedelta(days=_DEKAT)


def _kerja(
    kantor: Kantor,
    pos: str,
    *,
    id: str,
    apa: str,
    hal: str,
    batas: date | None = None,
    sejak: date | None = None,
    asal: str = "",
) -> Kerja:
    return Kerja(
        keadaan=_keadaan(kantor.hari_ini(), batas),
        id=id,
        apa=apa,
        hal=hal,
        pos=pos,
        batas=batas,
        sejak=sejak,
        asal=asal,
    )


def _berjabatan(kantor: Kantor, semua: list[Kerja]) -> list[Kerja]:
    """The same work with its posts as people name them and who holds them; each post is looked up once."""
    kenal: dict[str, dict[str, str]] = {}
    for satu in semua:
        if satu.pos not in kenal:
            kunci = _kenali(kantor, satu.pos)
            kenal[satu.pos] = {
                "pos": jabatan.sebutan(kantor.tatanan, kunci),
                "orang": jabatan.pemegang(kantor.tatanan, kunci, kantor.hari_ini()),
            }
    return [replace(satu, **kenal[satu.pos]) for satu in semua]


def _keadaan(hari: date, batas: date | None) -> Keadaan:
    if batas is None:
        return "menunggu"
    if batas < hari:
        return "terlambat"
    if batas == hari:
        return "hari ini"
    return "7 hari ke depan" if batas <= hari + timedelta(days=_DEKAT) else "nanti"


def _letak(satu: Kerja) -> tuple[int, date, date, str]:
    return URUTAN.index(satu.keadaan), satu.batas or date.max, satu.sejak or date.max, satu.id


def _kenali(kantor: Kantor, pos: str) -> str:
    """A post by its id, by its names, or by the person who holds it today; other text stays as typed.

    Whoever holds two posts has the work under the one that is theirs, not under the one they act for.
    """
    if not pos.strip():
        return ""
    hari = kantor.hari_ini()
    try:
        milik = jabatan.milik(kantor.tatanan, pos, hari)
    except NilaiSalah:
        return pos
    pejabat = [p for p in kantor.tatanan.pejabat if p.id in milik]
    if not pejabat:
        return min(milik)
    return min(pejabat, key=lambda p: bool((masa := p.pada(hari)) and masa.sebagai)).id


def _perintah(satu: Disposisi) -> str:
    return satu.instruksi if satu.status == "diterima" else f"{satu.instruksi} (belum diterima)"


def _hal(naskah: Naskah) -> str:
    dari = naskah.isi.get("dari")
    return f"{naskah.hal} — {dari}" if dari else naskah.hal


def _tanggal(kantor: Kantor, saat: str) -> date:
    return waktu.hari(saat, kantor.tatanan.zona_waktu)


def _tanggal_sel(isi: str) -> date | None:
    try:
        return date.fromisoformat(isi[:10]) if isi else None
    except ValueError:
        return None  # people may type anything into their own column


def _sama(orang: str, untuk: str) -> bool:
    return bool(orang) and orang.casefold() == " ".join(untuk.split()).casefold()
