"""Entries for a behaviour item by kind of rater, as far as they may be used."""

from collections.abc import Mapping

from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Rater
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue

Voices = Mapping[Rater, tuple[SubmittedValue, ...]]
"""Rater → entries for an item; missing raters are absent, and so are kinds of which too few are anonymous."""


def voices_about(
    person: str, item: str, group: BehaviourSet, submissions: Submissions, fewest: int
) -> Voices:
    """Returns the entries for an item of the employee with that ID, only of raters with a weight.

    `fewest` is 同事评价最少人数, for each kind of several raters.
    """
    key = (person, item)
    own = submissions.ratings.get(key)
    opinions = submissions.opinions.get(key, ())
    found = {Rater.SUPERVISOR: (own,) if own else ()} | {
        rater: tuple(o.entry for o in opinions if o.rater is rater)
        for rater in Rater
        if rater is not Rater.SUPERVISOR
    }
    return {
        r: entries
        for r, entries in found.items()
        if entries and group.raters.get(r) and not _too_few(r, entries, fewest)
    }


def _too_few(rater: Rater, entries: tuple[SubmittedValue, ...], fewest: int) -> bool:
    """Whether one of them could be known; 不适用 doesn't count, as the mean of a single level would reveal it."""
    return rater.several and sum(e.value is not NA for e in entries) < fewest
