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
from gacx_reports.core.issues import Fold, Issue, Severity, errors, folded
from gacx_reports.core.outcomes import Status
from gacx_reports.core.returns import Return, State
from gacx_reports.i18n import N_
from gacx_reports.pipeline import Done

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
