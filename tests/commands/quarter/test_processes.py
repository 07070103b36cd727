"""A quarter is whole, or said not to be, whatever happens to the processes that make it; none outlives the run."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gacx_reports import workers
from gacx_reports.worker import NAME, Mishap
from tests.commands.publishing.ledger_fixture import G1, Office, furnish
from tests.conftest import ROOT
from tests.test_workers import exists

PROGRAM = str(Path(sys.executable).with_name("gacx-reports"))
DOCUMENTS = 5
"""Of three people, their department and the whole."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Office:
    """A quarter handed in, whose reports take a while each: what is done to a run is done in its middle."""
    office = furnish(tmp_path_factory.mktemp("office"), templates)
    page = office.root / "templates" / "reports" / "employee.html"
    lines = "{% for line in range(600) %}<p>{{ line }}</p>{% endfor %}"
    head, end, rest = page.read_text("utf-8").rpartition("{% endblock %}")
    page.write_text(head + lines + end + rest, "utf-8")
    return office


@dataclass
class Run:
    """`quarter` as it goes on."""

    process: subprocess.Popen[str]
    temporary: Path
    children: tuple[int, ...] = ()

    def until_rendered(self, documents: int) -> None:
        """Wait until so many documents are made; the others are being made, or will be."""
        assert self.process.stderr
        while f"reports: {documents} of" not in (line := self.process.stderr.readline()):
            assert line, "ended early"
        self.children = descendants(self.process.pid)

    @property
    def workers(self) -> tuple[int, ...]:
        """The processes that render."""
        return tuple(c for c in self.children if name(c) == NAME)

    def end(self) -> tuple[int, str, str]:
        """Exit code, output and messages."""
        output, messages = self.process.communicate(timeout=60)
        return self.process.returncode, output, messages


@pytest.fixture
def start(office: Office, tmp_path: Path) -> Iterator[Callable[[], Run]]:
    """Starts `quarter` in the office; what a failed test leaves running is ended."""
    started: list[Run] = []
    # Noticed also where the tests run in the background, and ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def start() -> Run:
        folders = {"input": office.root / "in", "templates": office.root / "templates"}
        folders |= {"output": tmp_path / "out", "ledger": office.ledger}
        given = [part for name, path in folders.items() for part in (f"--{name}", str(path))]
        process = subprocess.Popen(
            [PROGRAM, "quarter", "2024Q3", *given, "--jobs", "2", "--lang", "en"],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": short},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(Run(process, Path(short)))
        return started[-1]

    # Sockets lie in it, whose paths are short.
    with tempfile.TemporaryDirectory() as short:
        yield start
        for run in started:
            run.process.kill()
            run.process.communicate()


def descendants(parent: int) -> tuple[int, ...]:
    """The processes that `parent` started, and theirs."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    own = [child for child, of in pairs if of == parent]
    return tuple(c for child in own for c in (child, *descendants(child)))


def command(process: int) -> str:
    """What `ps` shows of it; "" if it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def name(process: int) -> str:
    """What it calls itself; "" if it has ended."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def gone(processes: tuple[int, ...], seconds: float = 5) -> bool:
    """Whether all end within the time."""
    deadline = time.monotonic() + seconds
    while any(map(exists, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(exists, processes))


def used(process: int) -> float:
    """Seconds of the processor that it has used; 0 if it has ended, for then its parent has them."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def processor() -> float:
    """Seconds of the processor that all children of this process used that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def pdfs(folder: Path) -> list[Path]:
    """The reports there, each whole."""
    found = list(folder.rglob("*.pdf"))
    assert all(p.read_bytes().rstrip().endswith(b"%%EOF") for p in found)
    return found


def test_killed_workers_cost_nothing(start: Callable[[], Run], tmp_path: Path) -> None:
    """Both are killed in the middle: every report is there, and no process of the run is left."""
    run = start()
    run.until_rendered(1)
    assert len(run.workers) == 2
    for worker in run.workers:
        os.kill(worker, signal.SIGKILL)
    code, output, messages = run.end()
    assert (code, len(pdfs(tmp_path))) == (0, DOCUMENTS), output + messages
    assert gone(run.children)
    assert not list(run.temporary.iterdir())


def test_a_document_whose_process_died_twice_is_named(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its path, and exit code 1; all others are made, and its place in the results is empty."""

    def unlucky(*given: Any) -> Iterator[tuple[int, object]]:
        for index, made in workers.here(*given):
            yield index, workers.Lost((Mishap.DIED, Mishap.DIED)) if index == 1 else made

    monkeypatch.setattr(workers, "each", unlucky)
    output = office.done("quarter", code=1)
    assert f"Not made, as the process that rendered it died twice: {G1}." in output
    assert len(pdfs(office.out)) == DOCUMENTS - 1
    results = json.loads((office.out / "results.json").read_text("utf-8"))
    assert [p["id"] for p in results["employees"] if p["report"] is None] == ["G1"]


def test_an_impatient_ctrl_c(start: Callable[[], Run], tmp_path: Path) -> None:
    """Pressed thrice while rendering: a message and 130, nothing half-written, nothing left running or lying about.

    The end takes five seconds of the processor at most.
    """
    ended = processor()
    run = start()
    run.until_rendered(1)
    began = sum(map(used, (run.process.pid, *run.children)))
    for _ in range(3):
        run.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    code, _, messages = run.end()
    assert code == 130, messages
    assert messages.splitlines()[-2:] == [
        "Interrupted; whatever was written is whole.",
        "exit 130: interrupted",
    ]
    assert "Traceback" not in messages
    assert processor() - ended - began < 5
    assert gone(run.children)
    assert not list(run.temporary.iterdir())
    assert not [p for p in tmp_path.rglob("*") if p.suffix == ".part"]


def test_nobody_outlives_a_killed_parent(start: Callable[[], Run]) -> None:
    """Not even workers and readers that are stopped. The next run clears what the killed one left.

    While they ran, `ps` told nothing about people: jobs travel through pipes.
    """
    run = start()
    run.until_rendered(1)
    shown = [command(c) for c in run.children]
    assert len(shown) >= 4
    assert not [s for s in shown if "甲部" in s or "G1" in s or "张三" in s]
    tracker = [c for c in run.children if "resource_tracker" in command(c)]
    for child in set(run.children) - set(tracker):
        os.kill(child, signal.SIGSTOP)
    run.process.kill()
    assert gone(run.children), [command(c) for c in run.children]
    (left,) = run.temporary.iterdir()
    assert re.fullmatch(r"gacx-\w{8}", left.name)
    environment = os.environ | {"TMPDIR": str(run.temporary)}
    subprocess.run([PROGRAM, "--help"], env=environment, stdout=subprocess.DEVNULL, check=True)
    assert not list(run.temporary.iterdir())
