"""Every number of a report can be followed to the cells that it rests on, ratings and lines as well."""

import re
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.views.employee.sources import further_sources
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score

QUARTER = Period(2024, 4)


@pytest.fixture(scope="module")
def outcome(samples: Path) -> QuarterOutcome:
    """The sample quarter in which everything occurs."""
    found = read_and_score(samples / str(QUARTER), QUARTER, lambda _: []).outcome
    assert found
    return found


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("G0302", {"行为评价（上级评分）": "15", "加分、扣分和一票否决": "5"}),
        ("G0308", {"行为评价（上级评分）": "15", "调整等级": "1"}),
        ("G0322", {"行为评价（上级评分）": "15", "加分、扣分和一票否决": "1"}),
    ],
)
def test_the_cells_are_the_persons_own(
    outcome: QuarterOutcome, samples: Path, person: str, names: dict[str, str]
) -> None:
    """As many as there are entries, each in a row of the sheet that begins with the person's ID."""
    rows = further_sources(outcome.employees[person], outcome, translator("zh"))
    found = {row.name: row.n for row in rows}
    assert {name: found[name] for name in names} == names
    for row in rows:
        if row.name in names:
            owners = [o for cell in row.cells for o in owners_of(samples / str(QUARTER), cell)]
            assert owners == [person] * int(row.n)


def owners_of(folder: Path, cells: str) -> list[str]:
    """The first cell of each row that `技术服务组.xlsx › 行为评价 › D2:D3, D9` names."""
    workbook, sheet, addresses = cells.split(" › ")
    book = openpyxl.load_workbook(folder / workbook, read_only=True)
    rows = [[int(row) for row in re.findall(r"\d+", part)] for part in addresses.split(", ")]
    return [
        str(book[sheet][f"A{row}"].value) for part in rows for row in range(part[0], part[-1] + 1)
    ]


def test_results_of_units_name_their_cells(outcome: QuarterOutcome) -> None:
    """For a head: a department's mean of members has no cells, the company's typed result the roster's sheet."""
    head = next(e for e in outcome.employees.values() if e.mix and len(e.mix) > 1)
    rows = further_sources(head, outcome, translator("en"))
    units = [row for row in rows if row.name.startswith("Result of ")]
    assert len(units) == len(head.mix or {}) - 1
    assert [(row.n, row.cells) for row in units] == [
        ("7", ()),
        ("1", ("花名册.xlsx › 部门公司结果",)),
    ]
