"""原值: the value is the score; a ratio (%) is a share of the full mark."""

from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import exact
from gacx_reports.core.rules.scoring_rule import Bounds, RuleFormula, ScoringRule, Write
from gacx_reports.i18n import N_


class AsIs(ScoringRule):
    """The value itself, such as the mean total of the people led."""

    word = "原值"
    english = "value as it is"
    label = N_("value as it is")
    message = N_("score = the value itself{times}")
    columns = ()
    targeted = False
    compares = False

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return raw * bounds.full / bounds.full_value

    def sentence(self, bounds: Bounds, write: Write, t: NullTranslations) -> str:
        times = "" if bounds.full_value == bounds.full else bounds.times_full
        return t.gettext(self.message).format(times=times)

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        points = self.points(bounds, raw)
        if bounds.full_value == bounds.full:
            return points, exact(points)
        return points, f"{write(raw)}{bounds.times_full} = {exact(points)}"
