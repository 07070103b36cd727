"""The longest report of the samples keeps to its two pages as a revision, too, and nothing on them overlaps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from pypdf import PdfReader

from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.translation import outcome_in
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates
from gacx_reports.render.fonts.font_set import FontSet, default_cache, prepare_fonts
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.html.svg_labels import width_of
from gacx_reports.render.pdf.renderer import Renderer
from tests.samples.quarters import Q4, committed

NOTES = {
    "zh": "申诉成立：季度内一次上门维护漏记，现已由部门补录并经人事部复核，相应指标得分和总分随之更正。",
    "en": "Appeal granted: a maintenance visit of the quarter was not recorded; the department has added it.",
}
RESULTS = {
    "zh": "第 1 版：总分 0.7950；等级 B；绩效系数 50%；绩效薪资 3,000.00 元",
    "en": "Revision 1: total 0.7950; grade B; pay factor 50%; performance pay 3,000.00 yuan",
}


@dataclass(frozen=True)
class Word:
    """A piece of text where it stands on a page, in points."""

    text: str
    left: float
    base: float
    size: float

    @property
    def right(self) -> float:
        """Its end, as far as it can be estimated; rather too short."""
        return self.left + 0.85 * width_of(self.text, self.size)


def words_of(page: Any) -> Iterator[Word]:
    """Every piece of text of a page."""
    found: list[Word] = []

    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append(Word(text.strip(), x, y, size * abs(tm[0] * cm[0])))

    page.extract_text(visitor_text=visit)
    yield from found


def overlap(one: Word, other: Word) -> bool:
    """Whether two pieces lie on top of each other: their lines are closer than letters are high."""
    beside = one.right <= other.left or other.right <= one.left
    apart = abs(one.base - other.base)
    return not beside and apart < 0.7 * min(one.size, other.size) and one != other


def revised(quarter: QuarterOutcome, lang: Language) -> EmployeeView:
    """G0322's report of 2024Q4, who moved, was rated by three kinds of raters and has a veto, as revision 2."""
    view = employee_view(quarter.employees["G0322"], quarter, {}, translator(lang))
    longest = max((k.name for part in view.parts for k in part.kpis), key=len)
    causes = "; ".join([f"{longest} 0.8889 → 0.9000"] * 4)
    heading = replace(
        view.heading,
        revision=2,
        revision_note=2 * NOTES[lang],
        revision_lines=(RESULTS[lang], f"{RESULTS[lang][:12]} {causes}"),
    )
    return replace(view, heading=heading)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """Those of the program."""
    found = prepare_fonts(default_cache())
    assert isinstance(found, FontSet)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_longest_report_keeps_to_two_pages_as_a_revision(
    fonts: FontSet, lang: Language
) -> None:
    """With a reason of two lines, the result before, and four causes."""
    pages = Pages(default_templates(), lang)
    shown = outcome_in(lang, committed(Q4))
    html = pages.page(revised(shown, lang))
    found = Renderer(fonts, pages.assets).render(html, pages.stylesheets, None, 2)
    assert found.pages == 2
    for page in PdfReader(BytesIO(found.pdf)).pages:
        words = list(words_of(page))
        assert len(words) > 100
        assert [(a.text, b.text) for a, b in combinations(words, 2) if overlap(a, b)] == []
