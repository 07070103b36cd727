"""The Makefile is how everybody starts the program: it explains itself and its refusals."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh terminal, though the tests themselves may run under make."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "Q", "P", "ARGS", "NAME"}
    environment = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def public_targets() -> set[str]:
    """Targets declared .PHONY, without the internal ones, whose names start with an underscore."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    declared = re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    return {name for line in declared for name in line.split() if not name.startswith("_")}


def test_make_alone_lists_every_target_with_its_purpose() -> None:
    """`make` alone lists every public target with its purpose, in Chinese first."""
    result = make()
    listed = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert result.returncode == 0
    assert set(listed) == public_targets()
    assert all("\u4e00" <= purpose[0] <= "\u9fff" for purpose in listed.values()), listed


@pytest.mark.parametrize("target", ["quarter", "period", "check", "templates"])
@pytest.mark.parametrize(
    "argument",
    [
        (),
        ("Q=",),
        ("Q=2024",),
        ("Q=2024Q5",),
        ("Q=2024M13",),
        ("P=2024H3",),
        ("Q=2024Q3; echo 坏",),
    ],
)
def test_a_period_that_is_missing_or_malformed_is_refused(
    target: str, argument: tuple[str, ...]
) -> None:
    """One line names the right form, before anything is set up."""
    result = make(target, *argument)
    assert result.returncode == 2
    assert f"make {target} Q=2024Q3" in result.stderr.splitlines()[0]
    assert result.stdout == ""


def test_cleaning_spares_what_somebody_filled_in(tmp_path: Path) -> None:
    """Of the results, only workbooks that `templates` set aside are left; folders that are empty go as well."""
    kept = Path("output/2024Q3/kept/评分/G1 1.xlsx")
    results = ("2024Q3/results.xlsx", "2024Q3/templates/甲部.xlsx", "2024Q4/a.pdf", "posts/b/c.pdf")
    for path in (kept, Path("output/.gitignore"), *(Path("output") / name for name in results)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    done = make("-C", str(tmp_path), "-f", str(ROOT / "Makefile"), "clean")
    assert done.returncode == 0, done.stderr
    files = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {kept, Path("output/.gitignore")}
    assert {p.name for p in (tmp_path / "output").iterdir()} == {".gitignore", "2024Q3"}


def test_a_dry_run_hands_every_option_to_the_program() -> None:
    """INPUT, TEMPLATES, OUTPUT, JOBS and ARGS arrive, whatever spaces they hold."""
    given = ("INPUT=我的 数据", "TEMPLATES=t", "OUTPUT=o", "JOBS=2", "ARGS=-x")
    result = make("-n", "quarter", "Q=2024Q3", *given)
    options = '--jobs 2 --input "我的 数据" --templates "t" --output "o" -x'
    assert options in " ".join(result.stdout.split())


@pytest.mark.parametrize("given", [(), ("NAME=",), ("NAME=bank",), ("NAME=../shop",)])
def test_an_example_that_is_none_is_refused(given: tuple[str, ...]) -> None:
    """`make example` lists those that there are, and writes nothing."""
    result = make("example", *given)
    assert result.returncode == 2
    assert "headquarters hospital production research sales shop" in result.stderr


def test_a_deleted_example_is_made_again() -> None:
    """What the program remembers of its ledger lies beside it: `make clean` is no lost ledger (exit code 2)."""
    said = make("-n", "example", "NAME=shop").stdout
    runs = [line for line in said.splitlines() if "--ledger" in line]
    assert len(runs) == 2
    assert all(f'XDG_STATE_HOME="{ROOT}/output/schemes/${{NAME}}/state"' in line for line in runs)


def test_the_scripts_are_valid_and_executable() -> None:
    """A fresh clone can run them, though they run before anything else of the project does."""
    bash = shutil.which("bash")
    assert bash is not None
    for script in (ROOT / "tools" / "setup.sh", ROOT / ".ci" / "run"):
        assert os.access(script, os.X_OK), script
        subprocess.run([bash, "-n", str(script)], check=True)


def test_the_lock_files_name_no_registry_and_hash_everything() -> None:
    """They install locked packages only, from the registry that pip is configured for."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert not re.search(r"://|^--|file:", text, re.MULTILINE), lock.name
        for requirement in re.split(r"\n(?=\w)", text.replace("\\\n", " "))[1:]:
            assert "--hash=sha256:" in requirement, requirement


def judged(statuses: list[str]) -> subprocess.CompletedProcess[str]:
    """What `make mutation` says of mutants with these outcomes, and one that was not asked for."""
    name = "    gacx_reports.core.exact.x_rounded__mutmut_"
    asked_for = "".join(f"{name}{i}: {status}\n" for i, status in enumerate(statuses))
    lines = f"{asked_for}    gacx_reports.core.rules.bands.x__words__mutmut_1: not checked\n"
    return subprocess.run(
        [sys.executable, "tools/mutation.py"],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(("killed", "code"), [(94, 0), (93, 1), (0, 1)])
def test_mutation_fails_where_too_much_goes_unnoticed(killed: int, code: int) -> None:
    """95 of 100 are 95 %; a mutant that never ends counts as noticed, one without tests does not."""
    result = judged(["timeout", *["killed"] * killed, *["no tests", "survived"] * 50][:100])
    assert result.returncode == code
    last = result.stdout.splitlines()[-1].split()
    assert last[:2] == ["all", "100"]
    assert result.stdout.splitlines()[1].split()[0] == "exact"


def test_mutation_fails_where_many_never_end() -> None:
    """mutmut says so of tests that cannot be started, too: they notice nothing."""
    result = judged([*["timeout"] * 2, *["killed"] * 98])
    assert result.returncode == 1
    assert "can the tests be started?" in result.stderr


def test_mutation_names_only_what_is_there() -> None:
    """A folder that was renamed would no longer be mutated, or no longer be left out."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    tests = options["pytest_add_cli_args_test_selection"]
    for path in (*options["only_mutate"], *options["also_copy"], *tests):
        assert list(ROOT.glob(path.removeprefix("--ignore="))), path
