"""What a kind of rater gave → its record."""

from typing import NotRequired, TypedDict

from gacx_reports.core.records.kpi_record import number
from gacx_reports.core.scheme.behaviour_set import Pooling
from gacx_reports.core.scoring.outcomes import RaterScore


class CalibrationRecord(TypedDict):
    """How the levels of a kind of rater were moved to the mean of all."""

    by: str
    """A Calibration."""
    before: str | None
    """Score of the kind as given, 0 to 1."""
    everybody: str | None
    """Mean of the kind's levels in the company."""
    department: str | None
    """Mean of those in the department; None: too few people, or each rater is moved alone."""


class RaterRecord(TypedDict):
    """What one kind of rater gave."""

    n: int
    """Raters of this kind who gave a level."""
    score: str | None
    """Their mean, or what `pooling` makes of their levels."""
    pooling: NotRequired[str]
    """A Pooling; absent for the mean."""
    calibration: NotRequired[CalibrationRecord]
    """Absent where the levels are as given."""


def rater_record(rater: RaterScore) -> RaterRecord:
    """Returns number and score of a kind of rater, and how several became one and were moved; never who."""
    found: RaterRecord = {"n": rater.n, "score": number(rater.score)}
    if rater.pooling is not Pooling.MEAN:
        found["pooling"] = rater.pooling.value
    if rater.shift:
        found["calibration"] = {
            "by": rater.shift.how.value,
            "before": number(rater.shift.before),
            "everybody": number(rater.shift.everybody),
            "department": number(rater.shift.department),
        }
    return found
