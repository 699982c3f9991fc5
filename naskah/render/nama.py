"""Which fields a template's tags name: loops give names to rows, `{% set %}` and macros make their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes as simpul

from naskah.render.mesin import GLOBAL

# What a kind prints beside `x` itself (docs/arsitektur.md, table of kinds).
_TURUNAN = ("_hari", "_huruf", "_pendek", "_terbilang", "_angka")

# Names a template may use once its type asks for them.
_BELUM = {"segel": ("jenis ini tidak disegel", "tulis segel = true di naskah.toml, atau hapus tag ini")}


@dataclass
class Lingkup:
    """The names a tag can see: fields, and what loops, sets and macros around it added.

    Attributes:
        dikenal: declared names; "peserta.nama" declares a part. None: nothing is known, anything goes.
        alias: local name → the path it stands for; "" when it stands for nothing declared.
        dipakai: every path that was used, roots included.
    """

    dikenal: Collection[str] | None
    alias: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    dipakai: set[str] = field(default_factory=set[str])

    def periksa(self, pohon: simpul.Template) -> Iterator[tuple[str, str]]:
        """(cause, remedy) of every unknown name in one parsed tag; local names are declared afterwards."""
        lokal = dict(self.alias)
        milik = {n.name for n in pohon.find_all(simpul.Name) if n.ctx in ("store", "param")}
        for satu in _jalur(pohon):
            akar, _, bagian = satu.partition(".")
            if akar in milik or akar in GLOBAL:
                continue
            if akar in lokal:
                if not lokal[akar]:
                    continue
                satu = f"{lokal[akar]}.{bagian}" if bagian else lokal[akar]
            yield from self._kenal(satu)

    def masuk(self, pohon: simpul.Template) -> None:
        """Declare what the tag brings into being for the tags after it."""
        for ulang in pohon.find_all(simpul.For):
            asal = next(iter(_jalur(ulang.iter)), "") if isinstance(ulang.target, simpul.Name) else ""
            akar, _, bagian = asal.partition(".")
            lokal = dict(self.alias)
            if akar in lokal:
                asal = f"{lokal[akar]}.{bagian}" if lokal[akar] and bagian else ""
            self.alias += [(n.name, asal) for n in _nama(ulang.target)]
        for macam in (simpul.Assign, simpul.AssignBlock):
            self.alias += [(n.name, "") for a in pohon.find_all(macam) for n in _nama(a.target)]
        for makro in pohon.find_all(simpul.Macro):
            self.alias += [(makro.name, ""), *((a.name, "") for a in makro.args)]

    def _kenal(self, jalur: str) -> Iterator[tuple[str, str]]:
        potong = jalur.split(".")
        self.dipakai |= {".".join(potong[: i + 1]) for i in range(len(potong))}
        if self.dikenal is None:
            return
        for panjang in range(1, len(potong) + 1):
            nama = ".".join(potong[:panjang])
            induk = ".".join(potong[: panjang - 1])
            saudara = [n for n in self.dikenal if n.rpartition(".")[0] == induk]
            if nama not in self.dikenal and (saudara or not induk):
                from difflib import get_close_matches

                mirip = get_close_matches(nama, saudara, 1, 0.6)
                saran = f"mungkin {mirip[0]}" if mirip else _contoh(saudara)
                yield _BELUM.get(nama, (f"isian {nama} tidak dikenal", saran))
                return

    def tak_dipakai(self, wajib: Collection[str]) -> list[str]:
        """The required names that no tag prints, in any of their forms."""
        return [n for n in wajib if not self.dipakai & {n, *(n + akhir for akhir in _TURUNAN)}]


def _contoh(nama: list[str]) -> str:
    return f"yang ada: {', '.join(sorted(nama)[:12])}" if nama else ""


def _nama(sasaran: simpul.Node) -> list[simpul.Name]:
    return [sasaran] if isinstance(sasaran, simpul.Name) else list(sasaran.find_all(simpul.Name))


def _jalur(pohon: simpul.Node) -> Iterator[str]:
    """Every dotted path an expression reads, the longest of each chain only."""
    if isinstance(pohon, simpul.Name):
        yield from [pohon.name] if pohon.ctx == "load" else []
    elif isinstance(pohon, simpul.Getattr):
        dasar = _rantai(pohon)
        yield from [dasar] if dasar else _jalur(pohon.node)
    elif isinstance(pohon, simpul.Call) and isinstance(pohon.node, simpul.Getattr):
        yield from _jalur(pohon.node.node)  # a method: what it is called on is the field
        for anak in (*pohon.args, *pohon.kwargs):
            yield from _jalur(anak)
    else:
        for anak in pohon.iter_child_nodes():
            yield from _jalur(anak)


def _rantai(n: simpul.Node) -> str:
    if isinstance(n, simpul.Name):
        return n.name
    if isinstance(n, simpul.Getattr):
        dasar = _rantai(n.node)
        return f"{dasar}.{n.attr}" if dasar else ""
    return ""
