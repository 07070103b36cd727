"""How the ratings of a kind of rater are treated, in words."""

from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Pooling, Rater


def treatment(group: BehaviourSet, rater: Rater, t: NullTranslations) -> str:
    """Returns `（中位数）` after a kind of rater whose levels are not averaged; "" for the mean."""
    how = group.pooled_by(rater)
    return "" if how is Pooling.MEAN else t.gettext(" ({how})").format(how=word(how, t))
