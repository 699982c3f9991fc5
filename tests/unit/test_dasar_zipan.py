import io
import zipfile

import pytest

from registers.dasar import zipan


def _zip(*anggota: tuple[str, bytes]) -> bytes:
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in anggota:
            arsip.writestr(nama, isi)
    return wadah.getvalue()


def test_members_come_back_raw_and_inflated_in_order():
    dibaca = zipan.baca(_zip(("b.xml", b"<b/>" * 50), ("a.xml", b"<a/>")))
    assert list(dibaca) == ["b.xml", "a.xml"]
    assert dibaca["b.xml"].isi() == b"<b/>" * 50


def test_what_we_write_is_read_by_the_standard_library_and_is_deterministic():
    anggota = [zipan.Anggota.dari("word/dokumen-é.xml", b"x" * 1000), zipan.Anggota("s", 0, 0, 0, b"")]
    data = zipan.tulis(anggota)
    assert data == zipan.tulis(anggota)
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        assert arsip.testzip() is None
        assert arsip.read("word/dokumen-é.xml") == b"x" * 1000


def test_an_untouched_member_is_spliced_byte_for_byte():
    asli = _zip(("gambar.png", bytes(range(256)) * 20), ("lain.xml", b"<x/>"))
    dibaca = zipan.baca(asli)
    lagi = zipan.baca(zipan.tulis([dibaca["gambar.png"], zipan.Anggota.dari("lain.xml", b"<y/>")]))
    assert lagi["gambar.png"].mentah == dibaca["gambar.png"].mentah
    assert lagi["lain.xml"].isi() == b"<y/>"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_duplicate_member_is_repaired_by_keeping_the_last():
    dibaca = zipan.baca(_zip(("word/document.xml", b"lama"), ("word/document.xml", b"baru")))
    assert dibaca["word/document.xml"].isi() == b"baru"
    assert dibaca["word/document.xml"].ganda


@pytest.mark.parametrize("nama", ["../jahat.xml", "/etc/jahat", "a/../../b", "C:/jahat"])
def test_a_member_that_would_leave_the_archive_is_refused(nama: str):
    with pytest.raises(zipan.ZipSalah, match="tidak aman"):
        zipan.baca(_zip((nama, b"x")))


def test_a_zip_bomb_is_refused_by_its_ratio():
    with pytest.raises(zipan.ZipSalah, match="bom zip"):
        zipan.baca(_zip(("bom.xml", b"\0" * (30 * 1024 * 1024))))


def test_a_member_that_inflates_past_its_declared_size_is_refused():
    anggota = zipan.Anggota.dari("a", b"x" * 100)
    bohong = zipan.Anggota("a", 8, anggota.crc, 10, anggota.mentah)
    with pytest.raises(zipan.ZipSalah, match="rusak"):
        bohong.isi()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"bukan zip sama sekali", _zip(("a", b"b"))[:-30]],
    ids=["nothing", "a beginning", "text", "an archive cut off"],  # an archive's bytes hold the time
)
def test_what_is_not_an_archive_is_refused(data: bytes):
    with pytest.raises(zipan.ZipSalah):
        zipan.baca(data)
