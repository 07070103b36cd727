"""Content of the departments' reports and of the summary."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from gacx_reports.core.views.headcount import GradeCount
from gacx_reports.core.views.units.summary import SummaryView
from gacx_reports.locations import default_templates
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.render.printing import printed, text_of
from tests.render.unit_views import (
    COMPARISON,
    HELD,
    LATE,
    MISSED,
    department,
    large,
    summary,
    table,
)


def test_ranks_remarks_and_missed_quotas_are_the_departments(
    renderer: Renderer, pages: Pages
) -> None:
    """The quotas as a check; no section where all are kept."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (*MISSED, *(m.remark for m in department().tables[0].members)):
        assert "".join(shown.split()) in text
    assert 'quotas"' not in pages.page(replace(department(), violations=()))
    assert 'quotas"' not in pages.page(replace(summary(), violations=()))


def test_the_summary_names_five_at_each_end(pages: Pages) -> None:
    """Employees who tie with the fifth are only counted, so that the list stays on its page."""
    html = pages.page(summary())
    named = [person.id in html for person in summary().top]
    assert named == [True] * 5 + [False] * 2


def test_who_is_held_back_stands_in_the_departments_pdf(renderer: Renderer, pages: Pages) -> None:
    """The department's PDF lists held-back employees with the reason and the cell to mend."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (HELD.name, HELD.id, HELD.reason, HELD.place, LATE.name):
        assert "".join(shown.split()) in text


def test_only_an_incomplete_department_is_marked_so(pages: Pages) -> None:
    """未完成 disappears once nobody is held back."""
    whole = replace(department(), incomplete=False, held_back=0, apart=(LATE,))
    assert 'class="unfinished"' in pages.page(department())
    assert 'class="unfinished"' not in pages.page(whole)


def test_many_kpis_turn_the_page(pages: Pages) -> None:
    """Twelve columns of scores need a sheet on its side; four don't."""
    assert '<body class="lying">' in pages.page(large())
    assert '<body class="">' in pages.page(department())


def test_parts_of_a_total_take_columns(pages: Pages) -> None:
    """Five KPIs fit upright, with two parts of the total beside them they don't; the parts are explained."""
    plain = table("技术工程师", 3, 5)
    members = tuple(replace(m, mix=("0.9001", "0.7002")) for m in plain.members)
    mixed = replace(
        plain,
        members=members,
        mix=("个人", "部门"),
        mix_weights=("40%", "60%"),
        mix_means=("0.9", "0.7"),
    )
    upright, lying = (pages.page(replace(department(), tables=(x,))) for x in (plain, mixed))
    assert '<body class="">' in upright
    assert '<body class="lying">' in lying
    assert lying.count('<td class="num">0.7002</td>') == 3
    assert '部门<div class="small">60%</div>' in lying
    assert "总分的组成部分" in lying
    assert "总分的组成部分" not in upright


def test_without_an_earlier_period_no_column_is_all_dashes(pages: Pages) -> None:
    """Neither of changes nor of what was paid then; with one they are there."""
    then = replace(COMPARISON, quarter_before="", change="", mean_before="—", scored_before=None)
    first = replace(summary(), comparison=then, moves=())
    found = re.findall("<th[^>]*>(变化|—)</th>", pages.page(first))
    assert found == []
    assert "变化：" not in pages.page(first)
    assert len(re.findall("<th[^>]*>变化</th>", pages.page(summary()))) >= 3
    tables = tuple(
        replace(t, members=tuple(replace(m, change="") for m in t.members))
        for t in department().tables
    )
    alone = pages.page(replace(department(), tables=tables, comparison=then, moves=()))
    assert "变化" not in alone
    assert '<div class="alone">' in alone
    for html in (pages.page(first), alone):
        heads = re.findall(r"<colgroup>(.*)</colgroup>\n<thead><tr>([^$]*?)</tr>", html)
        assert heads
        assert all(cols.count("<col") == len(re.findall("<t[hd]", row)) for cols, row in heads)


