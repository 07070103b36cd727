"""The practice folders: each names its seeded fault at its cell, and nothing else."""

import re
import zipfile
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.translation import issues_in
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import Intake, look_back, read_and_score
from gacx_reports.intake.readers import ONE
from tests.fixtures.sound_quarter import sound_quarter
from tests.samples.practice_quarters import issues_of, printable
from tools.samples.__main__ import usual_scheme
from tools.samples.editions import edition
from tools.samples.practice_folders import QUARTER, UNRELATED, write_practice_folders
from tools.samples.seeded_faults import ROSTER, SCHEME, SEEDED_FAULTS, SURVEY, TOP, SeededFault
from tools.samples.workbook_edits import edit, put

ELSEWHERE = {
    "F16": "needs somebody who writes while we read: tests/excel/reading",
    "F17": "a link can't be committed for Windows: tests/excel/reading",
    "F19": "needs a file that takes too long on every machine: tests/excel/reading",
    "P24": "needs somebody who moved inside the quarter: tests/core/test_transfers.py",
    "P29": "needs a scheme with other raters than the supervisor: tests/core/test_raters.py",
    "P30": "needs a scheme that computes a unit's result: tests/core/test_units.py",
    "P35": "needs a scheme that lets such a KPI have personal targets: tests/core/test_scoring.py",
    "P32": "only whatif says it: tests/core/test_whatif_units.py",
    "P33": "only whatif says it: tests/core/test_whatif_units.py",
    "P83": "only whatif says it: tests/commands/quarter/test_kpi_raters.py",
    "C15": "needs a scheme that computes a unit's result: tests/core/test_units.py",
    "C31": "no practice folder has documents of posts: tests/core/test_posts.py",
    "C32": "is about two languages: tests/core/test_english_pillars.py",
    "P47": "names both jobs: tests/core/submissions/test_job_numbers.py",
    "C30": "is said in English only: tests/core/test_english.py",
    "P60": "needs answers of two callers: tests/core/submissions/test_call_tampering.py",
    **dict.fromkeys(
        ("D01", "D02", "D03", "D04", "D05", "D06"),
        "is about what is recorded, not handed in: tests/commands/publishing/test_days.py",
    ),
    **dict.fromkeys(
        (f"A0{n}" for n in range(1, 9)),
        "is about what is approved, not handed in: tests/commands/publishing/test_approvals.py",
    ),
    "P72": "needs a ledger: tests/commands/publishing/test_year.py",
    "P73": "needs a ledger: tests/core/periods/test_year.py",
    "P84": "needs a ledger: tests/core/periods/test_year.py",
    "P14": "never stands alone, it follows from another's fault: tests/core",
}
"""Codes without a folder, and why."""
LIMIT = 13 * 2**20
"""Bytes of all folders together: they are in every clone."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")
GAPS = re.compile(r"“”|（）|\(\)|[：:][。.]|[：:，, ]$|  |\{", re.MULTILINE)
"""Pattern of a message in which a detail is missing."""
UNOPENABLE = {f.code for f in SEEDED_FAULTS if f.code.startswith("F")} | {"S23", "V17"}
"""Faults of the file itself, and a sheet and a cell of which other programs than ours say that the file is broken."""


@pytest.fixture(scope="session")
def broken(samples: Path) -> Path:
    """The committed practice folders."""
    return samples / "broken"


@cache
def taken_in(folder: Path) -> tuple[Issue, ...]:
    """Issues of the quarter, and of the quarters before it."""
    history, found = look_back(folder, QUARTER, ONE)
    del history
    return (*issues_of(folder), *found)


def by_code(fault: SeededFault) -> str:
    """A test's name."""
    return fault.code


@pytest.mark.parametrize("fault", SEEDED_FAULTS, ids=by_code)
def test_a_practice_folder_has_its_fault_at_its_cell_and_no_other(
    fault: SeededFault, broken: Path
) -> None:
    """No other issue, not even a note, so that the exercise has one answer."""
    issues = taken_in(broken / fault.code)
    found = {(i.code, i.place) for i in issues}
    assert found == {(fault.code, CellRef(fault.workbook, fault.sheet, fault.cell))}
    for lang in LANGUAGES:
        words = describe(issues[0], translator(lang))
        assert all((words.title, words.expected, words.mend))
        assert not GAPS.search("\n".join((words.title, words.expected, words.mend)))


@pytest.mark.parametrize("fault", SEEDED_FAULTS, ids=by_code)
def test_the_example_of_a_code_is_what_its_practice_folder_shows(
    fault: SeededFault, broken: Path
) -> None:
    """If the folder's issue found something, the example is that; a long text is cut."""
    example = CATALOGUE[fault.code].entry.example
    found = {issue.found for issue in taken_in(broken / fault.code)} - {""}
    assert not found or any(f.startswith(example.removesuffix("…")) for f in found)


