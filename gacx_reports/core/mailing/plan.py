"""The plan: who is sent what, who is not and why, under a hash that `--send` has to name."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gacx_reports.core.mailing.addresses import Flaw, Objection, among_people, of_form, same
from gacx_reports.core.mailing.identity import Disagreement
from gacx_reports.core.mailing.states import KnownMessage, State
from gacx_reports.core.mailing.worded_reason import WordedReason
from gacx_reports.i18n import N_


class ReportKind(StrEnum):
    """What a message brings."""

    EMPLOYEE = "employee"
    DEPARTMENT = "department"


class Hold(WordedReason):
    """Why a message waits, beyond its address and its report."""

    CHANGED_REPORT = (
        "changed_report",
        N_("another revision was sent before; it goes again with --resend {name} --reason …"),
    )
    UNRESOLVED = (
        "unresolved",
        N_("whether an earlier message arrived is unknown; say so with `mail resolve` first"),
    )
    NOT_ON_ROSTER = "not_on_roster", N_("no longer on the roster")
    NO_PASSWORD = (
        "no_password",
        N_(
            "no usable report password (报告密码) on the roster:"
            " eight characters or more, without name, ID, address or date"
        ),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report and whose it is."""

    kind: ReportKind
    name: str
    """Employee ID, or department."""
    recipient: str
    """Employee ID of the addressee."""
    addressee: str
    """Their name."""
    address: str
    path: str
    sha256: str
    revision: int
    disagreements: tuple[Disagreement, ...] = ()
    holds: tuple[Hold, ...] = ()
    """Why it waits, as far as the roster tells."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What HR says with the plan; all of it is in the plan's hash."""

    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → why their odd address is right."""
    resend: frozenset[str] = frozenset()
    """Employee IDs and departments to whom a report goes again."""
    reason: str = ""
    """Why again."""
    redirect: str = ""
    """An address that gets everything, for a rehearsal."""


@dataclass(frozen=True, slots=True)
class World:
    """What the plan is judged by."""

    quarter: str
    addresses: Mapping[str, str]
    """Employee ID → address, of everybody on the roster."""
    before: Mapping[str, str]
    """Employee ID → address of last quarter."""
    known: Sequence[KnownMessage]
    """Messages in the ledger."""
    domains: tuple[str, ...]
    sender: str
    encrypted: bool


class MessageStanding(StrEnum):
    """What the plan does about a message."""

    READY = "ready"
    SENT = "sent"
    UNKNOWN = "unknown"
    DRAFT = "draft"
    """Written for somebody else to send; HR has yet to say whether it went."""
    BLOCKED = "blocked"


WaitReason = Objection | Disagreement | Hold


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """One line of the plan."""

    candidate: Candidate
    key: str
    """Of the message: equal for whatever must not be sent twice."""
    to: str
    """The address that it goes to."""
    standing: MessageStanding
    reasons: tuple[WaitReason, ...] = ()
    """Why it waits."""
    confirmed: tuple[Objection, ...] = ()
    """What HR has said is meant."""
    resend: str = ""
    """Why it goes again."""


@dataclass(frozen=True, slots=True)
class MailPlan:
    """Everything decided, and nothing sent."""

    entries: tuple[PlannedMessage, ...]
    unused: tuple[str, ...]
    """IDs and departments that a wish names and that nothing is to be confirmed or resent for."""
    hash: str

    def of(self, standing: MessageStanding) -> tuple[PlannedMessage, ...]:
        """The lines of that standing."""
        return tuple(e for e in self.entries if e.standing is standing)


def make_plan(candidates: Iterable[Candidate], wishes: Wishes, world: World) -> MailPlan:
    """One entry per report: exactly one addressee, exactly one attachment."""
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
    fate = _fate(c, key, again, wishes, world)
    if isinstance(fate, MessageStanding):
        return PlannedMessage(c, key, to, fate, (), confirmed, again)
    if fate is not None:
        reasons.insert(0, fate)
    standing = MessageStanding.BLOCKED if reasons else MessageStanding.READY
    return PlannedMessage(c, key, to, standing, tuple(reasons), confirmed, again)


def _about(c: Candidate, world: World) -> list[KnownMessage]:
    return [k for k in world.known if (k.kind, k.name) == (c.kind.value, c.name)]


DOUBTFUL = (State.UNKNOWN, State.DATA_SENT)


def _again(c: Candidate, wishes: Wishes, world: World) -> str:
    """Why the report goes again; "" where nobody asked, or nothing has gone yet."""
    gone = any(k.state in (State.SENT, *DOUBTFUL) for k in _about(c, world))
    return wishes.reason if c.name in wishes.resend and gone and not wishes.redirect else ""


def _fate(
    c: Candidate, key: str, again: str, wishes: Wishes, world: World
) -> MessageStanding | Hold | None:
    """What has become of the message so far; None where it may be sent."""
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
        if not known & {State.SENT, *DOUBTFUL} and State.SENT in others:
            return Hold.CHANGED_REPORT
    if known & set(DOUBTFUL):
        doubtful = [k for k in _about(c, world) if k.state in DOUBTFUL]
        return MessageStanding.DRAFT if all(k.draft for k in doubtful) else MessageStanding.UNKNOWN
    return MessageStanding.SENT if State.SENT in known else None


def message_key(c: Candidate, quarter: str, again: str, redirect: str) -> str:
    """Equal for whatever must not be sent twice: the report, and why it is sent again, whatever the address."""
    return _digest([quarter, c.kind.value, c.name, c.sha256, again, redirect])


def _hash(entries: Iterable[PlannedMessage], wishes: Wishes, world: World) -> str:
    """Of every message that goes or went under the plan, so that a run that was killed goes on under it."""
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
    return _digest([world.quarter, world.sender, world.encrypted, sorted(lines)])[:16]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
