"""Issues as a table on the screen."""

import sys
from collections.abc import Iterable
from gettext import NullTranslations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gacx_reports.cli.output.tables import on_screen
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Fold, Issue, errors, grouped, in_short
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.singular import singular

MOST = 200
"""Most rows of issues on the screen; `issues.json` has all."""


def show_issues(issues: Iterable[Issue], t: NullTranslations) -> None:
    """Print errors and warnings, but not notes, as a table: code, place, found value, problem and how to mend it."""
    shown = grouped(i for i in issues if i.severity is not Severity.NOTE)
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
            Text(issue.code, style),
            Text(on_screen(_where(fold))),
            Text(on_screen(in_short(issue))),
            Text(on_screen(advice)),
        )
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table)
    if len(shown) > MOST:
        more = t.gettext("… and {more} more, all in issues.json").format(more=len(shown) - MOST)
        console.print(Text(more))


def _where(fold: Fold) -> str:
    return f"{fold.place} (×{fold.count})" if fold.count > 1 else str(fold.place)


def counts(issues: Iterable[Issue], t: NullTranslations) -> str:
    """Numbers of errors and warnings: `2 个错误，1 个警告`."""
    found = tuple(issues)
    warnings = sum(i.severity is Severity.WARNING for i in found)
    words = t.gettext("{errors} errors, {warnings} warnings")
    return singular(words.format(errors=len(errors(found)), warnings=warnings), t)
