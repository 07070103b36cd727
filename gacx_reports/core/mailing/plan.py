"""The mail plan: each report with its addressee, its state and the reasons to wait; `--send` requires its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from gacx_reports.core.mailing.addresses import Flaw, Objection, among_people, of_form, same
from gacx_reports.core.mailing.candidate import Candidate, MailKind, MailSubject
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Disagreement
from gacx_reports.core.mailing.states import KnownMessage, State


@dataclass(frozen=True, slots=True)
class Wishes:
    """HR's options for the plan; all of them are part of the plan's hash."""

    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → reason why the unusual address is right."""
    resend: frozenset[str] = frozenset()
    """Employee IDs and departments whose report is sent again."""
    reason: str = ""
    """Reason for sending again."""
    redirect: str = ""
    """Address that receives every message, for a rehearsal (演练); "" for none."""
    by: str = ""
    """Who makes the plan; "" where nobody is named, as no second person approves it."""


@dataclass(frozen=True, slots=True)
class World:
    """Facts for making the plan: roster, ledger and settings."""

    quarter: str
    addresses: Mapping[str, str]
    """Employee ID → address, for the whole roster."""
    before: Mapping[str, str]
    """Employee ID → address in the last quarter."""
    known: Sequence[KnownMessage]
    """Messages in the ledger: of a rehearsal those of rehearsals."""
    handed_out: Set[MailSubject]
    """Of which some revision or content was mailed, or may have been; never in a rehearsal."""
    domains: tuple[str, ...]
    sender: str
    encrypted: bool


class MessageStanding(StrEnum):
    """State of a message in the plan."""

    READY = "ready"
    SENT = "sent"
    UNKNOWN = "unknown"
    DRAFT = "draft"
    """Written as a file for somebody else to send; HR has not confirmed whether it was sent."""
    BLOCKED = "blocked"
    """Waits for the reasons listed with it."""


WaitReason = Objection | Disagreement | Hold


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """One line of the plan."""

    candidate: Candidate
    key: str
    """Identity of the message: two messages with one key must not both be sent."""
    to: str
    """Address to send it to."""
    standing: MessageStanding
    reasons: tuple[WaitReason, ...] = ()
    """Reasons to wait; empty unless BLOCKED."""
    confirmed: tuple[Objection, ...] = ()
    """Objections to the address that HR has confirmed."""
    resend: str = ""
    """Reason for sending it again; "" if it is not."""
    replaces: bool = False
    """Whether an earlier message had this report or workbook, the same or one before."""


@dataclass(frozen=True, slots=True)
class MailPlan:
    """The finished plan; making it sends nothing."""

    entries: tuple[PlannedMessage, ...]
    unused: tuple[str, ...]
    """IDs and departments of the options `confirmed` and `resend` that had no effect."""
    hash: str
    """First 16 hex digits of the plan's SHA-256."""

    def of(self, standing: MessageStanding) -> tuple[PlannedMessage, ...]:
        """Returns the messages in that state."""
        return tuple(e for e in self.entries if e.standing is standing)


def make_plan(candidates: Iterable[Candidate], wishes: Wishes, world: World) -> MailPlan:
    """Returns the plan with one message per candidate: exactly one addressee, exactly one attachment."""
    crowd = among_people(world.addresses)
    entries = tuple(_entry(c, wishes, world, crowd.get(c.recipient, [])) for c in candidates)
    used = {e.candidate.recipient for e in entries if e.confirmed}
    used |= {e.candidate.name for e in entries if e.resend}
    unused = tuple(sorted((wishes.confirmed.keys() | wishes.resend) - used))
    return MailPlan(entries, unused, _hash(entries, wishes, world))


