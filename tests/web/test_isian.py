"""The form as a browser without script sends it: nothing typed is lost, nothing unseen is issued."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from naskah import isian, issue, pencarian, penerbitan, perubahan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.web.peladen import Peladen
from registers.dasar.galat import KeadaanDitolak
from tests.bahan.kantor import contoh
from tests.web.conftest import Peramban


def kantor(peladen: Peladen) -> Kantor:
    return peladen.kantor.untuk("Contoh Pengadministrasi")


def mulai(peladen: Peladen, **lain: object) -> isian.IsianSurat:
    return isian.mulai(kantor(peladen), "nota-dinas", contoh("nota-dinas"), **lain)  # type: ignore[arg-type]


def versi(laman: str) -> str:
    kena = re.search(r'name="_versi" value="(\d+)"', laman)
    assert kena
    return kena[1]


def test_a_confirmation_of_an_older_text_is_asked_again(peladen: Peladen, peramban: Peramban) -> None:
    satu = mulai(peladen)
    dilihat = versi(peramban.buka(f"/isian/{satu.id}/terbit"))
    k = kantor(peladen)
    isian.simpan(k, replace(satu, nilai={**satu.nilai, "hal": "Diketik kemudian"}))
    jawab = peramban.kirim(f"/isian/{satu.id}/terbit", {"_versi": dilihat, "_aksi": "terbit"})
    laman = jawab.text
    assert (jawab.status_code, "baru saja diubah" in laman) == (409, True)
    assert isian.buka(k, satu.id).nilai["hal"] == "Diketik kemudian"
    peramban.kirim(f"/isian/{satu.id}/terbit", {"_versi": versi(laman), "_aksi": "terbit"})
    assert pencarian.naskah_satu(k, satu.id).hal == "Diketik kemudian"


@pytest.mark.parametrize("tujuan", ["ubah", "ralat"])
def test_a_second_click_on_a_change_leads_to_the_letter(
    peladen: Peladen, peramban: Peramban, tujuan: isian.Tujuan
) -> None:
    k = kantor(peladen)
    isi = contoh("nota-dinas")
    surat = issue.buat(k, Permintaan("nota-dinas", isi, konsep=tujuan == "ubah"))[0]
    naskah = pencarian.naskah_satu(k, surat.id)
    satu = mulai(peladen, tujuan=tujuan, naskah=naskah)
    satu = isian.simpan(k, replace(satu, nilai={**isi, "hal": "Hal baru"}))
    kiriman = {"_versi": str(satu.versi), "_naskah": surat.id, "alasan": "salah ketik", "_aksi": "selesai"}
    tujuan_klik = [peramban.kirim(f"/isian/{satu.id}/terbit", kiriman).headers["location"] for _ in range(2)]
    assert tujuan_klik == [f"/surat/{surat.id}"] * 2
    kini = pencarian.naskah_satu(k, surat.id)
    assert (kini.hal, kini.versi) == ("Hal baru", naskah.versi + 1)


def test_a_form_somebody_types_in_is_not_thrown_away(peladen: Peladen, peramban: Peramban) -> None:
    satu = mulai(peladen)
    dilihat = versi(peramban.buka(f"/isian/{satu.id}"))
    isian.simpan(kantor(peladen), replace(satu, nilai={"hal": "Orang lain"}))
    assert peramban.kirim(f"/isian/{satu.id}/buang", {"_versi": dilihat}).status_code == 409
    kini = isian.buka(kantor(peladen), satu.id)
    assert kini.nilai == {"hal": "Orang lain"}
    assert peramban.kirim(f"/isian/{satu.id}/buang", {"_versi": str(kini.versi)}).status_code == 303


@pytest.fixture
def jenis_kantor(peladen: Peladen, folder_kantor: Path) -> Path:
    """A type of this office's own, which the test may change."""
    tujuan = folder_kantor / "templates" / "nota-coba"
    shutil.copytree(kantor(peladen).katalog.jenis("nota-dinas").folder, tujuan)
    return tujuan


