"""A warm LibreOffice for previews: it stays because a blank document is open in it.

A second soffice with the same profile hands its file to the first through LibreOffice's own single-instance
pipe and ends when the PDF is there, in a tenth of the time. Each start has a folder of its own (profile,
blank document, work), which nobody else's LibreOffice knows, and a guard (penjaga.py) that ends it with us.

Residual risk accepted: documents come from people, LibreOffice parses them with the rights of the user who
runs naskah, and here one process sees several of them.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess  # S404: only its types
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from naskah.pdf import proses as mesin
from registers.dasar.galat import PdfTidakTersedia

_JEDA = 0.05
_ANTRE = 8  # conversions that may wait; more would take every thread a server answers with
_ISTIRAHAT = 60.0  # seconds nobody is kept waiting after it hung twice


class Hangat:
    """One warm LibreOffice; usable from many threads, one conversion at a time.

    Args:
        batas_waktu: seconds one try may take.
    """

    def __init__(self, *, batas_waktu: float = 20.0) -> None:
        self._batas = batas_waktu
        self._kunci = threading.RLock()
        self._penjaga: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._nomor = 0
        self._antre = threading.BoundedSemaphore(_ANTRE)
        self._istirahat = 0.0  # until then nobody tries
        self._terbuka = False
        self._usai = False

    def nyalakan(self) -> None:
        """Start in the background and return at once; nothing happens where LibreOffice is missing."""
        with self._kunci:
            soffice = mesin.tersedia()
            if soffice is None or self._hidup():
                return
            self.matikan()
            self._folder = Path(mkdtemp(prefix="naskah-hangat-"))
            profil, kosong = self._folder / "profil", self._folder / "kosong.fodt"
            profil.mkdir()
            mesin.siapkan_profil(profil)
            kosong.write_text(mesin.KOSONG, encoding="utf-8")
            pilihan = ["--headless", "--norestore", "--nologo", "--nolockcheck"]
            perintah = [soffice, f"-env:UserInstallation={profil.as_uri()}", *pilihan, str(kosong)]
            self._penjaga = mesin.mulai_terjaga(perintah, self._folder)
            atexit.register(self.matikan)

    def ke_pdf(self, docx: bytes) -> bytes:
        """The PDF of a document.

        Raises:
            PdfTidakTersedia: LibreOffice is missing, could not convert the document, twice, or is busy or
                hung; then nobody waits for it.
        """
        soffice = mesin.pastikan_tersedia()
        self._pastikan_siap()
        if not self._antre.acquire(blocking=False):
            raise PdfTidakTersedia(
                "LibreOffice sedang mengerjakan banyak naskah lain.", "Coba lagi sebentar lagi."
            )
        try:
            with self._kunci:
                self._pastikan_siap()  # whoever waited for one that hung does not wait for the next
                hasil = self._coba(soffice, docx)
        finally:
            self._antre.release()
        if hasil is not None:
            return hasil
        raise PdfTidakTersedia(
            "LibreOffice tidak dapat mengubah naskah ini menjadi PDF untuk pratinjau.",
            "Buka berkas naskahnya di Word atau LibreOffice untuk melihat kerusakannya.",
        )

    def _pastikan_siap(self) -> None:
        if self._usai or time.monotonic() < self._istirahat:
            raise PdfTidakTersedia(
                "LibreOffice tidak menjawab.", "Coba lagi satu menit lagi; surat tetap dapat diterbitkan."
            )

    def _coba(self, soffice: str, docx: bytes) -> bytes | None:
        """Two tries, the second with a LibreOffice started anew."""
        for _ in range(2):
            self.nyalakan()
            hasil = self._ubah(soffice, docx)
            if hasil is not None or self._usai:
                return hasil
            self.matikan()
        if not self._terbuka:  # it does not even start; where it does, the document is to blame
            self._istirahat = time.monotonic() + _ISTIRAHAT
        else:
            self.nyalakan()
        return None

    def tutup(self) -> None:
        """End it for good, also under whoever waits for it."""
        self._usai = True
        if (penjaga := self._penjaga) is not None and penjaga.stdin is not None:
            with suppress(OSError):
                penjaga.stdin.close()  # the guard ends it
        self.matikan()

    def matikan(self) -> None:
        """End it with all its processes and remove its folder; harmless when it is not on."""
        with self._kunci:
            atexit.unregister(self.matikan)
            if self._penjaga is not None:
                mesin.matikan_terjaga(self._penjaga)
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._penjaga = self._folder = None

    def _hidup(self) -> bool:
        return self._penjaga is not None and self._penjaga.poll() is None

    def _ubah(self, soffice: str, docx: bytes) -> bytes | None:
        """One try within the limit; None when there is no PDF."""
        if self._folder is None:
            return None
        batas = time.monotonic() + self._batas
        # LibreOffice locks a document it has opened: from then on it takes files.
        tanda = self._folder / ".~lock.kosong.fodt#"
        while not tanda.exists() and self._hidup() and time.monotonic() < batas:
            time.sleep(_JEDA)
        self._terbuka = self._hidup() and tanda.exists()
        if not self._terbuka:
            return None
        self._nomor += 1
        masuk = self._folder / f"{self._nomor:06}.docx"
        keluar = masuk.with_suffix(".pdf")
        try:
            masuk.write_bytes(docx)
            perintah = mesin.perintah_ubah(soffice, [masuk], self._folder, self._folder / "profil")
            mesin.jalankan(perintah, max(0.1, batas - time.monotonic()))
            return keluar.read_bytes() if mesin.sah(keluar) else None
        finally:
            masuk.unlink(missing_ok=True)
            keluar.unlink(missing_ok=True)
