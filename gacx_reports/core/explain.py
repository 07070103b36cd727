"""One person's total in plain words, step by step, with the cells that it rests on.

For HR, who answers an appeal with it: unlike a report it names those whom the person leads.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core import formats
from gacx_reports.core.adjustments import Line, LineKind
from gacx_reports.core.catalogue import describe
from gacx_reports.core.explain_kpis import (
    Case,
    Paragraph,
    addresses,
    capped,
    exact,
    kpi_paragraph,
    percent,
    total_of,
)
from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    ItemOutcome,
    KpiOutcome,
    Part,
    QuarterOutcome,
    Status,
    UnitOutcome,
)
from gacx_reports.core.pay import performance_pay
from gacx_reports.core.places import Place, column_index
from gacx_reports.core.roster import Employment
from gacx_reports.core.tables import Workbook
from gacx_reports.core.values import shown
from gacx_reports.core.views.parts import REASON_WORDS
from gacx_reports.core.views.steps import MIX_WORDS
from gacx_reports.core.vocabulary import word
from gacx_reports.i18n import N_


def explain(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    t: NullTranslations,
    cells: Mapping[Place, str] = MappingProxyType({}),
) -> tuple[Paragraph, ...]:
    """The whole derivation, or why there is none; `cells` says what stands in the cells, see `cells_read`."""
    case = Case(outcome, quarter, cells, t)
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


def cells_read(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, books: Mapping[str, Workbook]
) -> dict[Place, str]:
    """What stands in each cell that the outcome rests on, as a reader of the workbook sees it."""
    found = {}
    for place in places_of(outcome, quarter):
        sheet = books[place.workbook].sheet(place.sheet) if place.workbook in books else None
        rows = dict(sheet.rows) if sheet else {}
        for letters, row in addresses(place.cell):
            values = rows.get(row, ())
            index = column_index(letters)
            if index < len(values):
                cell = Place(place.workbook, place.sheet, f"{letters}{row}")
                found[cell] = shown(values[index])
    return found


def places_of(outcome: EmployeeOutcome, quarter: QuarterOutcome) -> tuple[Place, ...]:
    """Every place that KPIs of the person, and of units in the person's total, rest on."""
    kpis: list[KpiOutcome] = list(outcome.kpis)
    for unit in quarter.units_in_total(outcome):
        kpis += unit.kpis
    return tuple(dict.fromkeys(p for k in kpis for p in k.cells))


def _person(case: Case) -> Paragraph:
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
    return Paragraph(formats.aside(person.name, person.id, case.t), tuple(lines))


# --- no total ---------------------------------------------------------------------------------


def _held_back(case: Case) -> Paragraph:
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


def _issue(issue: Issue, case: Case) -> tuple[str, ...]:
    words = describe(issue, case.t)
    found = case.say(N_("found: {found}"), found=issue.found) if issue.found else ""
    expected = case.say(N_("expected: {expected}"), expected=words.expected)
    facts = case.say(N_("; ")).join(part for part in (words.title, found, expected) if part)
    return (f"{issue.code} {issue.place}", f"  {facts}", f"  {words.mend}")


def _not_scored(case: Case) -> Paragraph:
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
            state=word(person.status, case.t),
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


def _exempt(case: Case) -> Paragraph:
    state = case.say(N_("The roster says {state}."), state=word(Employment.EXEMPT, case.t))
    return Paragraph(case.say(N_("Exempt from appraisal")), (state, _if_wrong(case)))


def _if_wrong(case: Case) -> str:
    return case.say(
        N_("If that is wrong, correct the roster at {place} and run again."),
        place=case.outcome.person.place,
    )


# --- KPIs -------------------------------------------------------------------------------------


def _scored(case: Case) -> Iterator[Paragraph]:
    for part in case.outcome.parts:
        if case.outcome.moved:
            yield _part(part, case)
        for k in part.kpis:
            yield kpi_paragraph(k, case, part.share)
        yield _kpi_sum(part, case)
    if case.outcome.moved:
        yield _by_days(case)
    yield _behaviour_or_why_none(case)
    for unit in case.quarter.units_in_total(case.outcome):
        yield from _unit(unit, case)
    yield _mix(case)
    if case.outcome.adjusted.adjustments or case.outcome.adjusted.vetoes:
        yield _adjustments(case)
    yield _total(case)
    yield _grade(case)


def _part(part: Part, case: Case) -> Paragraph:
    title = case.say(N_("As {post} in {department}"), post=part.post, department=part.department)
    line = case.say(
        N_("{first} to {last}: {days} days, {share} of the quarter"),
        first=formats.day(part.first, case.t),
        last=formats.day(part.last, case.t),
        days=part.days,
        share=percent(part.share),
    )
    return Paragraph(title, (line,))


def _kpi_sum(part: Part, case: Case) -> Paragraph:
    terms = [exact(k.weighted / part.share) for k in part.kpis if k.score is not None]
    return Paragraph(case.say(N_("KPI score")), (total_of(terms, part.kpi_score),))


def _by_days(case: Case) -> Paragraph:
    assert case.outcome.kpi_score is not None
    terms = [f"{exact(p.kpi_score)} × {percent(p.share)}" for p in case.outcome.parts]
    return Paragraph(case.say(N_("KPI score by days")), (total_of(terms, case.outcome.kpi_score),))


# --- behaviours, mix, adjustments -------------------------------------------------------------


def _behaviour_or_why_none(case: Case) -> Paragraph:
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


