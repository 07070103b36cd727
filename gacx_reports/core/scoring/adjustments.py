"""Bonus, deduction and veto: separate lines with a reason, capped as the scheme says, after the mix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import Place


class LineKind(StrEnum):
    """What a line does; the values are the workbook's own words."""

    BONUS = "加分"
    DEDUCTION = "扣分"
    VETO = "否决"


@dataclass(frozen=True, slots=True)
class LineItem:
    """Something that may be rewarded, deducted or vetoed for (sheet 加减分项 of the scheme)."""

    name: str
    kind: LineKind
    cap: Decimal | None
    """Most points per person and quarter; None: no cap of its own."""
    ceiling: str
    """Veto: the best grade that is left."""
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """One line of sheet 加减分 about a person."""

    item: LineItem
    points: Decimal
    """0 or more; 0 for a veto."""
    day: date
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Adjustment:
    """All lines of one item, and what they come to."""

    item: LineItem
    lines: tuple[Line, ...]
    applied: Fraction
    """Signed, after the item's cap."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What the lines do to a total."""

    adjustments: tuple[Adjustment, ...]
    bonus: Fraction
    """After the cap over all items; 0 or more."""
    deduction: Fraction
    """After its cap; 0 or more."""
    vetoes: tuple[Line, ...]

    @property
    def change(self) -> Fraction:
        """What is added to the mix."""
        return self.bonus - self.deduction


NOTHING = Adjusted((), Fraction(0), Fraction(0), ())


def adjust(lines: Sequence[Line], caps: Mapping[LineKind, Decimal | None]) -> Adjusted:
    """The lines of one person; each item capped, then all bonuses and all deductions together."""
    items = dict.fromkeys(line.item for line in lines if line.item.kind is not LineKind.VETO)
    adjustments = tuple(_item(item, [x for x in lines if x.item == item]) for item in items)
    return Adjusted(
        adjustments,
        _together(adjustments, LineKind.BONUS, caps),
        -_together(adjustments, LineKind.DEDUCTION, caps),
        tuple(line for line in lines if line.item.kind is LineKind.VETO),
    )


def _item(item: LineItem, lines: list[Line]) -> Adjustment:
    points = sum((Fraction(x.points) for x in lines), Fraction(0))
    capped = min(points, Fraction(item.cap)) if item.cap is not None else points
    return Adjustment(item, tuple(lines), capped if item.kind is LineKind.BONUS else -capped)


def _together(
    adjustments: tuple[Adjustment, ...], kind: LineKind, caps: Mapping[LineKind, Decimal | None]
) -> Fraction:
    total = sum((a.applied for a in adjustments if a.item.kind is kind), Fraction(0))
    cap = caps[kind]
    if cap is None:
        return total
    return min(total, Fraction(cap)) if kind is LineKind.BONUS else max(total, -Fraction(cap))