def _entry(c: Candidate, wishes: Wishes, world: World, crowd: list[Objection]) -> PlannedMessage:
    again = _again(c, wishes, world)
    key = message_key(c, world.quarter, again, wishes.redirect)
    objections = [*of_form(c.address, world.domains), *crowd]
    before = world.before.get(c.recipient, "")
    if before and c.address.strip() and same(before) != same(c.address):
        objections.append(Objection(Flaw.CHANGED_ADDRESS))
    said = c.recipient in wishes.confirmed
    confirmed = tuple(o for o in objections if said and o.confirmable)
    reasons: list[WaitReason] = [
        *c.holds,
        *c.disagreements,
        *(o for o in objections if o not in confirmed),
    ]
    to = wishes.redirect or c.address
    replaces = c.subject in world.handed_out
    fate = _fate(c, key, again, wishes, world)
    if isinstance(fate, MessageStanding):
        return PlannedMessage(c, key, to, fate, (), confirmed, again, replaces)
    if fate is not None:
        reasons.insert(0, fate)
    standing = MessageStanding.BLOCKED if reasons else MessageStanding.READY
    return PlannedMessage(c, key, to, standing, tuple(reasons), confirmed, again, replaces)


def _about(c: Candidate, world: World) -> list[KnownMessage]:
    same_content = (c.recipient, c.sha256)
    return [
        k for k in world.known if k.subject == c.subject or (k.recipient, k.sha256) == same_content
    ]


DOUBTFUL = (State.UNKNOWN, State.DATA_SENT)


def _again(c: Candidate, wishes: Wishes, world: World) -> str:
    """Reason for sending the report again; "" if HR did not request it, or it was never sent."""
    gone = any(k.state in (State.SENT, *DOUBTFUL) for k in _about(c, world))
    return wishes.reason if c.name in wishes.resend and gone and not wishes.redirect else ""


def _fate(
    c: Candidate, key: str, again: str, wishes: Wishes, world: World
) -> MessageStanding | Hold | None:
    """State of the message by the ledger, or the reason to wait; None if it may be sent."""
    if wishes.redirect:
        mine = [k for k in world.known if k.key == key]
        known = {k.state for k in mine}
    elif again:
        if any(k.state in DOUBTFUL and k.key != key for k in _about(c, world)):
            return Hold.UNRESOLVED
        known = {k.state for k in world.known if k.key == key}
    else:
        known = {k.state for k in _about(c, world) if k.sha256 == c.sha256}
        others = {k.state for k in _about(c, world) if k.sha256 != c.sha256}
        if State.SENT not in known and others & set(DOUBTFUL):
            return Hold.UNRESOLVED
        # A workbook that is issued anew takes the place of the one before; a report may not change unnoticed.
        changed = State.SENT in others and c.kind is not MailKind.WORKBOOK
        if not known & {State.SENT, *DOUBTFUL} and changed:
            return Hold.CHANGED_REPORT
    if known & set(DOUBTFUL):
        doubtful = [k for k in _about(c, world) if k.state in DOUBTFUL]
        return MessageStanding.DRAFT if all(k.draft for k in doubtful) else MessageStanding.UNKNOWN
    return MessageStanding.SENT if State.SENT in known else None


def message_key(c: Candidate, quarter: str, again: str, redirect: str) -> str:
    """Returns the message's identity as SHA-256 in hex: report, reason for sending again and redirection.

    Of a workbook it is content and addressee, whatever the file is called. The address is not part of it, so that
    nothing is sent twice after a change of address.
    """
    what = c.recipient if c.kind is MailKind.WORKBOOK else c.name
    return _digest([quarter, c.kind.value, what, c.sha256, again, redirect])


def _hash(entries: Iterable[PlannedMessage], wishes: Wishes, world: World) -> str:
    """Hash over all messages except blocked ones, sent or not, so that a killed run can continue with the same plan."""
    lines = [
        [
            e.key,
            e.candidate.recipient,
            e.to,
            [
                [o.flaw.value, o.detail, wishes.confirmed[e.candidate.recipient]]
                for o in e.confirmed
            ],
        ]
        for e in entries
        if e.standing is not MessageStanding.BLOCKED
    ]
    about: list[object] = [world.quarter, world.sender, world.encrypted, sorted(lines)]
    return _digest([*about, wishes.by] if wishes.by else about)[:16]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
