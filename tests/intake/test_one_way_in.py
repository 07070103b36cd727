"""One way into a quarter: whatever the command, a formula in any kind of sheet is read as its value.

The small quarter has formulas beside which nothing is stored, as some programs save them. Every command must read
what it would if the values had been typed in.
"""

import ast
import importlib
import pkgutil
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import gacx_reports
from gacx_reports.cli import main
from gacx_reports.commands.fonts import render_settings
from gacx_reports.commands.issuing.targets import targets
from gacx_reports.commands.quarter.check import check
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.text import is_chinese
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.i18n import Language, translator
from gacx_reports.intake import scheme_and_roster
from tests.commands.issuing.test_targets import MOVED
from tests.commands.quarter.test_everyday_faults import TECH
from tests.fixtures.markdown_company import PEOPLE, World, record_kpi, typed_kpi
from tests.fixtures.plain_reports import plain_reports
from tests.fixtures.saved_workbook import save
from tools.samples.workbook_edits import formula, raw

Q, QUARTER = "2024Q4", Period(2024, 4)
PACKAGE = Path(gacx_reports.__file__).parent
STAFF = "甲部.xlsx"
RATED = "\n".join(f"| {{0}} | {item} | '{{1}} |" for item in ("准确性", "效率", "认真"))
WORLD = World(
    quarter=Q,
    kpis=(typed_kpi("产出", "0.6", "达成率", "40"), record_kpi("均值", "分值", 权重="0.4")),
    people=PEOPLE.replace("| G0 | |", "| G0 | g1@gacx.example.com |", 1),
    typed="| G1 | 产出 | 24 |\n| G2 | 产出 | 30 |",
    targets="| G1 | 产出 | 32 |",
    checks="| G1 | 2024-11-01 | 是 | 甲 | 1 |\n| G2 | 2024-11-04 | 是 | 甲 | 1 |",
    ratings=f"{RATED.format('G1', 4)}\n{RATED.format('G2', 4)}",
    raters="| 通用 | 上级 | 0.7 |\n| 通用 | 自评 | 0.3 |",
    opinions={who: RATED.format(who, 5) for who in ("G1", "G2")},
    items="| 表扬 | 加分 | 0.05 | | |",
    lines="| G1 | 表扬 | 0.03 | 2024-11-05 | 来信 |",
)
FORMULAS = (
    ("考核方案.xlsx", "指标", "C2", "0.2+0.4"),
    ("考核方案.xlsx", "设置", "B2", '"测"&"试"'),
    ("花名册.xlsx", "花名册", "F3", '"g1@"&"gacx.example.com"'),
    ("花名册.xlsx", "本期", "B2", '"2024Q"&4'),
    (STAFF, "封面", "B2", '"2024Q"&4'),
    (STAFF, "抽查", "E2", "3-2"),
    (STAFF, "填报值", "C2", "20+4"),
    (STAFF, "行为评价", "C2", "2+2"),
    (STAFF, "个人目标", "C2", "30+2"),
    (STAFF, "加减分", "C2", "0.01+0.02"),
    (STAFF, "评语", "B2", '"很"&"好"'),
    ("评价/G1.xlsx", "行为评价", "C2", "2+3"),
)
"""One in each kind of sheet; each gives what the plain quarter has there."""
MAIL = 'sender = "HR <hr@gacx.example.com>"\ndomains = ["gacx.example.com"]\n[smtp]\nhost = "localhost"\nport = 1\n'
COMMANDS = (
    ("check", "scheme roster submissions"),
    ("quarter", "scheme roster submissions"),
    ("targets", "scheme roster submissions"),
    ("explain G1", "scheme roster submissions"),
    ("whatif --scheme {scheme}", "scheme roster submissions"),
    ("posts --person G1", "scheme roster"),
    ("templates", "scheme roster"),
    ("templates 2025Q1", "scheme roster submissions"),
    ("scheme diff {scheme} {scheme}", "scheme"),
    ("mail --remind returns", "scheme roster submissions"),
    ("publish", "scheme roster submissions"),
    ("mail", "scheme roster"),
    ("mail --remind acknowledgement", "scheme roster"),
    ("quarter", "scheme roster submissions"),
    ("mail resolve", "scheme"),
)
"""As HR gives them, one after the other, and what each reads of the quarter."""


