"""The kinds of raters of an evaluation, as a report shows them: a column each, never who."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.behaviour_set import Pooling, Rater
from gacx_reports.core.scheme.words.raters import calibration_words
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    ItemOutcome,
)


@dataclass(frozen=True, slots=True)
class RaterColumn:
    """A column of one kind of rater, never of a named rater."""

    name: str
    weight: str
    """Effective weight, equal for every item; "" if a rater is missing for some items."""


def kinds_of(now: BehaviourOutcome) -> tuple[Rater, ...]:
    """The kinds of raters that have a column, in the scheme's order."""
    found = {r.rater for item in now.items for r in item.raters}
    return tuple(r for r in Rater if r in found) if found - {Rater.SUPERVISOR} else ()


def rater_columns(now: BehaviourOutcome, t: NullTranslations) -> tuple[RaterColumn, ...]:
    kinds = kinds_of(now)
    rated = [item.raters for item in now.items if item.raters]
    in_force = {tuple((r.rater, r.weight) for r in raters) for raters in rated}
    if len(in_force) > 1:
        return tuple(RaterColumn(word(kind, t), "") for kind in kinds)
    weights = dict(in_force.pop()) if in_force else {}
    shares = formats.typed_percents(weights[kind] for kind in kinds)
    return tuple(RaterColumn(word(k, t), s) for k, s in zip(kinds, shares, strict=True))


def treated(now: BehaviourOutcome, t: NullTranslations) -> str:
    found = {r.rater: r for item in now.items for r in item.raters}
    said: list[str] = []
    for kind in (k for k in Rater if k in found):
        words = [] if found[kind].pooling is Pooling.MEAN else [word(found[kind].pooling, t)]
        if shift := found[kind].shift:
            words.append(calibration_words(shift.how, t))
        if words:
            how = t.gettext(", ").join(words)
            said.append(t.gettext("{rater}: {how}").format(rater=word(kind, t), how=how))
    return t.gettext("; ").join(said)


def given_by(item: ItemOutcome, kind: Rater, places: int) -> str:
    """`0.80`; `0.85 (4)` for the mean of four raters."""
    given = next((r for r in item.raters if r.rater is kind), None)
    if given is None:
        return formats.NONE
    if kind.several:
        return f"{formats.number(given.score, places)} ({given.n})"
    return (
        formats.number(given.score, places) if given.shift else formats.whole(given.score, places)
    )
