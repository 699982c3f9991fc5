"""A konsep: valid, rendered, without a number. It keeps the content it was last rendered with.

Values, signature block, template and kop are stored by content hash, so that what is signed on paper is what
`naskah.penerbitan` issues, whatever changed in the office meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import arsip, dokumen, konteks, pembukuan, pencarian
from naskah.draf import AsalIsian, Draf, Permintaan, susun
from naskah.kantor import Kantor
from naskah.surat import Surat
from registers.dasar.galat import KeadaanDitolak
from registers.dasar.isian import Nilai
from registers.dasar.pola import Pola
from registers.dasar.waktu import bulan_romawi

if TYPE_CHECKING:
    from registers.ledger import Baca, Naskah, Tx

_KONTEKS = "konteks"


def simpan(kantor: Kantor, draf: Draf, permintaan: Permintaan) -> Surat:
    """Keep a valid draft as a konsep with blank slots for number and day; nothing is numbered or booked."""
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            naskah = tx.permintaan(permintaan.id_permintaan, permintaan.sidik())
            if naskah is None:
                naskah = pembukuan.asal(tx, permintaan)
                _tulis(tx, kantor, tunggu, draf, naskah)
        catatan = tunggu.pindahkan()
    return pencarian.surat(kantor, naskah.id).dengan_peringatan([*draf.peringatan, *catatan])


def ubah(
    kantor: Kantor,
    id_: str,
    raw: Mapping[str, Nilai],
    *,
    tanggal: date | None = None,
    versi: int = 0,
    dari_isian: AsalIsian | None = None,
) -> list[Surat]:
    """Make a new version of a konsep from these values; the old file stays.

    Args:
        kantor: the open office.
        id_: the konsep.
        raw: all its values.
        tanggal: its new intended date; None keeps it.
        versi: the version the editor saw; 0 does not ask.
        dari_isian: the half-filled form it was typed in, which ends with it.

    Raises:
        KeadaanDitolak: it is no konsep, or somebody else changed it since `versi`, or the form.
        DataTidakSah: as `naskah.issue.buat`.
    """
    with kantor.ledger.baca() as baca:
        lama = pastikan_konsep(baca, id_)
    pastikan_versi(lama, versi or lama.versi)
    draf = susun(kantor, lama.jenis, raw, tanggal or lama.tanggal or kantor.hari_ini())
    pembukuan.pastikan_dilihat(dari_isian, draf.sidik)
    draf.render(kantor, nomor_kosong(kantor, draf), terbit=False)
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            pembukuan.tutup_isian(tx, dari_isian)
            pastikan_versi(pastikan_konsep(tx, id_), lama.versi)
            _tulis(tx, kantor, tunggu, draf, lama)
        catatan = tunggu.pindahkan()
    return [pencarian.surat(kantor, id_).dengan_peringatan([*draf.peringatan, *catatan])]


def pastikan_konsep(baca: Baca, id_: str) -> Naskah:
    """The konsep with this id.

    Raises:
        TidakDitemukan: no such letter.
        KeadaanDitolak: it is not a konsep (any more).
    """
    naskah = baca.naskah(id_)
    if naskah.status != "konsep":
        raise KeadaanDitolak(
            f"{id_} bukan konsep: statusnya {naskah.status} (nomor {naskah.nomor}).",
            "Naskah yang sudah terbit diperbaiki dengan: naskah ralat",
        )
    return naskah


def pastikan_versi(naskah: Naskah, versi: int) -> None:
    """Tell the second of two editors.

    Raises:
        KeadaanDitolak: somebody else saved a newer version than `versi`.
    """
    if naskah.versi != versi:
        raise KeadaanDitolak(
            f"{naskah.id} sudah diubah orang lain: sekarang versi {naskah.versi}, bukan {versi}.",
            "Lihat isinya yang sekarang, lalu ulangi perubahan Anda.",
        )


def muat(kantor: Kantor, baca: Baca, naskah: Naskah) -> Draf:
    """The draft a konsep was last rendered from: its own template, kop, context, not today's."""
    bahan = {nama: baca.isi(sidik) for nama, sidik in naskah.bahan.items()}
    ctx = json.loads(bahan.pop(_KONTEKS))
    draf = Draf(
        jenis=kantor.katalog.jenis(naskah.jenis),
        isi=naskah.isi,
        tanggal=naskah.hari,
        seri=naskah.seri,
        klas=naskah.klas,
        konteks=ctx["konteks"],
        bahan={nama: data for nama, data in bahan.items() if "/" not in nama},
        bagian_nomor=ctx["bagian_nomor"],
        halaman=ctx["halaman"],
        hasil=ctx.get("hasil", {}),
    )
    lembar = [
        replace(
            draf,
            jenis=kantor.katalog.lembar(satu["jenis"]),
            konteks=satu["konteks"],
            halaman=satu["halaman"],
            bahan={n.split("/")[1]: d for n, d in bahan.items() if n.startswith(f"{satu['jenis']}/")},
        )
        for satu in ctx.get("lembar", ())
    ]
    return replace(draf, lembar=tuple(lembar))


def nomor_kosong(kantor: Kantor, draf: Draf) -> str:
    """The number's place on a konsep: its pattern with a blank slot where the running number goes."""
    return cetak_nomor(kantor, draf, konteks.KOSONG)


def cetak_nomor(kantor: Kantor, draf: Draf, urut: str) -> str:
    """The number of a draft with `urut` in the place of the running number; nothing is taken or checked."""
    tanggal = draf.tanggal
    pola = Pola.urai(kantor.seri(draf.seri).pola, {"kode_pd": kantor.tatanan.instansi.kode_pd})
    bagian = {
        **draf.bagian_nomor,
        "klas": draf.klas,
        "tahun": str(tanggal.year),
        "bulan": f"{tanggal.month:02}",
        "bulan_romawi": bulan_romawi(tanggal.month),
        "urut": urut,
    }
    return "".join(bagian.get(b.nama, "") if b.nama else b.teks for b in pola.bagian)


def _tulis(tx: Tx, kantor: Kantor, tunggu: arsip.Tunggu, draf: Draf, lama: Naskah) -> None:
    """Render `draf` and store it as the next version of `lama`."""
    naskah = pembukuan.baris(draf, lama)
    hasil = draf.render(kantor, nomor_kosong(kantor, draf), terbit=False)
    berkas = dokumen.simpan_konsep(tunggu, draf, naskah, hasil)
    simpanan: dict[str, object] = {"bagian_nomor": draf.bagian_nomor, "hasil": draf.hasil, **_isi(draf)}
    if draf.lembar:
        simpanan["lembar"] = [{"jenis": satu.jenis.id, **_isi(satu)} for satu in draf.lembar]
    bahan = dokumen.bahan(tx, draf)
    bahan[_KONTEKS] = tx.simpan_isi(json.dumps(simpanan, ensure_ascii=False, sort_keys=True).encode())
    tx.simpan_naskah(replace(naskah, bahan=bahan))
    tx.daftar_berkas(*dokumen.terdaftar(naskah.id, berkas, versi=naskah.versi + 1, macam="konsep"))


def _isi(draf: Draf) -> dict[str, object]:
    return {"konteks": draf.konteks, "halaman": draf.halaman}
