"""Fonts for everything that renders: this machine's own, since a stand-in proves nothing."""

import pytest

from gacx_reports.render.fonts import FontSet, default_cache, prepare


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The fonts as the program itself prepares them; the first use on a machine takes seconds."""
    prepared = prepare(default_cache())
    assert isinstance(prepared, FontSet), "these tests need a Chinese font: see gacx-reports doctor"
    return prepared
