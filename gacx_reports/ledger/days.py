"""The days that a quarter's ledger holds, in the order of recording."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from sqlite3 import Connection

from gacx_reports.core.records.days import DayOf, DayOnRecord

PUBLISH, CORRECT_DAY = "publish", "correct day"
"""Actions of the events that publications rest on."""
_ACTIONS: Mapping[str, DayOf] = {
    "reopen": DayOf.REOPENING,
    "appeal": DayOf.APPEAL,
    "granted": DayOf.DECISION,
    "rejected": DayOf.DECISION,
}
_SIGNED = (
    "SELECT event FROM acknowledgements WHERE id IN"
    " (SELECT max(id) FROM acknowledgements WHERE quarter = ? GROUP BY person, revision)"
)
"""Events of the valid acknowledgements: for a person and revision the last one is."""
_CORRECTED = (
    "SELECT DISTINCT old.number FROM records r JOIN publications p ON p.id = r.publication"
    " JOIN records b ON (b.quarter, b.kind, b.name, b.revision) = (r.quarter, r.kind, r.name, r.revision - 1)"
    " JOIN publications old ON old.id = b.publication"
    " WHERE p.quarter = ? AND p.number = ? AND r.kind <> 'table'"
)
"""The publication whose records the correction of a day revised; tables may be those of a later one."""


@dataclass(frozen=True, slots=True)
class RecordedDays:
    """All days of a quarter; a publication that was corrected has its right day, and stands where it stood."""

    entries: tuple[DayOnRecord, ...]
    people: Mapping[int, frozenset[str]]
    """Number of a publication → IDs of those whose records it made."""

    def of_people(self, people: Collection[str]) -> list[DayOnRecord]:
        """What concerns any of these people, and whatever concerns the whole quarter: all publications, reopenings."""
        return [e for e in self.entries if not e.person or e.person in people]

    def of_person(self, person: str) -> list[DayOnRecord]:
        """What concerns one person; of the publications only those that made a record of that person."""
        return [
            e
            for e in self.of_people({person})
            if not e.publication or person in self.people[e.publication]
        ]


@dataclass(frozen=True, slots=True)
class _Act:
    """A publication with its right day."""

    number: int
    """Its own, or of the last one that corrected its day."""
    day: date
    people: frozenset[str]


def recorded_days(db: Connection, quarter: str) -> RecordedDays:
    """The days of the quarter's publications, reopenings, appeals, decisions and valid acknowledgements."""
    acts = _acts(db, quarter)
    signed = {event for (event,) in db.execute(_SIGNED, (quarter,))}
    first = min(acts, default=0)
    found = []
    rows = db.execute(
        "SELECT e.id, e.day, e.action, e.person, coalesce(p.number, 0) FROM events e"
        " LEFT JOIN publications p ON p.event = e.id WHERE e.quarter = ? ORDER BY e.id",
        (quarter,),
    )
    for event, day, action, person, number in rows:
        if act := acts.get(number):
            what = DayOf.PUBLICATION if number == first else DayOf.REVISION
            found.append(DayOnRecord(what, act.day, publication=act.number))
        elif event in signed or action in _ACTIONS:
            what = _ACTIONS.get(action, DayOf.ACKNOWLEDGEMENT)
            found.append(DayOnRecord(what, date.fromisoformat(day), person))
    return RecordedDays(tuple(found), {a.number: a.people for a in acts.values()})


def _acts(db: Connection, quarter: str) -> dict[int, _Act]:
    """Number → publication, without those that corrected the day of another."""
    acts: dict[int, _Act] = {}
    roots: dict[int, int] = {}
    rows = db.execute(
        "SELECT p.id, p.number, p.published_on, e.action FROM publications p"
        " JOIN events e ON e.id = p.event WHERE p.quarter = ? ORDER BY p.number",
        (quarter,),
    )
    for publication, number, day, action in rows.fetchall():
        act = _Act(number, date.fromisoformat(day), _people(db, publication))
        if action == CORRECT_DAY and (old := db.execute(_CORRECTED, (quarter, number)).fetchone()):
            root = roots[number] = roots[old[0]]
            acts[root] = replace(act, people=act.people | acts[root].people)
        else:
            roots[number] = number
            acts[number] = act
    return acts


def _people(db: Connection, publication: int) -> frozenset[str]:
    rows = db.execute(
        "SELECT name FROM records WHERE publication = ? AND kind = 'employee'", (publication,)
    )
    return frozenset(name for (name,) in rows)
