"""The same inputs under another scheme: nobody is lost, the causes add up, the cost is the sum of the pays."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from gacx_reports.cli import main
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.comparison.compare_schemes import compare
from gacx_reports.core.scoring.comparison.whatif import ComparedStatus, WhatIf
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.views import whatif as views
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.core.views.whatif_rows import IncomparableRow
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.excel.results.whatif_workbook import whatif_workbook
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.intake.scheme_and_roster import OtherScheme
from tests.fixtures.markdown_company import GRADES, PEOPLE, World, replace, score, typed_kpi

EN = translator("en")
QUARTER = Period(2024, 3)
BASE = PEOPLE.replace(
    "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |",
    "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | 2000 |",
)
WORLD = World(
    people=BASE,
    kpis=(typed_kpi("产出", "0.6"), typed_kpi("质量", "0.4")),
    typed="| G1 | 产出 | 0.9 |\n| G1 | 质量 | 0.7 |\n| G2 | 产出 | 0.5 |\n| G2 | 质量 | 0.9 |",
)


def against(world: World, other: World) -> WhatIf:
    """Two worlds that differ in their schemes."""
    return compare(score(world), score(other))


def pays(before: int, after: int) -> tuple[Decimal, Decimal]:
    """Two amounts."""
    return Decimal(before), Decimal(after)


def test_the_same_scheme_changes_nothing() -> None:
    """No grade, no cost, no cause."""
    found = against(WORLD, WORLD)
    assert found.regraded == ()
    assert found.causes == ()
    assert found.total.change == 0
    assert {s.standing for s in found.shifts} == {ComparedStatus.COMPARED}


def test_who_changes_grade_through_what_and_at_what_cost() -> None:
    """G1 0.82 → 0.74: A → B, half of 3000; the head has no base."""
    other = replace(WORLD, kpis=(typed_kpi("产出", "0.2"), typed_kpi("质量", "0.8")))
    found = against(WORLD, other)
    shifts = {s.person.id: s for s in found.regraded}
    g1, g2 = shifts["G1"], shifts["G2"]
    assert (g1.before.grade, g1.after.grade, g1.pay) == ("A", "B", pays(3000, 1500))
    assert g1.driver
    assert (g1.driver.source, g1.driver.change) == ("产出", Fraction("-0.36"))
    assert (g2.before.grade, g2.after.grade, g2.pay) == ("B", "A", pays(1000, 2000))
    assert g2.driver
    assert g2.driver.source == "质量"
    assert (found.total.before, found.total.after) == pays(4000, 3500)
    assert found.total.change == -500
    assert found.departments["甲部"].change == -500
    assert {(c.source, c.better, c.worse) for c in found.causes} == {("产出", 0, 1), ("质量", 1, 0)}


def test_sums_of_departments_and_causes_are_exact() -> None:
    """To the last digit what plain addition gives; of equally frequent causes the first to occur leads."""
    thirds = (typed_kpi("产出", "0.2"), typed_kpi("质量", "0.8", "达成率", "0.9"))
    paid = BASE.replace("3000", "3000.10").replace("2000 |", "2000.20 |")
    found = against(replace(WORLD, people=paid), replace(WORLD, people=paid, kpis=thirds))
    for name, cost in found.departments.items():
        amounts = [s.pay for s in found.shifts if s.pay and s.department == name]
        assert cost.before == sum(before for before, _ in amounts)
        assert cost.after == sum(after for _, after in amounts)
    drivers = [s.driver for s in found.regraded if s.driver]
    assert [(c.source, c.mean) for c in found.causes] == [(d.source, d.change) for d in drivers]
    assert found.causes


def test_a_quarter_without_people_costs_nothing() -> None:
    """There is nobody to compare, and no table to group."""
    quarter = replace(score(WORLD), employees={})
    found = compare(quarter, quarter)
    assert (found.total.people, len(found.departments)) == (0, 0)
    assert found.total.change == 0
    assert found.causes == ()


def test_shares_add_up_to_the_change_of_the_total() -> None:
    """Nothing of a change is left unexplained."""
    other = replace(
        WORLD, kpis=(typed_kpi("产出", "0.2"), typed_kpi("质量", "0.8", "达成率", "0.9"))
    )
    for s in against(WORLD, other).shifts:
        assert s.before.total is not None
        assert s.after.total is not None
        change = sum((x.change for x in s.shares), Fraction(0))
        assert abs(change - Fraction(s.after.total - s.before.total)) <= Fraction("0.0001")


def test_bands_alone_are_no_kpis_doing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old total has the new grade too: the rules of grading did it."""
    before = score(WORLD)
    stricter = GRADES.replace("0.8", "0.85")
    monkeypatch.setattr("tests.fixtures.markdown_company.GRADES", stricter)
    found = compare(before, score(WORLD))
    (shift,) = found.regraded
    assert (shift.person.id, shift.by_rules, shift.driver) == ("G1", True, None)
    assert found.causes[0].source is None


