"""The seal of a certificate: a QR with number, date, hashes of values and text, and a signature over them.

    kode           the text of the QR, written and read (pure)
    gambar         the QR as a picture that carries its own text: the only room that knows segno
    kunci          the office's key: the only room that knows cryptography
    bubuh          a letter rendered with its seal; the act of issuing calls it
    banding        a text held against the one that was sealed (pure)
    nilai_bernama  a difference by the name of the value
    berkas         a file somebody brings: its seal and its text

`naskah.verifikasi` puts them together. What the seal proves and what not: docs/arsitektur.md, "Segel".
"""
