"""复核: a publication waits until somebody else than who made its plan approves exactly that plan."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.ledger import publications
from gacx_reports.ledger.approvals import PlanKind, approval_of, plan_of, signatories
from gacx_reports.ledger.store import reading
from tests.commands.publishing.ledger_fixture import G1, LATER, Office, furnish, planned

ASKED = "| 复核 | 公布和发送 |\n"
BETTER = {"G1": "0.9", "G2": "0.85"}
PUBLISH = ("publish", "--by", "张三", "--lang", "zh")
SIGNED = """{% extends "page.html" %}
{% block title %}汇总{% endblock %}
{% block name %}汇总{% endblock %}
{% block whose %}{{ view.people }}{% endblock %}
{% block content %}{% for row in view.signatories %}<p>第{{ row.number }}次 {{ row.day }} {{ row.by }}
{{ row.approved_by }} {{ row.approved_on }}。</p>{% endfor %}{% endblock %}
"""
COMMAND = sys.modules["gacx_reports.cli.publish"]
"""The module; the package has the command itself by that name."""


@pytest.fixture(scope="session")
def _waiting(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> tuple[Path, str]:
    office = furnish(tmp_path_factory.mktemp("approvals"), templates)
    (office.root / "templates" / "reports" / "summary.html").write_text(SIGNED, "utf-8")
    office.hand_in(more_settings=ASKED)
    return office.root, office.done(*PUBLISH, code=1)


@pytest.fixture
def waiting(_waiting: tuple[Path, str], tmp_path: Path) -> Office:
    """The quarter with a plan of 张三 that nobody has approved."""
    return Office(Path(shutil.copytree(_waiting[0], tmp_path / "office")))


@pytest.fixture
def said(_waiting: tuple[Path, str]) -> str:
    """What `publish` said about that plan."""
    return _waiting[1]


def events(office: Office) -> list[tuple[Any, ...]]:
    """Action and author of every event, oldest first."""
    with closing(sqlite3.connect(office.ledger)) as db:
        return list(db.execute("SELECT action, by FROM events ORDER BY id"))


def test_nothing_is_published_before_somebody_else_approves(waiting: Office, said: str) -> None:
    """The plan is on record, no publication is; the words name both commands that follow."""
    plan = planned(said)
    assert "尚未公布" in said
    assert f"approve {plan} --by 姓名" in said
    assert "publish 2024Q3 --by '张三'" in said
    assert said.splitlines()[-1] == "退出码 1：没有公布；计划等待另一人复核"
    assert not waiting.standing()
    assert events(waiting) == [("plan", "张三")]


def test_approved_it_is_published_with_both_names(waiting: Office, said: str) -> None:
    """In the ledger, in the summary that is published, and on the screen; a later run verifies every file."""
    plan = planned(said)
    assert "第 1 次公布，公布日 2024年10月18日" in waiting.approve(plan, "李四")
    assert f"计划 {plan}，由 李四 于" in waiting.done(*PUBLISH)
    assert events(waiting) == [("plan", "张三"), ("approve", "李四"), ("publish", "张三")]
    with reading(waiting.ledger) as db:
        kept = plan_of(db, plan)
        assert kept
        assert (kept.kind, kept.quarter, kept.by) == (PlanKind.PUBLISH, "2024Q3", "张三")
        approval = approval_of(db, plan)
        assert approval
        (row,) = signatories(db, "2024Q3")
        assert (row.publication, row.by, row.approved_by) == (1, "张三", "李四")
        assert row.approved_on == approval.day
        last = publications.latest(db, "2024Q3")
        assert last
        assert last.plan == plan
    assert "第1次2024年10月18日张三李四" in waiting.text("summary.pdf")
    made = json.loads((waiting.out / "manifest.json").read_text("utf-8"))["outputs"]
    assert made["summary.pdf"] == waiting.hashes()["summary.pdf"]
    before = waiting.hashes()
    assert "已核对 5 份公布的报告" in waiting.done("quarter", "--lang", "zh")
    waiting.delete_output()
    waiting.done("quarter", "--lang", "zh")
    assert waiting.hashes() == before


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"values": {"G1": "0.9", "G2": "0.71"}}, ()),
        ({"comments": "| G1 | 张三 | 好 | |\n"}, ()),
        ({}, ("--on", "2024-10-21")),
        ({}, ("--by", "王五")),
        ({}, ("--lang", "en")),
    ],
)
def test_a_changed_plan_needs_a_new_approval(
    waiting: Office, said: str, change: dict[str, Any], again: tuple[str, ...]
) -> None:
    """A value, a comment, the day, who makes it, the language."""
    waiting.approve(planned(said), "李四")
    if change:
        waiting.hand_in(**change, more_settings=ASKED)
    new = planned(waiting.done(*PUBLISH, *again, code=1))
    assert new != planned(said)
    assert not waiting.standing()
    waiting.approve(new, "李四")
    waiting.done(*PUBLISH, *again)
    with reading(waiting.ledger) as db:
        last = publications.latest(db, "2024Q3")
    assert last
    assert last.plan == new


@pytest.mark.parametrize("by", ["张三", " 张　三 ", "张\u200b三"])
def test_who_made_the_plan_does_not_approve_it(waiting: Office, said: str, by: str) -> None:
    """Whatever blanks and invisible characters are in the name."""
    words = waiting.approve(planned(said), by, code=2)
    assert "A02 计划" in words
    assert "什么都没有登记" in words
    assert events(waiting) == [("plan", "张三")]


def test_an_id_makes_no_other_person(waiting: Office, said: str) -> None:
    """张三 is G1 on the roster; G2 is somebody else."""
    assert "A02 " in waiting.approve(planned(said), "g1", code=2)
    waiting.approve(planned(said), "G2")


def test_capitals_and_widths_make_no_other_person(office: Office) -> None:
    """ＢＯＢ is bob."""
    office.hand_in(more_settings=ASKED)
    plan = planned(office.done("publish", "--by", "Bob", code=1))
    assert "A02 " in office.approve(plan, "ＢＯＢ", code=2)


def test_an_unknown_plan_is_named_as_such(waiting: Office) -> None:
    """A01, with the next step; nothing is recorded."""
    words = waiting.approve("0123456789abcdef", "李四", code=2)
    assert "A01 0123456789abcdef 不是等待批准的计划" in words
    assert events(waiting) == [("plan", "张三")]


def test_a_plan_is_approved_once(waiting: Office, said: str) -> None:
    """A03 names who did; the first approval stands."""
    waiting.approve(planned(said).upper(), "李四")
    assert "A03 " in (words := waiting.approve(planned(said), "王五", code=2))
    assert "李四" in words


def test_a_plan_that_needs_none_is_not_approved(waiting: Office, said: str) -> None:
    """A04 where 复核 no longer asks for it; `publish` then does without."""
    waiting.hand_in()
    assert "A04 " in waiting.approve(planned(said), "李四", code=2)
    waiting.done("publish")
    assert waiting.standing()


def test_a_plan_that_others_have_overtaken_is_not_approved(waiting: Office, said: str) -> None:
    """A08: another plan of the same publication was approved and carried out."""
    other = planned(waiting.done("publish", "--by", "王五", code=1))
    waiting.approve(other, "张三")
    waiting.done("publish", "--by", "王五")
    assert "A08 " in waiting.approve(planned(said), "李四", code=2)


def test_a_plan_of_a_purged_quarter_is_not_approved(waiting: Office, said: str) -> None:
    """A05: nothing of it is left to be published."""
    with closing(sqlite3.connect(waiting.ledger)) as db, db:
        db.execute("INSERT INTO purges VALUES ('2024Q3', 1)")
    assert "A05 " in waiting.approve(planned(said), "李四", code=2)


@pytest.mark.parametrize("by", ["", "  ", "两\n行", "长" * 41])
def test_nobody_is_no_second_person(waiting: Office, said: str, by: str) -> None:
    """A07 for `approve`, and for `publish` where 复核 asks."""
    assert "A07 " in waiting.approve(planned(said), by, code=2)
    assert "A07 " in waiting.done("publish", "--by", by, "--lang", "zh", code=2)
    assert not waiting.standing()


def test_a_revision_needs_its_own_approval(waiting: Office, said: str) -> None:
    """Also after the scheme in the folder no longer asks: the quarter was published under one that did."""
    waiting.approve(planned(said), "李四")
    waiting.done(*PUBLISH)
    waiting.done("reopen", "--reason", "补录")
    waiting.hand_in(BETTER)
    plan = planned(waiting.done(*PUBLISH, *LATER, code=1))
    assert set(waiting.revisions().values()) == {1}
    waiting.approve(plan, "王五")
    waiting.done(*PUBLISH, *LATER)
    assert waiting.revisions()["G2"] == 2
    text = waiting.text("summary.pdf")
    assert "第1次2024年10月18日张三李四" in text
    assert "第2次2024年11月8日张三王五" in text


def test_a_corrected_day_needs_an_approval_and_keeps_its_reason(waiting: Office, said: str) -> None:
    """The reason is part of the plan; the words repeat the whole command."""
    waiting.approve(planned(said), "李四")
    waiting.done(*PUBLISH)
    right = ("--correct-day", "2024-10-21", "--reason", "表上写错")
    words = waiting.done(*PUBLISH, *right, code=1)
    assert "publish 2024Q3 --correct-day 2024-10-21 --reason '表上写错' --by '张三'" in words
    waiting.approve(planned(words), "李四")
    other = ("--correct-day", "2024-10-21", "--reason", "另一个理由")
    assert planned(waiting.done(*PUBLISH, *other, code=1)) != planned(words)
    waiting.done(*PUBLISH, *right)
    assert set(waiting.revisions().values()) == {2}
    assert "已核对 5 份公布的报告" in waiting.done("quarter", "--lang", "zh")


@pytest.mark.usefixtures("made_each_time")
def test_a_plan_that_is_dropped_leaves_what_is_published(waiting: Office, said: str) -> None:
    """The folder has the plan's files until `quarter` puts the published ones back, byte for byte."""
    waiting.approve(planned(said), "李四")
    waiting.done(*PUBLISH)
    before = waiting.hashes()
    waiting.done(*PUBLISH, "--correct-day", "2024-10-21", "--reason", "写错", code=1)
    assert waiting.hashes() != before
    waiting.done("quarter", "--lang", "zh")
    assert waiting.hashes() == before


