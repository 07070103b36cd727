"""`survey verify`: proves an honest sample anywhere, and says of any other what differs and what that means."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.cli.output.survey import FAULTS
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.core.survey.verify import Fault
from tests.commands.survey.drawn_company import SAMPLING, DrawnCompany, Q, jobs
from tests.commands.survey.test_draw import RECORD


def test_an_honest_draw_is_proved_here_and_elsewhere(drawn: DrawnCompany, tmp_path: Path) -> None:
    """With the ledger, and from a copy of the folder with rows in another order and no ledger."""
    output = drawn.run("survey", "verify")
    record = drawn.record()
    assert "Proved" in output
    assert record.salt in output
    assert "Draws of this table in the ledger: 1" in output
    assert "花名册.xlsx" in output
    other = DrawnCompany(tmp_path / "other")
    other.hand_in(tuple(reversed(jobs())), commitment=record.commitment)
    shutil.copy(drawn.folder() / RECORD, other.folder())
    output = other.run("survey", "verify")
    assert "does not know the draw" in output
    assert "Proved" in output
    assert not other.ledger.exists()


def test_the_frame_is_written_for_other_programs(drawn: DrawnCompany) -> None:
    """One JSON array per job, by 单号, without telephone numbers."""
    target = drawn.root / "frame.txt"
    drawn.run("survey", "verify", "--frame", str(target))
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert len(lines) == 60
    assert lines[0] == [
        "G1-000", "作业", "G1", "工程师", "2024-07-01", "客户G10", "维修", "0", "客户g10",
    ]  # fmt: skip
    assert lines == sorted(lines)


def test_no_file_is_replaced_by_the_frame(drawn: DrawnCompany) -> None:
    """Twice the same is as well as once; a workbook, or the frame of another day, is left as it is."""
    target, book = drawn.root / "frame.txt", drawn.folder() / "花名册.xlsx"
    drawn.run("survey", "verify", "--frame", str(target))
    drawn.run("survey", "verify", "--frame", str(target))
    target.write_text("mine", "utf-8")
    before = book.read_bytes()
    for path in (target, book):
        output = drawn.run("survey", "verify", "--frame", str(path), code=2)
        assert path.name in output
        assert "left alone" in output
    assert (target.read_text("utf-8"), book.read_bytes()) == ("mine", before)


def edited(
    company: DrawnCompany, change: Callable[[dict[str, Any]], object], name: str = RECORD
) -> None:
    """Changes the record's file."""
    path = company.folder() / name
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def first(content: dict[str, Any]) -> dict[str, Any]:
    """The first person's sample."""
    found: dict[str, Any] = content["people"][0]
    return found


TAMPERING: tuple[tuple[Fault, Callable[[dict[str, Any]], object]], ...] = (
    (Fault.SALT, lambda c: c.update(salt="11" * 32)),
    (Fault.COMMITMENT, lambda c: c.update(salt="11" * 32, commitment=commitment("11" * 32))),
    (Fault.LEDGER_COMMITMENT, lambda c: c.update(commitment=commitment("11" * 32))),
    (Fault.RECORD, lambda c: first(c)["calls"][0].update(caller="周敏")),
    (Fault.RULES, lambda c: c["rules"][0].update(most=9)),
    (Fault.CALL_ADDED, lambda c: first(c)["calls"][0].update(number="G1-999")),
    (Fault.CALL_MISSING, lambda c: first(c)["calls"].pop(0)),
    (Fault.STRATA, lambda c: first(c)["strata"].pop()),
    (Fault.PERSON_MISSING, lambda c: c["people"].pop()),
    (Fault.PERSON_ADDED, lambda c: c["people"].append({**first(c), "id": "G9"})),
    (Fault.DAY, lambda c: c.update(drawn_on="2024-10-09")),
    (Fault.DAY, lambda c: c.update(draw=2)),
    (Fault.LEDGER_FRAME, lambda c: c["frame"].update(sha256="0" * 64)),
    (Fault.LATE, lambda c: c.update(late_salt=True)),
    (Fault.OTHER, lambda c: c.update(quarter="2024Q2")),
    (Fault.DAMAGED, lambda c: c.pop("salt")),
)


