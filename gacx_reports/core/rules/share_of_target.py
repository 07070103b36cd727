"""达成率: the share of the target that is reached."""

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


class ShareOfTarget(ShareOfFull):
    """Value ÷ target. A target of 0 is always reached."""

    word = "达成率"
    english = "share of target"
    label = N_("share of target")
    message = N_("score = result ÷ target{times}")
    columns = ("目标",)

    def share(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return raw / bounds.goal if bounds.goal > 0 else ONE

    def contradicted(self, bounds: Bounds) -> str:
        return "目标" if bounds.target is not None and bounds.target <= 0 else ""

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        if bounds.goal <= 0:
            return None
        return computed(raw / bounds.goal, f"{write(raw)} ÷ {write(bounds.goal)}", bounds)
