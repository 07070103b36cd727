"""`survey draw`: what it writes, what it refuses, and what is left of it after a crash."""

import json
from datetime import date
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from gacx_reports import files
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading
from gacx_reports.ledger.survey import KnownDraw
from tests.commands.survey.drawn_company import CALLERS, ON, DrawnCompany, Q, jobs
from tests.fixtures.markdown_company import PEOPLE

RECORD = "抽样记录.json"


def known(company: DrawnCompany, table: str = "回访") -> list[KnownDraw]:
    """The ledger's draws."""
    with reading(company.ledger) as db:
        return survey.draws(db, Q, table)


def test_a_draw_is_recorded_in_folder_and_ledger(company: DrawnCompany) -> None:
    """Salt, frame, strata and calls in the record, which only its owner may read; its hash and day in the ledger."""
    output = company.run("survey", "draw", *ON)
    path, record = company.folder() / RECORD, company.record()
    (draw,) = known(company)
    assert (draw.day, draw.number, draw.reason) == (date(2024, 10, 8), 1, "")
    assert draw.record == files.sha256(path)
    assert draw.frame == record.frame.sha256
    assert record.commitment == commitment(record.salt) == draw.commitment
    assert path.stat().st_mode & 0o777 == 0o600
    assert "010-5550" not in path.read_text("utf-8")
    assert [p.id for p in record.people] == ["G1", "G2"]
    # Both engineers have a customer who refuses in one of two jobs, and so in both.
    assert (record.frame.jobs, record.frame.do_not_call) == (60, 4)
    for shown in (record.salt, record.frame.sha256, draw.record):
        assert shown in output
    assert list(json.loads(path.read_text("utf-8"))) == [
        "format", "quarter", "table", "draw", "drawn_on", "reason", "late_salt", "commitment", "salt", "rules",
        "frame", "called_last_quarter", "people",
    ]  # fmt: skip


def test_a_caller_never_calls_about_whom_they_avoid(company: DrawnCompany) -> None:
    """周敏 avoids G1; and who reports to somebody never calls about them."""
    company.run("survey", "draw", *ON)
    callers = {p.id: {c.caller for c in p.calls} for p in company.record().people}
    assert callers["G1"] == {"何静"}
    assert "周敏" in callers["G2"]


def test_employees_without_a_caller_stop_the_draw(company: DrawnCompany) -> None:
    """Before anything is revealed."""
    entered = company.committed()
    company.hand_in(commitment=entered, callers=CALLERS.replace("| 何静 | | |", ""))
    assert "G1" in company.run("survey", "draw", *ON, code=2)
    company.hand_in(
        commitment=entered,
        callers=CALLERS.replace("| 何静 | | |", "| 何静 | G2 | |"),
        people=PEOPLE.replace(
            "工程师 | G0 | | 2020-01-01 | | 在职 | |", "工程师 | G1 | | 2020-01-01 | | 在职 | |"
        ),
    )
    assert "G1" in company.run("survey", "draw", *ON, code=2)
    assert known(company) == []


def test_a_frame_with_errors_is_not_drawn(company: DrawnCompany) -> None:
    """An error in the frame's sheet, on its cover or a missing workbook; one elsewhere does not matter."""
    entered = company.committed()
    company.hand_in((*jobs(), "| G1 | 2024-07-32 | X | 客户 | 1 | | 安装 |"), commitment=entered)
    output = company.run("survey", "draw", *ON, code=1)
    assert "V04" in output
    assert "nothing was drawn" in output
    company.hand_in(commitment=entered)
    book = openpyxl.load_workbook(company.folder() / "甲部.xlsx")
    book["封面"]["B2"].value = "2024Q2"
    book.save(company.folder() / "甲部.xlsx")
    assert "S05" in company.run("survey", "draw", *ON, code=1)
    (company.folder() / "甲部.xlsx").unlink()
    assert "F01" in company.run("survey", "draw", *ON, code=1)
    assert known(company) == []
    company.hand_in(commitment=entered)
    book = openpyxl.load_workbook(company.folder() / "甲部.xlsx")
    book["填报值"].append(["G9", "产出", 1])
    book.save(company.folder() / "甲部.xlsx")
    company.run("survey", "draw", *ON)


