"""Templates nobody vouches for: read, checked and rendered in a child process with limits.

The child gets JSON and gives JSON; nothing it prints is executed. Time is limited everywhere, memory and
written files where the system can (not on Windows).
"""

from __future__ import annotations

import base64
import json
import os
import subprocess  # S404: our own interpreter, no shell
import sys
from collections.abc import Collection, Mapping
from typing import Any, Literal

from naskah.render.kompil import compile_template
from naskah.render.nilai import Gambar, periksa_konteks
from naskah.render.templat import Hasil
from registers.dasar import sistem
from registers.dasar.galat import DataTidakSah, TemplatSalah
from registers.dasar.temuan import Temuan

_DETIK = 20
_GAMBAR = "\0gambar"  # no value may hold this sign
_MEMORI = 1024 * 1024 * 1024  # bytes of address space


def render_terbatas(
    docx: bytes,
    konteks: Mapping[str, object],
    *,
    kop: bytes | None = None,
    halaman: Literal["kop", "sendiri"] = "kop",
    gambar: Mapping[str, bytes] | None = None,
    detik: float = _DETIK,
) -> Hasil:
    """`compile_template(docx, …).render(konteks)` in a child process; plain values and pictures only.

    Raises:
        TemplatSalah: as rendering does, and when the template took too much time or memory.
        DataTidakSah: as rendering does.
    """
    periksa_konteks(konteks)
    try:
        isi = json.dumps(
            {
                "kerja": "render",
                "docx": _teks(docx),
                "kop": _teks(kop),
                "halaman": halaman,
                "gambar": {nama: _teks(isi) for nama, isi in (gambar or {}).items()},
                "konteks": konteks,
            },
            default=_gambar,
        )
    except TypeError as galat:
        raise DataTidakSah("Templat luar hanya menerima teks, bilangan, daftar, dan gambar.") from galat
    jawab = _anak(isi, detik)
    return Hasil(base64.b64decode(jawab["docx"]), jawab["isi_sha256"], tuple(jawab["bagian"]))


def lint_terbatas(
    docx: bytes,
    *,
    nama_wajib: Collection[str] = (),
    nama_dikenal: Collection[str] | None = None,
    detik: float = _DETIK,
) -> list[Temuan]:
    """`lint` in a child process; a template that takes too much is a finding."""
    dikenal = None if nama_dikenal is None else sorted(nama_dikenal)
    isi = {"kerja": "lint", "docx": _teks(docx), "wajib": sorted(nama_wajib), "dikenal": dikenal}
    try:
        return [Temuan(*t) for t in _anak(json.dumps(isi), detik)["temuan"]]
    except TemplatSalah as galat:
        return [Temuan("berkas", galat.message, galat.hint), *galat.temuan]


def _gambar(nilai: object) -> Mapping[str, object]:
    """A picture as JSON; nothing else than plain values and pictures goes to the child."""
    if isinstance(nilai, Gambar):
        return {_GAMBAR: [_teks(nilai.isi), nilai.lebar, nilai.tinggi, nilai.uraian]}
    raise TypeError


def _kembali(nilai: dict[str, Any]) -> Any:
    """The picture of `_gambar`; anything else as it is."""
    if list(nilai) != [_GAMBAR]:
        return nilai
    isi, lebar, tinggi, uraian = nilai[_GAMBAR]
    return Gambar(base64.b64decode(isi), lebar, tinggi, uraian)


def _teks(isi: bytes | None) -> str | None:
    return None if isi is None else base64.b64encode(isi).decode()


def _anak(isi: str, detik: float) -> Any:
    lingkungan = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONIOENCODING": "utf-8"}
    lingkungan |= {n: os.environ[n] for n in ("SYSTEMROOT", "TEMP", "TMP") if n in os.environ}
    perintah = [sys.executable, "-c", "from naskah.render.terbatas import anak; anak()"]
    try:
        selesai = subprocess.run(  # noqa: S603
            perintah, input=isi.encode(), capture_output=True, timeout=detik, env=lingkungan, check=False
        )
    except subprocess.TimeoutExpired:
        raise TemplatSalah(
            f"Templat dihentikan: belum selesai sesudah {detik:g} detik.", hint="Sederhanakan templatnya."
        ) from None
    try:
        jawab = json.loads(selesai.stdout)
    except ValueError:
        raise TemplatSalah("Templat dihentikan: memakai terlalu banyak memori atau waktu.") from None
    if "galat" in jawab:
        jenis = DataTidakSah if jawab["galat"] == "data" else TemplatSalah
        raise jenis(jawab["pesan"], [Temuan(*t) for t in jawab["temuan"]], jawab["saran"])
    return jawab


def anak() -> None:
    """The child's main: limits first, then read, work, answer."""
    sistem.batasi(_MEMORI)
    masuk = json.loads(sys.stdin.buffer.read(), object_hook=_kembali)
    try:
        jawab = _kerjakan(masuk)
    except (TemplatSalah, DataTidakSah) as galat:
        jawab = {
            "galat": "data" if isinstance(galat, DataTidakSah) else "templat",
            "pesan": galat.message,
            "saran": galat.hint,
            "temuan": [_butir(t) for t in galat.temuan],
        }
    sys.stdout.write(json.dumps(jawab))


def _kerjakan(masuk: Any) -> dict[str, object]:
    docx = base64.b64decode(masuk["docx"])
    if masuk["kerja"] == "lint":
        from naskah.render.lint import lint

        temuan = lint(docx, nama_wajib=masuk["wajib"], nama_dikenal=masuk["dikenal"])
        return {"temuan": [_butir(t) for t in temuan]}
    kop = base64.b64decode(masuk["kop"]) if masuk["kop"] else None
    gambar = {nama: base64.b64decode(isi) for nama, isi in masuk["gambar"].items()}
    templat = compile_template(docx, kop=kop, halaman=masuk["halaman"], gambar=gambar)
    hasil = templat.render(masuk["konteks"])
    return {"docx": _teks(hasil.docx), "isi_sha256": hasil.isi_sha256, "bagian": hasil.bagian}


def _butir(t: Temuan) -> list[str]:
    return [t.tempat, t.pesan, t.saran, t.nilai]
