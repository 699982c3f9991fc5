"""What a sync is to do about the rows of a sheet: keys, copies, typed rows, rows that are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from registers.entri import DIKETIK
from registers.ledger.model import Baris
from registers.penggabungan import tampilan
from registers.rencana import Rencana, Tercatat, susun
from registers.workbook import BarisIsi, Isi
from tests.bahan.sinkron import MINI

SEMUA = {"mini": MINI}


def besar(kunci: str, urutan: int, pesan: str = "", **orang: str) -> Baris:
    """A row of the ledger."""
    nilai = {"hal": f"hal {kunci}", "urutan": urutan}
    return Baris("mini", 2026, kunci, nilai, urutan, urutan, orang, pesan)


def tertulis(baris: Baris, nomor: int, **ganti: object) -> BarisIsi:
    """The row as the book shows it, some cells changed by people."""
    isi = {**tampilan(MINI, baris.nilai, baris.orang), "_pesan": baris.pesan, **ganti}
    return BarisIsi(baris.kunci, nomor, {k: v for k, v in isi.items() if v not in ("", None)})  # type: ignore[misc]


def lembar(*baris: BarisIsi, penuh: bool = True, hilang: Sequence[str] = ()) -> Isi:
    return Isi("mini", 2026, (3, "h"), "Kecil", (), baris, penuh, frozenset(hilang))


def rencana(
    isi: Isi, kini: Sequence[Baris], tercatat: Tercatat | None = None, tanpa_dasar: Sequence[str] = ()
) -> Rencana:
    """The plan against these rows, all of which but some were in the file when it was written."""
    menurut = {b.kunci: b for b in kini}
    dasar = {k: tampilan(MINI, b.nilai, b.orang) for k, b in menurut.items() if k not in tanpa_dasar}
    return susun(MINI, SEMUA, isi, menurut, dasar, tercatat)


A, B = besar("N-a", 1), besar("N-b", 2)


def test_a_sheet_as_it_should_be_needs_nothing() -> None:
    hasil = rencana(lembar(tertulis(B, 9), tertulis(A, 12)), [A, B])  # sorted and with blank rows
    assert hasil == Rencana({}, (), (), (), ())
    assert not hasil.mengubah_buku_besar


def test_a_deleted_row_comes_back() -> None:
    assert rencana(lembar(tertulis(A, 9)), [A, B]).dikembalikan == ("N-b",)


def test_a_row_the_file_never_had_is_not_deleted_however_it_was_read() -> None:
    sebagian = lembar(penuh=False, hilang=["N-b"])
    assert rencana(sebagian, [A, B], tanpa_dasar=["N-b"]).dikembalikan == ()
    assert rencana(lembar(tertulis(A, 9)), [A, B], tanpa_dasar=["N-b"]).dikembalikan == ()
    assert rencana(sebagian, [A, B]).dikembalikan == ("N-b",)


def test_of_a_copied_row_the_first_keeps_the_key_and_the_other_is_a_typed_row() -> None:
    hasil = rencana(lembar(tertulis(A, 9, catatan="satu"), tertulis(A, 10, catatan="dua")), [A])
    assert [(k, b.di_buku) for k, b in hasil.beda("diambil")] == [("N-a", "satu")]
    assert hasil.ganda == (10,)
    (ketikan,) = hasil.ketikan
    assert (ketikan.nomor, ketikan.kunci, ketikan.isi["catatan"]) == (10, "", "dua")


def test_a_key_nobody_knows_is_taken_away() -> None:
    hasil = rencana(lembar(BarisIsi("N-zzz", 9, {"hal": "asing"})), [])
    assert (hasil.ganda, hasil.ketikan[0].kunci) == ((9,), "")


def test_a_row_on_its_way_in_keeps_its_key_but_a_copy_of_it_does_not() -> None:
    masuk = [BarisIsi("B-satu", n, {"hal": f"ketikan {n}"}) for n in (9, 10)]
    hasil = rencana(lembar(*masuk), [])
    assert [(k.nomor, k.kunci) for k in hasil.ketikan] == [(9, "B-satu"), (10, "")]
    assert hasil.ganda == (10,)


def test_a_row_that_was_entered_before_the_crash_is_known_by_the_key_it_was_given() -> None:
    surat = besar("N-x", 3)
    isi = lembar(BarisIsi("B-satu", 9, {"hal": "hal N-x"}))
    hasil = rencana(isi, [surat], Tercatat({"B-satu": "N-x"}), tanpa_dasar=["N-x"])
    assert (hasil.dikenali, hasil.ketikan, dict(hasil.gabungan)) == ({9: "N-x"}, (), {})


def test_of_a_row_entered_before_the_crash_only_what_was_typed_otherwise_counts() -> None:
    baris = besar("B-satu", 3)
    isi = lembar(BarisIsi("B-satu", 9, {"hal": "lain", "catatan": "sesudahnya"}))
    hasil = rencana(isi, [baris], tanpa_dasar=["B-satu"])
    assert [(b.kolom.kunci, b.di_buku) for _, b in hasil.beda("konflik")] == [("hal", "lain")]
    assert [(b.kolom.kunci, b.di_buku) for _, b in hasil.beda("diambil")] == [("catatan", "sesudahnya")]


def diketik(baris: Baris, **isi: str) -> Baris:
    """The row with what was typed into the sheet when it was entered."""
    return replace(baris, nilai={**baris.nilai, DIKETIK: isi})


def test_fewer_cells_than_a_row_was_typed_with_are_another_row() -> None:
    kini = diketik(besar("B-satu", 3, catatan="dulu"), hal="hal B-satu", catatan="dulu")
    hasil = rencana(
        lembar(BarisIsi("", 9, {"hal": "hal B-satu"})),
        [kini],
        Tercatat(baru={"B-satu": [kini]}),
        tanpa_dasar=["B-satu"],
    )
    assert (hasil.dikenali, [k.nomor for k in hasil.ketikan]) == ({}, [9])


def test_rows_sorted_without_their_hidden_key_get_it_back() -> None:
    catatan = {"N-a": "milik a", "N-b": "milik b"}
    a, b = (besar(k, n, catatan=catatan[k]) for n, k in enumerate(catatan, 1))
    isi = lembar(replace(tertulis(b, 9), kunci="N-a"), replace(tertulis(a, 10), kunci="N-b"))
    hasil = rencana(isi, [a, b])
    assert hasil.dikenali == {9: "N-b", 10: "N-a"}
    assert [*hasil.beda("diambil"), *hasil.beda("konflik")] == []
    assert hasil.dikembalikan == ()


def test_two_numbers_changed_by_hand_move_no_row() -> None:
    a, b = besar("N-a", 1, catatan="milik a"), besar("N-b", 2, catatan="milik b")
    isi = lembar(tertulis(a, 9, urutan=2), tertulis(b, 10, urutan=1))
    hasil = rencana(isi, [a, b])
    assert hasil.dikenali == {}
    assert {k for k, _ in hasil.beda("konflik")} == {"N-a", "N-b"}


def test_of_two_rows_with_one_key_the_untouched_one_keeps_it() -> None:
    isi = lembar(tertulis(A, 9, hal="lain sama sekali"), tertulis(A, 10))
    hasil = rencana(isi, [A])
    assert (hasil.ganda, [k.nomor for k in hasil.ketikan]) == ((9,), [9])


def test_a_key_copied_from_another_book_asks_for_nothing_there() -> None:
    isi = lembar(BarisIsi("B-lain", 9, {"hal": "dari buku lain"}))
    hasil = rencana(isi, [A], Tercatat(asing={"B-lain"}), tanpa_dasar=["N-a"])
    assert (hasil.ganda, [(k.nomor, k.kunci) for k in hasil.ketikan]) == ((9,), [(9, "")])


def test_a_formula_nobody_has_computed_changes_nothing() -> None:
    baris = besar("N-a", 1, catatan="2")
    satu = replace(tertulis(baris, 9, catatan=""), rumus={"catatan": "=1+1"})
    assert rencana(lembar(satu), [baris]).gabungan == {}


def test_a_typed_row_in_an_old_copy_is_the_row_it_became() -> None:
    lama, kini = (
        diketik(besar("B-satu", 3, catatan=catatan), hal="hal B-satu", catatan="dulu")
        for catatan in ("dulu", "kini")
    )
    isi = lembar(*(BarisIsi("", n, {"hal": "hal B-satu", "catatan": "dulu"}) for n in (9, 10)))
    hasil = rencana(isi, [kini], Tercatat(baru={"B-satu": [kini, lama]}), tanpa_dasar=["B-satu"])
    assert hasil.dikenali == {9: "B-satu"}
    assert [k.nomor for k in hasil.ketikan] == [10]  # typed twice is entered twice
    assert [*hasil.beda("diambil"), *hasil.beda("konflik")] == []
    assert hasil.gabungan["B-satu"].tulis == {"catatan"}  # the newer note is not taken back


def test_a_copied_row_in_an_old_copy_is_the_row_it_became_too() -> None:
    jadi = diketik(Baris("mini", 2026, "B-satu", {"hal": "hal N-a"}, 5, 5), hal="hal N-a")
    isi = lembar(tertulis(A, 9), tertulis(A, 10))
    hasil = rencana(isi, [A, jadi], Tercatat(baru={"B-satu": [jadi]}), tanpa_dasar=["B-satu"])
    assert (hasil.dikenali, hasil.ketikan, hasil.ganda) == ({10: "B-satu"}, (), ())


def test_a_typed_row_that_says_something_else_is_a_row_of_its_own() -> None:
    kini = diketik(besar("B-satu", 3), hal="hal B-satu")
    isi = lembar(BarisIsi("", 9, {"hal": "hal B-satu", "catatan": "tidak pernah tercatat"}))
    hasil = rencana(isi, [kini], Tercatat(baru={"B-satu": [kini]}), tanpa_dasar=["B-satu"])
    assert (hasil.dikenali, [k.nomor for k in hasil.ketikan]) == ({}, [9])


def test_a_message_is_read_when_it_was_wiped_out() -> None:
    baris = besar("N-a", 1, pesan="Baris ini kembali.")
    assert rencana(lembar(tertulis(baris, 9)), [baris]).pesan_dibaca == ()
    assert rencana(lembar(tertulis(baris, 9, _pesan="")), [baris]).pesan_dibaca == ("N-a",)


def test_the_event_names_every_cell() -> None:
    isi = lembar(tertulis(A, 9, catatan="baru", hal="diubah"))
    peristiwa: Mapping[str, object] = rencana(isi, [A, B]).peristiwa("mini", 2026)
    assert peristiwa == {
        "buku": "mini",
        "tahun": 2026,
        "diambil": [{"kunci": "N-a", "kolom": "catatan", "buku": "baru", "buku_besar": ""}],
        "konflik": [{"kunci": "N-a", "kolom": "hal", "buku": "diubah", "buku_besar": "hal N-a"}],
        "dikembalikan": ["N-b"],
    }
