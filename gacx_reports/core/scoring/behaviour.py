"""Scores the half-yearly evaluation of ability and attitude from the levels of one or more raters."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, BehaviourSet, Rater, Scale
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import MissingRater
from gacx_reports.core.scoring.opinions.calibrated import Calibrations
from gacx_reports.core.scoring.opinions.pooled import pooled
from gacx_reports.core.scoring.opinions.voices import Voices, voices_about
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, ItemOutcome, RaterScore
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class _Bench:
    """Inputs for scoring the items of one employee."""

    person: Person
    group: BehaviourSet
    scheme: Scheme
    submissions: Submissions
    calibrations: Calibrations

    @property
    def scale(self) -> Scale:
        """The rating scale of all behaviour items."""
        return self.scheme.scales[self.scheme.settings.behaviour_scale]

    def voices(self, item: str) -> Voices:
        """Returns the entries for an item by rater, only of raters with a weight."""
        fewest = self.scheme.settings.min_peers
        return voices_about(self.person.id, item, self.group, self.submissions, fewest)


def missing_ratings(
    person: Person, scheme: Scheme, submissions: Submissions, sheet: CellRef
) -> list[Issue]:
    """P15 for each item without the supervisor's level; P29 for other missing raters with a weight.

    P29 only if 缺评处理 is 暂缓 or no rater has rated the item. Both are at `sheet` and name the employee. P83 in a
    what-if whose scheme asks who was never asked.
    """
    group = scheme.behaviours_of(person.post)
    if group is None:
        return []
    issues = []
    fewest = scheme.settings.min_peers
    for item in group.items:
        voices = voices_about(person.id, item.name, group, submissions, fewest)
        lacking = [r for r, weight in group.raters.items() if weight and r not in voices]
        if unasked := [r for r in lacking if (person.post, "", r) in submissions.unasked]:
            return [_not_asked(unasked, group, person)]
        for rater in lacking:
            if rater is Rater.SUPERVISOR:
                issues.append(
                    Issue(P.RATING_MISSING, sheet, person.name, {"item": item.name}, person.id)
                )
            elif scheme.settings.missing_rater is MissingRater.HOLD or not voices:
                issues.append(
                    Issue(P.RATER_MISSING, sheet, item.name, {"rater": rater.value}, person.id)
                )
    return issues


def _not_asked(unasked: list[Rater], group: BehaviourSet, person: Person) -> Issue:
    place = group.cells.get(("评价人", unasked[0]), person.place)
    details = {"kpi": group.name, "raters": "、".join(unasked)}
    return Issue(P.RATERS_NOT_ASKED, place, details["raters"], details, person.id)


def evaluate(
    person: Person,
    scheme: Scheme,
    submissions: Submissions,
    quarter: Period,
    calibrations: Calibrations,
) -> BehaviourOutcome | None:
    """Returns the employee's evaluation, scored 0 to the full mark; None if the post has none or nothing applies.

    Call it after `missing_ratings` has returned no issue. Weights of inapplicable items, categories and missing
    raters are shared out in proportion.
    """
    group = scheme.behaviours_of(person.post)
    if group is None:
        return None
    bench = _Bench(person, group, scheme, submissions, calibrations)
    items: list[ItemOutcome] = []
    scores: dict[str, Fraction | None] = {}
    for category in group.categories:
        found = _category(category, bench)
        items += found
        applies = any(i.effective_weight for i in found)
        total = sum((i.effective_weight * (i.score or 0) for i in found), Fraction(0))
        scores[category] = total if applies else None
    weights = _shared_out(
        {c: Fraction(w) for c, w in group.categories.items() if scores[c] is not None}
    )
    if not weights:
        return None
    categories = {c: (weights.get(c, Fraction(0)), scores[c]) for c in group.categories}
    total = sum((w * (s or 0) for w, s in categories.values()), Fraction(0))
    covered = quarter.evaluated(scheme.settings.behaviour_months)
    return BehaviourOutcome(str(covered), tuple(items), categories, total)


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
    """Score of each kind of rater, without 不适用, with weights that total 1; empty: the item does not apply."""
    given = {
        rater: levels
        for rater, entries in bench.voices(item).items()
        if (levels := [e for e in entries if e.value is not NA])
    }
    weights = _shared_out({r: Fraction(bench.group.raters[r]) for r in given})
    return tuple(_one_kind(r, levels, weights[r], bench) for r, levels in given.items())


def _one_kind(
    rater: Rater, levels: list[SubmittedValue], weight: Fraction, bench: _Bench
) -> RaterScore:
    """The levels of a kind, moved if the scheme calibrates it, and made one."""
    how = bench.group.pooled_by(rater)
    score = pooled([bench.calibrations.score(e) for e in levels], how)
    shift = None
    if calibration := bench.group.calibration.get(rater):
        kind = rater, calibration
        shift = bench.calibrations.shift(kind, bench.person, score)
        score = pooled(bench.calibrations.moved(kind, bench.person, levels), how)
    return RaterScore(rater, len(levels), score, weight, how, shift)


def _weight(item: BehaviourItem) -> Fraction:
    """The item's weight, 1 if blank: in a category either all weights are blank, hence equal, or none."""
    return Fraction(item.weight) if item.weight is not None else Fraction(1)


def _shared_out(weights: dict[Name, Fraction]) -> dict[Name, Fraction]:
    """Scales weights in proportion, so that they total 1."""
    total = sum(weights.values(), Fraction(0))
    return {name: weight / total for name, weight in weights.items()} if total else {}
