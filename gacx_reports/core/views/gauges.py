"""A result beside its target on one axis, with the interval that chance leaves: positions only."""

from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations
from typing import Literal

from gacx_reports.core.exact import wilson
from gacx_reports.core.language import formats
from gacx_reports.core.language.formats import percent
from gacx_reports.core.scheme.words.kpis import threshold
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.survey.intervals import mean_bounds, share_bounds
from gacx_reports.core.views.kpi_result import result_text

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Gauge:
    """Positions from 0 to 1 on the axis; drawing only, the numbers stand beside it."""

    value: float
    target: float | None
    """None: the rule has none."""
    low: float | None
    """Where the interval begins; None: the value has none."""
    high: float | None
    better: Literal["right", "left"]
    """Where a result is better."""
    begin: str
    """What the axis begins at."""
    end: str
    words: str
    """All of it in a sentence, for who doesn't see the picture."""


def gauge_of(k: KpiOutcome, t: NullTranslations) -> Gauge | None:
    """The picture of a KPI; None where there is no result, nothing to hold it against, or several raters."""
    rule, bounds = k.kpi.rule.scoring, k.kpi.bounds(k.target, k.cut)
    goal = rule.goal(bounds)
    interval = interval_of(k)
    if k.raw is None or k.ratings or (goal is None and k.hits is None and not interval):
        return None
    known = [k.raw, *([goal] if goal is not None else []), *interval]
    begin, end = _axis(k, known)

    def place(value: Fraction) -> float:
        return float((value - begin) / (end - begin))

    return Gauge(
        place(k.raw),
        None if goal is None else place(goal),
        place(interval[0]) if interval else None,
        place(interval[1]) if interval else None,
        "left" if rule.falls(bounds) else "right",
        _end(k, begin),
        _end(k, end),
        _words(k, goal, t),
    )


def interval_of(k: KpiOutcome) -> tuple[Fraction, ...]:
    """Both ends of the 95 % interval; () without one, or if the value was filled up.

    Exact from the frame where the records were drawn from a known one; else Wilson's, for a measured share only.
    """
    if not k.n or k.pooled:
        return ()
    if k.raw is not None and k.sample and k.sample.bounded and k.n <= k.sample.jobs:
        if k.hits is not None:
            return share_bounds(k.hits, k.n, k.sample.jobs)
        unit = k.kpi.full_value
        low, high = mean_bounds(k.raw / unit * k.n, k.n, k.sample.jobs)
        return low * unit, high * unit
    if k.hits is None:
        return ()
    return tuple(Fraction(bound) for bound in wilson(k.hits, k.n))


def _axis(k: KpiOutcome, known: list[Fraction]) -> tuple[Fraction, Fraction]:
    """Shares from 0 or a half to 1, so that pictures of one page compare; all else from 0 on."""
    if not k.kpi.percent:
        return Fraction(0), max([v * Fraction(6, 5) for v in known] + [Fraction(1)])
    begin = HALF if min(known) >= HALF else Fraction(0)
    end = max(known)
    if end > HALF:
        return begin, max(end, Fraction(1))
    return begin, max(end * Fraction(6, 5), Fraction(1, 10))


def _end(k: KpiOutcome, value: Fraction) -> str:
    return formats.percent(value, 0) if k.kpi.percent else formats.number(value, 0)


def _words(k: KpiOutcome, goal: Fraction | None, t: NullTranslations) -> str:
    words = [f"{k.name} {result_text(k)}"]
    if goal is not None:
        words.append(t.gettext("target {target}").format(target=threshold(k.kpi, goal)))
    if interval := interval_text(k):
        words.append(t.gettext("interval {interval}").format(interval=interval))
    return t.gettext(", ").join(words)


def interval_text(k: KpiOutcome) -> str:
    """The 95 % interval, `82.3%–99.4%`; "" where there is none."""
    if k.hits is None and not k.kpi.percent:
        return "–".join(formats.number(end, max(k.kpi.places, 2)) for end in interval_of(k))
    return "–".join(percent(end, 1) for end in interval_of(k))
