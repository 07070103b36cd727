"""Departments, workbooks and differences from published records on HR's review page."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import owner_words
from gacx_reports.core.records.as_published import outline
from gacx_reports.core.records.revisions import DifferenceKind, Differs
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.quota_groups import department as quota_group
from gacx_reports.core.submissions.return_status import Return, ReturnState
from gacx_reports.core.views.headcount import violation_words
from gacx_reports.core.views.review_page.run import Paths, Run
from gacx_reports.core.views.units.summary import UnitRow, unit_rows
from gacx_reports.i18n import N_

STATE_WORDS = {
    ReturnState.IN: N_("in"),
    ReturnState.FAULTY: N_("in, with errors"),
    ReturnState.UNREADABLE: N_("can't be read"),
    ReturnState.MISSING: N_("missing"),
}
DEPARTURES = {
    DifferenceKind.RESULT: N_("other result"),
    DifferenceKind.FILE: N_("same result, other file"),
    DifferenceKind.HELD_BACK: N_("held back now"),
    DifferenceKind.GONE: N_("no longer on the roster"),
}


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A department, or the company's management, as formatted text and counts."""

    name: str
    department: str
    """Chinese name on the roster; "" for the company's management."""
    head: str
    people: int
    scored: int
    held_back: int
    not_scored: int
    counts: tuple[int, ...]
    mean: str
    change: str
    pay: str
    violations: tuple[str, ...]
    report: str
    stale: bool


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """Hand-in status of a workbook, as formatted text."""

    name: str
    owner: str
    people: int
    due: str
    state: str
    state_words: str
    faults: int
    returned: str
    key: str
    """Its Chinese file name."""


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """A published record that differs from the present computation."""

    name: str
    what: str
    published: str
    now: str


def review_units(run: Run, paths: Paths, t: NullTranslations) -> tuple[ReviewUnit, ...]:
    """Returns a row for every department with members, the company's management first; empty without an outcome."""
    outcome = run.outcome
    if outcome is None:
        return ()
    own = dict(zip(outcome.roster.departments, paths.departments.items(), strict=True))
    rows = unit_rows(outcome, run.past.get(run.quarter.previous), t)
    return tuple(_unit(row, own.get(row.department, ("", "")), run, outcome, t) for row in rows)


def _unit(
    row: UnitRow, own: tuple[str, str], run: Run, outcome: QuarterOutcome, t: NullTranslations
) -> ReviewUnit:
    """`own` is the Chinese name and the path of the report; both "" for the company's management."""
    roster = outcome.roster
    department, path = own
    head = roster.people[roster.departments[row.department].head].name if path else ""
    return ReviewUnit(
        name=row.name,
        department=department,
        head=head,
        people=row.people,
        scored=row.scored,
        held_back=row.held_back,
        not_scored=row.not_scored,
        counts=row.counts,
        mean=row.mean,
        change=row.change,
        pay=row.pay,
        violations=violation_words(quota_group(row.department), outcome, t),
        report=path if path in run.files else "",
        stale=bool(path) and path not in run.files and not run.strict,
    )


def workbook_row(item: Return, run: Run, t: NullTranslations) -> WorkbookRow:
    """Returns the row of one workbook."""
    name = item.workbook
    return WorkbookRow(
        name=name,
        owner=owner_words(item.owner, t),
        people=item.people,
        due=formats.day(item.due, t),
        state=item.state.value,
        state_words=t.gettext(STATE_WORDS[item.state]),
        faults=item.faults,
        returned=f"returned/{name}" if name in run.returned else "",
        key=item.key,
    )


def difference_row(d: Differs, t: NullTranslations) -> PublishedDifference:
    """Returns the row of a published record that differs: published and present result."""
    published = d.published
    return PublishedDifference(
        name=published.path or published.subject.name,
        what=t.gettext(DEPARTURES[d.difference]),
        published=outline(published.record),
        now=outline(d.now.record if d.now else None),
    )
