"""Reads a returned list of acknowledgements: 工号, 日期, 拒签."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
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


def read_list(
    book: Workbook, published_on: Mapping[str, date]
) -> tuple[tuple[Signature, ...], tuple[Issue, ...]]:
    """Returns the lines of the first sheet, and issues; `published_on` maps employee ID → day of publication.

    P01 no report for that ID, V03 signed before publication, P06 a second line.
    """
    form = SheetForm(book.sheets[0].name, COLUMNS, person="工号")
    records, issues = read_sheet(book, form)
    found: dict[str, Signature] = {}
    for record in records:
        person, day = record.text("工号"), record.day("日期")
        if not person or day is None or record.faulty:
            continue
        if person not in published_on:
            near = nearest(person, published_on)
            issues.append(record.issue(P.ID_UNKNOWN, "工号", person, nearest=near))
        elif day < published_on[person]:
            low = published_on[person].isoformat()
            issues.append(
                record.issue(
                    V.NUMBER_OUT_OF_RANGE, "日期", person, header="日期", low=low, high="∞"
                )
            )
        elif person in found:
            other = found[person].day.isoformat()
            issues.append(record.issue(P.FILLED_IN_TWICE, "工号", person, other=other))
        else:
            found[person] = Signature(person, day, record.yes("拒签"))
    return tuple(found.values()), tuple(issues)
