"""`naskah massal`: what people type, what they are told, what lies there afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from naskah import pdf
from naskah.commands import jalankan
from naskah.commands.massal import _hasil
from naskah.commands.massal._hasil import SEBAGIAN
from naskah.kantor import Kantor
from naskah.massal import jalan
from registers.dasar.galat import BukuBesarDitolak
from registers.ledger import tempat
from tests.bahan.kantor import contoh, jejak
from tests.bahan.lembar import tulis
from tests.bahan.massal import JENIS, berkas, mulai, undangan


def perintah(kantor: Kantor, capsys: pytest.CaptureFixture[str], *kata: object, kode: int = 0) -> str:
    """Run it; standard output, or the error of a run that must fail."""
    hasil = jalankan(["massal", *map(str, kata), "--kantor", str(kantor.folder)])
    keluar = capsys.readouterr()
    assert hasil == kode, keluar
    return keluar.err if kode not in (0, SEBAGIAN) else keluar.out


def test_a_run_says_how_it_ended_and_where_everything_is(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = berkas(tmp_path, undangan(3))
    keluar = perintah(kantor, capsys, "jalan", JENIS, data)
    assert "3 baris" in keluar
    assert "3 selesai" in keluar
    (daftar,) = (kantor.folder / "massal").rglob("daftar.xlsx")
    assert daftar.relative_to(kantor.folder).as_posix() in keluar
    assert "selesai" in perintah(kantor, capsys, "daftar")
    semua = json.loads(perintah(kantor, capsys, "daftar", "--json"))["pekerjaan"]
    assert [(p["jenis"], p["sumber"], p["baris"]) for p in semua] == [(JENIS, "data.json", {"selesai": 3})]


def test_what_is_wrong_is_told_and_marked_and_nothing_is_taken(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baris = undangan(4)
    baris[2]["tanggal_acara"] = "kemarin"
    data, sebelum = berkas(tmp_path, baris), jejak(kantor)
    galat = perintah(kantor, capsys, "jalan", JENIS, data, kode=3)
    assert "baris 3" in galat
    assert "belum ada nomor yang diambil" in galat
    assert jejak(kantor) == sebelum
    laporan = load_workbook(tmp_path / "data-periksa.xlsx")
    assert "kemarin" in str([[s.value for s in b] for b in laporan.worksheets[0].iter_rows()])


def test_the_right_rows_go_on_when_that_is_asked_for(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baris = undangan(4)
    baris[0]["hal"] = ""
    baris[2]["tanggal_acara"] = "kemarin"
    data = berkas(tmp_path, baris)
    keluar = perintah(kantor, capsys, "jalan", JENIS, data, "--lewati-salah", kode=15)
    assert "3 selesai, 1 gagal" in keluar
    assert "gagal.xlsx" in keluar
    assert not (tmp_path / "data-periksa.xlsx").exists()  # with the right rows, which are letters now


def test_a_dry_run_takes_nothing(kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, sebelum = berkas(tmp_path, undangan(4)), jejak(kantor)
    assert "4 baris dapat diterbitkan" in perintah(kantor, capsys, "jalan", JENIS, data, "--coba")
    isi = json.loads(perintah(kantor, capsys, "jalan", JENIS, data, "--coba", "--json"))
    assert (isi["baik"], isi["salah"]) == (4, {})
    assert jejak(kantor) == sebelum


@pytest.mark.parametrize("rentang", ["2-3", "2 – 3"])
def test_only_the_rows_that_are_meant(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], rentang: str
) -> None:
    keluar = perintah(kantor, capsys, "jalan", JENIS, berkas(tmp_path, undangan(5)), "--baris", rentang)
    assert "2 selesai" in keluar
    with kantor.ledger.baca() as baca:
        assert {n.kepada[-1] for n in baca.cari(batas=None)} == {"2", "3"}


def test_rows_may_come_from_the_offices_own_list(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    semua = [k for k in kantor.katalog.semua() if [i.jenis for i in k.isian].count("koperasi") == 1]
    jenis = next(j for j in semua if j.id == "surat-rekomendasi-lpdb")
    kata = ("jalan", jenis.id, "--sumber", "koperasi", "--coba", "--json")
    assert "--set 'jumlah_anggota=" in perintah(kantor, capsys, *kata, kode=3)
    contoh_ = contoh(jenis.id)
    wajib = [i for i in jenis.isian if i.wajib and i.jenis != "koperasi" and i.bawaan is None]
    set_ = [f"--set={i.nama}={contoh_[i.nama]}" for i in wajib]
    hasil = json.loads(perintah(kantor, capsys, *kata, *set_))
    assert hasil["baik"] + len(hasil["salah"]) == len(kantor.induk.tabel("koperasi").baris)  # type: ignore[union-attr]
    assert not any(t["tempat"].startswith("koperasi") for s in hasil["salah"].values() for t in s)


def test_an_invitation_goes_to_everyone_of_the_offices_own_list(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    acara = (
        "isi=Kami mengundang:",
        "tanggal_acara=3-12-2026",
        "waktu_mulai=9:00",
        "tempat_acara=Aula",
        "acara=Rapat",
    )
    set_ = [f"--set={satu}" for satu in (*acara, "kepada=Ketua {nama}", "tempat_tujuan={Kabupaten/Kota}")]
    saring = ("--saring", "Tanggal Badan Hukum>=1 Januari 2022", "--saring", "jenis=produsen|jasa")
    keluar = perintah(kantor, capsys, "jalan", JENIS, "--sumber", "koperasi", *saring, *set_)
    tabel = kantor.induk.tabel("koperasi")
    assert tabel
    nama = [
        str(b["nama"].nilai)
        for b in tabel.baris
        if str(b["jenis"].nilai) in ("Produsen", "Jasa")
        and str(b["tanggal_badan_hukum"].nilai)[:10] >= "2022-01-01"
    ]
    assert f"{len(nama)} selesai" in keluar
    with kantor.ledger.baca() as baca:
        surat = baca.cari(jenis=JENIS, batas=None)
    terbit = {(n.isi["kepada"], n.isi["waktu_mulai"]) for n in surat if n.isi["acara"] == "Rapat"}
    assert terbit == {(f"Ketua {n}", "09.00") for n in nama}


def test_employees_a_condition_cannot_tell_of_are_named(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    set_ = ("--set=dasar_pejabat=Gubernur", "--set=dasar_tanggal=1-2-2025", "--set=dasar_nomor=800/1/X")
    saring = ("--saring", "KGB berikutnya<=31-1-2027", "--coba")
    keluar = perintah(kantor, capsys, "jalan", "pkgb", "--sumber", "pegawai", *set_, *saring)
    assert "dilewati karena KGB berikutnya tidak diketahui: Dr. Contoh Kepala Dinas, M.Si." in keluar


@pytest.mark.parametrize(
    ("kata", "sebab"),
    [
        ((), "salah satu"),
        (("data.json", "--sumber", "koperasi"), "salah satu"),
        (("data.json", "--baris", "9-3"), "seperti 5-90"),
        (("--sumber", "planet"), "tidak ada"),
        (("tiada.xlsx",), "tiada.xlsx"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    kantor: Kantor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kata: tuple[str, ...],
    sebab: str,
) -> None:
    berkas(tmp_path, undangan(1))
    monkeypatch.chdir(tmp_path)
    kode = jalankan(["massal", "jalan", JENIS, *kata, "--kantor", str(kantor.folder)])
    assert kode not in (0, 1)
    assert sebab in capsys.readouterr().err


def test_a_merge_that_is_not_there(kantor: Kantor, capsys: pytest.CaptureFixture[str]) -> None:
    assert "G-tiada tidak ada" in perintah(kantor, capsys, "lanjut", "G-tiada", kode=11)
    assert "Belum ada pekerjaan massal" in perintah(kantor, capsys, "daftar")


@pytest.mark.skipif(not pdf.tersedia(), reason="LibreOffice tidak terpasang")
def test_all_letters_as_one_file_to_print(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = berkas(tmp_path, undangan(3))
    keluar = perintah(kantor, capsys, "jalan", JENIS, data, "--gabung", "--bolak-balik")
    assert "3 selesai" in keluar
    (gabungan,) = (kantor.folder / "massal").rglob("gabungan.pdf")
    pembaca = PdfReader(gabungan)
    judul = [str(o["/Title"]) for o in pembaca.outline if not isinstance(o, list)]
    assert [j.partition(" · ")[0] for j in judul] == [f"Ketua Koperasi Contoh {n}" for n in (1, 2, 3)]
    mulai = [pembaca.get_destination_page_number(o) for o in pembaca.outline if not isinstance(o, list)]
    assert all(halaman is not None and halaman % 2 == 0 for halaman in mulai)
    teks = [pembaca.pages[halaman or 0].extract_text() for halaman in mulai]
    assert [f"Ketua Koperasi Contoh {n}" in t for n, t in enumerate(teks, start=1)] == [True] * 3


def test_corrections_in_a_report_are_never_written_over(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baris = undangan(2)
    baris[1]["tanggal_acara"] = "kemarin"
    data, laporan = berkas(tmp_path, baris), tmp_path / "data-periksa.xlsx"
    assert str(laporan) in perintah(kantor, capsys, "jalan", JENIS, data, kode=3)
    buku = load_workbook(laporan)
    buku.worksheets[0]["B2"] = "koreksi saya"
    buku.save(laporan)
    sesudah = laporan.read_bytes()
    assert "data-periksa-2.xlsx" in perintah(kantor, capsys, "jalan", JENIS, data, kode=3)
    assert laporan.read_bytes() == sesudah


def test_what_is_not_read_is_told_before_anything_is_issued(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    satu = {k: v for k, v in undangan(1)[0].items() if not isinstance(v, list | dict)}
    path = tulis(
        tmp_path / "isian.xlsx", {"Data": [list(satu), list(satu.values())], "Rekap": [["apa saja"]]}
    )
    keluar = perintah(kantor, capsys, "jalan", JENIS, path, "--coba")
    assert "Perhatian: Lembar yang tidak dibaca: Rekap." in keluar
    hasil = json.loads(perintah(kantor, capsys, "jalan", JENIS, path, "--coba", "--json"))
    assert hasil["catatan"] == ["Lembar yang tidak dibaca: Rekap."]


def test_json_tells_of_the_input_what_the_terminal_tells_also_when_it_is_issued(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    satu = {k: v for k, v in undangan(1)[0].items() if not isinstance(v, list | dict)}
    satu["tanggal_acara"] = satu["tanggal_akhir"] = "2 Januari 2026"
    path = tulis(
        tmp_path / "isian.xlsx", {"Data": [list(satu), list(satu.values())], "Rekap": [["apa saja"]]}
    )
    coba = json.loads(perintah(kantor, capsys, "jalan", JENIS, path, "--coba", "--json"))
    terbit = json.loads(perintah(kantor, capsys, "jalan", JENIS, path, "--json"))
    assert terbit["nomor_pertama"]
    for hasil in (coba, terbit):
        assert hasil["catatan"] == ["Lembar yang tidak dibaca: Rekap."]
        assert "2 Januari 2026" in str(hasil["peringatan_baris"]["2"])
    lagi = json.loads(perintah(kantor, capsys, "jalan", JENIS, path, "--json", "--ya"))
    assert "sudah" in str(lagi["perhatian"])


def test_a_dry_run_of_one_row_tells_what_its_letter_says(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, sebelum = berkas(tmp_path, undangan(4)), jejak(kantor)
    assert "Dengan hormat" not in perintah(kantor, capsys, "jalan", JENIS, data, "--coba")
    keluar = perintah(kantor, capsys, "jalan", JENIS, data, "--coba", "--baris", 3)
    assert "Nomornya kini: 000.1.5/1/DKUKM" in keluar
    surat = keluar.partition("Nomornya kini")[2]
    assert "Ketua Koperasi Contoh 3" in surat
    assert "000.1.5/1/DKUKM" in surat.partition("Ketua Koperasi Contoh 3")[0][20:]
    isi = json.loads(perintah(kantor, capsys, "jalan", JENIS, data, "--coba", "--baris", 3, "--json"))
    assert ["Ketua Koperasi Contoh 3" in s for s in isi["surat"]] == [True]
    assert jejak(kantor) == sebelum


@pytest.mark.parametrize("kata", [("jalan", JENIS, "x.xlsx"), ("lanjut", "G-abc234")])
def test_more_processes_than_a_pc_bears_are_refused(
    kantor: Kantor, capsys: pytest.CaptureFixture[str], kata: tuple[str, ...]
) -> None:
    assert "--proses: paling banyak 64" in perintah(kantor, capsys, *kata, "--proses", 65, kode=3)


def test_a_merge_cut_off_by_a_move_of_the_ledger_names_itself(
    folder_kantor: Path, monkeypatch: pytest.MonkeyPatch
):
    kantor = Kantor.buka(folder_kantor)
    id_ = mulai(kantor, berkas(folder_kantor.parent, undangan(1)))
    asli = jalan.terbitkan

    def terbitkan(*apa: object, **lain: object) -> None:
        with kantor.ledger._mesin.begin() as koneksi:
            tempat.tandai(koneksi, tempat.PINDAH_KE, "postgresql://naskah@server/naskah")
        asli(*apa, **lain)

    monkeypatch.setattr(jalan, "terbitkan", terbitkan)
    with pytest.raises(BukuBesarDitolak, match=f"sudah pindah.*naskah massal lanjut {id_}"):
        _hasil.kerjakan(kantor, id_, proses=1, json_=True)
    kantor.tutup()
