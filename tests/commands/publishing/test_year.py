"""A year through all commands: it rests on what the ledger has of its quarters, and is published like one."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.publishing.ledger_fixture import Office, furnish, planned
from tests.fixtures.markdown_company import PEOPLE
from tests.fixtures.markdown_company import POSTS as IN_A_QUARTER

YEAR = "2024Y"
POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 | 各期权重 |
| 工程师 | 甲部 | | | 0 | 0 | 0 | 1 |
| 主管 | 甲部 | | | 0 | 0 | 0 | 1 |
"""
SETTINGS = "| 考核周期 | 年度 |\n| 各期计权 | 给定 |\n"
WEIGHTS = {"各期": "| 期 | 权重 |\n| Q3 | 0.4 |\n| Q4 | 0.6 |"}
"""The company began to appraise in its third quarter."""
JOINED_IN_NOVEMBER = "| G3 | 王五 | 甲部 | 工程师 | G0 | | 2024-11-11 | | 在职 | |\n"


def hand_in_year(office: Office, **more: Any) -> None:
    """Scheme and roster of the year; departments' workbooks have nothing to fill in."""
    given = {
        "more_settings": SETTINGS,
        "scheme_sheets": WEIGHTS,
        "posts": POSTS,
        "kpis": (),
        "led": "",
    }
    office.hand_in({}, quarter=YEAR, **(given | more))
    for book in (office.root / "in" / YEAR).glob("*.xlsx"):
        if book.name not in ("考核方案.xlsx", "花名册.xlsx"):
            book.unlink()


def hand_in_q4(office: Office, values: dict[str, str]) -> None:
    """The fourth quarter, whose newcomer is not scored; nobody's behaviours are rated."""
    people, posts = PEOPLE + JOINED_IN_NOVEMBER, IN_A_QUARTER.replace("通用", "")
    office.hand_in(values, quarter="2024Q4", people=people, posts=posts)


