"""The template check: every error at once, each with its place, the tag, the cause and the remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes as simpul
from jinja2.exceptions import TemplateSyntaxError

from naskah.render.mesin import Lingkungan, larangan
from naskah.render.muatan import muatan
from naskah.render.nama import Lingkup
from naskah.render.paket import Elemen, Paket, W
from naskah.render.siap import TAG, Paragraf, bersihkan, huruf, paragraf, satukan_tag, tag_terbuka
from naskah.render.teks import tempat_bagian
from registers.dasar.galat import TemplatSalah
from registers.dasar.temuan import Temuan

_BENTUK = re.compile(r"\{([{%#])(?:(tr|tc|p|r)\s|[-+])?\s*(.*?)\s*[-+]?[}%#]\}", re.DOTALL)
_PEMBUKA = ("for", "if", "macro", "call", "with", "filter", "raw", "block", "autoescape")
_LENGKAPI = {"elif": "{{% if 1 %}}{{% {} %}}{{% endif %}}", "else": "{{% if 1 %}}{{% {} %}}{{% endif %}}"}
_SISA = re.compile(r"\}\}|%\}|#\}|(?<![{_])\{\s*[A-Za-z_][\w.]*\s*\}(?!\})|«[^»]*»")
_ENTITAS = str.maketrans("“”‘’", "\"\"''")
_TAK_DIPAKAI = {
    "segel": ("segel tidak dicetak", "tulis {{ segel }} di tempatnya, atau hapus segel = true di naskah.toml")
}
_WADAH = {"tr": "baris", "tc": "sel", "p": "paragraf"}


@dataclass(frozen=True)
class _Tag:
    teks: str
    jenis: str  # "{" prints, "%" commands
    awalan: str  # tr, tc, p, r or ""
    isi: str
    di: Paragraf

    @property
    def kata(self) -> str:
        return self.isi.split(None, 1)[0] if self.isi else ""


@dataclass
class _Periksa:
    """One run over all parts of a template."""

    lingkup: Lingkup
    env: Lingkungan = field(default_factory=Lingkungan)
    buka: list[tuple[_Tag, int]] = field(default_factory=list[tuple[_Tag, int]])
    makro: frozenset[str] = frozenset()
    temuan: list[Temuan] = field(default_factory=list[Temuan])

    def bagian(self, akar: Elemen, awalan: str) -> None:
        """Check one part; blocks must close in the part they open in."""
        bersihkan(akar)
        semua: list[_Tag] = []
        for di in paragraf(akar, awalan):
            teks = satukan_tag(di.elemen)
            self._sisa(di, teks)
            semua += _tag_paragraf(di, teks)
        self._wadah(semua)
        self.makro |= {t.isi.split("(")[0].split()[-1] for t in semua if t.kata == "macro"}
        for satu in semua:
            self._satu(satu)
        for satu, _ in self.buka:
            tutup = f"{{%{satu.awalan and satu.awalan + ' '}{' ' * (not satu.awalan)}end{satu.kata} %}}"
            self.catat(satu, "tidak ditutup", f"tambahkan {tutup}")
        self.buka.clear()

    def catat(self, tag: _Tag, sebab: str, saran: str = "") -> None:
        self.temuan.append(Temuan(tag.di.tempat, f"{tag.teks}: {sebab}", saran))

    def _sisa(self, di: Paragraf, teks: str) -> None:
        terbuka = tag_terbuka(teks)
        if terbuka:
            wadah = "sel" if di.sel is not None else "paragraf"
            self.temuan.append(
                Temuan(
                    di.tempat, f"{terbuka}: tag terpotong, tidak selesai di {wadah} ini",
                    "tulis tag utuh dalam satu paragraf dan satu sel",
                )
            )  # fmt: skip
            return
        for cocok in _SISA.finditer(TAG.sub("", teks)):
            saran = "tulis {{ nama_isian }}, atau hapus"
            self.temuan.append(Temuan(di.tempat, f"{cocok.group()}: sisa tanda templat", saran))
        for perintah in di.elemen.iter(W + "instrText"):
            if "MERGEFIELD" in (perintah.text or ""):
                saran = "ganti dengan {{ nama_isian }}"
                self.temuan.append(Temuan(di.tempat, "bidang Mail Merge Word tidak diisi", saran))

    def _wadah(self, semua: list[_Tag]) -> None:
        """{%tr %}, {%tc %} and {%p %} take their row, cell or paragraph with them: nobody else's."""
        terlihat: list[Elemen] = []
        for satu in semua:
            if satu.awalan not in _WADAH:
                continue
            elemen = satu.di.elemen
            wadah = elemen if satu.awalan == "p" else next(elemen.iterancestors(W + satu.awalan), None)
            nama = _WADAH[satu.awalan]
            if wadah is None:
                self.catat(satu, f"{{%{satu.awalan} %}} di luar tabel", "pakai {%p … %} atau {% … %}")
            elif wadah in terlihat:
                self.catat(
                    satu, f"dua {{%{satu.awalan} %}} dalam satu {nama}", f"beri {nama} sendiri untuk tiap tag"
                )
            else:
                terlihat.append(wadah)
                lain = "".join(t.text or "" for p in wadah.iter(W + "p") for t in huruf(p))
                lain = lain if satu.awalan != "p" else "".join(t.text or "" for t in huruf(wadah))
                if TAG.sub("", lain).strip():
                    self.catat(satu, f"teks lain di {nama} ini akan hilang", f"beri tag {nama} sendiri")

    def _satu(self, tag: _Tag) -> None:
        if tag.jenis == "{" and not tag.isi:
            self.catat(tag, "tag kosong", "tulis nama isian")
            return
        if tag.jenis == "%" and tag.kata.startswith("end"):
            self._tutup(tag)
            return
        if tag.jenis == "%" and tag.kata in ("else", "elif") and not self.buka:
            self.catat(tag, "tanpa {% if %}", "tambahkan {% if … %} di depannya")
        try:
            pohon = self.env.parse(_lengkapi(tag))
        except TemplateSyntaxError:
            self.catat(tag, "tidak dapat dibaca", "periksa ejaan, tanda kurung, dan tanda petik")
            pohon = simpul.Template([], lineno=1)
        for _, sebab, saran in larangan(pohon, self.makro):
            self.catat(tag, sebab, saran)
        for sebab, saran in self.lingkup.periksa(pohon):
            self.catat(tag, sebab, saran)
        if tag.jenis == "%" and _membuka(tag):
            self.buka.append((tag, len(self.lingkup.alias)))
        self.lingkup.masuk(pohon)

    def _tutup(self, tag: _Tag) -> None:
        macam = tag.kata[3:]
        cocok = [i for i, (t, _) in enumerate(self.buka) if t.kata == macam]
        if not cocok:
            self.catat(tag, f"penutup tanpa {{% {macam} %}}", f"hapus, atau tambahkan {{% {macam} … %}}")
            return
        for yatim, _ in self.buka[cocok[-1] + 1 :]:
            self.catat(yatim, f"tidak ditutup sebelum {tag.teks}", f"tambahkan {{% end{yatim.kata} %}}")
        pembuka, alias = self.buka[cocok[-1]]
        del self.buka[cocok[-1] :]
        if macam != "set":
            del self.lingkup.alias[alias:]
        if pembuka.awalan != tag.awalan:
            saran = f"pakai awalan yang sama di pembuka dan penutup: {pembuka.teks}"
            self.catat(tag, "pembuka dan penutup berbeda awalan", saran)
        elif pembuka.di.sel is not tag.di.sel and tag.awalan not in ("tr", "tc"):
            self.catat(
                pembuka, "dibuka dan ditutup di sel yang berbeda",
                f"ulangi baris dengan {{%tr {pembuka.isi} %}} dan {{%tr {tag.isi} %}} di baris sendiri",
            )  # fmt: skip


