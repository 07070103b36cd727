"""The committed samples equal the generated ones, and companies for load tests have the ordered size."""

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports.core.calendar.period import Period
from tests.samples.quarters import COMMITTED, Q4, scored_from
from tools.samples.__main__ import SAMPLES, SEED, main, write_sample


def _members(path: Path) -> dict[str, bytes]:
    """A workbook's parts: their compression depends on the machine's zlib, their content must not."""
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    "quarter",
    [pytest.param(q, marks=[] if q == Q4 else [pytest.mark.system]) for q in SAMPLES],
    ids=str,
)
def test_regenerating_gives_the_committed_files(quarter: Period, tmp_path: Path) -> None:
    """With the quarter before, whose customers are not called again.

    The quarter that has a case of every rule in every run; the others, made by the same code, in `make test-system`.
    """
    before = str(quarter.previous)
    if (COMMITTED / before).is_dir():
        shutil.copytree(COMMITTED / before, tmp_path / before)
    write_sample(tmp_path, quarter, SEED)
    ours, theirs = tmp_path / str(quarter), COMMITTED / str(quarter)
    names = {p.relative_to(ours) for p in ours.rglob("*.*")}
    assert names == {p.relative_to(theirs) for p in theirs.rglob("*.*")}
    differing = [str(n) for n in names if _members(ours / n) != _members(theirs / n)]
    assert not differing, "run `make samples` and look at the difference"


def test_equal_seeds_give_equal_bytes_and_others_do_not(tmp_path: Path) -> None:
    contents = []
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        args = ["--output", str(tmp_path / folder), "--people", "9", "--departments", "3"]
        result = CliRunner().invoke(main, [*args, "--seed", str(seed)])
        assert result.exit_code == 0, result.output
        files = sorted((tmp_path / folder / "2024Q3").iterdir())
        contents.append([p.read_bytes() for p in files])
    assert contents[0] == contents[1]
    assert contents[0] != contents[2]


def test_a_load_tests_company_is_valid_and_as_large_as_asked_for(tmp_path: Path) -> None:
    args = ["--output", str(tmp_path), "--people", "15", "--departments", "4"]
    result = CliRunner().invoke(main, [*args, "--quarter", "2024Q4"])
    assert result.exit_code == 0, result.output
    outcome = scored_from(tmp_path / "2024Q4", Q4)
    assert len(outcome.employees) == 15
    assert len(outcome.roster.departments) == 4
    assert not outcome.issues


def test_a_load_test_never_overwrites_the_samples() -> None:
    assert CliRunner().invoke(main, ["--people", "5"]).exit_code == 2
