"""Every view becomes a page that is safe, whole and within its number of sheets."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gacx_reports.i18n import Language
from gacx_reports.locations import default_templates
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.render.employee_views import (
    crowded,
    employee,
    moved,
    overridden,
    rated_by_all_kinds,
    vetoed,
    without_behaviour,
)
from tests.render.pieces_of_views import HEADING
from tests.render.printing import View, printed, text_of
from tests.render.survey_views import plan, remarked, surveyed_summary
from tests.render.unit_views import approved_summary, department, first_quarter, large, summary


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (employee, 2),
        (without_behaviour, 2),
        (crowded, 5),
        (moved, 3),
        (vetoed, 4),
        (overridden, 3),
        (rated_by_all_kinds, 2),
        (department, 2),
        (first_quarter, 1),
        (large, 5),
        (summary, 3),
        (approved_summary, 3),
        (plan, 1),
        (surveyed_summary, 4),
        (remarked, 4),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_view_is_printed_whole(
    renderer: Renderer, make: Callable[[], View], most: int, lang: Language
) -> None:
    """Nothing that WeasyPrint complains of, no more sheets than needed, foot on each of them."""
    view = make()
    found = printed(renderer, Pages(default_templates(), lang), view)
    assert found.warnings == ()
    assert found.pages <= most
    text = text_of(found.pdf)
    assert text.count(HEADING.fingerprint) == found.pages
    assert text.count("".join(HEADING.confidential.split())) == found.pages
    assert len(found.pdf) < 160_000


def test_who_published_and_approved_is_printed_where_a_second_person_was_asked(
    pages: Pages,
) -> None:
    """A row for each publication; else not even the heading."""
    _, _, table = pages.page(approved_summary()).partition("公布与复核")
    assert table.index("王芳") < table.index("买买提吐尔逊·艾尼瓦尔") < table.index("欧阳建国")
    assert "公布与复核" not in pages.page(summary())


def test_pay_is_printed_only_where_there_is_one(pages: Pages) -> None:
    """Neither a label nor a column without an amount."""
    assert moved().pay in pages.page(moved())
    assert 'class="figure amount"' not in pages.page(employee())
    none = tuple(replace(unit, pay="") for unit in summary().units)
    assert "77,000.00" in pages.page(summary())
    assert "77,000.00" not in pages.page(replace(summary(), units=none, pay_rows=()))
