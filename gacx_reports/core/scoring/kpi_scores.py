"""Scores the KPIs of one assignment: raw value, score and effective weight of each, or the issue that prevents it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.covered import Covered
from gacx_reports.core.forms.input_sheets import TYPED
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, days_owed
from gacx_reports.core.roster.kpi_groups import KpiGroup
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, NaPolicy, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import sheet_of
from gacx_reports.core.scoring.kpi_outcome import (
    BelowMinimum,
    KpiOutcome,
    Pooled,
    with_effective_weights,
)
from gacx_reports.core.scoring.measures import Measure, RecordRows, measure, records_in
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState, kpi_answers, not_scored
from gacx_reports.core.scoring.opinions.kpi_ratings import mean_score, mean_value, ratings_of
from gacx_reports.core.scoring.pooling import Pools
from gacx_reports.core.scoring.rules import score
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.own_points import out_of_order, with_own_points
from gacx_reports.core.submissions.samples import Samples, sample_of
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue
from gacx_reports.i18n import N_

Scored = tuple[KpiOutcome | None, list[Issue]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Inputs for scoring the KPIs of an assignment."""

    scheme: Scheme
    submissions: Submissions
    rows: RecordRows
    covered: Covered
    samples: Samples
    led: Mapping[Source, tuple[Decimal, ...]]
    """下属均分 or 两级下属均分 → printed totals of the employees led."""
    quarter: Period
    pools: Pools
    project: str = ""
    """Project that the KPIs are about; "" for KPIs that aren't by project, or of who has no projects."""

    def named(self, kpi: Kpi) -> str:
        """Returns the KPI's name for a message, behind the name of the project."""
        return f"{self.project} {kpi.name}" if self.project else kpi.name


def score_kpis(group: KpiGroup, evidence: Evidence) -> tuple[tuple[KpiOutcome, ...], list[Issue]]:
    """Returns the outcome of every KPI of a group of an assignment, and issues for KPIs that have none.

    The effective weights total 1, or are all 0 if no KPI applies. P05 a missing value, P12 no records, P13 too few
    records, P78 and P79 a missing rater, V13 不适用 where it is not allowed.
    """
    held, evidence = group.held, replace(evidence, project=group.project)
    found = [_by_own_points(kpi, held, evidence) for kpi in group.kpis]
    issues = [issue for _, more in found for issue in more]
    return with_effective_weights([_with_sample(k, held, evidence) for k, _ in found if k]), issues


def _with_sample(k: KpiOutcome, held: Assignment, evidence: Evidence) -> KpiOutcome:
    sample = sample_of(k.kpi, held, evidence.samples, evidence.scheme)
    return replace(k, sample=sample, project=evidence.project)


