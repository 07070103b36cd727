"""A small company on disk, with reports of a few lines, worked with as HR does: by commands."""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from gacx_reports.commands.review_page import PAGE, RECORD
from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import reading
from tests.fixtures.markdown_company import World
from tests.fixtures.pdf_text import text_of
from tests.fixtures.plain_reports import plain_reports
from tests.fixtures.saved_workbook import save

Q = "2024Q3"
LATER = ("--on", "2024-11-08")
"""When a supplement or revision is handed out."""
REOPENED = "2024-10-30"
"""When a quarter is reopened, unless a test says otherwise."""
TYPED = {"G1": "0.9", "G2": "0.7"}
G1 = "employees/甲部/工程师—张三.pdf"
G2 = "employees/甲部/工程师—李四.pdf"
G0 = "employees/甲部/主管—首长.pdf"


@dataclass
class Office:
    """A folder with input, templates, output and ledger."""

    root: Path

    def hand_in(self, values: Mapping[str, str] = TYPED, quarter: str = Q, **more: Any) -> None:
        """Writes the quarter's workbooks: G1 and G2 have a typed KPI, G0 the mean of both."""
        rows = "\n".join(f"| {who} | 产出 | {value} |" for who, value in values.items())
        world = World(typed=rows, quarter=quarter, **more)
        folder = self.root / "in" / quarter
        folder.mkdir(parents=True, exist_ok=True)
        for book in (world.scheme(), world.roster(), *world.department().values()):
            save(book, folder / book.name)

    def run(self, command: str, *arguments: str, quarter: str = Q) -> Result:
        """A command with this office's folders."""
        paths = [] if command == "targets" else ["--ledger", str(self.ledger)]
        if command in ("check", "quarter", "year", "publish", "targets", "mail", "templates"):
            paths += ["--input", str(self.root / "in"), "--output", str(self.root / "out")]
            paths += ["--templates", str(self.root / "templates"), "--jobs", "1"]
        if command in ("ack", "appeal", "reopen"):
            paths += ["--output", str(self.root / "out")]
        if command == "reopen" and "--on" not in arguments:
            paths += ["--on", REOPENED]
        lang = [] if "--lang" in arguments else ["--lang", "en"]
        given = [command, quarter, *arguments, *paths, *lang]
        return CliRunner().invoke(main, given, catch_exceptions=False)

    def done(self, command: str, *arguments: str, quarter: str = Q, code: int = 0) -> str:
        """Runs a command, which must end with `code`; returns its output."""
        result = self.run(command, *arguments, quarter=quarter)
        assert result.exit_code == code, result.output
        return result.output

    def approve(self, plan: str, by: str, code: int = 0, lang: str = "zh") -> str:
        """`approve PLAN --by BY`, which must end with `code`; returns its output."""
        folders = ("--input", str(self.root / "in"), "--output", str(self.root / "out"))
        given = ["approve", plan, "--by", by, *folders, "--ledger", str(self.ledger)]
        result = CliRunner().invoke(main, [*given, "--lang", lang], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.root / "ledger.sqlite"

    @property
    def out(self) -> Path:
        """The quarter's results."""
        return self.root / "out" / Q

    def text(self, path: str) -> str:
        """Text of a report, without blanks."""
        return text_of(self.out / path)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the ledger."""
        with reading(self.ledger) as db:
            return list(db.execute(sql))

    def hashes(self) -> dict[str, str]:
        """Path → SHA-256 of every file but what tells of each run: page and marked copies."""
        return {
            p.relative_to(self.out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(self.out.rglob("*"))
            if p.is_file() and p.name not in (PAGE, RECORD) and "returned" not in p.parts
        }

    def revisions(self) -> dict[str, int]:
        """ID, department or path → number of the published revision in force."""
        return {s.name: p.revision for s, p in self.standing().items()}

    def standing(self, quarter: str = Q) -> dict[Subject, Published]:
        """The published records in force."""
        with reading(self.ledger) as db:
            return publications.standing(db, quarter)

    def total(self, person: str) -> str:
        """The published total."""
        record = self.standing()[Subject(SubjectKind.EMPLOYEE, person)].record
        return str(of_person(record)["result"]["total"])

    def sheet(self, name: str) -> list[tuple[Any, ...]]:
        """The rows of a sheet of results.xlsx, [] where there is none."""
        book = openpyxl.load_workbook(self.out / "results.xlsx")
        return list(book[name].iter_rows(values_only=True)) if name in book.sheetnames else []

    def delete_output(self) -> None:
        """As `make clean` does."""
        shutil.rmtree(self.root / "out")


def planned(said: str) -> str:
    """The hash of the plan that a command has printed."""
    return str(re.findall(r"\b[0-9a-f]{16}\b", said)[-1])


def furnish(root: Path, templates: Path) -> Office:
    """An office with the company's frame of a page and little on it, so that rendering is quick."""
    plain_reports(root / "templates", templates)
    office = Office(root)
    office.hand_in()
    return office
