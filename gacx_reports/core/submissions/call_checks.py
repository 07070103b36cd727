"""Checks of a call sheet against the draw, and of the attempts and answers in each of its rows.

`core/issuing/call_states.py` says the same to the caller by formulas; neither imports the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.call_sheet import DAYS, HOURS, OUTCOMES, turn
from gacx_reports.core.forms.locked_rows import call_digest
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.returned_calls import CallSheet, ReturnedCall
from gacx_reports.core.survey.calls import Attempt
from gacx_reports.core.survey.outcomes import CallOutcome


@dataclass(frozen=True)
class CallContext:
    """What the checks of one sheet need beside it."""

    sheet: CallSheet
    first: date
    """Day of the draw."""
    last: date
    """Last day for handing in."""


def strangers(
    rows: Iterable[TableRow], elsewhere: Mapping[str, tuple[str, CellRef]]
) -> Iterator[Issue]:
    """P50: a row about a job that was not drawn for the caller; P54: about one that another sheet has, too.

    `elsewhere` is match key of 单号 → employee and cell of the row about that call in any call sheet of the quarter.
    """
    for r in rows:
        other = elsewhere.get(match_key(r.text("单号")))
        if other:
            person, place = other
            yield r.issue(P.CALL_TWICE, "单号", person, {"other": str(place)})
        else:
            yield r.issue(P.CALL_NOT_DRAWN, "单号")


def missing(context: CallContext) -> Iterator[Issue]:
    """P51: calls that were drawn and have no row, one issue per employee."""
    lost: dict[str, list[str]] = {}
    for line in context.sheet.lines:
        if context.sheet.row_of(line) is None:
            lost.setdefault(line.person, []).append(line.number)
    place = CellRef(context.sheet.form.workbook, context.sheet.sheet)
    for person, numbers in lost.items():
        yield Issue(P.CALLS_MISSING, place, "、".join(numbers), {}, person)


def doubled(context: CallContext) -> Iterator[Issue]:
    """P54: a second row about a call."""
    for row in context.sheet.again:
        first = context.sheet.row_of(row.line)
        assert first, "the first of two rows is kept"
        details = {"other": first.row.place("单号").cell}
        yield row.row.issue(P.CALL_TWICE, "单号", row.line.person, details)


def locked(context: CallContext) -> Iterator[Issue]:
    """P52: a locked cell that is not as it was issued, or a sheet whose issued cells can't be compared any more."""
    sheet = context.sheet
    issued = frozenset(sheet.issued)
    if not sheet.issued:
        place = CellRef(sheet.form.workbook, sheet.sheet)
        yield Issue(P.DRAWN_CALL_CHANGED, place, "", {"issued": "—"})
    for row in (*sheet.rows, *sheet.again):
        changed = False
        line = row.line
        wanted: dict[Header, str] = {
            "编号": line.label,
            "单号": line.number,
            "客户": line.customer,
            "顺序": turn(line.rank),
        }
        for header, text in wanted.items():
            if not row.row.sheet.means(row.row.text(header), text):
                changed = True
                yield _changed(row, header, text)
        if issued and not changed and call_digest(row.row) not in issued:
            yield _changed(row, "联系电话", "—")


def _changed(row: ReturnedCall, header: Header, issued: str) -> Issue:
    return row.row.issue(P.DRAWN_CALL_CHANGED, header, row.line.person, {"issued": issued})


def turns(context: CallContext) -> Iterator[Issue]:
    """P53: a reserve that was called although, or before, the call above it had ended without an answer."""
    by_slot = {
        (r.line.person, r.line.post, r.line.slot, r.line.rank): r for r in context.sheet.rows
    }
    for row in context.sheet.rows:
        line = row.line
        above = by_slot.get((line.person, line.post, line.slot, line.rank - 1))
        if not line.rank or not row.used or above is None or above.broken:
            continue
        ended = above.call.attempts[-1].moment if above.call.opens_reserve else None
        first = row.call.attempts[0].moment if row.call.attempts else None
        if ended is None or (first and first < ended):
            details = {"other": above.row.place("编号").cell}
            yield row.row.issue(P.RESERVE_BEFORE_ITS_TURN, "编号", line.person, details)


