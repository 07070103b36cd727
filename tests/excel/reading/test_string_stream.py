"""Shared strings as a stream give what a tree of their elements would give."""

import io
from dataclasses import replace

import pytest

from gacx_reports.core.sheets.raw_values import MixedText, StruckText
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.streams import shared_strings
from gacx_reports.excel.reading.worksheet_xml import DamagedError, TooManyCellsError
from tests.excel.reading.raw_packages import MAIN


def strings(xml: str, **limits: int) -> list[str]:
    """What is read of these items."""
    source = io.BytesIO(f'<sst xmlns="{MAIN}">{xml}</sst>'.encode())
    return shared_strings(source, replace(LIMITS, **limits))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<si/>", ""),
        ("<si><t/></si>", ""),
        ("<si> <t> 甲 </t> </si>", " 甲 "),
        ("<si><t>1<![CDATA[2]]>&#51;<!-- 0 -->4</t></si>", "1234"),
        ("<si><t>_x000D_</t></si>", "\r"),
        ("<si><t>甲</t><rPh><t>jia</t></rPh></si>", "甲"),
        ("<si><rPh><t>jia</t></rPh><t>甲</t></si>", "甲"),
        ("<si><r><t>甲</t></r><r><t>乙</t></r></si>", "甲乙"),
        ("<si><t>甲</t><r><rPr><strike/></rPr><t>乙</t></r></si>", MixedText("甲乙")),
        ("<si><r><rPr><strike/></rPr><t>甲</t></r></si>", StruckText("甲")),
        ("<si><t>甲<x>乙</x>丙</t></si>", "甲"),
    ],
)
def test_a_string_is_its_text(item: str, text: str) -> None:
    """What follows is not touched by it, and what is in no item is no string."""
    found = strings(f"{item}<t>x</t><si><t>5</t></si>")
    assert found == [text, "5"]
    assert isinstance(found[0], type(text))


def test_a_string_within_a_string_is_damage() -> None:
    """Nobody could say which numbers the strings after it have."""
    with pytest.raises(DamagedError):
        strings("<si><t>甲</t><si/></si>")


def test_the_limits_of_xml_hold() -> None:
    """Levels, elements and strings."""
    one = "<si><t>1</t></si>"
    assert strings(one * 3, levels=3, elements=7, cells=3) == ["1"] * 3
    with pytest.raises(DamagedError):
        strings(one, levels=2)
    with pytest.raises(TooManyCellsError):
        strings(one * 3, elements=6)
    with pytest.raises(TooManyCellsError):
        strings(one * 3, cells=2)
