"""Values for a letter from files people write: .toml, .json, an .xlsx input sheet, standard input, --set."""

from __future__ import annotations

import copy
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from naskah.catalog import Jenis
from naskah.isi_lembar import IsiBerkas, dari_lembar
from naskah.validate import Masukan
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.kinds import tanggal
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import ANGKA_EKSAK, desimal_dari

_UKURAN_MAKS = 10 * 1024 * 1024
_DIGIT_MAKS = 100  # of a whole number; no amount and no identity number is longer
_DIGIT_EKSAK = 15  # that a floating point number tells apart
_DALAM_MAKS = 8  # a table in a row of a table is three
_BERTITIK = re.compile(r"=\s*(\d{1,3}(?:\.\d{3}){2,})\b(?!,)", re.ASCII)
_TANGGAL = re.compile(r"(?<![\w\"'-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?![\w\"'-])")
_TANDA_JSON = re.compile(r"[ \t\r\n]*(\S|\Z)[ \t\r\n]*")  # one sign, or the end, and the blanks around it
_LANGKAH = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)((?:\[[0-9]{1,4}\])?)")


def baca_isi(path: Path) -> IsiBerkas:
    """The values in a file, by its suffix, without knowing what they are for.

    Raises:
        DataTidakSah: it cannot be read as what its suffix says, or cells are broken.
        BerkasGagal: it is missing or unreadable.
    """
    isi = _baca(path, None)
    if isi.temuan:
        raise DataTidakSah(f"{path.name} belum benar.", isi.temuan)
    return isi


def baca_stdin(stdin: BinaryIO | None = None) -> IsiBerkas:
    """The values on standard input: TOML, or JSON when it begins with a brace.

    Raises:
        DataTidakSah: it is neither.
    """
    return IsiBerkas(_dari_teks((stdin or sys.stdin.buffer).read(_UKURAN_MAKS + 1), "masukan standar"))


