"""Long tests of mail: kills at random moments, every fault of a server, rosters with every kind of mistake.

`python -m benchmarks.mail [kills] [faults] [rosters] [--kills 200] [--rosters 1000] [--seed 1]` prints its counts,
and ends with 1 if a message was sent twice, to the wrong person, or without a record.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.mailing import send
from gacx_reports.commands.mailing.inputs import lay_out
from gacx_reports.commands.mailing.plan import planned
from gacx_reports.commands.mailing.sending_run import SendingRun
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.mailing.plan import MessageStanding, PlannedMessage, Wishes
from gacx_reports.core.mailing.states import State
from gacx_reports.core.sheets.packed_read import PackedRead, packed_read
from gacx_reports.excel.reading import sandbox, workbook
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.locations import default_templates
from gacx_reports.mail.pdfs import read_paper
from gacx_reports.mail.settings import load
from tests.commands.mailing.mail_fixture import House, Person, Post, Q, build, serving
from tests.commands.mailing.smtp_server import FAULTS

MAILS = 100
BATCH = 50
STAFF = 20


def read_once() -> None:
    """Cache workbooks by their SHA-256, because reading them is measured elsewhere."""
    known: dict[tuple[str, str], PackedRead] = {}

    def read(path: Path, folder: Path, limits: Limits = LIMITS) -> PackedRead:
        key = (path.name, files.sha256(path))
        if key not in known:
            known[key] = packed_read(workbook.read_file(path, folder, limits))
        return known[key]

    sandbox.read_in_child = read
    sandbox.start_server = lambda: None  # type: ignore[attr-defined]  # where it is called


@dataclass
class Kills:
    """Counts of a test with kills."""

    kills: int = 0
    runs: int = 0
    duplicates: int = 0
    unrecorded: int = 0
    """Messages on the server that are not recorded as sent or unknown, or recorded as sent and not on the server."""
    most_unknown: int = 0
    """Most unknown messages after one kill."""
    unknown: int = 0
    delivered: int = 0


def kill(wanted: int, chance: random.Random, folder: Path) -> Kills:
    """Send 100 mails repeatedly, with kills at random moments, until there were `wanted` kills."""
    found = Kills()
    pace = 0.02
    while found.kills < wanted:
        house = build(folder / f"kill{found.runs}", MAILS - 1)
        with serving(house.root) as post:
            house.settings(post.port, timeout_seconds=60)
            plan = house.hash()
            found.runs += 1
            stored = before = 0
            while found.kills < wanted:
                seconds = chance.uniform(0, pace * (MAILS - stored))
                if interrupted(house, plan, seconds):
                    break
                found.kills += 1
                now = len(post.stored())
                if now > stored:
                    pace = seconds / (now - stored)
                stored = now
                unknown = count(house, State.UNKNOWN, State.DATA_SENT)
                found.most_unknown = max(found.most_unknown, unknown - before)
                before = unknown
            interrupted(house, plan, 600)
            tell(house, post, found)
    return found


def interrupted(house: House, plan: str, seconds: float) -> bool:
    """Send in a child process and kill it `seconds` after it began to send; whether it had finished before."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        real = send._carry_out

        def begin(run: SendingRun, chosen: tuple[PlannedMessage, ...]) -> None:
            os.write(theirs, b"!")
            real(run, chosen)

        send._carry_out = begin
        with (
            Path(os.devnull).open("w") as nowhere,
            redirect_stdout(nowhere),
            redirect_stderr(nowhere),
        ):
            house.run(*house.arguments("--send", plan))
            os._exit(0)
    os.close(theirs)
    os.read(ours, 1)
    os.close(ours)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return not os.WIFSIGNALED(os.waitpid(child, 0)[1])


def count(house: House, *states: State) -> int:
    """Number of messages in one of the states."""
    return sum(m.state in states for m in house.mails())


