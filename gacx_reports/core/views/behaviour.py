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


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """A category of behaviour items."""

    name: str
    weight: str
    score: str
    fill: float
    items: tuple[ItemRow, ...]


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


def behaviour_of(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> BehaviourView | None:
    """This quarter's evaluation, else the last half-year's for information."""
    places = quarter.scheme.settings.score_places
    if outcome.behaviour:
        share = formats.percents([outcome.behaviour_share])[0]
        return _behaviour_view(outcome.behaviour, share, places, t)
    for earlier in (quarter.quarter.previous, quarter.quarter.previous.previous):
        if earlier in history:
            past = history[earlier].employees.get(outcome.person.id)
            if past and past.behaviour and past.person.name == outcome.person.name:
                return _behaviour_view(past.behaviour, "", places, t)
    return None


def _behaviour_view(
    behaviour: BehaviourOutcome, share: str, places: int, t: NullTranslations
) -> BehaviourView:
    weights = formats.percents(w for w, _ in behaviour.categories.values())
    categories = tuple(
        CategoryRows(
            name,
            weight,
            formats.number(score, places),
            float(score or 0),
            tuple(
                ItemRow(
                    i.name,
                    i.level or t.gettext("not applicable"),
                    i.meaning,
                    formats.number(i.score, 2),
                    _raters(i, t),
                    float(i.score or 0),
                    i.score is not None,
                )
                for i in behaviour.items
                if i.category == name
            ),
        )
        for (name, (_, score)), weight in zip(behaviour.categories.items(), weights, strict=True)
    )
    half = formats.half_name(behaviour.half, t)
    return BehaviourView(
        half, bool(share), share, formats.number(behaviour.score, places), categories
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