def test_a_renamed_kpi_is_the_same_kpi() -> None:
    """It has not gone and come again."""
    other = replace(
        WORLD,
        kpis=(typed_kpi("产量", "0.6"), typed_kpi("质量", "0.4")),
        typed=WORLD.typed.replace("产出", "产量"),
    )
    shift = against(WORLD, other).shifts[1]
    assert {s.source: float(s.change) for s in shift.shares} == {"产量": 0.0, "质量": 0.0}


def test_who_lacks_an_input_cant_be_compared_and_nobody_is_lost() -> None:
    """A new typed KPI without values: the employees are listed with the reason, not with a pay of 0."""
    other = replace(WORLD, kpis=(*WORLD.kpis[:1], typed_kpi("创新", "0.4")))
    typed = "| G1 | 产出 | 0.9 |\n| G1 | 创新 | 0.7 |\n| G2 | 产出 | 0.5 |"
    found = against(WORLD, replace(other, typed=typed))
    assert [s.standing for s in found.shifts] == [
        ComparedStatus.INCOMPARABLE,
        ComparedStatus.COMPARED,
        ComparedStatus.INCOMPARABLE,
    ]
    assert found.held_back
    assert found.total.people == 1
    view = whatif_view(found, EN)
    reasons = {row.id: row.reason for row in view.not_compared}
    assert "P05" in reasons["G2"]
    assert "甲部.xlsx › 填报值" in reasons["G2"]
    assert view.compared + view.apart + view.incomparable == view.people == 3


def test_who_is_scored_under_one_scheme_only_costs_nothing_here() -> None:
    """Not scored before and scored after a shorter leave: incomparable, and left out of the sums."""
    away = replace(WORLD, leave="| G2 | 2024-07-10 | 2024-08-20 | 病假 |")
    before = score(away)
    after = score(replace(away, leave="| G2 | 2024-07-10 | 2024-07-20 | 病假 |"))
    shift = compare(before, after).shifts[2]
    assert (shift.before.status, shift.standing) == (Status.NOT_SCORED, ComparedStatus.INCOMPARABLE)
    assert shift.pay is None
    both = compare(before, before)
    assert both.shifts[2].standing is ComparedStatus.APART
    assert not both.held_back


def test_the_workbook_holds_everybody() -> None:
    """A row per person; the sums of the departments end in the total."""
    other = replace(WORLD, kpis=(typed_kpi("产出", "0.2"), typed_kpi("质量", "0.8")))
    found = against(WORLD, other)
    content = whatif_workbook(found, EN)
    assert content == whatif_workbook(found, EN)
    book = openpyxl.load_workbook(BytesIO(content))
    assert [row[0].value for row in book["People"].iter_rows(min_row=2)] == ["G0", "G1", "G2"]
    last = [c.value for c in list(book["Departments"].rows)[-1]]
    assert last == ["All", 3, 2, 4000, 3500, -500]


# --- the sample quarter -----------------------------------------------------------------------


def other_scheme(samples: Path, path: Path, *edits: tuple[str, str, Any]) -> Path:
    """The sample quarter's scheme with some cells changed: sheet, address, value."""
    book = openpyxl.load_workbook(samples / str(QUARTER) / "考核方案.xlsx")
    for sheet, cell, value in (("设置", "B2", "2025.1 草案"), *edits):
        book[sheet][cell] = value
    book.save(path)
    return path


def cell_of(samples: Path, sheet: str, row: tuple[str, ...], header: str) -> str:
    """The address of a cell by its row's first words and its column."""
    page = openpyxl.load_workbook(samples / str(QUARTER) / "考核方案.xlsx")[sheet]
    headers = [c.value for c in page[1]]
    for cells in page.iter_rows(min_row=2):
        if tuple(str(c.value) for c in cells[: len(row)]) == row:
            return str(cells[headers.index(header)].coordinate)
    raise LookupError(row)


def stricter(samples: Path) -> tuple[tuple[str, str, Any], ...]:
    """An A from 0.85."""
    return (
        ("等级", cell_of(samples, "等级", ("A",), "下限"), 0.85),
        ("等级", cell_of(samples, "等级", ("B",), "上限"), 0.85),
    )


