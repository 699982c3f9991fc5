"""The key that certificates are sealed with: readable, for nobody else, its public key beside it."""

from __future__ import annotations

from naskah.kantor import Kantor
from naskah.segel import kunci
from registers.dasar.galat import NaskahError
from registers.dasar.temuan import Temuan

NAMA = "Kunci segel"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report a key that cannot be used or that others may read; an office without one has no finding."""
    tempat = f"{kunci.FOLDER}/{kunci.NAMA}"
    try:
        milik = kunci.milik(kantor.folder)
        publik = kunci.publik_kantor(kantor.folder)
    except NaskahError as galat:
        return [Temuan(tempat, galat.message, galat.hint)]
    temuan: list[Temuan] = []
    if milik is not None and milik.id not in publik:
        saran = "pulihkan folder kunci/ dari cadangan; surat tetap dapat diperiksa di kantor ini"
        temuan.append(Temuan(f"{kunci.FOLDER}/segel-{milik.id}.pub", "kunci publiknya hilang", saran))
    if kunci.terlalu_terbuka(kantor.folder):
        temuan.append(
            Temuan(tempat, "dapat dibaca orang lain di komputer ini", "jalankan: chmod 600 kunci/segel.pem")
        )
    return temuan
