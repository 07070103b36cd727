"""Estimated size of texts in cells: no text is cut, and no row is much too high."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.sheets.text_width import (
    height_of,
    lines_of,
    longest_word,
    text_width,
    widest,
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Behaviour", 10, 1),
        ("Behaviour item", 10, 2),
        ("安装实施、维修", 15, 1),
        ("安装实施、维修", 9, 2),
        ("1. first\n2. second", 20, 2),
        ("Donaudampfschifffahrt", 10, 3),
    ],
)
def test_a_text_is_wrapped_at_blanks_and_between_chinese_characters(
    text: str, width: float, lines: int
) -> None:
    """As spreadsheet programs do; a word that is too long is broken."""
    assert lines_of(text, width) == lines


@given(st.text(st.sampled_from("ab 安装"), max_size=60), st.integers(5, 40))
def test_a_narrower_column_never_takes_fewer_lines(text: str, width: int) -> None:
    """And one as wide as the text takes one."""
    assert lines_of(text, width) >= lines_of(text, width + 5)
    assert lines_of(text, text_width(text) + 1) == 1


def test_a_column_shows_its_longest_word_and_a_row_has_a_bound() -> None:
    """Within what the sheet can spare, and what programs take."""
    assert longest_word("Computed grade") == 8
    assert longest_word("计算等级") == 2
    assert widest(["to fill in", "faulty"], 8, 16) == pytest.approx(10.1)
    assert widest(["awaiting Technical assistant"], 8, 16) == 16
    assert height_of(1) < height_of(2) < height_of(1000) <= 409
