#!/usr/bin/env python3
"""Writes the pictures of years: the sample company's in both languages, and a page of each example scheme's.

Run it with the project's Python after `tools/setup.sh system`; it needs pdftoppm and publishes every period first,
which takes some minutes.
"""

import tempfile
from pathlib import Path

from tools.pictures import SAMPLES, Shot, run, take
from tools.samples.schemes.folder import write_all_periods
from tools.samples.schemes.years import periods_of

YEAR = "2024Y"
SHOTS = (
    Shot("year", "2024Y/employees/*/*.pdf", "G0322"),
    Shot("year-department", "2024Y/departments/*.pdf", "G0302"),
    Shot("year-summary", "2024Y/summary.pdf"),
)
WHOSE = {
    "headquarters": "Z11",
    "hospital": "Y22",
    "production": "P15",
    "research": "R12",
    "sales": "X23",
    "shop": "S12",
}
"""Example scheme → whose report of the year is shown."""


def main() -> None:
    """Publish in a temporary folder and write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        _company(Path(folder) / "company")
        for name, person in WHOSE.items():
            _scheme(Path(folder) / name, name, person)


def _company(scratch: Path) -> None:
    ledger = ("--ledger", scratch / "ledger.sqlite")
    scratch.mkdir()
    for quarter in ("2024Q1", "2024Q2", "2024Q3", "2024Q4"):
        run("publish", quarter, "--input", SAMPLES, "--output", scratch / "zh", *ledger)
    for lang in ("zh", "en"):
        made = scratch / lang
        run("quarter", YEAR, "--lang", lang, "--input", SAMPLES, "--output", made, *ledger)
        for shot in SHOTS:
            take(shot, made, lang)


def _scheme(scratch: Path, name: str, person: str) -> None:
    write_all_periods(scratch / "in", name)
    places = ("--input", scratch / "in", "--output", scratch / "out")
    ledger = ("--ledger", scratch / "ledger.sqlite")
    for period in periods_of(name):
        run("publish", str(period), *places, *ledger)
    run("quarter", YEAR, *places, *ledger)
    shot = Shot(f"year-{name}", "2024Y/employees/*/*.pdf", person)
    take(shot, scratch / "out", "zh")


if __name__ == "__main__":
    main()
