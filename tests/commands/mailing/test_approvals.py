"""复核: mail waits until somebody else than who made the plan approves exactly that plan."""

from pathlib import Path

import pytest

from tests.commands.mailing.mail_fixture import Post
from tests.commands.mailing.posting_office import PostingOffice, copied, furnished
from tests.commands.publishing.ledger_fixture import planned

ASKED = "| 复核 | 发送 |\n"
MAIL = ("mail", "--by", "张三", "--lang", "zh")


@pytest.fixture(scope="session")
def _asked(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    folder = tmp_path_factory.mktemp("approved")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        office = furnished(folder / "office", templates)
        office.hand_in(more_settings=ASKED)
        office.done("publish", "--lang", "zh")
    return folder


@pytest.fixture
def asked(
    _asked: Path, tmp_path: Path, server: Post, monkeypatch: pytest.MonkeyPatch
) -> PostingOffice:
    """A published quarter whose mail a second person approves."""
    return copied(_asked, tmp_path / "posting", server, monkeypatch)


def sent(server: Post) -> int:
    """Number of messages that the server took."""
    return len(server.stored())


def test_nothing_is_sent_before_somebody_else_approves(asked: PostingOffice, server: Post) -> None:
    """A06 names the next step; approved, the same plan goes out, and goes on after it went."""
    said = asked.done(*MAIL)
    plan = planned(said)
    assert f"请 张三 以外的人核对后运行：approve {plan} --by 姓名" in said
    assert f"--send {plan} --by '张三'" in said
    words = asked.done(*MAIL, "--send", plan, code=2)
    assert f"A06 张三 的计划 {plan} 尚无人批准" in words
    assert sent(server) == 0
    assert "A02 " in asked.approve(plan, "张三", code=2)
    assert "4 封邮件" in asked.approve(plan, "李四")
    assert "已由 李四 于" in asked.done(*MAIL)
    asked.done(*MAIL, "--send", plan, "--limit", "1", code=1)
    asked.done(*MAIL, "--send", plan)
    assert sent(server) == 4


@pytest.mark.parametrize("more", [("--by", "王五"), ("--redirect-all-to", "hr@gacx.example.com")])
def test_another_plan_needs_another_approval(
    asked: PostingOffice, server: Post, more: tuple[str, ...]
) -> None:
    """Another author, and a rehearsal, which brings everything to one address."""
    asked.approve(planned(asked.done(*MAIL)), "李四")
    other = planned(asked.done(*MAIL, *more))
    assert "A06 " in asked.done(*MAIL, *more, "--send", other, code=2)
    assert sent(server) == 0
    assert ("演练" in asked.approve(other, "李四")) == ("--redirect-all-to" in more)


def test_drafts_wait_as_well(asked: PostingOffice) -> None:
    """They are sent from Outlook: no file before the approval."""
    plan = planned(asked.done(*MAIL))
    assert "A06 " in asked.done(*MAIL, "--send", plan, "--drafts", code=2)
    assert not (asked.out / "mail").exists()


def test_a_plan_of_nobody_is_not_approved(asked: PostingOffice) -> None:
    """Without --by it is shown, and the words say what is missing; it is not on record, and not sent."""
    said = asked.done("mail", "--lang", "zh")
    assert "请加 --by 姓名 重新列计划" in said
    plan = next(w for w in said.split() if len(w) == 16 and w.isalnum())
    assert "A01 " in asked.approve(plan, "李四", code=2)
    assert "A07 " in asked.done("mail", "--lang", "zh", "--send", plan, code=2)


def test_the_scheme_as_published_asks_even_if_the_folder_does_not(asked: PostingOffice) -> None:
    """Whoever edits the folder after publishing doesn't get rid of the second person."""
    asked.hand_in()
    plan = planned(asked.done(*MAIL))
    assert "A06 " in asked.done(*MAIL, "--send", plan, code=2)


def test_without_the_setting_nobody_is_asked(published_office: PostingOffice, server: Post) -> None:
    """--by changes the plan's hash all the same, so that the plan says who made it."""
    _, plain = published_office.plan("--lang", "zh")
    plan = planned(published_office.done(*MAIL))
    assert plan != plain
    published_office.done(*MAIL, "--send", plan)
    assert sent(server) == 4
    assert "A01 " in published_office.approve(plan, "李四", code=2)
