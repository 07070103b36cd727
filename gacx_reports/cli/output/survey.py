"""Messages of `survey`."""

from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations

from gacx_reports.commands.survey.decide import DrawState
from gacx_reports.commands.survey.draw import Drawn
from gacx_reports.commands.survey.verify import Verified
from gacx_reports.core.language import formats
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.core.survey.verify import Difference, Fault
from gacx_reports.i18n import N_

STATES: Mapping[DrawState, str] = {
    DrawState.DRAWN: N_("{table}: draw {number}, on {day}."),
    DrawState.RESUMED: N_("{table}: draw {number} of {day} was interrupted; it is finished now."),
    DrawState.RESTORED: N_(
        "{table}: the record of draw {number} of {day} was gone; it is written again as it was."
    ),
    DrawState.SHEETS: N_("{table}: drawn on {day} (draw {number}); only sheets were missing."),
}
FAULTS: Mapping[Fault, str] = {
    Fault.MISSING: N_("There is no record of a draw: {path}."),
    Fault.DAMAGED: N_("{path} can't be read: it was cut, edited or written by a newer program."),
    Fault.OTHER: N_("{path} is the record of another quarter or table."),
    Fault.LATE: N_(
        "The salt was made at the draw, so nothing was printed before the quarter ({reason}). The draw can be"
        " repeated, but not that nobody chose its salt."
    ),
    Fault.UNPRINTED: N_(
        "No workbook has a commitment: neither sheet This period of the roster nor a cover. Nothing shows that the"
        " salt was fixed before the quarter."
    ),
    Fault.SALT: N_(
        "The salt does not give the record's commitment: one of the two was exchanged after the draw."
    ),
    Fault.COMMITMENT: N_(
        "Another commitment is printed in {books}: the sample was drawn with another salt than the one that was fixed"
        " before the quarter."
    ),
    Fault.DERIVED: N_(
        "The record's salt is not the one that the quarter's salt gives for this table: it was chosen."
    ),
    Fault.RULES: N_(
        "The rows of sheet Sampling are not those of the draw: the scheme was changed after it."
    ),
    Fault.FRAME: N_(
        "The frame is not that of the draw: a job was added, removed or changed after it. Compare with the workbooks"
        " that were handed in then."
    ),
    Fault.CONTACTS: N_(
        "Telephone numbers are not those of the draw: somebody may have been called under another number."
    ),
    Fault.PERSON_MISSING: N_("{person} has jobs in the frame, but no sample."),
    Fault.PERSON_ADDED: N_("{person} has a sample, but no job in the frame."),
    Fault.STRATA: N_("{person}: numbers of jobs or calls are not those that the draw gives."),
    Fault.CALL_MISSING: N_("{person}, {number}: drawn, but not in the record as it should be."),
    Fault.CALL_ADDED: N_("{person}, {number}: in the record, but not drawn so."),
    Fault.CALLED: N_(
        "The customers called in the quarter before are not those that its folder gives: the list in the record or that"
        " folder was changed after the draw."
    ),
    Fault.CALLER: N_(
        "{person}, {number}: the assignment gives this call to another caller; the record or sheet Callers was changed"
        " after the draw."
    ),
    Fault.RECORD: N_(
        "The record is not the one whose hash the ledger took at the draw: it was changed after it."
    ),
    Fault.LEDGER_FRAME: N_(
        "The record's frame is not the one that the ledger took before the salt was revealed."
    ),
    Fault.LEDGER_COMMITMENT: N_("The record's commitment is not the ledger's."),
    Fault.DAY: N_("Number or day of the draw are not those of the last draw in the ledger."),
    Fault.UNFINISHED: N_(
        "The ledger knows that the draw began, and not that it ended: run `survey draw` again to finish it."
    ),
}
"""Fault → a message id that says what differs and what that means."""


