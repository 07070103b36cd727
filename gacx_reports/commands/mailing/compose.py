"""An entry of the plan → the bytes of its message, the report checked once more on the way."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from gacx_reports.commands.mailing.plan import (
    MailInputs,
    attachment_name,
    disagreements,
    published_of,
)
from gacx_reports.core.language import formats
from gacx_reports.core.mailing.identity import Disagreement
from gacx_reports.core.mailing.plan import PlannedMessage, ReportKind
from gacx_reports.core.mailing.settings import Passwords
from gacx_reports.i18n import translator
from gacx_reports.mail.bodies import Bodies
from gacx_reports.mail.message import Attachment, Letter, compose
from gacx_reports.mail.pdfs import encrypted, read_paper

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is mistaken for something else on paper."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What every message of a run is written with."""

    inputs: MailInputs
    bodies: Bodies
    passwords: Mapping[str, str]
    """Employee ID → password; empty where copies stay plain."""

    def write(
        self, entry: PlannedMessage, at: datetime, draft: bool = False
    ) -> bytes | list[Disagreement]:
        """The message; or, where the report is no longer what the plan saw, what does not agree."""
        c = entry.candidate
        published = published_of(self.inputs, entry)
        read = read_paper(self.inputs.options.target / c.path)
        content, paper = read if read else (b"", None)
        if found := disagreements(self.inputs, published, paper):
            return found
        if self.inputs.settings.passwords is not Passwords.OFF:
            content = encrypted(content, self.passwords[c.recipient])
        attachment = Attachment(attachment_name(self.inputs, entry), content)
        return compose(self._letter(entry, at), attachment, draft)

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
    """Twelve characters in three groups: sixty bits, easy to type from a slip of paper."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
