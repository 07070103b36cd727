"""Parts of several reports: heading and footer, attached record, grade bands, employees without a grade."""

from dataclasses import dataclass, replace
from datetime import date
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.records.quarter_record import canonical, fingerprint
from gacx_reports.core.roster.roster import PeriodDates
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.kpis import factor_words
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.status_words import REASON_WORDS, STATUS_WORDS


@dataclass(frozen=True, slots=True)
class AttachedRecord:
    """The record behind a report, attached to its PDF as a JSON file."""

    name: str
    """`2024Q3-G0313.json`."""
    description: str
    text: str
    """Canonical JSON: equal records give equal text; the footer has the start of its SHA-256."""
    day: date
    """Day of publication."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Texts in the heading and footer of every report."""

    company: str
    quarter: str
    """`2024Q3`."""
    quarter_name: str
    """`2024年第3季度`."""
    first_day: str
    last_day: str
    published: str
    appeals_until: str
    scheme_version: str
    confidential: str
    fingerprint: str
    """记录号: first 16 hex digits of the record's SHA-256; "" for a page without one."""
    revision: int = 1
    revision_note: str = ""
    """Reason for the revision; "" for revision 1."""
    revision_lines: tuple[str, ...] = ()
    """Result of the revision before, and what changed it; only on an employee's report."""
    record: AttachedRecord | None = None
    """The attached record; None for a document without results."""


@dataclass(frozen=True, slots=True)
class Band:
    """A grade on the bar of totals."""

    grade: str
    low: str
    high: str
    """Exclusive upper bound; "" for none."""
    meaning: str
    pay_factor: str
    start: float
    """The total where it starts on the bar; drawing only."""
    width: float


@dataclass(frozen=True, slots=True)
class Unscored:
    """An employee without a grade, and the reason."""

    id: str
    name: str
    post: str
    status: str
    reason: str
    place: str
    """The cell to mend; "" if there is none."""


def with_record(
    quarter: QuarterOutcome, record: object, subject: str, t: NullTranslations
) -> Heading:
    """Returns the heading of a report with its record attached; `subject` ends the attachment's file name."""
    attached = AttachedRecord(
        name=f"{quarter.quarter}-{subject}.json",
        description=t.gettext("The record that this report shows"),
        text=canonical(record),
        day=quarter.roster.period.published,
    )
    return replace(heading(quarter, fingerprint(record), t), record=attached)


def heading(outcome: QuarterOutcome, fingerprint: str, t: NullTranslations) -> Heading:
    """Returns the heading of a report of that quarter, revision 1 and without a record."""
    return heading_for(outcome.quarter, outcome.roster.period, outcome.scheme, fingerprint, t)


def heading_for(
    quarter: Period, period: PeriodDates, scheme: Scheme, fingerprint: str, t: NullTranslations
) -> Heading:
    """Returns the heading of a page about that quarter, whether it has been scored or not."""
    settings = scheme.settings

    def show(day: date) -> str:
        return formats.day(day, t)

    return Heading(
        company=settings.company,
        quarter=str(quarter),
        quarter_name=formats.quarter_name(quarter, t),
        first_day=show(quarter.first_day),
        last_day=show(quarter.last_day),
        published=show(period.published),
        appeals_until=show(period.appeals_until),
        scheme_version=settings.version,
        confidential=settings.confidential,
        fingerprint=fingerprint,
    )


def end_of_scale(scheme: Scheme) -> float:
    """The total at the end of a bar of grades: the full mark, or a tenth beyond the best grade's bound if that is not
    below it."""
    best, full = float(scheme.grades[0].low), float(scheme.full)
    return full if best < full else best * 1.1


def bands(scheme: Scheme, t: NullTranslations) -> tuple[Band, ...]:
    """Returns the grades, worst first, with their positions on a bar of totals; the best ends at the end of the bar."""
    found, last = [], end_of_scale(scheme)
    for grade in reversed(scheme.grades):
        start = float(grade.low)
        end = last if grade.high is None else float(grade.high)
        high = "" if grade.high is None else f"{grade.high:f}"
        factor = factor_words(grade, scheme, t)
        found.append(
            Band(grade.name, f"{grade.low:f}", high, grade.meaning, factor, start, end - start)
        )
    return tuple(found)


def factor_text(outcome: EmployeeOutcome) -> str:
    """Returns the pay factor in percent, as it is paid; "" for somebody without one."""
    return "" if outcome.pay_factor is None else formats.whole_percent(outcome.pay_factor)


def reason(outcome: EmployeeOutcome, t: NullTranslations) -> str:
    """Returns the reason why an employee has no grade, of several issues the first; "" with a grade or if exempt."""
    if outcome.reason:
        return t.gettext(REASON_WORDS[outcome.reason])
    if outcome.issues:
        first = describe(outcome.issues[0], t)
        more = len(outcome.issues) - 1
        tail = t.gettext(" (and {more} more)").format(more=more) if more else ""
        return f"{outcome.issues[0].code} {first.title}{tail}"
    if outcome.held_by:
        return describe(held_below(outcome, t), t).title
    return ""


def held_below(outcome: EmployeeOutcome, t: NullTranslations) -> Issue:
    """P14: the employee is held back because employees on whose results the own one depends are; lists their IDs."""
    members = t.gettext(", ").join(outcome.held_by)
    return Issue(
        P.HELD_BACK_BELOW, outcome.person.place, members, {"members": members}, outcome.person.id
    )


def unscored(outcomes: tuple[EmployeeOutcome, ...], t: NullTranslations) -> tuple[Unscored, ...]:
    """Returns the employees without a grade, with status and reason."""
    return tuple(
        Unscored(
            e.person.id,
            e.person.name,
            e.person.post,
            t.gettext(STATUS_WORDS[e.status]),
            reason(e, t),
            str(e.issues[0].place) if e.issues else "",
        )
        for e in outcomes
        if e.status is not Status.SCORED
    )
