"""`mail --templates`: each blank workbook to who fills it in, at most once, and to nobody else."""

import hashlib
import shutil
from collections import Counter
from datetime import datetime
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.mailing.states import State
from gacx_reports.ledger import mails
from gacx_reports.ledger.store import reading
from gacx_reports.ledger.survey import salt_of
from tests.commands.mailing.mail_fixture import DOMAIN, Post
from tests.commands.mailing.posting_office import ADDRESSED, COMPANY, PostingOffice
from tests.commands.mailing.test_send import killed, messages, once_each, the
from tests.commands.survey.drawn_company import DrawnCompany
from tests.conftest import ROOT

Q = "2024Q3"
HEADS, SHARED = "甲部.xlsx", "甲部-助理.xlsx"
ALL = 3
"""The head's workbook, and the clerks' to each of them; 主管评价.xlsx is HR's own."""
MAIL = ("mail", "--workbooks", "--lang", "zh")


@pytest.fixture
def office(issued_office: PostingOffice) -> PostingOffice:
    """A quarter whose workbooks have been issued, and not mailed."""
    return issued_office


def send(office: PostingOffice, *given: str, code: int = 0) -> str:
    """Plans and sends the workbooks."""
    lang = () if "--lang" in given else ("--lang", "zh")
    return office.send("--workbooks", *given, *lang, code=code)


def carried(post: Post) -> Counter[tuple[str, str, str]]:
    """(address, file name, SHA-256) of every message that the server has."""
    found = Counter[tuple[str, str, str]]()
    for stored, message in zip(post.stored(), messages(post), strict=True):
        (to,) = stored["to"]
        (attachment,) = message.iter_attachments()
        assert isinstance(attachment, EmailMessage)
        content = attachment.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[to, attachment.get_filename() or "", hashlib.sha256(content).hexdigest()] += 1
    return found


def on_disk(office: PostingOffice, name: str) -> str:
    """SHA-256 of an issued workbook."""
    return hashlib.sha256((office.out / "templates" / name).read_bytes()).hexdigest()


def states(office: PostingOffice) -> Counter[str]:
    """State → number of messages in the ledger."""
    with reading(office.ledger) as db:
        return Counter(m.state.value for m in mails.mails(db, Q))


def body(message: EmailMessage) -> str:
    """What a message says."""
    found = message.get_body(("plain",))
    assert found
    return str(found.get_content())


@pytest.mark.usefixtures("made_each_time")
def test_each_filler_gets_theirs_once(office: PostingOffice, server: Post) -> None:
    """One To and one attachment each: the issued file, byte for byte, under the name that it must keep."""
    assert "已发 3" in send(office, "--lang", "zh")
    heads, shared = on_disk(office, HEADS), on_disk(office, SHARED)
    assert carried(server) == Counter(
        {
            (f"g0@{DOMAIN}", HEADS, heads): 1,
            (f"g5@{DOMAIN}", SHARED, shared): 1,
            (f"g6@{DOMAIN}", SHARED, shared): 1,
        }
    )
    first = messages(server)[0]
    (attachment,) = first.iter_attachments()
    assert attachment.get_content_type().endswith("spreadsheetml.sheet")
    assert "首长" in body(first)
    assert "2024年10月10日前填好" in body(first)
    assert "取代" not in body(first)
    assert states(office) == {"sent": ALL}
    send(office)
    office.done("templates", "--lang", "zh")
    send(office)
    assert len(server.stored()) == ALL


def test_the_plan_says_who_gets_what_and_who_can_not_be_reached(office: PostingOffice) -> None:
    """Address and workbook of each; whom HR hands it over to; the command that sends exactly this."""
    said, found = office.plan("--workbooks", "--lang", "zh")
    assert f"mail {Q} --send {found} --templates" in said
    assert "主管评价.xlsx（人事部）" in said
    office.hand_in(**COMPANY | {"people": COMPANY["people"].replace(f"g6@{DOMAIN}", "")})
    said = office.done(*MAIL, code=1)
    assert "花名册没有邮箱" in said
    assert f"g5@{DOMAIN}" in said
    assert "待发 2" in said


