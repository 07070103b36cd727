"""Everything about grades that a table of bands doesn't show."""

from gettext import NullTranslations

from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.factors import rule_of_factors
from gacx_reports.core.scheme.words.flags import rules_of_flags
from gacx_reports.core.scheme.words.places import rule_of_places
from gacx_reports.core.scheme.words.pools import rule_of_pools


def grade_rules(scheme: Scheme, t: NullTranslations) -> tuple[str, ...]:
    """Returns how places become grades, what multiplies pay, what follows from grades that recur, how pools are shared.

    () of none.
    """
    rules = (rule_of_places, rule_of_factors, rules_of_flags, rule_of_pools)
    return tuple(words for rule in rules if (words := rule(scheme, t)))
