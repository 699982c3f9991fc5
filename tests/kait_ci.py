"""In CI a skip is a failure: what is skipped there was never run anywhere."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    laporan = yield
    if os.environ.get("CI") and laporan.skipped and not hasattr(laporan, "wasxfail"):
        laporan.outcome = "failed"
        laporan.longrepr = f"dilewati di CI: {laporan.longrepr}"
    return laporan
