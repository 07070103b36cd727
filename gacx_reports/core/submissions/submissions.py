"""Submissions as values: records, typed values, ratings, targets, comments, bonuses, deductions, published periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.periods.published import PublishedPeriods
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.line_item import LineItem
from gacx_reports.core.sheets.raw_values import NotApplicable
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.survey.calls import Call


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """One line of sheet 加减分 about an employee."""

    item: LineItem
    points: Decimal
    """In marks, 0 to the full mark, added to or taken off the total; 0 for a veto."""
    day: date
    reason: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class SubmittedValue:
    """A value typed in for one employee: a KPI's value or target, or the level of a behaviour item."""

    value: Decimal | str | NotApplicable
    place: CellRef


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the employee (self), or a rater other than the supervisor, gave: a level, or the value of a KPI."""

    rater: Rater
    by: str
    """Rater's employee ID; never shown together with the level."""
    entry: SubmittedValue


@dataclass(frozen=True, slots=True)
class Comment:
    """A supervisor's comment on an employee, and goals for the next quarter."""

    comment: str
    goals: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Submissions:
    """All workbooks of a quarter, merged; of a longer period also what is published of the shorter ones."""

    records: Mapping[str, tuple[TableRow, ...]]
    """Record table → its sound rows about known people, by workbook and row."""
    typed: Mapping[tuple[AssignmentKey, str], SubmittedValue]
    """(assignment, KPI) → value."""
    ratings: Mapping[tuple[str, str], SubmittedValue]
    """(employee ID, behaviour item) → level."""
    opinions: Mapping[tuple[str, str], tuple[Opinion, ...]]
    """(employee ID, behaviour item) → levels by all but the supervisor."""
    targets: Mapping[tuple[AssignmentKey, str], SubmittedValue]
    """(assignment, KPI) → personal target."""
    comments: Mapping[str, Comment]
    """Employee ID → comment."""
    lines: Mapping[str, tuple[AdjustmentLine, ...]] = field(default_factory=dict)
    """Employee ID → bonuses, deductions and vetoes."""
    calls: Mapping[str, tuple[Call, ...]] = field(default_factory=dict)
    """Record table → the calls drawn for it that stand in a call sheet, made or not."""
    weights: Mapping[tuple[AssignmentKey, str], SubmittedValue] = field(default_factory=dict)
    """(assignment, KPI) → personal weight."""
    published: PublishedPeriods = field(default_factory=dict)
    """Shorter periods whose published results count; empty if the scheme has no share for them."""
    points: Mapping[tuple[AssignmentKey, str, str], SubmittedValue] = field(default_factory=dict)
    """(assignment, KPI, point of its line) → personal value of the point."""
    scored: Mapping[tuple[AssignmentKey, str, Rater], Opinion] = field(default_factory=dict)
    """(assignment, KPI, kind of rater other than the supervisor) → what they typed for it."""
    by_project: Mapping[tuple[AssignmentKey, str, str], SubmittedValue] = field(
        default_factory=dict
    )
    """(assignment, KPI, project) → value of a KPI by project; that of who has no projects is in `typed`."""
    unasked: frozenset[tuple[str, str, Rater]] = frozenset()
    """(post, KPI or "" for behaviours, kind of rater) that a what-if's scheme asks, and the quarter's own didn't."""
