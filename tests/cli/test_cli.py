"""Outcomes that only the shell decides: no font, a broken template, an internal error."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.commands.quarter import check
from gacx_reports.render.fonts import font_set
from tests.fixtures.sound_quarter import lay_out


def test_no_chinese_font_is_an_error_before_rendering(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Never tofu: exit 2, and the command that mends it is named."""
    monkeypatch.setattr(
        font_set, "prepare_fonts", lambda _: font_set.FontsMissing(("Noto Sans CJK SC",))
    )
    result = CliRunner().invoke(main, ["quarter", "2024Q3", "--output", str(tmp_path)])
    assert result.exit_code == 2
    assert "gacx-reports doctor" in result.output
    assert not list(tmp_path.rglob("*.pdf"))


def test_our_own_fault_is_logged_without_anybodys_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit 3 with the log's path; the log has lines of code and no content of a workbook."""

    def broken(*_: Any) -> None:
        raise KeyError("张三的工资")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(check, "read_and_score", broken)
    result = CliRunner().invoke(main, ["check", "2024Q3", "--output", str(tmp_path / "out")])
    assert result.exit_code == 3
    (log,) = (tmp_path / "state").rglob("*.log")
    assert str(log) in result.output
    assert "KeyError" in log.read_text("utf-8")
    assert "张三" not in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "needs", ["{{ view.nothing_of_the_kind }}", '{% import "lost.html" as x %}', "&#x1F600;"]
)
def test_a_broken_template_is_named(tmp_path: Path, templates: Path, needs: str) -> None:
    """A company's own template with a typing error or an emoji: exit 2 and the fault, never a traceback."""
    own = tmp_path / "templates"
    (own / "reports").mkdir(parents=True)
    for file in (templates / "reports").iterdir():
        (own / "reports" / file.name).write_bytes(file.read_bytes())
    page = own / "reports" / "page.html"
    page.write_text(page.read_text("utf-8") + needs, "utf-8")
    quarter = tmp_path / "in" / "2024Q3"
    quarter.mkdir(parents=True)
    lay_out(quarter)
    arguments = [
        "--input",
        str(quarter.parent),
        "--output",
        str(tmp_path / "out"),
        "--templates",
        str(own),
        "--only",
        "G0111",
        "--jobs",
        "1",
    ]
    result = CliRunner().invoke(main, ["quarter", "2024Q3", *arguments])
    assert result.exit_code == 2
    assert any(w in result.output for w in ("nothing_of_the_kind", "lost.html", "U+1F600"))


def test_english_by_option(tmp_path: Path) -> None:
    """`--lang en` speaks English."""
    result = CliRunner().invoke(
        main, ["check", "2024Q3", "--output", str(tmp_path), "--lang", "en"]
    )
    assert result.output.splitlines()[-1] == "exit 0: done"


@pytest.mark.parametrize(
    "command", [["quarter"], ["ack"], ["mail"], ["mail", "resolve"], ["posts"]]
)
def test_a_mistyped_quarter_is_told_in_the_language_asked_for(command: list[str]) -> None:
    """--lang may precede or follow the quarter; without it the message is Chinese."""
    for given in (["--lang", "en", "2024Q9"], ["2024Q9", "--lang", "en"]):
        result = CliRunner().invoke(main, [*command, *given])
        assert result.exit_code == 2
        assert "2024Q9 is no period; write it like 2024Q3, 2024M07" in result.output
    assert "“2024Q9”不是考核期" in CliRunner().invoke(main, [*command, "2024Q9"]).output


@pytest.mark.parametrize("command", ["check", "quarter", "publish", "targets", "explain"])
def test_help_says_how_each_kind_of_period_is_written(command: str) -> None:
    """A quarter, a month, a half-year, a year."""
    found = CliRunner().invoke(main, [command, "--help"]).output
    assert "YYYYQn|YYYYMnn|YYYYHn|YYYYY" in "".join(found.split())


def test_a_roster_in_the_schemes_place_is_named(tmp_path: Path) -> None:
    """`whatif --scheme 花名册.xlsx` says so, not that twenty sheets are missing."""
    quarter = tmp_path / "2024Q3"
    quarter.mkdir()
    lay_out(quarter)
    given = ["--input", str(tmp_path), "--output", str(tmp_path / "out")]
    given += ["--scheme", str(quarter / "花名册.xlsx")]
    result = CliRunner().invoke(main, ["whatif", "2024Q3", *given])
    assert result.exit_code == 2
    assert "是花名册，不是考核方案" in result.output
    assert "S01" not in result.output


def test_the_status_is_told_as_json(tmp_path: Path) -> None:
    """`check --status --json` gives who has handed in what, not the issues."""
    quarter = tmp_path / "2024Q3"
    quarter.mkdir()
    lay_out(quarter)
    (quarter / "满意度调查.xlsx").unlink()
    given = ["--input", str(tmp_path), "--output", str(tmp_path / "out"), "--status", "--json"]
    result = CliRunner().invoke(main, ["check", "2024Q3", *given])
    states = {row["workbook"]: row["state"] for row in json.loads(result.output)}
    assert result.exit_code == 1
    assert states["满意度调查.xlsx"] == "missing"
    assert states["客户服务部.xlsx"] == "in"