def test_text_of_a_field_that_is_gone_stays_and_can_be_copied(peladen: Peladen, peramban: Peramban) -> None:
    isi = {**contoh("nota-dinas"), "dulu_ada": "Kalimat <lama>"}
    satu = isian.mulai(kantor(peladen), "nota-dinas", isi)
    laman = peramban.buka(f"/isian/{satu.id}")
    assert "Kalimat &lt;lama&gt;" in laman
    kiriman = {"_versi": versi(laman), "_aksi": "simpan", "hal": "Hal lain"}
    peramban.kirim(f"/isian/{satu.id}", kiriman)
    kini = isian.buka(kantor(peladen), satu.id)
    assert (kini.nilai["dulu_ada"], kini.nilai["hal"]) == ("Kalimat <lama>", "Hal lain")
    peramban.kirim(f"/isian/{satu.id}", {**kiriman, "_versi": str(kini.versi), "_aksi": "buang-asing"})
    assert "dulu_ada" not in isian.buka(kantor(peladen), satu.id).nilai


def test_a_form_whose_type_is_gone_shows_what_was_typed(
    peladen: Peladen, peramban: Peramban, jenis_kantor: Path
) -> None:
    satu = isian.mulai(kantor(peladen), "nota-coba", {"hal": "Yang diketik", "tembusan": ["Gubernur"]})
    shutil.rmtree(jenis_kantor)
    laman = peramban.buka(f"/isian/{satu.id}")
    assert "Yang diketik" in laman
    assert "Gubernur" in laman
    assert peramban.kirim(f"/isian/{satu.id}/buang", {"_versi": versi(laman)}).status_code == 303


def test_a_paste_that_does_not_fit_is_refused_as_a_whole(peladen: Peladen, peramban: Peramban) -> None:
    satu = isian.mulai(kantor(peladen), "spt")
    for tempelan, kata in (("a\t" * 40 + "z", "di luar"), ("a\n" * 5001, "paling banyak 5000")):
        kiriman = {"_versi": "1", "_aksi": "tempel:pegawai", "_tempel.pegawai": tempelan}
        jawab = peramban.kirim(f"/isian/{satu.id}", kiriman)
        assert jawab.status_code == 422
        assert kata in jawab.text
    assert isian.buka(kantor(peladen), satu.id).versi == 1


def test_what_was_typed_beside_a_refused_paste_is_kept_and_so_is_the_paste(
    peladen: Peladen, peramban: Peramban
) -> None:
    satu = isian.mulai(kantor(peladen), "spt")
    kiriman = {"_versi": "1", "maksud": "Pelatihan", "_tempel.pegawai": "a\tb\tc", "_aksi": "tempel:pegawai"}
    jawab = peramban.kirim(f"/isian/{satu.id}", kiriman)
    assert jawab.status_code == 422
    assert "a\tb\tc</textarea>" in jawab.text
    assert isian.buka(kantor(peladen), satu.id).nilai["maksud"] == "Pelatihan"


def test_a_person_picked_and_also_typed_in_full_is_kept_both_ways_and_asked_about(
    peladen: Peladen, peramban: Peramban
) -> None:
    satu = isian.mulai(kantor(peladen), "pkgb")
    kiriman = {"_versi": "1", "pegawai": "Budi", "pegawai.nama": "Contoh Penuh", "_aksi": "simpan"}
    peramban.kirim(f"/isian/{satu.id}", kiriman)
    laman = peramban.buka(f"/isian/{satu.id}?periksa=1")
    assert 'value="Contoh Penuh"' in laman
    assert 'value="Budi"' in laman
    assert "juga diisi sendiri" in laman
    peramban.kirim(f"/isian/{satu.id}", {**kiriman, "_versi": versi(laman), "hal": "Lain"})
    nilai = isian.buka(kantor(peladen), satu.id).nilai["pegawai"]
    assert nilai == {"": "Budi", "nama": "Contoh Penuh"}


