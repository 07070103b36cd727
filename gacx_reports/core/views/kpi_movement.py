"""KPIs whose mean scores changed most since the quarter before."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import mean
from gacx_reports.core.language import formats
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome

MOST = 5
"""Most KPIs that are listed."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A KPI whose mean score changed, as formatted text."""

    post: str
    kpi: str
    before: str
    now: str
    change: str
    before_fill: float
    """0 to 1; drawing only."""
    fill: float


Means = dict[tuple[str, str], Fraction]
"""(post, KPI) → mean score of the employees to whom it applies."""


def moves(
    scored: Iterable[KpiOutcome], past: Iterable[KpiOutcome], scheme: Scheme
) -> tuple[MoveRow, ...]:
    """Returns up to 5 KPIs of both quarters whose mean score changed, the largest change first."""
    now, before = kpi_means(scored), kpi_means(past)
    changed = [key for key in now if key in before and now[key] != before[key]]
    changed.sort(key=lambda key: -abs(now[key] - before[key]))
    return tuple(_row(key, before[key], now[key], scheme) for key in changed[:MOST])


def kpi_means(kpis: Iterable[KpiOutcome]) -> Means:
    """Returns the exact mean score of each KPI, over the outcomes in which it applies."""
    scores: dict[tuple[str, str], list[Fraction]] = {}
    for k in kpis:
        if k.score is not None:
            scores.setdefault((k.kpi.post, k.kpi.name), []).append(k.score)
    return {key: mean(v) for key, v in scores.items()}


def _row(key: tuple[str, str], before: Fraction, now: Fraction, scheme: Scheme) -> MoveRow:
    places = scheme.settings.score_places
    return MoveRow(
        *key,
        formats.number(before, places),
        formats.number(now, places),
        formats.change(now - before, places),
        min(float(before / scheme.full), 1.0),
        min(float(now / scheme.full), 1.0),
    )
