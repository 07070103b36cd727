"""Bonuses, deductions, vetoes and a grade changed by decision, as a report shows them."""

from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.submissions.submissions import AdjustmentLine


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bonus, a deduction or a veto."""

    kind: str
    item: str
    day: str
    reason: str
    points: str
    """Signed, as written; the ceiling for a veto."""


@dataclass(frozen=True, slots=True)
class OverrideView:
    """A grade that somebody changed."""

    computed: str
    grade: str
    reason: str
    by: str
    """By post, where it is somebody of the roster."""


def line_rows(outcome: EmployeeOutcome, t: NullTranslations) -> tuple[LineRow, ...]:
    vetoes = [
        LineRow(
            word(veto.item.kind, t),
            veto.item.name,
            formats.day(veto.day, t),
            veto.reason,
            t.gettext("at most {grade}").format(grade=veto.item.ceiling),
        )
        for veto in outcome.adjusted.vetoes
    ]
    points = [
        LineRow(
            word(line.item.kind, t),
            line.item.name,
            formats.day(line.day, t),
            line.reason,
            _signed(line),
        )
        for adjustment in outcome.adjusted.adjustments
        for line in adjustment.lines
    ]
    return (*points, *vetoes)


def _signed(line: AdjustmentLine) -> str:
    points = Fraction(line.points)
    return formats.change(points if line.item.kind is LineKind.BONUS else -points, 4)


def override_view(outcome: EmployeeOutcome) -> OverrideView | None:
    if (override := outcome.override) is None:
        return None
    return OverrideView(override.computed, override.grade, override.reason, override.office)
