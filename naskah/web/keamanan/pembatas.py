"""Login throttle: after some wrong passwords an account, and an address, must wait, longer each time.

Pure: the clock is passed in. It forgets at restart, and holds no more than so many names of each kind.
"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

BEBAS = 5  # wrong passwords that cost nothing
TUNGGU_AWAL = 30.0  # seconds after the next one; doubled each time
TUNGGU_MAKS = 15 * 60.0
LUPA = 60 * 60.0  # seconds without a wrong password after the wait, and all is forgotten
MUAT = 10_000  # names a table holds
SERENTAK = 4  # passwords looked at together: so many guesses at most before the first one counts
_PANJANG = 64  # signs kept of a name; what strangers send may be long


@dataclass
class _Catatan:
    gagal: int = 0
    sampai: float = 0.0  # may not try before


class Pembatas:
    """Counts wrong passwords per account and per address. Safe to share between threads.

    Args:
        jam: seconds that only grow, such as `time.monotonic`.
        muat: names a table holds.
    """

    def __init__(self, jam: Callable[[], float], *, muat: int = MUAT) -> None:
        self._jam = jam
        self._kunci = threading.Lock()
        self._akun = _Tabel(muat)
        self._alamat = _Tabel(muat)
        self._giliran = threading.BoundedSemaphore(SERENTAK)

    @contextmanager
    def giliran(self) -> Generator[bool]:
        """A turn for one password; False when too many are looked at just now. Nobody waits for one."""
        dapat = self._giliran.acquire(blocking=False)
        try:
            yield dapat
        finally:
            if dapat:
                self._giliran.release()

    def tunggu(self, akun: str, alamat: str) -> float:
        """Seconds this account from this address still has to wait; 0.0: it may try."""
        with self._kunci:
            kini = self._jam()
            return max(self._akun.tunggu(_nama(akun), kini), self._alamat.tunggu(_jaringan(alamat), kini))

    def gagal(self, akun: str, alamat: str) -> None:
        """A wrong password, or an account that does not exist: both count alike."""
        with self._kunci:
            kini = self._jam()
            self._akun.gagal(_nama(akun), kini)
            self._alamat.gagal(_jaringan(alamat), kini)

    def berhasil(self, akun: str, alamat: str) -> None:
        """A right password forgives the account, not the address: others may be guessed from there."""
        del alamat
        with self._kunci:
            self._akun.hapus(_nama(akun))


class _Tabel:
    def __init__(self, muat: int) -> None:
        self._muat = muat
        self._isi: dict[str, _Catatan] = {}

    def tunggu(self, nama: str, kini: float) -> float:
        catatan = self._isi.get(nama)
        return max(0.0, catatan.sampai - kini) if catatan else 0.0

    def gagal(self, nama: str, kini: float) -> None:
        lama = self._isi.pop(nama, None)  # put in anew below: the table stays in the order of last failures
        if lama is None and len(self._isi) >= self._muat:
            self._buang(kini)
        catatan = _Catatan() if lama is None or lama.sampai + LUPA <= kini else lama
        catatan.gagal += 1
        catatan.sampai = kini + _lama(catatan.gagal)
        self._isi[nama] = catatan

    def hapus(self, nama: str) -> None:
        self._isi.pop(nama, None)

    def _buang(self, kini: float) -> None:
        """Make room for a tenth: forgotten ones go first, then those that need not wait, fewest first.

        Who waits stays longest: a stranger must not wash out the account being guessed with made-up names.
        """

        def urutan(nama: str) -> tuple[bool, bool, int, float]:
            c = self._isi[nama]
            return c.sampai + LUPA > kini, c.sampai > kini, c.gagal, c.sampai

        for nama in sorted(self._isi, key=urutan)[: max(1, self._muat // 10)]:
            del self._isi[nama]


def _lama(gagal: int) -> float:
    """Seconds to wait after so many failures.

    >>> [_lama(n) for n in (5, 6, 7, 11, 1000)]
    [0.0, 30.0, 60.0, 900.0, 900.0]
    """
    lebih = gagal - BEBAS
    return 0.0 if lebih <= 0 else min(TUNGGU_MAKS, TUNGGU_AWAL * 2 ** min(lebih - 1, 16))


def _nama(akun: str) -> str:
    return akun.strip().casefold()[:_PANJANG]


def _jaringan(alamat: str) -> str:
    """What counts as one address: an IPv6 machine has a whole /64 to itself.

    >>> _jaringan("::ffff:192.0.2.7"), _jaringan("2001:db8::1:2"), _jaringan("uji")
    ('192.0.2.7', '2001:db8::/64', 'uji')
    """
    try:
        ip = ipaddress.ip_address(alamat.partition("%")[0])
    except ValueError:
        return alamat[:_PANJANG]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.IPv6Network((int(ip), 64), strict=False))
