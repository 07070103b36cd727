"""A real SMTP server in a process of its own, which fails on order and lists the messages that it stored.

`python -m tests.commands.mailing.smtp_server STORE [--cert PEM --key PEM] [--login USER:PASSWORD]`
prints its port. A line of STORE is
a message that the server keeps. `NAME N` in the file STORE.fault lets a fault befall the Nth transaction from then on.
"""

import argparse
import asyncio
import json
import ssl
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

FAULTS = (
    "refuse_mail",
    "goodbye",
    "drop_at_mail",
    "refuse_rcpt",
    "defer_rcpt",
    "drop_at_rcpt",
    "refuse_data",
    "defer_data",
    "drop_before_storing",
    "drop_after_storing",
    "stall_after_storing",
)
ANSWERS = {
    "refuse_mail": "553 5.1.8 no",
    "goodbye": "421 4.3.2 closing",
    "refuse_rcpt": "550 5.1.1 unknown",
    "defer_rcpt": "450 4.2.1 later",
    "refuse_data": "554 5.7.1 no",
    "defer_data": "451 4.3.0 later",
}
STALL = 3600


class Counter:
    """Keeps what it accepts; misbehaves in one transaction."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._asked = ""
        self._fault, self._at = "", 0
        self._count = 0

    def _look(self) -> None:
        """Reads the ordered fault; transactions are counted from its order on."""
        path = Path(f"{self._store}.fault")
        asked = path.read_text("utf-8") if path.exists() else ""
        if asked != self._asked:
            self._asked = asked
            self._count = 0
            name, _, at = asked.partition(" ")
            self._fault, self._at = name, int(at or 0)

    def _due(self, *faults: str) -> str:
        """The fault that befalls this transaction here, "" for none."""
        return self._fault if self._count == self._at and self._fault in faults else ""

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Every message begins here."""
        self._look()
        self._count += 1
        if fault := self._due("refuse_mail", "goodbye"):
            return ANSWERS[fault]
        if self._due("drop_at_mail"):
            _drop(server)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The addressee."""
        if fault := self._due("refuse_rcpt", "defer_rcpt"):
            return ANSWERS[fault]
        if self._due("drop_at_rcpt"):
            _drop(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The whole message is here."""
        if fault := self._due("refuse_data", "defer_data"):
            return ANSWERS[fault]
        if self._due("drop_before_storing"):
            _drop(server)
            return "250 OK"
        self._keep(envelope)
        if self._due("drop_after_storing"):
            _drop(server)
        if self._due("stall_after_storing"):
            await asyncio.sleep(STALL)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content)
        line = {
            "to": envelope.rcpt_tos,
            "id": message["Message-ID"],
            "content": content.decode("ascii"),
        }
        with self._store.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _drop(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


def _context(cert: str, key: str) -> ssl.SSLContext | None:
    if not cert:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return context


async def serve(given: argparse.Namespace) -> None:
    """Until it is killed."""
    handler = Counter(given.store)
    context = _context(given.cert, given.key)

    def authenticate(*told: Any) -> AuthResult:
        data = told[-1]
        assert isinstance(data, LoginPassword)
        right = f"{data.login.decode()}:{data.password.decode()}" == given.login
        return AuthResult(success=right, handled=False)

    def make() -> SMTP:
        return SMTP(
            handler,
            hostname="localhost",
            tls_context=None if given.implicit else context,
            require_starttls=bool(context) and not given.implicit,
            authenticator=authenticate if given.login else None,
            auth_required=bool(given.login),
            auth_require_tls=bool(given.login),
            loop=asyncio.get_running_loop(),
        )

    implicit = context if given.implicit else None
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", given.port, ssl=implicit
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("store", type=Path)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--cert", default="")
    options.add_argument("--key", default="")
    options.add_argument("--login", default="")
    options.add_argument("--implicit", action="store_true")
    asyncio.run(serve(options.parse_args()))
