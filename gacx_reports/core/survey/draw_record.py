"""The record of a draw (抽样记录.json): everything that is needed to repeat it, and what was drawn."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.text import safe
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.survey.draw import DrawnStratum, PersonDraw

FORMAT = 1
MAIN_RECORD = "抽样记录.json"
"""File name of the record of the survey by telephone."""
HEX = re.compile("[0-9a-f]{64}")
"""Pattern of a salt and of a SHA-256."""
T = TypeVar("T")


def record_name(table: str, main: str) -> str:
    """Returns the file name of a table's record; `main` is the table of the survey by telephone."""
    return MAIN_RECORD if table == main else f"抽样记录-{safe(table)}.json"


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
class RecordedRule:
    """A row of sheet 抽样 as it was at the draw."""

    post: str
    frame: str
    stratum_column: str
    share: str
    """0 to 1, in digits: `0.2`."""
    least: int
    most: int
    reserves: int

    @classmethod
    def of(cls, rule: SamplingRule) -> "RecordedRule":
        """What a record keeps of a rule."""
        share = f"{rule.share.normalize():f}"
        column, reserves = rule.stratum_column, rule.reserves
        return cls(rule.post, rule.frame, column, share, rule.least, rule.most, reserves)


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """The whole record of one draw."""

    quarter: Period
    table: str
    """Record table that the calls or visits fill."""
    draw: int
    """1 for the first draw of the quarter's table, 2, … for a redraw."""
    drawn_on: date
    reason: str
    """Reason of this draw: of a redraw or of a late salt; else ""."""
    late_salt: bool = field(default=False, kw_only=True)
    """The salt was made at the draw: nothing was printed before the quarter."""
    late_reason: str = field(default="", kw_only=True)
    """Why it was made so late, which redraws keep; "" for a salt that was made in time."""
    commitment: str
    """SHA-256 of the salt, as printed before the quarter."""
    salt: str
    rules: tuple[RecordedRule, ...] = field(default=(), kw_only=True)
    """By post."""
    frame: FrameRecord
    called_last_quarter: tuple[str, ...]
    """Keys of customers in the frame who were called in the quarter before."""
    people: tuple[RecordedPerson, ...]

    def person(self, employee: str, post: str) -> RecordedPerson | None:
        """Returns the sample of an employee in a post; None if nobody was drawn for it."""
        return next((p for p in self.people if (p.id, p.post) == (employee, post)), None)


def recorded_people(
    drawn: Sequence[PersonDraw], callers: Mapping[tuple[str, str, int], str]
) -> tuple[RecordedPerson, ...]:
    """Returns the samples as they are recorded.

    `callers` is (employee ID, post, slot) → caller; a call whose slot it lacks is recorded with the caller "".
    """
    return tuple(
        RecordedPerson(
            id=draw.person,
            post=draw.post,
            frame=draw.frame,
            jobs=draw.jobs,
            do_not_call=draw.do_not_call,
            strata=draw.strata,
            calls=tuple(
                RecordedCall(
                    slot=call.slot,
                    rank=call.rank,
                    number=call.job.number,
                    customer=call.job.customer,
                    ticket=call.ticket,
                    caller=callers.get((draw.person, draw.post, call.slot), ""),
                )
                for call in draw.calls
            ),
        )
        for draw in drawn
    )


def to_json(record: DrawRecord) -> str:
    """Returns the record as JSON text with a final line feed; equal records give equal text."""
    found = asdict(record) | {
        "quarter": str(record.quarter),
        "drawn_on": record.drawn_on.isoformat(),
    }
    if not record.late_reason:
        del found["late_reason"]
    return json.dumps({"format": FORMAT} | found, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> DrawRecord | None:
    """Returns the record of a JSON text; None if the text is damaged or of an unknown format."""
    try:
        found = json.loads(text)
        return _record(found) if found["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


Fields = Mapping[str, Any]


def _record(found: Fields) -> DrawRecord:
    quarter, salt = Period.parse(_of(found, "quarter", str)), _of(found, "salt", str)
    if quarter is None or not HEX.fullmatch(salt):
        raise ValueError
    return DrawRecord(
        quarter=quarter,
        table=_of(found, "table", str),
        draw=_of(found, "draw", int),
        drawn_on=date.fromisoformat(_of(found, "drawn_on", str)),
        reason=_of(found, "reason", str),
        late_salt=_of(found, "late_salt", bool),
        late_reason=_checked(found.get("late_reason", ""), str),
        commitment=_of(found, "commitment", str),
        salt=salt,
        rules=tuple(_plain(RecordedRule, rule) for rule in found["rules"]),
        frame=_plain(FrameRecord, found["frame"]),
        called_last_quarter=tuple(_checked(key, str) for key in found["called_last_quarter"]),
        people=tuple(map(_person, found["people"])),
    )


def _person(found: Fields) -> RecordedPerson:
    return RecordedPerson(
        id=_of(found, "id", str),
        post=_of(found, "post", str),
        frame=_of(found, "frame", str),
        jobs=_of(found, "jobs", int),
        do_not_call=_of(found, "do_not_call", int),
        strata=tuple(_plain(DrawnStratum, stratum) for stratum in found["strata"]),
        calls=tuple(_plain(RecordedCall, call) for call in found["calls"]),
    )


def _plain(kind: type[T], found: Fields) -> T:
    """An object of a dataclass whose fields are texts and whole numbers."""
    return kind(**{f.name: _of(found, f.name, f.type) for f in fields(kind)})  # type: ignore[arg-type]


def _of(found: Fields, name: str, kind: type[T]) -> T:
    return _checked(found[name], kind)


def _checked(value: object, kind: type[T]) -> T:
    """The value, which must be of exactly that type; a text must be whole characters."""
    if type(value) is not kind:
        raise TypeError
    if isinstance(value, str):
        value.encode()
    return value
