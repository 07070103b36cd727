"""The inputs of a run are those of one moment: what changes meanwhile is read again, what keeps changing refused."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.sheets.packed_read import PackedRead, packed_read
from gacx_reports.excel.reading import sandbox, workbook
from gacx_reports.files import ChangedError
from gacx_reports.intake import snapshot
from gacx_reports.intake.quarter import Intake, read_and_score
from gacx_reports.intake.scheme_and_roster import read_scheme_and_roster
from tests.fixtures.markdown_company import PEOPLE, World
from tests.fixtures.saved_workbook import save

QUARTER = Period(2024, 3)
DEPARTMENT, ROSTER = "甲部.xlsx", "花名册.xlsx"

Meddle = Callable[[int], None]
"""What somebody does to the folder before the file of that number is read, from 1."""


def company(folder: Path, value: str, name: str) -> dict[str, bytes]:
    """The workbooks of a company in which G1 is called `name` and has reached `value`."""
    folder.mkdir(exist_ok=True)
    world = World(
        typed=f"| G1 | 产出 | {value} |\n| G2 | 产出 | 0.7 |", people=PEOPLE.replace("张三", name)
    )
    for book in (world.scheme(), world.roster(), *world.department().values()):
        save(book, folder / book.name)
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbooks of Monday."""
    return company(tmp_path_factory.mktemp("before"), "0.9", "张三")


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbooks of Tuesday."""
    return company(tmp_path_factory.mktemp("after"), "0.5", "张三丰")


@pytest.fixture
def folder(tmp_path: Path, before: dict[str, bytes]) -> Path:
    """The quarter's folder, on Monday."""
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def meddle(monkeypatch: pytest.MonkeyPatch) -> Callable[[Meddle], list[str]]:
    """Let something happen while workbooks are read; returns the list of names that were read."""

    def arranged(act: Meddle) -> list[str]:
        read: list[str] = []

        def one_by_one(paths: Sequence[Path], below: Path, *_: object) -> list[PackedRead]:
            found = []
            for path in paths:
                read.append(path.name)
                act(len(read))
                found.append(packed_read(workbook.read_file(path, below)))
            return found

        monkeypatch.setattr(sandbox, "read_files", one_by_one)
        monkeypatch.setattr(snapshot, "pause", lambda _: None)
        return read

    return arranged


def told(intake: Intake) -> tuple[str, str]:
    """Name and result of G1."""
    assert intake.outcome
    person = intake.outcome.employees["G1"]
    return intake.outcome.roster.people["G1"].name, str(person.total)


def test_a_version_of_one_day_is_not_mixed_with_one_of_another(
    folder: Path, after: dict[str, bytes], meddle: Callable[[Meddle], list[str]]
) -> None:
    """Both workbooks are replaced when one of them was read already: both are read again, and nothing else."""
    monday = told(read_and_score(folder, QUARTER))

    def tuesday(number: int) -> None:
        if number == 3:
            for name in (DEPARTMENT, ROSTER):
                (folder / name).write_bytes(after[name])

    read = meddle(tuesday)
    intake = read_and_score(folder, QUARTER)
    assert monday[0] == "张三"
    assert told(intake)[0] == "张三丰"
    assert told(intake)[1] != monday[1]
    assert read == [*sorted(p.name for p in folder.iterdir()), DEPARTMENT, ROSTER]


def test_a_workbook_that_was_half_written_is_read_when_it_is_whole(
    folder: Path, before: dict[str, bytes], meddle: Callable[[Meddle], list[str]]
) -> None:
    """Nobody is told that it is damaged."""

    def writing(number: int) -> None:
        if number in (1, 4):
            (folder / DEPARTMENT).write_bytes(before[DEPARTMENT][: 900 if number == 1 else None])

    meddle(writing)
    intake = read_and_score(folder, QUARTER)
    assert not [i for i in intake.issues if i.place.workbook == DEPARTMENT]
    assert told(intake)[0] == "张三"


