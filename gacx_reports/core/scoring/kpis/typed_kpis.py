"""Scores KPIs whose values are typed: one value, or one of each rater."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.covered import sheet_of
from gacx_reports.core.forms.input_sheets import TYPED
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import NaPolicy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.evidence import Evidence, Scored
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum
from gacx_reports.core.scoring.kpis.measured_kpi import not_applicable, scored
from gacx_reports.core.scoring.kpis.measures import Measure
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState, kpi_answers, not_scored
from gacx_reports.core.scoring.opinions.kpi_ratings import mean_score, mean_value, ratings_of
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import SubmittedValue
from gacx_reports.i18n import N_

_WITHOUT = {
    False: N_("N/A where it does not apply"),
    True: N_("the scheme does not let this one be N/A"),
}
"""Whether a KPI must have a value → what the message about a missing one says."""


def score_typed(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    """Returns the outcome of a KPI whose value somebody typed, or the issues that prevent it.

    P05 a missing value, P78 and P79 a missing rater, V13 不适用 where it is not allowed.
    """
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
        return not_applicable(kpi, held, evidence, none, BelowMinimum.NO), []
    raw, level = _typed_raw(kpi, entry, evidence.scheme)
    found = Measure(raw, 0, None, (entry.place,))
    outcome = scored(kpi, held, evidence, found, BelowMinimum.NO)
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
        one = scored(kpi, held, evidence, Measure(raw, 0, None, ()), BelowMinimum.NO)
        return raw, level, one.score or Fraction(0)

    ratings = ratings_of(answers, alone)
    if not any(r.raw is not None and r.rater is not Rater.SELF for r in ratings):
        none = Measure(None, 0, None, cells)
        outcome = not_applicable(kpi, held, evidence, none, BelowMinimum.NO)
        return replace(outcome, ratings=tuple(r.not_counted for r in ratings)), []
    found = Measure(mean_value(ratings), 0, None, cells)
    outcome = scored(kpi, held, evidence, found, BelowMinimum.NO)
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
