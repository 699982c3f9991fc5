"""Cells of the books that gather many texts stay short enough to be read and written."""

from __future__ import annotations

from datetime import date

from naskah import disposisi, masuk, pengiriman
from naskah.disposisi import Perintah
from naskah.kantor import Kantor
from naskah.pengiriman import Kiriman
from registers.ledger import Baris

SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}
HARI = date(2026, 11, 23)


def baris(kantor: Kantor, buku: str) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku, 2026)


def test_forty_branches_with_long_instructions_fit_into_the_agenda(kantor: Kantor) -> None:
    surat, panjang = masuk.catat(kantor, SURAT).id, "tindak lanjuti " * 60
    kepada = tuple(f"Unit Contoh {n}" for n in range(40))
    hasil = disposisi.beri(kantor, surat, Perintah(kepada, panjang))
    assert not any("tidak dapat" in satu for satu in hasil.peringatan)
    sel = str(baris(kantor, "agenda-surat-masuk")[0].nilai["disposisi"])
    assert len(sel) < 2100
    assert sel.endswith(f"… dan 38 lainnya (selengkapnya: naskah posisi {surat})")
    assert [len(str(b.nilai["instruksi"])) for b in baris(kantor, "disposisi")] == [len(panjang.strip())] * 40


def test_a_branch_taken_back_with_a_long_reason_says_where_all_of_it_is(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT).id
    (cabang,) = disposisi.beri(kantor, surat, Perintah(("sekretaris",), "hadir")).cabang
    disposisi.tarik(kantor, cabang.id, alasan="salah unit " * 900)
    (satu,) = baris(kantor, "disposisi")
    assert str(satu.nilai["keterangan"]).startswith("Ditarik: salah unit")
    assert str(satu.nilai["keterangan"]).endswith(f"… (selengkapnya: naskah posisi {surat})")


def test_of_very_many_recipients_the_agenda_names_the_first_and_counts_the_rest(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, SURAT).id
    for n in range(4):
        pengiriman.kirim(kantor, surat, Kiriman("Bidang Contoh", f"{n} {'Contoh Penerima ' * 60}", HARI))
    sel = str(baris(kantor, "agenda-surat-masuk")[0].nilai["tanda_terima"])
    assert sel.startswith("0 Contoh Penerima")
    assert sel.endswith("; … dan 2 lainnya")
