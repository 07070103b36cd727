"""Names of any length have room: in columns, table heads and pictures."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from gacx_reports.core.language.grade_words import grade_at_best, grade_name
from gacx_reports.core.views.heading import Band
from gacx_reports.core.views.letters.targets import LetterContext, targets_view
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.i18n import translator
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.html.svg_labels import spread, width_of
from gacx_reports.render.html.text_room import (
    balanced,
    column,
    column_width,
    label_size,
    shortened,
    unbroken,
)
from gacx_reports.render.pdf.renderer import Renderer
from tests.core.scoring.comparison.test_whatif import WORLD, against
from tests.fixtures.markdown_company import score
from tests.render.employee_views import employee
from tests.render.pieces_of_views import HEADING
from tests.render.printing import View, printed
from tests.render.unit_views import department, summary

ZH, EN = translator("zh"), translator("en")
NAMES = {"A": "优秀", "B": "需要改进", "C": "不合格"}
COMPANY = "国安创想通信技术服务北京有限公司一"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("50.0 元 → 0.0 元", "50.0\xa0元 → 0.0\xa0元"),
        ("8 times → 2 times", "8\xa0times → 2\xa0times"),
        ("60% → 98%", "60% → 98%"),
        ("≥ 45 次", "≥ 45 次"),
    ],
)
def test_a_threshold_breaks_at_its_arrow(target: str, kept: str, pages: Pages) -> None:
    """Number and unit stay on one line, in a report as in a letter."""
    assert unbroken(target) == kept
    view = employee()
    kpi = replace(view.parts[0].kpis[0], target=target)
    part = replace(view.parts[0], kpis=(kpi, *view.parts[0].kpis[1:]))
    assert f">{kept}<" in pages.page(replace(view, parts=(part,)))


def letter_of_targets() -> TargetsView:
    """A letter about one KPI, with grades A, B and C."""
    quarter = score(WORLD)
    context = LetterContext(quarter.scheme, quarter.roster, quarter.quarter, {})
    return targets_view(quarter.roster.people["G1"], context, "", ZH)


def lines(renderer: Renderer, pages: Pages, view: View) -> list[str]:
    """The lines of the PDF as they are set, without spaces."""
    pdf = PdfReader(BytesIO(printed(renderer, pages, view).pdf))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    return ["".join(line.split()) for line in text.splitlines()]


def test_names_of_grades_are_whole_in_a_departments_report(
    renderer: Renderer, pages: Pages
) -> None:
    """Among the members, in the distribution, in the comparison; no “级” behind them."""
    view = department()
    tables = tuple(
        replace(t, members=tuple(replace(m, grade=NAMES["C"]) for m in t.members))
        for t in view.tables
    )
    grades = tuple(replace(g, grade=NAMES[g.grade]) for g in view.grades)
    found = lines(renderer, pages, replace(view, tables=tables, grades=grades))
    members = sum(len(t.members) for t in tables)
    assert sum("不合格" in line for line in found) == members + 2
    assert sum("需要改进" in line for line in found) == 2
    assert "级" not in "".join(found).replace("等级", "").replace("上级", "")


def test_names_of_grades_are_whole_in_the_summary(renderer: Renderer, pages: Pages) -> None:
    """Four characters where three grades share the room: twice at the top, as a head, in the legend."""
    view = summary()
    grades = tuple(replace(g, grade=NAMES[g.grade]) for g in view.grades)
    people = tuple(replace(person, grade=NAMES["C"]) for person in view.top)
    found = lines(renderer, pages, replace(view, grades=grades, top=people, bottom=people))
    assert "".join(found).count("需要改进") == sum("需要改进" in line for line in found) == 4
    assert sum(line.count("不合格") for line in found) == 4 + 10


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([1.0, 10.0, 20.0], [1.0, 10.0, 20.0]),
        ([5.0, 5.5, 6.0], [5.0, 7.0, 9.0]),
        ([6.0, 5.5, 5.0], [9.0, 7.0, 5.0]),
        ([28.0, 29.0, 30.0], [26.0, 28.0, 30.0]),
        ([], []),
    ],
)
def test_labels_that_are_too_close_stand_apart(wanted: list[float], placed: list[float]) -> None:
    """2 mm from each other, none beyond 30; what has room stays."""
    assert spread(wanted, 2, 30) == placed


def test_the_bounds_of_five_grades_are_told_apart(pages: Pages) -> None:
    """0.02 between two of them: their names do not touch, beside the trend and under the makeup of the total."""
    lows = ("0", "0.6", "0.86", "0.88", "0.9", "")
    bands = tuple(
        Band(g, low, high, "", "0%", float(low), float(high or 1) - float(low))
        for g, (low, high) in zip("EDCBA", pairwise(lows), strict=True)
    )
    html = pages.page(replace(employee(), bands=bands))
    named = re.findall(r'<text x="[^"]+" y="([^"]+)" font-size="([^"]+)"[^>]*>. ≥ 0', html)
    heights = sorted(float(y) for y, _ in named)
    assert len(heights) == 4
    assert all(b - a >= float(named[0][1]) for a, b in pairwise(heights))
    lefts = [float(x) for x in re.findall(r'<text x="([^"]+)" y="16.00"[^>]*>0\.', html)]
    assert len(lefts) == 4
    assert all(b - a >= width_of("0.88", 2.4) for a, b in pairwise(lefts))


def test_names_of_grades_fit_the_pictures(pages: Pages) -> None:
    """Labels of the trend end inside it; columns give way, at most to 40 of 66 mm."""
    view = employee()
    long = replace(
        view,
        bands=tuple(replace(b, grade=NAMES[b.grade]) for b in view.bands),
        trend=tuple(replace(p, grade=NAMES[p.grade]) for p in view.trend),
    )
    usual, found = pages.page(view), pages.page(long)
    assert 'x2="55"' in usual
    assert 'x2="47' in found
    assert ">需要改进 ≥ 0.6</text>" in found


@pytest.mark.parametrize("name", [COMPANY, COMPANY * 2, "Guoan Creative Communication Services"])
def test_a_long_company_name_stands_beside_its_logo(
    renderer: Renderer, pages: Pages, name: str
) -> None:
    """None of its lines is under the logo: all begin where the first does. The last is no remnant."""
    view = replace(employee(), heading=replace(HEADING, company=name))
    pdf = PdfReader(BytesIO(printed(renderer, pages, view).pdf))
    found: list[tuple[float, str]] = []

    def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
        if matrix[5] > 0 and text.strip() and text.strip() in name and len(text.strip()) > 1:
            found.append((round(matrix[4], 1), text.strip()))

    pdf.pages[0].extract_text(visitor_text=visit)
    assert "".join(line for _, line in found).replace(" ", "") == name.replace(" ", "")
    assert len({begin for begin, _ in found}) == 1
    assert min(len(line) for _, line in found) >= 4


@pytest.mark.parametrize(
    ("text", "room", "width"),
    [
        ("客户满意度", 13.0, None),
        ("质量反馈卡填写质量", 20.0, 4.5),
        ("安装实施、维修、维护合格率", 20.0, None),
        ("Objective, complete complaint reports", 40.0, None),
        ("质量反馈卡 feedback card 填写质量", 40.0, 10),
    ],
)
def test_a_head_is_balanced_only_where_its_last_line_would_be_short(
    text: str, room: float, width: float | None
) -> None:
    """One character alone is; five of thirteen aren't. `width` in characters of 7 points, about."""
    found = str(balanced(text, room))
    if width is None:
        assert found == text
        return
    (held,) = re.findall(r"max-width: (.+)mm", found)
    assert abs(float(held) / (7 * 25.4 / 72) - width) < 1.5
    assert re.sub("<.+?>", "", found) == text


