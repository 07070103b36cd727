"""Days of publications, appeals, decisions, acknowledgements and reopenings, as HR types them."""

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

from gacx_reports.ledger import publications
from gacx_reports.ledger.store import reading
from tests.commands.publishing.ledger_fixture import G1, G2, Office
from tests.fixtures.markdown_company import PERIOD

BETTER = {"G1": "0.9", "G2": "0.85"}
LODGED = ("appeal", "G2", "--on", "2024-10-22", "--grounds", "少算了一次")
GRANTED = ("appeal", "G2", "--outcome", "granted", "--by", "人事部", "--reason", "漏记一次作业")
COMMAND = sys.modules["gacx_reports.cli.publish"]
"""The module; the package has the command itself by that name."""
WRONG_DAY = ("--correct-day", "2024-10-21", "--reason", "表上写错了日期")


def printed(office: Office) -> list[tuple[str, str]]:
    """Day and appeal deadline of every publication, oldest first."""
    with reading(office.ledger) as db:
        found = publications.numbered(db, "2024Q3").values()
    return [(str(p.published_on), str(p.appeals_until)) for p in found]


def refused(office: Office, *command: str, code: str, words: str) -> None:
    """Exit 2 with the code and the words, in Chinese; neither ledger nor results change."""
    before = office.ledger.read_bytes(), office.hashes()
    said = office.done(*command, "--lang", "zh", code=2)
    assert f"{code} " in said
    assert words in said
    assert "什么都没有登记" in said
    assert (office.ledger.read_bytes(), office.hashes()) == before


def test_a_revision_does_not_precede_what_it_rests_on(published: Office) -> None:
    """The report of a granted appeal once printed 公布日 2024-01-05, with a time for appeals that was over."""
    published.done(*LODGED)
    published.done(*GRANTED, "--decided-on", "2024-10-25")
    published.hand_in(BETTER)
    decision = "早于 G2 的申诉裁定（2024年10月25日）。\n应为：2024年10月25日 至 "
    for day, code, words in (
        ("2024-01-05", "D01", "2024Q3 到 2024年9月30日 才结束。\n应为：2024年10月25日 至 "),
        ("2024-10-24", "D02", decision),
        ("2052-01-05", "D05", "--force-day"),
    ):
        refused(published, "publish", "--on", day, code=code, words=words)
    published.done("publish", "--on", "2024-10-25")
    assert printed(published)[-1] == ("2024-10-25", "2024-11-01")


def test_a_revision_does_not_precede_the_reopening(published: Office) -> None:
    """The reopening of 30 October stands in the way; that day itself will do."""
    published.done("reopen", "--reason", "补录")
    published.hand_in(BETTER)
    words = "早于 重新打开（2024年10月30日）"
    refused(published, "publish", "--on", "2024-10-29", code="D02", words=words)
    published.done("publish", "--on", "2024-10-30")


def test_only_whom_it_concerns_stands_in_the_way(published: Office) -> None:
    """G1 signed on 6 November; G2's revision of 4 November changes nothing of G1's."""
    published.done("ack", "G1", "--on", "2024-11-06")
    published.done("reopen", "--reason", "补录")
    published.hand_in(BETTER)
    published.done("publish", "--on", "2024-11-04")
    words = "早于 补充或更正公布（2024年11月4日）"
    refused(published, "ack", "G2", "--on", "2024-11-01", code="D02", words=words)
    published.done("ack", "G1", "--on", "2024-10-21")
    published.done("ack", "G2", "--on", "2024-11-04")


@pytest.mark.parametrize(
    ("sheet", "on", "code"),
    [
        ("2024-09-30", (), "D01"),
        ("2024-10-18", ("--on", "2024-08-15"), "D01"),
        ("2025-10-09", (), "D06"),
    ],
)
def test_the_first_publication_lies_after_the_quarter_and_in_time(
    office: Office, sheet: str, on: tuple[str, ...], code: str
) -> None:
    """Also where the day comes from sheet 本期; nothing is published."""
    office.hand_in(sheets={"本期": PERIOD.replace("2024-10-18", sheet)})
    said = office.done("publish", *on, "--lang", "zh", code=2)
    assert f"{code} 公布日期" in said
    assert not office.ledger.exists() or not office.standing()


def test_a_late_day_is_forced_with_a_reason_on_record(office: Office) -> None:
    """Only by `--force-day REASON`, which forces nothing else; the event keeps the reason."""
    late = ("publish", "--on", "2025-10-09")
    assert "--force-day" in office.done(*late, code=2)
    office.done("publish", "--on", "2024-09-30", "--force-day", "x", code=2)
    office.done(*late, "--force-day", "审计延期")
    assert office.rows("SELECT action, day, reason FROM events") == [
        ("publish", "2025-10-09", "审计延期")
    ]


