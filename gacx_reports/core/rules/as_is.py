"""原值: the value is the score."""

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
    message = N_("score = the value itself")
    columns = ()
    targeted = False
    compares = False

    def points(self, bounds: Bounds, raw: Fraction) -> Fraction:
        return raw

    def formula(
        self, bounds: Bounds, raw: Fraction, write: Write, t: NullTranslations
    ) -> RuleFormula:
        return raw, exact(raw)
