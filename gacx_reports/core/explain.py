"""One person's total in plain words, step by step, with the cells that it rests on.

For HR, who answers an appeal with it: unlike a report it names those whom the person leads.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core import formats
from gacx_reports.core.adjustments import Line, LineKind
from gacx_reports.core.catalogue import describe
from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    BelowMinimum,
    EmployeeOutcome,
    ItemOutcome,
    KpiOutcome,
    Part,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.pay import performance_pay
from gacx_reports.core.places import Place, column_index
from gacx_reports.core.roster import Employment, Person, Roster
from gacx_reports.core.rules import twelve_places
from gacx_reports.core.scheme import Kpi, NaPolicy, Rule, Scheme, Source
from gacx_reports.core.tables import Workbook
from gacx_reports.core.values import shown
from gacx_reports.core.views.employee import MIX_WORDS, RULE_WORDS
from gacx_reports.core.views.parts import REASON_WORDS
from gacx_reports.i18n import N_

FEW_RECORDS = 20
"""Up to so many records are listed one by one; of more, only the ranges are named."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One step of the derivation."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """What telling about one person looks at."""

    outcome: EmployeeOutcome
    quarter: QuarterOutcome
    cells: Mapping[Place, str]
    t: NullTranslations

    @property
    def scheme(self) -> Scheme:
        return self.quarter.scheme

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language; a marked one is translated here."""
        return self.t.gettext(message).format(**values)


def explain(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    t: NullTranslations,
    cells: Mapping[Place, str] = MappingProxyType({}),
) -> tuple[Paragraph, ...]:
    """The whole derivation, or why there is none; `cells` says what stands in the cells, see `cells_read`."""
    case = _Case(outcome, quarter, cells, t)
    person = _person(case)
    match outcome.status:
        case Status.SCORED:
            return (person, *_scored(case))
        case Status.HELD_BACK:
            return (person, _held_back(case))
        case Status.NOT_SCORED:
            return (person, _not_scored(case))
        case Status.EXEMPT:
            return (person, _exempt(case))


def cells_read(outcome: EmployeeOutcome, books: Mapping[str, Workbook]) -> dict[Place, str]:
    """What stands in each cell that the outcome rests on, as a reader of the workbook sees it."""
    found = {}
    for place in places_of(outcome):
        sheet = books[place.workbook].sheet(place.sheet) if place.workbook in books else None
        rows = dict(sheet.rows) if sheet else {}
        for letters, row in _addresses(place.cell):
            values = rows.get(row, ())
            index = column_index(letters)
            if index < len(values):
                cell = Place(place.workbook, place.sheet, f"{letters}{row}")
                found[cell] = shown(values[index])
    return found


def places_of(outcome: EmployeeOutcome) -> tuple[Place, ...]:
    """Every place that the outcome's KPIs rest on."""
    return tuple(dict.fromkeys(p for k in outcome.kpis for p in k.cells))


def _addresses(cell: str) -> Iterator[tuple[str, int]]:
    """`C2:C4, C9` → C2, C3, C4, C9."""
    for span in cell.split(", "):
        first, _, last = span.partition(":")
        letters = first.rstrip("0123456789")
        if not letters or letters == first:
            continue
        low = int(first[len(letters) :])
        high = int(last[len(letters) :]) if last else low
        for row in range(low, high + 1):
            yield letters, row


def exact(value: Fraction) -> str:
    """A number with 12 decimals at most; `…` behind one that goes on."""
    text = twelve_places(value)
    return text if Fraction(text) == value else f"{text}…"


def _percent(value: Fraction) -> str:
    return f"{exact(value * 100)}%"


def _person(case: _Case) -> Paragraph:
    person = case.outcome.person
    lines = [
        case.say(
            N_("{department}, {post}; on the roster: {place}"),
            department=person.department,
            post=person.post,
            place=person.place,
        ),
        case.say(
            N_("Quarter {quarter} from {first} to {last}, scheme {version}"),
            quarter=case.quarter.quarter,
            first=formats.day(case.quarter.quarter.first_day, case.t),
            last=formats.day(case.quarter.quarter.last_day, case.t),
            version=case.scheme.settings.version,
        ),
    ]
    return Paragraph(f"{person.name}（{person.id}）", tuple(lines))


