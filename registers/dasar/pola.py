"""Patterns of official numbers, read both ways: parts → number, number → parts.

A pattern is a chain of literal text and tokens; every token is a small regular language. From those
languages follow, by computation and not by list, which patterns cannot be taken apart again and which two
patterns can print one same text. Pure: no clock, no ledger.

>>> pola = Pola.urai("{klas}/{urut}{sisipan}/{kode_pd}", {"kode_pd": "DKUKM"})
>>> pola.cetak(klas="500.3.2.1", urut=12, sisipan=".a")
'500.3.2.1/12.a/DKUKM'
>>> pola.baca("500.3.2.1/12.a/DKUKM")
{'klas': '500.3.2.1', 'urut': '12', 'sisipan': '.a'}
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from registers.dasar.waktu import bulan_romawi

_DIGIT = frozenset("0123456789")
_KECIL = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALNUM = _DIGIT | _KECIL | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_URUT_MAKS = 9  # digits; the ledger keeps running numbers in 32 bits
_TANDA = re.compile(r"\{([^{}]*)\}")


class PolaSalah(ValueError):
    """A pattern, or a value for one of its tokens, is not acceptable; `pesan` says why in Indonesian."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


@dataclass(frozen=True)
class _Bahasa:
    """A regular language as a deterministic automaton that starts in state 0.

    Attributes:
        langkah: per state, the ways out: (characters, next state).
        akhir: the states in which a word may end.
    """

    langkah: tuple[tuple[tuple[frozenset[str], int], ...], ...]
    akhir: frozenset[int]

    def terpanjang(self, teks: str, mulai: int) -> int | None:
        """Where the longest word that begins at `mulai` ends; None when it breaks off unfinished."""
        keadaan = 0
        while mulai < len(teks):
            berikut = next((ke for huruf, ke in self.langkah[keadaan] if teks[mulai] in huruf), None)
            if berikut is None:
                break
            keadaan, mulai = berikut, mulai + 1
        return mulai if keadaan in self.akhir else None

    def cocok(self, teks: str) -> bool:
        """Whether `teks` is a word."""
        return self.terpanjang(teks, 0) == len(teks)

    @cached_property
    def awal(self) -> frozenset[str]:
        """The characters a word can begin with."""
        return frozenset[str]().union(*(huruf for huruf, _ in self.langkah[0]))

    @cached_property
    def lanjutan(self) -> frozenset[str]:
        """The characters that can continue a word that is already complete."""
        return frozenset[str]().union(*(huruf for k in self.akhir for huruf, _ in self.langkah[k]))


def _dari_kata(*kata: str) -> _Bahasa:
    """The language of exactly these words, as a trie."""
    anak: list[dict[str, int]] = [{}]
    akhir: set[int] = set()
    for satu in kata:
        simpul = 0
        for huruf in satu:
            if huruf not in anak[simpul]:
                anak[simpul][huruf] = len(anak)
                anak.append({})
            simpul = anak[simpul][huruf]
        akhir.add(simpul)
    return _Bahasa(
        tuple(tuple((frozenset(h), ke) for h, ke in simpul.items()) for simpul in anak), frozenset(akhir)
    )


def _berpemisah(isi: frozenset[str], pemisah: str) -> _Bahasa:
    """One or more `isi`, in groups joined by single characters of `pemisah`."""
    return _Bahasa((((isi, 1),), ((isi, 1), (frozenset(pemisah), 0))), frozenset({1}))


def _bilangan(lebar: int) -> _Bahasa:
    """Positive integers, zero-padded to `lebar` digits.

    States: k zeros read (0 ≤ k < lebar); then k digits behind a leading zero; then k digits without one.
    """
    nol, bukan_nol = frozenset("0"), _DIGIT - {"0"}

    def berawalan_nol(k: int) -> int:
        return lebar + k - 2

    def biasa(k: int) -> int:
        return 2 * lebar - 2 + k

    langkah: list[tuple[tuple[frozenset[str], int], ...]] = [
        ((bukan_nol, biasa(1)), *(((nol, 1),) if lebar > 1 else ()))
    ]
    for k in range(1, lebar):
        maju = ((bukan_nol, berawalan_nol(k + 1)),)
        langkah.append((*maju, (nol, k + 1)) if k + 1 < lebar else maju)
    langkah += [((_DIGIT, berawalan_nol(k + 1)),) if k < lebar else () for k in range(2, lebar + 1)]
    langkah += [((_DIGIT, biasa(min(k + 1, lebar))),) for k in range(1, lebar + 1)]
    akhir = {biasa(lebar)} | ({berawalan_nol(lebar)} if lebar > 1 else set[int]())
    return _Bahasa(tuple(langkah), frozenset(akhir))


_SISIPAN = _Bahasa((((frozenset("."), 1),), ((_KECIL, 2),), ((_KECIL, 2),)), frozenset({0, 2}))
_TAHUN = _Bahasa((((_DIGIT - {"0"}, 1),), ((_DIGIT, 2),), ((_DIGIT, 3),), ((_DIGIT, 4),), ()), frozenset({4}))

