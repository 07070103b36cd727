"""The drawn survey of a sample quarter: its record, and the call sheets as a simulated team fills them in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.survey.called_before import called_last_quarter
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY
from gacx_reports.core.forms.call_forms import drawn_tables, record_of
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.call_list import CallLine
from gacx_reports.core.survey.draw_order import DrawOrder, carried_out
from gacx_reports.core.survey.draw_record import DrawRecord, to_json
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.core.survey.tickets import table_salt
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.i18n import translator
from tools.samples.records import WORDS
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.simulated_callers import Team, filled
from tools.samples.survey_answers import Answers, Survey, customers_answers, reached

BAD = Decimal("0.6")
"""Share of the best level's score up to which a customer says what was wrong."""
WORDY = 0.35
"""Share of the other customers who say something."""
DRAWN = 1
"""Working days from the quarter's end to the draw."""


def salt_of(seed: int, quarter: Period) -> str:
    """The salt of a sample quarter; a real one is random."""
    return sha256(f"{seed}|{quarter}|salt".encode()).hexdigest()


def write_survey(
    folder: Path, sample: SampleQuarter, submissions: Submissions, past: Path | None
) -> tuple[Form, ...]:
    """Draw and call for every table that the scheme draws; returns the quarter's forms, with the call sheets.

    `submissions` hold the jobs; `past` is the folder of the quarters before, None if there are none. Tables that the
    scheme does not draw stay as they are.
    """
    drawn = {}
    jobs: dict[str, FrameJob] = {}
    for table in drawn_tables(sample.scheme):
        rules = sample.scheme.sampling_of(table.name)
        frame = frame_jobs(submissions.records, rules, sample.roster, sample.quarter)
        name = record_of(table.name, sample.scheme)
        called = _called_before(sample.quarter, past, table.name, name) if past else frozenset()
        drawn[table.name] = _record(sample, table.name, frame, called)
        jobs |= {job.number: job for job in frame}
        (folder / name).write_text(to_json(drawn[table.name]), "utf-8")
    expected = forms(sample.scheme, sample.roster, sample.quarter, drawn)
    teams = {name: _team(Survey(sample, sample.scheme.tables[name], drawn[name])) for name in drawn}
    for form in expected:
        if form.kind is FormKind.CALLS:
            inputs = CallInputs(form, sample.scheme, sample.roster, sample.quarter, jobs)
            entries = filled(inputs.lines, teams[inputs.draw.table])
            content = call_book(inputs, translator("zh"), entries)
            (folder / form.workbook).write_bytes(content)
    return expected


def _called_before(quarter: Period, past: Path, table: str, record: str) -> frozenset[str]:
    options = RunOptions(quarter, input=past, output=past, templates=past)
    return called_last_quarter(options, table, record)


def _record(
    sample: SampleQuarter, table: str, jobs: Sequence[FrameJob], called: Collection[str]
) -> DrawRecord:
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
    return carried_out(order, jobs, sample.scheme.sampling_of(table), called, sample.roster)


def _team(survey: Survey) -> Team:
    calls, silent = reached(survey)
    given = customers_answers(survey, calls)
    return Team(
        survey.sample.seed,
        survey.record.drawn_on,
        survey.sample.roster.period.due,
        survey.questions,
        lambda line, question: given[line.number, question],
        _words(survey, given),
        silent=silent,
    )


def _words(survey: Survey, given: Answers) -> Callable[[CallLine], Mapping[str, str]]:
    """What some customers say beside their level: praise, or what was wrong."""
    columns = [c.name for c in survey.table.columns]
    first = survey.questions[0]
    scale = survey.scale(first)
    bad = {x.name for x in scale.levels if x.score <= scale.levels[0].score * BAD}

    def said(line: CallLine) -> Mapping[str, str]:
        stream = survey.stream("words", line.number)
        unhappy = given[line.number, first] in bad
        texts = WORDS.faults if unhappy else WORDS.praise
        wordy = unhappy or stream.chance(WORDY)
        return {c: stream.pick(texts[c]) for c in columns if c in texts} if wordy else {}

    return said
