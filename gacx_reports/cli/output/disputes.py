"""Messages about entries in the ledger (`reopen`, `appeal`, `ack`, …)."""

from collections.abc import Mapping
from gettext import NullTranslations

from gacx_reports.commands.ledger_entry import EntryResult, Recorded
from gacx_reports.core.language import formats


def answer(given: EntryResult, t: NullTranslations, names: Mapping[str, str]) -> list[str]:
    """Lines about an entry's result; `names` are names of departments in the reader's language."""
    details = {k: formats.detail(v, t) for k, v in given.details.items()}
    lines = [t.gettext(given.words).format_map(details)]
    if isinstance(given, Recorded) and given.affected:
        words = t.gettext("Measured by that result, and revised if it changes: {people}")
        lines.append(words.format(people=t.gettext(", ").join(given.affected)))
    if isinstance(given, Recorded) and given.departments:
        shown = [names.get(d, d) for d in given.departments]
        words = t.gettext("Departments whose reports follow: {departments}")
        lines.append(words.format(departments=t.gettext(", ").join(shown)))
    return lines