@pytest.fixture(scope="session")
def _quarters(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    office = furnish(tmp_path_factory.mktemp("year"), templates)
    office.done("publish")
    hand_in_q4(office, {"G1": "0.8", "G2": "0.5"})
    office.done("publish", quarter="2024Q4")
    return office.root


@pytest.fixture
def office(_quarters: Path, tmp_path: Path) -> Office:
    """Two published quarters (G1 0.9 and 0.8, G2 0.7 and 0.5), and a year that is handed in."""
    office = Office(Path(shutil.copytree(_quarters, tmp_path / "office")))
    hand_in_year(office)
    return office


def people(office: Office) -> dict[str, dict[str, Any]]:
    """Employee ID → record in the year's results.json."""
    read = json.loads((office.root / "out" / YEAR / "results.json").read_text("utf-8"))
    return {e["id"]: e for e in read["employees"]}


def totals(office: Office) -> dict[str, str | None]:
    """Employee ID → total of the year."""
    return {i: e["total"] for i, e in people(office).items()}


def test_a_year_is_made_of_published_totals(office: Office) -> None:
    """0.4 × 0.9 + 0.6 × 0.8 = 0.84; what lies in the output folder, or in a quarter's, does not matter."""
    shutil.rmtree(office.root / "out")
    office.hand_in({"G1": "0.1", "G2": "0.1"}, quarter="2024Q3")
    said = office.done("quarter", quarter=YEAR)
    assert "F01" in said  # a warning: nobody waits for adjustments and comments
    assert "needn't be handed in" in " ".join(said.split())
    assert totals(office) == {"G0": "0.7100", "G1": "0.8400", "G2": "0.5800"}
    assert people(office)["G1"]["periods"] == [
        {
            "period": q, "state": "scored", "reason": None, "post": "工程师", "department": "甲部", "days": 92,
            "total": total, "grade": "A", "revision": 1, "weight": share, "share": share,
        }
        for q, total, share in (("2024Q3", "0.9000", "0.4"), ("2024Q4", "0.8000", "0.6"))
    ]  # fmt: skip
    assert people(office)["G1"]["mix"] == {"periods": {"share": "1", "result": "0.84"}}


def test_year_is_short_for_quarter(office: Office) -> None:
    """`year 2024` writes what `quarter 2024Y` does."""
    office.done("quarter", quarter=YEAR)
    before = (office.root / "out" / YEAR / "results.json").read_bytes()
    shutil.rmtree(office.root / "out" / YEAR)
    result = office.run("year", quarter="2024")
    assert result.exit_code == 0, result.output
    assert (office.root / "out" / YEAR / "results.json").read_bytes() == before


def test_a_quarter_that_is_not_published_is_said(office: Office) -> None:
    """Everybody is held back; with 重分权重 the published ones are the year, with a warning."""
    hand_in_year(office, scheme_sheets={}, more_settings="| 考核周期 | 年度 |\n")
    said = office.done("quarter", quarter=YEAR, code=1)
    assert "2024Q1 is not published" in said
    assert set(totals(office).values()) == {None}
    more = "| 考核周期 | 年度 |\n| 缺期处理 | 重分权重 |\n"
    hand_in_year(office, scheme_sheets={}, more_settings=more)
    assert "2024Q1 is not published" in office.done("quarter", quarter=YEAR)
    assert totals(office) == {"G0": "0.7250", "G1": "0.8500", "G2": "0.6000"}


def test_a_newcomer_has_the_quarters_that_were_served(office: Office) -> None:
    """王五 joined within Q4, which is therefore not scored either: no year at all."""
    hand_in_year(
        office,
        people=PEOPLE + JOINED_IN_NOVEMBER,
        more_settings=SETTINGS + "| 不满期处理 | 按各期 |\n",
    )
    office.done("quarter", quarter=YEAR)
    found = people(office)["G3"]
    assert (found["status"], found["reason"]) == ("not_scored", "joined_late")


@pytest.mark.parametrize(("policy", "total"), [("不考核", None), ("按各期", "0.8800")])
def test_a_leaver_is_scored_by_the_quarters_before(
    office: Office, policy: str, total: str | None
) -> None:
    """张三 left in December, after two published quarters; rule book 1 alone leaves no score."""
    left = PEOPLE.replace("2020-01-01 | | 在职 | 3000", "2020-01-01 | 2024-12-20 | 离职 | 3000")
    sheets = {"各期": "| 期 | 权重 |\n| Q3 | 0.8 |\n| Q4 | 0.2 |"}
    more = f"{SETTINGS}| 不满期处理 | {policy} |\n"
    hand_in_year(office, people=left, more_settings=more, scheme_sheets=sheets)
    office.done("quarter", quarter=YEAR)
    assert totals(office)["G1"] == total


def test_who_moved_has_each_quarter_in_the_post_of_then(office: Office) -> None:
    """李四 becomes 首长's equal on paper; the quarters stay those of an engineer."""
    moved = PEOPLE.replace("| G2 | 李四 | 甲部 | 工程师 |", "| G2 | 李四 | 甲部 | 主管 |")
    transfer = "| G2 | 2024-12-02 | 工程师 | 主管 | 甲部 | 甲部 |"
    hand_in_year(office, people=moved, transfers=transfer)
    office.done("quarter", quarter=YEAR)
    found = people(office)["G2"]
    assert found["post"] == "主管"
    assert [p["post"] for p in found["periods"]] == ["工程师", "工程师"]
    assert found["total"] == "0.5800"


def revise_q4(office: Office) -> None:
    """An appeal of 李四 about Q4 is granted: 0.5 becomes 0.75."""
    office.done("appeal", "G2", "--on", "2025-01-21", "--grounds", "少算了一次", quarter="2024Q4")
    granted = ("--outcome", "granted", "--decided-on", "2025-01-24", "--by", "人事部")
    office.done("appeal", "G2", *granted, "--reason", "漏记一次作业", quarter="2024Q4")
    hand_in_q4(office, {"G1": "0.8", "G2": "0.75"})
    office.done("publish", "--on", "2025-01-27", quarter="2024Q4")


def test_a_revision_of_a_quarter_changes_a_year_that_is_not_published(office: Office) -> None:
    """0.4 × 0.7 + 0.6 × 0.75 = 0.73, by revision 2 of the quarter; the head's quarter changes with it."""
    office.done("quarter", quarter=YEAR)
    revise_q4(office)
    office.done("quarter", quarter=YEAR)
    assert totals(office) == {"G0": "0.7850", "G1": "0.8400", "G2": "0.7300"}
    assert [p["revision"] for p in people(office)["G2"]["periods"]] == [1, 2]


def test_a_published_year_stays_until_it_is_reopened(office: Office) -> None:
    """The revised quarter is named as a difference; the reports are still those that were published."""
    office.done("publish", "--on", "2025-01-20", quarter=YEAR)
    before = totals(office)
    assert "verified 5 published reports" in office.done("quarter", quarter=YEAR)
    correct = ("--correct-day", "2025-01-17", "--reason", "公布日误填")
    office.done("publish", *correct, quarter="2024Q4")
    assert "verified 5 published reports" in office.done("quarter", quarter=YEAR)
    revise_q4(office)
    said = office.done("quarter", quarter=YEAR, code=1)
    assert "nothing was overwritten" in said
    assert "李四" in said
    assert totals(office) == before == {"G0": "0.7100", "G1": "0.8400", "G2": "0.5800"}
    office.done("reopen", "--on", "2025-01-28", "--reason", "第四季度申诉成立", quarter=YEAR)
    office.done("publish", "--on", "2025-02-05", quarter=YEAR)
    assert totals(office) == {"G0": "0.7850", "G1": "0.8400", "G2": "0.7300"}
    assert {i: e["revision"] for i, e in people(office).items()} == {"G0": 2, "G1": 1, "G2": 2}


def test_a_year_is_mailed_acknowledged_and_appealed(office: Office) -> None:
    """Under its own name in the ledger."""
    addressed = "\n".join(
        line.replace("| | 2020-", f"| {line[2:4]}@gacx.example.com | 2020-")
        for line in PEOPLE.splitlines()
    )
    hand_in_year(office, people=addressed)
    office.done("publish", quarter=YEAR)
    settings = (Path(__file__).parents[3] / "mail.example.toml").read_text("utf-8")
    (office.root / "mail.toml").write_text(settings, "utf-8")
    said = office.done("mail", quarter=YEAR)
    assert "2024Y --send " + planned(said) in said
    assert "G1" in office.done("ack", "G1", "--on", "2025-01-20", quarter=YEAR)
    said = office.done("appeal", "G2", "--on", "2025-01-21", "--grounds", "少算了", quarter=YEAR)
    assert "G2" in said


def test_explain_and_check_see_the_ledger(office: Office) -> None:
    """What a period weighs and which revision it is; without that ledger nothing is published."""
    folders = ("--input", str(office.root / "in"))
    said = office.done("explain", "G2", *folders, quarter=YEAR)
    assert (
        "2024Q4: 0.5000, grade C, as 工程师 in 甲部; published, revision 1; weight 60%, here 60%"
        in said
    )
    assert "0.28 + 0.3 = 0.58" in said
    office.done("check", quarter=YEAR)
    office.ledger.unlink()
    assert "2024Q3 is not published" in office.done("check", quarter=YEAR, code=1)
