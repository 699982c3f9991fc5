"""A draft: one letter with everything decided but its number. Validated, and rendered once dry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from naskah import kas_buku, klasifikasi, konteks, paket
from naskah.catalog import Jenis, isi_pola
from naskah.kantor import Kantor
from naskah.paket import Jumlah
from naskah.render import Gambar, Hasil
from naskah.segel.gambar import kosong as tempat_segel
from naskah.tatanan import Penjabat
from naskah.validate import Sah, cetak, periksa
from registers.dasar.galat import DataTidakSah, NilaiSalah, TemplatSalah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan

SIFAT_BAWAAN = "biasa"
_NOMOR_SEMU = "1"  # what derived letters are told while only their wording is asked for


@dataclass(frozen=True)
class AsalIsian:
    """The half-filled form a letter is made of.

    Attributes:
        id: its id.
        versi: the version that was seen and confirmed.
        dilihat: the hash of the draft that was confirmed (`Draf.sidik`; of a letter that is issued
            `sidik_keluarga`); "" does not ask.
    """

    id: str
    versi: int
    dilihat: str = ""


@dataclass(frozen=True)
class Permintaan:
    """What a person asks for.

    Attributes:
        jenis: id of the type.
        isi: field = value, as typed.
        tanggal: date of the letter; None is today in the office's zone.
        konsep: keep it as a konsep, without a number.
        id_permintaan: the same id sent twice gives the same letter.
        pesanan: a reserved number to use.
        nomor: the number somebody else gave (series `luar`).
        dari_isian: the half-filled form that becomes this letter, and gives it its id.
    """

    jenis: str
    isi: Mapping[str, Nilai]
    tanggal: date | None = None
    konsep: bool = False
    id_permintaan: str = ""
    pesanan: str = ""
    nomor: str = ""
    dari_isian: AsalIsian | None = None

    def sidik(self) -> str:
        """A hash of the content, to tell a repeated request from another one under the same id."""
        bahan = [self.jenis, self.isi, self.tanggal, self.konsep, self.pesanan, self.nomor]
        return hashlib.sha256(json.dumps(bahan, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Draf:
    """One letter, valid and renderable.

    Attributes:
        jenis: its type.
        isi: canonical values of its fields.
        tanggal: its date.
        seri: id of its number series.
        klas: its archive code.
        konteks: what its template sees, without number and date (primitives only).
        bahan: "templat", "kop", "lambang" as bytes.
        peringatan: what the person should know, though nothing is refused.
        halaman: whose page it is: the kop's ("kop") or the template's own ("sendiri").
        bagian_nomor: further parts its number may print (keamanan, jenis).
        lembar: the documents of a paket, in their order; empty: the letter is its one document.
        hasil: canonical values of what was computed.
        jumlah: what it adds up to, and what that leaves of the budget.
    """

    jenis: Jenis
    isi: Mapping[str, Nilai]
    tanggal: date
    seri: str
    klas: str
    konteks: Mapping[str, Any]
    bahan: Mapping[str, bytes]
    peringatan: tuple[str, ...] = ()
    halaman: Literal["kop", "sendiri"] = "kop"
    bagian_nomor: Mapping[str, str] = field(default_factory=dict)
    lembar: tuple[Draf, ...] = ()
    hasil: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    jumlah: Jumlah = field(default_factory=Jumlah)

    @property
    def dokumen(self) -> tuple[Draf, ...]:
        """What is printed: itself, or the documents of a paket."""
        return self.lembar or (self,)

    def sidik(self) -> str:
        """A hash of everything the letter will say and be made of, but its number."""
        bahan = {nama: hashlib.sha256(data).hexdigest() for nama, data in self.bahan.items()}
        isi = [self.jenis.id, self.tanggal, self.seri, self.klas, self.konteks, self.bagian_nomor, bahan]
        isi += [satu.sidik() for satu in self.lembar]
        return hashlib.sha256(json.dumps(isi, sort_keys=True, default=str).encode()).hexdigest()

    def render(
        self, kantor: Kantor, nomor: str, *, terbit: bool, segel: Sequence[Gambar | None] = ()
    ) -> list[Hasil]:
        """Every document with this number; blank slots instead of number and day when not `terbit`.

        Args:
            kantor: the open office.
            nomor: the number to print.
            terbit: whether it is issued.
            segel: the seals of the documents (`naskah.segel.bubuh`); without them an empty frame is printed.

        Raises:
            TemplatSalah: as `Templat.render`, and when a template does not print the seal of its type.
        """
        hasil: list[Hasil] = []
        for ke, satu in enumerate(self.dokumen):
            isi = konteks.dengan_nomor(satu.konteks, nomor, self.tanggal, terbit=terbit)
            gambar = ((segel[ke] if segel else None) or tempat_segel()) if satu.jenis.segel else None
            satu_hasil = kantor.templat(satu.bahan, satu.halaman).render(
                {**isi, "segel": gambar} if gambar else isi
            )
            if gambar and not satu_hasil.memuat(gambar):
                raise TemplatSalah(
                    f"Templat {satu.jenis.judul} tidak mencetak segel.",
                    hint="Tulis {{ segel }} di tempatnya, di luar {% if %}. Konsep lama: buat versi barunya.",
                )
            hasil.append(satu_hasil)
        return hasil


def susun(kantor: Kantor, jenis_id: str, raw: Mapping[str, Nilai], tanggal: date) -> Draf:
    """Validate values and build the draft; nothing is written.

    Raises:
        DataTidakSah: every problem of the input at once.
        TidakDitemukan: no such type.
        TemplatSalah: the type's declaration is broken.
    """
    jenis = kantor.katalog.jenis(jenis_id)
    temuan: list[Temuan] = []
    siapa = None
    try:
        siapa = penandatangan(kantor, jenis, raw, tanggal)
    except NilaiSalah as galat:
        temuan.append(Temuan(galat.letak, galat.pesan, galat.saran))
    try:
        sah = periksa(jenis, raw, kantor.acuan(tanggal), kantor.rujukan(tanggal))
    except DataTidakSah as galat:
        sudah = {t.tempat for t in temuan}  # a post that is unknown is said once
        lain = [t for t in galat.temuan if t.tempat not in sudah]
        raise DataTidakSah(galat.message, [*temuan, *lain], galat.hint) from galat
    if siapa is None:
        raise DataTidakSah(f"Isian {jenis.judul} belum benar.", temuan)
    draf = _rakit(kantor, jenis, sah, tanggal, siapa)
    nilai = {**sah.nilai, **sah.hasil}
    jumlah = paket.jumlah(kantor, jenis, nilai)
    kas = kas_buku.peringatan(kantor, jenis, nilai, tanggal)
    lain = (*paket.periksa_anggaran(kantor, jumlah), *kas)
    return replace(draf, peringatan=(*draf.peringatan, *lain), jumlah=jumlah)


def penandatangan(
    kantor: Kantor, jenis: Jenis, raw: Mapping[str, Nilai], tanggal: date
) -> konteks.Penandatangan:
    """Who signs: the input's choice before the type's default, as of the letter's date.

    Raises:
        NilaiSalah: unknown post, or nobody holds it on that date.
    """

    def pos(kunci: str, bawaan: str) -> Penjabat | None:
        pilihan = raw.get(kunci, bawaan) or ""
        if isinstance(pilihan, Mapping):
            pilihan = pilihan.get("id", "")
        return kantor.penjabat(str(pilihan), tanggal, untuk=kunci) if pilihan else None

    utama = pos("penandatangan", jenis.penandatangan)
    if utama is None:
        raise NilaiSalah("belum diisi", "tulis id pejabat dari kantor.toml", "penandatangan")
    return konteks.Penandatangan(utama, pos("atas_nama", jenis.atas_nama), pos("untuk_beliau", ""))


def _rakit(kantor: Kantor, jenis: Jenis, sah: Sah, tanggal: date, siapa: konteks.Penandatangan) -> Draf:
    nilai = sah.nilai
    isi = cetak(jenis, sah)
    judul = str(nilai.get("judul") or jenis.judul)
    hal = str(nilai.get("hal") or isi_pola(jenis.hal, isi) or judul)
    ctx = konteks.susun(
        isi,
        judul=judul,
        hal=hal,
        instansi=kantor.tatanan.instansi,
        ttd=konteks.blok_tanda_tangan(siapa, kantor.tatanan.format),
        paraf=_jabatan_paraf(kantor, jenis, nilai),
        tembusan=list(nilai.get("tembusan") or []),
    )
    klas = str(nilai.get("klasifikasi") or kantor.klasifikasi(jenis))
    draf = Draf(
        jenis=jenis,
        isi=nilai,
        tanggal=tanggal,
        seri=kantor.seri_untuk(jenis),
        klas=klas,
        konteks=ctx,
        bahan={} if jenis.lembar else kantor.bahan(jenis),
        peringatan=(
            *sah.peringatan,
            *filter(None, [klasifikasi.peringatan(kantor, klas, tanggal)]),
        ),
        halaman=jenis.halaman,
        bagian_nomor={"keamanan": str(nilai.get("keamanan") or "B"), "jenis": jenis.id},
        hasil=sah.hasil,
    )
    return replace(draf, lembar=_lembar(kantor, draf, sah)) if jenis.lembar else draf


def _lembar(kantor: Kantor, induk: Draf, sah: Sah) -> tuple[Draf, ...]:
    """The documents of a paket, each with its own signer and those of the values that it declares.

    Raises:
        DataTidakSah: nobody holds a post that signs one of them.
    """
    temuan: list[Temuan] = []
    hasil: list[Draf] = []
    for satu in induk.jenis.lembar:
        if satu.bila and not {**sah.nilai, **sah.hasil}.get(satu.bila):
            continue
        # Whoever was chosen instead of the paket's own signer signs all that he would have signed.
        pilihan = sah.nilai if satu.jenis.penandatangan == induk.jenis.penandatangan else {}
        try:
            siapa = penandatangan(kantor, satu.jenis, pilihan, induk.tanggal)
        except NilaiSalah as galat:
            temuan.append(Temuan(f"{satu.jenis.judul}: {galat.letak}", galat.pesan, galat.saran))
            continue
        milik = Sah(_hanya(sah.nilai, satu.jenis.isian), _hanya(sah.hasil, satu.jenis.hasil))
        hasil.append(_rakit(kantor, satu.jenis, milik, induk.tanggal, siapa))
    if temuan:
        raise DataTidakSah(f"Isian {induk.jenis.judul} belum benar.", temuan)
    return tuple(hasil)


def _hanya(nilai: Mapping[str, Nilai], isian: Sequence[Isian]) -> dict[str, Nilai]:
    return {i.nama: nilai[i.nama] for i in isian if i.nama in nilai}


def _jabatan_paraf(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai]) -> list[str]:
    pilihan = nilai.get("paraf")
    hasil: list[str] = []
    for kunci in jenis.paraf if pilihan is None else pilihan:
        pejabat = kantor.tatanan.pejabat_id(str(kunci))
        hasil.append(pejabat.jabatan if pejabat else str(kunci))
    return hasil


def turunkan(kantor: Kantor, induk: Draf, nomor: str) -> list[Draf]:
    """The letters that follow from `induk` once its number is known (one SPT gives an SPPD per person).

    Raises:
        DataTidakSah: a derived letter is not valid; the finding names its type.
    """
    hasil: list[Draf] = []
    for turunan in induk.jenis.turunan:
        baris = induk.isi.get(turunan.tiap) or [] if turunan.tiap else [{}]
        for satu in baris:
            asal = {**induk.isi, "nomor": nomor, "tanggal": induk.tanggal.isoformat()}
            if turunan.tiap:
                asal[turunan.tiap] = satu
            raw = {tujuan: _ambil(asal, sumber) for tujuan, sumber in turunan.isi.items()}
            raw = {k: v for k, v in raw.items() if v not in (None, "", [])}
            try:
                hasil.append(susun(kantor, turunan.jenis, raw, induk.tanggal))
            except DataTidakSah as galat:
                temuan = [
                    Temuan(f"{turunan.jenis}: {t.tempat}", t.pesan, t.saran, t.nilai) for t in galat.temuan
                ]
                raise DataTidakSah(galat.message, temuan, galat.hint) from galat
    return hasil


def sidik_keluarga(kantor: Kantor, draf: Draf) -> str:
    """`Draf.sidik` of a letter and of those that derive from it, as one hash.

    Raises:
        DataTidakSah: as `turunkan`.
    """
    anak = [sidik_keluarga(kantor, satu) for satu in turunkan(kantor, draf, _NOMOR_SEMU)]
    return hashlib.sha256("\n".join([draf.sidik(), *anak]).encode()).hexdigest()


def _ambil(asal: Mapping[str, Nilai], jalur: str) -> Nilai:
    nilai: Nilai = asal
    for nama in jalur.split("."):
        nilai = nilai.get(nama) if isinstance(nilai, Mapping) else None
    return nilai
