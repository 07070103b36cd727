"""The last line says what exit code 1 meant: where nothing was written, it does not say that something was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.i18n import translator
from gacx_reports.intake.folder_checks import missing
from tests.fixtures.sound_quarter import lay_out

QUARTER = "2024Q3"


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


def without_roster(folder: Path) -> None:
    """HR forgot to put the roster there."""
    (folder / "花名册.xlsx").unlink()


def wrong_post(folder: Path) -> None:
    """A post on the roster that the scheme does not know."""
    book = openpyxl.load_workbook(folder / "花名册.xlsx")
    book["花名册"]["D2"] = "董事长"
    book.save(folder / "花名册.xlsx")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the quarter of seven people in `in`."""
    (tmp_path / "in" / QUARTER).mkdir(parents=True)
    lay_out(tmp_path / "in" / QUARTER)
    return tmp_path


@pytest.mark.parametrize("fault", [without_roster, wrong_post])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("check", "已校验；考核方案和花名册改正之前，无人可以计分"),
        ("quarter", "没有生成任何报告"),
        ("targets", "什么都没有写"),
        ("posts", "什么都没有写"),
        ("explain G0101", "还得不出任何结果"),
        ("whatif --scheme {scheme}", "还得不出任何结果"),
        ("publish", "没有发布，因为考核方案或花名册有错误"),
    ],
)
def test_where_scheme_or_roster_are_faulty(
    command: str, words: str, fault: Callable[[Path], None], place: Path, templates: Path
) -> None:
    """No command claims to be done, and none has written a PDF or a workbook of results."""
    fault(place / "in" / QUARTER)
    verb, *more = command.format(scheme=templates / "scheme.xlsx").split(" ")
    ledger = ("--ledger", place / "ledger.sqlite") if verb in ("quarter", "publish") else ()
    given = ("--input", place / "in", "--output", place / "out", *ledger)
    done = run(verb, QUARTER, *more, *given)
    assert done.exit_code == 1, done.output
    last = done.output.splitlines()[-1]
    assert words in last
    assert "已完成" not in last
    assert not [p for p in (place / "out").rglob("*") if p.suffix in (".pdf", ".xlsx")
                and "returned" not in p.parts]  # fmt: skip


def test_templates_of_a_faulty_roster(place: Path) -> None:
    """No workbook is issued; a quarter without a roster gets a draft of one, which the last line says."""
    wrong_post(place / "in" / QUARTER)
    given = ("--input", place / "in", "--output", place / "out")
    done = run("templates", QUARTER, *given)
    assert done.exit_code == 1
    assert "什么都没有写" in done.output.splitlines()[-1]
    without_roster(place / "in" / QUARTER)
    done = run("templates", QUARTER, *given)
    assert "花名册" in done.output.splitlines()[-1]


def test_a_missing_roster_is_no_errand_to_oneself() -> None:
    """The reader is HR, who keeps scheme and roster; other workbooks are asked for from their owners."""
    (issue,) = missing(["花名册.xlsx"], [])
    words = describe(issue, translator("zh"))
    assert "HR" not in words.mend
    assert "人事部自己负责" in words.mend
    asked = Issue(F.WORKBOOK_MISSING, issue.place, details={"owner": "王芳（经理）"})
    assert "王芳（经理）" in describe(asked, translator("zh")).mend


@pytest.fixture
def folder(templates: Path, tmp_path: Path) -> Path:
    """A templates' folder of one's own, with the blank editions of the bundled scheme."""
    copy = Path(shutil.copytree(templates, tmp_path / "templates"))
    assert run("scheme", "--write", "--templates", copy).exit_code == 0
    return copy


def give_to_departments(folder: Path) -> None:
    """The assistant no longer keeps a table: departments fill it in themselves."""
    book = openpyxl.load_workbook(folder / "scheme.xlsx")
    page = book["记录表"]
    for row in range(2, page.max_row + 1):
        if page.cell(row, 2).value == "技术助理":
            page.cell(row, 2).value = "部门"
    book.save(folder / "scheme.xlsx")


def test_scheme_says_what_it_wrote_and_removes_what_is_no_longer_asked_for(folder: Path) -> None:
    """The blank edition of the assistant is gone; the scheme and a workbook that isn't ours stay."""
    assert (folder / "部门-技术助理.xlsx").exists()
    openpyxl.Workbook().save(folder / "通讯录.xlsx")
    give_to_departments(folder)
    done = run("scheme", "--write", "--templates", folder)
    assert "部门工作簿.xlsx" in done.output
    assert "scheme.md" in done.output
    assert "方案已不再需要，已删除：部门-技术助理.xlsx" in done.output
    assert "退出码 0" in done.output.splitlines()[-1]
    assert not (folder / "部门-技术助理.xlsx").exists()
    assert (folder / "scheme.xlsx").exists()
    assert (folder / "通讯录.xlsx").exists()
    assert "通讯录" not in done.output
    assert "已删除" not in run("scheme", "--write", "--templates", folder).output


@pytest.mark.parametrize(("sheet", "cell"), [("质量反馈卡", "A2"), ("封面", "B2")])
def test_a_blank_edition_that_somebody_filled_in_stays_and_is_named(
    sheet: str, cell: str, folder: Path
) -> None:
    """Whatever is written into it is somebody's work."""
    book = openpyxl.load_workbook(folder / "部门-技术助理.xlsx")
    book[sheet][cell] = "G0302"
    book.save(folder / "部门-技术助理.xlsx")
    give_to_departments(folder)
    done = run("scheme", "--write", "--templates", folder)
    assert "故保留：部门-技术助理.xlsx" in done.output
    assert (folder / "部门-技术助理.xlsx").exists()


def test_a_faulty_scheme_is_neither_printed_nor_written(folder: Path) -> None:
    """Nothing is written, not even an older edition removed, and the last line says so."""
    give_to_departments(folder)
    book = openpyxl.load_workbook(folder / "scheme.xlsx")
    book["岗位"]["E2"] = 0.1
    book.save(folder / "scheme.xlsx")
    for more, words in (("--write", "什么都没有写"), ("--lang=zh", "还得不出任何结果")):
        done = run("scheme", more, "--templates", folder)
        assert done.exit_code == 1
        assert words in done.output.splitlines()[-1]
    assert (folder / "部门-技术助理.xlsx").exists()
