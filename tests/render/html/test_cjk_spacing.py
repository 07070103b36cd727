"""Space between Chinese and Latin on paper, which does not appear in copied text."""

import re

import pytest

from gacx_reports.render.html.cjk_spacing import spaced


@pytest.mark.parametrize(
    ("typed", "gaps"),
    [
        ("每2周自查一次", 2),
        ("合格率96.4%的目标", 2),
        ("用ERP登记，A级客户", 3),
        ("每 2 周", 0),
        ("全是中文。", 0),
        ("Latin only, 3 %", 0),
    ],
)
def test_a_gap_at_each_border(typed: str, gaps: int) -> None:
    """A gap only where the text has neither a blank nor punctuation."""
    assert spaced(typed).count('<span class="gap"></span>') == gaps


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("有结论。“数量”仍是短板", "。"),
        ("见《规定》（试行），并存档", "》）"),
        ("说：“好！”，签字。", "：！”"),
        ("一，二。三", ""),
    ],
)
def test_a_mark_before_another_takes_half_its_width(typed: str, halves: str) -> None:
    """Two blanks in a row would look like a hole."""
    assert "".join(re.findall(r'<span class="half">(.)</span>', spaced(typed))) == halves


def test_what_is_typed_stays_text() -> None:
    """Markup in a comment is printed, not obeyed, and nothing is added to the text."""
    found = spaced("客户<b>A&B</b>公司")
    assert found.striptags() == "客户<b>A&B</b>公司"
    assert re.sub(r'<span class="gap"></span>', "", found) == "客户&lt;b&gt;A&amp;B&lt;/b&gt;公司"
