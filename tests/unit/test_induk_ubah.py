"""Employees and koperasi edited as lists: one cell at a time, nothing else of the workbook touched."""

import io
import os
import threading
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from naskah import induk_ubah as ubah
from naskah.induk import DataInduk
from naskah.induk_impor import impor
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan

AGNES = "198507122010012001"
BARU = {"nama": "Budi Contoh, S.E.", "nip": "19900101 201501 1 001", "mkg_tahun": "4", "tmt_kgb": "1-3-2025"}


def path(kantor, nama="pegawai"):
    return kantor.folder / "data" / f"{nama}.xlsx"


def bagian(data):
    with zipfile.ZipFile(io.BytesIO(data)) as zip_:
        return {n: zip_.read(n) for n in zip_.namelist()}


def tolak(kerja, *argumen, **kata):
    with pytest.raises(DataTidakSah) as galat:
        kerja(*argumen, **kata)
    return {t.tempat: t.pesan for t in galat.value.temuan}


def simpan_agnes(kantor, **nilai):
    return ubah.simpan(kantor, "pegawai", AGNES, nilai, ubah.satu(kantor, "pegawai", AGNES).sidik)


def csv(*baris):
    return "\n".join(";".join(b) for b in baris).encode("utf-8-sig")


def test_a_list_is_searched_in_any_column_and_paged(kantor):
    semua = ubah.daftar(kantor, "koperasi")
    assert semua.jumlah == len(semua.baris) > 2
    assert ubah.daftar(kantor, "koperasi", "", 1, 1).baris == [semua.baris[1]]
    kata = f"{semua.baris[0].nilai['kabupaten'].upper()} {semua.baris[0].nilai['nama'].split()[-1]}"
    assert semua.baris[0] in ubah.daftar(kantor, "koperasi", kata).baris
    assert ubah.daftar(kantor, "koperasi", "tidak ada").jumlah == 0


def test_only_the_changed_cell_is_written(kantor):
    lama = bagian(path(kantor).read_bytes())
    simpan_agnes(kantor, jabatan="Analis & Penata <Muda>", nama="Agnes Teladan, S.E.")
    baru = bagian(path(kantor).read_bytes())
    assert [n for n in lama if lama[n] != baru[n]] == ["xl/worksheets/sheet1.xml"]
    assert kantor.induk.pegawai(AGNES)["jabatan"] == "Analis & Penata <Muda>"
    sel = load_workbook(path(kantor))["Pegawai"]
    assert [c.value for c in sel[2]].count("Analis & Penata <Muda>") <= 1


def test_other_sheets_charts_and_extra_columns_survive_byte_for_byte(kantor):
    wb = Workbook()
    wb.active.title = "Daftar"
    wb.active.append(["Daftar pegawai"])
    wb.active.append(["No", "Nama Pegawai", "NIP", "Catatan", "TMT KGB"])
    wb.active.append([1, "Agnes Teladan, S.E.", AGNES, "jangan hilang", date(2024, 1, 1)])
    lain = wb.create_sheet("Rekap")
    lain.append([3, 4])
    grafik = BarChart()
    grafik.add_data(Reference(lain, min_col=1, min_row=1, max_col=2))
    lain.add_chart(grafik, "D1")
    wb.save(path(kantor))
    lama = bagian(path(kantor).read_bytes())
    simpan_agnes(kantor, tmt_kgb="1 April 2026")
    ubah.simpan(kantor, "pegawai", None, {k: BARU[k] for k in ("nama", "nip", "tmt_kgb")})
    baru = bagian(path(kantor).read_bytes())
    assert [n for n in lama if lama[n] != baru[n]] == ["xl/worksheets/sheet1.xml"]
    lembar = load_workbook(path(kantor))["Daftar"]
    assert [c.value for c in lembar[3]][3] == "jangan hilang"
    assert lembar["E3"].value.date() == date(2026, 4, 1)
    assert [c.value for c in lembar[4]][:4] == [
        None,
        BARU["nama"],
        "199001012015011001",
        None,
    ]
    assert lembar["E4"].value.date() == date(2025, 3, 1)
    assert set(tolak(simpan_agnes, kantor, jabatan="Analis")) == {"jabatan"}
    assert [i.nama for i in ubah.isian(kantor, "pegawai")] == ["nama", "nip", "tmt_kgb"]


