"""Accounts by the office's rules: passwords, roles, the last admin, who may log in."""

from __future__ import annotations

import builtins
import sys
import threading
from typing import Any

import pytest
from argon2 import PasswordHasher

from naskah import kata_sandi, pengguna
from naskah.kantor import Kantor
from naskah.web.keamanan import sandi as hash_sandi
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NaskahError, TidakDitemukan
from registers.ledger import Pengguna

SANDI = "kopi pagi di beranda"
LAIN = "hujan sore di pasar lama"


@pytest.fixture
def siti(kantor: Kantor) -> Pengguna:
    """The office's only account, an admin."""
    return pengguna.tambah(
        kantor, " Siti.Contoh ", SANDI, nama="Siti  Contoh", peran="Admin", pos="Kepala Dinas"
    )


def test_an_account_is_kept_in_its_tidy_form(kantor: Kantor, siti: Pengguna) -> None:
    assert (siti.id, siti.nama, siti.peran, siti.pos) == (
        "siti.contoh",
        "Siti Contoh",
        "admin",
        "kepala-dinas",
    )
    assert siti.sandi.startswith("$argon2id$")
    assert pengguna.daftar(kantor) == [siti]
    assert pengguna.satu(kantor, "SITI.contoh") == siti
    assert pengguna.ada_admin(kantor)


def test_everything_wrong_with_a_new_account_is_said_at_once(kantor: Kantor, siti: Pengguna) -> None:
    with pytest.raises(DataTidakSah) as galat:
        pengguna.tambah(
            kantor, "a b", "pendek", nama="siti contoh", peran="raja", pos="kepala-dina", nip="12"
        )
    assert [t.tempat for t in galat.value.temuan] == ["peran", "pos", "nip", "nama_masuk", "sandi", "nama"]
    assert "pendek" not in str(galat.value)


def test_a_password_typed_otherwise_the_second_time_is_said_with_the_rest(
    kantor: Kantor, siti: Pengguna
) -> None:
    with pytest.raises(DataTidakSah) as galat:
        pengguna.tambah(kantor, "budi", "pendek", nama="", peran="raja", ulang="lain")
    assert [t.tempat for t in galat.value.temuan] == ["nama", "peran", "sandi", "sandi_ulang"]
    assert [t.tempat for t in pengguna.periksa_sandi_baru(kantor, "siti.contoh", LAIN, "x")] == [
        "sandi_ulang"
    ]
    with pytest.raises(DataTidakSah):
        pengguna.ganti_sandi(kantor, "siti.contoh", LAIN, ulang="x")
    assert pengguna.ganti_sandi(kantor, "siti.contoh", LAIN, ulang=LAIN).sesi == siti.sesi + 1


@pytest.mark.parametrize("id_", ["", "ab", "..", ".siti", "siti contoh", "siti/contoh", "lokal", "x" * 41])
def test_a_login_name_that_cannot_be_used_is_refused(kantor: Kantor, id_: str) -> None:
    with pytest.raises(DataTidakSah, match="nama_masuk"):
        pengguna.tambah(kantor, id_, SANDI, nama="Siti Contoh", peran="staf")


def test_a_login_name_is_given_once(kantor: Kantor, siti: Pengguna) -> None:
    with pytest.raises(DataTidakSah, match="sudah dipakai"):
        pengguna.tambah(kantor, "SITI.CONTOH", SANDI, nama="Orang Contoh", peran="staf")
    assert pengguna.daftar(kantor) == [siti]


@pytest.mark.parametrize(
    "sandi",
    [
        "kopi pagi",
        "k" * 201,
        "Siti Contoh",
        "siti.contoh",
        "198001012005011001",
        "password123",
        "Rahasia 12345!",
        "indonesia1945",
        "Bismillah2026",
        "1234567890",
        "9876543210",
        "abcdefghijkl",
        "abcd123456",
        "aaaaaaaaaaaa",
        "          ",
    ],
)
def test_a_password_easily_guessed_is_refused_and_not_repeated(sandi: str) -> None:
    akun = Pengguna("siti.contoh", "Siti Contoh", "staf", "198001012005011001")
    temuan = kata_sandi.periksa(sandi, akun)
    assert [t.tempat for t in temuan] == ["sandi"]
    assert sandi not in str(temuan)


