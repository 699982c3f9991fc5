"""Settings changed without Notepad: comments stay, the whole is checked, nobody overwrites anybody."""

import io
import re
import threading
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from naskah import penomoran
from naskah import tatanan_ubah as ubah
from naskah.kantor import Kantor
from naskah.tatanan import baca_tatanan
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.dasar.pola import TOKEN

BUDI = {"nama": "Budi Contoh, S.E.", "nip": "198507122010011001", "dari": "1-3-2026"}


def berkas(kantor):
    return kantor.folder / "kantor.toml"


def teks(kantor):
    return berkas(kantor).read_text("utf-8")


def tolak(kerja, *argumen, **kata):
    with pytest.raises(DataTidakSah) as galat:
        kerja(*argumen, **kata)
    return {t.tempat: t.pesan for t in galat.value.temuan}


def gambar(jenis="PNG", sisi=20):
    keluar = io.BytesIO()
    Image.new("RGB", (sisi, sisi), "red").save(keluar, jenis)
    return keluar.getvalue()


def test_a_changed_line_keeps_its_comment_and_every_other_line(kantor):
    lama = teks(kantor).splitlines()
    ubah.ubah_instansi(kantor, {"telepon": "(0380) 123456"}, ubah.sidik(kantor))
    beda = [(a, b) for a, b in zip(lama, teks(kantor).splitlines(), strict=True) if a != b]
    assert [b for _, b in beda] == ['telepon = "(0380) 123456"']
    ubah.ubah_instansi(kantor, {"kode_pd": "DISKOP"}, ubah.sidik(kantor))
    assert "# kode perangkat daerah dalam nomor surat" in teks(kantor)


def test_a_file_saved_by_notepad_keeps_its_line_ends_and_mark(kantor):
    data = b"\xef\xbb\xbf" + teks(kantor).replace("\n", "\r\n").encode()
    berkas(kantor).write_bytes(data)
    ubah.tambah_masa(kantor, "sekretaris", BUDI, ubah.sidik(kantor), gantikan=True)
    baru = berkas(kantor).read_bytes()
    assert baru.startswith(b"\xef\xbb\xbf")
    assert baru.count(b"\n") == baru.count(b"\r\n") > data.count(b"\n")


def test_all_findings_come_at_once_at_the_typed_fields_and_nothing_is_written(kantor):
    lama = berkas(kantor).read_bytes()
    temuan = tolak(
        ubah.ubah_instansi, kantor, {"nama": "", "tempat": "{{x}}", "kode_pd": ""}, ubah.sidik(kantor)
    )
    assert set(temuan) == {"nama", "tempat", "kode_pd"}
    temuan = tolak(
        ubah.tambah_masa,
        kantor,
        "sekretaris",
        {"nama": "", "nip": "12", "dari": "kemarin"},
        ubah.sidik(kantor),
    )
    assert set(temuan) == {"nama", "nip", "dari"}
    assert berkas(kantor).read_bytes() == lama


def test_a_file_changed_since_it_was_seen_is_not_overwritten(kantor):
    dilihat = ubah.sidik(kantor)
    ubah.ubah_instansi(kantor, {"telepon": "1"}, dilihat)
    with pytest.raises(KeadaanDitolak, match="orang lain"):
        ubah.ubah_instansi(kantor, {"telepon": "2"}, dilihat)
    assert 'telepon = "1"' in teks(kantor)


