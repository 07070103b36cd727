"""What a kind of rater gave → its record."""

from gacx_reports.core.records.employee_types import RaterRecord
from gacx_reports.core.records.kpi_record import number
from gacx_reports.core.scheme.behaviour_set import Pooling
from gacx_reports.core.scoring.outcomes import RaterScore


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
