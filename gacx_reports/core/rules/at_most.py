"""不超标: all or nothing, at a limit that must be kept."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.rules.scoring_rule import (
    Bounds,
    RuleFormula,
    ShareOfFull,
    Write,
    answered,
)
from gacx_reports.i18n import N_


class LimitKept(ShareOfFull):
    """Full marks if the value is at most the target, else 0."""

    word = "不超标"
    english = "limit kept"
    label = N_("limit kept or not")
    message = N_("{marks} if the limit is kept, else 0")
    columns = ("目标",)

    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return Fraction(raw <= bounds.goal)

    def falls(self, bounds: Bounds) -> bool:
        return True

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        return answered(f"{write(raw)} ≤ {write(bounds.goal)}", raw <= bounds.goal, bounds, t)
