"""The example schemes: each row that a page quotes is in the workbooks, each total by hand is the program's."""

import ast
import operator
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.exact import rounded
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.translation import issues_in
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.core.issuing.preview.quarters import english_previews, sample_previews
from tests.core.issuing.preview.test_parity import compared
from tests.samples.quarters import COMMITTED, workbook
from tests.samples.test_practice import contents
from tools.samples.schemes import folder
from tools.samples.schemes.folder import FOLDER, write_scheme
from tools.samples.schemes.scheme_and_roster import period_of
from tools.samples.schemes.source import NAMES, books_of, raw
from tools.samples.schemes.years import YEAR

PAGES = Path(__file__).parents[2] / "docs" / "schemes"
LIMIT = 5 * 2**19
"""Bytes of all folders together: they are in every clone."""
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
every_scheme = pytest.mark.parametrize("name", NAMES)


def folder_of(name: str) -> Path:
    """The committed quarter of the scheme."""
    return COMMITTED / FOLDER / name / str(period_of(books_of(name)))


@cache
def taken_in(name: str) -> Intake:
    """The quarter, read and scored."""
    return read_and_score(folder_of(name), period_of(books_of(name)), lambda _: [])


@cache
def scored(name: str) -> dict[str, EmployeeOutcome]:
    """Everybody who has a total, by ID."""
    outcome = taken_in(name).outcome
    assert outcome
    people = outcome.employees.items()
    return {person: e for person, e in people if e.status is Status.SCORED}


@cache
def whole_page(name: str) -> str:
    """The page of the scheme, with its year."""
    return (PAGES / f"{name}.md").read_text("utf-8")


def page(name: str) -> str:
    """What the page says of the quarter or month."""
    return whole_page(name).partition(YEAR)[0]


