"""`survey verify`: proves a sample from the folder alone, and from the ledger if it knows the draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.frame import FrameRead, printed, read_frame
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.survey.draw_record import DrawRecord, from_json
from gacx_reports.core.survey.frame import frame_lines
from gacx_reports.core.survey.tickets import commitment, table_salt
from gacx_reports.core.survey.verify import Difference, Fault, differences
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading
from gacx_reports.ledger.survey import KnownDraw


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

    @property
    def proved(self) -> bool:
        """Whether nothing differs."""
        return self.record is not None and not self.differences and not self.issues


def verify(options: RunOptions, table: str, frame_file: Path | None = None) -> Verified:
    """Compare the record of a table's draw with frame, printed commitments and ledger.

    With `frame_file`, the frame's lines are written there. Raises RefusedError if the scheme does not draw the table.
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
        files.write(frame_file, "".join(f"{line}\n" for line in lines).encode())
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
    )
    if record is None:
        return replace(
            found, differences=(Difference(Fault.DAMAGED if content else Fault.MISSING),)
        )
    return replace(found, differences=tuple(_differences(frame, record, found, known)))


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
    if (record.quarter, record.table) != (frame.read.quarter, frame.table):
        yield Difference(Fault.OTHER)
        return
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
