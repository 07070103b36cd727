"""Strictness of raters, for HR: only the summary shows it, no employee's or department's report."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import ONE
from gacx_reports.core.language import formats
from gacx_reports.core.scoring.opinions.strictness import Strictness

PLACES, PLACES_OF_MARKS = 3, 1
MOST = 6
"""Most raters on the page, the ones furthest from the others; the workbook has all."""


@dataclass(frozen=True, slots=True)
class RaterRow:
    """A rater's strictness, as formatted text with 3 decimals, or one where the full mark isn't 1."""

    rater: str
    n: int
    mean: str
    spread: str
    against_others: str
    fill: float
    """The mean, 0 to 1; drawing only."""


def rater_rows(found: Sequence[Strictness], full: Fraction) -> tuple[RaterRow, ...]:
    """Returns the 6 raters who differ most from the others, in the order of `found`: strictest first.

    `full` is the scheme's full mark.
    """
    far = sorted(found, key=lambda s: abs(s.against_others or Fraction(0)), reverse=True)[:MOST]
    return tuple(_row(s, full) for s in found if s in far)


def _row(s: Strictness, full: Fraction) -> RaterRow:
    places = PLACES if full == ONE else PLACES_OF_MARKS
    return RaterRow(
        s.rater,
        s.n,
        formats.number(s.mean, places),
        formats.number(s.spread, places),
        formats.NONE if s.against_others is None else formats.change(s.against_others, places),
        min(float(s.mean / full), 1.0),
    )
