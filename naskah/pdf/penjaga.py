"""The guard of the warm soffice, a program of its own: `python penjaga.py FOLDER soffice …`.

It starts soffice and kills its whole group when stdin closes, so when the server lets go or dies, in whatever
way. Portable where PR_SET_PDEATHSIG is not. It ends as well when soffice does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess  # S404: the command comes from naskah.pdf.hangat, no shell
import sys
import threading
from contextlib import suppress


def _bunuh(proses: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        perintah = ["taskkill", "/T", "/F", "/PID", str(proses.pid)]
        subprocess.run(perintah, capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError):
            os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()


def main() -> None:
    """Run the command until it ends or stdin closes."""
    folder, *perintah = sys.argv[1:]
    proses = subprocess.Popen(perintah, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603

    lepas = threading.Event()

    def tunggu_lepas() -> None:
        sys.stdin.buffer.read()
        lepas.set()
        _bunuh(proses)
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    utas = threading.Thread(target=tunggu_lepas, daemon=True)
    utas.start()
    proses.wait()
    if lepas.is_set():  # the folder is still being removed
        utas.join()
    _bunuh(proses)  # what of its group outlived it


if __name__ == "__main__":
    main()