def tell(house: House, post: Post, found: Kills) -> None:
    """Compare the messages on the server with the recorded ones, and add the counts to `found`."""
    stored = Counter(s["id"].strip("<>").split("@")[0] for s in post.stored())
    known = {m.key[:32]: m.state for m in house.mails()}
    found.duplicates += sum(n - 1 for n in stored.values())
    found.unrecorded += sum(known.get(i) not in (State.SENT, State.UNKNOWN) for i in stored)
    found.unrecorded += sum(s is State.SENT and i not in stored for i, s in known.items())
    found.unknown += sum(s is State.UNKNOWN for s in known.values())
    found.delivered += len(stored)
    assert set(known.values()) <= {State.SENT, State.UNKNOWN}, Counter(known.values())
    assert len(known) == MAILS


def fail(chance: random.Random, folder: Path) -> dict[str, str]:
    """Each fault of a server in a batch of 50: the fate of the affected message; the other 49 must arrive once."""
    found = {}
    for fault in FAULTS:
        house = build(folder / fault, BATCH - 1)
        with serving(house.root) as post:
            house.settings(post.port, timeout_seconds=2)
            post.ask(fault, chance.randint(1, BATCH))
            house.run(*house.arguments("--send", house.hash()))
            states = Counter(m.state.value for m in house.mails())
            stored = Counter(s["id"] for s in post.stored())
            sent = states.pop("sent")
            found[fault] = f"{sent} sent, {dict(states) or 'and the one too'}; stored {len(stored)}"
            assert sent >= BATCH - 1, found
            assert max(stored.values()) == 1, found
    return found


Mutation = Callable[[list[Person], random.Random, House], None]


def _two(people: list[Person], chance: random.Random) -> tuple[int, int]:
    one, other = chance.sample(range(len(people)), 2)
    return one, other


def swap(field: str) -> Mutation:
    """Two cells of a column are exchanged."""

    def change(people: list[Person], chance: random.Random, house: House) -> None:
        del house
        i, j = _two(people, chance)
        a, b = getattr(people[i], field), getattr(people[j], field)
        people[i], people[j] = replace(people[i], **{field: b}), replace(people[j], **{field: a})

    return change


def slide(field: str) -> Mutation:
    """A column is moved down by a row, as after inserting a cell."""

    def change(people: list[Person], chance: random.Random, house: House) -> None:
        del house
        start = chance.randrange(len(people) - 1)
        values = [getattr(p, field) for p in people]
        for n in range(start, len(people) - 1):
            people[n + 1] = replace(people[n + 1], **{field: values[n]})

    return change


def sort_one(field: str) -> Mutation:
    """A column is sorted without the others."""

    def change(people: list[Person], chance: random.Random, house: House) -> None:
        del house
        values = sorted((getattr(p, field) for p in people), reverse=chance.random() < 0.5)
        for n, value in enumerate(values):
            people[n] = replace(people[n], **{field: value})

    return change


def retype(field: str, letters: str) -> Mutation:
    """One character of a cell is mistyped."""

    def change(people: list[Person], chance: random.Random, house: House) -> None:
        del house
        i = chance.randrange(len(people))
        text = getattr(people[i], field)
        at = chance.randrange(len(text))
        new = text[:at] + chance.choice(letters) + text[at + 1 :]
        people[i] = replace(people[i], **{field: new})

    return change


def drop(people: list[Person], chance: random.Random, house: House) -> None:
    """A row is deleted."""
    del house
    del people[chance.randrange(1, len(people))]


def borrow(people: list[Person], chance: random.Random, house: House) -> None:
    """An address is replaced by another person's."""
    del house
    i, j = _two(people, chance)
    people[i] = replace(people[i], address=people[j].address)


def newcomer(people: list[Person], chance: random.Random, house: House) -> None:
    """A new employee has the address or ID of a former one."""
    del house
    i = chance.randrange(len(people))
    old = people[i]
    people[i] = chance.choice(
        (replace(old, id="G9999", name="New"), replace(old, name="New"), replace(old, id="G9999"))
    )


