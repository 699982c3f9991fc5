"""The office changes while chunks wait: `massal lanjut` brings the queue up to date, and the merge ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from naskah import perubahan
from naskah.draf import Draf
from naskah.kantor import Kantor
from naskah.massal import cap, potongan
from naskah.massal.garap import garap
from registers.dasar.galat import TemplatSalah
from registers.ledger import Tx
from registers.ledger.antrean_pekerja import PekerjaBerbeda
from tests.bahan.antrean import antre, kantor_berantrean, keadaan, kerjakan_semua, potongan_antre, sql, surat
from tests.bahan.massal import nomor, pastikan_utuh


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=3)


def ganti_pejabat(kantor: Kantor) -> Kantor:
    """The office with another head, opened anew."""
    toml = kantor.folder / "kantor.toml"
    lama = toml.read_text("utf-8")
    toml.write_text(lama.replace("Contoh Kepala Dinas", "Contoh Kepala Dinas Baru"), "utf-8")
    assert toml.read_text("utf-8") != lama
    return Kantor.buka(kantor.folder, clock=kantor.clock, pelaku=kantor.pelaku)


def test_chunks_that_every_worker_refuses_are_replaced_by_lanjut_and_the_merge_ends(kantor: Kantor):
    id_ = antre(kantor, 7)
    kerjakan_semua_pertama(kantor)
    baru = ganti_pejabat(kantor)
    with pytest.raises(PekerjaBerbeda):
        kerjakan_semua(kantor, baru)
    assert garap(baru, id_).peringatan == (
        "2 potongan antrean diganti menurut pengaturan, templat, dan program yang sekarang.",
    )
    assert [(p.awal, p.akhir) for p in potongan_antre(kantor)] == [(4, 6), (7, 7)]
    kerjakan_semua(kantor, baru)
    assert keadaan(kantor, id_) == {"selesai": 7}
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 8)]
    assert not garap(baru, id_).peringatan
    pastikan_utuh(baru)
    baru.tutup()


def kerjakan_semua_pertama(kantor: Kantor) -> None:
    """The first chunk, and only it, is done."""
    potongan.kerjakan(kantor, potongan_antre(kantor)[0], 0)
    sql(kantor.tatanan.database, "DELETE FROM procrastinate_jobs WHERE args->>'awal' = '1'")


def test_chunks_as_they_should_be_are_left_alone(kantor: Kantor):
    id_ = antre(kantor, 7)
    sebelum = sql(kantor.tatanan.database, "SELECT id FROM procrastinate_jobs ORDER BY 1")
    assert garap(kantor, id_).peringatan == ()
    assert sql(kantor.tatanan.database, "SELECT id FROM procrastinate_jobs ORDER BY 1") == sebelum


def test_a_newer_program_takes_the_chunks_over(kantor: Kantor, monkeypatch: pytest.MonkeyPatch):
    id_ = antre(kantor, 2)
    for modul in (cap, potongan):
        monkeypatch.setattr(modul, "versi", lambda: "9.9")
    assert "1 potongan" in garap(kantor, id_).peringatan[0]
    kerjakan_semua(kantor, kantor)
    assert keadaan(kantor, id_) == {"selesai": 2}


def test_a_chunk_somebody_works_at_is_left_alone(kantor: Kantor):
    id_ = antre(kantor, 4)
    sql(kantor.tatanan.database, "UPDATE procrastinate_jobs SET status = 'doing' WHERE args->>'awal' = '1'")
    baru = ganti_pejabat(kantor)
    assert "1 potongan" in garap(baru, id_).peringatan[0]
    satu, dua = potongan_antre(kantor)
    assert satu.awal == 1
    potongan.kerjakan(baru, dua, 0)
    with pytest.raises(PekerjaBerbeda):
        potongan.kerjakan(baru, satu, 0)
    baru.tutup()


def test_a_row_that_cannot_be_rendered_any_longer_stays_issued_and_is_told(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 3)
    baru, asli = ganti_pejabat(kantor), Draf.render

    def render(self: Draf, *apa: Any, **lain: Any) -> Any:
        if str(self.isi["kepada"]).endswith(" 2"):
            raise TemplatSalah("Tidak muat.")
        return asli(self, *apa, **lain)

    monkeypatch.setattr(Draf, "render", render)
    diganti, salah = garap(baru, id_).peringatan
    assert "1 potongan" in diganti
    assert "Baris 2 tidak dapat dicetak lagi" in salah
    assert [(p.awal, p.akhir) for p in potongan_antre(kantor)] == [(1, 1), (3, 3)]
    kerjakan_semua(kantor, baru)
    assert keadaan(kantor, id_) == {"selesai": 2, "bernomor": 1}
    with kantor.ledger.baca() as baca:
        (baris,) = baca.baris_pekerjaan(id_, ["bernomor"])
        assert "Tidak muat" in baris.pesan
    perubahan.batal(baru, surat(kantor, id_)[1], alasan="tidak dapat dicetak")
    garap(baru, id_)
    assert keadaan(kantor, id_) == {"selesai": 2, "batal": 1}
    assert garap(baru, id_).selesai
    pastikan_utuh(baru)
    baru.tutup()


def test_a_replacement_is_kept_whole_or_not_at_all_and_the_merge_says_why_it_stopped(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    id_ = antre(kantor, 4)
    sebelum = potongan_antre(kantor)
    baru = ganti_pejabat(kantor)

    def antrekan(*_: object) -> None:
        raise TemplatSalah("putus")

    with monkeypatch.context() as tambalan:
        tambalan.setattr(Tx, "antrekan", antrekan)
        with pytest.raises(TemplatSalah):
            garap(baru, id_)
    assert potongan_antre(kantor) == sebelum
    with kantor.ledger.baca() as baca:
        assert (baca.pekerjaan(id_).keadaan, baca.pekerjaan(id_).sebab) == ("berhenti", "putus")
    garap(baru, id_)
    kerjakan_semua(kantor, baru)
    assert keadaan(kantor, id_) == {"selesai": 4}
    baru.tutup()


def test_letters_say_in_ledger_and_books_what_they_are_printed_with(kantor: Kantor):
    id_ = antre(kantor, 1)
    baru = ganti_pejabat(kantor)
    with kantor.ledger.baca() as baca:
        lama = baca.naskah(surat(kantor, id_)[0])
    garap(baru, id_)
    with kantor.ledger.baca() as baca:
        kini = baca.naskah(lama.id)
        baris = baca.baris_kunci(lama.id)
    assert kini.penandatangan != lama.penandatangan
    assert {b.nilai["penandatangan"] for b in baris} == {kini.penandatangan}
    baru.tutup()
