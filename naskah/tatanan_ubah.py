"""What an office changes in its settings: its own data and arms, posts and their holders, series.

Every function takes `dilihat`, the `sidik` of the kantor.toml that the person saw, and gives the new
settings back. What is refused is told at the field that was typed; nothing is written then.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from naskah import gambar
from naskah.kantor import Kantor
from naskah.penomoran import SeriTampil, daftar_seri_calon
from naskah.tatanan import Masa, Pejabat, Tatanan
from naskah.tatanan_isian import INSTANSI, MASA, PEJABAT, PELAKU, SERI, baca
from naskah.tatanan_tulis import Perubahan, Tabel, coba, isi_tabel, sidik, tambah_tabel, terapkan
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.pola import BELUM
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

__all__ = [
    "INSTANSI",
    "LAMBANG_MAKS",
    "MASA",
    "PEJABAT",
    "PELAKU",
    "SERI",
    "akhiri_masa",
    "pratinjau_seri",
    "sidik",
    "simpan_lambang",
    "tambah_masa",
    "tambah_pejabat",
    "tambah_seri",
    "ubah_instansi",
    "ubah_masa",
    "ubah_pejabat",
    "ubah_pelaku",
    "ubah_seri",
]

LAMBANG_MAKS = 2 * 1024 * 1024
_SISI_MAKS = 6000  # pixels


def ubah_instansi(kantor: Kantor, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Change the office's own data; a field left out stays.

    Raises:
        DataTidakSah, KeadaanDitolak, KantorSalah, BerkasGagal: as `tatanan_tulis.terapkan`.
    """
    isi, temuan = baca(INSTANSI, nilai)
    return terapkan(
        kantor, Perubahan(lambda t: isi_tabel(t["instansi"], isi), ("instansi.",), "kode_pd", temuan), dilihat
    )


