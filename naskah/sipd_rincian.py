"""The rincian of one SPP from SIPD as an isian: what `naskah paket buat … --isi` takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from naskah.catalog import Jenis
from naskah.hitung._sisa_anggaran import kunci_sub
from naskah.hitung._uang import NOL, rp
from naskah.impor_sipd import Ekspor
from naskah.isi import baca_isi
from naskah.isi_lembar import IsiBerkas
from naskah.isi_tulis import isian_toml
from naskah.tabel_rekening import BarisRekening
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal, DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class Rincian:
    """What an SPP asks for.

    Attributes:
        baris: rows `kode_rekening`, `uraian`, `jumlah`.
        potongan: rows `uraian`, `jumlah`.
        sub_kegiatan: the one it belongs to; empty when the export does not say.
        peringatan: what somebody should know.
    """

    baris: Sequence[dict[str, Nilai]]
    potongan: Sequence[dict[str, Nilai]]
    sub_kegiatan: str
    peringatan: tuple[str, ...]

    @property
    def jumlah(self) -> Decimal:
        """Rupiah of all rows."""
        return sum((b["jumlah"] for b in self.baris), NOL)

    @property
    def isi(self) -> dict[str, Nilai]:
        """The fields of an SPP that the export fills."""
        sub: dict[str, Nilai] = {"sub_kegiatan": self.sub_kegiatan} if self.sub_kegiatan else {}
        potongan: dict[str, Nilai] = {"potongan": self.potongan} if self.potongan else {}
        return {**sub, "rincian": self.baris, **potongan}


def susun(ekspor: Ekspor) -> Rincian:
    """The rows of the SPP.

    Raises:
        DataTidakSah: accounts of several sub kegiatan, or none with an amount.
    """
    semua = ekspor.tabel.baris
    pertama = {kunci_sub(b.sub_kegiatan): b for b in reversed(semua)}
    if len(pertama) > 1:
        saran = "satu SPP satu sub kegiatan: ekspor masing-masing"
        temuan = [
            Temuan(b.alamat, f"sub kegiatannya {b.sub_kegiatan or '(tidak tertulis)'}", saran)
            for b in reversed(pertama.values())
        ]
        raise DataTidakSah(f"Rincian dari {ekspor.nama} belum dapat dipakai.", temuan)
    nol = [b for b in semua if not b.uang["jumlah"]]
    potongan = _potongan(ekspor)
    peringatan = [*ekspor.peringatan]
    if nol:
        peringatan.append(f"{len(nol)} kode rekening berjumlah nol tidak diambil.")
    if potongan:
        peringatan.append(
            "Sifat potongan tidak tertulis di berkas itu; dianggap mengurangi SPM. Yang dibayar sendiri oleh "
            "penyedia diberi sifat “informasi”."
        )
    baris: list[dict[str, Nilai]] = [
        {"kode_rekening": b.kode_rekening, "uraian": b.uraian, "jumlah": b.uang["jumlah"]}
        for b in semua
        if b.uang["jumlah"]
    ]
    if not baris:
        pesan = Temuan(semua[0].alamat, "semua jumlahnya nol", "periksa hasil ekspornya")
        raise DataTidakSah(f"Rincian dari {ekspor.nama} belum dapat dipakai.", [pesan])
    return Rincian(baris, potongan, semua[0].sub_kegiatan, tuple(peringatan))


def menerima(jenis: Jenis) -> bool:
    """Whether letters of this type have a rincian that an export can fill."""
    tabel = next((i for i in jenis.isian if i.nama == "rincian" and i.jenis == "daftar"), None)
    return tabel is not None and {"kode_rekening", "uraian", "jumlah"} <= {k.nama for k in tabel.kolom}


def untuk(rincian: Rincian, nama: str, lama: Mapping[str, Nilai]) -> tuple[dict[str, Nilai], list[str]]:
    """The fields of an SPP that change, and what somebody should know about those that do not.

    Args:
        rincian: the rows.
        nama: name of the export.
        lama: what the SPP says so far.

    Raises:
        DataTidakSah: the SPP is about another sub kegiatan.
    """
    isi = rincian.isi
    tertulis = str(lama.get("sub_kegiatan") or "")
    if tertulis and rincian.sub_kegiatan and kunci_sub(tertulis) != kunci_sub(rincian.sub_kegiatan):
        temuan = Temuan(
            "sub_kegiatan",
            f"lain daripada di {nama} ({rincian.sub_kegiatan})",
            "pakai isian sub kegiatan itu, atau kosongkan",
            tertulis,
        )
        raise DataTidakSah("Rincian ini bukan untuk isian itu.", [temuan])
    if tertulis:
        isi.pop("sub_kegiatan", None)
    if lama.get("potongan") and "potongan" not in isi:
        return isi, ["Potongan yang sudah terisi dibiarkan; periksa lagi dengan rincian yang baru."]
    return isi, []


def tulis(rincian: Rincian, nama: str, ke: Path, dasar: Path | None, *, ganti: bool, coba: bool) -> list[str]:
    """Write the isian; what somebody should know about it.

    Args:
        rincian: the rows.
        nama: name of the export, for a comment.
        ke: where.
        dasar: an isian whose other fields are kept.
        ganti: whether a file that is there may be replaced.
        coba: check everything, write nothing.

    Raises:
        DataTidakSah: `dasar` is no isian, or is about another sub kegiatan.
        BerkasGagal: `ke` is there already, or cannot be written.
    """
    if ke.suffix.lower() != ".toml":
        raise BerkasGagal(f"Isian ditulis sebagai .toml, bukan {ke.name}.", "Tulis --ke nama.toml.")
    if ke.exists() and not ganti:
        raise BerkasGagal(f"Berkas {ke} sudah ada.", "Tulis --ke dengan nama lain, atau --ganti.")
    kepala = [f"Rincian dari {nama}: {rp(rincian.jumlah)}", "Lengkapi isian lainnya: naskah jenis PAKET"]
    lama = baca_isi(dasar) if dasar else IsiBerkas({})
    isi, peringatan = untuk(rincian, nama, lama.nilai)
    asal = berkas.baca(dasar) if dasar and dasar.suffix.lower() == ".toml" else lama
    data = isian_toml(asal, isi, kepala)
    if not coba:
        try:
            berkas.tulis_atomik(ke, data)
        except PermissionError as galat:
            raise berkas.gagal(ke, galat, "ditulis") from galat
    return peringatan


def _potongan(ekspor: Ekspor) -> list[dict[str, Nilai]]:
    """Deductions by name: columns added up, then the section below the accounts."""
    kepala = ekspor.tabel.kepala
    kolom = {n: sum(((b.uang.get(n) or NOL) for b in ekspor.tabel.baris), NOL) for n in kepala.potongan}
    bawah: list[BarisRekening] = list(ekspor.tabel.potongan)
    hasil = [(nama.rpartition(": ")[2], jumlah) for nama, jumlah in kolom.items()]
    hasil += [(b.uraian, b.uang["jumlah"] or NOL) for b in bawah]
    return [{"uraian": nama, "jumlah": jumlah} for nama, jumlah in hasil if jumlah]
