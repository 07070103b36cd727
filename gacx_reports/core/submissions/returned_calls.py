"""Rows of a call sheet that was handed in, matched with the calls that were drawn for the caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from sys import intern

from gacx_reports.core.forms.call_sheet import DAYS, HOURS, OUTCOMES, answers
from gacx_reports.core.forms.form import Form
from gacx_reports.core.language.text import match_key
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.survey.call_list import CallLine
from gacx_reports.core.survey.calls import Attempt, Call
from gacx_reports.core.survey.outcomes import CallOutcome


@dataclass(frozen=True, slots=True)
class ReturnedCall:
    """A row of a call sheet about a drawn call; `returned` makes one."""

    line: CallLine
    row: TableRow
    asked: tuple[Column, ...]
    """Columns of the answers, `required` for those that a completed call must have."""
    caller: str
    fills: Mapping[str, int]
    """Header of the record table → the column of the sheet that fills it, shared by the sheet's rows."""
    attempts: tuple[Attempt | None, ...]
    """The three attempts; None for one that is blank or not whole."""
    said: tuple[str, ...]
    """The questions (levels) in whose cells something stands, right or wrong."""
    call: Call
    """The call that the row is about."""

    def filled(self, n: int) -> tuple[Header, ...]:
        """The columns of an attempt (0, 1, 2) in which something stands, right or wrong."""
        own = (DAYS[n], HOURS[n], OUTCOMES[n])
        return tuple([h for h in own if not raw_values.is_blank(self.row.raw(h))])

    @property
    def broken(self) -> bool:
        """Whether an attempt is begun and not whole, or unreadable: that is said, and what follows from it is not."""
        return any(self.filled(n) and self.attempts[n] is None for n in range(len(DAYS)))

    @property
    def used(self) -> bool:
        """Whether the caller has filled in anything of an attempt or an answer."""
        return bool(self.said) or any(self.filled(n) for n in range(len(DAYS)))

    def record(self) -> TableRow:
        """The row of the record table that the call fills: whom it is about, the day of the job, and the answers.

        The day is that of the job, by which it belongs to the quarter and to one of the employee's posts; the call
        itself is made after the quarter. 工号 stands in no cell of the sheet, so that its place is the call's number.
        """
        return replace(self.row, positions=self.fills).with_text("工号", self.line.person)


_NONE: tuple[Attempt | None, ...] = (None,) * len(DAYS)
"""Most reserves are never called."""


def returned(
    line: CallLine, row: TableRow, asked: tuple[Column, ...], caller: str, fills: Mapping[str, int]
) -> ReturnedCall:
    """Returns what a caller's row says about a drawn call."""
    tried = tuple(_attempt(row, n) for n in range(len(DAYS)))
    levels = (c.name for c in asked if c.kind is Kind.CHOICE)
    said = tuple(n for n in levels if not raw_values.is_blank(row.raw(n)))
    call = _call(line, row, caller, tuple(a for a in tried if a), said)
    attempts = tried if call.attempts else _NONE
    return ReturnedCall(line, row, asked, caller, fills, attempts, said, call)


def _attempt(row: TableRow, n: int) -> Attempt | None:
    day, hour, outcome = row.day(DAYS[n]), row.number(HOURS[n]), row.text(OUTCOMES[n])
    if day is None or hour is None or not outcome:
        return None
    return Attempt(day, int(hour), CallOutcome(outcome))


def _call(
    line: CallLine, row: TableRow, caller: str, attempts: tuple[Attempt, ...], said: Iterable[str]
) -> Call:
    day = row.day("作业日期")
    given = {n: v for n in said if (v := row.value(n)) is not None}
    return Call(
        person=line.person,
        post=line.post,
        slot=line.slot,
        rank=line.rank,
        number=line.number,
        customer=line.customer,
        caller=caller,
        kind=row.text("类型"),
        month=intern(day.isoformat()[:7]) if day else "",
        attempts=attempts,
        answers={n: NA.value if v is NA else str(v) for n, v in given.items()},
        place=row.place("编号"),
    )


@dataclass(frozen=True)
class CallSheet:
    """A call sheet that was handed in."""

    form: Form
    sheet: str
    """Its name in the workbook."""
    lines: tuple[CallLine, ...]
    """What was drawn for the caller."""
    rows: tuple[ReturnedCall, ...]
    """Rows about drawn calls, each call once."""
    again: tuple[ReturnedCall, ...]
    """Further rows about calls that are in `rows`."""
    strangers: tuple[TableRow, ...]
    """Rows about jobs that were not drawn for the caller."""
    issued: tuple[str, ...]
    """Digests of the locked rows as issued."""

    def row_of(self, line: CallLine) -> ReturnedCall | None:
        """The row about a call."""
        return self._by_number.get(line.number)

    @cached_property
    def _by_number(self) -> dict[str, ReturnedCall]:
        return {row.line.number: row for row in self.rows}


_INSTEAD: Mapping[Header, Header] = {"工号": "编号", "日期": "作业日期"}
"""Header of every record table → the column of a call sheet in its place."""


def _filled_columns(positions: Mapping[str, int], asked: Iterable[Column]) -> dict[str, int]:
    kept = {"客户", *(column.name for column in asked)}
    own = {name: at for name, at in positions.items() if name in kept}
    return own | {name: positions[at] for name, at in _INSTEAD.items() if at in positions}


def call_sheet_of(
    form: Form,
    found: Sequence[TableRow],
    lines: Sequence[CallLine],
    issued: Iterable[str],
    scheme: Scheme,
    sheet: str,
) -> CallSheet:
    """Matches rows with the drawn calls: by 单号, else by 编号 if no other row has the call's 单号."""
    asked = answers(scheme.tables[form.tables[0]], scheme)
    by_number = {match_key(line.number): line for line in lines}
    by_label = {match_key(line.label): line for line in lines}
    there = {match_key(r.text("单号")) for r in found}
    fills = _filled_columns(found[0].positions, asked) if found else {}
    rows: dict[str, ReturnedCall] = {}
    again, strangers = [], []
    for r in found:
        line = by_number.get(match_key(r.text("单号")))
        labelled = by_label.get(match_key(r.text("编号")))
        if line is None and labelled and match_key(labelled.number) not in there:
            line = labelled
        if line is None:
            strangers.append(r)
            continue
        row = returned(line, r, asked, form.owner, fills)
        if line.number in rows:
            again.append(row)
        rows.setdefault(line.number, row)
    return CallSheet(
        form,
        sheet,
        tuple(lines),
        tuple(rows.values()),
        tuple(again),
        tuple(strangers),
        tuple(issued),
    )
