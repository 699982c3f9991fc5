from datetime import date

import pytest

from naskah.konteks import Penandatangan, baris_tembusan, blok_tanda_tangan, susun, tanggal_surat
from naskah.tatanan import Format, Instansi, Penjabat


def penjabat(id_: str, jabatan: str, sebagai: str = "") -> Penjabat:
    return Penjabat(id_, jabatan, "Contoh Nama, S.E.", "198001012005011001", "Pembina", "IV/a", sebagai)


KADIS = penjabat("kepala-dinas", "Kepala Dinas Koperasi")
GUBERNUR = penjabat("gubernur", "Gubernur Nusa Tenggara Timur")
SEKDA = penjabat("sekda", "Sekretaris Daerah")


def atas(siapa: Penandatangan, format_: Format | None = None) -> object:
    return blok_tanda_tangan(siapa, format_ or Format())["atas"]


def test_own_authority_is_one_line_with_a_comma():
    assert atas(Penandatangan(KADIS)) == ["KEPALA DINAS KOPERASI,"]


def test_atas_nama_names_the_post_first():
    assert atas(Penandatangan(KADIS, GUBERNUR)) == [
        "a.n. GUBERNUR NUSA TENGGARA TIMUR",
        "KEPALA DINAS KOPERASI,",
    ]


def test_untuk_beliau_stands_between():
    assert atas(Penandatangan(KADIS, GUBERNUR, SEKDA)) == [
        "a.n. GUBERNUR NUSA TENGGARA TIMUR",
        "SEKRETARIS DAERAH",
        "u.b.",
        "KEPALA DINAS KOPERASI,",
    ]


@pytest.mark.parametrize("sebagai", ["Plt.", "Plh.", "Pj."])
def test_an_acting_holder_signs_with_the_prefix(sebagai: str):
    assert atas(Penandatangan(penjabat("kepala-dinas", "Kepala Dinas", sebagai))) == [
        f"{sebagai} KEPALA DINAS,"
    ]


def test_nobody_signs_on_behalf_of_his_own_post():
    plt = penjabat("kepala-dinas", "Kepala Dinas Koperasi", "Plt.")
    assert atas(Penandatangan(plt, KADIS)) == ["Plt. KEPALA DINAS KOPERASI,"]


def test_posts_keep_their_case_when_the_office_wants_so():
    assert atas(Penandatangan(KADIS), Format(jabatan_kapital=False)) == ["Kepala Dinas Koperasi,"]


def test_rank_and_nip_follow_the_offices_format():
    blok = blok_tanda_tangan(Penandatangan(KADIS), Format(nip="NIP {nip}", pangkat="{pangkat} ({golongan})"))
    assert blok["bawah"] == ["Pembina (IV/a)", "NIP 198001012005011001"]


def test_a_holder_without_nip_prints_no_empty_line():
    gubernur = Penjabat("gubernur", "Gubernur", "CONTOH GUBERNUR", "", "", "", "")
    assert blok_tanda_tangan(Penandatangan(gubernur), Format())["bawah"] == []


def test_copies_end_in_semicolons_and_the_last_in_a_full_stop():
    assert baris_tembusan(["Gubernur di Kupang;", "Wakil Gubernur di Kupang."]) == [
        {"no": "1.", "teks": "Gubernur di Kupang;"},
        {"no": "2.", "teks": "Wakil Gubernur di Kupang."},
    ]


@pytest.mark.parametrize(
    ("tertulis", "tercetak"),
    [
        ("Direktur PT Contoh Tbk.", "Direktur PT Contoh Tbk."),
        ("Notaris Umpama Rekaan, S.H.", "Notaris Umpama Rekaan, S.H."),
        ("Bupati Ende di Ende.", "Bupati Ende di Ende."),
        ("A &amp;", "A &amp."),
    ],
)
def test_an_abbreviation_keeps_its_point_and_no_mark_is_doubled(tertulis: str, tercetak: str):
    assert baris_tembusan([tertulis])[0]["teks"] == tercetak


def test_no_copies_make_no_rows():
    assert baris_tembusan(["", "  "]) == []


def test_the_date_of_a_konsep_is_a_blank_slot():
    terbit = tanggal_surat(date(2026, 11, 3), terbit=True)
    konsep = tanggal_surat(date(2026, 11, 3), terbit=False)
    assert terbit["tanggal"] == "3 November 2026"
    assert set(konsep) == set(terbit)
    assert {str(v).strip("\u00a0") for v in konsep.values()} == {""}


def test_the_paraf_table_stands_from_the_highest_post_to_the_lowest():
    instansi = Instansi(pemerintah="PEMERINTAH CONTOH", nama="DINAS CONTOH", tempat="Kupang", kode_pd="X")
    alur = ["Ketua Tim Kerja", "Kepala Bidang", "Sekretaris"]  # as the letter travels
    konteks = susun({}, judul="", hal="", instansi=instansi, ttd={}, paraf=alur, tembusan=[])
    assert konteks["paraf"] == [
        {"jabatan": "Sekretaris"},
        {"jabatan": "Kepala Bidang"},
        {"jabatan": "Ketua Tim Kerja"},
    ]
