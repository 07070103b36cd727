"""Cells behind the numbers of a report that belong to no KPI: ratings, lines, override, unit results."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.issues.cell_ref import CellRef, span
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, UnitOutcome


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A number's name with its source cells."""

    name: str
    n: str
    """Number of entries or people."""
    cells: tuple[str, ...]
    """Addresses; empty for a mean of people."""


def further_sources(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, t: NullTranslations
) -> tuple[SourceRow, ...]:
    """Returns the sources of ratings, lines, override, unit results and periods, as far as the employee has them.

    Of ratings only the supervisor's cells: other raters stay anonymous.
    """
    units = (_unit(u, quarter, t) for u in quarter.units_in_total(outcome))
    return (*_own(outcome, t), *units, *_periods(outcome, t))


def _periods(outcome: EmployeeOutcome, t: NullTranslations) -> Iterator[SourceRow]:
    """The publications that count, those of the same revision together."""
    revisions: dict[int, list[str]] = {}
    for row in outcome.periods.rows if outcome.periods else ():
        if row.published and row.share:
            revisions.setdefault(row.published.revision, []).append(str(row.period))
    words = t.gettext("published, revision {n}: {periods}")
    if revisions:
        yield SourceRow(
            t.gettext("Periods"),
            str(sum(map(len, revisions.values()))),
            tuple(
                words.format(n=n, periods=t.gettext(", ").join(names))
                for n, names in sorted(revisions.items())
            ),
        )


def _own(outcome: EmployeeOutcome, t: NullTranslations) -> Iterator[SourceRow]:
    ratings = outcome.behaviour.items if outcome.behaviour else ()
    lines = [line.place for a in outcome.adjusted.adjustments for line in a.lines]
    vetoes = [line.place for line in outcome.adjusted.vetoes]
    for name, places in (
        (t.gettext("Behaviour, the supervisor's ratings"), [item.place for item in ratings]),
        (t.gettext("Bonus, deduction and veto"), lines + vetoes),
        (t.gettext("Changed grade"), [outcome.override.place] if outcome.override else []),
    ):
        if places:
            yield SourceRow(name, str(len(places)), _cells(places))


def _unit(unit: UnitOutcome, quarter: QuarterOutcome, t: NullTranslations) -> SourceRow:
    """The cells of the unit's KPIs; the roster's sheet for a typed result."""
    places = [place for kpi in unit.kpis for place in kpi.cells]
    n = sum(1 if kpi.n is None else kpi.n for kpi in unit.kpis)
    return SourceRow(
        t.gettext("Result of {unit}").format(unit=word(unit.unit, t)),
        str(n if unit.kpis else 1),
        _cells(places if unit.kpis else [quarter.roster.unit_sheet]),
    )


def _cells(places: Iterable[CellRef]) -> tuple[str, ...]:
    """Joins single cells of one sheet and column; wider places and ranges stay as they are."""
    groups: dict[tuple[str, str, str], list[CellRef]] = {}
    for place in places:
        single = place.row and "," not in place.cell and ":" not in place.cell
        key = place.cell.rstrip("0123456789") if single else place.cell
        groups.setdefault((place.workbook, place.sheet, key), []).append(place)
    return tuple(str(span(group) if len(group) > 1 else group[0]) for group in groups.values())
