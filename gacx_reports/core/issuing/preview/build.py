"""Builds every sheet of the preview from scheme, roster and positions of the input sheets."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import LINES, RATINGS, TARGETS, TYPED, WEIGHTS
from gacx_reports.core.issuing.preview.adjustment_sheet import Lines
from gacx_reports.core.issuing.preview.behaviour_sheet import Items, only_supervisor
from gacx_reports.core.issuing.preview.context import Layouts, PreviewContext, kpis_of
from gacx_reports.core.issuing.preview.formula_sheet import Page, literal, quoted
from gacx_reports.core.issuing.preview.input_sheets import read_inputs
from gacx_reports.core.issuing.preview.key_numbers import KeyNumbers, key_numbers
from gacx_reports.core.issuing.preview.kpi_sheet import write_kpi_sheet
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import (
    Input,
    KpiSheetInputs,
    KpiSheets,
    Led,
    LedCells,
)
from gacx_reports.core.issuing.preview.people_sheet import Mix, People
from gacx_reports.core.issuing.preview.raw_formulas import awaited, scored_elsewhere
from gacx_reports.core.issuing.preview.row_plan import PlannedPerson, plan
from gacx_reports.core.issuing.preview.rows_sheet import RowsPage
from gacx_reports.core.issuing.preview.scheme_sheet import Constants, directory
from gacx_reports.core.issuing.preview.status_words import words_of
from gacx_reports.core.issuing.preview.summary_columns import Columns, Field, columns
from gacx_reports.core.issuing.preview.summary_sheet import Summary
from gacx_reports.core.language.formats import quarter_name
from gacx_reports.core.roster.assignments import Assignment, assignments
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.dependency_order import led_during


def preview(
    form: Form,
    scheme: Scheme,
    roster: Roster,
    quarter: Period,
    layouts: Layouts,
    t: NullTranslations,
) -> tuple[Page, ...]:
    """Returns the sheets of one workbook's preview, 试算 first; none unless the form is of a department or head.

    A figure is shown only if the program will compute the same one from this workbook; else a status word
    names the missing part. `layouts` has the positions of the form's sheets.
    """
    if form.kind not in (FormKind.DEPARTMENT, FormKind.HEAD):
        return ()
    context = _case(form, scheme, roster, quarter, layouts, t)
    numbers = key_numbers(context)
    inputs, chosen, led_page = read_inputs(context, numbers), _columns(context), Page("_led")
    led = _led_cells(context, chosen, led_page)
    detail = KpiSheets(context.constants, _evidence(context, inputs, numbers, led))
    write_kpi_sheet(detail, context.plan, t)
    items = Items(context.constants, inputs.get(RATINGS.name), numbers.items)
    items.write(context.plan)
    lines = Lines(context.constants, inputs.get(LINES))
    lines.write(tuple(s.number for s in context.plan.scored))
    people = People(context.constants, detail, items, lines, inputs, quarter)
    summary = Summary(context.constants, chosen, detail, people, t, roster.overrides)
    _write_summary(summary, context)
    hidden = (
        context.constants.page, context.rows.page, detail.steps, items.page, lines.page, people.page,
        people.parts, people.sheets, led_page,
    )  # fmt: skip
    return (summary.page, detail.page, *(p for p in hidden if p.cells))


def _evidence(
    context: PreviewContext, inputs: Mapping[str, Input], numbers: KeyNumbers, led: LedCells
) -> KpiSheetInputs:
    return KpiSheetInputs(
        tables={name: inputs[name] for name in context.form.tables if name in inputs},
        typed=inputs.get(TYPED.name),
        targets=inputs.get(TARGETS.name),
        weights=inputs.get(WEIGHTS.name),
        numbers=numbers,
        led=led,
        cuts=_cuts(context),
    )


def _write_summary(summary: Summary, context: PreviewContext) -> None:
    """Write sheet 试算: its heads, and a row per employee."""
    summary.write_heads(context.plan)
    title = context.t.gettext("Preview: {department}, {quarter}")
    quarter = quarter_name(context.quarter, context.t)
    summary.lay_out(context.plan, title.format(department=context.form.department, quarter=quarter))
    for subject in context.plan.subjects:
        _subject(subject, context, summary)


def _case(
    form: Form,
    scheme: Scheme,
    roster: Roster,
    quarter: Period,
    layouts: Layouts,
    t: NullTranslations,
) -> PreviewContext:
    constants = Constants(scheme, words_of(t))
    people = directory(form.people, constants)
    constants.write_kpis(kpis_of(form, scheme))
    rows = RowsPage(constants, people)
    own = plan(form, scheme, roster, quarter, t)
    return PreviewContext(form, scheme, roster, quarter, layouts, t, own, constants, people, rows)


def _columns(context: PreviewContext) -> Columns:
    posts = [context.scheme.posts[s.person.post] for s in context.plan.scored]
    return columns(
        context.plan,
        behaviours=any(s.behaviours for s in context.plan.scored),
        department=any(p.department for p in posts),
        company=any(p.company for p in posts),
        lines=bool(context.scheme.line_items),
    )


def _subject(subject: PlannedPerson, context: PreviewContext, summary: Summary) -> None:
    if subject.decided:
        summary.write(subject, {}, ())
        return
    mix, units = _mix(subject, context, summary.columns)
    people = summary.people
    waits = tuple(dict.fromkeys(_waits(subject, context, people.detail.evidence)))
    people.write(subject, mix, waits)
    summary.write(subject, units, tuple(dict.fromkeys((*waits, *mix.awaited))))


def _waits(
    subject: PlannedPerson, context: PreviewContext, evidence: KpiSheetInputs
) -> Iterator[str]:
    """Status words for inputs of the individual result that this workbook does not have."""
    words = context.constants.words
    for stay in subject.stays:
        for kpi in stay.kpis:
            if kpi.source.from_records and kpi.table not in evidence.tables:
                yield awaited(kpi, context.scheme, words)
            elif kpi.source.of_people and evidence.led[stay.held, kpi.source] is None:
                yield words.summary
            elif scored_elsewhere(kpi):
                yield words.raters
    if not subject.whole:
        yield words.elsewhere
    if subject.behaviours and not only_supervisor(subject.behaviours):
        yield words.raters


def _mix(
    subject: PlannedPerson, context: PreviewContext, chosen: Columns
) -> tuple[Mix, dict[Field, str]]:
    """The mix, and the formulas for the columns of department and company."""
    post, words = context.scheme.posts[subject.person.post], context.constants.words
    shares = (
        (Field.DEPARTMENT, post.department, subject.person.department),
        (Field.COMPANY, post.company, COMPANY),
    )
    others, awaits, shown = [], [], {}
    for name, share, unit in shares:
        if name in chosen.fields:
            shown[name] = quoted("—")
        if not share:
            continue
        result = context.roster.unit_results.get(unit)
        if context.scheme.kpis_of_unit(unit) or result is None:
            computed = context.scheme.kpis_of_unit(unit)
            awaits.append(words.summary if computed else words.announced)
            shown[name] = quoted(awaits[-1])
        else:
            others.append(f"{literal(share)}*{literal(result)}")
            shown[name] = literal(result)
    if post.periods:
        awaits.append(words.periods)
    return Mix(literal(post.individual), tuple(others), tuple(awaits)), shown


def _cuts(context: PreviewContext) -> dict[Assignment, Fraction]:
    """Assignment → days ÷ days of the quarter, for employees with a transfer."""
    days = (context.quarter.last_day - context.quarter.first_day).days + 1
    return {
        a: Fraction(a.days, days)
        for s in context.plan.scored
        if len(everything := assignments(s.person, context.roster, context.quarter)) > 1
        for a in everything
    }


def _led_cells(context: PreviewContext, chosen: Columns, page: Page) -> LedCells:
    """Cells with the totals of employees led, collected on `_led`, for every KPI that is their mean."""
    rows = {s.person.id: s for s in context.plan.subjects}
    total = Page("试算").at
    found: dict[tuple[Assignment, Source], Led | None] = {}
    row = 1
    for subject in context.plan.scored:
        for stay in subject.stays:
            for source in dict.fromkeys(k.source for k in stay.kpis if k.source.of_people):
                key = (stay.held, source)
                people = [
                    p
                    for p in led_during(stay.held, context.roster, source, context.quarter)
                    if context.scores(context.roster.people[p])
                ]
                if any(p not in rows or not rows[p].current for p in people):
                    found[key] = None
                    continue
                first = row
                for person in people:
                    page.calculate(row, 0, total(rows[person].row, chosen.of(Field.TOTAL)))
                    row += 1
                found[key] = Led(page.span(0, first, max(row - 1, first)), len(people))
    return found
