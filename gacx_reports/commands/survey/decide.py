"""Decides what a draw may do, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gacx_reports import files
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.survey.frame import FrameRead, printed
from gacx_reports.commands.survey.sheets import sheets_of
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.survey.draw_order import nobody_for
from gacx_reports.core.survey.draw_record import from_json
from gacx_reports.core.survey.frame import FrameJob, frame_hash
from gacx_reports.i18n import N_
from gacx_reports.ledger.survey import KnownDraw, Salt


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """What HR asks for."""

    options: RunOptions
    now: datetime
    table: str = ""
    """Record table that the calls or visits fill; "": the first that the survey team calls."""
    day: date | None = None
    """Day of the draw; None: today."""
    redraw: bool = False
    late_salt: bool = False
    """Draw with a salt that is made now if there is none."""
    reason: str = ""
    """Of a redraw or of a late salt."""

    @property
    def quarter(self) -> str:
        """The quarter as the ledger writes it."""
        return str(self.options.quarter)


class DrawState(StrEnum):
    """What a draw had to do."""

    DRAWN = "drawn"
    RESUMED = "resumed"
    """It finished a draw that had been interrupted."""
    RESTORED = "restored"
    """The record was gone; it is written again as it was."""
    SHEETS = "sheets"
    """Only the sheets were missing."""


@dataclass(frozen=True, slots=True)
class DrawStep:
    """What is to be done."""

    state: DrawState
    draw: KnownDraw


def _refuse_unfit(frame: FrameRead, jobs: Sequence[FrameJob]) -> None:
    """Raise RefusedError for a frame without a job, or with an employee about whom nobody may call."""
    if all(job.do_not_call for job in jobs):
        frames = tuple(dict.fromkeys(frame.shown(rule.frame) for rule in frame.rules))
        words = N_("There is no job to draw for {table}: {frames} are empty.")
        raise RefusedError(words, table=frame.shown(), frames=frames)
    if frame.calls and (people := nobody_for(jobs, frame.roster)):
        words = N_("Nobody of sheet Callers may call about {people}: name one more caller there.")
        raise RefusedError(words, people=people)


def decided(
    request: DrawRequest, frame: FrameRead, salt: Salt | None, known: Sequence[KnownDraw]
) -> DrawStep:
    """The step that the ledger's salt and draws allow; raises RefusedError for any other."""
    if known and not request.redraw:
        return _continued(request, frame, known[-1])
    if request.redraw and not known:
        raise RefusedError(
            N_("{table} was not drawn yet: leave out --redraw."), table=frame.shown()
        )
    path = frame.record(request.options)
    if not known and path.exists():
        words = N_(
            "{path} is there, but this ledger knows no such draw: it was drawn with another ledger. Use that one, or"
            " restore its backup."
        )
        raise RefusedError(words, path=str(path))
    _refuse_salt(request, frame, salt)
    day = _day(request, frame)
    jobs = frame.jobs(day)
    _refuse_unfit(frame, jobs)
    return DrawStep(
        DrawState.DRAWN,
        KnownDraw(len(known) + 1, day, request.reason, "", frame_hash(jobs), ""),
    )


def _day(request: DrawRequest, frame: FrameRead) -> date:
    """The day of the draw: after the quarter for calls, in the quarter or later for visits, never in the future."""
    quarter, today = request.options.quarter, request.now.date()
    day = request.day or today
    first = quarter.next.first_day if frame.calls else quarter.first_day
    if not first <= day <= today:
        words = N_("{day} can't be the day of the draw: that is from {first} to today.")
        raise RefusedError(words, day=day, first=first)
    return day


def _refuse_salt(request: DrawRequest, frame: FrameRead, salt: Salt | None) -> None:
    """Raise RefusedError unless the salt was made before and printed, or HR draws with a late one."""
    seen = printed(frame)
    if salt is None and not request.late_salt:
        words = (
            N_(
                "This ledger has no salt of {quarter}, but {books} have a commitment: `templates` ran with another"
                " ledger. Use that one, or restore its backup."
            )
            if seen
            else N_(
                "There is no salt of {quarter}: `templates` makes it before the quarter. To draw all the same, with"
                " a salt made now and a record that says so: --late-salt --reason …"
            )
        )
        raise RefusedError(words, quarter=request.quarter, books=tuple(seen))
    if salt is None or salt.late:
        return
    if request.late_salt:
        words = N_("The salt of {quarter} was made in time, at {time}: leave out --late-salt.")
        raise RefusedError(words, quarter=request.quarter, time=salt.made_at)
    others = tuple(book for book, text in seen.items() if text != salt.commitment)
    if others:
        words = N_(
            "{books} have another commitment than this ledger, {commitment}: enter that one, or use the ledger with"
            " which the workbooks were issued."
        )
        raise RefusedError(words, books=others, commitment=salt.commitment)
    if not seen:
        words = N_(
            "No workbook has the commitment of {quarter}: enter it in sheet This period of the roster as Sampling"
            " commitment: {commitment}"
        )
        raise RefusedError(words, quarter=request.quarter, commitment=salt.commitment)


def _continued(request: DrawRequest, frame: FrameRead, last: KnownDraw) -> DrawStep:
    """The rest of a draw that was interrupted; raises RefusedError if there is none."""
    path = frame.record(request.options)
    there = files.sha256(path) if path.exists() else ""
    about: dict[str, Detail] = {
        "table": frame.shown(),
        "number": str(last.number),
        "day": last.day,
        "path": str(path),
    }
    if not last.record:
        if last.frame != frame_hash(frame.jobs(last.day)):
            words = N_(
                "Draw {number} of {table} was begun on {day} and interrupted; since then its frame has changed. Undo"
                " the change, or draw again with --redraw --reason …"
            )
            raise RefusedError(words, **about)
        return DrawStep(DrawState.RESUMED, last)
    if not there:
        return DrawStep(DrawState.RESTORED, last)
    if there != last.record:
        words = N_(
            "{path} is not the record of draw {number} of {day}: it was changed, or is another one. Put the right one"
            " back, or draw again with --redraw --reason …"
        )
        raise RefusedError(words, **about)
    record = from_json(path.read_text("utf-8"))
    if record and not all(p.exists() for p in sheets_of(frame, record, request.options)):
        return DrawStep(DrawState.SHEETS, last)
    words = N_(
        "{table} was drawn on {day} (draw {number}). Another draw needs --redraw --reason …, and the summary tells"
        " how often it was drawn."
    )
    raise RefusedError(words, **about)
