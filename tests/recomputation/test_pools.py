"""Bonus pools of random quarters, by the program and by the rules written down a second time."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from gacx_reports.core.scheme.grades.grade_band import PoolSharing
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.scoring.pay import performance_pay, with_bonuses
from tests.recomputation.facts import facts
from tests.recomputation.program import UNIT, outcome_of
from tests.recomputation.reference_scoring import Result, results

SHARING = {
    "factor": PoolSharing.FACTOR,
    "total": PoolSharing.TOTAL,
    "points": PoolSharing.POINTS,
}


def expected(
    how: str, pool: int, bases: dict[str, int], found: dict[str, Result | None]
) -> dict[str, int | None]:
    """ID → cents; None for all while one is held back."""
    decided = {i: r for i, r in found.items() if r}
    if len(decided) < len(found):
        return dict.fromkeys(found)
    weight = {
        i: {"factor": r.factor * bases[i], "total": r.total * bases[i], "points": r.total}[how]
        for i, r in decided.items()
    }
    everything = sum(weight.values(), Fraction(0))
    if not everything:
        return dict.fromkeys(found, 0)
    exact = {i: pool * w / everything for i, w in weight.items()}
    cents: dict[str, int | None] = {i: int(e) for i, e in exact.items()}
    rest = {i: e - int(e) for i, e in exact.items()}
    while sum(c or 0 for c in cents.values()) < pool:
        best = max(rest.values())
        heaviest = max(weight[i] for i in rest if rest[i] == best)
        lucky = min(i for i in rest if rest[i] == best and weight[i] == heaviest)
        cents[lucky] = (cents[lucky] or 0) + 1
        del rest[lucky]
    return cents


def cents_of(e: EmployeeOutcome) -> int | None:
    """Performance pay in cents."""
    pay = performance_pay(e)
    return None if pay is None else int(pay * 100)


def test_pools_agree() -> None:
    """In 600 quarters, of which some wait and some share odd cents."""
    met: Counter[str] = Counter()
    for seed in range(600):
        random, quarter = Random(seed), facts(seed)  # noqa: S311
        how = random.choice(tuple(SHARING))
        pool = random.choice([0, 1, 100, random.randint(1, 10_000_000)])
        bases = {p.id: random.choice([0, 3000, 3000, 4567]) for p in quarter.people}
        outcome = outcome_of(seed)
        settings = replace(outcome.scheme.settings, pool_sharing=SHARING[how])
        unit = replace(outcome.roster.departments[UNIT], pool=Decimal(pool) / 100)
        employees = {
            i: replace(e, person=replace(e.person, base=Decimal(bases[i])))
            for i, e in outcome.employees.items()
        }
        found = with_bonuses(
            employees,
            replace(outcome.scheme, settings=settings),
            replace(outcome.roster, departments={UNIT: unit}),
        )
        due = expected(how, pool, bases, results(quarter))
        assert {i: cents_of(e) for i, e in found.items()} == due, seed
        met["waits"] += None in due.values()
        met["shared"] += bool(pool) and None not in due.values()
        met["equal"] += len(set(due.values())) < len(due) and None not in due.values()
    assert min(met.values()) >= 20, met
