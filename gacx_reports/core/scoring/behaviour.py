"""The half-yearly evaluation of ability and attitude: levels by one or more raters → scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import (
    BehaviourItem,
    BehaviourSet,
    Level,
    MissingRater,
    Rater,
    Scale,
)
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, ItemOutcome, RaterScore
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue

Name = TypeVar("Name")
Voices = Mapping[Rater, tuple[SubmittedValue, ...]]
"""Who rated an item: nobody who is missing, and no peers where they are too few to stay anonymous."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the items of one person are rated from."""

    person: Person
    group: BehaviourSet
    scheme: Scheme
    submissions: Submissions

    @property
    def scale(self) -> Scale:
        """Of all behaviour items."""
        return self.scheme.scales[self.scheme.settings.behaviour_scale]

    def voices(self, item: str) -> Voices:
        """Entries by rater, of raters that have a weight."""
        key = (self.person.id, item)
        own = self.submissions.ratings.get(key)
        opinions = self.submissions.opinions.get(key, ())
        found = {Rater.SUPERVISOR: (own,) if own else ()} | {
            rater: tuple(o.entry for o in opinions if o.rater is rater)
            for rater in (Rater.SELF, Rater.PEERS)
        }
        # Peers who say 不适用 don't hide the others: a mean of one would be that one's level.
        levels = [e for e in found[Rater.PEERS] if e.value is not NA]
        if len(levels) < self.scheme.settings.min_peers:
            found[Rater.PEERS] = ()
        return {r: entries for r, entries in found.items() if entries and self.group.raters.get(r)}


def missing_ratings(
    person: Person, scheme: Scheme, submissions: Submissions, sheet: CellRef
) -> list[Issue]:
    """P15 for every item that the supervisor owes, P29 for other raters where the scheme waits for them."""
    group = scheme.behaviours_of(person.post)
    if group is None:
        return []
    bench = _Bench(person, group, scheme, submissions)
    issues = []
    for item in group.items:
        voices = bench.voices(item.name)
        for rater in (r for r, weight in group.raters.items() if weight and r not in voices):
            if rater is Rater.SUPERVISOR:
                issues.append(
                    Issue(P.RATING_MISSING, sheet, person.name, {"item": item.name}, person.id)
                )
            elif scheme.settings.missing_rater is MissingRater.HOLD or not voices:
                issues.append(
                    Issue(P.RATER_MISSING, sheet, item.name, {"rater": rater.value}, person.id)
                )
    return issues


def evaluate(
    person: Person, scheme: Scheme, submissions: Submissions, quarter: Quarter
) -> BehaviourOutcome | None:
    """The person's evaluation, no rating being owed; None where the post has none or nothing applies."""
    group = scheme.behaviours_of(person.post)
    if group is None:
        return None
    bench = _Bench(person, group, scheme, submissions)
    items: list[ItemOutcome] = []
    scores: dict[str, Fraction | None] = {}
    for category in group.categories:
        found = _category(category, bench)
        items += found
        applies = any(i.score is not None for i in found)
        total = sum((i.effective_weight * (i.score or 0) for i in found), Fraction(0))
        scores[category] = total if applies else None
    weights = _shared_out(
        {c: Fraction(w) for c, w in group.categories.items() if scores[c] is not None}
    )
    if not weights:
        return None
    categories = {c: (weights.get(c, Fraction(0)), scores[c]) for c in group.categories}
    total = sum((w * (s or 0) for w, s in categories.values()), Fraction(0))
    return BehaviourOutcome(quarter.half, tuple(items), categories, total)


def _category(category: str, bench: _Bench) -> list[ItemOutcome]:
    members = [i for i in bench.group.items if i.category == category]
    rated = {item.name: _rated(item.name, bench) for item in members}
    weights = _shared_out({i.name: _weight(i) for i in members if rated[i.name]})
    return [_item(item, rated[item.name], weights, bench) for item in members]


def _item(
    item: BehaviourItem,
    rated: tuple[RaterScore, ...],
    weights: Mapping[str, Fraction],
    bench: _Bench,
) -> ItemOutcome:
    own = bench.submissions.ratings.get((bench.person.id, item.name))
    level = bench.scale.level(str(own.value)) if own else None
    score = sum((r.weight * r.score for r in rated), Fraction(0)) if rated else None
    return ItemOutcome(
        category=item.category,
        name=item.name,
        level=level.name if level else "",
        meaning=level.meaning if level else "",
        score=score,
        effective_weight=weights.get(item.name, Fraction(0)),
        place=own.place if own else bench.person.place,
        raters=rated,
    )


def _rated(item: str, bench: _Bench) -> tuple[RaterScore, ...]:
    """Each rater's mean level, 不适用 left out, with weights that total 1; empty: the item doesn't apply."""
    means: dict[Rater, tuple[int, Fraction]] = {}
    for rater, entries in bench.voices(item).items():
        scores = [Fraction(_level(e, bench.scale).score) for e in entries if e.value is not NA]
        if scores:
            means[rater] = (len(scores), sum(scores, Fraction(0)) / len(scores))
    weights = _shared_out({r: Fraction(bench.group.raters[r]) for r in means})
    return tuple(RaterScore(r, n, mean, weights[r]) for r, (n, mean) in means.items())


def _level(entry: SubmittedValue, scale: Scale) -> Level:
    level = scale.level(str(entry.value))
    assert level is not None, "reading admits levels of the scale only"
    return level


def _weight(item: BehaviourItem) -> Fraction:
    """Blank weights are equal ones; a category has either all or none of them blank."""
    return Fraction(item.weight) if item.weight is not None else Fraction(1)


def _shared_out(weights: dict[Name, Fraction]) -> dict[Name, Fraction]:
    """Weights in proportion, so that they total 1."""
    total = sum(weights.values(), Fraction(0))
    return {name: weight / total for name, weight in weights.items()} if total else {}
