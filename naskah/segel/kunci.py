"""The office's key: the only room that knows cryptography.

    kunci/segel.pem      the secret key (Ed25519), for the owner of the folder alone
    kunci/segel-ID.pub   its public key, for whoever wants to check; those of earlier keys stay

The key is made when the first certificate is issued. Residual risk accepted: it lies on the disk without a
password, as the whole office does; whoever may read it can seal in the office's name.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from naskah.segel.kode import rapat
from naskah.sekejap import ingat
from registers.dasar import berkas, sistem
from registers.dasar.galat import DataTidakSah, KantorSalah
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = "kunci"
NAMA = "segel.pem"
_GEMBOK = ".segel.kunci"
_TUNGGU = 30.0  # seconds another process may take to make the key
_SIDIK = 8  # bytes of a public key's hash that name it


@dataclass(frozen=True)
class Kunci:
    """A key that can sign.

    Attributes:
        id: the name of its public key.
        publik: the public key, 32 bytes.
    """

    id: str
    publik: bytes
    _rahasia: Ed25519PrivateKey

    def tanda(self, pesan: bytes) -> bytes:
        """The signature over `pesan`; the same for the same message."""
        return self._rahasia.sign(pesan)


def pakai(kantor: Path) -> Kunci:
    """The office's key, made the first time; two processes that come first get the same one.

    Raises:
        KantorSalah: the key is damaged, or somebody else is making it and does not end.
        BerkasGagal: it cannot be read or written.
    """
    path = kantor / FOLDER / NAMA
    if not path.exists():
        _buat(kantor / FOLDER)
    return ingat(("kunci", path), lambda: _baca(path))


def milik(kantor: Path) -> Kunci | None:
    """The office's key; None when nothing was sealed yet.

    Raises:
        KantorSalah, BerkasGagal: as `pakai`.
    """
    path = kantor / FOLDER / NAMA
    return _baca(path) if path.exists() else None


def terlalu_terbuka(kantor: Path) -> bool:
    """Whether others than the owner may read the secret key; Windows guards it by the folder's own rights."""
    path = kantor / FOLDER / NAMA
    return os.name != "nt" and path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def publik_kantor(kantor: Path) -> dict[str, bytes]:
    """The public keys in the office's folder by id: the present one and all before it.

    Raises:
        DataTidakSah: a file that is called a public key is none.
    """
    folder = kantor / FOLDER
    semua = [baca_publik(p) for p in sorted(folder.glob("*.pub"))] if folder.is_dir() else []
    return {nama(satu): satu for satu in semua}


def baca_publik(path: Path) -> bytes:
    """The public key in a file.

    Raises:
        BerkasGagal: it cannot be read.
        DataTidakSah: it holds none.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        kunci = load_pem_public_key(berkas.baca(path))
    except (ValueError, UnsupportedAlgorithm):
        kunci = None
    if not isinstance(kunci, Ed25519PublicKey):
        saran = "pakai berkas segel-….pub dari folder kunci/ kantor yang menerbitkan suratnya"
        raise DataTidakSah(
            "Kunci publik tidak terbaca.", [Temuan(str(path), "bukan kunci publik segel", saran)]
        )
    return kunci.public_bytes_raw()


def sah(publik: bytes, pesan: bytes, tanda: bytes) -> bool:
    """Whether this key signed that message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(publik).verify(tanda, pesan)
    except (InvalidSignature, ValueError):
        return False
    return True


def nama(publik: bytes) -> str:
    """The name of a public key, as seals print it."""
    return rapat(hashlib.sha256(publik).digest()[:_SIDIK])


def menurut_nama(publik: Mapping[str, bytes], id_: str) -> bytes | None:
    """The key of that name, if it really bears it."""
    satu = publik.get(id_)
    return satu if satu is not None and nama(satu) == id_ else None


def _baca(path: Path) -> Kunci:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        kunci = load_pem_private_key(berkas.baca(path), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        kunci = None
    if not isinstance(kunci, Ed25519PrivateKey):
        raise KantorSalah(
            f"Kunci segel {path} rusak, jadi sertifikat tidak dapat disegel. Tidak ada nomor yang diambil.",
            hint="Pulihkan folder kunci/ dari cadangan. Bila tidak ada, pindahkan segel.pem ke luar folder: "
            "kunci baru dibuat sendiri, dan surat lama tetap dapat diperiksa.",
        )
    publik = kunci.public_key().public_bytes_raw()
    return Kunci(nama(publik), publik, kunci)


def _buat(folder: Path) -> None:
    """Make the key, unless somebody else just did. The public key is on the disk before the secret one."""
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / NAMA
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with sistem.kunci(folder / _GEMBOK, tunggu=_TUNGGU) as dapat:
            if path.exists():
                return
            if not dapat:
                raise KantorSalah(
                    "Kunci segel sedang dibuat proses lain.", hint="Tunggu sebentar, lalu ulangi."
                )
            kunci = Ed25519PrivateKey.generate()
            publik = kunci.public_key()
            pem = publik.public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
            berkas.tulis_atomik(folder / f"segel-{nama(publik.public_bytes_raw())}.pub", pem)
            isi = kunci.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
            _tulis_rahasia(path, isi)
    except OSError as galat:
        raise berkas.gagal(path, galat, "dibuat") from galat


def _tulis_rahasia(path: Path, isi: bytes) -> None:
    """As `berkas.tulis_atomik`, for a file that nobody else may read, not even for an instant."""
    sementara = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with suppress(FileNotFoundError):
        sementara.unlink()  # of a process of that number that died
    pegangan = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(pegangan, "wb") as keluar:
        keluar.write(isi)
        keluar.flush()
        os.fsync(keluar.fileno())
    sementara.replace(path)
    sistem.sinkron_folder(path.parent)
