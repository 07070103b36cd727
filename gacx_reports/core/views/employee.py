"""What an employee's report shows. It names nobody else: the supervisor appears by post."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core import formats
from gacx_reports.core.adjustments import Line, LineKind
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    BelowMinimum,
    EmployeeOutcome,
    ItemOutcome,
    KpiOutcome,
    MixPart,
    Part,
    QuarterOutcome,
)
from gacx_reports.core.pay import performance_pay
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.results import employee_record
from gacx_reports.core.scheme import Rater, Rule, Scheme
from gacx_reports.core.views.parts import Band, Heading, bands, headed
from gacx_reports.core.views.rule_words import edge
from gacx_reports.core.vocabulary import word
from gacx_reports.i18n import N_

TREND = 8
"""Quarters that a trend shows, this one included."""
WEAKEST = 3
"""KPIs that the page for the performance interview names."""

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
    raters: str
    """Who rated, by kind and number, never by name; "" for the supervisor alone."""
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
class PartView:
    """The KPIs of one post that the person held in the quarter; who did not move has one."""

    post: str
    department: str
    period: str
    """First and last day, in words."""
    days: str
    share: str
    """Of the quarter."""
    kpis: tuple[KpiRow, ...]
    score: str
    """Within the part."""
    contribution: str
    """Score times share: what the part's KPIs contribute together."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bonus, a deduction or a veto."""

    kind: str
    item: str
    day: str
    reason: str
    points: str
    """Signed, as written; the ceiling for a veto."""


@dataclass(frozen=True, slots=True)
class OverrideView:
    """A grade that somebody changed."""

    computed: str
    grade: str
    reason: str
    by: str
    """By post, where it is somebody of the roster."""


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
    computed_grade: str
    """Differs from the grade after a veto or an override."""
    grade_meaning: str
    pay_factor: str
    pay: str
    """Amount of performance pay; "" unless the scheme prints it and there is a base."""
    lines: tuple[LineRow, ...]
    override: OverrideView | None
    interview: bool
    """A page for the performance interview follows."""
    weakest: tuple[tuple[str, KpiRow], ...]
    """(post, KPI) with the lowest scores, lowest first: what the interview is about."""
    position: float
    """Of the total on the bar of grades, 0 to 1; drawing only."""
    bands: tuple[Band, ...]
    parts: tuple[PartView, ...]
    moved: bool
    """There are two or more parts, weighted by days."""
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
    grade = scheme.grade_named(outcome.grade)
    assert grade is not None, "who is scored has a grade of the scheme"
    supervisor = quarter.roster.people.get(person.supervisor)
    parts = tuple(_part(part, scheme, t) for part in outcome.parts)
    return EmployeeView(
        heading=headed(quarter, employee_record(outcome, scheme), person.id, t),
        id=person.id,
        name=person.name,
        department=person.department,
        post=person.post,
        supervisor_post=supervisor.post if supervisor else formats.NONE,
        total=formats.number(outcome.total, scheme.settings.total_places),
        grade=grade.name,
        grade_meaning=grade.meaning,
        computed_grade=outcome.computed_grade,
        pay_factor=formats.percent(grade.pay_factor, 0),
        pay=_pay(outcome, scheme),
        lines=_lines(outcome, t),
        override=_override(outcome),
        interview=grade == scheme.grades[-1],
        weakest=_weakest(parts),
        position=min(float(outcome.total), 1.0),
        bands=bands(scheme),
        parts=parts,
        moved=outcome.moved,
        kpi_score=formats.number(outcome.kpi_score, scheme.settings.score_places),
        reweighted=any(_reweighted(k, p.share) for p in outcome.parts for k in p.kpis),
        behaviour=_behaviour(outcome, quarter, history, t),
        trend=_trend(outcome, quarter, history),
        steps=_steps(outcome, scheme, t),
        comment=outcome.comment.comment if outcome.comment else "",
        goals=outcome.comment.goals if outcome.comment else "",
    )


