"""A half-year's evaluation of ability and attitude, as a report shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Rater
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    ItemOutcome,
    QuarterOutcome,
)
from gacx_reports.core.views.trend import History


@dataclass(frozen=True, slots=True)
class RaterColumn:
    """A kind of rater, never a name."""

    name: str
    weight: str
    """In force for every item alike, "" where a rater is missing for some."""


@dataclass(frozen=True, slots=True)
class BehaviourItemRow:
    """A behaviour item."""

    name: str
    level: str
    meaning: str
    score: str
    raters: tuple[str, ...]
    """What each of the view's raters gave, peers with their number."""
    fill: float
    applies: bool
    before: str = ""
    """Level in the half-year before, "" where there was none."""
    before_fill: float | None = None


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """A category of behaviour items."""

    name: str
    weight: str
    score: str
    fill: float
    items: tuple[BehaviourItemRow, ...]
    before_fill: float | None = None


@dataclass(frozen=True, slots=True)
class BehaviourView:
    """A half-year's evaluation."""

    half: str
    counted: bool
    """It is part of this quarter's total; else for information."""
    share: str
    """Its share of the individual's result, "" when not counted."""
    score: str
    categories: tuple[CategoryRows, ...]
    raters: tuple[RaterColumn, ...] = ()
    """Who rated; none where that is the supervisor alone."""
    half_before: str = ""
    """The half-year that the levels before are of, "" where there is none."""
    score_before: str = ""


def behaviour_of(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> BehaviourView | None:
    """This quarter's evaluation, else the last half-year's for information; beside each the one before."""
    earlier = _evaluations(outcome, history)
    recent = (quarter.quarter.previous, quarter.quarter.previous.previous)
    now = outcome.behaviour or next((b for q, b in earlier if q in recent), None)
    if now is None:
        return None
    share = formats.percents([outcome.behaviour_share])[0] if outcome.behaviour else ""
    before = next((b for _, b in earlier if b.half < now.half), None)
    return _view(now, before, share, quarter.scheme.settings.score_places, t)


def _evaluations(
    outcome: EmployeeOutcome, history: History
) -> list[tuple[Quarter, BehaviourOutcome]]:
    """Earlier evaluations of the person, the last one first; an ID may have been another's."""
    past = [(q, history[q].employees.get(outcome.person.id)) for q in sorted(history, reverse=True)]
    return [
        (q, e.behaviour)
        for q, e in past
        if e and e.behaviour and e.person.name == outcome.person.name
    ]


def _view(
    now: BehaviourOutcome,
    before: BehaviourOutcome | None,
    share: str,
    places: int,
    t: NullTranslations,
) -> BehaviourView:
    weights = formats.percents(w for w, _ in now.categories.values())
    return BehaviourView(
        half=formats.half_name(now.half, t),
        counted=bool(share),
        share=share,
        score=formats.number(now.score, places),
        categories=tuple(
            _category(name, weight, now, before, places, t)
            for name, weight in zip(now.categories, weights, strict=True)
        ),
        raters=_columns(now, t),
        half_before=formats.half_name(before.half, t) if before else "",
        score_before=formats.number(before.score, places) if before else "",
    )


def _category(
    name: str,
    weight: str,
    now: BehaviourOutcome,
    before: BehaviourOutcome | None,
    places: int,
    t: NullTranslations,
) -> CategoryRows:
    score = now.categories[name][1]
    past = before.categories.get(name) if before else None
    earlier = {i.name: i for i in before.items if i.category == name} if before else {}
    kinds = _kinds(now)
    rows = tuple(_item(i, earlier.get(i.name), kinds, t) for i in now.items if i.category == name)
    return CategoryRows(
        name,
        weight,
        formats.number(score, places),
        float(score or 0),
        rows,
        float(past[1]) if past and past[1] is not None else None,
    )


def _item(
    item: ItemOutcome, before: ItemOutcome | None, kinds: tuple[Rater, ...], t: NullTranslations
) -> BehaviourItemRow:
    return BehaviourItemRow(
        item.name,
        item.level or t.gettext("not applicable"),
        item.meaning,
        formats.number(item.score, 2),
        tuple(_given(item, kind) for kind in kinds),
        float(item.score or 0),
        item.score is not None,
        (before.level or formats.NONE) if before else "",
        float(before.score) if before and before.score is not None else None,
    )


def _kinds(now: BehaviourOutcome) -> tuple[Rater, ...]:
    """The kinds of raters that have a column, in the scheme's order."""
    found = {r.rater for item in now.items for r in item.raters}
    return tuple(r for r in Rater if r in found) if found - {Rater.SUPERVISOR} else ()


def _columns(now: BehaviourOutcome, t: NullTranslations) -> tuple[RaterColumn, ...]:
    kinds = _kinds(now)
    rated = [item.raters for item in now.items if item.raters]
    in_force = {tuple((r.rater, r.weight) for r in raters) for raters in rated}
    if len(in_force) > 1:
        return tuple(RaterColumn(word(kind, t), "") for kind in kinds)
    weights = dict(in_force.pop()) if in_force else {}
    shares = formats.percents(weights[kind] for kind in kinds)
    return tuple(RaterColumn(word(k, t), s) for k, s in zip(kinds, shares, strict=True))


def _given(item: ItemOutcome, kind: Rater) -> str:
    """`0.80`; `0.85 (4)` for the mean of four peers."""
    given = next((r for r in item.raters if r.rater is kind), None)
    if given is None:
        return formats.NONE
    return formats.number(given.score, 2) + (f" ({given.n})" if kind is Rater.PEERS else "")


def category_items(
    group: BehaviourSet,
) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """(category, weight, its items); an item with its weight within, "" where all weigh the same."""
    weights = formats.percents(Fraction(w) for w in group.categories.values())
    for category, weight in zip(group.categories, weights, strict=True):
        items = [i for i in group.items if i.category == category]
        own = [Fraction(i.weight) for i in items if i.weight is not None]
        shares = formats.percents(own) if len(own) == len(items) else [""] * len(items)
        yield category, weight, tuple((i.name, s) for i, s in zip(items, shares, strict=True))


def rater_words(group: BehaviourSet, t: NullTranslations) -> str:
    """Who rates, each with the weight in the scheme: `上级 70%·自评 10%·同事 20%`."""
    weights = {rater: Fraction(weight) for rater, weight in group.raters.items() if weight}
    shares = formats.percents(weights.values())
    return "·".join(f"{word(r, t)} {s}" for r, s in zip(weights, shares, strict=True))
