"""Quotas and flags written down a second time, from docs/rules.md, over plain facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.recomputation.facts import GRADES

NAMES = [name for name, _, _ in GRADES]
Miss = tuple[str, str, int, int, int, bool]
"""Group, grade, people with it, scored people, people allowed, whether there are too few."""


@dataclass(frozen=True)
class Row:
    """A row of quotas in plain words."""

    grade: str
    least: Fraction | None
    most: Fraction | None
    scope: str
    """department, level or company."""
    subject: str
    own: str


def band(result: Fraction | None, places: int, full: Fraction) -> str:
    """The grade of a department's own result, in marks of which `full` is all; "" without one."""
    if result is None:
        return ""
    scale = 10**places
    whole, rest = divmod(result * scale, 1)
    printed = Fraction(whole + (rest >= Fraction(1, 2)), scale)
    return next(name for name, low, _ in GRADES if printed / full >= Fraction(low))


def misses(
    groups: Mapping[tuple[str, str], Sequence[str]], rows: Sequence[Row], own: str, above: int
) -> set[Miss]:
    """Who misses what; `groups` are (scope, name) → final grades of the scored people."""
    found: set[Miss] = set()
    for (scope, name), grades in groups.items():
        if len(grades) <= above:
            continue
        fits = [r for r in rows if r.scope == scope and r.subject in ("", name)]
        fits = [r for r in fits if not r.own or (scope == "department" and r.own == own)]
        for grade in NAMES:
            kinds = [
                [r for r in fits if r.grade == grade and bool(r.subject) == s and bool(r.own) == o]
                for s, o in ((True, True), (True, False), (False, True), (False, False))
            ]
            row = next((kind[0] for kind in kinds if kind), None)
            if row:
                found |= set(_missed(name, row, list(grades)))
    return found


def _missed(name: str, row: Row, grades: list[str]) -> list[Miss]:
    have, people = grades.count(row.grade), len(grades)
    found = []
    if row.most is not None:
        allowed = max(n for n in range(people + 1) if n - 1 < row.most * people)
        if have > allowed:
            found.append((name, row.grade, have, people, allowed, False))
    if row.least is not None:
        needed = max(n for n in range(people + 1) if n <= row.least * people)
        if have < needed:
            found.append((name, row.grade, have, people, needed, True))
    return found


def recurs(grades: Sequence[str], grade: str, or_worse: bool, count: int, within: int) -> bool:
    """Whether a flag is due: `grades` are the present quarter's, the one before, … "" where there is none."""
    meant = NAMES[NAMES.index(grade) :] if or_worse else [grade]
    return grades[0] in meant and sum(g in meant for g in grades[:within]) >= count
