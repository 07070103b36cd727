"""One message to the server, phase by phase, so that it is known whether the server can have it."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from gacx_reports.core.mailing.settings import Security, Server

CONNECT_SECONDS = 60
"""At most, until the server is there; for its answers the settings have a longer time."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has taken the message."""


@dataclass(frozen=True, slots=True)
class RefusedByServer:
    """The server won't take it, now (4xx, or a connection lost before the end) or ever (5xx)."""

    code: str
    later: bool


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The whole message went out and no answer came back."""

    code: str


SmtpAnswer = Accepted | RefusedByServer | Doubtful


class NoServerError(Exception):
    """No usable connection: no answer, no encryption, no trusted certificate, or no login."""


class LoginRefusedError(NoServerError):
    """Name or password are wrong: trying again only locks the account."""


LOST = (OSError, smtplib.SMTPException)


class SmtpConnection:
    """A connection that is made when it is needed, and anew after it broke."""

    def __init__(self, server: Server, password: str) -> None:
        self._server = server
        self._password = password
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "SmtpConnection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Close without a word."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def ready(self) -> None:
        """Connect, encrypt, verify and log in, where that isn't done yet. NoServerError."""
        if self._smtp is not None:
            try:
                if self._smtp.docmd("RSET")[0] == 250:
                    return
            except LOST:
                pass
            self.drop()
        try:
            self._smtp = _connected(self._server)
            self._log_in()
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
            self.drop()
            raise LoginRefusedError(_code(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise NoServerError(_words(error)) from error

    def _log_in(self) -> None:
        assert self._smtp is not None
        self._smtp.ehlo_or_helo_if_needed()
        if self._server.user:
            self._smtp.login(self._server.user, self._password)

    def deliver(
        self, sender: str, recipient: str, message: bytes, about_to_end: Callable[[], None]
    ) -> SmtpAnswer:
        """Hand over one message for one recipient.

        `about_to_end` is called when all but the final dot is sent: until then the server can't have the
        message, from then on it may. Once the dot may be out, no answer means Doubtful.
        """
        assert self._smtp is not None
        smtp = self._smtp
        try:
            if refused := _refusal(smtp.mail(sender), 250):
                return self._after(refused)
            if refused := _refusal(smtp.rcpt(recipient), 250, 251):
                return self._after(refused)
            if refused := _refusal(smtp.docmd("DATA"), 354):
                return self._after(refused)
            smtp.send(_dotted(message))
        except LOST as error:
            self.drop()
            return RefusedByServer(_words(error), later=True)
        return self._end(smtp, about_to_end)

    def _end(self, smtp: smtplib.SMTP, about_to_end: Callable[[], None]) -> SmtpAnswer:
        try:
            about_to_end()
        except BaseException:
            # Not even a QUIT: the server must not take what is not recorded.
            self.drop()
            raise
        try:
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except LOST as error:
            self.drop()
            return Doubtful(_words(error))
        if 200 <= answer[0] <= 299:
            return Accepted()
        if not 400 <= answer[0] <= 599:
            self.drop()
            return Doubtful(str(answer[0]))
        refused = _refusal(answer)
        assert refused
        return self._after(refused)

    def _after(self, refused: RefusedByServer) -> RefusedByServer:
        """421 is the server's goodbye; any other refusal leaves the line open."""
        if refused.code.startswith("421"):
            self.drop()
        return refused


def _connected(server: Server) -> smtplib.SMTP:
    if not server.host:
        raise NoServerError("host")
    patience = min(CONNECT_SECONDS, server.timeout_seconds)
    context = ssl.create_default_context(cafile=server.ca_file or None)
    smtp: smtplib.SMTP
    if server.security is Security.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        if server.security is Security.STARTTLS:
            # Raises where the server doesn't offer it: there is no falling back to plain text.
            smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    assert smtp.sock is not None
    smtp.sock.settimeout(server.timeout_seconds)
    return smtp


def _refusal(answer: tuple[int, bytes], *good: int) -> RefusedByServer | None:
    code, words = answer
    if code in good:
        return None
    extended = words.split(b" ", 1)[0].decode("ascii", "replace")
    shown = f"{code} {extended}" if extended.count(".") == 2 else str(code)
    # A code that is none (smtplib's -1 for a broken line) says nothing about the address.
    return RefusedByServer(shown, later=not 500 <= code <= 599)


def _dotted(message: bytes) -> bytes:
    """As it goes over the line: CRLF, leading dots doubled, ended by a line break."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _code(error: smtplib.SMTPException) -> str:
    return str(getattr(error, "smtp_code", type(error).__name__))


def _words(error: Exception) -> str:
    """The kind of fault without what the server said: that may name people."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"
    if isinstance(error, socket.timeout):
        return "timeout"
    return type(error).__name__
