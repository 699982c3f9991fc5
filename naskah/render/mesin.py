"""The template language: Jinja in a sandbox, strict about missing fields, escaping by default.

Nothing is reachable from a template but the values it was given: no loader, no includes, no imports, a short
list of filters, of methods and of globals. `Penangkap` remembers what was emitted, so the caller can hold
the document to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, pass_context
from jinja2 import nodes as simpul
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from naskah.render.nilai import Gambar, RichText, xml_teks

FILTER = frozenset(
    {
        *(
            "abs",
            "batch",
            "capitalize",
            "count",
            "d",
            "default",
            "dictsort",
            "e",
            "escape",
            "first",
            "groupby",
        ),
        *("items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr"),
        *("replace", "reverse", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim"),
        *("truncate", "unique", "upper"),
    }
)
METODE = frozenset(
    {
        *(
            "capitalize",
            "count",
            "cycle",
            "endswith",
            "find",
            "get",
            "index",
            "items",
            "join",
            "keys",
            "lower",
        ),
        *("lstrip", "removeprefix", "removesuffix", "replace", "rstrip", "split", "splitlines", "startswith"),
        *("strip", "title", "upper", "values"),
    }
)
GLOBAL = frozenset({"range", "cycler", "joiner", "namespace", "caller", "loop"})

_PENGALI_MAKS = 10**12


@dataclass
class Penangkap:
    """What one rendering emitted, part by part.

    Attributes:
        teks: emitted strings after filters, in order.
        xml: the same as XML; the renderer compares it with what left the engine.
        gambar: pictures of the part being rendered, by relationship id.
    """

    teks: list[str] = field(default_factory=list[str])
    xml: list[str] = field(default_factory=list[str])
    gambar: dict[str, Gambar] = field(default_factory=dict[str, Gambar])

    def lupakan(self) -> None:
        """Forget the last string: the caller saw where it landed."""
        self.teks.pop()
        self.xml.pop()


penangkap: ContextVar[Penangkap] = ContextVar("penangkap")


class NilaiTakTercetak(Exception):
    """A tag printed something that has no place in a letter; the message says what to write instead."""


class Hilang(StrictUndefined):
    """A missing field: every use of it is an error that names it in Indonesian."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_exception is SecurityError:
            return f".{self._undefined_name} tidak diizinkan dalam templat"
        if self._undefined_hint:  # of the filters first, last, min, max
            return "daftarnya kosong, tidak ada butir yang dapat dicetak"
        if self._undefined_obj is missing:
            return f"isian {self._undefined_name} tidak ada"
        if self._undefined_obj is None:
            return f"induk dari .{self._undefined_name} kosong; tulis {{% if … %}} di sekitarnya"
        return f".{self._undefined_name} tidak ada pada nilai itu"


@pass_context
def _akhiri(_: Context, nilai: object) -> str:
    """Turn what a tag evaluates to into XML, and remember it (Jinja's finalize)."""
    if type(nilai) is str:
        teks = nilai
    elif type(nilai) is int:
        teks = str(nilai)
    elif isinstance(nilai, Markup):  # the output of a macro or a {% set %} block: escaped when it was made
        return nilai
    elif isinstance(nilai, RichText):
        return _catat(nilai.teks, nilai.xml())
    elif isinstance(nilai, Gambar):
        gambar = penangkap.get().gambar
        rid = f"rIdGambar{len(gambar) + 1}"
        gambar[rid] = nilai
        return Markup(nilai.xml(rid))  # noqa: S704  (our own XML)
    elif type(nilai) is Undefined:  # {{ x if syarat }} with a false condition: blank on purpose
        return Markup()
    elif isinstance(nilai, Undefined):
        return str(nilai)  # raises, naming the field
    else:
        raise NilaiTakTercetak(_sebab(nilai))
    return _catat(teks, xml_teks(teks)) if teks else Markup()


def _catat(teks: str, xml: str) -> Markup:
    p = penangkap.get()
    p.teks.append(teks)
    p.xml.append(xml)
    return Markup(xml)  # noqa: S704  (xml_teks escaped it)


def _sebab(nilai: object) -> str:
    if nilai is None:
        return "nilainya kosong (None); tulis {{ x or '-' }} atau {% if x %}"
    if isinstance(nilai, bool):
        return "nilainya ya/tidak; pakai {% if x %} … {% endif %}"
    if isinstance(nilai, float):
        return "hasilnya bilangan pecahan; hitung sebelum dicetak"
    if isinstance(nilai, dict):
        return "nilainya kumpulan isian; tulis bagiannya, misalnya {{ x.nama }}"
    if isinstance(nilai, list | tuple):
        return "nilainya daftar; pakai {% for … %} atau {{ x|join(', ') }}"
    return f"nilai jenis {type(nilai).__name__} tidak dapat dicetak"


def _atribut(nilai: object, macam: str) -> Markup:
    """A value inside an XML attribute that docxtpl makes (colspan, cellbg) or that Word keeps."""
    if isinstance(nilai, Undefined):
        str(nilai)
    teks = str(nilai)
    pola = {"angka": r"[1-9]\d{0,3}", "warna": r"#?[0-9A-Fa-f]{6}|auto|"}.get(macam, r"[^{}\x00-\x1f]*")
    if isinstance(nilai, bool) or not re.fullmatch(pola, teks):
        raise NilaiTakTercetak(f"{teks[:40]!r} bukan {macam} untuk sel tabel")
    xml = xml_teks(teks.lstrip("#") if macam == "warna" else teks).replace('"', "&quot;")
    return Markup(xml)  # noqa: S704  (escaped in the line above)