@pytest.mark.parametrize(
    ("state", "stored", "unknown"),
    [(State.STARTED, ALL, 0), (State.DATA_SENT, ALL - 1, 1), (State.SENT, ALL, 0)],
)
def test_a_killed_run_goes_on_with_exactly_the_rest(
    office: PostingOffice, server: Post, state: State, stored: int, unknown: int
) -> None:
    """As with reports: what the server may have had is unknown until HR says."""
    found = office.plan("--workbooks")[1]
    killed(lambda: office.run(*MAIL, "--send", found), the(2, state))
    office.done(*MAIL, "--send", found, code=1 if unknown else 0)
    assert len(server.stored()) == stored
    assert once_each(server)
    assert states(office)["unknown"] == unknown
    if unknown:
        office.resolve(f"{SHARED}:G5", "--not-sent", "--reason", "本人说没有收到")
        send(office)
        assert states(office) == {"sent": ALL}
        assert len(server.stored()) == ALL


def test_unknown_is_settled_by_name_or_for_one_of_two(office: PostingOffice, server: Post) -> None:
    """The server kept the message and did not answer; nothing goes again before HR says so, of one or of both."""
    server.ask("drop_after_storing", 2)
    send(office, code=1)
    assert len(server.stored()) == ALL
    listed = office.keep("mail", "resolve", Q, "--output", str(office.root / "out"), code=1)
    assert f"{SHARED}:G5" in listed
    office.resolve(SHARED, "--sent", "--reason", "本人说收到")
    send(office)
    assert len(server.stored()) == ALL


def test_a_workbook_issued_anew_goes_again_and_says_so(office: PostingOffice, server: Post) -> None:
    """G2 has a new name, which stands in every workbook: nothing goes before they are issued anew."""
    send(office)
    office.hand_in(**COMPANY | {"people": COMPANY["people"].replace("李四", "李肆")})
    assert "暂不发 3" in office.done(*MAIL, code=1)
    office.done("templates", "--lang", "zh")
    send(office, "--lang", "zh")
    again = messages(server)[ALL:]
    assert [str(m["To"]) for m in again] == [f"g0@{DOMAIN}", f"g5@{DOMAIN}", f"g6@{DOMAIN}"]
    assert all("取代此前发给您的那一份" in body(m) for m in again)


def test_nobody_gets_a_workbook_that_another_fills_in(office: PostingOffice, server: Post) -> None:
    """Files exchanged in the folder; another head since they were issued; a filler who has left."""
    folder = office.out / "templates"
    kept = (folder / HEADS).read_bytes()
    (folder / HEADS).write_bytes((folder / SHARED).read_bytes())
    send(office, "--limit", "9", code=1)
    assert {to for to, _, _ in carried(server)} == {f"g5@{DOMAIN}", f"g6@{DOMAIN}"}
    (folder / HEADS).write_bytes(kept)
    departments = "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G1 |"
    office.hand_in(**COMPANY, sheets={"部门": departments})
    send(office, code=1)
    left = COMPANY["people"].replace(
        f"g0@{DOMAIN} | 2020-01-01 | | 在职", f"g0@{DOMAIN} | 2020-01-01 | | 离职"
    )
    office.hand_in(**COMPANY | {"people": left})
    office.run("templates", "--lang", "zh")
    send(office, code=1)
    assert f"g0@{DOMAIN}" not in {to for to, _, _ in carried(server)}
    assert f"g1@{DOMAIN}" not in {to for to, _, _ in carried(server)}


