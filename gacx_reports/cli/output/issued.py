"""Closing lines of `templates`."""

from gettext import NullTranslations
from pathlib import Path

from gacx_reports.commands.issuing.write_issued import FOLDER
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.commands.survey_salts import Commitments
from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.vocabulary import tab, word
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.i18n import N_

ROSTER_FIRST = N_("exit 1: not issued yet; there was no roster, see above")


def issued(done: RunResult, options: RunOptions, t: NullTranslations) -> list[str]:
    """The closing lines: workbooks set aside, number of workbooks, and next steps for drafts."""
    lines = _set_aside(done, options, t) if done.kept else []
    lines += _committed(done.commitments, options, t) if done.commitments else []
    words = t.ngettext(
        "{count} workbook in {folder}", "{count} workbooks in {folder}", done.rendered
    )
    lines.append(words.format(count=done.rendered, folder=options.target / FOLDER))
    return [*lines, *_next_steps(done, options, t)] if done.unchecked else lines


def _committed(known: Commitments, options: RunOptions, t: NullTranslations) -> list[str]:
    """The commitments, and what HR must type into sheet 本期."""
    following = options.quarter.next if known.own else options.quarter
    said = t.gettext("Sampling commitment of {quarter}: {commitment}")
    drafted = t.gettext("It is in sheet {sheet} of the draft of that quarter's roster.")
    lines = []
    if known.own:
        lines.append(said.format(quarter=options.quarter, commitment=known.own))
        lines += _to_enter(known, t)
    lines.append(said.format(quarter=following, commitment=known.following))
    return [*lines, drafted.format(sheet=tab(PERIOD.name, t))]


def _to_enter(known: Commitments, t: NullTranslations) -> list[str]:
    names = {"sheet": tab(PERIOD.name, t), "entry": word(COMMITMENT, t)}
    if not known.entered:
        words = t.gettext(
            "Type it into sheet {sheet} of the roster, entry {entry}: that fixes the sample before anybody knows it."
        )
        return [words.format(**names)]
    if known.entered != known.own:
        words = t.gettext(
            "Sheet {sheet} of the roster has another one as {entry}: {found}. One of the two was not made by this"
            " ledger; the sample can't be proved by it."
        )
        return [words.format(found=known.entered, **names)]
    return []


def to_show(done: RunResult, options: RunOptions) -> tuple[Issue, ...]:
    """The issues to print, without F01 for a roster that was drafted, as the reader (HR) is its owner."""
    drafted = {path.name for path in _drafts(done, options)}
    return tuple(
        i for i in done.issues if i.code != F.WORKBOOK_MISSING or i.place.workbook not in drafted
    )


def drafting(done: RunResult, options: RunOptions) -> str:
    """Message id of the last line if a roster was drafted instead of the workbooks; else ""."""
    return ROSTER_FIRST if _drafts(done, options) else ""


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
