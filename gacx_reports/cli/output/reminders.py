"""Output of `mail --remind` and `check --status --remind`."""

from gettext import NullTranslations
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import owner_words
from gacx_reports.core.mailing.reminders import Reminders


def reminders(found: Reminders, folder: Path, quarter: Period, t: NullTranslations) -> list[str]:
    """Lines about reminders: number of drafts, people without a usable address, and who was not sent the report."""
    words = t.gettext("{count} reminder drafts in {folder}")
    lines = [words.format(count=len(found.drafts), folder=folder)]
    unowned = (formats.aside(r.workbook, owner_words(r.owner, t), t) for r in found.unowned)
    nobody = [*found.unreachable, *unowned]
    if nobody:
        words = t.gettext("no usable address, remind them yourself: {names}")
        lines.append(words.format(names=t.gettext(", ").join(nobody)))
    if found.unsent:
        words = t.gettext(
            "not mailed this revision, so no reminder says they were: {names}. Send it (`mail {quarter}`),"
            " or remind those yourself who have it on paper."
        )
        names = t.gettext(", ").join(found.unsent)
        lines.append(words.format(names=names, quarter=quarter))
    return lines
