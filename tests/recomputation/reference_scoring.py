"""The rules of pay written down a second time, from docs/rules.md, over plain facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from tests.recomputation.facts import (
    BANDS,
    FACTORS,
    GRADES,
    ITEMS,
    KINDS,
    LEVELS,
    LINE_ITEMS,
    LINES,
    MANY,
    NA,
    NAMED,
    PERIODS,
    SEVERAL,
    VETOES,
    KpiFacts,
    PersonFacts,
    QuarterFacts,
    RecordFacts,
)

ONE, NONE = Fraction(1), Fraction(0)
MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months of a leap year; of other years only such periods count months as are without a February."""


class HeldBackError(Exception):
    """Nothing is decided about the person."""


class NotScoredError(Exception):
    """There is nothing by which the person could be scored."""


Low = list[tuple[Fraction | None, tuple[Decimal, str]]]
"""Scores with the bound below which the grade is that at best."""
Led = Sequence["Draft | Result | None"]
T = TypeVar("T")


@dataclass
class Draft:
    """What is known before any grade."""

    total: Fraction
    """Printed."""
    own: Fraction
    low: Low


@dataclass
class Result:
    """Result of a person; None if held back."""

    total: Fraction
    """Printed."""
    computed: str
    grade: str
    own: Fraction
    factor: Fraction
    place: int | None = None


NOT_SCORED = Result(NONE, "", "", NONE, NONE)
"""In place of a result: the person takes no part."""


def results(quarter: QuarterFacts) -> dict[str, Result | None]:
    """Everybody's result, the head after those led.

    Everything typed in marks is made a share of the full mark first; only totals are made marks again, as printed.
    """
    quarter = _in_shares(quarter)
    drafts: dict[str, Draft | Result | None] = {}
    found: dict[str, Result | None] = {}
    for person in quarter.people:
        known: Mapping[str, Draft | Result | None] = drafts if quarter.by_place else found
        led = list(known.values())
        draft = _decided(partial(_draft, person, quarter, led))
        drafts[person.id] = draft
        found[person.id] = None
        if isinstance(draft, Draft):
            found[person.id] = _decided(partial(_by_total, draft, person, quarter))
        elif draft:
            found[person.id] = draft
    if quarter.by_place:
        return {p.id: _decided(partial(_by_place, p, drafts, quarter)) for p in quarter.people}
    return found


def _in_shares(quarter: QuarterFacts) -> QuarterFacts:
    full = Fraction(quarter.full_mark)

    def share(marks: Decimal | None) -> Any:
        return None if marks is None else Fraction(marks) / full

    def limit(found: tuple[Decimal, str] | None) -> Any:
        return found and (share(found[0]), found[1])

    return replace(
        quarter,
        posts={
            post: [
                replace(
                    k,
                    cap=share(k.cap),
                    floor=share(k.floor),
                    each=share(k.each),
                    base=share(k.base),
                    limit=limit(k.limit),
                )
                for k in kpis
            ]
            for post, kpis in quarter.posts.items()
        },
        people=[
            replace(p, lines=[(item, share(points)) for item, points in p.lines])
            for p in quarter.people
        ],
        units=(share(quarter.units[0]), share(quarter.units[1])),
        item_caps={item: share(cap) for item, cap in quarter.item_caps.items()},
        bonus_cap=share(quarter.bonus_cap),
        deduction_cap=share(quarter.deduction_cap),
        item_limits={item: limit(found) for item, found in quarter.item_limits.items()},
    )


def _decided(what: Callable[[], T]) -> T | Result | None:
    try:
        return what()
    except HeldBackError:
        return None
    except NotScoredError:
        return NOT_SCORED


def _by_total(draft: Draft, person: PersonFacts, quarter: QuarterFacts) -> Result:
    share = draft.total / Fraction(quarter.full_mark)
    computed = next(
        n
        for n, low, high in GRADES
        if Fraction(low) <= share and (not high or share < Fraction(high))
    )
    return _graded(draft, computed, person, quarter)


