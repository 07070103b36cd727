"""How the ratings of a kind of rater are treated, in words."""

from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Calibration, Pooling, Rater


def treatment(group: BehaviourSet, rater: Rater, t: NullTranslations) -> str:
    """Returns `（中位数、按部门校准）` after a kind of rater whose levels are not just averaged; "" for the mean."""
    how, calibration = group.pooled_by(rater), group.calibration.get(rater)
    words = [] if how is Pooling.MEAN else [word(how, t)]
    words += [calibration_words(calibration, t)] if calibration else []
    return t.gettext(" ({how})").format(how=t.gettext(", ").join(words)) if words else ""


def calibration_words(how: Calibration, t: NullTranslations) -> str:
    """Returns `按部门校准`."""
    return t.gettext("calibrated {how}").format(how=word(how, t))
