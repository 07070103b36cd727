"""What the departments and the survey team sent in, as values: records, typed values, ratings, targets, comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.line_item import LineItem
from gacx_reports.core.sheets.raw_values import NotApplicable
from gacx_reports.core.sheets.workbook import TableRow


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """One line of sheet 加减分 about a person."""

    item: LineItem
    points: Decimal
    """0 or more; 0 for a veto."""
    day: date
    reason: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class SubmittedValue:
    """A value typed in for one person: a KPI's value or target, or the level of a behaviour item."""

    value: Decimal | str | NotApplicable
    place: CellRef


@dataclass(frozen=True, slots=True)
class Opinion:
    """A level given by the person or by a peer."""

    rater: Rater
    by: str
    """Employee ID; never shown beside the level."""
    entry: SubmittedValue


@dataclass(frozen=True, slots=True)
class Comment:
    """What a supervisor says, and asks for the next quarter."""

    comment: str
    goals: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Submissions:
    """All workbooks of a quarter, merged."""

    records: Mapping[str, tuple[TableRow, ...]]
    """Record table → its sound rows about known people, by workbook and row."""
    typed: Mapping[tuple[AssignmentKey, str], SubmittedValue]
    """(assignment, KPI) → value."""
    ratings: Mapping[tuple[str, str], SubmittedValue]
    """(employee ID, behaviour item) → level."""
    opinions: Mapping[tuple[str, str], tuple[Opinion, ...]]
    """(employee ID, behaviour item) → levels by others than the supervisor."""
    targets: Mapping[tuple[AssignmentKey, str], SubmittedValue]
    """(assignment, KPI) → personal target."""
    comments: Mapping[str, Comment]
    lines: Mapping[str, tuple[AdjustmentLine, ...]] = field(default_factory=dict)
    """Employee ID → bonuses, deductions and vetoes."""
