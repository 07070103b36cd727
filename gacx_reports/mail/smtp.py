"""Delivers one message to the SMTP server step by step, so that it is known whether the server may have taken it."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from gacx_reports.core.mailing.settings import Security, Server

CONNECT_SECONDS = 60
"""Most seconds to wait for a connection; the settings have a longer time for the server's answers."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has accepted the message (2xx)."""


@dataclass(frozen=True, slots=True)
class RefusedByServer:
    """The server has not accepted the message; `later` is true if another attempt may succeed.

    That is after 4xx or a connection lost before the end of the message; 5xx is final.
    """

    code: str
    later: bool


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The whole message was sent, but the server's answer is missing or invalid."""

    code: str


SmtpAnswer = Accepted | RefusedByServer | Doubtful


class NoServerError(Exception):
    """No usable connection: no answer, no encryption, no trusted certificate, or no login."""


class LoginRefusedError(NoServerError):
    """User or password is wrong; repeated attempts could lock the account."""


LOST = (OSError, smtplib.SMTPException)


class SmtpConnection:
    """A connection to the server, opened on first use and again after it broke."""

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
        """Close the connection without QUIT."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def ready(self) -> None:
        """Connect, encrypt, verify the certificate and log in, unless the connection is still open.

        Raises NoServerError, or LoginRefusedError if user or password is wrong.
        """
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
        """Send one message to one recipient; call `ready` before.

        `about_to_end` is called when all but the final dot is sent: until then the server can't have accepted
        the message, afterwards it may have. After the dot, a missing answer means Doubtful.
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
            # No QUIT before closing: a server might take the unfinished message, which is not recorded.
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
        """The refusal; after 421 the server closes the connection, after any other it stays open."""
        if refused.code.startswith("421"):
            self.drop()
        return refused


def _connected(server: Server) -> smtplib.SMTP:
    if not server.host:
        raise NoServerError("host")
    patience = min(CONNECT_SECONDS, server.timeout_seconds)
    context = None
    if server.security is not Security.NONE:
        # Reading the authorities that the system trusts takes longer than sending a message.
        context = ssl.create_default_context(cafile=server.ca_file or None)
    smtp: smtplib.SMTP
    if server.security is Security.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        if server.security is Security.STARTTLS:
            # Raises an error if the server doesn't offer STARTTLS: there is no fallback to plain text.
            smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    assert smtp.sock is not None
    smtp.sock.settimeout(server.timeout_seconds)
    # The final dot is sent after the ledger was told: the system would hold it back until the server, which has no
    # answer to give before the dot, has confirmed what came before, some 40 ms later.
    smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return smtp


def _refusal(answer: tuple[int, bytes], *good: int) -> RefusedByServer | None:
    code, words = answer
    if code in good:
        return None
    extended = words.split(b" ", 1)[0].decode("ascii", "replace")
    shown = f"{code} {extended}" if extended.count(".") == 2 else str(code)
    # smtplib gives -1 for an invalid answer, which is no final refusal of the address.
    return RefusedByServer(shown, later=not 500 <= code <= 599)


def _dotted(message: bytes) -> bytes:
    """The message as SMTP requires: CRLF line ends, leading dots doubled, a line end at its end."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _code(error: smtplib.SMTPException) -> str:
    return str(getattr(error, "smtp_code", type(error).__name__))


def _words(error: Exception) -> str:
    """The kind of error, without the server's text, which may contain names."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"
    if isinstance(error, socket.timeout):
        return "timeout"
    return type(error).__name__