def _pay(outcome: EmployeeOutcome, scheme: Scheme) -> str:
    amount = performance_pay(outcome) if scheme.settings.show_pay else None
    return "" if amount is None else f"{amount:,.2f}"


def _lines(outcome: EmployeeOutcome, t: NullTranslations) -> tuple[LineRow, ...]:
    vetoes = [
        LineRow(
            word(veto.item.kind, t),
            veto.item.name,
            formats.day(veto.day, t),
            veto.reason,
            t.gettext("at most {grade}").format(grade=veto.item.ceiling),
        )
        for veto in outcome.adjusted.vetoes
    ]
    points = [
        LineRow(
            word(line.item.kind, t),
            line.item.name,
            formats.day(line.day, t),
            line.reason,
            _signed(line),
        )
        for adjustment in outcome.adjusted.adjustments
        for line in adjustment.lines
    ]
    return (*points, *vetoes)


def _signed(line: Line) -> str:
    points = Fraction(line.points)
    return formats.change(points if line.item.kind is LineKind.BONUS else -points, 4)


def _override(outcome: EmployeeOutcome) -> OverrideView | None:
    if (override := outcome.override) is None:
        return None
    return OverrideView(override.computed, override.grade, override.reason, override.office)


def _weakest(parts: tuple[PartView, ...]) -> tuple[tuple[str, KpiRow], ...]:
    rows = [(part.post, kpi) for part in parts for kpi in part.kpis if kpi.applies]
    return tuple(sorted(rows, key=lambda row: Decimal(row[1].score))[:WEAKEST])


def _reweighted(k: KpiOutcome, share: Fraction) -> bool:
    return k.effective_weight != Fraction(k.kpi.weight) * share


def _part(part: Part, scheme: Scheme, t: NullTranslations) -> PartView:
    weights = formats.percents(Fraction(k.kpi.weight) for k in part.kpis)
    effective = formats.percents(k.effective_weight for k in part.kpis)
    rows = zip(part.kpis, weights, effective, strict=True)
    words = t.gettext("{first} to {last}")
    return PartView(
        post=part.post,
        department=part.department,
        period=words.format(first=formats.day(part.first, t), last=formats.day(part.last, t)),
        days=str(part.days),
        share=formats.percent(part.share, 1),
        kpis=tuple(_kpi_row(k, w, e, part.share, scheme, t) for k, w, e in rows),
        score=formats.number(part.kpi_score, scheme.settings.score_places),
        contribution=formats.number(part.kpi_score * part.share, scheme.settings.score_places),
    )