def hand_in(root: Path, formulas: tuple[tuple[str, str, str, str], ...]) -> Path:
    """The small quarter with these formulas, and the next one's scheme and roster beside it."""
    folder = root / "in" / Q
    (folder / "评价").mkdir(parents=True)
    for book in (WORLD.scheme(), WORLD.roster(), *WORLD.department().values()):
        save(book, folder / book.name)
    staff = openpyxl.load_workbook(folder / STAFF)
    page = staff.create_sheet("评语")
    for row in (("工号", "评语", "下季度目标"), ("G1", "很好", "更多")):
        page.append(row)
    staff.save(folder / STAFF)
    for name, sheet, cell, text in formulas:
        edit(folder / name, sheet, cell, f"={text}")
    following = root / "in" / "2025Q1"
    following.mkdir()
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        shutil.copy(folder / name, following)
    edit(following / "花名册.xlsx", "本期", "B2", "2025Q1")
    return folder


def edit(path: Path, sheet: str, cell: str, value: str) -> None:
    """One cell is typed over; a formula gets no stored value."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell].value = value
    book.save(path)


class Reads:
    """Records every reading of the quarter's workbooks, in any module."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seen: list[tuple[str, object]] = []
        # Tests usually parse a scheme once; here every parsing counts.
        patch.setattr(scheme_and_roster, "read_scheme", read_scheme)
        readers = {
            "scheme": read_scheme,
            "roster": read_roster,
            "submissions": read_submissions,
        }
        for found in pkgutil.walk_packages([str(PACKAGE)], "gacx_reports."):
            # One is the program, the other makes its process the server from which others are forked.
            if found.name.endswith(("__main__", "fork_server")):
                continue
            module = importlib.import_module(found.name)
            for kind, reader in readers.items():
                if getattr(module, reader.__name__, None) is reader:
                    patch.setattr(module, reader.__name__, self._watched(kind, reader))

    def _watched(self, kind: str, reader: Any) -> Any:
        def read(*given: Any) -> Any:
            found, issues = reader(*given)
            if kind == "scheme" or QUARTER in given:
                self.seen.append((kind, bare(found)))
            return found, issues

        return read

    def of_next(self) -> Iterator[tuple[str, object]]:
        """Readings since the last call."""
        yield from self.seen
        self.seen.clear()


def bare(found: Any) -> object:
    """Values and their places, not the bytes and formulas that they come from."""
    if not isinstance(found, Submissions):
        return replace(found, sha256="")
    records = {t: [(r.row, dict(r.cells)) for r in rows] for t, rows in found.records.items()}
    return replace(found, records={}), records


def run(command: str, root: Path) -> Result:
    """A command on the quarter, with all the folders that it takes."""
    name, *more = command.format(scheme=root / "in" / Q / "考核方案.xlsx").split()
    known: Any = main.commands[name]
    if name == "mail":
        known = known.commands["resolve" if "resolve" in more else "plan"]
    if name == "scheme":
        known = known.commands["diff"]
    folders = {
        "--input": root / "in",
        "--output": root / "out",
        "--ledger": root / "ledger.sqlite",
        "--templates": root / "templates",
    }
    takes = {option for p in known.params for option in p.opts}
    given = [x for n, path in folders.items() if n in takes for x in (n, str(path))]
    given += ["--jobs", "1"] if "--jobs" in takes else []
    quarter = [] if name == "scheme" or "2025Q1" in more else [Q]
    words = [name, *more[:1], Q] if more[:1] == ["resolve"] else [name, *quarter, *more]
    return CliRunner().invoke(main, [*words, *given, "--lang", "en"], catch_exceptions=False)


@pytest.fixture
def furnished(tmp_path: Path, templates: Path) -> Path:
    """A place to work in, with templates that are quick to render and settings of mail."""
    plain = plain_reports(tmp_path / "templates", templates)
    for folder in ("mail", "review"):
        shutil.copytree(templates / folder, plain / folder)
    shutil.copy(templates / "scheme.xlsx", plain)
    shutil.copy(templates / "reports/whatif.html", plain / "reports")
    (tmp_path / "mail.toml").write_text(MAIL, "utf-8")
    return tmp_path


