"""Names written with unusual code points are the names that they look like."""

import unicodedata

import pytest

from gacx_reports.core.language.radicals import RADICALS
from gacx_reports.core.language.text import clean, match_key, same_name

GE = "葛\U000e0100伟"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("⼭本", "山本"),  # U+2F2D, a Kangxi radical
        ("⾼⽂", "高文"),
        ("⻘⻢", "青马"),  # U+2ED8 and U+2EE2, of the supplement
        ("\uf9b4芳", "領芳"),  # a compatibility ideograph, which NFC folds
        ("山本", "山本"),
        ("⺀", "⺀"),  # no ideograph is the same
    ],
)
def test_a_radical_is_read_as_the_ideograph_that_was_meant(typed: str, read: str) -> None:
    """Like a compatibility ideograph, so that a search finds the name."""
    assert clean(typed) == read


def test_radicals_become_ideographs_that_stay_themselves() -> None:
    """Unified ideographs of the basic plane, unchanged by NFKC; and all 214 Kangxi radicals have one."""
    assert all("\u3400" <= char <= "\u9fff" for char in RADICALS.values())
    assert all(unicodedata.normalize("NFKC", char) == char for char in RADICALS.values())
    assert RADICALS.keys() >= set(range(0x2F00, 0x2FD6))
    assert not RADICALS.keys() & set(map(ord, RADICALS.values()))


def test_a_variation_selector_is_printed_and_makes_no_other_name() -> None:
    """It stays in the text, for the report shows the form that it chooses; comparing leaves it out."""
    assert clean(GE) == GE
    assert match_key(GE) == "葛伟"
    assert same_name(GE, "葛 伟")
    assert not same_name(GE, "葛玮")
