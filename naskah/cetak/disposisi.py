"""What a lembar disposisi ticks: who passed the letter on to whom, and with which instruction (SOP 12)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah.cetak.deklarasi import TataDisposisi
from naskah.cetak.lembar import ISI, KOSONG, teks
from naskah.cetak.muat import teks_muat
from naskah.jabatan import sebutan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.tatanan import Tatanan
    from registers.ledger.model import Disposisi


def isi_disposisi(
    tata: TataDisposisi, tatanan: Tatanan, cabang: Sequence[Disposisi], tempat: str, temuan: list[Temuan]
) -> Mapping[str, object]:
    """The boxes and notes of one letter; notes that do not fit are added to `temuan`.

    Returns:
        `langkah`: list of {no, jabatan, catatan, tanggal}; `penerima` and `petunjuk`: list of
        {teks, tanda}, `tanda` one box per step.
    """
    langkah = [sebutan(tatanan, id_) for id_ in tata.langkah]
    berlaku = [c for c in cabang if c.status != "ditarik"]
    per_langkah: list[list[Disposisi]] = [[] for _ in langkah]
    for satu in berlaku:
        per_langkah[min(_langkah(tata, satu, cabang), len(langkah) - 1)].append(satu)
    penerima = _penerima(tata, tatanan)
    petunjuk = {_rapi(p) for p in tata.petunjuk}
    return {
        "langkah": [
            {
                "no": _ROMAWI[i],
                "jabatan": nama,
                "catatan": teks_muat(
                    "\n".join(_catatan(per_langkah[i], penerima, petunjuk)),
                    tata.catatan,
                    f"{tempat}: catatan {nama}",
                    temuan,
                ),
                "tanggal": _tanggal(per_langkah[i], tatanan.zona_waktu),
            }
            for i, nama in enumerate(langkah)
        ],
        "penerima": [
            {"teks": nama, "tanda": [_kotak(any(c.kepada in (id_, nama, panjang) for c in c_))
                                     for c_ in per_langkah]}
            for id_, (nama, panjang) in penerima.items()
        ],
        "petunjuk": [
            {"teks": p, "tanda": [_kotak(any(_tercentang(p, c.instruksi) for c in c_)) for c_ in per_langkah]}
            for p in tata.petunjuk
        ],
    }  # fmt: skip


_ROMAWI = ("I", "II", "III", "IV", "V", "VI")


def _kotak(isi: bool) -> str:
    return ISI if isi else KOSONG


def _penerima(tata: TataDisposisi, tatanan: Tatanan) -> dict[str, tuple[str, str]]:
    """Post id → short and full title, in the order they are listed."""
    semua = tata.penerima or tuple(p.id for p in tatanan.pejabat if p.disposisi)
    return {
        id_: (sebutan(tatanan, id_), pejabat.jabatan if (pejabat := tatanan.pejabat_id(id_)) else id_)
        for id_ in semua
        if id_ not in tata.kecuali
    }


def _langkah(tata: TataDisposisi, satu: Disposisi, cabang: Sequence[Disposisi]) -> int:
    """Which step gave it: that of the post, else how deep in the tree of branches it lies."""
    if satu.dari in tata.langkah:
        return tata.langkah.index(satu.dari)
    induk = {c.id: c.induk for c in cabang}
    dalam, kini = 0, satu.induk
    while kini and dalam < len(cabang):
        dalam, kini = dalam + 1, induk.get(kini, "")
    return dalam


def _butir(instruksi: str) -> list[str]:
    """The instructions of one branch, as typed."""
    return [b.strip() for b in instruksi.replace("\n", ";").split(";") if b.strip()]


def _rapi(teks: str) -> str:
    """For comparing: without case, full stop and needless blanks."""
    return " ".join(teks.casefold().split()).rstrip(" .")


def _tercentang(kotak: str, instruksi: str) -> bool:
    """An instruction is, or begins with, the words of the box or of one of its parts between "/"."""
    kata = [_rapi(k) for k in (kotak, *kotak.split("/")) if _rapi(k)]
    return any(re.match(rf"{re.escape(k)}(?!\w)", _rapi(b)) for b in _butir(instruksi) for k in kata)


def _tanggal(cabang: Sequence[Disposisi], zona: str) -> str:
    """The day a step was taken, in the office's zone."""
    if not cabang:
        return ""
    saat = datetime.fromisoformat(cabang[0].dibuat)
    lokal = (saat if saat.tzinfo else saat.replace(tzinfo=UTC)).astimezone(ZoneInfo(zona))
    return teks(lokal.date().isoformat())


def _catatan(
    cabang: Sequence[Disposisi], penerima: Mapping[str, tuple[str, str]], petunjuk: Collection[str]
) -> list[str]:
    """What no box says: other receivers, other instructions or longer ones, due dates."""
    dikenal = {n for id_, nama in penerima.items() for n in (id_, *nama)}
    hasil: list[str] = []
    for satu in cabang:
        isi = [b.rstrip(" .") for b in _butir(satu.instruksi) if _rapi(b) not in petunjuk]
        batas = f"paling lambat {teks(satu.batas.isoformat())}" if satu.batas else ""
        kepada = "" if satu.kepada in dikenal else satu.kepada
        kalimat = "; ".join(filter(None, [*isi, batas]))
        nama = kepada or (penerima[satu.kepada][0] if len(cabang) > 1 and satu.kepada in penerima else "")
        if kalimat or kepada:
            hasil.append(f"{nama}: {kalimat}" if nama and kalimat else nama or _kapital(kalimat))
    return list(dict.fromkeys(hasil))


def _kapital(teks: str) -> str:
    return teks[:1].upper() + teks[1:]