def _kpi_row(
    k: KpiOutcome, weight: str, effective: str, share: Fraction, scheme: Scheme, t: NullTranslations
) -> KpiRow:
    places = scheme.settings.score_places
    return KpiRow(
        name=k.kpi.name,
        nature=t.gettext("quantitative") if k.kpi.quantitative else t.gettext("qualitative"),
        weight=weight,
        effective_weight=effective,
        reweighted=_reweighted(k, share),
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
        return f"{edge(kpi, kpi.zero_at, k.cut)} → {edge(kpi, kpi.full_at, k.cut)}"
    if k.target is None:
        return formats.NONE
    sign = "≤" if kpi.rule in (Rule.LOWER_IS_BETTER, Rule.AT_MOST) else "≥"
    return f"{sign} {edge(kpi, k.target, k.cut)}"


def _remark(k: KpiOutcome, t: NullTranslations) -> str:
    """What is out of the ordinary, a sentence each."""
    found = [words for words in (_cut_remark(k, t), _usual_remark(k, t)) if words]
    return t.gettext("; ").join(found)


def _cut_remark(k: KpiOutcome, t: NullTranslations) -> str:
    if not k.days:
        return ""
    if k.kpi.rule is Rule.LINEAR:
        ends = (formats.quantity(k.kpi, v) for v in (k.kpi.zero_at, k.kpi.full_at))
        whole = " → ".join(ends)
    elif k.kpi.rule is Rule.BANDS:
        whole = k.kpi.bands
    else:
        whole = formats.quantity(k.kpi, k.target)
    days, of = k.days
    return t.gettext(
        "target of the whole quarter, {whole}, cut to the days in this post: × {days}/{of}"
    ).format(whole=whole, days=days, of=of)


def _usual_remark(k: KpiOutcome, t: NullTranslations) -> str:
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
    if k.kpi.source.of_people:
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
                    _raters(i, t),
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


def _raters(item: ItemOutcome, t: NullTranslations) -> str:
    """`上级 0.80 · 自评 1.00 · 同事 0.85 (4)`."""
    if [r.rater for r in item.raters] in ([], [Rater.SUPERVISOR]):
        return ""
    return " · ".join(
        f"{word(r.rater, t)} {formats.number(r.score, 2)}"
        + (f" ({r.n})" if r.rater is Rater.PEERS else "")
        for r in item.raters
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
        *_kpi_steps(outcome, scheme, t),
        *_behaviour_step(outcome, scheme, t),
        *_mix_step(outcome, scheme, t),
        *_adjustment_step(outcome, scheme, t),
        *_grade_steps(outcome, scheme, t),
    )


def _kpi_steps(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    """Each part within itself, and, for who moved, the parts by their days."""
    places = scheme.settings.score_places
    steps = [
        Step(
            part.post if outcome.moved else t.gettext("KPI score"),
            _terms([(k.score, k.effective_weight / part.share) for k in part.kpis], places),
            formats.number(part.kpi_score, places),
        )
        for part in outcome.parts
    ]
    if outcome.moved:
        days = sum(part.days for part in outcome.parts)
        terms = [f"{formats.number(p.kpi_score, places)} × {p.days}/{days}" for p in outcome.parts]
        result = formats.number(outcome.kpi_score, places)
        steps.append(Step(t.gettext("KPI score by days"), " + ".join(terms), result))
    return tuple(steps)


def _terms(scores: list[tuple[Fraction | None, Fraction]], places: int) -> str:
    weights = formats.percents(weight for _, weight in scores)
    return " + ".join(
        f"{formats.number(score, places)} × {weight}"
        for (score, _), weight in zip(scores, weights, strict=True)
        if score is not None
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


def _adjustment_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[Step, ...]:
    adjusted = outcome.adjusted
    if not adjusted.adjustments:
        return ()
    places = scheme.settings.score_places
    words = t.gettext("bonus {bonus}, deduction {deduction}, each up to its cap").format(
        bonus=formats.number(adjusted.bonus, places),
        deduction=formats.number(adjusted.deduction, places),
    )
    return (Step(t.gettext("Bonus and deduction"), words, formats.change(adjusted.change, places)),)


def _grade_steps(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[Step, ...]:
    assert outcome.total is not None
    computed, final = (scheme.grade_named(g) for g in (outcome.computed_grade, outcome.grade))
    assert computed is not None
    assert final is not None
    places = scheme.settings.total_places
    total = formats.number(outcome.total, places)
    high = "" if computed.high is None else f" < {computed.high:f}"
    words = t.gettext("exact value rounded half up to {places} decimals").format(places=places)
    return (
        Step(t.gettext("Total"), words, total),
        Step(t.gettext("Grade"), f"{computed.low:f} ≤ {total}{high}", computed.name),
        *_changes(outcome, scheme, t),
        Step(t.gettext("Pay factor"), final.meaning, formats.percent(final.pay_factor, 0)),
    )


def _changes(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> Iterator[Step]:
    """What veto and override made of the computed grade, in the order in which they act."""
    grade = outcome.computed_grade
    for veto in outcome.adjusted.vetoes:
        grade = scheme.worse(grade, veto.item.ceiling)
        ceiling = t.gettext("at most {grade}").format(grade=veto.item.ceiling)
        yield Step(t.gettext("Veto"), f"{veto.item.name}: {ceiling}", grade)
    if outcome.override:
        formula = f"{grade} → {outcome.override.grade}"
        yield Step(t.gettext("Changed grade"), formula, outcome.override.grade)
