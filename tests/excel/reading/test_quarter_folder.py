"""Other files in a quarter's folder: lock files of open workbooks, files of macOS, folders, archives."""

from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.quarter_folder import contents
from gacx_reports.intake.quarter import read_and_score


def files(folder: Path, *names: str) -> Path:
    """A folder with these files in it."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


@pytest.mark.parametrize(
    "mark", ["~$技术服务组.xlsx", ".~技术服务组.xlsx", ".~lock.技术服务组.xlsx#"]
)
def test_a_workbook_that_is_open_is_named_whoever_holds_it(mark: str, tmp_path: Path) -> None:
    """Excel, WPS and LibreOffice each leave a mark of their own; none of them is a workbook."""
    found = contents(files(tmp_path, "技术服务组.xlsx", mark))
    assert found.open == ("技术服务组.xlsx",)
    assert [p.name for p in found.workbooks] == ["技术服务组.xlsx"]


def test_what_a_mac_leaves_beside_a_file_is_no_workbook(tmp_path: Path) -> None:
    """`._技术服务组.xlsx` comes with USB sticks and network folders."""
    found = contents(files(tmp_path, "技术服务组.xlsx", "._技术服务组.xlsx", "__MACOSX/._a.xlsx"))
    assert [p.name for p in found.workbooks] == ["技术服务组.xlsx"]
    assert not found.strays


def test_what_lies_where_nobody_looks_is_named(tmp_path: Path) -> None:
    """Folders within the folder, and archives; the ratings' folder is read."""
    found = contents(
        files(tmp_path, "评价/G0302.xlsx", "交来的/技术服务组.xlsx", "技术服务组.zip", "说明.txt")
    )
    assert [p.relative_to(tmp_path).as_posix() for p in found.workbooks] == ["评价/G0302.xlsx"]
    assert found.strays == ("交来的/技术服务组.xlsx", "技术服务组.zip")
    assert contents(tmp_path, Limits(strays=1)).strays == ("交来的/技术服务组.xlsx",)


def test_a_missing_workbook_that_lies_in_a_folder_below_is_found(
    samples: Path, tmp_path: Path
) -> None:
    """F01 for the missing workbook, and F06 at the file in the folder below."""
    for path in (samples / "2024Q3").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "新").mkdir()
    (tmp_path / "技术服务组.xlsx").rename(tmp_path / "新" / "技术服务组.xlsx")
    intake = read_and_score(tmp_path, Period(2024, 3), lambda _: [])
    said = {(i.code.value, i.place.workbook): i for i in intake.issues if i.code.startswith("F")}
    assert set(said) == {("F01", "技术服务组.xlsx"), ("F06", "新/技术服务组.xlsx")}
    assert said["F06", "新/技术服务组.xlsx"].details["nearest"] == "技术服务组.xlsx"
