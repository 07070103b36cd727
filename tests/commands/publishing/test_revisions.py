"""`reopen` and granted appeals: revision 2 of whatever changed, revision 1 kept, everything else untouched."""

import json
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.records.revisions import Subject, SubjectKind
from gacx_reports.ledger.store import blob, reading
from tests.commands.publishing.ledger_fixture import G0, G1, G2, LATER, Office

GRANT = ("--outcome", "granted", "--decided-on", "2024-10-25", "--by", "人事部")
BETTER = {"G1": "0.9", "G2": "0.85"}
"""G2's total rises from 0.7000 B to 0.8500 A, and G0's mean with it."""


def grant(office: Office, person: str = "G2", reason: str = "漏记一次作业") -> str:
    """An appeal, lodged in time and granted."""
    office.done("appeal", person, "--on", "2024-10-22", "--grounds", "少算了一次")
    return office.done("appeal", person, *GRANT, "--reason", reason)


@pytest.mark.usefixtures("made_each_time")
def test_reopening_revises_only_what_changed(published: Office) -> None:
    """G1 stays revision 1 byte for byte; G2 and all reports that depend on G2 become revision 2, with the reason."""
    before = published.hashes()
    published.hand_in(BETTER)
    published.done("reopen", "--reason", "补录作业记录", "--by", "人事部", "--on", "2024-10-30")
    published.done("quarter")
    draft = published.hashes()
    assert "say with --on" in published.done("publish", code=2)
    assert published.hashes() == draft
    published.done("publish", *LATER)
    after = published.hashes()
    # The tables are published anew together, equal or not.
    revised = {"issues.json", *(p for p in before if after[p] != before[p])}
    assert after.keys() == draft.keys() | {f"revisions/1/{p}" for p in revised}
    assert draft.keys() == before.keys()
    assert after[G1] == before[G1]
    standing = published.revisions()
    assert [standing[s] for s in ("G0", "G1", "G2", "甲部", "summary.pdf")] == [2, 1, 2, 2, 2]
    assert "Revision2补录作业记录" in published.text(G2)
    assert "Revision2" not in published.text(G1)
    assert "Revision2补录作业记录" in published.text("departments/甲部.pdf")
    assert "verified 5 published reports" in published.done("quarter")


def test_drafts_of_an_open_quarter_replace_nothing(published: Office) -> None:
    """No copy below revisions/ while nothing is published, and none when the quarter is closed as it was."""
    before = published.hashes()
    published.hand_in(BETTER)
    published.done("reopen", "--reason", "补录作业记录")
    published.done("quarter")
    assert published.hashes()[G2] != before[G2]
    assert not (published.out / "revisions").exists()
    # As an earlier version of the program left it; a file of somebody's own stays.
    left = published.out / "revisions/1" / G2
    own = published.out / "revisions/1/employees/own.pdf"
    left.parent.mkdir(parents=True)
    with reading(published.ledger) as db:
        standing = published.standing()[Subject(SubjectKind.EMPLOYEE, "G2")]
        left.write_bytes(blob(db, standing.sha256))
    own.write_bytes(b"mine")
    published.hand_in({"G1": "0.9", "G2": "0.7"})
    assert "closed again" in published.done("publish", *LATER)
    assert not left.parent.exists()
    own.unlink()
    assert published.hashes() == before


def test_revision_1_is_kept(published: Office) -> None:
    """Below revisions/1, as it was, also after the output is deleted."""
    before = published.hashes()
    published.hand_in(BETTER)
    published.done("reopen", "--reason", "补录作业记录")
    published.done("publish", *LATER)
    kept = published.hashes()
    assert kept[f"revisions/1/{G2}"] == before[G2]
    assert kept["revisions/1/results.xlsx"] == before["results.xlsx"]
    assert f"revisions/1/{G1}" not in kept
    published.delete_output()
    published.done("quarter")
    assert published.hashes() == kept


