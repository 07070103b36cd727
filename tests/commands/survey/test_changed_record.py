"""`quarter` and `publish` refuse a quarter whose record of a draw isn't the one that the ledger saw."""

from pathlib import Path

import pytest

from gacx_reports.commands.publishing import publish
from gacx_reports.commands.request import RunResult
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import reading
from tests.commands.survey.drawn_company import ON, DrawnCompany, Q
from tests.commands.survey.test_draw import RECORD
from tests.commands.survey.test_verify import edited

VISITS = "抽样记录-巡查.json"


def raised(content: dict[str, list[dict[str, int]]]) -> None:
    """Another upper limit in the recorded rules, by which nothing else is compared."""
    content["rules"][0]["most"] += 1


@pytest.mark.parametrize("command", ["publish", "quarter"])
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "is not the record whose hash the ledger took"), ("zh", "不是发布记录在")],
)
def test_an_edited_record_is_refused_and_nothing_is_written(
    company: DrawnCompany, command: str, lang: str, words: str
) -> None:
    """Exit 2; the words name the file and `survey verify`; neither a report nor a publication is there."""
    company.run("survey", "draw", *ON)
    company.delete_output()
    edited(company, raised)
    output = company.run(command, lang=lang, code=2)
    assert words in output
    assert RECORD in output
    assert "survey verify" in output
    assert not [p for p in (company.root / "out" / Q).rglob("*") if p.is_file()]
    with reading(company.ledger) as db:
        assert publications.latest(db, Q) is None


@pytest.mark.parametrize(
    ("command", "step"), [("publish", "plan_publication"), ("quarter", "rendered")]
)
def test_a_record_that_is_edited_during_the_run_is_refused(
    company: DrawnCompany, command: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It passed the first look, and was then read with the workbooks: what was made of it is neither kept nor shown."""
    company.run("survey", "draw", *ON)
    company.delete_output()

    def made_of_another(*_: object) -> RunResult:
        edited(company, raised)
        return RunResult(())

    monkeypatch.setattr(publish, step, made_of_another)
    assert "is not the record" in company.run(command, code=2)


def test_visits_are_compared_and_former_records_are_not(company: DrawnCompany) -> None:
    """A redraw keeps 抽样记录-1.json, which is no fault; an edited record of visits is one."""
    visits = ("--table", "巡查")
    company.run("survey", "draw", *ON, *visits)
    company.run("survey", "draw", *ON)
    company.run("survey", "draw", *ON, "--redraw", "--reason", "记错")
    assert (company.folder() / "抽样记录-1.json").exists()
    assert "is not the record" not in company.run("publish", code=1)
    edited(company, raised, VISITS)
    assert VISITS in company.run("publish", code=2)


def test_a_ledger_that_does_not_know_the_draw_compares_nothing(
    company: DrawnCompany, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a copy of the folder: `survey verify` tells what can be told there."""
    company.run("survey", "draw", *ON)
    company.ledger.unlink()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))
    edited(company, raised)
    assert "is not the record" not in company.run("publish", code=1)
