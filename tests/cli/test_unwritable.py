"""A home folder that can't be written: words and an exit code, never a traceback."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from gacx_reports.commands.quarter import check

DECISION = [
    "--outcome",
    "granted",
    "--decided-on",
    "2024-10-30",
    "--by",
    "总经理",
    "--reason",
    "对",
]


@pytest.fixture
def barred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file where cache and state folder would be, which stops root, too."""
    home = tmp_path / "home"
    home.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    return home


def run(*arguments: str) -> Result:
    """The command; an exception that nobody turned into words fails the test."""
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize(
    "command",
    [["reopen", "2024Q3", "--reason", "重算"], ["appeal", "2024Q3", "G0313", *DECISION]],
    ids=["reopen", "appeal"],
)
def test_no_cache_for_the_fonts(command: list[str], barred: Path, tmp_path: Path) -> None:
    """Exit 2 and the folder; the ledger is not touched."""
    ledger = tmp_path / "ledger.sqlite"
    result = run(*command, "--ledger", str(ledger), "--output", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert str(barred) in result.output
    assert result.output.endswith("退出码 2：用法或设置有误\n")
    assert not ledger.exists()


def test_the_printed_scheme_can_not_be_written(tmp_path: Path, templates: Path) -> None:
    """A file in the way of the English editions."""
    (tmp_path / "scheme.xlsx").write_bytes((templates / "scheme.xlsx").read_bytes())
    (tmp_path / "en").write_text("")
    result = run("scheme", "--write", "--lang", "en", "--templates", str(tmp_path))
    assert result.exit_code == 2
    assert str(tmp_path / "en") in result.output


def test_the_doctor_names_both_folders(barred: Path) -> None:
    """Each with the command that mends it."""
    result = run("doctor")
    assert result.exit_code == 2
    assert result.output.count(f"无法写入 {barred}/gacx-reports") == 2
    assert result.output.count(f'sudo chown -R "$(id -u)" {barred}') == 2


def test_the_doctor_gives_nobody_a_whole_home(
    tmp_path: Path, barred: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is read-only or somebody else's: the fault, without a command that would change its owner."""
    monkeypatch.setenv("HOME", str(barred))
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("XDG_STATE_HOME")
    result = run("doctor")
    assert f"无法写入 {barred}/.cache/gacx-reports" in result.output
    assert "chown" not in result.output


def test_a_fault_whose_log_can_not_be_written_is_shown(
    monkeypatch: pytest.MonkeyPatch, barred: Path, tmp_path: Path
) -> None:
    """Exit 3 with what the log would say: lines of code, nobody's data."""

    def broken(*_: Any) -> None:
        raise KeyError("张三的工资")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(check, "read_and_score", broken)
    result = run("check", "2024Q3", "--output", str(tmp_path / "out"))
    assert result.exit_code == 3
    assert "KeyError" in result.output
    assert "test_unwritable.py" in result.output
    assert "张三" not in result.output
    assert "Traceback" not in result.output
