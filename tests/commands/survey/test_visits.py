"""`survey draw --table`: visits are drawn like calls, and planned for the heads of departments."""

from pathlib import Path

import openpyxl
import pytest

from gacx_reports.cli.output.survey import FAULTS
from gacx_reports.core.survey.tickets import commitment, table_salt
from gacx_reports.core.survey.verify import Fault
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading
from tests.commands.survey.drawn_company import ON, DrawnCompany, Q, jobs

RECORD = "抽样记录-巡查.json"


@pytest.mark.parametrize(
    ("lang", "table", "name", "title", "words"),
    [
        ("zh", "巡查", "巡查计划-甲部.xlsx", "巡查计划 甲部 2024Q3", ("首选", "备用1")),
        ("en", "inspections", "Inspections plan-Dept A.xlsx", "Inspections plan, Dept A, 2024Q3",
         ("first choice", "reserve 1")),
    ],
)  # fmt: skip
def test_visits_are_planned_per_department(
    company: DrawnCompany, lang: str, table: str, name: str, title: str, words: tuple[str, str]
) -> None:
    """Every drawn job with customer, telephone, day and employee, first choice or reserve, as recorded."""
    output = company.run("survey", "draw", *ON, "--table", table, lang=lang)
    path = company.root / "out" / Q / "survey" / name
    assert str(path) in output
    assert output.startswith({"zh": "巡查：第 1 次抽样", "en": "Inspections: draw 1"}[lang])
    record = company.record(RECORD)
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page["A1"].value == title
    rows = list(page.iter_rows(min_row=7, values_only=True))
    drawn = [(p.id, c) for p in record.people for c in p.calls]
    assert [(str(r[2])[:2], r[4], r[5]) for r in rows] == [
        (who, c.number, c.customer) for who, c in drawn
    ]
    assert [r[1] for r in rows] == [words[min(c.rank, 1)] for _, c in drawn]
    phones = {row.split("|")[3].strip(): row.split("|")[5].strip() for row in jobs()}
    assert all(phones[str(r[4])] == r[6] for r in rows)
    assert len({r[0] for r in rows}) == len(rows)
    assert {c.caller for _, c in drawn} == {""}
    assert "Proved" in company.run("survey", "verify", "--table", table)


def test_visits_and_calls_are_drawn_apart(company: DrawnCompany) -> None:
    """Each table has its own record and its own draws; visits after the calls are told to be foreseeable."""
    assert "could know this sample" not in company.run("survey", "draw", *ON)
    assert "could know this sample" in company.run("survey", "draw", *ON, "--table", "巡查")
    assert company.record().table == "回访"
    assert company.record(RECORD).table == "巡查"
    assert "Proved" in company.run("survey", "verify")


def test_visits_are_drawn_while_the_quarter_goes_on(company: DrawnCompany) -> None:
    """From the jobs up to that day: later ones change nothing, and the salt of the calls stays secret until theirs."""
    entered = company.committed()
    august = [row for row in jobs() if "2024-09" not in row]
    company.hand_in(august, commitment=entered)
    visits = ("--table", "巡查")
    output = company.run("survey", "draw", "--on", "2024-08-31", *visits)
    with reading(company.ledger) as db:
        salt = survey.salt_of(db, Q)
    assert salt
    assert salt.text not in output
    assert salt.text not in (company.folder() / RECORD).read_text("utf-8")
    company.hand_in(commitment=entered)
    assert "Proved" in company.run("survey", "verify", *visits)
    company.run("survey", "draw", *ON)
    assert company.record(RECORD).salt == table_salt(salt.text, "巡查", "回访")
    assert company.record().salt == salt.text
    company.hand_in(august[1:], commitment=entered)
    assert "The frame is not that of the draw" in company.run("survey", "verify", *visits, code=1)


def test_elsewhere_visits_are_proved_in_full_after_the_calls(
    company: DrawnCompany, tmp_path: Path
) -> None:
    """Before, a copy without the ledger can't tell whether the salt follows from what is printed, and says so."""
    visits = ("--table", "巡查")
    company.run("survey", "draw", "--on", "2024-09-30", *visits)
    company.ledger.rename(tmp_path / "ours.sqlite")
    assert "not revealed yet" in company.run("survey", "verify", *visits)
    (tmp_path / "ours.sqlite").rename(company.ledger)
    company.run("survey", "draw", *ON)
    company.ledger.unlink()
    output = company.run("survey", "verify", *visits)
    assert "not revealed yet" not in output
    assert "Printed in" in output
    path = company.folder() / RECORD
    own = company.record(RECORD)
    chosen = path.read_text("utf-8").replace(own.salt, "11" * 32)
    path.write_text(chosen.replace(own.commitment, commitment("11" * 32)), "utf-8")
    assert FAULTS[Fault.DERIVED] in company.run("survey", "verify", *visits, code=1)


def test_plans_that_are_missing_are_written_again(company: DrawnCompany) -> None:
    """After `make clean`, or a crash before they were written; with all of them there, a draw is refused."""
    company.run("survey", "draw", *ON, "--table", "巡查")
    record = (company.folder() / RECORD).read_bytes()
    plan = company.root / "out" / Q / "survey" / "Inspections plan-Dept A.xlsx"
    before = plan.read_bytes()
    assert "--redraw" in company.run("survey", "draw", *ON, "--table", "巡查", code=2)
    company.delete_output()
    assert "only sheets were missing" in company.run("survey", "draw", "--table", "巡查")
    assert plan.read_bytes() == before
    assert (company.folder() / RECORD).read_bytes() == record


def test_an_interrupted_plan_leaves_a_whole_record(
    company: DrawnCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record and its hash come first; the next call writes what is missing."""

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gacx_reports.excel.issuing.visit_plan.plan_book", fail)
    company.run("survey", "draw", *ON, "--table", "巡查", code=130)
    monkeypatch.undo()
    assert "only sheets were missing" in company.run("survey", "draw", "--table", "巡查")
    assert list(Path(company.root / "out" / Q / "survey").glob("*.xlsx"))
