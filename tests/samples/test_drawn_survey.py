"""The sample quarters' surveys: sound, verifiable, with every outcome, and nobody called twice."""

from collections import Counter
from functools import cache

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SURVEY_WORKBOOK
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.core.survey.verify import differences
from gacx_reports.intake.handed_in import HandedIn
from gacx_reports.intake.quarter import read_quarter
from tests.samples.quarters import COMMITTED
from tools.samples.__main__ import SAMPLES

every_quarter = pytest.mark.parametrize("quarter", SAMPLES, ids=str)


@cache
def handed_in(quarter: Period) -> HandedIn:
    """The committed quarter as it is read."""
    found = read_quarter(COMMITTED / str(quarter), quarter).handed_in
    assert found
    return found


def record_of(quarter: Period) -> DrawRecord:
    """The record of the quarter's draw."""
    (record,) = {form.draw for form in handed_in(quarter).expected if form.draw}
    return record


@every_quarter
def test_the_draw_is_the_one_that_the_commitment_promised(quarter: Period) -> None:
    """Repeated from the departments' records, under the commitment of sheet 本期."""
    found, record = handed_in(quarter), record_of(quarter)
    scheme, roster = found.basis.scheme, found.basis.roster
    rules = scheme.sampling_of(record.table)
    jobs = frame_jobs(found.submissions.records, rules, roster, quarter)
    assert record.commitment == roster.period.commitment
    assert differences(record, jobs, {r.post: r for r in rules}) == ()
    assert quarter.last_day < record.drawn_on < roster.period.due


@every_quarter
def test_every_outcome_occurs_and_nobody_is_called_twice(quarter: Period) -> None:
    """A customer at most once for an employee, by three callers."""
    (calls,) = handed_in(quarter).submissions.calls.values()
    assert {c.outcome for c in calls} >= set(CallOutcome)
    pairs = Counter((c.person, c.customer) for c in calls)
    assert max(pairs.values()) == 1
    assert {c.caller for c in calls} == {"周敏", "潘立新", "方若琳"}
    assert any(c.rank and c.answered for c in calls)


@pytest.mark.parametrize("quarter", SAMPLES[1:], ids=str)
def test_who_was_called_in_the_quarter_before_comes_last(quarter: Period) -> None:
    """The record names them all, as far as they are customers of the quarter."""
    before = record_of(quarter.previous)
    called = {c.customer for p in before.people for c in p.calls if not c.rank}
    frame = frame_jobs(
        handed_in(quarter).submissions.records,
        handed_in(quarter).basis.scheme.sampling_of("调查回访"),
        handed_in(quarter).basis.roster,
        quarter,
    )
    known = {job.customer_key for job in frame if job.customer in called}
    assert known
    assert known <= set(record_of(quarter).called_last_quarter)


@every_quarter
def test_the_survey_team_chooses_nobody(quarter: Period) -> None:
    """There is no workbook of calls that the team picked."""
    assert not (COMMITTED / str(quarter) / SURVEY_WORKBOOK).exists()