def test_a_second_draw_needs_a_reason_and_is_counted(company: DrawnCompany) -> None:
    """Refused without; with --redraw the first record stays beside the new one."""
    first = company.run("survey", "draw", *ON)
    before = (company.folder() / RECORD).read_bytes()
    assert "--redraw" in company.run("survey", "draw", *ON, code=2)
    company.run("survey", "draw", *ON, "--redraw", code=2)
    company.hand_in(jobs()[:-1], commitment=company.record().commitment)
    again = ("--redraw", "--reason", "G2 的一单记错了")
    output = company.run("survey", "draw", "--on", "2024-10-09", *again)
    assert (company.folder() / "抽样记录-1.json").read_bytes() == before
    assert company.record().draw == 2
    assert company.record().reason == "G2 的一单记错了"
    assert [d.number for d in known(company)] == [1, 2]
    assert "G2 的一单记错了" in output
    assert "could know this sample" in output
    assert "draw 1" in first


def test_nothing_is_drawn_before_the_quarter_ends_or_in_the_future(company: DrawnCompany) -> None:
    """30 September is too early; so is a day that has not come."""
    for day in ("2024-09-30", "2999-01-01"):
        assert "be the day of the draw" in company.run("survey", "draw", "--on", day, code=2)
    assert "leave out --redraw" in company.run(
        "survey", "draw", "--redraw", "--reason", "x", code=2
    )
    assert known(company) == []


def test_the_printed_commitment_must_be_the_ledgers(company: DrawnCompany) -> None:
    """Another one in 本期, none anywhere, or another ledger: refused, and the words say which."""
    company.hand_in(commitment="ab" * 32)
    assert "another commitment" in company.run("survey", "draw", *ON, code=2)
    company.hand_in()
    assert "No workbook has the commitment" in company.run("survey", "draw", *ON, code=2)
    company.hand_in(commitment="ab" * 32)
    company.ledger.rename(company.root / "old.sqlite")
    assert "ran with another" in company.run("survey", "draw", *ON, code=2)


def test_without_a_salt_hr_draws_late_and_everybody_can_see_it(tmp_path: Path) -> None:
    """`templates` never ran: refused, until --late-salt gives a reason, which the record keeps."""
    company = DrawnCompany(tmp_path)
    company.hand_in()
    assert "There is no salt" in company.run("survey", "draw", *ON, code=2)
    company.run("survey", "draw", *ON, "--late-salt", code=2)
    output = company.run("survey", "draw", *ON, "--late-salt", "--reason", "首次使用")
    assert "made only now" in output
    record = company.record()
    assert (record.late_salt, record.reason, record.late_reason) == (True, "首次使用", "首次使用")
    with reading(company.ledger) as db:
        salt = survey.salt_of(db, Q)
    assert salt
    assert (salt.late, salt.reason) == (True, "首次使用")


def test_a_late_salt_is_refused_where_one_was_made_in_time(company: DrawnCompany) -> None:
    """Nobody picks a second seed."""
    output = company.run("survey", "draw", *ON, "--late-salt", "--reason", "x", code=2)
    assert "made in time" in output


def test_a_scheme_without_sampling_is_not_drawn(tmp_path: Path) -> None:
    """And an unknown table is named with those that are drawn."""
    company = DrawnCompany(tmp_path)
    company.hand_in(sampling="")
    assert "draws nothing" in company.run("survey", "draw", *ON, code=2)
    company.hand_in()
    output = company.run("survey", "draw", *ON, "--table", "作业", code=2)
    assert "回访" in output
    assert "巡查" in output


