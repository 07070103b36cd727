"""线性: in proportion between a value that scores 0 and one that scores full marks."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import ZERO
from gacx_reports.core.rules.scoring_rule import (
    Bounds,
    RuleFormula,
    ShareOfFull,
    Write,
    computed,
)
from gacx_reports.i18n import N_


class Linear(ShareOfFull):
    """(value − zero) ÷ (full − zero). The lower of the two may be the better one."""

    word = "线性"
    english = "linear"
    label = N_("linear between two values")
    message = N_("0 at {zero}, {marks} at {full}, in proportion between")
    columns = ("零分值", "满分值")
    targeted = False

    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        """At least 0, and at most 1 or the cap, whichever is higher."""
        zero, full = _ends(bounds)
        return min(max((raw - zero) / (full - zero), ZERO), bounds.best)

    def contradicted(self, bounds: Bounds) -> str:
        same = bounds.zero_at is not None and bounds.zero_at == bounds.full_at
        return "满分值" if same else ""

    def falls(self, bounds: Bounds) -> bool:
        zero, full = _ends(bounds)
        return full < zero

    def goal(self, bounds: Bounds) -> Fraction | None:
        return bounds.full_at

    def thresholds(self, bounds: Bounds, write: Write) -> str:
        return f"{write(bounds.zero_at)} → {write(bounds.full_at)}"

    def target_words(self, bounds: Bounds, write: Write) -> str:
        return self.thresholds(bounds, write)

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        zero, full = _ends(bounds)
        span = f"({write(full)} − {write(zero)})"
        told = f"({write(raw)} − {write(zero)}) ÷ {span}"
        return computed((raw - zero) / (full - zero), told, bounds)


def _ends(bounds: Bounds) -> tuple[Fraction, Fraction]:
    assert bounds.zero_at is not None
    assert bounds.full_at is not None
    return bounds.zero_at, bounds.full_at
