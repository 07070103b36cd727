"""Bonus, deduction and veto: separate lines with a reason, capped as the scheme says, after the mix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.submissions.submissions import AdjustmentLine


@dataclass(frozen=True, slots=True)
class Adjustment:
    """All lines of one item, and what they come to."""

    item: LineItem
    lines: tuple[AdjustmentLine, ...]
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
    vetoes: tuple[AdjustmentLine, ...]

    @property
    def change(self) -> Fraction:
        """What is added to the mix."""
        return self.bonus - self.deduction


NOTHING = Adjusted((), Fraction(0), Fraction(0), ())


def adjust(lines: Sequence[AdjustmentLine], caps: Mapping[LineKind, Decimal | None]) -> Adjusted:
    """The lines of one person; each item capped, then all bonuses and all deductions together."""
    items = dict.fromkeys(line.item for line in lines if line.item.kind is not LineKind.VETO)
    adjustments = tuple(_item(item, [x for x in lines if x.item == item]) for item in items)
    return Adjusted(
        adjustments,
        _together(adjustments, LineKind.BONUS, caps),
        -_together(adjustments, LineKind.DEDUCTION, caps),
        tuple(line for line in lines if line.item.kind is LineKind.VETO),
    )


def _item(item: LineItem, lines: list[AdjustmentLine]) -> Adjustment:
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