def swap_files(people: list[Person], chance: random.Random, house: House) -> None:
    """Two reports are exchanged on disk, and each half the time also in the manifest and in the results."""
    del people
    i, j = _two(house.people, chance)
    one, other = (house.path(house.people[n]) for n in (i, j))
    a, b = (house.out / one).read_bytes(), (house.out / other).read_bytes()
    (house.out / one).write_bytes(b)
    (house.out / other).write_bytes(a)
    if chance.random() < 0.5:
        path = house.out / "manifest.json"
        manifest = json.loads(path.read_text("utf-8"))
        outputs = manifest["outputs"]
        outputs[one], outputs[other] = outputs[other], outputs[one]
        path.write_text(json.dumps(manifest), "utf-8")
    if chance.random() < 0.5:
        path = house.out / "results.json"
        results = json.loads(path.read_text("utf-8"))
        people_ = results["employees"]
        people_[i]["report"], people_[j]["report"] = people_[j]["report"], people_[i]["report"]
        path.write_text(json.dumps(results), "utf-8")


MUTATIONS: tuple[Mutation, ...] = (
    *(swap(f) for f in ("id", "name", "address")),
    *(slide(f) for f in ("id", "name", "address")),
    *(sort_one(f) for f in ("id", "name", "address")),
    retype("id", "0123456789OolI"),
    retype("address", "0123456789aoаｏ@., "),
    retype("name", "ABC 张"),
    drop,
    borrow,
    newcomer,
    swap_files,
)


@dataclass
class Rosters:
    """Counts of a test with mutated rosters."""

    rosters: int = 0
    refused: int = 0
    """Rosters that were refused because of errors."""
    ready: int = 0
    blocked: int = 0
    wrong: int = 0
    """Ready messages whose PDF is not that of the owner of the address."""


def mutate(wanted: int, chance: random.Random, folder: Path) -> Rosters:
    """Plan with one to three mistakes in roster or folder, and compare every ready message with the right one."""
    found = Rosters()
    house = build(folder / "rosters", STAFF)
    os.environ["XDG_STATE_HOME"] = str(house.state)
    owner = {p.address: p.id for p in house.people}
    quarter = Period.parse(Q)
    assert quarter
    root = house.root
    order = RunOptions(quarter, root / "in", root / "out", default_templates(), ledger=house.ledger)
    kept = {p: p.read_bytes() for p in house.out.rglob("*") if p.is_file()}
    for _ in range(wanted):
        for path, content in kept.items():
            path.write_bytes(content)
        people = list(house.people)
        for change in chance.sample(MUTATIONS, chance.randint(1, 3)):
            change(people, chance, house)
        house.hand_in_roster(people)
        found.rosters += 1
        try:
            plan = planned(lay_out(order, load(house.ledger)), Wishes()).plan
        except RefusedError:
            found.refused += 1
            continue
        found.blocked += len(plan.of(MessageStanding.BLOCKED))
        for entry in plan.of(MessageStanding.READY):
            found.ready += 1
            read = read_paper(house.out / entry.candidate.path)
            assert read
            said = read[1].metadata
            head = house.people[0].id
            whose = head if "department" in said else said["employeeid"]
            found.wrong += owner.get(entry.to) != whose
    return found


def main() -> int:
    """Run the tests named on the command line; the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("what", nargs="*", default=["kills", "faults", "rosters"])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--rosters", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    read_once()
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        if "kills" in given.what:
            kills = kill(given.kills, random.Random(given.seed), folder)
            print(kills)
            good &= not (kills.duplicates or kills.unrecorded or kills.most_unknown > 1)
        if "faults" in given.what:
            for fault, outcome in fail(random.Random(given.seed), folder).items():
                print(f"{fault}: {outcome}")
        if "rosters" in given.what:
            rosters = mutate(given.rosters, random.Random(given.seed), folder)
            print(rosters)
            good &= not rosters.wrong
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
