"""Real people's workbooks never slip into git, and every sample is in it: as git itself says."""

import subprocess

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone of git")
QUARTERS = {f"{year}{part}" for year in range(2020, 2041) for part in ("Q1", "Q2", "Q3", "Q4", "Y")}
NAMES = (
    "花名册.xlsx",
    "客户服务部.xlsx",
    "Roster.xlsx",
    "评价/G0302.xlsx",
    "passwords.csv",
    "notes",
)


def git(*arguments: str, given: str = "") -> list[str]:
    """What git prints, path by path; 1 is its answer that nothing matches."""
    command = ["git", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return [path for path in done.stdout.split("\0") if path]


def ignored(*paths: str) -> set[str]:
    """Those of the paths that git ignores, by the rules alone, whether a file is there or not."""
    given = "\0".join(paths)
    return set(git("check-ignore", "--no-index", "--stdin", "-z", given=given))


def tracked(folder: str = ".") -> list[str]:
    """Files of the clone."""
    return git("ls-files", "-z", folder)


def samples() -> set[str]:
    """The quarters that are in the clone."""
    return {path.split("/")[1] for path in tracked("input_samples")} - {"broken", "schemes"}


def test_every_quarter_that_is_no_sample_is_ignored() -> None:
    """Past and coming ones, with all that lies in them."""
    assert samples() < QUARTERS
    real = [f"input_samples/{q}/{name}" for q in QUARTERS - samples() for name in NAMES]
    assert ignored(*real) == set(real)


@pytest.mark.parametrize(
    "path",
    [
        "input_samples/2025Q2.zip",
        "input_samples/2025Q2 - 副本/花名册.xlsx",
        "input_samples/2025q2/花名册.xlsx",
        "input_samples/2025年二季度/花名册.xlsx",
        "input_samples/2024Q3 正式/花名册.xlsx",
        "input_samples/花名册.xlsx",
        "input_samples/2024Q3/~$客户服务部.xlsx",
        "input_samples/2024Q3/.~客户服务部.xlsx",
        "input_samples/2024Q3/.~lock.客户服务部.xlsx#",
        "input_samples/2024Q3/客户服务部.xlsx.bak",
        "input_samples/2024Q3/客户服务部.xlsx~",
        "input_samples/2024Q3/客户服务部的备份.xlk",
        "input_samples/2024Q4/评价/~$G0302.xlsx",
        "ledger.sqlite",
        "ledger.sqlite-wal",
        "ledger.sqlite.before-1",
        "ledger-2024-10.sqlite",
        "backups/ledger-2024-10.sqlite",
        "签收名单.xlsx",
        "工资.xls",
        "通讯录.csv",
        "2025Q2.zip",
        "mail.toml",
        "output/2025Q2/results.xlsx",
        "output/2025Q2/employees/客户服务部/主管—某人.pdf",
    ],
)
def test_what_may_hold_names_or_pay_is_ignored(path: str) -> None:
    """Copies, archives, lock files, backups, the ledger and results."""
    assert ignored(path) == {path}


def test_no_file_of_the_clone_is_ignored() -> None:
    """Else a change of it, or a new sample beside it, would be forgotten."""
    assert ignored(*tracked()) == set()


def test_a_new_file_of_a_sample_is_seen() -> None:
    """What `make samples` may add."""
    new = [f"input_samples/{quarter}/评价/G0999.xlsx" for quarter in samples()]
    new += ["input_samples/broken/V99/2024Q3/花名册.xlsx", "templates/new.xlsx"]
    assert ignored(*new) == set()
