"""Is this certificate genuine, unchanged and in force? Answered offline, from its seal.

    the seal itself (form, signature) → the ledger, if there is one → the words of the file

Everything that can be said is said at once, good and bad. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from naskah.dokumen import versi_kini
from naskah.segel import banding, kunci, nilai_bernama
from naskah.segel import berkas as berkas_segel
from naskah.segel.kode import Kode, buka_rapat, mirip, sidik_isi, sidik_teks
from naskah.segel.kode import baca as baca_kode
from registers.dasar import berkas
from registers.dasar.galat import (
    DataTidakSah,
    KeadaanDitolak,
    KerusakanDitemukan,
    TidakDitemukan,
)
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.segel.berkas import Berkas
    from registers.ledger import Berkas as BerkasArsip
    from registers.ledger import Naskah, Peristiwa


class Putusan(Enum):
    """What is to be thought of it; the value is what people read."""

    ASLI = "ASLI"
    TIDAK_BERLAKU = "ASLI, TETAPI TIDAK BERLAKU LAGI"
    BELUM_PASTI = "BELUM DAPAT DIPASTIKAN"
    TIDAK_ASLI = "TIDAK ASLI ATAU SUDAH DIUBAH"

    @property
    def exit_code(self) -> int:
        """0 only for a genuine one in force (registers.dasar.galat)."""
        return {
            Putusan.ASLI: 0,
            Putusan.TIDAK_BERLAKU: KeadaanDitolak.exit_code,
            Putusan.BELUM_PASTI: TidakDitemukan.exit_code,
            Putusan.TIDAK_ASLI: KerusakanDitemukan.exit_code,
        }[self]


@dataclass(frozen=True)
class Butir:
    """One thing that was looked at: what came of it, in Indonesian, and what it means for the whole."""

    putusan: Putusan
    pesan: str

    @property
    def tanda(self) -> str:
        """✓, or ? and ✗ for what is not known and what is wrong, ! for what does not hold any more."""
        return dict(zip(Putusan, "✓!?✗", strict=True))[self.putusan]


@dataclass(frozen=True)
class HasilVerifikasi:
    """The answer.

    Attributes:
        putusan: the worst of `butir`.
        butir: everything that was looked at, in its order.
        kode: what the seal says.
        judul: title of the type, as far as it is known.
        naskah_id: the letter in this office's ledger; "" when it has none.
        hal: its subject there.
        kepada: for whom, there.
    """

    butir: tuple[Butir, ...]
    kode: Kode
    judul: str = ""
    naskah_id: str = ""
    hal: str = ""
    kepada: str = ""

    @property
    def putusan(self) -> Putusan:
        """The worst of all."""
        urut = list(Putusan)
        return max((b.putusan for b in self.butir), key=urut.index)

    @property
    def keterangan(self) -> list[tuple[str, str]]:
        """What the seal and the ledger say of the letter: label, text."""
        hari = tanggal_panjang(date.fromisoformat(self.kode.tanggal))
        semua = [("Nomor", self.kode.nomor), ("Tanggal", hari), ("Jenis", self.judul or self.kode.jenis)]
        return [*semua, *[(k, v) for k, v in (("Hal", self.hal), ("Kepada", self.kepada)) if v]]

    def sebagai_json(self) -> dict[str, object]:
        """The documented JSON shape."""
        k = self.kode
        return {
            "putusan": self.putusan.name.lower(),
            "nomor": k.nomor,
            "tanggal": k.tanggal,
            "jenis": k.jenis,
            "id": k.id,
            "kunci": k.kunci,
            "hal": self.hal,
            "kepada": self.kepada,
            "butir": [{"putusan": b.putusan.name.lower(), "pesan": b.pesan} for b in self.butir],
        }


def baca(masukan: Sequence[str | tuple[str, bytes]]) -> tuple[Kode, Berkas | None]:
    """The code and the file of what a person gives: a code, a file (name, bytes), or one of each.

    Raises:
        DataTidakSah: neither, two of the same, or one that cannot be read.
        TidakDitemukan: the file carries no seal, and no code was given with it.
    """
    kode = [m for m in masukan if isinstance(m, str)]
    files = [m for m in masukan if not isinstance(m, str)]
    if not masukan or len(kode) > 1 or len(files) > 1:
        raise DataTidakSah(
            "Tidak jelas apa yang diperiksa.",
            [Temuan("BERKAS|KODE", "beri satu berkas, satu kode, atau satu berkas dan satu kode")],
        )
    satu = berkas_segel.baca(*files[0]) if files else None
    teks = kode[0] if kode else satu.bawaan.kode if satu and satu.bawaan else ""
    if not teks:
        raise TidakDitemukan(
            f"{files[0][0]} tidak membawa segel yang dapat dibaca di sini.",
            "Hanya sertifikat yang bersegel. Bila suratnya memuat QR, pindai dengan kamera ponsel, lalu beri "
            "teksnya bersama berkas ini.",
        )
    return baca_kode(teks), satu


def adalah_kode(teks: str) -> bool:
    """Whether a person means a code rather than the name of a file."""
    return mirip(teks)


@dataclass(frozen=True)
class _Catatan:
    """What an office knows of the letter a seal names.

    Attributes:
        naskah: the letter; None when its ledger has none.
        peristiwa: its events.
        berkas: each file of it that naskah made, by hash.
        versi: which of them hold.
        docx: its documents, as far as they are there.
        nilai: its printed values by what people call them.
    """

    naskah: Naskah | None = None
    peristiwa: tuple[Peristiwa, ...] = ()
    berkas: Mapping[str, BerkasArsip] = field(default_factory=dict[str, "BerkasArsip"])
    versi: int = 0
    docx: tuple[bytes, ...] = ()
    nilai: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def segel(self) -> list[tuple[Peristiwa, Kode]]:
        """Every seal the ledger recorded for it, oldest first."""
        return [(p, baca_kode(k)) for p in self.peristiwa for k in p.isi.get("segel") or ()]

    @property
    def kunci(self) -> dict[str, bytes]:
        """The public keys the ledger recorded with them."""
        semua = [buka_rapat(str(p.isi["kunci_segel"])) for p in self.peristiwa if p.isi.get("kunci_segel")]
        return {kunci.nama(satu): satu for satu in semua}


def verifikasi(
    kode: Kode,
    file: Berkas | None,
    *,
    kantor: Kantor | None = None,
    publik: Mapping[str, bytes] | None = None,
) -> HasilVerifikasi:
    """Look at everything that can be looked at.

    Args:
        kode: the seal.
        file: the file, if there is one.
        kantor: the office that may have issued it: its ledger, archive and public keys.
        publik: further public keys by name.

    Raises:
        BukuBesarDitolak, KantorSalah: the office cannot be opened.
    """
    catatan = _catatan(kantor, kode) if kantor else _Catatan()
    milik = {**catatan.kunci, **(kunci.publik_kantor(kantor.folder) if kantor else {})}
    dikenal = {**(publik or {}), **milik}
    kode = _sebagaimana_ditandatangani(kode, dikenal)
    butir = [_tanda(kode, dikenal)]
    sah = butir[0].putusan is Putusan.ASLI
    if kantor:
        butir += _buku_besar(kode, catatan, milik=kunci.menurut_nama(milik, kode.kunci) is not None)
    arsip = catatan.berkas.get(file.sha256) if file else None
    if arsip is not None:
        butir += _berkas_arsip(arsip, catatan)
    if file is not None and (arsip is None or arsip.versi == catatan.versi):
        butir += _segel_berkas(kode, file)
    if file is not None and arsip is None:
        butir += _teks(kode, file, catatan, sah=sah)
    satu = catatan.naskah
    if satu is None or satu.nomor != kode.nomor:
        return HasilVerifikasi(tuple(butir), kode)
    return HasilVerifikasi(tuple(butir), kode, satu.judul, satu.id, satu.hal, satu.kepada)


def _catatan(kantor: Kantor, kode: Kode) -> _Catatan:
    with kantor.ledger.baca() as baca_:
        try:
            naskah = baca_.naskah(kode.id)
        except TidakDitemukan:
            return _Catatan()
        semua = baca_.berkas(naskah.id)
        peristiwa = tuple(baca_.peristiwa(naskah_id=naskah.id))
    letak = [kantor.lokasi(b.path, b.sha256) for b in semua if b.macam == "docx"]
    return _Catatan(
        naskah,
        peristiwa,
        {b.sha256: b for b in semua if b.macam in ("docx", "pdf")},
        versi_kini(semua),
        tuple(berkas.baca(p) for p in letak if p),
        nilai_bernama.nilai(kantor, naskah),
    )


def _sebagaimana_ditandatangani(kode: Kode, dikenal: Mapping[str, bytes]) -> Kode:
    """The code with its number written as it was when it was signed; as it came when no way holds."""
    publik = kunci.menurut_nama(dikenal, kode.kunci)
    semua = kode.tulisan if publik else ()
    return next((k for k in semua if kunci.sah(publik or b"", k.pesan, buka_rapat(k.tanda))), kode)


def _tanda(kode: Kode, dikenal: Mapping[str, bytes]) -> Butir:
    publik = kunci.menurut_nama(dikenal, kode.kunci)
    if publik is None:
        return Butir(
            Putusan.BELUM_PASTI,
            f"Segel ini dibuat dengan kunci {kode.kunci}, yang tidak dikenal di sini: mungkin surat "
            "kantor lain, mungkin tiruan. Minta berkas kunci publik (.pub) dari kantor yang menerbitkannya.",
        )
    if not kunci.sah(publik, kode.pesan, buka_rapat(kode.tanda)):
        return Butir(
            Putusan.TIDAK_ASLI,
            "Tanda tangan segel tidak cocok: kodenya diubah sesudah dibuat, atau ditiru tanpa kunci kantor.",
        )
    return Butir(Putusan.ASLI, f"Tanda tangan segel sah (kunci {kode.kunci}).")


def _buku_besar(kode: Kode, catatan: _Catatan, *, milik: bool) -> Iterator[Butir]:
    """What the ledger says of a seal; `milik`: it bears a key of this office."""
    naskah = catatan.naskah
    if naskah is None or (not milik and naskah.nomor != kode.nomor):
        yield Butir(
            Putusan.TIDAK_ASLI if milik else Putusan.BELUM_PASTI,
            f"Buku besar kantor ini tidak mencatat surat {kode.id}, nomor {kode.nomor}.",
        )
        return
    sama = [p for p, k in catatan.segel if k == kode]
    if not sama:
        yield from _bukan_yang_tercatat(kode, [k for _, k in catatan.segel])
        return
    yield Butir(Putusan.ASLI, f"Tercatat di buku besar: {naskah.id}, nomor {naskah.nomor}.")
    sesudah = [p for p in catatan.peristiwa if p.urut > sama[-1].urut]
    if naskah.status == "batal":
        alasan = next((str(p.isi.get("alasan")) for p in sesudah if p.jenis == "batal"), "-")
        yield Butir(Putusan.TIDAK_BERLAKU, f"Surat ini sudah dibatalkan: {alasan}.")
    elif ralat := [p for p in sesudah if p.jenis == "ralat"]:
        yield Butir(
            Putusan.TIDAK_BERLAKU,
            f"Surat ini sudah diralat: {ralat[-1].isi.get('alasan')}. "
            f"Yang berlaku: {ralat[-1].isi.get('berkas')}.",
        )
    elif sidik_isi(naskah.isi) != kode.isi:
        yield Butir(
            Putusan.TIDAK_ASLI, "Isian surat di buku besar tidak sama dengan yang disegel: buku besar diubah."
        )


def _bukan_yang_tercatat(kode: Kode, tercatat: Sequence[Kode]) -> Iterator[Butir]:
    """What of a code is not as the ledger has it, by name."""
    if not tercatat:
        yield Butir(Putusan.TIDAK_ASLI, "Buku besar tidak mencatat segel untuk surat ini.")
        return
    asli = max(tercatat, key=lambda k: sum(getattr(k, n) == getattr(kode, n) for n in _BAGIAN))
    for nama, sebutan in _BAGIAN.items():
        tertulis, semestinya = getattr(kode, nama), getattr(asli, nama)
        if tertulis != semestinya:
            yield Butir(
                Putusan.TIDAK_ASLI, f"{sebutan} dalam kode: tertulis “{tertulis}”, semestinya “{semestinya}”."
            )


_BAGIAN = {
    "nomor": "Nomor",
    "tanggal": "Tanggal",
    "jenis": "Jenis surat",
    "kunci": "Nama kunci",
    "isi": "Sidik isian",
    "teks": "Sidik teks",
    "tanda": "Tanda tangan",
}


def _segel_berkas(kode: Kode, file: Berkas) -> Iterator[Butir]:
    """Whether the file bears this very seal."""
    if file.bawaan is not None and file.bawaan.kode != str(kode):
        yield Butir(Putusan.TIDAK_ASLI, "Segel yang dibawa berkas ini bukan kode yang Anda berikan.")
    if file.qr_sama is False:
        yield Butir(Putusan.TIDAK_ASLI, "Gambar QR dalam berkas bukan gambar segelnya: gambarnya diganti.")
    if file.bawaan is None and file.macam == "docx":
        yield Butir(Putusan.BELUM_PASTI, "QR dalam berkas ini tidak dapat dicocokkan: bukan gambar aslinya.")


def _berkas_arsip(arsip: BerkasArsip, catatan: _Catatan) -> Iterator[Butir]:
    """A file that is byte for byte the archive's: its words need no comparison."""
    yield Butir(Putusan.ASLI, f"Berkas ini sama persis dengan yang di arsip: {arsip.path}.")
    if arsip.versi != catatan.versi:
        yield Butir(Putusan.TIDAK_BERLAKU, "Berkas ini versi sebelum ralat; yang berlaku versi sesudahnya.")