# {kode_pd} is missing: it is always a constant.
_TOKEN = {
    "klas": _berpemisah(_DIGIT, "."),
    "urut": _bilangan(1),
    "sisipan": _SISIPAN,
    "bidang": _berpemisah(_ALNUM, ".-"),
    "keamanan": _dari_kata("B", "T", "R", "SR"),
    "bulan_romawi": _dari_kata(*(bulan_romawi(b) for b in range(1, 13))),
    "bulan": _dari_kata(*(f"{b:02}" for b in range(1, 13))),
    "tahun": _TAHUN,
    "jenis": _berpemisah(_ALNUM, "-"),
}
TOKEN = (*_TOKEN, "kode_pd")


@dataclass(frozen=True)
class _Bagian:
    """One link of a pattern: a token (with `nama`) or literal text (`nama` empty)."""

    nama: str
    teks: str
    bahasa: _Bahasa
    lebar: int = 1


@dataclass(frozen=True)
class Pola:
    """A checked pattern: it has one running number, and every number it prints can be read back one way only.

    Attributes:
        asal: the pattern as written, constants substituted.
        bagian: its links.
    """

    asal: str
    bagian: tuple[_Bagian, ...]

    @classmethod
    def urai(cls, text: str, tetap: Mapping[str, str] | None = None) -> Pola:
        """Read a pattern.

        Args:
            text: such as ``{klas}/{urut:03}{sisipan}/{kode_pd}``.
            tetap: tokens that always print the same text, such as ``kode_pd``. Unused ones are ignored.

        Raises:
            PolaSalah: no {urut}, an unknown or repeated token, a missing constant, or numbers that could
                not be taken apart again, so that two of one period might read the same.
        """
        bagian = _gabung(_potong(text.strip(), dict(tetap or {})))
        nama = [b.nama for b in bagian if b.nama]
        if "urut" not in nama:
            raise PolaSalah("tidak ada {urut}, sehingga semua nomor akan sama")
        if ganda := sorted({n for n in nama if nama.count(n) > 1}):
            raise PolaSalah(f"{{{ganda[0]}}} ditulis lebih dari sekali")
        _pastikan_terpisah(bagian)
        return cls("".join(b.teks for b in bagian), bagian)

    @property
    def token(self) -> frozenset[str]:
        """The names of the tokens it prints, constants left out."""
        return frozenset(b.nama for b in self.bagian if b.nama)

    def cetak(self, **bagian: str | int) -> str:
        """The number with these parts; parts the pattern does not print are ignored.

        Raises:
            PolaSalah: a part is missing or not of its token's form.
        """
        return "".join(b.teks if not b.nama else _cetak_token(b, bagian.get(b.nama, "")) for b in self.bagian)

    def baca(self, nomor: str) -> dict[str, str] | None:
        """The parts of a number (`urut` without padding), or None when it does not fit the pattern."""
        rapi, letak, hasil = " ".join(nomor.split()), 0, dict[str, str]()
        for b in self.bagian:
            # The longest word is the only one: what follows a token cannot continue it (_pastikan_terpisah).
            akhir = b.bahasa.terpanjang(rapi, letak)
            if akhir is None:
                return None
            if b.nama:
                hasil[b.nama] = rapi[letak:akhir]
            letak = akhir
        hasil["urut"] = hasil["urut"].lstrip("0")
        return hasil if letak == len(rapi) and len(hasil["urut"]) <= _URUT_MAKS else None

    def bertabrakan(self, other: Pola) -> bool:
        """Whether some text is a number of both patterns."""
        return self.nomor_bersama(other) is not None

    def nomor_bersama(self, other: Pola) -> str | None:
        """A shortest text that both patterns can print, None when there is none."""
        awal = _Letak(0, 0), _Letak(0, 0)
        antre, terlihat = deque([(awal, "")]), {awal}
        while antre:
            (a, b), teks = antre.popleft()
            for a2 in _lompat(self.bagian, a):
                for b2 in _lompat(other.bagian, b):
                    if a2.bagian == len(self.bagian) and b2.bagian == len(other.bagian):
                        return teks
                    for huruf, berikut in _bersama(self.bagian, a2, other.bagian, b2):
                        if berikut not in terlihat:
                            terlihat.add(berikut)
                            antre.append((berikut, teks + huruf))
        return None


def huruf_sisipan(ke: int) -> str:
    """The suffix of the `ke`-th inserted number; 0 is none.

    >>> [huruf_sisipan(k) for k in (0, 1, 26, 27, 53)]
    ['', '.a', '.z', '.aa', '.ba']
    """
    huruf = ""
    while ke:
        ke, sisa = divmod(ke - 1, 26)
        huruf = chr(ord("a") + sisa) + huruf
    return f".{huruf}" if huruf else ""


def urutan_sisipan(sisipan: str) -> int:
    """The inverse of `huruf_sisipan`.

    >>> urutan_sisipan(".aa")
    27
    """
    ke = 0
    for huruf in sisipan.removeprefix("."):
        ke = ke * 26 + ord(huruf) - ord("a") + 1
    return ke


