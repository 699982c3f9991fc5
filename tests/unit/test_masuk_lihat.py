"""The list of incoming letters on both engines, and one letter's branches as a tree."""

from __future__ import annotations

from datetime import date

from naskah import disposisi, masuk, masuk_lihat
from naskah.kantor import Kantor
from registers.ledger import Disposisi, Ledger, Naskah

AGENDA = "agenda-surat-masuk"


def _surat(tx: object, ke: int, **lain: object) -> None:
    isi: dict[str, object] = {"dari": "Dinas Contoh", "hal": f"Hal {ke}", **lain}
    status = isi.pop("status", "diterima")
    satu = Naskah(f"M-abc23{ke}", "surat-masuk", "Surat Masuk", status, "masuk", hal=f"Hal {ke}", isi=isi)  # type: ignore[arg-type]
    tx.simpan_naskah(satu)  # type: ignore[attr-defined]
    urut = tx.catat("masuk", satu.id, {}).urut  # type: ignore[attr-defined]
    tx.bukukan(AGENDA, 2026, satu.id, {"hal": satu.hal}, urut)  # type: ignore[attr-defined]


def test_letters_are_listed_by_what_they_wait_for(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        _surat(tx, 2)
        _surat(tx, 3, kode="P", pengolah='Bidang "kode":"B"')
        _surat(tx, 4, kode="B")
        _surat(tx, 5, kode="P")
        _surat(tx, 6, status="selesai")
        _surat(tx, 7, kode="B")
        for nomor, status in ((5, "diberikan"), (7, "ditarik")):
            tx.simpan_disposisi(
                Disposisi(
                    id=f"M-abc23{nomor}/1",
                    naskah_id=f"M-abc23{nomor}",
                    dari="kepala-dinas",
                    kepada="sekretaris",
                    instruksi="Contoh",
                    batas=date(2026, 11, 30),
                    status=status,  # type: ignore[arg-type]
                )
            )
    harap = {
        "belum diarahkan": ["M-abc232"],
        "menunggu disposisi": ["M-abc237", "M-abc233"],
        "berjalan": ["M-abc235", "M-abc234"],
        "selesai": ["M-abc236"],
        "batal": [],
    }
    with ledger.baca() as baca:
        for keadaan, ids in harap.items():
            assert [n.id for n, _ in baca.surat_masuk(AGENDA, keadaan=keadaan)] == ids
            assert {k for _, k in baca.surat_masuk(AGENDA, keadaan=keadaan)} <= {keadaan}
        assert baca.jumlah_surat_masuk() == {k: len(ids) for k, ids in harap.items()}
        assert [n.id for n, _ in baca.surat_masuk(AGENDA, batas=2, lewati=1)] == ["M-abc236", "M-abc235"]
        assert [n.id for n, _ in baca.surat_masuk(AGENDA, kata="Hal BIDANG")] == ["M-abc233"]
        assert list(baca.cabang_terbuka(["M-abc235", "M-abc237"])) == ["M-abc235"]


def test_branches_are_a_tree_and_the_counts_follow_the_letters(kantor: Kantor) -> None:
    assert masuk_lihat.halaman(kantor).jumlah["belum diarahkan"] == 0
    surat = masuk.catat(kantor, {"dari": "Dinas Contoh", "hal": "Undangan contoh"})
    assert masuk_lihat.halaman(kantor).jumlah["belum diarahkan"] == 1
    disposisi.beri(kantor, surat.id, disposisi.Perintah(("sekretaris", "kabid-umkm"), "Tindak lanjuti"))
    disposisi.beri(kantor, f"{surat.id}/1", disposisi.Perintah(("ketua-tim-kerja",), "Siapkan"))
    satu, dua = masuk_lihat.rinci(kantor, surat.id).cabang
    assert [a.nomor for a in satu.anak] == ["3"]
    assert (satu.boleh_jawab, dua.boleh_jawab, satu.anak[0].boleh_jawab) == (False, True, True)
    baris = masuk_lihat.halaman(kantor, keadaan="berjalan").baris[0]
    assert set(baris.pada) == {"Kepala Bidang Usaha Kecil dan Menengah", "Ketua Tim Kerja"}