def test_a_new_person_stands_below_the_last_as_text_number_and_date(kantor):
    kunci = ubah.simpan(kantor, "pegawai", None, BARU)
    assert kunci == "199001012015011001"
    baris = ubah.satu(kantor, "pegawai", kunci)
    assert (baris.nilai["mkg_tahun"], baris.nilai["tmt_kgb"]) == ("4", "2025-03-01")
    lembar = load_workbook(path(kantor))["Pegawai"]
    isi = next(b for b in lembar.iter_rows() if b[0].value == BARU["nama"])
    assert (isi[1].value, isi[1].number_format, isi[8].is_date) == (kunci, "@", True)
    assert len(kantor.induk.semua_pegawai()) == isi[0].row - 1


def test_all_findings_come_at_once_and_nothing_is_written(kantor):
    lama = path(kantor).read_bytes()
    temuan = tolak(ubah.simpan, kantor, "pegawai", None, {"nama": "", "nip": "12", "tmt_kgb": "kemarin"})
    assert set(temuan) == {"nama", "nip", "tmt_kgb"}
    assert "Agnes" in tolak(ubah.simpan, kantor, "pegawai", None, {"nama": "X", "nip": AGNES})["nip"]
    assert path(kantor).read_bytes() == lama
    with pytest.raises(TidakDitemukan):
        ubah.satu(kantor, "pegawai", "b9999")


def test_a_row_changed_since_it_was_seen_is_not_overwritten_but_another_row_is_free(kantor):
    dilihat = ubah.satu(kantor, "pegawai", AGNES).sidik
    ubah.simpan(kantor, "pegawai", None, BARU)
    ubah.simpan(kantor, "pegawai", AGNES, {"unit": "Satu"}, dilihat)
    with pytest.raises(KeadaanDitolak, match="orang lain"):
        ubah.simpan(kantor, "pegawai", AGNES, {"unit": "Dua"}, dilihat)
    assert kantor.induk.pegawai(AGNES)["unit"] == "Satu"


def test_two_writers_at_once_lose_nothing(kantor):
    nip = [f"19900101201501100{n}" for n in range(1, 7)]

    def tulis(satu):
        ubah.simpan(
            Kantor.buka(kantor.folder, clock=kantor.clock),
            "pegawai",
            None,
            {"nama": f"Orang {satu}", "nip": satu},
        )

    utas = [threading.Thread(target=tulis, args=(n,)) for n in nip]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert all(kantor.induk.pegawai(n) for n in nip)


def test_a_file_open_in_excel_is_refused_with_who_has_it(kantor):
    kunci = path(kantor).with_name("~$pegawai.xlsx")
    kunci.write_bytes(bytes([3]) + b"Ani".ljust(54) + b"\0" * 110)
    saat = kantor.clock.now().timestamp()
    os.utime(kunci, (saat, saat))
    lama = path(kantor).read_bytes()
    with pytest.raises(KeadaanDitolak, match="Ani"):
        simpan_agnes(kantor, unit="X")
    assert path(kantor).read_bytes() == lama


def test_the_first_state_of_the_day_is_kept(kantor):
    lama = path(kantor).read_bytes()
    simpan_agnes(kantor, unit="Satu")
    simpan_agnes(kantor, unit="Dua")
    (simpan,) = (kantor.folder / "data/.lama").iterdir()
    assert simpan.read_bytes() == lama


def test_a_list_without_a_file_begins_one(kantor):
    path(kantor).unlink()
    assert ubah.daftar(kantor, "pegawai").jumlah == 0
    ubah.simpan(kantor, "pegawai", None, BARU)
    assert [b.nilai["nama"] for b in ubah.daftar(kantor, "pegawai").baris] == [BARU["nama"]]


def test_a_person_without_a_number_is_known_by_his_row(kantor):
    kunci = ubah.simpan(kantor, "pegawai", None, {"nama": "Tanpa Nomor"})
    assert kunci.startswith("b")
    sidik = ubah.satu(kantor, "pegawai", kunci).sidik
    assert ubah.simpan(kantor, "pegawai", kunci, {"nip": BARU["nip"]}, sidik) == "199001012015011001"


