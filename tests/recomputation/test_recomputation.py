"""Random quarters, scored twice: by the program, and by the rules written down a second time."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from gacx_reports.core.scheme.checks import grade_bands
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from tests.recomputation.agree import disagreements
from tests.recomputation.facts import NA, PersonFacts, QuarterFacts, facts
from tests.recomputation.program import outcome_of, scored

CHUNK = 250
HIGHER_IS_BETTER = ("share", "linear", "least", "as_is")


@pytest.mark.parametrize("first", range(0, 1000, CHUNK))
def test_a_second_computation_agrees_exactly(first: int) -> None:
    """Totals, individual results, both grades and held-back employees agree in 1,000 schemes, which cover all rules."""
    met: Counter[str] = Counter()
    assert not [w for seed in range(first, first + CHUNK) for w in disagreements(seed, met)]
    rare = {
        "override": 5,
        "moved": 30,
        "cut targets": 10,
        "own targets": 50,
        "own weights": 20,
        "own points": 20,
        "points out of order": 3,
        "few records": 30,
        "filled up": 1,
        "place": 10,
        "another grade by place": 5,
        "projects": 30,
        "projects after a transfer": 5,
        "periods": 20,
        "gaps": 10,
        "other names": 1,
        "counted to 100": 30,
        "counted to 120": 30,
    }
    usual = {"veto": 30, "lines": 100, "mix": 100, "several raters": 50, "held_back": 100}
    assert not [k for k, n in (rare | usual).items() if met[k] < n], met


def totals(outcome: QuarterOutcome) -> dict[str, tuple[Decimal | None, str]]:
    """Everybody's total and grade."""
    return {i: (e.total, e.grade) for i, e in outcome.employees.items()}


def shuffled(quarter: QuarterFacts, random: Random) -> list[PersonFacts]:
    """The same people and facts, every row somewhere else."""
    people = []
    for p in quarter.people:
        records, lines, typed = list(p.records), list(p.lines), list(p.typed.items())
        for rows in (records, lines, typed):
            random.shuffle(rows)
        people.append(replace(p, records=records, lines=lines, typed=dict(typed)))
    random.shuffle(people)
    return people


def test_the_total_never_depends_on_row_order() -> None:
    """Rows of the roster, of record tables, of lines and of values, in 60 quarters."""
    for seed in range(60):
        quarter = facts(seed)
        again = scored(quarter, shuffled(quarter, Random(seed)))  # noqa: S311 - repeatable
        assert totals(again) == totals(outcome_of(seed)), seed


def test_the_total_never_depends_on_who_else_is_there() -> None:
    """Each person alone comes to what they come to among the others, but for KPIs that these fill up, and places.

    Heads rest on those led, and calibrated ratings on those of others.
    """
    compared = 0
    quarters = (facts(seed) for seed in range(90))
    for seed, quarter in enumerate(quarters):
        if quarter.by_place or quarter.calibrated:
            continue
        outcome = outcome_of(seed)
        for person in quarter.people[:-1]:
            if any(k.pooled for k in outcome.employees[person.id].kpis):
                continue
            alone = totals(scored(quarter, [person, quarter.people[-1]]))
            assert alone[person.id] == totals(outcome)[person.id], (seed, person.id)
            compared += 1
    assert compared > 100


def test_a_higher_value_never_lowers_the_total() -> None:
    """One value of a higher-is-better KPI is raised, all else stays."""
    raised = 0
    for seed in range(180):
        quarter = facts(seed)
        before = outcome_of(seed).employees
        for person in quarter.people[:-1]:
            person.override = None
            post = person.stretches[-1][0]
            for kpi in quarter.posts[post]:
                value = person.typed.get((post, kpi.name))
                if not isinstance(value, Decimal) or kpi.rule not in HIGHER_IS_BETTER:
                    continue
                if kpi.rule == "linear" and kpi.full < kpi.zero:
                    continue
                person.typed[post, kpi.name] = value + Decimal("0.7")
                after = scored(quarter).employees[person.id].total
                person.typed[post, kpi.name] = value
                was = before[person.id].total
                if was is not None and after is not None:
                    assert after >= was, (seed, person.id, kpi.name)
                    raised += 1
    assert raised > 30


def test_effective_weights_total_1() -> None:
    """In every part its share of days, and 1 for every scored employee, also with inapplicable KPIs."""
    seen = 0
    for seed in range(100):
        for e in outcome_of(seed).employees.values():
            for part in e.parts:
                assert sum((k.effective_weight for k in part.kpis), Fraction(0)) == part.share
                seen += any(k.score is None for k in part.kpis)
            if e.total is not None:
                assert sum((k.effective_weight for k in e.kpis), Fraction(0)) == 1
    assert seen > 10


def test_grade_bands_partition_the_line() -> None:
    """Every total from 0 to far above 1 lies in exactly one grade of a scheme without faults."""
    scheme = outcome_of(1).scheme
    assert not list(grade_bands(scheme))
    for n in range(12000):
        total = Decimal(n).scaleb(-4)
        inside = [
            g.name for g in scheme.grades if g.low <= total and (g.high is None or total < g.high)
        ]
        assert inside == [scheme.grade(total).name]


def test_na_facts_are_facts() -> None:
    """The generator makes what the oracle must handle: N/A in values, records and ratings."""
    people = [p for seed in range(50) for p in facts(seed).people]
    assert any(NA in p.typed.values() for p in people)
    assert any(NA in (r.yes, r.amount) for p in people for r in p.records)
    assert any(NA in levels for p in people for g in p.ratings.values() for levels in g.values())
