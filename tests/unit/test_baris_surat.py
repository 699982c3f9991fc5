"""A letter writes its row in the treasurer's books: once, never over what people have written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from naskah import baris_surat, buku, isi, issue, pencarian, penerbitan, perubahan, templat
from naskah.catalog import BarisBuku
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from naskah.surat import Surat
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TemplatSalah
from registers.dasar.isian import Nilai
from tests.bahan.kantor import contoh, jejak

REGISTER = "register-spp-spm"
PENERIMAAN = "bku-penerimaan"


def baris(kantor: Kantor, id_: str) -> list[dict[str, str]]:
    """The rows of a book as the ledger knows them, people's half only."""
    with kantor.ledger.baca() as tampak:
        return [{k: str(v) for k, v in b.orang.items()} for b in tampak.semua_baris(id_, 2026)]


def buat(kantor: Kantor, jenis: str, **ganti: object) -> Surat:
    return issue.buat(kantor, Permintaan(jenis, contoh(jenis, **ganti)))[0]


def spm(kantor: Kantor, spp: Surat, **ganti: object) -> Surat:
    return buat(kantor, "spm", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal, **ganti)


def dari(kantor: Kantor, surat: Surat, jenis: str) -> Mapping[str, Nilai]:
    """What the form of another type takes over of a letter."""
    satu = kantor.katalog.jenis(jenis)
    return isi.kumpulkan(satu, "", [], pencarian.isi_naskah(kantor, surat.id, satu))


def sel(kantor: Kantor, id_: str) -> Iterator[dict[str, object]]:
    """The rows of a book's file by heading key."""
    lembar = openpyxl.load_workbook(kantor.folder / "buku" / f"{id_}-2026.xlsx").worksheets[0]
    kunci, *semua = lembar.iter_rows(values_only=True)
    yield from (dict(zip(map(str, kunci), b, strict=True)) for b in semua if str(b[0] or "").startswith("B-"))


def ketik(kantor: Kantor, id_: str, kolom: str, isi: object) -> None:
    """Type into the first row of a book's file, as somebody with Excel does."""
    path = kantor.folder / "buku" / f"{id_}-2026.xlsx"
    berkas = openpyxl.load_workbook(path)
    lembar = berkas.worksheets[0]
    kunci = [str(s.value) for s in lembar[1]]
    nomor = next(b[0].row for b in lembar.iter_rows() if str(b[0].value or "").startswith("B-"))
    lembar.cell(nomor, kunci.index(kolom) + 1).value = isi  # type: ignore[assignment]
    berkas.save(path)


@pytest.mark.parametrize(
    ("jenis", "singkat"),
    [
        ("spp-up", "UP"),
        ("spp-gu", "GU"),
        ("spp-tu", "TU"),
        ("spp-ls-gaji", "LS"),
        ("spp-ls-barang-jasa", "LS"),
    ],
)
def test_an_spp_is_entered_in_its_register(kantor: Kantor, jenis: str, singkat: str) -> None:
    surat = buat(kantor, jenis)
    (satu,) = baris(kantor, REGISTER)
    assert (satu["jenis"], satu["nomor_spp"], satu["tanggal_spp"]) == (singkat, surat.nomor, surat.tanggal)
    (tertulis,) = sel(kantor, REGISTER)
    assert tertulis["netto"] == float(satu["nilai"]) - float(satu["potongan"])
    assert tertulis["keadaan"] == "SPP"


def test_the_number_of_sipd_comes_before_that_of_the_office(kantor: Kantor) -> None:
    nomor = "53.00/02.0/000001/GU/2.17.0.00.0.00.01.0000/M/1/2026"
    buat(kantor, "spp-gu", nomor_spp_sipd=nomor)
    assert baris(kantor, REGISTER)[0]["nomor_spp"] == nomor


def test_the_same_request_again_enters_no_second_row(kantor: Kantor) -> None:
    minta = Permintaan("spp-gu", contoh("spp-gu"), id_permintaan="sekali")
    assert issue.buat(kantor, minta)[0].id == issue.buat(kantor, minta)[0].id
    assert len(baris(kantor, REGISTER)) == 1


def test_a_dry_run_enters_nothing(kantor: Kantor) -> None:
    sebelum = jejak(kantor)
    issue.coba(kantor, Permintaan("spp-gu", contoh("spp-gu")))
    assert jejak(kantor) == sebelum


