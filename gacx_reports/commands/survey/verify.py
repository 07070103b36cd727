"""`survey verify`: proves a sample from the folder alone, and from the ledger if it knows the draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.survey.called_before import called_last_quarter
from gacx_reports.commands.survey.frame import FrameRead, printed, read_frame
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue, errors, in_order
from gacx_reports.core.survey.draw_record import DrawRecord, from_json
from gacx_reports.core.survey.frame import frame_lines
from gacx_reports.core.survey.tickets import commitment, table_salt
from gacx_reports.core.survey.verify import (
    Difference,
    Fault,
    caller_differences,
    differences,
    draw_again,
    same_callers,
)
from gacx_reports.i18n import N_
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading
from gacx_reports.ledger.survey import KnownDraw

_FILE_THERE = N_(
    "{path} is there already with other content and was left alone: give the frame another name."
)
_NOT_AS_DRAWN = (
    P.CALL_NOT_DRAWN,
    P.CALLS_MISSING,
    P.DRAWN_CALL_CHANGED,
    P.RESERVE_BEFORE_ITS_TURN,
    P.CALL_TWICE,
)
"""Codes of rows that are not the calls of the record, or were called out of turn."""
_OTHER_DRAW = {
    Fault.FRAME,
    Fault.RULES,
    Fault.PERSON_MISSING,
    Fault.PERSON_ADDED,
    Fault.CALL_MISSING,
    Fault.CALL_ADDED,
}


@dataclass(frozen=True, slots=True)
class Verified:
    """Result of a verification."""

    issues: tuple[Issue, ...]
    """Errors of scheme, roster and frame."""
    path: Path = Path()
    """The record's file."""
    record: DrawRecord | None = None
    """None if the record is missing or damaged, or scheme or roster can't be read."""
    sha256: str = ""
    """Of the record's file."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """Workbook → commitment printed in it."""
    quarter_salt: str = field(default="", repr=False)
    """The quarter's salt; "" if it is not revealed yet, so that the table's can't be compared with what is printed."""
    draws: int = 0
    """Draws that this ledger knows; 0: it does not know the quarter's."""
    differences: tuple[Difference, ...] = ()
    lines: int = 0
    """Lines of the frame that were written to a file."""
    sheets: tuple[Issue, ...] = ()
    """P50 to P54: rows of call sheets in the folder that are not the calls of the record."""
    own_salt: bool = False
    """The table's salt is derived from that of the quarter, so that its commitment is printed nowhere."""
    before: bool = True
    """Whether the folder of the quarter before is there, without which nothing tells whom it called."""
    callers: bool = True
    """Whether the callers are those of the roster, so that the assignment of calls can be repeated; True for visits."""

    @property
    def proved(self) -> bool:
        """Whether nothing differs."""
        differs = self.differences or self.issues or self.sheets
        return self.record is not None and not differs


def verify(options: RunOptions, table: str, frame_file: Path | None = None) -> Verified:
    """Compare the record of a table's draw with frame, printed commitments and ledger.

    With `frame_file`, the frame's lines are written there. Raises RefusedError if the scheme does not draw the table,
    or if `frame_file` is there and holds something else.
    """
    frame = read_frame(options, table)
    if not isinstance(frame, FrameRead):
        return Verified(frame)
    path = frame.record(options)
    content = path.read_bytes() if path.exists() else b""
    record = from_json(content.decode("utf-8", "replace"))
    jobs = frame.jobs(record.drawn_on) if record else frame.all_jobs
    lines = tuple(frame_lines(jobs))
    if frame_file:
        _write(frame_file, "".join(f"{line}\n" for line in lines).encode())
    with reading(options.ledger) as db:
        known = survey.draws(db, str(options.quarter), frame.table)
    found = Verified(
        issues=frame.issues,
        path=path,
        record=record,
        sha256=sha256(content).hexdigest(),
        printed=printed(frame),
        quarter_salt=_quarter_salt(frame, options, record),
        draws=len(known),
        lines=len(lines) if frame_file else 0,
        own_salt=frame.table != frame.main,
        before=(options.input / str(options.quarter.previous)).is_dir(),
    )
    if record is None:
        return replace(
            found, differences=(Difference(Fault.DAMAGED if content else Fault.MISSING),)
        )
    if (record.quarter, record.table) != (options.quarter, frame.table):
        return replace(found, differences=(Difference(Fault.OTHER),))
    of_draw = tuple(_differences(frame, record, found, known))
    return _further(frame, options, replace(found, differences=of_draw), record)


