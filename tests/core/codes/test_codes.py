"""Codes of issues: complete entries, and no code as a string anywhere else."""

import ast
import json
import pickle
import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from gacx_reports.core.codes.catalogue import CATALOGUE, FAMILIES
from gacx_reports.core.codes.code import Cause, Code
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.i18n import translator

PACKAGE = Path(__file__).parents[3] / "gacx_reports"
ENTRIES = PACKAGE / "core" / "codes"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if ENTRIES not in p.parents)
CODE = re.compile(r"[FSVPCDA]\d\d")
MILDEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def by_code(code: Code) -> str:
    """A test's name."""
    return code.value


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.__name__)
def test_a_family_has_its_letter_and_stands_in_order(family: type[Code]) -> None:
    """Every code begins with the letter of its family, and a file lists them by number."""
    codes = [code.value for code in family]
    assert all(CODE.fullmatch(code) and code[0] == family.__name__ for code in codes)
    assert codes == sorted(codes)


def test_no_code_and_no_slug_is_there_twice() -> None:
    """Neither within a family nor in two of them."""
    assert len(CATALOGUE) == sum(map(len, FAMILIES))
    assert not [slug for slug, n in Counter(c.slug for c in CATALOGUE.values()).items() if n > 1]


@pytest.mark.parametrize("code", CATALOGUE.values(), ids=by_code)
def test_an_entry_is_whole(code: Code) -> None:
    """It has a slug, words in both languages and an example; a harmless case has a milder severity."""
    entry, chinese = code.entry, translator("zh")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.slug)
    for words in (entry.title, entry.expected, entry.mend):
        assert re.fullmatch(r"\{\w+\}", words) or chinese.gettext(words) != words
    assert entry.example
    if entry.if_harmless:
        assert MILDEST.index(entry.if_harmless) > MILDEST.index(entry.severity)


def test_a_code_is_written_as_a_text_in_its_entry_only() -> None:
    """All other modules use the members, such as V.CELL_BLANK."""
    texts = (
        (path.relative_to(PACKAGE).as_posix(), node.value)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [(path, text) for path, text in texts if CODE.fullmatch(text)]


def test_a_code_is_its_text() -> None:
    """In JSON, in an f-string, in sorting, as a key; pickling returns the same member."""
    assert json.dumps(V.CELL_BLANK) == '"V01"'
    assert f"{V.CELL_BLANK} {V.CELL_BLANK!s}" == "V01 V01"
    assert sorted([V.NOT_A_NUMBER, "V01", "V03"]) == ["V01", "V02", "V03"]
    assert {"V01": 1}[V.CELL_BLANK] == 1
    assert pickle.loads(pickle.dumps(V.CELL_BLANK)) is V.CELL_BLANK  # noqa: S301 - our own bytes


def test_an_issue_weighs_what_its_code_does() -> None:
    """The severity is the entry's; a harmless case has what the entry names for it, and is never an error."""
    place = CellRef("甲部.xlsx")
    assert Issue(S.SHEET_HIDDEN, place).severity is Severity.WARNING
    assert Issue(S.STAMP_LOST, place).severity is Severity.WARNING
    assert Issue(S.STAMP_LOST, place, harmless=True).severity is Severity.NOTE
    assert Issue(V.CELL_BLANK, place, harmless=True).severity is Severity.WARNING
    assert Issue(V.CONTENT_NORMALISED, place, harmless=True).severity is Severity.NOTE


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (V.CELL_BLANK, S.CELLS_MERGED),
        (S.ISSUED_FOR_SOMETHING_ELSE, S.OTHER_QUARTER),
        (F.WORKBOOK_UNEXPECTED, Cause.ROSTER),
        (P.NO_RECORDS, Cause.LED),
    ],
)
def test_an_issue_may_follow_from_what_its_entry_names(code: Code, cause: Code | Cause) -> None:
    """The cause may be a code of another family, of the same family, or a Cause."""
    assert code.follows_from(cause)
    assert not V.NOT_A_NUMBER.follows_from(cause)
    assert not (isinstance(cause, Code) and cause.follows_from(code))


def test_causes_lead_nowhere_in_a_circle() -> None:
    """Otherwise two issues could suppress each other, and neither would be reported."""
    codes = CATALOGUE.values()
    TopologicalSorter({c: [d for d in codes if c.follows_from(d)] for c in codes}).prepare()


@pytest.mark.parametrize("cause", Cause)
def test_something_may_follow_from_every_cause(cause: Cause) -> None:
    """Every Cause is used by some entry."""
    assert any(code.follows_from(cause) for code in CATALOGUE.values())
