"""A new version of a type's naskah.docx, made in Word: proposed, looked at beside the old one, accepted.

    usulkan (lint, dry render of both) → the person compares → terima (kept old, replaced, told the ledger)

The uploaded file is nobody's yet: it is read in a child process with limits until somebody accepts it.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from naskah import templat_simpan as rak
from naskah.catalog import Jenis
from naskah.contoh import siapkan
from naskah.draf import Draf, susun
from naskah.kantor import Kantor
from naskah.konsep import nomor_kosong
from naskah.konteks import KOSONG, dengan_nomor
from naskah.render import Hasil, lint_terbatas, render_terbatas
from naskah.segel.gambar import kosong as tempat_segel
from naskah.templat import nama_templat
from registers.dasar import berkas, sistem
from registers.dasar.galat import (
    DataTidakSah,
    KantorSalah,
    KeadaanDitolak,
    NaskahError,
    TemplatSalah,
    TidakDitemukan,
)
from registers.dasar.isian import Nilai
from registers.dasar.sementara import folder_kerja
from registers.dasar.temuan import Temuan

_TUNGGU = 5.0  # seconds another person's change may take
_LAMA = re.compile(r"naskah-(\d{8}-\d{6})(?:-\d+)?\.docx")


@dataclass(frozen=True)
class Usulan:
    """A proposed naskah.docx beside the one in use.

    Attributes:
        jenis: the type.
        temuan: why it cannot be accepted, each with its place; empty when it can.
        sidik: SHA-256 of the proposal.
        sidik_lama: SHA-256 of the naskah.docx in use, as it was compared.
        docx_lama: a sample letter with the template in use; b"" when none can be made.
        docx_baru: the same letter with the proposal; None when it has findings, or no sample can be made.
        teks_lama: words of `docx_lama`.
        teks_baru: words of `docx_baru`.
        catatan: why there is no sample letter.
    """

    jenis: Jenis
    temuan: tuple[Temuan, ...]
    sidik: str
    sidik_lama: str
    docx_lama: bytes = field(default=b"", repr=False)
    docx_baru: bytes | None = field(default=None, repr=False)
    teks_lama: str = field(default="", repr=False)
    teks_baru: str = field(default="", repr=False)
    catatan: str = ""


@dataclass(frozen=True)
class Letak:
    """Where a type's naskah.docx comes from.

    Attributes:
        jenis: the type.
        milik: whether it lies in the office's templates/; ours otherwise.
        diubah: when its naskah.docx last changed, in the office's zone; None for ours.
    """

    jenis: Jenis
    milik: bool
    diubah: datetime | None


@dataclass(frozen=True)
class VersiLama:
    """An older naskah.docx that was kept: the name of its file, and when it was replaced."""

    nama: str
    saat: datetime


def daftar(kantor: Kantor) -> list[Letak]:
    """Every type with where its template comes from; without broken ones, and pakets, which have none."""
    semua = [letak(kantor, jenis) for jenis in kantor.katalog.semua() if not jenis.lembar]
    return sorted(semua, key=lambda satu: satu.jenis.judul)


def daftar_paket(kantor: Kantor) -> list[tuple[Jenis, list[Letak]]]:
    """Every paket with where the templates of its documents come from, in their order."""
    return [(p, [letak(kantor, s.jenis) for s in p.lembar]) for p in kantor.katalog.paket()]


def pemakai(kantor: Kantor, jenis: Jenis) -> list[Jenis]:
    """The pakets a document belongs to: a new template changes it in all of them; of a type none."""
    if jenis.tempat == jenis.id:
        return []
    return [p for p in kantor.katalog.paket() if jenis.id in {s.jenis.id for s in p.lembar}]


def letak(kantor: Kantor, jenis: Jenis) -> Letak:
    """Where one type's template comes from."""
    milik = rak.milik(kantor.folder, jenis.tempat) is not None
    try:
        saat = (_folder(kantor, jenis) / rak.NAMA).stat().st_mtime if milik else None
    except OSError:
        saat = None
    zona = ZoneInfo(kantor.tatanan.zona_waktu)
    return Letak(jenis, milik, None if saat is None else datetime.fromtimestamp(saat, zona))


def docx(kantor: Kantor, jenis: Jenis) -> bytes:
    """The naskah.docx in use, to be edited in Word.

    Raises:
        BerkasGagal: it cannot be read.
    """
    return berkas.baca(_folder(kantor, jenis) / rak.NAMA)


