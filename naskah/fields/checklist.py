"""Kind "checklist": the kelengkapan of a file, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from naskah.fields import kosong, mirip
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.kinds.pilihan import Pilihan
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris

BELUM_ADA = "belum ada"
LENGKAP = "lengkap"
KEADAAN = (BELUM_ADA, "belum lengkap", LENGKAP, "perlu perbaikan")
_SEBUTAN = {
    "ada": LENGKAP,
    "ya": LENGKAP,
    "v": LENGKAP,
    "✓": LENGKAP,
    "tidak": BELUM_ADA,
    "tidak ada": BELUM_ADA,
}
_ISIAN = Isian("keadaan", "pilihan", pilihan=KEADAAN)


class Checklist:
    """A state and a remark per item; the items are the columns of the field. Not mentioned is "belum ada".

    A field that is `wajib` takes no open item.
    """

    nama = "checklist"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Take item = state, item = {keadaan, keterangan}, or rows with butir/keadaan/keterangan."""
        temuan: list[Temuan] = []
        hasil: dict[str, Nilai] = {}
        for letak, kunci, isi in _butir(raw):
            butir = _cari(kunci, isian)
            if butir is None:
                saran = mirip(kunci, [k.nama for k in isian.kolom])
                temuan.append(Temuan(letak, "butir tidak dikenal", saran or _yang_dikenal(isian), kunci))
                continue
            try:
                hasil[butir.nama] = _keadaan(isi, acuan)
            except NilaiSalah as galat:
                temuan.append(Temuan(letak, galat.pesan, galat.saran, str(isi)[:60]))
        if temuan:
            raise DataTidakSah(f"{isian.label or isian.nama} belum benar.", temuan)
        kurang = self.kurang(hasil, isian) if isian.wajib else []
        if kurang:
            raise NilaiSalah(
                f"{len(kurang)} dari {len(isian.kolom)} belum lengkap ({'; '.join(kurang)})",
                "lengkapi, atau tulis keterangan pada yang memang tidak ada",
            )
        return {k.nama: hasil[k.nama] for k in isian.kolom if k.nama in hasil}

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """Every item as dict no, nama, keadaan, keterangan, kurang (still open); and those open by name."""
        isi: Mapping[str, Mapping[str, str]] = nilai or {}
        kurang = self.kurang(nilai, isian)
        return {
            f"{nama}_kurang": "; ".join(kurang),
            nama: [
                {
                    "no": ke,
                    "nama": butir.label or butir.nama,
                    "keadaan": isi.get(butir.nama, {}).get("keadaan", BELUM_ADA),
                    "keterangan": isi.get(butir.nama, {}).get("keterangan", ""),
                    "kurang": (butir.label or butir.nama) in kurang,
                }
                for ke, butir in enumerate(isian.kolom, start=1)
            ],
        }

    def kurang(self, nilai: Nilai, isian: Isian) -> list[str]:
        """The items still open, by name; one that is "belum ada" for a stated reason is settled."""
        isi: Mapping[str, Mapping[str, str]] = nilai or {}
        hasil: list[str] = []
        for butir in isian.kolom:
            satu = isi.get(butir.nama, {})
            keadaan = satu.get("keadaan", BELUM_ADA)
            if keadaan != LENGKAP and not (keadaan == BELUM_ADA and satu.get("keterangan")):
                hasil.append(butir.label or butir.nama)
        return hasil


def _butir(raw: object) -> list[tuple[str, str, object]]:
    """Place, item and what was typed for it."""
    if isinstance(raw, Mapping):
        return [
            (f".{k}", str(k), v) for k, v in cast("Mapping[object, object]", raw).items() if not kosong(v)
        ]
    if not isinstance(raw, list):
        raise NilaiSalah("bukan daftar kelengkapan", f"tulis keadaan tiap butir: {', '.join(KEADAAN)}")
    hasil: list[tuple[str, str, object]] = []
    for ke, baris in enumerate(cast("list[object]", raw), start=1):
        if not isinstance(baris, Mapping):
            raise NilaiSalah("bukan daftar kelengkapan", "tiap baris berisi butir, keadaan, dan keterangan")
        isi = dict(cast("Mapping[str, object]", baris))
        kunci = next((isi.pop(k) for k in ("kunci", "butir", "nama") if k in isi), "")
        isi.pop("no", None)
        if not kosong(isi.get("keadaan")):
            hasil.append((f"[{ke}]", str(kunci), isi))
    return hasil


def _cari(kunci: str, isian: Isian) -> Isian | None:
    dicari = kunci.casefold().strip()
    return next((k for k in isian.kolom if dicari in (k.nama.casefold(), k.label.casefold())), None)


def _keadaan(isi: object, acuan: Acuan) -> dict[str, str]:
    tabel = cast("Mapping[str, object]", isi) if isinstance(isi, Mapping) else {"keadaan": isi}
    if asing := set(tabel) - {"keadaan", "keterangan"}:
        raise NilaiSalah(f"{', '.join(sorted(asing))} tidak dikenal", "isinya keadaan dan keterangan")
    if isinstance(keadaan := tabel.get("keadaan"), bool):
        keadaan = LENGKAP if keadaan else BELUM_ADA
    teks = satu_baris(keadaan if keadaan is not None else "")
    hasil = {"keadaan": Pilihan().baca(_SEBUTAN.get(teks.casefold(), teks), _ISIAN, acuan)}
    if not kosong(keterangan := tabel.get("keterangan")):
        hasil["keterangan"] = satu_baris(keterangan)
    return hasil


def _yang_dikenal(isian: Isian) -> str:
    return f"yang dikenal: {', '.join(k.nama for k in isian.kolom)}"


KIND = Checklist()
