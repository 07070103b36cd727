"""Workbooks of a drawn survey: one call sheet per caller; and the draw itself while it is missing."""

from collections.abc import Iterable, Iterator, Mapping

from gacx_reports.core.forms.call_sheet import call_sheet
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.language.text import safe
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.record_table import Owner, RecordTable
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.survey.call_list import call_list, callers_in
from gacx_reports.core.survey.draw_record import DrawRecord, record_name

Draws = Mapping[str, DrawRecord]
"""Record table → the record of its draw, as far as there is one."""
_SURVEY = "满意度调查"


def drawn_tables(scheme: Scheme) -> tuple[RecordTable, ...]:
    """Returns the survey team's record tables whose calls are drawn; the first is the main one."""
    names = dict.fromkeys(rule.table for rule in scheme.sampling)
    known = (scheme.tables[name] for name in names if name in scheme.tables)
    return tuple(table for table in known if table.owner == Owner.SURVEY)


def drawn(table: str, post: str, scheme: Scheme) -> bool:
    """Whether the calls about people of that post are drawn, and not chosen by the survey team."""
    owned = any(t.name == table for t in drawn_tables(scheme))
    return owned and any(rule.post == post for rule in scheme.sampling_of(table))


def record_of(table: str, scheme: Scheme) -> str:
    """Returns the file name of the record of a drawn table."""
    main = next((t.name for t in drawn_tables(scheme)), "")
    return record_name(table, main)


def call_forms(
    people: Iterable[Assignment], scheme: Scheme, roster: Roster, draws: Draws
) -> Iterator[Form]:
    """Yields a call sheet per caller of each drawn table; for a table without a record, the missing draw."""
    everybody = tuple(people)
    for table in drawn_tables(scheme):
        about = tuple(p for p in everybody if drawn(table.name, p.post, scheme))
        if table.name in draws:
            yield from _of_callers(table, about, scheme, roster, draws[table.name])
        elif about:
            workbook = record_of(table.name, scheme)
            yield Form(workbook, FormKind.DRAW, "", "HR", about, (), (table.name,))


def sheet_names(table: RecordTable, caller: str, scheme: Scheme) -> tuple[str, str]:
    """Returns the Chinese and the English name of a caller's call sheet; "" for English if the table has none."""
    main = table == drawn_tables(scheme)[0]
    stem = _SURVEY if main else safe(table.name)
    english = VOCABULARY[_SURVEY] if main else safe(scheme.english.get(table.name, ""))
    known = main or table.name in scheme.english
    end = f"-{safe(caller)}.xlsx"
    return f"{stem}{end}", f"{english}{end}" if known else ""


def _of_callers(
    table: RecordTable,
    about: tuple[Assignment, ...],
    scheme: Scheme,
    roster: Roster,
    record: DrawRecord,
) -> Iterator[Form]:
    ids = {c.name: c.id for c in roster.callers if c.id in roster.people}
    sheets = (COVER, call_sheet(table, scheme))
    for caller in callers_in(record):
        called = {(line.person, line.post) for line in call_list(record, caller)}
        people = tuple(p for p in about if (p.id, p.post) in called)
        workbook, english = sheet_names(table, caller, scheme)
        yield Form(
            workbook=workbook,
            kind=FormKind.CALLS,
            department="",
            owner=caller,
            people=people,
            sheets=sheets,
            tables=(table.name,),
            english=english,
            fillers=(ids[caller],) if caller in ids else (),
            draw=record,
        )