def daftar_lama(kantor: Kantor, jenis: Jenis) -> list[VersiLama]:
    """The older versions that were kept, newest first."""
    zona = ZoneInfo(kantor.tatanan.zona_waktu)
    hasil: list[VersiLama] = []
    for path in rak.yang_lama(kantor.folder, jenis.tempat):
        if cocok := _LAMA.fullmatch(path.name):
            saat = datetime.strptime(cocok[1], "%Y%m%d-%H%M%S").replace(tzinfo=zona)
            hasil.append(VersiLama(path.name, saat))
    return sorted(hasil, key=lambda v: (v.saat, v.nama), reverse=True)


def docx_lama(kantor: Kantor, jenis: Jenis, nama: str) -> bytes:
    """One of the older versions.

    Raises:
        TidakDitemukan: it was not kept.
    """
    if nama not in {v.nama for v in daftar_lama(kantor, jenis)}:
        raise TidakDitemukan("Versi lama itu tidak ada.", "Pilih dari daftarnya.")
    return berkas.baca(kantor.folder / "templates" / jenis.tempat / rak.LAMA / nama)


def usulkan(kantor: Kantor, jenis: Jenis, usul: bytes) -> Usulan:
    """Check a proposal and put it beside the template in use; nothing is written.

    Raises:
        KeadaanDitolak: it is the very file in use.
    """
    kini = docx(kantor, jenis)
    hasil = Usulan(jenis, (), berkas.sha256(usul), berkas.sha256(kini))
    if hasil.sidik == hasil.sidik_lama:
        raise KeadaanDitolak(
            "Berkas itu sama dengan templat yang sekarang dipakai; tidak ada yang berubah.",
            "Ubah dan simpan dulu di Word, lalu unggah berkas yang baru.",
        )
    if temuan := _lint(jenis, usul):
        return replace(hasil, temuan=tuple(temuan))
    try:
        return _bandingkan(kantor, hasil, usul)
    except TemplatSalah as galat:
        return replace(hasil, temuan=galat.temuan or (Temuan("templat", galat.message, galat.hint),))


def terima(kantor: Kantor, jenis: Jenis, usul: bytes, sidik_lama: str) -> None:
    """Use a proposal from now on; the old naskah.docx is kept. All of it, or nothing.

    A type of ours is first copied into the office's templates/. An older version (`docx_lama`) comes back
    through this same door.

    Args:
        kantor: the open office.
        jenis: the type.
        usul: the new naskah.docx.
        sidik_lama: `Usulan.sidik_lama`, what the person compared it with.

    Raises:
        DataTidakSah: it has findings.
        KeadaanDitolak: somebody accepted another version meanwhile, or is doing so; it is the file in use.
        BerkasGagal: it cannot be written.
    """
    if temuan := usulkan(kantor, jenis, usul).temuan:
        raise DataTidakSah("Templat belum dapat diterima.", temuan)
    with sistem.kunci(kantor.folder / rak.KUNCI, tunggu=_TUNGGU) as dapat:
        if not dapat:
            raise KeadaanDitolak("Templat sedang diganti orang lain.", "Tunggu sebentar, lalu ulangi.")
        if berkas.sha256(docx(kantor, jenis)) != sidik_lama:
            raise KeadaanDitolak(
                f"Templat {jenis.judul} sudah diganti orang lain sejak Anda membandingkannya; "
                "yang Anda unggah belum dipakai.",
                "Unggah sekali lagi, lalu bandingkan dengan templat yang sekarang.",
            )
        _ganti(kantor, jenis, usul)


def sandingan(lama: str, baru: str) -> list[tuple[str, str, bool]]:
    r"""Two texts line by line: old, new, and whether they are the same.

    >>> sandingan("a\nb\n", "a\nc\nd\n")
    [('a', 'a', True), ('b', 'c', False), ('', 'd', False)]
    """
    kiri, kanan = lama.splitlines(), baru.splitlines()
    hasil: list[tuple[str, str, bool]] = []
    banding = difflib.SequenceMatcher(None, kiri, kanan, autojunk=False)
    for _, a, b, c, d in banding.get_opcodes():
        for i in range(max(b - a, d - c)):
            satu = kiri[a + i] if a + i < b else ""
            dua = kanan[c + i] if c + i < d else ""
            hasil.append((satu, dua, satu == dua))
    return hasil


def _folder(kantor: Kantor, jenis: Jenis) -> Path:
    """The folder in use, even if the catalogue was opened before the office got its own."""
    return rak.milik(kantor.folder, jenis.tempat) or jenis.folder


def _lint(jenis: Jenis, usul: bytes) -> list[Temuan]:
    dikenal, wajib = nama_templat(jenis)
    return lint_terbatas(usul, nama_dikenal=dikenal, nama_wajib=wajib)