def lint(
    docx: bytes, *, nama_wajib: Collection[str] = (), nama_dikenal: Collection[str] | None = None
) -> list[Temuan]:
    """Every finding of a template, part by part.

    Args:
        docx: the template.
        nama_wajib: fields that must be printed somewhere (required and not `cetak = false`).
        nama_dikenal: every name a tag may use; "peserta.nama" is a part. None: names are not checked.
    """
    try:
        paket = Paket.buka(docx)
    except TemplatSalah as galat:
        return [Temuan("berkas", galat.message, galat.hint)]
    periksa = _Periksa(Lingkup(nama_dikenal))
    bagian = tempat_bagian(paket)
    periksa.temuan += muatan(paket, bagian)
    for nama, sebutan in bagian.items():
        periksa.bagian(paket.pohon(nama), sebutan)
    tidak = periksa.lingkup.tak_dipakai(nama_wajib)
    periksa.temuan += [Temuan("templat", *_TAK_DIPAKAI.get(n, _tak_dipakai(n))) for n in tidak]
    return periksa.temuan


def _tak_dipakai(nama: str) -> tuple[str, str]:
    return f"isian wajib {nama} tidak dipakai", f"tulis {{{{ {nama} }}}}, atau beri cetak = false"


def _tag_paragraf(di: Paragraf, teks: str) -> Iterator[_Tag]:
    for cocok in TAG.finditer(teks):
        bentuk = _BENTUK.fullmatch(cocok.group())
        if bentuk and bentuk.group(1) != "#":
            yield _Tag(cocok.group(), bentuk[1], bentuk[2] or "", bentuk[3].translate(_ENTITAS), di)


def _membuka(tag: _Tag) -> bool:
    return tag.kata in _PEMBUKA or (tag.kata == "set" and "=" not in tag.isi)


def _lengkapi(tag: _Tag) -> str:
    """The tag as a template of its own, so that one bad tag does not hide the others."""
    if tag.jenis == "{":
        return f"{{{{ {tag.isi} }}}}"
    if tag.kata in ("colspan", "cellbg"):
        return f"{{{{ {tag.isi.removeprefix(tag.kata)} }}}}"
    if tag.kata in ("hm", "vm"):
        return ""
    if tag.kata in _LENGKAPI:
        return _LENGKAPI[tag.kata].format(tag.isi)
    if _membuka(tag):
        return f"{{% {tag.isi} %}}{{% end{tag.kata} %}}"
    return f"{{% {tag.isi} %}}"
