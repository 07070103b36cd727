"""What other users of the machine can see of a run: command lines of processes, and names in the temporary folder."""

import os
import subprocess
import sys
from pathlib import Path

from tests.commands.publishing.ledger_fixture import furnish

HOOK = """
import os, sys
trace = os.open(os.environ["TRACE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

def note(kind, text):
    os.write(trace, f"{kind} {text!r}\\n".encode("utf-8", "surrogateescape"))

def heard(event, given):
    if event in ("tempfile.mkstemp", "tempfile.mkdtemp", "subprocess.Popen"):
        note(event, given[:2] if event == "subprocess.Popen" else given)
    elif event == "os.mkdir" or event == "open" and given[2] & os.O_CREAT:
        note("made", given[0])

with open("/proc/self/cmdline") as line:
    note("process", line.read())
sys.addaudithook(heard)
"""
"""Runs in every Python process that is started: writes down what it is called, starts and creates."""
PRIVATE = ("张三", "李四", "首长", "甲部", "工程师", "'G0", "G0.", "G1", "G2", "0.9")


def test_nobody_is_named_where_others_can_look(tmp_path: Path, templates: Path) -> None:
    """A whole run, with its children: names stand below the input and output folders only, which are 0700."""
    office = furnish(tmp_path / "office", templates)
    hook, temporary, trace = tmp_path / "hook", tmp_path / "temporary", tmp_path / "trace"
    hook.mkdir()
    temporary.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK)
    command = [sys.executable, "-m", "gacx_reports", "quarter", "2024Q3", "--jobs", "1"]
    command += ["--input", str(office.root / "in"), "--output", str(office.root / "out")]
    command += ["--templates", str(office.root / "templates"), "--ledger", str(office.ledger)]
    environment = {"PYTHONPATH": str(hook), "TMPDIR": str(temporary), "TRACE": str(trace)}
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    lines = trace.read_text("utf-8").splitlines()
    kinds = {line.partition(" ")[0] for line in lines}
    assert kinds >= {"process", "made", "tempfile.mkstemp", "tempfile.mkdtemp"}
    assert sum(line.startswith("process ") for line in lines) >= 2
    # A folder of the results is called by its department; what is beside the final file is called by chance.
    ours = str(office.root / "out")
    seen = [line.replace(f"{ours}/.next/2024Q3/employees/甲部/", "") for line in lines]
    assert [
        line for line in seen if any(word in line for word in PRIVATE) and "made" not in line
    ] == []
    elsewhere = [line for line in lines if line.startswith("made") and ours not in line]
    assert elsewhere
    assert [line for line in elsewhere if any(word in line for word in PRIVATE)] == []
    assert list(temporary.iterdir()) == []
    assert {p.stat().st_mode & 0o077 for p in (office.root / "out").rglob("*")} == {0}
