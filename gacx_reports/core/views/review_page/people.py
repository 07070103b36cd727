"""Everybody on HR's review page, with what is worth a look."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.views.heading import reason
from gacx_reports.core.views.review_page.problems import HeldBackReason, ProblemKey, reasons
from gacx_reports.core.views.review_page.run import Paths, Run
from gacx_reports.core.views.units.department import remark
from gacx_reports.i18n import N_

JUMP = Decimal("0.1")
"""A total that moves this far since the last quarter is worth a look."""
FLAG_WORDS = {
    "regraded": N_("another grade than last quarter"),
    "jumped": N_("total moved by 0.10 or more"),
    "decided": N_("grade by veto or decision"),
    "moved": N_("moved within the quarter"),
    "no_address": N_("no mail address"),
    "shared_address": N_("shared mail address"),
    "stale": N_("report missing or older"),
    "apart": N_("not scored or exempt"),
}
"""What the page can be narrowed to."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the roster."""

    id: str
    name: str
    department: str
    post: str
    status: str
    status_words: str
    reason: str
    """Why there is no grade, where nothing is to be mended."""
    reasons: tuple[HeldBackReason, ...]
    """Why the person is held back."""
    remark: str
    """Moved, points, veto, changed by decision; "" for none."""
    total: str
    computed: str
    """The grade of the total; "" where there is none."""
    grade: str
    tone: int
    """Place of the grade, 0 for the best; −1 without one."""
    factor: str
    change: str
    """Of the total since the last quarter; "" where either has none."""
    before: str
    """Last quarter's grade, "" where there was none."""
    report: str
    """Path of the PDF below the output folder, "" where there is none."""
    stale: bool
    """There should be a report, and none shows these results."""
    flags: tuple[str, ...]
    """What the page can be narrowed to."""


def person_rows(
    run: Run, paths: Paths, numbered: Mapping[ProblemKey, int], t: NullTranslations
) -> tuple[PersonRow, ...]:
    """Everybody, in the roster's order; `numbered` gives the numbers of the problems below."""
    outcome = run.outcome
    if outcome is None:
        return ()
    shared = _shared_addresses(outcome.employees.values())
    before = run.past.get(run.quarter.previous)
    tones = {g.name: place for place, g in enumerate(outcome.scheme.grades)}
    rows = []
    for i, e in outcome.employees.items():
        past = before.employees.get(i) if before else None
        path = paths.people[i] if paths.people[i] in run.files and e.status is Status.SCORED else ""
        stale = e.status is Status.SCORED and not path and not run.strict
        change = e.total - past.total if past and past.total is not None and e.total else None
        places = outcome.scheme.settings.total_places
        row = PersonRow(
            id=i,
            name=e.person.name,
            department=e.person.department,
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
            factor="" if e.pay_factor is None else formats.percent(e.pay_factor, 0),
            change="" if change is None else formats.change(change, places),
            before=past.grade if past else "",
            report=path,
            stale=stale,
            flags=_flags(e, past, change, shared, stale),
        )
        rows.append(row)
    return tuple(rows)


def _shared_addresses(people: Iterable[EmployeeOutcome]) -> frozenset[str]:
    """Addresses that two of those with a report have."""
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
) -> tuple[str, ...]:
    is_scored = e.status is Status.SCORED
    facts = {
        "apart": e.status in (Status.NOT_SCORED, Status.EXEMPT),
        "regraded": bool(past and past.grade and e.grade and past.grade != e.grade),
        "jumped": change is not None and abs(change) >= JUMP,
        "decided": is_scored and e.grade != e.computed_grade,
        "moved": e.moved,
        "no_address": is_scored and not _address(e),
        "shared_address": is_scored and _address(e) in shared,
        "stale": stale,
    }
    return tuple(name for name, holds in facts.items() if holds)