def test_reopening_needs_a_reason_and_leaves_a_trace(published: Office) -> None:
    """A blank reason, or one with a colleague's name, is refused; author, day and reason stay on record for good."""
    assert published.run("reopen").exit_code == 2
    published.done("reopen", "--reason", " ", code=2)
    assert "张三" in published.done("reopen", "--reason", "张三的记录有误", code=2)
    published.done("reopen", "--reason", "抽查更正", "--by", "人事部", "--on", "2024-10-30")
    trail = published.rows("SELECT day, action, by, reason FROM events ORDER BY id")
    assert trail[-1] == ("2024-10-30", "reopen", "人事部", "抽查更正")
    with pytest.raises(Exception, match="append-only"), reading(published.ledger) as db:
        db.execute("DELETE FROM events")


def test_a_reopened_quarter_is_closed_by_publishing(published: Office) -> None:
    """Nothing changed: nothing is revised, and the next change is refused again."""
    published.done("reopen", "--reason", "核对")
    assert "closed again" in published.done("publish")
    published.hand_in(BETTER)
    published.done("quarter", code=1)


def test_nothing_that_is_not_published_can_be_reopened(office: Office) -> None:
    """Exit 2 and the reason; likewise for appeals and acknowledgements."""
    office.done("reopen", "--reason", "核对", code=2)
    office.done("appeal", "G1", "--on", "2024-10-22", "--grounds", "x", code=2)
    office.done("ack", "G1", "--on", "2024-10-22", code=2)


def test_a_granted_appeal_revises_the_person_and_who_is_measured_by_them(
    published: Office,
) -> None:
    """Only the person's own report prints the decision; the supervisor's report names nobody."""
    before = published.hashes()
    said = grant(published)
    assert "G0" in said
    assert "甲部" in said
    published.hand_in(BETTER)
    published.done("publish", *LATER)
    assert published.hashes()[G1] == before[G1]
    assert published.total("G2") == "0.8500"
    assert "漏记一次作业" in published.text(G2)
    for other in (G0, "departments/甲部.pdf"):
        assert "Revision2" in published.text(other)
        assert "漏记" not in published.text(other)


def test_a_granted_appeal_opens_nobody_else(published: Office) -> None:
    """A change of somebody who did not appeal is refused, and nothing is published."""
    grant(published)
    published.hand_in({"G1": "0.75", "G2": "0.85"})
    said = published.done("publish", *LATER, code=1)
    assert "0.9000 A" in said
    assert set(published.revisions().values()) == {1}


def test_an_inserted_row_shifts_cells_and_revises_nobody_else(published: Office) -> None:
    """G1's value moves a row down: the published report stays, and later runs verify it."""
    before = published.hashes()
    grant(published)
    published.hand_in({"G2": "0.85", "G1": "0.9"})
    published.done("publish", *LATER)
    assert published.revisions()["G1"] == 1
    assert published.hashes()[G1] == before[G1]
    published.done("quarter")


def test_an_appeal_stands_on_record_with_its_outcome(published: Office) -> None:
    """The record has person, day, grounds, lateness, outcome, decider and reason; a rejected appeal opens nothing."""
    lodged = ("--on", "2024-10-22", "--grounds", "少算了一次")
    published.done("appeal", "G2", *lodged)
    assert "not decided" in published.done("appeal", "G2", *lodged, code=2)
    published.done(
        "appeal", "G2", "--outcome", "rejected", "--decided-on", "2024-10-24",
        "--by", "人事部", "--reason", "记录无误",
    )  # fmt: skip
    assert "late" in published.done("appeal", "G1", "--on", "2025-01-02", "--grounds", "迟了")
    columns = "person, lodged_on, grounds, late, outcome, decided_on, decided_by, reason"
    assert published.rows(f"SELECT {columns} FROM appeals ORDER BY id") == [  # noqa: S608 - our own names
        ("G2", "2024-10-22", "少算了一次", 0, "rejected", "2024-10-24", "人事部", "记录无误"),
        ("G1", "2025-01-02", "迟了", 1, "", "", "", ""),
    ]
    published.hand_in(BETTER)
    published.done("quarter", code=1)


