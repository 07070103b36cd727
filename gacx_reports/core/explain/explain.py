"""One person's total in plain words, step by step, with the cells that it rests on.

For HR, who answers an appeal with it: unlike a report it names those whom the person leads.
"""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core.explain.context import (
    ExplainContext,
    Paragraph,
    addresses,
    exact,
    percent,
    total_of,
)
from gacx_reports.core.explain.kpis import kpi_paragraph
from gacx_reports.core.explain.mix import (
    adjustments_paragraph,
    behaviour_or_why_none,
    mix_paragraph,
    unit_paragraphs,
)
from gacx_reports.core.explain.no_total import exempt, held_back, not_scored
from gacx_reports.core.explain.total import grade_paragraph, total_paragraph
from gacx_reports.core.issues.cell_ref import CellRef, column_index
from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import (
    EmployeeOutcome,
    KpiOutcome,
    Part,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.i18n import N_


def explain(
    outcome: EmployeeOutcome,
    quarter: QuarterOutcome,
    t: NullTranslations,
    cells: Mapping[CellRef, str] = MappingProxyType({}),
) -> tuple[Paragraph, ...]:
    """The whole derivation, or why there is none; `cells` says what stands in the cells, see `cells_read`."""
    case = ExplainContext(outcome, quarter, cells, t)
    person = _person(case)
    match outcome.status:
        case Status.SCORED:
            return (person, *_scored(case))
        case Status.HELD_BACK:
            return (person, held_back(case))
        case Status.NOT_SCORED:
            return (person, not_scored(case))
        case Status.EXEMPT:
            return (person, exempt(case))


def cells_read(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, books: Mapping[str, Workbook]
) -> dict[CellRef, str]:
    """What stands in each cell that the outcome rests on, as a reader of the workbook sees it."""
    found = {}
    for place in places_of(outcome, quarter):
        sheet = books[place.workbook].sheet(place.sheet) if place.workbook in books else None
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


def _person(case: ExplainContext) -> Paragraph:
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


def _scored(case: ExplainContext) -> Iterator[Paragraph]:
    for part in case.outcome.parts:
        if case.outcome.moved:
            yield _part(part, case)
        for k in part.kpis:
            yield kpi_paragraph(k, case, part.share)
        yield _kpi_sum(part, case)
    if case.outcome.moved:
        yield _by_days(case)
    yield behaviour_or_why_none(case)
    for unit in case.quarter.units_in_total(case.outcome):
        yield from unit_paragraphs(unit, case)
    yield mix_paragraph(case)
    if case.outcome.adjusted.adjustments or case.outcome.adjusted.vetoes:
        yield adjustments_paragraph(case)
    yield total_paragraph(case)
    yield grade_paragraph(case)


def _part(part: Part, case: ExplainContext) -> Paragraph:
    title = case.say(N_("As {post} in {department}"), post=part.post, department=part.department)
    line = case.say(
        N_("{first} to {last}: {days} days, {share} of the quarter"),
        first=formats.day(part.first, case.t),
        last=formats.day(part.last, case.t),
        days=part.days,
        share=percent(part.share),
    )
    return Paragraph(title, (line,))


def _kpi_sum(part: Part, case: ExplainContext) -> Paragraph:
    terms = [exact(k.weighted / part.share) for k in part.kpis if k.score is not None]
    return Paragraph(case.say(N_("KPI score")), (total_of(terms, part.kpi_score),))


def _by_days(case: ExplainContext) -> Paragraph:
    assert case.outcome.kpi_score is not None
    terms = [f"{exact(p.kpi_score)} × {percent(p.share)}" for p in case.outcome.parts]
    return Paragraph(case.say(N_("KPI score by days")), (total_of(terms, case.outcome.kpi_score),))
