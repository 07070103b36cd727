"""Checklist for HR before reports are sent: facts that the program can check, and entries that HR must read."""

from collections.abc import Callable, Sequence
from gettext import NullTranslations
from typing import TYPE_CHECKING

from gacx_reports.core.submissions.return_status import ReturnState
from gacx_reports.core.views.review_page.view import ChecklistItem

if TYPE_CHECKING:
    from gacx_reports.core.views.review_page.view import ReviewView

DONE, MEND, LOOK = "done", "mend", "look"
"""States of a line: nothing to do; must be mended before sending; no error found, but HR must read it."""


ChecklistItems = tuple[ChecklistItem, ...]
ChecklistRule = Callable[["ReviewView", NullTranslations], ChecklistItems]


def checklist(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    """Returns the lines of all rules, in the order of RULES, in which HR works through them."""
    return tuple(check for rule in RULES for check in rule(view, t))


def _workbooks(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    lacking = [
        w for w in view.workbooks if w.state in (ReturnState.MISSING, ReturnState.UNREADABLE)
    ]
    if lacking:
        words = t.ngettext(
            "{n} workbook is missing or can't be read",
            "{n} workbooks are missing or can't be read",
            len(lacking),
        )
        return (ChecklistItem(MEND, words.format(n=len(lacking)), "workbooks"),)
    if not view.workbooks:
        return ()
    words = t.gettext("All {n} workbooks are in").format(n=len(view.workbooks))
    return (ChecklistItem(DONE, words, "workbooks"),)


def _errors(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    if not view.errors:
        return (ChecklistItem(DONE, t.gettext("No errors")),)
    words = t.ngettext("{n} error to mend", "{n} errors to mend", view.errors)
    return (ChecklistItem(MEND, words.format(n=view.errors), "problems"),)


def _held(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    if not view.people:
        return ()
    if not view.held_back:
        return (ChecklistItem(DONE, t.gettext("Nobody is held back")),)
    words = t.ngettext("{n} person is held back", "{n} people are held back", view.held_back)
    return (ChecklistItem(MEND, words.format(n=view.held_back), "people", "status:held_back"),)


def _stale(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    n = sum(p.stale for p in view.people) + sum(u.stale for u in view.units) + view.summary_stale
    if not n:
        return ()
    words = t.ngettext(
        "{n} report is older than this run or not made yet: run the whole quarter",
        "{n} reports are older than this run or not made yet: run the whole quarter",
        n,
    )
    return (ChecklistItem(MEND, words.format(n=n), "people", "stale"),)


def _warnings(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    if not view.warnings:
        return (ChecklistItem(DONE, t.gettext("No warnings")),)
    words = t.ngettext(
        "{n} warning: accepted, but read it", "{n} warnings: accepted, but read them", view.warnings
    )
    return (ChecklistItem(LOOK, words.format(n=view.warnings), "problems"),)


def _flagged(view: "ReviewView", flag: str) -> int:
    return sum(flag in p.flags for p in view.people)


def _addresses(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    lacking, shared = _flagged(view, "no_address"), _flagged(view, "shared_address")
    found = []
    if lacking:
        words = t.ngettext(
            "{n} person with a report has no mail address",
            "{n} people with a report have no mail address",
            lacking,
        )
        found.append(ChecklistItem(MEND, words.format(n=lacking), "people", "no_address"))
    if shared:
        words = t.gettext("{n} people share a mail address with somebody")
        found.append(ChecklistItem(MEND, words.format(n=shared), "people", "shared_address"))
    if view.scored and not found:
        words = t.gettext("Everybody with a report has a mail address of their own")
        found.append(ChecklistItem(DONE, words))
    return tuple(found)


def _compared(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    found = []
    if n := _flagged(view, "regraded"):
        words = t.ngettext(
            "{n} person has another grade than last quarter",
            "{n} people have another grade than last quarter",
            n,
        )
        found.append(ChecklistItem(LOOK, words.format(n=n), "people", "regraded"))
    if n := _flagged(view, "jumped"):
        words = t.ngettext(
            "{n} total moved by a tenth of full marks or more since last quarter",
            "{n} totals moved by a tenth of full marks or more since last quarter",
            n,
        )
        found.append(ChecklistItem(LOOK, words.format(n=n), "people", "jumped"))
    return tuple(found)


def _decided(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    n = _flagged(view, "decided")
    if not n:
        return ()
    words = t.ngettext(
        "{n} grade is not the computed one: by veto or decision",
        "{n} grades are not the computed ones: by veto or decision",
        n,
    )
    return (ChecklistItem(LOOK, words.format(n=n), "people", "decided"),)


def _lowest(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    worst = view.grades[-1] if view.grades else None
    if worst is None or not worst.count:
        return ()
    words = t.ngettext(
        "{n} person has grade {grade}: plan the interview, the report has a page for it",
        "{n} people have grade {grade}: plan the interviews, the reports have a page for them",
        worst.count,
    )
    words = words.format(n=worst.count, grade=worst.grade)
    return (ChecklistItem(LOOK, words, "people", f"grade:{worst.grade}"),)


def _recurring(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    n = _flagged(view, "recurring")
    if not n:
        return ()
    words = t.ngettext(
        "{n} person has a grade that recurs: see what follows",
        "{n} people have a grade that recurs: see what follows",
        n,
    )
    return (ChecklistItem(LOOK, words.format(n=n), "people", "recurring"),)


def _pools(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    words = t.gettext("Bonus pool of {department} is not shared yet: {ids} held back")
    return tuple(
        ChecklistItem(MEND, words.format(department=p.department, ids=p.waits_for), "units")
        for p in view.pools
        if p.waits_for
    )


def _quotas(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    lines = [(u.name, words) for u in view.units for words in u.violations]
    lines += view.violations
    words = t.gettext("Quota of {department} missed: {words}")
    return tuple(
        ChecklistItem(LOOK, words.format(department=n, words=w), "units") for n, w in lines
    )


def _apart(view: "ReviewView", t: NullTranslations) -> ChecklistItems:
    if not view.not_scored:
        return ()
    words = t.ngettext(
        "{n} person is not scored or exempt: read the reason",
        "{n} people are not scored or exempt: read the reasons",
        view.not_scored,
    )
    return (ChecklistItem(LOOK, words.format(n=view.not_scored), "people", "apart"),)


RULES: Sequence[ChecklistRule] = (
    _workbooks,
    _errors,
    _held,
    _pools,
    _stale,
    _addresses,
    _warnings,
    _compared,
    _decided,
    _lowest,
    _recurring,
    _quotas,
    _apart,
)