def test_nobody_appeals_before_the_report_is_published(published: Office) -> None:
    """A day before the publication of 18 October is a slip of the pen: nothing is recorded."""
    said = published.done("appeal", "G2", "--on", "2024-10-17", "--grounds", "少算了一次", code=2)
    assert "18 Oct 2024" in said
    assert published.rows("SELECT person FROM appeals") == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--on", "2024-10-22"),
        ("--outcome", "granted", "--decided-on", "2024-10-22", "--by", "人事部"),
        ("--on", "2024-10-22", "--grounds", "x", "--outcome", "granted"),
        ("--on", "gestern", "--grounds", "x"),
    ],
)
def test_half_an_appeal_is_wrong_usage(published: Office, arguments: tuple[str, ...]) -> None:
    """Either lodged or decided, and each in full."""
    assert published.run("appeal", "G2", *arguments).exit_code == 2


def test_granted_but_not_corrected_is_said(published: Office) -> None:
    """The workbooks still give the old result: nothing is revised, and the appeal stays open."""
    grant(published)
    assert "still the same" in published.done("publish")
    published.hand_in(BETTER)
    published.done("publish", *LATER)
    assert published.revisions()["G2"] == 2


def test_differences_in_pay_are_listed_and_summed(published: Office) -> None:
    """差额: G1 falls from A to B and gives back half of 3000; rounded amounts, and their sum."""
    assert published.sheet("Differences") == []
    published.hand_in({"G1": "0.75", "G2": "0.85"})
    published.done("reopen", "--reason", "抽查更正")
    published.done("publish", *LATER)
    headers, *lines = published.sheet("Differences")
    assert len(headers) == 7
    by_id = {line[0]: line for line in lines}
    assert by_id["G1"] == ("G1", "张三", 1, 0.5, 3000, 1500, -1500)
    assert by_id["G2"][2:] == (0.5, 1, None, None, None)
    assert lines[-1][-1] == -1500


def test_an_acknowledgement_is_about_the_revision_that_stands(published: Office) -> None:
    """Revision 2 needs an acknowledgement of its own; both stay on record."""
    published.done("ack", "G2", "--on", "2024-10-21")
    assert "already" in published.done("ack", "G2", "--on", "2024-10-21")
    published.hand_in(BETTER)
    published.done("reopen", "--reason", "补录")
    published.done("publish", *LATER)
    refusal = ("ack", "G2", "--on", "2024-11-11", "--refused")
    assert "Refusal of G2 to sign recorded (revision 2)" in published.done(*refusal)
    assert "Refusal of G2 to sign was recorded already" in published.done(*refusal)
    assert published.rows("SELECT person, revision, day, refused FROM acknowledgements") == [
        ("G2", 1, "2024-10-21", 0),
        ("G2", 2, "2024-11-11", 1),
    ]
    published.done("ack", "G1", "--on", "2024-10-01", code=2)
    published.done("ack", "G9", "--on", "2024-10-21", code=2)
    assert published.run("ack", "G1").exit_code == 2


CSV = "工号,日期,拒签\nG1,2024-10-21,\nG2,2024/10/22,是\n"


