"""stub"""


def pasang_kop(paket, kop, halaman):
    raise NotImplementedError


def ganti_gambar(paket, gambar):
    pass
