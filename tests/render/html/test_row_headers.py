"""Tables are read aloud cell by cell: each row says whose it is, each column what it holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html as markup

from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.views.letters.posts import objectives_view, specification_view
from gacx_reports.core.views.letters.targets import LetterContext, targets_view
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.core.scoring.comparison.test_whatif import WORLD, against
from tests.core.views.review_page.pages import html_of as review_page
from tests.core.views.review_page.pages import view_of, whole_run
from tests.fixtures.markdown_company import World, replace, score, typed_kpi
from tests.render.employee_views import (
    crowded,
    employee,
    moved,
    overridden,
    rated_by_all_kinds,
    vetoed,
    without_behaviour,
)
from tests.render.printing import View, tags_of
from tests.render.survey_views import plan, remarked, surveyed_summary
from tests.render.unit_views import department, first_quarter, large, summary

ZH = translator("zh")
Page = Callable[[Pages, Path], str]


def of(make: Callable[[], View]) -> Page:
    """The page of a report."""
    return lambda pages, _: pages.page(make())


def letter(pages: Pages, _: Path) -> str:
    """A letter of targets, with behaviours."""
    quarter = score(World(kpis=(typed_kpi("产出", "1", "达成率", "0.9"),), quarter="2024Q4"))
    context = LetterContext(quarter.scheme, quarter.roster, quarter.quarter, {})
    return pages.page(targets_view(quarter.roster.people["G1"], context, "", ZH))


def comparison(pages: Pages, _: Path) -> str:
    """What another scheme would do, somebody incomparable included."""
    other = replace(WORLD, kpis=(*WORLD.kpis[:1], typed_kpi("创新", "0.4")))
    typed = "| G1 | 产出 | 0.9 |\n| G1 | 创新 | 0.7 |\n| G2 | 产出 | 0.5 |"
    return pages.page(whatif_view(against(WORLD, replace(other, typed=typed)), ZH))


def survey_plan(pages: Pages, _: Path) -> str:
    """How many calls are enough."""
    return pages.page(plan())


def documents(pages: Pages, templates: Path) -> str:
    """Both documents of a post."""
    book = read_workbook(templates / "scheme.xlsx")
    assert isinstance(book, Workbook)
    scheme, _ = read_scheme(book)
    views = (make("技术工程师", scheme, None, ZH) for make in (objectives_view, specification_view))
    return "".join(pages.page(view) for view in views)


def review(_: Pages, __: Path) -> str:
    """The review page of the sample quarter."""
    return review_page(view_of(whole_run()))


REPORTS: tuple[Callable[[], View], ...] = (
    employee,
    without_behaviour,
    crowded,
    moved,
    vetoed,
    overridden,
    rated_by_all_kinds,
)
UNITS: tuple[Callable[[], View], ...] = (
    department,
    first_quarter,
    large,
    summary,
    remarked,
    surveyed_summary,
)


@pytest.mark.parametrize(
    "page",
    [
        *(of(make) for make in (*REPORTS, *UNITS)),
        letter,
        comparison,
        survey_plan,
        documents,
        review,
    ],
)
def test_every_row_has_a_header_and_no_column_has_an_empty_one(
    pages: Pages, templates: Path, page: Page
) -> None:
    """Remarks belong to the row above them; meanings of levels are read by columns."""
    found: Any = markup.fromstring(page(pages, templates))
    rows = [row for row in _rows(found) if row.get("class") not in ("remark",)]
    assert rows
    assert [_text(row) for row in rows if not row.xpath("./th[@scope='row']")] == []
    assert [h for h in found.xpath("//th") if not _text(h)] == []


def _rows(page: Any) -> list[Any]:
    """Those below the heads of tables, but for those of the running head and foot."""
    running = "ancestor::div[@class='again' or @class='foot']"
    levels = "ancestor::table[contains(@class, 'levels')]"
    found: list[Any] = page.xpath(f"//tr[not(ancestor::thead or {running} or {levels})]")
    return found


def _text(element: Any) -> str:
    return "".join(element.text_content().split())


@pytest.mark.parametrize("make", [*REPORTS, *UNITS])
def test_a_screen_reader_is_told_which_cells_are_headers(
    renderer: Renderer, pages: Pages, make: Callable[[], View]
) -> None:
    """In the PDF's tags: each header of a row or column is one there, with its scope, and none is empty."""
    page: Any = markup.fromstring(pages.page(make()))
    tags = tags_of(renderer, pages, make())
    assert tags["/Row"] == len(page.xpath("//th[@scope='row']"))
    assert tags["/Column"] >= len(page.xpath("//thead//th"))
    assert tags["empty"] == tags["none"] == 0
