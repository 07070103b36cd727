"""Writes the message of a plan's entry, after checking the report once more."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

from gacx_reports.commands.mailing.inputs import MailInputs
from gacx_reports.commands.mailing.plan import disagreements, published_of
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import safe
from gacx_reports.core.mailing.identity import Disagreement
from gacx_reports.core.mailing.plan import (
    PlannedMessage,
    ReportKind,
)
from gacx_reports.core.mailing.settings import Passwords
from gacx_reports.i18n import translator
from gacx_reports.mail.bodies import Bodies
from gacx_reports.mail.message import Attachment, Letter, compose
from gacx_reports.mail.pdfs import encrypted, read_paper


def attachment_name(inputs: MailInputs, entry: PlannedMessage) -> str:
    """The report's file name with the quarter in front, as employees keep reports of several quarters, and the revision
    from the second on.
    """
    c = entry.candidate
    name = f"{inputs.options.quarter}—{safe(Path(c.path).stem)}"
    if c.revision > 1:
        words = translator(inputs.options.lang).gettext("{name} (revision {n})")
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


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the messages of a run."""

    inputs: MailInputs
    bodies: Bodies
    passwords: Mapping[str, str]
    """Employee ID → password; empty if reports are not encrypted."""

    def write(
        self, entry: PlannedMessage, at: datetime, draft: bool = False
    ) -> WrittenMessage | list[Disagreement]:
        """The message, or the differences if the report does not agree with its publication any more."""
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
        return WrittenMessage(compose(self._letter(entry, at), attachment, draft), copy)

    def _letter(self, entry: PlannedMessage, at: datetime) -> Letter:
        c, settings, names = entry.candidate, self.inputs.settings, self.inputs.names
        t = translator(self.inputs.options.lang)
        number = published_of(self.inputs, entry).publication
        until = self.inputs.publications[number].appeals_until
        body = self.bodies.write(
            "report",
            {
                "department": names.get(c.name, c.name) if c.kind is ReportKind.DEPARTMENT else "",
                "name": names.get(c.addressee, c.addressee),
                "quarter": formats.quarter_name(self.inputs.options.quarter, t),
                "revision": c.revision,
                "replaces": entry.replaces,
                "company": self.inputs.company,
                "appeals_until": formats.day(until, t),
                "encrypted": settings.passwords is not Passwords.OFF,
                "sender": parseaddr(settings.sender)[0],
            },
        )
        subject = body.subject
        if entry.to != c.address:
            rehearsal = t.gettext("Rehearsal")
            subject = f"[{rehearsal} {c.recipient}] {subject}"
        return Letter(
            settings.sender,
            settings.reply_to,
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
