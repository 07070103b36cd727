"""Texts as they are kept, compared, and made into names of files."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.language.radicals import RADICALS
from gacx_reports.core.language.text import (
    CONTROL,
    INVISIBLE,
    clean,
    half_width,
    is_chinese,
    match_key,
    safe,
    same_name,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三\u2028四\u2029五", "一\n二\n三\n四\n五"),
        ("a\u00a0b\u2003c\u202fd\u205fe\u3000f\tg", "a b c d e f g"),
        ("\u3000 张伟 \n", "张伟"),
        ("a\x00\x0b\x1f\x7f\x9f\ud800b", "ab"),
        ("\u200b\u202a\u2060\ufeff\u061c\u00ad", ""),
        ("e\u0301", "é"),
        ("A  b", "A  b"),
    ],
)
def test_what_is_kept_of_a_text(typed: str, kept: str) -> None:
    """Line ends and blanks in their plain form, nothing invisible, nothing at the ends."""
    assert clean(typed) == kept


@pytest.mark.parametrize(("marks", "kept"), [(30, 30), (31, 30), (2500, 30)])
def test_piles_of_marks_in_a_long_text_are_cut(marks: int, kept: int) -> None:
    """At 30 in a row, which is Unicode's limit; each character has its own pile."""
    dot = "\u0323"
    text = ("x" + dot * marks) * 2 + "长" * 2000
    assert clean(text).count(dot) == 2 * kept
    assert clean(text).endswith("x" + dot * kept + "长" * 2000)


def test_a_pile_at_the_start_of_a_text_is_cut_as_well() -> None:
    """Thirty marks are kept, though they stand on nothing."""
    dot = "\u0323"
    assert clean(dot * 40 + "长" * 2000) == dot * 30 + "长" * 2000


def test_a_text_within_the_limit_keeps_every_mark() -> None:
    """A parser refuses it later, and counts them."""
    text = "x" + "\u0323" * 1999
    assert clean(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张 伟", "张伟"),
        ("ＫＰＩ１", "kpi1"),
        ("Straße", "STRASSE"),
        ("（一）", "(一)"),
        ("Ⅹ级", "x级"),
        ("葛\ufe00", "葛"),
        ("a\nb", "ab"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    """Whatever width, case, blanks and forms."""
    assert match_key(one) == match_key(other)
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("⑤级", "5级"), ("m²", "m2"), ("１²", "12")])
def test_a_sign_that_looks_like_a_digit_is_none(one: str, other: str) -> None:
    """Though Unicode would fold it; the rest of the name is folded all the same."""
    assert not same_name(one, other)
    assert same_name(f"Ａ{one}", f"a{one}")
    assert match_key("Ａ１²") == "a1²"


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("９５．５％", "95.5%"),
        ("Ｇ１", "G1"),
        ("7²", "7²"),
        ("①", "①"),
        ("张伟", "张伟"),
        ("G1", "G1"),
    ],
)
def test_full_width_characters_get_their_usual_width(wide: str, narrow: str) -> None:
    """And nothing else is folded."""
    assert half_width(wide) == narrow


def test_one_chinese_character_makes_a_text_chinese() -> None:
    """Wherever it stands; signs and digits don't."""
    assert is_chinese("KPI 一")
    assert not is_chinese("KPI 1（%）")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲部", "甲部"),
        ("X甲X", "X甲X"),
        ("甲/乙\\丙:丁*戊?己\"庚<辛>壬|癸", "甲_乙_丙_丁_戊_己_庚_辛_壬_癸"),
        ("a\x00b\u202ec", "a_b_c"),
        ("..", "_"),
        ("", "_"),
        (" 甲. ", "甲"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("Aux", "_Aux"),
        ("console", "console"),
        ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_a_name_that_every_system_takes(text: str, name: str) -> None:
    """Never empty, never a path, never a device of Windows."""
    assert safe(text) == name


def test_a_name_is_cut_at_whole_characters() -> None:
    """180 bytes where nothing else is asked for."""
    assert safe("长" * 61) == "长" * 60
    assert safe("长长", 5) == "长"
    assert safe("ab .", 3) == "ab"


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is kept is in its final form."""
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


def test_what_can_be_printed_needs_no_search() -> None:
    """No such character is invisible, a control character or an unusual blank, and no ASCII one has another code."""
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert not INVISIBLE.search(printed)
    assert not CONTROL.search(printed)
    assert {c for c in printed if c.isspace()} == {" "}
    assert not any(ord(c) in RADICALS for c in printed if c.isascii())