def kumpulkan(
    jenis: Jenis,
    sumber: str,
    set_: Sequence[str] = (),
    lama: Mapping[str, Nilai] | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> Masukan:
    """The values for one letter: same-named ones of an earlier letter, over them the file's, over them --set.

    Args:
        jenis: type of the letter.
        sumber: path of the file, "-" for standard input, "" for none.
        set_: "field=value" each; paths such as "pegawai[1].nip" reach into tables.
        lama: values of an earlier letter; fields this type does not have are left out.
        stdin: where "-" reads from.

    Raises:
        DataTidakSah: the file or an assignment cannot be read; broken cells travel with the result.
        BerkasGagal: the file is missing or unreadable.
    """
    dikenal = {isian.nama for isian in jenis.isian}
    nilai = {k: copy.deepcopy(v) for k, v in (lama or {}).items() if k in dikenal}
    isi = IsiBerkas({})
    if sumber == "-":
        isi = baca_stdin(stdin)
    elif sumber:
        isi = _baca(Path(sumber), jenis)
    nilai |= isi.nilai
    temuan = [t for satu in set_ if (t := _tetapkan(nilai, isi, satu)) is not None]
    if temuan:
        raise DataTidakSah("Isian --set belum benar.", temuan)
    return Masukan(nilai, isi.sel, isi.temuan)


def _baca(path: Path, jenis: Jenis | None) -> IsiBerkas:
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            return dari_lembar(berkas.baca(path), path.name, jenis)
        case ".toml" | ".json":
            return IsiBerkas(_dari_teks(berkas.baca(path), path.name, path.suffix.lower()))
        case lain:
            _tolak(
                path.name,
                f"jenis berkas {lain or 'tanpa akhiran'} tidak dikenal",
                "pakai .toml, .json, atau .xlsx",
            )


def _dari_teks(data: bytes, nama: str, akhiran: str = "") -> dict[str, Nilai]:
    """A table from TOML or JSON; without a suffix, what begins with "{" is JSON."""
    if len(data) > _UKURAN_MAKS:
        _tolak(nama, "terlalu besar", f"paling besar {_UKURAN_MAKS // 1024**2} MB")
    try:
        teks = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _tolak(nama, "bukan teks UTF-8", "simpan ulang sebagai UTF-8 (Notepad: Save As, Encoding UTF-8)")
    json_ = akhiran == ".json" or (not akhiran and teks.lstrip().startswith("{"))
    try:
        hasil = urai_json(teks) if json_ else tomllib.loads(teks, parse_float=Decimal)
        _periksa_dalam(hasil)
    except RecursionError:
        _tolak(nama, "terlalu dalam bersarang", f"paling banyak {_DALAM_MAKS} tingkat")
    except json.JSONDecodeError as galat:
        _tolak(nama, "bukan JSON yang sah", f"periksa baris {galat.lineno}, huruf {galat.colno}")
    except tomllib.TOMLDecodeError as galat:
        _tolak_toml(nama, teks, galat)
    except ValueError as galat:
        _tolak(nama, str(galat), "perbaiki berkas itu")
    if not isinstance(hasil, dict):
        _tolak(nama, "isinya bukan pasangan isian dan nilai", 'tulis {"isian": "nilai"}')
    return cast("dict[str, Nilai]", hasil)


def _tolak_toml(nama: str, teks: str, galat: tomllib.TOMLDecodeError) -> NoReturn:
    """Say where TOML ends to be TOML, and of a date there that the calendar does not have, which one."""
    m = re.search(r"line (\d+), column (\d+)", str(galat))
    if m is None:
        _tolak(
            nama, "bukan TOML yang sah", 'periksa akhir berkas; teks di antara tanda kutip: nama = "Contoh"'
        )
    baris = teks.split("\n")[int(m[1]) - 1]
    if angka := _BERTITIK.search(baris):
        saran = f'tulis {angka[1].replace(".", "")}, atau dengan tanda kutip: "{angka[1]}"'
        _tolak(nama, f"baris {m[1]}: angka bertitik tanpa tanda kutip (tertulis: {angka[1]})", saran)
    for tertulis in _TANGGAL.findall(baris):
        try:
            tanggal.dari_teks(tertulis)
        except NilaiSalah as salah:
            _tolak(nama, f"baris {m[1]}: {salah.pesan} (tertulis: {tertulis})", salah.saran)
    letak = f"periksa baris {m[1]}, huruf {m[2]}"
    _tolak(nama, "bukan TOML yang sah", f'{letak}; teks di antara tanda kutip: nama = "Contoh"')


def urai_json(teks: str) -> Any:
    """JSON taken strictly: no key twice, no NaN, decimals exact but for what computing left at their end.

    Raises:
        ValueError: it is none; a `JSONDecodeError` knows where.
    """
    return _pengurai().decode(teks)


def butir_json(teks: str) -> Iterator[tuple[Any, int, int]]:
    """Each element of a JSON list, and where in `teks` it begins and ends; as strict as `urai_json`.

    Raises:
        ValueError: it is none; a `JSONDecodeError` knows where.
    """
    pengurai = _pengurai()

    def tanda(letak: int, *boleh: str) -> tuple[str, int]:
        """The sign at `letak`, which must be one of these, and what comes behind it."""
        if (m := _TANDA_JSON.match(teks, letak)) and m[1] in boleh:
            return m[1], m.end()
        raise json.JSONDecodeError("", teks, m.start(1) if m else letak)

    kini, letak = tanda(0, "[")
    if teks[letak : letak + 1] == "]":
        kini, letak = tanda(letak, "]")
    while kini != "]":
        isi, akhir = pengurai.raw_decode(teks, letak)
        yield isi, letak, akhir
        kini, letak = tanda(akhir, ",", "]")
    tanda(letak, "")


def _pengurai() -> json.JSONDecoder:
    def tunggal(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
        hasil: dict[str, Any] = {}
        for kunci, nilai in pasangan:
            if kunci in hasil:
                raise ValueError(f"isian {kunci!r} tertulis dua kali")
            hasil[kunci] = nilai
        return hasil

    def bukan_angka(kata: str) -> NoReturn:
        raise ValueError(f"{kata} bukan angka")

    return json.JSONDecoder(
        object_pairs_hook=tunggal, parse_float=_pecahan, parse_int=_bulat, parse_constant=bukan_angka
    )


def _pecahan(teks: str) -> Decimal:
    """A decimal as it is written; one that was computed (0.30000000000000004) in 15 digits."""
    eksak, mesin = Decimal(teks), float(teks)
    hitungan = len(eksak.as_tuple().digits) > _DIGIT_EKSAK and abs(mesin) < ANGKA_EKSAK
    return desimal_dari(mesin) if hitungan and Decimal(repr(mesin)) == eksak else eksak


def _bulat(teks: str) -> int:
    if len(teks) > _DIGIT_MAKS:
        raise ValueError(f"angka {teks[:12]}… terlalu panjang")
    return int(teks)


def _periksa_dalam(nilai: object, dalam: int = 0) -> None:
    if dalam > _DALAM_MAKS:
        raise RecursionError
    if isinstance(nilai, dict):
        for isi in cast("dict[str, object]", nilai).values():
            _periksa_dalam(isi, dalam + 1)
    elif isinstance(nilai, list):
        for isi in cast("list[object]", nilai):
            _periksa_dalam(isi, dalam + 1)


def _tetapkan(nilai: dict[str, Nilai], asal: IsiBerkas, satu: str) -> Temuan | None:
    """Put one "path=value" into the values; an empty value takes the field out."""
    jalur, sama, isi = satu.partition("=")
    jalur = jalur.strip()
    langkah = _langkah(jalur) if sama else None
    if langkah is None:
        return Temuan(f"--set {satu[:60]}", "tidak terbaca", 'tulis seperti --set kepada="Kepala Dinas"')
    di: Any = nilai
    for ini, berikut in zip(langkah, [*langkah[1:], None], strict=True):
        anak = isi if berikut is None else [] if isinstance(berikut, int) else {}
        if isinstance(ini, int):
            if not isinstance(di, list) or not 1 <= ini <= len(cast("list[Any]", di)) + 1:
                return Temuan(f"--set {jalur}", f"tidak ada baris ke-{ini}", "baris dihitung dari 1")
            if ini > len(cast("list[Any]", di)):
                di.append(anak)
            elif berikut is None:
                di[ini - 1] = anak
            di = di[ini - 1]
        elif not isinstance(di, dict):
            return Temuan(
                f"--set {jalur}", f"tidak ada {ini!r} di dalamnya: isinya bukan tabel", "ganti seluruhnya"
            )
        else:
            di = _anak(cast("dict[str, Any]", di), ini, anak, ganti=berikut is None)
    diganti = (f"{jalur}.", f"{jalur}[")
    asal.sel = {k: v for k, v in asal.sel.items() if k != jalur and not k.startswith(diganti)}
    asal.temuan = [t for t in asal.temuan if t.tempat != jalur and not t.tempat.startswith(diganti)]
    return None


def _anak(di: dict[str, Any], nama: str, anak: Any, *, ganti: bool) -> Any:
    if ganti or di.get(nama) in (None, ""):
        di[nama] = anak
    return di[nama]


def _langkah(jalur: str) -> list[str | int] | None:
    """The steps of a path: "pegawai[1].nip" → ["pegawai", 1, "nip"]; None when it is none."""
    hasil: list[str | int] = []
    for potong in jalur.split("."):
        m = _LANGKAH.fullmatch(potong)
        if m is None:
            return None
        hasil.append(m[1])
        if m[2]:
            hasil.append(int(m[2][1:-1]))
    return hasil


def _tolak(nama: str, pesan: str, saran: str) -> NoReturn:
    raise DataTidakSah(f"Isian dari {nama} tidak dapat dibaca.", [Temuan(nama, pesan, saran)])