def _write(path: Path, content: bytes) -> None:
    """Write a new file: a name typed wrongly may be that of a workbook, of which nobody has another copy."""
    try:
        files.add(path, content)
    except FileExistsError:
        if not files.holds(path, content):
            raise RefusedError(_FILE_THERE, path=str(path)) from None


def _further(
    frame: FrameRead, options: RunOptions, found: Verified, record: DrawRecord
) -> Verified:
    """What follows from the draw: the customers called before, the callers, and the call sheets in the folder."""
    jobs = frame.jobs(record.drawn_on)
    differing = list(found.differences)
    called = called_last_quarter(options, frame.table, found.path.name)
    known = {job.customer_key for job in jobs} & called
    same_frame = Difference(Fault.FRAME) not in differing
    if found.before and same_frame and known != set(record.called_last_quarter):
        differing.append(Difference(Fault.CALLED))
    callers = True
    # Another frame or other rules give other slots: that is said, and what follows from it is not.
    if frame.calls and not {d.fault for d in differing} & _OTHER_DRAW:
        drawn = draw_again(record, jobs, {rule.post: rule for rule in frame.rules})
        callers = same_callers(record, drawn, frame.roster)
        differing += caller_differences(record, drawn, frame.roster) if callers else ()
    sheets = frame.read.told(in_order(_of_sheets(frame, record)))
    return replace(found, differences=tuple(differing), callers=callers, sheets=sheets)


def _of_sheets(frame: FrameRead, record: DrawRecord) -> Iterator[Issue]:
    """The errors about rows of the record's call sheets that are not as they were drawn and issued."""
    books = {form.workbook for form in frame.found.expected if form.draw == record}
    for issue in errors(frame.found.issues):
        if issue.place.workbook in books and issue.code in _NOT_AS_DRAWN:
            yield issue


def _quarter_salt(frame: FrameRead, options: RunOptions, record: DrawRecord | None) -> str:
    """The quarter's salt, if the main table's draw has revealed it or this ledger has it; else ""."""
    if record and frame.table == frame.main:
        return record.salt
    path = frame.record(options, frame.main)
    main = from_json(path.read_text("utf-8", errors="replace")) if path.exists() else None
    if main:
        return main.salt
    with reading(options.ledger) as db:
        salt = survey.salt_of(db, str(options.quarter))
    return salt.text if salt else ""


def _differences(
    frame: FrameRead, record: DrawRecord, found: Verified, known: Sequence[KnownDraw]
) -> Iterator[Difference]:
    if record.late_salt:
        yield Difference(Fault.LATE)
    elif not found.printed:
        yield Difference(Fault.UNPRINTED)
    if salt := found.quarter_salt:
        if table_salt(salt, frame.table, frame.main) != record.salt:
            yield Difference(Fault.DERIVED)
        if any(text != commitment(salt) for text in found.printed.values()):
            yield Difference(Fault.COMMITMENT)
    rules = {rule.post: rule for rule in frame.rules}
    yield from differences(record, frame.jobs(record.drawn_on), rules)
    if known:
        yield from _against_ledger(record, found.sha256, known[-1])


def _against_ledger(record: DrawRecord, digest: str, last: KnownDraw) -> Iterator[Difference]:
    if not last.record:
        yield Difference(Fault.UNFINISHED)
    elif digest != last.record:
        yield Difference(Fault.RECORD)
    if record.frame.sha256 != last.frame:
        yield Difference(Fault.LEDGER_FRAME)
    if record.commitment != last.commitment:
        yield Difference(Fault.LEDGER_COMMITMENT)
    if (record.draw, record.drawn_on) != (last.number, last.day):
        yield Difference(Fault.DAY)
