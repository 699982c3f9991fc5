"""What a template sees besides its own fields: number, date, office, signature block, paraf, tembusan.

Pure: values in, primitives out. Forms of the blocks: formats.md §4, "Signature block".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from naskah.tatanan import Format, Instansi, Penjabat
from registers.dasar.isian import Isian
from registers.dasar.kinds import semua

_KATA_TUGAS = frozenset({"dan", "di", "ke", "dari", "untuk", "bagi", "dengan", "yang", "serta", "atau"})
_SINGKATAN = re.compile(r"(\b[A-Z][a-z]{0,2}|\b(dkk|dll|dsb|dst))\.$")
KOSONG = "\u00a0" * 8  # the slot a person fills by hand on a konsep; no-break, so it does not collapse


@dataclass(frozen=True)
class Penandatangan:
    """Who signs and on whose behalf.

    Attributes:
        pejabat: the signer.
        atas_nama: the post in whose name ("a.n."), or None.
        untuk_beliau: the post between ("u.b."), or None; only together with atas_nama.
    """

    pejabat: Penjabat
    atas_nama: Penjabat | None = None
    untuk_beliau: Penjabat | None = None


def blok_tanda_tangan(siapa: Penandatangan, format_: Format) -> dict[str, object]:
    """The signature block as lines: `atas` above the space, `nama`, `bawah` (rank, NIP) below it.

    An acting holder (Plt., Plh., Pj.) signs with that prefix; "a.n." the very post he is acting for is
    left out, since he is that post.
    """

    def jabatan(p: Penjabat) -> str:
        teks = p.jabatan.upper() if format_.jabatan_kapital else p.jabatan
        return f"{p.sebagai} {teks}".strip()

    atas: list[str] = []
    if siapa.atas_nama is not None and siapa.atas_nama.id != siapa.pejabat.id:
        # The one in whose name is named by his post alone, whoever fills it.
        teks = siapa.atas_nama.jabatan
        atas.append(f"a.n. {teks.upper() if format_.jabatan_kapital else teks}")
        if siapa.untuk_beliau is not None and siapa.untuk_beliau.id != siapa.pejabat.id:
            atas += [jabatan(siapa.untuk_beliau), "u.b."]
    atas.append(f"{jabatan(siapa.pejabat)},")
    p = siapa.pejabat
    bawah = [
        format_.pangkat.format(pangkat=p.pangkat, golongan=p.golongan) if p.pangkat else "",
        format_.nip.format(nip=p.nip) if p.nip else "",
    ]
    return {
        "atas": atas,
        "nama": p.nama,
        "bawah": [baris for baris in bawah if baris],
        "jabatan": f"{p.sebagai} {p.jabatan}".strip(),
        "nip": p.nip,
        "pangkat": p.pangkat,
        "golongan": p.golongan,
    }


def baris_tembusan(tembusan: Sequence[str]) -> list[dict[str, str]]:
    """The copies as rows: numbered only when more than one, ";" after each, "." after the last.

    >>> baris_tembusan(["Gubernur NTT di Kupang"])
    [{'no': '', 'teks': 'Gubernur NTT di Kupang.'}]
    """
    bersih = [_tanpa_tanda_akhir(t.strip()) for t in tembusan if t.strip()]
    return [
        {
            "no": f"{i}." if len(bersih) > 1 else "",
            "teks": teks + (";" if i < len(bersih) else "" if teks.endswith(".") else "."),
        }
        for i, teks in enumerate(bersih, start=1)
    ]


def _tanpa_tanda_akhir(teks: str) -> str:
    """`teks` without the one mark a person ended the item with; the point of "Tbk." or "S.E." stays."""
    if teks.endswith(";") or (teks.endswith(".") and not _SINGKATAN.search(teks)):
        return teks[:-1].rstrip()
    return teks


def kantor(instansi: Instansi) -> dict[str, object]:
    """The office as templates and kop see it."""
    nilai: dict[str, object] = {k: v for k, v in instansi if k not in {"lambang", "kode_pd"}}
    nilai["kontak"] = instansi.kontak()
    nilai["nama_biasa"] = nama_biasa(instansi.nama)
    return nilai


@lru_cache(maxsize=32)
def nama_biasa(nama: str) -> str:
    """The name of an office within a sentence; one that is not all capitals stays as it is written.

    >>> nama_biasa("DINAS KOPERASI, USAHA KECIL DAN MENENGAH")
    'Dinas Koperasi, Usaha Kecil dan Menengah'
    """
    if not nama.isupper():
        return nama
    kata = nama.lower().split(" ")
    return " ".join(k if ke and k in _KATA_TUGAS else k.capitalize() for ke, k in enumerate(kata))


@lru_cache(maxsize=32)
def tanggal_surat(tanggal: date, *, terbit: bool) -> Mapping[str, object]:
    """The letter's date in its printed forms; on a konsep they are all blank slots.

    The month is blank as well: a letter signed in November may be numbered in December.
    """
    cetak = semua()["tanggal"].cetak("tanggal", tanggal.isoformat(), Isian("tanggal", "tanggal"))
    return cetak if terbit else dict.fromkeys(cetak, KOSONG * 3)


def susun(
    isi: Mapping[str, object],
    *,
    judul: str,
    hal: str,
    instansi: Instansi,
    ttd: Mapping[str, object],
    paraf: Sequence[str],
    tembusan: Sequence[str],
) -> dict[str, object]:
    """Everything but number and date; those two are filled in last, by `dengan_nomor`."""
    return {
        "sifat": "",
        "lampiran": "",
        **isi,
        "judul": judul,
        "hal": hal,
        "kantor": kantor(instansi),
        "tempat": instansi.tempat,
        "ttd": dict(ttd),
        # `paraf` runs upwards, as the letter travels; printed from high to low (formats.md §4).
        "paraf": [{"jabatan": jabatan} for jabatan in reversed(paraf)],
        "tembusan": baris_tembusan(tembusan),
    }


def dengan_nomor(
    konteks: Mapping[str, object], nomor: str, tanggal: date, *, terbit: bool
) -> dict[str, object]:
    """The context of one rendering: the stored one plus number and date, nothing else changed."""
    return {**konteks, "nomor": nomor, **tanggal_surat(tanggal, terbit=terbit)}
