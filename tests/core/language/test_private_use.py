"""Characters of private use that old systems left in texts: what each was, and how it is shown."""

import pytest

from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.private_use import RETYPED
from gacx_reports.core.language.substitutes import visible
from gacx_reports.core.language.text import same_name
from gacx_reports.core.submissions.printable import check_glyphs
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import PEOPLE, World, score

CELLS = {
    0xE78D: [b"\xa6" + bytes([n]) for n in (*range(0xD9, 0xE0), 0xEC, 0xED, 0xF3)],
    0xE7C7: [b"\xa8\xbc", b"\xa8\xbf"],
    0xE7E7: [b"\xa9" + bytes([n]) for n in range(0x89, 0x96)],
    0xE815: [b"\xfe" + bytes([n]) for n in (*range(0x50, 0x7F), *range(0x80, 0xA1))],
}
"""First code point of private use → the cells of GBK that it and the next ones were."""
NOTHING = Submissions({}, {}, {}, {}, {}, {})
LATER = "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"
"""Ideographs that came to Unicode after Python's table: those of FE59, FE61, FE66, FE67, FE6D, FE7E, FE90, FEA0."""


def unprintable(name: str) -> list[Issue]:
    """V15 about somebody of that name, with a font that has only ideographs in common use."""
    roster = score(World(people=PEOPLE.replace("张三", name))).roster
    return list(check_glyphs(roster, NOTHING, lambda text: [c for c in text if c > "\u9fff"]))


def test_each_is_what_the_gb_18030_codec_reads_in_its_cell() -> None:
    """Wherever that codec knows a character of Unicode; the eight ideographs of 2005 are in their order."""
    wanted = {
        chr(first + n): cell.decode("gb18030")
        for first, cells in CELLS.items()
        for n, cell in enumerate(cells)
    }
    assert RETYPED.keys() == wanted.keys()
    known = {old: new for old, new in wanted.items() if not "\ue000" <= new <= "\uf8ff"}
    assert len(known) >= 80
    assert known.items() <= RETYPED.items()
    assert "".join(c for c in RETYPED.values() if c in LATER) == LATER
    assert RETYPED["\ue863"] == "䶮"


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("王\ue863", "请改输：U+E863 → 䶮 (U+4DAE)", "in its place: U+E863 → 䶮 (U+4DAE)"),
        ("王\ue000", "请按身份证上的字重新输入", "as on the identity card"),
        ("王👍", "请删去该字符", "Take the character out"),
    ],
)
def test_the_advice_is_what_to_type(typed: str, zh: str, en: str) -> None:
    """A known character is named, a character of the machine's own is asked for, a picture is taken out."""
    (issue,) = unprintable(typed)
    assert zh in describe(issue, translator("zh")).mend
    assert en in describe(issue, translator("en")).mend
    assert issue.place.cell == "B3"


def test_each_way_to_mend_is_an_issue_of_its_own() -> None:
    """Three characters of one cell, three kinds of advice, and every character named."""
    found = unprintable("\ue863\ue000👍")
    assert [i.code for i in found] == [V.CHARACTER_NOT_PRINTABLE] * 3
    assert "".join(i.found for i in found) == "\ue863\ue000👍"


def test_a_known_old_code_is_the_same_name() -> None:
    """So that an old system's roster has one V15, and no P03 in every other workbook."""
    assert same_name("王\ue863", "王䶮")
    assert not same_name("王\ue000", "王䶮")


def test_only_what_nobody_sees_is_shown_by_its_code_point() -> None:
    """Private use and unassigned; an emoji is seen on a screen, and a new ideograph as a box at least."""
    assert visible("王\ue863\U0010fffd👍䶮") == "王□U+E863□U+10FFFD👍䶮"
