"""Commands that write several files: killed, out of disk or rivalled, all of them are there or none."""

import errno
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pytest
from click.testing import CliRunner

from gacx_reports import files
from gacx_reports.cli import main
from gacx_reports.ledger.store import trust
from gacx_reports.tree import DRAFTS
from tests.commands.publishing.ledger_fixture import TYPED, Office
from tests.commands.survey.drawn_company import ON, DrawnCompany
from tests.fixtures.harm import fail_for_good, in_child, kill, operations
from tests.fixtures.markdown_company import World, typed_kpi
from tests.fixtures.saved_workbook import save

Q = "2024Q3"
FULL = fail_for_good(errno.ENOSPC)


def run(root: Path, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """A command with the company's folders; returns its output."""
    given = ["--output", str(root / "out")]
    given += [] if "--lang" in arguments else ["--lang", "en"]
    if arguments[0] != "posts":
        given += ["--input", str(root / "in"), "--ledger", str(root / "ledger.sqlite")]
    result = CliRunner().invoke(main, [*arguments, *given])
    assert result.exit_code in codes, result.output
    return result.output


def office(root: Path) -> None:
    """Three people, whose workbooks are handed in."""
    Office(root).hand_in(TYPED)


def issued_before(root: Path) -> None:
    """The quarter was issued with another post, and somebody has begun to type."""
    office(root)
    run(root, "templates", Q, "--lang", "zh")
    typed = root / "out" / Q / "templates" / "甲部.xlsx"
    book = openpyxl.load_workbook(typed)
    book.worksheets[1]["A40"] = "已填"
    book.save(typed)


def posts_before(root: Path) -> None:
    """The documents are there in Chinese."""
    run(root, "posts", "--post", "技术助理", "--jobs", "1", "--lang", "zh")


def compared_before(root: Path) -> None:
    """A comparison with a scheme that hardly differs is there."""
    office(root)
    for name, weight in (("first", "0.9"), ("second", "0.5")):
        kpis = (typed_kpi("产出", weight), typed_kpi("质量", f"{1 - float(weight):.1f}"))
        book = World(kpis=kpis).scheme()
        save(book, root / f"{name}.xlsx")
    compare(root, "first")


def compare(root: Path, scheme: str) -> None:
    """`whatif` with one of the schemes."""
    run(root, "whatif", Q, "--scheme", str(root / f"{scheme}.xlsx"), codes=(0, 1))


def drawn_before(root: Path) -> None:
    """The salt is entered in the roster, the quarter is over."""
    DrawnCompany(root).committed()


CASES: Mapping[str, tuple[Callable[[Path], None], Callable[[Path], object]]] = {
    "templates": (issued_before, lambda root: run(root, "templates", Q)),
    "posts": (
        posts_before,
        lambda root: run(root, "posts", "--post", "技术助理", "--jobs", "1"),
    ),
    "whatif": (compared_before, lambda root: compare(root, "second")),
    "draw": (
        drawn_before,
        lambda root: run(root, "survey", "draw", Q, *ON, codes=(0, 2)),
    ),
}
"""Command → what is there before it, and the command."""


@dataclass
class Scene:
    """A company before a command, from which every trial starts."""

    stage: Path
    act: Callable[[Path], object]
    root: Path = Path()
    """Where the trial is made."""

    def reset(self) -> None:
        """As before the command, at a place of its own and on a machine that has seen the ledger there."""
        self.root = Path(mkdtemp(dir=self.stage.parent))
        shutil.copytree(self.stage, self.root, dirs_exist_ok=True)
        if (self.root / "ledger.sqlite").exists():
            trust(self.root / "ledger.sqlite")

    def work(self) -> None:
        """The command."""
        self.act(self.root)

    def content(self) -> Mapping[str, bytes]:
        """Path → content of every file below the folders of results."""
        out = self.root / "out"
        return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if ours(p)}


def ours(path: Path) -> bool:
    """Whether it is a file, and no lock or document kept for another run."""
    return path.is_file() and path.suffix != ".lock" and ".store" not in path.parts


@pytest.fixture(scope="module", params=CASES)
def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The company of each command."""
    before, act = CASES[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "stage").mkdir()
    before(folder / "stage")
    return Scene(folder / "stage", act)


def test_a_command_is_done_or_not_begun(scene: Scene) -> None:
    """Killed at the first operation, the last, or between, or out of disk from then on; the next run finishes."""
    scene.reset()
    before = scene.content()
    number = operations(scene.work, scene.root / "out")
    after = scene.content()
    assert before != after
    trials = [(kill, n) for n in (0, number // 3, number * 2 // 3, number - 1)]
    for act, at in (*trials, (FULL, number // 2)):
        scene.reset()
        assert not in_child(scene.work, scene.root / "out", at, act) or act is FULL
        shown = {p: c for p, c in scene.content().items() if not p.startswith(".next/")}
        assert shown in (before, after), (act, at)
        scene.work()
        assert scene.content() == after


def test_a_full_disk_is_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 12, whose words are true: what was there before is unchanged."""
    scene.reset()
    before, real, room = scene.content(), files.write, iter(range(1))

    def write(path: Path, content: bytes, mode: int = 0o600) -> None:
        if DRAFTS in path.parts and next(room, None) is None:
            raise files.DiskFullError(path, len(content))
        real(path, content, mode)

    monkeypatch.setattr(files, "write", write)
    with pytest.raises(AssertionError, match="exit 12: the disk is full; what was there before"):
        scene.work()
    assert scene.content() == before


def test_two_at_once(scene: Scene) -> None:
    """The second is told to wait."""
    scene.reset()
    before = scene.content()
    with files.held(scene.root / "out" / Q), files.held(scene.root / "out" / "posts"):
        assert not in_child(scene.work, scene.root / "out", 10**9, kill)
    assert scene.content() == before


def test_what_can_not_be_written_into_is_replaced_all_the_same(scene: Scene) -> None:
    """Files that are marked read-only, as those are that somebody has open in some programs; ours are private."""
    scene.reset()
    for path in (p for p in (scene.root / "out").rglob("*") if p.is_file()):
        path.chmod(0o400)
    scene.work()
    after = scene.content()
    scene.reset()
    scene.work()
    assert after == scene.content()
    modes = {p.stat().st_mode & 0o777 for p in (scene.root / "out").rglob("*") if ours(p)}
    assert modes == {0o600}