def _by_place(
    person: PersonFacts, drafts: dict[str, Draft | Result | None], quarter: QuarterFacts
) -> Result:
    """The grade whose seats reach the place; all wait for one of the unit without a total."""
    mine = drafts[person.id]
    if mine is None:
        raise HeldBackError
    if not isinstance(mine, Draft):
        return mine
    all_there = [drafts[p.id] for p in quarter.people if _together(p, person, quarter.among)]
    unit = [d for d in all_there if d is not NOT_SCORED]
    if len(unit) < quarter.fewest:
        return _by_total(mine, person, quarter)
    totals = [d.total for d in unit if d]
    if len(totals) < len(unit):
        raise HeldBackError
    place = len([t for t in totals if t > mine.total]) + 1
    share = NONE
    for (name, _, _), part in zip(GRADES, quarter.shares, strict=True):
        share += Fraction(part or 0)
        seats, rest = divmod(share * len(unit), 1)
        more = {"nearest": rest >= Fraction(1, 2), "up": rest > 0, "down": False}
        if place <= seats + more[quarter.rounding]:
            return replace(_graded(mine, name, person, quarter), place=place)
    raise AssertionError(place)


def _together(one: PersonFacts, other: PersonFacts, among: str) -> bool:
    """The head is in no department with anybody."""
    if among == "department":
        return (one.id == "H") == (other.id == "H")
    return among == "company" or one.stretches[-1][0] == other.stretches[-1][0]


def _draft(person: PersonFacts, quarter: QuarterFacts, led: Led) -> Draft:
    months = _of_months(person, quarter)
    sums: list[tuple[Fraction, Fraction]] = []
    low: Low = []
    for post, first, last in person.stretches:
        for seen, kpis, share in _by_projects(person, post, quarter):
            scores = [(k, _score(k, seen, (post, first, last), led, quarter)) for k in kpis]
            part = [(_weight(k, person, post), s) for k, s in scores if s is not None]
            if weight := sum((w for w, _ in part), NONE):
                low += [(s, k.limit) for k, s in scores if k.limit]
                score = sum((w * s for w, s in part), NONE) / weight
                sums.append(((last - first + 1) * share, score))
            elif seen is not person or share != ONE:
                low += [(s, k.limit) for k, s in scores if k.limit]
    if not sum((d for d, _ in sums), NONE):
        raise HeldBackError
    own = sum((d * s for d, s in sums), NONE) / sum((d for d, _ in sums), NONE)
    behaviour = _behaviour(person, quarter) if _rated(quarter) else None
    if behaviour is not None:
        share = Fraction(quarter.behaviour_share)
        own = (1 - share) * own + share * behaviour
        limits = quarter.item_limits.items()
        low += [(_item(person.ratings[n], quarter), limit) for n, limit in limits if limit]
    post = person.stretches[-1][0]
    mine, department, company = map(Fraction, quarter.mixes[post])
    mixed = mine * own + department * Fraction(quarter.units[0])
    mixed += company * Fraction(quarter.units[1])
    if quarter.months:
        share = Fraction(quarter.months.share)
        mixed = (1 - share) * mixed + share * months
    full = Fraction(quarter.full_mark)
    total = _printed(full * max(mixed + _points(person, quarter), NONE), quarter.places)
    return Draft(total, full * own, low)


def _weight(kpi: KpiFacts, person: PersonFacts, post: str) -> Fraction:
    return Fraction(person.weights.get((post, kpi.name), kpi.weight))


def _by_projects(
    person: PersonFacts, post: str, quarter: QuarterFacts
) -> list[tuple[PersonFacts, list[KpiFacts], Fraction]]:
    """The person as far as each project goes, with the KPIs that look at it and what it weighs; then the rest."""
    kpis = quarter.posts[post]
    those = [k for k in kpis if k.by_project]
    if not person.projects or not those:
        return [(person, kpis, ONE)]
    theirs = sum((_weight(k, person, post) for k in those), NONE)
    found = []
    for project, weight in person.projects.items():
        typed = {(p, k): v for (p, k, name), v in person.typed_of.items() if name == project}
        records = [r for r in person.records if r.project == project]
        seen = replace(person, typed=typed, records=records)
        found.append((seen, those, Fraction(weight) * theirs))
    others = [k for k in kpis if not k.by_project]
    return [*found, (person, others, ONE - theirs)] if others else found