def test_of_two_writers_at_once_one_wins_and_the_other_is_told(kantor):
    dilihat, hasil = ubah.sidik(kantor), []

    def tulis(nomor):
        try:
            ubah.ubah_instansi(replace(kantor), {"telepon": nomor}, dilihat)
            hasil.append(nomor)
        except KeadaanDitolak:
            hasil.append("")

    utas = [threading.Thread(target=tulis, args=(n,)) for n in ("111", "222")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    menang = next(n for n in hasil if n)
    assert sorted(hasil) == ["", menang]
    assert baca_tatanan(kantor.folder).instansi.telepon == menang


def test_the_old_file_is_kept(kantor):
    lama = berkas(kantor).read_bytes()
    ubah.ubah_instansi(kantor, {"telepon": "1"}, ubah.sidik(kantor))
    (simpan,) = (kantor.folder / ".simpanan/kantor-lama").iterdir()
    assert simpan.read_bytes() == lama


def test_a_new_holder_ends_the_one_before_when_told_so(kantor):
    temuan = tolak(ubah.tambah_masa, kantor, "sekretaris", BUDI, ubah.sidik(kantor))
    dulu = kantor.tatanan.pejabat_id("sekretaris").masa[0]
    assert dulu.nama in temuan["dari"]
    assert "Budi Contoh" in temuan["dari"]
    baru = ubah.tambah_masa(kantor, "sekretaris", BUDI, ubah.sidik(kantor), gantikan=True)
    masa = baru.pejabat_id("sekretaris").masa
    assert [m.sampai for m in masa] == [date(2026, 2, 28), None]
    assert baru.pejabat_id("sekretaris").pada(date(2026, 3, 1)).nama == "Budi Contoh, S.E."


def test_an_acting_holder_may_overlap_and_his_period_is_ended_and_edited(kantor):
    plh = {**BUDI, "sebagai": "Plh."}
    baru = ubah.tambah_masa(kantor, "sekretaris", plh, ubah.sidik(kantor))
    kantor = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    assert baru.pejabat_id("sekretaris").masa[-1].sebagai == "Plh."
    baru = ubah.akhiri_masa(kantor, "sekretaris", 1, "31 Maret 2026", ubah.sidik(kantor))
    assert baru.pejabat_id("sekretaris").masa[1].sampai == date(2026, 3, 31)
    baru = ubah.ubah_masa(kantor, "sekretaris", 1, {"sampai": "", "pangkat": "Pembina"}, ubah.sidik(kantor))
    assert (baru.pejabat_id("sekretaris").masa[1].sampai, baru.pejabat_id("sekretaris").masa[1].pangkat) == (
        None,
        "Pembina",
    )
    assert "sampai" in tolak(ubah.akhiri_masa, kantor, "sekretaris", 1, "1-1-2026", ubah.sidik(kantor))


def test_a_post_is_added_with_its_first_holder(kantor):
    ubah.tambah_pejabat(kantor, {"id": "kabid-baru", "jabatan": "Kepala Bidang Baru"}, ubah.sidik(kantor))
    kantor = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    ubah.tambah_masa(kantor, "kabid-baru", BUDI, ubah.sidik(kantor))
    assert (
        Kantor.buka(kantor.folder, clock=kantor.clock).penjabat("kabid-baru", date(2026, 4, 1)).nama
        == BUDI["nama"]
    )
    assert set(
        tolak(ubah.tambah_pejabat, kantor, {"id": "kabid-baru", "jabatan": "X"}, ubah.sidik(kantor))
    ) == {"id"}


def test_a_changed_series_shows_its_next_number_first_and_is_accepted_in_the_same_act(kantor):
    penomoran.pesan(kantor, "nota-dinas", untuk="contoh", jumlah=11)
    nilai = {"pola": "ND/{urut:03}/{kode_pd}/{tahun}"}
    with kantor.ledger.baca() as baca:
        kepala = baca.kepala()
    lihat = ubah.pratinjau_seri(kantor, "nota-dinas", nilai)
    assert lihat.berikut == "ND/012/DKUKM/2026"
    with kantor.ledger.baca() as baca:
        assert baca.kepala() == kepala
    ubah.ubah_seri(kantor, "nota-dinas", nilai, ubah.sidik(kantor))
    kini = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    berikut = {s.id: s.berikut for s in penomoran.daftar_seri(kini)}
    assert berikut["nota-dinas"] == "ND/012/DKUKM/2026"
    kini.tutup()


def test_a_series_that_could_print_anothers_number_is_refused_at_its_pattern(kantor):
    lama = berkas(kantor).read_bytes()
    pola = kantor.seri("spt").pola
    assert set(tolak(ubah.ubah_seri, kantor, "nota-dinas", {"pola": pola}, ubah.sidik(kantor))) == {"pola"}
    assert set(tolak(ubah.pratinjau_seri, kantor, "", {"id": "baru", "pola": pola})) == {"pola"}
    assert berkas(kantor).read_bytes() == lama


def test_a_new_series_gives_numbers_at_once(kantor):
    nilai = {"id": "edaran", "nama": "Edaran", "pola": "{urut}/SE/{kode_pd}/{tahun}", "mundur": ""}
    assert ubah.pratinjau_seri(kantor, "", nilai).berikut == "1/SE/DKUKM/2026"
    ubah.tambah_seri(kantor, nilai, ubah.sidik(kantor))
    kini = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    assert penomoran.pesan(kini, "edaran", untuk="contoh")[0].urut == 1
    kini.tutup()


def mulai(kantor, id_="nota-dinas"):
    return next(s.mulai for s in baca_tatanan(kantor.folder).seri if s.id == id_)


def test_a_series_goes_on_where_the_office_stood_before(kantor):
    assert ubah.pratinjau_seri(kantor, "nota-dinas", {"mulai": "315"}).berikut.startswith("315/")
    ubah.ubah_seri(kantor, "nota-dinas", {"mulai": "315"}, ubah.sidik(kantor))
    kini = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    assert penomoran.pesan(kini, "nota-dinas", untuk="contoh")[0].urut == 315
    nilai = {"id": "edaran", "pola": "{urut}/SE/{kode_pd}/{tahun}", "mulai": "40"}
    ubah.tambah_seri(kini, nilai, ubah.sidik(kini))
    assert mulai(kini, "edaran") == 40
    kini.tutup()


def test_a_first_number_behind_those_already_given_is_refused_and_one_that_stays_is_not(kantor):
    penomoran.pesan(kantor, "nota-dinas", untuk="contoh", jumlah=20)
    for typed in ("5", "20"):
        temuan = tolak(ubah.ubah_seri, kantor, "nota-dinas", {"mulai": typed}, ubah.sidik(kantor))
        assert temuan == {"mulai": "nomor sampai dengan 20 sudah dipakai"}
        assert set(tolak(ubah.pratinjau_seri, kantor, "nota-dinas", {"mulai": typed})) == {"mulai"}
    assert set(tolak(ubah.pratinjau_seri, kantor, "nota-dinas", {"mulai": "0"})) == {"mulai"}
    assert set(tolak(ubah.pratinjau_seri, kantor, "nota-dinas", {"mulai": "abc"})) == {"mulai"}
    lama = teks(kantor)
    for typed in ("1", ""):  # as it is
        ubah.ubah_seri(kantor, "nota-dinas", {"mulai": typed}, ubah.sidik(kantor))
    assert teks(kantor) == lama
    ubah.ubah_seri(kantor, "nota-dinas", {"mulai": "21"}, ubah.sidik(kantor))
    assert mulai(kantor) == 21


def test_numbers_below_a_first_number_that_was_raised_count_too(kantor):
    penomoran.pesan(kantor, "nota-dinas", untuk="contoh", jumlah=20)
    ubah.ubah_seri(kantor, "nota-dinas", {"mulai": "315"}, ubah.sidik(kantor))
    kini = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    assert set(tolak(ubah.ubah_seri, kini, "nota-dinas", {"mulai": "10"}, ubah.sidik(kini))) == {"mulai"}
    ubah.ubah_seri(kini, "nota-dinas", {"mulai": "100"}, ubah.sidik(kini))
    assert mulai(kini) == 100
    kini.tutup()


def test_the_help_of_a_pattern_explains_every_part_there_is():
    bantuan = next(i.bantuan for i in ubah.SERI if i.nama == "pola")
    for token in TOKEN:
        assert re.search(rf"\{{{token}\}} \w", bantuan), token


def test_a_new_office_code_reaches_the_ledger_too(kantor):
    penomoran.daftar_seri(kantor)
    ubah.ubah_instansi(kantor, {"kode_pd": "DISKOP"}, ubah.sidik(kantor))
    kini = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="x")
    assert "DISKOP" in {s.id: s.berikut for s in penomoran.daftar_seri(kini)}["nota-dinas"]
    kini.tutup()


@pytest.mark.parametrize("jenis", ["PNG", "JPEG"])
def test_arms_are_taken_by_their_content(kantor, jenis):
    baru = ubah.simpan_lambang(kantor, gambar(jenis), ubah.sidik(kantor))
    assert (kantor.folder / baru.instansi.lambang).read_bytes() == gambar(jenis)


@pytest.mark.parametrize("macam", ["svg", "gif", "terpotong", "terlalu lebar", "terlalu besar"])
def test_what_is_no_picture_is_refused(kantor, macam):
    data = {
        "svg": lambda: b"<svg/>",
        "gif": lambda: gambar("GIF"),
        "terpotong": lambda: gambar()[:60],
        "terlalu lebar": lambda: gambar(sisi=6001),
        "terlalu besar": lambda: b"\0" * 2_100_000,
    }[macam]()
    assert set(tolak(ubah.simpan_lambang, kantor, data, ubah.sidik(kantor))) == {"lambang"}
    assert not list(kantor.folder.glob("lambang-*"))
