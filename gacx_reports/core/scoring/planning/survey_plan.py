"""How many calls per employee are enough: what every number of them would have shown of last quarter's employees."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import mean
from gacx_reports.core.language.text import match_key
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.sampling_rule import CUSTOMER, DO_NOT_CALL, SamplingRule
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.kpis.measures import numbers
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.planning.grade_luck import grade_at
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.call_plan import Answers, SampleSize, frame_answers, sample_sizes

MOST_CALLS = 30
"""Most calls per employee that are looked at."""
RISK = Fraction(1, 20)
"""A chance of another grade above this is a risk to the employee."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An employee whose KPI comes from a drawn table, with last quarter's answers."""

    person: str
    """Employee ID."""
    post: str
    kpi: str
    answers: Answers
    """The employee's own."""
    jobs: int
    """Jobs that could have been drawn."""
    customers: int
    """Different customers among them: the most who can be asked."""
    grade: Callable[[Fraction], str]
    """Grade if the mean of the answers were this share of the full mark, 0 to 1."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What a number of calls per employee would have shown of a group."""

    calls: int
    """Per employee; fewer where there are not so many customers."""
    width: Fraction
    """Mean expected width of the 95 % interval, 0 to 1."""
    flips: Fraction
    """Mean chance that the grade is another than that of all customers asked."""
    at_risk: int
    """Employees whose chance is above RISK."""
    total: int
    """Calls of all of them in a quarter."""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """The rows of a post and KPI, or of all."""

    post: str
    """"" for all."""
    kpi: str
    people: int
    rows: tuple[PlanRow, ...]
    """1 to MOST_CALLS calls."""
    rule: SamplingRule | None = None
    """The scheme's own numbers; None for all."""


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """The plan of a quarter's calls."""

    quarter: Period
    before: Period
    """Quarter whose answers it is made from."""
    scheme: Scheme
    table: str
    groups: tuple[GroupPlan, ...]
    """By post and KPI, in the scheme's order; empty if nobody was surveyed."""
    everybody: GroupPlan
    left_out: tuple[str, ...]
    """IDs of employees in these posts of whom nothing can be said: moved, not scored, without answers or jobs."""


def survey_plan(
    quarter: Period,
    scheme: Scheme,
    rules: Sequence[SamplingRule],
    before: QuarterOutcome,
    submissions: Submissions,
) -> SurveyPlan:
    """Returns the plan for a table's `rules`, one per post, by the scheme of `quarter`.

    `before` is the outcome of the quarter before, `submissions` what was handed in for it. Nothing is simulated:
    every possible sample counts with its exact probability.
    """
    by_post = {rule.post: rule for rule in rules}
    found = tuple(_surveyed(scheme, by_post, before, submissions))
    sizes = {(s.person, s.kpi): _sizes(s, found) for s in found}
    groups = tuple(
        _group(post, kpi, [s for s in found if (s.post, s.kpi) == (post, kpi)], sizes, by_post[post])
        for post, kpi in dict.fromkeys((s.post, s.kpi) for s in found)
    )  # fmt: skip
    known = {s.person for s in found}
    people = (e.person for e in before.employees.values() if e.person.post in by_post)
    return SurveyPlan(
        quarter=quarter,
        before=before.quarter,
        scheme=scheme,
        table=rules[0].table if rules else "",
        groups=groups,
        everybody=_group("", "", found, sizes, None),
        left_out=tuple(p.id for p in people if p.id not in known),
    )


def _surveyed(
    scheme: Scheme,
    rules: dict[str, SamplingRule],
    before: QuarterOutcome,
    submissions: Submissions,
) -> Iterator[Surveyed]:
    for post, rule in rules.items():
        for outcome in before.employees.values():
            if outcome.status is not Status.SCORED or outcome.moved:
                continue
            if outcome.parts[0].post != post:
                continue
            jobs, customers = _frame(outcome, rule, submissions)
            for k in outcome.kpis:
                if not _from_calls(k, rule):
                    continue
                answers = _answers(outcome, k, before.scheme, submissions)
                if answers and jobs:
                    grade = _of_shares(grade_at(outcome, k, scheme), _unit(k.kpi, before.scheme))
                    person, name = outcome.person.id, k.kpi.name
                    yield Surveyed(person, post, name, answers, jobs, customers, grade)


def _of_shares(grade: Callable[[Fraction], str], unit: Fraction) -> Callable[[Fraction], str]:
    """Returns share of `unit` → grade, of a function of raw values."""
    return lambda share: grade(share * unit)


def _unit(kpi: Kpi, scheme: Scheme) -> Fraction:
    """The raw value of the best answer: of a level the full mark, or 1 for a ratio; else 1."""
    column = scheme.tables[kpi.table].column(kpi.column)
    return kpi.full_value if column and column.kind is Kind.CHOICE else Fraction(1)


def _from_calls(k: KpiOutcome, rule: SamplingRule) -> bool:
    """Whether the KPI is a mean or share of all answers of the drawn table, and has a score."""
    of_all = k.kpi.source in (Source.MEAN, Source.SHARE) and not k.kpi.conditions
    return of_all and k.kpi.table == rule.table and k.raw is not None


def _answers(
    outcome: EmployeeOutcome, k: KpiOutcome, scheme: Scheme, submissions: Submissions
) -> Answers:
    """The employee's answers as shares of the full mark; empty if they aren't between 0 and 1."""
    own = (
        r for r in submissions.records.get(k.kpi.table, ()) if r.text("工号") == outcome.person.id
    )
    unit = _unit(k.kpi, scheme)
    found = Counter(record.value / unit for record in numbers(k.kpi, own, scheme))
    return found if all(0 <= value <= 1 for value in found) else {}


def _frame(
    outcome: EmployeeOutcome, rule: SamplingRule, submissions: Submissions
) -> tuple[int, int]:
    """Jobs that could have been drawn, and different customers among them; jobs without one count each."""
    own = [
        row
        for row in submissions.records.get(rule.frame, ())
        if row.text("工号") == outcome.person.id and row.value(DO_NOT_CALL) is not True
    ]
    named = [match_key(name) for row in own if isinstance(name := row.value(CUSTOMER), str)]
    return len(own), len(set(named)) + len(own) - len(named)


def _sizes(one: Surveyed, everybody: Iterable[Surveyed]) -> tuple[SampleSize, ...]:
    group: Counter[Fraction] = Counter()
    for other in everybody:
        if (other.post, other.kpi) == (one.post, one.kpi):
            group.update(other.answers)
    answers = frame_answers(one.answers, group, one.jobs)
    return sample_sizes(answers, min(MOST_CALLS, one.customers), one.grade)


def _group(
    post: str,
    kpi: str,
    people: Sequence[Surveyed],
    sizes: dict[tuple[str, str], tuple[SampleSize, ...]],
    rule: SamplingRule | None,
) -> GroupPlan:
    own = [(s.person, sizes[s.person, s.kpi]) for s in people]
    rows = tuple(_row(calls, own) for calls in range(1, MOST_CALLS + 1)) if own else ()
    return GroupPlan(post, kpi, len(dict(own)), rows, rule)


def _row(calls: int, people: Sequence[tuple[str, tuple[SampleSize, ...]]]) -> PlanRow:
    reached = [(person, sizes[min(calls, len(sizes)) - 1]) for person, sizes in people]
    return PlanRow(
        calls=calls,
        width=mean([s.width for _, s in reached]),
        flips=mean([s.flips for _, s in reached]),
        at_risk=len({person for person, s in reached if s.flips > RISK}),
        total=sum({person: s.calls for person, s in reached}.values()),
    )