def _of_months(person: PersonFacts, quarter: QuarterFacts) -> Fraction:
    """The mean of the published months; a month that nothing is known of waits, or others take its weight."""
    months = quarter.months
    if not months:
        return NONE
    days = tuple(MONTHS[month - 1] for month in PERIODS[quarter.period][1])
    weights: tuple[Decimal | int, ...] = (1,) * len(days)
    if months.weights == "days":
        weights = days
    elif months.weights != "equal":
        assert isinstance(months.weights, tuple)
        weights = months.weights
    known: list[tuple[Fraction, Fraction]] = []
    waits = False
    for number, (weight, complete, total) in enumerate(
        zip(weights, months.complete, months.results[person.id], strict=True)
    ):
        if not weight:
            continue
        renamed = isinstance(total, Decimal) and (person.id, number) in months.renamed
        if complete is None or renamed or (total == "nothing" and not complete):
            waits = True
        elif isinstance(total, Decimal):
            known.append((Fraction(weight), Fraction(total) / Fraction(quarter.full_mark)))
    if waits and (months.hold or not known):
        raise HeldBackError
    if not known:
        raise NotScoredError
    return sum((w * t for w, t in known), NONE) / sum(w for w, _ in known)


def _graded(draft: Draft, computed: str, person: PersonFacts, quarter: QuarterFacts) -> Result:
    names = [name for name, _, _ in GRADES]
    grade = computed
    for score, (below, ceiling) in draft.low:
        if score is not None and score < Fraction(below):
            grade = max(grade, ceiling, key=names.index)
    for veto in person.vetoes:
        grade = max(grade, VETOES[veto], key=names.index)
    if person.override:
        claimed, grade = person.override
        if claimed != computed:
            raise HeldBackError
    factor = _factor(draft.total / Fraction(quarter.full_mark), grade, person, quarter)
    return Result(draft.total, computed, grade, draft.own, factor)


def _rated(quarter: QuarterFacts) -> bool:
    """Whether one of the periods that the scheme names ends in this one."""
    return any(month in PERIODS[quarter.period][1] for month in NAMED[quarter.named])


def _factor(total: Fraction, grade: str, person: PersonFacts, quarter: QuarterFacts) -> Fraction:
    """What the base is multiplied by."""
    bands = {name: (Fraction(low), high) for name, low, high in GRADES}
    first, *rest = map(Fraction, FACTORS[quarter.factors][grade])
    low, high = bands[grade]
    place = max(total, low) if not high else min(max(total, low), Fraction(high))
    own = place * first if quarter.factors == "total" else first
    if rest:
        assert high
        own = (first * (Fraction(high) - place) + rest[0] * (place - low)) / (Fraction(high) - low)
    computed = quarter.factors == "total" or bool(rest)
    if quarter.times:
        own, computed = own * _of_department(quarter), True
    if quarter.attendance:
        days = {day for first, last in person.leave for day in range(first, last + 1)}
        away = sum(day < quarter.days for day in days)
        computed = True
        if away > quarter.unpaid_days:
            own = own * (quarter.days - away) / quarter.days
    return _printed(own, quarter.factor_places) if computed else own


def _of_department(quarter: QuarterFacts) -> Fraction:
    return Fraction(quarter.department_factor if quarter.times == "roster" else quarter.units[0])


def _score(
    kpi: KpiFacts,
    person: PersonFacts,
    stretch: tuple[str, int, int],
    led: Led,
    quarter: QuarterFacts,
) -> Fraction | None:
    """The KPI's score, None where its weight goes to the others."""
    post, first, last = stretch
    full = Fraction(quarter.full_mark)
    nothing = NONE if kpi.na == "zero" else None
    alone = _scale(kpi, person, stretch, quarter)
    if kpi.raters:
        scores = _by_raters(kpi, person, post, quarter.chief)
        return sum((w * alone(v) for w, v in scores if v is not None), NONE) if scores else nothing
    if kpi.source == "typed":
        value = person.typed[post, kpi.name]
        if value == NA:
            if kpi.na == "refuse":
                raise HeldBackError
            return nothing
        raw, n = Fraction(value), None
    else:
        raw, n = _measured(kpi, person, first, last, led, full)
        if n == 0 and kpi.empty in ("full", "nothing"):
            return ONE if kpi.empty == "full" else NONE
        if n == 0 and kpi.empty == "na":
            return nothing
        if n == 0 and kpi.empty == "hold":
            raise HeldBackError
        if n == 0 and kpi.empty == "zero":
            raw = NONE
        elif 0 < n < kpi.minimum and kpi.few == "pool":
            raw = _filled_up(kpi, raw, n, _of_others(kpi, person, post, quarter))
        elif n == 0 or (n < kpi.minimum and kpi.few != "score"):
            if kpi.few == "na":
                return nothing
            raise HeldBackError
    return alone(raw)


