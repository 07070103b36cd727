"""Employees on HR's review page, with flags for filtering."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.scoring.unit_members import unit_of
from gacx_reports.core.views.headcount import unit_name
from gacx_reports.core.views.heading import factor_text, reason
from gacx_reports.core.views.review_page.problems import HeldBackReason, ProblemKey, reasons
from gacx_reports.core.views.review_page.run import Paths, Run
from gacx_reports.core.views.units.remark import remark
from gacx_reports.i18n import N_

JUMP = Decimal("0.1")
"""A change of the total since the last quarter of this share of the full mark, or more, is flagged."""
FLAG_WORDS = {
    "regraded": N_("another grade than last quarter"),
    "recurring": N_("a grade that recurs"),
    "jumped": N_("total moved by a tenth of full marks or more"),
    "decided": N_("grade by veto or decision"),
    "moved": N_("moved within the quarter"),
    "no_address": N_("no mail address"),
    "shared_address": N_("shared mail address"),
    "stale": N_("report missing or older"),
    "apart": N_("not scored or exempt"),
}
"""Flag → message id; the page can be filtered by each flag."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An employee on the page, as formatted text."""

    id: str
    name: str
    department: str
    unit: str
    """Where the employee counts in the table of departments: the one that evaluates, for a head the upper one."""
    post: str
    status: str
    status_words: str
    reason: str
    """Reason for not being scored; "" for other statuses."""
    reasons: tuple[HeldBackReason, ...]
    """Reasons for being held back; empty for other statuses."""
    remark: str
    """Transfer, points, veto or override; "" for none."""
    total: str
    computed: str
    """Grade of the total, before veto and override; "" if there is none."""
    grade: str
    tone: int
    """Index of the grade, 0 for the best; −1 for none."""
    factor: str
    change: str
    """Change of the total since the last quarter; "" if either is missing."""
    before: str
    """Last quarter's grade; "" if there was none."""
    report: str
    """Path of the PDF below the output folder; "" if there is none."""
    stale: bool
    """Whether the report is missing or shows other results."""
    flags: tuple[str, ...]
    """Keys of FLAG_WORDS."""


def person_rows(
    run: Run, paths: Paths, numbered: Mapping[ProblemKey, int], t: NullTranslations
) -> Iterator[PersonRow]:
    """Yields a row per employee, in the roster's order; `numbered` maps issues to numbers of problems."""
    outcome = run.outcome
    if outcome is None:
        return
    shared = _shared_addresses(outcome.employees.values())
    before = run.past.get(run.quarter.previous)
    tones = {g.name: place for place, g in enumerate(outcome.scheme.grades)}
    for i, e in outcome.employees.items():
        past = before.employees.get(i) if before else None
        path = paths.people[i] if paths.people[i] in run.files and e.status is Status.SCORED else ""
        stale = e.status is Status.SCORED and not path and not run.strict
        change = e.total - past.total if past and past.total is not None and e.total else None
        places = outcome.scheme.settings.total_places
        yield PersonRow(
            id=i,
            name=e.person.name,
            department=e.person.department,
            unit=unit_name(unit_of(i, outcome), t),
            post=e.person.post,
            status=e.status.value,
            status_words=t.gettext(STATUS_WORDS[e.status]),
            reason=reason(e, t) if e.status is Status.NOT_SCORED else "",
            reasons=reasons(e, numbered, t) if e.status is Status.HELD_BACK else (),
            remark=remark(e, t),
            total="" if e.total is None else f"{e.total:.{places}f}",
            computed=e.computed_grade,
            grade=e.grade,
            tone=tones.get(e.grade, -1),
            factor=factor_text(e),
            change="" if change is None else formats.change(change, places),
            before=past.grade if past else "",
            report=path,
            stale=stale,
            flags=_flags(e, past, change, shared, stale, outcome.scheme.settings.full_mark),
        )


def _shared_addresses(people: Iterable[EmployeeOutcome]) -> frozenset[str]:
    """Addresses that two or more scored employees share."""
    used = Counter(_address(e) for e in people if e.status is Status.SCORED)
    return frozenset(a for a, n in used.items() if a and n > 1)


def _address(e: EmployeeOutcome) -> str:
    return e.person.email.strip().casefold()


def _flags(
    e: EmployeeOutcome,
    past: EmployeeOutcome | None,
    change: Decimal | None,
    shared: frozenset[str],
    stale: bool,
    full: Decimal,
) -> tuple[str, ...]:
    is_scored = e.status is Status.SCORED
    facts = {
        "apart": e.status in (Status.NOT_SCORED, Status.EXEMPT),
        "regraded": bool(past and past.grade and e.grade and past.grade != e.grade),
        "jumped": change is not None and abs(change) >= JUMP * full,
        "decided": is_scored and e.grade != e.computed_grade,
        "recurring": bool(e.flags),
        "moved": e.moved,
        "no_address": is_scored and not _address(e),
        "shared_address": is_scored and _address(e) in shared,
        "stale": stale,
    }
    return tuple(name for name, holds in facts.items() if holds)