def _bandingkan(kantor: Kantor, hasil: Usulan, usul: bytes) -> Usulan:
    """The same sample letter with both templates.

    Raises:
        TemplatSalah: the proposal cannot be rendered.
    """
    draf = _draf_contoh(kantor, hasil.jenis)
    if draf is None:
        return replace(
            hasil, catatan="Surat contoh tidak dapat dibuat: periksa contoh.toml jenis ini, atau paketnya."
        )
    bahan = dict(draf.bahan)
    isi = dengan_nomor(draf.konteks, _nomor(kantor, draf), draf.tanggal, terbit=True)
    isi |= {"segel": tempat_segel()} if hasil.jenis.segel else {}
    baru = render_terbatas(
        usul,
        isi,
        kop=bahan.get("kop"),
        halaman=draf.halaman,
        gambar={"lambang": bahan["lambang"]} if "lambang" in bahan else {},
    )
    lama: Hasil | None
    catatan = ""
    try:
        lama = kantor.templat(bahan, draf.halaman).render(isi)
    except NaskahError as galat:  # what is in use may be what is broken
        lama, catatan = None, f"Templat yang sekarang dipakai tidak dapat dibuka: {galat.message}"
    return replace(
        hasil,
        docx_lama=lama.docx if lama else b"",
        teks_lama=lama.teks if lama else "",
        docx_baru=baru.docx,
        teks_baru=baru.teks,
        catatan=catatan,
    )


def _nomor(kantor: Kantor, draf: Draf) -> str:
    try:
        return nomor_kosong(kantor, draf)
    except TidakDitemukan:  # the office has no such series (yet)
        return KOSONG


def _draf_contoh(kantor: Kantor, jenis: Jenis) -> Draf | None:
    """The type's sample letter, of a document that of a paket it belongs to; None when there is none."""
    asal = pemakai(kantor, jenis) or [jenis]
    semua = [(p, isi) for p in asal if (isi := _isi_contoh(_folder(kantor, p))) is not None]
    for satu in _kantor_contoh(kantor):
        for paket, isi in semua:
            try:
                draf = susun(satu, paket.id, isi, satu.hari_ini())
            except (DataTidakSah, KantorSalah, TidakDitemukan):
                continue
            if milik := next((d for d in draf.dokumen if d.jenis.id == jenis.id), None):
                return milik
    return None


def _isi_contoh(folder: Path) -> Mapping[str, Nilai] | None:
    try:
        return tomllib.loads(berkas.baca(folder / "contoh.toml").decode("utf-8"))
    except (NaskahError, ValueError):
        return None


def _kantor_contoh(kantor: Kantor) -> Iterator[Kantor]:
    """The office itself, then the same with the people and koperasi that samples speak of."""
    yield kantor
    with folder_kerja() as folder:
        contoh = siapkan(folder / "kantor", clock=kantor.clock)
        ada = {p.id for p in contoh.tatanan.pejabat}
        pejabat = (*contoh.tatanan.pejabat, *(p for p in kantor.tatanan.pejabat if p.id not in ada))
        satu = replace(kantor, tatanan=kantor.tatanan.model_copy(update={"pejabat": pejabat}))
        satu.__dict__ |= {"katalog": kantor.katalog, "induk": contoh.induk}
        yield satu


def _ganti(kantor: Kantor, jenis: Jenis, usul: bytes) -> None:
    """Replace the file and tell the ledger; without the one there is not the other."""
    saat = kantor.clock.now().astimezone(ZoneInfo(kantor.tatanan.zona_waktu))
    lama = docx(kantor, jenis)
    isi: dict[str, Nilai] = {
        "jenis": jenis.id,
        "sha256": berkas.sha256(usul),
        "sebelumnya": berkas.sha256(lama),
        **_asal(kantor, jenis, usul),
    }
    pasangan: rak.Pasangan | None = None
    try:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            pasangan = rak.pasang(kantor.folder, jenis.tempat, jenis.folder, usul, f"{saat:%Y%m%d-%H%M%S}")
            tx.catat("templat", "", {**isi, "disimpan": pasangan.disimpan})
    except BaseException:
        if pasangan is not None:
            pasangan.urungkan()
        raise


def _asal(kantor: Kantor, jenis: Jenis, usul: bytes) -> Mapping[str, Nilai]:
    """Which older version it is, if it is one."""
    kembali = next(
        (v.nama for v in daftar_lama(kantor, jenis) if docx_lama(kantor, jenis, v.nama) == usul), ""
    )
    return {"kembali": kembali} if kembali else {}
