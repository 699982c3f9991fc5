"""What goes into the ledger and comes out of it: frozen values, no behaviour beyond their own reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from registers.dasar.galat import KeadaanDitolak
from registers.dasar.isian import Nilai

Reset = Literal["tahunan", "tidak"]
Mundur = Literal["tolak", "sisipan"]
StatusNomor = Literal["dipakai", "catat", "dipesan", "lepas", "batal"]
Status = Literal["isian", "konsep", "terbit", "batal", "diterima", "selesai"]
StatusDisposisi = Literal["diberikan", "diterima", "selesai", "ditarik"]


@dataclass(frozen=True)
class Seri:
    """A number series as the office declares it (design §7).

    Attributes:
        id: its name in kantor.toml.
        pola: the pattern, see `registers.dasar.pola`.
        tetap: tokens that always print the same text, such as kode_pd.
        reset: "tahunan" starts again at 1 every year, "tidak" never.
        mulai: first number of the period in which the ledger takes the series over; an office that changes
            over in November goes on where its paper book ends, and starts at 1 in January.
        mundur: what happens to a letter dated before the last one: "tolak" or "sisipan" (12.a).
        luar: its numbers are given by others and only checked here.
        jenis: types that may use it; empty means all.
    """

    id: str
    pola: str
    tetap: Mapping[str, str] = field(default_factory=dict[str, str])
    reset: Reset = "tahunan"
    mulai: int = 1
    mundur: Mundur = "tolak"
    luar: bool = False
    jenis: tuple[str, ...] = ()

    def periode(self, tanggal: date) -> int:
        """The period a letter of that date is numbered in: its year, or 0 in a series that never restarts."""
        return tanggal.year if self.reset == "tahunan" else 0


@dataclass(frozen=True)
class Nomor:
    """One official number; it is identified by series, period, urut and sisipan, never by its text alone.

    Attributes:
        seri: id of its series.
        periode: year, or 0 in a series that never restarts.
        urut: running number.
        sisipan: "" or ".a", ".b" …
        teks: the number as printed; of a reserved number, "" until it is used.
        tanggal: date of the letter, or the day a reserved number was taken for.
        status: dipakai, catat (made by hand), dipesan, lepas (given up), batal.
        pelaku: who took it.
        untuk: for whom or what it was reserved.
        alasan: why it was given up or voided.
        naskah_id: the letter that bears it.
    """

    seri: str
    periode: int
    urut: int
    sisipan: str
    teks: str
    tanggal: date
    status: StatusNomor = "dipakai"
    pelaku: str = ""
    untuk: str = ""
    alasan: str = ""
    naskah_id: str = ""

    @property
    def urut_lengkap(self) -> str:
        """The running number with its suffix: "12", "12.a"."""
        return f"{self.urut}{self.sisipan}"


@dataclass(frozen=True)
class Naskah:
    """A letter, from the half-filled form to its end, under one id.

    Attributes:
        id: short id, "N-…".
        jenis: id of its type.
        judul: title of its type at that time.
        status: isian, konsep, terbit, batal; of an incoming letter diterima, selesai, batal.
        arah: keluar or masuk. An incoming letter bears its sender's number, which is none of our series.
        versi: 0 before it is stored, then 1, 2, …; whoever saves must have seen the newest.
        seri: with periode, urut, sisipan: the identity of its number; "" and 0 without one.
        nomor: the number as printed.
        tanggal: its date; None while nobody has decided it.
        id_permintaan: id of the request that made it; the same request gives the same letter.
        sidik: hash of that request, to refuse the same id with other content.
        isi: canonical values of its fields.
        bahan: content hashes of what it was rendered from ("templat", "kop" …).
        induk: id of the letter it derives from.
        dibuat: when it was first stored (UTC).
        diubah: when it was last stored (UTC).
    """

    id: str
    jenis: str
    judul: str
    status: Status
    arah: str = "keluar"
    versi: int = 0
    seri: str = ""
    periode: int = 0
    urut: int = 0
    sisipan: str = ""
    nomor: str = ""
    tanggal: date | None = None
    klas: str = ""
    hal: str = ""
    kepada: str = ""
    sifat: str = ""
    keamanan: str = ""
    penandatangan: str = ""
    id_permintaan: str = ""
    sidik: str = ""
    isi: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    bahan: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    induk: str = ""
    dibuat: datetime | None = None
    diubah: datetime | None = None

    @property
    def urut_lengkap(self) -> str:
        """The running number with its suffix: "12", "12.a"; "" without a number."""
        return f"{self.urut}{self.sisipan}" if self.urut else ""

    @property
    def hari(self) -> date:
        """Its date.

        Raises:
            KeadaanDitolak: nobody has decided it yet.
        """
        if self.tanggal is None:
            raise KeadaanDitolak(f"Naskah {self.id} belum bertanggal.")
        return self.tanggal

    def bernomor(self, nomor: Nomor) -> Naskah:
        """The same letter, issued under that number and date."""
        return replace(
            self,
            status="terbit",
            seri=nomor.seri,
            periode=nomor.periode,
            urut=nomor.urut,
            sisipan=nomor.sisipan,
            nomor=nomor.teks,
            tanggal=nomor.tanggal,
        )


@dataclass(frozen=True)
class Peristiwa:
    """One link of the chain.

    Attributes:
        urut: 1, 2, 3 … without a hole.
        waktu: UTC, ISO 8601 with microseconds.
        zona: the office's zone.
        pelaku: who did it.
        jenis: what was done (terbit, batal, pesan …).
        naskah_id: the letter, "" when it concerns none.
        isi: what an auditor needs to know.
        hash_lalu: hash of the event before; "" for the first.
        hash: SHA-256 over all of the above.
    """

    urut: int
    waktu: str
    zona: str
    pelaku: str
    jenis: str
    naskah_id: str
    isi: Mapping[str, Nilai]
    hash_lalu: str
    hash: str


@dataclass(frozen=True)
class Berkas:
    """A registered file: its path relative to the office and the hash of its bytes.

    Attributes:
        naskah_id: the letter it belongs to.
        path: relative to the office, "/" between folders.
        sha256: hash of its bytes.
        ukuran: bytes.
        macam: docx, pdf, pindai (signed scan), lampiran.
        isi_sha256: hash over the uncompressed parts; "" for foreign files.
        versi: 1, then 2 … after a ralat.
    """

    naskah_id: str
    path: str
    sha256: str
    ukuran: int
    macam: str
    isi_sha256: str = ""
    versi: int = 1


@dataclass(frozen=True)
class Baris:
    """A row of a book.

    Attributes:
        buku: id of the book.
        tahun: its year.
        kunci: the row's key, the same for ever.
        nilai: values by booking key (docs/arsitektur.md, "Books").
        peristiwa: the event that wrote it last.
        urutan: its place among the rows of the book, given once.
        orang: what people typed into their own and shared columns, by column key.
        pesan: what the book tells people about the row.
    """

    buku: str
    tahun: int
    kunci: str
    nilai: Mapping[str, Nilai]
    peristiwa: int
    urutan: int
    orang: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    pesan: str = ""


@dataclass(frozen=True)
class KeadaanBuku:
    """Up to which event a book's file is written; (0, "") before the first time.

    Attributes:
        buku: id of the book.
        tahun: its year.
        sampai_urut: number of the last event written into the file.
        hash: hash of that event.
        sidik: SHA-256 of the file as it was last seen in step with the ledger.
        diambil_urut: the last event that took people's edits out of this file without writing it.
    """

    buku: str
    tahun: int
    sampai_urut: int = 0
    hash: str = ""
    sidik: str = ""
    diambil_urut: int = 0


@dataclass(frozen=True)
class Konflik:
    """Two values for one cell; the book shows the ledger's, the other one is kept here.

    Attributes:
        id: number of the conflict; 0 before it is stored.
        buku: id of the book.
        tahun: its year.
        kunci: key of the row.
        kolom: key of the column.
        nilai_buku: what stood in the book.
        nilai_besar: what the ledger said.
        peristiwa: the event that noted it.
        waktu: when (UTC, ISO 8601).
        status: terbuka or selesai.
        putusan: how it was settled, in people's words.
    """

    buku: str
    tahun: int
    kunci: str
    kolom: str
    nilai_buku: str
    nilai_besar: str
    peristiwa: int = 0
    waktu: str = ""
    status: str = "terbuka"
    putusan: str = ""
    id: int = 0


@dataclass(frozen=True)
class Disposisi:
    """One branch of a letter's way through the office (SOP 12): from one post to another.

    Attributes:
        id: id of the letter, "/" and the number of the branch: "M-abc234/1".
        naskah_id: the letter.
        induk: the branch it goes on from; "" for a first one.
        dari: post that gave it (id in kantor.toml, or a name).
        kepada: post that has to act.
        instruksi: what is to be done.
        batas: due date; None: none.
        status: diberikan, diterima, selesai, ditarik.
        dibuat: moment it was given (UTC, ISO 8601); likewise diterima, selesai ("" while it is not).
        jawaban: what was done.
    """

    id: str
    naskah_id: str
    dari: str
    kepada: str
    instruksi: str = ""
    batas: date | None = None
    status: StatusDisposisi = "diberikan"
    induk: str = ""
    dibuat: str = ""
    diterima: str = ""
    selesai: str = ""
    jawaban: str = ""


@dataclass(frozen=True)
class SimpananArsip:
    """Where a letter lies in the archive, and how long (JRA).

    Attributes:
        naskah_id: the letter.
        klas: its archive code when it was put away.
        lokasi: where it lies.
        tanggal: the day it was put away; retention counts from it.
        aktif_sampai: last day it is active; None when the table has no retention for the code.
        inaktif_sampai: last day it is inactive.
        nasib: what comes after: Musnah, Permanen …; "" when unknown.
        keadaan: aktif, inaktif, musnah, permanen.
    """

    naskah_id: str
    klas: str
    lokasi: str
    tanggal: date
    aktif_sampai: date | None = None
    inaktif_sampai: date | None = None
    nasib: str = ""
    keadaan: str = "aktif"


@dataclass(frozen=True)
class Pengguna:
    """An account: who may log in over the network, and as what.

    Attributes:
        id: login name, casefolded.
        nama: the person, as the actor in the ledger.
        peran: staf, arsiparis, bendahara, pejabat, admin.
        nip: "" when there is none.
        pos: id of the post in kantor.toml; "" when the person holds none.
        sandi: hash of the password; never shown.
        sesi: a session of the account lives as long as it bears this number.
        aktif: whether the account may log in.
        dibuat: moment it was made (UTC, ISO 8601); likewise diubah.
    """

    id: str
    nama: str
    peran: str
    nip: str = ""
    pos: str = ""
    sandi: str = field(default="", repr=False)
    sesi: int = 1
    aktif: bool = True
    dibuat: str = ""
    diubah: str = ""


@dataclass(frozen=True)
class Celah:
    """One number that no letter bears, and why.

    Attributes:
        seri: id of the series.
        periode: year, or 0.
        urut: the number that is missing.
        sebab: the reason, in Indonesian.
    """

    seri: str
    periode: int
    urut: int
    sebab: str