# --- no total ---------------------------------------------------------------------------------


def _held_back(case: _Case) -> Paragraph:
    lines = [line for issue in case.outcome.issues for line in _issue(issue, case)]
    people = case.quarter.employees
    for below in case.outcome.held_by:
        name = people[below].person.name
        lines.append(
            case.say(N_("Waits for {name} ({id}), who is held back:"), name=name, id=below)
        )
        lines += [f"  {line}" for i in people[below].issues for line in _issue(i, case)]
    return Paragraph(
        case.say(N_("Held back: nothing is decided until this is mended")), tuple(lines)
    )


def _issue(issue: Issue, case: _Case) -> tuple[str, ...]:
    words = describe(issue, case.t)
    found = case.say(N_("found: {found}"), found=issue.found) if issue.found else ""
    expected = case.say(N_("expected: {expected}"), expected=words.expected)
    facts = case.say(N_("; ")).join(part for part in (words.title, found, expected) if part)
    return (f"{issue.code} {issue.place}", f"  {facts}", f"  {words.mend}")


def _not_scored(case: _Case) -> Paragraph:
    outcome, person = case.outcome, case.outcome.person
    assert outcome.reason is not None, "who is not scored has a reason"
    period, quarter = case.quarter.roster.period, case.quarter.quarter
    lines = [case.say(REASON_WORDS[outcome.reason])]
    lines.append(
        case.say(
            N_(
                "Joined {joined}, left {left}, state {state}; who is scored serves {first} to {last}"
            ),
            joined=formats.day(person.joined, case.t),
            left=formats.day(person.left, case.t) if person.left else formats.NONE,
            state=person.status.value,
            first=formats.day(period.first_day, case.t),
            last=formats.day(quarter.last_day, case.t),
        )
    )
    lines += [
        case.say(
            N_("Leave {start} to {end} ({kind}): {place}"),
            start=formats.day(leave.start, case.t),
            end=formats.day(leave.end, case.t),
            kind=leave.kind,
            place=leave.place,
        )
        for leave in case.quarter.roster.leave
        if leave.person == person.id
    ]
    lines.append(_if_wrong(case))
    return Paragraph(
        case.say(N_("Not scored: no grade and no pay factor, never the worst grade")), tuple(lines)
    )


def _exempt(case: _Case) -> Paragraph:
    state = case.say(N_("The roster says {state}."), state=Employment.EXEMPT.value)
    return Paragraph(case.say(N_("Exempt from appraisal")), (state, _if_wrong(case)))


def _if_wrong(case: _Case) -> str:
    return case.say(
        N_("If that is wrong, correct the roster at {place} and run again."),
        place=case.outcome.person.place,
    )


# --- KPIs -------------------------------------------------------------------------------------


def _scored(case: _Case) -> Iterator[Paragraph]:
    for part in case.outcome.parts:
        if case.outcome.moved:
            yield _part(part, case)
        for k in part.kpis:
            yield _kpi(k, part, case)
        yield _kpi_sum(part, case)
    if case.outcome.moved:
        yield _by_days(case)
    yield _behaviour_or_why_none(case)
    yield _mix(case)
    if case.outcome.adjusted.adjustments or case.outcome.adjusted.vetoes:
        yield _adjustments(case)
    yield _total(case)
    yield _grade(case)


def _part(part: Part, case: _Case) -> Paragraph:
    title = case.say(N_("As {post} in {department}"), post=part.post, department=part.department)
    line = case.say(
        N_("{first} to {last}: {days} days, {share} of the quarter"),
        first=formats.day(part.first, case.t),
        last=formats.day(part.last, case.t),
        days=part.days,
        share=_percent(part.share),
    )
    return Paragraph(title, (line,))


