"""Clocks that are wrong (a dead battery, a restored machine) or go on (next year), by libfaketime.

What is computed and rendered never depends on the clock. What is recorded carries its time, in the order of recording.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from gacx_reports.core.records.revisions import Subject, SubjectKind
from gacx_reports.ledger.store import reading
from tests.commands.mailing.mail_fixture import House, Post, build, serving
from tests.commands.publishing.ledger_fixture import Office, furnish
from tests.commands.survey.drawn_company import DrawnCompany

pytestmark = pytest.mark.system
Q = "2024Q3"
BATTERY = "1970-01-02 00:00:00"
"""What a machine shows whose battery is dead."""
TEN, NINE = "2024-10-18 10:00:00", "2024-10-18 09:00:00"
NEXT_YEAR = "2025-11-03 10:00:00"


def at(when: str, arguments: Sequence[str], state: Path, code: int = 0) -> str:
    """What a command says that is started at this time; it must end with `code`."""
    command = ["faketime", when, sys.executable, "-m", "gacx_reports", *arguments, "--lang", "en"]
    # Times of files stay the disk's: shifted on each look, a file would seem to change while it is read.
    given = {"XDG_STATE_HOME": str(state), "TZ": "Asia/Shanghai", "NO_FAKE_STAT": "1"}
    environment = os.environ | given
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def run(office: Office, when: str, command: str, *more: str) -> str:
    """A command on the office's quarter."""
    paths = ["--ledger", str(office.ledger), "--output", str(office.root / "out")]
    if command in ("quarter", "publish"):
        paths += ["--input", str(office.root / "in"), "--jobs", "1"]
        paths += ["--templates", str(office.root / "templates")]
    return at(when, [command, Q, *more, *paths], office.root / "state")


@pytest.fixture
def office(tmp_path: Path, templates: Path) -> Office:
    """A quarter handed in, nothing published."""
    return furnish(tmp_path / "office", templates)


def test_a_quarter_is_the_same_at_any_time(office: Office) -> None:
    """1970, the day itself, and the next century: every file is equal byte for byte."""
    found = []
    for when in (BATTERY, TEN, "2101-03-01 00:00:00"):
        run(office, when, "quarter")
        found.append(office.hashes())
        # With the store of finished documents, so that each run renders its own.
        office.delete_output()
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 5


def test_an_hour_back_after_publishing(office: Office) -> None:
    """Nothing is published twice, the days are those of the roster, and the trail keeps the order of recording."""
    run(office, TEN, "publish")
    published = office.hashes()
    run(office, NINE, "publish")
    assert office.hashes() == published
    run(office, NINE, "ack", "G1", "--on", "2024-10-18")
    run(office, NINE, "reopen", "--reason", "重算")
    office.hand_in({"G1": "0.8", "G2": "0.7"})
    run(office, NINE, "publish", "--on", "2024-10-18")
    assert office.standing()[Subject(SubjectKind.EMPLOYEE, "G1")].revision == 2
    with reading(office.ledger) as db:
        trail = list(db.execute("SELECT action, day, recorded_at FROM events ORDER BY id"))
    assert [action for action, *_ in trail] == ["publish", "acknowledge", "reopen", "publish"]
    assert [(day, time[:13]) for _, day, time in trail[:2]] == [
        ("2024-10-18", "2024-10-18T10"),
        ("2024-10-18", "2024-10-18T09"),
    ]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A mail server that takes everything; it has the real time."""
    with serving(tmp_path) as found:
        yield found


def mail(house: House, when: str, *more: str, code: int = 0) -> str:
    """`mail` at a time."""
    given = [a for a in house.arguments(*more) if a not in ("--lang", "en")]
    return at(when, given, house.state, code)


def test_mail_goes_out_once_whatever_the_clock_says(tmp_path: Path, post: Post) -> None:
    """The plan is the same at any time. In 1970 nothing goes; an hour back and next year, nothing a second time."""
    house = build(tmp_path / "house", 2)
    house.settings(post.port)
    plans = {_hash(mail(house, when)) for when in (BATTERY, NEXT_YEAR)}
    (plan,) = plans
    assert "set the clock first" in mail(house, BATTERY, "--send", plan, code=2)
    assert post.stored() == []
    said = mail(house, TEN, "--send", plan)
    assert "sent 3" in said
    assert {"Fri, 18 Oct 2024 10:" in m["content"] for m in post.stored()} == {True}
    later = {when: mail(house, when) for when in (NINE, NEXT_YEAR)}
    assert ["nothing to send" in text for text in later.values()] == [True] * 2
    mail(house, NINE, "--send", _hash(later[NINE]))
    assert len(post.stored()) == 3


def _hash(said: str) -> str:
    (line,) = (line for line in said.splitlines() if line.startswith("plan "))
    return line.split()[1].strip(";")


def test_purging_waits_for_the_end_of_the_retention_time(tmp_path: Path) -> None:
    """A clock that is behind never deletes; the day after the 24 months does."""
    house = build(tmp_path / "house", 2)
    purge = ["purge", Q, "--keep-results", *house.results]
    for when in (BATTERY, NINE, "2026-09-30 23:59:00"):
        assert "is kept until 30 Sep 2026" in at(when, purge, house.state, code=2)
    assert list(house.out.rglob("*.pdf"))
    at("2026-10-01 00:01:00", purge, house.state)
    assert not list(house.out.rglob("*.pdf"))


def test_a_draw_is_of_its_day_not_of_the_clock(tmp_path: Path) -> None:
    """In 1970 it is refused; on one day it gives the same record now, an hour back and next year."""
    company = DrawnCompany(tmp_path / "company")
    company.committed()
    records = []
    for number, when in enumerate((TEN, NINE, NEXT_YEAR)):
        copy = DrawnCompany(shutil.copytree(company.root, tmp_path / f"copy{number}"))
        draw = ["survey", "draw", Q, "--input", str(copy.root / "in"), "--ledger", str(copy.ledger)]
        draw += ["--output", str(copy.root / "out"), "--on", "2024-10-08"]
        if when == TEN:
            assert "can't be the day of the draw" in at(BATTERY, draw, tmp_path, code=2)
        at(when, draw, tmp_path)
        records.append((copy.folder() / "抽样记录.json").read_bytes())
    assert records[0] == records[1] == records[2]
