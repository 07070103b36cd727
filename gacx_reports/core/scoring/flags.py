"""Grades that recur (等级提醒) over this period and those of its kind before it; no grade and no pay is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.text import same_name
from gacx_reports.core.scheme.grades.flag_rule import FlagRule, GradeFlag
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome


def with_flags(now: QuarterOutcome, past: Mapping[Period, QuarterOutcome]) -> QuarterOutcome:
    """Returns the quarter with each employee's flags; `past` has earlier quarters, each by its own scheme."""
    if not now.scheme.flags:
        return now
    known = {**past, now.quarter: now}
    flagged = {i: replace(e, flags=tuple(_flags(e, now, known))) for i, e in now.employees.items()}
    return replace(now, employees=flagged)


def _flags(
    e: EmployeeOutcome, now: QuarterOutcome, known: Mapping[Period, QuarterOutcome]
) -> Iterator[GradeFlag]:
    for rule in now.scheme.flags:
        if not _counts(rule, e.grade, now.scheme):
            continue
        last = (now.quarter, *now.quarter.before(rule.within - 1))
        met = [q for q in last if q in known and _met(rule, e, known[q])]
        if len(met) >= rule.count:
            yield GradeFlag(rule, tuple(str(q) for q in reversed(met)))


def _met(rule: FlagRule, e: EmployeeOutcome, quarter: QuarterOutcome) -> bool:
    """Whether the same person had the grade then; an ID that belonged to another name is somebody else."""
    then = quarter.employees.get(e.person.id)
    return (
        then is not None
        and same_name(then.person.name, e.person.name)
        and _counts(rule, then.grade, quarter.scheme)
    )


def _counts(rule: FlagRule, grade: str, scheme: Scheme) -> bool:
    """Whether the final grade is the rule's, or worse where it says so, by the quarter's own scheme."""
    names = [g.name for g in scheme.grades]
    if rule.or_worse and {grade, rule.grade} <= set(names):
        return names.index(grade) >= names.index(rule.grade)
    return grade == rule.grade
