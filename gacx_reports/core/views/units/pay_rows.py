"""Performance pay by department, compared with the sum of the bases and with the quarter before; bonus pools."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.words.pools import sharing_words
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.pay import performance_pay, pools_of

Members = Sequence[EmployeeOutcome]


@dataclass(frozen=True, slots=True)
class PayRow:
    """A department's performance pay, in yuan with 2 decimals."""

    name: str
    people: int
    """Scored employees with a base."""
    full: str
    """Sum of their bases: the cost at pay factor 1."""
    paid: str
    share: str
    """Paid ÷ sum of bases, in percent."""
    fill: float
    """0 to 1; drawing only."""
    before: str
    """Paid in the quarter before; a dash if there is none."""
    change: str


def pay_row(name: str, members: Members, past: Members | None) -> PayRow | None:
    """Returns the row of a department; None if no scored member has a base."""
    paid = _paid(members)
    if not paid:
        return None
    before = _paid(past or ())
    full = sum((e.person.base or Decimal(0) for e, _ in paid), Decimal(0))
    cost, cost_before = _sum(paid), _sum(before)
    share = Fraction(cost) / Fraction(full) if full else Fraction(0)
    return PayRow(
        name,
        len(paid),
        f"{full:,.2f}",
        f"{cost:,.2f}",
        formats.percent(share, 1),
        min(float(share), 1.0),
        f"{cost_before:,.2f}" if before else formats.NONE,
        formats.money_change(cost - cost_before) if before else formats.NONE,
    )


def _paid(members: Iterable[EmployeeOutcome]) -> list[tuple[EmployeeOutcome, Decimal]]:
    return [(e, a) for e in members if (a := performance_pay(e)) is not None]


def _sum(paid: list[tuple[EmployeeOutcome, Decimal]]) -> Decimal:
    return sum((amount for _, amount in paid), Decimal(0))


@dataclass(frozen=True, slots=True)
class PoolRow:
    """The bonus pool of a department."""

    department: str
    pool: str
    """Yuan with 2 decimals."""
    people: int
    """Who shares it."""
    by: str
    """What the shares are in proportion to."""
    waits_for: str
    """IDs of those who are held back; "" once it is shared."""


def pool_rows(quarter: QuarterOutcome, t: NullTranslations) -> tuple[PoolRow, ...]:
    """Returns the pools of the departments, in the roster's order."""
    by = sharing_words(quarter.scheme.settings.pool_sharing, t)
    return tuple(
        PoolRow(
            pool.department.name,
            f"{pool.yuan:,.2f}",
            len(pool.sharing),
            by,
            t.gettext(", ").join(pool.waits_for),
        )
        for pool in pools_of(quarter)
    )