def _kpi(k: KpiOutcome, part: Part, case: _Case) -> Paragraph:
    title = case.say(
        N_("KPI {name}, weight {weight}"), name=k.kpi.name, weight=_percent(Fraction(k.kpi.weight))
    )
    lines = [*_measured(k, case), *_records(k, case)]
    if k.kpi.source.of_people:
        lines += _led(k, part, case)
    if k.raw is None:
        lines.append(_without_value(k, case))
    else:
        lines += _points(k, case)
    lines += _contribution(k, part, case)
    return Paragraph(title, tuple(lines))


_MEASURED = {
    Source.SHARE: N_("{hits} of {n} records in {table} say yes in {column}: {raw}"),
    Source.MEAN: N_("Mean of {column} over {n} records in {table}: {raw}"),
    Source.SUM: N_("Sum of {column} over {n} records in {table}: {raw}"),
    Source.COUNT: N_("Number of records in {table}: {raw}"),
    Source.LED: N_("Mean of the printed totals of {n} people led directly: {raw}"),
    Source.LED_DEEP: N_("Mean of the printed totals of {n} people led on two levels: {raw}"),
    Source.TYPED: N_("Value filled in: {raw}"),
}


def _measured(k: KpiOutcome, case: _Case) -> Iterator[str]:
    kpi = k.kpi
    if k.raw is not None:
        raw = _raw(kpi, k.raw)
        yield case.say(
            _MEASURED[kpi.source],
            hits=k.hits,
            n=k.n,
            table=kpi.table,
            column=kpi.column,
            raw=f"{k.level} = {raw}" if k.level else raw,
        )
    if kpi.where_column:
        yield case.say(
            N_("Only records with {column} = {value} count."),
            column=kpi.where_column,
            value=kpi.where_value,
        )
    if k.raw is not None and (interval := formats.interval(k)):
        yield case.say(N_("95 % interval of the share: {interval}"), interval=interval)
    if k.few is BelowMinimum.SCORED:
        yield case.say(
            N_("Fewer records than the minimum of {minimum}; the scheme scores them all the same."),
            minimum=kpi.min_n,
        )


def _raw(kpi: Kpi, value: Fraction) -> str:
    """Exact, with its unit."""
    if kpi.percent:
        return _percent(value)
    return f"{exact(value)} {kpi.unit}" if kpi.unit else exact(value)


def _records(k: KpiOutcome, case: _Case) -> Iterator[str]:
    """The ranges; and each cell with what stands there, where they are few."""
    for place in k.cells:
        yield case.say(N_("Cells: {place}"), place=place)
        single = [
            Place(place.workbook, place.sheet, f"{letters}{row}")
            for letters, row in _addresses(place.cell)
        ]
        known = [c for c in single if c in case.cells]
        if known and len(single) <= FEW_RECORDS:
            pairs = (f"{c.cell} {case.cells[c] or formats.NONE}" for c in known)
            yield "  " + case.say(N_(", ")).join(pairs)


def _led(k: KpiOutcome, part: Part, case: _Case) -> Iterator[str]:
    """Those in the mean by name, where the roster tells who they are."""
    if part.last != case.quarter.quarter.last_day:
        return
    led = _people_led(case.outcome.person, k.kpi.source, case.quarter.roster)
    totals = [
        (p, case.quarter.employees[p.id].total) for p in led if p.id in case.quarter.employees
    ]
    for person, total in totals:
        words = f"{person.name}（{person.id}）"
        yield f"  {words} {case.say(N_('has no total and is left out')) if total is None else total}"


def _people_led(person: Person, source: Source, roster: Roster) -> tuple[Person, ...]:
    direct = roster.led_by(person.id)
    if source is Source.LED:
        return direct
    return (*direct, *(p for d in direct for p in roster.led_by(d.id)))


def _without_value(k: KpiOutcome, case: _Case) -> str:
    if k.few is BelowMinimum.NOT_APPLICABLE:
        why = case.say(
            N_("{n} records, fewer than the minimum of {minimum}: not applicable."),
            n=k.n,
            minimum=max(k.kpi.min_n, 1),
        )
    else:
        why = case.say(N_("Filled in as not applicable."))
    if k.kpi.na is NaPolicy.ZERO:
        return f"{why} {case.say(N_('The scheme scores that 0.'))}"
    return f"{why} {case.say(N_('Its weight is shared out among the others.'))}"


