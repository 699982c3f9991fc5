"""The desks on both engines: what they ask of the ledger, and many people at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from naskah import disposisi, hari_ini, masuk, masuk_pindai, pengiriman
from naskah.disposisi import Perintah
from naskah.kantor import Kantor
from naskah.pengiriman import Kiriman
from registers.dasar.waktu import FixedClock
from registers.ledger import Ledger
from tests.conftest import SAAT

SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}


@pytest.fixture
def kantor_mesin(folder_kantor: Path, lokasi_kosong: str | Path) -> Iterator[Kantor]:
    """The example office on either engine."""
    url = lokasi_kosong if isinstance(lokasi_kosong, str) else f"sqlite:///{lokasi_kosong}"
    path = folder_kantor / "kantor.toml"
    path.write_text(path.read_text("utf-8").replace('database = ""', f'database = "{url}"'), "utf-8")
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT), pelaku="Contoh")
    yield kantor
    kantor.tutup()


def test_a_letter_goes_its_whole_way_on_either_engine(kantor_mesin: Kantor, tmp_path: Path) -> None:
    kantor = kantor_mesin
    id_ = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"}, id_permintaan="a").id
    assert (
        masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"}, id_permintaan="a").id == id_
    )
    (satu,) = disposisi.beri(kantor, id_, Perintah(("sekretaris",), "pelajari")).cabang
    (dua,) = disposisi.beri(kantor, satu.id, Perintah(("kabid-umkm",), "hadir")).cabang
    assert [k.id for k in hari_ini.susun(kantor).kerja] == [dua.id]
    disposisi.tindak(kantor, dua.id, jawaban="sudah", selesai=True)
    pengiriman.kirim(kantor, id_, Kiriman("Bidang Contoh", "Contoh", date(2026, 11, 23)))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 %%EOF")
    assert [masuk_pindai.pindai(kantor, tmp_path).berkas[0].keadaan for _ in range(2)] == ["baru", "sudah"]
    with kantor.ledger.baca() as baca:
        assert baca.naskah(id_).status == "selesai"
        assert baca.periksa_rantai() == []
        assert {b.buku for b in baca.baris_kunci(id_)} == {"agenda-surat-masuk", "pengendali-masuk"}


def test_ten_people_take_letters_in_at_once_and_the_agenda_has_no_hole(kantor_mesin: Kantor) -> None:
    galat: list[BaseException] = []

    def kerja(ke: int) -> None:
        sendiri = Kantor.buka(kantor_mesin.folder, clock=FixedClock(SAAT), pelaku=f"Contoh {ke}")
        try:
            masuk.catat(sendiri, {**SURAT, "nomor": str(ke)})
        except BaseException as e:
            galat.append(e)
        finally:
            sendiri.tutup()

    utas = [threading.Thread(target=kerja, args=(n,)) for n in range(10)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert galat == []
    with kantor_mesin.ledger.baca() as baca:
        agenda = [b.urutan for b in baca.semua_baris("agenda-surat-masuk", 2026)]
    assert agenda == list(range(1, 11))


def test_a_row_is_found_by_its_number_and_a_file_by_its_content(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        urut = tx.catat("masuk", "", {}).urut
        tx.bukukan("agenda", 2026, "M-a", {"hal": "A"}, urut)
        tx.bukukan("agenda", 2026, "M-b", {"hal": "B"}, urut)
        tx.bukukan("agenda", 2025, "M-c", {"hal": "C"}, urut)
    with ledger.baca() as baca:
        baris = baca.baris_ke("agenda", 2026, 2)
        assert baris is not None
        assert baris.kunci == "M-b"
        assert [baca.baris_ke("agenda", 2026, n) for n in (3, 0, -1, 3_000_000_000, 10**20)] == [None] * 5
        assert baca.berkas_sidik("0" * 64) == []
