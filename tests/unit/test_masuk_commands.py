"""The two desks on the command line: from the letter at the door to the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from naskah.commands import jalankan

SURAT = {"tanggal": "20-11-2026", "nomor": "12", "dari": "Dinas Contoh", "hal": "Undangan rapat"}
TERIMA = ("--set", "tanggal_terima=23-11-2026")


@pytest.fixture
def cli(
    folder_kantor: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line in the office; gives exit code, output, errors."""
    monkeypatch.chdir(folder_kantor)
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh")
    monkeypatch.delenv("NASKAH_KANTOR", raising=False)

    def jalan(*kata: object) -> tuple[int, str, str]:
        kode = jalankan([str(k) for k in kata])
        keluar = capsys.readouterr()
        assert "Traceback" not in keluar.err
        return kode, keluar.out, keluar.err

    return jalan


@pytest.fixture
def hasil(cli: Any) -> Callable[..., dict[str, Any]]:
    """Runs a command line with --json that must succeed; gives what it printed."""

    def jalan(*kata: object) -> dict[str, Any]:
        kode, keluar, galat = cli(*kata, "--json")
        assert kode == 0, galat
        return json.loads(keluar)

    return jalan


@pytest.fixture
def catat(hasil: Any) -> Callable[..., str]:
    """Takes in a letter by --set; gives its id."""

    def jalan(**lain: str) -> str:
        kata = [k for nama, nilai in {**SURAT, **lain}.items() for k in ("--set", f"{nama}={nilai}")]
        return hasil("masuk", "catat", *kata)["naskah"][0]["id"]

    return jalan


def buku_kerja(path: Path, *baris: list[object]) -> Path:
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar.title = "Surat"
    for satu in baris:
        lembar.append(satu)
    buku.save(path)
    return path


def test_a_letter_goes_through_both_desks_by_commands(hasil: Any, cli: Any) -> None:
    satu = hasil("masuk", "catat", *[k for n, v in SURAT.items() for k in ("--set", f"{n}={v}")])["naskah"][0]
    id_ = satu["id"]
    assert (satu["urut"], satu["jenis"], satu["status"]) == ("1", "surat-masuk", "diterima")
    hasil("masuk", "arahkan", id_, "--kode", "P", "--unit", "kabid-umkm", "--indeks", "Rapat")
    assert (
        hasil("masuk", "ubah", "agenda 1", "--set", "hal=Undangan lain")["naskah"][0]["hal"]
        == "Undangan lain"
    )
    cabang = hasil("disposisi", id_, "--kepada", "sekretaris,kabid-umkm", "--instruksi", "hadir")["disposisi"]
    assert [c["id"] for c in cabang] == [f"{id_}/1", f"{id_}/2"]
    assert hasil("disposisi", "--terima", f"{id_}/1")["disposisi"][0]["status"] == "diterima"
    tarik = hasil("disposisi", f"{id_}/2", "--tarik", "--alasan", "salah orang")
    assert tarik["disposisi"][0]["status"] == "ditarik"
    di = hasil("posisi", id_)["tempat"]
    assert [(t["di"], t["langkah"]["sop"]) for t in di] == [("Sekretaris", 12)]
    assert [k["id"] for k in hasil("hari-ini", "--untuk", "sekretaris")["kerja"]] == [f"{id_}/1"]
    akhir = hasil("tindak", f"{id_}/1", "--jawaban", "sudah hadir", "--selesai")["disposisi"]
    assert akhir[0]["status"] == "selesai"
    assert hasil("posisi", id_)["status"] == "selesai"
    kirim = hasil("kirim", id_, "--kepada", "Bidang Contoh", "--penerima", "Contoh", "--cara", "kurir")
    assert kirim["naskah"][0]["id"] == id_
    assert hasil("cari", "undangan", "--jenis", "surat-masuk")["naskah"][0]["id"] == id_
    assert hasil("batal", id_, "--alasan", "ganda")["naskah"][0]["status"] == "batal"
    assert hasil("periksa", "--menyeluruh")["temuan"] == []
    for kata in (["posisi", id_], ["hari-ini"], ["masuk", "--help"], ["disposisi", "--help"]):
        kode, keluar, _ = cli(*kata)
        assert kode == 0
        assert keluar.strip()


