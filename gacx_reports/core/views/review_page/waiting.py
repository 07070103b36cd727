"""A plan that waits for a second person, on the review page."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.delivery import WaitingPlan
from gacx_reports.i18n import N_

WORDS: Mapping[str, str] = {
    "publish": N_(
        "Plan of a publication, made by {by} on {day}. Somebody else looks at it and runs:"
    ),
    "mail": N_("Plan of mail, made by {by} on {day}. Somebody else looks at it and runs:"),
}
"""Kind of a plan → message id."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A plan that nobody has approved yet."""

    words: str
    command: str
    """Without the program's name."""


def waiting_row(plan: WaitingPlan, t: NullTranslations) -> WaitingRow:
    """Returns the plan's line, with the command that approves it."""
    words = t.gettext(WORDS[plan.kind])
    command = t.gettext("approve {hash} --by NAME")
    return WaitingRow(
        words.format(by=plan.by, day=formats.day(plan.day, t)), command.format(hash=plan.hash)
    )
