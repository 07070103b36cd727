"""What a rater of a KPI gave → its record."""

from typing import TypedDict

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.scoring.opinions.kpi_ratings import KpiRating


class KpiRaterRecord(TypedDict):
    """What one rater of a KPI gave."""

    state: str
    """An AnswerState."""
    raw: str | None
    score: str | None
    """None: it does not count."""
    weight: str
    """Effective, 0 to 1."""


def kpi_rater_record(r: KpiRating) -> KpiRaterRecord:
    """Returns value, score and weight of a kind of rater; never who."""
    return {
        "state": r.answer.state.value,
        "raw": None if r.raw is None else twelve_places(r.raw),
        "score": None if r.score is None else twelve_places(r.score),
        "weight": twelve_places(r.weight),
    }
