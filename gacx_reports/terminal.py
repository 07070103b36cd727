"""What the operator sees: issues as a table, progress, the closing summary."""

import sys
from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from gacx_reports.core import formats
from gacx_reports.core.catalogue import describe
from gacx_reports.core.explain_kpis import Paragraph
from gacx_reports.core.issues import Fold, Issue, Severity, errors, folded
from gacx_reports.core.outcomes import Status
from gacx_reports.core.returns import Return, State
from gacx_reports.core.revisions import Departure, outline
from gacx_reports.core.scheme_diff import describe_posts
from gacx_reports.core.views.whatif import (
    CostRow,
    cost_row,
    incomparable_reason,
    person_row,
    unit_name,
)
from gacx_reports.core.whatif import Standing, WhatIf
from gacx_reports.disputes import Answer, Recorded
from gacx_reports.i18n import N_
from gacx_reports.pipeline import Difference, Done
from gacx_reports.publishing import Settled

MOST = 200
"""Rows of issues on the screen; `issues.json` has them all."""


class Reporter:
    """Counts reports on one line of a terminal, or in plain lines of a log."""

    def __init__(self, t: NullTranslations) -> None:
        self._t = t
        self._bar: Progress | None = None
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        """So many reports are done."""
        if sys.stderr.isatty():
            self._draw(done, total)
        elif done == total or done >= self._shown + max(total // 10, 1):
            self._shown = done
            message = self._t.gettext("reports: {done} of {total}")
            print(message.format(done=done, total=total), file=sys.stderr, flush=True)  # noqa: T201 - a log's line

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            text = TextColumn(self._t.gettext("Reports"))
            console = Console(stderr=True)
            self._bar = Progress(text, BarColumn(), MofNCompleteColumn(), console=console)
            self._bar.add_task("", total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done == total:
            self._bar.stop()


def show_issues(issues: Iterable[Issue], t: NullTranslations) -> None:
    """Errors and warnings as a table: where, what, what is expected, how to mend."""
    shown = folded(i for i in issues if i.severity is not Severity.NOTE)
    if not shown:
        return
    table = Table(show_lines=True)
    for header in (
        t.gettext("Code"),
        t.gettext("Where"),
        t.gettext("Found"),
        t.gettext("What to do"),
    ):
        table.add_column(header, overflow="fold")
    for fold in shown[:MOST]:
        issue = fold.issue
        words = describe(issue, t)
        style = "red" if issue.severity is Severity.ERROR else "yellow"
        expected = t.gettext("expected: {expected}").format(expected=words.expected)
        advice = f"{words.title}\n{expected}\n{words.mend}"
        table.add_row(
            Text(issue.code, style), Text(_where(fold)), Text(issue.found[:80]), Text(advice)
        )
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table)
    if len(shown) > MOST:
        more = t.gettext("… and {more} more, all in issues.json").format(more=len(shown) - MOST)
        console.print(Text(more))


STATES = {
    State.IN: (N_("in"), "green"),
    State.FAULTY: (N_("in, with errors"), "red"),
    State.UNREADABLE: (N_("can't be read"), "red"),
    State.MISSING: (N_("missing"), "red"),
}


def show_returns(returns: Iterable[Return], t: NullTranslations) -> None:
    """Every workbook, whose it is, by when, and whether it is in; those to act on first."""
    table = Table()
    headers = (
        N_("Workbook"),
        N_("Filled in by"),
        N_("People"),
        N_("Due"),
        N_("State"),
        N_("Errors"),
    )
    for header in headers:
        numeric = header in ("People", "Errors")
        table.add_column(t.gettext(header), justify="right" if numeric else "left")
    for item in sorted(returns, key=lambda r: r.state is State.IN):
        words, style = STATES[item.state]
        table.add_row(
            Text(item.workbook),
            Text(item.owner),
            str(item.people),
            formats.day(item.due, t),
            Text(t.gettext(words), style),
            str(item.faults),
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _where(fold: Fold) -> str:
    return f"{fold.place} (×{fold.count})" if fold.count > 1 else str(fold.place)


def counts(issues: Iterable[Issue], t: NullTranslations) -> str:
    """`2 个错误，1 个警告`."""
    found = tuple(issues)
    warnings = sum(i.severity is Severity.WARNING for i in found)
    return t.gettext("{errors} errors, {warnings} warnings").format(
        errors=len(errors(found)), warnings=warnings
    )


def returned(done: Done, target: Path, t: NullTranslations) -> list[str]:
    """Where the marked workbooks are, if there are any."""
    if not done.returned:
        return []
    words = t.gettext("{count} marked workbooks to send back in {folder}")
    return [words.format(count=done.returned, folder=target / "returned")]


def summary(done: Done, target: Path, t: NullTranslations) -> list[str]:
    """The closing lines of `quarter`: how many, and where to look."""
    lines = [counts(done.issues, t), *returned(done, target, t)]
    if done.outcome is None:
        lines.append(
            t.gettext("Scheme or roster have errors: nobody is scored until they are mended.")
        )
        return lines
    lines.append(
        t.gettext(
            "{scored} scored, {apart} not scored or exempt, {held} held back; {pdfs} PDFs in {folder}"
        ).format(
            scored=done.count(Status.SCORED),
            apart=done.count(Status.NOT_SCORED, Status.EXEMPT),
            held=done.count(Status.HELD_BACK),
            pdfs=done.rendered,
            folder=target,
        )
    )
    if done.removed:
        lines.append(
            t.gettext("{count} reports of an earlier run no longer stand and were removed").format(
                count=len(done.removed)
            )
        )
    return lines


def show_difference(found: Difference, t: NullTranslations) -> None:
    """Every change between two schemes: what, from, to, whom it touches."""
    if not found.changes:
        Console().print(Text(t.gettext("The two schemes say the same.")))
        return
    table = _table(
        (N_("What"), N_("Name"), N_("Change"), N_("Before"), N_("After"), N_("Posts")), t
    )
    for c in found.changes:
        hint = ""
        if c.renamed:
            hint = "\n" + t.gettext("renamed? {other}").format(other=c.renamed)
        posts = describe_posts(c, found.old, found.new, t)
        row = (t.gettext(c.area), c.name + hint, t.gettext(c.what), c.before, c.after, posts)
        table.add_row(*(Text(cell) for cell in row))
    _print(table)


def paragraphs(found: Iterable[Paragraph]) -> list[str]:
    """A derivation as lines of text."""
    lines = []
    for paragraph in found:
        lines += ["", paragraph.title, *(f"  {line}" for line in paragraph.lines)]
    return lines[1:]


def show_whatif(found: WhatIf, t: NullTranslations) -> None:
    """Who changes grade, what it costs, whom nothing can be said about."""
    if found.regraded:
        headers = (N_("ID"), N_("Name"), N_("Post"), N_("Total before"), N_("Total after"))
        more = (N_("Grade"), N_("Pay changes by"), N_("Mainly through"), N_("Its change"))
        people = _table((*headers, *more), t)
        for p in (person_row(s, found, t) for s in found.regraded):
            grades = f"{p.grade_before} → {p.grade_after}"
            who, totals = (p.id, p.name, p.post), (p.total_before, p.total_after)
            rest = (p.pay_change or formats.NONE, p.driver, p.driver_change or formats.NONE)
            people.add_row(*(Text(cell) for cell in (*who, *totals, grades, *rest)))
        _print(people)
    costs = _table((N_("Department"), N_("Compared"), N_("Other grade")), t)
    for header in (N_("Performance pay before"), N_("Performance pay after"), N_("Change")):
        costs.add_column(t.gettext(header), justify="right")
    for name, cost in found.departments.items():
        costs.add_row(*_cost_cells(cost_row(unit_name(name, t), cost)))
    costs.add_section()
    costs.add_row(*_cost_cells(cost_row(t.gettext("All"), found.total)))
    _print(costs)
    if lost := found.of(Standing.INCOMPARABLE):
        rows = _table((N_("ID"), N_("Name"), N_("Can't be compared")), t)
        for s in lost:
            cells = (s.person.id, s.person.name, incomparable_reason(s, found, t))
            rows.add_row(*(Text(cell) for cell in cells))
        _print(rows)


def _cost_cells(row: CostRow) -> tuple[Text, ...]:
    cells = (row.name, str(row.people), str(row.regraded), row.before, row.after, row.change)
    return tuple(Text(cell) for cell in cells)


def _table(headers: Iterable[str], t: NullTranslations) -> Table:
    table = Table()
    for header in headers:
        table.add_column(t.gettext(header), overflow="fold")
    return table


def _print(table: Table) -> None:
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def whatif_summary(found: WhatIf, folder: Path, t: NullTranslations) -> str:
    """The closing line of `whatif`: everybody counted once."""
    return t.gettext(
        "{compared} compared, {regraded} with another grade; {apart} not scored under either scheme, "
        "{lost} can't be compared; see {folder}"
    ).format(
        compared=found.total.people,
        regraded=found.total.regraded,
        apart=len(found.of(Standing.APART)),
        lost=len(found.of(Standing.INCOMPARABLE)),
        folder=folder,
    )


DIFFERENCES = {
    Departure.RESULT: N_("other result"),
    Departure.FILE: N_("same result, other file"),
    Departure.HELD_BACK: N_("held back now"),
    Departure.GONE: N_("no longer on the roster"),
}


def show_differing(found: Settled, t: NullTranslations) -> None:
    """Everything published that the folder does not give again."""
    if not found.differing:
        return
    table = _table(
        (N_("Published"), N_("Revision"), N_("What differs"), N_("As published"), N_("Now")), t
    )
    for d in found.differing:
        name = d.published.path or d.published.subject.name
        now = outline(d.now.record if d.now else None)
        row = (name, str(d.published.revision), t.gettext(DIFFERENCES[d.difference]))
        table.add_row(*(Text(c) for c in (*row, outline(d.published.record), now)))
    _print(table)


def settled(found: Settled, target: Path, t: NullTranslations) -> list[str]:
    """The closing lines of `quarter`, where it may be published."""
    if found.publication is None:
        return summary(found.done, target, t)
    lines = [] if found.unread else [counts(found.done.issues, t)]
    if found.unread:
        words = t.gettext("The quarter's folder is gone; {count} reports stand as published.")
        lines.append(words.format(count=found.done.rendered))
    elif found.differing:
        lines.append(_refusal(found, t))
    else:
        words = t.gettext("verified {count} published reports")
        lines.append(words.format(count=found.verified))
    lines += _revisions(found, t)
    if found.restored:
        words = t.gettext("{count} published files were missing or damaged and are back")
        lines.append(words.format(count=found.restored))
    if found.other_program:
        lines.append(
            t.gettext(
                "Program or fonts have changed since: results were compared, files kept as published."
            )
        )
    return lines


def _refusal(found: Settled, t: NullTranslations) -> str:
    assert found.publication is not None
    words = t.gettext(
        "{quarter} is published, and {count} records would differ: nothing was overwritten. "
        "Put the inputs back as they were, or run `reopen {quarter} --reason …` if the change is meant."
    )
    return words.format(quarter=found.publication.quarter, count=len(found.differing))


def _revisions(found: Settled, t: NullTranslations) -> list[str]:
    lines = []
    for r in found.revised:
        words = t.gettext("{person}: revision {revision}, {before} → {after}")
        lines.append(
            words.format(
                person=r.published.subject.name,
                revision=r.revision,
                before=outline(r.published.record),
                after=outline(r.current.record),
            )
        )
    for person in found.unchanged:
        words = t.gettext("{person}: the appeal is granted, but the result is still the same")
        lines.append(words.format(person=person))
    return lines


def published(found: Settled, target: Path, t: NullTranslations) -> list[str]:
    """The closing lines of `publish`."""
    if found.done.outcome is None:
        return [*summary(found.done, target, t), t.gettext("Nothing was published.")]
    if found.differing:
        return [_refusal(found, t)]
    held = found.done.count(Status.HELD_BACK)
    lines = _revisions(found, t)
    if found.frozen and found.publication:
        words = t.gettext("{quarter}: publication {number} of {day}, {count} records frozen")
        p = found.publication
        values = {"quarter": p.quarter, "number": p.number, "day": formats.day(p.published_on, t)}
        lines.append(words.format(**values, count=found.frozen))
    elif held and not found.partial:
        words = t.gettext(
            "Nothing was published: {held} people are held back. "
            "Mend what holds them back, or publish the rest with --partial; the others follow later."
        )
        return [words.format(held=held)]
    elif found.closed:
        lines.append(t.gettext("Nothing has changed; the quarter is closed again."))
    else:
        lines.append(t.gettext("Nothing new to publish."))
    if held:
        words = t.gettext("{held} people are held back; publish again when they are decided")
        lines.append(words.format(held=held))
    return lines


def answer(given: Answer, t: NullTranslations) -> list[str]:
    """What the ledger says to `reopen`, `appeal` and `ack`."""
    lines = [t.gettext(given.words).format_map(given.details)]
    if isinstance(given, Recorded) and given.affected:
        words = t.gettext("Measured by that result, and revised if it changes: {people}")
        lines.append(words.format(people="、".join(given.affected)))
    if isinstance(given, Recorded) and given.departments:
        words = t.gettext("Departments whose reports follow: {departments}")
        lines.append(words.format(departments="、".join(given.departments)))
    return lines
