"""Looks up published advisories about the pinned packages, by pip-audit. What can't be looked up is said, and no fault.

`make audit` looks now and fails if there is one. `make lint` (--daily) looks at most once a day, and only tells:
an advisory of this morning is no fault of the change that is being checked.
"""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements" / "dev.txt",)
"""What is run and shipped, and what builds and tests it."""
TOOL = ROOT / "requirements" / "audit.txt"
SEEN = ROOT / ".venv" / "advisories.json"
"""The last look: of which pins, when, and what it told."""
DAY = 24 * 3600
PATIENCE = 60
"""Seconds for installing pip-audit, and for asking."""

Dependency = Mapping[str, Any]
"""An entry of pip-audit's JSON: `name`, and either `version` and `vulns`, or `skip_reason`."""


def told(dependencies: Sequence[Dependency] | None) -> tuple[list[str], bool]:
    """Lines to print about pip-audit's answer (None: it gave none), and whether there is an advisory."""
    known = [d for d in dependencies or () if "skip_reason" not in d]
    if not known:
        return [
            "已知漏洞：跳过，查不到（没有网络，或软件包索引不提供）；`make audit` 再查。"
            " Advisories: skipped, none could be fetched (no network, or an index without them);"
            " `make audit` tries again."
        ], False
    lines = [_line(d, v) for d in known for v in d["vulns"]]
    skipped = [d["name"] for d in dependencies or () if "skip_reason" in d]
    if skipped:
        lines.append(f"未能查询 not looked up: {', '.join(skipped)}")
    found = any(d["vulns"] for d in known)
    if not found:
        lines.append(
            f"已知漏洞：{len(known)} 个软件包，无。 Advisories: {len(known)} packages, none."
        )
    return lines, found


def _line(dependency: Dependency, advisory: Mapping[str, Any]) -> str:
    mended = "、".join(advisory["fix_versions"]) or "—"
    return (
        f"已知漏洞 advisory: {dependency['name']} {dependency['version']} {advisory['id']},"
        f" 修复于 mended in: {mended}"
    )


def asked() -> list[Dependency] | None:
    """pip-audit's answer; None if it can't be installed, or reaches nobody."""
    python, patience = sys.executable, ["--retries", "0", "--timeout", "5"]
    install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", *patience]
    if _run([*install, "-r", str(TOOL)]) is None:
        return None
    audit = [python, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    # The pins are complete: nothing needs to be resolved or installed to be looked up.
    pins = [word for lock in LOCKS for word in ("-r", str(lock))]
    said = _run([*audit, "--timeout", "5", "--require-hashes", "--disable-pip", *pins])
    try:
        found: list[Dependency] = json.loads(said or "")["dependencies"]
    except ValueError:
        return None
    return found


def _run(command: Sequence[str]) -> str | None:
    """What the command prints; None if it takes too long, or fails without printing."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    # pip-audit ends with 1 where there are advisories, and then prints them.
    return done.stdout if done.returncode == 0 or done.stdout else None


def main() -> int:
    """0, or 1 if there is an advisory and --daily is not given."""
    daily = "--daily" in sys.argv
    pins = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()
    seen = _seen()
    if daily and seen.get("pins") == pins and 0 <= time.time() - seen["at"] < DAY:
        lines, found = seen["lines"], seen["found"]
    else:
        lines, found = told(asked())
        kept = {"pins": pins, "at": time.time(), "lines": lines, "found": found}
        SEEN.write_text(json.dumps(kept), "utf-8")
    print("\n".join(lines))
    return 1 if found and not daily else 0


def _seen() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(SEEN.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


if __name__ == "__main__":
    sys.exit(main())
