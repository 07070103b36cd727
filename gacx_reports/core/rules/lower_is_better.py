"""越低越好: the lower the value, the better."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import ONE, exact
from gacx_reports.core.rules.scoring_rule import Bounds, RuleFormula, ScoringRule, Write
from gacx_reports.i18n import N_


class LowerIsBetter(ScoringRule):
    """Target ÷ value. A value of 0 earns the cap; a target of 0 is reached only by 0."""

    word = "越低越好"
    english = "lower is better"
    label = N_("lower is better")
    message = N_("score = target ÷ result; lower is better")
    columns = ("目标", "封顶")

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        if raw > 0:
            return bounds.goal / raw
        return max(bounds.cap or ONE, ONE) if bounds.goal > 0 else ONE

    def falls(self, bounds: Bounds) -> bool:
        return True

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        if raw <= 0:
            return None
        points = bounds.goal / raw
        return points, f"{write(bounds.goal)} ÷ {write(raw)} = {exact(points)}"
