"""docs/rules.md names functions, sheets and settings that exist."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from gacx_reports.core.forms.input_sheets import (
    COMMENTS,
    COVER,
    LINES,
    RATINGS,
    TARGETS,
    TYPED,
    WEIGHTS,
)
from gacx_reports.core.roster.period import PERIOD_ENTRIES
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS

PAGE = (Path(__file__).parents[1] / "docs" / "rules.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and line.count("|") == 5
]
ROWS = [row for row in ROWS if row[2] not in ("Code", "---")]
FORMS = (*SCHEME_SHEETS, *ROSTER_SHEETS, COVER, TYPED, RATINGS, TARGETS, WEIGHTS, COMMENTS)
COLUMNS = {c for form in FORMS for c in form.names}


def _resolves(path: str) -> bool:
    """`scoring.grading._scored`, below `gacx_reports/core/`; `intake.…` is beside it."""
    words = path.split(".")
    for root in ("gacx_reports.core", "gacx_reports"):
        found: object = import_module(root)
        for depth, word in enumerate(words, 1):
            module = ".".join([root, *words[:depth]])
            if hasattr(found, "__path__") and find_spec(module):
                found = import_module(module)
            else:
                found = getattr(found, word, None)
            if found is None:
                break
        if found is not None:
            return True
    return False


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:30])
def test_every_function_named_exists(row: list[str]) -> None:
    """Functions without a module belong to that of the one before."""
    module = ""
    for path in re.findall(r"`([A-Za-z_.]+)`", row[2]):
        if path.endswith(".html"):
            continue
        known = "." in path or not module
        assert _resolves(path if known else f"{module}.{path}"), path
        module = path.rpartition(".")[0] if known else module


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:30])
def test_every_column_and_setting_named_exists(row: list[str]) -> None:
    """Every name in backticks in column "Written in" is a header or a setting."""
    for name in re.findall(r"`([^`]+)`", row[1]):
        assert name in {*SETTING_FIELDS, *COLUMNS, *PERIOD_ENTRIES}, name


def test_every_sheet_is_named() -> None:
    """No rule is written on a sheet that the page forgets."""
    beside = {"评分等级", "封面"}
    names = {form.name for form in FORMS} | {LINES}
    assert not [n for n in names - beside if n not in PAGE]
