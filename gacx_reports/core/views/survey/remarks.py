"""What customers said in a drawn survey, for the head of the department; neither customers nor callers are named."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.survey_outcome import Remark

MOST = 24
"""Remarks on the page, the least pleased first."""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A customer's words about an employee."""

    id: str
    name: str
    """The employee's."""
    customer: str
    """Masked."""
    levels: str
    text: str


@dataclass(frozen=True, slots=True)
class DepartmentSurvey:
    """The surveys about a department's members."""

    words: str
    """How many were called and answered."""
    remarks: tuple[RemarkRow, ...]
    more: int
    """Remarks that are not listed."""


def department_survey(
    people: Collection[str], quarter: QuarterOutcome, t: NullTranslations
) -> DepartmentSurvey | None:
    """Returns the surveys about these employees (IDs); None if none of them was the subject of a call."""
    counts = [s.summary.of_people(people) for s in quarter.surveys]
    if not sum(c.calls for c in counts):
        return None
    total = sum(counts[1:], counts[0])
    words = t.gettext(
        "{calls} customers were called, {answered} answered (response rate RR2 {rate})."
    )
    found = sorted(
        (r for s in quarter.surveys for r in s.remarks if r.person in people), key=_least_pleased
    )
    return DepartmentSurvey(
        words=words.format(
            calls=total.calls,
            answered=total.answered,
            rate=formats.percent(total.rates.response, 1),
        ),
        remarks=tuple(_row(r, quarter, t) for r in found[:MOST]),
        more=len(found[MOST:]),
    )


def _least_pleased(remark: Remark) -> tuple[Fraction, str, str]:
    """Those without a level last."""
    return Fraction(2) if remark.mean is None else remark.mean, remark.person, remark.text


def _row(remark: Remark, quarter: QuarterOutcome, t: NullTranslations) -> RemarkRow:
    name = quarter.employees[remark.person].person.name
    levels = t.gettext(", ").join(remark.levels) or formats.NONE
    return RemarkRow(remark.person, name, remark.customer, levels, remark.text)
