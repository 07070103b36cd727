"""The drawn survey of a sample quarter: its record, and the call sheets as a simulated team fills them in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY
from gacx_reports.core.forms.call_forms import drawn_tables, record_of
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.call_list import CallLine
from gacx_reports.core.survey.draw_order import DrawOrder, carried_out
from gacx_reports.core.survey.draw_record import DrawRecord, to_json
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.core.survey.tickets import table_salt
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.excel.styles import CellValue
from gacx_reports.i18n import translator
from tools.samples.records import WORDS, level_cells
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.simulated_callers import Team, filled
from tools.samples.stream import Stream

DRAWN = 1
"""Working days from the quarter's end to the draw."""


def salt_of(seed: int, quarter: Quarter) -> str:
    """The salt of a sample quarter; a real one is random."""
    return sha256(f"{seed}|{quarter}|salt".encode()).hexdigest()


def write_survey(folder: Path, sample: SampleQuarter, submissions: Submissions) -> tuple[Form, ...]:
    """Draw and call for every table that the scheme draws; returns the quarter's forms, with the call sheets.

    `submissions` hold the jobs. Tables that the scheme does not draw stay as they are.
    """
    drawn = {}
    jobs: dict[str, FrameJob] = {}
    for table in drawn_tables(sample.scheme):
        rules = sample.scheme.sampling_of(table.name)
        frame = frame_jobs(submissions.records, rules, sample.roster, sample.quarter)
        drawn[table.name] = _record(sample, table.name, frame)
        jobs |= {job.number: job for job in frame}
        name = record_of(table.name, sample.scheme)
        (folder / name).write_text(to_json(drawn[table.name]), "utf-8")
    expected = forms(sample.scheme, sample.roster, sample.quarter, drawn)
    for form in expected:
        if form.kind is FormKind.CALLS:
            inputs = CallInputs(form, sample.scheme, sample.roster, sample.quarter, jobs)
            (folder / form.workbook).write_bytes(_called(inputs, sample))
    return expected


def _record(sample: SampleQuarter, table: str, jobs: Sequence[FrameJob]) -> DrawRecord:
    main = drawn_tables(sample.scheme)[0].name
    order = DrawOrder(
        quarter=sample.quarter,
        table=table,
        number=1,
        day=LIBRARY_ONLY.plus_working_days(sample.quarter.last_day, DRAWN),
        reason="",
        salt=table_salt(salt_of(sample.seed, sample.quarter), table, main),
        late_salt=False,
    )
    return carried_out(order, jobs, sample.scheme.sampling_of(table), (), sample.roster)


def _called(inputs: CallInputs, sample: SampleQuarter) -> bytes:
    table = sample.scheme.tables[inputs.draw.table]
    asked = [c.name for c in table.columns if c.kind is Kind.CHOICE]
    given = _answers(inputs, sample, asked)
    team = Team(
        sample.seed,
        inputs.draw.drawn_on,
        sample.roster.period.due,
        asked,
        lambda line, question: _text(given[line.number, question]),
        _words(inputs, sample, given),
    )
    return call_book(inputs, translator("zh"), filled(inputs.lines, team))


def _text(cell: CellValue) -> str:
    return NA.value if cell is NA else str(cell)


def _answers(
    inputs: CallInputs, sample: SampleQuarter, asked: Sequence[str]
) -> dict[tuple[str, str], CellValue]:
    """(单号, question) → level: those of an employee have the mean that the employee's ability aims at."""
    table, found = sample.scheme.tables[inputs.draw.table], {}
    for recorded in inputs.draw.people:
        person = sample.roster.people[recorded.id]
        held = next(
            a for a in assignments(person, sample.roster, sample.quarter) if a.post == recorded.post
        )
        as_held = replace(person, post=held.post, department=held.department)
        for name in asked:
            column = table.column(name)
            assert column
            cells = level_cells(sample, as_held, (table, column), len(recorded.calls))
            for call, cell in zip(recorded.calls, cells, strict=True):
                found[call.number, name] = cell
    return found


def _words(
    inputs: CallInputs, sample: SampleQuarter, given: Mapping[tuple[str, str], CellValue]
) -> Callable[[CallLine], Mapping[str, str]]:
    """What some customers say beside their level: praise, or what was wrong."""
    columns = [c.name for c in sample.scheme.tables[inputs.draw.table].columns]
    worst = {
        level.name
        for scale in sample.scheme.scales.values()
        for level in scale.levels
        if level.score < scale.levels[0].score / 2
    }

    def said(line: CallLine) -> Mapping[str, str]:
        stream = Stream(sample.seed, "words", line.number)
        levels = {_text(cell) for (number, _), cell in given.items() if number == line.number}
        texts = WORDS.faults if levels & worst else WORDS.praise
        wordy = bool(levels & worst) or stream.chance(0.35)
        return {c: stream.pick(texts[c]) for c in columns if c in texts} if wordy else {}

    return said
