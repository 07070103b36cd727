"""The office of the publishing tests with mail addresses: quarters that are really published, then mailed."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.ledger.store import trust
from tests.commands.mailing.mail_fixture import DOMAIN, Post
from tests.commands.publishing.ledger_fixture import TYPED, Office
from tests.fixtures.markdown_company import PEOPLE, POSTS, kpi, record_kpi, typed_kpi
from tests.fixtures.plain_reports import plain_reports

ADDRESSED = "\n".join(
    line.replace("| | 2020", f"| {line.split('|')[1].strip().lower()}@{DOMAIN} | 2020")
    for line in PEOPLE.strip().splitlines()
)
"""The people, each with an address."""

CLERKS = "".join(
    f"\n| G{n} | 王五 | 甲部 | 助理 | G0 | g{n}@{DOMAIN} | 2020-01-01 | | 在职 | |" for n in (5, 6)
)
"""Two of one name, who share the workbook of table 反馈."""
COMPANY: dict[str, Any] = {
    "people": ADDRESSED + CLERKS,
    "posts": POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n",
    "tables": "| 反馈 | 助理 | |",
    "columns": "| 反馈 | 合格 | 是否 | | 是 | 是 | | | |\n",
    "kpis": (
        typed_kpi("产出", "0.5"),
        record_kpi("是占比", 指标="反馈率", 权重="0.5", 记录表="反馈"),
        kpi(岗位="助理", 指标="资料", 取值="填报"),
    ),
}
"""A company with clerks."""


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


def copied(
    furnished_once: Path, into: Path, server: Post, monkeypatch: pytest.MonkeyPatch
) -> PostingOffice:
    """A copy of a folder with an office and the user's state, as if used there before; with settings for the server."""
    folder = Path(shutil.copytree(furnished_once, into))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    office = PostingOffice(folder / "office")
    office.connect(server)
    if office.ledger.exists():
        trust(office.ledger)
    return office
