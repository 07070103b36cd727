"""Whatever changes a state brings the quarter's review page up to date, wherever it lies."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports import files
from gacx_reports.cli import main
from gacx_reports.commands import review_page
from tests.commands.mailing.mail_fixture import Post
from tests.commands.mailing.posting_office import PostingOffice, furnished


@pytest.fixture
def office(tmp_path: Path, templates: Path, server: Post) -> PostingOffice:
    """A published quarter whose results lie in the folder that it was told."""
    found = furnished(tmp_path / "office", templates)
    found.connect(server)
    found.done("publish", "--lang", "zh")
    return found


def page(folder: Path) -> str:
    """The review page."""
    return (folder / "index.html").read_text("utf-8").replace("\u00a0", " ")


def elsewhere(office: PostingOffice, *given: str) -> str:
    """A command that is not told where the results lie."""
    arguments = [*given, "--ledger", str(office.ledger), "--lang", "zh"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_every_entry_reaches_the_page_without_its_folder_being_named(
    office: PostingOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`mail resolve`, `ack`, `appeal` and `reopen`, typed in another folder; the draft's state used to stay."""
    office.send("--drafts", code=0)
    assert "草稿，待确认" in page(office.out)
    monkeypatch.chdir(tmp_path)
    drafts = ("mail", "resolve", "2024Q3", "--drafts", "--sent", "--reason", "已从 Outlook 发出")
    assert "没有审阅页" not in elsewhere(office, *drafts)
    assert "草稿，待确认" not in page(office.out)
    elsewhere(office, "ack", "2024Q3", "G1", "--on", "2024-10-21")
    assert "2024年10月21日 签收" in page(office.out)
    before = page(office.out).count("申诉未裁定")
    appeal = ("appeal", "2024Q3", "G2", "--on", "2024-10-22", "--grounds", "少算了一次")
    elsewhere(office, *appeal)
    assert page(office.out).count("申诉未裁定") > before
    elsewhere(office, "reopen", "2024Q3", "--reason", "补录", "--on", "2024-10-30")
    assert "补录" in page(office.out)


def test_an_entry_does_not_write_into_a_folder_that_a_run_is_writing(
    office: PostingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run would keep the page as somebody's own file; the entry is recorded, and it is said what is to be done."""
    monkeypatch.setattr(review_page, "PATIENCE", 0)
    before = page(office.out)
    with files.held(office.out):
        said = office.done("ack", "G1", "--on", "2024-10-21", "--lang", "zh")
    assert "正在写入" in said
    assert "quarter 2024Q3" in said
    assert page(office.out) == before
    assert "正在写入" not in office.done("ack", "G2", "--on", "2024-10-21", "--lang", "zh")
    assert page(office.out).count("2024年10月21日 签收") > before.count("2024年10月21日 签收") + 1
    assert not (office.out / "kept").exists()


def test_two_pages_of_a_quarter_are_both_kept(office: PostingOffice, tmp_path: Path) -> None:
    """A second run into another folder leaves no stale page behind."""
    other = tmp_path / "other"
    given = ["quarter", "2024Q3", "--input", str(office.root / "in"), "--output", str(other)]
    given += ["--templates", str(office.root / "templates"), "--ledger", str(office.ledger)]
    assert CliRunner().invoke(main, [*given, "--jobs", "1"]).exit_code == 0
    office.done("ack", "G1", "--on", "2024-10-21")
    for folder in (office.out, other / "2024Q3"):
        assert "2024年10月21日" in page(folder)


def test_a_page_that_nobody_knows_of_is_said_to_be_stale(
    office: PostingOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words name the command, and after it the page is up to date."""
    (Path(os.environ["XDG_STATE_HOME"]) / "gacx-reports/pages.json").unlink()
    monkeypatch.chdir(tmp_path)
    said = elsewhere(office, "ack", "2024Q3", "G1", "--on", "2024-10-21")
    assert "`quarter 2024Q3 --output 文件夹`" in said
    assert "2024年10月21日" not in page(office.out)
    office.done("quarter")
    assert "21 Oct 2024" in page(office.out)


def test_a_damaged_list_of_pages_stops_nothing(office: PostingOffice) -> None:
    """The page of the named folder is refreshed all the same."""
    path = Path(os.environ["XDG_STATE_HOME"]) / "gacx-reports/pages.json"
    assert json.loads(path.read_text("utf-8"))
    path.write_text("[{", "utf-8")
    office.done("ack", "G1", "--on", "2024-10-21")
    assert "2024年10月21日" in page(office.out)


def test_restoring_a_backup_takes_the_page_back(office: PostingOffice, tmp_path: Path) -> None:
    """What the backup does not have is not on the page either."""
    backup = tmp_path / "backup.sqlite"
    paths = ["--ledger", str(office.ledger)]
    assert CliRunner().invoke(main, ["backup", str(backup), *paths]).exit_code == 0
    office.done("ack", "G1", "--on", "2024-10-21")
    assert "2024年10月21日" in page(office.out)
    assert CliRunner().invoke(main, ["restore", str(backup), *paths]).exit_code == 0
    assert "2024年10月21日" not in page(office.out)


def test_a_row_says_which_revision_was_sent_and_which_is_current(office: PostingOffice) -> None:
    """After a revision that is not mailed yet."""
    office.send("--lang", "zh")
    office.done("reopen", "--reason", "补录")
    office.hand_in({"G1": "0.9", "G2": "0.85"})
    office.done("publish", "--on", "2024-11-08", "--lang", "zh")
    assert "第 1 版（现行：第 2 版）" in page(office.out)
