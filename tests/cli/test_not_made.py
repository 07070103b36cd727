"""A document that was not made is named, with the reason in words and what to do."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gacx_reports import files, workers
from gacx_reports.cli import main
from gacx_reports.cli.output.summary import not_made
from gacx_reports.commands.not_made import Abandoned, Unprintable, WhyNotMade
from gacx_reports.commands.quarter import whatif
from gacx_reports.commands.request import RunResult
from gacx_reports.commands.survey import plan
from gacx_reports.i18n import translator


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Unprintable(("\ue863",)), "字体中没有 U+E863"),
        (Abandoned(deaths=2, late=0, seconds=60), "生成它的进程两次意外终止"),
        (Abandoned(deaths=0, late=2, seconds=60), "两次用时都超过 60 秒"),
        (Abandoned(deaths=1, late=1, seconds=0.5), "一次意外终止，一次用时超过 0.5 秒"),
    ],
)
def test_the_reason_is_said(why: WhyNotMade, words: str) -> None:
    """And the command ends with exit code 1."""
    done = RunResult((), not_made={"employees/甲部/工程师—张三.pdf": why})
    (line,) = not_made(done.not_made, translator("zh"))
    assert words in line
    assert "employees/甲部/工程师—张三.pdf" in line
    assert done.failed


@pytest.mark.parametrize(
    ("command", "page", "others"),
    [
        ("whatif", "whatif/whatif.pdf", ["whatif/whatif.xlsx"]),
        ("survey plan", "survey/plan.pdf", []),
    ],
)
def test_a_page_of_a_command_of_its_own_is_named_too(
    tmp_path: Path,
    samples: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    page: str,
    others: list[str],
) -> None:
    """An earlier page goes, as it would tell of other figures; what could be made stands, and the exit code is 1."""

    def dying(_number: int) -> Any:
        return lambda *_: (lost for lost in [(0, workers.Lost((workers.Mishap.DIED,) * 2))])

    for module in (whatif, plan):
        monkeypatch.setattr(module, "own_processes", dying)
    folder = tmp_path / "out" / "2024Q3"
    files.write(folder / page, b"%PDF of an earlier run")
    name, *rest = command.split()
    given = ["--input", str(samples), "--output", str(tmp_path / "out"), "--lang", "en"]
    if command == "whatif":
        given += ["--scheme", str(samples / "2024Q3" / "考核方案.xlsx")]
    done = CliRunner().invoke(main, [name, *rest, "2024Q3", *given], catch_exceptions=False)
    assert done.exit_code == 1, done.output
    assert f"Not made, as the process that rendered it died twice: {page}" in done.output
    assert "left out" in done.output.splitlines()[-1]
    left = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")}
    assert left == set(others)