def attempts(context: CallContext) -> Iterator[Issue]:
    """P56 a day that can't be, or an earlier attempt left blank; P57 not whole; P58 after the end of the call."""
    for row in context.sheet.rows:
        # Most reserves are never called.
        if not any(map(row.filled, range(len(DAYS)))):
            continue
        yield from _not_whole(row)
        yield from _out_of_order(row, context)
        yield from _after_the_end(row)


def _not_whole(row: ReturnedCall) -> Iterator[Issue]:
    for n, headers in enumerate(zip(DAYS, HOURS, OUTCOMES, strict=True)):
        filled = row.filled(n)
        lacking = [h for h in headers if h not in filled]
        if filled and lacking:
            details = {"header": lacking[0]}
            yield row.row.issue(P.ATTEMPT_NOT_WHOLE, lacking[0], row.line.person, details)


def _out_of_order(row: ReturnedCall, context: CallContext) -> Iterator[Issue]:
    before: Attempt | None = None
    for n, day in enumerate(DAYS):
        low, found = context.first, row.row.day(day)
        if before:
            low = max(low, before.day)
        bounds = {"low": low.isoformat(), "high": context.last.isoformat()}
        attempt = row.attempts[n]
        wrong = found is not None and not low <= found <= context.last
        earlier = before and attempt and attempt.moment < before.moment
        if wrong or earlier or (n and row.filled(n) and not row.filled(n - 1)):
            yield row.row.issue(P.ATTEMPT_OUT_OF_ORDER, day, row.line.person, bounds)
        before = attempt or before


def _after_the_end(row: ReturnedCall) -> Iterator[Issue]:
    ended: Header | None = None
    for n, header in enumerate(OUTCOMES):
        if ended and row.filled(n):
            details = {"other": row.row.place(ended).cell}
            yield row.row.issue(P.ATTEMPT_AFTER_END, header, row.line.person, details)
        attempt = row.attempts[n]
        if attempt and attempt.outcome.final and not ended:
            ended = header


def answers(context: CallContext) -> Iterator[Issue]:
    """P55: answers although the customer gave none; V01: an answer that a completed call must have is blank."""
    for row in context.sheet.rows:
        person = row.line.person
        got = [a.outcome for a in row.attempts if a and a.outcome.answered]
        if row.said and not got and not row.broken:
            found = raw_values.shown(row.row.raw(row.said[0]))
            yield Issue(P.ANSWERS_WITHOUT_CALL, _answer(row, row.said[0]), found, {}, person)
        needed = [c.name for c in row.asked if c.required] if CallOutcome.COMPLETE in got else []
        if got and not row.said:
            needed = needed or [c.name for c in row.asked if c.kind is Kind.CHOICE][:1]
        for name in needed:
            if raw_values.is_blank(row.row.raw(name)):
                yield Issue(V.CELL_BLANK, _answer(row, name), "", {"header": name}, person)


def _answer(row: ReturnedCall, question: str) -> CellRef:
    return row.row.sheet.place(row.row.row, row.row.positions[question])


def unfinished(context: CallContext) -> Iterator[Issue]:
    """P59: calls that nobody has made, or (a warning) that were tried and have not ended; one issue per employee.

    A reserve counts from when it opens. What was tried counts in the response rate, what was not would be hidden.
    """
    opened = {
        (r.line.person, r.line.post, r.line.slot, r.line.rank + 1)
        for r in context.sheet.rows
        if r.call.opens_reserve
    }
    lists: dict[tuple[str, bool], list[ReturnedCall]] = {}
    for row in context.sheet.rows:
        line = row.line
        due = not line.rank or (line.person, line.post, line.slot, line.rank) in opened
        if due and not row.call.final and not row.said and not row.broken:
            lists.setdefault((line.person, row.used), []).append(row)
    for (person, begun), rows in lists.items():
        numbers = "、".join(r.line.number for r in rows)
        place = rows[0].row.place("编号")
        details = {"count": str(len(rows))}
        yield Issue(P.CALLS_NOT_MADE, place, numbers, details, person, harmless=begun)


CALL_CHECKS = (missing, doubled, locked, turns, attempts, answers, unfinished)
