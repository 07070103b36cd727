"""Who takes part in a month, a half-year or a year: the rules of a quarter, over other days."""

from dataclasses import replace
from datetime import date

import pytest

from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.roster.eligibility import NotScored, days_of_leave, why_not_scored
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.views.behaviour import BehaviourView, behaviour_of
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import PEOPLE, SETTINGS, World, score

KINDS = {"M": "月度", "H": "半年", "Y": "年度"}
JOINED = "| G2 | 李四 | 甲部 | 工程师 | G0 | | {day} | {left} | 在职 | |"
RATINGS = "\n".join(
    f"| {who} | {item} | {level} |"
    for who, level in (("G1", 5), ("G2", 4))
    for item in ("准确性", "效率", "认真")
)


def company(
    period: str, *, rated: bool = False, joined: str = "2020-01-01", left: str = ""
) -> World:
    """G1 and G2 in a scheme for such periods, which rates in June and December."""
    usual = PEOPLE.splitlines()[:-1]
    people = "\n".join((*usual, JOINED.format(day=joined, left=left)))
    kind = f"| 考核周期 | {KINDS[period[4]]} |\n"
    settings = SETTINGS.replace("| 长假天数 | 30 |", "| 长假天数 | 15 |") + kind
    return World(
        quarter=period,
        people=people,
        typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |",
        ratings=RATINGS if rated else "",
        scheme_sheets={"设置": settings},
    )


@pytest.mark.parametrize(
    ("period", "joined", "left", "reason"),
    [
        ("2025M01", "2025-01-02", "", None),  # the first working day after New Year
        ("2025M01", "2025-01-03", "", NotScored.JOINED_LATE),
        ("2024M02", "2024-02-01", "2024-02-29", None),
        ("2024M02", "2024-02-01", "2024-02-28", NotScored.LEFT),
        ("2024M12", "2024-12-02", "2024-12-31", None),  # 1 December is a Sunday
        ("2024H2", "2024-07-01", "", None),
        ("2024H2", "2024-07-02", "", NotScored.JOINED_LATE),
        ("2024H1", "2020-01-01", "2024-06-29", NotScored.LEFT),
        ("2024Y", "2024-01-02", "2024-12-31", None),
        ("2024Y", "2024-01-03", "", NotScored.JOINED_LATE),
    ],
)
def test_whoever_has_not_served_the_whole_period_is_not_scored(
    period: str, joined: str, left: str, reason: NotScored | None
) -> None:
    """Joined after its first working day, or left before its last day."""
    outcome = score(company(period, rated=period[4] in "HY", joined=joined, left=left))
    person = outcome.roster.people["G2"]
    found = why_not_scored(person, outcome.roster, outcome.scheme, outcome.quarter)
    assert found is reason
    assert (outcome.employees["G2"].total is None) == bool(reason)


def test_leave_counts_within_the_period_only() -> None:
    """From 25 January to 12 February: 12 days of February, too few for 15; 19 days of a half-year."""
    leave = "| G1 | 2024-01-25 | 2024-02-12 | 病假 |"
    month = score(replace(company("2024M02"), leave=leave))
    half = score(replace(company("2024H1", rated=True), leave=leave))
    assert days_of_leave(month.roster, "G1", month.quarter) == 12
    assert days_of_leave(half.roster, "G1", half.quarter) == 19
    assert month.employees["G1"].total is not None
    assert half.employees["G1"].total is None


def test_a_move_divides_the_days_of_a_leap_year() -> None:
    """91 days of 366 before 1 April 2024."""
    moved = "| G1 | 2024-04-01 | 主管 | 工程师 | 甲部 | 甲部 |"
    outcome = score(replace(company("2024Y", rated=True), transfers=moved))
    parts = assignments(outcome.roster.people["G1"], outcome.roster, outcome.quarter)
    assert [(p.last - p.first).days + 1 for p in parts] == [91, 275]
    assert (parts[0].first, parts[-1].last) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(("period", "expected"), [("2024M02", {"P37"}), ("2024Y", set())])
def test_a_leave_of_the_year_before_is_no_slip_in_a_year(period: str, expected: set[str]) -> None:
    """Every day of another year would lie in a year; of a month only the same month's."""
    world = replace(
        company(period, rated=period == "2024Y"), leave="| G1 | 2023-02-06 | 2023-02-08 | 病假 |"
    )
    assert {str(i.code) for i in score(world).issues if i.code == "P37"} == expected


def shown(period: str, past: dict[str, bool]) -> BehaviourView | None:
    """What G1's report of the period shows; `past` are earlier periods, and whether they were rated."""
    outcomes: list[QuarterOutcome] = [score(company(p, rated=r)) for p, r in past.items()]
    history = {o.quarter: o for o in outcomes}
    rated = period[4] in "HY" or period[-2:] in ("06", "12")
    now = score(company(period, rated=rated))
    person: EmployeeOutcome = now.employees["G1"]
    return behaviour_of(person, now, history, translator("zh"))


@pytest.mark.parametrize(
    ("period", "past", "half", "before"),
    [
        ("2024M07", {"2024M06": True}, "2024年上半年", ""),
        ("2024M11", {"2024M06": True, "2023M12": True}, "2024年上半年", "2023年下半年"),
        ("2024M12", {"2024M06": True}, "2024年下半年", "2024年上半年"),
        ("2025M01", {"2024M12": True}, "2024年下半年", ""),
        ("2024H2", {"2024H1": True}, "2024年下半年", "2024年上半年"),
        ("2024Y", {"2023Y": True}, "2024年度", "2023年度"),
    ],
)
def test_the_last_half_years_evaluation_is_shown_in_between(
    period: str, past: dict[str, bool], half: str, before: str
) -> None:
    """In months that rate nothing for information, with the half-year before for comparison."""
    view = shown(period, past)
    assert view
    assert (view.half, view.half_before) == (half, before)
    counted = period[4] in "HY" or period.endswith("M12")
    assert view.counted == counted


def test_an_older_evaluation_is_none_of_a_months() -> None:
    """After half a year without any, nothing is shown."""
    assert shown("2024M07", {"2023M12": True}) is None
