"""Words for what an evaluation of ability and attitude covers: a half-year, or each period if all are rated."""

from collections.abc import Mapping
from gettext import NullTranslations

from gacx_reports.core.calendar.appraised_periods import periods_with
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.scheme.scheme import Scheme

_WORDS: Mapping[PeriodKind, Mapping[str, str]] = {
    PeriodKind.MONTH: {
        "Half-year": "Month", "half-year": "month", "满半年": "满全月", "半年度": "月度", "半年": "月度",
    },
    PeriodKind.QUARTER: {
        "Half-year": "Quarter", "half-year": "quarter", "满半年": "满全季度", "半年度": "季度", "半年": "季度",
    },
}  # fmt: skip
"""What takes the place of a half-year; the longer words first."""


def evaluated_kind(scheme: Scheme) -> PeriodKind:
    """Returns the kind of period that every evaluation covers; that of a half-year where they differ."""
    months = scheme.settings.behaviour_months
    kinds = {p.evaluated(months).kind for p in periods_with(months, scheme.settings.period)}
    return kinds.pop() if len(kinds) == 1 else PeriodKind.HALF_YEAR


def evaluation_words(message: str, scheme: Scheme, t: NullTranslations) -> str:
    """Returns the message, an id that says half-yearly, in words for what the scheme's evaluations cover."""
    text = t.gettext(message)
    for half, other in _WORDS.get(evaluated_kind(scheme), {}).items():
        text = text.replace(half, other)
    return text
