"""The calls of one caller as the record of a draw gives them: the lines of a call sheet."""

from dataclasses import dataclass

from gacx_reports.core.survey.calls import CallIdentity
from gacx_reports.core.survey.draw_record import DrawRecord


@dataclass(frozen=True, slots=True)
class CallLine(CallIdentity):
    """One line of a call sheet."""

    label: str
    """编号, unique in the workbook: the caller's slot and the rank, such as `12-0`."""


def callers_in(record: DrawRecord) -> tuple[str, ...]:
    """Returns the callers who have calls, by name."""
    return tuple(sorted({c.caller for p in record.people for c in p.calls if c.caller}))


def call_list(record: DrawRecord, caller: str) -> tuple[CallLine, ...]:
    """Returns a caller's lines, each first choice followed by its reserves.

    First choices are in the order of tickets, so that the place of a line says nothing about the employee.
    """
    slots: dict[tuple[str, str, int], list[CallIdentity]] = {}
    tickets = {}
    for person in record.people:
        for call in person.calls:
            if call.caller == caller:
                key = (person.id, person.post, call.slot)
                line = CallIdentity(*key, call.rank, call.number, call.customer)
                slots.setdefault(key, []).append(line)
                if call.rank == 0:
                    tickets[key] = call.ticket
    ordered = sorted(slots, key=lambda key: (tickets.get(key, ""), key))
    return tuple(
        CallLine(x.person, x.post, x.slot, x.rank, x.number, x.customer, f"{n}-{x.rank}")
        for n, key in enumerate(ordered, 1)
        for x in sorted(slots[key], key=lambda line: line.rank)
    )
