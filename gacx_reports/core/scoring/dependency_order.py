"""In which order results are computed, so that each rests on finished ones; circles are named."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.roster.assignments import Assignment, assignments, home
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import COMPANY, Source
from gacx_reports.core.scheme.scheme import Scheme


class Stage(StrEnum):
    """What is computed about a person or a unit."""

    OWN = "own"
    """The person's own result, before the mix."""
    TOTAL = "total"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ScoringStep:
    """One result to compute."""

    stage: Stage
    name: str
    """Employee ID, or the unit."""


Graph = dict[ScoringStep, set[ScoringStep]]


def scoring_order(
    scheme: Scheme, roster: Roster, quarter: Quarter
) -> tuple[tuple[ScoringStep, ...], dict[str, str]]:
    """Every step after those that it rests on; and unit → members of the circle that it stands in.

    The roster has no circles of supervisors, so every circle passes through a unit's result.
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
    """Departments and the company."""
    return (*roster.departments, COMPANY)


def members(unit: str, roster: Roster, quarter: Quarter) -> tuple[str, ...]:
    """IDs of those whom the unit's result is about on the quarter's last day."""
    return tuple(
        p.id
        for p in roster.people.values()
        if unit == COMPANY or home(assignments(p, roster, quarter)[-1], roster) == unit
    )


def _graph(scheme: Scheme, roster: Roster, quarter: Quarter) -> Graph:
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


def _led(person: str, scheme: Scheme, roster: Roster, quarter: Quarter) -> Iterator[str]:
    """Those on whose totals a KPI of the person rests."""
    for held in assignments(roster.people[person], roster, quarter):
        sources = {k.source for k in scheme.kpis_of(held.post)}
        if sources & {Source.LED, Source.LED_DEEP}:
            yield from led(person, roster, Source.LED_DEEP)
            yield from led_during(held, roster, Source.LED_DEEP, quarter)


def led_during(
    held: Assignment, roster: Roster, source: Source, quarter: Quarter
) -> tuple[str, ...]:
    """IDs of those led in an assignment; before a move, those whom its department now evaluates."""
    if held.last == quarter.last_day:
        return led(held.id, roster, source)
    return tuple(p for p in members(held.department, roster, quarter) if p != held.id)


def led(person: str, roster: Roster, source: Source) -> tuple[str, ...]:
    """IDs of direct reports; for 两级下属均分 also of theirs."""
    direct = tuple(p.id for p in roster.led_by(person))
    if source is Source.LED:
        return direct
    return (*direct, *(p.id for d in direct for p in roster.led_by(d)))
