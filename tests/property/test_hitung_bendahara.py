"""The treasurer's desk for any figures: sums agree to the sen, words spell what is printed, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from naskah.anggaran import SEBUTAN, dari_data
from naskah.hari_kerja import banyak, masuk
from naskah.hitung._kas import (
    GerakKas,
    hitung_penutupan,
    tutup,
)
from naskah.hitung._sipd import DOKUMEN, telaah, urai
from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran, sisa
from naskah.hitung._uang_persediaan import batas_tu
from naskah.hitung.gu import gu
from naskah.hitung.spp import INFORMASI, MENGURANGI, spp
from naskah.hitung.tu import tu
from naskah.hitung.up import up
from naskah.hitung_buku import Hari
from naskah.hitung_buku._setoran_penerimaan import paling_lambat
from naskah.hitung_buku.keadaan_setoran import keadaan_setoran
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.terbilang import terbilang_rupiah

NOL = Decimal("0.00")
SURAT = date(2026, 11, 23)
RUJUKAN = Rujukan(SURAT)
RUPIAH, ISIAN = semua()["rupiah"], Isian("x", "rupiah")


def sen(terbesar: int = 10**13) -> st.SearchStrategy[Decimal]:
    return st.integers(0, terbesar).map(lambda n: Decimal(n).scaleb(-2))


def teks(jumlah: Decimal) -> str:
    return f"{jumlah:.2f}"


KODE = st.builds(
    lambda *b: ".".join(b),
    *(st.from_regex(rf"[0-9]{{{n}}}", fullmatch=True) for n in (1, 1, 2, 2, 2, 4)),
)


@st.composite
def baris_rincian(draw: st.DrawFn, terbesar: int = 10**13) -> list[dict[str, str]]:
    """Rows with accounts that differ."""
    kode = draw(st.lists(KODE, min_size=1, max_size=8, unique=True))
    return [{"kode_rekening": k, "uraian": "Contoh", "jumlah": teks(draw(sen(terbesar)))} for k in kode]


@st.composite
def baris_potongan(draw: st.DrawFn) -> dict[str, str]:
    jumlah = draw(sen(10**6))
    baris = {"uraian": "Contoh", "jumlah": teks(jumlah)}
    if draw(st.booleans()):
        baris["dasar"] = teks(draw(sen(10**6)))
    if sifat := draw(st.sampled_from([MENGURANGI, INFORMASI, ""])):
        baris["sifat"] = sifat
    return baris


def figur(baris: Sequence[dict[str, str]], potongan: Sequence[dict[str, str]] = (), **lain: object):
    """The four totals, or the places that are refused."""
    try:
        nilai = spp({"rincian": list(baris), "potongan": list(potongan), **lain}, RUJUKAN).nilai
    except DataTidakSah as galat:
        return {t.tempat for t in galat.temuan}
    return [Decimal(nilai[k]) for k in ("bruto", "jumlah_potongan", "jumlah_potongan_informasi", "netto")]


@given(baris_rincian(10**6), st.lists(baris_potongan(), max_size=5))
@settings(deadline=None)
def test_bruto_is_the_rows_and_netto_is_bruto_less_what_reduces_it_or_it_is_refused(baris, potongan):
    bruto = sum((Decimal(b["jumlah"]) for b in baris), NOL)
    kurang = sum((Decimal(p["jumlah"]) for p in potongan if p.get("sifat") != INFORMASI), NOL)
    catat = sum((Decimal(p["jumlah"]) for p in potongan if p.get("sifat") == INFORMASI), NOL)
    lewat = {
        f"potongan[{ke}].jumlah"
        for ke, p in enumerate(potongan, start=1)
        if Decimal(p["jumlah"]) > (Decimal(p["dasar"]) if "dasar" in p else bruto)
    }
    salah = lewat | ({"potongan"} if kurang > bruto else set())
    hasil = figur(baris, potongan)
    assert hasil == (salah or [bruto, kurang, catat, bruto - kurang])
    assert isinstance(hasil, set) or hasil[3] >= 0


@given(st.data(), baris_rincian(10**6), st.lists(baris_potongan(), max_size=5))
@settings(deadline=None)
def test_the_order_of_rows_changes_no_figure(data, baris, potongan):
    pertama = figur(baris, potongan)
    kedua = figur(data.draw(st.permutations(baris)), data.draw(st.permutations(potongan)))
    assert pertama == kedua or (isinstance(pertama, set) and len(pertama) == len(kedua))


@given(baris_rincian(), st.integers(0, 7))
@settings(deadline=None)
def test_an_account_written_again_is_refused_wherever_it_stands(baris, ke):
    ganda = [*baris, baris[ke % len(baris)]]
    assert figur(ganda) == {f"rincian[{len(ganda)}].kode_rekening"}


@given(baris_rincian(), sen())
@settings(deadline=None)
def test_an_spp_is_never_above_its_surat_penyediaan_dana(baris, jumlah_spd):
    hasil = figur(baris, jumlah_spd=teks(jumlah_spd))
    assert hasil == {"jumlah_spd"} or hasil[0] <= jumlah_spd


@given(st.dates(date(2021, 1, 1), date(2035, 12, 31)), st.integers(2021, 2035))
@settings(deadline=None)
def test_a_letter_belongs_to_its_tahun_anggaran(surat, tahun):
    isi = {
        "rincian": [{"kode_rekening": "5.1.02.01.01.0024", "uraian": "x", "jumlah": "1.00"}],
        "tahun_anggaran": tahun,
    }
    if surat.year == tahun:
        assert spp(isi, Rujukan(surat)).nilai["bruto"] == "1.00"
    else:
        with pytest.raises(DataTidakSah):
            spp(isi, Rujukan(surat))


@given(baris_rincian())
@settings(deadline=None)
def test_the_words_are_those_of_exactly_the_printed_figure(baris):
    bruto = spp({"rincian": baris}, RUJUKAN).nilai["bruto"]
    cetak = RUPIAH.cetak("x", bruto, ISIAN)
    tercetak = Decimal(str(cetak["x"]).removeprefix("Rp").replace(".", "").replace(",", "."))
    assert tercetak == sum((Decimal(b["jumlah"]) for b in baris), NOL)
    assert cetak["x_terbilang"] == terbilang_rupiah(tercetak)
    assert cetak["x"] == f"Rp{cetak['x_angka']}"


# ---------------------------------------------------------------- numbers


@st.composite
def nomor_sipd(draw: st.DrawFn) -> tuple[str, str, int]:
    """A clean number, its document and its year."""
    dokumen = draw(st.sampled_from(list(DOKUMEN)))
    jenis = "" if dokumen == "01.0" else draw(st.sampled_from(["LS/", "GU/", "UP/", "TU/"]))
    daerah = draw(st.from_regex(r"[0-9]{2}\.[0-9]{2}", fullmatch=True))
    urut = draw(st.integers(0, 999_999))
    tahapan = draw(st.sampled_from(["M", "P", "P1", "P6", "P.02"]))
    bulan, tahun = draw(st.integers(1, 12)), draw(st.integers(2021, 2035))
    return (
        f"{daerah}/{dokumen}/{urut:06}/{jenis}2.17.0.00.0.00.01.0000/{tahapan}/{bulan}/{tahun}",
        dokumen,
        tahun,
    )


@given(nomor_sipd(), st.sampled_from(list(DOKUMEN)), st.integers(2021, 2035))
@settings(deadline=None)
def test_a_clean_number_is_only_remarked_on_for_another_document_or_year(satu, dokumen, tahun):
    nomor, benar, tahun_nomor = satu
    assert urai(nomor).janggal == ()
    assert len(telaah(nomor, dokumen=dokumen, tahun=tahun)) == (dokumen != benar) + (tahun != tahun_nomor)


@given(nomor_sipd(), st.data())
@settings(deadline=None)
def test_a_number_of_sipd_comes_back_unchanged_however_dirty(satu, data):
    nomor = satu[0]
    for _ in range(data.draw(st.integers(0, 4))):
        di = data.draw(st.integers(1, len(nomor) - 1))
        nomor = nomor[:di] + data.draw(st.sampled_from([" ", "", "0", ".", "/"])) + nomor[di + 1 :]
    nomor = nomor.strip()
    kind, isian = semua()["nomor_sipd"], Isian("x", "nomor_sipd")
    assert kind.baca(f" {nomor}\n", isian, TanpaAcuan()) == nomor
    assert kind.cetak("x", nomor, isian) == {"x": nomor}
    assert all(f"“{nomor}”" in p for p in telaah(nomor, dokumen="02.0", tahun=2026))


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_looked_at_without_an_error(nomor):
    assert telaah(nomor, dokumen="03.0", tahun=2026)


@given(KODE, st.data())
@settings(deadline=None)
def test_an_account_is_the_same_with_blanks_anywhere(kode, data):
    kind, isian = semua()["kode_rekening"], Isian("x", "kode_rekening")
    berspasi = "".join(h + " " * data.draw(st.integers(0, 2)) for h in kode)
    assert kind.baca(berspasi, isian, TanpaAcuan()) == kode


@given(st.from_regex(r"[0-9]{5,20}", fullmatch=True), st.data())
@settings(deadline=None)
def test_a_bank_account_keeps_every_digit(nomor, data):
    kind, isian = semua()["rekening_bank"], Isian("x", "rekening_bank")
    tertulis = "".join(h + data.draw(st.sampled_from(["", " ", "-", "."])) for h in nomor)
    assert kind.baca(tertulis, isian, TanpaAcuan()) == nomor


# ---------------------------------------------------------------- UP, GU, TU


@given(sen(), sen(), st.integers(1, 3))
@settings(deadline=None)
def test_up_is_asked_for_once_and_never_above_the_decree(diminta, ditetapkan, ke):
    isi = {"bruto": teks(diminta), "up_ditetapkan": teks(ditetapkan), "spp_up_ke": ke}
    try:
        belum = Decimal(up(isi, RUJUKAN).nilai["up_belum_diajukan"])
    except DataTidakSah:
        assert ke > 1 or diminta > ditetapkan
    else:
        assert ke == 1
        assert belum == ditetapkan - diminta >= 0


@given(sen(1000), sen(1000), sen(1000), st.none() | sen(1000))
@settings(deadline=None)
def test_gu_is_the_lpj_and_never_makes_more_than_the_up(diminta, lpj, ditetapkan, sisa_up):
    isi = {"bruto": teks(diminta), "lpj_disahkan": teks(lpj), "up_ditetapkan": teks(ditetapkan)}
    if sisa_up is not None:
        isi["sisa_up"] = teks(sisa_up)
    sesudah = (sisa_up or NOL) + diminta
    try:
        nilai = gu(isi, RUJUKAN).nilai
    except DataTidakSah:
        assert diminta != lpj or sesudah > ditetapkan
        return
    assert diminta == lpj
    assert sesudah <= ditetapkan
    if sisa_up is not None:
        assert Decimal(nilai["up_sesudah_gu"]) + Decimal(nilai["up_belum_diganti"]) == ditetapkan


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12), st.integers(1, 1000))
@settings(deadline=None)
def test_up_revolves_a_whole_year_without_growing(belanja_persen, up_ditetapkan):
    kas = ditetapkan = Decimal(up_ditetapkan)
    for persen in belanja_persen:
        belanja = (kas * persen / 100).quantize(NOL)
        kas -= belanja
        isi = {
            "bruto": teks(belanja),
            "lpj_disahkan": teks(belanja),
            "up_ditetapkan": teks(ditetapkan),
            "sisa_up": teks(kas),
        }
        kas = Decimal(gu(isi, RUJUKAN).nilai["up_sesudah_gu"])
        assert kas == ditetapkan


@given(sen(1000), sen(1000), sen(1000))
@settings(deadline=None)
def test_a_tu_is_accounted_for_to_the_sen_or_refused(diterima, dipakai, kembali):
    isi = {
        "bruto": teks(diterima),
        "tu_dipertanggungjawabkan": teks(dipakai),
        "tu_dikembalikan": teks(kembali),
    }
    try:
        nilai = tu(isi, RUJUKAN).nilai
    except DataTidakSah as galat:
        (temuan,) = galat.temuan
        assert dipakai + kembali != diterima
        assert (temuan.tempat == "tu_dikembalikan") == (dipakai + kembali < diterima)
    else:
        assert (dipakai + kembali, nilai["sisa_tu"]) == (diterima, "0.00")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
@settings(deadline=None)
def test_tu_is_due_so_many_months_later_on_the_same_day_or_the_last_before_it(sp2d, bulan):
    batas = batas_tu(sp2d, bulan)
    assert (batas.year - sp2d.year) * 12 + batas.month - sp2d.month == bulan
    assert batas.day == sp2d.day or (batas.day < sp2d.day and (batas + timedelta(days=1)).day == 1)


# ---------------------------------------------------------------- the budget


@st.composite
def pos_anggaran(draw: st.DrawFn) -> list[PosAnggaran]:
    kunci = draw(
        st.lists(st.tuples(st.sampled_from(["1.01", "1.02"]), KODE), min_size=1, max_size=5, unique=True)
    )
    jumlah = sen(10**6)
    return [
        PosAnggaran(s, k, "Contoh", draw(jumlah), draw(st.none() | jumlah), draw(jumlah)) for s, k in kunci
    ]


@given(pos_anggaran(), st.data())
@settings(deadline=None)
def test_what_is_left_is_the_budget_less_spent_less_this_and_below_zero_it_is_a_finding(semua_pos, data):
    dipakai = data.draw(st.lists(st.tuples(st.sampled_from(semua_pos), sen(10**6)), min_size=1, max_size=6))
    rincian = [
        {"sub_kegiatan": p.sub_kegiatan, "kode_rekening": p.kode_rekening, "jumlah": teks(j)}
        for p, j in dipakai
    ]
    hasil = sisa(Anggaran("x", tuple(semua_pos)), rincian)
    lampau = 0
    for p in dict.fromkeys(p for p, _ in dipakai):
        ini = sum((j for q, j in dipakai if q == p), NOL)
        (baris,) = [
            b for b in hasil.baris if (b.sub_kegiatan, b.kode_rekening) == (p.sub_kegiatan, p.kode_rekening)
        ]
        assert baris.sisa_dpa == p.dpa - p.realisasi - ini
        assert baris.sisa_spd == (None if p.spd is None else p.spd - p.realisasi - ini)
        lampau += sum(s is not None and s < 0 for s in (baris.sisa_dpa, baris.sisa_spd))
    assert len(hasil.temuan) == lampau


@given(pos_anggaran(), st.data())
@settings(deadline=None, max_examples=25)
def test_a_budget_comes_back_from_excel_whatever_the_order_and_names_of_its_columns(semua_pos, data):
    nama = data.draw(st.permutations(list(SEBUTAN)))
    wb = Workbook()
    wb.active.append([data.draw(st.sampled_from(SEBUTAN[n])).upper() for n in nama])
    for p in semua_pos:
        wb.active.append([v if isinstance(v := getattr(p, n), str | None) else float(v) for n in nama])
    wb.save(isi := BytesIO())
    hasil = dari_data(isi.getvalue(), "x")
    assert hasil.temuan == ()
    assert [(p.sub_kegiatan, p.kode_rekening, p.dpa, p.spd, p.realisasi) for p in hasil.pos] == [
        (p.sub_kegiatan, p.kode_rekening, p.dpa, p.spd, p.realisasi) for p in semua_pos
    ]


# ---------------------------------------------------------------- cash


@st.composite
def gerak(draw: st.DrawFn) -> list[GerakKas]:
    """Receipts and expenses of a few months, in the order of their days."""
    hari = sorted(draw(st.lists(st.dates(date(2026, 9, 1), date(2027, 2, 28)), max_size=12)))
    hasil = []
    for h in hari:
        jumlah = draw(sen(10**8).filter(bool))
        hasil.append(GerakKas(h, *((jumlah, NOL) if draw(st.booleans()) else (NOL, jumlah))))
    return hasil


@given(gerak(), sen(), st.integers(9, 14), st.integers(-100, 100), sen())
@settings(deadline=None)
def test_a_closing_agrees_with_the_sum_of_its_rows_and_refuses_any_difference(buku, awal, ke, beda, bank):
    bulan = (2026 + (ke - 1) // 12, (ke - 1) % 12 + 1)
    sampai = [g for g in buku if (g.tanggal.year, g.tanggal.month) <= bulan]
    saldo = awal + sum((g.terima - g.keluar for g in sampai), NOL)
    kas = saldo - bank + Decimal(beda).scaleb(-2)
    buku = [GerakKas(date(2026, 8, 31), awal, NOL), *buku]
    p = hitung_penutupan(buku, bulan, kas_tunai=kas, bank=bank)
    assert (p.saldo, p.selisih) == (saldo, Decimal(beda).scaleb(-2))
    assert p.terima_sd - p.keluar_sd == p.saldo
    if beda or kas < 0:
        with pytest.raises(DataTidakSah):
            tutup(p)
    else:
        assert tutup(p) is p


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sets(st.integers(0, 10)),
    st.integers(1, 3),
    st.integers(0, 40),
)
@settings(deadline=None)
def test_a_deposit_is_due_after_so_many_working_days_and_late_from_the_day_after(terima, jarak, n, lama):
    libur = frozenset(terima + timedelta(days=j) for j in jarak)
    hari = Hari(terima, libur, {"setor_hari_kerja": n})
    setor = {"tanggal_setor": (terima + timedelta(days=lama)).isoformat(), "nomor_sts": "7", "disetor": "5"}
    isi = {"tanggal": terima.isoformat(), "jumlah": "5", "kode_rekening": "4.1.04.15.01.0001", **setor}
    tempo = paling_lambat(isi, hari)
    assert tempo is not None
    assert masuk(tempo, libur)
    assert banyak(terima + timedelta(days=1), tempo, libur) == n
    telat = lama > (tempo - terima).days
    assert keadaan_setoran(isi, hari) == ("disetor terlambat" if telat else "disetor")