def _potong(text: str, tetap: Mapping[str, str]) -> Iterator[_Bagian]:
    """The links of a pattern as written, literals and constants not yet joined."""
    letak = 0
    for kena in _TANDA.finditer(text):
        yield _harfiah(text[letak : kena.start()])
        yield _token(kena[1], tetap)
        letak = kena.end()
    yield _harfiah(text[letak:])


def _harfiah(teks: str) -> _Bagian:
    if "{" in teks or "}" in teks:
        raise PolaSalah("kurung kurawal tidak berpasangan")
    if not teks.isprintable() or "  " in teks:
        raise PolaSalah("memuat tanda yang tidak tercetak atau spasi ganda")
    return _Bagian("", teks, _dari_kata(teks))


def _token(isi: str, tetap: Mapping[str, str]) -> _Bagian:
    nama, titik_dua, format_ = isi.partition(":")
    if nama not in TOKEN:
        raise PolaSalah(f"{{{isi}}} tidak dikenal; yang ada: {', '.join(f'{{{t}}}' for t in TOKEN)}")
    if titik_dua:
        if nama != "urut" or not re.fullmatch(r"0[2-9]", format_):
            raise PolaSalah(
                f"{{{isi}}} tidak dikenal; lebar hanya untuk {{urut}}, ditulis seperti {{urut:03}}"
            )
        lebar = int(format_)
        return _Bagian(nama, f"{{{isi}}}", _bilangan(lebar), lebar)
    if nama in tetap and nama not in ("urut", "sisipan"):
        if not tetap[nama].strip():
            raise PolaSalah(f"{{{nama}}} dipakai tetapi nilainya kosong")
        return _harfiah(tetap[nama].strip())
    if nama == "kode_pd":
        raise PolaSalah("{kode_pd} dipakai tetapi kode perangkat daerah belum diisi")
    return _Bagian(nama, f"{{{nama}}}", _TOKEN[nama])


def _gabung(bagian: Iterator[_Bagian]) -> tuple[_Bagian, ...]:
    """The same links with neighbouring literals joined and empty ones dropped."""
    hasil: list[_Bagian] = []
    for satu in bagian:
        if satu.nama or not satu.teks:
            hasil += [satu] if satu.nama else []
        elif hasil and not hasil[-1].nama:
            hasil[-1] = _harfiah(hasil[-1].teks + satu.teks)
        else:
            hasil.append(satu)
    return tuple(hasil)


def _pastikan_terpisah(bagian: tuple[_Bagian, ...]) -> None:
    """Refuse a token whose end cannot be seen: what follows it could also continue it.

    Held for every token, this makes reading deterministic one character at a time, and so the running
    number of every text unique. It refuses a few patterns that only a computer could take apart.
    """
    for i, satu in enumerate(bagian):
        for berikut in bagian[i + 1 :]:
            if satu.nama and (sama := satu.bahasa.lanjutan & berikut.bahasa.awal):
                raise PolaSalah(
                    f"{satu.teks} langsung diikuti {berikut.teks}: keduanya dapat memuat {min(sama)!r}, "
                    "sehingga dua nomor dapat terbaca sama; beri pemisah yang lain di antaranya, misalnya /"
                )
            if 0 not in berikut.bahasa.akhir:
                break


def _cetak_token(bagian: _Bagian, nilai: str | int) -> str:
    teks = str(nilai)
    if bagian.nama == "urut" and teks.isdecimal():
        teks = f"{int(teks):0{bagian.lebar}}"
        if len(teks) > _URUT_MAKS:
            raise PolaSalah(f"nomor urut {teks} terlalu besar")
    if not bagian.bahasa.cocok(teks):
        sebab = f"{teks!r} tidak berbentuk {bagian.teks}" if teks else f"{bagian.teks} belum diisi"
        raise PolaSalah(sebab)
    return teks


@dataclass(frozen=True)
class _Letak:
    """A place inside a pattern: which link, which state of its automaton."""

    bagian: int
    keadaan: int


def _lompat(bagian: tuple[_Bagian, ...], letak: _Letak) -> Iterator[_Letak]:
    """`letak` and every place reachable from it without reading a character."""
    yield letak
    while letak.bagian < len(bagian) and letak.keadaan in bagian[letak.bagian].bahasa.akhir:
        letak = _Letak(letak.bagian + 1, 0)
        yield letak


def _bersama(
    kiri: tuple[_Bagian, ...], a: _Letak, kanan: tuple[_Bagian, ...], b: _Letak
) -> Iterator[tuple[str, tuple[_Letak, _Letak]]]:
    """The characters both sides can read next, each with the places it leads to."""
    if a.bagian == len(kiri) or b.bagian == len(kanan):
        return
    for huruf_a, ke_a in kiri[a.bagian].bahasa.langkah[a.keadaan]:
        for huruf_b, ke_b in kanan[b.bagian].bahasa.langkah[b.keadaan]:
            if sama := huruf_a & huruf_b:
                yield min(sama), (_Letak(a.bagian, ke_a), _Letak(b.bagian, ke_b))
