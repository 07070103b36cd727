"""The record of a draw (抽样记录.json): everything that is needed to repeat it, and what was drawn."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.survey.draw import DrawnStratum

FORMAT = 1
MAIN_RECORD = "抽样记录.json"
"""File name of the record of the survey by telephone."""
T = TypeVar("T")


def record_name(table: str, main: str) -> str:
    """Returns the file name of a table's record; `main` is the table of the survey by telephone."""
    return MAIN_RECORD if table == main else f"抽样记录-{table}.json"


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A drawn job as it is recorded."""

    slot: int
    """1, 2, … within the employee and post."""
    rank: int
    """0: first choice; 1, 2, …: its reserves."""
    number: str
    """单号."""
    customer: str
    ticket: str
    caller: str
    """Who calls; the same for a first choice and its reserves."""


@dataclass(frozen=True, slots=True)
class RecordedPerson:
    """The sample of an employee in one post as it is recorded."""

    id: str
    post: str
    frame: str
    """Record table that the jobs come from."""
    jobs: int
    """Jobs that may be called."""
    do_not_call: int
    strata: tuple[DrawnStratum, ...]
    calls: tuple[RecordedCall, ...]
    """By slot and rank."""


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """The frame as it is recorded."""

    sha256: str
    contacts_sha256: str
    """Of salt and telephone numbers."""
    jobs: int
    """All jobs, those not to be called included."""
    do_not_call: int


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """The whole record of one draw."""

    quarter: Quarter
    table: str
    """Record table that the calls or visits fill."""
    draw: int
    """1 for the first draw of the quarter's table, 2, … for a redraw."""
    drawn_on: date
    reason: str
    """Reason of a redraw; "" for the first draw."""
    commitment: str
    """SHA-256 of the salt, as printed before the quarter."""
    salt: str
    frame: FrameRecord
    called_last_quarter: tuple[str, ...]
    """Keys of customers in the frame who were called in the quarter before."""
    people: tuple[RecordedPerson, ...]

    def person(self, employee: str, post: str) -> RecordedPerson | None:
        """Returns the sample of an employee in a post; None if nobody was drawn for it."""
        return next((p for p in self.people if (p.id, p.post) == (employee, post)), None)


def to_json(record: DrawRecord) -> str:
    """Returns the record as JSON text with a final line feed; equal records give equal text."""
    fields = asdict(record) | {
        "quarter": str(record.quarter),
        "drawn_on": record.drawn_on.isoformat(),
    }
    return json.dumps({"format": FORMAT} | fields, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> DrawRecord | None:
    """Returns the record of a JSON text; None if the text is damaged or of an unknown format."""
    try:
        found = json.loads(text)
        return _record(found) if found["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


Fields = Mapping[str, Any]


def _record(found: Fields) -> DrawRecord:
    quarter = Quarter.parse(_of(found, "quarter", str))
    if quarter is None:
        raise ValueError("no quarter")
    frame = found["frame"]
    return DrawRecord(
        quarter=quarter,
        table=_of(found, "table", str),
        draw=_of(found, "draw", int),
        drawn_on=date.fromisoformat(_of(found, "drawn_on", str)),
        reason=_of(found, "reason", str),
        commitment=_of(found, "commitment", str),
        salt=_of(found, "salt", str),
        frame=FrameRecord(
            sha256=_of(frame, "sha256", str),
            contacts_sha256=_of(frame, "contacts_sha256", str),
            jobs=_of(frame, "jobs", int),
            do_not_call=_of(frame, "do_not_call", int),
        ),
        called_last_quarter=tuple(map(_text, found["called_last_quarter"])),
        people=tuple(map(_person, found["people"])),
    )


def _person(found: Fields) -> RecordedPerson:
    strata: Sequence[Fields] = found["strata"]
    calls: Sequence[Fields] = found["calls"]
    return RecordedPerson(
        id=_of(found, "id", str),
        post=_of(found, "post", str),
        frame=_of(found, "frame", str),
        jobs=_of(found, "jobs", int),
        do_not_call=_of(found, "do_not_call", int),
        strata=tuple(
            DrawnStratum(
                _of(s, "kind", str), _of(s, "month", str), _of(s, "jobs", int), _of(s, "calls", int)
            )
            for s in strata
        ),
        calls=tuple(
            RecordedCall(
                slot=_of(c, "slot", int),
                rank=_of(c, "rank", int),
                number=_of(c, "number", str),
                customer=_of(c, "customer", str),
                ticket=_of(c, "ticket", str),
                caller=_of(c, "caller", str),
            )
            for c in calls
        ),
    )


def _of(found: Fields, name: str, kind: type[T]) -> T:
    value = found[name]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(name)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