def _teks(kode: Kode, file: Berkas, catatan: _Catatan, *, sah: bool) -> Iterator[Butir]:
    """Whether the file says what was sealed."""
    if file.asing:
        yield Butir(
            Putusan.BELUM_PASTI,
            f"Berkas ini memuat {', '.join(file.asing)}: yang terlihat dapat lain daripada teks yang "
            "dibandingkan. Minta berkas aslinya, atau bandingkan sendiri dengan keterangan di atas.",
        )
    if file.macam == "png":
        return
    if not file.baris:
        yield Butir(
            Putusan.BELUM_PASTI,
            "Berkas ini tidak berteks (pindaian?): bandingkan sendiri isinya dengan keterangan di atas.",
        )
        return
    asli = _teks_asli(kode, file if sah else None, catatan)
    if asli is not None:
        banding_ = _banding(asli, file)
        yield from (Butir(Putusan.TIDAK_ASLI, nilai_bernama.kata(b, catatan.nilai)) for b in banding_)
        sulit = banding.tak_terbanding(asli, file.baris, halaman=file.halaman) if file.macam == "pdf" else ""
        if sulit:
            yield Butir(
                Putusan.BELUM_PASTI,
                f"Huruf “{sulit}” tidak dapat dibandingkan dalam PDF: bandingkan sendiri tulisannya, atau "
                "periksa berkas Word-nya.",
            )
        sama = not banding_ and not sulit
    elif file.macam == "docx":
        sama = sidik_teks(file.baris) == kode.teks
        if not sama:
            yield Butir(Putusan.TIDAK_ASLI, "Teks berkas tidak sama dengan yang disegel.")
    else:
        yield Butir(
            Putusan.BELUM_PASTI,
            "Teks PDF ini hanya dapat dibandingkan di kantor penerbitnya: ia tidak membawa teks asli.",
        )
        return
    if sama:
        yield Butir(Putusan.ASLI, "Seluruh teks berkas sama dengan yang disegel.")


def _banding(asli: Sequence[str], file: Berkas) -> list[banding.Beda]:
    if file.macam == "docx":
        return banding.docx(asli, file.baris)
    return banding.pdf(asli, file.baris, halaman=file.halaman, nomor=file.nomor)


def _teks_asli(kode: Kode, file: Berkas | None, catatan: _Catatan) -> tuple[str, ...] | None:
    """The sealed lines, from the file or the archive; believed only when their hash is the seal's."""
    dari_arsip = (berkas_segel.bawaan_docx(d) for d in catatan.docx)
    semua = (b.teks for b in (file.bawaan if file else None, *dari_arsip) if b is not None)
    return next((t for t in semua if sidik_teks(t) == kode.teks), None)
