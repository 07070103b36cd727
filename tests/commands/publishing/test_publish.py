"""`publish` freezes; a later `quarter` verifies, restores missing files, and refuses other results."""

import shutil

import pytest

from gacx_reports.commands.publishing import context
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import reading
from tests.commands.publishing.ledger_fixture import G0, G1, G2, LATER, Office
from tests.fixtures.markdown_company import PERIOD

HELD = {"G1": "0.9"}
"""Without a value G2 is held back, and so is G0, whose KPI is the mean of both."""


def test_publishing_freezes_everything_the_quarter_rests_on(published: Office) -> None:
    """Scheme, workbooks and templates by hash; results, issues, manifest and every report; mode 0600."""
    with reading(published.ledger) as db:
        last = publications.latest(db, "2024Q3")
        assert last
        names = set(publications.sources(db, last))
    assert last.complete
    assert last.published_on.isoformat() == "2024-10-18"
    books = {"考核方案.xlsx", "花名册.xlsx", "甲部.xlsx", "主管评价.xlsx"}
    assert {f"2024Q3/{b}" for b in books} | {"templates/reports/page.html"} <= names
    hashes = published.hashes()
    for record in published.standing().values():
        assert record.revision == 1
        assert hashes[record.path] == record.sha256
    assert published.ledger.stat().st_mode & 0o777 == 0o600


def test_a_later_run_verifies(published: Office) -> None:
    """Same inputs: exit 0, every report compared, not a byte changed."""
    before = published.hashes()
    assert "verified 5 published reports" in published.done("quarter")
    assert published.hashes() == before


def test_publishing_twice_changes_nothing(published: Office) -> None:
    """There is nothing new."""
    assert "Nothing new to publish" in published.done("publish")
    assert set(published.revisions().values()) == {1}


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "The appeal of G1 is open"), ("zh", "G1 的申诉尚未裁定")]
)
def test_an_open_appeal_is_named_where_its_change_is_refused(
    published: Office, lang: str, said: str
) -> None:
    """Granting it is the way, not reopening the quarter; once it is rejected, nobody is pointed there."""
    published.done("appeal", "G1", "--on", "2024-10-22", "--grounds", "少算了一次")
    published.done("appeal", "G2", "--on", "2024-10-22", "--grounds", "x")
    published.hand_in({"G1": "0.95", "G2": "0.7"})
    output = published.done("quarter", "--lang", lang, code=1)
    assert said in output
    assert "appeal 2024Q3 G1 --outcome granted" in output
    assert "appeal 2024Q3 G2" not in output
    decision = ("--outcome", "rejected", "--decided-on", "2024-10-24", "--by", "x", "--reason", "x")
    published.done("appeal", "G1", *decision)
    assert "--outcome granted" not in published.done("publish", "--lang", lang, code=1)


def test_publishing_refused_for_somebody_held_back_says_so(office: Office) -> None:
    """Nothing was done: the last line doesn't tell otherwise."""
    office.hand_in(HELD)
    assert office.done("publish", code=1).splitlines()[-1] == (
        "exit 1: nothing was published, since somebody is held back"
    )
    assert "those people are held back" in office.done("quarter", code=1)


def test_a_run_with_other_inputs_is_refused(published: Office) -> None:
    """Exit 1 with a table of published and new results; nothing is overwritten; `publish` refuses as well."""
    before = published.hashes()
    published.hand_in({"G1": "0.75", "G2": "0.7"})
    for command in ("quarter", "publish"):
        said = published.done(command, code=1)
        assert "Report" in said
        assert "Published" not in said
        assert "0.9000 A" in said
        assert "0.7500 B" in said
        assert "reopen 2024Q3 --reason" in said
        assert "appeal" not in said
        assert "李四" not in said
        assert said.splitlines()[-1].startswith("exit 1: refused; results would differ")
        assert published.hashes() == before
    assert set(published.revisions().values()) == {1}


def test_a_report_that_only_prints_something_else_is_a_difference(published: Office) -> None:
    """Same results, other days for appeals at the head: bytes are compared, not results alone."""
    before = published.hashes()
    published.hand_in(sheets={"本期": f"{PERIOD}| 申诉截止 | 2024-10-30 |\n"})
    said = published.done("quarter", code=1)
    # The other two name the checksum of the scheme, which the second of saving changes as well.
    assert said.count("same result, other file") >= 3
    assert published.hashes() == before


@pytest.mark.usefixtures("made_each_time")
def test_deleting_the_output_loses_nothing(published: Office) -> None:
    """Rebuilt byte for byte: every file, the manifest included."""
    before = published.hashes()
    published.delete_output()
    assert "9 published files" in published.done("quarter")
    assert published.hashes() == before


@pytest.mark.parametrize("fate", ["edited", "gone", "restyled"])
def test_it_is_rebuilt_whatever_became_of_inputs_and_templates(
    published: Office, fate: str
) -> None:
    """From the ledger, after the folder was edited (which is reported), is gone, or templates changed."""
    before = published.hashes()
    published.delete_output()
    if fate == "edited":
        published.hand_in({"G1": "0.75", "G2": "0.7"})
    elif fate == "gone":
        shutil.rmtree(published.root / "in")
    else:
        page = published.root / "templates" / "reports" / "page.html"
        page.write_text(page.read_text("utf-8").replace("<body", "<body id='x'"), "utf-8")
        (page.parent / "style.css").write_text("@page { size: A5 }", "utf-8")
    published.done("quarter", code=1 if fate == "edited" else 0)
    assert published.hashes() == before