def quotes_in(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Sheet and cells of each row that is quoted: `**指标** `指标` 药占比, `计分` 分段`."""
    for sheet, cells in re.findall(r"\*\*(\w+)\*\* (`[^|;]*)", text):
        yield sheet, dict(re.findall(r"`([^`]+)` ([^,]+?)(?=, `|\s*$)", cells.strip()))


@cache
def rows_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Sheet → its rows as a reader sees them, of scheme and roster."""
    found = {}
    for book in (SCHEME_WORKBOOK, ROSTER_WORKBOOK):
        for sheet in workbook(folder, book).sheets:
            lines = [[shown(cell) for cell in cells] for _, cells in sheet.rows]
            headers, *filled = lines or [[]]
            found[sheet.name] = [dict(zip(headers, cells, strict=False)) for cells in filled]
    return found


@every_scheme
def test_every_row_that_a_page_quotes_is_in_the_workbooks(name: str) -> None:
    """A reader who looks for it finds it, cell by cell."""
    quotes = list(quotes_in(page(name)))
    assert len(quotes) > 15
    for sheet, cells in quotes:
        wanted = {header: shown(raw(cell)) for header, cell in cells.items()}
        assert any(wanted.items() <= row.items() for row in rows_of(folder_of(name))[sheet]), (
            sheet,
            cells,
        )


def exact(text: str) -> Fraction:
    """The value of a sum such as `25% × 1 + 0.02`, without rounding."""
    signs = text.replace("×", "*").replace("÷", "/").replace("−", "-")
    plain = re.sub(r"([\d.]+)%", r"(\1 / 100)", signs)

    def value(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            found = OPERATIONS[type(node.op)](value(node.left), value(node.right))
            assert isinstance(found, Fraction)
            return found
        return Fraction(ast.get_source_segment(plain, node) or "")

    return value(ast.parse(plain, mode="eval").body)


@every_scheme
def test_every_total_by_hand_is_the_programs(name: str) -> None:
    """Of everybody who is scored, with grade and factor."""
    line = r"^\| (\w+) \| `([^`]+)` \| ([\d.]+) \| (\S+) \| ([\d.]+) \|$"
    found = re.findall(line, page(name), re.MULTILINE)
    assert [person for person, *_ in found] == list(scored(name))
    for person, by_hand, total, grade, factor in found:
        outcome = scored(name)[person]
        places = len(total.partition(".")[2])
        assert str(rounded(exact(by_hand), places)) == total, person
        assert (str(outcome.total), outcome.grade) == (total, grade), person
        assert outcome.pay_factor is not None
        assert Fraction(outcome.pay_factor) == Fraction(factor), person


def test_every_amount_by_hand_is_the_programs() -> None:
    """The sales people's: shares of a pool to the cent, and base × factor where there is none."""
    line = r"^\| (\w+) \| `([^`]+)` \| (\d+\.\d\d) \|$"
    found = re.findall(line, page("sales"), re.MULTILINE)
    assert [person for person, *_ in found] == list(scored("sales"))
    for person, by_hand, amount in found:
        assert abs(exact(by_hand) - Fraction(amount)) < Fraction(1, 100), person
        assert str(performance_pay(scored("sales")[person])) == amount, person
    pool = [Fraction(amount) for person, _, amount in found if person.startswith("X1")]
    assert sum(pool) == 90000


@every_scheme
def test_the_quarter_is_without_issues_in_both_languages(name: str) -> None:
    """Not even a note, and every name of the scheme has its English."""
    assert taken_in(name).issues == ()
    outcome = taken_in(name).outcome
    assert outcome
    assert issues_in("en", (), outcome) == ()
    assert {e.status for e in outcome.employees.values()} == {Status.SCORED, Status.EXEMPT}


@pytest.mark.system
@every_scheme
def test_check_and_quarter_end_well(name: str, tmp_path: Path) -> None:
    """With the real templates: a report of everybody who is scored."""
    given = [str(period_of(books_of(name))), "--input", str(folder_of(name).parent)]
    for command in (["check", *given], ["quarter", *given, "--output", str(tmp_path)]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    reports = list(tmp_path.glob("*/employees/*/*.pdf"))
    assert len(reports) == len(scored(name))


@pytest.mark.system
@pytest.mark.parametrize("name", [n for n in NAMES if n != "headquarters"])
def test_previews_show_what_is_scored(name: str, tmp_path: Path) -> None:
    """In both languages. The headquarters type in 102 %, which IronCalc, without CELL("format"), takes for 1.02."""
    where = folder_of(name), period_of(books_of(name)), tmp_path
    assert compared(sample_previews(*where)).differences == []
    assert compared(english_previews(*where), "en").differences == []


@every_scheme
def test_regenerating_gives_the_committed_workbooks(name: str, tmp_path: Path) -> None:
    """`make samples` changes nothing."""
    write_scheme(tmp_path, name)
    assert contents(tmp_path) == contents(COMMITTED / FOLDER / name)


def test_every_scheme_has_a_folder_and_a_page_that_the_list_names() -> None:
    """None is missing, and none is left of an older list."""
    assert {p.name for p in (COMMITTED / FOLDER).iterdir()} == set(NAMES)
    assert {p.stem for p in PAGES.glob("*.md")} == {*NAMES, "README"}
    listed = re.findall(r"\]\((\w+)\.md\)", page("README"))
    assert sorted(listed) == list(NAMES)
    assert all(f"INPUT=input_samples/{FOLDER}/{name}\n" in page(name) for name in NAMES)


def test_a_table_that_no_workbook_has_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A misspelt heading would lose what stands below it, and no result would show it."""
    books = books_of("shop")
    strayed = {
        **books,
        "滨江店.xlsx": {**books["滨江店.xlsx"], "评语表": books["滨江店.xlsx"]["评语"]},
    }
    monkeypatch.setattr(folder, "books_of", {"shop": strayed}.__getitem__)
    with pytest.raises(KeyError, match="评语表"):
        write_scheme(tmp_path, "shop")


def test_the_workbooks_are_small() -> None:
    """All of them together."""
    files = (p for p in (COMMITTED / FOLDER).rglob("*") if p.is_file())
    assert sum(p.stat().st_size for p in files) < LIMIT
