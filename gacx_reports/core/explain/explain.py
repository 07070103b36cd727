"""One person's total in plain words, step by step, with the cells that it rests on.

For HR, who answers an appeal with it: unlike a report it names those whom the person leads.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core.exact import exact
from gacx_reports.core.explain.context import (
    ExplainContext,
    Paragraph,
    percent,
    total_of,
)
from gacx_reports.core.explain.kpis import kpi_paragraph
from gacx_reports.core.explain.mix import (
    adjustments_paragraph,
    behaviour_or_why_none,
    mix_paragraph,
    periods_paragraph,
    unit_paragraphs,
)
from gacx_reports.core.explain.no_total import exempt, held_back, not_scored
from gacx_reports.core.explain.total import grade_paragraph, total_paragraph
from gacx_reports.core.issues.cell_ref import CellRef, addresses, column_index
from gacx_reports.core.language import formats
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.views.employee.parts import part_title
from gacx_reports.i18n import N_


def explain(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    t: NullTranslations,
    cells: Mapping[CellRef, str] = MappingProxyType({}),
) -> tuple[Paragraph, ...]:
    """The whole derivation, or why there is none; `cells` says what stands in the cells, see `cells_read`."""
    context = ExplainContext(outcome, quarter, cells, t)
    person = _person(context)
    match outcome.status:
        case Status.SCORED:
            return (person, *_scored(context))
        case Status.HELD_BACK:
            return (person, held_back(context))
        case Status.NOT_SCORED:
            return (person, not_scored(context))
        case Status.EXEMPT:
            return (person, exempt(context))


def cells_read(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, books: Mapping[str, Workbook]
) -> dict[CellRef, str]:
    """What stands in each cell that the outcome rests on, as a reader of the workbook sees it."""
    found = {}
    places = places_of(outcome, quarter)
    # Each is made anew when it is asked for.
    known = {name: books[name] for name in {p.workbook for p in places} if name in books}
    for place in places:
        sheet = known[place.workbook].sheet(place.sheet) if place.workbook in known else None
        rows = dict(sheet.rows) if sheet else {}
        for letters, row in addresses(place.cell):
            values = rows.get(row, ())
            index = column_index(letters)
            if index < len(values):
                cell = CellRef(place.workbook, place.sheet, f"{letters}{row}")
                found[cell] = shown(values[index])
    return found


def places_of(outcome: EmployeeOutcome, quarter: QuarterOutcome) -> tuple[CellRef, ...]:
    """Every place that KPIs of the person, and of units in the person's total, rest on."""
    kpis: list[KpiOutcome] = list(outcome.kpis)
    for unit in quarter.units_in_total(outcome):
        kpis += unit.kpis
    return tuple(dict.fromkeys(p for k in kpis for p in k.cells))


def _person(context: ExplainContext) -> Paragraph:
    person = context.outcome.person
    lines = [
        context.say(
            N_("{department}, {post}; on the roster: {place}"),
            department=person.department,
            post=person.post,
            place=person.place,
        ),
        context.say(
            N_("Quarter {quarter} from {first} to {last}, scheme {version}"),
            quarter=context.quarter.quarter,
            first=formats.day(context.quarter.quarter.first_day, context.t),
            last=formats.day(context.quarter.quarter.last_day, context.t),
            version=context.scheme.settings.version,
        ),
    ]
    return Paragraph(formats.aside(person.name, person.id, context.t), tuple(lines))


def _scored(context: ExplainContext) -> Iterator[Paragraph]:
    for part in context.outcome.parts:
        if context.outcome.in_parts:
            yield _part(part, context)
        for k in part.kpis:
            yield kpi_paragraph(k, context, part)
        yield _kpi_sum(part, context)
    if context.outcome.in_parts:
        yield _of_all_parts(context)
    if context.outcome.parts or context.outcome.behaviour:
        yield behaviour_or_why_none(context)
    for unit in context.quarter.units_in_total(context.outcome):
        yield from unit_paragraphs(unit, context)
    if context.outcome.periods:
        yield periods_paragraph(context.outcome.periods, context)
    yield mix_paragraph(context)
    if context.outcome.adjusted.adjustments or context.outcome.adjusted.vetoes:
        yield adjustments_paragraph(context)
    yield total_paragraph(context)
    yield grade_paragraph(context)


def _part(part: Part, context: ExplainContext) -> Paragraph:
    """The days of an assignment, and what a project counts for; without a transfer that alone."""
    if part.of_projects and not context.outcome.moved:
        return Paragraph(part_title(part, context.t), tuple(_project(part, context)))
    title = context.say(N_("As {post} in {department}"), post=part.post, department=part.department)
    line = context.say(
        N_("{first} to {last}: {days} days, {share} of the quarter"),
        first=formats.day(part.first, context.t),
        last=formats.day(part.last, context.t),
        days=part.days,
        share=percent(Fraction(part.days, _days(context)))
        if part.of_projects
        else percent(part.share),
    )
    return Paragraph(title, (line, *_project(part, context)))


def _days(context: ExplainContext) -> int:
    """Calendar days of all assignments with a score."""
    return sum({p.first: p.days for p in context.outcome.parts}.values())


def _project(part: Part, context: ExplainContext) -> Iterator[str]:
    """What a project weighs, or the KPIs that aren't by project."""
    if not part.of_projects:
        return
    said = {"kpis": percent(part.weights), "share": percent(part.share)}
    if part.project:
        yield context.say(
            N_(
                "The weight of project {project}, {weight}, × the weights of the KPIs by project, {kpis}: it counts"
                " for {share}"
            ),
            project=part.project,
            weight=percent(part.project_weight or Fraction(0)),
            **said,
        )
    else:
        yield context.say(
            N_("KPIs that aren't by project: their weights total {kpis}; they count for {share}"),
            **said,
        )


def _kpi_sum(part: Part, context: ExplainContext) -> Paragraph:
    terms = [exact(part.within(k.weighted)) for k in part.kpis if k.score is not None]
    return Paragraph(context.say(N_("KPI score")), (total_of(terms, part.kpi_score),))


def _of_all_parts(context: ExplainContext) -> Paragraph:
    words = N_("KPI score of all parts") if context.outcome.by_projects else N_("KPI score by days")
    assert context.outcome.kpi_score is not None
    terms = [f"{exact(p.kpi_score)} × {percent(p.share)}" for p in context.outcome.parts]
    return Paragraph(context.say(words), (total_of(terms, context.outcome.kpi_score),))
