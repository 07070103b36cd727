"""校准: moves the levels that a department got, or that a rater gave, to the mean of all before they are weighted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.exact import mean
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import Calibration, Level, Rater
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.opinions.voices import voices_about
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue

FEWEST_PEOPLE = 3
"""A department or rater with fewer rated people is not moved: their mean says more about them than about the rater."""
CalibratedKind = tuple[Rater, Calibration]


@dataclass(frozen=True, slots=True)
class RaterShift:
    """How far the levels of a kind of rater were moved for one employee."""

    how: Calibration
    before: Fraction
    """Score of the kind without calibration, 0 to the full mark."""
    everybody: Fraction
    """Mean of all levels of the kind in the company, 0 to the full mark."""
    department: Fraction | None
    """Mean of those in the employee's department; None: too few people there, or each rater is moved alone."""


@dataclass(frozen=True)
class Calibrations:
    """Means of the levels of every kind of rater that the scheme calibrates; without any nothing is moved."""

    scheme: Scheme
    raters: Mapping[str, str]
    """Workbook → who fills it in; a rater may have several."""
    everybody: dict[CalibratedKind, Fraction] = field(default_factory=dict)
    groups: dict[tuple[CalibratedKind, str], Fraction] = field(default_factory=dict)
    """CalibratedKind and department or rater → mean; only of those with FEWEST_PEOPLE rated people or more."""

    def moved(
        self, kind: CalibratedKind, person: Person, entries: Iterable[SubmittedValue]
    ) -> list[Fraction]:
        """Returns the score of each level: plus the mean of all, minus that of its group, kept within the scale."""
        scores = [x.score for x in self._scale]
        low, high = Fraction(min(scores)), Fraction(max(scores))
        found = []
        for entry in entries:
            group = self.groups.get((kind, self._group(kind, person, entry)))
            shift = self.everybody[kind] - group if group is not None else Fraction(0)
            found.append(min(max(self.score(entry) + shift, low), high))
        return found

    def shift(self, kind: CalibratedKind, person: Person, before: Fraction) -> RaterShift:
        """Returns what is said about the employee's levels of that kind, which scored `before`."""
        own = None
        if kind[1] is Calibration.DEPARTMENT:
            own = self.groups.get((kind, person.department))
        return RaterShift(kind[1], before, self.everybody[kind], own)

    def score(self, entry: SubmittedValue) -> Fraction:
        """Returns the score of a level, 0 to the full mark."""
        return next(Fraction(x.score) for x in self._scale if x.name == str(entry.value))

    @property
    def _scale(self) -> tuple[Level, ...]:
        return self.scheme.scales[self.scheme.settings.behaviour_scale].levels

    def _group(self, kind: CalibratedKind, person: Person, entry: SubmittedValue) -> str:
        if kind[1] is Calibration.DEPARTMENT:
            return person.department
        return self.raters.get(entry.place.workbook, entry.place.workbook)

    def learn(self, people: Iterable[Person], submissions: Submissions) -> None:
        """Computes the means over `people`, whose behaviours are evaluated; only levels that count are in them."""
        given: dict[CalibratedKind, list[Fraction]] = {}
        grouped: dict[tuple[CalibratedKind, str], list[tuple[str, Fraction]]] = {}
        for person in people:
            for kind, entry in _levels(person, self.scheme, submissions):
                score = self.score(entry)
                given.setdefault(kind, []).append(score)
                key = kind, self._group(kind, person, entry)
                grouped.setdefault(key, []).append((person.id, score))
        self.everybody.update((kind, mean(scores)) for kind, scores in given.items())
        for key, pairs in grouped.items():
            if len({person for person, _ in pairs}) >= FEWEST_PEOPLE:
                self.groups[key] = mean([score for _, score in pairs])


def _levels(
    person: Person, scheme: Scheme, submissions: Submissions
) -> Iterable[tuple[CalibratedKind, SubmittedValue]]:
    """Levels of calibrated kinds about the person that count."""
    group = scheme.behaviours_of(person.post)
    if group is None or not group.calibration:
        return
    for item in group.items:
        found = voices_about(person.id, item.name, group, submissions, scheme.settings.min_peers)
        for rater, how in group.calibration.items():
            yield from (((rater, how), e) for e in found.get(rater, ()) if e.value is not NA)