@pytest.mark.parametrize(
    "sandi", [SANDI, "k7#pQz!m2R", "rahasia kami tiga serangkai", "9384756102", "é" * 5 + "abcde"]
)
def test_a_password_not_easily_guessed_is_taken(sandi: str) -> None:
    assert kata_sandi.periksa(sandi, Pengguna("siti", "Siti Contoh", "staf")) == []


def test_only_the_right_password_of_an_active_account_logs_in(kantor: Kantor, siti: Pengguna) -> None:
    pengguna.tambah(kantor, "budi", LAIN, nama="Budi Contoh", peran="staf")
    assert pengguna.periksa(kantor, "Siti.Contoh", SANDI) == siti
    for id_, sandi in (("siti.contoh", LAIN), ("siti.contoh", ""), ("tiada", SANDI), ("", "")):
        assert pengguna.periksa(kantor, id_, sandi) is None
    pengguna.nonaktifkan(kantor, "budi")
    assert pengguna.periksa(kantor, "budi", LAIN) is None
    pengguna.aktifkan(kantor, "budi")
    assert pengguna.periksa(kantor, "budi", LAIN) is not None


def test_more_than_the_longest_password_is_never_the_password(kantor: Kantor) -> None:
    panjang = (SANDI * 20)[: kata_sandi.MAKS]
    pengguna.tambah(kantor, "siti", panjang, nama="Siti Contoh", peran="staf")
    assert pengguna.periksa(kantor, "siti", panjang) is not None
    assert pengguna.periksa(kantor, "siti", panjang + "x") is None


def test_one_hash_is_computed_whether_the_account_exists_or_not(
    kantor: Kantor, siti: Pengguna, monkeypatch: pytest.MonkeyPatch
) -> None:
    pengguna.periksa(kantor, "tiada", "x")  # the first time makes the hash nobody has
    dihitung: list[str] = []
    asli = PasswordHasher.verify

    def hitung(self: PasswordHasher, hash_: Any, sandi: Any) -> Any:
        dihitung.append(str(hash_).rsplit("$", 2)[0])
        return asli(self, hash_, sandi)

    monkeypatch.setattr(PasswordHasher, "verify", hitung)
    for id_ in ("siti.contoh", "tiada"):
        assert pengguna.periksa(kantor, id_, "bukan sandinya") is None
    assert len(dihitung) == 2
    assert len(set(dihitung)) == 1  # the same parameters


def test_a_hash_of_older_parameters_is_made_anew_at_login(kantor: Kantor, siti: Pengguna) -> None:
    lama = PasswordHasher(time_cost=1, memory_cost=1024).hash(SANDI)
    with kantor.ledger.tulis("Penguji") as tx:
        tx.perbarui_sandi(siti.id, siti.sandi, lama)
        sebelum = tx.kepala()
    assert pengguna.periksa(kantor, siti.id, "bukan sandinya") is None
    assert pengguna.satu(kantor, siti.id).sandi == lama  # pyright: ignore[reportOptionalMemberAccess]
    assert pengguna.periksa(kantor, siti.id, SANDI) is not None
    kini = pengguna.satu(kantor, siti.id)
    assert kini is not None
    assert not hash_sandi.usang(kini.sandi)
    assert kini.sesi == siti.sesi
    with kantor.ledger.baca() as baca:
        assert baca.kepala() == sebelum
    assert pengguna.periksa(kantor, siti.id, SANDI) == kini


def test_what_must_end_sessions_ends_them_and_nothing_else_does(kantor: Kantor, siti: Pengguna) -> None:
    budi = pengguna.tambah(kantor, "budi", SANDI, nama="Budi Contoh", peran="staf")
    tetap = pengguna.ubah(
        kantor, "budi", nama="Budi Contoh, S.E.", pos="sekretaris", nip="198001012005011001"
    )
    assert (tetap.sesi, tetap.nama, tetap.pos) == (budi.sesi, "Budi Contoh, S.E.", "sekretaris")
    assert pengguna.ubah(kantor, "budi", pos="", peran="staf").sesi == budi.sesi
    assert pengguna.ubah(kantor, "budi", peran="arsiparis").sesi == budi.sesi + 1
    assert pengguna.ganti_sandi(kantor, "budi", LAIN).sesi == budi.sesi + 2
    assert pengguna.nonaktifkan(kantor, "budi").sesi == budi.sesi + 3
    assert pengguna.nonaktifkan(kantor, "budi").sesi == budi.sesi + 3
    assert pengguna.aktifkan(kantor, "budi").sesi == budi.sesi + 3
    assert pengguna.periksa(kantor, "budi", SANDI) is None
    assert pengguna.periksa(kantor, "budi", LAIN) is not None


