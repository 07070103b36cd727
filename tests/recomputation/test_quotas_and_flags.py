"""Quotas and flags of random quarters, by the program and by the rules written down a second time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.quota import Quota, QuotaScope
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scoring.distribution import missed
from gacx_reports.core.scoring.flags import with_flags
from gacx_reports.core.scoring.outcomes import QuarterOutcome, UnitOutcome
from gacx_reports.core.scoring.quota_groups import groups
from tests.recomputation.facts import facts
from tests.recomputation.program import HERE, UNIT, outcome_of
from tests.recomputation.reference_quotas import NAMES, Miss, Row, band, misses, recurs
from tests.recomputation.reference_scoring import results

SCOPES = dict(zip(("department", "level", "company"), QuotaScope, strict=True))
SHARES = (None, "0", "0.1", "0.25", "0.34", "0.5", "1")


def rows(random: Random, levels: list[str]) -> Iterator[Row]:
    """Some rows, no two for the same."""
    seen = set()
    for _ in range(random.randint(1, 12)):
        scope = random.choice(tuple(SCOPES))
        named = {"department": [UNIT], "level": levels, "company": [""]}[scope]
        least, most = (None if s is None else Fraction(s) for s in random.choices(SHARES, k=2))
        row = Row(
            random.choice(NAMES),
            least,
            most,
            scope,
            random.choice(["", random.choice(named)]),
            random.choice(["", *NAMES]) if scope == "department" else "",
        )
        key = (row.grade, row.scope, row.subject, row.own)
        if key not in seen:
            seen.add(key)
            yield row


def quota(row: Row) -> Quota:
    """The row as a value of the program."""

    def share(value: Fraction | None) -> Decimal | None:
        return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)

    return Quota(
        row.grade, share(row.least), share(row.most), HERE, SCOPES[row.scope], row.subject, row.own
    )


def told(outcome: QuarterOutcome) -> set[Miss]:
    """What the program says is missed."""
    return {
        (g.name, v.quota.grade, v.count, v.scored, v.allowed, v.too_few)
        for g in groups(outcome)
        for v in missed(g, outcome)
    }


def test_quotas_agree() -> None:
    """Over departments, levels and company, by the department's own grade, in 500 quarters."""
    met: Counter[str] = Counter()
    for seed in range(500):
        random, quarter = Random(seed), facts(seed)  # noqa: S311
        outcome = outcome_of(seed)
        posts = list(outcome.scheme.posts)
        level = {p: random.choice(["高", "低"]) for p in posts}
        given = list(rows(random, sorted(set(level.values()))))
        full = Fraction(quarter.full_mark)
        result = random.choice([None, full * Fraction(random.randint(0, 100000), 100000)])
        scheme = replace(
            outcome.scheme,
            posts={n: replace(p, level=level[n]) for n, p in outcome.scheme.posts.items()},
            quotas=tuple(map(quota, given)),
            settings=replace(outcome.scheme.settings, quota_people=1),
        )
        units = {**outcome.units, UNIT: UnitOutcome(UNIT, result)}
        changed = replace(outcome, scheme=scheme, units=units)
        grade = {i: r.grade for i, r in results(quarter).items() if r}
        post = {p.id: p.stretches[-1][0] for p in quarter.people}
        people: dict[tuple[str, str], list[str]] = {
            ("department", UNIT): [g for i, g in grade.items() if i != "H"],
            ("company", COMPANY): list(grade.values()),
        }
        for name in set(level.values()):
            people["level", name] = [g for i, g in grade.items() if level[post[i]] == name]
        expected = misses(people, given, band(result, quarter.places, full), 1)
        assert told(changed) == expected, seed
        met.update(name for name, *_ in expected)
    assert min(met[name] for name in (UNIT, COMPANY, "高", "低")) >= 20, met


def test_flags_agree() -> None:
    """Four quarters of the same IDs, some held back, under random rules."""
    met: Counter[bool] = Counter()
    for seed in range(0, 400, 4):
        random = Random(seed)  # noqa: S311
        quarters = [outcome_of(seed + n) for n in range(4)]
        count = random.randint(1, 3)
        rule = FlagRule(
            random.choice(NAMES),
            random.random() < 0.5,
            count,
            count + random.randint(0, 4 - count),
            "培训",
            HERE,
        )
        now = replace(quarters[0], scheme=replace(quarters[0].scheme, flags=(rule,)))
        past = dict(zip(_before(now.quarter), quarters[1:], strict=False))
        found = with_flags(now, past)
        for i in found.employees:
            own = [q.employees[i].grade if i in q.employees else "" for q in (now, *past.values())]
            due = recurs(own, rule.grade, rule.or_worse, rule.count, rule.within)
            assert bool(found.employees[i].flags) == due, (seed, i)
            met[due] += 1
    assert min(met.values()) >= 30, met


def _before(quarter: Period) -> Iterator[Period]:
    while True:
        quarter = quarter.previous
        yield quarter
