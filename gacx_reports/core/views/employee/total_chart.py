"""Chart of a total: the contribution of each part as a segment."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import name_in_year
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart
from gacx_reports.core.scoring.status_words import MIX_WORDS
from gacx_reports.core.views.heading import end_of_scale


@dataclass(frozen=True, slots=True)
class Segment:
    """A contribution to the total."""

    mark: str
    """Label in the chart: the KPI's number in the table, a short word, or `+` and `−`."""
    name: str
    value: str
    """The amount as text, with the decimals of scores."""
    amount: Fraction
    """Exact contribution; all amounts add up to the total before its limit at 0 and rounding."""
    start: float
    """Left edge, 0 to 1 of the chart's width; drawing only."""
    width: float
    """0 to 1 of the chart's width; drawing only."""


@dataclass(frozen=True, slots=True)
class Makeup:
    """Content of the chart."""

    segments: tuple[Segment, ...]
    full: float
    """The total at the right edge, the full mark or more."""
    total: float
    """Position of the printed total, 0 to 1 of the chart's width."""


@dataclass(frozen=True, slots=True)
class _Share:
    mark: str
    name: str
    amount: Fraction


def makeup_of(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> Makeup:
    """Returns the chart of a scored employee's total, with contributions in the order of computing, without zeros."""
    shares = [s for s in _shares(outcome, t) if s.amount]
    gross = sum((s.amount for s in shares if s.amount > 0), Fraction(0))
    full = max(gross, Fraction(end_of_scale(scheme)))
    segments, end = [], Fraction(0)
    for share in shares:
        start = end if share.amount > 0 else end + share.amount
        segments.append(_segment(share, max(start, Fraction(0)), full, scheme))
        end += share.amount
    assert outcome.total is not None, "only who is scored gets a report"
    return Makeup(tuple(segments), float(full), min(float(Fraction(outcome.total) / full), 1.0))


def _segment(share: _Share, start: Fraction, full: Fraction, scheme: Scheme) -> Segment:
    places = scheme.settings.score_places
    signed = share.mark in ("+", "−")
    return Segment(
        share.mark,
        share.name,
        formats.change(share.amount, places) if signed else formats.number(share.amount, places),
        share.amount,
        float(start / full),
        float(abs(share.amount) / full),
    )


def _shares(outcome: EmployeeOutcome, t: NullTranslations) -> Iterator[_Share]:
    mix = outcome.mix or {}
    own = mix[MixPart.INDIVIDUAL][0] if MixPart.INDIVIDUAL in mix else Fraction(0)
    for number, k in enumerate(outcome.kpis, 1):
        yield _Share(str(number), k.name, own * (1 - outcome.behaviour_share) * k.weighted)
    if outcome.behaviour:
        score = own * outcome.behaviour_share * outcome.behaviour.score
        yield _Share(t.gettext("Bh."), t.gettext("Behaviour"), score)
    for part, (share, result) in mix.items():
        if part is MixPart.PERIODS and outcome.periods:
            for row in outcome.periods.rows:
                yield _Share(name_in_year(row.period), str(row.period), share * row.weighted)
        elif part is not MixPart.INDIVIDUAL:
            name = t.gettext(MIX_WORDS[part])
            yield _Share(name, name, share * result)
    yield _Share("+", t.gettext("Bonus"), outcome.adjusted.bonus)
    yield _Share("−", t.gettext("Deduction"), -outcome.adjusted.deduction)