def test_without_the_setting_nothing_changes(office: Office) -> None:
    """Default 否: published at once, nobody on the summary; --by is kept with the event."""
    office.done("publish", "--by", "张三")
    assert events(office) == [("publish", "张三")]
    with reading(office.ledger) as db:
        (row,) = signatories(db, "2024Q3")
    assert (row.by, row.approved_by) == ("张三", "")


def test_the_setting_for_mail_alone_lets_publish_pass(office: Office) -> None:
    """复核 = 发送."""
    office.hand_in(more_settings="| 复核 | 发送 |\n")
    office.done("publish")
    assert office.standing()


def test_the_review_page_shows_what_waits_and_then_who_signed(waiting: Office) -> None:
    """After `quarter` has made the page: the plan, until it is approved; after publishing both names."""
    shutil.copytree(
        Path(__file__).parents[3] / "templates" / "review", waiting.root / "templates" / "review"
    )
    waiting.done("quarter", "--lang", "zh")
    page = waiting.out / "index.html"
    plan = planned(waiting.done(*PUBLISH, code=1))
    assert "张三 于" in page.read_text("utf-8")
    assert f"gacx-reports approve {plan} --by 姓名" in page.read_text("utf-8")
    waiting.approve(plan, "李四")
    assert plan not in page.read_text("utf-8")
    waiting.done(*PUBLISH)
    text = page.read_text("utf-8")
    assert "复核人" in text
    assert "<td>张三</td><td>李四</td>" in text