def test_a_day_after_today_is_forced_with_a_reason(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the first publication and for a revision, whether the day comes from sheet 本期 or from `--on`."""
    monkeypatch.setattr(COMMAND, "now", lambda: datetime(2024, 10, 16, 9).astimezone())
    words = "D05 公布日期 2024年10月18日 晚于今天（2024年10月16日）"
    assert words in office.done("publish", "--lang", "zh", code=2)
    office.done("publish", "--force-day", "周五发放")
    monkeypatch.setattr(COMMAND, "now", lambda: datetime(2024, 11, 7, 9).astimezone())
    office.done("reopen", "--reason", "补录")
    office.hand_in(BETTER)
    assert "D05" in office.done("publish", "--on", "2024-11-08", code=2)
    office.done("publish", "--on", "2024-11-08", "--force-day", "周五发放")


def test_the_scheme_sets_how_late_is_too_late(office: Office) -> None:
    """最迟公布月数 is an optional row of sheet 设置."""
    office.hand_in(more_settings="| 最迟公布月数 | 13 |\n")
    office.done("publish", "--on", "2025-10-09")


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("ack", "G2", "--on", "2024-10-17"), "D02", "签收日期 2024年10月17日 早于 首次公布"),
        (("ack", "G2", "--on", "2052-10-17"), "D04", "签收日期 2052年10月17日 晚于今天"),
        (("appeal", "G2", "--on", "2024-10-17", "--grounds", "x"), "D02", "早于 首次公布"),
        (("appeal", "G2", "--on", "2052-10-17", "--grounds", "x"), "D04", "晚于今天"),
        (("appeal", "G2", "--on", "2024-09-30", "--grounds", "x"), "D01", "才结束"),
        (("reopen", "--reason", "x", "--on", "2024-10-17"), "D02", "早于 首次公布"),
        (("reopen", "--reason", "x", "--on", "2052-10-17"), "D04", "晚于今天"),
    ],
)
def test_what_follows_a_publication_bears_no_earlier_day(
    published: Office, command: tuple[str, ...], code: str, words: str
) -> None:
    """Nor a day that has not come."""
    refused(published, *command, code=code, words=words)


def test_a_decision_follows_its_appeal_and_the_next_appeal_the_decision(
    published: Office,
) -> None:
    """The days of one dispute are in order."""
    published.done(*LODGED)
    words = "申诉裁定日期 2024年10月21日 早于 G2 的申诉（2024年10月22日）"
    refused(published, *GRANTED, "--decided-on", "2024-10-21", code="D02", words=words)
    rejected = [*GRANTED, "--decided-on", "2024-10-25"]
    rejected[rejected.index("granted")] = "rejected"
    published.done(*rejected)
    again = ("appeal", "G2", "--on", "2024-10-24", "--grounds", "再看一次")
    words = "早于 G2 的申诉裁定（2024年10月25日）"
    refused(published, *again, code="D02", words=words)


def test_a_list_names_the_event_at_the_cell(published: Office, tmp_path: Path) -> None:
    """D02 with the day of publication, as for a single acknowledgement."""
    path = tmp_path / "签收.csv"
    path.write_text("工号,日期\nG1,2024-10-01\nG2,2024-10-17\n", "utf-8")
    said = published.done("ack", "--list", str(path), "--lang", "zh", code=1)
    assert said.count("D02") == 2
    assert "首次公布" in said


def test_a_wrong_day_is_corrected_by_a_revision_that_says_so(published: Office) -> None:
    """Same results, right day, later deadline; the next run verifies everything."""
    said = published.done("publish", *WRONG_DAY, "--lang", "zh")
    assert "由 2024年10月18日 更正为 2024年10月21日" in said
    assert printed(published) == [("2024-10-18", "2024-10-25"), ("2024-10-21", "2024-10-28")]
    note = "Dayofpublicationcorrectedfrom18Oct2024to21Oct2024:表上写错了日期"
    for path in (G1, G2, "departments/甲部.pdf", "summary.pdf"):
        assert note in published.text(path)
    for path in (G1, G2):
        assert "21Oct2024until28Oct2024" in published.text(path)
    after = published.hashes()
    listed = json.loads((published.out / "results.json").read_text("utf-8"))["employees"]
    assert {e["revision"] for e in listed} == {2}
    assert published.total("G2") == "0.7000"
    assert published.rows("SELECT action, day, reason FROM events")[-1] == (
        "correct day", "2024-10-21", "表上写错了日期",
    )  # fmt: skip
    assert "verified 5 published reports" in published.done("quarter")
    published.delete_output()
    published.done("quarter")
    assert published.hashes() == after


def test_after_the_correction_only_the_right_day_counts(published: Office) -> None:
    """Acknowledgements, appeals and a further correction go by it, revisions too."""
    published.done("publish", *WRONG_DAY)
    words = "早于 首次公布（2024年10月21日）"
    refused(published, "ack", "G1", "--on", "2024-10-18", code="D02", words=words)
    published.done("ack", "G1", "--on", "2024-10-21")
    later = ("--correct-day", "2024-10-22", "--reason", "再核对")
    words = "晚于 G1 的签收（2024年10月21日）"
    refused(published, "publish", *later, code="D03", words=words)
    published.done("publish", "--correct-day", "2024-10-16", "--reason", "再核对")
    published.done("reopen", "--reason", "补录", "--on", "2024-10-17")
    published.hand_in(BETTER)
    published.done("publish", "--on", "2024-10-21")
    assert published.revisions()["G1"] == 3
    assert published.revisions()["G2"] == 4


def test_an_earlier_publication_is_corrected_by_its_number(published: Office) -> None:
    """The second one keeps its day; what it revised is not revised again."""
    published.done("reopen", "--reason", "补录")
    published.hand_in(BETTER)
    published.done("publish", "--on", "2024-11-08")
    later = ("--correct-day", "2024-10-31", "--reason", "核对", "--publication", "1")
    words = "晚于 重新打开（2024年10月30日）"
    refused(published, "publish", *later, code="D03", words=words)
    published.done("publish", *WRONG_DAY, "--publication", "1")
    assert published.revisions()["G1"] == 2
    assert published.revisions()["G2"] == 2
    assert "8Nov2024" in published.text(G2)
    assert "21Oct2024" in published.text(G1)
    assert "verified 5 published reports" in published.done("quarter")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--correct-day", "2024-10-18", "--reason", "x"), "已经是 2024年10月18日"),
        (("--correct-day", "2024-10-21", "--reason", "张三说的"), "张三"),
        ((*WRONG_DAY, "--publication", "7"), "没有日期可更正的第 7 次公布"),
        (("--correct-day", "2024-10-21"), "--reason"),
        (("--reason", "x"), "--correct-day"),
        ((*WRONG_DAY, "--on", "2024-10-21"), "--on"),
    ],
)
def test_a_correction_is_refused_in_words(
    published: Office, arguments: tuple[str, ...], words: str
) -> None:
    """Nothing is published."""
    assert words in published.done("publish", *arguments, "--lang", "zh", code=2)
    assert set(published.revisions().values()) == {1}


def test_what_is_open_is_published_before_a_day_is_corrected(published: Office) -> None:
    """The words name the command, and after it the correction is no longer refused."""
    published.done("reopen", "--reason", "补录")
    said = published.done("publish", *WRONG_DAY, "--lang", "zh", code=2)
    assert "`publish 2024Q3 --on 日期`" in said
    published.done("publish", "--on", "2024-10-30")
    published.done("publish", *WRONG_DAY)


def test_the_differences_in_pay_stay_when_a_day_is_corrected(published: Office) -> None:
    """Finance still finds 差额 in the results; a second correction leaves them as well."""
    published.done("reopen", "--reason", "补录")
    published.hand_in({"G1": "0.75", "G2": "0.85"})
    published.done("publish", "--on", "2024-11-08")
    before = published.sheet("Differences")
    assert len(before) == 4
    for day in ("2024-11-07", "2024-11-06"):
        published.done("publish", "--correct-day", day, "--reason", "核对")
        assert published.sheet("Differences") == before
    header, *lines = published.sheet("Overview")
    found = {line[0]: line[header.index("Revision")] for line in lines if line[0]}
    assert found == {"G0": 1, "G1": 4, "G2": 4}, "the mean of G0's people has not changed"


def test_a_correction_with_other_inputs_is_refused(published: Office) -> None:
    """The same results are published again, or nothing is."""
    published.hand_in(BETTER)
    assert "reopen 2024Q3 --reason" in published.done("publish", *WRONG_DAY, code=1)
    assert set(published.revisions().values()) == {1}


def test_a_chinese_publication_is_corrected_in_chinese(office: Office) -> None:
    """Whatever the language of the command: reports keep their names and words."""
    office.done("publish", "--lang", "zh")
    office.done("publish", *WRONG_DAY, "--lang", "en")
    assert "公布日由2024年10月18日更正为2024年10月21日" in office.text(G1)
    shutil.rmtree(office.root / "out")
    assert "18 个已公布的文件" in office.done("quarter", "--lang", "zh")
