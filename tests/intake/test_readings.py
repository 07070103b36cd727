"""What an earlier run read is used only where everything that it comes from is the same, and is the same as reading."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.cache import recipe
from gacx_reports.cache.readings import Readings
from gacx_reports.cache.store import Store, emptied, opened
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.sheets.recalculated import GAVE_UP, NotComputed
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.files import ChangedError
from gacx_reports.intake.fingerprint import fingerprint
from gacx_reports.intake.quarter import look_back, read_and_score
from gacx_reports.intake.readers import Readers
from tests.intake.test_snapshot import DEPARTMENT, company

Q3, Q4 = Period(2024, 3), Period(2024, 4)
SCHEME = "考核方案.xlsx"
FILES = 4
"""The company's workbooks."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with opened(tmp_path / "output", tmp_path / "private") as found:
        yield found


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with the third quarter of a small company."""
    (tmp_path / "in").mkdir()
    company(tmp_path / "in" / str(Q3), "0.9", "张三")
    return tmp_path / "in"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as it goes on."""
    names: list[str] = []
    real = sandbox.read_files

    def noted(paths: Sequence[Path], *given: Any) -> Any:
        names.extend(path.name for path in paths)
        return real(paths, *given)

    monkeypatch.setattr(sandbox, "read_files", noted)
    return names


def readers(store: Store, kitchen: str = "") -> Readers:
    """Readers that know what lies in the store."""
    return Readers(1, readings=Readings(store, kitchen or recipe.reading_kitchen(LIMITS)))


def whole(source: Path, quarter: Period, by: Readers) -> str:
    """All that reading and scoring a quarter gives, types included."""
    return repr(read_and_score(source, quarter, readers=by))


def practice(samples: Path) -> list[Path]:
    """Every practice folder's quarter, in which something is wrong."""
    return [p / str(Q3) for p in sorted((samples / "broken").iterdir()) if p.is_dir()]


def same_whoever_reads(source: Path, store: Store) -> None:
    """A quarter's issues and results are the same of an empty store, of a full one and without any."""
    fresh = whole(source, Q3, Readers())
    assert whole(source, Q3, readers(store)) == fresh, source
    assert whole(source, Q3, readers(store)) == fresh, source


def test_a_reading_is_what_reading_gives(samples: Path, store: Store) -> None:
    """Of the sample quarter, and of every fortieth practice folder; `make test-system` tries all."""
    for source in (samples / str(Q3), *practice(samples)[::40]):
        same_whoever_reads(source, store)


def test_no_file_is_read_twice(inputs: Path, store: Store, read: list[str]) -> None:
    """Of a quarter, nor of one before it, which is not scored again either."""
    whole(inputs / str(Q3), Q3, readers(store))
    assert len(read) == FILES
    whole(inputs / str(Q3), Q3, readers(store))
    before, _ = look_back(inputs, Q4, readers(store))
    assert len(read) == FILES
    again, _ = look_back(inputs, Q4, readers(store))
    assert repr(again) == repr(before)
    assert repr(again) == repr(look_back(inputs, Q4, Readers())[0])


def test_what_the_store_holds_is_not_in_memory_too(inputs: Path, store: Store) -> None:
    """A workbook comes out of the store whenever it is looked at, and is never another: gone is changed."""
    source = inputs / str(Q3)
    path = source / DEPARTMENT
    wanted = {path: fingerprint(path)}
    first, read = (readers(store).read(wanted, source)[path] for _ in range(2))
    assert first.content == read.content == b""
    assert first.workbook == read.workbook == Readers().read(wanted, source)[path].workbook
    emptied(store.folder.parent)
    with pytest.raises(ChangedError):
        _ = read.workbook


def test_only_what_changed_is_read_again(inputs: Path, store: Store, read: list[str]) -> None:
    """One cell of one workbook, then all of them back as they were."""
    first = whole(inputs / str(Q3), Q3, readers(store))
    look_back(inputs, Q4, readers(store))
    read.clear()
    before = (inputs / str(Q3) / DEPARTMENT).read_bytes()
    changes = company(inputs.parent / "changed", "0.5", "张三")
    (inputs / str(Q3) / DEPARTMENT).write_bytes(changes[DEPARTMENT])
    changed = whole(inputs / str(Q3), Q3, readers(store))
    assert read == [DEPARTMENT]
    assert changed == whole(inputs / str(Q3), Q3, Readers()) != first
    history, _ = look_back(inputs, Q4, readers(store))
    assert repr(history[Q3]) == repr(read_and_score(inputs / str(Q3), Q3))
    read.clear()
    (inputs / str(Q3) / DEPARTMENT).write_bytes(before)
    assert whole(inputs / str(Q3), Q3, readers(store)) == first
    assert read == []


