"""The sharp edges of docxtpl that naskah closes: each test shows plain docxtpl failing and naskah not."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from collections import Counter

import pytest

from naskah.render import Gambar, RichText, compile_template, teks
from registers.dasar.galat import DataTidakSah, TemplatSalah
from tests.bahan.render import anggota, lewat_docxtpl, surat, ubah

AKHIR = "Akhir surat"
NIP_FLOAT = float("198001012005011001")


def test_an_ampersand_is_printed() -> None:
    templat, nilai = surat("Koperasi {{ nama }} .", AKHIR), {"nama": "Maju & Jaya"}
    assert "Maju & Jaya" not in teks(lewat_docxtpl(templat, nilai, autoescape=False))
    assert "Koperasi Maju & Jaya ." in compile_template(templat).render(nilai).teks


def test_an_angle_bracket_does_not_swallow_the_letter() -> None:
    templat, nilai = surat("PT {{ nama }} di Kupang", AKHIR), {"nama": "<Maju> Jaya"}
    assert "Kupang" not in teks(lewat_docxtpl(templat, nilai, autoescape=False))
    assert "PT <Maju> Jaya di Kupang" in compile_template(templat).render(nilai).teks


def test_a_missing_field_is_an_error_with_its_place() -> None:
    templat = surat("Pembuka", "Yth. {{ kepada }}", AKHIR)
    assert "Yth. \n" in teks(lewat_docxtpl(templat, {}))
    with pytest.raises(TemplatSalah) as galat:
        compile_template(templat).render({})
    assert galat.value.temuan[0].tempat == "paragraf 2"
    assert "{{ kepada }}" in galat.value.temuan[0].pesan


@pytest.mark.parametrize("induk", [{}, {"nama": "x"}, None], ids=["empty", "other", "none"])
def test_a_missing_part_of_a_value_is_an_error(induk: object) -> None:
    templat = surat(tabel=[["a", "b"], ["c", "{{ koperasi.nik }}"]])
    with pytest.raises(TemplatSalah, match="tabel 1 baris 2 kolom 2"):
        compile_template(templat).render({"koperasi": induk})


def test_safe_is_refused_when_compiling() -> None:
    templat, nilai = surat("{{ a|safe }}"), {"a": "</w:t></w:r></w:p><w:p><w:r><w:t>SUSUPAN"}
    assert "\nSUSUPAN" in "\n" + teks(lewat_docxtpl(templat, nilai))
    with pytest.raises(TemplatSalah, match=r"\|safe tidak diizinkan"):
        compile_template(templat)


@pytest.mark.parametrize(
    "karakter", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe", "\ud800"]
)
def test_control_characters_in_a_value_are_refused_with_its_path(karakter: str) -> None:
    templat, buruk = surat("A {{ orang[0].nama }} Z"), {"orang": [{"nama": f"x{karakter}y"}]}
    assert f"x{karakter}y" not in teks(lewat_docxtpl(templat, buruk)) or karakter in "\x7f\x85"
    with pytest.raises(DataTidakSah, match=r"orang\[0\]\.nama: memuat karakter kendali"):
        compile_template(templat).render(buruk)


@pytest.mark.parametrize("token", ["{{", "}}", "{%", "%}", "{_{", "}_}", "{_%", "%_}"])
def test_tokens_of_the_template_language_in_a_value_are_refused(token: str) -> None:
    with pytest.raises(DataTidakSah, match="tanda templat"):
        compile_template(surat("{{ a }}")).render({"a": f"x {token} y"})


def test_a_token_in_a_value_is_what_docxtpl_turns_into_a_tag() -> None:
    assert "{{ rahasia }}" in teks(lewat_docxtpl(surat("{{ a }}"), {"a": "{_{ rahasia }_}"}))


def test_a_nip_that_came_as_a_float_is_refused() -> None:
    templat = surat("NIP {{ pegawai.nip }}")
    assert "e+17" in teks(lewat_docxtpl(templat, {"pegawai": {"nip": NIP_FLOAT}}))
    with pytest.raises(DataTidakSah, match=r"pegawai\.nip: bilangan pecahan"):
        compile_template(templat).render({"pegawai": {"nip": NIP_FLOAT}})


class _Jahat(str):
    def __html__(self) -> str:
        return "</w:t>"


@pytest.mark.parametrize(
    "nilai",
    [object(), _Jahat("x"), b"x", (1,), {1}, print, type, {1: "x"}, [[{"a": 1.5}]], complex(1)],
    ids=lambda n: type(n).__name__,
)
def test_only_plain_values_reach_a_template(nilai: object) -> None:
    with pytest.raises(DataTidakSah):
        compile_template(surat("{{ a }}")).render({"a": nilai})


def test_a_value_that_contains_itself_is_refused() -> None:
    lingkar: list[object] = []
    lingkar.append(lingkar)
    with pytest.raises(DataTidakSah, match="terlalu dalam"):
        compile_template(surat("x")).render({"a": lingkar})


def test_all_bad_values_are_named_at_once() -> None:
    with pytest.raises(DataTidakSah) as galat:
        compile_template(surat("x")).render({"a": 1.5, "b": "\x00", "c": ["{{"]})
    assert [t.tempat for t in galat.value.temuan] == ["a", "b", "c[0]"]


def test_a_string_outside_the_text_is_refused_before_it_is_lost() -> None:
    templat, nilai = surat("Yth. {{r kepada }} di Kupang"), {"kepada": "Koperasi Contoh Maju"}
    assert "Contoh" not in teks(lewat_docxtpl(templat, nilai))
    with pytest.raises(TemplatSalah, match=r"paragraf 1.*tidak tercetak dalam teks"):
        compile_template(templat).render(nilai)


def test_rich_text_inside_a_run_is_refused() -> None:
    with pytest.raises(TemplatSalah, match=r"pakai \{\{r"):
        compile_template(surat("Yth. {{ a }}")).render({"a": RichText("x", tebal=True)})


def test_rich_text_between_paragraphs_is_refused() -> None:
    with pytest.raises(TemplatSalah, match=r"paragraf 1.*pakai \{\{r"):
        compile_template(surat("{{p a }}", "x")).render({"a": RichText("x")})


@pytest.mark.parametrize("nilai", [None, True, {"a": 1}, [1]], ids=["none", "bool", "dict", "list"])
def test_what_is_no_text_is_not_printed_as_python(nilai: object) -> None:
    templat = surat("{{ a }}")
    assert str(nilai) in teks(lewat_docxtpl(templat, {"a": nilai}))
    with pytest.raises(TemplatSalah, match="paragraf 1"):
        compile_template(templat).render({"a": nilai})


def _seperti_libreoffice_lama(docx_: bytes) -> bytes:
    """Old LibreOffice wrote this relationship type; python-docx then adds core.xml a second time."""
    baku = b"schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    lama = b"schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    return ubah(docx_, {"_rels/.rels": lambda isi: isi.replace(baku, lama)})


def test_a_template_saved_by_old_libreoffice_gets_no_double_members() -> None:
    templat = _seperti_libreoffice_lama(surat("Halo {{ a }}"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nama = zipfile.ZipFile(io.BytesIO(lewat_docxtpl(templat, {"a": "x"}))).namelist()
    assert max(Counter(nama).values()) == 2
    hasil = compile_template(templat).render({"a": "x"})
    assert max(Counter(zipfile.ZipFile(io.BytesIO(hasil.docx)).namelist()).values()) == 1
    assert hasil.teks == "Halo x\n"


def test_double_members_of_a_template_are_repaired() -> None:
    keluar = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(keluar, "w") as arsip:
        warnings.simplefilter("ignore")
        for nama, isi in [*anggota(surat("lama")).items(), *anggota(surat("Halo {{ a }}")).items()]:
            arsip.writestr(nama, isi)
    assert compile_template(keluar.getvalue()).render({"a": "x"}).teks == "Halo x\n"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice tidak terpasang")
def test_a_template_saved_by_this_libreoffice_renders(tmp_path) -> None:
    asal = tmp_path / "templat.docx"
    asal.write_bytes(surat("Yth. {{ kepada }}", tabel=[["{{ a }}", "b"]], kepala="{{ kepala }}"))
    profil = (tmp_path / "profil").as_uri()
    perintah = [
        "soffice",
        f"-env:UserInstallation={profil}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
    ]
    subprocess.run([*perintah, str(tmp_path / "lo"), str(asal)], check=True, capture_output=True, timeout=120)
    nilai = {"kepada": "Kepala & Staf", "a": "1", "kepala": "KOP"}
    hasil = compile_template((tmp_path / "lo" / "templat.docx").read_bytes()).render(nilai)
    assert hasil.teks.startswith("KOP\nYth. Kepala & Staf\n1\tb")


def test_a_picture_in_a_loop_has_an_id_of_its_own_each_time() -> None:
    from tests.bahan.render import png

    templat = surat("{%p for g in daftar %}", "{{ g }}", "{%p endfor %}", kepala="{{ logo }}")
    hasil = compile_template(templat).render({"daftar": [Gambar(png())] * 3, "logo": Gambar(png(2))})
    import re

    xml = b"".join(
        isi for n, isi in anggota(hasil.docx).items() if n.startswith("word/") and n.endswith(".xml")
    )
    nomor = re.findall(rb'<wp:docPr[^>]* id="(\d+)"', xml)
    assert len(nomor) == 4
    assert len(set(nomor)) == 4
