"""`survey draw`: fixes the frame in the ledger, reveals the salt, draws, and writes the record and the sheets."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.request import RefusedError, RunOptions
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
    table: str = ""
    """The table's name in the language of the run."""
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
    salt_made: bool = False
    """The salt was made by this very command, and not before it."""
    foreseeable: bool = False
    """The salt could be known before the draw: an earlier draw had revealed it, or that of the quarter."""


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
        return replace(_done(request, frame, step), salt_made=salt is None)


def _done(request: DrawRequest, frame: FrameRead, step: DrawStep) -> Drawn:
    """Take the steps in the order in which each can be repeated after a crash."""
    options, path = request.options, frame.record(request.options)
    foreseeable = _foreseeable(frame, options, step)
    content = (
        path.read_text("utf-8")
        if step.state is DrawState.SHEETS
        else _recorded(request, frame, step)
    )
    record = from_json(content)
    assert record
    made_sheets = sheets_of(frame, record, options)
    aside = write_sheets(made_sheets, options, missing=step.state is DrawState.SHEETS)
    return Drawn(
        issues=(),
        state=step.state,
        table=frame.shown(),
        record=record,
        path=path,
        sha256=sha256(content.encode()).hexdigest(),
        calls=frame.calls,
        sheets=tuple(made_sheets),
        kept=aside,
        foreseeable=foreseeable,
    )


def _foreseeable(frame: FrameRead, options: RunOptions, step: DrawStep) -> bool:
    main = frame.record(options, frame.main)
    revealed = step.draw.number > 1 or (frame.table != frame.main and main.exists())
    return step.state is DrawState.DRAWN and revealed


def _recorded(request: DrawRequest, frame: FrameRead, step: DrawStep) -> str:
    """Draw, and write the record into the folder and its hash into the ledger; returns the record's text."""
    path = frame.record(request.options)
    called = called_last_quarter(request.options, frame.table, path.name)
    salt, draw = _begun(request, frame, step)
    content = to_json(_record(frame, draw, salt, called))
    digest = sha256(content.encode()).hexdigest()
    if step.state is DrawState.RESTORED and digest != draw.record:
        words = N_(
            "{path} is gone, and from today's workbooks it can't be made again. Restore it from a backup, or draw"
            " again with --redraw --reason …"
        )
        raise RefusedError(words, path=str(path))
    _set_aside(path, draw.number, content.encode())
    files.write(path, content.encode())
    if not draw.record:
        with writing(request.options.ledger) as db:
            survey.finish_draw(db, request.quarter, frame.table, draw.number, digest)
    return content


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
        late_reason=salt.reason if salt.late else "",
    )
    roster = frame.roster if frame.calls else None
    return carried_out(order, frame.jobs(draw.day), frame.rules, called, roster)


def _set_aside(path: Path, number: int, content: bytes) -> None:
    """Keep another record that lies there: an earlier draw's under its number, as `抽样记录-1.json`."""
    if not path.exists() or files.holds(path, content):
        return
    before = from_json(path.read_text("utf-8", errors="replace"))
    earlier = before.draw if before else number - 1
    numbered = path.with_name(f"{path.stem}-{earlier}{path.suffix}")
    place = numbered if 0 < earlier < number else path
    path.rename(files.free(place) if place.exists() else place)