@pytest.mark.parametrize("tujuan", ["ubah", "ralat"])
def test_a_change_typed_in_a_second_window_stays_a_change(
    peladen: Peladen, peramban: Peramban, tujuan: isian.Tujuan
) -> None:
    k, isi = kantor(peladen), contoh("nota-dinas")
    surat = issue.buat(k, Permintaan("nota-dinas", isi, konsep=tujuan == "ubah"))[0]
    satu = mulai(peladen, tujuan=tujuan, naskah=pencarian.naskah_satu(k, surat.id))
    isian.simpan(k, replace(satu, nilai={**isi, "hal": "Jendela pertama"}))
    for aksi in ("simpan", "sendiri"):
        jawab = peramban.kirim(f"/isian/{satu.id}", {"_versi": "1", "hal": "Jendela kedua", "_aksi": aksi})
        kini = isian.buka(k, jawab.headers["location"].split("/")[2].split("?")[0])
        assert kini.id != satu.id
        assert (kini.tujuan, kini.naskah_id, kini.naskah_versi) == (tujuan, surat.id, satu.naskah_versi)
        assert kini.nilai["hal"] == "Jendela kedua"


@pytest.mark.parametrize("tujuan", ["baru", "ubah", "ralat"])
def test_what_changed_in_the_office_since_the_question_is_asked_again(
    peladen: Peladen, peramban: Peramban, folder_kantor: Path, tujuan: isian.Tujuan
) -> None:
    k, isi = kantor(peladen), contoh("nota-dinas")
    naskah = None
    if tujuan != "baru":
        surat = issue.buat(k, Permintaan("nota-dinas", isi, konsep=tujuan == "ubah"))[0]
        naskah = pencarian.naskah_satu(k, surat.id)
    satu = mulai(peladen, tujuan=tujuan, naskah=naskah)
    isi_laman = tersembunyi(peramban.buka(f"/isian/{satu.id}/terbit"))
    toml = folder_kantor / "kantor.toml"
    toml.write_text(toml.read_text("utf-8").replace("Maria Contoh", "Maria Misalnya"), "utf-8")
    kiriman = {**isi_laman, "alasan": "salah ketik", "_aksi": "terbit"}
    jawab = peramban.kirim(f"/isian/{satu.id}/terbit", kiriman)
    assert jawab.status_code == 409
    assert "berubah sejak Anda periksa" in jawab.text
    assert tujuan != "ralat" or 'name="alasan" value="salah ketik"' in jawab.text
    jawab = peramban.kirim(f"/isian/{satu.id}/terbit", {**kiriman, **tersembunyi(jawab.text)})
    assert jawab.headers["location"].startswith("/surat/")


def test_a_letter_that_derives_from_it_is_part_of_what_was_confirmed(
    peladen: Peladen, peramban: Peramban, folder_kantor: Path
) -> None:
    k = kantor(peladen)
    tujuan = folder_kantor / "templates" / "sppd"
    shutil.copytree(k.katalog.jenis("sppd").folder, tujuan)
    isi = json.loads(json.dumps(contoh("spt"), default=str))
    satu = isian.mulai(kantor(peladen), "spt", isi)
    isi_laman = tersembunyi(peramban.buka(f"/isian/{satu.id}/terbit"))
    toml = tujuan / "naskah.toml"
    teks = toml.read_text("utf-8")
    toml.write_text(re.sub("(?m)^judul = .*$", 'judul = "Surat Lain"', teks, count=1), "utf-8")
    jawab = peramban.kirim(f"/isian/{satu.id}/terbit", {**isi_laman, "_aksi": "terbit"})
    assert jawab.status_code == 409
    assert "berubah sejak Anda periksa" in jawab.text


def test_the_question_writes_nothing_into_a_ledger_without_series(
    peladen: Peladen, peramban: Peramban
) -> None:
    k = kantor(peladen)
    satu = mulai(peladen)
    peramban.buka(f"/isian/{satu.id}/terbit")
    with k.ledger.baca() as baca:
        assert not baca.seri()


