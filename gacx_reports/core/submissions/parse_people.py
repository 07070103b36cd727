"""Context for reading one submitted workbook, and the check of the employees in its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import same_name
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.ids_as_numbers import as_numbers, same_number
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest


@dataclass(frozen=True, slots=True)
class ParseContext:
    """Inputs for reading one workbook."""

    form: Form
    scheme: Scheme
    roster: Roster
    quarter: Period

    def held(self, person: str) -> list[Assignment]:
        """Returns the employee's assignments that the workbook covers, in order."""
        return [a for a in self.form.people if a.id == person]


def known_people(rows: list[TableRow], context: ParseContext) -> tuple[list[TableRow], list[Issue]]:
    """Returns the rows about employees of this workbook, with the roster's ID, and issues.

    P01 an unknown ID, P43 once for IDs that are numbers here or on the roster, P03 ID and name disagree, P04
    (warning) an employee of another workbook. Rows whose ID
    is faulty here or on the roster are left out without an issue: they have been reported.
    """
    known: list[TableRow] = []
    issues: list[Issue] = []
    numbers: list[tuple[TableRow, str]] = []
    members = {p.id for p in context.form.people}
    for r in rows:
        if "工号" in r.faulty:
            continue
        own, name = r.text("工号"), r.text("姓名")
        person = context.roster.people.get(context.roster.resolve(own))
        if person is None and own in context.roster.unread:
            continue
        if person is None:
            meant = same_number(own, context.roster.people)
            if len(meant) == 1:
                numbers.append((r, meant[0]))
            else:
                issues.append(_unknown_id(r, context.roster))
            continue
        if name and name != person.name and not r.sheet.means(name, person.name):
            issues += _name_clash(r, person, context.roster)
            continue
        if person.id not in members:
            issues.append(
                r.issue(P.PERSON_NOT_MEASURED, "工号", person.id, department=person.department)
            )
            continue
        known.append(r if own == person.id else r.with_text("工号", person.id))
    if numbers:
        first, whole = numbers[0]
        cells = [r.place("工号") for r, _ in numbers]
        issues.append(as_numbers(cells, raw_values.shown(first.raw("工号")), whole))
    return known, issues


def _unknown_id(r: TableRow, roster: Roster) -> Issue:
    namesakes = [p.id for p in roster.people.values() if same_name(p.name, r.text("姓名"))]
    near = namesakes[0] if len(namesakes) == 1 else nearest(r.text("工号"), roster.people)
    return r.issue(P.ID_UNKNOWN, "工号", nearest=near)


def _name_clash(r: TableRow, person: Person, roster: Roster) -> Iterable[Issue]:
    """P03 for every employee who could be meant: the one with the ID, and all of that name."""
    namesakes = [p.id for p in roster.people.values() if same_name(p.name, r.text("姓名"))]
    for someone in (person.id, *namesakes):
        yield r.issue(P.NAME_AND_ID_DISAGREE, "姓名", someone, id=person.id, name=person.name)
