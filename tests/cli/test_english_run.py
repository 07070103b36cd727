"""`--lang en` from the first command to the mail: Chinese remains only in typed texts and in addresses of cells.

The texts that may stay Chinese are computed from the quarter's own workbooks: every text of a cell for which
neither the scheme nor the program has English, and addresses of cells. How reports look is `test_english_pages`.
"""

import email
import json
import re
import shutil
from dataclasses import dataclass, field
from email import policy
from html import unescape
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.plain_reports import plain_reports
from tests.fixtures.read_once import read_once

Q = "2024Q4"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
"""Characters and punctuation."""
ADDRESS = re.compile(r"[^\s<>,;|│]*\.(xlsx|pdf)( › [^<>,;|│\n]*)?")
QUOTED = re.compile(r"\b[A-Z]{1,2}\d+ [^,\n]*")
"""`explain` quotes the content of a cell: `C7 良`."""
MAIL = """sender = "HR <hr@gacx.example.com>"
domains = ["gacx.example.com"]
passwords = "random"
[smtp]
host = "localhost"
port = 1
"""
APPRAISED = {
    "G0101",
    "G0111",
    "G0201",
    "G0202",
    "G0204",
    "G0208",
    "G0213",
    "G0301",
    "G0302",
    "G0307",
    "G0308",
    "G0313",
    "G0322",
}
"""A move, a veto, a changed grade, bonus, deduction, leave, visits; everybody else is exempt, which saves time."""
COMMANDS = (
    ("publish", Q),
    ("check", Q, "--status"),
    ("explain", Q, "G0322"),
    ("explain", Q, "G0101"),
    ("ack", Q, "G0313", "--on", "2025-01-22"),
    ("appeal", Q, "G0302", "--on", "2025-01-22", "--grounds", "missed"),
    ("mail", Q),
    ("mail", Q, "--send", "{plan}", "--drafts"),
    ("mail", "resolve", Q),
    ("mail", "resolve", Q, "Technical Service", "--sent", "--reason", "called"),
    ("appeal", Q, "G0302", "--outcome", "granted", "--decided-on", "2025-01-23", "--by", "HR", "--reason", "missed"),
)  # fmt: skip


MASKED = re.compile(r"\S＊＊")
"""What is left of a customer's name."""


@dataclass
class Run:
    """Output and files of the commands."""

    out: Path
    typed: re.Pattern[str]
    """Pattern of texts that people typed into the workbooks."""
    sheets: frozenset[str]
    """Names of sheets, as part of an address a line of their own."""
    said: dict[str, str] = field(default_factory=dict)
    """Command → its output on the screen."""

    def left(self, text: str) -> list[str]:
        """The lines of a text that are Chinese though nobody typed it."""
        lines = (line for line in text.splitlines() if line.strip() not in self.sheets)
        rest = ((line, self.typed.sub("", MASKED.sub("", ADDRESS.sub("", line)))) for line in lines)
        return [line for line, words in rest if CHINESE.search(words)]


def written(folder: Path) -> tuple[re.Pattern[str], frozenset[str]]:
    """Every text of a cell that neither the scheme nor the program has English for, and the names of sheets."""
    book, _ = read_once(folder / "考核方案.xlsx", folder).read
    assert book
    named = {*read_scheme(book)[0].english, *VOCABULARY}
    found: set[str] = set()
    sheets: set[str] = set()
    for path in sorted(folder.rglob("*.xlsx")):
        read, _ = read_once(path, folder).read
        assert read
        sheets |= {sheet.name for sheet in read.sheets}
        values = (v for sheet in read.sheets for _, row in sheet.rows for v in row)
        found |= {line for v in values if isinstance(v, str) for line in (v, *v.splitlines())}
    ours = {text.strip() for text in found if CHINESE.search(text)} - named
    longest_first = sorted(ours, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), frozenset(sheets)


