"""`mail --remind`: drafts that say only what is true of each person."""

import sys
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.commands.mailing.mail_fixture import House, Post, Q
from tests.commands.mailing.posting_office import PostingOffice
from tests.fixtures.harm import in_child, kill, operations


def draft(folder: Path, name: str) -> EmailMessage:
    """A draft."""
    path = folder / "mail" / "reminders" / f"{name}.eml"
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(message: EmailMessage) -> str:
    """What the draft says, in one line."""
    body = message.get_body(("plain",))
    assert body
    return " ".join(str(body.get_content()).split())


def test_everybody_is_told_the_deadline_of_their_own_revision(
    published_office: PostingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter with three revisions: each reminder has the day that the person's own report prints."""
    office = published_office
    office.send()
    for on, better in (("2024-10-30", "0.85"), ("2024-11-08", "0.95")):
        office.done("reopen", "--reason", "补录", "--on", on)
        office.hand_in({"G1": "0.9", "G2": better})
        office.done("publish", "--on", on, "--lang", "zh")
        resend = ("--resend", "G2", "--reason", "更正")
        office.send(*resend, code=1)
    monkeypatch.setattr(
        sys.modules["gacx_reports.cli.mail"], "now", lambda: datetime(2024, 11, 11, 9).astimezone()
    )
    said = office.done("mail", "--remind", "acknowledgement", "--lang", "zh", code=1)
    assert said.startswith("2 封催办草稿")
    assert "没有寄过这一版，不写催办信：G0。" in said
    first, third = (text(draft(office.out, f"acknowledgement-{i}")) for i in ("G1", "G2"))
    assert "已用邮件发给您" in first
    assert "申诉期已于 2024年10月25日 结束" in first
    assert "第 3 版" in third
    assert "申诉截止日：2024年11月15日" in third
    assert "公司" in first.split()[-1]


def test_who_was_not_mailed_is_not_told_that_they_were(house: House, post: Post) -> None:
    """Nothing sent: no draft, and everybody is named to HR; a draft or an unknown message is no sending."""
    said = house.mail("--remind", "acknowledgement", code=1)
    assert "0 reminder drafts" in said
    assert "G0000, G0001, G0002" in said
    house.send("--limit", "3", "--drafts", code=1)
    assert "0 reminder drafts" in house.mail("--remind", "acknowledgement", code=1)
    given = ["mail", "resolve", Q, "--drafts", "--sent", "--reason", "已从 Outlook 发出"]
    assert house.run(*given, *house.results).exit_code == 0
    assert "3 reminder drafts" in house.mail("--remind", "acknowledgement", code=1)


def test_reminders_are_drafts_without_any_score(house: House, post: Post) -> None:
    """To owners of missing workbooks, and to who has not acknowledged; nothing is sent."""
    house.send()
    assert "7 reminder drafts" in house.mail("--remind", "acknowledgement")
    ack = ["ack", Q, "G0001", "--on", "2024-10-21", *house.results]
    assert house.run(*ack).exit_code == 0
    assert "6 reminder drafts" in house.mail("--remind", "acknowledgement")
    assert "1 reminder draft" in house.mail("--remind", "returns", code=1)
    message = draft(house.out, "returns-G0000")
    assert message["To"] == house.people[0].address
    assert "甲部.xlsx" in text(message)
    assert not list(message.iter_attachments())
    assert len(post.stored()) == 8


def test_every_reminder_is_a_message_of_its_own(house: House, post: Post) -> None:
    """A second one has another Message-ID, or mail programs drop it."""
    house.send()
    ids = set()
    for _ in range(2):
        house.mail("--remind", "acknowledgement")
        ids.add(draft(house.out, "acknowledgement-G0001")["Message-ID"])
    assert len(ids) == 2


def test_a_killed_run_leaves_all_reminders_of_before_or_of_its_own(
    house: House, post: Post
) -> None:
    """The earlier ones are not removed one by one."""
    house.send()
    folder = house.out / "mail" / "reminders"

    def ids() -> set[str]:
        return {message_from_bytes(p.read_bytes())["Message-ID"] for p in folder.iterdir()}

    def remind() -> None:
        house.mail("--remind", "acknowledgement")

    remind()
    before = ids()
    assert len(before) == 7
    number = operations(remind, house.out.parent)
    between = ids()
    assert before.isdisjoint(between)
    for at in (number // 3, number * 2 // 3, number - 1):
        assert not in_child(remind, house.out.parent, at, kill)
        assert len(ids()) == 7
        assert ids() == between or ids().isdisjoint(between)
        between = ids()
    remind()
    assert not (house.out.parent / ".next").exists()


@pytest.mark.parametrize("option", [("--send", "x"), ("--limit", "1"), ("--drafts",)])
def test_a_reminder_is_not_sent(house: House, option: tuple[str, ...]) -> None:
    """`--send` beside `--remind` was taken and ignored."""
    assert "--remind" in house.mail("--remind", "returns", *option, code=2)


def test_status_drafts_who_is_late_with_workbook_and_deadline(
    published_office: PostingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing, unreadable or with errors: named to its filler, in a draft each; HR's own is HR's to know."""
    office = published_office
    office.hand_in({"G1": "0.9", "G2": "十"})
    clock = sys.modules["gacx_reports.cli.check"]
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 10, 10, 9).astimezone())
    said = office.done("check", "--status", "--remind", "--lang", "zh", code=1)
    assert "1 封催办草稿" in said
    asked = draft(office.out, "returns-G0")
    assert asked["To"] == "g0@gacx.example.com"
    assert "2024年10月10日 前交回" in text(asked)
    assert "甲部.xlsx：已交回，有 1 处错误要更正" in text(asked)
    (office.root / "in" / Q / "甲部.xlsx").unlink()
    (office.root / "in" / Q / "主管评价.xlsx").unlink()
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 10, 11, 9).astimezone())
    said = office.done("check", "--status", "--remind", "--lang", "zh", code=1)
    assert "主管评价.xlsx（人事部）" in said
    late = text(draft(office.out, "returns-G0"))
    assert "应在 2024年10月10日 前交回，至今没有收到" in late
    assert "- 甲部.xlsx 人" in late
    office.hand_in()
    assert "0 封催办草稿" in office.done("check", "--status", "--remind", "--lang", "zh")
    assert list((office.out / "mail" / "reminders").iterdir()) == []


@pytest.mark.parametrize("mixed", [("--remind",), ("--status", "--json", "--remind")])
def test_reminders_belong_to_the_status_on_the_screen(
    published_office: PostingOffice, mixed: tuple[str, ...]
) -> None:
    """A program that reads JSON gets nothing else; nothing is drafted."""
    published_office.done("check", *mixed, code=2)
    assert not (published_office.out / "mail").exists()


def test_a_draft_goes_with_its_reason(house: House, post: Post) -> None:
    """Who has acknowledged has no draft any more from the run before, which somebody might send."""
    house.send()
    house.mail("--remind", "acknowledgement")
    assert house.run("ack", Q, "G0001", "--on", "2024-10-21", *house.results).exit_code == 0
    house.mail("--remind", "acknowledgement")
    names = {p.name for p in (house.out / "mail" / "reminders").iterdir()}
    assert names == {f"acknowledgement-{p.id}.eml" for p in house.people if p.id != "G0001"}