def test_a_damaged_report_is_put_back(published: Office) -> None:
    """A damaged file in the output folder is replaced by the published one."""
    (published.out / G1).write_bytes(b"%PDF-")
    before = published.standing()
    assert "1 published file" in published.done("quarter")
    assert published.hashes()[G1] in {r.sha256 for r in before.values()}


def test_another_program_version_keeps_the_files(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade that sets reports otherwise is no difference: results are compared, files stay."""
    before = published.hashes()
    monkeypatch.setattr(context, "__version__", "99")
    assert "files kept as published" in published.done("quarter")
    assert published.hashes() == before


def test_nothing_is_published_while_somebody_is_held_back(office: Office) -> None:
    """Refused with exit 1 and the way out."""
    office.hand_in(HELD)
    assert "--partial" in office.done("publish", code=1)
    assert office.revisions() == {}


def test_the_others_follow_as_a_supplement(office: Office) -> None:
    """`--partial` publishes the decided employees; the department and the tables wait for the last one."""
    office.hand_in(HELD)
    office.done("publish", "--partial", code=1)
    assert office.revisions() == {"G1": 1}
    first = office.hashes()[G1]
    assert "未完成" in office.text("departments/甲部.pdf")
    office.done("quarter", code=1)
    assert office.hashes()[G1] == first
    office.hand_in()
    office.done("quarter")
    office.done("publish", *LATER)
    assert set(office.revisions().values()) == {1}
    assert {"G0", "G1", "G2", "甲部", "results.xlsx"} <= set(office.revisions())
    assert office.hashes()[G1] == first
    assert {G0, G2} <= office.hashes().keys()


def test_a_supplement_prints_its_own_day_and_its_own_time_for_appeals(office: Office) -> None:
    """G1 is published on 公布日 of sheet 本期, G2 three weeks later: its five working days start then."""
    office.hand_in(HELD)
    office.done("publish", "--partial", code=1)
    first = office.text(G1)
    office.hand_in()
    office.done("publish", "--on", "2024-11-08")
    assert "8Nov2024until15Nov2024" in office.text(G2)
    assert office.text(G1) == first
    assert "8Nov2024" not in first
    before = office.hashes()
    office.done("quarter")
    assert office.hashes() == before
    said = office.done("appeal", "G2", "--on", "2024-11-15", "--grounds", "记录有误")
    assert "late" not in said
    assert "late" in office.done("appeal", "G1", "--on", "2024-11-15", "--grounds", "记录有误")


def test_a_supplement_does_not_change_who_is_published(office: Office) -> None:
    """The rest can't be published while a published record differs."""
    office.hand_in(HELD)
    office.done("publish", "--partial", code=1)
    office.hand_in({"G1": "0.5", "G2": "0.7"})
    assert "0.9000 A" in office.done("publish", code=1)
    assert office.revisions() == {"G1": 1}


def test_trends_read_published_quarters_first(office: Office) -> None:
    """An old folder that is edited, or deleted, after publishing changes no history."""
    office.hand_in(quarter="2024Q1")
    office.done("publish", quarter="2024Q1")
    office.done("quarter", "--only", "G1")
    before = office.text(G1)
    assert "2024Q1=0.9000" in before
    office.hand_in({"G1": "0.1", "G2": "0.1"}, quarter="2024Q1")
    office.done("quarter", "--only", "G1")
    assert office.text(G1) == before
    shutil.rmtree(office.root / "in" / "2024Q1")
    office.done("quarter", "--only", "G1")
    assert office.text(G1) == before


def test_a_published_quarter_keeps_the_history_that_it_was_published_with(office: Office) -> None:
    """Revising an earlier quarter afterwards is no difference of the later one."""
    office.hand_in(quarter="2024Q1")
    office.done("publish", quarter="2024Q1")
    office.done("publish")
    before = office.hashes()
    office.hand_in({"G1": "0.1", "G2": "0.1"}, quarter="2024Q1")
    office.done("reopen", "--reason", "重算", quarter="2024Q1")
    office.done("publish", *LATER, quarter="2024Q1")
    office.done("quarter")
    assert office.hashes() == before


def test_a_quarter_neither_published_nor_there_is_wrong_usage(office: Office) -> None:
    """Exit 2, and no folder is made for it."""
    office.done("quarter", quarter="2031Q1", code=2)
    assert not (office.root / "out").exists()


def test_only_somebody_without_a_report_says_why(office: Office) -> None:
    """`--only` of who isn't scored makes no report, and names the reason instead of a bare 0."""
    office.hand_in(leave="| G2 | 2024-07-05 | 2024-09-20 | 病假 |")
    said = office.done("quarter", "--only", "G2")
    assert "李四 (G2): not scored, so there is no report. long leave" in said
    assert not list(office.out.rglob("*.pdf"))
