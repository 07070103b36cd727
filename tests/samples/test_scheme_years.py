"""The years of the example schemes: each row that a page quotes is there, each total by hand is the program's."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.exact import rounded
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.translation import issues_in
from gacx_reports.intake.quarter import read_and_score
from tests.fixtures.plain_reports import plain_reports
from tests.samples.quarters import COMMITTED
from tests.samples.test_schemes import every_scheme, exact, quotes_in, rows_of, whole_page
from tools.samples.schemes.folder import FOLDER, write_all_periods
from tools.samples.schemes.source import Table, raw
from tools.samples.schemes.years import YEAR, books_of_year, changed, periods_of, year_of

WHOLE = "headquarters"
"""Whose year is run wherever the tests are; those of the others take minutes."""


def year_part(name: str) -> str:
    """What the scheme's page says of the year."""
    return whole_page(name).partition(YEAR)[2]


@every_scheme
def test_every_row_that_a_page_quotes_of_the_year_is_in_its_workbooks(name: str) -> None:
    """A reader who looks for it finds it, cell by cell."""
    quotes = list(quotes_in(year_part(name)))
    assert len(quotes) > 5
    rows = rows_of(COMMITTED / FOLDER / name / str(year_of(name)))
    for sheet, cells in quotes:
        wanted = {header: shown(raw(cell)) for header, cell in cells.items()}
        assert any(wanted.items() <= row.items() for row in rows[sheet]), (sheet, cells)


@every_scheme
def test_a_year_waits_for_its_periods_and_for_nothing_else(name: str) -> None:
    """Without a ledger P72; a workbook that nobody must fill in may stay away; every name has its English."""
    found = read_and_score(
        COMMITTED / FOLDER / name / str(year_of(name)), year_of(name), lambda _: []
    )
    assert {i.code for i in errors(found.issues)} == {"P72"}
    assert {i.code for i in found.issues} <= {"P72", "F01"}
    assert found.outcome
    assert issues_in("en", (), found.outcome) == ()


def run_year(name: str, folder: Path, templates: Path) -> dict[str, Any]:
    """Check and publish every period of the scheme's year, then the year; returns its results.json."""
    write_all_periods(folder / "in", name)
    places = ["--input", str(folder / "in"), "--output", str(folder / "out")]
    drawn = [*places, "--templates", str(templates), "--ledger", str(folder / "ledger.sqlite")]
    periods = [str(period) for period in periods_of(name)]
    steps = [["check", p, *places] for p in periods]
    steps += [["quarter", periods[-1], *places, "--templates", str(templates)]]
    steps += [["publish", p, *drawn] for p in periods]
    steps += [["year", "2024", *drawn], ["publish", "2024Y", *drawn]]
    for step in steps:
        result = CliRunner().invoke(main, step)
        assert result.exit_code == 0, (step, result.output)
    return dict(json.loads((folder / "out" / "2024Y" / "results.json").read_text("utf-8")))


def differs_by_hand(name: str, results: dict[str, Any]) -> None:
    """Fails unless total, grade and factor of everybody are as the page computes them by hand."""
    line = r"^\| (\w+) \| `([^`]+)` \| ([\d.]+) \| (\S+) \| ([\d.]+) \|$"
    by_hand = re.findall(line, year_part(name), re.MULTILINE)
    found = {e["id"]: e for e in results["employees"] if e["status"] == "scored"}
    assert [person for person, *_ in by_hand] == list(found)
    for person, sum_, total, grade, factor in by_hand:
        places = len(total.partition(".")[2])
        assert str(rounded(exact(sum_), places)) == total, person
        assert (found[person]["total"], found[person]["grade"]) == (total, grade), person
        assert Fraction(found[person]["pay_factor"]) == Fraction(factor), person


def test_a_whole_year_is_published_and_is_the_sum_by_hand(tmp_path: Path, templates: Path) -> None:
    """The headquarters: four quarters, weighed as given, and the managers' report on the year."""
    results = run_year(WHOLE, tmp_path, plain_reports(tmp_path / "plain", templates))
    differs_by_hand(WHOLE, results)


@pytest.mark.system
@every_scheme
def test_every_scheme_goes_through_its_year(name: str, tmp_path: Path, templates: Path) -> None:
    """With the real reports: check, quarter, publish, year, and the year published."""
    differs_by_hand(name, run_year(name, tmp_path, templates))
    out = tmp_path / "out" / "2024Y"
    scored = re.findall(r"^\| \w+ \| `", year_part(name), re.MULTILINE)
    assert len(list(out.glob("employees/*/*.pdf"))) == len(scored)


@every_scheme
def test_other_periods_lie_in_the_year_and_are_of_the_schemes_kind(name: str) -> None:
    """Three quarters at least; eleven months, as the shop was closed for one."""
    periods = list(periods_of(name))
    assert all(year_of(name).contains(d) for p in periods for d in (p.first_day, p.last_day))
    assert len({p.kind for p in periods}) == 1
    assert len(periods) >= (11 if periods[0].kind is PeriodKind.MONTH else 3)


def test_a_change_of_what_is_not_there_is_refused() -> None:
    """A misspelt name would leave the period as it was, and nobody would see it."""
    headers = ("工作簿", "表", "谁", "列", "值")
    stray = Table(headers, (("花名册.xlsx", "花名册", "Z99", "状态", "离职"),))
    with pytest.raises(KeyError, match="Z99"):
        changed(books_of_year(WHOLE), stray)
