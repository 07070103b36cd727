"""The drawn surveys on HR's review page: rates by department and by caller."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.core.views.survey.rates import RateRow, department_rates, rate_headers, rate_row


@dataclass(frozen=True, slots=True)
class ReviewSurvey:
    """A survey, as formatted text and counts."""

    table: str
    words: str
    """When and how often it was drawn, and the first digits of its hashes."""
    headers: tuple[tuple[str, str], ...]
    """(name, AAPOR's definition) of each rate."""
    departments: tuple[RateRow, ...]
    """The last row is all."""
    callers: tuple[RateRow, ...]


def review_surveys(quarter: QuarterOutcome | None, t: NullTranslations) -> tuple[ReviewSurvey, ...]:
    """Returns the quarter's drawn surveys; none without an outcome."""
    return tuple(_review(s, quarter, t) for s in quarter.surveys) if quarter else ()


def _review(survey: SurveyOutcome, quarter: QuarterOutcome, t: NullTranslations) -> ReviewSurvey:
    record = survey.record
    words = t.gettext(
        "Draw {number} of {day} from {jobs} jobs; commitment {commitment}…, frame {frame}…"
    )
    return ReviewSurvey(
        table=record.table,
        words=words.format(
            number=record.draw,
            day=formats.day(record.drawn_on, t),
            jobs=record.frame.jobs,
            commitment=record.commitment[:12],
            frame=record.frame.sha256[:12],
        ),
        headers=rate_headers(t),
        departments=tuple(department_rates(survey, quarter, t)),
        callers=tuple(rate_row(c.caller, c.counts) for c in survey.summary.callers),
    )
