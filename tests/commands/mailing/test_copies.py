"""Two copies of a folder, made at each step of a quarter, that both send."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from gacx_reports.ledger.store import Event, record_event, writing
from tests.commands.mailing.mail_fixture import NOW, Post
from tests.commands.mailing.posting_office import PostingOffice, furnished

ALL = 4
"""Three people, and the department's head once more."""


@pytest.fixture
def office(tmp_path: Path, templates: Path, server: Post) -> PostingOffice:
    """A quarter handed in; the mail server runs."""
    found = furnished(tmp_path / "one", templates)
    found.connect(server)
    return found


STEPS = ("handed in", "a salt", "quarter", "publish", "plan", "half of the mail", "all of it")
"""As `templates` writes a salt, before anything is published: the ledger has its ID from then on."""


def begin(office: PostingOffice) -> None:
    """What a salt does: the ledger is there."""
    with writing(office.ledger) as db:
        record_event(db, Event("2024Q3", "salt", date(2024, 7, 1), NOW))


def go_to(office: PostingOffice, step: str) -> None:
    """Bring a folder to a step."""
    for name in STEPS[1 : STEPS.index(step) + 1]:
        match name:
            case "a salt":
                begin(office)
            case "plan":
                office.plan()
            case "half of the mail":
                office.send("--limit", "2", code=1)
            case "all of it":
                office.send()
            case _:
                office.done(name)


def finish(office: PostingOffice, step: str) -> None:
    """Whatever is left after a step, as somebody does who knows of no copy; a refusal ends it."""
    if step in STEPS[:3]:
        office.done("publish")
    found = office.run("mail")
    if found.exit_code != 2:
        office.send()


@pytest.mark.parametrize(
    ("step", "first"),
    [
        ("handed in", 0),
        ("a salt", 1),
        ("quarter", 1),
        ("publish", 0),
        ("publish", 1),
        ("plan", 0),
        ("plan", 1),
        ("half of the mail", 0),
        ("half of the mail", 1),
        ("all of it", 1),
    ],
)
def test_no_report_is_sent_twice_from_one_machine(
    office: PostingOffice, step: str, first: int, server: Post
) -> None:
    """Whichever of the two sends first (0 the folder, 1 its copy): the other is refused, or has nothing to send."""
    go_to(office, step)
    both = [office, office.copy("two")]
    for folder in (both[first], both[1 - first]):
        finish(folder, step)
    assert len(server.stored()) == ALL
    assert len({s["id"] for s in server.stored()}) == ALL


def test_what_was_copied_before_it_was_published_is_noticed_by_the_reports(
    office: PostingOffice, server: Post
) -> None:
    """The two ledgers have nothing in common but the bytes of the reports; HR may still say that it is meant."""
    other = office.copy("two")
    for folder in (office, other):
        folder.done("publish")
    office.send()
    said = other.done("mail", "--lang", "zh", code=2)
    assert "有一个是副本" in said
    assert "mail adopt" in said
    assert len(server.stored()) == ALL
    other.adopt()
    other.send()
    assert "有一个是副本" in office.done("mail", "--lang", "zh", code=2)


def test_a_rehearsal_is_no_mail(office: PostingOffice) -> None:
    """What went to HR's own box keeps no copy from sending."""
    office.done("publish")
    other = office.copy("two")
    office.send("--redirect-all-to", "hr@gacx.example.com")
    assert "to be sent 4" in office.done("mail")
    assert other.run("mail").exit_code == 2


@contextmanager
def other_machine() -> Iterator[None]:
    """Another computer, or another user: nothing of what this one has seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", f"{os.environ['XDG_STATE_HOME']}-other")
        yield


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("handed in", 2 * ALL),
        ("a salt", 2 * ALL),
        ("quarter", 2 * ALL),
        ("publish", ALL),
        ("plan", ALL),
        ("half of the mail", ALL),
        ("all of it", ALL),
    ],
)
def test_from_two_machines_only_what_both_have_published_is_sent_twice(
    office: PostingOffice, step: str, sent: int, server: Post
) -> None:
    """Two machines have nothing in common: what each of them publishes by itself, nobody can notice."""
    go_to(office, step)
    other = office.copy("two")
    with other_machine():
        finish(other, step)
    finish(office, step)
    assert len(server.stored()) == sent


def test_a_published_folder_on_another_machine_waits_for_hr(
    office: PostingOffice, server: Post
) -> None:
    """Nobody has sent yet, and still a copy may not: two machines once sent nine and nine."""
    office.done("publish")
    other = office.copy("two")
    with other_machine():
        said = other.done("mail", "--lang", "zh", code=2)
        assert "没有在本机、以本用户用这份发布记录公布过" in said
        other.done("quarter")
        assert other.run("mail").exit_code == 2
    office.send()
    assert len(server.stored()) == ALL


WORKBOOKS = ("mail", "--workbooks", "--lang", "zh")
"""In the language in which they are issued, which is looked for first."""
BOOKS = 3
"""The head's workbook, and the clerks' to each of two."""


def issue(office: PostingOffice, step: str) -> None:
    """Bring a folder whose workbooks are issued to a step: with or without a ledger, planned, or sent."""
    if step != "issued":
        begin(office)
    if step == "plan":
        office.plan(*WORKBOOKS[1:])
    if step == "half of it":
        office.send(*WORKBOOKS[1:], "--limit", "2", code=1)
    if step == "all of it":
        office.send(*WORKBOOKS[1:])


def post_workbooks(office: PostingOffice) -> int:
    """Send what is left; the exit code of the plan."""
    found = office.run(*WORKBOOKS)
    if found.exit_code != 2:
        (planned,) = re.findall(r"计划 ([0-9a-f]{16})；", found.output)
        office.done(*WORKBOOKS, "--send", planned)
    return found.exit_code


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("step", ["issued", "a salt", "plan", "half of it", "all of it"])
def test_no_workbook_is_sent_twice_from_one_machine(
    issued_office: PostingOffice, step: str, first: int, server: Post
) -> None:
    """The second folder is refused, or has nothing to send; HR may still say that it is meant."""
    issue(issued_office, step)
    both = [issued_office, issued_office.copy("two")]
    post_workbooks(both[first])
    refused = post_workbooks(both[1 - first]) == 2
    assert len(server.stored()) == BOOKS
    assert refused or step == "all of it"
    if refused:
        both[1 - first].adopt()
        assert post_workbooks(both[1 - first]) == 0


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("issued", 2 * BOOKS),
        ("a salt", BOOKS),
        ("plan", BOOKS),
        ("half of it", BOOKS),
        ("all of it", BOOKS),
    ],
)
def test_workbooks_go_from_the_machine_where_the_ledger_was_begun(
    issued_office: PostingOffice, step: str, sent: int, server: Post
) -> None:
    """Where there is none yet, nobody can notice; one that has been begun or has mailed is known by where."""
    issue(issued_office, step)
    other = issued_office.copy("two")
    with other_machine():
        refused = post_workbooks(other) == 2
        assert refused == (step != "issued")
        if step == "a salt":
            said = other.done(*WORKBOOKS, code=2)
            assert "不是在本机、以本用户建立或公布过的" in said
    post_workbooks(issued_office)
    assert len(server.stored()) == sent