def exempt_the_rest(path: Path) -> None:
    """On the roster."""
    book = openpyxl.load_workbook(path)
    sheet = book["花名册"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value not in APPRAISED:
            row[heads.index("状态")].value = "免考核"
    book.save(path)


def options(command: tuple[str, ...]) -> set[str]:
    """Those that the command takes."""
    found = main.commands[command[0]]
    if isinstance(found, click.Group):
        found = found.commands.get(command[1], found.commands["plan"])
    return {name for parameter in found.params for name in parameter.opts}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, samples: Path, templates: Path) -> Run:
    """A quarter from check to drafts, in English; its reports are of a few lines."""
    root = tmp_path_factory.mktemp("english")
    shutil.copytree(samples / Q, root / "in" / Q)
    exempt_the_rest(root / "in" / Q / "花名册.xlsx")
    plain = plain_reports(root / "templates", templates)
    shutil.copytree(templates / "mail", plain / "mail")
    shutil.copytree(templates / "review", plain / "review")
    (root / "mail.toml").write_text(MAIL, "utf-8")
    made = Run(root / "out" / Q, *written(root / "in" / Q))
    folders = {
        "--input": root / "in",
        "--output": root / "out",
        "--ledger": root / "ledger.sqlite",
        "--templates": plain,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(root / "state"))
        patch.setenv("COLUMNS", "400")
        for command in COMMANDS:
            plan = re.search(r"plan ([0-9a-f]+);", made.said.get(f"mail {Q}", ""))
            given = [a.format(plan=plan[1] if plan else "") for a in command]
            known = options(command)
            more = [str(x) for name, path in folders.items() if name in known for x in (name, path)]
            more += ["--jobs", "1"] if "--jobs" in known else []
            result = CliRunner().invoke(main, [*given, *more, "--lang", "en"])
            assert result.exit_code == (command == ("mail", "resolve", Q)), result.output
            made.said[" ".join(command)] = result.output
    return made


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_speaks_english(run: Run, command: tuple[str, ...]) -> None:
    """But for names of people, reasons, and cells that are quoted."""
    text = run.said[" ".join(command)]
    text = QUOTED.sub("", text) if command[0] == "explain" else text
    assert run.left(text) == []


def test_results_and_issues_are_english(run: Run) -> None:
    """Names of sheets, headers, values."""
    book = openpyxl.load_workbook(run.out / "results.xlsx")
    cells = [str(c) for page in book for row in page.iter_rows(values_only=True) for c in row if c]
    assert run.left("\n".join([*book.sheetnames, *cells])) == []
    issues = json.loads((run.out / "issues.json").read_text("utf-8"))
    assert (
        run.left("\n".join(i[key] for i in issues for key in ("problem", "expected", "mend"))) == []
    )


def test_the_review_page_is_english(run: Run) -> None:
    """Every text on it."""
    page = (run.out / "index.html").read_text("utf-8")
    texts = re.split(r"<[^>]*>", re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL))
    assert run.left("\n".join(unescape(text) for text in texts)) == []


def test_mail_is_english(run: Run) -> None:
    """Subject, both bodies and the attachment's name of every message; the slips."""
    drafts = sorted((run.out / "mail" / "drafts").glob("*.eml"))
    assert len(drafts) > len(APPRAISED)
    for path in drafts:
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        names = [str(part.get_filename()) for part in message.iter_attachments()]
        assert len(names) == 1
        bodies = [
            part.get_content() for part in message.walk() if part.get_content_maintype() == "text"
        ]
        said = "\n".join(
            [str(message["subject"]), *names, *map(re.compile("<[^>]*>").sub, [""] * 2, bodies)]
        )
        assert run.left(said) == [], path.name
    slips = (run.out / "mail" / "passwords.html").read_text("utf-8")
    assert run.left(re.sub(r"<style>.*?</style>|<[^>]*>", "", slips, flags=re.DOTALL)) == []


def test_files_are_called_in_english(run: Run) -> None:
    """Departments and posts; what a person is called stays as it is typed."""
    files = [p.relative_to(run.out) for p in run.out.rglob("*.*") if p.is_file()]
    paths = [p.as_posix() for p in files if p.parts[0] != "returned"]
    assert len(paths) > 2 * len(APPRAISED), "reports, and drafts"
    assert [p for p in paths if CHINESE.search(run.typed.sub("", p))] == []
