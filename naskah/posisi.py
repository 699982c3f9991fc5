"""Where a letter is (SOP 12, 13, 21, 22): on whose table, at which step, since when, against the step's time.

Read from events and branches; nothing is stored. The SOPs' steps that leave no trace (a letter carried from
one table to the next) are told as part of the step they lead to.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah import hari_kerja, jabatan, jam_kerja, pencarian, sop
from naskah.riwayat import Jejak, jejak, pukul
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.sop import Langkah
    from registers.ledger import Disposisi, Naskah, Peristiwa

_TERBUKA = ("diberikan", "diterima")


@dataclass(frozen=True)
class Tempat:
    """One table a letter lies on.

    Attributes:
        di: post or desk.
        orang: who holds that post today; "" for a desk.
        langkah: the step of the SOP; None when no SOP describes it.
        menunggu: what is waited for.
        sejak: since when (moment with zone).
        menit: working minutes since then.
        cabang: id of the branch; "" when it is the letter itself.
        batas: due date of the branch.
        terlambat: the step's time or the due date has passed.
    """

    di: str
    orang: str
    langkah: Langkah | None
    menunggu: str
    sejak: datetime
    menit: int = 0
    cabang: str = ""
    batas: date | None = None
    terlambat: bool = False


@dataclass(frozen=True)
class Posisi:
    """Where a letter is now, and how it came there.

    Attributes:
        naskah: the letter.
        tempat: every table it lies on; empty when nothing is to be done any more.
        keadaan: one sentence.
        jejak: the way so far, oldest first.
    """

    naskah: Naskah
    tempat: tuple[Tempat, ...]
    keadaan: str
    jejak: tuple[Jejak, ...]


def posisi(kantor: Kantor, kunci: str, *, tahun: int = 0) -> Posisi:
    """Where the letter with this id or number is.

    Raises:
        TidakDitemukan: there is none.
        KeadaanDitolak: the number fits several.
    """
    naskah = pencarian.naskah_satu(kantor, kunci, tahun=tahun)
    with kantor.ledger.baca() as baca:
        peristiwa = baca.peristiwa(naskah_id=naskah.id)
        cabang = baca.disposisi_naskah(naskah.id)
    di = tempat(kantor, naskah, peristiwa, cabang)
    return Posisi(naskah, tuple(di), _keadaan(kantor, naskah, di, peristiwa), tuple(jejak(kantor, peristiwa)))


def tempat(
    kantor: Kantor, naskah: Naskah, peristiwa: Sequence[Peristiwa], cabang: Sequence[Disposisi]
) -> list[Tempat]:
    """Every table a letter lies on, with the time it has been there."""
    menunggu = (
        _masuk(kantor, naskah, peristiwa, cabang)
        if naskah.arah == "masuk"
        else _keluar(kantor, naskah, peristiwa)
    )
    libur = hari_kerja.libur(kantor) if menunggu else frozenset[date]()
    return [_terukur(kantor, satu, libur) for satu in menunggu]


def _masuk(
    kantor: Kantor, naskah: Naskah, peristiwa: Sequence[Peristiwa], cabang: Sequence[Disposisi]
) -> list[Tempat]:
    if naskah.status != "diterima":
        return []
    terbuka = [d for d in cabang if d.status in _TERBUKA]
    if terbuka:
        diteruskan = {d.induk for d in terbuka}
        return [_cabang(kantor, d) for d in terbuka if d.id not in diteruskan]
    meja = kantor.tatanan.meja
    kode, unit = naskah.isi.get("kode"), str(naskah.isi.get("pengolah") or "unit pengolah")
    if cabang:  # every branch was taken back
        return [
            _di(
                kantor, meja.pimpinan, sop.langkah(12, 2), "disposisi baru", _saat(kantor, peristiwa, "tarik")
            )
        ]
    if not kode:
        return [
            _di(
                kantor,
                meja.pengarah,
                sop.langkah(21, 2),
                "pengarahan P atau B",
                _saat(kantor, peristiwa, "masuk"),
            )
        ]
    diarahkan = _saat(kantor, peristiwa, "arahan")
    if kode == "P":
        return [_di(kantor, meja.pimpinan, sop.langkah(21, 4), "disposisi", diarahkan)]
    if not any(p.jenis == "kirim" for p in peristiwa):
        return [_di(kantor, meja.pencatat, sop.langkah(21, 5), f"pengantaran ke {unit}", diarahkan)]
    return [_di(kantor, unit, sop.langkah(21, 6), "tindak lanjut", _saat(kantor, peristiwa, "kirim"))]


def _cabang(kantor: Kantor, satu: Disposisi) -> Tempat:
    """A branch lies with the clerk until it is received, then with its recipient."""
    zona = ZoneInfo(kantor.tatanan.zona_waktu)
    pertama = not satu.induk
    if satu.status == "diberikan":
        langkah = sop.langkah(12, 3 if pertama else 5)
        tujuan = jabatan.sebutan(kantor.tatanan, satu.kepada)
        hasil = _di(
            kantor,
            kantor.tatanan.meja.pencatat,
            langkah,
            f"diterima {tujuan}",
            datetime.fromisoformat(satu.dibuat).astimezone(zona),
        )
    else:
        meneruskan = pertama and satu.kepada == kantor.tatanan.meja.pengarah and not satu.jawaban
        langkah = sop.langkah(12, 4 if meneruskan else 6)
        sejak = datetime.fromisoformat(satu.diterima).astimezone(zona)
        hasil = _di(kantor, satu.kepada, langkah, _tindak_lanjut(satu), sejak)
    return replace(hasil, cabang=satu.id, batas=satu.batas)


def _tindak_lanjut(satu: Disposisi) -> str:
    """What the recipient has to do, as a part of a sentence."""
    petunjuk = satu.instruksi.strip().rstrip(".;")
    return f"tindak lanjut: {petunjuk}" if petunjuk else "tindak lanjut"


def _keluar(kantor: Kantor, naskah: Naskah, peristiwa: Sequence[Peristiwa]) -> list[Tempat]:
    pencatat = kantor.tatanan.meja.pencatat
    if naskah.status == "konsep":
        sejak = naskah.dibuat or kantor.clock.now()
        zona = ZoneInfo(kantor.tatanan.zona_waktu)
        return [
            _di(kantor, "penyusun", sop.langkah(13, 3), "paraf, tanda tangan, nomor", sejak.astimezone(zona))
        ]
    if naskah.status == "terbit" and not any(p.jenis in ("kirim", "arsip") for p in peristiwa):
        return [
            _di(
                kantor,
                pencatat,
                sop.langkah(13, 6),
                "pengiriman",
                _saat(kantor, peristiwa, "terbit", "catat"),
            )
        ]
    return []


def _di(kantor: Kantor, pos: str, langkah: Langkah, menunggu: str, sejak: datetime) -> Tempat:
    orang = jabatan.pemegang(kantor.tatanan, pos, kantor.hari_ini())
    return Tempat(jabatan.sebutan(kantor.tatanan, pos), orang, langkah, menunggu, sejak)


def _terukur(kantor: Kantor, satu: Tempat, libur: Collection[date]) -> Tempat:
    menit = jam_kerja.menit(
        satu.sejak, kantor.clock.now(), kantor.tatanan.jam_kerja, kantor.tatanan.zona_waktu, libur
    )
    lewat = satu.batas is not None and satu.batas < kantor.hari_ini()
    # A branch has its own due date; the minutes of the SOP only say what is usual.
    lama = satu.batas is None and satu.langkah is not None and menit > satu.langkah.menit
    return replace(satu, menit=menit, terlambat=lewat or lama)


def _saat(kantor: Kantor, peristiwa: Sequence[Peristiwa], *jenis: str) -> datetime:
    """When the last event of one of these kinds came; now, if there is none."""
    cocok = [p.waktu for p in peristiwa if p.jenis in jenis]
    saat = datetime.fromisoformat(cocok[-1]) if cocok else kantor.clock.now()
    return saat.astimezone(ZoneInfo(kantor.tatanan.zona_waktu))


def _keadaan(kantor: Kantor, naskah: Naskah, di: Sequence[Tempat], peristiwa: Sequence[Peristiwa]) -> str:
    if di:
        return "; ".join(kalimat(kantor, satu) for satu in di)
    akhir = {p.jenis: p for p in peristiwa}
    if naskah.status == "batal":
        return f"Dibatalkan: {akhir['batal'].isi.get('alasan', '-')}"
    if "arsip" in akhir:
        return f"Tersimpan di arsip sejak {pukul(_saat(kantor, peristiwa, 'arsip'))}"
    if naskah.status == "selesai":
        return f"Selesai pada {pukul(_saat(kantor, peristiwa, 'selesai', 'masuk'))}"
    if "kirim" in akhir:
        return f"Sudah dikirim kepada {akhir['kirim'].isi.get('kepada', '-')}"
    return naskah.status.capitalize()


def kalimat(kantor: Kantor, satu: Tempat) -> str:
    """One table as a sentence."""
    jam = kantor.tatanan.jam_kerja
    sehari = (jam.selesai.hour - jam.mulai.hour) * 60 + jam.selesai.minute - jam.mulai.minute
    orang = f" ({satu.orang})" if satu.orang else ""
    langkah = f" dari {satu.langkah.menit} menit menurut {satu.langkah}" if satu.langkah else ""
    batas = f", batas {tanggal_panjang(satu.batas)}" if satu.batas else ""
    lewat = " TERLAMBAT" if satu.terlambat else ""
    lama = jam_kerja.lama(satu.menit, sehari)
    return (
        f"Di {satu.di}{orang}, menunggu {satu.menunggu}, sejak {pukul(satu.sejak)} "
        f"({lama}{langkah}{batas}){lewat}"
    )
