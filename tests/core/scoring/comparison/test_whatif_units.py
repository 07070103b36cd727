"""Results of units where another scheme wants them otherwise than the roster has them."""

from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.intake.quarter import Intake, read_and_score
from gacx_reports.intake.scheme_and_roster import OtherScheme

TOP, COMPANY = "客户服务部", "公司"


def printable(text: str) -> list[str]:
    """Every character."""
    del text
    return []


def scheme(path: Path) -> Workbook:
    """The scheme workbook there."""
    book = read_workbook(path)
    assert isinstance(book, Workbook)
    return book


@pytest.fixture(scope="module")
def own(samples: Path) -> Intake:
    """2024Q4 under its own scheme, which computes the result of the top department."""
    return read_and_score(samples / "2024Q4", Period(2024, 4), printable)


def test_a_computed_result_goes_before_the_typed_one(samples: Path) -> None:
    """2024Q3 has both results typed in; 2024Q4's scheme computes one of them: P32."""
    other = scheme(samples / "2024Q4" / "考核方案.xlsx")
    found = read_and_score(
        samples / "2024Q3", Period(2024, 3), printable, other=OtherScheme(other, {})
    )
    assert found.outcome
    assert found.outcome.units[TOP].kpis
    said = [(i.code, i.found, i.severity) for i in found.issues if i.code in ("P30", "P32")]
    assert said == [("P32", TOP, Severity.WARNING)]


def test_a_result_that_nobody_typed_in_is_the_one_computed_so_far(
    samples: Path, own: Intake
) -> None:
    """2024Q4 under 2024Q3's scheme, which needs a typed result: the computed one is used, with P33."""
    assert own.outcome
    computed = own.outcome.units[TOP].result
    assert computed
    other = scheme(samples / "2024Q3" / "考核方案.xlsx")
    units = {TOP: computed}
    found = read_and_score(
        samples / "2024Q4", Period(2024, 4), printable, other=OtherScheme(other, units)
    )
    assert found.outcome
    assert found.outcome.units[TOP].result == Fraction(computed)
    assert [i.found for i in found.issues if i.code == "P33"] == [TOP]
    assert not [i for i in found.issues if i.code in ("P19", "P30")]