def _behaviour(behaviour: BehaviourOutcome, case: Case) -> Iterator[str]:
    yield formats.half_name(behaviour.half, case.t)
    for name, (weight, score) in behaviour.categories.items():
        yield case.say(
            N_("Category {name}, effective weight {weight}: {score}"),
            name=name,
            weight=percent(weight),
            score=case.say(N_("not applicable")) if score is None else exact(score),
        )
        for item in behaviour.items:
            if item.category == name:
                yield from (f"  {line}" for line in _item(item, case))
    terms = [
        f"{exact(s)} × {percent(w)}" for w, s in behaviour.categories.values() if s is not None
    ]
    yield case.say(N_("Behaviour score: {sum}"), sum=total_of(terms, behaviour.score))


def _item(item: ItemOutcome, case: Case) -> Iterator[str]:
    score = case.say(N_("not applicable")) if item.score is None else exact(item.score)
    level = f"{item.level} {item.meaning} = " if item.level and item.score is not None else ""
    if len(item.raters) > 1:
        level = ""
    yield case.say(
        N_("{item}: {score}, weight {weight}; {place}"),
        item=item.name,
        score=f"{level}{score}",
        weight=percent(item.effective_weight),
        place=item.place,
    )
    if len(item.raters) > 1:
        for rater in item.raters:
            yield "  " + case.say(
                N_("{rater}: mean {score} of {n}, weight {weight}"),
                rater=word(rater.rater, case.t),
                score=exact(rater.score),
                n=rater.n,
                weight=percent(rater.weight),
            )


def _unit(unit: UnitOutcome, case: Case) -> Iterator[Paragraph]:
    """The result of a department or the company, KPI by KPI; or that HR typed it in."""
    assert unit.result is not None, "a total is computed from known results only"
    name = word(unit.unit, case.t)
    title = case.say(N_("Result of {unit}"), unit=name)
    if not unit.kpis:
        words = case.say(N_("Given by HR on the roster: {result}"), result=exact(unit.result))
        yield Paragraph(title, (words,))
        return
    for found in (kpi_paragraph(k, case) for k in unit.kpis):
        yield Paragraph(f"{name} · {found.title}", found.lines)
    terms = [exact(k.weighted) for k in unit.kpis if k.score is not None]
    yield Paragraph(title, (total_of(terms, unit.result),))


def _mix(case: Case) -> Paragraph:
    outcome = case.outcome
    assert outcome.mix is not None
    assert outcome.kpi_score is not None
    lines = []
    if outcome.behaviour:
        share = outcome.behaviour_share
        individual = (1 - share) * outcome.kpi_score + share * outcome.behaviour.score
        terms = [
            f"{exact(outcome.kpi_score)} × {percent(1 - share)}",
            f"{exact(outcome.behaviour.score)} × {percent(share)}",
        ]
        lines.append(case.say(N_("KPIs and behaviour: {sum}"), sum=total_of(terms, individual)))
    terms = [
        f"{case.say(MIX_WORDS[part])} {exact(result)} × {percent(share)}"
        for part, (share, result) in outcome.mix.items()
    ]
    lines.append(f"{' + '.join(terms)} = {exact(mixed(outcome))}")
    return Paragraph(case.say(N_("Individual, department, company")), tuple(lines))


def mixed(outcome: EmployeeOutcome) -> Fraction:
    """The exact result before bonus and deduction."""
    parts = (outcome.mix or {}).values()
    return sum((share * result for share, result in parts), Fraction(0))


def _adjustments(case: Case) -> Paragraph:
    adjusted, settings = case.outcome.adjusted, case.scheme.settings
    lines = []
    for a in adjusted.adjustments:
        lines += [_line(line, case) for line in a.lines]
        lines.append(
            case.say(
                N_("{item}, at most {cap}: {applied}"),
                item=a.item.name,
                cap=capped(a.item.cap),
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
                most=capped(settings.bonus_cap),
                deduction=exact(adjusted.deduction),
                least=capped(settings.deduction_cap),
                change=exact(adjusted.change),
            )
        )
    lines += [_line(veto, case) for veto in adjusted.vetoes]
    return Paragraph(case.say(N_("Bonus, deduction and veto")), tuple(lines))


def _line(line: Line, case: Case) -> str:
    sign = {LineKind.BONUS: "+", LineKind.DEDUCTION: "−", LineKind.VETO: ""}[line.item.kind]
    points = f" {sign}{exact(Fraction(line.points))}" if sign else ""
    return case.say(
        N_("{kind}{points} on {day}, {item}: {reason}; {place}"),
        kind=word(line.item.kind, case.t),
        points=points,
        day=formats.day(line.day, case.t),
        item=line.item.name,
        reason=line.reason,
        place=line.place,
    )


# --- total and grade --------------------------------------------------------------------------


def _total(case: Case) -> Paragraph:
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


def _grade(case: Case) -> Paragraph:
    outcome, scheme = case.outcome, case.scheme
    computed = scheme.grade_named(outcome.computed_grade)
    final = scheme.grade_named(outcome.grade)
    assert computed is not None
    assert final is not None
    total = formats.number(outcome.total, scheme.settings.total_places)
    high = "" if computed.high is None else f" < {computed.high:f}"
    lines = [
        case.say(
            N_("{bounds}: {grade}"),
            bounds=f"{computed.low:f} ≤ {total}{high}",
            grade=computed.name,
        )
    ]
    lines += [
        case.say(
            N_("Veto {item} leaves {grade} at best; the computed total stands."),
            item=veto.item.name,
            grade=veto.item.ceiling,
        )
        for veto in outcome.adjusted.vetoes
    ]
    left = computed.name
    for veto in outcome.adjusted.vetoes:
        left = scheme.worse(left, veto.item.ceiling)
    if override := outcome.override:
        lines.append(
            case.say(
                N_("Changed from {computed} to {grade} by {by}: {reason}; {place}"),
                computed=left,
                grade=override.grade,
                by=override.by,
                reason=override.reason,
                place=override.place,
            )
        )
    factor = percent(Fraction(final.pay_factor))
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
