"""The offices that `form.py` measures: one that has been at work for a year, one that has just begun.

Letters are numbered, stored and booked through the ledger, without being rendered; incoming letters, their
dispositions, sendings and registers come through the very functions the desks use.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import create_engine, func, insert, select

from naskah import disposisi, isian, masuk, masuk_isi, pembukuan, pengguna
from naskah.contoh import siapkan, terbitkan_semua
from naskah.contoh_meja import isi_meja
from naskah.draf import Draf, Permintaan, susun
from naskah.kantor import Kantor
from naskah.render import Hasil
from registers.dasar.berkas import sha256
from registers.ledger import Ledger, Tx, skema
from registers.ledger.mesin import buat_mesin

SEKALI = 500  # letters in one transaction
KOPERASI, TERBUKA, ISIAN, SELAYAR = 8_000, 150, 60, 60
ORANG, SANDI = 50, "kuda hijau lompat jauh"
JENIS = ("surat-dinas", "nota-dinas", "surat-rekomendasi-lpdb", "surat-undangan", "surat-dinas")
JENIS_KOPERASI = ("Simpan Pinjam", "Produsen", "Konsumen", "Jasa", "Serba Usaha")
KATA = (
    "Maju",
    "Bina",
    "Karya",
    "Tunas",
    "Mekar",
    "Harapan",
    "Usaha",
    "Sumber",
    "Cahaya",
    "Mitra",
    "Sinar",
    "Citra",
)


def nama_koperasi(ke: int) -> str:
    """An invented name."""
    kata = KATA[ke % 12], KATA[ke // 12 % 12], KATA[ke // 144 % 12]
    return f"Koperasi {JENIS_KOPERASI[ke % 5]} {' '.join(dict.fromkeys(kata))} {ke}"


def buat(folder: Path, surat: int) -> None:
    """The example office with its accounts, and with `surat` letters and what belongs to so many.

    At least one screen of everything: a list with nothing in it is no peer of one that is full.
    """
    kantor = siapkan(folder)
    kantor.siap_bernomor()
    if surat:
        if surat > SELAYAR:
            _koperasi(folder / "data" / "koperasi.xlsx")
            kantor.tutup()
            kantor = Kantor.buka(folder, pelaku="Contoh Pengadministrasi")
        _keluar(kantor, surat)
        for asal in (folder / "arsip").glob("*/" + "[0-9a-f]" * 64):
            asal.unlink()
        _masuk(kantor, max(surat * 3 // 10, SELAYAR))
        _register(kantor, max(surat // 5, SELAYAR))
    isi_meja(kantor, terbitkan_semua(kantor))
    for ke in range(ISIAN if surat else 1):
        isian.mulai(kantor, "surat-dinas", {"hal": f"Setengah jadi {ke}"})
    admin = pengguna.tambah(kantor, "orang0", SANDI, nama="Contoh Orang 0", peran="admin")
    with kantor.ledger.tulis("Pembanding") as tx:
        for ke in range(1, ORANG):
            tx.tambah_pengguna(replace(admin, id=f"orang{ke}", nama=f"Contoh Orang {ke}", peran="staf"))
    pembukuan.tulis_buku(kantor)
    kantor.tutup()


def _koperasi(path: Path) -> None:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Koperasi")
    kepala = ["Nama Koperasi", "NIK", "Nomor Badan Hukum", "Tanggal Badan Hukum", "Alamat", "Desa/Kelurahan"]
    lembar.append([*kepala, "Kecamatan", "Kabupaten/Kota", "Bentuk", "Jenis", "Ketua"])
    contoh = "Koperasi Contoh Maju", "5371010010001"
    for ke in range(KOPERASI):
        nama, nik = (nama_koperasi(ke), f"53{ke:011}") if ke else contoh
        alamat = [
            f"Jalan Contoh Nomor {ke}",
            f"Desa {ke % 900}",
            f"Kecamatan {ke % 300}",
            f"Kabupaten {ke % 22}",
        ]
        sisa = ["Primer", JENIS_KOPERASI[ke % 5], f"Ketua Contoh {ke}"]
        lembar.append([nama, nik, f"{ke}/BH/2010", date(2010, 1, 1) + timedelta(ke), *alamat, *sisa])
    buku.save(path)


def _keluar(kantor: Kantor, jumlah: int) -> None:
    """Issued letters of several types, evenly over the year until yesterday."""
    contoh = {id_: _contoh(kantor, id_) for id_ in set(JENIS)}
    hari = kantor.hari_ini()
    awal = date(hari.year, 1, 2)
    for mulai in range(0, jumlah, SEKALI):
        with kantor.ledger.tulis("Pembanding") as tx:
            for ke in range(mulai, min(mulai + SEKALI, jumlah)):
                draf, hasil = contoh[JENIS[ke % len(JENIS)]]
                tanggal = min(awal + (hari - awal) * ke // jumlah, hari)
                _satu(tx, kantor, replace(draf, tanggal=tanggal), hasil, ke)


def _contoh(kantor: Kantor, id_: str) -> tuple[Draf, Hasil]:
    """A draft and its document, which all its letters share."""
    isi = tomllib.loads((kantor.katalog.jenis(id_).folder / "contoh.toml").read_text("utf-8"))
    if "koperasi" in isi:
        isi["koperasi"] = "Koperasi Contoh Maju"
    draf = susun(kantor, id_, isi, kantor.hari_ini())
    (hasil,) = draf.render(kantor, "500.3/1/CONTOH", terbit=True)
    path = kantor.folder / "arsip" / str(kantor.hari_ini().year) / sha256(hasil.docx)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(hasil.docx)
    return draf, hasil


def _satu(tx: Tx, kantor: Kantor, draf: Draf, hasil: Hasil, ke: int) -> None:
    nama = nama_koperasi(ke * 7 % KOPERASI)
    hal, isi = f"{draf.konteks['hal']} untuk {nama}", {**draf.isi, "kepada": f"Ketua {nama}"}
    draf = replace(draf, isi=isi, konteks={**draf.konteks, "hal": hal})
    nomor = tx.alokasi(draf.seri, draf.tanggal, klas=draf.klas, **draf.bagian_nomor)
    naskah = pembukuan.baris(draf, pembukuan.asal(tx, Permintaan(draf.jenis.id, isi))).bernomor(nomor)
    bahan = {n: tx.simpan_isi(d) for n, d in draf.bahan.items()}
    tx.simpan_naskah(replace(naskah, bahan=bahan, hal=hal, kepada=f"Ketua {nama}"))
    catatan = {
        **pembukuan.catatan(draf),
        "nomor": nomor.teks,
        "urut": str(nomor.urut),
        "kepada": f"Ketua {nama}",
    }
    sidik, tahun = sha256(hasil.docx), draf.tanggal.year
    path = f"arsip/{tahun}/{ke:05}_{naskah.id}.docx"
    peristiwa = tx.catat("terbit", naskah.id, {**catatan, "berkas": path, "sha256": sidik})
    tx.daftar_berkas(naskah.id, path, sidik, len(hasil.docx), "docx", hasil.isi_sha256)
    (kantor.folder / path).hardlink_to(kantor.folder / "arsip" / str(tahun) / sidik)
    pembukuan.bukukan(tx, kantor, draf.jenis.buku, tahun, naskah.id, catatan, peristiwa.urut)


def _masuk(kantor: Kantor, jumlah: int) -> None:
    """Incoming letters, nearly all finished; of the last ones some wait, some lie with somebody."""
    acak, buku, hari = random.Random(5), masuk_isi.buku_agenda(kantor), kantor.hari_ini()
    pos = [p.id for p in kantor.tatanan.pejabat if p.id != kantor.tatanan.meja.pimpinan and p.pada(hari)]
    for mulai in range(0, jumlah, SEKALI):
        with kantor.ledger.tulis("Pembanding") as tx:
            for ke in range(mulai, min(mulai + SEKALI, jumlah)):
                terima = hari - timedelta(330 * (jumlah - ke) // jumlah)
                isi = masuk_isi.periksa(kantor, buku, _surat_masuk(ke, terima))
                selesai = ke < jumlah - 2 * TERBUKA
                baru = masuk.catat_dalam(tx, kantor, isi, selesai=selesai).naskah
                if not selesai and ke % 2:
                    masuk.arahkan_dalam(tx, kantor, baru, kode="P", unit=pos[0])
                    perintah = disposisi.Perintah(
                        (acak.choice(pos),), "Tindak lanjuti.", terima + timedelta(ke % 40)
                    )
                    disposisi.beri_dalam(tx, kantor, baru.id, perintah)


def _surat_masuk(ke: int, hari: date) -> dict[str, Any]:
    nama = nama_koperasi(ke * 11 % KOPERASI)
    tanggal = hari.isoformat()
    isi = dict(dari=nama, nomor=f"{ke}/KOP/{hari.year}", tanggal=tanggal, tanggal_terima=tanggal)
    return {**isi, "hal": f"Permohonan pemeriksaan kesehatan {nama}", "sifat": "biasa", "klas": "500.3.2.4"}


def _register(kantor: Kantor, jumlah: int) -> None:
    """Annual meetings, with what people typed when they were examined; one in a hundred is still due."""
    hari = kantor.hari_ini()
    for mulai in range(0, jumlah, SEKALI):
        with kantor.ledger.tulis("Pembanding") as tx:
            urut = tx.catat("baris", "", {"buku": "register-rat"}).urut
            for ke in range(mulai, min(mulai + SEKALI, jumlah)):
                terima = hari - timedelta(300 - ke % 300)
                batas = (terima + timedelta(14)).isoformat()
                nilai = {"tanggal_terima": terima.isoformat(), "koperasi": nama_koperasi(ke), "batas": batas}
                orang = {"tahun_buku": "2025"} | ({"tanggal_periksa": batas} if ke % 100 else {})
                tx.bukukan("register-rat", hari.year, f"B-{ke:06}", nilai, urut, orang=orang)


def ke_postgresql(folder: Path, url: str) -> None:
    """Move the ledger of an office into an empty PostgreSQL database."""
    toml = folder / "kantor.toml"
    teks = toml.read_text("utf-8")
    id_ = re.search(r'^kantor_id = "([^"]+)"', teks, re.MULTILINE)
    assert id_ is not None
    kantor = Kantor.buka(folder)
    Ledger.buka(url, kantor_id=id_[1], zona=kantor.tatanan.zona_waktu, clock=kantor.clock).tutup()
    asal, tujuan = create_engine(f"sqlite:///{folder / 'naskah.db'}"), buat_mesin(url, tunggu=10)
    with asal.connect() as baca, tujuan.begin() as tulis:
        for tabel in skema.metadata.sorted_tables:
            if tabel.name != "meta":
                for bagian in _potong(baca.execute(select(tabel)).mappings()):
                    tulis.execute(insert(tabel), bagian)
        for tabel in skema.metadata.sorted_tables:
            if (nomor := tabel.autoincrement_column) is not None:
                deret = func.pg_get_serial_sequence(tabel.name, nomor.name)
                tulis.execute(
                    select(func.setval(deret, func.coalesce(func.max(nomor), 0) + 1)).where(
                        deret.is_not(None)
                    )
                )
    with tujuan.connect() as tulis:
        tulis.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
    asal.dispose()
    tujuan.dispose()
    (folder / "naskah.db").unlink()
    tanpa = re.sub(r"^database = .*\n", "", teks, flags=re.MULTILINE)
    baru = re.sub(
        r"^kantor_id = .*$", lambda m: f'{m[0]}\ndatabase = "{url}"', tanpa, count=1, flags=re.MULTILINE
    )
    toml.write_text(baru, "utf-8")


def _potong(baris: Any) -> Iterator[list[dict[str, Any]]]:
    while bagian := baris.fetchmany(1000):
        yield [dict(b) for b in bagian]