def test_plans_and_approvals_are_append_only(waiting: Office, said: str) -> None:
    """As events are."""
    waiting.approve(planned(said), "李四")
    with closing(sqlite3.connect(waiting.ledger)) as db:
        for statement in (
            "DELETE FROM plans", "UPDATE plans SET facts = '{}'",
            "DELETE FROM approvals", "UPDATE approvals SET event = 1",
        ):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)


def test_an_approval_counts_for_the_witness(waiting: Office, said: str) -> None:
    """A ledger from before the approval is refused, as one from before any other entry is."""
    old = waiting.ledger.read_bytes()
    waiting.approve(planned(said), "李四")
    waiting.ledger.write_bytes(old)
    assert "mail adopt" in waiting.done(*PUBLISH, code=2)


def test_the_second_person_finds_in_the_folder_what_is_published_later(
    waiting: Office, said: str
) -> None:
    """Byte for byte, but for the summary, which then has both names, and the manifest, which has its hash."""
    assert "out/2024Q3 里的内容" in said
    seen = waiting.hashes()
    waiting.approve(planned(said), "李四")
    waiting.done(*PUBLISH)
    after = waiting.hashes()
    assert seen.keys() == after.keys()
    assert {p for p in seen if seen[p] != after[p]} == {"summary.pdf", "manifest.json"}


def test_the_approved_bytes_are_published(waiting: Office, said: str, monkeypatch: Any) -> None:
    """On another day of the calendar, too: the plan knows no clock, and the day of approval is printed, not today."""
    waiting.approve(planned(said), "李四")
    with reading(waiting.ledger) as db:
        approval = approval_of(db, planned(said))
    assert approval
    monkeypatch.setattr(COMMAND, "now", lambda: datetime(2031, 1, 2, 9).astimezone())
    waiting.done(*PUBLISH)
    assert f"张三李四{approval.day.year}年" in waiting.text("summary.pdf")
    assert waiting.hashes()[G1] == next(
        p.sha256 for s, p in waiting.standing().items() if s.name == "G1"
    )


def test_fonts_and_program_are_part_of_the_plan(
    waiting: Office, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other fonts print other bytes."""
    monkeypatch.setattr("gacx_reports.commands.publishing.freeze.__version__", "9.9")
    assert planned(waiting.done(*PUBLISH, code=1)) != planned(said)