def _points(k: KpiOutcome, case: _Case) -> Iterator[str]:
    assert k.raw is not None
    assert k.score is not None
    kpi = k.kpi
    if k.personal:
        yield case.say(
            N_("The target is the person's own: {target}"), target=formats.quantity(kpi, k.target)
        )
    uncut, formula = _formula(k, case)
    rule = case.say(RULE_WORDS[kpi.rule])
    yield case.say(N_("Score, {rule}: {formula}"), rule=rule, formula=formula)
    if uncut is not None and uncut != k.score:
        yield case.say(
            N_("Kept between the floor {floor} and the cap {cap}: {score}"),
            floor=exact(Fraction(kpi.floor)),
            cap=_cap(kpi.cap),
            score=exact(k.score),
        )


def _formula(k: KpiOutcome, case: _Case) -> tuple[Fraction | None, str]:
    """The rule in numbers, before cap and floor; no value where the rule itself gives none."""
    kpi, raw = k.kpi, k.raw
    assert raw is not None
    assert k.score is not None
    target = Fraction(k.target or 0)
    value, goal = _raw(kpi, raw), _raw(kpi, target)
    match kpi.rule:
        case Rule.SHARE_OF_TARGET if target > 0:
            return raw / target, f"{value} ÷ {goal} = {exact(raw / target)}"
        case Rule.LOWER_IS_BETTER if raw > 0:
            return target / raw, f"{goal} ÷ {value} = {exact(target / raw)}"
        case Rule.LINEAR:
            assert kpi.zero_at is not None
            assert kpi.full_at is not None
            zero, full = Fraction(kpi.zero_at), Fraction(kpi.full_at)
            points = (raw - zero) / (full - zero)
            span = f"({_raw(kpi, full)} − {_raw(kpi, zero)})"
            return points, f"({value} − {_raw(kpi, zero)}) ÷ {span} = {exact(points)}"
        case Rule.AT_LEAST | Rule.AT_MOST:
            sign = "≥" if kpi.rule is Rule.AT_LEAST else "≤"
            kept = raw >= target if kpi.rule is Rule.AT_LEAST else raw <= target
            answer = case.say(N_("yes, 1")) if kept else case.say(N_("no, 0"))
            return Fraction(kept), f"{value} {sign} {goal}? {answer}"
        case Rule.BANDS:
            return _band(k, case)
        case Rule.AS_IS:
            return raw, exact(raw)
        case _:
            edge = case.say(
                N_("target {target}, value {value}: {score}"),
                target=goal,
                value=value,
                score=exact(k.score),
            )
            return None, edge


def _band(k: KpiOutcome, case: _Case) -> tuple[Fraction | None, str]:
    raw = k.raw
    assert raw is not None
    for band in case.scheme.bands[k.kpi.bands]:
        above = band.low is None or Fraction(band.low) <= raw
        if above and (band.high is None or raw < Fraction(band.high)):
            low = "" if band.low is None else f"{_raw(k.kpi, Fraction(band.low))} ≤ "
            high = "" if band.high is None else f" < {_raw(k.kpi, Fraction(band.high))}"
            points = Fraction(band.score)
            return points, f"{k.kpi.bands}: {low}{_raw(k.kpi, raw)}{high} = {exact(points)}"
    return None, k.kpi.bands


def _contribution(k: KpiOutcome, part: Part, case: _Case) -> Iterator[str]:
    if k.score is None:
        return
    effective = k.effective_weight / part.share
    if effective != Fraction(k.kpi.weight):
        yield case.say(
            N_("Effective weight, with what others left: {weight}"), weight=_percent(effective)
        )
    yield case.say(
        N_("Contribution: {score} × {weight} = {result}"),
        score=exact(k.score),
        weight=_percent(effective),
        result=exact(k.score * effective),
    )


def _kpi_sum(part: Part, case: _Case) -> Paragraph:
    terms = [exact(k.weighted / part.share) for k in part.kpis if k.score is not None]
    return Paragraph(case.say(N_("KPI score")), (_sum(terms, part.kpi_score),))


