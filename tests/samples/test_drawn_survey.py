"""A sample quarter whose calls are drawn: sound, verifiable, with every outcome, and scored like the others."""

from collections import Counter

import pytest

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.form import SURVEY_WORKBOOK
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.survey.draw_record import MAIN_RECORD
from gacx_reports.core.survey.jobs import frame_jobs
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.core.survey.verify import differences
from gacx_reports.intake.quarter import QuarterRead, read_quarter, scored
from tests.conftest import ROOT
from tools.samples.quarter_folder import write_quarter
from tools.samples.sample_company import GACX

QUARTER = Quarter(2024, 3)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> QuarterRead:
    """The third quarter under the scheme of the next one, which draws the calls."""
    folder = tmp_path_factory.mktemp("drawn") / str(QUARTER)
    scheme = (ROOT / "templates" / "scheme.xlsx").read_bytes()
    write_quarter(folder, GACX, QUARTER, scheme, 2024, plain=True)
    assert not (folder / SURVEY_WORKBOOK).exists()
    return read_quarter(folder, QUARTER)


def test_nothing_is_said_about_the_survey(read: QuarterRead) -> None:
    """Neither about the record nor about a call sheet."""
    found = read.handed_in
    assert found
    worth = [i for i in found.issues if i.severity is not Severity.NOTE]
    assert not [i for i in worth if i.place.workbook.startswith("满意度调查")]
    assert not [i for i in worth if i.place.workbook == MAIN_RECORD]


def test_the_draw_is_the_one_that_the_commitment_promised(read: QuarterRead) -> None:
    """Repeated from the departments' records."""
    found = read.handed_in
    assert found
    scheme, roster = found.basis.scheme, found.basis.roster
    record = next(f.draw for f in found.expected if f.draw)
    rules = scheme.sampling_of(record.table)
    jobs = frame_jobs(found.submissions.records, rules, roster, QUARTER)
    assert record.commitment == roster.period.commitment
    assert differences(record, jobs, {r.post: r for r in rules}) == ()


def test_every_outcome_occurs_and_nobody_is_called_twice(read: QuarterRead) -> None:
    """A customer at most once for an employee."""
    found = read.handed_in
    assert found
    (calls,) = found.submissions.calls.values()
    assert {c.outcome for c in calls} >= set(CallOutcome)
    pairs = Counter((c.person, c.customer) for c in calls)
    assert max(pairs.values()) == 1


def test_who_is_surveyed_is_scored(read: QuarterRead) -> None:
    """Everybody with answers; those below the scheme's minimum as it says."""
    outcome = scored(read).outcome
    assert outcome
    held = [e.person.id for e in outcome.employees.values() if e.status is Status.HELD_BACK]
    assert not held