def test_what_people_wrote_is_no_markup() -> None:
    """Balanced or not, a name is text."""
    for room in (10.0, 1000.0):
        assert "<b>" not in str(balanced("<b>名称很长的一个指标名</b>", room))


def test_columns_and_labels_give_way_only_where_names_are_long() -> None:
    """What fits is left as the style sheet has it."""
    assert column(["A", "B"], "11%", 7.9) == "11%"
    assert column(["优秀", "不合格"], "11%", 7.9) == "11.8mm"
    assert column_width(["A+"], 10) == 10
    assert column_width(["不合格"], 10) == pytest.approx(11.8, abs=0.1)
    assert column_width(["十个字的等级名称在此"], 10) == pytest.approx(26.8)
    assert label_size(["A", "优秀"], 8, 2.4) == 2.4
    assert 1.4 <= label_size(["不合格"], 6, 2.4) < 2.4
    assert shortened("不合格", 7.2, 2.4) == "不合格"
    assert shortened("需要改进和帮助", 5, 1.4) == "需要…"


@pytest.mark.parametrize(
    ("grade", "zh", "en"),
    [
        ("A", "A 级", "Grade A"),
        ("A+", "A+ 级", "Grade A+"),
        ("优", "优", "优"),
        ("优秀", "优秀", "优秀"),
        ("Outstanding", "Outstanding", "Outstanding"),
    ],
)
def test_only_a_letter_is_called_a_grade(grade: str, zh: str, en: str) -> None:
    """“优秀 级” is no Chinese."""
    assert (grade_name(grade, ZH), grade_name(grade, EN)) == (zh, en)
    assert ("级" in grade_at_best(grade, ZH)) is zh.endswith("级")


def test_a_changed_grade_is_whole_on_the_one_page_of_a_comparison(pages: Pages) -> None:
    """Its cells end in `…` where they are too narrow, so the column of grades is as wide as both names."""
    view = whatif_view(against(WORLD, replace(WORLD, typed=WORLD.typed.replace("0.9", "0.3"))), ZH)
    assert view.changed
    changed = tuple(replace(p, grade_before="优秀", grade_after="不合格") for p in view.changed)
    assert '<col style="width: 7.5%">' in pages.page(view)
    assert '<col style="width: 22.5mm">' in pages.page(replace(view, changed=changed))


@pytest.mark.parametrize(
    ("low", "high", "factor", "widths"),
    [
        ("0.8", "0.9", "50%", ["24%", "17%"]),
        ("0.85", "0.95", "100%–130%", ["22.6mm", "20.0mm"]),
    ],
)
def test_bounds_and_factors_stay_on_a_line(
    low: str, high: str, factor: str, widths: list[str], pages: Pages
) -> None:
    """In a letter of targets, where the table has half the page: the columns of bounds and pay factors grow."""
    letter = letter_of_targets()
    bands = (replace(letter.bands[0], low=low, high=high, pay_factor=factor), *letter.bands[1:])
    html = pages.page(replace(letter, bands=bands))
    columns = html.split("等级与绩效薪资")[1].split("</colgroup>")[0]
    assert re.findall(r"width: ([\d.]+(?:%|mm))", columns)[1:] == widths
    assert f"<td>≥ {low}, &lt; {high}</td>" in html
