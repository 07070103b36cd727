"""Revisions and corrections of published records, decided by the core on values."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.records.as_published import as_published, outline
from gacx_reports.core.records.compare import reached
from gacx_reports.core.records.current import currents, essence
from gacx_reports.core.records.employee_types import EmployeeRecord
from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.records.revisions import Current, Published, Subject, SubjectKind
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.pay import Correction, balance
from tests.core.scoring.test_rank_grades import FIVE
from tests.fixtures.markdown_company import World, score

TYPED = "| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |"
PEOPLE = "ABCDEF"


def employee(name: str) -> Subject:
    """An employee."""
    return Subject(SubjectKind.EMPLOYEE, name)


@given(
    st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))), st.sampled_from(PEOPLE)
)
def test_an_appeal_reaches_exactly_who_rests_on_the_person(
    edges: set[tuple[str, str]], person: str
) -> None:
    """Nobody outside rests on anybody inside, and each inside, but the person, rests on somebody inside."""
    now = [
        Current(employee(p), {"members": {}}, rests_on=tuple(b for a, b in edges if a == p))
        for p in PEOPLE
    ]
    found = reached([person], now, ())
    assert person in found
    for a, b in edges:
        assert a in found or b not in found
    for p in found - {person}:
        assert any(a == p and b in found for a, b in edges)


def now(outcome: QuarterOutcome) -> dict[Subject, Current]:
    """Every record of the outcome, without tables."""
    return currents(outcome, (), "summary.pdf", report_files(outcome, "zh"))


def test_who_rests_on_whom_follows_from_the_scheme() -> None:
    """The supervisor on those led; nobody else on anybody."""
    found = now(score(World(typed=TYPED)))
    assert {s.name: c.rests_on for s, c in found.items() if c.rests_on} == {"G0": ("G1", "G2")}


def test_who_has_a_place_rests_on_all_who_are_ranked_together() -> None:
    """Another total of G1 may change anybody's place; the head has none in the department."""
    found = now(score(FIVE))
    assert found[employee("G3")].rests_on == ("G1", "G2", "G4", "G5")
    assert reached(["G1"], found.values(), ()) == {"G0", "G1", "G2", "G3", "G4", "G5"}


def test_essence_is_the_record_without_addresses() -> None:
    """The same row, further down, is the same result."""
    record = {"a": [{"cell": "B2", "score": "1"}], "cells": ["B2"]}
    assert essence(record) == {"a": [{"score": "1"}]}


def test_history_says_what_was_published() -> None:
    """Though this program would compute something else from the same workbooks."""
    outcome = score(World(typed=TYPED))
    record = of_person(now(outcome)[employee("G1")].record)
    result: EmployeeRecord = {
        **record["result"],
        "total": "0.5000",
        "grade": "C",
        "pay_factor": "0",
    }
    published = Published(employee("G1"), 1, 1, {**record, "result": result})
    past = as_published(outcome, {employee("G1"): published})
    assert past.employees["G1"].total == Decimal("0.5")
    assert past.employees["G1"].grade == "C"
    assert past.employees["G2"] == outcome.employees["G2"]


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [("3000.00", "1500.01", "-1499.99"), (None, "10.00", "10.00"), ("10.00", None, "-10.00")],
)
def test_a_correction_is_new_less_old(
    before: str | None, after: str | None, difference: str
) -> None:
    """An amount that was never paid counts as 0; without both amounts there is no difference."""
    amounts = [None if x is None else Decimal(x) for x in (before, after)]
    made = Correction("G1", "张三", None, None, *amounts)
    assert made.difference == Decimal(difference)
    nothing = replace(made, pay_before=None, pay=None)
    assert nothing.difference is None
    assert balance([made, nothing, made]) == 2 * Decimal(difference)


def test_an_outline_tells_total_and_grade() -> None:
    """Total and grade of a scored employee; "" without a record."""
    found = now(score(World(typed=TYPED)))
    assert outline(found[employee("G1")].record) == "0.9000 A"
    assert outline(None) == ""
