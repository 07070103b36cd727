"""The closing lines of a run."""

from gettext import NullTranslations
from pathlib import Path

from gacx_reports.commands.order import Done
from gacx_reports.core.outcomes import Status
from gacx_reports.terminal.issues import counts


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
