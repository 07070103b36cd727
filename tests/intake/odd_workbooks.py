"""Damages to a workbook, and the results of reading it."""

import re
from collections.abc import Callable

from gacx_reports.intake.quarter import Intake
from tools.samples import file_damage as files
from tools.samples.seeded_faults import TOP
from tools.samples.workbook_edits import Damage, Files, edit, members, packed, put

PARTS, REPAIRS, TYPED = "备件收发", "返修检验", "填报值"
"""Sheets of the department's workbook."""
SHEET_PARTS = {REPAIRS: 2, PARTS: 3, TYPED: 4}
"""Sheet → the number of its part."""
Results = dict[str, tuple[object, ...]]


def results(intake: Intake) -> Results:
    """Employee ID → grade, total, and each KPI's exact raw value, records and score, without cells."""
    assert intake.outcome, intake.issues
    return {
        e.person.id: (e.grade, e.total, *((k.kpi.name, k.raw, k.n, k.score) for k in e.kpis))
        for e in intake.outcome.employees.values()
    }


def said(intake: Intake) -> list[tuple[str, str, str]]:
    """Every issue as (code, sheet or workbook, cell)."""
    return [(i.code, i.place.sheet or i.place.workbook, i.place.cell) for i in intake.issues]


def part(name: str, member: str, change: Callable[[str], str]) -> Damage:
    """One part's XML is changed."""

    def damage(odd: Files) -> None:
        parts = members(odd[name])
        parts[member] = change(parts[member].decode()).encode()
        odd[name] = packed(parts)

    return damage


def in_sheet(sheet: str, old: str, new: str) -> Damage:
    """Something in a sheet's XML is replaced, once."""

    def change(text: str) -> str:
        assert re.search(old, text), old
        return re.sub(old, new, text, count=1)

    return part(TOP, f"xl/worksheets/sheet{SHEET_PARTS[sheet]}.xml", change)


def change(sheet: str, cell: str, value: object) -> Damage:
    """A cell of the department's workbook is typed over."""
    return edit(TOP, put(sheet, cell, value))


def whole(content: bytes, name: str = TOP) -> Damage:
    """The department's workbook is something else altogether."""
    return files.replaced(name, content)
