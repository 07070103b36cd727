"""docs/glossary.md has every term of the domain once, and every type and field that it names exists."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

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
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.roster.roster import Employment
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi_choices import FewPolicy, NaPolicy, Source
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import PostPart
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.settings.choices import MissingRater
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.scheme.table_sheets import KIND_WORDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| 中文 | English | in", "| ---"))
]
HOLDERS = sorted(set(re.findall(r"`((?:core|ledger)\.[\w.]+)`", PAGE)) - {"ledger.sqlite"})
WORDS: tuple[type[Enum], ...] = (
    *(Source, Rule, NaPolicy, FewPolicy, MissingRater, Rater),
    *(LineKind, Owner, PostPart, Employment),
)
FORMS = (*SCHEME_SHEETS, *ROSTER_SHEETS, COVER, TYPED, RATINGS, TARGETS, WEIGHTS, COMMENTS)
HEADERS = {
    *("公布日", "不适用", "等级调整", "分布例外", "填写说明", "直接上级", "部分"),
    *("个人目标", "评价人", "调岗"),
    "实际值",
    "暂缓",
    "上限",
    "提示",
    "名次",
}
"""Terms that a header or choice words otherwise: longer in a sentence; plural in a header; “Actual value” in the
workbook, raw value in code and documentation; a verb as a policy; one header with two meanings; a note is also the
hint of a call sheet; a choice names the place that a rank is."""


def terms() -> list[str]:
    """Chinese terms, with the parentheses that distinguish two meanings of one term."""
    return [term for row in ROWS for term in row[0].split("、")]


def field_of(owner: Any, name: str) -> Any:
    """An attribute, or a field of a dataclass, whose type is not followed; None where there is neither."""
    if hasattr(owner, name):
        return getattr(owner, name)
    named = is_dataclass(owner) and name in {f.name for f in fields(owner)}
    return name if named else None


def test_every_term_stands_once() -> None:
    """One row, one word in English, one holder."""
    assert len(ROWS) > 200
    assert not [term for term, n in Counter(terms()).items() if n > 1]
    assert all(len(row) == 4 and row[0] and row[1] and row[2] for row in ROWS)


@pytest.mark.parametrize("path", HOLDERS)
def test_every_type_and_field_exists(path: str) -> None:
    """`core.scheme.kpi.Kpi.weight`: a module, a class of it, a field of that."""
    words = path.split(".")
    depth = len(words)
    while (
        depth and not (ROOT / "gacx_reports" / "/".join(words[:depth])).with_suffix(".py").exists()
    ):
        depth -= 1
    module = ".".join(("gacx_reports", *words[:depth]))
    assert depth, path
    assert find_spec(module), path
    found: Any = import_module(module)
    for word in words[depth:]:
        found = field_of(found, word)
        assert found is not None, path


def test_every_word_that_users_write_is_there() -> None:
    """Sheets, columns, settings and choices of scheme, roster and workbooks."""
    known = {term.split("（")[0] for term in terms()}
    sheets = {form.name for form in FORMS} | {LINES}
    columns = {name for form in FORMS for name in form.names}
    choices = {str(member.value) for words in WORDS for member in words}
    wanted = sheets | columns | choices | set(SETTING_FIELDS) | set(KIND_WORDS)
    assert not wanted - known


def test_headers_and_choices_have_their_english_of_the_workbooks() -> None:
    """The vocabulary's word, or one that HEADERS lists with its reason."""
    shown = {row[0]: row[1] for row in ROWS}
    other = {
        term
        for term, english in shown.items()
        if (word := VOCABULARY.get(term)) and word.casefold() != english.casefold()
    }
    assert other == HEADERS