def _by_own_points(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    """P69 instead where the person's own points leave the order of the line, such as under another scheme."""
    points = evidence.submissions.points
    if issue := out_of_order(kpi, held, points, evidence.quarter):
        return None, [issue]
    return _measured(with_own_points(kpi, held, points), held, evidence)


def _measured(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    if kpi.source is Source.TYPED:
        return _typed(kpi, held, evidence)
    found = (
        _mean_of_led(kpi, evidence) if kpi.source.of_people else _from_records(kpi, held, evidence)
    )
    if not found.n and kpi.empty:
        return _without_records(kpi, held, evidence, found)
    if found.n >= max(kpi.min_n, 1) or (found.n and kpi.few is FewPolicy.SCORE):
        few = BelowMinimum.SCORED if found.n < kpi.min_n else BelowMinimum.NO
        return _scored(kpi, held, evidence, found, few), []
    if found.n and kpi.few is FewPolicy.POOL and (more := _pooled(kpi, held, evidence, found)):
        return more, []
    if kpi.few is FewPolicy.NA:
        return _not_applicable(kpi, held, evidence, found, BelowMinimum.NOT_APPLICABLE), []
    return _held(kpi, held, evidence, found)


def _held(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> Scored:
    place = sheet_of(held, kpi.table, evidence.covered)
    code = P.TOO_FEW_RECORDS if found.n else P.NO_RECORDS
    details = {"kpi": evidence.named(kpi), "minimum": str(max(kpi.min_n, 1))}
    return None, [Issue(code, place, str(found.n), details, held.id)]


def _without_records(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> Scored:
    """What 无记录时 says. Full marks are the full mark and none 0, whatever cap and floor are."""
    if kpi.empty is EmptyPolicy.HOLD:
        return _held(kpi, held, evidence, found)
    if kpi.empty is EmptyPolicy.NA:
        return _not_applicable(kpi, held, evidence, found, BelowMinimum.NOT_APPLICABLE), []
    if kpi.empty is EmptyPolicy.AS_ZERO:
        none = replace(found, raw=Fraction(0))
        return _scored(kpi, held, evidence, none, BelowMinimum.NO), []
    outcome = _not_applicable(kpi, held, evidence, found, BelowMinimum.EMPTY)
    return replace(outcome, score=Fraction(kpi.full) * (kpi.empty is EmptyPolicy.FULL)), []


def _from_records(kpi: Kpi, held: Assignment, evidence: Evidence) -> Measure:
    rows = records_in(held, kpi.table, evidence.rows)
    if evidence.project:
        rows = [r for r in rows if r.text("所属项目") == evidence.project]
    return measure(kpi, rows, evidence.scheme)


def _pooled(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> KpiOutcome | None:
    """The KPI filled up with the mean of the others in the post; None if they have no records."""
    others = evidence.pools.others(kpi, held.id)
    if others is None or found.raw is None:
        return None
    pooled = Pooled(found.raw, *others)
    filled = replace(found, raw=pooled.raw(found.n, kpi.min_n))
    return replace(_scored(kpi, held, evidence, filled, BelowMinimum.POOLED), pooled=pooled)


def _mean_of_led(kpi: Kpi, evidence: Evidence) -> Measure:
    """The mean of the printed totals of the scored employees led, in marks or as a ratio."""
    totals = evidence.led[kpi.source]
    mean = sum(map(Fraction, totals), Fraction(0)) / len(totals) if totals else None
    return Measure(kpi.value_of(mean), len(totals), None, ())


_WITHOUT = {
    False: N_("N/A where it does not apply"),
    True: N_("the scheme does not let this one be N/A"),
}
"""Whether a KPI must have a value → what the message about a missing one says."""


def _typed(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    if kpi.raters:
        return _by_raters(kpi, held, evidence)
    entry = _entry(kpi, held, evidence)
    if entry is None:
        place = sheet_of(held, TYPED.name, evidence.covered)
        details = {"kpi": evidence.named(kpi), "reason": _WITHOUT[kpi.na is NaPolicy.REFUSE]}
        return None, [Issue(P.VALUE_MISSING, place, held.name, details, held.id)]
    if entry.value is NA:
        if kpi.na is NaPolicy.REFUSE:
            return None, [_refused(kpi, held, evidence, entry)]
        none = Measure(None, 0, None, (entry.place,))
        return _not_applicable(kpi, held, evidence, none, BelowMinimum.NO), []
    raw, level = _typed_raw(kpi, entry, evidence.scheme)
    found = Measure(raw, 0, None, (entry.place,))
    outcome = _scored(kpi, held, evidence, found, BelowMinimum.NO)
    return replace(outcome, n=None, level=level), []


def _refused(kpi: Kpi, held: Assignment, evidence: Evidence, entry: SubmittedValue) -> Issue:
    named = evidence.named(kpi)
    details = {"header": "实际值", "kpi": named, "about": f"{held.name} › {named}"}
    return Issue(V.NA_NOT_ALLOWED, entry.place, NA.value, details, held.id)


def _by_raters(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    """The weighted mean of the scores of each rater's value; 不适用 and who is missing pass their weight on."""
    answers = kpi_answers(kpi, held, evidence.submissions, evidence.covered)
    if kpi.na is NaPolicy.REFUSE:
        refused = [a.entry for a in answers if a.entry and a.state is AnswerState.NA]
        if refused:
            return None, [_refused(kpi, held, evidence, entry) for entry in refused]
    if issues := not_scored(kpi, held, answers):
        return None, issues
    # Whose cell it is would show whose workbook: only that of the department and the person's own are named.
    known = (a for a in answers if a.rater.rater is not Rater.SECOND_SUPERIOR)
    cells = tuple(a.entry.place for a in known if a.entry)

    def alone(entry: SubmittedValue) -> tuple[Fraction, str, Fraction]:
        raw, level = _typed_raw(kpi, entry, evidence.scheme)
        one = _scored(kpi, held, evidence, Measure(raw, 0, None, ()), BelowMinimum.NO)
        return raw, level, one.score or Fraction(0)

    ratings = ratings_of(answers, alone)
    if not any(r.raw is not None and r.rater is not Rater.SELF for r in ratings):
        none = Measure(None, 0, None, cells)
        outcome = _not_applicable(kpi, held, evidence, none, BelowMinimum.NO)
        return replace(outcome, ratings=tuple(r.not_counted for r in ratings)), []
    found = Measure(mean_value(ratings), 0, None, cells)
    outcome = _scored(kpi, held, evidence, found, BelowMinimum.NO)
    level = ratings[0].level if len(ratings) == 1 else ""
    score_of_all = mean_score(ratings)
    return replace(outcome, n=None, score=score_of_all, level=level, ratings=ratings), []


def _entry(kpi: Kpi, held: Assignment, evidence: Evidence) -> SubmittedValue | None:
    if evidence.project:
        return evidence.submissions.by_project.get((held.key, kpi.name, evidence.project))
    return evidence.submissions.typed.get((held.key, kpi.name))


def _typed_raw(kpi: Kpi, entry: SubmittedValue, scheme: Scheme) -> tuple[Fraction, str]:
    if isinstance(entry.value, Decimal):
        return Fraction(entry.value), ""
    level = scheme.scales[kpi.scale].level(str(entry.value))
    assert level is not None, "reading admits levels of the KPI's scale only"
    return kpi.value_of(Fraction(level.score)), f"{level.name} {level.meaning}"


def _target(kpi: Kpi, held: Assignment, evidence: Evidence) -> tuple[Decimal | None, bool]:
    own = evidence.submissions.targets.get((held.key, kpi.name))
    if own is not None and isinstance(own.value, Decimal) and kpi.rule.scoring.targeted:
        return own.value, True
    return kpi.target, False


def _scored(
    kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    assert found.raw is not None, "somebody with records has a raw value"
    target, personal = _target(kpi, held, evidence)
    outcome = KpiOutcome(
        kpi, found.raw, found.n, found.hits, target, personal, None, found.cells, few
    )
    outcome = replace(outcome, days=days_owed(kpi, held, personal, evidence.quarter))
    return replace(outcome, score=score(kpi, found.raw, target, outcome.cut))


def _not_applicable(
    kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    target, personal = _target(kpi, held, evidence)
    points = Fraction(0) if kpi.na is NaPolicy.ZERO else None
    n = found.n if kpi.source is not Source.TYPED else None
    return KpiOutcome(kpi, None, n, found.hits, target, personal, points, found.cells, few)