def test_another_version_is_not_another_quarters_workbook(samples: Path, tmp_path: Path) -> None:
    """S07 doesn't fire against the scheme that the workbooks were not issued under; all are compared."""
    book = read_workbook(other_scheme(samples, tmp_path / "other.xlsx", *stricter(samples)))
    assert isinstance(book, Workbook)
    folder = samples / str(QUARTER)
    after = read_and_score(folder, QUARTER, other=OtherScheme(book, {}))
    before = read_and_score(folder, QUARTER, lambda _: [])
    assert before.outcome
    assert after.outcome
    assert "S07" not in {i.code for i in after.issues}
    found = compare(before.outcome, after.outcome)
    assert not found.of(ComparedStatus.INCOMPARABLE)
    assert all(
        Decimal("0.8") <= (s.before.total or 0) < Decimal("0.85")
        for s in found.regraded
        if s.by_rules
    )


def test_a_kpi_less_holds_nobody_back(samples: Path, tmp_path: Path) -> None:
    """Workbooks may have values that the other scheme no longer needs."""
    row = ("大客户代表", "投诉处理及时到位")
    page = openpyxl.load_workbook(samples / str(QUARTER) / "考核方案.xlsx")
    sheet = page["指标"]
    index = int("".join(c for c in cell_of(samples, "指标", row, "权重") if c.isdigit()))
    sheet.delete_rows(index)
    page.save(tmp_path / "less.xlsx")
    kept = openpyxl.load_workbook(tmp_path / "less.xlsx")
    for cells in kept["指标"].iter_rows(min_row=2):
        if cells[0].value == "大客户代表" and cells[1].value == "客户档案完整准确":
            cells[2].value = 0.3
    kept.save(tmp_path / "less.xlsx")
    book = read_workbook(tmp_path / "less.xlsx")
    assert isinstance(book, Workbook)
    after = read_and_score(samples / str(QUARTER), QUARTER, other=OtherScheme(book, {})).outcome
    assert after
    held = [e.person.id for e in after.employees.values() if e.status is Status.HELD_BACK]
    assert not held


def test_on_the_command_line(samples: Path, tmp_path: Path) -> None:
    """A table, a workbook and one page; the quarter's own results are not touched."""
    output = ["--output", str(tmp_path / "out"), "--jobs", "1", "--lang", "en"]
    other = other_scheme(samples, tmp_path / "other.xlsx", *stricter(samples))
    found = CliRunner().invoke(main, ["whatif", "2024Q3", "--scheme", str(other), *output])
    assert found.exit_code == 0, found.output
    assert "with another grade" in found.output
    folder = tmp_path / "out" / "2024Q3"
    written = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")}
    assert written == {"whatif/whatif.pdf", "whatif/whatif.xlsx"}
    assert len(PdfReader(folder / "whatif" / "whatif.pdf").pages) == 1


def test_the_fullest_page_is_one_page(templates: Path) -> None:
    """As many rows as it takes, each with long words, in both languages; the workbook has the rest."""
    from gacx_reports.commands.fonts import prepared_fonts
    from gacx_reports.render.reports import RenderSettings, Report, render

    other = replace(WORLD, kpis=(typed_kpi("产出", "0.2"), typed_kpi("质量", "0.8")))
    found = against(WORLD, other)
    long = "名字很长的指标" * 5
    lost = IncomparableRow(
        "G9", "张三", "很长的岗位名称", f"{long}（受理服务组.xlsx › 填报值）" * 2
    )
    languages: tuple[Language, ...] = ("zh", "en")
    for lang in languages:
        view = whatif_view(found, translator(lang))
        full = replace(
            view,
            units=(replace(view.units[0], name=long),) * views.MOST_UNITS,
            causes=(replace(view.causes[0], name=long, post=long),) * views.MOST_CAUSES,
            changed=(replace(view.changed[0], driver=long, post=long),) * views.FEWEST_PEOPLE,
            not_compared=(lost,) * views.MOST_INCOMPARABLE,
            more_units=9,
            more_causes=9,
            more_changed=9,
            more_incomparable=9,
        )
        press = RenderSettings(templates, prepared_fonts(), lang)
        made = render(press, Report("whatif.pdf", full))
        assert isinstance(made, bytes)
        assert len(PdfReader(BytesIO(made)).pages) == 1


def test_a_faulty_scheme_is_shown_and_nothing_is_written(samples: Path, tmp_path: Path) -> None:
    """Exit 1, with the code and the cell."""
    cell = cell_of(samples, "等级", ("A",), "下限")
    other = other_scheme(samples, tmp_path / "other.xlsx", ("等级", cell, 0.9))
    output = ["--output", str(tmp_path / "out"), "--jobs", "1"]
    found = CliRunner().invoke(main, ["whatif", "2024Q3", "--scheme", str(other), *output])
    assert found.exit_code == 1
    assert "C07" in found.output
    assert not list((tmp_path / "out").rglob("whatif*"))