def ubah_pelaku(kantor: Kantor, akun: str, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Give a login of a computer the name under which its acts are kept.

    Raises:
        DataTidakSah, KeadaanDitolak, KantorSalah, BerkasGagal: as `tatanan_tulis.terapkan`.
    """
    isi, temuan = baca(PELAKU, nilai)

    def ubah(tabel: Tabel) -> None:
        if "pelaku" not in tabel:
            tabel["pelaku"] = {}
        isi_tabel(tabel["pelaku"], {akun: isi.get("nama", "")})

    return terapkan(kantor, Perubahan(ubah, (), "nama", temuan), dilihat)


def simpan_lambang(kantor: Kantor, data: bytes, dilihat: str) -> Tatanan:
    """Take a picture as the office's arms: a PNG or JPEG by its content, at most 2 MB.

    Raises:
        DataTidakSah: it is no such picture; else as `tatanan_tulis.terapkan`.
    """
    akhiran = _periksa_gambar(data)
    nama = f"lambang-{berkas.sha256(data)[:8]}.{akhiran}"
    berkas.tulis_atomik(kantor.folder / nama, data)
    return terapkan(kantor, Perubahan(lambda t: isi_tabel(t["instansi"], {"lambang": nama})), dilihat)


def tambah_pejabat(kantor: Kantor, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Add a post nobody holds yet.

    Raises:
        DataTidakSah, KeadaanDitolak, KantorSalah, BerkasGagal: as `tatanan_tulis.terapkan`.
    """
    isi, temuan = baca(PEJABAT, nilai)
    if any(p.id == isi.get("id") for p in kantor.tatanan.pejabat):
        temuan = (*temuan, Temuan("id", "sudah dipakai", "tulis yang lain", str(isi["id"])))
    letak = (f"pejabat[{len(kantor.tatanan.pejabat) + 1}].",)
    return terapkan(
        kantor, Perubahan(lambda t: tambah_tabel(t, "pejabat", isi), letak, "id", temuan), dilihat
    )


def ubah_pejabat(kantor: Kantor, id_: str, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Change what a post is called; its id stays, since letters and books know it.

    Raises:
        TidakDitemukan: no such post; else as `tatanan_tulis.terapkan`.
    """
    ke = _pos(kantor, id_)
    isi, temuan = baca(PEJABAT[1:], nilai)
    ubah = Perubahan(lambda t: isi_tabel(t["pejabat"][ke], isi), (f"pejabat[{ke + 1}].",), "", temuan)
    return terapkan(kantor, ubah, dilihat)


def tambah_masa(
    kantor: Kantor, id_: str, nilai: Mapping[str, str], dilihat: str, *, gantikan: bool = False
) -> Tatanan:
    """Add a period to a post.

    Args:
        kantor: the open office.
        id_: the post.
        nilai: the period, by the fields of `MASA`.
        dilihat: hash of the kantor.toml the person saw.
        gantikan: end the holder proper who has no end yet on the day before.

    Raises:
        TidakDitemukan: no such post; else as `tatanan_tulis.terapkan`.
    """
    ke = _pos(kantor, id_)
    isi, temuan = _baca_masa(nilai)
    letak = f"pejabat[{ke + 1}].masa[{len(kantor.tatanan.pejabat[ke].masa) + 1}]."

    def ubah(tabel: Tabel) -> None:
        pos = tabel["pejabat"][ke]
        mulai = isi.get("dari")
        if gantikan and isinstance(mulai, date) and not isi.get("sebagai"):
            for satu in pos.get("masa", []):
                if not satu.get("sebagai") and "sampai" not in satu and satu["dari"] < mulai:
                    satu["sampai"] = mulai - timedelta(days=1)
        tambah_tabel(pos, "masa", isi)

    return terapkan(
        kantor, Perubahan(ubah, (letak,), "", temuan, lambda t: _periksa_masa(t.pejabat[ke])), dilihat
    )


def ubah_masa(kantor: Kantor, id_: str, ke: int, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Change the period number `ke` (from 0) of a post; a field left out stays.

    Raises:
        TidakDitemukan: no such post or period; else as `tatanan_tulis.terapkan`.
    """
    pos = _pos(kantor, id_)
    if not 0 <= ke < len(kantor.tatanan.pejabat[pos].masa):
        raise TidakDitemukan(f"Masa jabatan ke-{ke + 1} pada {id_} tidak ada.", "Muat ulang halamannya.")
    isi, temuan = _baca_masa(nilai)
    perubahan = Perubahan(
        lambda t: isi_tabel(t["pejabat"][pos]["masa"][ke], isi),
        (f"pejabat[{pos + 1}].masa[{ke + 1}].",),
        "",
        temuan,
        lambda t: _periksa_masa(t.pejabat[pos]),
    )
    return terapkan(kantor, perubahan, dilihat)


def akhiri_masa(kantor: Kantor, id_: str, ke: int, sampai: str, dilihat: str) -> Tatanan:
    """End a period on that day, its last.

    Raises:
        DataTidakSah, TidakDitemukan: as `ubah_masa`; a blank day is refused.
    """
    if not sampai.strip():
        raise DataTidakSah(
            "Masa jabatan belum dapat diakhiri.", [Temuan("sampai", "belum diisi", "tulis hari terakhirnya")]
        )
    return ubah_masa(kantor, id_, ke, {"sampai": sampai}, dilihat)


def tambah_seri(kantor: Kantor, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Add a series and accept it into the ledger.

    Raises:
        DataTidakSah, KeadaanDitolak, KantorSalah, BerkasGagal: as `tatanan_tulis.terapkan`.
    """
    return terapkan(kantor, _seri(kantor, "", nilai), dilihat)


def ubah_seri(kantor: Kantor, id_: str, nilai: Mapping[str, str], dilihat: str) -> Tatanan:
    """Change name, pattern, first number or back-dating of a series, in the ledger too; given numbers stay.

    Raises:
        TidakDitemukan: no such series; else as `tatanan_tulis.terapkan`.
    """
    return terapkan(kantor, _seri(kantor, id_, nilai), dilihat)


def pratinjau_seri(kantor: Kantor, id_: str, nilai: Mapping[str, str]) -> SeriTampil:
    """The series (a new one with "") as it would be, and the number it would give next; nothing is written.

    Raises:
        DataTidakSah: every finding at once.
        TidakDitemukan: no such series.
    """
    nanti = coba(kantor, _seri(kantor, id_, nilai))
    try:
        return next(s for s in daftar_seri_calon(nanti) if s.id == (id_ or nilai.get("id", "").strip()))
    finally:
        nanti.tutup()


def _seri(kantor: Kantor, id_: str, nilai: Mapping[str, str]) -> Perubahan:
    if id_:
        lama = kantor.seri(id_).mulai
        isi, temuan = baca(SERI[1:], nilai)
        ke = next(n for n, s in enumerate(kantor.tatanan.seri) if s.id == id_)
        letak = (f"seri[{ke + 1}].", f"seri.{id_}.")
        if isi.get("mundur") == "":
            isi["mundur"] = "tolak"
        if isi.get("mulai") == "":
            isi["mulai"] = None
        elif isi.get("mulai") == lama:
            del isi["mulai"]
        periksa = partial(_mulai_terpakai, kantor, id_, lama)
        return Perubahan(lambda t: isi_tabel(t["seri"][ke], isi), letak, "pola", temuan, periksa)
    isi, temuan = baca(SERI, nilai)
    baru = str(isi.get("id", ""))
    if any(s.id == baru for s in kantor.tatanan.seri):
        temuan = (*temuan, Temuan("id", "sudah dipakai", "tulis yang lain", baru))
    letak = (f"seri[{len(kantor.tatanan.seri) + 1}].", f"seri.{baru}.")
    periksa = partial(_mulai_terpakai, kantor, baru, 1)
    return Perubahan(lambda t: tambah_tabel(t, "seri", isi), letak, "pola", temuan, periksa)


class _Urung(Exception):
    """Only asked: the transaction is rolled back."""


def _mulai_terpakai(kantor: Kantor, id_: str, lama: int, tatanan: Tatanan) -> list[Temuan]:
    """A changed first number lies behind those the series has given: before them it would do nothing."""
    seri = next(s for s in tatanan.seri if s.id == id_)
    if seri.luar or seri.mulai == lama:
        return []
    hari = kantor.hari_ini()  # the last day of the period: whatever is dated after today counts too
    hari = hari.replace(month=12, day=31) if seri.reset == "tahunan" else date.max
    berikut = seri.mulai
    with suppress(_Urung), kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.terapkan_seri(replace(kantor, tatanan=tatanan).seri_didefinisikan())
        berikut = tx.berikut(id_, hari, klas=BELUM, bidang=BELUM, keamanan=BELUM, jenis="").urut
        raise _Urung
    if berikut == seri.mulai:
        return []
    pesan = f"nomor sampai dengan {berikut - 1} sudah dipakai"
    return [Temuan("mulai", pesan, f"tulis {berikut} atau lebih, atau kembalikan ke {lama}", str(seri.mulai))]


def _baca_masa(nilai: Mapping[str, str]) -> tuple[dict[str, object], tuple[Temuan, ...]]:
    isi, temuan = baca(MASA, nilai)
    for nama in ("dari", "sampai"):
        if nama in isi:
            isi[nama] = date.fromisoformat(str(isi[nama])) if isi[nama] else None
    return isi, temuan


def _periksa_masa(pejabat: Pejabat) -> list[Temuan]:
    """A period ends after it begins, and a post has one holder proper at a time."""
    temuan = [
        Temuan("sampai", f"masa {m.nama} berakhir sebelum mulai", "periksa kedua tanggalnya", str(m.sampai))
        for m in pejabat.masa
        if m.sampai and m.sampai < m.dari
    ]
    urut = sorted((m for m in pejabat.masa if not m.sebagai), key=lambda m: m.dari)
    for n, dulu in enumerate(urut):
        temuan += [
            Temuan(
                "dari",
                f"masa {dulu.nama} ({_masa(dulu)}) dan {lain.nama} ({_masa(lain)}) bertumpuk; "
                "satu jabatan hanya boleh punya satu pejabat definitif",
                "akhiri dulu masa yang lama, atau pilih Plt., Plh., atau Pj.",
            )
            for lain in urut[n + 1 :]
            if dulu.sampai is None or lain.dari <= dulu.sampai
        ]
    return temuan


def _masa(masa: Masa) -> str:
    akhir = f"sampai {tanggal_panjang(masa.sampai)}" if masa.sampai else "sampai sekarang"
    return f"{tanggal_panjang(masa.dari)} {akhir}"


def _pos(kantor: Kantor, id_: str) -> int:
    for ke, satu in enumerate(kantor.tatanan.pejabat):
        if satu.id == id_:
            return ke
    raise TidakDitemukan(f"Jabatan {id_} tidak ada di kantor.toml.", "Muat ulang halamannya.")


def _periksa_gambar(data: bytes) -> str:
    """The suffix of the picture's kind.

    Raises:
        DataTidakSah: too large, or no PNG or JPEG that can be decoded.
    """
    salah = "lebih dari 2 MB"
    if len(data) <= LAMBANG_MAKS:
        try:
            if akhiran := gambar.akhiran(data, _SISI_MAKS):
                return akhiran
            salah = "bukan gambar PNG atau JPEG yang utuh"
        except ValueError as galat:
            salah = str(galat)
    raise DataTidakSah(
        "Lambang belum dapat disimpan.",
        [Temuan("lambang", salah, "pilih berkas PNG atau JPEG, paling besar 2 MB")],
    )
