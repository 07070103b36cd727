"""What an employee's report shows. It names nobody else: the supervisor appears by post."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core import formats
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    BelowMinimum,
    EmployeeOutcome,
    KpiOutcome,
    MixPart,
    QuarterOutcome,
)
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.results import employee_record, fingerprint
from gacx_reports.core.rules import rounded
from gacx_reports.core.scheme import Rule, Scheme, Source
from gacx_reports.core.views.parts import Band, Heading, bands, heading
from gacx_reports.i18n import N_

TREND = 8
"""Quarters that a trend shows, this one included."""

History = Mapping[Quarter, QuarterOutcome]
"""Earlier quarters, each scored by its own scheme."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A line of the KPI table."""

    name: str
    nature: str
    """Quantitative or qualitative, in words."""
    weight: str
    effective_weight: str
    reweighted: bool
    """The effective weight differs from the scheme's."""
    target: str
    personal_target: bool
    raw: str
    n: str
    """Sample size; "" for a typed value."""
    interval: str
    """95 % Wilson interval of a measured share, or ""."""
    rule: str
    """How raw becomes score, in words."""
    score: str
    weighted: str
    fill: float
    """Length of the score's bar, 0 to 1; drawing only."""
    applies: bool
    remark: str
    source: str
    """Information source, as the scheme names it."""
    watched_by: str
    cells: tuple[str, ...]
    """Where in the workbooks the numbers stand."""
    sample: bool
    """示例: the rule is a proposal."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A behaviour item."""

    name: str
    level: str
    meaning: str
    score: str
    fill: float
    applies: bool


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """A category of behaviour items."""

    name: str
    weight: str
    score: str
    fill: float
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class BehaviourView:
    """A half-year's evaluation."""

    half: str
    counted: bool
    """It is part of this quarter's total; else for information."""
    share: str
    """Its share of the individual's result, "" when not counted."""
    score: str
    categories: tuple[CategoryRows, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A quarter in the trend."""

    quarter: str
    total: str
    """"" where there was no total."""
    grade: str
    height: float
    """0 to 1; drawing only."""
    current: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how the total came about."""

    label: str
    formula: str
    result: str


@dataclass(frozen=True, slots=True)
class EmployeeView:
    """Everything on an employee's report."""

    heading: Heading
    id: str
    name: str
    department: str
    post: str
    supervisor_post: str
    total: str
    grade: str
    grade_meaning: str
    pay_factor: str
    position: float
    """Of the total on the bar of grades, 0 to 1; drawing only."""
    bands: tuple[Band, ...]
    kpis: tuple[KpiRow, ...]
    kpi_score: str
    reweighted: bool
    """Some KPI doesn't apply, so that the others weigh more."""
    behaviour: BehaviourView | None
    trend: tuple[TrendPoint, ...]
    steps: tuple[Step, ...]
    comment: str
    goals: str


def employee_view(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> EmployeeView:
    """The report of somebody who is scored."""
    person, scheme = outcome.person, quarter.scheme
    assert outcome.total is not None, "only who is scored gets a report"
    grade = scheme.grade(outcome.total)
    supervisor = quarter.roster.people.get(person.supervisor)
    return EmployeeView(
        heading=heading(quarter, fingerprint(employee_record(outcome, scheme)), t),
        id=person.id,
        name=person.name,
        department=person.department,
        post=person.post,
        supervisor_post=supervisor.post if supervisor else formats.NONE,
        total=formats.number(outcome.total, scheme.settings.total_places),
        grade=grade.name,
        grade_meaning=grade.meaning,
        pay_factor=formats.percent(grade.pay_factor, 0),
        position=min(float(outcome.total), 1.0),
        bands=bands(scheme),
        kpis=_kpi_rows(outcome, scheme, t),
        kpi_score=formats.number(outcome.kpi_score, scheme.settings.score_places),
        reweighted=any(_reweighted(k) for k in outcome.kpis),
        behaviour=_behaviour(outcome, quarter, history, t),
        trend=_trend(outcome, quarter, history),
        steps=_steps(outcome, scheme, t),
        comment=outcome.comment.comment if outcome.comment else "",
        goals=outcome.comment.goals if outcome.comment else "",
    )


def _reweighted(k: KpiOutcome) -> bool:
    return k.effective_weight != Fraction(k.kpi.weight)


def _kpi_rows(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[KpiRow, ...]:
    weights = formats.percents(Fraction(k.kpi.weight) for k in outcome.kpis)
    effective = formats.percents(k.effective_weight for k in outcome.kpis)
    return tuple(
        _kpi_row(k, w, e, scheme, t)
        for k, w, e in zip(outcome.kpis, weights, effective, strict=True)
    )


def _kpi_row(
    k: KpiOutcome, weight: str, effective: str, scheme: Scheme, t: NullTranslations
) -> KpiRow:
    places = scheme.settings.score_places
    return KpiRow(
        name=k.kpi.name,
        nature=t.gettext("quantitative") if k.kpi.quantitative else t.gettext("qualitative"),
        weight=weight,
        effective_weight=effective,
        reweighted=_reweighted(k),
        target=_target(k),
        personal_target=k.personal,
        raw=k.level
        or (formats.quantity(k.kpi, k.raw) if k.raw is not None else t.gettext("not applicable")),
        n="" if k.n is None else str(k.n),
        interval=formats.interval(k) if k.raw is not None else "",
        rule=t.gettext(RULE_WORDS[k.kpi.rule]),
        score=formats.number(k.score, places),
        weighted=formats.number(k.weighted if k.score is not None else None, places),
        fill=min(float(k.score or 0), 1.0),
        applies=k.score is not None,
        remark=_remark(k, t),
        source=k.kpi.info_source,
        watched_by=k.kpi.watched_by,
        cells=tuple(str(p) for p in k.cells),
        sample=k.kpi.sample,
    )


RULE_WORDS = {
    Rule.SHARE_OF_TARGET: N_("share of target"),
    Rule.LOWER_IS_BETTER: N_("lower is better"),
    Rule.BANDS: N_("step bands"),
    Rule.LINEAR: N_("linear between two values"),
    Rule.AT_LEAST: N_("target reached or not"),
    Rule.AT_MOST: N_("limit kept or not"),
    Rule.AS_IS: N_("value as it is"),
}


def _target(k: KpiOutcome) -> str:
    """`≥ 95%`, `≤ 10%`, `0–30 次` for a linear rule, a dash where the rule has none."""
    kpi = k.kpi
    if kpi.rule is Rule.LINEAR:
        return f"{formats.quantity(kpi, kpi.zero_at)} → {formats.quantity(kpi, kpi.full_at)}"
    if k.target is None:
        return formats.NONE
    sign = "≤" if kpi.rule in (Rule.LOWER_IS_BETTER, Rule.AT_MOST) else "≥"
    return f"{sign} {formats.quantity(kpi, k.target)}"


def _remark(k: KpiOutcome, t: NullTranslations) -> str:
    minimum = str(k.kpi.min_n)
    if k.few is BelowMinimum.SCORED:
        return t.gettext("fewer than {minimum} records: judge with care").format(minimum=minimum)
    if k.few is BelowMinimum.NOT_APPLICABLE:
        return t.gettext("fewer than {minimum} records: not applicable").format(minimum=minimum)
    if (
        k.kpi.cap is not None
        and k.score == Fraction(k.kpi.cap)
        and k.raw is not None
        and k.kpi.cap > 1
    ):
        return t.gettext("at the cap of {cap}").format(cap=formats.number(k.kpi.cap, 2))
    if k.kpi.source is Source.LED:
        return t.gettext("mean of {n} people led").format(n=k.n)
    return ""


def _behaviour(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> BehaviourView | None:
    """This quarter's evaluation, else the last half-year's for information."""
    places = quarter.scheme.settings.score_places
    if outcome.behaviour:
        share = formats.percents([outcome.behaviour_share])[0]
        return _behaviour_view(outcome.behaviour, share, places, t)
    for earlier in (quarter.quarter.previous, quarter.quarter.previous.previous):
        if earlier in history:
            past = history[earlier].employees.get(outcome.person.id)
            if past and past.behaviour and past.person.name == outcome.person.name:
                return _behaviour_view(past.behaviour, "", places, t)
    return None


def _behaviour_view(
    behaviour: BehaviourOutcome, share: str, places: int, t: NullTranslations
) -> BehaviourView:
    weights = formats.percents(w for w, _ in behaviour.categories.values())
    categories = tuple(
        CategoryRows(
            name,
            weight,
            formats.number(score, places),
            float(score or 0),
            tuple(
                ItemRow(
                    i.name,
                    i.level or t.gettext("not applicable"),
                    i.meaning,
                    formats.number(i.score, 2),
                    float(i.score or 0),
                    i.score is not None,
                )
                for i in behaviour.items
                if i.category == name
            ),
        )
        for (name, (_, score)), weight in zip(behaviour.categories.items(), weights, strict=True)
    )
    half = formats.half_name(behaviour.half, t)
    return BehaviourView(
        half, bool(share), share, formats.number(behaviour.score, places), categories
    )


def _trend(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History
) -> tuple[TrendPoint, ...]:
    points = []
    for earlier in sorted(history)[-(TREND - 1) :]:
        past = history[earlier].employees.get(outcome.person.id)
        if past and past.person.name == outcome.person.name:
            points.append(_point(past, history[earlier], current=False))
    return (*points, _point(outcome, quarter, current=True))


def _point(outcome: EmployeeOutcome, quarter: QuarterOutcome, *, current: bool) -> TrendPoint:
    places = quarter.scheme.settings.total_places
    total = "" if outcome.total is None else formats.number(outcome.total, places)
    return TrendPoint(
        str(quarter.quarter), total, outcome.grade, min(float(outcome.total or 0), 1.0), current
    )


MIX_WORDS = {
    MixPart.INDIVIDUAL: N_("individual"),
    MixPart.DEPARTMENT: N_("department"),
    MixPart.COMPANY: N_("company"),
}


def _steps(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    """How the total came about, in the order of computing."""
    assert outcome.total is not None
    return (
        *_kpi_step(outcome, scheme, t),
        *_behaviour_step(outcome, scheme, t),
        *_mix_step(outcome, scheme, t),
        *_grade_steps(outcome, scheme, t),
    )


def _kpi_step(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    places = scheme.settings.score_places
    weights = formats.percents(k.effective_weight for k in outcome.kpis)
    terms = [
        f"{formats.number(k.score, places)} × {w}"
        for k, w in zip(outcome.kpis, weights, strict=True)
        if k.score is not None
    ]
    return (
        Step(t.gettext("KPI score"), " + ".join(terms), formats.number(outcome.kpi_score, places)),
    )


def _behaviour_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[Step, ...]:
    if not outcome.behaviour or not outcome.mix:
        return ()
    places = scheme.settings.score_places
    kpi_share, share = formats.percents([1 - outcome.behaviour_share, outcome.behaviour_share])
    kpi_score = formats.number(outcome.kpi_score, places)
    formula = (
        f"{kpi_score} × {kpi_share} + {formats.number(outcome.behaviour.score, places)} × {share}"
    )
    result = formats.number(outcome.mix[MixPart.INDIVIDUAL][1], places)
    return (Step(t.gettext("KPIs and behaviour"), formula, result),)


def _mix_step(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    if not outcome.mix or len(outcome.mix) == 1:
        return ()
    places = scheme.settings.score_places
    shares = formats.percents(share for share, _ in outcome.mix.values())
    terms = [
        f"{t.gettext(MIX_WORDS[part])} {formats.number(result, places)} × {share}"
        for (part, (_, result)), share in zip(outcome.mix.items(), shares, strict=True)
    ]
    exact = sum((share * result for share, result in outcome.mix.values()), Fraction(0))
    return (
        Step(
            t.gettext("Individual, department, company"),
            " + ".join(terms),
            formats.number(exact, places),
        ),
    )


def _grade_steps(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    assert outcome.total is not None
    grade = scheme.grade(outcome.total)
    total = f"{rounded(Fraction(outcome.total), scheme.settings.total_places):f}"
    high = "" if grade.high is None else f" < {grade.high:f}"
    words = t.gettext("exact value rounded half up to {places} decimals").format(
        places=scheme.settings.total_places
    )
    return (
        Step(t.gettext("Total"), words, total),
        Step(t.gettext("Grade"), f"{grade.low:f} ≤ {total}{high}", grade.name),
        Step(t.gettext("Pay factor"), grade.meaning, formats.percent(grade.pay_factor, 0)),
    )
