"""A letter rendered with its seal. Whoever issues or corrects a letter calls `render`, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from naskah.segel import berkas, gambar, kunci
from naskah.segel.kode import Kode, baris_teks, rapat, sidik_isi, sidik_teks

if TYPE_CHECKING:
    from naskah.draf import Draf
    from naskah.kantor import Kantor
    from naskah.render import Gambar, Hasil
    from registers.dasar.isian import Nilai
    from registers.ledger import Naskah


def periksa(kantor: Kantor, draf: Draf) -> None:
    """Refuse what could not be sealed, before a number is taken; nothing is written.

    Raises:
        KantorSalah, BerkasGagal: the key is damaged or cannot be read.
    """
    if bersegel(draf):
        kunci.milik(kantor.folder)


def bersegel(draf: Draf) -> bool:
    """Whether one of its documents bears a seal."""
    return any(satu.jenis.segel for satu in draf.dokumen)


def render(kantor: Kantor, draf: Draf, naskah: Naskah) -> list[Hasil]:
    """The documents of a numbered letter as they are issued.

    A sealed one is rendered twice: its words are known only then, and the QR is no word.

    Raises:
        As `Draf.render`; KantorSalah, BerkasGagal: there is no key to seal with.
    """
    polos = draf.render(kantor, naskah.nomor, terbit=True)
    if not bersegel(draf):
        return polos
    pemilik = kunci.pakai(kantor.folder)
    segel = [
        _segel(pemilik, naskah, draf, satu, hasil) if satu.jenis.segel else None
        for satu, hasil in zip(draf.dokumen, polos, strict=True)
    ]
    return draf.render(kantor, naskah.nomor, terbit=True, segel=segel)


def _segel(pemilik: kunci.Kunci, naskah: Naskah, draf: Draf, satu: Draf, hasil: Hasil) -> Gambar:
    baris = baris_teks(hasil.teks)
    kode = Kode(
        nomor=naskah.nomor,
        tanggal=draf.tanggal.isoformat(),
        jenis=satu.jenis.id,
        id=naskah.id,
        kunci=pemilik.id,
        isi=sidik_isi(draf.isi),
        teks=sidik_teks(baris),
    )
    return gambar.qr(gambar.Bawaan(f"{kode}{rapat(pemilik.tanda(kode.pesan))}", baris))


def sebut(kantor: Kantor, draf: Draf, hasil: Sequence[Hasil]) -> dict[str, Nilai]:
    """What the event of issuing says of the seals, read from the documents; the key with them.

    With it the ledger alone can check every seal it knows, whatever became of the folder kunci/.
    """
    if not bersegel(draf):
        return {}
    semua = [b.kode for satu in hasil if (b := berkas.bawaan_docx(satu.docx))]
    return {"segel": semua, "kunci_segel": rapat(kunci.pakai(kantor.folder).publik)}
