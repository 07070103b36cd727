"""Writes the message of a plan's entry, after checking once more what it carries."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from gacx_reports.commands.mailing.inputs import MailBasis, MailInputs
from gacx_reports.commands.mailing.plan import disagreements, published_of
from gacx_reports.commands.mailing.workbooks import WorkbookInputs, content_at
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import safe
from gacx_reports.core.mailing.candidate import MailKind
from gacx_reports.core.mailing.identity import Disagreement, Mismatch
from gacx_reports.core.mailing.plan import PlannedMessage
from gacx_reports.core.mailing.settings import Passwords
from gacx_reports.mail.bodies import Bodies, Body
from gacx_reports.mail.message import WORKBOOK, Attachment, Letter, compose
from gacx_reports.mail.pdfs import encrypted, read_paper


def attachment_name(inputs: MailInputs, entry: PlannedMessage) -> str:
    """The report's file name with the quarter in front, as employees keep reports of several quarters, and the revision
    from the second on.
    """
    c = entry.candidate
    name = f"{inputs.options.quarter}—{safe(Path(c.path).stem)}"
    if c.revision > 1:
        words = inputs.options.t.gettext("{name} (revision {n})")
        name = words.format(name=name, n=c.revision)
    return f"{name}.pdf"


ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Characters of passwords, without those that look alike on paper (i, l, o, 0, 1)."""


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """A message as it goes out."""

    content: bytes
    copy: str
    """SHA-256 of its attachment, if that is an encrypted copy of the report; else ""."""


class Pen(Protocol):
    """Writes the messages of a run."""

    def write(
        self, entry: PlannedMessage, at: datetime, draft: bool = False
    ) -> WrittenMessage | list[Disagreement]:
        """The message, or the differences if what it carries is not what was planned any more."""
        ...


@dataclass(frozen=True, slots=True)
class ReportPen:
    """Writes messages that carry reports."""

    inputs: MailInputs
    bodies: Bodies
    passwords: Mapping[str, str]
    """Employee ID → password; empty if reports are not encrypted."""

    def write(
        self, entry: PlannedMessage, at: datetime, draft: bool = False
    ) -> WrittenMessage | list[Disagreement]:
        """As every pen; the report is compared with its publication."""
        c = entry.candidate
        published = published_of(self.inputs, entry)
        read = read_paper(self.inputs.options.target / c.path)
        content, paper = read if read else (b"", None)
        if found := disagreements(self.inputs, published, paper):
            return found
        copy = ""
        if self.inputs.settings.passwords is not Passwords.OFF:
            content = encrypted(content, self.passwords[c.recipient])
            copy = hashlib.sha256(content).hexdigest()
        attachment = Attachment(attachment_name(self.inputs, entry), content)
        letter = letter_of(self.inputs, entry, self._body(entry), at)
        return WrittenMessage(compose(letter, attachment, draft), copy)

    def _body(self, entry: PlannedMessage) -> Body:
        c, names = entry.candidate, self.inputs.names
        number = published_of(self.inputs, entry).publication
        until = self.inputs.publications[number].appeals_until
        return self.bodies.write(
            "report",
            {
                **values_of(self.inputs, entry),
                "department": names.get(c.name, c.name) if c.kind is MailKind.DEPARTMENT else "",
                "revision": c.revision,
                "appeals_until": formats.day(until, self.inputs.options.t),
                "encrypted": self.inputs.settings.passwords is not Passwords.OFF,
            },
        )


@dataclass(frozen=True, slots=True)
class WorkbookPen:
    """Writes messages that carry blank workbooks."""

    inputs: WorkbookInputs
    bodies: Bodies

    def write(
        self, entry: PlannedMessage, at: datetime, draft: bool = False
    ) -> WrittenMessage | list[Disagreement]:
        """As every pen; the workbook must still be the planned one, byte for byte."""
        c, t = entry.candidate, self.inputs.options.t
        content = content_at(self.inputs.options, c.path)
        if hashlib.sha256(content).hexdigest() != c.sha256:
            return [Disagreement(Mismatch.NOT_ISSUED)]
        name = Path(c.path).name
        due = formats.day(self.inputs.roster.period.due, t)
        values = {**values_of(self.inputs, entry), "workbook": name, "due": due}
        letter = letter_of(self.inputs, entry, self.bodies.write("workbook", values), at)
        return WrittenMessage(compose(letter, Attachment(name, content, WORKBOOK), draft), "")


def pen_of(inputs: MailBasis, bodies: Bodies, passwords: Mapping[str, str]) -> Pen:
    """The pen for what a plan sends."""
    if isinstance(inputs, WorkbookInputs):
        return WorkbookPen(inputs, bodies)
    assert isinstance(inputs, MailInputs)
    return ReportPen(inputs, bodies, passwords)


def values_of(inputs: MailBasis, entry: PlannedMessage) -> Mapping[str, object]:
    """What every template of a message may say."""
    name = entry.candidate.addressee
    return {
        "name": inputs.names.get(name, name),
        "quarter": formats.quarter_name(inputs.options.quarter, inputs.options.t),
        "replaces": entry.replaces,
        "company": inputs.company,
        "sender": parseaddr(inputs.settings.sender)[0],
    }


def letter_of(inputs: MailBasis, entry: PlannedMessage, body: Body, at: datetime) -> Letter:
    """The message without its attachment; the subject says if it is a rehearsal."""
    subject = body.subject
    if entry.to != entry.candidate.address:
        rehearsal = inputs.options.t.gettext("Rehearsal")
        subject = f"[{rehearsal} {entry.candidate.recipient}] {subject}"
    return Letter(
        inputs.settings.sender,
        inputs.settings.reply_to,
        entry.to,
        subject,
        body.text,
        body.html,
        entry.key[:32],
        at,
    )


def random_password() -> str:
    """A random password of twelve characters in three groups, with about 59 bits, easy to type from paper."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