def _scale(
    kpi: KpiFacts, person: PersonFacts, stretch: tuple[str, int, int], quarter: QuarterFacts
) -> Callable[[Fraction], Fraction]:
    """The score of a value in that stretch."""
    post, first, last = stretch
    full = Fraction(quarter.full_mark)
    targeted = kpi.rule in ("share", "lower", "least", "most")
    own = person.targets.get((post, kpi.name)) if targeted else None
    share = Fraction(last - first + 1, quarter.days) if kpi.by_days and own is None else ONE
    line = _line(kpi, person.points.get((post, kpi.name), {}), share)

    def alone(value: Fraction) -> Fraction:
        target = Fraction(kpi.target if own is None else own) * share
        points = _on_the_line(kpi, value, line) if line else _rule(kpi, value, target, share, full)
        if kpi.cap is not None:
            points = min(points, Fraction(kpi.cap))
        return max(points, Fraction(kpi.floor))

    return alone


def _by_raters(
    kpi: KpiFacts, person: PersonFacts, post: str, chief: bool
) -> list[tuple[Fraction, Fraction | None]]:
    """Weight and value of each who counts, None for 0; nothing if the KPI does not apply.

    Somebody else than the person must have given a value.
    """
    given: dict[str, Decimal | str] = {**person.scored.get((post, kpi.name), {})}
    if (post, kpi.name) in person.typed:
        given["supervisor"] = person.typed[post, kpi.name]
    asked = [r for r in kpi.raters if r[0] != "second" or (chief and person.id != "H")]
    answers = {kind: given.get(kind, "missing") for kind, _, _ in asked}
    if NA in answers.values() and kpi.na == "refuse":
        raise HeldBackError
    if any(answers[kind] == "missing" and what == "hold" for kind, _, what in asked):
        raise HeldBackError
    others = [answer for kind, answer in answers.items() if kind != "self"]
    if not any(isinstance(answer, Decimal) for answer in others):
        if "missing" in others or not others:
            raise HeldBackError
        return []
    counted: list[tuple[Decimal, Fraction | None]] = []
    for kind, weight, what in asked:
        answer = answers[kind]
        if isinstance(answer, Decimal):
            counted.append((weight, Fraction(answer)))
        elif answer == "missing" and what == "zero":
            counted.append((weight, None))
    whole = sum((Fraction(w) for w, _ in counted), NONE)
    return [(Fraction(w) / whole, value) for w, value in counted]


