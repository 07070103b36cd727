"""No command runs a file that lies beside the workbooks, whatever module it is called like."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.plain_reports import plain_reports
from tests.fixtures.sound_quarter import lay_out

ROOT = Path(__file__).parents[2]
LIBRARIES = (
    "PIL",
    "click",
    "gacx_reports",
    "holidays",
    "ironcalc",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "pydyf",
    "pypdf",
    "rich",
    "sitecustomize",
    "usercustomize",
    "weasyprint",
    "xlsxwriter",
)
PROGRAM = str(Path(sys.executable).with_name("gacx-reports"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's folder in which a file is called like every module of Python and of the libraries.

    Each would leave its name in `ran`; none does any harm.
    """
    folder = tmp_path_factory.mktemp("company")
    standard = (name for name in sys.stdlib_module_names if not name.startswith("_"))
    quarter = folder / "2024Q3"
    quarter.mkdir()
    lay_out(quarter)
    for name in (*standard, *LIBRARIES):
        for place in (folder, quarter):
            note = f"open({str(folder / 'ran')!r}, 'a').write({name!r} + chr(10))\n"
            (place / f"{name}.py").write_text(note, "utf-8")
    plain_reports(folder / "templates", ROOT / "templates")
    shutil.copy(ROOT / "templates" / "scheme.xlsx", folder / "templates")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "check 2024Q3",
        "quarter 2024Q3 --jobs 2 --only G0111",
        "templates 2024Q3",
        "targets 2024Q3 --only G0111",
        "explain 2024Q3 G0111",
        "whatif 2024Q3 --scheme 2024Q3/考核方案.xlsx",
        "mail 2024Q3",
        "scheme diff 2024Q3/考核方案.xlsx templates/scheme.xlsx",
        "doctor",
    ],
)
def test_no_foreign_code_runs(folder: Path, command: str) -> None:
    """Started in the company's folder, with the workbooks in it, no such file is imported by any process."""
    places = ["--input", ".", "--output", "out"] if "2024Q3" in command.split() else []
    templates = ["--templates", "templates"] if command.startswith(("quarter", "targets")) else []
    done = subprocess.run(
        [PROGRAM, *command.split(), *places, *templates],
        cwd=folder,
        env=os.environ | {"XDG_STATE_HOME": str(folder / "state")},
        capture_output=True,
        text=True,
        check=False,
    )
    ran = folder / "ran"
    assert not ran.exists(), ran.read_text("utf-8")
    # mail has nothing published to send, which it says with 2; no command fails by a fault of the program.
    assert done.returncode in ((2,) if command.startswith("mail") else (0, 1)), done.stderr


FURTHER = (
    "survey draw 2024Q3 --input . --output out --on 2024-10-08",
    "survey verify 2024Q3 --input . --output out",
    "survey plan 2024Q4 --input . --output out",
    "publish 2024Q3 --input . --output out --templates templates --partial",
    "mail 2024Q3 --input . --output out",
    "mail resolve 2024Q3 --output out",
    "ack 2024Q3 G0111 --on 2024-10-20 --output out",
    "appeal 2024Q3 G0111 --on 2024-10-21 --grounds 复核 --output out",
    "reopen 2024Q3 --on 2024-10-22 --reason 复核 --output out",
    "backup copy.sqlite",
    "restore copy.sqlite",
    "mail adopt --reason 复核",
    "purge 2024Q3 --keep-results --output out",
    "posts 2024Q3 --input . --output out --post 受理服务代表",
    "scheme --templates templates --write",
    "doctor --bundle bundle.zip",
)
"""All other commands, in the order of a quarter."""


@pytest.mark.system
def test_no_other_command_runs_foreign_code(folder: Path) -> None:
    """Each has its turn; some are refused in words (2), none fails by a fault of the program."""
    codes = {}
    for command in FURTHER:
        done = subprocess.run(
            [PROGRAM, *command.split()],
            cwd=folder,
            env=os.environ | {"XDG_STATE_HOME": str(folder / "later")},
            capture_output=True,
            text=True,
            check=False,
        )
        ran = folder / "ran"
        assert not ran.exists(), (command, ran.read_text("utf-8"))
        assert done.returncode in (0, 1, 2), (command, done.stderr)
        codes[command.split()[0]] = done.returncode
    assert {codes[name] for name in ("publish", "ack", "appeal", "backup", "restore")} <= {0, 1}


@pytest.mark.parametrize("start", [[PROGRAM], [sys.executable, "-m", "gacx_reports"]])
def test_nor_where_python_is_told_to_look_there(tmp_path: Path, start: list[str]) -> None:
    """By an empty entry in PYTHONPATH or by `-m`: only what Python itself imports first is out of our hands."""
    quarter = tmp_path / "2024Q3"
    quarter.mkdir()
    lay_out(quarter)
    for name in ("select", "click", "json", "openpyxl", "multiprocessing", "ironcalc"):
        (tmp_path / f"{name}.py").write_text(f"open('ran', 'a').write('{name} ')\n", "utf-8")
    done = subprocess.run(
        [*start, "check", "2024Q3", "--input", ".", "--output", "out"],
        cwd=tmp_path,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": os.pathsep},
        capture_output=True,
        text=True,
        check=False,
    )
    ran = tmp_path / "ran"
    assert not ran.exists(), ran.read_text("utf-8")
    assert done.returncode == 0, done.stderr
