"""What `templates` has written, and what it set aside."""

from gettext import NullTranslations

from gacx_reports.commands.issued import FOLDER
from gacx_reports.commands.order import Done, Order


def issued(done: Done, order: Order, t: NullTranslations) -> list[str]:
    """The closing lines."""
    lines = _set_aside(done, order, t) if done.kept else []
    words = t.ngettext(
        "{count} workbook in {folder}", "{count} workbooks in {folder}", done.rendered
    )
    return [*lines, words.format(count=done.rendered, folder=order.target / FOLDER)]


def _set_aside(done: Done, order: Order, t: NullTranslations) -> list[str]:
    """Each by name: whoever typed there has to know where that is now."""
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
        hint.format(folder=order.source),
    ]
