"""What is out of the ordinary in an employee's result, in a few words."""

from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scheme.grades.grade_band import RankUnit
from gacx_reports.core.scheme.words.flags import rule_words
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.scoring.ranking import place_words
from gacx_reports.i18n import N_


def remark(e: EmployeeOutcome, t: NullTranslations) -> str:
    """Returns remarks on a result: place in the post or company, transfer, projects, points, veto, override,
    what recurs; "" for none."""
    words = []
    if e.ranking and e.ranking.unit is not RankUnit.DEPARTMENT:
        words.append(place_words(e.ranking, t))
    if e.moved:
        words.append(t.gettext("moved"))
    if e.by_projects:
        words.append(t.gettext("by projects"))
    if e.adjusted.change:
        points = formats.change(e.adjusted.change, formats.places_for(e.adjusted.change, 2))
        words.append(t.gettext("points {points}").format(points=points))
    changes = (
        (e.limits, N_("limited, computed {grade}")),
        (e.adjusted.vetoes, N_("veto, computed {grade}")),
        (e.override, N_("changed, computed {grade}")),
    )
    words += [t.gettext(w).format(grade=e.computed_grade) for found, w in changes if found]
    words += [rule_words(flag.rule, t) for flag in e.flags]
    return t.gettext(", ").join(words)
