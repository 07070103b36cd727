"""The KPIs of a report: each part of the quarter with its rows."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.wording import quantity, target_words, thresholds
from gacx_reports.core.scoring.outcomes import BelowMinimum, KpiOutcome, Part
from gacx_reports.core.views.employee.gauges import Gauge, gauge_of, interval_text

WEAKEST = 3
"""KPIs that the page for the performance interview names."""


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
    number: int = 0
    """Within the report, as in the picture of the total."""
    gauge: Gauge | None = None
    """None: there is nothing to draw."""


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


def part_views(
    parts: tuple[Part, ...], scheme: Scheme, t: NullTranslations
) -> tuple[PartView, ...]:
    """The parts of a quarter; KPIs are numbered through all of them."""
    views, number = [], 1
    for part in parts:
        views.append(_part_view(part, number, scheme, t))
        number += len(part.kpis)
    return tuple(views)


def _part_view(part: Part, first: int, scheme: Scheme, t: NullTranslations) -> PartView:
    weights = formats.percents(Fraction(k.kpi.weight) for k in part.kpis)
    effective = formats.percents(k.effective_weight for k in part.kpis)
    rows = enumerate(zip(part.kpis, weights, effective, strict=True), first)
    words = t.gettext("{first} to {last}")
    return PartView(
        post=part.post,
        department=part.department,
        period=words.format(first=formats.day(part.first, t), last=formats.day(part.last, t)),
        days=str(part.days),
        share=formats.percent(part.share, 1),
        kpis=tuple(
            replace(_kpi_row(k, w, e, part.share, scheme, t), number=n) for n, (k, w, e) in rows
        ),
        score=formats.number(part.kpi_score, scheme.settings.score_places),
        contribution=formats.number(part.kpi_score * part.share, scheme.settings.score_places),
    )


def weakest(parts: tuple[PartView, ...]) -> tuple[tuple[str, KpiRow], ...]:
    """(post, KPI) with the lowest scores, lowest first."""
    rows = [(part.post, kpi) for part in parts for kpi in part.kpis if kpi.applies]
    return tuple(sorted(rows, key=lambda row: Decimal(row[1].score))[:WEAKEST])


def reweighted(k: KpiOutcome, share: Fraction) -> bool:
    """Whether the KPI weighs otherwise than the scheme says, the part's share of days apart."""
    return k.effective_weight != Fraction(k.kpi.weight) * share


def _kpi_row(
    k: KpiOutcome,
    weight: str,
    effective: str,
    share: Fraction,
    scheme: Scheme,
    t: NullTranslations,
) -> KpiRow:
    places = scheme.settings.score_places
    return KpiRow(
        name=k.kpi.name,
        nature=t.gettext("quantitative") if k.kpi.quantitative else t.gettext("qualitative"),
        weight=weight,
        effective_weight=effective,
        reweighted=reweighted(k, share),
        target=target_words(k.kpi, k.target, k.cut),
        personal_target=k.personal,
        raw=k.level
        or (quantity(k.kpi, k.raw) if k.raw is not None else t.gettext("not applicable")),
        n="" if k.n is None else str(k.n),
        interval=interval_text(k) if k.raw is not None else "",
        rule=t.gettext(k.kpi.rule.scoring.label),
        score=formats.number(k.score, places),
        weighted=formats.number(k.weighted if k.score is not None else None, places),
        fill=min(float(k.score or 0), 1.0),
        applies=k.score is not None,
        remark=_remark(k, t),
        source=k.kpi.info_source,
        watched_by=k.kpi.watched_by,
        cells=tuple(str(p) for p in k.cells),
        sample=k.kpi.sample,
        gauge=gauge_of(k, t),
    )


def _remark(k: KpiOutcome, t: NullTranslations) -> str:
    """What is out of the ordinary, a sentence each."""
    found = [words for words in (_cut_remark(k, t), _usual_remark(k, t)) if words]
    return t.gettext("; ").join(found)


def _cut_remark(k: KpiOutcome, t: NullTranslations) -> str:
    if not k.days:
        return ""
    days, of = k.days
    return t.gettext(
        "target of the whole quarter, {whole}, cut to the days in this post: × {days}/{of}"
    ).format(whole=thresholds(k.kpi), days=days, of=of)


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
