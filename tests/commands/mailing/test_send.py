"""`mail --send`: at most once, whatever the server does, and it is known what became of each."""

import os
import shlex
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from gacx_reports import files
from gacx_reports.commands.mailing import send
from gacx_reports.core.mailing.states import State
from gacx_reports.ledger import mails, store
from gacx_reports.ledger.store import reading
from gacx_reports.mail.pdfs import paper_of
from tests.commands.mailing.mail_fixture import DOMAIN, House, Post
from tests.commands.mailing.smtp_server import FAULTS

ALL = 8
AS_DELIVERED = store.SYNCHRONOUS
"""Before the tests switch it off."""


def messages(post: Post) -> list[EmailMessage]:
    """Messages stored by the server."""
    found = [message_from_string(s["content"], policy=policy.default) for s in post.stored()]
    assert all(isinstance(m, EmailMessage) for m in found)
    return found


def once_each(post: Post) -> bool:
    """Whether no message is there twice."""
    return max(Counter(s["id"] for s in post.stored()).values(), default=1) == 1


def test_everybody_gets_their_own_report_once(house: House, post: Post) -> None:
    """One To, one attachment, and in it the PDF of the addressee; a second run sends nothing."""
    said = house.send()
    assert "sent 8, failed 0, unknown 0" in said
    by_address = {p.address: p for p in house.people}
    seen = Counter[str]()
    for stored, message in zip(post.stored(), messages(post), strict=True):
        person = by_address[str(message["To"])]
        assert stored["to"] == [person.address]
        (attachment,) = message.iter_attachments()
        paper = paper_of(attachment.get_content())
        assert paper
        seen[person.id] += 1
        if "department" in paper.metadata:
            assert person == house.people[0]
            assert attachment.get_filename() == "2024Q3—甲部.pdf"
        else:
            assert paper.metadata["employeeid"] == person.id
            assert attachment.get_filename() == Path("2024Q3—" + Path(house.path(person)).name).name
    assert seen == Counter({p.id: 1 for p in house.people}) + Counter([house.people[0].id])
    assert "sent 0" in house.send()
    assert len(post.stored()) == ALL


def test_what_is_said_while_sending_names_nobody(house: House, post: Post) -> None:
    """IDs and states, no names, scores or addresses."""
    said = house.send()
    assert "employee G0001: sent" in said
    assert not any(p.name in said or p.address in said for p in house.people)


def test_every_state_is_on_disk_before_the_next_step(house: House, post: Post) -> None:
    """The trail of a message that went well."""
    house.send()
    with reading(house.ledger) as db:
        rows = db.execute("SELECT state FROM mail_states WHERE mail = 1 ORDER BY id")
        assert [s for (s,) in rows] == ["planned", "started", "data_sent", "sent"]
        assert not db.execute("SELECT 1 FROM mails WHERE address LIKE '%@%'").fetchone()


def test_a_state_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite syncs the journal's removal too; the tests alone switch that off."""
    monkeypatch.setattr(store, "SYNCHRONOUS", AS_DELIVERED)
    with store.writing(tmp_path / "ledger.sqlite") as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (3,)


