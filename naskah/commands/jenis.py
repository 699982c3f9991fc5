"""`naskah jenis [NAMA]`: the types, or one type's fields, series, books and SOPs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor
from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from registers.dasar.isian import Isian


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("jenis")(jenis)


def jenis(
    nama: Annotated[str, typer.Argument(metavar="[NAMA]", help="Jenis naskah; kosong: semua.")] = "",
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Daftar jenis naskah, atau isian, seri, buku, dan SOP satu jenis."""
    katalog = _katalog(kantor)
    if nama:
        satu = katalog.jenis(nama)
        if json_:
            cetak_json(_rinci(satu))
        else:
            _cetak(satu)
        return
    semua = [katalog.jenis(id_) for id_ in katalog.daftar()]
    if json_:
        cetak_json({"jenis": [{"id": j.id, "judul": j.judul, "sop": list(j.sop)} for j in semua]})
    else:
        tabel(("Jenis", "SOP", "Judul"), [(j.id, ", ".join(map(str, j.sop)), j.judul) for j in semua])


def _katalog(kantor: Any) -> Any:
    """The office's types where there is an office, ours otherwise: looking needs no office."""
    from pathlib import Path

    from naskah.catalog import Katalog, folder_templat
    from naskah.kantor import cari_folder
    from registers.dasar.galat import KantorSalah

    try:
        folder = cari_folder(kantor, Path.cwd())
    except KantorSalah:
        if kantor is not None:
            raise
        return Katalog.buka([folder_templat()])
    return Katalog.buka([p for p in (folder / "templates", folder_templat()) if p.is_dir()])


def _isian(isian: Isian) -> dict[str, Any]:
    rinci: dict[str, Any] = {
        "nama": isian.nama,
        "jenis": isian.jenis,
        "label": isian.label,
        "wajib": isian.wajib,
        "bantuan": isian.bantuan,
        "contoh": isian.contoh,
    }
    if isian.pilihan:
        rinci["pilihan"] = list(isian.pilihan)
    if isian.kolom:
        rinci["kolom"] = [_isian(k) for k in isian.kolom]
    return rinci


def _rinci(jenis: Jenis) -> dict[str, Any]:
    return {
        "id": jenis.id,
        "judul": jenis.judul,
        "sop": list(jenis.sop),
        "seri": jenis.seri,
        "klasifikasi": jenis.klasifikasi,
        "buku": list(jenis.buku),
        "penandatangan": jenis.penandatangan,
        "paraf": list(jenis.paraf),
        "isian": [_isian(i) for i in jenis.isian],
        "lembar": [satu.jenis.id for satu in jenis.lembar],
        "folder": str(jenis.folder),
    }


def _cetak(jenis: Jenis) -> None:
    tulis(f"{jenis.judul} ({jenis.id})")
    tulis(f"SOP {', '.join(map(str, jenis.sop))}; seri {jenis.seri}; klasifikasi {jenis.klasifikasi or '-'}")
    tulis(f"Buku: {', '.join(jenis.buku) or '-'}; penanda tangan: {jenis.penandatangan}")
    if jenis.lembar:
        tulis(f"Lembar: {'; '.join(f'{s.jenis.judul} ({s.jenis.id})' for s in jenis.lembar)}")
    tulis(f"Contoh isian: {jenis.folder / 'contoh.toml'}\n")
    baris: list[tuple[str, str, str, str]] = []
    for satu in jenis.isian:
        baris.append((satu.nama, satu.jenis, "wajib" if satu.wajib else "", _keterangan(satu)))
        if satu.jenis == "daftar":
            baris += [
                (f"  .{k.nama}", k.jenis, "wajib" if k.wajib else "", _keterangan(k)) for k in satu.kolom
            ]
    tabel(("Isian", "Macam", "", "Keterangan"), baris)


def _keterangan(isian: Isian) -> str:
    bagian = [isian.label, isian.bantuan, f"Pilihan: {', '.join(isian.pilihan)}." if isian.pilihan else ""]
    return " ".join(b if b.endswith((".", "?")) else f"{b}." for b in bagian if b)
