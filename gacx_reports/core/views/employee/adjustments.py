"""Bonuses, deductions, vetoes and the override on an employee's report, as formatted text."""

from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.grade_words import at_most
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.submissions.submissions import AdjustmentLine
from gacx_reports.core.views.decimals import least_places


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bonus, a deduction or a veto."""

    kind: str
    item: str
    day: str
    reason: str
    points: str
    """Signed points as submitted, before caps, with 4 decimals or those of scores; of a veto the best grade left."""


@dataclass(frozen=True, slots=True)
class OverrideView:
    """An override: computed and changed grade, with the reason."""

    computed: str
    grade: str
    reason: str
    by: str
    """The approver's post if on the roster, else as written."""


def line_rows(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> tuple[LineRow, ...]:
    """Returns a row for each line: bonuses and deductions by item, then vetoes."""
    vetoes = [
        LineRow(
            word(veto.item.kind, t),
            veto.item.name,
            formats.day(veto.day, t),
            veto.reason,
            at_most(veto.item.ceiling, t),
        )
        for veto in outcome.adjusted.vetoes
    ]
    points = [
        LineRow(
            word(line.item.kind, t),
            line.item.name,
            formats.day(line.day, t),
            line.reason,
            _signed(line, least_places(scheme, 4, 2)),
        )
        for adjustment in outcome.adjusted.adjustments
        for line in adjustment.lines
    ]
    return (*points, *vetoes)


def _signed(line: AdjustmentLine, least: int) -> str:
    points = Fraction(line.points)
    places = formats.places_for(points, least)
    return formats.change(points if line.item.kind is LineKind.BONUS else -points, places)


def override_view(outcome: EmployeeOutcome) -> OverrideView | None:
    """Returns the employee's override; None if there is none."""
    if (override := outcome.override) is None:
        return None
    return OverrideView(override.computed, override.grade, override.reason, override.office)
