"""Mail settings from `mail.toml` and environment variables, checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from typing import TypeVar

from gacx_reports.core.mailing.addresses import PLAIN
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_


class Security(StrEnum):
    """Encryption of the connection; certificates are always verified."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Only for a server on this machine."""


class Passwords(StrEnum):
    """Encryption of mailed reports."""

    OFF = "off"
    ROSTER = "roster"
    """With 报告密码 of the roster."""
    RANDOM = "random"
    """With random passwords, handed over on password slips."""


class SettingsError(Exception):
    """Wrong settings: `words` is a message id, `details` are inserted into it."""

    def __init__(self, words: str, **details: str) -> None:
        super().__init__(words, details)
        self.words = words
        self.details = details


@dataclass(frozen=True, slots=True)
class Server:
    """Settings of the mail server."""

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    """Login; "" for a server without one."""
    ca_file: str = ""
    """Certificates to trust instead of the system's, for a company's own authority; "" for the system's."""
    timeout_seconds: int = 600
    """Longest wait for an answer: servers may scan a message first, and RFC 5321 requires ten minutes."""
    per_minute: int = 30
    """Most messages per minute; 0 for no limit."""
    attempts: int = 4
    """Most attempts for a message that the server refuses temporarily."""
    retry_seconds: int = 60
    """Wait before the second attempt; doubled before each further one."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """All mail settings."""

    sender: str
    """Sender with display name: `人事部 <hr@example.com>`."""
    domains: tuple[str, ...]
    """Domains to which mail may be sent, in lower case without `@`."""
    reply_to: str = ""
    server: Server = field(default_factory=Server)
    passwords: Passwords = Passwords.OFF
    retention_months: int = 0
    """Months after the quarter's end until `purge` may remove its personal files; 0: never."""

    @property
    def sender_address(self) -> str:
        """The sender's address without the display name."""
        return parseaddr(self.sender)[1]


Word = TypeVar("Word", Security, Passwords)
_KEYS = {"sender": str, "reply_to": str, "domains": list, "passwords": str, "retention_months": int}
_SERVER_KEYS = {
    "host": str,
    "port": int,
    "security": str,
    "user": str,
    "ca_file": str,
    "timeout_seconds": int,
    "per_minute": int,
    "attempts": int,
    "retry_seconds": int,
}
_LOWEST = {"port": 1, "timeout_seconds": 1, "attempts": 1}
SECRET = N_("A password does not belong into mail.toml: use GACX_MAIL_PASSWORD or the keyring.")


def read_settings(text: str, environment: Mapping[str, str]) -> MailSettings:
    """Returns the settings of `mail.toml`; server settings in `environment`, such as GACX_MAIL_HOST, take precedence.

    Raises SettingsError for unknown or impossible settings, and for a password in the file.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(N_("mail.toml: {reason}"), reason=str(error)) from error
    server = given.pop("smtp", {})
    if not isinstance(server, dict):
        raise SettingsError(N_("{name} is to be {expected}"), name="smtp", expected="[smtp]")
    for name, kind in _SERVER_KEYS.items():
        if value := environment.get(f"GACX_MAIL_{name.upper()}", ""):
            server[name] = int(value) if value.isdigit() and kind is int else value
    _check(given, _KEYS)
    _check(server, _SERVER_KEYS)
    settings = MailSettings(
        sender=given.get("sender", ""),
        domains=tuple(str(d).lower().removeprefix("@") for d in given.get("domains", ())),
        reply_to=given.get("reply_to", ""),
        server=Server(
            **{k: v for k, v in server.items() if k != "security"},
            security=_choice(Security, "security", server.get("security", "starttls")),
        ),
        passwords=_choice(Passwords, "passwords", given.get("passwords", "off")),
        retention_months=given.get("retention_months", 0),
    )
    _check_sense(settings)
    return settings


def _check(given: Mapping[str, object], known: Mapping[str, type]) -> None:
    for name, value in given.items():
        if name == "password":
            raise SettingsError(SECRET)
        if name not in known:
            words = N_("mail.toml has no setting {name}. Did you mean {nearest}?")
            raise SettingsError(words, name=name, nearest=nearest(name, known) or "—")
        low = _LOWEST.get(name, 0)
        if type(value) is not known[name] or (isinstance(value, int) and value < low):
            expected = f"{known[name].__name__}" + (f" ≥ {low}" if known[name] is int else "")
            raise SettingsError(N_("{name} is to be {expected}"), name=name, expected=expected)


def _choice(kind: type[Word], name: str, value: str) -> Word:
    if value not in set(kind):
        raise SettingsError(N_("{name} is to be {expected}"), name=name, expected=" | ".join(kind))
    return kind(value)


def _check_sense(s: MailSettings) -> None:
    if not PLAIN.fullmatch(s.sender_address) or re.search(r"[\r\n]", s.sender):
        raise SettingsError(N_("{name} is to be {expected}"), name="sender", expected="HR <hr@…>")
    if s.reply_to and not PLAIN.fullmatch(s.reply_to):
        raise SettingsError(N_("{name} is to be {expected}"), name="reply_to", expected="hr@…")
    if not s.domains:
        raise SettingsError(
            N_("{name} is to be {expected}"), name="domains", expected='["example.com"]'
        )
    local = s.server.host in ("localhost", "127.0.0.1", "::1")
    if s.server.security is Security.NONE and not local:
        raise SettingsError(N_("security = none is only for a server on this very machine."))
