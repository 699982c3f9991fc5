"""What tests of the settings pages share: a page as it is read, a form sent as it came."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.web.conftest import Peramban


def buka(peramban: Peramban, alamat: str) -> str:
    """The text of a page as a person reads it."""
    return html.unescape(peramban.buka(alamat))


def kirim(
    peramban: Peramban, alamat: str, isi: dict[str, Any], status: int, dari: str = "", **lain: Any
) -> str:
    """Send a form as it came from the page `dari`, with its hash."""
    sidik = re.search(r'name="sidik" value="(\w*)"', buka(peramban, dari)) if dari else None
    jawab = peramban.kirim(alamat, {"sidik": sidik[1] if sidik else "", **isi}, **lain)
    assert jawab.status_code == status, jawab.text
    return html.unescape(jawab.text)
