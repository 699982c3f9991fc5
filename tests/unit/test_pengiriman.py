"""Sending: who received what and when, in the ekspedisi book and in the letter's other rows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from naskah import issue, masuk, pengiriman, perubahan
from naskah.catalog import folder_templat
from naskah.draf import Permintaan
from naskah.entri import semua as semua_entri
from naskah.kantor import Kantor
from naskah.pengiriman import Kiriman
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.isian_buku import sahkan
from registers.ledger import Baris

HARI = date(2026, 11, 23)
SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}
NOTA = tomllib.loads((folder_templat() / "surat-dinas" / "contoh.toml").read_text("utf-8"))


def baris(kantor: Kantor, buku: str) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku, 2026)


def terbit(kantor: Kantor, *, konsep: bool = False) -> str:
    return issue.buat(kantor, Permintaan("surat-dinas", NOTA, HARI, konsep=konsep))[0].id


def test_an_outgoing_letter_is_sent_twice_and_each_time_has_a_row(kantor: Kantor) -> None:
    id_ = terbit(kantor)
    pengiriman.kirim(kantor, id_, Kiriman("Biro Umum", "Contoh Penerima", HARI, cara="kurir"))
    pengiriman.kirim(kantor, id_, Kiriman("Bappeda", "", HARI, cara="pos"))
    satu, dua = baris(kantor, "ekspedisi")
    assert (satu.kunci, dua.kunci, dua.urutan) == (f"{id_}#1", f"{id_}#2", 2)
    assert (satu.nilai["status"], satu.nilai["tanggal_terima"], satu.nilai["cara"]) == (
        "diterima", "2026-11-23", "kurir",
    )  # fmt: skip
    assert (dua.nilai["status"], "tanggal_terima" in dua.nilai) == ("dikirim", False)
    (agenda,) = baris(kantor, "agenda-surat-keluar")
    assert satu.nilai["hal"] == agenda.nilai["hal"]
    assert (agenda.nilai["tanggal_kirim"], agenda.nilai["penerima"]) == ("2026-11-23", "Contoh Penerima")
    with kantor.ledger.baca() as baca:
        assert [p.jenis for p in baca.peristiwa(naskah_id=id_)] == ["terbit", "kirim", "kirim"]


def test_the_letter_s_rows_say_the_first_day_and_every_recipient(kantor: Kantor) -> None:
    id_ = terbit(kantor)
    pengiriman.kirim(kantor, id_, Kiriman("Biro Umum", "Contoh Satu", HARI))
    pengiriman.kirim(kantor, id_, Kiriman("Bappeda", "Contoh Dua", date(2026, 11, 20)))
    (agenda,) = baris(kantor, "agenda-surat-keluar")
    assert (agenda.nilai["tanggal_kirim"], agenda.nilai["penerima"]) == (
        "2026-11-20",
        "Contoh Satu; Contoh Dua",
    )


def test_an_incoming_letter_handed_on_fills_the_receipt_of_its_rows(kantor: Kantor) -> None:
    surat = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"})
    pengiriman.kirim(kantor, surat.id, Kiriman("Bidang Contoh", "Contoh Penerima", HARI))
    (kendali,) = baris(kantor, "pengendali-masuk")
    assert (kendali.nilai["tanggal_diteruskan"], kendali.nilai["tanda_terima"]) == (
        "2026-11-23",
        "Contoh Penerima",
    )
    (kirim,) = baris(kantor, "ekspedisi")
    assert (kirim.nilai["nomor"], kirim.nilai["hal"]) == ("12", "Undangan rapat")


def test_the_same_request_gives_one_row(kantor: Kantor) -> None:
    id_ = terbit(kantor)
    for _ in range(2):
        pengiriman.kirim(kantor, id_, Kiriman("Biro Umum", "Contoh", HARI), id_permintaan="minta-1")
    assert len(baris(kantor, "ekspedisi")) == 1


def test_what_is_not_issued_or_void_is_not_sent(kantor: Kantor) -> None:
    konsep, batal = terbit(kantor, konsep=True), terbit(kantor)
    perubahan.batal(kantor, batal, alasan="ditunda")
    for id_ in (konsep, batal):
        with pytest.raises(KeadaanDitolak):
            pengiriman.kirim(kantor, id_, Kiriman("Biro Umum", "Contoh", HARI))
    assert baris(kantor, "ekspedisi") == []


def test_what_is_wrong_with_a_delivery_is_told_at_once(kantor: Kantor) -> None:
    id_ = terbit(kantor)
    salah = Kiriman(" ", "", date(2026, 11, 24), cara="{{ x }}", diterima=HARI)
    with pytest.raises(DataTidakSah) as galat:
        pengiriman.kirim(kantor, id_, salah)
    assert {t.tempat for t in galat.value.temuan} == {"--kepada", "--tanggal", "--diterima", "--cara"}


def test_letters_that_were_not_sent_are_counted(kantor: Kantor) -> None:
    satu, _ = terbit(kantor), terbit(kantor)
    masuk.catat(kantor, SURAT)
    with kantor.ledger.baca() as baca:
        assert baca.jumlah_belum_dikirim(date(2026, 1, 1)) == 2
    pengiriman.kirim(kantor, satu, Kiriman("Biro Umum", "Contoh", HARI))
    with kantor.ledger.baca() as baca:
        assert baca.jumlah_belum_dikirim(date(2026, 1, 1)) == 1
        assert baca.jumlah_belum_dikirim(date(2026, 12, 1)) == 0


def ketik(kantor: Kantor, isi: Mapping[str, Any], kunci: str = "B-ketik234") -> str:
    buku = kantor.buku["ekspedisi"]
    terima = semua_entri(kantor)["kirim"]
    with kantor.ledger.tulis("Penguji") as tx:
        return terima(tx, buku, 2026, sahkan(buku, isi), kunci)


def test_a_typed_row_that_names_a_letter_is_its_delivery_and_comes_once(kantor: Kantor) -> None:
    id_ = terbit(kantor)
    nomor = baris(kantor, "agenda-surat-keluar")[0].nilai["nomor"]
    isi = {"nomor": nomor, "kepada": "Biro Umum", "penerima": "Contoh", "tanggal_kirim": "20-11-2026"}
    assert ketik(kantor, isi) == ketik(kantor, isi) == f"{id_}#1"
    assert ketik(kantor, {"nomor": id_.upper(), "kepada": "Bappeda"}, "B-ketik235") == f"{id_}#2"
    assert baris(kantor, "agenda-surat-keluar")[0].nilai["tanggal_kirim"] == "2026-11-20"


def test_a_typed_row_of_a_parcel_or_an_unknown_number_is_kept_as_typed(kantor: Kantor) -> None:
    assert ketik(kantor, {"kepada": "Biro Umum", "hal": "Paket contoh"}) == "B-ketik234"
    assert ketik(kantor, {"kepada": "Biro Umum", "hal": "Paket contoh"}) == "B-ketik234"
    ketik(kantor, {"nomor": "77/LAIN", "kepada": "Bappeda", "penerima": "Contoh"}, "B-ketik235")
    ketik(kantor, {"nomor": "N-zzzzzz", "kepada": "Bappeda"}, "B-ketik236")
    satu, dua, tiga = baris(kantor, "ekspedisi")
    assert (satu.nilai["hal"], satu.nilai["status"]) == ("Paket contoh", "dikirim")
    assert (dua.nilai["nomor"], dua.nilai["status"]) == ("77/LAIN", "diterima")
    assert tiga.nilai["nomor"] == "N-zzzzzz"