def test_the_last_active_admin_stays_one(kantor: Kantor, siti: Pengguna) -> None:
    for ubah in (
        lambda: pengguna.ubah(kantor, siti.id, peran="staf"),
        lambda: pengguna.nonaktifkan(kantor, siti.id),
    ):
        with pytest.raises(KeadaanDitolak, match="satu-satunya admin"):
            ubah()
    budi = pengguna.tambah(kantor, "budi", SANDI, nama="Budi Contoh", peran="admin").id
    pengguna.nonaktifkan(kantor, budi)
    with pytest.raises(KeadaanDitolak):
        pengguna.ubah(kantor, siti.id, peran="staf")
    pengguna.aktifkan(kantor, budi)
    assert pengguna.ubah(kantor, siti.id, peran="staf").peran == "staf"
    assert pengguna.ada_admin(kantor)


def test_two_admins_who_demote_each_other_at_once_leave_one(kantor: Kantor, siti: Pengguna) -> None:
    pengguna.tambah(kantor, "budi", SANDI, nama="Budi Contoh", peran="admin")
    ditolak: list[KeadaanDitolak] = []

    def turunkan(id_: str) -> None:
        try:
            pengguna.ubah(kantor, id_, peran="staf")
        except KeadaanDitolak as galat:
            ditolak.append(galat)

    semua = [threading.Thread(target=turunkan, args=(id_,)) for id_ in ("budi", siti.id)]
    for utas in semua:
        utas.start()
    for utas in semua:
        utas.join()
    assert len(ditolak) == 1
    assert sorted(p.peran for p in pengguna.daftar(kantor)) == ["admin", "staf"]


def test_two_accounts_never_bear_one_name(kantor: Kantor, siti: Pengguna) -> None:
    pengguna.tambah(kantor, "budi", SANDI, nama="Budi Contoh", peran="staf")
    with pytest.raises(DataTidakSah, match=r"sudah dipakai akun siti\.contoh"):
        pengguna.ubah(kantor, "budi", nama="SITI CONTOH", nip="1")
    assert pengguna.ubah(kantor, "siti.contoh", nama="Siti Contoh").nama == "Siti Contoh"


def test_an_account_that_is_not_there_is_said_so(kantor: Kantor) -> None:
    for ubah in (
        lambda: pengguna.ubah(kantor, "tiada", peran="staf"),
        lambda: pengguna.ganti_sandi(kantor, "tiada", SANDI),
        lambda: pengguna.nonaktifkan(kantor, "tiada"),
        lambda: pengguna.aktifkan(kantor, "tiada"),
    ):
        with pytest.raises(TidakDitemukan, match="tiada"):
            ubah()
    assert not pengguna.ada_admin(kantor)


def test_a_password_is_the_same_however_its_accents_are_typed() -> None:
    tersimpan = hash_sandi.hash_sandi("caf\u00e9 di pojok")
    assert hash_sandi.cocok(tersimpan, "cafe\u0301 di pojok")
    assert not hash_sandi.cocok(tersimpan, "cafe di pojok")
    assert not hash_sandi.cocok("bukan hash", "x")
    assert not hash_sandi.cocok(tersimpan, "\udcff")


def test_without_argon2_the_person_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    asli = builtins.__import__

    def tanpa(nama: str, *lain: Any, **kata: Any) -> Any:
        if nama.startswith("argon2"):
            raise ImportError(nama)
        return asli(nama, *lain, **kata)

    hash_sandi._pembuat.cache_clear()
    monkeypatch.delitem(sys.modules, "argon2")
    monkeypatch.setattr(builtins, "__import__", tanpa)
    with pytest.raises(NaskahError, match=r"naskah\[web\]"):
        hash_sandi.hash_sandi("apa saja")
