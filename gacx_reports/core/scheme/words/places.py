"""Grades by place in a sentence."""

from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.grade_words import grade_name
from gacx_reports.core.scheme.grades.grade_band import GradeBy, PlaceRounding, RankUnit
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_

AMONG = {
    RankUnit.DEPARTMENT: N_("among the people of a department"),
    RankUnit.POST: N_("among the people of a post"),
    RankUnit.COMPANY: N_("among everybody"),
}
ROUNDED = {
    PlaceRounding.NEAREST: N_("rounded half up"),
    PlaceRounding.UP: N_("rounded up"),
    PlaceRounding.DOWN: N_("rounded down"),
}


def rule_of_places(scheme: Scheme, t: NullTranslations) -> str:
    """Returns how places become grades, in sentences; "" where totals decide them."""
    settings = scheme.settings
    if settings.grade_by is GradeBy.TOTAL:
        return ""
    shares = t.gettext(", ").join(
        f"{grade_name(g.name, t)} {formats.whole_percent(g.places)}"
        for g in scheme.grades
        if g.places
    )
    return t.gettext(
        "Grades are decided by place {among}: {shares} of the places, best first, the running share {rounded}. "
        "Equal totals share the better place. Units of fewer than {people} people are graded by totals."
    ).format(
        among=t.gettext(AMONG[settings.rank_unit]),
        shares=shares,
        rounded=t.gettext(ROUNDED[settings.place_rounding]),
        people=settings.rank_people,
    )
