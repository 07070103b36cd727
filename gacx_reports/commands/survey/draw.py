"""`survey draw`: fixes the frame in the ledger, reveals the salt, draws, and writes the record and the sheets."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.request import RefusedError
from gacx_reports.commands.survey.called_before import called_last_quarter
from gacx_reports.commands.survey.decide import (
    DrawRequest,
    DrawState,
    DrawStep,
    decided,
)
from gacx_reports.commands.survey.frame import FrameRead, read_frame
from gacx_reports.commands.survey.sheets import sheets_of, write_sheets
from gacx_reports.commands.survey_salts import made
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.survey.draw_order import DrawOrder, carried_out
from gacx_reports.core.survey.draw_record import DrawRecord, from_json, to_json
from gacx_reports.core.survey.tickets import table_salt
from gacx_reports.i18n import N_
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import Event, reading, record_event, writing
from gacx_reports.ledger.survey import KnownDraw, Salt


@dataclass(frozen=True, slots=True)
class Drawn:
    """Result of a draw; only issues if the frame has errors."""

    issues: tuple[Issue, ...]
    state: DrawState | None = None
    record: DrawRecord | None = None
    path: Path = Path()
    """The record's file."""
    sha256: str = ""
    """Of that file, as in the ledger."""
    calls: bool = True
    """Whether the survey team telephones; else the departments visit."""
    sheets: tuple[Path, ...] = ()
    """Call sheets or plans of visits."""
    kept: tuple[Path, ...] = ()
    """Where sheets of an earlier draw in which somebody had typed were set aside."""


def draw(request: DrawRequest) -> Drawn:
    """Draw the sample of a table, or finish an interrupted draw.

    Nothing is drawn if scheme, roster or frame have errors. Raises RefusedError, BusyError, LedgerError.
    """
    with files.held(request.options.target):
        frame = read_frame(request.options, request.table)
        if not isinstance(frame, FrameRead):
            return Drawn(frame)
        if frame.issues:
            return Drawn(frame.issues)
        with reading(request.options.ledger) as db:
            salt = survey.salt_of(db, request.quarter)
            known = survey.draws(db, request.quarter, frame.table)
        step = decided(request, frame, salt, known)
        return _done(request, frame, step)


def _done(request: DrawRequest, frame: FrameRead, step: DrawStep) -> Drawn:
    """Take the steps in the order in which each can be repeated after a crash."""
    options, path = request.options, frame.record(request.options)
    called = called_last_quarter(options, frame.table, path.name)
    salt, draw = _begun(request, frame, step)
    kept = step.state is DrawState.SHEETS
    content = path.read_text("utf-8") if kept else to_json(_record(frame, draw, salt, called))
    digest = sha256(content.encode()).hexdigest()
    if step.state is DrawState.RESTORED and digest != draw.record:
        words = N_(
            "{path} is gone, and from today's workbooks it can't be made again. Restore it from a backup, or draw"
            " again with --redraw --reason …"
        )
        raise RefusedError(words, path=str(path))
    if not kept:
        _set_aside(path, draw.number)
        files.write(path, content.encode())
    if not draw.record:
        with writing(options.ledger) as db:
            survey.finish_draw(db, request.quarter, frame.table, draw.number, digest)
    record = from_json(content)
    assert record
    made_sheets = sheets_of(frame, record, options)
    aside = write_sheets(made_sheets, options, missing=kept)
    return Drawn((), step.state, record, path, digest, frame.calls, tuple(made_sheets), aside)


def _begun(request: DrawRequest, frame: FrameRead, step: DrawStep) -> tuple[Salt, KnownDraw]:
    """The table's salt and the draw; a new draw is first recorded with its frame, in a transaction of its own."""
    with writing(request.options.ledger) as db:
        late = request.reason if request.late_salt else ""
        salt = made(db, request.quarter, request.now, late)
        salt = replace(salt, text=table_salt(salt.text, frame.table, frame.main))
        draw = replace(step.draw, commitment=salt.commitment)
        if step.state is DrawState.DRAWN:
            event = Event(
                request.quarter, "survey draw", draw.day, request.now, reason=request.reason
            )
            number = record_event(db, event)
            survey.begin_draw(db, request.quarter, frame.table, draw, number)
    return salt, draw


def _record(frame: FrameRead, draw: KnownDraw, salt: Salt, called: Collection[str]) -> DrawRecord:
    order = DrawOrder(
        quarter=frame.read.quarter,
        table=frame.table,
        number=draw.number,
        day=draw.day,
        reason=draw.reason,
        salt=salt.text,
        late_salt=salt.late,
    )
    roster = frame.roster if frame.calls else None
    return carried_out(order, frame.jobs(draw.day), frame.rules, called, roster)


def _set_aside(path: Path, number: int) -> None:
    """Keep the record of an earlier draw under its number: `抽样记录-1.json`."""
    if not path.exists():
        return
    before = from_json(path.read_text("utf-8", errors="replace"))
    if before and before.draw < number:
        path.rename(path.with_name(f"{path.stem}-{before.draw}{path.suffix}"))
