"""Reads the frame that a table is drawn from, and everything that makes it unfit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.call_forms import drawn_tables, record_of
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.i18n import N_
from gacx_reports.intake.handed_in import HandedIn
from gacx_reports.intake.quarter import QuarterRead, read_quarter


@dataclass(frozen=True, slots=True)
class FrameRead:
    """A quarter as it was read, with the frame of one drawn table."""

    read: QuarterRead
    found: HandedIn
    table: str
    rules: tuple[SamplingRule, ...]
    """The table's, one per post."""
    all_jobs: tuple[FrameJob, ...]
    """Of the whole quarter, as far as it is recorded."""
    issues: tuple[Issue, ...]
    """Errors of scheme, roster and frame, in the reader's language; with one, the frame may lack jobs."""

    @property
    def roster(self) -> Roster:
        """The quarter's roster."""
        return self.found.basis.roster

    @property
    def calls(self) -> bool:
        """Whether the survey team telephones; else the departments visit."""
        return self.found.basis.scheme.tables[self.table].owner == Owner.SURVEY

    @property
    def main(self) -> str:
        """The table that is drawn with the quarter's own salt: the first that the survey team calls, else the first."""
        scheme = self.found.basis.scheme
        calls = [table.name for table in drawn_tables(scheme)]
        return calls[0] if calls else scheme.sampling[0].table

    def shown(self, table: str = "") -> str:
        """A table's name in the language of the run; "": of the drawn one."""
        table = table or self.table
        english = self.found.basis.scheme.english
        return english.get(table, table) if self.read.lang == "en" else table

    def jobs(self, day: date) -> tuple[FrameJob, ...]:
        """The frame of a draw on that day: the jobs up to it, for visits are drawn while the quarter goes on."""
        return tuple(job for job in self.all_jobs if job.day <= day)

    def record(self, options: RunOptions, table: str = "") -> Path:
        """Path of a table's record in the quarter's folder; "": of the frame's own."""
        return options.source / record_of(table or self.table, self.found.basis.scheme)


def read_frame(options: RunOptions, table: str) -> FrameRead | tuple[Issue, ...]:
    """Read the quarter's folder and the frame of a drawn table; "" is the first that the survey team calls.

    Errors alone if scheme or roster can't be read. Raises RefusedError if the scheme does not draw the table.
    """
    read = read_quarter(options.source, options.quarter, lang=options.lang, readers=options.readers)
    found = read.handed_in
    if found is None:
        return read.told(read.file_issues)
    wrong = errors(found.basis.issues)
    if wrong:
        return read.told(wrong)
    scheme = found.basis.scheme
    table = drawn_table(scheme, table)
    rules = scheme.sampling_of(table)
    jobs = frame_jobs(found.submissions.records, rules, found.basis.roster, options.quarter)
    issues = read.told(_about_frames(errors((*read.file_issues, *found.issues)), found, rules))
    return FrameRead(read, found, table, rules, jobs, issues)


def drawn_table(scheme: Scheme, table: str) -> str:
    """The Chinese name of the table to draw, which may be given in English; "" is the first that the team calls.

    Raises RefusedError if the scheme does not draw it.
    """
    tables = tuple(dict.fromkeys(rule.table for rule in scheme.sampling))
    if not tables:
        raise RefusedError(N_("The scheme draws nothing: it has no sheet Sampling."))
    main = [t.name for t in drawn_tables(scheme)]
    named = [n for n in tables if stands_for(table, n, scheme)] if table else main
    chosen = named[0] if named else ""
    if not chosen:
        words = N_("--table {table}: the scheme draws these tables: {tables}")
        raise RefusedError(words, table=table or "…", tables=tables)
    return chosen


def _about_frames(
    found: Iterable[Issue], handed: HandedIn, rules: Iterable[SamplingRule]
) -> Iterator[Issue]:
    """The issues about workbooks that hold a frame: about the file, its cover or a frame's sheet.

    Without P61: that the frame isn't that of an earlier draw any more is no fault of the next, and `verify` says it.
    """
    frames = {rule.frame for rule in rules}
    books = {f.workbook for f in handed.expected if frames.intersection(f.tables)}
    for issue in found:
        sheet = issue.place.sheet
        names = (COVER.name, *frames)
        inside = not sheet or any(stands_for(sheet, n, handed.basis.scheme) for n in names)
        if issue.place.workbook in books and inside and issue.code != P.FRAME_CHANGED:
            yield issue


def printed(frame: FrameRead) -> dict[str, str]:
    """Workbook → commitment (抽样承诺) printed in it, in lower case: in the roster's sheet 本期 and on covers.

    Call sheets are left out: they are issued by the draw, so what they print was not fixed before it.
    """
    entered = frame.roster.period.commitment
    found = {frame.found.basis.roster_book.name: entered} if entered else {}
    for form in frame.found.expected:
        if form.kind is FormKind.CALLS or form.workbook not in frame.found.books:
            continue
        for row in read_sheet(frame.found.books[form.workbook], COVER)[0]:
            if row.sheet.means(row.text("项目"), COMMITMENT) and row.text("值"):
                found[form.workbook] = row.text("值").casefold()
    return found
