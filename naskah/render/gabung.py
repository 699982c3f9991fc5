"""Many letters as one document: each on a page of its own, with its kop and page numbers from 1.

Only for machines: converting one long document is many times faster than converting its letters one by one,
and the PDF is cut apart afterwards (naskah.pdf). Letters are joined only when nothing one of them says or
counts can reach the next: the same styles, settings and notes to the byte, no numbered lists, no field but
PAGE, no notes. All others stand alone.

LibreOffice keeps paragraphs together across pages a little differently in a long document than in a short one
(a signature that takes a line with it), so only letters of one page are cut out again.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from naskah.render.kop import hapus_anak, sisip_seksi
from naskah.render.paket import (
    HUB,
    WP,
    Elemen,
    Hubungan,
    Paket,
    R,
    W,
    nama_hubungan,
    tujuan,
    tulis_xml,
    xml_unicode,
)
from naskah.render.teks import tempat_bagian, urai_teks
from registers.dasar import zipan

_RUJUKAN = (W + "headerReference", W + "footerReference")
_SALINAN = tuple(HUB + n for n in ("header", "footer", "image", "hyperlink"))  # each letter brings its own
_SAMBUNG = tuple(  # what counts on from letter to letter, or names something by a name of its own
    W + n
    for n in (
        *("numId", "footnoteReference", "endnoteReference", "commentReference", "altChunk", "object"),
        *("subDoc", "ins", "del", "moveFrom", "moveTo", "dataBinding", "documentProtection"),
    )
)


@dataclass(frozen=True)
class Gabungan:
    """The joined document; per letter the bookmark where it begins and what its first page can say."""

    docx: bytes
    tanda: list[str]
    teks: list[str]


def kunci_gabung(docx: bytes) -> str:
    """Letters of the same key can be one document; "" is a letter that stands alone.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    akar = paket.pohon(paket.utama)
    tubuh = akar.find(W + "body")
    if len(akar) != 1 or tubuh is None or len(tubuh) < 2:
        return ""
    seksi = list(tubuh.iter(W + "sectPr"))
    terakhir = tubuh[-2]
    if tubuh[-1] not in seksi or terakhir.tag not in (W + "p", W + "tbl"):
        return ""
    if next(terakhir.iter(W + "sectPr"), None) is not None:
        return ""
    if any(not _rujukan(s) <= _rujukan(seksi[0]) for s in seksi):  # the next letter would inherit it
        return ""
    salinan = _bagian_salinan(paket)
    if salinan is None or not all(
        map(_mandiri, [akar, *(paket.pohon(n) for n in _xml_sisa(paket, salinan))])
    ):
        return ""
    sidik = hashlib.sha256(repr((sorted(akar.attrib.items()), sorted(_rujukan(seksi[0])))).encode())
    for satu in paket.urut():
        if satu.nama not in salinan and satu.nama not in (paket.utama, nama_hubungan(paket.utama)):
            sidik.update(f"{satu.nama} {len(satu.mentah)} ".encode() + satu.mentah)
    return sidik.hexdigest()


def gabung(semua: Sequence[bytes]) -> Gabungan:
    """The letters, all of one key, as one document in their order."""
    jadi = _Sambungan(Paket.buka(semua[0]))
    teks = [jadi.tambah(docx, nomor) for nomor, docx in enumerate(semua)]
    return Gabungan(jadi.selesai(), [_tanda(n) for n in range(len(semua))], teks)


def _tanda(nomor: int) -> str:
    return f"naskah-surat-{nomor:05}"


def _rujukan(seksi: Elemen) -> set[tuple[str, str]]:
    return {(r.tag, r.get(W + "type", "default")) for r in seksi.iter(*_RUJUKAN)}


def _mandiri(akar: Elemen) -> bool:
    """Whether nothing in this part counts or points beyond its own letter."""
    if next(akar.iter(*_SAMBUNG), None) is not None:
        return False
    if any(e.get(W + "anchor") for e in akar.iter(W + "hyperlink")):
        return False
    perintah = [e.text or "" for e in akar.iter(W + "instrText")]
    perintah += [e.get(W + "instr", "") for e in akar.iter(W + "fldSimple")]
    return all(p.split()[:1] == ["PAGE"] for p in perintah)


def _bagian_salinan(paket: Paket) -> set[str] | None:
    """The parts every letter brings itself; None when one of them leads somewhere unknown."""
    hasil: set[str] = set()
    for satu in paket.hubungan(paket.utama):
        if satu.tipe not in _SALINAN or satu.luar:
            continue
        nama = tujuan(paket.utama, satu.sasaran)
        anak = paket.hubungan(nama)
        if any(h.tipe not in (HUB + "image", HUB + "hyperlink") for h in anak):
            return None
        hasil |= {nama, nama_hubungan(nama), *(tujuan(nama, h.sasaran) for h in anak if not h.luar)}
    return hasil


def _xml_sisa(paket: Paket, salinan: set[str]) -> list[str]:
    """Headers, footers and the styles: what else could count."""
    kepala = [n for n in salinan if n.endswith(".xml") and n in paket.anggota]
    return [*kepala, *(n for _, n in paket.terhubung(paket.utama, "styles"))]


