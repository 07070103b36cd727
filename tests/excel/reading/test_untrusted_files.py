"""Whatever lies in the quarter's folder: one code or its values, and not a word on stderr."""

import os
from itertools import chain
from pathlib import Path
from typing import IO

import pytest

from gacx_reports.core.sheets.stamp import NAME
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.excel.reading.workbook import read_content, read_file
from tests.excel.reading import untrusted_files, untrusted_packages
from tests.excel.reading.raw_packages import book, strings, workbook
from tests.excel.reading.untrusted_case import READ, Case, outcome
from tools.samples.file_damage import encrypted_by_excel

CASES = tuple(
    chain(
        untrusted_files.kinds(),
        untrusted_files.sizes(),
        untrusted_files.zips(),
        untrusted_files.files(),
        untrusted_packages.packages(),
        untrusted_packages.entities(),
        untrusted_packages.grids(),
        untrusted_packages.counts(),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A quarter's folder, with something beside it."""
    (tmp_path / "2024Q3").mkdir()
    return tmp_path / "2024Q3"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_hostile_file_is_one_code_or_its_values(
    case: Case, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exactly that code, or the values that are read in spite of it."""
    path = folder / "技术服务组.xlsx"
    case.build(path)
    book, issues = read_file(path, folder, case.limits)
    assert outcome((book, issues)) == case.code
    assert {i.place.workbook for i in issues} <= {path.name}
    assert (book.sheets[0].rows if book else None) == case.rows
    assert capfd.readouterr() == ("", "")


def test_every_case_has_a_name_of_its_own() -> None:
    """A failure would be hard to find otherwise."""
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_what_is_over_a_limit_is_read_under_the_usual_ones(folder: Path) -> None:
    """It is the limit that refuses it, and no file here is too large for other programs."""
    for case in (c for c in CASES if c.code == "F15"):
        path = folder / "a.xlsx"
        case.build(path)
        assert outcome(read_file(path, folder, LIMITS)) in (READ, "F02"), case.name
        assert path.stat().st_size < 10_000


def test_a_workbook_cut_off_anywhere_is_damaged_or_empty() -> None:
    """Half a download, wherever it broke off."""
    whole = workbook()
    for end in (0, 1, 2, 3, 30, *range(100, len(whole) - 1, len(whole) // 16), len(whole) - 1):
        expected = {0: "F03", 1: "F04"}.get(end, "F02")
        assert outcome(read_content("a.xlsx", whole[:end])) == expected


def test_a_file_that_somebody_is_writing_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F16, whether it grows, shrinks or is replaced between our look and our reading."""
    path = folder / "a.xlsx"
    opened = Path.open

    def meddling(change: bytes) -> None:
        def meddle(self: Path, mode: str) -> IO[bytes]:
            before = self.stat()
            changed = self.with_suffix(".tmp")
            with opened(changed, "wb") as file:
                file.write(change)
            os.utime(changed, ns=(0, before.st_mtime_ns))
            changed.replace(self)
            return opened(self, "rb")

        path.write_bytes(workbook())
        monkeypatch.setattr(Path, "open", meddle)
        assert outcome(read_file(path, folder)) == "F16"
        monkeypatch.undo()

    meddling(workbook() + b"more")
    meddling(workbook()[:50])
    meddling(workbook())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_we_may_not_read_is_an_issue(folder: Path) -> None:
    """F02, with the system's own words."""
    path = folder / "a.xlsx"
    path.write_bytes(workbook())
    path.chmod(0)
    _, (issue,) = read_file(path, folder)
    assert (issue.code, issue.found) == ("F02", "Permission denied")


def test_a_file_name_that_is_no_utf8_is_read(folder: Path) -> None:
    """Old archives unpack to file names in GBK."""
    path = folder / os.fsdecode("技术.xlsx".encode("gbk"))
    path.write_bytes(workbook())
    assert outcome(read_file(path, folder)) == READ


def test_a_stamp_is_cut_off() -> None:
    """A defined name may be as long as a formula; a stamp is short."""
    names = f'<definedNames><definedName name="{NAME}">"2024Q3"</definedName></definedNames>'
    content = workbook(book=book().replace("</sheets>", f"</sheets>{names}"))
    for limits, stamp in ((LIMITS, "2024Q3"), (Limits(stamp_characters=4), "2024")):
        found, _ = read_content("a.xlsx", content, limits)
        assert found
        assert found.stamps == {"name": stamp}


def test_a_built_in_password_of_too_many_rounds_is_not_tried() -> None:
    """F05: to hash it would take the time that the workbook is not worth."""
    files = {"a.xlsx": workbook(strings=strings("一" * 2000))}
    encrypted_by_excel("a.xlsx")(files)
    assert outcome(read_content("a.xlsx", files["a.xlsx"])) == "F22"
    assert outcome(read_content("a.xlsx", files["a.xlsx"], Limits(hash_rounds=999))) == "F05"