def _measured(
    kpi: KpiFacts, person: PersonFacts, first: int, last: int, led: Led, full: Fraction
) -> tuple[Fraction, int]:
    if kpi.source == "led":
        if None in led:
            raise HeldBackError
        totals = [r.total for r in led if r and r is not NOT_SCORED]
        if not totals:
            return NONE, 0
        return sum(totals, NONE) / len(totals) / (full if kpi.percent else ONE), len(totals)
    if kpi.source == "count":
        n = sum(first <= r.day <= last and _meets(kpi, r) for r in person.records)
        return Fraction(n), n
    pairs = _pairs(kpi, person, first, last)
    values = [value for value, _ in pairs]
    divisor = sum((other for _, other in pairs), NONE)
    if not values or (kpi.source in ("ratio", "weighted") and not divisor):
        return NONE, 0
    whole, n = sum(values, NONE), len(values)
    match kpi.source:
        case "sum":
            return whole, n
        case "ratio":
            return whole / divisor, n
        case "weighted":
            return sum((value * other for value, other in pairs), NONE) / divisor, n
        case "least":
            return sorted(values)[0], n
        case "most":
            return sorted(values)[-1], n
        case "median":
            middle = sorted(values)[(n - 1) // 2 : n // 2 + 1]
            return sum(middle, NONE) / len(middle), n
    return whole / n, n


def _values(kpi: KpiFacts, person: PersonFacts, first: int, last: int) -> list[Fraction]:
    return [value for value, _ in _pairs(kpi, person, first, last)]


def _pairs(
    kpi: KpiFacts, person: PersonFacts, first: int, last: int
) -> list[tuple[Fraction, Fraction]]:
    """Value and divisor or weight of every record that counts."""
    found = []
    for r in person.records:
        value: bool | str | Decimal
        value = {"share": r.yes, "value_share": r.kind}.get(kpi.source, r.amount)
        other = r.plan if kpi.source in ("ratio", "weighted") else 1
        if not first <= r.day <= last or not _meets(kpi, r) or NA in (value, other):
            continue
        if kpi.source == "value_share":
            if r.kind:
                found.append((Fraction(r.kind == KINDS[0]), ONE))
        else:
            found.append((Fraction(value), Fraction(other)))
    return found


def _meets(kpi: KpiFacts, r: RecordFacts) -> bool:
    met = [_is(r, what) for what in kpi.where]
    return not met or (any(met) if kpi.either else False not in met)


def _is(r: RecordFacts, what: str) -> bool:
    match what:
        case "yes":
            return r.yes is True
        case "vip":
            return r.kind == KINDS[0]
    return r.amount != NA and (Fraction(r.amount) >= MANY) is (what == "many")


def _of_others(
    kpi: KpiFacts, person: PersonFacts, post: str, quarter: QuarterFacts
) -> list[Fraction]:
    """What everybody else has in the days in that post."""
    return [
        value
        for other in quarter.people
        if other.id != person.id
        for their_post, first, last in other.stretches
        if their_post == post
        for value in _values(kpi, other, first, last)
    ]


def _filled_up(kpi: KpiFacts, own: Fraction, n: int, others: list[Fraction]) -> Fraction:
    """Own records, and the others' mean as often as one is missing."""
    if not others:
        raise HeldBackError
    mean = sum(others, NONE) / len(others)
    return sum([own * n, *[mean] * (kpi.minimum - n)], NONE) / kpi.minimum


def _rule(
    kpi: KpiFacts, raw: Fraction, target: Fraction, share: Fraction, full: Fraction
) -> Fraction:
    cap = Fraction(kpi.cap) if kpi.cap is not None else ONE
    match kpi.rule:
        case "share":
            return raw / target
        case "lower":
            if raw == 0:
                return max(cap, ONE) if target else ONE
            return target / raw
        case "bands":
            return next(
                Fraction(points)
                for low, high, points in BANDS
                if (low is None or low * share <= raw) and (high is None or raw < high * share)
            )
        case "linear":
            zero, best = Fraction(kpi.zero) * share, Fraction(kpi.full) * share
            return min(max((raw - zero) / (best - zero), NONE), max(cap, ONE))
        case "off":
            return _base(kpi) - raw / share * Fraction(kpi.each)
        case "on_top":
            return _base(kpi) + raw / share * Fraction(kpi.each)
        case "least":
            return ONE if raw >= target else NONE
        case "most":
            return ONE if raw <= target else NONE
    ratio = kpi.percent or kpi.source in ("share", "value_share")
    return raw if ratio else raw / full


def _base(kpi: KpiFacts) -> Fraction:
    return ONE if kpi.base is None else Fraction(kpi.base)


def _line(
    kpi: KpiFacts, own: dict[int, Decimal], share: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Its points, of which the scheme's are owed for the days alone; nobody is scored on one that turns back."""
    if kpi.rule != "line":
        return []
    points = [
        (Fraction(own[n]) if n in own else x * share, Fraction(y))
        for n, (x, y) in enumerate(LINES[kpi.line])
    ]
    if any(x2 <= x for (x, _), (x2, _) in pairwise(points)):
        raise HeldBackError
    return points


def _on_the_line(kpi: KpiFacts, raw: Fraction, points: list[tuple[Fraction, Fraction]]) -> Fraction:
    """As far from the nearer points as the value is; each end is a piece of its own."""
    below, above = kpi.open
    if raw < points[0][0]:
        (x, y), (x2, y2) = points[:2]
        return y - (x - raw) * (y2 - y) / (x2 - x) if below else y
    if raw > points[-1][0]:
        (x, y), (x2, y2) = points[-2:]
        return y2 + (raw - x2) * (y2 - y) / (x2 - x) if above else y2
    for (x, y), (x2, y2) in pairwise(points):
        if x <= raw <= x2:
            return (y * (x2 - raw) + y2 * (raw - x)) / (x2 - x)
    raise AssertionError(raw)


def _behaviour(person: PersonFacts, quarter: QuarterFacts) -> Fraction | None:
    categories: list[tuple[Fraction, Fraction]] = []
    for category, weight in quarter.categories.items():
        items = [
            (Fraction(w or 1), s)
            for c, name, w in ITEMS
            if c == category and (s := _item(person.ratings[name], quarter)) is not None
        ]
        if whole := sum((w for w, _ in items), NONE):
            categories.append((Fraction(weight), sum((w * s for w, s in items), NONE) / whole))
    whole = sum((w for w, _ in categories), NONE)
    return sum((w * s for w, s in categories), NONE) / whole if whole else None


def _item(ratings: dict[str, list[str]], quarter: QuarterFacts) -> Fraction | None:
    pairs = []
    for rater, weight in quarter.raters.items():
        given = _given(ratings, rater, quarter)
        if given:
            shifts = _shifts(rater, quarter) if rater in quarter.calibrated else {}
            scores = [
                min(max(s + shifts.get(n, NONE), Fraction(2, 5)), ONE) for n, s in given.items()
            ]
            pairs.append((Fraction(weight), _one(scores, quarter.pooling.get(rater, "mean"))))
    whole = sum((w for w, _ in pairs), NONE)
    return sum((w * s for w, s in pairs), NONE) / whole if whole else None


def _given(ratings: dict[str, list[str]], rater: str, quarter: QuarterFacts) -> dict[int, Fraction]:
    """Number of the rater → score of the level; nothing of too few."""
    given = enumerate(ratings.get(rater, ()))
    scores = {n: Fraction(LEVELS[x]) for n, x in given if x != NA}
    return scores if len(scores) >= (quarter.peers if rater in SEVERAL else 1) else {}


def _shifts(rater: str, quarter: QuarterFacts) -> dict[int, Fraction]:
    """Number of the rater → how far from the mean of all; of who rates fewer than three people nothing."""
    found = [
        (n, person.id, score)
        for person in quarter.people
        for ratings in person.ratings.values()
        for n, score in _given(ratings, rater, quarter).items()
    ]
    mean = sum((s for _, _, s in found), NONE) / len(found)
    shifts = {}
    for number in {n for n, _, _ in found}:
        own = [(who, s) for n, who, s in found if n == number]
        if len({who for who, _ in own}) >= 3:
            shifts[number] = mean - sum((s for _, s in own), NONE) / len(own)
    return shifts


def _one(scores: list[Fraction], how: str) -> Fraction:
    ordered, n = sorted(scores), len(scores)
    if how == "median":
        return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    if how == "trimmed" and n > 2:
        return (sum(ordered, NONE) - ordered[0] - ordered[-1]) / (n - 2)
    return sum(ordered, NONE) / n


def _points(person: PersonFacts, quarter: QuarterFacts) -> Fraction:
    by_kind = {"bonus": NONE, "deduction": NONE}
    for name, kind in LINE_ITEMS:
        points = sum((Fraction(p) for n, p in person.lines if n == name), NONE)
        cap = quarter.item_caps[name]
        by_kind[kind] += min(points, Fraction(cap)) if cap is not None else points
    for kind, cap in (("bonus", quarter.bonus_cap), ("deduction", quarter.deduction_cap)):
        if cap is not None:
            by_kind[kind] = min(by_kind[kind], Fraction(cap))
    return by_kind["bonus"] - by_kind["deduction"]


def _printed(value: Fraction, places: int) -> Fraction:
    """Half goes up; nothing here is negative."""
    scaled = value * 10**places
    whole = scaled.numerator // scaled.denominator
    return Fraction(whole + (scaled - whole >= Fraction(1, 2)), 10**places)
