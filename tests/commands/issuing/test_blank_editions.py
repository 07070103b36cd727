"""`scheme --write`: blank editions are replaced, unless somebody has typed into them."""

import errno
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from gacx_reports import files
from gacx_reports.commands.issuing.blank_editions import put_editions
from gacx_reports.commands.issuing.scheme import blank_editions
from gacx_reports.locations import default_templates
from tests.fixtures.harm import fail_for_good, in_child, kill, operations

DEPARTMENT, ROSTER = "部门工作簿.xlsx", "花名册.xlsx"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """What the bundled scheme needs."""
    return {"scheme.md": b"# new", **blank_editions(default_templates(), "zh")}


@pytest.fixture
def folder(made: dict[str, bytes], tmp_path: Path) -> Path:
    """A folder with the editions of an earlier scheme: the same packages, packed with another byte at the end."""
    for name, content in made.items():
        files.write(tmp_path / "templates" / name, content + b"\0", 0o644)
    return tmp_path / "templates"


def type_into(path: Path, sheet: str, cell: str) -> bytes:
    """Somebody fills in a cell and saves."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = "2024Q4"
    book.save(path)
    return path.read_bytes()


def lying(folder: Path) -> dict[str, bytes]:
    """Path → content."""
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_blank_ones_are_replaced(made: dict[str, bytes], folder: Path) -> None:
    """Everybody may read them, for they are part of the project."""
    earlier = put_editions(folder, made)
    assert (earlier.removed, earlier.filled, earlier.kept) == ((), (), ())
    assert lying(folder) == made
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o644}


@pytest.mark.parametrize(
    ("name", "sheet", "cell"),
    [
        (DEPARTMENT, "封面", "B2"),
        (DEPARTMENT, "填报值", "A2"),
        (ROSTER, "本期", "B2"),
        (ROSTER, "花名册", "A2"),
    ],
)
def test_what_somebody_typed_is_set_aside(
    made: dict[str, bytes], folder: Path, name: str, sheet: str, cell: str
) -> None:
    """On the cover, in a table, in the roster: byte for byte, and once only."""
    typed = type_into(folder / name, sheet, cell)
    (kept,) = put_editions(folder, made).kept
    assert kept == folder / "kept" / name.replace(".xlsx", " 1.xlsx")
    assert lying(folder) == {**made, f"kept/{kept.name}": typed}
    assert put_editions(folder, made).kept == ()


def test_a_file_of_somebody_else_is_set_aside(made: dict[str, bytes], folder: Path) -> None:
    """One that is no workbook, and a workbook that is not ours."""
    (folder / DEPARTMENT).write_text("notes", "utf-8")
    openpyxl.Workbook().save(folder / ROSTER)
    names = {p.name for p in put_editions(folder, made).kept}
    assert names == {"部门工作簿 1.xlsx", "花名册 1.xlsx"}


@pytest.mark.parametrize("act", [kill, fail_for_good(errno.ENOSPC)])
def test_killed_or_out_of_disk(
    made: dict[str, bytes], folder: Path, act: Callable[[], None], tmp_path: Path
) -> None:
    """Before the first operation, the last, or some between: nothing typed is lost, and the next run finishes."""
    typed = type_into(folder / DEPARTMENT, "封面", "B2")
    stage = Path(shutil.copytree(folder, tmp_path / "stage"))
    number = operations(partial(put_editions, folder, made), tmp_path)
    for at in (0, number // 3, number * 2 // 3, number - 1):
        shutil.rmtree(folder)
        shutil.copytree(stage, folder)
        in_child(partial(put_editions, folder, made), tmp_path, at, act)
        assert typed in lying(folder).values()
        files.clear_parts.cache_clear()
        put_editions(folder, made)
        assert lying(folder) == {**made, "kept/部门工作簿 1.xlsx": typed}


def test_two_at_once(made: dict[str, bytes], folder: Path) -> None:
    """The second is told to wait."""
    with files.held(folder), pytest.raises(files.BusyError):
        put_editions(folder, made)
