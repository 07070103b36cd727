"""Verifies a record: repeats the draw from the frame and compares commitment, hashes and every call."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.survey.call_list import callers_in
from gacx_reports.core.survey.draw import PersonDraw, draw_sample, samples
from gacx_reports.core.survey.draw_order import assigned
from gacx_reports.core.survey.draw_record import DrawRecord, RecordedPerson, RecordedRule
from gacx_reports.core.survey.frame import FrameJob, contacts_hash, frame_hash
from gacx_reports.core.survey.tickets import commitment


class Fault(StrEnum):
    """What does not agree."""

    SALT = "salt"
    """The salt's SHA-256 is not the record's commitment."""
    COMMITMENT = "commitment"
    """Another commitment than that of the quarter's salt is printed."""
    DERIVED = "derived"
    """The record's salt is not the one that the quarter's salt gives for its table."""
    RULES = "rules"
    """Rows of sheet 抽样 were changed after the draw."""
    FRAME = "frame"
    """Jobs were added, removed or changed after the draw."""
    CONTACTS = "contacts"
    """Telephone numbers were changed after the draw."""
    PERSON_MISSING = "person_missing"
    """An employee with jobs in the frame has no sample."""
    PERSON_ADDED = "person_added"
    """An employee without jobs in the frame has a sample."""
    STRATA = "strata"
    CALL_MISSING = "call_missing"
    """A job that the draw yields is not in the record."""
    CALL_ADDED = "call_added"
    """A job in the record that the draw does not yield."""
    CALLED = "called"
    """The customers called in the quarter before are not those that its folder gives."""
    CALLER = "caller"
    """A call is another caller's than the one whom the assignment gives."""
    MISSING = "missing"
    """There is no record."""
    DAMAGED = "damaged"
    """The record can't be read."""
    OTHER = "other"
    """The record is that of another quarter or table."""
    LATE = "late"
    """The salt was made at the draw."""
    UNPRINTED = "unprinted"
    """No workbook has a commitment."""
    RECORD = "record"
    """The record's hash is not the ledger's."""
    LEDGER_FRAME = "ledger_frame"
    """The record's frame is not the one in the ledger."""
    LEDGER_COMMITMENT = "ledger_commitment"
    """The record's commitment is not the one in the ledger."""
    DAY = "day"
    """Number or day of the draw are not the ledger's last."""
    UNFINISHED = "unfinished"
    """The ledger knows that the draw began, and not that it ended."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fault, with the employee and the job that it concerns."""

    fault: Fault
    person: str = ""
    number: str = ""


def differences(
    record: DrawRecord,
    jobs: Sequence[FrameJob],
    rules: Mapping[str, SamplingRule],
) -> tuple[Difference, ...]:
    """Returns everything in which the record differs from a draw repeated from the frame; () proves it.

    `rules` is post → rule. Telephone numbers are compared unless they were purged.
    """
    return tuple(_differences(record, jobs, rules))


def _differences(
    record: DrawRecord,
    jobs: Sequence[FrameJob],
    rules: Mapping[str, SamplingRule],
) -> Iterator[Difference]:
    if commitment(record.salt) != record.commitment:
        yield Difference(Fault.SALT)
    if {RecordedRule.of(rule) for rule in rules.values()} != set(record.rules):
        yield Difference(Fault.RULES)
    if frame_hash(jobs) != record.frame.sha256:
        yield Difference(Fault.FRAME)
    phones = any(job.phone for job in jobs)
    if phones and contacts_hash(jobs, record.salt) != record.frame.contacts_sha256:
        yield Difference(Fault.CONTACTS)
    # One after the other: all samples of a large company at once take much memory.
    known = record.called_last_quarter
    yield from _people(record, samples(jobs, rules, record.quarter, record.salt, known))


def draw_again(
    record: DrawRecord, jobs: Sequence[FrameJob], rules: Mapping[str, SamplingRule]
) -> tuple[PersonDraw, ...]:
    """Returns the draw repeated with the record's salt and its customers of the quarter before."""
    return draw_sample(jobs, rules, record.quarter, record.salt, record.called_last_quarter)


def same_callers(record: DrawRecord, drawn: Sequence[PersonDraw], roster: Roster) -> bool:
    """Whether the callers of the record are those to whom the roster of today would give the repeated draw's calls."""
    return set(callers_in(record)) == set(assigned(drawn, roster).values())


def caller_differences(
    record: DrawRecord, drawn: Sequence[PersonDraw], roster: Roster
) -> Iterator[Difference]:
    """Yields the calls of a record that the assignment gives to another caller; `drawn` is the repeated draw."""
    callers = assigned(drawn, roster)
    for person in record.people:
        for call in person.calls:
            if call.caller != callers.get((person.id, person.post, call.slot), ""):
                yield Difference(Fault.CALLER, person.id, call.number)


def _people(record: DrawRecord, drawn: Iterable[PersonDraw]) -> Iterator[Difference]:
    recorded = {(p.id, p.post): p for p in record.people}
    found: dict[tuple[str, str], tuple[Difference, ...]]
    found = {key: (Difference(Fault.PERSON_ADDED, key[0]),) for key in recorded}
    for person in drawn:
        key = person.person, person.post
        if key in recorded:
            found[key] = tuple(_calls(recorded[key], person))
        else:
            found[key] = (Difference(Fault.PERSON_MISSING, key[0]),)
    for key in sorted(found):
        yield from found[key]


def _calls(recorded: RecordedPerson, drawn: PersonDraw) -> Iterator[Difference]:
    counts = (recorded.frame, recorded.jobs, recorded.do_not_call, recorded.strata)
    if counts != (drawn.frame, drawn.jobs, drawn.do_not_call, drawn.strata):
        yield Difference(Fault.STRATA, recorded.id)
    written = {(c.slot, c.rank, c.number, c.customer, c.ticket) for c in recorded.calls}
    yielded = {(c.slot, c.rank, c.job.number, c.job.customer, c.ticket) for c in drawn.calls}
    for _, _, number, *_ in sorted(yielded - written):
        yield Difference(Fault.CALL_MISSING, recorded.id, number)
    for _, _, number, *_ in sorted(written - yielded):
        yield Difference(Fault.CALL_ADDED, recorded.id, number)
