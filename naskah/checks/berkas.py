"""Registered files: present, and with `menyeluruh` byte for byte what the ledger says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naskah import arsip, keutuhan
from naskah.kantor import Kantor
from registers.dasar import berkas
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from registers.ledger import Berkas

NAMA = "Berkas arsip dan konsep"
_CETAKLAH = "buat berkasnya dengan naskah ralat, atau batalkan dengan naskah batal"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report files that are missing, still wait under .tunggu/, changed, or belong to nobody."""
    temuan: list[Temuan] = []
    with kantor.ledger.baca() as baca:
        terdaftar = list(baca.semua_berkas())
        belum_tercetak = baca.belum_tercetak()
        tanpa_dokumen = baca.tanpa_dokumen()
    for satu in terdaftar:
        letak = arsip.lokasi(kantor.folder, satu.path, satu.sha256)
        if letak is None and _di_gudang(kantor, satu, menyeluruh):
            continue
        if letak is None:
            temuan.append(Temuan(satu.path, "berkas hilang", "kembalikan dari cadangan"))
        elif letak != kantor.folder / satu.path:
            temuan.append(
                Temuan(satu.path, "belum dipindahkan ke tempatnya", "jalankan: naskah periksa --perbaiki")
            )
        elif letak.stat().st_size != satu.ukuran or (
            menyeluruh and berkas.sha256(berkas.baca(letak)) != satu.sha256
        ):
            temuan.append(Temuan(satu.path, "isinya berubah sejak terbit", "kembalikan dari cadangan"))
    dikenal = {arsip.nama_tunggu(s.path, s.sha256) for s in terdaftar}
    temuan += [
        Temuan(
            str(p.relative_to(kantor.folder)),
            "sisa pekerjaan yang gagal",
            "jalankan: naskah periksa --perbaiki",
        )
        for p in arsip.menunggu(kantor.folder)
        if p.name not in dikenal
    ]
    path_dikenal = {s.path for s in terdaftar}
    temuan += [
        Temuan(path, "tidak dikenal buku besar", "bandingkan buku besar dengan cadangan terakhir")
        for path in keutuhan.berkas_bernama_kita(kantor.folder)
        if path not in path_dikenal and not any(id_ in path for id_ in belum_tercetak)
    ]
    temuan += [
        Temuan(f"{nomor} ({id_})", "terbit tanpa berkas, dan tidak ada yang akan mencetaknya", _CETAKLAH)
        for id_, nomor in tanpa_dokumen.items()
        if id_ not in belum_tercetak
    ]
    return temuan + _tertinggal(kantor, belum_tercetak)


def _di_gudang(kantor: Kantor, satu: Berkas, menyeluruh: bool) -> bool:
    """Whether the file store has it as registered; with `menyeluruh` it is read."""
    if not kantor.tatanan.berkas.simpanan or kantor.gudang.ukuran(satu.path) != satu.ukuran:
        return False
    letak = kantor.gudang.lokasi(satu.path, satu.sha256) if menyeluruh else None
    return letak is None or berkas.sha256(berkas.baca(letak)) == satu.sha256


def _tertinggal(kantor: Kantor, belum_tercetak: Mapping[str, str]) -> list[Temuan]:
    """Letters whose document nobody is going to make: their chunk is not in the queue any more."""
    temuan: list[Temuan] = []
    with kantor.ledger.baca() as baca:
        for id_ in dict.fromkeys(belum_tercetak.values()):
            hidup = baca.potongan_hidup(id_)
            semua = baca.baris_pekerjaan(id_, ["bernomor"])
            hilang = [b for b in semua if not any(a <= b.nomor <= z for a, z in hidup)]
            if hilang:
                pesan = f"{len(hilang)} naskah terbit belum dicetak dan tidak ada lagi dalam antrean"
                temuan.append(Temuan(f"pekerjaan {id_}", pesan, f"jalankan: naskah massal lanjut {id_}"))
    return temuan


def perbaiki(kantor: Kantor) -> list[str]:
    """Rename waiting files that the ledger knows; remove the ones it does not know."""
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        pindah, buang = arsip.rapikan(kantor.folder, tx)
    return [f"{path} dipindahkan ke tempatnya" for path in pindah] + [
        f"{nama} dibuang (tidak pernah terbit)" for nama in buang
    ]