@pytest.mark.parametrize("akhir", ["terbit", "buang", "ralat"])
def test_what_is_typed_when_the_form_has_ended_elsewhere_becomes_a_form_of_its_own(
    peladen: Peladen, peramban: Peramban, akhir: str
) -> None:
    k, isi, naskah = kantor(peladen), contoh("nota-dinas"), None
    if akhir == "ralat":
        surat = issue.buat(k, Permintaan("nota-dinas", isi))[0]
        naskah = pencarian.naskah_satu(k, surat.id)
    satu = mulai(peladen, tujuan="ralat" if naskah else "baru", naskah=naskah)
    laman = peramban.buka(f"/isian/{satu.id}")
    if akhir == "terbit":
        issue.buat(k, isian.permintaan(satu, k.hari_ini()))
    elif akhir == "buang":
        isian.buang(k, satu)
    else:
        isian.selesaikan(k, satu, alasan="salah ketik")
    isi_laman = dict(
        re.findall(r'name="(_versi|_jenis|_tujuan|_naskah|_naskah_versi)" value="([^"]*)"', laman)
    )
    jawab = peramban.kirim(f"/isian/{satu.id}", {**isi_laman, "hal": "Diketik <di sini>", "_aksi": "simpan"})
    baru = isian.buka(k, jawab.headers["location"].split("/")[2])
    assert baru.nilai["hal"] == "Diketik <di sini>"
    if naskah:
        assert (baru.tujuan, baru.naskah_id, baru.naskah_versi) == ("ralat", naskah.id, naskah.versi)
        with pytest.raises(KeadaanDitolak, match="sudah diubah"):
            isian.selesaikan(k, replace(baru, nilai=satu.nilai), alasan="salah ketik")
    jawab = peramban.kirim(f"/isian/{satu.id}", {**isi_laman, "hal": "X", "_aksi": "simpan"}, htmx=True)
    assert jawab.status_code == 409
    assert "belum disimpan" in jawab.text


def test_another_number_than_the_one_shown_is_said(peladen: Peladen, peramban: Peramban) -> None:
    satu = mulai(peladen)
    isi_laman = tersembunyi(peramban.buka(f"/isian/{satu.id}/terbit"))
    issue.buat(kantor(peladen), Permintaan("nota-dinas", contoh("nota-dinas")))
    jawab = peramban.kirim(f"/isian/{satu.id}/terbit", {**isi_laman, "_aksi": "terbit"})
    laman = peramban.buka(jawab.headers["location"])
    assert f"{isi_laman['_nomor']} sementara itu dipakai surat lain" in laman


def tersembunyi(laman: str) -> dict[str, str]:
    return dict(re.findall(r'name="(_versi|_naskah|_dilihat|_nomor)" value="([^"]*)"', laman))


def test_the_question_of_a_correction_shows_what_changes(peladen: Peladen, peramban: Peramban) -> None:
    k, isi = kantor(peladen), contoh("nota-dinas")
    surat = issue.buat(k, Permintaan("nota-dinas", isi))[0]
    jawab = peramban.kirim(f"/surat/{surat.id}/ubah")
    id_ = jawab.headers["location"].split("/")[2]
    laman = peramban.buka(f"/isian/{id_}")
    assert surat.nomor in laman
    assert 'value="23 November 2026"' in laman
    assert "Ralat tidak mengubah tanggal surat." in laman
    assert "Belum ada isian yang diubah." in peramban.buka(f"/isian/{id_}/terbit")
    satu = isian.buka(k, id_)
    isian.simpan(k, replace(satu, nilai={**satu.nilai, "hal": "Hal <baru>"}))
    laman = peramban.buka(f"/isian/{id_}/terbit")
    assert "Ralat: Nota Dinas" in laman
    assert f'<td class="nilai">{isi["hal"]}</td><td class="nilai">Hal &lt;baru&gt;</td>' in laman
    assert laman.count('<td class="nilai">') == 2