def test_people_read_tables_with_the_agenda_number(cli: Any) -> None:
    kata = [k for n, v in SURAT.items() for k in ("--set", f"{n}={v}")]
    kode, keluar, _ = cli("masuk", "catat", *kata, "--coba")
    assert kode == 0
    assert "Percobaan saja" in keluar
    _, keluar, _ = cli("masuk", "catat", *kata)
    assert "Nomor agenda 1: M-" in keluar
    id_ = keluar.split()[-1]
    _, keluar, _ = cli("disposisi", id_, "--kepada", "sekretaris", "--instruksi", "a", "--instruksi", "b")
    assert "a; b" in keluar
    _, keluar, _ = cli("posisi", id_)
    assert "menunggu diterima Sekretaris" in keluar
    _, keluar, _ = cli("hari-ini")
    assert "Sekretaris (Maria Contoh, S.E., M.Si.)" in keluar


def test_the_form_is_asked_column_by_column(cli: Any, hasil: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    jawaban = {
        "Tanggal Terima": "", "Tanggal Surat": ["31-02-2026", "20-11-2026"], "Nomor Surat": "12",
        "Dari *": ["", "Dinas Contoh"], "Isi Ringkas *": "Undangan", "Sifat": "SEGERA",
    }  # fmt: skip
    antre = {k: list(v) if isinstance(v, list) else [v] for k, v in jawaban.items()}
    ditanya: list[str] = []

    def tanya(label: str, default: str = "", **_: object) -> str:
        ditanya.append(label.strip())
        return (antre.get(label.strip()) or [default]).pop(0)

    monkeypatch.setattr("typer.prompt", tanya)
    kode, keluar, galat = cli("masuk", "catat", "--json")
    assert kode == 0, galat
    surat = json.loads(keluar)["naskah"][0]
    assert (surat["tanggal"], surat["hal"]) == ("2026-11-20", "Undangan")
    assert "tidak ada tanggal 31" in galat
    assert "Isian ini wajib." in galat
    assert "No. Agenda" not in ditanya
    assert "Disposisi" not in ditanya


def test_values_come_from_a_file_and_the_same_request_records_once(
    hasil: Any, cli: Any, tmp_path: Path
) -> None:
    isi = tmp_path / "surat.toml"
    isi.write_text('dari = "Dinas Contoh"\nhal = "Undangan"\ntanggal = 2026-11-20\n', "utf-8")
    kata = ("masuk", "catat", "--isi", isi, "--set", "sifat=penting", "--id-permintaan", "minta-1")
    assert hasil(*kata)["naskah"][0]["id"] == hasil(*kata)["naskah"][0]["id"]
    kode, _, galat = cli("masuk", "catat", "--set", "hal")
    assert (kode, "tidak terbaca" in galat) == (3, True)
    kode, _, galat = cli("masuk", "catat", "--set", "hal=Undangan", "--set", "sifat=kilat")
    assert kode == 3
    assert all(judul in galat for judul in ("Dari", "Sifat"))


def test_many_letters_come_from_a_sheet_all_or_none(hasil: Any, cli: Any, tmp_path: Path) -> None:
    kepala: list[object] = ["No", "Tanggal Surat", "nomor", "Dari", "Isi Ringkas", "Sifat"]
    benar = buku_kerja(
        tmp_path / "benar.xlsx", ["DAFTAR SURAT"], [], kepala,
        [1, "20-11-2026", "12", "Dinas Contoh", "Undangan", "segera"],
        [2, "21-11-2026", "13", "Dinas Lain", "Laporan", None],
        [],
        [3, None, None, "Warga", "Permohonan", None],
    )  # fmt: skip
    assert [s["nomor"] for s in hasil("masuk", "catat", "--isi", benar, "--coba")["naskah"]] == [
        "12",
        "13",
        "",
    ]
    assert hasil("cari")["naskah"] == []
    surat = hasil("masuk", "catat", "--isi", benar, "--id-permintaan", "minta-1")["naskah"]
    assert [s["urut"] for s in surat] == ["1", "2", "3"]
    assert (
        hasil("masuk", "catat", "--isi", benar, "--id-permintaan", "minta-1")["naskah"][2]["id"]
        == surat[2]["id"]
    )
    salah = buku_kerja(
        tmp_path / "salah.xlsx", kepala,
        [1, "31-02-2026", "14", "Dinas Contoh", "Undangan", "kilat"],
        [2, "20-11-2026", "15", None, "Laporan", None],
        [3, "20-11-2026", "16", "Dinas Contoh", "=1+1", None],
    )  # fmt: skip
    kode, _, galat = cli("masuk", "catat", "--isi", salah)
    assert kode == 3
    for letak in ("Surat!B2 (Tanggal Surat)", "Surat!F2 (Sifat)", "Surat!D3 (Dari)", "Surat!E4"):
        assert letak in galat
    assert len(hasil("cari", "--semua")["naskah"]) == 3


def test_a_list_may_use_the_words_that_an_import_knows(hasil: Any, tmp_path: Path) -> None:
    kepala: list[object] = ["NO", "Tgl Diterima", "Asal Surat", "No. Surat", "Tgl Surat", "Perihal", "Kode"]
    isi: list[object] = [8, "23-11-2026", "Dinas Contoh", "005/12/X", "20-11-2026", "Undangan", "500.3.2"]
    path = buku_kerja(tmp_path / "daftar.xlsx", kepala, isi)
    surat = hasil("masuk", "catat", "--isi", path)["naskah"][0]
    assert (surat["urut"], surat["nomor"], surat["tanggal"]) == ("1", "005/12/X", "2026-11-20")
    assert surat["hal"] == "Undangan"


@pytest.mark.parametrize(
    ("kepala", "pesan"),
    [
        (["Nama", "Alamat"], "tidak ada baris judul kolom"),
        (["Dari", "Isi Ringkas", "Warna"], "judul kolom tidak dikenal"),
        (["Dari", "Isi Ringkas", "hal"], "judul kolom ini sudah ada"),
        (["Dari", "Isi Ringkas"], "tidak ada baris di bawah judul"),
    ],
)
def test_a_sheet_that_is_no_list_of_letters_is_refused(
    cli: Any, tmp_path: Path, kepala: list[object], pesan: str
) -> None:
    kode, _, galat = cli("masuk", "catat", "--isi", buku_kerja(tmp_path / "x.xlsx", kepala))
    assert kode == 3
    assert pesan in galat


def test_scans_are_taken_in_and_completed_by_commands(hasil: Any, cli: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 %%EOF")
    (tmp_path / "b.pdf").write_bytes(b"bukan")
    _, keluar, galat = cli("masuk", "pindai", tmp_path, "--coba")
    assert "Percobaan saja" in keluar
    assert "1/2 a.pdf" in galat
    berkas = hasil("masuk", "pindai", tmp_path)["berkas"]
    assert [b["keadaan"] for b in berkas] == ["baru", "ditolak"]
    surat = hasil(
        "masuk", "catat", "--lengkapi", berkas[0]["id"], "--set", "hal=Undangan", "--set", "dari=Warga"
    )
    assert surat["naskah"][0]["hal"] == "Undangan"
    kode, _, _ = cli("masuk", "pindai", tmp_path / "tidak-ada")
    assert kode == 11


def test_what_cannot_be_done_has_its_exit_code(cli: Any, catat: Any) -> None:
    id_ = catat()
    for kode, kata in (
        (3, ["disposisi", id_, "--instruksi", "x"]),
        (3, ["disposisi", id_, "--kepada", "sekertaris", "--instruksi", "x"]),
        (3, ["disposisi", f"{id_}/1", "--terima", "--tarik"]),
        (11, ["tindak", f"{id_}/9", "--jawaban", "x"]),
        (11, ["posisi", "M-zzzzzz"]),
        (11, ["posisi", "agenda 99"]),
        (3, ["masuk", "arahkan", id_, "--kode", "X", "--unit", "y"]),
        (3, ["kirim", id_, "--kepada", "x", "--tanggal", "kemarin"]),
        (13, ["ralat", id_, "--set", "hal=x", "--alasan", "y"]),
    ):
        assert cli(*kata)[0] == kode, kata


def test_an_office_without_anything_to_do_says_so(cli: Any) -> None:
    _, keluar, _ = cli("hari-ini")
    assert "Tidak ada yang menunggu." in keluar