class Lingkungan(ImmutableSandboxedEnvironment):
    """The one environment of every template."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Hilang, finalize=_akhiri, optimized=False, cache_size=0)
        bawaan: dict[str, Any] = dict(self.filters)
        # Everything is escaped once, on the way out: |e changes nothing.
        boleh = {n: bawaan[n] for n in FILTER} | {"e": _biarkan, "escape": _biarkan, "_atribut": _atribut}
        self.filters: dict[str, Any] = boleh
        self.globals: dict[str, Any] = {
            "range": self._range, "cycler": Cycler, "joiner": Joiner, "namespace": Namespace,
        }  # fmt: skip

    def _range(self, *batas: int) -> range:
        hasil = range(*batas)
        if len(hasil) > 10_000:
            raise NilaiTakTercetak("range terlalu panjang")
        return hasil

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`; a field of a dict wins over a method of the same name."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                if attribute not in METODE:
                    return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What a refused attribute becomes: an error on first use, in Indonesian."""
        return self.undefined(obj=obj, name=attribute, exc=SecurityError)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Methods of plain values by list; the loop's and namespace's own attributes."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, str | int | list | dict | tuple):
            return attr in METODE
        return isinstance(obj, LoopContext | Namespace | Cycler | Joiner)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what `is_safe_attribute` handed out, our globals and the template's own macros."""
        if isinstance(obj, Macro | Cycler | Joiner) or obj in (Cycler, Joiner, Namespace, self._range):
            return True
        pemilik = getattr(obj, "__self__", None)
        if isinstance(pemilik, LoopContext | Cycler):
            return True
        return type(pemilik) in (str, list, dict, tuple, int, Markup) and obj.__name__ in METODE

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on whole numbers only: `'a' * 10**9` and `'%9999999d' % 1` eat the machine."""
        if type(left) is not int or type(right) is not int or operator == "**":
            raise SecurityError(f"operator {operator} hanya untuk bilangan bulat")
        if operator == "*" and abs(left) > _PENGALI_MAKS:
            raise SecurityError("bilangan terlalu besar")
        return super().call_binop(context, operator, left, right)


def _biarkan(nilai: object) -> object:
    return nilai


def larangan(pohon: simpul.Template, makro: frozenset[str] = frozenset()) -> Iterator[tuple[int, str, str]]:
    """(line, cause, remedy) of everything in a parsed template that naskah does not let through."""
    makro |= {m.name for m in pohon.find_all(simpul.Macro)}
    makro |= {a.target.name for a in pohon.find_all(simpul.Assign) if isinstance(a.target, simpul.Name)}
    for satu in pohon.find_all(simpul.Node):
        for macam, periksa in _LARANGAN.items():
            if isinstance(satu, macam):
                sebab = periksa(satu, makro)
                if sebab:
                    yield (satu.lineno, *sebab)


def _larang_filter(n: Any, _: frozenset[str]) -> tuple[str, str] | None:
    if n.name in ("safe", "attr"):
        return f"|{n.name} tidak diizinkan", f"hapus |{n.name}"
    if n.name not in FILTER and n.name != "_atribut":
        from difflib import get_close_matches

        mirip = get_close_matches(n.name, FILTER, 1)
        return f"filter |{n.name} tidak dikenal", f"mungkin |{mirip[0]}" if mirip else "hapus filter itu"
    for nilai in (*n.args, *(k.value for k in n.kwargs)):
        if isinstance(nilai, simpul.Const) and str(nilai.value).startswith("_"):
            return f"{nilai.value!r} tidak diizinkan", "pakai nama isian saja"
    return None


def _larang_atribut(n: Any, _: frozenset[str]) -> tuple[str, str] | None:
    if n.attr.startswith("_"):
        return f".{n.attr} tidak diizinkan", "pakai nama isian saja"
    return None


def _larang_butir(n: Any, _: frozenset[str]) -> tuple[str, str] | None:
    if isinstance(n.arg, simpul.Const) and str(n.arg.value).startswith("_"):
        return f"[{n.arg.value!r}] tidak diizinkan", "pakai nama isian saja"
    return None


def _larang_nama(n: Any, _: frozenset[str]) -> tuple[str, str] | None:
    if n.name.startswith("_"):
        return f"nama {n.name} tidak diizinkan", "pakai nama isian saja"
    return None


def _larang_panggil(n: Any, makro: frozenset[str]) -> tuple[str, str] | None:
    sasaran = n.node
    if isinstance(sasaran, simpul.Name) and (sasaran.name in GLOBAL or sasaran.name in makro):
        return None
    if isinstance(sasaran, simpul.Getattr) and sasaran.attr in METODE:
        return None
    nama = getattr(sasaran, "name", None) or getattr(sasaran, "attr", "…")
    return f"panggilan {nama}() tidak diizinkan", "pakai isian atau filter"


def _larang_blok(n: Any, _: frozenset[str]) -> tuple[str, str]:
    return f"blok {type(n).__name__} tidak diizinkan", "hapus blok itu"


_LARANGAN: Mapping[type[simpul.Node], Callable[[Any, frozenset[str]], tuple[str, str] | None]] = {
    simpul.Filter: _larang_filter,
    simpul.Getattr: _larang_atribut,
    simpul.Getitem: _larang_butir,
    simpul.Name: _larang_nama,
    simpul.Call: _larang_panggil,
    **dict.fromkeys(
        (
            simpul.Include,
            simpul.Import,
            simpul.FromImport,
            simpul.Extends,
            simpul.Block,
            simpul.FilterBlock,
            simpul.ScopedEvalContextModifier,
        ),
        _larang_blok,
    ),
}
