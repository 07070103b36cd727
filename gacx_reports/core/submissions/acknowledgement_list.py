"""Reads a returned list of acknowledgements: 工号, 日期, 拒签."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Workbook, nearest
from gacx_reports.i18n import N_

COLUMNS = (
    Column("工号", Kind.ID, note=N_("Whose report it is.")),
    Column("日期", Kind.DATE, note=N_("Day of the signature, or of the refusal.")),
    Column(
        "拒签",
        Kind.YES_NO,
        required=False,
        optional_column=True,
        note=N_("是 where the person refused to sign."),
    ),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of the list."""

    person: str
    """Employee ID."""
    day: date
    refused: bool
    """Whether the employee refused to sign."""


def form_of(book: Workbook) -> SheetForm:
    """The form of a returned list: its first sheet, whatever that is called."""
    return SheetForm(book.sheets[0].name, COLUMNS, person="工号")


def read_list(
    book: Workbook, reported: Collection[str], wrong: Callable[[str, date], Issue | None]
) -> tuple[tuple[Signature, ...], tuple[Issue, ...]]:
    """Returns the lines of the first sheet, and issues; `reported` are the IDs of those who have a report.

    `wrong` is asked what is wrong with the day on which an employee signed. P01 no report for that ID, D02 signed
    before publication (and the other codes of days), P06 a second line.
    """
    records, issues = read_sheet(book, form_of(book))
    found: dict[str, Signature] = {}
    for record in records:
        person, day = record.text("工号"), record.day("日期")
        if not person or day is None or record.faulty:
            continue
        if person not in reported:
            near = nearest(person, reported)
            issues.append(record.issue(P.ID_UNKNOWN, "工号", person, nearest=near))
        elif fault := wrong(person, day):
            issues.append(record.issue(fault.code, "日期", person, fault.details))
        elif person in found:
            other = found[person].day.isoformat()
            issues.append(record.issue(P.FILLED_IN_TWICE, "工号", person, other=other))
        else:
            found[person] = Signature(person, day, record.yes("拒签"))
    return tuple(found.values()), tuple(issues)
