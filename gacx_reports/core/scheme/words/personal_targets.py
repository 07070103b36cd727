"""Targets and points of one person's own, in words."""

from dataclasses import replace
from gettext import NullTranslations

from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.words.kpis import threshold, thresholds
from gacx_reports.i18n import N_

NOT_CUT = N_("the person's own points are not cut")
"""Said of a line whose other points are cut to the days in a post."""


def as_usual(kpi: Kpi) -> Kpi:
    """Returns the KPI with the scheme's points in place of a person's own."""
    usual = (p if p.usual is None else replace(p, value=p.usual, usual=None) for p in kpi.points)
    return replace(kpi, points=tuple(usual))


def point_words(kpi: Kpi, t: NullTranslations) -> str:
    """The points of which a person has values of their own: `目标值 60 (scheme 100)`; "" for none."""
    words = t.gettext("{point} {own} (scheme {usual})")
    told = (
        words.format(point=p.name, own=threshold(kpi, p.value), usual=threshold(kpi, p.usual))
        for p in kpi.personal_points
    )
    return t.gettext(", ").join(told)


def target_or_own(kpi: Kpi, t: NullTranslations) -> str:
    """The scheme's target or points, and that a person may have others: `45 次 or one's own`."""
    if kpi.own_points:
        words = t.gettext("{points}, or one's own with its point in column 点")
        return words.format(points=thresholds(kpi))
    target = threshold(kpi, kpi.target)
    words = t.gettext("{target} or one's own")
    return words.format(target=target) if kpi.personal_target else target
