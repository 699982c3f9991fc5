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
from dataclasses import dataclass, field
from functools import lru_cache

from registers.dasar.otomata import ALNUM, DIGIT, KECIL, Bahasa, berpemisah, bilangan, dari_kata
from registers.dasar.waktu import bulan_romawi

BELUM = "…"  # in an example, a part that only the letter will bring
_URUT_MAKS = 9  # digits; the ledger keeps running numbers in 32 bits
_TANDA = re.compile(r"\{([^{}]*)\}")


class PolaSalah(ValueError):
    """A pattern, or a value for one of its tokens, is not acceptable; `pesan` says why in Indonesian."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


_SISIPAN = Bahasa((((frozenset("."), 1),), ((KECIL, 2),), ((KECIL, 2),)), frozenset({0, 2}))
_TAHUN = Bahasa((((DIGIT - {"0"}, 1),), ((DIGIT, 2),), ((DIGIT, 3),), ((DIGIT, 4),), ()), frozenset({4}))

# {kode_pd} is missing: it is always a constant.
_TOKEN = {
    "klas": berpemisah(DIGIT, "."),
    "urut": bilangan(1),
    "sisipan": _SISIPAN,
    "bidang": berpemisah(ALNUM, ".-"),
    "keamanan": dari_kata("B", "T", "R", "SR"),
    "bulan_romawi": dari_kata(*(bulan_romawi(b) for b in range(1, 13))),
    "bulan": dari_kata(*(f"{b:02}" for b in range(1, 13))),
    "tahun": _TAHUN,
    "jenis": berpemisah(ALNUM, "-"),
}
TOKEN = (*_TOKEN, "kode_pd")


@dataclass(frozen=True)
class _Bagian:
    """One link of a pattern: a token (with `nama`) or literal text (`nama` empty)."""

    nama: str
    teks: str
    bahasa: Bahasa
    lebar: int = 1


@dataclass(frozen=True)
class Pola:
    """A checked pattern: it has one running number, and every number it prints can be read back one way only.

    Attributes:
        asal: the pattern as written, constants substituted.
        bagian: its links, which follow from `asal`.
    """

    asal: str
    bagian: tuple[_Bagian, ...] = field(compare=False)

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
        return _urai(text.strip(), tuple(sorted((tetap or {}).items())))

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

    def contoh(self, **bagian: str | int) -> str:
        """The number as far as it is known: `BELUM` stands where a part is not given yet.

        >>> Pola.urai("{klas}/{urut}/ND").contoh(urut=7)
        '…/7/ND'
        """
        return "".join(
            b.teks if not b.nama else _cetak_atau_belum(b, bagian.get(b.nama, "")) for b in self.bagian
        )

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
        return _nomor_bersama(self, other)


@lru_cache(maxsize=1024)
def _nomor_bersama(satu: Pola, dua: Pola) -> str | None:
    """Kept: an office asks it for every pair of its few patterns, whenever it is opened."""
    awal = _Letak(0, 0), _Letak(0, 0)
    antre, terlihat = deque([(awal, "")]), {awal}
    while antre:
        (a, b), teks = antre.popleft()
        for a2 in _lompat(satu.bagian, a):
            for b2 in _lompat(dua.bagian, b):
                if a2.bagian == len(satu.bagian) and b2.bagian == len(dua.bagian):
                    return teks
                for huruf, berikut in _bersama(satu.bagian, a2, dua.bagian, b2):
                    if berikut not in terlihat:
                        terlihat.add(berikut)
                        antre.append((berikut, teks + huruf))
    return None


@lru_cache(maxsize=256)
def _urai(text: str, tetap: tuple[tuple[str, str], ...]) -> Pola:
    bagian = _gabung(_potong(text, dict(tetap)))
    nama = [b.nama for b in bagian if b.nama]
    if "urut" not in nama:
        raise PolaSalah("tidak ada {urut}, sehingga semua nomor akan sama")
    if ganda := sorted({n for n in nama if nama.count(n) > 1}):
        raise PolaSalah(f"{{{ganda[0]}}} ditulis lebih dari sekali")
    _pastikan_terpisah(bagian)
    return Pola("".join(b.teks for b in bagian), bagian)


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
    return _Bagian("", teks, dari_kata(teks))


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
        return _Bagian(nama, f"{{{isi}}}", bilangan(lebar), lebar)
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


def _cetak_atau_belum(bagian: _Bagian, nilai: str | int) -> str:
    return (
        BELUM if nilai == BELUM or (nilai == "" and bagian.nama != "sisipan") else _cetak_token(bagian, nilai)
    )


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
