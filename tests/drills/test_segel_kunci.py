"""Processes that seal their first letter at the same moment get one key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from naskah.segel import kunci

_KERJA = """
import sys, time
from pathlib import Path
from naskah.segel import kunci
while time.time() < float(sys.argv[2]):
    pass
print(kunci.pakai(Path(sys.argv[1])).id)
"""


def test_eight_processes_make_one_key(tmp_path: Path):
    import time

    mulai = str(time.time() + 2)
    semua = [
        subprocess.Popen(
            [sys.executable, "-c", _KERJA, str(tmp_path), mulai], stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    nama = {satu.communicate(timeout=120)[0].strip() for satu in semua}
    assert all(satu.returncode == 0 for satu in semua)
    assert nama == {kunci.pakai(tmp_path).id}
    assert [p.name for p in (tmp_path / kunci.FOLDER).glob("*.pub")] == [f"segel-{nama.pop()}.pub"]


def test_what_a_dead_process_left_of_a_key_is_no_key(tmp_path: Path):
    folder = tmp_path / kunci.FOLDER
    folder.mkdir()
    (folder / ".segel.pem.1.tmp").write_bytes(b"setengah")
    assert kunci.pakai(tmp_path).id == kunci.pakai(tmp_path).id
