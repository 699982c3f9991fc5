import multiprocessing
import os
from pathlib import Path

import pytest

from registers.dasar import berkas, sistem
from registers.dasar.galat import BerkasGagal


def test_an_atomic_write_replaces_the_file_and_leaves_nothing_else(tmp_path: Path):
    tujuan = tmp_path / "a.txt"
    berkas.tulis_atomik(tujuan, b"lama")
    berkas.tulis_atomik(tujuan, b"baru")
    assert tujuan.read_bytes() == b"baru"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")
def test_a_replaced_file_keeps_its_mode_and_a_link_to_it_stays_a_link(tmp_path: Path):
    asli, tautan = tmp_path / "lain" / "a.txt", tmp_path / "a.txt"
    berkas.tulis_atomik(asli, b"lama")
    asli.chmod(0o640 if asli.stat().st_mode & 0o777 != 0o640 else 0o600)
    mode = asli.stat().st_mode
    tautan.symlink_to(asli)
    berkas.tulis_atomik(tautan, b"baru")
    assert tautan.is_symlink()
    assert (asli.read_bytes(), asli.stat().st_mode) == (b"baru", mode)


def _tulis_dengan_batas(tujuan: Path) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        berkas.tulis_atomik(tujuan, b"x" * 5000)
    except BerkasGagal as galat:
        os._exit(8 if "cakram penuh" in galat.message else 1)
    os._exit(0)


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path: Path):
    tujuan = tmp_path / "a.txt"
    tujuan.write_bytes(b"lama")
    proses = multiprocessing.get_context("fork").Process(target=_tulis_dengan_batas, args=(tujuan,))
    proses.start()
    proses.join()
    assert proses.exitcode == 8
    assert tujuan.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BerkasGagal, match=r"tidak-ada\.toml"):
        berkas.baca(tmp_path / "tidak-ada.toml")


@pytest.mark.parametrize(
    "jahat", ["../x", "..\\x", "/etc/x", "C:\\x", ".tersembunyi", "con", "a\0b", "a\nb", "", "..", "ü/é"]
)
def test_a_file_name_part_stays_inside_its_folder(jahat: str):
    nama = berkas.nama_aman(jahat)
    assert nama
    assert nama == Path(nama).name
    assert not nama.startswith(".")
    assert nama.isascii()


def test_a_lock_is_refused_to_a_second_holder_and_free_after(tmp_path: Path):
    path = tmp_path / "kunci"
    with sistem.kunci(path) as pertama:
        assert pertama
        with sistem.kunci(path, tunggu=0.05) as kedua:
            assert not kedua
    with sistem.kunci(path) as ketiga:
        assert ketiga


def test_a_living_process_is_told_from_a_dead_one():
    proses = multiprocessing.get_context("fork").Process(target=os._exit, args=(0,))
    proses.start()
    pid = proses.pid
    proses.join()
    assert sistem.proses_hidup(os.getpid())
    assert pid is not None
    assert not sistem.proses_hidup(pid)


def test_a_file_saved_while_its_successor_was_being_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tujuan, asli = tmp_path / "buku.xlsx", berkas.tulis_sementara
    tujuan.write_bytes(b"lama")

    def sambil_disimpan(path: Path, data: bytes) -> Path:
        hasil = asli(path, data)
        tujuan.write_bytes(b"disimpan orang")
        return hasil

    monkeypatch.setattr(berkas, "tulis_sementara", sambil_disimpan)
    with pytest.raises(berkas.BerkasBerubah):
        berkas.tulis_atomik(tujuan, b"baru", ganti=b"lama")
    assert tujuan.read_bytes() == b"disimpan orang"
    assert [p.name for p in tmp_path.iterdir()] == ["buku.xlsx"]
    monkeypatch.undo()
    berkas.tulis_atomik(tujuan, b"baru", ganti=b"disimpan orang")
    assert tujuan.read_bytes() == b"baru"
