"""Grades by place: check of the shares, and the rule in words."""

from collections.abc import Iterator
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language import formats
from gacx_reports.core.language.grade_words import grade_name
from gacx_reports.core.scheme.grades.grade_band import GradeBy, PlaceRounding, RankUnit
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_

_TOTAL = N_("they total {sum}")
_UNUSED = N_("grades are decided by totals (setting 等级方式)")


def shares_of_places(scheme: Scheme) -> Iterator[Issue]:
    """C41: shares that do not total 100 % where they decide grades, or that decide nothing."""
    given = [g for g in scheme.grades if g.places is not None]
    total = sum((g.places for g in given if g.places is not None), Decimal(0))
    shown = bound(total, percent=True)
    if scheme.settings.grade_by is GradeBy.PLACE:
        if total != 1 and scheme.grades:
            place = given[0].place if given else scheme.sheet("等级")
            details = {"reason": _TOTAL, "sum": shown}
            yield Issue(C.PLACES_MAKE_NO_SENSE, place, shown, details)
    elif given:
        yield Issue(C.PLACES_MAKE_NO_SENSE, given[0].place, shown, {"reason": _UNUSED})


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