@pytest.mark.parametrize("akhir", ["ralat", "terbit", "batal"])
def test_a_change_of_a_letter_that_changed_meanwhile_goes_on_over_it(
    peladen: Peladen, peramban: Peramban, akhir: str
) -> None:
    k, isi = kantor(peladen), contoh("nota-dinas")
    surat = issue.buat(k, Permintaan("nota-dinas", isi, konsep=akhir == "terbit"))[0]
    id_ = peramban.kirim(f"/surat/{surat.id}/ubah").headers["location"].split("/")[2]
    satu = isian.buka(k, id_)
    isian.simpan(k, replace(satu, nilai={**satu.nilai, "hal": "Ketikan saya"}))
    if akhir == "ralat":
        perubahan.ralat(k, surat.id, {**isi, "kepada": "Sekretaris"}, alasan="lain")
    elif akhir == "terbit":
        penerbitan.terbit(k, surat.id)
    else:
        perubahan.batal(k, surat.id, alasan="lain")
    laman = peramban.buka(f"/isian/{id_}/terbit")
    assert "diubah di tempat lain" in laman
    assert f"/surat/{surat.id}" in laman
    jawab = peramban.kirim(f"/isian/{id_}/sesuaikan", {"_versi": versi(laman)})
    if akhir == "batal":
        assert "tidak dapat diterapkan lagi" in laman
        assert jawab.status_code == 409
        return
    laman = peramban.buka(jawab.headers["location"])
    assert "diubah di tempat lain" not in laman
    peramban.kirim(
        f"/isian/{id_}/terbit", {**tersembunyi(laman), "alasan": "salah ketik", "_aksi": "selesai"}
    )
    kini = pencarian.naskah_satu(k, surat.id)
    assert (kini.hal, kini.status) == ("Ketikan saya", "terbit")


def test_what_is_typed_after_the_type_is_gone_is_kept(
    peladen: Peladen, peramban: Peramban, jenis_kantor: Path
) -> None:
    satu = isian.mulai(kantor(peladen), "nota-coba", {"hal": "Lama"})
    laman = peramban.buka(f"/isian/{satu.id}")
    shutil.rmtree(jenis_kantor)
    kiriman = {"_versi": versi(laman), "hal": "Diketik terakhir", "isi": "Alinea", "_aksi": "simpan"}
    assert peramban.kirim(f"/isian/{satu.id}", kiriman).status_code == 303
    laman = peramban.buka(f"/isian/{satu.id}")
    assert "Diketik terakhir" in laman
    assert "Alinea" in laman


def test_files_of_the_letter_as_it_was_are_set_apart(peladen: Peladen, peramban: Peramban) -> None:
    k, isi = kantor(peladen), contoh("nota-dinas")
    surat = issue.buat(k, Permintaan("nota-dinas", isi))[0]
    perubahan.ralat(k, surat.id, {**isi, "hal": "Hal lain"}, alasan="salah")
    atas, _, bawah = peramban.buka(f"/surat/{surat.id}").partition("Berkas versi sebelumnya")
    baru, lama = (b.path.rsplit("/")[-1] for b in pencarian.surat(k, surat.id).berkas)
    assert (baru in atas, lama in atas, lama in bawah) == (True, False, True)


def test_a_date_that_has_not_come_is_warned_of_while_typing_and_in_the_last_question(
    peladen: Peladen, peramban: Peramban
) -> None:
    satu = mulai(peladen)
    k = kantor(peladen)
    isian.simpan(k, replace(satu, tanggal="30 Desember 2026"))
    for alamat in (f"/isian/{satu.id}", f"/isian/{satu.id}/terbit"):
        assert "Tanggal surat 30 Desember 2026 belum tiba; sesudahnya seri" in peramban.buka(alamat)
    kini = isian.buka(k, satu.id)
    isian.simpan(k, replace(kini, tanggal="23 November 2026"))
    assert "belum tiba" not in peramban.buka(f"/isian/{satu.id}/terbit")
