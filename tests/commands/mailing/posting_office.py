"""The office of the publishing tests with mail addresses: quarters that are really published, then mailed."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from gacx_reports.cli import main
from tests.commands.mailing.mail_fixture import DOMAIN, Post
from tests.commands.publishing.ledger_fixture import TYPED, Office
from tests.fixtures.markdown_company import PEOPLE
from tests.fixtures.plain_reports import plain_reports

ADDRESSED = "\n".join(
    line.replace("| | 2020", f"| {line.split('|')[1].strip().lower()}@{DOMAIN} | 2020")
    for line in PEOPLE.strip().splitlines()
)
"""The people, each with an address."""


@dataclass
class PostingOffice(Office):
    """An office with mail.toml."""

    server: Post | None = None
    """The server that takes its mail."""
    noted: str = ""
    """Hash of a plan that HR has written down."""

    def hand_in(
        self, values: Mapping[str, str] = TYPED, quarter: str = "2024Q3", **more: Any
    ) -> None:
        """Writes the quarter's workbooks; everybody has an address."""
        super().hand_in(values, quarter, **({"people": ADDRESSED} | more))

    def connect(self, server: Post) -> None:
        """Writes mail.toml for a server on this machine."""
        self.server = server
        text = f"""
sender = "人力资源部 <hr@{DOMAIN}>"
domains = ["{DOMAIN}"]
[smtp]
host = "localhost"
port = {server.port}
security = "none"
per_minute = 0
timeout_seconds = 2
attempts = 2
retry_seconds = 0
"""
        (self.root / "mail.toml").write_text(text, "utf-8")

    def plan(self, *given: str) -> tuple[str, str]:
        """Output and hash of a plan."""
        said = self.run("mail", *given).output
        return said, re.findall(r"\b[0-9a-f]{16}\b", said)[-1]

    def send(self, *given: str, code: int = 0) -> str:
        """Plans and sends."""
        _, found = self.plan(*given)
        return self.done("mail", "--send", found, *given, code=code)

    def resolve(self, *given: str) -> str:
        """`mail resolve 2024Q3`, which must succeed."""
        return self._mail("resolve", "2024Q3", *given, "--output", str(self.root / "out"))

    def adopt(self) -> str:
        """`mail adopt`, which must succeed."""
        return self._mail("adopt", "--reason", "核对过", "--output", str(self.root / "out"))

    def _mail(self, *given: str) -> str:
        return self.keep("mail", *given)

    def keep(self, *given: str, code: int = 0) -> str:
        """A command that takes nothing but the ledger, which must end with `code`."""
        arguments = [*given, "--ledger", str(self.ledger), "--lang", "en"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    def copy(self, name: str) -> "PostingOffice":
        """A copy of the whole folder beside it."""
        return PostingOffice(Path(shutil.copytree(self.root, self.root.with_name(name))))


def furnished(root: Path, templates: Path) -> PostingOffice:
    """An office whose quarter is handed in, with templates for reports, mail and the review page."""
    plain_reports(root / "templates", templates)
    for name in ("mail", "review"):
        shutil.copytree(templates / name, root / "templates" / name)
    office = PostingOffice(root)
    office.hand_in()
    return office
