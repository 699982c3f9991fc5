"""Types of letters: found by looking, an office's before ours, a wrong declaration shown whole."""

import pytest

from naskah.catalog import Katalog, folder_templat, isi_pola
from registers.dasar.galat import TemplatSalah, TidakDitemukan

KEPALA = 'judul = "Surat Contoh"\nseri = "surat-keluar"\npenandatangan = "kepala-dinas"\n'


def jenis(tmp_path, isi, nama="contoh"):
    folder = tmp_path / nama
    folder.mkdir()
    (folder / "naskah.toml").write_text(KEPALA + isi, "utf-8")
    return Katalog.buka([tmp_path]).jenis(nama)


def salah(tmp_path, isi):
    with pytest.raises(TemplatSalah) as galat:
        jenis(tmp_path, isi)
    return {t.tempat: f"{t.pesan} → {t.saran}" for t in galat.value.temuan}


def test_all_our_types_load():
    katalog = Katalog.buka([folder_templat()])
    assert len(katalog.daftar()) >= 16
    assert all(katalog.jenis(id_).judul for id_ in katalog.daftar())


def test_a_folder_is_a_type_and_listing_reads_none(tmp_path):
    for nama in ("surat-satu", "_kop", ".git", "bukan"):
        (tmp_path / nama).mkdir()
    for nama in ("surat-satu", "_kop"):
        (tmp_path / nama / "naskah.toml").write_text("rusak")
    assert Katalog.buka([tmp_path]).daftar() == ["surat-satu"]


def test_the_office_comes_before_us(tmp_path):
    satu = jenis(tmp_path, "", "spt")
    assert Katalog.buka([tmp_path, folder_templat()]).jenis("spt").folder == satu.folder
    assert Katalog.buka([folder_templat(), tmp_path]).jenis("spt").folder != satu.folder


def test_an_unknown_type_names_those_that_resemble_it():
    with pytest.raises(TidakDitemukan) as galat:
        Katalog.buka([folder_templat()]).jenis("surat-tgas")
    assert "surat-tugas" in galat.value.hint


def test_shared_fields_come_by_name_or_set_and_an_own_one_changes_only_what_it_says(tmp_path):
    (tmp_path / "_umum").mkdir()
    (tmp_path / "_umum" / "tambahan.toml").write_text(
        '[[isian]]\nnama = "loket"\nlabel = "Loket"\nbantuan = "Nomor."\n[[isian]]\nnama = "jam"\n'
    )
    satu = jenis(
        tmp_path,
        'umum = ["sifat", "tambahan"]\n[[isian]]\nnama = "isi"\n[[isian]]\nnama = "loket"\nwajib = true\n',
    )
    isian = {i.nama: i for i in satu.isian}
    assert list(isian)[:4] == ["isi", "sifat", "loket", "jam"]
    assert (isian["loket"].label, isian["loket"].wajib) == ("Loket", True)
    assert "penandatangan" in isian


def test_a_field_without_a_label_is_called_by_its_name(tmp_path):
    assert jenis(tmp_path, '[[isian]]\nnama = "nomor_loket"\n').isian[0].label == "Nomor loket"


def test_every_mistake_is_shown_at_once(tmp_path):
    temuan = salah(
        tmp_path,
        """
hal = "Surat {peserta} {tida_ada} {pegawai} {pegawai.gaji} {Salah}"
berkas = "{jenis}-{urut}-{pegawai.nama}"
hitung = ["tidak_ada"]
umum = ["sifta"]
[[isian]]
nama = "nomor"
[[isian]]
nama = "pegawai"
jenis = "pegawai"
[[isian]]
nama = "lama"
jenis = "tangal"
[[isian]]
nama = "hari_hari"
[[isian]]
nama = "mulai"
jenis = "tanggal"
bawaan = "31 Februari 2026"
wajib_jika = "entah"
[[isian]]
nama = "mulai_hari"
[[isian]]
nama = "warna"
jenis = "pilihan"
[[isian]]
nama = "kode"
pola = "["
[[isian]]
nama = "peserta"
jenis = "daftar"
[[isian.kolom]]
nama = "items"
[[isian.kolom]]
nama = "dalam"
jenis = "daftar"
[[turunan]]
jenis = "lain"
tiap = "peserta"
isi = { a = "peserta.hilang", b = "entah", c = "nomor" }
""",
    )
    assert {
        "umum: sifta", "nomor", "lama", "mulai.bawaan", "mulai.wajib_jika", "mulai_hari", "warna", "kode",
        "peserta.items", "peserta.dalam", "hitung",
    } <= set(temuan)  # fmt: skip
    assert "maksudnya tanggal?" in temuan["lama"]
    assert "hari terakhirnya 28 Februari 2026" in temuan["mulai.bawaan"]


def test_patterns_name_text_that_there_is(tmp_path):
    isi = '[[isian]]\nnama = "pegawai"\njenis = "pegawai"\n[[isian]]\nnama = "isi"\njenis = "paragraf"\n'
    for ke, (pola, pesan) in enumerate(
        {
            "{pegawi.nama}": "maksudnya pegawai?",
            "{pegawai}": "{pegawai.nama}",
            "{pegawai.gaji}": "{pegawai.nama}",
            "{isi}": "sebuah daftar",
            "{Isi}": "kurung kurawal",
            "{{ isi }}": "kurung kurawal",
        }.items()
    ):
        akar = tmp_path / str(ke)
        akar.mkdir()
        assert pesan in salah(akar, f'hal = "{pola}"\n{isi}')["hal"]


def test_derived_letters_take_what_there_is(tmp_path):
    isi = '[[isian]]\nnama = "orang"\njenis = "daftar"\n[[isian.kolom]]\nnama = "nama"\n'
    isi += '[[turunan]]\njenis = "x"\ntiap = "orang"\n'
    temuan = salah(
        tmp_path, isi + 'isi = { a = "orang.hilang", b = "entah", c = "nomor", d = "orang.nama" }\n'
    )
    assert set(temuan) == {"turunan[1].isi.a", "turunan[1].isi.b"}


def test_keys_that_are_unknown_missing_or_of_the_wrong_type_are_named(tmp_path):
    temuan = salah(tmp_path, 'warna = 1\nsop = "satu"\nhalaman = "miring"\n')
    assert set(temuan) == {"warna", "sop", "halaman"}
    assert "kop" in temuan["halaman"]


def test_what_is_no_toml_is_a_fault_of_the_template(tmp_path):
    with pytest.raises(TemplatSalah):
        jenis(tmp_path, "[[isian\n")


@pytest.mark.parametrize(
    ("pola", "hasil"),
    [
        ("SPT {pegawai.nama} ke {tempat}", "SPT Contoh ke Ende"),
        ("{kosong} {tidak_ada} {pegawai.hilang}akhir", "akhir"),
        ("{orang.nama}", ""),
        ("{tempat.nama}", ""),
        ("tanpa nama", "tanpa nama"),
        ("", ""),
    ],
)
def test_a_pattern_is_filled_with_what_is_there(pola, hasil):
    nilai = {"pegawai": {"nama": "Contoh"}, "tempat": "Ende", "kosong": "", "orang": None}
    assert isi_pola(pola, nilai) == hasil


def test_a_value_that_looks_like_a_pattern_stays_text():
    assert isi_pola("{a}", {"a": "{b}", "b": "rahasia"}) == "{b}"
