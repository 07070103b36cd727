"""Issuing a quarter again: unedited workbooks are replaced, what somebody typed is never lost."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from tests.fixtures.markdown_company import World
from tests.fixtures.saved_workbook import save

pytestmark = pytest.mark.usefixtures("made_each_time")

QUARTER = "2024Q3"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A folder with a quarter's scheme and roster, whose workbooks have been issued once."""
    world = World(english="| 甲部 | Dept A |")
    for book in (world.scheme(), world.roster()):
        folder = tmp_path / "in" / QUARTER
        folder.mkdir(parents=True, exist_ok=True)
        save(book, folder / book.name)
    issue(tmp_path)
    return tmp_path


def issue(company: Path, lang: str = "zh", quarter: str = QUARTER, code: int = 0) -> str:
    """Runs `templates`, which must end with `code`; returns its output."""
    folders = ["--input", str(company / "in"), "--output", str(company / "out")]
    folders += ["--ledger", str(company / "ledger.sqlite")]
    found = CliRunner().invoke(main, ["templates", quarter, *folders, "--lang", lang])
    assert found.exit_code == code, found.output
    return found.output


@pytest.mark.parametrize(
    ("lang", "names", "first", "then"),
    [
        ("en", ("Scheme.xlsx", "Roster.xlsx"), "Check first: ", " to "),
        ("zh", ("考核方案.xlsx", "花名册.xlsx"), "请先核对：", " 复制到 "),
    ],
)
def test_a_new_quarter_says_what_to_check_and_where_it_goes(
    company: Path, lang: str, names: tuple[str, str], first: str, then: str
) -> None:
    """Scheme and roster are drafts; once the roster is in its folder, workbooks are issued without a question."""
    scheme, roster = names
    folder = company / "in" / "2024Q4"
    (company / "in" / "2024Q3" / "考核方案.xlsx").rename(company / "scheme.xlsx")
    draft = company / "out" / "2024Q4" / "templates" / roster
    output = issue(company, lang, "2024Q4", code=1)
    assert "F01" not in output
    ending = output.splitlines()[-4:]
    assert "1 workbook in" in ending[0] or "1 个工作簿" in ending[0]
    assert ending[1].startswith(first)
    assert str(folder / scheme) in ending[1]
    assert str(draft) in ending[1]
    assert f"{roster}{then}{folder}" in ending[2]
    assert "templates 2024Q4" in ending[2]
    assert "see above" in ending[3] or "见上文" in ending[3]
    (company / "scheme.xlsx").replace(folder / scheme)
    draft.rename(folder / roster)
    assert first not in issue(company, lang, "2024Q4")


def fill_in(path: Path) -> bytes:
    """A supervisor types something and saves."""
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["A40"] = "已填"
    book.save(path)
    return path.read_bytes()


def kept(company: Path) -> dict[str, bytes]:
    """Replaced workbooks in folder `kept`: name → bytes."""
    folder = company / "out" / QUARTER / "kept"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.xlsx")}


def issued(company: Path) -> Path:
    """Folder of the workbooks."""
    return company / "out" / QUARTER / "templates"


def test_unedited_workbooks_are_replaced(company: Path) -> None:
    """Three runs, two languages: the last one's workbooks and nothing else, no empty folder either."""
    before = {p.name for p in issued(company).iterdir()}
    assert "甲部.xlsx" in before
    for lang in ("en", "zh"):
        assert "/kept/" not in issue(company, lang)
    assert {p.name for p in issued(company).iterdir()} == before
    assert kept(company) == {}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "1 个工作簿下发后有改动，已另行保存，内容不会丢失："),
        ("en", "1 workbook had been changed"),
    ],
)
def test_a_filled_in_workbook_is_set_aside(company: Path, lang: str, said: str) -> None:
    """Overwritten in the same language, removed in the other: kept byte for byte and named in both."""
    filled = fill_in(issued(company) / "甲部.xlsx")
    output = "".join(issue(company, lang).split("\n"))
    assert said in output
    assert "kept/甲部 1.xlsx" in output
    assert str(company / "in" / QUARTER) in output
    assert kept(company) == {"甲部 1.xlsx": filled}
    name = "甲部.xlsx" if lang == "zh" else "Dept A.xlsx"
    assert (issued(company) / name).read_bytes() != filled
    assert "/kept/" not in issue(company, lang)


def test_nothing_set_aside_is_ever_overwritten(company: Path) -> None:
    """The next quarter's roster as well, edited twice: both are there."""
    roster = issued(company) / "2024Q4" / "花名册.xlsx"
    first = fill_in(roster)
    issue(company)
    book = openpyxl.load_workbook(roster)
    book.worksheets[0]["H40"] = "另一次"
    book.save(roster)
    second = roster.read_bytes()
    issue(company, "en")
    assert kept(company) == {"2024Q4/花名册 1.xlsx": first, "2024Q4/花名册 2.xlsx": second}


@pytest.mark.parametrize("record", ["", "null", "{"])
def test_without_a_record_everything_counts_as_filled_in(company: Path, record: str) -> None:
    """Issued by an earlier edition, or a damaged record; what comes out the same again is no loss."""
    (company / "out" / QUARTER / "issued.json").write_text(record, "utf-8")
    assert "/kept/" not in issue(company)
    (company / "out" / QUARTER / "issued.json").unlink()
    before = (issued(company) / "甲部.xlsx").read_bytes()
    issue(company, "en")
    assert kept(company)["甲部 1.xlsx"] == before


def test_what_excel_leaves_beside_an_open_workbook_stays(company: Path) -> None:
    """The mark is Excel's own; and folders that a change of language empties go."""
    mark = issued(company) / "~$甲部.xlsx"
    mark.write_bytes(b"\0" * 165)
    (issued(company) / "评分").mkdir()
    (issued(company) / "评分" / "旧.xlsx").write_bytes((issued(company) / "甲部.xlsx").read_bytes())
    assert "/kept/" not in issue(company, "en")
    assert mark.exists()
    assert not (issued(company) / "评分").exists()
