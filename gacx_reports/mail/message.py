"""A message as bytes: one addressee, one attachment, headers that Outlook, Foxmail and QQ mail all read right."""

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
    """What a message says."""

    sender: str
    """`人力资源部 <hr@example.com>`."""
    reply_to: str
    to: str
    """One plain address."""
    subject: str
    text: str
    html: str
    message_id: str
    """Without brackets and domain."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """The one file of a message."""

    name: str
    content: bytes


def compose(letter: Letter, attachment: Attachment | None, draft: bool = False) -> bytes:
    """The message, CRLF, 7 bit throughout; a draft opens for sending in Outlook and Foxmail."""
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
        # No out-of-office notes and no receipts in answer to a mailing.
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
    """RFC 2047, in several words where one would be too long; plain ASCII as it is."""
    if text.isascii():
        return text
    return Header(text, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _part(attachment: Attachment) -> MIMEBase:
    """RFC 2231 where today's readers look, RFC 2047 in `name` for older Outlook, Foxmail and QQ mail."""
    part = MIMEApplication(attachment.content, "pdf")
    plain = attachment.name.replace('"', "_").replace("\\", "_")
    del part["Content-Type"]
    part["Content-Type"] = f'application/pdf; name="{_words(plain)}"'
    part["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(plain, safe='')}"
    return part


def _words(name: str) -> str:
    """The name as encoded words of whole characters, none longer than 75."""
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
