"""Merges at work: their list, one with its progress, stopping, going on, fetching what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from starlette.responses import FileResponse, Response, StreamingResponse

from naskah import perubahan
from naskah.massal import hasil, pantauan, pembatalan, rampung
from naskah.massal.giliran import keadaan_kini
from naskah.massal.rampung import Ringkasan
from naskah.web import kata
from naskah.web.keamanan import unduhan
from naskah.web.minta import Minta, lampiran
from naskah.web.penggarap import laju_pekerja
from naskah.web.rute import MENULIS, Rute
from registers.dasar import zipan
from registers.dasar.galat import KeadaanDitolak, TidakDitemukan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from naskah.web.penggarap import Laju
    from registers.ledger.pekerjaan import KeadaanBaris, Pekerjaan

_BATAS = 50  # letters on one page
_DAFTAR = 100  # merges in the list
_DIGIT_MAKS = 6
_TAMPIL: Mapping[str, Sequence[KeadaanBaris]] = {  # rows that are shown
    "": (*hasil.BERSURAT, "gagal", "batal"),
    "gagal": ("gagal",),
}
_BERKAS = {"daftar.xlsx": "daftar", "gagal.xlsx": "gagal", "gabungan.pdf": "gabungan"}
Keadaan = Literal["antre", "berjalan", "berhenti", "selesai", "batal"]


@dataclass(frozen=True)
class Tampak:
    """A merge as pages show it.

    Attributes:
        pekerjaan: the merge.
        judul: of its type.
        baris: how many rows are in each state.
        keadaan: whether it waits for others, runs, has stopped, is finished or void.
        di_sini: whether this server works on it, not a command elsewhere.
        dihentikan: it was told to end and has not yet.
        laju: how fast it goes, where that is known.
        pekerja: how many workers there are for a merge they are to render; None for any other.
    """

    pekerjaan: Pekerjaan
    judul: str
    baris: Mapping[str, int]
    keadaan: Keadaan
    di_sini: bool
    dihentikan: bool = False
    laju: Laju | None = None
    pekerja: int | None = None

    @property
    def terbit(self) -> int:
        """How many letters are issued and have their document."""
        return self.baris.get("terbit", 0) + self.baris.get("selesai", 0)

    @property
    def gagal(self) -> int:
        """How many rows failed."""
        return self.baris.get("gagal", 0)

    @property
    def baris_terbit(self) -> int:
        """How many letters are issued, those without a document included."""
        return sum(self.baris.get(k, 0) for k in hasil.BERSURAT)

    @property
    def batal(self) -> int:
        """How many rows were voided, or are to become no letter."""
        return self.baris.get("batal", 0)

    @property
    def dapat_batal(self) -> bool:
        """Whether there is anything to be voided, and nobody at it here."""
        ada = any(self.baris.get(k) for k in ("menunggu", *hasil.BERSURAT))
        return ada and self.keadaan in ("berhenti", "selesai")

    @property
    def tinggal_daftar(self) -> bool:
        """Whether every row is done, and only its list is still to be made."""
        return self.keadaan == "berhenti" and not any(
            self.baris.get(k) for k in ("menunggu", "bernomor", "terbit")
        )

    @property
    def tahap(self) -> str:
        """What is done now."""
        if self.laju is not None and self.keadaan == "berjalan":
            return self.laju.kemajuan.tahap
        if self.baris.get("bernomor"):
            return "Mencetak"
        return "Menerbitkan" if self.baris.get("menunggu") else "Membuat PDF"

    @property
    def maju(self) -> int:
        """Rows done in this stage."""
        if self.laju is not None and self.tahap == "Membatalkan":
            return self.laju.kemajuan.selesai
        if self.tahap in ("Menerbitkan", "Mengantrekan"):
            return self.pekerjaan.jumlah - self.baris.get("menunggu", 0)
        return self.baris.get("selesai", 0) + (self.gagal if self.tahap == "Mencetak" else 0)

    @property
    def dari(self) -> int:
        """Rows there are in this stage."""
        if self.laju is not None and self.tahap == "Membatalkan":
            return self.laju.kemajuan.jumlah
        return self.terbit if self.tahap == "Membuat PDF" else self.pekerjaan.jumlah

    @property
    def bergerak(self) -> bool:
        """Whether anything of this stage is done; before that a bar would only stand at its beginning."""
        return self.maju > 0

    @property
    def sisa(self) -> str:
        """How long it will take, in words; "" where that is not known."""
        if self.laju is None or not self.laju.per_menit:
            return ""
        menit = round(self.laju.sisa)
        if menit < 1:
            return "kurang dari satu menit lagi"
        jam, menit = divmod(menit, 60)
        lama = [f"{n} {kata}" for n, kata in ((jam, "jam"), (menit, "menit")) if n]
        return f"kira-kira {' '.join(lama)} lagi"


def _tampak(m: Minta, pekerjaan: Pekerjaan, baris: Mapping[str, int]) -> Tampak:
    garap = m.peladen.penggarap
    letak = garap.letak(pekerjaan.id)
    keadaan: Keadaan = (
        "antre" if letak > 0 else "berjalan" if not letak else keadaan_kini(m.kantor, pekerjaan)
    )
    ada = pekerjaan.jenis in m.kantor.katalog.daftar()
    laju, pekerja = garap.laju(pekerjaan.id), None
    if pekerjaan.pilihan.get("antre") and letak < 0 and keadaan == "berjalan":
        kini = pantauan.lihat(m.kantor, pekerjaan.id)[0]
        laju, pekerja = laju_pekerja(kini), kini.antrean.pekerja
    return Tampak(
        pekerjaan,
        m.kantor.katalog.jenis(pekerjaan.jenis).judul if ada else pekerjaan.jenis,
        baris,
        keadaan,
        letak >= 0,
        garap.dihentikan(pekerjaan.id),
        laju,
        pekerja,
    )


def daftar(m: Minta) -> Response:
    """Every merge, the newest first."""
    with m.kantor.ledger.baca() as baca:
        semua = [(p, baca.hitung_baris(p.id)) for p in baca.semua_pekerjaan(_DAFTAR)]
    tampak = [_tampak(m, p, baris) for p, baris in semua]
    bergerak = any(t.keadaan in ("antre", "berjalan") for t in tampak)
    nama = "massal/bagian_daftar.html" if m.htmx else "massal/daftar.html"
    return m.laman(nama, semua=tampak, bergerak=bergerak)


def satu(m: Minta) -> Response:
    """One merge: its progress while it runs, its letters and files."""
    kini = rampung.ringkas(m.kantor, m.jalur["id"])
    tampak = _tampak(m, kini.pekerjaan, kini.keadaan)
    apa = "gagal" if m.tanya.get("apa") == "gagal" else ""
    halaman = max(1, _angka(m.tanya.get("halaman", "")))
    return m.laman(
        "massal/bagian_satu.html" if m.htmx else "massal/satu.html",
        kini=kini,
        t=tampak,
        kabar=[kata.layar(k) for k in m.peladen.penggarap.kabar(kini.pekerjaan.id)],
        baris=_baris(m, kini, apa, halaman),
        apa=apa,
        halaman=halaman,
        halaman_akhir=max(1, -(-_jumlah(kini, apa) // _BATAS)),
        bagian=hasil.jumlah_bagian(tampak.terbit),
        sekali=hasil.SEKALI,
        kata=hasil.KATA,
        boleh=m.pengguna.peran in MENULIS,
    )


def _baris(m: Minta, kini: Ringkasan, apa: str, halaman: int) -> list[hasil.BarisHasil]:
    keadaan = _TAMPIL[apa]
    return hasil.halaman(m.kantor, kini.pekerjaan.id, keadaan, lewati=(halaman - 1) * _BATAS, batas=_BATAS)


def _jumlah(kini: Ringkasan, apa: str) -> int:
    return sum(kini.keadaan.get(k, 0) for k in _TAMPIL[apa])


def _angka(teks: str) -> int:
    return int(teks) if teks.isdecimal() and len(teks) <= _DIGIT_MAKS else 0


def hentikan(m: Minta) -> Response:
    """End it after the present letters; nothing of what is issued is undone."""
    kini = rampung.ringkas(m.kantor, m.jalur["id"])
    if not m.peladen.penggarap.hentikan(kini.pekerjaan.id):
        if keadaan_kini(m.kantor, kini.pekerjaan) == "berjalan":
            raise KeadaanDitolak(
                "Surat-surat ini dikerjakan dari jendela perintah atau komputer lain.",
                "Hentikan di sana dengan Ctrl+C; yang sudah terbit tetap terbit.",
            )
        return m.pindah(f"/massal/{kini.pekerjaan.id}")
    return m.pindah(f"/massal/{kini.pekerjaan.id}")


def lanjutkan(m: Minta) -> Response:
    """Do what is left of it; no row and no number twice. Of a queue merge also look after the queue."""
    kini = rampung.ringkas(m.kantor, m.jalur["id"])
    lewat_antrean = bool(kini.pekerjaan.pilihan.get("antre"))
    if lewat_antrean or keadaan_kini(m.kantor, kini.pekerjaan) == "berhenti":
        m.peladen.penggarap.kerjakan(m.kantor, kini.pekerjaan.id)
    return m.pindah(f"/massal/{kini.pekerjaan.id}")


def batalkan(m: Minta) -> Response:
    """Void all of its letters, with the reason; one that is being made is to be stopped before."""
    kini = rampung.ringkas(m.kantor, m.jalur["id"])
    id_, alasan = kini.pekerjaan.id, m.satu("alasan")
    perubahan.pastikan_beralasan(alasan)
    if m.peladen.penggarap.letak(id_) >= 0 or keadaan_kini(m.kantor, kini.pekerjaan) == "berjalan":
        raise KeadaanDitolak("Surat-surat ini masih dibuat.", "Hentikan dahulu, lalu batalkan.")
    pembatalan.rencana(m.kantor, id_)
    m.peladen.penggarap.kerjakan(m.kantor, id_, batal=alasan)
    return m.pindah(f"/massal/{id_}")


def semua_berkas(m: Minta) -> Response:
    """The files of up to so many letters in one zip, sent while it is read."""
    kini = rampung.ringkas(m.kantor, m.jalur["id"])
    id_, bagian = kini.pekerjaan.id, _angka(m.tanya.get("bagian", "1"))
    jumlah = hasil.jumlah_bagian(kini.keadaan.get("terbit", 0) + kini.keadaan.get("selesai", 0))
    if not 1 <= bagian <= jumlah:
        raise TidakDitemukan("Belum ada berkas di bagian itu.", "Kembali ke halaman surat massalnya.")
    ujung = f"-bagian-{bagian}" if jumlah > 1 else ""
    nama = f"{kini.pekerjaan.jenis}-{id_}{ujung}.zip"
    return StreamingResponse(
        zipan.alir(_isi(m, id_, bagian)), media_type="application/zip", headers=lampiran(nama)
    )


def _isi(m: Minta, id_: str, bagian: int) -> Iterator[tuple[str, bytes]]:
    """Every file; those that are gone are named in one more."""
    hilang: list[str] = []
    for nama, path in hasil.berkas_bagian(m.kantor, id_, bagian):
        try:
            yield nama, unduhan.baca(m.kantor, path)
        except TidakDitemukan:
            hilang.append(path)
    if hilang:
        yield "BERKAS-YANG-HILANG.txt", "\n".join(hilang).encode()


def berkas(m: Minta) -> Response:
    """One of the files made of all letters."""
    kini, nama = rampung.ringkas(m.kantor, m.jalur["id"]), str(m.jalur["nama"])
    path = getattr(kini, _BERKAS[nama]) if nama in _BERKAS else ""
    if not path:
        raise TidakDitemukan("Berkas itu belum ada.", "Kembali ke halaman surat massalnya.")
    tujuan = f"{kini.pekerjaan.jenis}-{kini.pekerjaan.id}-{nama}"
    return FileResponse(m.kantor.folder / path, media_type=unduhan.mime(nama), headers=lampiran(tujuan))


RUTE = (
    Rute("GET", "/massal", daftar),
    Rute("GET", "/massal/{id}", satu),
    Rute("POST", "/massal/{id}/hentikan", hentikan, MENULIS),
    Rute("POST", "/massal/{id}/lanjutkan", lanjutkan, MENULIS),
    Rute("POST", "/massal/{id}/batal", batalkan, MENULIS),
    Rute("GET", "/massal/{id}/semua.zip", semua_berkas),
    Rute("GET", "/massal/{id}/berkas/{nama}", berkas),
)