def test_a_years_weights_are_said_to_be_those_in_the_total(pages: Pages) -> None:
    """Periods without one weigh by days."""
    html = pages.page(department())
    assert "指标名下为权重。" in html
    plain = department().tables[0]
    for weights, by_days in ((("10%",) * 4, False), (("10%", "30%", "", ""), True)):
        year = replace(plain, in_total=True, weights=weights, behaviour_weight="20%")
        html = pages.page(replace(department(), tables=(year,)))
        assert "指标、各期名下为占总分的权重。" in html
        assert ("按每人的在岗天数加权" in html) == by_days
        assert '<div class="small">20%</div>' in html


def test_a_long_grade_is_not_broken_in_an_english_summary() -> None:
    """It is set smaller, and the bars keep room for their heading."""
    english = Pages(default_templates(), "en")
    names = ("Excellent", "Good", "Pass", "Fail")
    grades = tuple(GradeCount(n, 1, "25.0%", 0.25, 1, 0.25) for n in names)
    units = tuple(replace(u, counts=(1,) * 4, fills=(0.25,) * 4) for u in summary().units[:1])
    html = english.page(replace(summary(), grades=grades, units=units))
    assert re.search(r'font-size: [12]\.\d+mm">Excellent<', html)
    assert (
        "font-size"
        not in english.page(summary()).split('class="grid units"')[1].split("</table>")[0]
    )


def of_grades(count: int) -> SummaryView:
    """A summary of so many grades, whose department has nobody with the best one."""
    grades = tuple(GradeCount(f"L{n}", 1, "20%", 0.2, 1, 0.2) for n in range(count))
    fills = (0.0, *(1 / (count - 1),) * (count - 1))
    units = tuple(replace(u, counts=(1,) * count, fills=fills) for u in summary().units[:1])
    return replace(summary(), grades=grades, units=units)


@pytest.mark.parametrize(("count", "scale"), [(3, "tone"), (4, "four"), (5, "five")])
def test_every_grade_has_a_colour_of_its_own(pages: Pages, count: int, scale: str) -> None:
    """In the legend and the bars, told apart in grey print; a grade that nobody has keeps its colour for itself."""
    html = pages.page(of_grades(count))
    used = [f"{scale}-{n}" for n in range(count)]
    assert re.findall(r'class="key ([^"]+)"', html)[:count] == used
    stack = html.split('<div class="stack">')[1].split("</div></div>")[0]
    assert re.findall(r'class="([^"]+)"', stack) == used[1:]
    greys = [_grey(pages._style(name)) for name in used]
    assert all(lighter - darker > 25 for darker, lighter in pairwise(greys))
    head = html.split('class="grid units"')[1].split("</colgroup>")[0]
    numbers = [float(w) for w in re.findall(r"width: ([\d.]+)mm", head)]
    assert sum(numbers) <= 33, "the bars need the room"


@pytest.mark.parametrize("count", [3, 4, 5])
def test_every_shade_of_a_score_means_one_grade(pages: Pages, count: int) -> None:
    """In a department's tables and their legend: as many shades as grades below the best, darker for the lower."""
    first = department().tables[0]
    worst = tuple(
        replace(first.members[0], scores=("0.5",) * 4, tones=(n,) * 4) for n in range(count)
    )
    tables = (replace(first, members=worst),)
    bounds = tuple(f"0.{9 - n}" for n in range(count))
    html = pages.page(replace(department(), tables=tables, bounds=bounds))
    keys = re.findall(r'class="key ((?:heat|four|five)-\d)', html)
    assert keys == list(dict.fromkeys(re.findall(r'class="num ((?:heat|four|five)-\d)', html)))
    assert len(set(keys)) == count - 1
    shades = {"heat-1": "tone-3", "heat-2": "tone-1"}
    greys = [_grey(pages._style(shades.get(name, name))) for name in keys]
    assert all(lighter - darker > 25 for lighter, darker in pairwise(greys))


def _grey(colour: str) -> float:
    """How light a colour is printed in grey, 0 to 255."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_nothing_is_compared_with_a_quarter_that_there_is_not(pages: Pages) -> None:
    """A table of dashes is left out."""
    words = "与上季度比较"
    assert words in pages.page(summary())
    first = replace(summary().comparison, quarter_before="", mean_before="—", change="")
    assert words not in pages.page(replace(summary(), comparison=first))
