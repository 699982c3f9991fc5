"""How complete the papers of a request for a User ID are (SOP 36 step 2)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import LENGKAP, kelengkapan, teks
from registers.dasar.isian import Nilai

_BERKAS = {"npwp": "NPWP", "ktp": "KTP", "akta": "akta"}
_KETERANGAN = {"nik": "NIK", "telepon": "no. telepon", "posel": "email"}


def kelengkapan_ods(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Either "lengkap", or how many are and which are not; the Ketua himself needs no surat kuasa."""
    berkas = {} if teks(isi, "jabatan").casefold() == "ketua" else {"surat kuasa": teks(isi, "surat_kuasa")}
    berkas |= {nama: teks(isi, kunci) for kunci, nama in _BERKAS.items()}
    return kelengkapan(
        berkas | {nama: LENGKAP if teks(isi, kunci) else "" for kunci, nama in _KETERANGAN.items()}
    )


HITUNG = kelengkapan_ods
