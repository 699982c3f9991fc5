"""What a page function gets, and the ways it can answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response

from naskah.web.kabar import Kabar
from naskah.web.keamanan import unduhan
from registers.dasar.berkas import nama_aman

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.web.keamanan.sesi import Sesi
    from naskah.web.keamanan.unggahan import Unggahan
    from naskah.web.peladen import Peladen

_DIGIT_MAKS = 9


@dataclass(frozen=True)
class Orang:
    """Who acts.

    Attributes:
        id: login name; "" on one PC and before logging in.
        nama: as the ledger names him.
        peran: his role.
        pos: id of his post in kantor.toml; "" for none.
        lokal: one PC, no account.
    """

    id: str
    nama: str
    peran: str
    pos: str = ""
    lokal: bool = False


@dataclass
class Minta:
    """One request, with everything a page needs.

    Attributes:
        kantor: the open office, acting as `pengguna`.
        pengguna: who asks.
        jalur: path parameters.
        tanya: the query.
        isian: form pairs in their order.
        berkas: uploaded files.
        htmx: whether htmx asks, for a part of a page.
        sesi: the browser's session.
        peladen: what lives as long as the server.
        alamat: the peer's address.
        url: path and query of this request.
        kabar: what the page before left to say.
    """

    kantor: Kantor
    pengguna: Orang
    jalur: Mapping[str, Any]
    tanya: Mapping[str, str]
    isian: Sequence[tuple[str, str]]
    berkas: Sequence[Unggahan]
    htmx: bool
    sesi: Sesi
    peladen: Peladen
    alamat: str = ""
    url: str = "/"
    kabar: Kabar = field(default_factory=Kabar)

    def satu(self, nama: str, bawaan: str = "") -> str:
        """The first value of a form field."""
        return next((v for k, v in self.isian if k == nama), bawaan)

    def tanya_banyak(self, nama: str) -> list[str]:
        """Every value of that name in the query."""
        return parse_qs(urlsplit(self.url).query).get(nama, [])

    def angka(self, nama: str) -> int:
        """The first value of a form field as a number; 0 for anything else, also for one no ledger holds."""
        teks = self.satu(nama)
        return int(teks) if teks.isdecimal() and len(teks) <= _DIGIT_MAKS else 0

    def banyak(self, nama: str) -> list[str]:
        """Every value of a form field."""
        return [v for k, v in self.isian if k == nama]

    def laman(self, nama: str, /, status: int = 200, **konteks: object) -> Response:
        """A page, or a part of one, from halaman/."""
        isi = self.peladen.html.get_template(nama).render(
            m=self,
            kantor=self.kantor,
            pengguna=self.pengguna,
            csrf_token=self.peladen.csrf.buat(self.sesi),
            **konteks,
        )
        return HTMLResponse(isi, status)

    bagian = laman

    def pindah(self, url: str, pesan: str = "", peringatan: Sequence[str] = ()) -> Response:
        """Go on to another page of ours, which says what was done and what to know about it."""
        jawab: Response = RedirectResponse(url, 303)
        if self.htmx:  # htmx follows a redirect silently and would put the page into the fragment
            jawab = Response(status_code=204, headers={"HX-Redirect": jawab.headers["location"]})
        self.peladen.pesan.tulis(jawab, Kabar(pesan, tuple(peringatan)))
        return jawab

    def unduh(self, path: str, nama: str = "", *, tampil: bool = False) -> Response:
        """A file the ledger knows.

        Raises:
            TidakDitemukan: the ledger does not know it.
        """
        data = unduhan.baca(self.kantor, path)
        return self.data(data, unduhan.mime(path), nama or PurePosixPath(path).name, tampil=tampil)

    def data(self, data: bytes, mime: str, nama: str = "", *, tampil: bool = False) -> Response:
        """Bytes, shown in the browser or kept as a file of that name."""
        return Response(data, media_type=mime, headers=lampiran(nama, tampil=tampil) if nama else None)


def lampiran(nama: str, *, tampil: bool = False) -> dict[str, str]:
    """The header under which an answer is shown in the browser, or kept as a file of that name."""
    cara = "inline" if tampil else "attachment"
    polos = nama_aman(nama).encode("ascii", "ignore").decode() or "berkas"
    return {"content-disposition": f"{cara}; filename=\"{polos}\"; filename*=UTF-8''{quote(nama)}"}
