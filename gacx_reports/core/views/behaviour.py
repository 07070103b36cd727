"""A half-year's evaluation of ability and attitude, as a report shows it."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core import formats
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    ItemOutcome,
    QuarterOutcome,
)
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.scheme import Rater
from gacx_reports.core.views.trend import History
from gacx_reports.core.vocabulary import word


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A behaviour item."""

    name: str
    level: str
    meaning: str
    score: str
    raters: str
    """Who rated, by kind and number, never by name; "" for the supervisor alone."""
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
    items: tuple[ItemRow, ...]
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
    rows = tuple(_item(i, earlier.get(i.name), t) for i in now.items if i.category == name)
    return CategoryRows(
        name,
        weight,
        formats.number(score, places),
        float(score or 0),
        rows,
        float(past[1]) if past and past[1] is not None else None,
    )


def _item(item: ItemOutcome, before: ItemOutcome | None, t: NullTranslations) -> ItemRow:
    return ItemRow(
        item.name,
        item.level or t.gettext("not applicable"),
        item.meaning,
        formats.number(item.score, 2),
        _raters(item, t),
        float(item.score or 0),
        item.score is not None,
        (before.level or formats.NONE) if before else "",
        float(before.score) if before and before.score is not None else None,
    )


def _raters(item: ItemOutcome, t: NullTranslations) -> str:
    """`上级 0.80 · 自评 1.00 · 同事 0.85 (4)`."""
    if [r.rater for r in item.raters] in ([], [Rater.SUPERVISOR]):
        return ""
    return " · ".join(
        f"{word(r.rater, t)} {formats.number(r.score, 2)}"
        + (f" ({r.n})" if r.rater is Rater.PEERS else "")
        for r in item.raters
    )
