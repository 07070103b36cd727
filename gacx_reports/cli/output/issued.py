"""Closing lines of `templates`."""

from gettext import NullTranslations
from pathlib import Path

from gacx_reports.cli.output.endings import NOTHING_WRITTEN
from gacx_reports.commands.issuing.write_issued import FOLDER
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.issue import Issue
from gacx_reports.i18n import N_

ROSTER_FIRST = N_("exit 1: not issued yet; there was no roster, see above")


def issued(done: RunResult, options: RunOptions, t: NullTranslations) -> list[str]:
    """The closing lines: workbooks set aside, number of workbooks, and next steps for drafts."""
    lines = _set_aside(done, options, t) if done.kept else []
    words = t.ngettext(
        "{count} workbook in {folder}", "{count} workbooks in {folder}", done.rendered
    )
    lines.append(words.format(count=done.rendered, folder=options.target / FOLDER))
    return [*lines, *_next_steps(done, options, t)] if done.unchecked else lines


def to_show(done: RunResult, options: RunOptions) -> tuple[Issue, ...]:
    """The issues to print, without F01 for a roster that was drafted, as the reader (HR) is its owner."""
    drafted = {path.name for path in _drafts(done, options)}
    return tuple(
        i for i in done.issues if i.code != F.WORKBOOK_MISSING or i.place.workbook not in drafted
    )


def drafting(done: RunResult, options: RunOptions) -> str:
    """Message id of the last line if no workbook was issued: a roster was drafted, or nothing written; else ""."""
    if _drafts(done, options):
        return ROSTER_FIRST
    return "" if done.rendered else NOTHING_WRITTEN


def _drafts(done: RunResult, options: RunOptions) -> list[Path]:
    """Drafts that HR must still copy into the quarter's folder: the roster."""
    return [path for path in done.unchecked if path.parent != options.source]


def _next_steps(done: RunResult, options: RunOptions, t: NullTranslations) -> list[str]:
    """Lines about what HR must do with the drafts."""
    names = t.gettext(", ").join(str(path) for path in done.unchecked)
    lines = [t.gettext("Check first: {files}").format(files=names)]
    for path in _drafts(done, options):
        words = t.gettext("Then copy {file} to {folder}, and run this again: {command}")
        command = f"templates {options.quarter}" + (" --lang en" if options.lang == "en" else "")
        lines.append(words.format(file=path.name, folder=options.source, command=command))
    return lines


def _set_aside(done: RunResult, options: RunOptions, t: NullTranslations) -> list[str]:
    """Lines about workbooks that were set aside, each with its path, so that their entries can be found."""
    words = t.ngettext(
        "{count} workbook had been changed since it was issued; it is set aside, nothing is lost:",
        "{count} workbooks had been changed since they were issued; they are set aside, nothing is lost:",
        len(done.kept),
    )
    hint = t.gettext(
        "Put filled-in workbooks under their own names into {folder}: only that folder is read."
    )
    return [
        words.format(count=len(done.kept)),
        *(f"  {path}" for path in done.kept),
        hint.format(folder=options.source),
    ]