def test_a_workbook_that_keeps_changing_is_refused_by_name(
    folder: Path, before: dict[str, bytes], meddle: Callable[[Meddle], list[str]]
) -> None:
    """After three attempts; the other workbooks are read once."""

    def writing(number: int) -> None:
        (folder / DEPARTMENT).write_bytes(before[DEPARTMENT] + bytes(number))

    read = meddle(writing)
    with pytest.raises(ChangedError, match=f"^{DEPARTMENT}$"):
        read_and_score(folder, QUARTER)
    assert read.count(ROSTER) == 1


def test_what_is_changed_and_changed_back_is_noticed(
    folder: Path,
    before: dict[str, bytes],
    after: dict[str, bytes],
    meddle: Callable[[Meddle], list[str]],
) -> None:
    """Tuesday's workbook lay there only while it was read, with Monday's times before and after: Monday's counts."""
    path = folder / DEPARTMENT
    times = path.stat()

    def there_and_back(number: int) -> None:
        if number in (2, 3):
            path.write_bytes(after[DEPARTMENT] if number == 2 else before[DEPARTMENT])
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    monday = told(read_and_score(folder, QUARTER))
    read = meddle(there_and_back)
    assert told(read_and_score(folder, QUARTER)) == monday
    assert read.count(DEPARTMENT) == 2


@pytest.mark.parametrize("event", ["goes", "comes", "comes and goes"])
def test_files_may_come_and_go_between_listing_and_reading(
    folder: Path, before: dict[str, bytes], meddle: Callable[[Meddle], list[str]], event: str
) -> None:
    """The run is as if it had begun afterwards."""
    late = folder / "说明.xlsx"
    if event == "goes":
        late.write_bytes(before[ROSTER])

    def moving(number: int) -> None:
        if number == 1 and event != "goes":
            late.write_bytes(before[ROSTER])
        if number == 3 and event != "comes":
            late.unlink()

    meddle(moving)
    intake = read_and_score(folder, QUARTER)
    unexpected = {i.place.workbook for i in intake.issues if i.code == "F06"}
    assert unexpected == ({late.name} if event == "comes" else set())
    assert told(intake)[0] == "张三"


def test_a_folder_that_goes_while_it_is_listed_is_no_fault(
    folder: Path, meddle: Callable[[Meddle], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is listed again; the quarter's own folder is missed by name."""
    meddle(lambda _: None)
    (folder / "评价").mkdir()
    real = Path.iterdir
    gone = iter([True])

    def listing(self: Path) -> object:
        if self.name == "评价" and next(gone, False):
            self.rmdir()
        return real(self)

    monkeypatch.setattr(Path, "iterdir", listing)
    assert told(read_and_score(folder, QUARTER))[0] == "张三"
    with pytest.raises(FileNotFoundError):
        read_and_score(folder / "nowhere", QUARTER)


def test_a_record_of_a_draw_belongs_to_the_snapshot(
    folder: Path, meddle: Callable[[Meddle], list[str]]
) -> None:
    """One that is written meanwhile counts as it is in the end, though no workbook is read again."""

    def drawing(number: int) -> None:
        (folder / "抽样记录.json").write_text(str(number), "utf-8")

    paths = meddle(drawing)
    intake = read_and_score(folder, QUARTER)
    assert intake.inputs["抽样记录.json"] == hashlib.sha256(b"4").hexdigest()
    assert len(paths) == 4


def test_scheme_and_roster_are_one_snapshot_where_only_they_are_read(
    folder: Path, after: dict[str, bytes], meddle: Callable[[Meddle], list[str]]
) -> None:
    """As `mail` and `templates` read them."""

    def renaming(number: int) -> None:
        if number == 2:
            (folder / ROSTER).write_bytes(after[ROSTER])

    meddle(renaming)
    both, _ = read_scheme_and_roster(folder, QUARTER)
    assert both
    assert both.roster.people["G1"].name == "张三丰"


def test_a_pipe_in_a_workbooks_place_is_not_waited_for(folder: Path) -> None:
    """It is F17, as before."""
    os.mkfifo(folder / "管道.xlsx")
    intake = read_and_score(folder, QUARTER)
    assert [i.place.workbook for i in intake.issues if i.code == "F17"] == ["管道.xlsx"]
