"""Fonts for everything that renders: this machine's own, since a stand-in proves nothing."""

import pytest

from gacx_reports.locations import default_templates
from gacx_reports.render.fonts.font_set import FontSet, default_cache, prepare_fonts
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The fonts as the program itself prepares them; the first use on a machine takes seconds."""
    prepared = prepare_fonts(default_cache())
    assert isinstance(prepared, FontSet), "these tests need a Chinese font: see gacx-reports doctor"
    return prepared


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The pages in Chinese."""
    return Pages(default_templates(), "zh")


@pytest.fixture(scope="session")
def renderer(fonts: FontSet, pages: Pages) -> Renderer:
    """The renderer that the program uses."""
    return Renderer(fonts, pages.assets)
