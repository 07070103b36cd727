"""The periods of a year on an employee's report: each in a row, their trend, and strong and weak KPIs over them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import mean
from gacx_reports.core.language import formats
from gacx_reports.core.periods.published import PeriodState
from gacx_reports.core.periods.weigh import PeriodRow, PeriodsResult
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import MixPart, Status
from gacx_reports.core.scoring.status_words import REASON_WORDS, STATUS_WORDS
from gacx_reports.core.views.heading import end_of_scale
from gacx_reports.core.views.trend import TrendPoint
from gacx_reports.i18n import N_

NAMED = 2
"""Most KPIs that are named as strong, and as weak."""
STATE_WORDS = {
    PeriodState.EXEMPT: STATUS_WORDS[Status.EXEMPT],
    PeriodState.NOT_THERE: N_("not on the roster then"),
    PeriodState.HELD_BACK: N_("held back, not published"),
    PeriodState.UNPUBLISHED: N_("not published"),
    PeriodState.OTHER_NAME: N_("published under another name"),
}

WHY_WORDS = {
    **REASON_WORDS,
    NotScored.JOINED_LATE: N_("joined after its first working day"),
    NotScored.LEFT: N_("left before its last day"),
}
"""Reasons of a period other than the one of the report."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period, as formatted text."""

    period: str
    post: str
    """Post and department of that period, as published."""
    department: str
    days: str
    total: str
    """As published; in its place why there is none."""
    grade: str
    weight: str
    """By the scheme."""
    share: str
    """What it weighs here."""
    weighted: str
    counts: bool


@dataclass(frozen=True, slots=True)
class PeriodsView:
    """The periods of one person."""

    lines: tuple[PeriodLine, ...]
    result: str
    share: str
    """Of the total."""
    reweighted: bool
    """Whether a period without a total gave its weight to the others."""
    moved: bool
    """Whether the periods were in more than one post or department."""
    strong: str
    """KPIs with the highest mean scores over the periods; "" if there are too few to tell."""
    weak: str
    """Those with the lowest; "" also if even these are fully reached."""
    own: str = ""
    """Of the individual result in the total, in percent; "" if the scheme gives it none."""


def periods_view(
    found: PeriodsResult,
    mix: Mapping[MixPart, tuple[Fraction, Fraction]],
    scheme: Scheme,
    t: NullTranslations,
) -> PeriodsView:
    """Returns the table of the periods; `mix` has the share of each part of the total, 0 to 1, and its result."""
    weights = formats.percents([row.weight for row in found.rows])
    shares = formats.percents([row.share for row in found.rows])
    known = {(r.published.post, r.published.department) for r in found.rows if r.published}
    strong, weak = _strengths(found, scheme, t)
    return PeriodsView(
        tuple(
            _line(row, weight, part, scheme, t)
            for row, weight, part in zip(found.rows, weights, shares, strict=True)
        ),
        formats.number(found.result, scheme.settings.score_places),
        formats.percents([mix[MixPart.PERIODS][0]])[0],
        any(row.share != row.weight for row in found.rows),
        len(known) > 1,
        strong,
        weak,
        formats.percents([mix[MixPart.INDIVIDUAL][0]])[0] if MixPart.INDIVIDUAL in mix else "",
    )


def _line(
    row: PeriodRow, weight: str, share: str, scheme: Scheme, t: NullTranslations
) -> PeriodLine:
    then = row.published
    counts = row.state is PeriodState.SCORED
    return PeriodLine(
        str(row.period),
        then.post if then else formats.NONE,
        then.department if then else formats.NONE,
        str(row.days),
        f"{then.total:f}" if then and then.total is not None else why_none(row, t),
        then.grade if then else "",
        weight,
        share if counts else formats.NONE,
        formats.number(row.weighted, scheme.settings.score_places) if counts else formats.NONE,
        counts,
    )


def why_none(row: PeriodRow, t: NullTranslations) -> str:
    """Returns why a period has no total: the published reason, or that it is not published."""
    if row.state is not PeriodState.NOT_SCORED:
        return t.gettext(STATE_WORDS[row.state])
    reason = row.published.reason if row.published else ""
    known = {r.value: words for r, words in WHY_WORDS.items()}
    status = t.gettext(STATUS_WORDS[Status.NOT_SCORED])
    why = t.gettext(known[reason]) if reason in known else ""
    return t.gettext("{status}: {reason}").format(status=status, reason=why) if why else status


def periods_trend(
    found: PeriodsResult, current: TrendPoint, scheme: Scheme
) -> tuple[TrendPoint, ...]:
    """Returns the periods' totals in order, and the year's own after them."""
    most = end_of_scale(scheme)
    points = [
        TrendPoint(
            str(row.period),
            f"{then.total:f}" if then.total is not None else "",
            then.grade,
            min(float(row.total or 0), most),
            current=False,
        )
        for row in found.rows
        if (then := row.published)
    ]
    return (*points, current)


def _strengths(found: PeriodsResult, scheme: Scheme, t: NullTranslations) -> tuple[str, str]:
    """The KPIs with the best and worst mean scores; none twice, and none at all if they are all alike.

    Fully reached is never weak.
    """
    means = dict(_means(found))
    order = sorted(means, key=lambda name: (-means[name], list(means).index(name)))
    most = min(NAMED, len(order) // 2)
    if not most or len(set(means.values())) == 1:
        return "", ""

    def told(names: list[str]) -> str:
        places = scheme.settings.score_places
        return t.gettext("; ").join(f"{n} {formats.number(means[n], places)}" for n in names)

    weak = [name for name in order[::-1][:most] if means[name] < scheme.full]
    return told(order[:most]), told(weak)


def _means(found: PeriodsResult) -> Iterator[tuple[str, Fraction]]:
    """KPI → mean of its published scores over the periods that count."""
    scores: dict[str, list[Fraction]] = {}
    for row in found.rows:
        for kpi in row.published.kpis if row.published and row.share else ():
            scores.setdefault(kpi.name, []).append(kpi.score * row.ratio)
    return ((name, mean(own)) for name, own in scores.items())
