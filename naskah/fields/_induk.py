"""What pegawai, koperasi and pejabat share: a key that is looked up, or the data typed in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from naskah.fields import BarisInduk, IndukSalah, baca, baca_tabel
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


def baca_induk(
    raw: object,
    bidang: Sequence[Isian],
    acuan: Acuan,
    cari: Callable[[str], Mapping[str, Nilai] | None],
    apa: str,
    sumber: str,
) -> Nilai:
    """Canonical data of a person, a koperasi or a post.

    Args:
        raw: a key (name, NIP, NIK, id), or a table with the fields `bidang`.
        bidang: the fields it has.
        acuan: master data.
        cari: looks a key up.
        apa: what it is ("pegawai").
        sumber: the file it is looked up in, for messages.

    Raises:
        NilaiSalah: unknown or ambiguous key.
        IndukSalah: wrong master data; names `sumber`, and the cell when there is one.
        DataTidakSah: a table typed in full has findings.
    """
    if isinstance(raw, Mapping):
        if raw.get(""):
            raise NilaiSalah(f"{apa} dipilih dari daftar dan juga diisi sendiri", "kosongkan salah satunya")
        return _rapi(baca_tabel(bidang, cast("Mapping[str, object]", raw), acuan, apa))
    if isinstance(raw, float):
        raise NilaiSalah(
            "berupa angka, sehingga digitnya dapat hilang",
            "format selnya sebagai Teks, lalu ketik ulang nomornya",
        )
    kunci = str(raw) if type(raw) is int else satu_baris(raw)
    ada = cari(kunci)
    if ada is None:
        raise NilaiSalah(f"{apa} ini tidak ada di {sumber}", f"periksa ejaannya, atau tambahkan di {sumber}")
    kenal = {isian.nama for isian in bidang}
    terbaca = baca(bidang, {k: v for k, v in ada.items() if k in kenal}, acuan)
    if terbaca.temuan:
        sel = ada.sel if isinstance(ada, BarisInduk) else {}
        isi = "; ".join(
            f"{f'sel {sel[t.tempat]}: ' if t.tempat in sel else ''}{t.tempat} {t.pesan}"
            + (f" (tertulis: {t.nilai!r})" if t.nilai else "")
            for t in terbaca.temuan
        )
        raise IndukSalah(f"data {apa} ini di {sumber} belum benar: {isi}", f"perbaiki di {sumber}")
    return _rapi(terbaca.nilai)


def _rapi(nilai: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """The data with "Contoh , S.E." as "Contoh, S.E.": how else a name is spelled is its bearer's affair."""
    return {k: v.replace(" ,", ",") if k == "nama" else v for k, v in nilai.items()}
