"""Whoever waits sees from the first second what is being done."""

from pathlib import Path

import pytest

from gacx_reports.cli.output.progress import Reporter
from gacx_reports.commands.request import READING, REPORTS, SCORING, RunStep
from gacx_reports.i18n import translator
from tests.commands.publishing.ledger_fixture import furnish


def test_a_run_tells_what_it_does(tmp_path: Path, templates: Path) -> None:
    """The quarter's workbooks, scoring, reports: begun and done, in this order, before the summary."""
    office = furnish(tmp_path, templates)
    said = office.done("quarter")
    told = ["reading 2024Q3: 0 of", "scoring 2024Q3", "reports: 0 of 5", "reports: 5 of 5"]
    places = [said.index(words) for words in told]
    assert places == sorted(places)


def test_a_log_has_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step's beginning and end, and about ten lines of a long one."""
    report = Reporter(translator("zh"))
    for done in range(11):
        report(RunStep(READING, done, 10, "2024Q3"))
    report(RunStep(SCORING, 1, 1, "2024Q3"))
    for done in range(501):
        report(RunStep(REPORTS, done, 500))
    lines = capsys.readouterr().err.splitlines()
    assert lines[:5] == [
        "读取 2024Q3：0 / 10",
        "读取 2024Q3：4 / 10",
        "读取 2024Q3：8 / 10",
        "读取 2024Q3：10 / 10",
        "计分 2024Q3",
    ]
    assert lines[5:] == [f"报告：{done} / 500" for done in range(0, 501, 50)]
