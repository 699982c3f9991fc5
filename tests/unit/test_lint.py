"""The template check tells every error at once: place, tag, cause, remedy."""

from __future__ import annotations

import docx
import pytest

from naskah.render import format_langsung, lint, lint_terbatas
from tests.bahan.render import simpan, surat

DIKENAL = {"kepada", "hal", "koperasi", "koperasi.nama", "koperasi.nik", "peserta", "peserta.pegawai",
           "peserta.pegawai.nama", "peserta.no", "catatan"}  # fmt: skip


def temuan(*paragraf: str, **pilihan: object) -> list[str]:
    return [str(t) for t in lint(surat(*paragraf), nama_dikenal=DIKENAL, **pilihan)]


def dalam_tabel(*baris: list[str]) -> list[str]:
    return [str(t) for t in lint(surat("x", tabel=list(baris)), nama_dikenal=DIKENAL)]


def test_a_sound_template_has_no_findings() -> None:
    baik = surat(
        "{{ kepada|upper }} {% if catatan %}{{ catatan }}{% endif %}",
        "{{r hal }}",
        tabel=[["No"], ["{%tr for p in peserta %}"], ["{{ p.no }} {{ p.pegawai.nama }}"], ["{%tr endfor %}"]],
        kepala="{{ koperasi.nama }}",
    )
    assert lint(baik, nama_dikenal=DIKENAL, nama_wajib={"kepada", "peserta", "koperasi"}) == []


@pytest.mark.parametrize(
    ("paragraf", "harapan"),
    [
        ("{{ kepda }}", "paragraf 1: {{ kepda }}: isian kepda tidak dikenal → mungkin kepada"),
        ("{{ koperasi.nma }}", "koperasi.nma tidak dikenal → mungkin koperasi.nama"),
        ("{% for p in peserta %}{{ p.pegawai.nma }}{% endfor %}", "mungkin peserta.pegawai.nama"),
        ("{{ kepada|uper }}", "filter |uper tidak dikenal → mungkin |upper"),
        ("{{ kepada|safe }}", "|safe tidak diizinkan → hapus |safe"),
        ("{% if kepada %}", "{% if kepada %}: tidak ditutup → tambahkan {% endif %}"),
        ("{% endfor %}", "penutup tanpa {% for %}"),
        ("{% if kepada %}{% for p in peserta %}{% endif %}", "{% for p in peserta %}: tidak ditutup sebelum"),
        ("{% if kepada %}{% endfor %}", "penutup tanpa {% for %}"),
        ("{% else %}", "tanpa {% if %}"),
        ("{{ kepada hal }}", "tidak dapat dibaca"),
        ("{% ulangi peserta %}", "tidak dapat dibaca"),
        ("{{ kepada", "tag terpotong, tidak selesai di paragraf ini"),
        ("kepada }}", "}}: sisa tanda templat"),
        ("{kepada}", "{kepada}: sisa tanda templat"),
        ("«kepada»", "«kepada»: sisa tanda templat"),
        ("{{ }}", "tag kosong"),
        ("{{ kepada.__class__ }}", ".__class__ tidak diizinkan"),
        ("{{ kepada.format(1) }}", "panggilan format() tidak diizinkan"),
        ("{%tr for p in peserta %}", "di luar tabel"),
        ("{%p if kepada %} dan teks {%p endif %}", "dua {%p %} dalam satu paragraf"),
        ("{%p if kepada %} dan teks", "teks lain di paragraf ini akan hilang"),
        ("{%p if kepada %}", "tambahkan {%p endif %}"),
    ],
)
def test_a_slip_is_named_with_its_remedy(paragraf: str, harapan: str) -> None:
    assert any(harapan in satu for satu in temuan(paragraf)), temuan(paragraf)


def test_every_error_is_told_at_once_with_its_place() -> None:
    tempat = [t.partition(":")[0] for t in temuan("{{ a }}", "{{ kepada }}", "{{ hal|x }}", "{% if hal %}")]
    assert tempat == ["paragraf 1", "paragraf 3", "paragraf 4"]


def test_a_tag_split_over_cells_is_named_in_its_cell() -> None:
    assert "tabel 1 baris 1 kolom 1: {{ kepada: tag terpotong, tidak selesai di sel ini" in "\n".join(
        dalam_tabel(["{{ kepada", "}}"])
    )


def test_a_loop_from_cell_to_cell_is_told_to_use_rows() -> None:
    (satu,) = dalam_tabel(["{% for p in peserta %}{{ p.no }}", "{{ p.pegawai.nama }}{% endfor %}"])
    assert "sel yang berbeda" in satu
    assert "{%tr for p in peserta %}" in satu


def test_a_row_tag_wants_a_row_of_its_own() -> None:
    semua = dalam_tabel(["{%tr for p in peserta %}{{ p.no }}{%tr endfor %}", "x"])
    assert any("dua {%tr %} dalam satu baris" in t for t in semua)
    assert any("teks lain di baris ini akan hilang" in t for t in dalam_tabel(["{%tr if hal %}", "x"]))


def test_opening_and_closing_need_the_same_kind() -> None:
    semua = dalam_tabel(["{%tr for p in peserta %}"], ["{{ p.no }}"], ["{% endfor %}"])
    assert any("berbeda awalan" in t for t in semua)


def test_a_required_field_that_is_used_nowhere_is_named() -> None:
    assert temuan("{{ kepada }} {{ tanggal_acara_hari }}", nama_wajib=["hal", "kepada"])[-1].startswith(
        "templat: isian wajib hal tidak dipakai"
    )
    assert not lint(surat("{{ tanggal_huruf }}"), nama_wajib=["tanggal"])


def test_names_of_loops_end_with_the_loop() -> None:
    assert temuan("{% for p in peserta %}{{ p.no }}{% endfor %}") == []
    assert len(temuan("{% for p in peserta %}{{ p.no }}{% endfor %}{{ p.no }}")) == 1


def test_headers_and_footers_are_checked_under_their_own_names() -> None:
    semua = lint(surat("x", kepala="{{ a|safe }}", kaki="{{ a|safe }}"))
    assert [t.tempat for t in semua] == ["kepala halaman paragraf 1", "kaki halaman paragraf 1"]


def test_a_mail_merge_field_left_in_a_template_is_named() -> None:
    from docx.oxml import OxmlElement

    dokumen = docx.Document()
    perintah = OxmlElement("w:instrText")
    perintah.text = " MERGEFIELD nama "
    dokumen.add_paragraph().add_run()._r.append(perintah)
    assert "Mail Merge" in lint(simpan(dokumen))[0].pesan


def test_an_untrusted_template_is_checked_the_same_in_a_child() -> None:
    templat = surat("{{ kepda|safe }}", "{% if x %}")
    assert lint_terbatas(templat, nama_dikenal=DIKENAL) == lint(templat, nama_dikenal=DIKENAL)
    assert [t.tempat for t in lint_terbatas(b"rusak")] == ["berkas"]


def test_direct_formatting_is_reported_with_its_place() -> None:
    dokumen = docx.Document()
    dokumen.add_paragraph("biasa")
    dokumen.add_paragraph("tebal").runs[0].bold = True
    dokumen.add_paragraph("tengah").alignment = 1
    semua = format_langsung(simpan(dokumen))
    assert [(t.tempat, t.pesan) for t in semua] == [
        ("paragraf 2", "format langsung: tebal"),
        ("paragraf 3", "format langsung: perataan"),
    ]
