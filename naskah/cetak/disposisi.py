"""What a lembar disposisi ticks: who passed the letter on to whom, and with which instruction (SOP 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from naskah.cetak.deklarasi import TataDisposisi
from naskah.cetak.lembar import ISI, KOSONG, teks
from naskah.cetak.muat import teks_muat
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
    langkah = [_jabatan(tatanan, id_) for id_ in tata.langkah]
    berlaku = [c for c in cabang if c.status != "ditarik"]
    per_langkah: list[list[Disposisi]] = [[] for _ in langkah]
    for satu in berlaku:
        per_langkah[min(_langkah(tata, satu, cabang), len(langkah) - 1)].append(satu)
    penerima = _penerima(tata, tatanan)
    petunjuk = {p.casefold(): p for p in tata.petunjuk}
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
                "tanggal": teks(per_langkah[i][0].dibuat[:10]) if per_langkah[i] else "",
            }
            for i, nama in enumerate(langkah)
        ],
        "penerima": [
            {"teks": nama, "tanda": [_kotak(any(c.kepada in (id_, nama, panjang) for c in c_))
                                     for c_ in per_langkah]}
            for id_, (nama, panjang) in penerima.items()
        ],
        "petunjuk": [
            {"teks": p, "tanda": [_kotak(any(_butir(c.instruksi) & {p.casefold()} for c in c_))
                                  for c_ in per_langkah]}
            for p in tata.petunjuk
        ],
    }  # fmt: skip


def jabatan_pendek(jabatan: str, instansi: str) -> str:
    """A post without the name of its own office, which stands at the top of the page anyway.

    >>> jabatan_pendek("Sekretaris Dinas Contoh Provinsi Contoh", "DINAS CONTOH")
    'Sekretaris'
    >>> jabatan_pendek("Kepala Dinas Contoh Provinsi Contoh", "DINAS CONTOH")
    'Kepala Dinas'
    """
    awal = jabatan.casefold().find(instansi.casefold()) if instansi else -1
    if awal <= 0:
        return jabatan
    pendek = jabatan[:awal].rstrip()
    return f"{pendek} {instansi.split()[0].capitalize()}" if pendek.casefold() == "kepala" else pendek


_ROMAWI = ("I", "II", "III", "IV", "V", "VI")


def _kotak(isi: bool) -> str:
    return ISI if isi else KOSONG


def _jabatan(tatanan: Tatanan, id_: str) -> str:
    pejabat = tatanan.pejabat_id(id_)
    if pejabat is None:
        return id_
    return pejabat.singkat or jabatan_pendek(pejabat.jabatan, tatanan.instansi.nama)


def _penerima(tata: TataDisposisi, tatanan: Tatanan) -> dict[str, tuple[str, str]]:
    """Post id → short and full title, in the order they are listed."""
    semua = tata.penerima or tuple(p.id for p in tatanan.pejabat)
    return {
        id_: (_jabatan(tatanan, id_), pejabat.jabatan if (pejabat := tatanan.pejabat_id(id_)) else id_)
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


def _butir(instruksi: str) -> set[str]:
    return {b.strip().casefold() for b in instruksi.replace("\n", ";").split(";") if b.strip()}


def _catatan(
    cabang: Sequence[Disposisi], penerima: Mapping[str, tuple[str, str]], petunjuk: Mapping[str, str]
) -> list[str]:
    """What no box says: other receivers, other instructions, due dates."""
    dikenal = {n for id_, nama in penerima.items() for n in (id_, *nama)}
    hasil: list[str] = []
    for satu in cabang:
        lain = [b.strip() for b in satu.instruksi.replace("\n", ";").split(";")]
        isi = [b for b in lain if b and b.casefold() not in petunjuk]
        batas = f"paling lambat {teks(satu.batas.isoformat())}" if satu.batas else ""
        kepada = "" if satu.kepada in dikenal else satu.kepada
        kalimat = "; ".join(filter(None, [*isi, batas]))
        nama = kepada or (penerima[satu.kepada][0] if len(cabang) > 1 and satu.kepada in penerima else "")
        if kalimat or kepada:
            hasil.append(f"{nama}: {kalimat}" if nama and kalimat else nama or kalimat)
    return list(dict.fromkeys(hasil))
