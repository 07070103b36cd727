"""Writes a message as bytes: one addressee, one attachment, headers that Outlook, Foxmail and QQ mail all decode."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Letter:
    """Sender, addressee and texts of a message."""

    sender: str
    """`人事部 <hr@example.com>`."""
    reply_to: str
    to: str
    """One address, without a name."""
    subject: str
    text: str
    html: str
    message_id: str
    """Local part of the Message-ID, without brackets and domain."""
    at: datetime


PDF = "pdf"
WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Subtypes of `application/`."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The only attachment of a message."""

    name: str
    content: bytes
    subtype: str = PDF


def compose(letter: Letter, attachment: Attachment | None, draft: bool = False) -> bytes:
    """The message's bytes: CRLF line ends, ASCII only; the same input gives the same bytes.

    A draft has the header X-Unsent, so that Outlook and Foxmail open it for sending. Raises ValueError for a line
    break in a header.
    """
    body = MIMEMultipart("alternative", boundary=f"=_body_{letter.message_id}")
    body.attach(MIMEText(letter.text, "plain", "utf-8"))
    body.attach(MIMEText(letter.html, "html", "utf-8"))
    message: MIMEBase = body
    if attachment is not None:
        message = MIMEMultipart("mixed", boundary=f"=_mail_{letter.message_id}")
        message.attach(body)
        message.attach(_part(attachment))
    name, address = parseaddr(letter.sender)
    headers = {
        "From": formataddr((_encoded(name), address)) if name else address,
        "To": letter.to,
        "Subject": _encoded(letter.subject),
        "Date": format_datetime(letter.at),
        "Message-ID": f"<{letter.message_id}@{address.rpartition('@')[2]}>",
        # Asks mail servers not to send out-of-office notes in answer.
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = letter.reply_to
    if draft:
        headers["X-Unsent"] = "1"
    for header, value in headers.items():
        if "\r" in value.replace("\r\n ", "") or "\n" in value.replace("\r\n ", ""):
            raise ValueError(f"line break in {header}")
        message[header] = value
    return message.as_bytes(policy=policy.SMTP.clone(max_line_length=None, mangle_from_=False))


def _encoded(text: str) -> str:
    """The text as RFC 2047 encoded words, split if it is long; ASCII text unchanged."""
    if text.isascii():
        return text
    return Header(text, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _part(attachment: Attachment) -> MIMEBase:
    """The attachment with its file name twice: by RFC 2231, and in `name` by RFC 2047 for older mail programs."""
    part = MIMEApplication(attachment.content, attachment.subtype)
    plain = attachment.name.replace('"', "_").replace("\\", "_")
    del part["Content-Type"]
    part["Content-Type"] = f'application/{attachment.subtype}; name="{_words(plain)}"'
    part["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(plain, safe='')}"
    return part


def _words(name: str) -> str:
    """The name as encoded words (RFC 2047) of whole characters, each at most 75 bytes."""
    if name.isascii():
        return name
    words, chunk = [], ""
    for char in name:
        if len((chunk + char).encode()) > 42:
            words.append(chunk)
            chunk = ""
        chunk += char
    words.append(chunk)
    return "\r\n ".join(f"=?UTF-8?B?{b64encode(w.encode()).decode()}?=" for w in words)
