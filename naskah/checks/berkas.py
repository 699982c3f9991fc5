"""Registered files: present, and with `menyeluruh` byte for byte what the ledger says."""

from __future__ import annotations

from naskah import arsip, keutuhan
from naskah.kantor import Kantor
from registers.dasar import berkas
from registers.dasar.temuan import Temuan

NAMA = "Berkas arsip dan konsep"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report files that are missing, still wait under .tunggu/, changed, or belong to nobody."""
    temuan: list[Temuan] = []
    with kantor.ledger.baca() as baca:
        terdaftar = list(baca.semua_berkas())
    for satu in terdaftar:
        letak = arsip.lokasi(kantor.folder, satu.path, satu.sha256)
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
        if path not in path_dikenal
    ]
    return temuan


def perbaiki(kantor: Kantor) -> list[str]:
    """Rename waiting files that the ledger knows; remove the ones it does not know."""
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        pindah, buang = arsip.rapikan(kantor.folder, tx)
    return [f"{path} dipindahkan ke tempatnya" for path in pindah] + [
        f"{nama} dibuang (tidak pernah terbit)" for nama in buang
    ]
