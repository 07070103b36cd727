"""What a row of the review page says of a message."""

from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.delivery import Issued, Sending, SendingState
from gacx_reports.i18n import N_

SENDING_WORDS = {
    SendingState.PLANNED: N_("planned"),
    SendingState.STARTED: N_("not finished"),
    SendingState.DATA_SENT: N_("not confirmed"),
    SendingState.SENT: N_("sent"),
    SendingState.FAILED: N_("failed"),
    SendingState.UNKNOWN: N_("unknown"),
}
DRAFT_SHORT = N_("draft, not confirmed")
"""Short form for a row; FLAG_WORDS has the full form."""


def sending_words(sending: Sending, t: NullTranslations, always: bool = False) -> str:
    """`sent 18 Oct 2024`, with the revision if it is 2 or later, or `always`."""
    words = t.gettext(DRAFT_SHORT if sending.draft else SENDING_WORDS[sending.state])
    parts = [words, whole(formats.days_named(sending.at[:10], t))]
    if always or sending.revision > 1:
        parts.append(t.gettext("revision {n}").format(n=sending.revision))
    return " ".join(p for p in parts if p)


def sent_words(sending: Sending | None, issued: Issued, t: NullTranslations) -> str:
    """What became of the last message; of one with an earlier revision also which one it was, and which is current."""
    if sending is None:
        return ""
    if sending.revision >= issued.revision:
        return sending_words(sending, t)
    words = t.gettext("{sent} (current: revision {n})")
    return words.format(sent=sending_words(sending, t, always=True), n=issued.revision)


def whole(day: str) -> str:
    """The date with non-breaking spaces."""
    return day.replace(" ", "\u00a0")
