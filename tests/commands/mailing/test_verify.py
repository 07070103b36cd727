"""`verify`: papers that somebody brings to HR, as files and as footers."""

import io
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter

from gacx_reports.cli import main
from gacx_reports.commands.mailing.verify import Question, verify
from gacx_reports.core.records.papers import Footer, PaperFinding, read_footer
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.mail.pdfs import encrypted
from tests.commands.mailing.mail_fixture import Post
from tests.commands.mailing.posting_office import PostingOffice

G1 = "employees/甲部/工程师—张三.pdf"
G2 = "employees/甲部/工程师—李四.pdf"
REPORTS = (G1, G2, "employees/甲部/主管—首长.pdf", "departments/甲部.pdf", "summary.pdf")
BETTER = {"G1": "0.9", "G2": "0.85"}


def asked(office: PostingOffice, *given: object, code: int = 0, typed: str = "") -> str:
    """`verify …` in Chinese, which must end with `code`."""
    arguments = ["verify", *map(str, given), "--ledger", str(office.ledger), "--lang", "zh"]
    result = CliRunner().invoke(main, arguments, input=typed, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def finding(office: PostingOffice, path: Path, password: str = "") -> PaperFinding:
    """What the file turns out to be."""
    (found,) = verify(Question(office.ledger, (path,), password=password))
    return found.finding


def footer(path: Path) -> str:
    """The fingerprint that the report prints, as its metadata have it."""
    metadata = PdfReader(path).metadata
    assert metadata
    return str(metadata["/record"])


def revise(office: PostingOffice) -> bytes:
    """G2's report is replaced by revision 2; returns revision 1."""
    old = (office.out / G2).read_bytes()
    office.done("reopen", "--reason", "补录")
    office.hand_in(BETTER)
    office.done("publish", "--on", "2024-11-08", "--lang", "zh")
    return old


def attached(messages: Sequence[Mapping[str, str]]) -> list[bytes]:
    """The attachments of stored messages."""
    found = []
    for stored in messages:
        message = message_from_string(stored["content"], policy=policy.default)
        assert isinstance(message, EmailMessage)
        (part,) = message.iter_attachments()
        found.append(part.get_content())
    return found


def test_a_published_file_is_genuine_and_current(published_office: PostingOffice) -> None:
    """Every report, all judged in one call: whose, which revision, of which day."""
    said = asked(published_office, *(published_office.out / path for path in REPORTS))
    assert said.count("真实：与公布的文件逐字节相同") == 5
    assert "G1 张三，2024Q3，第 1 版，2024年10月18日 公布：现行有效；0.9000 A" in said
    assert "  甲部，2024Q3，第 1 版" in said
    assert "  各部门汇总，2024Q3" in said


def test_departments_and_grades_have_their_english_names(published_office: PostingOffice) -> None:
    """Those of the published scheme, with `--lang en`; without an English name they stay as they are."""
    published_office.done("reopen", "--reason", "补录")
    published_office.hand_in(BETTER, english="| 甲部 | Unit A |\n| A | Excellent |")
    published_office.done("publish", "--on", "2024-11-08", "--lang", "zh")
    papers = [str(published_office.out / path) for path in (G2, "departments/甲部.pdf")]
    words = ["verify", *papers, "--ledger", str(published_office.ledger), "--lang", "en"]
    said = CliRunner().invoke(main, words, catch_exceptions=False).output
    assert "  G2 李四, 2024Q3, revision 2" in said
    assert "0.8500 Excellent" in said
    assert "  Unit A, 2024Q3, revision 2" in said


def test_a_superseded_revision_is_said_to_be_one(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """Genuine, and not valid any more: exit 1, with the revision and the day that count now."""
    old = tmp_path / "旧.pdf"
    old.write_bytes(revise(published_office))
    said = asked(published_office, old, published_office.out / G2, code=1)
    assert "第 1 版，2024年10月18日 公布：已被 2024年11月8日 公布的第 2 版取代" in said
    assert "第 2 版，2024年11月8日 公布：现行有效" in said
    assert said.splitlines()[-1] == "退出码 1：并非都是已公布报告的现行版，见上"


def test_what_may_be_revised_soon_is_said(published_office: PostingOffice) -> None:
    """Valid now, and open: no claim that it will stay so."""
    published_office.done("reopen", "--reason", "补录")
    assert "现行有效；0.9000 A；该季度已打开，可能更正" in asked(
        published_office, published_office.out / G1
    )


def test_the_footer_of_every_report_is_on_record(published_office: PostingOffice) -> None:
    """Employees', the department's and the summary's; the words claim nothing about the paper."""
    for path in REPORTS:
        said = asked(published_office, "--fingerprint", footer(published_office.out / path))
        assert "公布过这个记录号的报告。这不说明纸是真的" in said
        assert "现行有效" in said


def test_a_ledger_of_an_older_program_knows_footers_by_its_files(
    published_office: PostingOffice,
) -> None:
    """It kept another fingerprint of departments and summaries than their footers print."""
    with closing(sqlite3.connect(published_office.ledger)) as db, db:
        db.execute("UPDATE records SET fingerprint = 'x' WHERE kind <> 'employee'")
    mark = footer(published_office.out / "departments/甲部.pdf")
    assert "甲部，2024Q3，第 1 版" in asked(published_office, "--fingerprint", mark)


def test_revisions_that_share_a_fingerprint_are_told_apart_by_the_footer(
    published_office: PostingOffice,
) -> None:
    """A corrected day changes no result, so that both print one fingerprint, and the second its revision."""
    published_office.done(
        "publish", "--correct-day", "2024-10-21", "--reason", "写错", "--lang", "zh"
    )
    mark = footer(published_office.out / G1)
    said = asked(published_office, "--fingerprint", mark)
    assert said.count("G1 张三") == 2
    assert "页脚没有写版次的是第 1 版" in said
    said = asked(published_office, "--fingerprint", f"方案 测试·记录号 {mark.upper()}·第 2 版")
    assert said.count("G1 张三") == 1
    assert "现行有效" in said
    words = asked(published_office, "--fingerprint", f"{mark} 第 1 版", code=1)
    assert "已被 2024年10月21日 公布的第 2 版取代" in words
    words = asked(published_office, "--fingerprint", f"{mark} 第 7 版", code=1)
    assert "不符：公布过这个记录号，但不是纸上写的那一版" in words


def test_an_encrypted_copy_is_known_without_its_password(
    published_office: PostingOffice, server: Post, tmp_path: Path
) -> None:
    """As the employee has it from the mail; each copy has bytes of its own."""
    settings = published_office.root / "mail.toml"
    settings.write_text('passwords = "random"\n' + settings.read_text("utf-8"), "utf-8")
    published_office.send("--lang", "zh")
    copies = attached(server.stored())
    assert len(copies) == len(set(copies)) == 4
    for number, content in enumerate(copies):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(content)
        assert PdfReader(io.BytesIO(content)).is_encrypted
        assert "真实：为邮寄加密的副本" in asked(published_office, path)


def test_a_copy_that_was_not_recorded_needs_its_password(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """As one that an older program mailed. The password is asked for; then pages and data are compared."""
    copy = tmp_path / "密.pdf"
    copy.write_bytes(encrypted((published_office.out / G1).read_bytes(), "kite-9-ocean"))
    assert "加 --password 输入密码再查" in asked(published_office, copy, code=1)
    assert "文件加了密" in asked(published_office, copy, "--password", code=1, typed="wrong\n")
    said = asked(published_office, copy, "--password", typed="kite-9-ocean\n")
    assert "内容真实：文件另存过" in said
    assert "G1 张三" in said
    assert "kite" not in said


def test_a_file_that_was_saved_again_has_the_content_of_its_own_revision(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """Other bytes, the same document: told apart from the other revision by what it holds."""
    path = tmp_path / "另存.pdf"
    PdfWriter(clone_from=io.BytesIO(revise(published_office))).write(path)
    said = asked(published_office, path, code=1)
    assert "内容真实：文件另存过" in said
    assert "已被 2024年11月8日 公布的第 2 版取代" in said


@pytest.mark.parametrize("change", ["title", "page", "attachment", "another's"])
def test_a_changed_file_is_not_the_published_one(
    published_office: PostingOffice, tmp_path: Path, change: str
) -> None:
    """Whatever was changed, while the fingerprint stayed."""
    path = tmp_path / "改.pdf"
    writer = PdfWriter(clone_from=published_office.out / G2)
    match change:
        case "title":
            writer.add_metadata({"/Title": "王五"})
        case "page":
            writer.pages[0].rotate(90)
        case "attachment":
            writer.add_attachment("2024Q3-G2.json", b"{}")
        case _:
            writer.remove_page(0)
            writer.append(published_office.out / G1)
    writer.write(path)
    assert finding(published_office, path) is PaperFinding.ALTERED
    said = asked(published_office, path, code=1)
    assert "不是公布的文件，虽然写着它的记录号" in said
    assert "G2 李四，2024Q3" in said


def test_what_was_never_published_is_unknown(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """A PDF of somebody else, a text, a missing file; the others are judged all the same."""
    other = tmp_path / "别人.pdf"
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(other)
    text = tmp_path / "文字.pdf"
    text.write_text("不是 PDF", "utf-8")
    good = published_office.out / G1
    said = asked(published_office, other, text, tmp_path / "没有.pdf", good, code=1)
    assert f"{other}：这份发布记录没有公布过" in said
    assert said.count("没有这个文件，或不是能读的 PDF") == 2
    assert "G1 张三" in said
    assert "没有公布过" in asked(published_office, "--fingerprint", "0" * 16, code=1)


def test_a_purged_quarter_is_not_judged(published_office: PostingOffice, tmp_path: Path) -> None:
    """Its files are forgotten: the fingerprint is on record, and nothing more is claimed; mailed bytes are known."""
    published_office.send("--lang", "zh", "--limit", "1", code=1)
    with closing(sqlite3.connect(published_office.ledger)) as db, db:
        db.execute("UPDATE records SET sha256 = NULL")
        (sent,) = [name for (name,) in db.execute("SELECT name FROM mails")]
    paths = {"G1": G1, "G2": G2, "G0": REPORTS[2]}
    mailed = published_office.out / paths.pop(sent)
    assert finding(published_office, mailed) is PaperFinding.GENUINE
    for path in paths.values():
        assert finding(published_office, published_office.out / path) is PaperFinding.FORGOTTEN
    assert "公布过这个记录号" in asked(
        published_office, "--fingerprint", footer(published_office.out / G1)
    )


def test_a_file_that_takes_too_long_is_not_judged(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """A stranger's file is read in a process of its own, with limits on time, size and memory."""
    path = tmp_path / "另存.pdf"
    PdfWriter(clone_from=published_office.out / G1).write(path)
    for limits in (Limits(seconds=0), Limits(file=100)):
        (found,) = verify(Question(published_office.ledger, (path,), limits=limits))
        assert found.finding is PaperFinding.UNREADABLE


def test_json_has_codes_and_no_words(published_office: PostingOffice, tmp_path: Path) -> None:
    """For another program; the same exit codes."""
    old = tmp_path / "旧.pdf"
    old.write_bytes(revise(published_office))
    (found,) = json.loads(asked(published_office, old, "--json", code=1))
    assert (found["finding"], found["good"]) == ("genuine", False)
    (report,) = found["reports"]
    assert (report["name"], report["revision"], report["current"]) == ("G2", 1, False)
    assert (report["newest_revision"], report["newest_published_on"]) == (2, "2024-11-08")


def test_without_a_ledger_or_a_fingerprint_it_says_so(
    published_office: PostingOffice, tmp_path: Path
) -> None:
    """Exit 2; nothing is called unknown because the ledger is elsewhere or a digit is missing."""
    words = asked(published_office, "--fingerprint", "8f2c61d09ab4", code=2)
    assert "没有记录号" in words
    asked(published_office, code=2)
    arguments = ["verify", str(tmp_path), "--ledger", str(tmp_path / "x.sqlite"), "--lang", "zh"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "没有发布记录" in result.output


def test_an_older_ledger_does_not_call_a_superseded_report_valid(
    published_office: PostingOffice,
) -> None:
    """One that this machine has seen further on is refused."""
    old = published_office.ledger.read_bytes()
    revise(published_office)
    published_office.ledger.write_bytes(old)
    assert "mail adopt" in asked(published_office, published_office.out / G2, code=2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8f2c61d09ab4e375", Footer("8f2c61d09ab4e375")),
        ("８Ｆ２Ｃ 61d0-9ab4 e375", Footer("8f2c61d09ab4e375")),
        ("方案 2024.2·记录号 8f2c61d09ab4e375·第 3 版", Footer("8f2c61d09ab4e375", 3)),
        ("Scheme 2024.2·Record 8f2c61d09ab4e375·Revision 12", Footer("8f2c61d09ab4e375", 12)),
        ("8f2c61d09ab4e37", None),
        ("8f2c61d09ab4e3750", None),
        ("记录号", None),
    ],
)
def test_a_footer_is_read_as_it_is_typed(text: str, found: Footer | None) -> None:
    """With blanks, in any width, with or without the words around it."""
    assert read_footer(text) == found
