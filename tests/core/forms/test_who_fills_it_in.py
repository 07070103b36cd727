"""A table that a post fills in names the people who hold the post, wherever its owner is named."""

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind, signatures
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.markdown_company import PEOPLE, POSTS, World, record_kpi


def part(people: str) -> Form:
    """The workbook of table 抽查 in a company where clerks (助理) keep it, with those people more."""
    posts = POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n"
    world = World(posts=posts, kpis=(record_kpi("是占比"),), people=PEOPLE + people)
    scheme, _ = read_scheme(world.scheme())
    kept = replace(scheme.tables["抽查"], owner="助理")
    scheme = replace(scheme, tables={"抽查": kept})
    roster, _ = read_roster(world.roster(), scheme, Period(2024, 3))
    (found,) = (f for f in forms(scheme, roster, Period(2024, 3)) if f.kind is FormKind.PART)
    return found


def clerk(number: int, name: str, department: str = "甲部", status: str = "在职") -> str:
    """A row of the roster."""
    return f"| G{number} | {name} | {department} | 助理 | G0 | | 2020-01-01 | | {status} | |\n"


def test_one_holder_is_named_several_are_all_named() -> None:
    """Those of the department; whoever has left is not asked; without any, those of another department."""
    assert part(clerk(5, "王五")).owner == "王五（助理）"
    two = clerk(5, "王五") + clerk(6, "赵六") + clerk(7, "钱七", status="离职")
    assert part(two).owner == "王五、赵六（助理）"
    assert part(clerk(5, "王五", "乙部") + clerk(6, "赵六")).owner == "赵六（助理）"
    assert part(clerk(5, "王五", "乙部")).owner == "王五（助理）"
    assert part("").owner == "助理"


def test_fillers_are_known_by_id() -> None:
    """Two of one name and post are two people: neither is taken for the other."""
    twins = clerk(5, "王五") + clerk(6, "王五", "乙部")
    assert part(twins).fillers == ("G5",)
    assert part(clerk(5, "王五") + clerk(6, "赵六")).fillers == ("G5", "G6")
    assert part("").fillers == ()
    assert signatures((), "助理") == "助理"


def test_the_names_stand_in_the_workbook_its_guide_and_the_list_of_returns(
    samples: Path, tmp_path: Path
) -> None:
    """Both assistants of 技术服务组: on the cover, on sheet 填写说明, and in `check --status`."""
    folder = Path(shutil.copytree(samples / "2024Q3", tmp_path / "in" / "2024Q3"))
    (folder / "技术服务组-技术助理.xlsx").unlink()
    roster = openpyxl.load_workbook(folder / "花名册.xlsx")["花名册"].iter_rows(values_only=True)
    names = [str(row[1]) for row in roster if row[3] == "技术助理"]
    assert len(names) == 2
    owner = f"{'、'.join(names)}（技术助理）"
    given = ["2024Q3", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    said = CliRunner().invoke(main, ["check", "--status", *given]).output
    assert all(name in said for name in names)
    assert CliRunner().invoke(main, ["templates", *given]).exit_code == 0
    issued = tmp_path / "out" / "2024Q3" / "templates" / "技术服务组-技术助理.xlsx"
    book = openpyxl.load_workbook(issued)
    for sheet in ("封面", "填写说明"):
        assert owner in {c.value for row in book[sheet].iter_rows() for c in row}
