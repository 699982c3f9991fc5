"""Rules that hold between series. Pure; `naskah` asks them whenever an office is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from registers.dasar.pola import Pola, PolaSalah
from registers.dasar.temuan import Temuan
from registers.ledger.model import Seri


def periksa_seri(defs: Sequence[Seri]) -> list[Temuan]:
    """Every reason not to accept these series together; an empty list is a yes.

    No pattern may print one number twice within one period, alone or together with another series, and a
    series that inserts numbers must print the suffix.
    """
    temuan: list[Temuan] = []
    pola: list[tuple[Seri, Pola]] = []
    for seri in defs:
        temuan += _satu(seri)
        try:
            pola.append((seri, Pola.urai(seri.pola, seri.tetap)))
        except PolaSalah as galat:
            temuan.append(Temuan(f"seri.{seri.id}.pola", galat.pesan, "perbaiki pola nomornya", seri.pola))
            continue
        if seri.mundur == "sisipan" and "sisipan" not in pola[-1][1].token:
            saran = 'tambahkan {sisipan} sesudah {urut}, atau tulis mundur = "tolak"'
            temuan.append(Temuan(f"seri.{seri.id}.pola", "aturan sisipan perlu {sisipan}", saran, seri.pola))
    return temuan + list(_tabrakan(pola))


def _satu(seri: Seri) -> Iterator[Temuan]:
    if seri.mulai < 1:
        yield Temuan(
            f"seri.{seri.id}.mulai", "nomor pertama paling kecil 1", "tulis 1 atau lebih", str(seri.mulai)
        )
    if seri.reset not in ("tahunan", "tidak"):
        yield Temuan(f"seri.{seri.id}.reset", "tidak dikenal", "tulis tahunan atau tidak", seri.reset)
    if seri.mundur not in ("tolak", "sisipan"):
        yield Temuan(f"seri.{seri.id}.mundur", "tidak dikenal", "tulis tolak atau sisipan", seri.mundur)


def _tabrakan(pola: Sequence[tuple[Seri, Pola]]) -> Iterator[Temuan]:
    for i, (seri, satu) in enumerate(pola):
        for lain, dua in pola[:i]:
            if seri.id == lain.id:
                yield Temuan(f"seri.{seri.id}", "id ganda", "beri id yang lain")
            elif (contoh := satu.nomor_bersama(dua)) is not None:
                yield Temuan(
                    f"seri.{seri.id}.pola",
                    f"dapat mencetak nomor yang sama dengan seri {lain.id}, misalnya {contoh}",
                    "bedakan polanya, atau pakai satu seri untuk keduanya",
                    seri.pola,
                )


def beda_seri(lama: Sequence[Seri], baru: Sequence[Seri]) -> list[str]:
    """What accepting `baru` would change in `lama`, one Indonesian phrase per difference."""
    dulu = {s.id: s for s in lama}
    kini = {s.id: s for s in baru}
    hasil = [f"seri {i} belum ada di buku besar" for i in kini if i not in dulu]
    hasil += [f"seri {i} tidak ada lagi di kantor.toml" for i in dulu if i not in kini]
    for id_ in kini:
        if id_ in dulu:
            hasil += _beda(dulu[id_], kini[id_])
    return hasil


def _beda(lama: Seri, baru: Seri) -> Iterator[str]:
    for nama, dulu, kini in (
        ("pola", _pola(lama), _pola(baru)),
        ("reset", lama.reset, baru.reset),
        ("mulai", str(lama.mulai), str(baru.mulai)),
        ("mundur", lama.mundur, baru.mundur),
        ("luar", _ya(lama.luar), _ya(baru.luar)),
        ("jenis", ", ".join(lama.jenis), ", ".join(baru.jenis)),
    ):
        if dulu != kini:
            yield f"seri {baru.id}: {nama} {dulu or '(kosong)'} menjadi {kini or '(kosong)'}"


def _pola(seri: Seri) -> str:
    """The pattern with its constants in place, so that a constant nobody prints makes no difference."""
    try:
        return Pola.urai(seri.pola, seri.tetap).asal
    except PolaSalah:
        return seri.pola


def _ya(nilai: bool) -> str:
    return "ya" if nilai else "tidak"
