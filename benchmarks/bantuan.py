"""`naskah --help` against `python -c "import typer"`, as processes. Target: ≤ 1.6×.

Run: ``python benchmarks/bantuan.py``. Takes turns, so that a busy machine slows both alike; prints medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

CLI = Path(__file__).resolve().parents[1] / "cli.py"
ULANG, SASARAN = 15, 1.6


def detik(*kata: str) -> float:
    """How long one process takes."""
    mulai = time.perf_counter()
    subprocess.run([sys.executable, *kata], check=True, capture_output=True)
    return time.perf_counter() - mulai


def main() -> int:
    kami, typer = [], []
    for _ in range(ULANG):
        kami.append(detik(str(CLI), "--help"))
        typer.append(detik("-c", "import typer"))
    a, b = statistics.median(kami), statistics.median(typer)
    print(
        f"naskah --help {a * 1000:.0f} ms; import typer {b * 1000:.0f} ms; "
        f"{a / b:.2f}× (sasaran ≤ {SASARAN}×)"
    )
    return 0 if a / b <= SASARAN else 1


if __name__ == "__main__":
    sys.exit(main())
