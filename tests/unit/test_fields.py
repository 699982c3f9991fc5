"""Fields that look into office data or hold rows; what a whole set of fields reports."""

from datetime import date
from decimal import Decimal

import pytest

from naskah import fields
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Isian

AGNES = {
    "nama": "Agnes Teladan, S.E.",
    "nip": "198507122010012001",
    "pangkat": "Penata",
    "golongan": "III/c",
    "jabatan": "Pengawas Koperasi Ahli Muda",
    "tmt_kgb": "2025-03-01",
}
MAJU = {"nama": "Koperasi Contoh Maju", "nik": "5371010010001", "tanggal_badan_hukum": "2020-02-10"}
KADIS = {"id": "kepala-dinas", "nama": "Dr. Contoh", "jabatan": "Kepala Dinas", "nip": "196808081993031008"}


class Acuan:
    def pegawai(self, kunci):
        if kunci == "Maria":
            raise NilaiSalah("ada 2 yang bernama demikian", "tulis NIP-nya")
        rusak = {**AGNES, "nip": "123"}
        tefa = {"nama": "contoh tefa , A.Md"}
        return {"Tefa": tefa, "Agnes": AGNES, AGNES["nip"]: AGNES, "Rusak": rusak}.get(kunci)

    def koperasi(self, kunci):
        return MAJU if kunci in ("Koperasi Contoh Maju", "5371010010001") else None

    def pejabat(self, kunci):
        return KADIS if kunci == "kepala-dinas" else None


def satu(jenis, raw, **lain):
    isian = Isian("x", jenis, **lain)
    terbaca = fields.baca([isian], {"x": raw}, Acuan())
    return terbaca.nilai.get("x"), [f"{t.tempat}: {t.pesan} → {t.saran}" for t in terbaca.temuan]


def cetak(jenis, raw, **lain):
    isian = Isian("x", jenis, **lain)
    return fields.cetak([isian], fields.baca([isian], {"x": raw}, Acuan()).nilai)["x"]


@pytest.mark.parametrize("kunci", ["Agnes", "198507122010012001", 198507122010012001])
def test_an_employee_is_found_by_name_or_nip_and_prints_ready(kunci):
    assert cetak("pegawai", kunci) == {
        "nama": "Agnes Teladan, S.E.",
        "nip": "198507122010012001",
        "pangkat": "Penata",
        "golongan": "III/c",
        "pangkat_golongan": "Penata (III/c)",
        "jabatan": "Pengawas Koperasi Ahli Muda",
        "unit": "",
        "tanggal_lahir": "12 Juli 1985",
    }


def test_an_employee_carries_what_computations_need_though_nothing_prints_it():
    nilai, _ = satu("pegawai", "Agnes")
    assert nilai["tmt_kgb"] == "2025-03-01"
    assert "tmt_kgb" not in fields.bagian("pegawai")


def test_a_pppk_prints_only_the_golongan():
    assert cetak("pegawai", {"nama": "Contoh", "golongan": "IX"})["pangkat_golongan"] == "IX"


@pytest.mark.parametrize("jenis", ["pegawai", "koperasi"])
def test_of_a_name_only_the_blank_before_a_comma_goes(jenis):
    assert cetak(jenis, {"nama": "contoh  rekaan teladan , A.Md ,S.E"})["nama"] == (
        "contoh rekaan teladan, A.Md,S.E"
    )


def test_the_blank_before_a_comma_goes_from_master_data_too():
    assert cetak("pegawai", "Tefa")["nama"] == "contoh tefa, A.Md"


def test_somebody_who_is_not_in_the_data_may_be_typed_in_full():
    nilai, temuan = satu("pegawai", {"nama": "Tenaga Contoh", "jabatan": "Pengemudi"})
    assert not temuan
    assert nilai == {"nama": "Tenaga Contoh", "jabatan": "Pengemudi"}


def test_a_person_typed_in_full_is_checked_part_by_part():
    _, temuan = satu("pegawai", {"nip": "123", "golngan": "III/c"})
    assert [t.split(":")[0] for t in temuan] == ["x.golngan", "x.nip", "x.nama"]
    assert "maksudnya golongan?" in temuan[0]


