"""Ctrl-C, `kill`, a closed terminal or a closed pipe: a message and a documented exit code, whenever it comes."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = str(Path(sys.executable).with_name("gacx-reports"))
STRUCK = """
import os, sys
from gacx_reports.__main__ import main

class Strike:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Strike())
sys.argv[1:] = ["scheme", *{more!r}]
main()
"""
"""The command receives a signal when it is about to import a module."""


@pytest.fixture(autouse=True)
def _noticed() -> None:
    """Ctrl-C is noticed also where the tests run in the background, and ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def short() -> Iterator[Path]:
    """A temporary folder whose path is short, as that of the system is."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def struck(module: str, number: int, *more: str, **kept: str) -> subprocess.CompletedProcess[str]:
    """The command `scheme`, as far as it gets."""
    script = STRUCK.format(module=module, number=int(number), more=more)
    # Noticed also where the tests run under `nohup`.
    noticing = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n{script}"
    return subprocess.run(
        [sys.executable, "-c", noticing],
        cwd=ROOT,
        env=os.environ | kept,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGHUP, "退出码 129"),
        (signal.SIGINT, "退出码 130"),
        (signal.SIGTERM, "退出码 143"),
    ],
)
@pytest.mark.parametrize("module", ["click", "gacx_reports.commands.issuing.scheme"])
def test_a_signal_while_modules_are_imported(
    module: str, number: int, words: str, short: Path
) -> None:
    """The program's own, or those of a command: no traceback, no `Aborted!`, no temporary folder left."""
    ended = struck(module, number, TMPDIR=str(short))
    assert ended.returncode == 128 + number, ended.stderr
    said = ended.stderr.splitlines()
    assert said[0] == "已中断；已写出的文件都是完整的。"
    assert words in said[1]
    assert len(said) == 2
    assert not list(short.iterdir())


def test_the_message_is_in_the_language_asked_for() -> None:
    """Though options are not parsed yet."""
    for more in (("--lang", "en"), ("--lang=en",)):
        assert "exit 143" in struck("click", signal.SIGTERM, *more).stderr


def test_what_the_caller_has_ignored_stays_ignored() -> None:
    """`nohup gacx-reports …` outlives its terminal."""
    script = STRUCK.format(module="click", number=int(signal.SIGHUP), more=())
    ignoring = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", ignoring], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_output_that_nobody_reads() -> None:
    """As with `| head -1`: said on stderr, with an exit code of its own instead of that of faulty input."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PROGRAM, "scheme"],
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert done.returncode == 141
    assert "退出码 141" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_for_messages_too() -> None:
    """Nobody is there to be told; the code is the same."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([PROGRAM, "scheme"], cwd=ROOT, stdout=writer, stderr=writer, check=False)
    os.close(writer)
    assert done.returncode == 141


def test_the_next_run_clears_what_a_killed_one_left(short: Path) -> None:
    """A folder that no running program holds goes; others' files, and that of a running program, stay."""
    for name in ("gacx-left", ".gacx-unfinished", "gacx", "other-gacx-left"):
        (short / name).mkdir()
        (short / name / "file").touch()
    script = """
import os, subprocess, sys, tempfile
from gacx_reports import scratch
scratch.use()

env = os.environ | {"TMPDIR": os.path.dirname(tempfile.gettempdir())}
again = [sys.executable, "-c", "from gacx_reports import scratch; scratch.use()"]
subprocess.run(again, env=env, check=True)
assert os.path.isdir(tempfile.gettempdir())
"""
    given = os.environ | {"TMPDIR": str(short)}
    subprocess.run([sys.executable, "-c", script], env=given, check=True)
    assert sorted(p.name for p in short.iterdir()) == ["gacx", "other-gacx-left"]


def test_a_long_path_of_the_temporary_folder_is_no_hindrance(tmp_path: Path) -> None:
    """A socket below it would have a path that the system refuses; the run's folder lies in /tmp then."""
    place = tmp_path / ("x" * 90)
    place.mkdir()
    told = "from gacx_reports import scratch; scratch.use(); import tempfile; print(tempfile.gettempdir())"
    run = [sys.executable, "-c", told]
    made = subprocess.run(
        run, env=os.environ | {"TMPDIR": str(place)}, capture_output=True, text=True, check=True
    )
    assert Path(made.stdout.strip()).parent == Path("/tmp")  # noqa: S108 - where it lies
    assert not Path(made.stdout.strip()).exists()
    assert not list(place.iterdir())


@pytest.mark.parametrize("given", ["", "not/absolute", "/proc"])
def test_where_no_folder_can_be_made_it_lies_in_tmp(given: str) -> None:
    """No place is tried with a file first: that would stay where removing fails."""
    told = (
        "from gacx_reports import scratch; scratch.use(); import tempfile; print(tempfile.tempdir)"
    )
    run = [sys.executable, "-c", told]
    made = subprocess.run(
        run, env=os.environ | {"TMPDIR": given}, capture_output=True, text=True, check=True
    )
    assert Path(made.stdout.strip()).parent == Path("/tmp")  # noqa: S108 - where it lies


def test_a_signal_is_not_lost_where_nothing_can_be_raised() -> None:
    """It comes in the callback of a weak reference, of which every import has one: Python drops the exception."""
    script = """
import os, signal, time, weakref
from gacx_reports import endings

class Thing: ...

def gone(_reference):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0)

endings.listen()
thing = Thing()
reference = weakref.ref(thing, gone)
try:
    del thing
    time.sleep(30)
except endings.EndedError as ending:
    print(ending.number)
"""
    run = [sys.executable, "-c", script]
    ended = subprocess.run(run, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("15\n", "")
