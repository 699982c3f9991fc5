"""From typed values to a valid letter's content: read every field, compute, report everything wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from naskah import fields, hitung
from naskah.catalog import Jenis
from naskah.fields.checklist import Checklist
from naskah.hitung import Rujukan
from registers.dasar.galat import DataTidakSah, TemplatSalah
from registers.dasar.isian import Acuan, Nilai
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class Sah:
    """The content of a valid letter.

    Attributes:
        nilai: canonical values of the fields that were given or have a default; valid input again.
        hasil: canonical values the computations made.
        peringatan: what the person should know, in Indonesian.
    """

    nilai: Mapping[str, Nilai]
    hasil: Mapping[str, Nilai]
    peringatan: tuple[str, ...] = ()


class Masukan(dict[str, Nilai]):
    """Typed values that know where they stand in the file they came from.

    Args:
        nilai: field = value.
        sel: path of a value ("pegawai[2].nip") = its place in the file ("Pegawai!C3").
        temuan: what was already wrong while reading; reported together with the rest.
    """

    def __init__(
        self,
        nilai: Mapping[str, Nilai],
        sel: Mapping[str, str] | None = None,
        temuan: Sequence[Temuan] = (),
    ) -> None:
        super().__init__(nilai)
        self.sel: Mapping[str, str] = sel or {}
        self.temuan = tuple(temuan)

    def letak(self, jalur: str) -> str:
        """A path as a person finds it: with the cell of the value, of its row or of its table."""
        bagian = jalur
        while bagian:
            if bagian in self.sel:
                return f"{self.sel[bagian]} ({jalur})"
            bagian = bagian[: max(bagian.rfind("."), bagian.rfind("["), 0)]
        return jalur


def periksa(jenis: Jenis, raw: Mapping[str, Nilai], acuan: Acuan, rujukan: Rujukan) -> Sah:
    """Validate the values of one letter and compute what follows from them.

    Args:
        jenis: its type.
        raw: field = value, as typed or imported; a `Masukan` makes findings name the cell.
        acuan: master data, as of the letter's date.
        rujukan: reference tables, as of the letter's date.

    Raises:
        DataTidakSah: every finding at once; computations run only when the fields themselves are right.
        TemplatSalah: the declaration expects a value that its computations do not make.
    """
    masukan = raw if isinstance(raw, Masukan) else Masukan(raw)
    terbaca = fields.baca(jenis.isian, raw, acuan)
    sudah = {t.tempat for t in masukan.temuan}
    temuan = [*masukan.temuan, *(t for t in terbaca.temuan if t.tempat not in sudah)]
    hasil: dict[str, Nilai] = {}
    peringatan = [*_kelengkapan(jenis, terbaca.nilai), *_pegawai_ganda(jenis, terbaca.nilai)]
    if not temuan:
        for nama in jenis.hitung:
            try:
                satu = hitung.semua()[nama]({**terbaca.nilai, **hasil}, rujukan)
            except DataTidakSah as galat:
                temuan += galat.temuan
                break
            hasil |= satu.nilai
            peringatan += satu.peringatan
    if temuan:
        raise DataTidakSah(
            f"Isian {jenis.judul} belum benar.",
            [Temuan(masukan.letak(t.tempat), t.pesan, t.saran, t.nilai) for t in temuan],
            "Tidak ada nomor yang diambil.",
        )
    return Sah(terbaca.nilai, _yang_dinyatakan(jenis, hasil), tuple(peringatan))


@dataclass(frozen=True)
class Sementara:
    """What can be said of a letter that is still being typed.

    Attributes:
        nilai: canonical values of the fields that are right.
        hasil: what the computations give so far.
        temuan: everything wrong, what is missing included.
        peringatan: what the person should know.
        angka: values and results together, tables without their wrong rows: for totals while typing.
        baris_salah: how many rows are not in `angka`.
    """

    nilai: Mapping[str, Nilai]
    hasil: Mapping[str, Nilai]
    temuan: tuple[Temuan, ...]
    peringatan: tuple[str, ...]
    angka: Mapping[str, Nilai]
    baris_salah: int = 0


class _BelumCukup(Exception):
    """A computation asked for a value nobody has typed yet."""


class _SejauhIni(dict[str, Nilai]):
    """The values so far; computations that need another one are left for later."""

    def __missing__(self, nama: str) -> Nilai:
        raise _BelumCukup(nama)


def sementara(jenis: Jenis, raw: Mapping[str, Nilai], acuan: Acuan, rujukan: Rujukan) -> Sementara:
    """As `periksa`, for a form that is being filled: nothing is raised.

    Every computation that has what it needs is run, whatever else is missing.
    """
    terbaca = fields.baca(jenis.isian, raw, acuan)
    kini = _hitung_sejauh_ini(jenis, terbaca.nilai, rujukan)
    kosong = {i.nama for i in jenis.isian} - set(terbaca.nilai)
    temuan = [
        *terbaca.temuan,
        *(t for t in kini.temuan if t.tempat not in kosong or not terbaca.temuan),
    ]
    angka = {**terbaca.nilai, **kini.hasil}
    if terbaca.baris_benar:  # their findings would count rows that are not the typed ones
        sebagian = {**terbaca.nilai, **terbaca.baris_benar}
        angka = {**sebagian, **_hitung_sejauh_ini(jenis, sebagian, rujukan).hasil}
    return Sementara(
        terbaca.nilai,
        kini.hasil,
        tuple(dict.fromkeys(temuan)),
        tuple(kini.peringatan),
        angka,
        terbaca.baris_salah,
    )


@dataclass
class _Terhitung:
    """What the computations gave so far."""

    hasil: dict[str, Nilai] = field(default_factory=dict[str, Nilai])
    temuan: list[Temuan] = field(default_factory=list[Temuan])
    peringatan: list[str] = field(default_factory=list[str])


def _hitung_sejauh_ini(jenis: Jenis, nilai: Mapping[str, Nilai], rujukan: Rujukan) -> _Terhitung:
    """Run every computation that has what it needs."""
    kini = _Terhitung()
    for nama in jenis.hitung:
        try:
            satu = hitung.semua()[nama](_SejauhIni({**nilai, **kini.hasil}), rujukan)
        except DataTidakSah as galat:
            kini.temuan += galat.temuan
            continue
        except _BelumCukup:
            continue
        kini.hasil |= satu.nilai
        kini.peringatan += satu.peringatan
    return kini


def cetak(jenis: Jenis, sah: Sah) -> dict[str, object]:
    """What the template sees of the fields and the computed values; those left empty print as nothing."""
    return fields.cetak(jenis.isian, sah.nilai) | fields.cetak(jenis.hasil, sah.hasil)


def nama_cetak(jenis: Jenis) -> tuple[frozenset[str], frozenset[str]]:
    """The names a template of this type may use, and those it must use."""
    dikenal = frozenset(cetak(jenis, Sah({}, {})))
    return dikenal, frozenset(i.nama for i in jenis.isian if i.wajib and i.cetak)


def _kelengkapan(jenis: Jenis, nilai: Mapping[str, Nilai]) -> list[str]:
    hasil: list[str] = []
    for isian in jenis.isian:
        kurang = Checklist().kurang(nilai.get(isian.nama), isian) if isian.jenis == Checklist.nama else []
        if kurang:
            hasil.append(
                f"{isian.label}: {len(kurang)} dari {len(isian.kolom)} belum lengkap ({'; '.join(kurang)})."
            )
    return hasil


def _pegawai_ganda(jenis: Jenis, nilai: Mapping[str, Nilai]) -> Iterator[str]:
    """The same employee in several rows of a daftar: rarely meant, seldom seen."""
    daftar = [i for i in jenis.isian if i.jenis == "daftar"]
    for isian, kolom in ((i, k.nama) for i in daftar for k in i.kolom if k.jenis == "pegawai"):
        menurut_nip: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for ke, baris in enumerate(nilai.get(isian.nama) or [], start=1):
            siapa = baris.get(kolom) or {}
            if "nip" in siapa:
                menurut_nip[siapa["nip"]].append((str(ke), siapa["nama"]))
        for sama in menurut_nip.values():
            if len(sama) > 1:
                nomor = ", ".join(ke for ke, _ in sama)
                yield f"{isian.label or isian.nama}: {sama[0][1]} tertulis {len(sama)} kali, baris {nomor}."


def _yang_dinyatakan(jenis: Jenis, hasil: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """The computed values the type declares, without the empty ones."""
    salah = [
        Temuan(
            f"{jenis.id}/naskah.toml: hasil {h.nama}",
            "tidak dihasilkan oleh hitung",
            f"hitung = {list(jenis.hitung)}",
        )
        for h in jenis.hasil
        if h.nama not in hasil
    ]
    if salah:
        raise TemplatSalah(f"Hasil hitung {jenis.judul} tidak sesuai dengan deklarasinya.", salah)
    return {h.nama: hasil[h.nama] for h in jenis.hasil if not fields.kosong(hasil[h.nama])}