EXPECTED = {
    "refuse_mail": ("failed", 7),
    "goodbye": ("sent", 8),
    "drop_at_mail": ("sent", 8),
    "refuse_rcpt": ("failed", 7),
    "defer_rcpt": ("sent", 8),
    "drop_at_rcpt": ("sent", 8),
    "refuse_data": ("failed", 7),
    "defer_data": ("sent", 8),
    "drop_before_storing": ("unknown", 7),
    "drop_after_storing": ("unknown", 8),
    "stall_after_storing": ("unknown", 8),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_server_befalls_one_message(house: House, post: Post, fault: str) -> None:
    """4xx and drops before the end are tried again, 5xx fails, no answer after the end is unknown; the rest go out."""
    state, stored = EXPECTED[fault]
    post.ask(fault, 3)
    house.settings(post.port, timeout_seconds=1)
    house.send(code=0 if state == "sent" else 1)
    counts = Counter(house.states().values())
    assert counts == Counter({"sent": ALL - 1}) + Counter({state: 1})
    assert len(post.stored()) == stored
    assert once_each(post)


def test_unknown_is_never_sent_again_by_itself(house: House, post: Post) -> None:
    """Neither by the same plan nor by the next; HR's word decides, both ways."""
    post.ask("drop_after_storing", 2)
    house.send(code=1)
    house.send(code=1)
    assert len(post.stored()) == ALL
    (name,) = [n for n, s in house.states().items() if s == "unknown"]
    resolve = ["mail", "resolve", "2024Q3", "--output", str(house.root / "out")]
    resolve += ["--ledger", str(house.ledger), "--lang", "en"]
    assert name in house.run(*resolve).output
    assert house.run(*resolve, name, "--sent").exit_code == 2
    assert house.run(*resolve, "G0006", "--sent", "--reason", "电话").exit_code == 2
    lost = house.run(*resolve, name, "--not-sent", "--reason", "电话核实，没有收到")
    assert lost.exit_code == 0, lost.output
    house.send()
    assert len(post.stored()) == ALL + 1
    assert house.states()[name] == "sent"


def test_five_failures_in_a_row_stop_the_run(house: House, post: Post) -> None:
    """Nobody is listening: the rest stay planned and go out when somebody is."""
    house.settings(1)
    said = house.send(code=1)
    assert "five messages in a row" in said
    assert "exit 1: done, but not everything was sent" in said
    assert "still to be sent 8" in said
    assert set(house.states().values()) == {"planned"}
    house.settings(post.port)
    house.send()
    assert len(post.stored()) == ALL


def test_4xx_is_tried_again_after_the_others(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for a busy mailbox; the settings say how long it is given."""
    waits: list[float] = []
    monkeypatch.setattr(send, "pause", waits.append)
    post.ask("defer_rcpt", 2)
    house.settings(post.port, attempts=4, retry_seconds=60)
    house.send()
    assert waits == [60]
    assert post.stored()[-1]["to"] == [house.people[1].address]


def test_rate_limit_and_limit(house: House, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--limit` sends the first; the settings keep the pace."""
    waits: list[float] = []
    monkeypatch.setattr(send, "pause", waits.append)
    house.settings(post.port, per_minute=20)
    said = house.send("--limit", "3", code=1)
    assert "sent 3" in said
    assert "still to be sent 5" in said
    assert waits == [3.0, 3.0]
    house.send()
    assert len(post.stored()) == ALL


def killed_at(house: House, *given: str, die: Callable[[State], bool]) -> None:
    """A run of sending that is killed hard just after a state is on disk."""
    arguments = house.arguments("--send", house.hash(*given), *given)
    killed(lambda: house.run(*arguments), die)


def killed(run: Callable[[], object], die: Callable[[State], bool]) -> None:
    """A run in a process of its own, which is killed hard just after a state is on disk."""
    child = os.fork()
    if not child:
        real = mails.step

        def step(db: Any, key: str, to: State, now: datetime, detail: str = "") -> Any:
            mark = real(db, key, to, now, detail)
            if die(to):
                db.execute("COMMIT")
                os.kill(os.getpid(), signal.SIGKILL)
            return mark

        mails.step = step
        try:
            run()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def the(number: int, state: State) -> Callable[[State], bool]:
    """Whether this is the number-th time that a message reaches the state."""
    seen: list[State] = []

    def due(to: State) -> bool:
        seen.append(to)
        return to is state and seen.count(state) == number

    return due


@pytest.mark.parametrize(
    ("state", "stored", "unknown"),
    [(State.STARTED, ALL, 0), (State.DATA_SENT, ALL - 1, 1), (State.SENT, ALL, 0)],
)
def test_a_killed_run_goes_on_with_exactly_the_rest(
    house: House, post: Post, state: State, stored: int, unknown: int
) -> None:
    """Under the same hash; what the server may have had is unknown and stays so."""
    planned = house.hash()
    killed_at(house, die=the(4, state))
    house.mail("--send", planned, code=1 if unknown else 0)
    assert len(post.stored()) == stored
    assert once_each(post)
    assert Counter(house.states().values())["unknown"] == unknown


def test_two_runs_at_once_are_one_too_many(house: House, post: Post) -> None:
    """Exit 11 for the second."""
    planned = house.hash()
    with files.held(house.state / "gacx-reports" / "mail"):
        assert house.run(*house.arguments("--send", planned)).exit_code == 11
    assert post.stored() == []


def test_a_changed_report_goes_again_only_with_a_reason(house: House, post: Post) -> None:
    """Revision 2 waits for `--resend`, which works once; an unnecessary one is refused."""
    house.send()
    house.publish({"G0001": "0.8"})
    said = house.mail(code=1)
    assert "--resend G0001" in said
    house.send(code=1)
    assert len(post.stored()) == ALL
    assert house.run(*house.arguments("--resend", "G0001")).exit_code == 2
    again = ("--resend", "G0001", "--reason", "申诉后更正")
    house.send(*again)
    assert len(post.stored()) == ALL + 1
    house.send(*again)
    house.send()
    assert len(post.stored()) == ALL + 1
    assert once_each(post)


def test_a_revision_waits_until_it_is_known_what_became_of_the_first(
    house: House, post: Post
) -> None:
    """Not even `--resend` goes past an unknown message."""
    post.ask("drop_before_storing", 2)
    house.send(code=1)
    (name,) = [n for n, s in house.states().items() if s == "unknown"]
    house.publish({name: "0.8"})
    for wish in ((), ("--resend", name, "--reason", "更正")):
        assert "mail resolve" in house.mail(*wish, code=1)
        house.send(*wish, code=1)
    assert len(post.stored()) == ALL - 1


def test_a_new_head_is_not_sent_what_the_old_one_got(house: House, post: Post) -> None:
    """The department's report has gone; whether another person may have it is HR's to say."""
    house.send()
    people = [house.people[1], house.people[0], *house.people[2:]]
    house.hand_in_roster(people)
    house.run(*house.arguments("--send", house.hash()))
    assert len(post.stored()) == ALL


def test_a_corrected_address_gets_nothing_by_itself(house: House, post: Post) -> None:
    """It has been sent; to the new address only with a reason."""
    house.send()
    people = list(house.people)
    people[1] = type(people[1])(people[1].id, people[1].name, f"new@{DOMAIN}")
    house.hand_in_roster(people)
    house.send()
    assert len(post.stored()) == ALL
    given = ("--resend", "G0001", "--reason", "旧邮箱停用", "--confirm", "G0001:本人来电")
    house.send(*given)
    assert post.stored()[-1]["to"] == [f"new@{DOMAIN}"]


def test_a_rehearsal_sends_everything_to_one_address(house: House, post: Post) -> None:
    """The subject marks the rehearsal, and the real run sends everything afterwards."""
    house.send("--redirect-all-to", f"hr@{DOMAIN}")
    assert {str(m["To"]) for m in messages(post)} == {f"hr@{DOMAIN}"}
    assert all("Rehearsal G000" in str(m["Subject"]) for m in messages(post))
    house.send("--redirect-all-to", f"hr@{DOMAIN}")
    assert len(post.stored()) == ALL
    house.send()
    assert len(post.stored()) == 2 * ALL


@pytest.mark.parametrize("address", ["hr", "hr@elsewhere.com", f"hr@{DOMAIN}\r\nBcc: x@y.com"])
def test_a_rehearsal_goes_nowhere_else(house: House, address: str) -> None:
    """Its address is one of the company's, or nothing is planned."""
    assert "allowed domain" in house.mail("--redirect-all-to", address, code=2)


def test_a_wish_about_the_wrong_person_stops_everything(house: House, post: Post) -> None:
    """A confirmation or a resend that nobody needs is a mistyped ID."""
    for wish in (("--confirm", "G0001:x"), ("--resend", "G0001", "--reason", "x")):
        assert "G0001" in house.send(*wish, code=2)
    assert post.stored() == []


def test_the_command_for_sending_keeps_what_was_asked_for(house: House, post: Post) -> None:
    """Copied from the screen, the plan of drafts writes drafts: no mail goes out; wishes are kept as well."""
    asked = ("--drafts", "--limit", "3", "--redirect-all-to", f"hr@{DOMAIN}")
    (line,) = [s for s in house.mail(*asked).splitlines() if s.startswith("plan ")]
    copied = shlex.split(line.partition(": ")[2])
    assert copied[4:] == list(asked)
    assert "3 drafts" in house.mail(*copied[2:], code=1)
    assert post.stored() == []


def test_drafts_are_for_somebody_else_to_send(house: House) -> None:
    """No server is needed; their state is unknown until HR confirms that they were sent."""
    said = house.send("--drafts")
    assert "8 drafts" in said
    drafts = sorted((house.out / "mail" / "drafts").glob("*.eml"))
    assert len(drafts) == ALL
    assert all(d.stat().st_mode & 0o777 == 0o600 for d in drafts)
    assert all(b"X-Unsent: 1" in d.read_bytes() for d in drafts)
    assert set(house.states().values()) == {"unknown"}
    assert said.count("draft written, not confirmed") == ALL
    planned = house.mail(code=1)
    assert f"draft written, not confirmed {ALL}" in planned
    assert "unknown: `mail resolve` 0" in planned
    given = ["--output", str(house.root / "out"), "--ledger", str(house.ledger)]
    resolved = house.run(
        "mail", "resolve", "2024Q3", "--drafts", "--sent", "--reason", "全部发出", *given
    )
    assert resolved.exit_code == 0
    assert set(house.states().values()) == {"sent"}


def test_a_clock_before_the_quarters_end_sends_nothing(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a dead battery: nothing is sent, nothing recorded, and on the next day it is."""
    plan = house.hash()
    # The package has the command under this name.
    mail = import_module("gacx_reports.cli.mail")
    monkeypatch.setattr(mail, "now", lambda: datetime(2024, 9, 30, 23, 59).astimezone())
    said = house.mail("--send", plan, code=2)
    assert "The clock says 30 Sep 2024" in said
    assert post.stored() == []
    assert house.mails() == []
    monkeypatch.setattr(mail, "now", lambda: datetime(2024, 10, 1, 0, 1).astimezone())
    assert "sent 8" in house.mail("--send", plan)
