"""Strictness of raters (评价尺度): mean and spread of each rater's levels, compared with all others. For HR only."""

from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import root
from gacx_reports.core.forms.form import Form
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue


@dataclass(frozen=True, slots=True)
class Strictness:
    """Strictness (评价尺度) of one rater: statistics of the levels given, as scores from 0 to the full mark."""

    rater: str
    """Name and post."""
    n: int
    """Number of levels, 不适用 left out."""
    mean: Fraction
    spread: Fraction
    """Standard deviation (of all the levels, not of a sample), to 12 decimals."""
    against_others: Fraction | None
    """Own mean minus the mean of all other raters' levels; None: no other rater."""


def strictness(
    submissions: Submissions, forms: tuple[Form, ...], scheme: Scheme
) -> tuple[Strictness, ...]:
    """Returns the strictness of every rater with at least one level, lowest mean first; levels are in marks."""
    owners = {f.workbook: f.owner for f in forms}
    given = _by_workbook(submissions, scheme)
    count = sum(map(len, given.values()))
    # Added up once: for each of a thousand raters anew it took half a minute.
    total = sum((sum(scores, Fraction(0)) for scores in given.values()), Fraction(0))
    found = [_one(owners[book], scores, count, total) for book, scores in given.items()]
    return tuple(sorted(found, key=lambda s: (s.mean, s.rater)))


def _by_workbook(submissions: Submissions, scheme: Scheme) -> dict[str, list[Fraction]]:
    """Workbook → scores of its levels. Grouped by workbook, because two raters may have the same name and post."""
    entries = [
        *submissions.ratings.values(),
        *(o.entry for opinions in submissions.opinions.values() for o in opinions),
    ]
    given: dict[str, list[Fraction]] = {}
    for entry in entries:
        score = _score(entry, scheme)
        if score is not None:
            given.setdefault(entry.place.workbook, []).append(score)
    return given


def _score(entry: SubmittedValue, scheme: Scheme) -> Fraction | None:
    if entry.value is NA:
        return None
    level = scheme.scales[scheme.settings.behaviour_scale].level(str(entry.value))
    return Fraction(level.score) if level else None


def _one(rater: str, scores: list[Fraction], count: int, everything: Fraction) -> Strictness:
    """`count` and `everything` are number and total of all raters' scores."""
    n, total = len(scores), sum(scores, Fraction(0))
    mean = total / n
    variance = sum(((s - mean) ** 2 for s in scores), Fraction(0)) / n
    others = count - n
    rest = (everything - total) / others if others else None
    return Strictness(rater, n, mean, root(variance), None if rest is None else mean - rest)
