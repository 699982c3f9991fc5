#!/usr/bin/env bash
# Installs what the tests need on a bare Debian (root) and runs all of them. CI runs exactly this.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never CI="${CI:-true}"

butuh=(libreoffice-writer libreoffice-calc poppler-utils fonts-liberation fonts-urw-base35 postgresql chromium)
if ! dpkg-query -W -f='${Status}\n' "${butuh[@]}" 2>/dev/null | grep -c '^install ok installed' | grep -qx "${#butuh[@]}"; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${butuh[@]}" >/dev/null
fi
command -v uv >/dev/null || pip install -q --break-system-packages uv

uv sync -q --locked --all-extras --group dev
uv run --no-sync ruff check .
uv run --no-sync ruff format --check -q .
uv run --no-sync pyright

# What is compiled is kept: the drills start hundreds of programs, and each would compile all it imports again.
unset PYTHONDONTWRITEBYTECODE
# Offices and ledgers by the thousand, each write waiting for the disk: in memory where there is room, and no
# test would see the difference (a program that is killed loses nothing it wrote; a PC without power is no test).
ruang="$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)"
if [ -z "${TMPDIR:-}" ] && [ "$ruang" -gt 8000000 ] && ! grep -q ' /dev/shm .*noexec' /proc/mounts; then
  TMPDIR="$(mktemp -d /dev/shm/naskah-uji.XXXXXX)"
  chmod 755 "$TMPDIR" # PostgreSQL runs as somebody else
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
uv run --no-sync pytest -n 2 --dist loadgroup "$@"
