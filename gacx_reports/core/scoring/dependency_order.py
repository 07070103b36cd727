"""Order of computing results, so that each one comes after the results that it depends on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.assignments import Assignment, assignments, at_home
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme


class Stage(StrEnum):
    """Kind of result of an employee or unit."""

    OWN = "own"
    """The individual result, before the mix."""
    TOTAL = "total"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ScoringStep:
    """One result to compute."""

    stage: Stage
    name: str
    """Employee ID, or name of the unit."""


Graph = dict[ScoringStep, set[ScoringStep]]


def scoring_order(
    scheme: Scheme, roster: Roster, quarter: Period
) -> tuple[tuple[ScoringStep, ...], dict[str, str]]:
    """Returns the steps, each after the ones that it depends on, and unit → members of its circle of results.

    A unit in a circle can't be computed (C15). The roster has no circle of supervisors (P10), so every circle
    contains a unit's result.
    """
    graph = _graph(scheme, roster, quarter)
    circles: dict[str, str] = {}
    while True:
        try:
            return tuple(TopologicalSorter(graph).static_order()), circles
        except CycleError as error:
            circle: list[ScoringStep] = error.args[1]
            words = " → ".join(step.name for step in circle)
            for step in circle:
                if step.stage is Stage.UNIT:
                    circles[step.name] = words
                    graph[step] = set()


def units(roster: Roster) -> tuple[str, ...]:
    """Returns the names of all departments and the company."""
    return (*roster.departments, COMPANY)


def members(unit: str, roster: Roster, quarter: Period) -> tuple[str, ...]:
    """Returns the IDs of the unit's members on the quarter's last day; of the company: everybody."""
    if unit == COMPANY:
        return tuple(roster.people)
    here = at_home(roster, quarter).get(unit, ())
    return tuple(a.id for a in here if a.last == quarter.last_day)


def _graph(scheme: Scheme, roster: Roster, quarter: Period) -> Graph:
    graph: Graph = {}
    for person in roster.people.values():
        own, total = ScoringStep(Stage.OWN, person.id), ScoringStep(Stage.TOTAL, person.id)
        graph[own] = {ScoringStep(Stage.TOTAL, p) for p in _led(person.id, scheme, roster, quarter)}
        post = scheme.posts[person.post]
        graph[total] = {own}
        if post.department:
            graph[total].add(ScoringStep(Stage.UNIT, person.department))
        if post.company:
            graph[total].add(ScoringStep(Stage.UNIT, COMPANY))
    for unit in units(roster):
        by_people = any(k.source.of_people for k in scheme.kpis_of_unit(unit))
        rests_on = members(unit, roster, quarter) if by_people else ()
        graph[ScoringStep(Stage.UNIT, unit)] = {ScoringStep(Stage.OWN, p) for p in rests_on}
    return graph


def _led(person: str, scheme: Scheme, roster: Roster, quarter: Period) -> Iterator[str]:
    """IDs of employees whose totals a KPI of the person may depend on."""
    for held in assignments(roster.people[person], roster, quarter):
        sources = {k.source for k in scheme.kpis_of(held.post)}
        if sources & {Source.LED, Source.LED_DEEP}:
            yield from led(person, roster, Source.LED_DEEP)
            yield from led_during(held, roster, Source.LED_DEEP, quarter)


def led_during(
    held: Assignment, roster: Roster, source: Source, quarter: Period
) -> tuple[str, ...]:
    """IDs of employees led in an assignment; for one before a transfer, the present members of its department."""
    if held.last == quarter.last_day:
        return led(held.id, roster, source)
    return tuple(p for p in members(held.department, roster, quarter) if p != held.id)


def led(person: str, roster: Roster, source: Source) -> tuple[str, ...]:
    """Returns the IDs of direct reports; for 两级下属均分 also of theirs."""
    direct = tuple(p.id for p in roster.led_by(person))
    if source is Source.LED:
        return direct
    return (*direct, *(p.id for d in direct for p in roster.led_by(d)))
