"""The calls of one caller as the record of a draw gives them: the lines of a call sheet."""

from dataclasses import dataclass

from gacx_reports.core.survey.draw_record import DrawRecord


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line of a call sheet: a first choice or a reserve."""

    label: str
    """编号, unique in the workbook: the caller's slot and the rank, such as `12-0`."""
    person: str
    """Employee ID."""
    post: str
    slot: int
    """1, 2, … within the employee and post, as recorded."""
    rank: int
    """0: first choice; 1, 2, …: its reserves, in the order in which they open."""
    number: str
    """单号."""
    customer: str


def callers_in(record: DrawRecord) -> tuple[str, ...]:
    """Returns the callers who have calls, by name."""
    return tuple(sorted({c.caller for p in record.people for c in p.calls if c.caller}))


def call_list(record: DrawRecord, caller: str) -> tuple[CallLine, ...]:
    """Returns a caller's lines, each first choice followed by its reserves.

    First choices are in the order of tickets, so that the place of a line says nothing about the employee.
    """
    slots: dict[tuple[str, str, int], list[CallLine]] = {}
    tickets = {}
    for person in record.people:
        for call in person.calls:
            if call.caller == caller:
                key = (person.id, person.post, call.slot)
                line = CallLine("", *key, call.rank, call.number, call.customer)
                slots.setdefault(key, []).append(line)
                if call.rank == 0:
                    tickets[key] = call.ticket
    ordered = sorted(slots, key=lambda key: (tickets.get(key, ""), key))
    return tuple(
        CallLine(f"{n}-{x.rank}", x.person, x.post, x.slot, x.rank, x.number, x.customer)
        for n, key in enumerate(ordered, 1)
        for x in sorted(slots[key], key=lambda line: line.rank)
    )
