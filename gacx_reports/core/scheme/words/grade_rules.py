"""Everything about grades that a table of bands doesn't show."""

from gettext import NullTranslations

from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.flags import rules_of_flags
from gacx_reports.core.scheme.words.places import rule_of_places
from gacx_reports.core.scheme.words.pools import rule_of_pools


def grade_rules(scheme: Scheme, t: NullTranslations) -> tuple[str, ...]:
    """Returns how places become grades, what follows from grades that recur, how pools are shared; () of none."""
    return tuple(
        filter(
            None, (rule_of_places(scheme, t), rules_of_flags(scheme, t), rule_of_pools(scheme, t))
        )
    )