def test_an_import_updates_by_number_adds_the_rest_and_can_be_tried_first(kantor):
    data = csv(
        ("NIP", "Nama Lengkap", "Unit Kerja"), (AGNES, "", "Unit Impor"), (BARU["nip"], BARU["nama"], "")
    )
    lama = path(kantor).read_bytes()
    coba = impor(kantor, "pegawai", data, "baru.csv", coba=True)
    assert (coba.baru, coba.berubah, coba.tetap, coba.ditulis) == (1, 1, 0, False)
    assert path(kantor).read_bytes() == lama
    assert impor(kantor, "pegawai", data, "baru.csv", coba=False).ditulis
    assert kantor.induk.pegawai(AGNES)["unit"] == "Unit Impor"
    assert kantor.induk.pegawai(BARU["nip"])["nama"] == BARU["nama"]
    ulang = impor(kantor, "pegawai", data, "baru.csv", coba=False)
    assert (ulang.baru, ulang.berubah, ulang.tetap, ulang.ditulis) == (0, 0, 2, False)


def test_every_refused_cell_of_an_import_is_named_and_nothing_is_written(kantor):
    wb = Workbook()
    wb.active.title = "Isi"
    for baris in (
        ["Nama", "NIP", "TMT KGB"],
        ["A", "12", "x"],
        ["B", 199001012015011001, None],
        ["C", AGNES],
        ["D", AGNES],
    ):
        wb.active.append(baris)
    keluar = io.BytesIO()
    wb.save(keluar)
    lama = path(kantor).read_bytes()
    coba = impor(kantor, "pegawai", keluar.getvalue(), "baru.xlsx", coba=True)
    assert {t.tempat for t in coba.temuan} == {"Isi!B2", "Isi!C2", "Isi!B3", "Isi!B4", "Isi!B5"}
    assert set(tolak(impor, kantor, "pegawai", keluar.getvalue(), "baru.xlsx", coba=False)) >= {"Isi!B2"}
    assert path(kantor).read_bytes() == lama


def test_a_blank_cell_that_must_be_filled_is_named_by_its_own_address(kantor):
    wb = Workbook()
    wb.active.title = "Daftar"
    for baris in (["No", "Nama Koperasi", "NIK", "Alamat"], [1, None, "5371990010099", "Jalan"]):
        wb.active.append(baris)
    keluar = io.BytesIO()
    wb.save(keluar)
    temuan = impor(kantor, "koperasi", keluar.getvalue(), "baru.xlsx", coba=True).temuan
    kosong = {t.tempat for t in temuan if t.pesan == "Nama koperasi belum diisi"}
    assert kosong == {"Daftar!B2"}


def test_a_broken_csv_is_refused_in_indonesian(kantor):
    data = b'Nama,NIK\n"Koperasi tanpa tutup,1\n' + b"x" * 140_000
    (pesan,) = tolak(impor, kantor, "koperasi", data, "rusak.csv", coba=True).values()
    assert "tanda kutip yang tidak ditutup" in pesan
    assert "baris 2" in pesan
    assert "field" not in pesan


def test_one_field_in_two_columns_is_refused_with_both_cells(kantor):
    data = csv(("Nama", "NIK", "Nomor Induk Koperasi"), ("Koperasi Uji", "5371010010001", "5371010010002"))
    coba = impor(kantor, "koperasi", data, "ganda.csv", coba=True)
    (temuan,) = coba.temuan
    assert "csv!B1 dan csv!C1" in temuan.pesan
    assert set(tolak(impor, kantor, "koperasi", data, "ganda.csv", coba=False)) == {"csv!B1"}
    wb = Workbook()
    for baris in (["Daftar koperasi"], ["nama", "nik", "NIK"], ["Koperasi Uji", "5371010010001", None]):
        wb.active.append(baris)
    keluar = io.BytesIO()
    wb.save(keluar)
    (temuan,) = impor(kantor, "koperasi", keluar.getvalue(), "ganda.xlsx", coba=True).temuan
    assert "Sheet!B2 dan Sheet!C2" in temuan.pesan


