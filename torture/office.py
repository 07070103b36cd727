"""A small company before a command, at one path for all its trials, and what an undisturbed run makes of it."""

import os
import re
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.locations import default_templates
from tests.commands.publishing.ledger_fixture import TYPED, Office
from tests.fixtures.markdown_company import PEOPLE
from tests.fixtures.plain_reports import plain_reports
from torture.operations import counted
from torture.program import finished
from torture.state import State, paths, state

QUARTER = "2024Q3"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "quarter": ("quarter", QUARTER),
    "publish": ("publish", QUARTER, "--on", "2024-11-08", "--force-day", "时钟有误"),
}
"""The commands that are disturbed: one leaves the ledger as it is, one publishes a revision."""
_OF_CALLERS = re.compile("PYTEST.*|COV.*|MAKE.*|MFLAGS|ARGS|Q")
"""Variables that pytest, coverage and make set for themselves."""
OWN = {"kept/甲部.xlsx": b"typed last year", "templates/甲部.xlsx": b"typed today"}
"""What people have put into the folder of results."""
CORRECTED = {"G1": "0.8", "G2": "0.7"}
RENAMED = PEOPLE.replace("李四", "李思")


@dataclass(frozen=True)
class Scene:
    """A company in which one command is about to run."""

    root: Path
    """The company's folder: input, output, templates, ledger, private state, temporary files."""
    stage: Path
    """A copy of it, from which every trial starts."""
    command: tuple[str, ...]
    before: State
    after: State
    paths: frozenset[str]
    """What lies below `root` after an undisturbed run."""
    operations: tuple[str, ...]
    """The changes to files of an undisturbed run, in order."""
    seconds: float
    """What a run takes."""
    older: Path
    """The ledger of some commands ago."""

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.root / "ledger.sqlite"

    def reset(self) -> None:
        """Put the company back as it was before the command."""
        _copy(self.stage, self.root)

    def now(self) -> State:
        """What lies there."""
        return state(self.root / "out" / QUARTER, self.ledger)


def command_line(root: Path, command: tuple[str, ...], jobs: int = 1) -> list[str]:
    """The installed command with the company's folders."""
    options = {"--ledger": root / "ledger.sqlite"}
    if command[0] in COMMANDS:
        options |= {"--input": root / "in", "--output": root / "out"}
        options |= {"--templates": root / "templates"}
    given = [str(part) for pair in options.items() for part in pair]
    processes = ["--jobs", str(jobs)] if command[0] in COMMANDS else []
    return [str(Path(sys.executable).with_name("gacx-reports")), *command, *given, *processes]


def environment(root: Path) -> dict[str, str]:
    """Nothing of this user's own state is used; temporary files lie in the company's folder."""
    ours = {"XDG_STATE_HOME": str(root / "state"), "TMPDIR": str(root / "tmp")}
    return {k: v for k, v in os.environ.items() if not _OF_CALLERS.fullmatch(k)} | ours


def scene(slot: Path, name: str) -> Scene:
    """Build the company for a command of COMMANDS below a folder, and run the command once undisturbed."""
    root, stage, older = slot / name, slot / f"{name}.stage", slot / f"{name}.older"
    shutil.rmtree(root, ignore_errors=True)
    _found(root)
    _do(root, (name, QUARTER))
    if name == "publish":
        shutil.copy2(root / "ledger.sqlite", older)
        _do(root, ("reopen", QUARTER, "--reason", "更正", "--on", "2024-11-01"))
    else:
        older.touch()
    _type(root)
    _copy(root, stage)
    before = state(root / "out" / QUARTER, root / "ledger.sqlite")
    command, start = COMMANDS[name], time.monotonic()
    operations = counted(command_line(root, command), environment(root), root)
    seconds = time.monotonic() - start
    after = state(root / "out" / QUARTER, root / "ledger.sqlite")
    return Scene(root, stage, command, before, after, paths(root), operations, seconds, older)


def _found(root: Path) -> None:
    """A company with its first workbooks."""
    plain_reports(root / "templates", default_templates())
    (root / "tmp").mkdir()
    Office(root).hand_in(TYPED)


def _type(root: Path) -> None:
    """What people do between two runs: they correct a value and a name, and keep workbooks in the folder of results."""
    Office(root).hand_in(CORRECTED, people=RENAMED)
    for name, content in OWN.items():
        place = root / "out" / QUARTER / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)


def _do(root: Path, command: tuple[str, ...]) -> None:
    code, said = finished(command_line(root, command), environment(root))
    if code:
        raise RuntimeError(said)


def _copy(source: Path, target: Path) -> None:
    """Contents only: where the target is a mounted disk it stays."""
    target.mkdir(exist_ok=True)
    for path in target.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source, target, dirs_exist_ok=True)