def test_without_a_fault_the_practice_quarter_is_sound(tmp_path: Path) -> None:
    """Everybody is scored, and nothing is worth saying, in either language."""
    write(dict(sound_quarter()), tmp_path)
    intake = read_and_score(tmp_path, QUARTER, printable)
    assert not intake.issues
    assert intake.outcome
    assert {e.status for e in intake.outcome.employees.values()} == {"scored"}
    assert len(intake.outcome.employees) == 7
    assert issues_in("en", (), intake.outcome) == ()


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put the files into the folder."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_every_code_has_a_folder_or_a_reason_why_not(broken: Path) -> None:
    """A new code needs a practice folder; each code has one."""
    codes = [f.code for f in SEEDED_FAULTS]
    assert len(set(codes)) == len(codes)
    assert set(codes) | ELSEWHERE.keys() == set(CATALOGUE)
    assert not set(codes) & ELSEWHERE.keys()
    assert {p.name for p in broken.iterdir() if p.is_dir()} == set(codes)


def contents(folder: Path) -> dict[str, object]:
    """Every file: a workbook's parts by checksum, for their compression depends on the machine's zlib."""
    found: dict[str, object] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found[name] = [(m.filename, m.CRC, m.file_size) for m in package.infolist()]
        else:
            found[name] = zlib.crc32(path.read_bytes())
    return found


def test_regenerating_gives_the_committed_folders(broken: Path, tmp_path: Path) -> None:
    """`make samples` changes nothing."""
    write_practice_folders(tmp_path)
    assert contents(tmp_path) == contents(broken)


def test_the_folders_are_small(broken: Path) -> None:
    """All of them together."""
    assert sum(p.stat().st_size for p in broken.rglob("*") if p.is_file()) < LIMIT


@cache
def opens(content: bytes) -> bool:
    """Whether every sheet has cells; most folders have most workbooks in common."""
    return all(page.max_row >= 1 for page in openpyxl.load_workbook(BytesIO(content)))


@pytest.mark.parametrize(
    "fault", [f for f in SEEDED_FAULTS if f.code not in UNOPENABLE], ids=by_code
)
def test_every_workbook_that_is_to_be_mended_opens(fault: SeededFault, broken: Path) -> None:
    """The reader mends cells, so only a workbook whose fault is the file itself may fail to open."""
    folder = broken / fault.code / str(QUARTER)
    for path in folder.glob("*.xlsx"):
        assert opens(path.read_bytes())


def test_the_scheme_is_the_samples_own(tmp_path: Path, broken: Path) -> None:
    """Its cells are those of the sample quarters; sheets that no fault is about are left out, and the draw of calls."""
    (tmp_path / SCHEME).write_bytes(edition(usual_scheme(), (), surveyed=False))
    theirs = read_workbook(tmp_path / SCHEME)
    ours = read_workbook(broken / "V01" / str(QUARTER) / SCHEME)
    assert not isinstance(theirs, Issue)
    assert not isinstance(ours, Issue)
    assert len(ours.sheets) == len(SCHEME_SHEETS) - len(UNRELATED)
    for page in ours.sheets:
        twin = theirs.sheet(page.name)
        assert twin is not None
        width = max(len(cells) for _, cells in page.rows)
        assert page.rows == tuple((n, cells[:width]) for n, cells in twin.rows)


def changed(tmp_path: Path, workbook: str, sheet: str, cell: str, value: object) -> Intake:
    """The sound quarter with one cell changed, taken in."""
    files = dict(sound_quarter())
    edit(workbook, put(sheet, cell, value))(files)
    write(files, tmp_path)
    return read_and_score(tmp_path, QUARTER, printable)


@pytest.mark.parametrize(
    ("workbook", "sheet", "cell", "value", "code"),
    [
        (ROSTER, "花名册", "G7", "去年", "V04"),
        (ROSTER, "花名册", "I2", "在值", "V06"),
        (ROSTER, "花名册", "D7", "物料助理", "P07"),
        (ROSTER, "花名册", "C7", "客户部", "P08"),
        (ROSTER, "部门", "C2", "G0100", "P01"),
        (ROSTER, "本期", "B3", "国庆之后", "V04"),
        (SCHEME, "记录表", "A8", "备件收发表", "C03"),
        (TOP, "封面", "A2", "季 度：", "P20"),
        (SURVEY, "封面", "B2", "2024Q4", "S05"),
    ],
)
def test_a_fault_is_not_drowned_in_what_follows_from_it(
    workbook: str, sheet: str, cell: str, value: object, code: str, tmp_path: Path
) -> None:
    """Entries about an employee whose roster row is faulty are not reported in addition."""
    intake = changed(tmp_path, workbook, sheet, cell, value)
    assert {i.code for i in errors(intake.issues)} == {code}
    assert {i.place.workbook for i in errors(intake.issues)} == {workbook}
