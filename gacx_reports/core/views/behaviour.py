"""The half-yearly evaluation of ability and attitude on a report, as formatted text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import same_name
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Rater
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.raters import treatment
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    ItemOutcome,
    QuarterOutcome,
)
from gacx_reports.core.views.behaviour_raters import (
    RaterColumn,
    given_by,
    kinds_of,
    rater_columns,
    treated,
)
from gacx_reports.core.views.decimals import least_places
from gacx_reports.core.views.trend import History


@dataclass(frozen=True, slots=True)
class BehaviourItemRow:
    """A behaviour item with its level and score."""

    name: str
    level: str
    meaning: str
    score: str
    raters: tuple[str, ...]
    """Score by each kind of rater of the view; of several raters with their number."""
    fill: float
    """0 to 1; drawing only."""
    applies: bool
    before: str = ""
    """Level in the half-year before; "" if there was none."""
    before_fill: float | None = None


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """A category of behaviour items with its effective weight and score."""

    name: str
    weight: str
    score: str
    fill: float
    items: tuple[BehaviourItemRow, ...]
    before_fill: float | None = None


@dataclass(frozen=True, slots=True)
class BehaviourView:
    """A half-year's evaluation on a report."""

    half: str
    counted: bool
    """Whether it is part of this quarter's total; if not, it is shown for information."""
    share: str
    """Share of the individual result; "" if not counted."""
    score: str
    categories: tuple[CategoryRows, ...]
    raters: tuple[RaterColumn, ...] = ()
    """Kinds of raters; empty if only the supervisor rated."""
    half_before: str = ""
    """Half-year of the earlier levels; "" if there is none."""
    score_before: str = ""
    treated: str = ""
    """Kinds whose levels are not just averaged: `客户：中位数、按部门校准`; "" for none."""


def behaviour_of(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> BehaviourView | None:
    """Returns this quarter's evaluation, else one of the last half-year for information; None if there is none.

    The evaluation of the half-year before is added for comparison.
    """
    earlier = _evaluations(outcome, history)
    recent = tuple(quarter.quarter.before(quarter.quarter.in_half_a_year))
    now = outcome.behaviour or next((b for q, b in earlier if q in recent), None)
    if now is None:
        return None
    share = formats.whole_percent(outcome.behaviour_share) if outcome.behaviour else ""
    before = next((b for _, b in earlier if _ended(b) < _ended(now)), None)
    return _view(now, before, share, quarter.scheme, t)


def _ended(behaviour: BehaviourOutcome) -> date:
    """Last day of what the evaluation covers."""
    covered = Period.parse(behaviour.half)
    assert covered
    return covered.last_day


def _evaluations(
    outcome: EmployeeOutcome, history: History
) -> list[tuple[Period, BehaviourOutcome]]:
    """Earlier evaluations of the employee, newest first; quarters in which the ID had another name are left out."""
    past = [(q, history[q].employees.get(outcome.person.id)) for q in sorted(history, reverse=True)]
    return [
        (q, e.behaviour)
        for q, e in past
        if e and e.behaviour and same_name(e.person.name, outcome.person.name)
    ]


def _view(
    now: BehaviourOutcome,
    before: BehaviourOutcome | None,
    share: str,
    scheme: Scheme,
    t: NullTranslations,
) -> BehaviourView:
    places = scheme.settings.score_places
    weights = formats.typed_percents(w for w, _ in now.categories.values())
    return BehaviourView(
        half=formats.half_name(now.half, t),
        counted=bool(share),
        share=share,
        score=formats.number(now.score, places),
        categories=tuple(
            _category(name, weight, now, before, scheme, t)
            for name, weight in zip(now.categories, weights, strict=True)
        ),
        raters=rater_columns(now, t),
        half_before=formats.half_name(before.half, t) if before else "",
        score_before=formats.number(before.score, places) if before else "",
        treated=treated(now, t),
    )


def _category(
    name: str,
    weight: str,
    now: BehaviourOutcome,
    before: BehaviourOutcome | None,
    scheme: Scheme,
    t: NullTranslations,
) -> CategoryRows:
    score = now.categories[name][1]
    past = before.categories.get(name) if before else None
    earlier = {i.name: i for i in before.items if i.category == name} if before else {}
    kinds = kinds_of(now)
    rows = tuple(
        _item(i, earlier.get(i.name), kinds, scheme, t) for i in now.items if i.category == name
    )
    return CategoryRows(
        name,
        weight,
        formats.number(score, scheme.settings.score_places),
        float((score or 0) / scheme.full),
        rows,
        float(past[1] / scheme.full) if past and past[1] is not None else None,
    )


def _item(
    item: ItemOutcome,
    before: ItemOutcome | None,
    kinds: tuple[Rater, ...],
    scheme: Scheme,
    t: NullTranslations,
) -> BehaviourItemRow:
    places = least_places(scheme, 2, 1)
    return BehaviourItemRow(
        item.name,
        item.level or t.gettext("not applicable"),
        item.meaning,
        _score(item, places),
        tuple(given_by(item, kind, places) for kind in kinds),
        float((item.score or 0) / scheme.full),
        item.score is not None,
        (before.level or formats.NONE) if before else "",
        float(before.score / scheme.full) if before and before.score is not None else None,
    )


def _score(item: ItemOutcome, places: int) -> str:
    """That of the level given, whole; the mean of several raters is rounded."""
    if item.score is None or len(item.raters) > 1 or any(r.shift for r in item.raters):
        return formats.number(item.score, places)
    return formats.whole(item.score, places)


def category_items(
    group: BehaviourSet,
) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """(category, weight, its items); an item with its weight within, "" where all weigh the same."""
    weights = formats.typed_percents(group.categories.values())
    for category, weight in zip(group.categories, weights, strict=True):
        items = [i for i in group.items if i.category == category]
        own = [i.weight for i in items if i.weight is not None]
        shares = formats.typed_percents(own) if len(own) == len(items) else [""] * len(items)
        yield category, weight, tuple((i.name, s) for i, s in zip(items, shares, strict=True))


def rater_words(group: BehaviourSet, t: NullTranslations) -> str:
    """Returns the raters with their weights in the scheme: `上级 70%·自评 10%·同事 20%`."""
    weights = {rater: weight for rater, weight in group.raters.items() if weight}
    shares = formats.typed_percents(weights.values())
    return "·".join(
        f"{word(r, t)} {s}{treatment(group, r, t)}" for r, s in zip(weights, shares, strict=True)
    )