def _sum(terms: Iterable[str], result: Fraction) -> str:
    found = list(terms)
    return f"{' + '.join(found)} = {exact(result)}" if len(found) > 1 else exact(result)


def _by_days(case: _Case) -> Paragraph:
    assert case.outcome.kpi_score is not None
    terms = [f"{exact(p.kpi_score)} × {_percent(p.share)}" for p in case.outcome.parts]
    return Paragraph(case.say(N_("KPI score by days")), (_sum(terms, case.outcome.kpi_score),))


# --- behaviours, mix, adjustments -------------------------------------------------------------


def _behaviour_or_why_none(case: _Case) -> Paragraph:
    outcome, scheme = case.outcome, case.scheme
    title = case.say(N_("Half-yearly evaluation"))
    if outcome.behaviour:
        return Paragraph(title, tuple(_behaviour(outcome.behaviour, case)))
    if scheme.behaviours_of(outcome.person.post) is None:
        why = N_("The post has no behaviour items.")
    elif not scheme.behaviours_count(case.quarter.quarter.number):
        why = N_("It does not count in this quarter: the KPIs are the whole individual result.")
    elif not outcome.half_served:
        why = N_("The half-year was not served whole: the KPIs are the whole individual result.")
    else:
        why = N_("No item applies: the KPIs are the whole individual result.")
    return Paragraph(title, (case.say(why),))


def _behaviour(behaviour: BehaviourOutcome, case: _Case) -> Iterator[str]:
    yield formats.half_name(behaviour.half, case.t)
    for name, (weight, score) in behaviour.categories.items():
        yield case.say(
            N_("Category {name}, effective weight {weight}: {score}"),
            name=name,
            weight=_percent(weight),
            score=case.say(N_("not applicable")) if score is None else exact(score),
        )
        for item in behaviour.items:
            if item.category == name:
                yield from (f"  {line}" for line in _item(item, case))
    terms = [
        f"{exact(s)} × {_percent(w)}" for w, s in behaviour.categories.values() if s is not None
    ]
    yield case.say(N_("Behaviour score: {sum}"), sum=_sum(terms, behaviour.score))


def _item(item: ItemOutcome, case: _Case) -> Iterator[str]:
    score = case.say(N_("not applicable")) if item.score is None else exact(item.score)
    level = f"{item.level} {item.meaning} = " if item.level and item.score is not None else ""
    if len(item.raters) > 1:
        level = ""
    yield case.say(
        N_("{item}: {score}, weight {weight}; {place}"),
        item=item.name,
        score=f"{level}{score}",
        weight=_percent(item.effective_weight),
        place=item.place,
    )
    if len(item.raters) > 1:
        for rater in item.raters:
            yield "  " + case.say(
                N_("{rater}: mean {score} of {n}, weight {weight}"),
                rater=rater.rater.value,
                score=exact(rater.score),
                n=rater.n,
                weight=_percent(rater.weight),
            )


def _mix(case: _Case) -> Paragraph:
    outcome = case.outcome
    assert outcome.mix is not None
    assert outcome.kpi_score is not None
    lines = []
    if outcome.behaviour:
        share = outcome.behaviour_share
        individual = (1 - share) * outcome.kpi_score + share * outcome.behaviour.score
        terms = [
            f"{exact(outcome.kpi_score)} × {_percent(1 - share)}",
            f"{exact(outcome.behaviour.score)} × {_percent(share)}",
        ]
        lines.append(case.say(N_("KPIs and behaviour: {sum}"), sum=_sum(terms, individual)))
    terms = [
        f"{case.say(MIX_WORDS[part])} {exact(result)} × {_percent(share)}"
        for part, (share, result) in outcome.mix.items()
    ]
    lines.append(f"{' + '.join(terms)} = {exact(mixed(outcome))}")
    return Paragraph(case.say(N_("Individual, department, company")), tuple(lines))


def mixed(outcome: EmployeeOutcome) -> Fraction:
    """The exact result before bonus and deduction."""
    parts = (outcome.mix or {}).values()
    return sum((share * result for share, result in parts), Fraction(0))


