"""Delivery of published reports on the review page: mail, acknowledgements, appeals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.delivery import (
    Deliveries,
    Issued,
    Sending,
    SendingKind,
    SendingState,
    Signed,
)
from gacx_reports.core.views.review_page.printed_dates import printed_days
from gacx_reports.core.views.review_page.sending_words import sending_words, sent_words, whole
from gacx_reports.core.views.review_page.waiting import WaitingRow, waiting_row
from gacx_reports.core.views.units.signatories import SignatoryRow, signatory_rows
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class PersonDelivery:
    """Delivery of one employee's report."""

    issued: str
    """`revision 2`; "" for revision 1 and if nothing is published."""
    differs: str
    """The published result, if the run has another one; else ""."""
    sent: str
    sent_state: str
    """A SendingState; `draft`; `older` if only an earlier revision was sent; "" if none was."""
    signed: str
    signed_state: str
    """`signed`, `refused`, or ""."""
    appeal: str
    flags: tuple[str, ...]


NOBODY = PersonDelivery("", "", "", "", "", "", "", ())


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its words and the filter `only` that shows the employees."""

    words: str
    count: int
    only: str
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """Content of the page that changes after publishing."""

    state: str
    """`unpublished`, `published`, `partial` or `reopened`."""
    words: str
    reopened: str
    """Reason for reopening; "" if not reopened."""
    mailed: bool
    """Whether at least one message is on record."""
    people: Mapping[str, PersonDelivery]
    """Employee ID → delivery; only employees with a published record."""
    units: Mapping[str, str]
    """Department → state of the message to its head."""
    workbooks: Mapping[str, str]
    """Chinese file name → state of the messages that brought the blank workbook; empty if none was mailed."""
    figures: tuple[Figure, ...]
    printed: tuple[str, ...]
    """Days that the published reports print; empty if nothing is published."""
    signatories: tuple[SignatoryRow, ...]
    """Who published and who approved; empty if no second person was asked for."""
    waiting: tuple[WaitingRow, ...]
    """Plans that a second person has to approve."""


def delivery_view(
    shown: Mapping[str, tuple[str, str]], found: Deliveries, t: NullTranslations
) -> DeliveryView:
    """Returns the delivery of all published reports; `shown` maps employee ID → (total, grade) on the page."""
    facts = _Facts(
        sendings={s.name: s for s in found.sendings if s.kind is SendingKind.EMPLOYEE},
        signed={(s.person, s.revision): s for s in found.signed},
        appeals=found.appeals,
        shown=shown,
    )
    units = {s.name: s for s in found.sendings if s.kind is SendingKind.DEPARTMENT}
    people = {i: _person(i, issued, facts, t) for i, issued in found.issued.items()}
    state = _state(found)
    mailed = bool(facts.sendings or units)
    return DeliveryView(
        state=state,
        words=_words(state, found, t),
        reopened=found.reopened,
        mailed=mailed,
        people=people,
        units={name: sending_words(s, t) for name, s in units.items()},
        workbooks=_workbooks(found.sendings, t),
        figures=_figures(people, mailed, t) if found.published_on else (),
        printed=printed_days(found.printed, t),
        signatories=signatory_rows(found.signatories, t),
        waiting=tuple(waiting_row(p, t) for p in found.waiting),
    )


def _workbooks(sendings: Sequence[Sending], t: NullTranslations) -> dict[str, str]:
    """Of a workbook that several people fill in the last message to each; equal states are told once."""
    last = {(s.name, s.recipient): s for s in sendings if s.kind is SendingKind.WORKBOOK}
    found: dict[str, list[str]] = {}
    for (name, _), sending in last.items():
        found.setdefault(name, []).append(sending_words(sending, t))
    return {name: t.gettext("; ").join(dict.fromkeys(words)) for name, words in found.items()}


@dataclass(frozen=True, slots=True)
class _Facts:
    """Messages, signatures, appeals and shown results of all employees."""

    sendings: Mapping[str, Sending]
    signed: Mapping[tuple[str, int], Signed]
    appeals: Mapping[str, str]
    shown: Mapping[str, tuple[str, str]]


def _state(found: Deliveries) -> str:
    if found.published_on is None:
        return "unpublished"
    if found.reopened:
        return "reopened"
    return "published" if found.complete else "partial"


def _words(state: str, found: Deliveries, t: NullTranslations) -> str:
    words = {
        "unpublished": t.gettext("Not published"),
        "published": t.gettext("Published {day}"),
        "partial": t.gettext("Published in part {day}"),
        "reopened": t.gettext("Published {day}, open again"),
    }[state]
    day = formats.day(found.published_on, t) if found.published_on else ""
    return words.format(day=day)


def _person(person: str, issued: Issued, facts: _Facts, t: NullTranslations) -> PersonDelivery:
    sending = facts.sendings.get(person)
    signature = facts.signed.get((person, issued.revision))
    sent_state = _sent_state(sending, issued)
    signed_state = ("refused" if signature.refused else "signed") if signature else ""
    appeal = facts.appeals.get(person)
    revision = t.gettext("revision {n}").format(n=issued.revision)
    same = facts.shown.get(person) in (None, (issued.total, issued.grade))
    flags = {
        "sent": sent_state == SendingState.SENT,
        "draft": sent_state == "draft",
        "unsent": issued.has_report and sent_state not in SETTLED,
        "failed": sent_state == SendingState.FAILED,
        "unknown": sent_state in (SendingState.UNKNOWN, SendingState.DATA_SENT),
        "signed": signed_state == "signed",
        "unsigned": issued.has_report and not signed_state,
        "refused": signed_state == "refused",
        "appealed": appeal == "",
        "differs": not same,
    }
    return PersonDelivery(
        issued=revision if issued.revision > 1 else "",
        differs="" if same else _published(issued, revision, t),
        sent=sent_words(sending, issued, t),
        sent_state=sent_state,
        signed=_signed(signature, t),
        signed_state=signed_state,
        appeal="" if appeal is None else t.gettext(APPEAL_WORDS[appeal]),
        flags=tuple(name for name, holds in flags.items() if holds),
    )


SETTLED = (
    SendingState.SENT,
    SendingState.FAILED,
    SendingState.UNKNOWN,
    SendingState.DATA_SENT,
    "draft",
)
"""States with a figure of their own; reports in any other state count as not sent, so each is counted once."""


def _sent_state(sending: Sending | None, issued: Issued) -> str:
    if sending is None:
        return ""
    if sending.revision < issued.revision:
        return "older"
    return "draft" if sending.draft else sending.state.value


APPEAL_WORDS = {
    "": N_("appeal undecided"),
    "granted": N_("appeal granted"),
    "rejected": N_("appeal rejected"),
}


def _published(issued: Issued, revision: str, t: NullTranslations) -> str:
    total, grade = issued.total or formats.NONE, issued.grade or formats.NONE
    words = t.gettext("published: {total} {grade} ({revision})")
    return words.format(total=total, grade=grade, revision=revision)


def _signed(signature: Signed | None, t: NullTranslations) -> str:
    if signature is None:
        return ""
    words = t.gettext("refused {day}") if signature.refused else t.gettext("acknowledged {day}")
    return words.format(day=whole(formats.day(signature.day, t)))


MAIL_FIGURES = ("sent", "draft", "unsent", "failed", "unknown")
OTHER_FIGURES = ("signed", "unsigned", "refused", "appealed", "differs")
ALARMING = ("failed", "unknown", "refused", "appealed", "differs")
FLAG_WORDS = {
    "sent": N_("sent"),
    "draft": N_("draft written, not confirmed"),
    "unsent": N_("not sent"),
    "failed": N_("failed"),
    "unknown": N_("unknown whether it arrived"),
    "signed": N_("acknowledged"),
    "unsigned": N_("not acknowledged"),
    "refused": N_("refused to sign"),
    "appealed": N_("appeal undecided"),
    "differs": N_("differs from what is published"),
}


def _figures(
    people: Mapping[str, PersonDelivery], mailed: bool, t: NullTranslations
) -> tuple[Figure, ...]:
    flags = (*MAIL_FIGURES, *OTHER_FIGURES) if mailed else OTHER_FIGURES
    counts = {flag: sum(flag in p.flags for p in people.values()) for flag in flags}
    return tuple(
        Figure(t.gettext(FLAG_WORDS[flag]), n, flag, bool(n) and flag in ALARMING)
        for flag, n in counts.items()
        if n or flag not in ("draft", "appealed", "differs")
    )
