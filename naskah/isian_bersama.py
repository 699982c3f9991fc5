"""The fields of a type: its own, and the shared ones of templates/_umum/ that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from naskah.deklarasi import IsianToml, NaskahToml, SetToml, baca_set, temuan
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan


def kumpulkan(
    toml: NaskahToml, sets: Mapping[str, SetToml], salah: list[Temuan]
) -> tuple[list[Isian], list[Isian]]:
    """Own fields, then shared ones; an own field named like a shared one changes only the keys it gives."""
    bersama, hasil = _umum(toml.umum, sets, salah)
    sendiri: list[Isian] = []
    for i, mentah in enumerate(toml.isian, start=1):
        nama = str(mentah.get("nama", ""))
        dasar = bersama[nama].model_dump(exclude_unset=True) if nama in bersama else {}
        try:
            jadi = IsianToml.model_validate({**dasar, **mentah})
        except ValidationError as galat:
            salah += [Temuan(f"isian[{i}].{t.tempat}", t.pesan, t.saran, t.nilai) for t in temuan(galat)]
            continue
        if nama in bersama:
            bersama[nama] = jadi
        else:
            sendiri.append(jadi.isian())
    semua = [*sendiri, *(s.isian() for s in bersama.values())]
    if toml.kelengkapan:
        butir = tuple(Isian(b.kunci, "checklist", b.nama) for b in toml.kelengkapan.butir)
        semua.append(
            Isian(
                "kelengkapan", "checklist", toml.kelengkapan.judul, bagian=toml.kelengkapan.judul, kolom=butir
            )
        )
    return semua, [h.isian() for h in (*hasil, *toml.hasil)]


def _umum(
    nama: Sequence[str], sets: Mapping[str, SetToml], salah: list[Temuan]
) -> tuple[dict[str, IsianToml], list[IsianToml]]:
    """The shared fields a type names: a whole set (a file of _umum/) or a single field of any set."""
    satuan = {i.nama: i for s in sets.values() for i in s.isian}
    # Who signs and under which code is asked of every letter.
    isian: dict[str, IsianToml] = {}
    hasil: list[IsianToml] = []
    for satu in (*nama, "setiap"):
        if satu in sets:
            isian |= {i.nama: i for i in sets[satu].isian}
            hasil += sets[satu].hasil
        elif satu in satuan:
            isian[satu] = satuan[satu]
        else:
            salah.append(
                Temuan(
                    f"umum: {satu}", "isian bersama ini tidak ada", f"yang ada: {', '.join([*sets, *satuan])}"
                )
            )
    return isian, hasil


def set_bersama(templat: Path) -> dict[str, SetToml]:
    """The sets of shared fields of one template folder, by name."""
    return {p.stem: baca_set(p) for p in sorted((templat / "_umum").glob("*.toml"))}