def test_an_spm_completes_the_row_of_its_spp(kantor: Kantor) -> None:
    lain, spp = buat(kantor, "spp-gu"), buat(kantor, "spp-ls-barang-jasa")
    surat = spm(kantor, spp)
    assert surat.peringatan == ()
    pertama, kedua = baris(kantor, REGISTER)
    assert (kedua["nomor_spm"], kedua["tanggal_spm"]) == (surat.nomor, surat.tanggal)
    assert (pertama["nomor_spp"], pertama.get("nomor_spm")) == (lain.nomor, None)


@pytest.mark.parametrize("jenis", ["spp-up", "spp-gu", "spp-tu", "spp-ls-gaji", "spp-ls-barang-jasa"])
def test_an_spm_and_what_sends_it_back_follow_from_any_spp(kantor: Kantor, jenis: str) -> None:
    spp = buat(kantor, jenis)
    diteliti = {"kelengkapan": contoh("spm")["kelengkapan"]}  # which nobody does for the PPK
    surat = issue.buat(kantor, Permintaan("spm", {**dari(kantor, spp, "spm"), **diteliti}))[0]
    assert surat.jumlah
    bruto, potongan, netto = (u.jumlah for u in surat.jumlah.uang)
    (satu,) = baris(kantor, REGISTER)
    assert (satu["nomor_spm"], satu["nomor_spp"]) == (surat.nomor, spp.nomor)
    assert (bruto, potongan) == (Decimal(satu["nilai"]), Decimal(satu["potongan"]))
    assert netto == bruto - potongan
    issue.coba(kantor, Permintaan("pengembalian-spp", dari(kantor, spp, "pengembalian-spp")))


def test_an_spm_without_its_spp_is_issued_and_says_what_is_missing(kantor: Kantor) -> None:
    minta = Permintaan("spm", contoh("spm", nomor_spp="00099/SPP/DKUKM/XI/2026"))
    harap = ["Register SPP, SPM dan SP2D 2026 belum punya baris dengan Nomor SPP “00099/SPP/DKUKM/XI/2026”; "
             "isi sendiri barisnya."]  # fmt: skip
    assert list(issue.coba(kantor, minta)[0].peringatan) == harap
    assert list(issue.buat(kantor, minta)[0].peringatan) == harap