def _adjustments(case: _Case) -> Paragraph:
    adjusted, settings = case.outcome.adjusted, case.scheme.settings
    lines = []
    for a in adjusted.adjustments:
        lines += [_line(line, case) for line in a.lines]
        lines.append(
            case.say(
                N_("{item}, at most {cap}: {applied}"),
                item=a.item.name,
                cap=_cap(a.item.cap),
                applied=exact(a.applied),
            )
        )
    if adjusted.adjustments:
        lines.append(
            case.say(
                N_(
                    "Bonuses {bonus} (at most {most}), deductions {deduction} (at most {least}): {change}"
                ),
                bonus=exact(adjusted.bonus),
                most=_cap(settings.bonus_cap),
                deduction=exact(adjusted.deduction),
                least=_cap(settings.deduction_cap),
                change=exact(adjusted.change),
            )
        )
    lines += [_line(veto, case) for veto in adjusted.vetoes]
    return Paragraph(case.say(N_("Bonus, deduction and veto")), tuple(lines))


def _cap(cap: Decimal | None) -> str:
    return formats.NONE if cap is None else exact(Fraction(cap))


def _line(line: Line, case: _Case) -> str:
    sign = {LineKind.BONUS: "+", LineKind.DEDUCTION: "−", LineKind.VETO: ""}[line.item.kind]
    points = f" {sign}{exact(Fraction(line.points))}" if sign else ""
    return case.say(
        N_("{kind}{points} on {day}, {item}: {reason}; {place}"),
        kind=line.item.kind.value,
        points=points,
        day=formats.day(line.day, case.t),
        item=line.item.name,
        reason=line.reason,
        place=line.place,
    )


# --- total and grade --------------------------------------------------------------------------


def _total(case: _Case) -> Paragraph:
    outcome, places = case.outcome, case.scheme.settings.total_places
    assert outcome.total is not None
    change = outcome.adjusted.change
    value = mixed(outcome) + change
    lines = []
    if change:
        sign = "+" if change > 0 else "−"
        lines.append(f"{exact(mixed(outcome))} {sign} {exact(abs(change))} = {exact(value)}")
    if value < 0:
        lines.append(case.say(N_("A total is never below 0.")))
    lines.append(
        case.say(
            N_("{value}, rounded half up to {places} decimals: {total}"),
            value=exact(max(value, Fraction(0))),
            places=places,
            total=formats.number(outcome.total, places),
        )
    )
    return Paragraph(case.say(N_("Total")), tuple(lines))


def _grade(case: _Case) -> Paragraph:
    outcome, scheme = case.outcome, case.scheme
    computed = scheme.grade_named(outcome.computed_grade)
    final = scheme.grade_named(outcome.grade)
    assert computed is not None
    assert final is not None
    total = formats.number(outcome.total, scheme.settings.total_places)
    high = "" if computed.high is None else f" < {computed.high:f}"
    lines = [f"{computed.low:f} ≤ {total}{high}: {computed.name}"]
    lines += [
        case.say(
            N_("Veto {item} leaves {grade} at best; the computed total stands."),
            item=veto.item.name,
            grade=veto.item.ceiling,
        )
        for veto in outcome.adjusted.vetoes
    ]
    if override := outcome.override:
        lines.append(
            case.say(
                N_("Changed from {computed} to {grade} by {by}: {reason}; {place}"),
                computed=override.computed,
                grade=override.grade,
                by=override.by,
                reason=override.reason,
                place=override.place,
            )
        )
    factor = _percent(Fraction(final.pay_factor))
    lines.append(
        case.say(
            N_("Grade {grade} ({meaning}): pay factor {factor}"),
            grade=final.name,
            meaning=final.meaning,
            factor=factor,
        )
    )
    pay, base = performance_pay(outcome), outcome.person.base
    if pay is not None and base is not None:
        lines.append(
            case.say(
                N_("Performance pay: {base} × {factor} = {pay}"),
                base=f"{base:,f}",
                factor=factor,
                pay=f"{pay:,.2f}",
            )
        )
    return Paragraph(case.say(N_("Grade and pay factor")), tuple(lines))