def test_another_scheme_is_another_quarter(inputs: Path, store: Store) -> None:
    """An earlier quarter is scored anew under it, though the other workbooks are the same."""
    look_back(inputs, Q4, readers(store))
    path = inputs / str(Q3) / SCHEME
    path.write_bytes(path.read_bytes() + b"\0" * 22)
    found, _ = look_back(inputs, Q4, readers(store))
    assert repr(found) == repr(look_back(inputs, Q4, Readers())[0])


def test_program_packages_and_limits_are_ingredients(
    inputs: Path, store: Store, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading of another program, of another version of a library or within other limits is none."""
    kitchens = [recipe.reading_kitchen(LIMITS), recipe.reading_kitchen(replace(LIMITS, cells=9))]
    for part in ("program", "_packages"):
        monkeypatch.setattr(recipe, part, lambda: "another")
        kitchens.append(recipe.reading_kitchen(LIMITS))
    for kitchen in kitchens:
        read.clear()
        whole(inputs / str(Q3), Q3, readers(store, kitchen))
        assert len(read) == FILES
    assert len({*kitchens}) == 4


def test_a_file_is_known_by_its_name_too(inputs: Path, store: Store, read: list[str]) -> None:
    """Issues and sources name it; the same bytes under another name are another workbook."""
    whole(inputs / str(Q3), Q3, readers(store))
    read.clear()
    (inputs / str(Q3) / DEPARTMENT).rename(inputs / str(Q3) / "乙部.xlsx")
    assert whole(inputs / str(Q3), Q3, readers(store)) == whole(inputs / str(Q3), Q3, Readers())
    assert read[0] == "乙部.xlsx"


def test_a_link_out_of_the_folder_is_refused_although_its_bytes_are_known(
    inputs: Path, store: Store
) -> None:
    """F17, as on the first day."""
    whole(inputs / str(Q3), Q3, readers(store))
    look_back(inputs, Q4, readers(store))
    path = inputs / str(Q3) / DEPARTMENT
    path.rename(inputs / DEPARTMENT)
    path.symlink_to(inputs / DEPARTMENT)
    found = read_and_score(inputs / str(Q3), Q3, readers=readers(store))
    assert "F17" in [str(i.code) for i in found.issues]
    history, _ = look_back(inputs, Q4, readers(store))
    assert "F17" in [str(i.code) for i in history[Q3].issues]


def entries(store: Store) -> list[Path]:
    """Everything in the store."""
    return [p for p in store.folder.rglob("*") if p.is_file()]


@pytest.mark.parametrize("content", [b"", b"forged", None])
def test_a_damaged_reading_is_none(
    inputs: Path, store: Store, read: list[str], content: bytes | None
) -> None:
    """Cut, forged, or with one reading in the place of another: the files are read."""
    first = whole(inputs / str(Q3), Q3, readers(store))
    look_back(inputs, Q4, readers(store))
    read.clear()
    one = entries(store)[0].read_bytes()
    for path in entries(store):
        path.write_bytes(one[:-1] if content is None else content)
    assert whole(inputs / str(Q3), Q3, readers(store)) == first
    assert len(read) == FILES
    assert "张三" in repr(look_back(inputs, Q4, readers(store))[0])


def test_another_folders_store_serves_nobody(inputs: Path, tmp_path: Path, read: list[str]) -> None:
    """A copy of it lies where nothing was put; nor does one whose digests are lost or cut off."""
    private, output = tmp_path / "private", tmp_path / "output"
    with opened(output, private) as store:
        whole(inputs / str(Q3), Q3, readers(store))
    shutil.copytree(output, tmp_path / "copy")
    read.clear()
    with opened(tmp_path / "copy", private) as store:
        whole(inputs / str(Q3), Q3, readers(store))
    assert len(read) == FILES
    db = private / "store.sqlite"
    with sqlite3.connect(db) as found:
        found.execute("PRAGMA wal_checkpoint")
    found.close()
    db.write_bytes(db.read_bytes()[:-100])
    with opened(output, private) as store:
        assert whole(inputs / str(Q3), Q3, readers(store))


def test_what_had_no_time_is_tried_again(
    inputs: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a formula that was given up nor a file that could not be read is taken for known."""
    path = inputs / str(Q3) / DEPARTMENT
    content = path.read_bytes()
    path.write_bytes(content[:900])
    assert "F02" in whole(inputs / str(Q3), Q3, readers(store))
    look_back(inputs, Q4, readers(store))
    known = len(entries(store))
    assert known == FILES - 1
    by = readers(store)
    cell = ("填报值", 2, 3)
    for result in (NotComputed(GAVE_UP), NotComputed("")):
        monkeypatch.setattr(
            sandbox, "recalculate_in_child", lambda _, w, r=result: dict.fromkeys(w, r)
        )
        found = by.recalculate(Workbook(DEPARTMENT, (), "f" * 64), [cell])
        assert found == {cell: result}
    assert len(entries(store)) == known + 1
    assert by.recalculate(Workbook(DEPARTMENT, (), "f" * 64), [cell]) == {cell: NotComputed("")}
