"""The story: find the rows, lay out their sheets, render one docx, convert it, put it in cetak/."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import konteks as konteks_umum
from naskah import pdf as mesin_pdf
from naskah.cetak.baris import Pilihan, pilih
from naskah.cetak.deklarasi import Cetakan, CetakToml, muat
from naskah.cetak.lembar import lembar, tempat
from naskah.cetak.simpan import Tujuan, nama_hasil, simpan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.dasar.temuan import Temuan
    from registers.definisi import Buku
    from registers.ledger.model import Baris, Disposisi

Cabang = Callable[[str], "Sequence[Disposisi]"]


@dataclass(frozen=True)
class Hasil:
    """What was printed.

    Attributes:
        berkas: the files, the docx or xlsx first; none when nothing was to be written.
        baris: rows printed.
        lembar: sheets, copies counted.
        peringatan: what a person should know, in Indonesian.
    """

    berkas: tuple[Path, ...]
    baris: int
    lembar: int
    peringatan: tuple[str, ...] = ()


def cetak(
    kantor: Kantor,
    id_: str,
    pilihan: Pilihan,
    *,
    ragam: str = "",
    pdf: bool = False,
    ke: Path | None = None,
    coba: bool = False,
) -> Hasil:
    """Print the chosen rows into one docx, and one PDF if asked.

    Args:
        kantor: the open office.
        id_: what to print, a folder of templates/_cetak.
        pilihan: which rows.
        ragam: another layout of the same page.
        pdf: convert as well.
        ke: the docx to write; None names one in cetak/. An existing file is never written over.
        coba: check and lay out only.

    Raises:
        TidakDitemukan: no such page, layout or book.
        DataTidakSah: rows that do not exist, texts that do not fit, a file that exists.
        TemplatSalah: the template or its declaration is wrong.
        PdfTidakTersedia: --pdf without LibreOffice; nothing has been written then.
    """
    if pdf:
        mesin_pdf.pastikan_tersedia()
    cetakan = muat(id_, kantor)
    tata = cetakan.berragam(ragam)
    bahan = _bahan(kantor, tata, pilihan)
    docx = render(kantor, cetakan, ragam, bahan.isi)
    if coba:
        return Hasil((), bahan.baris, bahan.lembar, bahan.catatan)
    pangkal = "_".join(filter(None, (id_, ragam, bahan.nama)))
    tersimpan = simpan(docx, Tujuan(kantor.folder / "cetak", pangkal, ".docx", ke), pdf=pdf)
    peringatan = (*bahan.catatan, *tersimpan.peringatan, *_periksa(tata, bahan.lembar, tersimpan.halaman))
    return Hasil(tersimpan.berkas, bahan.baris, bahan.lembar, peringatan)


@dataclass(frozen=True)
class _Bahan:
    """What is printed: the template's values, what the file is named after, how much it is."""

    isi: Mapping[str, object]
    nama: str
    baris: int
    lembar: int
    catatan: tuple[str, ...] = ()


def _bahan(kantor: Kantor, tata: CetakToml, pilihan: Pilihan) -> _Bahan:
    if tata.sumber == "hari-ini":
        from naskah.cetak.hari import susun_hari

        hari, jumlah = susun_hari(kantor, " ".join(pilihan.kunci))
        return _Bahan(umum(kantor, tata.judul) | hari, f"{kantor.hari_ini()}", jumlah, 1)
    with kantor.ledger.baca() as baca:
        terpilih = pilih(kantor, baca, tata.buku, pilihan)
        isi = susun(kantor, tata, terpilih.baris, baca.disposisi_naskah)
    baris = [b for _, b in terpilih.baris]
    return _Bahan(isi, nama_hasil(baris), len(baris), len(isi["lembar"]), terpilih.catatan)  # type: ignore[arg-type]


def susun(
    kantor: Kantor, tata: CetakToml, baris: Sequence[tuple[Buku, Baris]], cabang: Cabang
) -> dict[str, object]:
    """What the template sees: the office, today, and a dict per sheet.

    Args:
        kantor: the open office.
        tata: the declaration of the layout.
        baris: rows with their books.
        cabang: id of a letter → the branches of its disposition.

    Raises:
        DataTidakSah: every text that does not fit its room.
    """
    if (aturan := tata.disposisi) is None:
        return {**umum(kantor, tata.judul), "lembar": lembar(tata, baris)}
    from naskah.cetak.disposisi import isi_disposisi

    def tambahan(buku: Buku, satu: Baris, temuan: list[Temuan]) -> Mapping[str, object]:
        id_ = str(satu.nilai.get("id") or satu.kunci).split("/")[0]
        return isi_disposisi(aturan, kantor.tatanan, cabang(id_), tempat(buku, satu), temuan)

    return {**umum(kantor, tata.judul), "lembar": lembar(tata, baris, tambahan=tambahan)}


def umum(kantor: Kantor, judul: str) -> dict[str, object]:
    """What every page sees."""
    return {
        "judul": judul,
        "kantor": konteks_umum.kantor(kantor.tatanan.instansi),
        "tempat": kantor.tatanan.instansi.tempat,
        **konteks_umum.tanggal_surat(kantor.hari_ini(), terbit=True),
    }


def render(kantor: Kantor, cetakan: Cetakan, ragam: str, isi: Mapping[str, object]) -> bytes:
    """The docx."""
    return kantor.templat({"templat": cetakan.docx(ragam)}, "sendiri").render(isi).docx


def _periksa(tata: CetakToml, banyak: int, halaman: int) -> tuple[str, ...]:
    """A sheet that needed a second page, seen when there is a PDF."""
    if not (halaman and tata.per_halaman):
        return ()
    seharusnya = -(-banyak // tata.per_halaman)
    if halaman == seharusnya:
        return ()
    return (f"PDF-nya {halaman} halaman, seharusnya {seharusnya}: lihat apakah ada lembar yang terpotong.",)
