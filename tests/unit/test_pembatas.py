"""The login throttle: how long who waits, what forgives, what is forgotten, what is thrown out when full."""

from __future__ import annotations

import threading

import pytest

from naskah.web.keamanan.pembatas import BEBAS, LUPA, TUNGGU_MAKS, Pembatas

SINI, SANA = "192.0.2.1", "192.0.2.2"


class Jam:
    """Seconds, moved by the test."""

    def __init__(self) -> None:
        self.kini = 1000.0

    def __call__(self) -> float:
        return self.kini


@pytest.fixture
def jam() -> Jam:
    return Jam()


@pytest.fixture
def pembatas(jam: Jam) -> Pembatas:
    return Pembatas(jam)


def gagal(pembatas: Pembatas, kali: int, akun: str = "siti", alamat: str = SINI) -> None:
    for _ in range(kali):
        pembatas.gagal(akun, alamat)


def test_five_wrong_passwords_cost_nothing_and_the_next_ones_ever_more(pembatas: Pembatas, jam: Jam) -> None:
    gagal(pembatas, BEBAS)
    assert pembatas.tunggu("siti", SINI) == 0
    lama: list[float] = []
    for _ in range(8):
        gagal(pembatas, 1)
        lama.append(pembatas.tunggu("siti", SINI))
        jam.kini += lama[-1]
        assert pembatas.tunggu("siti", SINI) == 0
    assert lama == [30, 60, 120, 240, 480, 900, 900, 900]


def test_an_account_waits_wherever_it_is_tried_from_and_an_address_whatever_it_tries(
    pembatas: Pembatas,
) -> None:
    gagal(pembatas, BEBAS + 1)
    assert pembatas.tunggu(" SITI", SANA) == 30
    assert pembatas.tunggu("budi", SINI) == 30
    assert pembatas.tunggu("budi", SANA) == 0


def test_a_right_password_forgives_the_account_but_not_the_address(pembatas: Pembatas, jam: Jam) -> None:
    gagal(pembatas, BEBAS + 1)
    jam.kini += 30
    pembatas.berhasil("Siti", SINI)
    gagal(pembatas, 1, alamat=SANA)
    assert pembatas.tunggu("siti", SANA) == 0
    gagal(pembatas, 1, akun="budi")
    assert pembatas.tunggu("andi", SINI) == 60
    assert pembatas.tunggu("budi", SANA) == 0


def test_guessing_one_password_for_many_accounts_is_slowed_too(pembatas: Pembatas) -> None:
    for n in range(BEBAS + 2):
        pembatas.gagal(f"akun{n}", SINI)
    assert pembatas.tunggu("akun-lain", SINI) == 60


def test_after_an_hour_of_rest_all_is_forgotten(pembatas: Pembatas, jam: Jam) -> None:
    gagal(pembatas, BEBAS + 3)
    jam.kini += 120 + LUPA - 1
    gagal(pembatas, 1)
    assert pembatas.tunggu("siti", SINI) == 240
    jam.kini += 240 + LUPA
    gagal(pembatas, BEBAS)
    assert pembatas.tunggu("siti", SINI) == 0


def test_one_ipv6_machine_is_one_address_with_all_it_has(pembatas: Pembatas) -> None:
    for n in range(BEBAS + 1):
        pembatas.gagal(f"akun{n}", f"2001:db8::{n + 1:x}")
    assert pembatas.tunggu("lain", "2001:db8::ffff") == 30
    assert pembatas.tunggu("lain", "2001:db8:0:1::1") == 0
    for n in range(BEBAS + 1):
        pembatas.gagal(f"orang{n}", "::ffff:192.0.2.1" if n % 2 else SINI)
    assert pembatas.tunggu("lain", SINI) == 30
    assert pembatas.tunggu("lain", "::1") == 0


def test_made_up_names_do_not_wash_out_an_account_that_waits(jam: Jam) -> None:
    pembatas = Pembatas(jam, muat=20)
    gagal(pembatas, BEBAS + 6)
    gagal(pembatas, 3, akun="budi", alamat=SANA)
    for n in range(500):
        pembatas.gagal(f"akun{n}", f"198.51.{n // 256}.{n % 256}")
    assert pembatas.tunggu("siti", "203.0.113.1") == TUNGGU_MAKS
    assert pembatas.tunggu("lain", SINI) == TUNGGU_MAKS
    assert len(pembatas._akun._isi) <= 20
    assert len(pembatas._alamat._isi) <= 20


def test_when_all_wait_those_closest_to_their_end_are_thrown_out(jam: Jam) -> None:
    pembatas = Pembatas(jam, muat=10)
    for n in range(10):
        gagal(pembatas, BEBAS + 1 + (n == 0), akun=f"akun{n}", alamat=f"192.0.2.{n}")
        jam.kini += 0.1
    gagal(pembatas, BEBAS + 1, akun="baru", alamat="198.51.100.1")
    assert pembatas.tunggu("akun1", SANA) == 0 or pembatas.tunggu("akun1", "203.0.113.9") == 0
    assert pembatas.tunggu("akun0", "203.0.113.9") > 0
    assert pembatas.tunggu("baru", "203.0.113.9") == 30


def test_names_of_any_length_and_kind_are_taken(pembatas: Pembatas) -> None:
    gagal(pembatas, BEBAS + 1, akun="x" * 1_000_000, alamat="y" * 1_000_000)
    assert pembatas.tunggu("x" * 64, "") == 30
    assert all(len(n) <= 64 for t in (pembatas._akun, pembatas._alamat) for n in t._isi)


def test_wrong_passwords_of_many_threads_are_all_counted(pembatas: Pembatas) -> None:
    semua = [threading.Thread(target=gagal, args=(pembatas, 100, f"akun{n % 2}")) for n in range(8)]
    for satu in semua:
        satu.start()
    for satu in semua:
        satu.join()
    assert pembatas._alamat._isi[SINI].gagal == 800
    assert pembatas._akun._isi["akun0"].gagal == 400
