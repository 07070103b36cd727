"""The place of an employee among the others of the unit."""

from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.scheme.grades.grade_band import RankUnit
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class Ranking:
    """The place that the computed grade is decided by."""

    unit: RankUnit
    place: int
    """From 1; equal totals share the better one (1, 1, 3)."""
    people: int
    """Of the unit, the employee included."""
    bars: tuple[tuple[str, Decimal], ...]
    """Grade → total from which the employee would have it, the others' as they are; best first, the last from 0.

    Others' totals: never shown.
    """

    def grade(self, total: Decimal) -> str:
        """Returns the grade of another total of the employee, 0 or more."""
        return next(name for name, low in self.bars if low <= total)


_PLACES = {
    RankUnit.DEPARTMENT: N_("place {place} of {people} in the department"),
    RankUnit.POST: N_("place {place} of {people} in the post"),
    RankUnit.COMPANY: N_("place {place} of {people} in the company"),
}


def place_words(ranking: Ranking, t: NullTranslations) -> str:
    """Returns the place in words: `部门内第 3 名，共 12 人`."""
    words = t.gettext(_PLACES[ranking.unit])
    return words.format(place=ranking.place, people=ranking.people)
