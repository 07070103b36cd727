"""越低越好: the lower the value, the better."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import ONE
from gacx_reports.core.rules.scoring_rule import (
    Bounds,
    RuleFormula,
    ShareOfFull,
    Write,
    computed,
)
from gacx_reports.i18n import N_


class LowerIsBetter(ShareOfFull):
    """Target ÷ value. A value of 0 earns the cap; a target of 0 is reached only by 0."""

    word = "越低越好"
    english = "lower is better"
    label = N_("lower is better")
    message = N_("score = target ÷ result{times}; lower is better")
    columns = ("目标", "封顶")

    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        if raw > 0:
            return bounds.goal / raw
        return bounds.best if bounds.goal > 0 else ONE

    def falls(self, bounds: Bounds) -> bool:
        return True

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        if raw <= 0:
            return None
        return computed(bounds.goal / raw, f"{write(bounds.goal)} ÷ {write(raw)}", bounds)
