"""达标: all or nothing, at a target that should be reached."""

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


class TargetReached(ShareOfFull):
    """Full marks if the value is at least the target, else 0."""

    word = "达标"
    english = "target reached"
    label = N_("target reached or not")
    message = N_("{marks} if the target is reached, else 0")
    columns = ("目标",)

    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return Fraction(raw >= bounds.goal)

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        return answered(f"{write(raw)} ≥ {write(bounds.goal)}", raw >= bounds.goal, bounds, t)