@pytest.mark.parametrize("form", ["utf-8-sig", "gb18030", "xlsx"])
def test_a_returned_list_is_recorded_as_a_whole(
    published: Office, form: str, tmp_path: Path
) -> None:
    """As Excel saves it in China, as others do, and as a workbook; a second time nothing is new."""
    path = tmp_path / ("签收.xlsx" if form == "xlsx" else "签收.csv")
    if form == "xlsx":
        book = openpyxl.Workbook()
        for line in CSV.splitlines():
            book.worksheets[0].append([c or None for c in line.split(",")])
        book.save(path)
    else:
        path.write_bytes(CSV.encode(form))
    assert "2 acknowledgements recorded" in published.done("ack", "--list", str(path))
    assert "0 acknowledgements recorded, 2" in published.done("ack", "--list", str(path))
    found = published.rows("SELECT person, day, refused FROM acknowledgements ORDER BY person")
    assert found == [("G1", "2024-10-21", 0), ("G2", "2024-10-22", 1)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("G9,2024-10-21,", "P01"),
        ("G1,gestern,", "V04"),
        ("G1,2024-10-01,", "D02"),
        ("G2,2024-10-23,", "P06"),
        ("G1,2024-10-21,也许", "V06"),
    ],
)
def test_a_list_with_a_fault_records_nothing(
    published: Office, line: str, code: str, tmp_path: Path
) -> None:
    """The fault is named at its cell; exit 1."""
    path = tmp_path / "签收.csv"
    path.write_text(f"工号,日期,拒签\nG2,2024-10-21,\n{line}\n", "utf-8")
    assert code in published.done("ack", "--list", str(path), code=1)
    assert published.rows("SELECT * FROM acknowledgements") == []


def test_a_list_that_is_refused_says_so_at_the_end(published: Office, tmp_path: Path) -> None:
    """Nobody is held back by it."""
    path = tmp_path / "签收.csv"
    path.write_text("工号,日期,拒签\nG9,2024-10-21,\n", "utf-8")
    said = published.done("ack", "--list", str(path), "--lang", "zh", code=1)
    assert said.splitlines()[-1] == "退出码 1：签收表有错误，什么都没有登记"


def test_a_second_acknowledgement_is_added(published: Office) -> None:
    """The day before stays on record, and is named."""
    published.done("ack", "G2", "--on", "2024-10-21")
    said = published.done("ack", "G2", "--on", "2024-10-22", "--lang", "zh")
    assert "2024年10月21日 的那条保留在记录里" in said
    days = published.rows("SELECT day FROM acknowledgements ORDER BY id")
    assert days == [("2024-10-21",), ("2024-10-22",)]
    assert "recorded already" in published.done("ack", "G2", "--on", "2024-10-22")


def test_a_revision_says_what_stood_before_and_what_changed_it(published: Office) -> None:
    """Total, grade and factor of revision 1 in one line, the KPI in another; others' results are on nobody's report."""
    published.done("reopen", "--reason", "补录作业记录")
    published.hand_in(BETTER)
    published.done("publish", *LATER)
    own, head = published.text(G2), published.text(G0)
    assert "Revision1:total0.7000;gradeB;payfactor50%Changedsince:产出0.7000→0.8500" in own
    assert "Revision1:total0.8000" in head
    assert "Changedsince:下属均分0.8000→0.8750" in head
    assert "Revision1:" not in published.text("departments/甲部.pdf")
    assert "verified 5 published reports" in published.done("quarter")


def test_results_number_the_revision_of_each_person(published: Office) -> None:
    """In results.json and results.xlsx, also of who was not revised now."""
    published.done("reopen", "--reason", "补录作业记录")
    published.hand_in(BETTER)
    published.done("publish", *LATER)
    listed = json.loads((published.out / "results.json").read_text("utf-8"))["employees"]
    assert {e["id"]: e["revision"] for e in listed} == {"G0": 2, "G1": 1, "G2": 2}
    header, *lines = published.sheet("Overview")
    assert {line[0]: line[header.index("Revision")] for line in lines} == {
        "G0": 2, "G1": 1, "G2": 2,
    }  # fmt: skip


def test_a_formula_in_a_list_counts_as_it_is_computed(published: Office, tmp_path: Path) -> None:
    """As in every other workbook: a day that a formula gives, though no program stored its value."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["工号", "日期"])
    sheet.append(["G1", "=DATE(2024,10,20)+1"])
    book.save(tmp_path / "签收.xlsx")
    published.done("ack", "--list", str(tmp_path / "签收.xlsx"))
    assert published.rows("SELECT person, day FROM acknowledgements") == [("G1", "2024-10-21")]
