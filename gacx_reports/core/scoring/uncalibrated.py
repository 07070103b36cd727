"""Whose ratings a calibration waits for."""

from collections.abc import Iterator

from gacx_reports.core.forms.input_sheets import COVER, RATINGS
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.roster.eligibility import (
    rated_this_half,
)
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scoring.behaviour import missing_ratings
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.held_back import Errors, errors_affecting


def not_yet_calibrated(person: Person, context: ScoringContext) -> tuple[str, ...]:
    """Returns the IDs of others whose ratings, once mended, would move those of the employee; none without 校准."""
    if not _calibrated(person, context):
        return ()
    if RATINGS.name not in context.unrated:
        context.unrated[RATINGS.name] = tuple(_lacking(context))
    return tuple(other for other in context.unrated[RATINGS.name] if other != person.id)


def _calibrated(person: Person, context: ScoringContext) -> bool:
    """Whether the employee is evaluated this time, by kinds of raters of whom the scheme calibrates one."""
    group = context.scheme.behaviours_of(person.post)
    counted = context.scheme.behaviours_count(context.quarter)
    if not (counted and group and group.calibration):
        return False
    return rated_this_half(person, context.roster, context.scheme, context.quarter)


def _lacking(context: ScoringContext) -> Iterator[str]:
    """IDs of all some of whose ratings are missing, or may be left out by an error of sheet or workbook."""
    sheets = ("", COVER.name, RATINGS.name)
    shared = [
        i
        for _, i in context.errors.shared
        if any(stands_for(i.place.sheet, s, context.scheme) for s in sheets)
    ]
    own = [
        i
        for found in context.errors.own.values()
        for _, i in found
        if i.person and stands_for(i.place.sheet, RATINGS.name, context.scheme)
    ]
    errors = Errors.of((*shared, *own), context.errors.covered)
    for person in context.roster.people.values():
        if _calibrated(person, context):
            held = assignments(person, context.roster, context.quarter)
            found = errors_affecting(held, errors, context.scheme, context.quarter)
            missing = missing_ratings(person, context.scheme, context.submissions, person.place)
            if found or missing:
                yield person.id