def test_a_dry_run_tells_the_changes_of_fifty_rows_and_the_headings_it_passes_over(kantor):
    semua = ubah.daftar(kantor, "koperasi", batas=99).baris
    kini = semua[0].nilai
    data = csv(
        ("No", "Nama", "NIK", "Alamat", "Tanggal Badan Hukum", "Catatan"),
        ("1", "", kini["nik"], "Jalan Baru", "11-3-2021", "x"),
    )
    coba = impor(kantor, "koperasi", data, "baru.csv", coba=True)
    assert coba.diabaikan == ("No", "Catatan")
    (satu,) = coba.perubahan
    assert satu.startswith(f"{kini['nama']}: Alamat: {kini['alamat']} → Jalan Baru; Tanggal badan hukum: ")
    assert satu.endswith("→ 11 Maret 2021")
    banyak_ = [(f"Koperasi Banyak {n}", f"53710100{n:05}", "Lama") for n in range(60)]
    impor(kantor, "koperasi", csv(("Nama", "NIK", "Alamat"), *banyak_), "a.csv", coba=False)
    banyak_ = [(a, b, "Baru") for a, b, _ in banyak_]
    coba = impor(kantor, "koperasi", csv(("Nama", "NIK", "Alamat"), *banyak_), "b.csv", coba=True)
    assert (coba.berubah, len(coba.perubahan)) == (60, 50)


def test_what_cannot_be_computed_with_is_warned_of_and_accepted(kantor):
    kunci = ubah.simpan(kantor, "pegawai", None, {**BARU, "status": "Honorer", "golongan": "3/C"})
    assert set(ubah.peringatan("pegawai", ubah.satu(kantor, "pegawai", kunci).nilai)) == {
        "status",
        "golongan",
    }
    for golongan in ("I/a", "iii/C", "IV/e", "V", "IX", "XVII"):
        assert ubah.peringatan("pegawai", {"status": "pppk", "golongan": golongan}) == {}
    assert ubah.peringatan("koperasi", {"status": "x"}) == {}


@pytest.mark.parametrize(
    ("data", "nama"), [(b"bukan", "a.xlsx"), (b"a;b\n1;2", "a.csv"), (b"PK\x03\x04", "a.csv")]
)
def test_what_is_no_list_is_refused(kantor, data, nama):
    assert set(tolak(impor, kantor, "koperasi", data, nama, coba=True)) == {nama}


def banyak(folder, jumlah=8000):
    wb = Workbook(write_only=True)
    lembar = wb.create_sheet("Koperasi")
    lembar.append(["Nama Koperasi", "NIK", "Kabupaten/Kota"])
    for n in range(jumlah):
        lembar.append(
            [f"Koperasi {['Maju', 'Teladan', 'Sejahtera'][n % 3]} Nomor {n}", f"5371{n:09}", "Kupang"]
        )
    folder.mkdir(exist_ok=True)
    wb.save(folder / "koperasi.xlsx")
    return DataInduk(folder)


def test_suggestions_take_words_in_any_order_names_that_begin_so_first(kantor):
    saran = kantor.induk.saran("pegawai", "teladan ag")
    assert saran[0]["nama"] == "Agnes Teladan, S.E."
    assert (saran[0]["nomor"], saran[0]["isi"]) == (AGNES, "Agnes Teladan, S.E.")
    assert kantor.induk.saran("pegawai", "19850712 2010")[0]["nomor"] == AGNES
    assert kantor.induk.saran("pegawai", "agnes")[0]["keterangan"]
    assert kantor.induk.saran("pegawai", " ") == kantor.induk.saran("pegawai", "%%") == []


def test_of_one_name_borne_twice_the_number_is_filled_in(kantor):
    ubah.simpan(kantor, "pegawai", None, {"nama": "Agnes Teladan, S.E.", "nip": BARU["nip"]})
    assert {s["isi"] for s in kantor.induk.saran("pegawai", "agnes")} >= {AGNES, "199001012015011001"}


def test_of_many_koperasi_the_eight_best_are_suggested(tmp_path):
    induk = banyak(tmp_path / "data")
    assert len(induk.saran("koperasi", "koperasi")) == 8
    assert induk.saran("koperasi", "zzz") == []