@dataclass
class _Sambungan:
    """A document that grows letter by letter. Equal headers and pictures are kept once."""

    paket: Paket
    akar: Elemen = None
    ekor: Elemen = None  # the page set-up of the letter added last
    lukisan: int = 0
    hubungan: dict[tuple[str, str, bool], str] = field(default_factory=dict[tuple[str, str, bool], str])

    def tambah(self, docx: bytes, nomor: int) -> str:
        """Add a letter; its text."""
        paket = Paket.buka(docx)
        akar = paket.pohon(paket.utama)
        tubuh = akar.find(W + "body")
        teks = _teks(paket, akar)
        self._arahkan(akar, self._salin(paket))
        for e in akar.iter(WP + "docPr"):
            self.lukisan += 1
            e.set("id", str(self.lukisan))
        _mulai_halaman(next(tubuh.iter(W + "sectPr")))
        _tandai(next(tubuh.iter(W + "p")), nomor)
        if self.akar is None:
            self.akar = akar
        else:
            self._akhiri_surat()
            self.akar.find(W + "body").extend(list(tubuh))
        self.ekor = self.akar.find(W + "body")[-1]
        return teks

    def selesai(self) -> bytes:
        """The finished document."""
        tetap = [h for h in self.paket.hubungan(self.paket.utama) if h.tipe not in _SALINAN]
        baru = [Hubungan(id_, tipe, s, luar) for (tipe, s, luar), id_ in self.hubungan.items()]
        self.paket.pasang(self.paket.utama, tulis_xml(self.akar))
        self.paket.hubungkan(self.paket.utama, [*tetap, *baru])
        self.paket.rapikan()
        return zipan.tulis(self.paket.urut())

    def _akhiri_surat(self) -> None:
        """The page set-up of the letter before moves into its last paragraph: there its section ends."""
        tubuh = self.akar.find(W + "body")
        tubuh.remove(self.ekor)
        if tubuh[-1].tag != W + "p":  # behind a table at the end of a document there is always a paragraph
            tubuh.append(tubuh.makeelement(W + "p", {}))
        akhir = tubuh[-1]
        sifat = akhir.find(W + "pPr")
        if sifat is None:
            sifat = akhir.makeelement(W + "pPr", {})
            akhir.insert(0, sifat)
        letak = next((n for n, e in enumerate(sifat) if e.tag == W + "pPrChange"), len(sifat))
        sifat.insert(letak, self.ekor)

    def _salin(self, paket: Paket) -> dict[str, str]:
        """Bring the letter's headers and pictures along; old relationship id → new one."""
        ganti: dict[str, str] = {}
        for satu in paket.hubungan(paket.utama):
            if satu.tipe not in _SALINAN:
                continue
            sasaran = satu.sasaran if satu.luar else self._bagian(paket, tujuan(paket.utama, satu.sasaran))
            kunci = (satu.tipe, sasaran, satu.luar)
            ganti[satu.id] = self.hubungan.setdefault(kunci, f"rIdSurat{len(self.hubungan)}")
        return ganti

    def _bagian(self, paket: Paket, nama: str) -> str:
        """The part under a name made of its content, with what it relates to; its target."""
        anak = [
            h if h.luar else Hubungan(h.id, h.tipe, self._bagian(paket, tujuan(nama, h.sasaran)))
            for h in paket.hubungan(nama)
        ]
        isi = paket.isi(nama)
        sidik = hashlib.sha256(repr(anak).encode() + isi).hexdigest()[:32]
        baru = f"word/surat/{sidik}{posixpath.splitext(nama)[1]}"
        if baru not in self.paket.anggota:
            self.paket.pasang(baru, isi, paket.tipe(nama))
            self.paket.hubungkan(baru, anak)
        return f"/{baru}"

    @staticmethod
    def _arahkan(akar: Elemen, ganti: Mapping[str, str]) -> None:
        for e in akar.xpath("//*[@r:*]", namespaces={"r": R[1:-1]}):
            for nama, nilai in e.attrib.items():
                if nama.startswith(R):
                    e.set(nama, ganti.get(nilai, nilai))


def _teks(paket: Paket, akar: Elemen) -> str:
    seksi = next(akar.iter(W + "sectPr"))
    pertama = "default" if seksi.find(W + "titlePg") is None else "first"
    tampak = {r.get(R + "id") for r in seksi.iter(*_RUJUKAN) if r.get(W + "type", "default") == pertama}
    kepala = {n: id_ in tampak for id_, n in paket.terhubung(paket.utama, "header", "footer")}
    dicetak = [n for n in tempat_bagian(paket) if kepala.get(n, True)]
    return "\n".join(urai_teks(xml_unicode(paket.pohon(n))) for n in dicetak)


def _mulai_halaman(seksi: Elemen) -> None:
    """A letter begins on a new page, which is its first."""
    hapus_anak(seksi, "type")
    nomor = seksi.find(W + "pgNumType")
    if nomor is None:
        nomor = seksi.makeelement(W + "pgNumType", {})
        sisip_seksi(seksi, nomor)
    if nomor.get(W + "start") is None:
        nomor.set(W + "start", "1")


def _tandai(paragraf: Elemen, nomor: int) -> None:
    """A bookmark, which no page shows, at the beginning of a letter."""
    letak = 1 if len(paragraf) and paragraf[0].tag == W + "pPr" else 0
    id_ = {W + "id": str(1_000_000 + nomor)}
    paragraf.insert(letak, paragraf.makeelement(W + "bookmarkEnd", id_))
    paragraf.insert(letak, paragraf.makeelement(W + "bookmarkStart", {**id_, W + "name": _tanda(nomor)}))