def test_what_people_typed_into_the_cell_stays(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa")
    ketik(kantor, REGISTER, "nomor_spm", "SPM lama")
    buku.sinkron(kantor, [REGISTER])
    surat = spm(kantor, spp)
    (kata,) = surat.peringatan
    assert "baris 1: Nomor SPM sudah berisi “SPM lama”; tidak diganti." in kata
    assert baris(kantor, REGISTER)[0]["nomor_spm"] == "SPM lama"


def test_what_people_type_later_stays_when_the_letter_is_corrected(kantor: Kantor) -> None:
    surat = buat(kantor, "spp-gu")
    ketik(kantor, REGISTER, "uraian", "Diubah bendahara")
    buku.sinkron(kantor, [REGISTER])
    baru = contoh("spp-gu", keperluan="Penggantian uang persediaan periode November 2026")
    baru["rincian"][0]["jumlah"] = int(baru["rincian"][0]["jumlah"]) - 1000
    baru["rincian"][1]["jumlah"] = int(baru["rincian"][1]["jumlah"]) + 1000
    perubahan.ralat(kantor, surat.id, {**baru, "nomor_spp_sipd": "00007/SIPD"}, alasan="nomornya keliru")
    (satu,) = baris(kantor, REGISTER)
    assert (satu["uraian"], satu["nomor_spp"]) == ("Diubah bendahara", "00007/SIPD")


def test_a_correction_that_names_another_spp_moves_the_spm(kantor: Kantor) -> None:
    satu, dua = buat(kantor, "spp-gu"), buat(kantor, "spp-ls-barang-jasa")
    surat = spm(kantor, satu)
    benar = contoh("spm", nomor_spp=dua.nomor, tanggal_spp=dua.tanggal)
    perubahan.ralat(kantor, surat.id, benar, alasan="salah SPP")
    pertama, kedua = baris(kantor, REGISTER)
    assert ("nomor_spm" in pertama, kedua["nomor_spm"]) == (False, surat.nomor)
    assert pertama["nomor_spp"] == satu.nomor
    assert perubahan.batal(kantor, satu.id, alasan="salah")[0].peringatan == ()  # its SPM has gone elsewhere


def test_a_void_spp_says_so_in_its_row(kantor: Kantor) -> None:
    surat = buat(kantor, "spp-up")
    perubahan.batal(kantor, surat.id, alasan="salah pagu")
    (satu,) = sel(kantor, REGISTER)
    assert (satu["putusan"], satu["alasan"], satu["keadaan"]) == ("dibatalkan", "salah pagu", "dibatalkan")
    assert satu["nomor_spp"] == surat.nomor
    buat(kantor, "spp-up")
    assert [b["periksa"] for b in sel(kantor, REGISTER)] == [None, None]  # no second UP of the year


def test_a_void_spm_leaves_the_row_as_it_was_before(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa")
    sebelum = baris(kantor, REGISTER)
    surat = spm(kantor, spp)
    perubahan.batal(kantor, surat.id, alasan="salah")
    assert baris(kantor, REGISTER) == sebelum
    assert spm(kantor, spp).peringatan == ()


def test_an_spp_sent_back_says_what_is_missing(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-tu")
    surat = buat(kantor, "pengembalian-spp", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal)
    (satu,) = baris(kantor, REGISTER)
    assert (satu["putusan"], satu["tanggal_putusan"]) == ("dikembalikan", surat.tanggal)
    assert satu["alasan"] == "Rincian SPP; Surat pernyataan pengguna anggaran"


def test_an_spp_that_was_sent_back_gets_no_spm_until_its_row_says_otherwise(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-tu")
    buat(kantor, "pengembalian-spp", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal)
    sebelum = jejak(kantor)
    with pytest.raises(KeadaanDitolak, match="baris 1: Putusan “dikembalikan”"):
        spm(kantor, spp)
    assert jejak(kantor) == sebelum
    for kolom in ("putusan", "tanggal_putusan", "alasan"):
        ketik(kantor, REGISTER, kolom, None)
    buku.sinkron(kantor, [REGISTER])
    surat = spm(kantor, spp)
    buat(kantor, "pengembalian-spp", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal)
    perubahan.ralat(  # it stands in that row already
        kantor, surat.id, contoh("spm", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal), alasan="salah bank"
    )


def test_one_claim_made_twice_is_told_before_and_when_it_is_made(kantor: Kantor) -> None:
    for jenis, kata in (("spp-gu", "jenis, uraian, dan nilainya sama"), ("spp-up", "UP kedua tahun ini")):
        pertama = buat(kantor, jenis)
        assert pertama.peringatan == ()
        minta = Permintaan(jenis, contoh(jenis))
        (sebelum,) = issue.coba(kantor, minta)[0].peringatan
        assert kata in sebelum
        assert pertama.nomor in sebelum
        assert issue.buat(kantor, minta)[0].peringatan == (sebelum,)
    perubahan.batal(kantor, pertama.id, alasan="dua kali")
    assert "sama" not in str([b["periksa"] for b in sel(kantor, REGISTER)][-1])


def test_a_void_or_corrected_spp_names_its_spm(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa")
    surat = spm(kantor, spp)
    for hasil in (
        perubahan.ralat(kantor, spp.id, contoh("spp-ls-barang-jasa", bank="Bank Lain"), alasan="salah bank"),
        perubahan.batal(kantor, spp.id, alasan="salah penerima"),
    ):
        (kata,) = hasil[0].peringatan
        assert f"tidak ikut berubah: {surat.nomor}; ralat atau batalkan juga." in kata
    assert [b["periksa"] for b in sel(kantor, REGISTER)] == ["sudah SPM, tetapi dibatalkan"]
    assert perubahan.batal(kantor, surat.id, alasan="SPP-nya batal")[0].peringatan == ()  # not the other way


def test_a_konsep_is_entered_when_it_is_issued(kantor: Kantor) -> None:
    (surat,) = issue.buat(kantor, Permintaan("spp-gu", contoh("spp-gu"), konsep=True))
    assert baris(kantor, REGISTER) == []
    terbit = penerbitan.terbit(kantor, surat.id)[0]
    (satu,) = baris(kantor, REGISTER)
    assert (satu["nomor_spp"], float(satu["nilai"])) == (terbit.nomor, 32750000)


def test_a_receipt_stands_in_the_cash_book_and_its_deposit_beside_it(kantor: Kantor) -> None:
    kuitansi, lain = buat(kantor, "kuitansi-sewa"), buat(kantor, "kuitansi-sewa", jumlah=200000)
    isi = contoh("sts")
    isi["rincian"] = [{**isi["rincian"][0], "jumlah": 1500000, "nomor_bukti": kuitansi.nomor}]
    sts = issue.buat(kantor, Permintaan("sts", isi))[0]
    satu, dua = sel(kantor, PENERIMAAN)
    assert (satu["nomor_bukti"], satu["disetor"], satu["nomor_sts"]) == (kuitansi.nomor, 1500000, sts.nomor)
    assert (satu["keadaan"], dua["nomor_bukti"], dua["disetor"]) == ("disetor", lain.nomor, None)
    assert [b["saldo"] for b in (satu, dua)] == [0, 200000]


def test_a_void_receipt_counts_for_nothing(kantor: Kantor) -> None:
    surat = buat(kantor, "kuitansi-sewa")
    perubahan.batal(kantor, surat.id, alasan="batal sewa")
    (satu,) = sel(kantor, PENERIMAAN)
    assert (satu["jumlah"], satu["saldo"], satu["catatan"]) == (0, 0, "Batal: batal sewa")


def test_what_its_book_would_refuse_stops_the_letter(kantor: Kantor) -> None:
    draf = susun(kantor, "kuitansi-sewa", contoh("kuitansi-sewa"), kantor.hari_ini())
    pola = (BarisBuku(PENERIMAAN, "", "", {"tanggal": ("kemarin",), "uraian": ("Sewa",)}, {}),)
    rusak = replace(draf, jenis=replace(draf.jenis, baris=pola))
    with pytest.raises(DataTidakSah) as galat:
        baris_surat.susun(kantor, rusak, "1")
    assert {t.tempat for t in galat.value.temuan} == {"Tanggal", "Jumlah (Rp)"}


@pytest.mark.parametrize(
    ("ganti", "dengan", "kata"),
    [
        ('buku = "bku-penerimaan"', 'buku = "tiada"', "bukan buku tempat orang mengetik baris"),
        ('uraian = "Sewa', 'keadaan = "Sewa', "bukan kolom yang diketik"),
        ('jumlah = "{jumlah}"', 'jumlah = "{tiada}"', "isian 'tiada' tidak ada"),
        ('[baris.isi]', 'cari = "nomor_sts"\n[baris.isi]', "nomor_sts tidak ada di isi"),
        ('[baris.isi]', 'tiap = "tiada"\n[baris.isi]', "daftar 'tiada' tidak ada"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_when_the_template_is_checked(
    kantor: Kantor, folder_kantor: Path, ganti: str, dengan: str, kata: str
) -> None:
    asal = kantor.katalog.jenis("kuitansi-sewa").folder
    letak = folder_kantor / "templates" / "kuitansi-sewa"
    letak.mkdir(parents=True)
    for nama in ("naskah.docx", "contoh.toml"):
        (letak / nama).write_bytes((asal / nama).read_bytes())
    toml = (asal / "naskah.toml").read_text("utf-8")
    assert ganti in toml
    (letak / "naskah.toml").write_text(toml.replace(ganti, dengan), "utf-8")
    with pytest.raises(TemplatSalah):
        issue.coba(Kantor.buka(folder_kantor), Permintaan("kuitansi-sewa", contoh("kuitansi-sewa")))
    try:
        temuan = templat.periksa("kuitansi-sewa", folder_kantor)
    except TemplatSalah as galat:
        temuan = galat.temuan
    assert kata in str(temuan)


def setor(kantor: Kantor, *rincian: dict[str, object]) -> Surat:
    isi = contoh("sts")
    isi["rincian"] = [{**isi["rincian"][0], **satu} for satu in rincian]
    return issue.buat(kantor, Permintaan("sts", isi))[0]


def test_two_lines_of_a_deposit_for_one_receipt_are_added_up(kantor: Kantor) -> None:
    nomor = buat(kantor, "kuitansi-sewa").nomor
    akun = {"kode_rekening": "4.1.02.02.01.0001"}
    sts = setor(
        kantor,
        {"jumlah": 1000000, "nomor_bukti": nomor},
        {**akun, "jumlah": 500000, "nomor_bukti": f"{nomor} "},
    )
    (satu,) = sel(kantor, PENERIMAAN)
    assert (satu["disetor"], satu["saldo"], satu["nomor_sts"]) == (1500000, 0, sts.nomor)


def test_a_void_letter_takes_back_only_what_it_wrote_itself(kantor: Kantor) -> None:
    nomor = buat(kantor, "kuitansi-sewa").nomor
    pertama = setor(kantor, {"jumlah": 1500000, "nomor_bukti": nomor})
    sebelum = baris(kantor, PENERIMAAN)
    kedua = setor(kantor, {"jumlah": 1500000, "nomor_bukti": nomor})
    assert "tidak diganti" in kedua.peringatan[0]
    perubahan.batal(kantor, kedua.id, alasan="dua kali")
    assert baris(kantor, PENERIMAAN) == sebelum
    perubahan.batal(kantor, pertama.id, alasan="keliru")
    assert "disetor" not in baris(kantor, PENERIMAAN)[0]


def test_what_people_changed_and_a_void_letter_leaves_is_told(kantor: Kantor) -> None:
    surat = buat(kantor, "kuitansi-sewa")
    ketik(kantor, PENERIMAAN, "jumlah", 1400000)
    buku.sinkron(kantor, [PENERIMAAN])
    (hasil,) = perubahan.batal(kantor, surat.id, alasan="batal sewa")
    assert any("Jumlah (Rp) sudah berisi “1.400.000,00”; tidak diganti." in p for p in hasil.peringatan)


def test_what_people_changed_and_a_correction_leaves_is_told(kantor: Kantor) -> None:
    surat = buat(kantor, "kuitansi-sewa")
    ketik(kantor, PENERIMAAN, "jumlah", 1400000)
    buku.sinkron(kantor, [PENERIMAAN])
    baru = contoh("kuitansi-sewa", jumlah=1300000)
    (hasil,) = perubahan.ralat(kantor, surat.id, baru, alasan="salah tulis")
    assert any("sudah berisi “1.400.000,00”; tidak diganti." in p for p in hasil.peringatan)


def test_an_spm_dated_before_its_spp_is_told(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa", nomor_spp_sipd="00007/SIPD")
    ketik(kantor, REGISTER, "tanggal_spp", date(2026, 11, 27))
    buku.sinkron(kantor, [REGISTER])
    surat = buat(kantor, "spm", nomor_spp="00007/SIPD", tanggal_spp=spp.tanggal)
    assert surat.peringatan == (
        "Register SPP, SPM dan SP2D, baris 1: Tanggal SPM lebih awal dari Tanggal SPP.",
    )


def test_who_was_slower_is_told_that_the_row_was_taken(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa")
    minta = Permintaan("spm", contoh("spm", nomor_spp=spp.nomor, tanggal_spp=spp.tanggal))
    asli, lebih_dulu = issue.uji_render, list[Surat]()

    def disela(*apa: Any) -> Any:
        hasil = asli(*apa)
        if not lebih_dulu:  # between the dry run and the number, somebody else issues
            lebih_dulu.append(spp)
            lebih_dulu.append(issue.buat(kantor, minta)[0])
        return hasil

    monkeypatch.setattr(issue, "uji_render", disela)
    (surat,) = issue.buat(kantor, minta)
    assert any(f"Nomor SPM sudah berisi “{lebih_dulu[1].nomor}”" in p for p in surat.peringatan)


def test_a_void_spp_gets_no_spm(kantor: Kantor) -> None:
    spp = buat(kantor, "spp-ls-barang-jasa")
    perubahan.batal(kantor, spp.id, alasan="salah pagu")
    with pytest.raises(KeadaanDitolak, match="baris 1: Putusan “dibatalkan”"):
        spm(kantor, spp)


def test_a_deposit_for_a_receipt_that_is_in_the_book_twice_says_which_row_it_fills(kantor: Kantor) -> None:
    surat = buat(kantor, "kuitansi-sewa")
    (satu,) = baris(kantor, PENERIMAAN)
    buku.tambah(kantor, PENERIMAAN, satu)
    sts = setor(kantor, {"jumlah": 1500000, "nomor_bukti": surat.nomor})
    judul = kantor.buku[PENERIMAAN].judul
    assert sts.peringatan == (
        f"{judul}: Nomor Bukti yang sama ada di baris 1, 2; yang diisi baris terakhir.",
    )
