"""Dispositions: branches from post to post, each with its own state; the letter is finished when all are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from naskah import disposisi, masuk, perubahan
from naskah.disposisi import Perintah
from naskah.entri import semua as semua_entri
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan
from registers.dasar.waktu import FixedClock
from registers.isian_buku import sahkan
from registers.ledger import Baris, Naskah

BUKU = "disposisi"
SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}


@pytest.fixture
def surat(kantor: Kantor) -> str:
    """An incoming letter, taken in on Monday, 23 November 2026."""
    return masuk.catat(kantor, SURAT).id


@pytest.fixture
def beri(kantor: Kantor) -> Callable[..., list[str]]:
    def jalan(kunci: str, *kepada: str, **lain: Any) -> list[str]:
        perintah = Perintah(kepada, lain.pop("instruksi", "tindak lanjuti"), **lain)
        return [d.id for d in disposisi.beri(kantor, kunci, perintah).cabang]

    return jalan


def baris(kantor: Kantor, buku: str = BUKU) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku, 2026)


def agenda(kantor: Kantor) -> Mapping[str, Any]:
    return baris(kantor, "agenda-surat-masuk")[0].nilai


def naskah(kantor: Kantor, id_: str) -> Naskah:
    with kantor.ledger.baca() as baca:
        return baca.naskah(id_)


def keadaan(kantor: Kantor, surat: str) -> list[str]:
    with kantor.ledger.baca() as baca:
        return [d.status for d in baca.disposisi_naskah(surat)]


def test_each_recipient_gets_a_branch_a_row_and_a_place_in_the_agenda(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    ids = beri(surat, "Sekretaris", "kabid-umkm", "sekretaris")
    assert ids == [f"{surat}/1", f"{surat}/2"]
    satu, dua = baris(kantor)
    assert [satu.kunci, dua.kunci] == ids
    assert (satu.nilai["dari"], satu.nilai["kepada"], satu.nilai["status"]) == (
        "Kepala Dinas", "Sekretaris", "diberikan",
    )  # fmt: skip
    assert satu.nilai["penerima"] == "Maria Contoh, S.E., M.Si."
    assert satu.nilai["penandatangan"] == "Dr. Contoh Kepala Dinas, M.Si."
    assert (satu.nilai["agenda"], satu.nilai["asal"], satu.nilai["nomor"]) == (1, "Dinas Contoh", "12")
    assert dua.nilai["kepada"] == "Kepala Bidang Usaha Kecil dan Menengah"
    assert agenda(kantor)["disposisi"].startswith(
        "Kepala Dinas → Sekretaris: tindak lanjuti\nKepala Dinas → "
    )


def test_the_letter_is_finished_when_every_branch_is(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    satu, dua = beri(surat, "sekretaris", "kabid-umkm")
    disposisi.terima(kantor, satu)
    disposisi.tindak(kantor, satu, jawaban="sudah dibalas", selesai=True)
    assert naskah(kantor, surat).status == "diterima"
    disposisi.tindak(kantor, dua, jawaban="sedang disusun")
    assert keadaan(kantor, surat) == ["selesai", "diterima"]
    disposisi.tindak(kantor, dua, jawaban="sudah hadir", selesai=True)
    assert naskah(kantor, surat).status == agenda(kantor)["status"] == "selesai"
    assert agenda(kantor)["batas"] == ""
    assert agenda(kantor)["tindak_lanjut"] == (
        "Sekretaris (23-11-2026): sudah dibalas\n"
        "Kepala Bidang Usaha Kecil dan Menengah (23-11-2026): sudah hadir"
    )


def test_a_new_branch_opens_a_finished_letter_again(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    (satu,) = beri(surat, "sekretaris")
    disposisi.tindak(kantor, satu, jawaban="selesai", selesai=True)
    beri(surat, "kabid-umkm")
    assert naskah(kantor, surat).status == agenda(kantor)["status"] == "diterima"


def test_a_branch_that_was_passed_on_is_finished_when_those_below_it_are(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    """SOP 12: Kepala Dinas, then Sekretaris, then Kabid."""
    (sekretaris,) = beri(surat, "sekretaris")
    kabid, kasubag = beri(sekretaris, "kabid-umkm", "kasubag-umum")
    assert keadaan(kantor, surat) == ["diterima", "diberikan", "diberikan"]
    assert baris(kantor)[1].nilai["dari"] == "Sekretaris"
    with pytest.raises(KeadaanDitolak, match="belum selesai") as galat:
        disposisi.tindak(kantor, sekretaris, jawaban="selesai", selesai=True)
    assert kabid in galat.value.message
    disposisi.tindak(kantor, kabid, jawaban="sudah hadir", selesai=True)
    assert keadaan(kantor, surat)[0] == "diterima"
    disposisi.tarik(kantor, kasubag, alasan="tidak perlu")
    assert keadaan(kantor, surat) == ["selesai", "selesai", "ditarik"]
    assert naskah(kantor, surat).status == "selesai"
    assert agenda(kantor)["tindak_lanjut"].endswith("Menengah (23-11-2026): sudah hadir")


def test_a_branch_is_taken_back_only_until_it_is_received(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    satu, dua = beri(surat, "sekretaris", "kabid-umkm")
    disposisi.terima(kantor, satu)
    with pytest.raises(KeadaanDitolak, match="sudah diterima"):
        disposisi.tarik(kantor, satu, alasan="salah orang")
    with pytest.raises(DataTidakSah):
        disposisi.tarik(kantor, dua, alasan=" ")
    disposisi.tarik(kantor, dua, alasan="salah orang")
    assert (baris(kantor)[1].nilai["status"], baris(kantor)[1].nilai["keterangan"]) == (
        "ditarik", "Ditarik: salah orang",
    )  # fmt: skip
    for kerja in (
        lambda: disposisi.terima(kantor, dua),
        lambda: disposisi.tindak(kantor, dua, jawaban="x"),
        lambda: beri(dua, "kasubag-umum"),
        lambda: disposisi.tarik(kantor, dua, alasan="lagi"),
    ):
        with pytest.raises(KeadaanDitolak):
            kerja()
    assert "kabid" not in agenda(kantor)["disposisi"].casefold()


def test_a_letter_of_which_all_branches_were_taken_back_is_not_finished(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    disposisi.tarik(kantor, beri(surat, "sekretaris")[0], alasan="salah orang")
    assert naskah(kantor, surat).status == "diterima"


def test_receiving_twice_changes_nothing(kantor: Kantor, surat: str, beri: Callable[..., list[str]]) -> None:
    (satu,) = beri(surat, "sekretaris")
    disposisi.terima(kantor, satu)
    with kantor.ledger.baca() as baca:
        sebelum = baca.kepala()
    disposisi.terima(kantor, satu.upper())
    with kantor.ledger.baca() as baca:
        assert baca.kepala() == sebelum


@pytest.mark.parametrize(
    ("sifat", "saat", "batas"),
    [
        ("biasa", (2026, 11, 23, 2), "2026-11-30"),
        ("segera", (2026, 11, 23, 2), "2026-11-25"),
        ("penting", (2026, 11, 24, 2), "2026-11-27"),
        ("sangat segera", (2026, 11, 27, 2), "2026-11-30"),  # Friday: the next day is no working day
        ("sangat segera", (2026, 12, 24, 2), "2026-12-28"),  # Christmas Eve, then a weekend
        ("biasa", (2026, 12, 21, 2), "2026-12-29"),
    ],
)
def test_the_due_date_follows_from_the_sifat_in_working_days(
    kantor: Kantor, sifat: str, saat: tuple[int, ...], batas: str
) -> None:
    (kantor.folder / "data" / "libur.csv").write_text("tanggal,keterangan\n2026-12-25,Hari Natal\n")
    kantor.clock = FixedClock(datetime(*saat, tzinfo=UTC))
    surat = masuk.catat(kantor, {**SURAT, "sifat": sifat}).id
    hasil = disposisi.beri(kantor, surat, Perintah(("sekretaris",), "tindak lanjuti"))
    assert hasil.cabang[0].batas == date.fromisoformat(batas)
    assert agenda(kantor)["batas"] == batas


def test_a_typed_due_date_wins_and_one_before_the_letter_is_refused(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    beri(surat, "sekretaris", batas=date(2026, 12, 1))
    assert agenda(kantor)["batas"] == "2026-12-01"
    with pytest.raises(DataTidakSah) as galat:
        beri(surat, "kabid-umkm", batas=date(2026, 11, 1))
    assert galat.value.temuan[0].tempat == "--batas"


def test_what_is_wrong_with_a_disposition_is_told_at_once(kantor: Kantor, surat: str) -> None:
    with pytest.raises(DataTidakSah) as galat:
        disposisi.beri(
            kantor, surat, Perintah(("sekertaris", "kabid-umkn"), "  {{ x }}", dari="kepala-dines")
        )
    assert {t.tempat for t in galat.value.temuan} == {"--kepada", "--dari", "--instruksi"}
    assert "maksudnya sekretaris?" in {t.saran for t in galat.value.temuan}
    with pytest.raises(DataTidakSah, match="sama dengan pemberi"):
        disposisi.beri(kantor, surat, Perintah(("kepala-dinas",), "x"))
    with pytest.raises(DataTidakSah, match="belum diisi"):
        disposisi.beri(kantor, surat, Perintah((), "x"))
    assert keadaan(kantor, surat) == []


def test_a_unit_without_a_post_is_kept_as_text(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    beri(surat, "UPTD Pelatihan")
    assert (baris(kantor)[0].nilai["kepada"], baris(kantor)[0].nilai["penerima"]) == ("UPTD Pelatihan", "")


def test_the_same_request_gives_the_same_branches(kantor: Kantor, surat: str) -> None:
    perintah = Perintah(("sekretaris", "kabid-umkm"), "tindak lanjuti")
    satu = disposisi.beri(kantor, surat, perintah, id_permintaan="minta-1")
    dua = disposisi.beri(kantor, surat, perintah, id_permintaan="minta-1")
    assert satu.cabang == dua.cabang
    assert len(keadaan(kantor, surat)) == 2


def test_a_post_that_still_holds_the_letter_is_pointed_out(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    (satu,) = beri(surat, "sekretaris")
    hasil = disposisi.beri(kantor, surat, Perintah(("sekretaris",), "pelajari"))
    assert any(satu in p and "masih terbuka" in p for p in hasil.peringatan)


def test_two_people_dispose_at_once_and_every_branch_has_its_own_id(kantor: Kantor, surat: str) -> None:
    ids: list[str] = []

    def kerja(kepada: str) -> None:
        sendiri = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku=kepada)
        ids.extend(d.id for d in disposisi.beri(sendiri, surat, Perintah((kepada,), "x")).cabang)
        sendiri.tutup()

    utas = [threading.Thread(target=kerja, args=(f"Unit {n}",)) for n in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert sorted(ids) == [f"{surat}/{n}" for n in range(1, 5)]


def test_history_keeps_the_person_when_the_holder_of_the_post_changes(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    (satu,) = beri(surat, "sekretaris")
    path = kantor.folder / "kantor.toml"
    lama = 'nama = "Maria Contoh, S.E., M.Si."'
    teks = path.read_text("utf-8")
    assert lama in teks
    baru = (
        '[[pejabat.masa]]\nnama = "Contoh Pengganti"\nsebagai = "Plt."\ndari = 2026-12-01\n[[pejabat.masa]]\n'
    )
    awal = teks.rindex("[[pejabat.masa]]", 0, teks.index(lama))
    path.write_text(teks[:awal] + baru + teks[awal + len("[[pejabat.masa]]\n") :], "utf-8")
    nanti = FixedClock(datetime(2026, 12, 2, 2, 0, tzinfo=UTC))
    lain = Kantor.buka(kantor.folder, clock=nanti, pelaku="Contoh")
    disposisi.tindak(lain, satu, jawaban="sudah", selesai=True)
    with lain.ledger.baca() as baca:
        akhir = [p for p in baca.peristiwa(naskah_id=surat) if p.jenis == "tindak"][-1]
    lain.tutup()
    assert akhir.isi["kepada_pejabat"] == "Plt. Contoh Pengganti"
    assert baris(kantor)[0].nilai["penerima"] == "Maria Contoh, S.E., M.Si."


def test_a_void_letter_takes_its_open_branches_back(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    satu, dua = beri(surat, "sekretaris", "kabid-umkm")
    disposisi.tindak(kantor, satu, jawaban="sudah", selesai=True)
    perubahan.batal(kantor, surat, alasan="salah alamat")
    assert keadaan(kantor, surat) == ["selesai", "ditarik"]
    assert "salah alamat" in baris(kantor)[1].nilai["keterangan"]
    with pytest.raises(KeadaanDitolak):
        beri(surat, "sekretaris")
    with pytest.raises(KeadaanDitolak):
        disposisi.terima(kantor, dua)


def test_a_letter_nobody_has_to_act_on_is_answered_itself(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    disposisi.tindak(kantor, surat, jawaban="dibaca")
    assert (naskah(kantor, surat).status, agenda(kantor)["tindak_lanjut"]) == ("diterima", "dibaca")
    disposisi.tindak(kantor, surat, jawaban="untuk diketahui", selesai=True)
    assert naskah(kantor, surat).status == agenda(kantor)["status"] == "selesai"
    with pytest.raises(KeadaanDitolak, match="sudah selesai"):
        disposisi.tindak(kantor, surat, jawaban="lagi", selesai=True)
    (satu,) = beri(surat, "sekretaris")
    with pytest.raises(DataTidakSah) as galat:
        disposisi.tindak(kantor, surat, jawaban="selesai", selesai=True)
    assert satu in galat.value.temuan[0].saran


def test_a_correction_of_the_letter_reaches_the_rows_of_its_branches(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    beri(surat, "sekretaris")
    masuk.ubah(kantor, surat, {"hal": "Undangan lain", "dari": "Dinas Lain"})
    nilai = baris(kantor)[0].nilai
    assert (nilai["hal"], nilai["asal"], nilai["penerima"]) == (
        "Undangan lain", "Dinas Lain", "Maria Contoh, S.E., M.Si.",
    )  # fmt: skip


def test_a_letter_is_also_named_by_its_agenda_number(surat: str, beri: Callable[..., list[str]]) -> None:
    assert beri("agenda 1", "sekretaris") == [f"{surat}/1"]
    assert beri("agenda-1", "kabid-umkm") == [f"{surat}/2"]


def test_ids_that_are_none_are_refused_with_what_to_type(
    kantor: Kantor, surat: str, beri: Callable[..., list[str]]
) -> None:
    (satu,) = beri(surat, "sekretaris")
    with pytest.raises(DataTidakSah) as galat:
        disposisi.terima(kantor, surat)
    assert satu in galat.value.temuan[0].saran
    with pytest.raises(TidakDitemukan):
        disposisi.terima(kantor, "500.3/1")
    with pytest.raises(TidakDitemukan):
        disposisi.terima(kantor, f"{surat}/9")


def ketik(kantor: Kantor, isi: Mapping[str, object], kunci: str = "B-ketik234") -> str:
    buku = kantor.buku[BUKU]
    terima = semua_entri(kantor)["disposisi"]
    with kantor.ledger.tulis("Penguji") as tx:
        return terima(tx, buku, 2026, sahkan(buku, isi), kunci)


def test_a_typed_row_is_a_branch_and_comes_once(kantor: Kantor, surat: str) -> None:
    isi = {
        "agenda": 1,
        "kepada": "Sekretaris",
        "instruksi": "tindak lanjuti",
        "tanggal_diteruskan": "20-11-2026",
    }
    assert ketik(kantor, isi) == ketik(kantor, isi) == f"{surat}/1"
    (satu,) = baris(kantor)
    assert (satu.nilai["tanggal_diteruskan"], satu.nilai["kepada"]) == ("2026-11-20", "Sekretaris")
    terus = {"agenda": 1, "dari": "sekretaris", "kepada": "kabid-umkm", "instruksi": "hadir"}
    assert ketik(kantor, terus, "B-ketik235") == f"{surat}/2"
    with kantor.ledger.baca() as baca:
        assert baca.disposisi(f"{surat}/2").induk == f"{surat}/1"


def test_a_typed_row_may_already_hold_the_answer(kantor: Kantor, surat: str) -> None:
    isi = {
        "nomor": "12", "kepada": "sekretaris", "instruksi": "x", "tindak_lanjut": "sudah dibalas",
        "tanggal_selesai": "23-11-2026",
    }  # fmt: skip
    assert ketik(kantor, isi) == f"{surat}/1"
    assert naskah(kantor, surat).status == "selesai"
    assert baris(kantor)[0].nilai["tindak_lanjut"] == "sudah dibalas"


@pytest.mark.parametrize(
    ("isi", "tempat"),
    [
        ({"agenda": 99, "kepada": "sekretaris", "instruksi": "x"}, "No. Agenda"),
        ({"agenda": 10**14, "kepada": "sekretaris", "instruksi": "x"}, "No. Agenda"),
        ({"kepada": "sekretaris", "instruksi": "x"}, "No. Agenda"),
        ({"agenda": 1, "kepada": "sekertaris", "instruksi": "x"}, "Kepada"),
        ({"agenda": 1, "kepada": "sekretaris", "instruksi": "x", "batas": "1-1-2026"}, "Batas"),
    ],
)
def test_a_typed_row_that_does_not_fit_is_refused_under_its_heading(
    kantor: Kantor, surat: str, isi: dict[str, object], tempat: str
) -> None:
    with pytest.raises(DataTidakSah) as galat:
        ketik(kantor, isi)
    assert [t.tempat for t in galat.value.temuan] == [tempat]
    assert keadaan(kantor, surat) == []