def drawn(done: Drawn, t: NullTranslations) -> list[str]:
    """Lines about a draw; [] if the frame has errors."""
    record = done.record
    if record is None or done.state is None:
        return []
    day = formats.day(record.drawn_on, t)
    words = t.gettext(STATES[done.state])
    lines = [words.format(table=done.table, number=record.draw, day=day)]
    if record.reason:
        lines.append(t.gettext("Reason: {reason}").format(reason=record.reason))
    if done.salt_made:
        lines.append(t.gettext("The salt was made only now; the record and the summary say so."))
    elif record.late_salt:
        late = t.gettext("The salt was made late, at an earlier draw: {reason}")
        lines.append(late.format(reason=record.late_reason))
    if done.foreseeable:
        lines.append(
            t.gettext(
                "An earlier draw has revealed the salt: whoever changed jobs since could know this sample. The frame's"
                " hash and the number of draws are in the ledger."
            )
        )
    lines += [*_numbers(record, done.calls, t), *_proof(record, done.sha256, t)]
    lines.append(t.gettext("Record: {path}").format(path=done.path))
    lines += [str(path) for path in done.sheets]
    if done.kept:
        lines.append(
            t.gettext("Sheets that somebody had filled in are set aside, nothing is lost:")
        )
    return [*lines, *(f"  {path}" for path in done.kept)]


def _numbers(record: DrawRecord, calls: bool, t: NullTranslations) -> Iterator[str]:
    chosen = [call for person in record.people for call in person.calls]
    first = sum(not call.rank for call in chosen)
    words = (
        t.gettext("{first} calls about {people} people, and {reserves} reserves, from {jobs} jobs")
        if calls
        else t.gettext(
            "{first} visits about {people} people, and {reserves} reserves, from {jobs} jobs"
        )
    )
    yield words.format(
        first=first,
        people=len(record.people),
        reserves=len(chosen) - first,
        jobs=record.frame.jobs,
    )
    if record.frame.do_not_call:
        left_out = t.gettext(
            "Left out, because the customer doesn't want to be called: {jobs} jobs"
        )
        yield left_out.format(jobs=record.frame.do_not_call)


def _proof(record: DrawRecord, digest: str, t: NullTranslations) -> Sequence[str]:
    return (
        t.gettext("Commitment: {hash}").format(hash=record.commitment),
        t.gettext("Salt: {hash}").format(hash=record.salt),
        t.gettext("SHA-256 of the frame: {hash}").format(hash=record.frame.sha256),
        t.gettext("SHA-256 of the record: {hash}").format(hash=digest),
    )


def verified(found: Verified, t: NullTranslations) -> list[str]:
    """Lines about a verification: the proof, or each difference and what it means."""
    lines = [_worded(d, found, t) for d in found.differences]
    if found.sheets:
        words = t.gettext(
            "Call sheets in the folder are not the calls of the record: {count}, listed above."
        )
        lines.append(words.format(count=len(found.sheets)))
    record = found.record
    if record:
        lines += _proof(record, found.sha256, t)
        lines += _compared(found, t)
    if found.lines:
        lines.append(t.gettext("Lines of the frame written: {count}").format(count=found.lines))
    if found.proved:
        lines.append(
            t.gettext("Proved: the sample is the one that the salt gives from this frame.")
        )
    return lines


def _compared(found: Verified, t: NullTranslations) -> Iterator[str]:
    if found.own_salt:
        yield t.gettext(
            "This commitment is that of the table's own salt; it stands in the record and is printed nowhere."
        )
    if not found.quarter_salt:
        yield t.gettext(
            "The quarter's salt is not revealed yet: whether this one follows from what is printed can be verified"
            " after the draw of the survey by telephone."
        )
    for text in dict.fromkeys(found.printed.values()):
        books = [book for book, own in found.printed.items() if own == text]
        words = (
            t.gettext("Printed in {books}, as that of the quarter: {hash}")
            if found.own_salt
            else t.gettext("Printed in {books}: {hash}")
        )
        yield words.format(books=t.gettext(", ").join(books), hash=text)
    if not found.before:
        yield t.gettext(
            "The folder of the quarter before isn't there: whom it called is not compared, and taken from the record."
        )
    if not found.callers:
        yield t.gettext(
            "Sheet Callers names other callers than the record: who got which call is not compared."
        )
    if found.draws:
        words = t.gettext("Draws of this table in the ledger: {count}")
        yield words.format(count=found.draws)
    else:
        yield t.gettext(
            "This ledger does not know the draw; record and day are not compared with it."
        )


def _worded(difference: Difference, found: Verified, t: NullTranslations) -> str:
    return t.gettext(FAULTS[difference.fault]).format(
        path=found.path,
        reason=found.record.late_reason if found.record else "",
        books=t.gettext(", ").join(_others(found)),
        person=difference.person,
        number=difference.number,
    )


def _others(found: Verified) -> list[str]:
    """Workbooks with another commitment than that of the quarter's salt."""
    if not found.quarter_salt:
        return []
    own = commitment(found.quarter_salt)
    return [book for book, text in found.printed.items() if text != own]