def test_a_file_that_changes_after_the_plan_is_not_sent(
    office: PostingOffice, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compared once more right before its message, as something else may have been saved under its name."""
    workbooks = import_module("gacx_reports.commands.mailing.compose")
    real = workbooks.content_at
    monkeypatch.setattr(
        workbooks, "content_at", lambda o, p: b"other" if p.endswith(HEADS) else real(o, p)
    )
    said = send(office, code=1)
    assert f"{HEADS} 的附件已不是计划时的那份" in said
    assert f"mail {Q} --templates" in said
    assert {to for to, _, _ in carried(server)} == {f"g5@{DOMAIN}", f"g6@{DOMAIN}"}


def test_reports_are_mailed_with_the_same_ledger_afterwards(
    office: PostingOffice, server: Post
) -> None:
    """The review page is about reports; nothing of the workbooks' mail holds them back, or the other way round."""
    office.hand_in()
    office.done("templates", "--lang", "zh")
    send(office)
    sent = len(server.stored())
    office.done("publish")
    office.send()
    assert len(server.stored()) == sent + 4
    assert "sent already 4" in office.done("mail")
    send(office)
    assert len(server.stored()) == sent + 4


def test_a_rehearsal_and_drafts_are_as_with_reports(office: PostingOffice, server: Post) -> None:
    """All to one address, and then still to be sent; drafts are files that HR says were sent."""
    redirect = ("--redirect-all-to", f"hr@{DOMAIN}")
    send(office, *redirect)
    assert {to for to, _, _ in carried(server)} == {f"hr@{DOMAIN}"}
    server.reset()
    send(office, "--drafts")
    names = {p.name for p in (office.out / "mail" / "drafts").iterdir()}
    assert names == {
        f"workbook-G0-{HEADS}.eml",
        f"workbook-G5-{SHARED}.eml",
        f"workbook-G6-{SHARED}.eml",
    }
    assert server.stored() == []
    office.resolve("--drafts", "--sent", "--reason", "已从 Outlook 发出")
    send(office)
    assert server.stored() == []


def test_an_english_edition_goes_in_english(office: PostingOffice, server: Post) -> None:
    """The files, and the messages' words; names are the company's."""
    office.hand_in(**COMPANY, english="| 甲部 | Unit A |\n| 助理 | Clerk |\n")
    office.done("templates", "--lang", "en")
    send(office, "--lang", "en")
    assert {name for _, name, _ in carried(server)} == {"Unit A.xlsx", "Unit A-Clerk.xlsx"}
    assert "Please fill it in" in body(messages(server)[0])


def test_a_clock_long_before_the_quarter_sends_nothing(
    office: PostingOffice, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead battery: every message would carry the wrong date. Workbooks go out from the quarter before on."""
    module = import_module("gacx_reports.cli.mail")
    monkeypatch.setattr(module, "now", lambda: datetime(2024, 3, 31, 9).astimezone())
    assert "请先校正时钟" in send(office, code=2)
    monkeypatch.setattr(module, "now", lambda: datetime(2024, 4, 1, 9).astimezone())
    send(office)
    assert len(server.stored()) == ALL


def test_the_flag_without_a_folder_is_about_workbooks(office: PostingOffice) -> None:
    """With a folder it is where the templates of messages lie, as ever; nothing is sent a second time on request."""
    paths = ["--input", str(office.root / "in"), "--output", str(office.root / "out")]
    given = ["mail", Q, *paths, "--ledger", str(office.ledger)]

    def said(*more: str, code: int) -> str:
        result = CliRunner().invoke(main, [*given, *more], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    assert "甲部-助理.xlsx" in said("--templates", code=0)
    assert "甲部-助理.xlsx" in said("--templates", "--limit", "1", code=0)
    assert "尚未公布" in said("--templates", str(office.root / "templates"), code=2)
    assert "不寄第二次" in said("--templates", "--resend", "G5", "--reason", "x", code=2)
    assert "--remind" in said("--templates", "--remind", "returns", code=2)


def drawn(root: Path, server: Post) -> DrawnCompany:
    """A company whose calls are drawn; 周敏 is G0 on the roster, 何静 isn't on it."""
    company = DrawnCompany(root)
    callers = "| 调查员 | 工号 | 回避工号 |\n| 周敏 | G0 | G1 |\n| 何静 | | |"
    given = {"callers": callers, "people": ADDRESSED}
    company.hand_in(**given)
    company.run("templates", lang="zh")
    with reading(company.ledger) as db:
        salt = salt_of(db, Q)
    assert salt
    company.hand_in(**given, commitment=salt.commitment)
    (root / "templates").symlink_to(ROOT / "templates")
    PostingOffice(root).connect(server)
    return company


def test_a_call_sheet_goes_to_its_caller_only(tmp_path: Path, server: Post) -> None:
    """After the draw, by the same command; it holds customers' telephone numbers, so every byte is compared."""
    company = drawn(tmp_path / "drawn", server)
    office = PostingOffice(company.root)
    send(office)
    assert len(server.stored()) == 1
    company.run("survey", "draw", "--on", "2024-10-08", lang="zh")
    sheet = office.out / "survey" / "满意度调查-周敏.xlsx"
    content = sheet.read_bytes()
    shutil.copy(sheet.with_name("满意度调查-何静.xlsx"), sheet)
    assert "请移走这份，再运行" in "".join(office.done(*MAIL, code=1).split())
    sheet.unlink()
    company.run("survey", "draw", "--on", "2024-10-08", lang="zh")
    said = send(office, code=1)
    assert "已发 1" in said
    to, name, digest = list(carried(server))[-1]
    assert (to, name) == (f"g0@{DOMAIN}", sheet.name)
    assert digest == hashlib.sha256(content).hexdigest()
    assert "满意度调查-何静.xlsx（何静）" in office.done(*MAIL, code=1)
