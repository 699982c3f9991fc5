"""What a sync of one book is to do, worked out without doing it. Pure: a sheet as read, rows as kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from registers.bacaan_sel import kanonik
from registers.definisi import Buku
from registers.entri import AWALAN, DIKETIK, Ketikan, pilah
from registers.isian_buku import sebagai_ketikan
from registers.ledger.model import Baris
from registers.penggabungan import Beda, Gabungan, Tampilan, gabung, tampilan, terlihat
from registers.tertukar import tukar
from registers.workbook import KOLOM_PESAN, BarisIsi, Isi


@dataclass(frozen=True)
class Rencana:
    """What is to be done about the rows of a sheet.

    Attributes:
        gabungan: key → what comes of a row that is not simply as it should be.
        dikembalikan: keys of rows that people deleted.
        pesan_dibaca: keys of rows whose message people have wiped out: they have read it.
        ganda: sheet row numbers of copies, whose key belongs to another row.
        ketikan: rows people typed, in sheet order.
        dikenali: sheet row number → key of rows that were entered before, though this file does not know it:
            we died before writing it, or it is an older copy.
    """

    gabungan: Mapping[str, Gabungan]
    dikembalikan: tuple[str, ...]
    pesan_dibaca: tuple[str, ...]
    ganda: tuple[int, ...]
    ketikan: tuple[Ketikan, ...]
    dikenali: Mapping[int, str] = field(default_factory=dict[int, str])

    @property
    def mengubah_buku_besar(self) -> bool:
        """Whether the ledger has anything to take in."""
        return bool(
            self.dikembalikan
            or self.pesan_dibaca
            or any(k.isi for k in self.ketikan)
            or any(g.diambil or g.konflik for g in self.gabungan.values())
        )

    def beda(self, macam: str) -> Iterable[tuple[str, Beda]]:
        """Key and cell of everything taken ("diambil") or kept aside ("konflik")."""
        for kunci, satu in self.gabungan.items():
            for beda in satu.diambil if macam == "diambil" else satu.konflik:
                yield kunci, beda

    def peristiwa(self, buku: str, tahun: int) -> dict[str, object]:
        """What the ledger notes about taking this in."""

        def sel(macam: str) -> list[dict[str, str]]:
            return [
                {"kunci": k, "kolom": b.kolom.kunci, "buku": b.di_buku, "buku_besar": b.di_buku_besar}
                for k, b in self.beda(macam)
            ]

        return {
            "buku": buku,
            "tahun": tahun,
            "diambil": sel("diambil"),
            "konflik": sel("konflik"),
            "dikembalikan": list(self.dikembalikan),
        }


@dataclass(frozen=True)
class Tercatat:
    """Typed rows that are in the ledger already.

    Attributes:
        kunci: key such a row was given on the way in → key it has in the book.
        baru: those entered after the file was written that it does not show: by key, with all their versions,
            the newest first.
        asing: keys that are rows of another book, from which somebody copied them.
    """

    kunci: Mapping[str, str] = field(default_factory=dict[str, str])
    baru: Mapping[str, Sequence[Baris]] = field(default_factory=dict[str, Sequence[Baris]])
    asing: Collection[str] = ()

    @property
    def terkini(self) -> dict[str, Baris]:
        """The rows in `baru` as they are now."""
        return {kunci: versi[0] for kunci, versi in self.baru.items()}


def susun(
    buku: Buku,
    semua: Mapping[str, Buku],
    isi: Isi,
    kini: Mapping[str, Baris],
    dasar: Mapping[str, Tampilan],
    tercatat: Tercatat | None = None,
) -> Rencana:
    """The plan for a sheet.

    Args:
        buku: the definition.
        semua: all definitions, to name the right book for a row typed in the wrong one.
        isi: the sheet as read, whole or only the rows that changed since it was last seen.
        kini: the ledger's rows with the keys in question; all of them when the whole sheet was read.
        dasar: those that existed when the file was written, as it showed them then.
        tercatat: typed rows that are in the ledger though the file does not know it.
    """
    letak = _letakkan(buku, isi, kini, dasar, tercatat or Tercatat())
    gabungan = {
        kunci: hasil
        for kunci, satu in letak.berkunci.items()
        if (hasil := _gabung(buku, isi, satu, kini[kunci], dasar.get(kunci), letak)) is not None
    }
    hilang = kini.keys() if isi.penuh else isi.kunci_hilang
    return Rencana(
        gabungan=gabungan,
        dikembalikan=tuple(k for k in hilang if k in kini and k in dasar and k not in letak.berkunci),
        pesan_dibaca=tuple(
            k for k, satu in letak.berkunci.items() if kini[k].pesan and not satu.nilai.get(KOLOM_PESAN)
        ),
        ganda=tuple(letak.ganda),
        ketikan=tuple(pilah(buku, letak.ketikan, semua)),
        dikenali=letak.dikenali,
    )


@dataclass(frozen=True)
class _Letak:
    """Every row of the sheet in its place; `versi`: key → the version a row in `dikenali` agrees with."""

    berkunci: dict[str, BarisIsi] = field(default_factory=dict[str, BarisIsi])
    ganda: list[int] = field(default_factory=list[int])
    ketikan: list[BarisIsi] = field(default_factory=list[BarisIsi])
    dikenali: dict[int, str] = field(default_factory=dict[int, str])
    versi: dict[str, Tampilan] = field(default_factory=dict[str, Tampilan])


def _letakkan(
    buku: Buku,
    isi: Isi,
    kini: Mapping[str, Baris],
    dasar: Mapping[str, Tampilan],
    tercatat: Tercatat,
) -> _Letak:
    """Of several rows with one key one has it; the others are typed rows without."""
    letak = _Letak()
    sementara: set[str] = set()
    bebas = {k: _Versi.dari(buku, versi) for k, versi in tercatat.baru.items()}
    tertukar = tukar(buku, isi.baris, kini)
    pemilik = _pemilik(buku, isi, dasar, tertukar)
    for satu in isi.baris:
        kunci = tertukar.get(satu.nomor) or tercatat.kunci.get(satu.kunci, satu.kunci)
        milik_lain = kunci in letak.berkunci or pemilik.get(kunci, satu.nomor) != satu.nomor
        if not kunci or milik_lain:
            kunci = _cari(buku, satu, bebas, letak.versi) or kunci
        if kunci in kini and kunci not in letak.berkunci and pemilik.get(kunci, satu.nomor) == satu.nomor:
            letak.berkunci[kunci] = satu
            if kunci != satu.kunci:
                letak.dikenali[satu.nomor] = kunci
            continue
        masuk = kunci.startswith(AWALAN) and not (
            kunci in kini or kunci in sementara or kunci in tercatat.asing
        )
        sementara.add(kunci)
        if satu.kunci and not masuk:
            letak.ganda.append(satu.nomor)
        letak.ketikan.append(satu if masuk else replace(satu, kunci=""))
    return letak


def _pemilik(
    buku: Buku, isi: Isi, dasar: Mapping[str, Tampilan], tertukar: Mapping[int, str]
) -> dict[str, int]:
    """Key → sheet row that keeps it, of several rows with that key: the untouched one, else the first."""
    menurut: dict[str, list[BarisIsi]] = {}
    for satu in isi.baris:
        if kunci := tertukar.get(satu.nomor, satu.kunci):
            menurut.setdefault(kunci, []).append(satu)
    return {
        kunci: next(
            (b for b in semua if terlihat(buku, b.nilai, b.rumus) == dasar.get(kunci)), semua[0]
        ).nomor
        for kunci, semua in menurut.items()
        if len(semua) > 1
    }


@dataclass(frozen=True)
class _Versi:
    """A row that was typed somewhere: the columns that were typed, and how it looked since."""

    kolom: frozenset[str]
    tampak: list[dict[str, str]]

    @classmethod
    def dari(cls, buku: Buku, versi: Sequence[Baris]) -> _Versi:
        diketik = sebagai_ketikan(buku, versi[0].nilai.get(DIKETIK) or {})
        return cls(frozenset(_kanonik(buku, diketik)), [tampilan(buku, b.nilai, b.orang) for b in versi])


def _cari(buku: Buku, satu: BarisIsi, bebas: dict[str, _Versi], versi: dict[str, Tampilan]) -> str:
    """The key of the row that one without a key has become: the same cells typed, saying the same; else "".

    The version it agrees with goes to `versi`.
    """
    if not bebas or not (diketik := _diketik(buku, satu)):
        return ""
    for kunci, calon in bebas.items():
        for ada in calon.tampak:
            if calon.kolom == diketik.keys() and diketik.items() <= ada.items():
                versi[kunci] = ada
                del bebas[kunci]
                return kunci
    return ""


def _diketik(buku: Buku, satu: BarisIsi) -> dict[str, str]:
    """The cells of a typed row that mean something, as the book would show them."""
    return _kanonik(buku, sebagai_ketikan(buku, satu.nilai))


def _kanonik(buku: Buku, isi: Mapping[str, object]) -> dict[str, str]:
    return {k.kunci: kanonik(isi[k.kunci], k.jenis) for k in buku.kolom if k.kunci in isi}


def belum_tampil(buku: Buku, satu: BarisIsi, kini: Baris, dasar: Tampilan | None = None) -> Gabungan:
    """What a typed row says beside the row it became: cells that would be lost by writing the ledger's.

    Blank cells of it say nothing.

    Args:
        buku: the definition.
        satu: the row on the sheet.
        kini: the ledger's row now.
        dasar: the version of it that was typed so; None: the ledger's row now.
    """
    dasar = tampilan(buku, kini.nilai, kini.orang) if dasar is None else dasar
    return gabung(buku, dasar, kini, {**dasar, **_diketik(buku, satu)})


def _gabung(
    buku: Buku, isi: Isi, satu: BarisIsi, kini: Baris, dasar: Tampilan | None, letak: _Letak
) -> Gabungan | None:
    """None when the row shows what it shall show and nobody changed it."""
    if dasar is None and (satu.nomor in letak.dikenali or satu.kunci.startswith(AWALAN)):
        hasil = belum_tampil(buku, satu, kini, letak.versi.get(kini.kunci))
    else:
        # A file that is older than the row: somebody brought the row from elsewhere.
        dasar = tampilan(buku, kini.nilai, kini.orang) if dasar is None else dasar
        # A formula that nobody has computed says nothing about its cell.
        tanpa = [
            *isi.kolom_hilang,
            *(k for k in satu.rumus if k not in satu.nilai and k in _milik_orang(buku)),
        ]
        hasil = gabung(buku, dasar, kini, terlihat(buku, satu.nilai, satu.rumus), tanpa)
    return hasil if hasil.diambil or hasil.konflik or hasil.tulis else None


def _milik_orang(buku: Buku) -> set[str]:
    return {k.kunci for k in buku.kolom if k.milik != "buku_besar"}