@pytest.mark.parametrize(
    ("fault", "change"), TAMPERING, ids=[f"{f}{n}" for n, (f, _) in enumerate(TAMPERING)]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_record_that_was_edited_is_named(
    drawn: DrawnCompany, fault: Fault, change: Callable[[dict[str, Any]], object], lang: str
) -> None:
    """Exit 1, and the sentence about what was edited, in either language."""
    from gacx_reports.i18n import translator

    edited(drawn, change)
    output = drawn.run("survey", "verify", lang=lang, code=1)
    words = translator("en" if lang == "en" else "zh").gettext(FAULTS[fault])
    assert all(part in output for part in _parts(words)), output
    assert "Proved" not in output


def _parts(words: str) -> list[str]:
    """What stands between placeholders."""
    for name in ("path", "reason", "books", "person", "number"):
        words = words.replace(f"{{{name}}}", "\0")
    return words.split("\0")


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (jobs()[1:], Fault.FRAME),
        ((*jobs(), jobs()[0].replace("G1-000", "G1-999")), Fault.FRAME),
        ((jobs()[0].replace("客户G10", "别家"), *jobs()[1:]), Fault.FRAME),
        ((jobs()[0].replace("010-5550", "010-5559"), *jobs()[1:]), Fault.CONTACTS),
    ],
)
def test_a_frame_that_was_changed_is_named(
    drawn: DrawnCompany, rows: tuple[str, ...], fault: Fault
) -> None:
    """A job removed, added or changed after the draw, or its telephone number."""
    drawn.hand_in(rows, commitment=drawn.record().commitment)
    assert FAULTS[fault] in drawn.run("survey", "verify", code=1)


def test_other_rules_and_no_commitment_are_named(drawn: DrawnCompany) -> None:
    """A scheme that was changed, a roster whose commitment was cleared, and another one on a cover."""
    own = drawn.record().commitment
    drawn.hand_in(commitment=own, sampling=SAMPLING.replace("0.2", "0.3"))
    assert FAULTS[Fault.RULES] in drawn.run("survey", "verify", code=1)
    drawn.hand_in()
    assert FAULTS[Fault.UNPRINTED] in drawn.run("survey", "verify", code=1)
    book = openpyxl.load_workbook(drawn.folder() / "甲部.xlsx")
    book["封面"].append(["抽样承诺", "ab" * 32])
    book.save(drawn.folder() / "甲部.xlsx")
    output = drawn.run("survey", "verify", code=1)
    assert "printed in 甲部.xlsx" in output
    book["封面"]["B5"].value = own.upper()
    book.save(drawn.folder() / "甲部.xlsx")
    assert "Proved" in drawn.run("survey", "verify")


def test_what_the_draw_itself_prints_proves_nothing(drawn: DrawnCompany) -> None:
    """Call sheets have the commitment too, but were issued with the sample: without 本期 and covers it is unproved."""
    sheets = list((drawn.root / "out" / Q / "survey").glob("*.xlsx"))
    assert len(sheets) == 2
    for sheet in sheets:
        shutil.copy(sheet, drawn.folder())
    assert "Proved" in drawn.run("survey", "verify")
    drawn.hand_in()
    assert FAULTS[Fault.UNPRINTED] in drawn.run("survey", "verify", code=1)


def test_without_a_record_nothing_is_proved(company: DrawnCompany) -> None:
    """Exit 1 and the path where it is expected."""
    output = company.run("survey", "verify", code=1)
    assert "There is no record of a draw" in output
    assert RECORD in output


def test_every_fault_has_its_words() -> None:
    """None is shown as a mere name."""
    assert set(FAULTS) == set(Fault)