@pytest.mark.parametrize("step", ["files.write", "survey.finish_draw"])
def test_a_draw_that_was_interrupted_is_finished_by_the_next(
    company: DrawnCompany, step: str
) -> None:
    """Before the record is written, or before its hash is in the ledger: the same record, whatever the day is now."""
    fail = patch(f"gacx_reports.commands.survey.draw.{step}", side_effect=KeyboardInterrupt)
    with fail:
        company.run("survey", "draw", *ON, code=130)
    (draw,) = known(company)
    assert draw.record == ""
    output = company.run("survey", "draw", "--on", "2024-10-20")
    assert "was interrupted" in output
    (draw,) = known(company)
    assert draw.record == files.sha256(company.folder() / RECORD)
    assert company.record().drawn_on == draw.day == date(2024, 10, 8)


def test_an_interrupted_draw_takes_no_other_files_place(company: DrawnCompany) -> None:
    """Somebody has put another record there since: it stays beside the draw's, under a free name."""
    with patch("gacx_reports.commands.survey.draw.files.write", side_effect=KeyboardInterrupt):
        company.run("survey", "draw", *ON, code=130)
    (company.folder() / RECORD).write_text("another", "utf-8")
    company.run("survey", "draw")
    assert company.record().draw == 1
    assert (company.folder() / "抽样记录 1.json").read_text("utf-8") == "another"


def test_who_changes_the_frame_after_an_interrupted_draw_is_found_out(
    company: DrawnCompany,
) -> None:
    """The salt may have been seen: the frame in the ledger counts, and another draw needs a reason."""
    entered = company.committed()
    with patch(
        "gacx_reports.commands.survey.draw.survey.finish_draw", side_effect=KeyboardInterrupt
    ):
        company.run("survey", "draw", *ON, code=130)
    company.hand_in(jobs()[1:], commitment=entered)
    assert "its frame has changed" in company.run("survey", "draw", *ON, code=2)
    company.run("survey", "draw", *ON, "--redraw", "--reason", "记错")
    assert [bool(d.record) for d in known(company)] == [False, True]
    assert company.record("抽样记录-1.json").draw == 1


def test_a_lost_record_is_written_again_and_a_changed_one_refused(company: DrawnCompany) -> None:
    """The ledger's hash decides: equal content comes back, other content is never taken for it."""
    company.run("survey", "draw", *ON)
    path = company.folder() / RECORD
    content = path.read_bytes()
    path.unlink()
    assert "was gone" in company.run("survey", "draw")
    assert path.read_bytes() == content
    path.write_bytes(content.replace(b'"slot": 2', b'"slot": 9', 1))
    assert "is not the record" in company.run("survey", "draw", code=2)
    path.unlink()
    company.hand_in(jobs()[1:], commitment=company.committed())
    assert "can't be made again" in company.run("survey", "draw", code=2)
    assert not path.exists()


def test_a_record_of_another_ledger_is_left_alone(company: DrawnCompany) -> None:
    """A copy of the folder on another machine is verified there, not drawn again."""
    company.run("survey", "draw", *ON)
    company.ledger.unlink()
    output = company.run("survey", "draw", *ON, "--late-salt", "--reason", "x", code=2)
    assert "another ledger" in output


def test_customers_of_the_quarter_before_come_last(company: DrawnCompany) -> None:
    """Its first choices, by the keys of their names; what each employee's frame does not hold is left out."""
    company.committed("2024Q2")
    company.run("survey", "draw", "--on", "2024-07-08", quarter="2024Q2")
    before = {
        c.customer for p in company.record(quarter="2024Q2").people for c in p.calls if not c.rank
    }
    company.run("survey", "draw", *ON)
    record = company.record()
    assert len(record.called_last_quarter) == len(before)
    now = {c.customer for p in record.people for c in p.calls if not c.rank}
    assert now.isdisjoint(before)
    (company.folder("2024Q2") / RECORD).write_text("{}")
    output = company.run("survey", "draw", *ON, "--redraw", "--reason", "x", code=2)
    assert "is damaged" in output
    assert len(known(company)) == 1
