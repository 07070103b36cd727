"""Content of an employee's report."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from gacx_reports.core.views.employee.periods import PeriodsView
from gacx_reports.i18n import Language
from gacx_reports.locations import default_templates
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.render.employee_views import (
    BONUS,
    DEDUCTION,
    OVERRIDE,
    VETO,
    crowded,
    employee,
    moved,
    overridden,
    rated_by_all_kinds,
    vetoed,
    without_behaviour,
)
from tests.render.pieces_of_views import HEADING
from tests.render.printing import printed, text_of


def test_an_employees_pdf_says_whose_it_is_and_what_came_out(
    renderer: Renderer, pages: Pages
) -> None:
    """In print, and in the metadata by which a file is found again."""
    view = without_behaviour()
    pdf = printed(renderer, pages, view).pdf
    text = text_of(pdf)
    for shown in (
        view.id,
        view.name,
        view.total,
        view.pay_factor,
        *(k.name for k in view.parts[0].kpis),
    ):
        assert shown in text
    metadata = PdfReader(BytesIO(pdf)).metadata
    assert metadata is not None
    assert {key: str(metadata[key]) for key in ("/employeeid", "/quarter", "/record")} == {
        "/employeeid": view.id,
        "/quarter": HEADING.quarter,
        "/record": HEADING.fingerprint,
    }
    assert metadata.author == HEADING.company
    assert view.id in str(metadata["/Title"])


def test_where_places_decide_the_pictures_have_no_bands(renderer: Renderer, pages: Pages) -> None:
    """Nor room left above for them: the picture of the total begins with the bar."""
    view = replace(employee(), bands=())
    assert 'viewBox="0 5 178 15" width="178mm" height="15mm"' in pages.page(view)
    assert 'viewBox="0 0 178 20" width="178mm" height="20mm"' in pages.page(employee())
    assert view.name in text_of(printed(renderer, pages, view).pdf)


@pytest.mark.parametrize("here", [0.0, 0.003, 0.5, 0.995, 1.0])
def test_the_mark_of_the_total_is_never_cut(pages: Pages, here: float) -> None:
    """Its tip is at the total; a total at an end of the scale has its foot beside it, within the picture."""
    view = employee()
    html = pages.page(replace(view, makeup=replace(view.makeup, total=here)))
    (found,) = re.findall(r'd="M([\d.]+) 12.8l(-?[\d.]+) 2h-2.6z"', html)
    tip, right = map(float, found)
    assert tip == pytest.approx(here * 178, abs=0.01)
    assert tip + right - 2.6 >= -0.01
    assert tip + right <= 178.01
    assert -0.01 <= right <= 2.61


def test_a_year_without_comment_and_goals_has_no_section_of_them(pages: Pages) -> None:
    """A quarter says that there are none."""
    view = replace(employee(), comment="", goals="")
    assert "上级评语" in pages.page(view)
    year = PeriodsView((), "0.9", "90%", False, False, "", "", own="10%")
    html = pages.page(replace(view, periods=year))
    assert "上级评语" not in html
    assert "个人得分，占总分的 10%" in html
    assert "上级评语" in pages.page(replace(employee(), periods=year))


def test_who_moved_sees_each_post_with_its_days(renderer: Renderer, pages: Pages) -> None:
    """Post, department, period, days and share, the score within the post, and the sum of all."""
    view = moved()
    text = text_of(printed(renderer, pages, view).pdf)
    for part in view.parts:
        for shown in (part.post, part.department, part.period, part.days, part.share):
            assert "".join(shown.split()) in text
        assert f"{part.score}{part.contribution}" in text
    assert view.kpi_score in text
    assert 'class="part"' not in pages.page(employee())


def test_a_changed_grade_stands_beside_the_computed_one(renderer: Renderer, pages: Pages) -> None:
    """In the score card, whether a veto or a decision changed it."""
    for view, both in ((vetoed(), "A→C"), (overridden(), "B→A")):
        assert both in text_of(printed(renderer, pages, view).pdf)
    assert "→</span>" not in pages.page(employee())


def test_bonus_deduction_and_veto_stand_with_date_and_reason(
    renderer: Renderer, pages: Pages
) -> None:
    """Every line; nobody without one has the section."""
    text = text_of(printed(renderer, pages, vetoed()).pdf)
    for line in (BONUS, DEDUCTION, VETO):
        for shown in (line.kind, line.item, line.day, line.reason, line.points):
            assert "".join(shown.split()) in text
    assert BONUS.kind not in text_of(printed(renderer, pages, employee()).pdf)


def test_a_decision_is_printed_with_reason_and_by_whom(renderer: Renderer, pages: Pages) -> None:
    """The employee can see why a grade isn't the computed one."""
    text = text_of(printed(renderer, pages, overridden()).pdf)
    assert OVERRIDE.reason in text
    assert OVERRIDE.by in text
    assert 'class="decision"' not in pages.page(vetoed())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_interview_has_a_page_of_its_own(renderer: Renderer, lang: Language) -> None:
    """One sheet more, whole, with the facts that the talk is about; nobody else has it."""
    view, pages = vetoed(), Pages(default_templates(), lang)
    found = printed(renderer, pages, view)
    without = printed(renderer, pages, replace(view, interview=False))
    assert found.pages == without.pages + 1
    last = "".join(PdfReader(BytesIO(found.pdf)).pages[-1].extract_text().split())
    for shown in (view.name, view.total, "A→C", *(kpi.name for _, kpi in view.weakest)):
        assert shown in last


def test_the_interview_stays_on_one_sheet(renderer: Renderer, pages: Pages) -> None:
    """With long names, and KPIs of two posts."""
    long = crowded()
    kpis = long.parts[0].kpis[:3]
    view = replace(
        moved(), name=long.name, post=long.post, weakest=tuple((long.post, kpi) for kpi in kpis)
    )
    found, without = (
        printed(renderer, pages, replace(view, interview=shown)) for shown in (True, False)
    )
    assert found.pages == without.pages + 1


def test_seven_kinds_of_raters_have_a_column_each_and_their_treatment(
    renderer: Renderer, pages: Pages
) -> None:
    """With so many columns a level is its number alone; how ratings became one score is said below."""
    text = text_of(printed(renderer, pages, rated_by_all_kinds()).pdf)
    for said in ("其他部门10%", "委员会10%", "0.73(12)", "客户：中位数、按部门校准"):
        assert said in text
    assert "4良好" not in text
