"""Who published and who approved, as the summary and the review page tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.delivery import Signatories


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """A publication in the table."""

    number: str
    day: str
    by: str
    approved_by: str
    approved_on: str


def signatory_rows(found: Iterable[Signatories], t: NullTranslations) -> tuple[SignatoryRow, ...]:
    """Returns a row for each publication if a second person approved any of them, else none; a dash for nobody."""
    rows = tuple(found)
    if not any(s.approved_by for s in rows):
        return ()
    return tuple(
        SignatoryRow(
            str(s.publication),
            formats.day(s.day, t),
            s.by or formats.NONE,
            s.approved_by or formats.NONE,
            formats.day(s.approved_on, t) if s.approved_on else formats.NONE,
        )
        for s in rows
    )