def test_every_command_reads_the_same_quarter(
    furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scheme, roster and submissions are what they would be with the values typed in."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    reads = Reads(monkeypatch)
    plain = tmp_path / "plain"
    hand_in(plain, ())
    hand_in(furnished, FORMULAS)
    check(RunOptions(QUARTER, plain / "in", plain / "out", furnished / "templates"))
    typed: Mapping[str, object] = dict(reads.of_next())
    assert set(typed) == {"scheme", "roster", "submissions"}
    for command, kinds in COMMANDS:
        result = run(command, furnished)
        assert result.exit_code in (0, 1), (command, result.output)
        seen = list(reads.of_next())
        assert {kind for kind, _ in seen} == set(kinds.split()), (command, result.output)
        for kind, found in seen:
            assert found == typed[kind], (command, kind)


def test_only_the_intake_understands_workbooks() -> None:
    """Other folders do not read workbooks, so that all commands read them alike."""
    names = {"read_scheme", "read_roster", "read_submissions", "read_workbook", "read_files"}
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and names & {alias.name for alias in node.names}
    }
    assert found <= {"intake", "excel"}


@pytest.mark.parametrize(("lang", "only", "others"), [("zh", "", 37), ("en", "G0322", 0)])
def test_a_wrong_personal_target_is_never_signed(
    lang: Language, only: str, others: int, furnished: Path, samples: Path
) -> None:
    """`=30+2` with a stored 20: `targets` reports the issue of `check` in the reader's language; no letter is made."""
    files = {TECH: (samples / Q / TECH).read_bytes()}
    raw(TECH, "个人目标", "D3", formula("30+2", "20"))(files)
    shutil.copytree(samples / Q, furnished / "in" / Q)
    (furnished / "in" / Q / TECH).write_bytes(files[TECH])
    order = RunOptions(QUARTER, furnished / "in", furnished / "out", furnished / "templates", lang)
    letters = targets(replace(order, only=only), render_settings(order))
    (issue,) = (i for i in letters.issues if i.place.cell == "D3")
    assert issue in check(order).issues
    assert (issue.code, issue.place.sheet, issue.found) == ("V21", "个人目标", "20")
    words = describe(issue, translator(lang))
    assert "32" in words.expected
    assert lang == "zh" or not is_chinese(f"{words.title}{words.expected}{words.mend}")
    assert letters.failed
    assert letters.rendered == others
    assert not list((furnished / "out").rglob(MOVED.name))


def address(issues: tuple[Issue, ...]) -> list[str]:
    """Codes about the formula in the roster's 邮箱."""
    return [i.code for i in issues if (i.place.sheet, i.place.cell) == ("花名册", "F3")]


def test_an_address_without_a_stored_value_is_mailed_to(
    furnished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """V22 for `check` and `targets`; `mail` sends to what the formula gives, and refuses nobody."""
    monkeypatch.setenv("XDG_STATE_HOME", str(furnished / "state"))
    monkeypatch.setenv("COLUMNS", "400")
    hand_in(furnished, (("花名册.xlsx", "花名册", "F3", '"g1@"&"gacx.example.com"'),))
    order = RunOptions(QUARTER, furnished / "in", furnished / "out", furnished / "templates")
    assert address(check(order).issues) == ["V22"]
    assert address(targets(order, render_settings(order)).issues) == ["V22"]
    for command in ("publish", "quarter"):
        assert run(command, furnished).exit_code == 0
    assert "g1@gacx.example.com" in run("mail", furnished).output


BY_COMMAND = ("check", "targets", "mail --remind returns", "publish --partial", "quarter", "mail")


def test_targets_mail_and_check_read_one_value(
    furnished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A target `=30+2` stored as 20 counts for nobody; an address that is not stored is the computed one for all."""
    monkeypatch.setenv("XDG_STATE_HOME", str(furnished / "state"))
    monkeypatch.setenv("COLUMNS", "400")
    folder = hand_in(furnished, (("花名册.xlsx", "花名册", "F3", '"g1@"&"gacx.example.com"'),))
    files = {STAFF: (folder / STAFF).read_bytes()}
    raw(STAFF, "个人目标", "C2", formula("30+2", "20"))(files)
    (folder / STAFF).write_bytes(files[STAFF])
    reads = Reads(monkeypatch)
    seen: dict[str, list[object]] = {"scheme": [], "roster": [], "submissions": []}
    for command in BY_COMMAND:
        result = run(command, furnished)
        assert result.exit_code in (0, 1), (command, result.output)
        found = list(reads.of_next())
        assert found, command
        for kind, what in found:
            seen[kind].append(what)
    assert len(seen["roster"]) >= len(BY_COMMAND)
    for kind, each in seen.items():
        assert all(one == each[0] for one in each), kind
    roster: Any = seen["roster"][0]
    submissions: Any = seen["submissions"][0]
    assert roster.people["G1"].email == "g1@gacx.example.com"
    assert "G1" not in {person for (person, *_), _ in submissions[0].targets}
