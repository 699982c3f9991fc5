"""PDFs of many documents, quickly, and whatever happens: who cannot be converted is named, all others are.

Letters of one page of one template are joined into one document, converted once and cut apart again
(render.gabung, pisah): several times faster than LibreOffice's own way of taking many files. Whatever cannot
be joined, or does not prove to be itself afterwards, goes that way, as a file of its own.

A run takes its files in order, so what it fell over is the first that is missing: that one is tried once
more, alone, and the others go on without it. A hang costs its limit three times at most, not once a halving.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from naskah.pdf import proses as mesin
from naskah.pdf.ingatan import Ingatan
from naskah.pdf.pisah import pisah
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, NaskahError, PdfTidakTersedia, TemplatSalah
from registers.dasar.sementara import folder_kerja

BATAS_WAKTU = 90.0
_PER_JALAN = 200  # letters of one process
_PER_GABUNGAN = 100  # letters of one joined document: longer ones are hardly quicker and need more memory
_TERKECIL = 40  # letters of one template: for fewer, the first try costs more than is gained
_TERKECIL_DIKENAL = 10  # of one whose letters were joined a while ago, and need no first try
_COBA = 5  # of a template's letters go first: where most have several pages the others are not joined
_TENGOK = 0.5  # seconds until whoever waits is asked whether he still wants it
_BERUNTUN = 3  # failures in a row, then LibreOffice must show that it still converts anything

_ingatan = Ingatan()

Hasil = tuple[Path, NaskahError | None]


@dataclass(frozen=True)
class HasilPdf:
    """What became of each document: where its PDF is, or why there is none."""

    jadi: Mapping[Path, Path]
    gagal: Mapping[Path, NaskahError]


class TakTerubah(PdfTidakTersedia):
    """LibreOffice was given this one document alone, and made no PDF of it; others it converts."""


@dataclass(frozen=True)
class _Satuan:
    """What LibreOffice gets as one file: a document, or several letters joined."""

    files: tuple[Path, ...]
    kunci: str = ""

    def terurai(self) -> list[_Satuan]:
        return [_Satuan((f,)) for f in self.files]


class _Berhenti(Exception):
    """The job was given up while LibreOffice was working."""


def ke_pdf_banyak(
    files: Sequence[Path],
    keluar: Path,
    *,
    proses: int = 1,
    maju: Callable[[int], None] = lambda _: None,
    batas_waktu: float = BATAS_WAKTU,
) -> HasilPdf:
    """Convert documents (.docx) and workbooks (.xlsx) into the folder `keluar`; those that fail are named.

    Args:
        files: documents; those of the same name get "-2", "-3" … behind it.
        keluar: the folder for the PDFs.
        proses: how many LibreOffice work side by side.
        maju: told how many more documents are decided, and twice a second that none is; what it raises ends
            the work.
        batas_waktu: seconds LibreOffice may work without finishing a file.

    Raises:
        PdfTidakTersedia: LibreOffice is missing.
        BerkasGagal: a PDF cannot be written (disk full); those written stay.
    """
    semua = list(dict.fromkeys(files))
    tujuan = dict(zip(semua, _nama_pdf(semua, keluar), strict=True))
    jadi: dict[Path, Path] = {}
    gagal: dict[Path, NaskahError] = {}
    # Closed here: whatever ends this while it looks at a result must end LibreOffice as well.
    with closing(ubah(tujuan, proses=proses, batas_waktu=batas_waktu)) as semua_hasil:
        for hasil in semua_hasil:
            baru = sum(asal not in jadi and asal not in gagal for asal, _ in hasil)
            for asal, galat in hasil:
                if galat is None:
                    jadi[asal] = tujuan[asal]
                else:
                    gagal[asal] = galat
            maju(baru)
    return HasilPdf(jadi, gagal)


def ubah(tujuan: Mapping[Path, Path], *, proses: int, batas_waktu: float) -> Generator[list[Hasil]]:
    """Convert each document to its PDF; the results as they come."""
    soffice = mesin.pastikan_tersedia()
    satuan = _satuan(list(tujuan))
    with folder_kerja() as folder:
        kerja = _Kerja(soffice, folder, tujuan, batas_waktu)
        dulu = [s for s in satuan if len(s.files) <= _COBA]
        yield from _bersamaan(kerja, dulu, proses)
        sisa = [s for s in satuan if len(s.files) > _COBA]
        terpisah = [b for s in sisa for b in (s.terurai() if _ingatan.boleh(s.kunci) is False else [s])]
        yield from _bersamaan(kerja, [*terpisah, *kerja.ambil_ragu()], proses)
        yield from _bersamaan(kerja, kerja.ambil_ragu(), proses)
        if kerja.runtun and (kerja.mati or not kerja.hidup()):  # nobody has been proved guilty then
            yield [(satu, _tak_menjawab()) for satu in kerja.runtun]


def _nama_pdf(files: Sequence[Path], keluar: Path) -> Iterator[Path]:
    terpakai: set[str] = set()
    for satu in files:
        nama, nomor = satu.stem, 1
        while nama.casefold() in terpakai:
            nomor += 1
            nama = f"{satu.stem}-{nomor}"
        terpakai.add(nama.casefold())
        yield keluar / f"{nama}.pdf"


def _satuan(files: Sequence[Path]) -> list[_Satuan]:
    """Letters of one template together, the first few of an unknown one apart; all others alone."""
    kelompok: dict[str, list[Path]] = {}
    sendiri: list[Path] = []
    for satu in files:
        kunci = _kunci(satu) if len(files) >= _TERKECIL_DIKENAL else ""
        (kelompok.setdefault(kunci, []) if kunci else sendiri).append(satu)
    hasil: list[_Satuan] = []
    for kunci, sekelompok in kelompok.items():
        boleh = _ingatan.boleh(kunci)
        if boleh is False or len(sekelompok) < (_TERKECIL_DIKENAL if boleh else _TERKECIL):
            sendiri += sekelompok
            continue
        dulu = 0 if boleh else _COBA
        if dulu:
            hasil.append(_Satuan(tuple(sekelompok[:dulu]), kunci))
        lanjut = range(dulu, len(sekelompok), _PER_GABUNGAN)
        hasil += [_Satuan(tuple(sekelompok[n : n + _PER_GABUNGAN]), kunci) for n in lanjut]
    return [*hasil, *(_Satuan((f,)) for f in sendiri)]


def _kunci(satu: Path) -> str:
    from naskah.render.gabung import kunci_gabung

    if satu.suffix.lower() != ".docx":
        return ""
    try:
        return kunci_gabung(berkas.baca(satu))
    except (BerkasGagal, TemplatSalah):
        return ""


def _bersamaan(kerja: _Kerja, satuan: Sequence[_Satuan], proses: int) -> Iterator[list[Hasil]]:
    """All units, `proses` runs at a time; the results as they come, twice a second those of none."""
    kolam = ThreadPoolExecutor(max_workers=proses)
    try:
        sisa = {kolam.submit(kerja.jalan, jalan) for jalan in _per_jalan(satuan, proses)}
        while sisa:
            selesai, sisa = wait(sisa, _TENGOK, FIRST_COMPLETED)
            yield [hasil for satu in selesai for hasil in satu.result()]
    except BaseException:
        kerja.berhenti.set()  # for good: a Ctrl-C while a thread starts leaves one the pool does not wait for
        raise
    finally:
        kolam.shutdown(cancel_futures=True)


def _per_jalan(satuan: Sequence[_Satuan], proses: int) -> Iterator[list[_Satuan]]:
    """The units of each run: of one filter, and enough runs for all processes."""
    banyak = sum(len(s.files) for s in satuan)
    paling = min(_PER_JALAN, -(-banyak // proses))
    per_saringan: dict[tuple[str, str], list[_Satuan]] = {}
    for satu in satuan:
        per_saringan.setdefault(mesin.saringan(satu.files[0]), []).append(satu)
    for sejenis in per_saringan.values():
        jalan: list[_Satuan] = []
        for satu in sejenis:
            if jalan and sum(len(s.files) for s in jalan) + len(satu.files) > paling:
                yield jalan
                jalan = []
            jalan.append(satu)
        yield jalan


@dataclass
class _Kerja:
    """One job: its LibreOffice, its folder and what it has learnt; `mati`: it converts nothing any more."""

    soffice: str
    folder: Path
    tujuan: Mapping[Path, Path]
    batas: float
    berhenti: threading.Event = field(default_factory=threading.Event)
    mati: bool = False
    runtun: list[Path] = field(default_factory=list[Path])  # failed since the last that was converted
    _ragu: list[_Satuan] = field(default_factory=list[_Satuan])

    def jalan(self, satuan: Sequence[_Satuan]) -> list[Hasil]:
        """Convert units in one process; what it leaves undone again, until each letter is decided."""
        hasil: list[Hasil] = []
        antre = [list(satuan)]
        while antre:
            kini = antre.pop()
            if self.mati:
                hasil += [(f, _tak_menjawab()) for s in kini for f in s.files]
                continue
            selesai, belum = self._coba(kini)
            hasil += selesai
            if belum and len(kini) == 1 and not belum[0].kunci:
                hasil.append((belum[0].files[0], _tak_terubah()))
                self._catat_gagal(belum[0].files[0])
            elif belum:
                antre += [b for b in (belum[1:], belum[0].terurai()) if b]
        return hasil

    def ambil_ragu(self) -> list[_Satuan]:
        """The letters that were joined and did not prove to be themselves, to be converted alone."""
        ragu, self._ragu = self._ragu, []
        return ragu

    def _coba(self, satuan: Sequence[_Satuan]) -> tuple[list[Hasil], list[_Satuan]]:
        """One run: the letters decided, and the units without a PDF."""
        selesai: list[Hasil] = []
        belum: list[_Satuan] = []
        with TemporaryDirectory(prefix="jalan-", dir=self.folder, ignore_cleanup_errors=True) as folder:
            masuk: list[tuple[_Satuan, Path, _Isi]] = []
            for nomor, satu in enumerate(satuan):
                try:
                    isi = _muat(satu)
                except NaskahError as galat:
                    if satu.kunci:
                        self._ragu += satu.terurai()
                    else:
                        selesai.append((satu.files[0], galat))
                    continue
                salinan = Path(folder) / f"{nomor:05}{satu.files[0].suffix}"
                salinan.write_bytes(isi.data)
                masuk.append((satu, salinan, isi.tanpa_data()))
            if masuk:
                self._soffice([salinan for _, salinan, _ in masuk], Path(folder), satuan)
            for satu, salinan, isi in masuk:
                pdf = salinan.with_suffix(".pdf")
                if not mesin.sah(pdf):
                    belum.append(satu)
                    continue
                jadi = self._simpan(satu, pdf, isi)
                selesai += [(f, None) for f in jadi]
                self._ragu += [_Satuan((f,)) for f in satu.files if f not in jadi]
        if any(galat is None for _, galat in selesai):
            self.runtun.clear()
        return selesai, belum

    def _soffice(self, masuk: Sequence[Path], folder: Path, satuan: Sequence[_Satuan]) -> None:
        profil = folder / "profil"
        profil.mkdir()
        mesin.siapkan_profil(profil)

        def kemajuan() -> int:
            if self.berhenti.is_set():
                raise _Berhenti
            return sum(1 for _ in folder.glob("*.pdf"))

        perintah = mesin.perintah_ubah(self.soffice, masuk, folder, profil)
        terbanyak = max(len(s.files) for s in satuan)  # nothing is seen of a joined document until it is done
        mesin.jalankan(perintah, self.batas + terbanyak - 1, kemajuan=kemajuan, jaga=profil)

    def _simpan(self, satu: _Satuan, pdf: Path, isi: _Isi) -> set[Path]:
        """Deliver the PDF of a unit; the letters delivered."""
        if not satu.kunci:
            berkas.tulis_atomik(self.tujuan[satu.files[0]], pdf.read_bytes())
            return set(satu.files)
        jadi: set[Path] = set()
        for asal, halaman in zip(satu.files, pisah(pdf, isi.tanda, isi.teks), strict=True):
            if halaman is not None:
                berkas.tulis_atomik(self.tujuan[asal], halaman)
                jadi.add(asal)
        _ingatan.catat(satu.kunci, boleh=len(jadi) * 2 >= len(satu.files))
        return jadi

    def _catat_gagal(self, satu: Path) -> None:
        """Note a failure; after some in a row, see whether it is LibreOffice that has failed."""
        self.runtun.append(satu)
        if len(self.runtun) % _BERUNTUN == 0:
            self.mati = not self.hidup()

    def hidup(self) -> bool:
        """Whether LibreOffice converts a document known to be good."""
        with TemporaryDirectory(prefix="uji-", dir=self.folder, ignore_cleanup_errors=True) as folder:
            kosong = Path(folder) / "kosong.fodt"
            kosong.write_text(mesin.KOSONG, encoding="utf-8")
            self._soffice([kosong], Path(folder), [_Satuan((kosong,))])
            return mesin.sah(kosong.with_suffix(".pdf"))


@dataclass(frozen=True)
class _Isi:
    """A unit's document and, of joined letters, where each begins and what it says."""

    data: bytes
    tanda: Sequence[str] = ()
    teks: Sequence[str] = ()

    def tanpa_data(self) -> _Isi:
        return _Isi(b"", self.tanda, self.teks)


def _muat(satu: _Satuan) -> _Isi:
    from naskah.render.gabung import gabung

    semua = [berkas.baca(f) for f in satu.files]
    if not satu.kunci:
        return _Isi(semua[0])
    jadi = gabung(semua)
    return _Isi(jadi.docx, jadi.tanda, jadi.teks)


def _tak_terubah() -> TakTerubah:
    return TakTerubah(
        "LibreOffice tidak dapat mengubah berkas ini menjadi PDF.",
        "Buka berkas itu di Word atau LibreOffice untuk melihat kerusakannya.",
    )


def _tak_menjawab() -> PdfTidakTersedia:
    return PdfTidakTersedia(
        "LibreOffice tidak lagi membuat PDF apa pun.",
        "Tutup LibreOffice atau nyalakan ulang komputer, lalu ulangi.",
    )
