"""Bonuses, deductions and vetoes: separate lines with a reason, capped by the scheme, added after the mix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.submissions.submissions import AdjustmentLine


@dataclass(frozen=True, slots=True)
class Adjustment:
    """All lines of one item for one employee, and their sum after the cap."""

    item: LineItem
    lines: tuple[AdjustmentLine, ...]
    applied: Fraction
    """Points after the item's cap; negative for a deduction."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Effect of an employee's lines on the total."""

    adjustments: tuple[Adjustment, ...]
    """Bonus and deduction items."""
    bonus: Fraction
    """Sum of the bonuses after the scheme's 加分上限; 0 or more."""
    deduction: Fraction
    """Sum of the deductions after the scheme's 扣分上限; 0 or more."""
    vetoes: tuple[AdjustmentLine, ...]

    @property
    def change(self) -> Fraction:
        """Change of the total: bonus minus deduction."""
        return self.bonus - self.deduction


NOTHING = Adjusted((), Fraction(0), Fraction(0), ())


def adjust(lines: Sequence[AdjustmentLine], caps: Mapping[LineKind, Decimal | None]) -> Adjusted:
    """Returns the effect of one employee's lines: each item is capped, then all bonuses and all deductions.

    `caps` has the caps over all items for BONUS and DEDUCTION, 0 to the full mark; None: no cap.
    """
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
