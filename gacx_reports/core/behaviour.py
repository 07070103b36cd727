"""The half-yearly evaluation of ability and attitude: levels → item, category and overall scores."""

from collections.abc import Mapping
from fractions import Fraction

from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import BehaviourOutcome, ItemOutcome
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import Person
from gacx_reports.core.scheme import BehaviourItem, BehaviourSet, Scheme
from gacx_reports.core.submissions import Entry
from gacx_reports.core.values import NA

Ratings = Mapping[tuple[str, str], Entry]
"""(employee ID, behaviour item) → level."""


def missing_ratings(person: Person, scheme: Scheme, ratings: Ratings, sheet: Place) -> list[Issue]:
    """P15 for every item that nobody rated; a missing rating never counts as 0."""
    group = scheme.behaviours_of(person.post)
    return [
        Issue("P15", sheet, person.name, {"item": item.name}, person.id)
        for item in (group.items if group else ())
        if (person.id, item.name) not in ratings
    ]


def evaluate(
    person: Person, scheme: Scheme, ratings: Ratings, quarter: Quarter
) -> BehaviourOutcome | None:
    """The person's evaluation, all items being rated; None where the post has none or nothing applies."""
    group = scheme.behaviours_of(person.post)
    if group is None:
        return None
    items: list[ItemOutcome] = []
    scores: dict[str, Fraction | None] = {}
    for category in group.categories:
        found = _category(category, group, person, scheme, ratings)
        items += found
        applies = any(i.score is not None for i in found)
        scores[category] = (
            sum((i.effective_weight * (i.score or 0) for i in found), Fraction(0))
            if applies
            else None
        )
    weights = _shared_out(
        {c: Fraction(w) for c, w in group.categories.items() if scores[c] is not None}
    )
    if not weights:
        return None
    categories = {c: (weights.get(c, Fraction(0)), scores[c]) for c in group.categories}
    total = sum((w * (s or 0) for w, s in categories.values()), Fraction(0))
    return BehaviourOutcome(quarter.half, tuple(items), categories, total)


def _category(
    category: str, group: BehaviourSet, person: Person, scheme: Scheme, ratings: Ratings
) -> list[ItemOutcome]:
    scale = scheme.scales[scheme.settings.behaviour_scale]
    members = [i for i in group.items if i.category == category]
    rated = {i.name: ratings[person.id, i.name] for i in members}
    weights = _shared_out({i.name: _weight(i) for i in members if rated[i.name].value is not NA})
    outcomes = []
    for item in members:
        level = scale.level(str(rated[item.name].value))
        outcomes.append(
            ItemOutcome(
                category,
                item.name,
                level.name if level else "",
                level.meaning if level else "",
                Fraction(level.score) if level else None,
                weights.get(item.name, Fraction(0)),
                rated[item.name].place,
            )
        )
    return outcomes


def _weight(item: BehaviourItem) -> Fraction:
    """Blank weights are equal ones; a category has either all or none of them blank."""
    return Fraction(item.weight) if item.weight is not None else Fraction(1)


def _shared_out(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Weights in proportion, so that they total 1."""
    total = sum(weights.values(), Fraction(0))
    return {name: weight / total for name, weight in weights.items()} if total else {}