@pytest.mark.parametrize(
    ("jenis", "kunci", "isi"),
    [
        ("pegawai", "Bukan Siapa", "data/pegawai.xlsx"),
        ("koperasi", "Koperasi Lain", "data/koperasi.xlsx"),
        ("pejabat", "kepala-dina", "kantor.toml"),
        ("pegawai", "Maria", "tulis NIP-nya"),
        ("pegawai", 1.985e17, "format selnya sebagai Teks"),
        ("pegawai", "Rusak", "data pegawai ini di data/pegawai.xlsx belum benar: nip NIP berisi 3 angka"),
        ("pegawai", "{{ 7*7 }}", "memuat tanda templat"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_with_where_to_look(jenis, kunci, isi):
    nilai, temuan = satu(jenis, kunci)
    assert nilai is None
    assert isi in temuan[0]


def test_a_koperasi_and_a_post_print_their_parts():
    assert cetak("koperasi", "5371010010001")["tanggal_badan_hukum"] == "10 Februari 2020"
    assert cetak("pejabat", "kepala-dinas")["jabatan"] == "Kepala Dinas"


@pytest.mark.parametrize("jenis", ["pegawai", "koperasi", "pejabat"])
def test_left_empty_they_are_none(jenis):
    assert cetak(jenis, "") is None


@pytest.mark.parametrize(
    ("jenis", "kunci"), [("pegawai", "Agnes"), ("koperasi", "5371010010001"), ("pejabat", "kepala-dinas")]
)
def test_the_canonical_value_reads_back_without_the_office(jenis, kunci):
    nilai, _ = satu(jenis, kunci)
    lagi, temuan = satu(jenis, nilai)
    assert (lagi, temuan) == (nilai, [])


ORANG = (Isian("pegawai", "pegawai", wajib=True), Isian("honor", "rupiah"))


def test_rows_are_numbered_and_print_every_column():
    (pertama, kedua) = cetak("daftar", [{"pegawai": "Agnes", "honor": 5}, "Agnes"], kolom=ORANG)
    assert (pertama["no"], pertama["honor"], kedua["no"], kedua["honor"]) == (1, "Rp5,00", 2, "")
    assert kedua["pegawai"]["nama"] == "Agnes Teladan, S.E."


def test_every_finding_of_every_row_is_reported_at_its_place():
    rows = [
        {"pegawai": "Agnes", "honor": "1,5"},
        {},
        {"honor": 5, "upah": 1},
        {"pegawai": {"nama": "X", "nip": "1"}},
    ]
    _, temuan = satu("daftar", rows, kolom=ORANG, minimal=4)
    assert [t.split(": ")[0] for t in temuan] == [
        "x[1].honor", "x[3].upah", "x[3].pegawai", "x[4].pegawai.nip", "x",
    ]  # fmt: skip
    assert "paling sedikit 4 baris" in temuan[-1]


def test_a_table_that_is_none_is_refused():
    _, temuan = satu("daftar", "Agnes", kolom=ORANG)
    assert "kolomnya: pegawai, honor" in temuan[0]


BUTIR = (Isian("ktp", label="KTP pengurus"), Isian("npwp", label="NPWP"), Isian("dps", label="Susunan DPS"))


@pytest.mark.parametrize(
    "raw",
    [
        {"ktp": "lengkap", "dps": {"keadaan": "belum ada", "keterangan": "konvensional"}},
        [
            {"butir": "KTP pengurus", "keadaan": "Lengkap"},
            {"kunci": "dps", "keadaan": "belum ada", "keterangan": "konvensional"},
        ],
        {"ktp": True, "DPS": {"keadaan": "tidak ada", "keterangan": "konvensional"}},
    ],
)
def test_a_checklist_is_read_as_a_table_or_as_rows(raw):
    assert cetak("checklist", raw, kolom=BUTIR) == [
        {"no": 1, "nama": "KTP pengurus", "keadaan": "lengkap", "keterangan": "", "kurang": False},
        {"no": 2, "nama": "NPWP", "keadaan": "belum ada", "keterangan": "", "kurang": True},
        {
            "no": 3,
            "nama": "Susunan DPS",
            "keadaan": "belum ada",
            "keterangan": "konvensional",
            "kurang": False,
        },
    ]


def test_open_items_are_those_not_complete_and_not_explained():
    isian = Isian("x", "checklist", kolom=BUTIR)
    nilai, _ = satu(
        "checklist",
        {"ktp": "perlu perbaikan", "dps": {"keadaan": "belum ada", "keterangan": "n"}},
        kolom=BUTIR,
    )
    assert fields.semua()["checklist"].kurang(nilai, isian) == ["KTP pengurus", "NPWP"]


def test_an_unknown_item_or_state_is_refused_with_those_there_are():
    _, temuan = satu(
        "checklist", {"kpt": "lengkap", "npwp": "hilang", "dps": {"keadaan": "lengkap", "x": 1}}, kolom=BUTIR
    )
    assert "x.kpt: butir tidak dikenal → maksudnya ktp?" in temuan[0]
    assert "belum ada, belum lengkap, lengkap, perlu perbaikan" in temuan[1]
    assert "x.dps" in temuan[2]


@pytest.mark.parametrize(
    ("raw", "nilai", "pesan"),
    [
        (1, "1", ""),
        (Decimal("1.5"), "1,5", ""),
        (None, None, "belum diisi"),
        ([], None, "belum diisi"),
        (True, None, "berisi ya/tidak, bukan teks"),
        ([1], None, "bukan teks"),
        ({"a": 1}, None, "bukan teks"),
        (10**15, None, "digitnya dapat hilang"),
        (date(2026, 1, 1), None, "berisi tanggal atau jam"),
    ],
)
def test_what_is_no_text_becomes_text_when_nothing_is_lost_and_else_a_finding(raw, nilai, pesan):
    kepada = Isian("kepada", wajib=True)
    terbaca = fields.baca([kepada], {"kepada": raw}, Acuan())
    assert terbaca.nilai.get("kepada") == nilai
    assert [t.tempat for t in terbaca.temuan] == (["kepada"] if pesan else [])
    assert all(pesan in t.pesan for t in terbaca.temuan)


SET = [
    Isian("kepada", label="Kepada (Yth.)", wajib=True, contoh="Gubernur"),
    Isian("ada_biaya", "ya_tidak", bawaan=False),
    Isian("biaya", "rupiah", wajib_jika="ada_biaya=ya"),
    Isian("nomor_biaya", wajib_jika="biaya"),
    Isian("sifat", "pilihan", pilihan=("biasa", "segera"), bawaan="biasa"),
]


def test_an_unknown_field_a_missing_one_and_a_wrong_one_come_together():
    terbaca = fields.baca(SET, {"kepad": "x", "sifat": "kilat"}, Acuan())
    assert [(t.tempat, t.pesan) for t in terbaca.temuan] == [
        ("kepad", "isian tidak dikenal"),
        ("sifat", "tidak ada di pilihan"),
        ("kepada", "belum diisi"),
    ]
    assert terbaca.temuan[0].saran == "maksudnya kepada?"
    assert "misalnya Gubernur" in terbaca.temuan[2].saran


def test_a_label_typed_for_a_name_is_understood_in_the_advice():
    (temuan, *_) = fields.baca(SET, {"Kepada (Yth.)": "x"}, Acuan()).temuan
    assert temuan.saran == "maksudnya kepada?"


def test_a_condition_makes_a_field_needed():
    def kurang(**isi):
        return [t.tempat for t in fields.baca(SET, {"kepada": "x", **isi}, Acuan()).temuan]

    assert kurang() == []
    assert kurang(ada_biaya="ya") == ["biaya"]
    assert kurang(ada_biaya="ya", biaya=5) == ["nomor_biaya"]
    assert kurang(ada_biaya="tidak", biaya=5, nomor_biaya="1") == []


def test_defaults_fill_what_is_left_blank():
    assert fields.baca(SET, {"kepada": "x", "sifat": "  "}, Acuan()).nilai["sifat"] == "biasa"


def test_a_refused_value_is_quoted_short_and_printable():
    assert fields.kutip("a\x00" + "b" * 100) == "a�" + "b" * 58 + "…"
    assert fields.kutip(10**5000) == ""
    assert fields.kutip(198001012005011001.0) == "198001012005011000"


def test_an_inline_table_that_is_wrong_raises_all_its_findings():
    with pytest.raises(DataTidakSah) as galat:
        fields.semua()["koperasi"].baca({"nik": "x"}, Isian("k", "koperasi"), Acuan())
    assert [t.tempat for t in galat.value.temuan] == [".nik", ".nama"]
