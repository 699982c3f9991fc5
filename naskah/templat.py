"""Templates as files of the office: check one, start a new type, refresh the kop people see in Word."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from naskah import baris_surat
from naskah.catalog import LEMBAR, Jenis, Katalog, folder_templat
from naskah.kantor import Kantor, cari_folder
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, KantorSalah, KeadaanDitolak, TidakDitemukan
from registers.dasar.temuan import Temuan

_NAMA = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What every template sees besides its own fields (docs/arsitektur.md).
SELALU_ADA = frozenset(
    {"nomor", "tanggal", "tanggal_hari", "tanggal_huruf", "tanggal_pendek", "tempat", "judul", "hal"}
    | {"sifat", "lampiran", "kantor", "ttd", "paraf", "tembusan"}
)


def periksa(apa: str, folder_kantor: Path | None = None) -> list[Temuan]:
    """Every problem of a type, or of a .docx file, at once.

    Args:
        apa: id of a type, of a document of a paket or of a printed page, or path of a .docx; a file inside
            the folder of one is checked as that.
        folder_kantor: the office whose own types count; None looks for one, and does without.

    Raises:
        TidakDitemukan: neither a type nor a file.
    """
    path = Path(apa)
    if _berkas(path):
        return _periksa_berkas(path)
    try:
        folder: Path | None = cari_folder(folder_kantor, Path.cwd())
    except KantorSalah:
        folder = None
    sumber = [p for p in ((folder / "templates") if folder else None, folder_templat()) if p and p.is_dir()]
    katalog = Katalog.buka(sumber)
    if apa not in katalog.daftar():
        cetakan = next(
            (s / "_cetak" / apa for s in sumber if (s / "_cetak" / apa / "cetak.toml").is_file()), None
        )
        if cetakan is not None:
            return _periksa_cetakan(cetakan)
    jenis = katalog.jenis(apa) if apa in katalog.letak else katalog.bertemplat(apa)
    semua = [t for satu in jenis.bertemplat for t in periksa_jenis(satu)]
    return [*semua, *(_di_kantor(jenis, Kantor.buka(folder)) if folder else [])]


def _periksa_berkas(path: Path) -> list[Temuan]:
    """The problems of a .docx; inside the folder of a type or a printed page, as its template."""
    tetangga = path.resolve().parent
    if (tetangga / "naskah.toml").is_file():
        di_lembar = tetangga.parent.name == LEMBAR
        katalog = Katalog.buka([tetangga.parent.parent if di_lembar else tetangga.parent])
        return periksa_jenis(katalog.bertemplat(tetangga.name), path)
    if (tetangga / "cetak.toml").is_file():
        return _periksa_cetakan(tetangga)
    from naskah.render import lint_terbatas

    return lint_terbatas(berkas.baca(path))  # a file from anywhere: looked at in a child with limits


def _periksa_cetakan(folder: Path) -> list[Temuan]:
    """The problems of a page printed from rows."""
    from naskah.cetak.deklarasi import baca
    from naskah.cetak.periksa import periksa as periksa_cetakan
    from registers.definisi import muat_buku

    return periksa_cetakan(baca(folder), muat_buku())


def _berkas(path: Path) -> bool:
    try:
        return path.suffix.lower() in {".docx", ".dotx"} or path.is_file()
    except OSError:  # a name no file can have
        return False


def _di_kantor(jenis: Jenis, kantor: Kantor) -> Iterator[Temuan]:
    """What the type names that this office does not have: series, posts, books."""
    seri = {s.id for s in kantor.tatanan.seri}
    pejabat = {p.id for p in kantor.tatanan.pejabat}
    for kunci, nilai, ada in (
        ("seri", kantor.seri_untuk(jenis), seri),
        ("penandatangan", jenis.penandatangan, pejabat),
        ("atas_nama", jenis.atas_nama, pejabat),
        *(("buku", buku, set(kantor.buku)) for buku in jenis.buku),
    ):
        if nilai and nilai not in ada:
            yield Temuan(
                f"naskah.toml: {kunci}",
                "tidak ada di kantor ini",
                f"yang ada: {', '.join(sorted(ada))}",
                nilai,
            )
    yield from baris_surat.periksa_deklarasi(jenis, kantor.buku)


def periksa_jenis(jenis: Jenis, docx: Path | None = None) -> list[Temuan]:
    """The problems of one type: its declaration, its docx, and the two against each other."""
    from naskah.render import lint

    dikenal, wajib = nama_templat(jenis)
    return lint(berkas.baca(docx or jenis.folder / "naskah.docx"), nama_dikenal=dikenal, nama_wajib=wajib)


def nama_templat(jenis: Jenis) -> tuple[frozenset[str], frozenset[str]]:
    """The names a template of this type may use, and those it must use; its seal is one of both."""
    from naskah.validate import nama_cetak

    dikenal, wajib = nama_cetak(jenis)
    segel = frozenset({"segel"} if jenis.segel else ())
    return dikenal | SELALU_ADA | segel, wajib | segel


def baru(kantor: Kantor, nama: str) -> Path:
    """Start a type in the office's templates/: a working letter to restyle in Word; returns its folder.

    Raises:
        DataTidakSah: the name is not usable.
        KeadaanDitolak: the office has that type already, or a document of a paket is called so.
    """
    if not _NAMA.fullmatch(nama):
        saran = "pakai huruf kecil, angka, dan tanda hubung, misalnya surat-keterangan"
        raise DataTidakSah(
            "Nama jenis tidak dapat dipakai.", [Temuan("NAMA", "bentuknya salah", saran, nama)]
        )
    tujuan = kantor.folder / "templates" / nama
    if tujuan.exists():
        raise KeadaanDitolak(f"Jenis {nama} sudah ada di {tujuan}.", "Pilih nama lain.")
    if nama in kantor.katalog.letak_lembar:
        raise KeadaanDitolak(f"{nama} sudah nama sebuah lembar paket.", "Pilih nama lain.")
    sementara = tujuan.with_name(f".{nama}.baru")
    try:
        shutil.rmtree(sementara, ignore_errors=True)
        sementara.mkdir(parents=True)
        for satu in sorted((folder_templat() / "_baru").iterdir()):
            isi = satu.read_bytes()
            if satu.suffix == ".toml":
                judul = nama.replace("-", " ").title()
                isi = isi.replace(b"Jenis Baru", judul.encode())
            (sementara / satu.name).write_bytes(isi)
        sementara.rename(tujuan)
    except OSError as galat:
        shutil.rmtree(sementara, ignore_errors=True)
        raise berkas.gagal(tujuan, galat, "ditulis") from galat
    return tujuan


def segarkan_kop(kantor: Kantor, jenis: str = "") -> list[str]:
    """Copy the kop into the office's own templates, so that Word shows what will be printed.

    Raises:
        TidakDitemukan: no such type among the office's own.
    """
    from naskah.render import segarkan_kop as segarkan

    akar = kantor.folder / "templates"
    milik = sorted({p.parent.name for pola in ("*", f"{LEMBAR}/*") for p in akar.glob(f"{pola}/naskah.toml")})
    if jenis and jenis not in milik:
        raise TidakDitemukan(
            f"Jenis {jenis} tidak ada di templates/ kantor ini.",
            f"Yang ada: {', '.join(milik) or 'belum ada'}.",
        )
    for nama in [jenis] if jenis else milik:
        satu = kantor.katalog.bertemplat(nama)
        bahan = kantor.bahan(satu)
        if "kop" in bahan:
            berkas.tulis_atomik(
                satu.folder / "naskah.docx", segarkan(bahan["templat"], bahan["kop"], satu.halaman)
            )
    return [jenis] if jenis else milik
