"""Distribution of grades in a group, compared with the quarter before, and missed quotas."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.grades.quota import QuotaScope
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.distribution import Violation, mean_total, missed
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.quota_groups import QuotaGroup, wider_groups


@dataclass(frozen=True, slots=True)
class GradeCount:
    """Employees with one grade, now and a quarter ago."""

    grade: str
    count: int
    share: str
    fill: float
    """Share of the scored, 0 to 1; drawing only."""
    before: int | None
    """None: no earlier quarter."""
    before_fill: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Number of scored employees and mean total, now and a quarter ago."""

    scored: int
    scored_before: int | None
    mean: str
    mean_before: str
    change: str
    quarter_before: str
    """`2024Q2`; "" if there is none."""


def unit_name(name: str, t: NullTranslations) -> str:
    """Returns the department's name; for "" the words for the company's management, above all departments."""
    return name or t.gettext("Company management")


def count(members: Sequence[EmployeeOutcome], *statuses: Status) -> int:
    """Returns the number of employees with one of the statuses."""
    return sum(e.status in statuses for e in members)


def held_back(members: Sequence[EmployeeOutcome]) -> int:
    """How many wait for a fault to be mended."""
    return count(members, Status.HELD_BACK)


def not_scored(members: Sequence[EmployeeOutcome]) -> int:
    """How many take no part; exempt ones included."""
    return count(members, Status.NOT_SCORED, Status.EXEMPT)


def scored(members: Sequence[EmployeeOutcome]) -> list[EmployeeOutcome]:
    """Returns the scored employees."""
    return [e for e in members if e.status is Status.SCORED]


def grade_counts(
    members: Sequence[EmployeeOutcome], past: Sequence[EmployeeOutcome] | None, scheme: Scheme
) -> tuple[GradeCount, ...]:
    """Returns the distribution of grades, best first, with the quarter before; shares to 1 decimal of a percent."""
    now = scored(members)
    then = scored(past) if past is not None else []
    counts = []
    for grade in scheme.grades:
        number = sum(e.grade == grade.name for e in now)
        before = sum(e.grade == grade.name for e in then)
        share = Fraction(number, len(now)) if now else Fraction(0)
        counts.append(
            GradeCount(
                grade.name,
                number,
                formats.percent(share, 1),
                float(share),
                before if past is not None else None,
                before / len(then) if then else 0.0,
            )
        )
    return tuple(counts)


def comparison(
    members: Sequence[EmployeeOutcome],
    past: Sequence[EmployeeOutcome] | None,
    quarter: QuarterOutcome,
) -> Comparison:
    """Returns the number of scored employees and their mean total, with the quarter before.

    Means have the decimals of totals; the difference is rounded from the exact means.
    """
    places = quarter.scheme.settings.total_places
    now = mean_total(members)
    then = mean_total(past) if past is not None else None
    return Comparison(
        scored=len(scored(members)),
        scored_before=len(scored(past)) if past is not None else None,
        mean=formats.number(now, places),
        mean_before=formats.number(then, places),
        change=formats.change(now - then, places) if now is not None and then is not None else "",
        quarter_before=str(quarter.quarter.previous) if past is not None else "",
    )


def group_name(group: QuotaGroup, t: NullTranslations) -> str:
    """Returns the department's name, `层级 主管` or `全公司`."""
    match group.scope:
        case QuotaScope.DEPARTMENT:
            return group.name
        case QuotaScope.LEVEL:
            return t.gettext("Level {level}").format(level=group.name)
        case QuotaScope.COMPANY:
            return t.gettext("Whole company")


def violation_words(
    group: QuotaGroup, quarter: QuarterOutcome, t: NullTranslations
) -> tuple[str, ...]:
    """Returns a sentence for each quota that the group misses, with HR's acceptance if there is one."""
    return tuple(_missed(v, quarter, t) for v in missed(group, quarter))


def wider_violations(quarter: QuarterOutcome, t: NullTranslations) -> tuple[tuple[str, str], ...]:
    """Returns (level or company, sentence) for each quota that one misses."""
    return tuple(
        (group_name(group, t), words)
        for group in wider_groups(quarter)
        for words in violation_words(group, quarter, t)
    )


def _missed(v: Violation, quarter: QuarterOutcome, t: NullTranslations) -> str:
    many = t.gettext(
        "{grade}: {count} people, at most {allowed} of {scored} by the quota of {share}"
    )
    few = t.gettext(
        "{grade}: {count} people, at least {allowed} of {scored} by the quota of {share}"
    )
    quota = v.quota.least if v.too_few else v.quota.most
    assert quota is not None
    words = (few if v.too_few else many).format(
        grade=v.quota.grade,
        count=v.count,
        allowed=v.allowed,
        scored=v.scored,
        share=formats.whole_percent(quota),
    )
    if v.quota.department_grade:
        known = t.gettext("{words}, as the department's own grade is {grade}")
        words = known.format(words=words, grade=v.quota.department_grade)
    if v.accepted is None:
        return words
    by = quarter.roster.office(v.accepted.by)
    stands = t.gettext("{words}. Accepted by {by}: {reason}")
    return stands.format(words=words, by=by, reason=v.accepted.reason)
