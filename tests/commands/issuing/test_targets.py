"""`targets`: a letter for everybody who will be appraised, from a real folder, as a PDF to sign."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from tests.commands.quarter.test_everyday_faults import TECH, edit, put
from tests.fixtures.pdf_text import text_of
from tests.fixtures.plain_reports import plain_reports

Q4 = "2024Q4"
MOVED = Path("技术服务组", "技术工程师—余晓峰.pdf")


def targets(output: Path, *arguments: str | Path) -> Result:
    """The command, in this process."""
    given = ["targets", Q4, *map(str, arguments), "--output", str(output), "--jobs", "1"]
    return CliRunner().invoke(main, given, catch_exceptions=False)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Text of the letter to an employee with a transfer."""
    output = tmp_path_factory.mktemp("letter")
    assert targets(output, "--only", "G0322").exit_code == 0
    return text_of(output / Q4 / "targets" / MOVED)


def test_everybody_who_will_be_appraised_has_a_letter(tmp_path: Path, templates: Path) -> None:
    """38 of 43; not those exempt, on probation, on long leave, late or gone."""
    plain = plain_reports(tmp_path / "templates", templates)
    assert targets(tmp_path / "out", "--templates", plain).exit_code == 0
    letters = tmp_path / "out" / Q4 / "targets"
    found = sorted(p.relative_to(letters).as_posix() for p in letters.rglob("*.pdf"))
    assert len(found) == 38
    assert MOVED.as_posix() in found
    assert {"技术服务组/技术工程师—张伟—G0304.pdf", "技术服务组/技术工程师—张伟—G0311.pdf"} <= set(
        found
    )


def test_a_letter_says_what_counts_and_where_to_sign(letter: str) -> None:
    """Post, KPI, weight, cut and own targets, rule, sources, half-year items, grades, signatures."""
    for words in (
        "G0322",
        "技术资料归档数量",
        "≥17.83份",
        "≥40份×41/92",
        "≥25次个人目标",
        "60.0%得0，98.0%得1，其间按比例",
        "“抽查记录”中“是否合格”为“是”的比例",
        "客户端拜访抽查",
        "责任感，愿意承担更多责任",
        "上级70%·自评10%·同事20%",
        "虚报记录（最高B）",
        "部门负责人",
        "签字",
    ):
        assert words in letter, words


def test_a_letter_names_nobody_else(letter: str, samples: Path) -> None:
    """Neither a colleague nor the supervisor by name."""
    roster = openpyxl.load_workbook(samples / Q4 / "花名册.xlsx")["花名册"]
    header, *rows = roster.iter_rows(values_only=True)
    names = {str(row[header.index("姓名")]) for row in rows if any(row)}
    assert len(names) > 40
    assert [name for name in names if name in letter] == ["余晓峰"]


def test_at_the_quarters_start_scheme_and_roster_are_enough(tmp_path: Path, samples: Path) -> None:
    """No workbook is handed in yet: own targets are agreed by hand on the letter."""
    source = tmp_path / "in" / Q4
    source.mkdir(parents=True)
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        shutil.copy(samples / Q4 / name, source / name)
    options = ("--input", tmp_path / "in", "--lang", "en")
    done = targets(tmp_path / "out", "--only", "G0302", *options)
    assert done.exit_code == 0, done.output
    (letter,) = (tmp_path / "out").rglob("*.pdf")
    assert "owntarget,ifagreed:" in text_of(letter)


def test_who_has_an_unreadable_own_target_waits(
    tmp_path: Path, samples: Path, templates: Path
) -> None:
    """Nobody signs for a target that isn't the one meant; the others have their letters."""
    shutil.copytree(samples / Q4, tmp_path / "in" / Q4)
    edit(tmp_path / "in" / Q4 / TECH, put("个人目标", "D3", "二十五"))
    plain = plain_reports(tmp_path / "templates", templates)
    options = ("--input", tmp_path / "in", "--templates", plain)
    done = targets(tmp_path / "out", "--only", "技术服务组", *options)
    assert done.exit_code == 1
    assert "V02" in done.output
    assert "个人目标" in done.output
    found = {p.name for p in (tmp_path / "out").rglob("*.pdf")}
    assert len(found) == 17
    assert MOVED.name not in found
