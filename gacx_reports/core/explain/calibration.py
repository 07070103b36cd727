"""How the levels of a kind of rater were moved before they were weighted, in plain words."""

from collections.abc import Iterator

from gacx_reports.core.exact import exact
from gacx_reports.core.explain.context import ExplainContext
from gacx_reports.core.scheme.behaviour_set import Calibration
from gacx_reports.core.scoring.opinions.calibrated import FEWEST_PEOPLE
from gacx_reports.core.scoring.outcomes import RaterScore
from gacx_reports.i18n import N_


def calibration_lines(rater: RaterScore, context: ExplainContext) -> Iterator[str]:
    """Yields the step from the score as given to the calibrated one; nothing without 校准. Never says who rated."""
    shift = rater.shift
    if shift is None:
        return
    if shift.how is Calibration.RATER:
        yield context.say(
            N_(
                "Each rater's levels are moved to the mean of all, {everybody}, if they rate {people} people or more:"
                " {before} becomes {score}"
            ),
            everybody=exact(shift.everybody),
            people=FEWEST_PEOPLE,
            before=exact(shift.before),
            score=exact(rater.score),
        )
    elif shift.department is None:
        yield context.say(
            N_("Not calibrated: fewer than {people} people of the department are rated"),
            people=FEWEST_PEOPLE,
        )
    else:
        yield context.say(
            N_(
                "Each level is moved by company's mean − department's mean = {everybody} − {department},"
                " within the scale: {before} becomes {score}"
            ),
            everybody=exact(shift.everybody),
            department=exact(shift.department),
            before=exact(shift.before),
            score=exact(rater.score),
        )
